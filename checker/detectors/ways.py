"""The ways in which a detector finds things, of which a draft needs one or two.

A detector that knows thirty relations asks for the strings of all of them at once: to call thirty
functions, each of which would see that its own do not occur, takes longer than what is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Generic, TypeVar

from checker.occurrences import Several, Sought
from checker.once import once
from checker.scan import Scan

Find = TypeVar("Find")


class Ways(Generic[Find]):
    """Several ways to find something, in their order.

    Args:
        ways: Each with its scans: it finds nothing where none of them may fit. One without
            scans is always tried.
    """

    def __init__(self, *ways: tuple[Sequence[Scan], Find]) -> None:
        self._ways = ways

    @property
    def scans(self) -> tuple[Scan, ...]:
        """Those of all ways; see `Matcher.scans`."""
        return tuple(chain.from_iterable([scans for scans, _ in self._ways]))

    @once
    def _several(self) -> Several:
        return Several([self._sought(scans) for scans, _ in self._ways])

    @staticmethod
    def _sought(scans: Sequence[Scan]) -> Sequence[Sought] | None:
        every: list[Sought] = []
        for scan in scans:
            if scan.sought is None:
                return None
            every += scan.sought
        return every or None

    def asked(self, text: str) -> list[Find]:
        """Those that can find something in the folded text of a draft."""
        ways = self._ways
        several = self._several
        there = several.present(text)
        if several.always:
            there = sorted([*several.always, *there])
        return [ways[place][1] for place in there]
