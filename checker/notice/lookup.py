"""Which of many patterns may fit, and in which lines, told by the strings found in a draft.

`checker.scan` looks for the strings of all patterns in one pass over the whole draft. What
it found is enough for every part of the draft (its title, its labels, one item), so that
no part needs a pass of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from checker.model import Span
from checker.occurrences import Held, occurrences
from checker.scan import Scan

Places = Sequence[Held]
"""Strings that a draft holds, with their last code points."""


class _Numbered(NamedTuple):
    """Patterns by the numbers of what looks for their strings.

    Attributes:
        told: How many of those who look for strings have a number.
        numbers: Their numbers, of those who look for these patterns.
        patterns: The patterns of each of these.
        late: Patterns whose strings are looked for by themselves, as they came later.
    """

    told: int
    numbers: frozenset[int]
    patterns: Mapping[int, Sequence[int]]
    late: Sequence[int]


class Lookup:
    """Patterns by the strings of which one must occur where they fit.

    Attributes:
        always: The numbers of the patterns that have no such strings.
    """

    def __init__(self, scans: Sequence[Scan]) -> None:
        self._sought = [scan.sought for scan in scans]
        self.always = [number for number, sought in enumerate(self._sought) if sought is None]
        self._numbered = _Numbered(-1, frozenset(), {}, ())

    def places(self, text: str, within: Span | None = None) -> Mapping[int, Places]:
        """The patterns of which a string occurs, with the places of their strings.

        Args:
            text: The whole text of a draft (or some lines of it).
            within: The only part of it that counts.
        """
        found = occurrences(text)
        numbered = self._numbered
        if numbered.told != found.seekers:
            numbered = self._numbered = self._number(found.seekers)
        sought, patterns = found.sought, numbered.patterns
        places: dict[int, Places] = {}
        for seeker in numbered.numbers & found.told:
            held = sought[seeker]
            for number in patterns[seeker]:
                places[number] = [*places[number], *held] if number in places else held
        for number in numbered.late:
            late = [held for one in self._sought[number] or () for held in one.held(text)]
            if late:
                places[number] = late
        return places if within is None else _cut(places, within)

    def _number(self, told: int) -> _Numbered:
        """Which patterns are told of their strings where so many are told."""
        patterns: dict[int, list[int]] = {}
        late: list[int] = []
        for number, sought in enumerate(self._sought):
            if sought is None:
                continue
            if any(one.number >= told for one in sought):
                late.append(number)
            else:
                for one in sought:
                    patterns.setdefault(one.number, []).append(number)
        return _Numbered(told, frozenset(patterns), patterns, late)


def _cut(places: Mapping[int, Places], within: Span) -> Mapping[int, Places]:
    """The places that lie in a part of a draft."""
    start, end = within.start, within.end - 1
    cut: dict[int, Places] = {}
    for number, held in places.items():
        inside = [
            (key, ends[first:last])
            for key, ends in held
            if (first := bisect_left(ends, start)) < (last := bisect_right(ends, end))
        ]
        if inside:
            cut[number] = inside
    return cut


def fits(scan: Scan, text: str, places: Places | None) -> list[re.Match[str]]:
    """The fits of a pattern in the lines that hold one of its strings, in text order.

    Args:
        scan: The pattern.
        text: The whole text of a draft.
        places: Where its strings are; None if it has none, so that it may fit in any line.
    """
    if places is None:
        return list(scan.expression.finditer(text))
    return scan.fits(text, places)
