"""Which of many patterns may fit, and in which lines, told by the strings found in a draft.

`checker.scan` looks for the strings of all patterns in one pass over the whole draft. What
it found is enough for every part of the draft (its title, its labels, one item), so that
no part needs a pass of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from checker.model import Span
from checker.occurrences import Sought
from checker.scan import Scan


class Lookup:
    """Patterns by the strings of which one must occur where they fit.

    Attributes:
        always: The numbers of the patterns that have no such strings.
    """

    def __init__(self, scans: Sequence[Scan]) -> None:
        self.always = tuple(n for n, scan in enumerate(scans) if scan.needles is None)
        self._by_needle: dict[str, list[int]] = {}
        for number, scan in enumerate(scans):
            for needle in scan.needles or ():
                self._by_needle.setdefault(needle, []).append(number)
        self._sought = Sought(self._by_needle)

    def present(self, text: str) -> set[int]:
        """The numbers of the patterns of which a string occurs in a text."""
        return {n for needle in self._sought.there(text) for n in self._by_needle[needle]}

    def places(self, text: str, within: Span | None = None) -> Mapping[int, Sequence[int]]:
        """The patterns of which a string occurs, with the last code points of the strings.

        Args:
            text: The whole text of a draft.
            within: The only part of it that counts.
        """
        found: dict[int, Sequence[int]] = {}
        for needle, ends in self._sought.there(text).items():
            if within is not None:
                ends = ends[bisect_left(ends, within.start) : bisect_right(ends, within.end - 1)]
                if not ends:
                    continue
            for number in self._by_needle[needle]:
                known = found.get(number)
                found[number] = ends if known is None else [*known, *ends]
        return found


def fits(expression: re.Pattern[str], text: str, ends: Sequence[int] | None) -> list[re.Match[str]]:
    """The fits of a pattern in the lines that hold one of its strings, in text order.

    Args:
        expression: The pattern.
        text: The whole text of a draft.
        ends: Places of its strings, in any order; None if it has none, so that it may fit
            in any line.
    """
    if ends is None:
        return list(expression.finditer(text))
    found: list[re.Match[str]] = []
    done = -1
    for at in ends if len(ends) == 1 else sorted(ends):
        if at >= done:
            done = text.find("\n", at)
            if done < 0:
                done = len(text)
            found += expression.finditer(text, text.rfind("\n", 0, at) + 1, done)
    return found
