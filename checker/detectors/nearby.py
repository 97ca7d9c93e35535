"""Patterns that are dear to search a line for, searched only around the strings that they contain.

A pattern that begins with any kanji is tried at every character of a line, though it fits
nowhere but around 橋 or 申込書. Where the longest fit is short, the rest of the line need not
be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.scan import Scan


class Nearby:
    """A scan and how far from one of its strings a fit can begin or look ahead.

    Args:
        scan: What is looked for; one pattern that has strings.
        before: At least as many code points as a fit has up to the end of the string.
        behind: More than it has from there on, with what it looks at behind itself; as many
            as in front of it, if nothing is said.
    """

    def __init__(self, scan: Scan, before: int, behind: int = 0) -> None:
        self.scan = scan
        self.before = before
        self.behind = behind or before

    def finditer(self, text: str, least: int = 1) -> Iterator[re.Match[str]]:
        """What the scan finds, in text order; nothing where there cannot be `least` of it."""
        sought = self.scan.sought
        assert sought is not None
        (strings,) = sought
        ends = strings.ends(text)
        if len(ends) < least:
            return iter(())
        return iter(self._in_windows(text, ends))

    def _in_windows(self, text: str, ends: Sequence[int]) -> list[re.Match[str]]:
        find = self.scan.expression.finditer
        fits: list[re.Match[str]] = []
        before, behind = self.before, self.behind
        start, stop = -1, -1
        for at in ends:
            low, high = max(0, at - before), at + behind
            first = text.rfind("\n", low, at) + 1 or low
            line_end = text.find("\n", at, high)
            # Windows that touch are one: a fit of the first may hold the start of the next.
            if first > stop:
                if stop >= 0:
                    fits += find(text, start, stop)
                start = first
            stop = line_end if line_end >= 0 else high
        fits += find(text, start, stop)
        return fits
