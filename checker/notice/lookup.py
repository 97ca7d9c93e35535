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
from checker.occurrences import Several
from checker.scan import Scan


class Lookup:
    """Patterns by the strings of which one must occur where they fit.

    Attributes:
        always: The numbers of the patterns that have no such strings.
    """

    def __init__(self, scans: Sequence[Scan]) -> None:
        self._several = Several([scan.sought for scan in scans])
        self.always = self._several.always

    def present(self, text: str) -> set[int]:
        """The numbers of the patterns of which a string occurs in a text."""
        return set(self._several.present(text))

    def places(self, text: str, within: Span | None = None) -> Mapping[int, Sequence[int]]:
        """The patterns of which a string occurs, with the last code points of the strings.

        Args:
            text: The whole text of a draft.
            within: The only part of it that counts.
        """
        found = self._several.ends(text)
        if within is None:
            return found
        start, end = within.start, within.end - 1
        cut = {
            n: ends[bisect_left(ends, start) : bisect_right(ends, end)] for n, ends in found.items()
        }
        return {number: ends for number, ends in cut.items() if ends}


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
