"""What the element files say, compiled once a knowledge."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.notice.fields import MAX_NAME
from checker.notice.lookup import Lookup, Places
from checker.notice.spec import Knowledge
from checker.notice.types import Element
from checker.occurrences import Several
from checker.regex import regex
from checker.scan import Scan

_JOINT = regex(
    r"[・/／、,，&＆]|及び|および|並びに|または|又は|(?<!こ)と(?!き|ころ)|(?<=日時)の(?=場所)"
)
"""Between two names in one: 対象と定員, 申込先・問い合わせ先. (とき and ところ are names.)"""

_MEMORY = 4_000
"""Names remembered a knowledge; those of a city's notices are far fewer."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that say an element (there or for the whole draft), deny it, or only touch it."""

    element: Element
    scan: Scan
    none: bool
    passing: bool = False
    default: bool = False


class Elements:
    """The patterns of all elements, ready for use."""

    def __init__(self, knowledge: Knowledge) -> None:
        specs = knowledge.elements
        self.proof = {
            genre: {element: regex(_either(patterns)) for element, patterns in kind.proof.items()}
            for genre, kind in knowledge.genres.items()
        }
        self.signs = {e: regex(spec.signs) for e, spec in specs.items() if spec.signs}
        self.asides = {e: regex(_either(spec.asides)) for e, spec in specs.items() if spec.asides}
        self._asides = [(e, regex(p)) for e, spec in specs.items() for p in spec.asides]
        self._aside_strings = Several(
            [Scan(p).sought for spec in specs.values() for p in spec.asides]
        )
        self._labels = [
            (element, regex(_either(spec.labels))) for element, spec in specs.items() if spec.labels
        ]
        self._phrases = [
            Phrase(
                element,
                Scan(pattern),
                patterns is spec.none,
                patterns is spec.mentions,
                patterns is spec.defaults,
            )
            for element, spec in specs.items()
            for patterns in (spec.says, spec.none, spec.mentions, spec.defaults)
            for pattern in patterns
        ]
        self._lookup = Lookup([phrase.scan for phrase in self._phrases])
        self._known: dict[str, frozenset[Element]] = {}

    def that_may_fit(self, text: str) -> list[tuple[Phrase, Places | None]]:
        """The phrases of which a string occurs in the text, with the places of their strings.

        None for the places of a phrase that has no such strings.
        """
        places = self._lookup.places(text)
        always: dict[int, Places | None] = dict.fromkeys(self._lookup.always)
        phrases = self._phrases
        return [(phrases[number], where) for number, where in sorted({**always, **places}.items())]

    def asides_in(self, text: str) -> Mapping[Element, Sequence[re.Pattern[str]]]:
        """The asides that may fit a sentence of the text: those of which a string occurs."""
        strings = self._aside_strings
        found: dict[Element, list[re.Pattern[str]]] = {}
        for number in sorted((*strings.always, *strings.present(text))):
            element, pattern = self._asides[number]
            found.setdefault(element, []).append(pattern)
        return found

    def named(self, name: str) -> frozenset[Element]:
        """The elements that a label in normal form stands for."""
        found = self._known.get(name)
        if found is None:
            if len(self._known) > _MEMORY:
                self._known.clear()
            found = self._known[name] = self._named(name)
        return found

    def _named(self, name: str) -> frozenset[Element]:
        if not name or len(name) > MAX_NAME:
            return frozenset()
        found = self._fitting(name)
        parts = _JOINT.split(name)
        if len(parts) > 1:
            for part in parts:
                found |= self._fitting(part)
        return found

    def _fitting(self, name: str) -> frozenset[Element]:
        return frozenset(element for element, pattern in self._labels if pattern.fullmatch(name))


def _either(patterns: Sequence[str]) -> str:
    return "|".join(f"(?:{p})" for p in patterns)


_made: dict[int, tuple[Knowledge, Elements]] = {}


def compiled(knowledge: Knowledge) -> Elements:
    """The patterns of a knowledge, compiled once (which is kept, so that its id stays its own)."""
    made = _made.get(id(knowledge))
    if made is None:
        if len(_made) > 8:
            _made.clear()
        made = _made[id(knowledge)] = knowledge, Elements(knowledge)
    return made[1]
