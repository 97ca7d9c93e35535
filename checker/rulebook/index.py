"""Which rules can find something in a draft, told from the strings that it holds.

Most rules look for strings that a draft does not have. Those that it has are known
after one pass (`checker.scan`), and each names the rules that look for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

import msgspec

from checker import occurrences
from checker.context import Context
from checker.document.folding import fold
from checker.kinds.base import Matcher
from checker.memory import LOT
from checker.occurrences import Sought


class Index(msgspec.Struct, frozen=True, eq=False, dict=True):
    """Rules by the strings of which one must occur for a rule to find anything.

    Attributes:
        ids: The rules; the others name them by their place here.
        by_string: Rules by the strings that they look for in the folded text.
        by_character: Rules by the characters that they look for in the text as written.
        always: Rules that cannot say what they look for.
        by_part: Rules by the parts of a draft (`Document.parts`) that they look at.
        packed: Whether it comes with a wheel, and its strings with the wheel's finder.
    """

    ids: tuple[str, ...]
    by_string: Mapping[str, tuple[int, ...]]
    by_character: Mapping[str, tuple[int, ...]]
    always: tuple[int, ...]
    by_part: Mapping[str, tuple[int, ...]]
    packed: bool = False

    @classmethod
    def of(cls, matchers: Mapping[str, Matcher]) -> Index:
        """The index of these compiled rules, given by their ids."""
        by_string: dict[str, list[int]] = {}
        by_character: dict[str, list[int]] = {}
        by_part: dict[str, list[int]] = {}
        always = []
        for number, matcher in enumerate(matchers.values()):
            if matcher.needles is None:
                for part in matcher.parts:
                    by_part.setdefault(part, []).append(number)
                if not matcher.parts:
                    always.append(number)
            for needle in matcher.needles or ():
                # The text as written is not searched once more: strings are looked for
                # as folding leaves them, single characters among all characters.
                if matcher.raw and len(needle) == 1:
                    by_character.setdefault(needle, []).append(number)
                else:
                    string = fold(needle) if matcher.raw else needle
                    by_string.setdefault(string, []).append(number)
        return cls(
            tuple(matchers),
            {string: tuple(numbers) for string, numbers in by_string.items()},
            {character: tuple(numbers) for character, numbers in by_character.items()},
            tuple(always),
            {part: tuple(numbers) for part, numbers in by_part.items()},
        )

    @cached_property
    def sought(self) -> Sought:
        """The strings, to be looked for in one pass."""
        return Sought(self.by_string)

    def strings_in(self, text: str) -> Iterable[str]:
        """Those of the strings that a text holds."""
        if self.packed and occurrences.is_packed():  # no need to ask which of them are known
            return occurrences.occurrences(text).ends.keys() & self.by_string.keys()
        return self.sought.there(text)

    def asked(self, context: Context) -> frozenset[str]:
        """The ids of the rules that can find something in a draft."""
        document = context.document
        return _asked(self, document.folded, context.characters, document.parts)


@lru_cache(maxsize=2 * LOT)
def _asked(
    index: Index, folded: str, characters: frozenset[str], parts: frozenset[str]
) -> frozenset[str]:
    # Kept for the last few drafts, because rules run in several groups.
    numbers = set(index.always)
    for string in index.strings_in(folded):
        numbers.update(index.by_string[string])
    for character in characters & index.by_character.keys():
        numbers.update(index.by_character[character])
    for part in parts & index.by_part.keys():
        numbers.update(index.by_part[part])
    return frozenset(map(index.ids.__getitem__, numbers))


def forget() -> None:
    """Forget the last drafts: for a measurement that reads the same ones again."""
    _asked.cache_clear()


def asked(indexes: Iterable[Index], context: Context) -> frozenset[str]:
    """The ids of the rules of several indexes that can find something in a draft."""
    return frozenset().union(*(index.asked(context) for index in indexes))
