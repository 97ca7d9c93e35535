"""Where a stretch of a file is, in the units that others count in.

Lines are the same for all of them, see `LineIndex`; columns are not: 😀 and 𠮷 are one
code point, two UTF-16 units and four UTF-8 bytes, and あ is three bytes.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass

from checker.document.lineindex import LineIndex
from checker.model import Span

_BOM_BYTES = 3


class Unit(enum.Enum):
    """What a column counts."""

    CODE_POINTS = "code points"
    UTF8 = "UTF-8 bytes"
    UTF16 = "UTF-16 code units"


@dataclass(frozen=True, slots=True)
class Position:
    """A place between two characters; line and column count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch from `start` (inclusive) to `end` (exclusive)."""

    start: Position
    end: Position


class Positions:
    """Where the offsets of a text are.

    Args:
        index: The lines of the text.
        unit: What columns count.
        bom: Whether the file begins with a byte order mark. It is no character of the
            text; only who counts bytes meets it, in front of the first line.
    """

    def __init__(self, index: LineIndex, unit: Unit, *, bom: bool = False) -> None:
        self._index = index
        self._units = _units(index, unit)
        self._before_first = _BOM_BYTES if bom and unit is Unit.UTF8 else 0

    def at(self, offset: int) -> Position:
        """Line and column of an offset in code points.

        Raises:
            IndexError: The offset is not in the text.
        """
        line, column = self._index.position(offset)
        if self._units is not None:
            start = self._index.line_span(line).start
            column = self._units(offset) - self._units(start) + 1
        return Position(line, column + (self._before_first if line == 1 else 0))

    def region(self, span: Span) -> Region:
        """Where a stretch begins and ends.

        Raises:
            IndexError: An end of it is not in the text.
        """
        return Region(self.at(span.start), self.at(span.end))


def _units(index: LineIndex, unit: Unit) -> Callable[[int], int] | None:
    """How many units lie before an offset; None where a unit is a code point."""
    if unit is Unit.CODE_POINTS:
        return None
    return index.utf8 if unit is Unit.UTF8 else index.utf16
