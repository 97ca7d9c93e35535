"""Which rules can find something in a draft, told from the strings that it holds.

Most rules look for strings that a draft does not have. Those that it has are known
after one pass (`checker.occurrences`), and each names the rules that look for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from checker.context import Context
from checker.document.folding import fold
from checker.kinds.base import Matcher
from checker.occurrences import Several, Sought


class Index:
    """Rules by the strings of which one must occur for a rule to find anything.

    Args:
        ids: The rules; the others name them by their place here.
        sought: What each looks for in the folded text; None for one that cannot say so.
        by_character: Rules by the characters that they look for in the text as written.
        by_part: Rules by the parts of a draft (`Document.parts`) that they look at.
    """

    def __init__(
        self,
        ids: Sequence[str],
        sought: Sequence[Sought | None],
        by_character: Mapping[str, Sequence[int]],
        by_part: Mapping[str, Sequence[int]],
    ) -> None:
        self.ids = ids
        self.sought = sought
        self.by_character = by_character
        self.by_part = by_part
        self._several = Several([None if each is None else (each,) for each in sought])

    @classmethod
    def of(cls, matchers: Mapping[str, Matcher]) -> Index:
        """The index of these compiled rules, given by their ids."""
        sought: list[Sought | None] = []
        by_character: dict[str, list[int]] = {}
        by_part: dict[str, list[int]] = {}
        for number, matcher in enumerate(matchers.values()):
            needles = matcher.needles
            if needles is None:
                for part in matcher.parts:
                    by_part.setdefault(part, []).append(number)
                sought.append(Sought(()) if matcher.parts else None)
                continue
            # The text as written is not searched once more: strings are looked for
            # as folding leaves them, single characters among all characters.
            alone = {needle for needle in needles if matcher.raw and len(needle) == 1}
            for character in alone:
                by_character.setdefault(character, []).append(number)
            others = needles - alone
            sought.append(Sought(map(fold, others) if matcher.raw else others))
        return cls(tuple(matchers), sought, by_character, by_part)

    def asked(self, context: Context) -> frozenset[str]:
        """The ids of the rules that can find something in a draft."""
        kept = context.kept  # because rules run in several groups
        if self not in kept:
            kept[self] = self._asked(context)
        asked: frozenset[str] = kept[self]
        return asked

    def _asked(self, context: Context) -> frozenset[str]:
        document = context.document
        numbers = {*self.always, *self.numbers_in(document.folded)}
        for character in context.characters & self.by_character.keys():
            numbers.update(self.by_character[character])
        for part in document.parts & self.by_part.keys():
            numbers.update(self.by_part[part])
        return frozenset(map(self.ids.__getitem__, numbers))

    @property
    def always(self) -> Sequence[int]:
        """Rules that cannot say what they look for."""
        return self._several.always

    def numbers_in(self, text: str) -> list[int]:
        """The rules of which a string occurs in a folded text."""
        return self._several.present(text)


class PackedIndex(msgspec.Struct, frozen=True):
    """An index as a wheel holds it.

    Attributes:
        ids: See `Index`.
        numbers: For `Sought.packed`; negative where there is none.
        by_character: See `Index`.
        by_part: See `Index`.
    """

    ids: tuple[str, ...]
    numbers: tuple[int, ...]
    by_character: Mapping[str, tuple[int, ...]]
    by_part: Mapping[str, tuple[int, ...]]

    @property
    def index(self) -> Index:
        """The index."""
        sought = [None if number < 0 else Sought.packed(number) for number in self.numbers]
        return Index(self.ids, sought, self.by_character, self.by_part)


def asked(indexes: Iterable[Index], context: Context) -> frozenset[str]:
    """The ids of the rules of several indexes that can find something in a draft."""
    found = [index.asked(context) for index in indexes]
    return found[0] if len(found) == 1 else frozenset().union(*found)  # one, mostly
