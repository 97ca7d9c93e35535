"""The lines and sentences of a draft as sets of pairs of characters, to be weighed.

What a value is counts, not what it says: dates, times, sums, numbers, names of offices and the
like are one character each, repeated.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from functools import lru_cache
from operator import add

import msgspec

from checker.annotations.types import AnnotationKind, Annotations
from checker.document.model import BlockKind, Document
from checker.model import Span

_HEADING = BlockKind.HEADING
_PARAGRAPH = BlockKind.PARAGRAPH
_TITLE = BlockKind.TITLE

_KINDS = {
    AnnotationKind.DATE: "D",
    AnnotationKind.PERIOD: "D",
    AnnotationKind.WEEKDAY: "W",
    AnnotationKind.RELATIVE_DAY: "R",
    AnnotationKind.TIME: "T",
    AnnotationKind.MONEY: "Y",
    AnnotationKind.COUNT: "N",
    AnnotationKind.PHONE: "P",
    AnnotationKind.MAIL: "M",
    AnnotationKind.URL: "U",
    AnnotationKind.ADDRESS: "A",
    AnnotationKind.LAW: "L",
    AnnotationKind.OFFICE: "O",
}
"""What stands for each kind of value; units of counts are kept, as 14世帯 is no 14区画."""

_SIGNS = (("123456789", "0"), ("！!？?", "。"), ("，,・／/", "、"))
"""Characters that are as good as another."""

NAME = 12
"""Characters of a line that may stand for a heading."""

_NOTHING = frozenset[str]()
_NAMED = "^"
"""In front of pairs of characters of the name or heading that stands above a line."""


class Unit(msgspec.Struct, frozen=True):
    """A line or sentence.

    Attributes:
        span: Where it stands.
        text: Its characters, values by their kind.
        named: The pairs of characters of the heading above it.
    """

    span: Span
    text: str
    named: frozenset[str]

    @property
    def pairs(self) -> Collection[str]:
        """The pairs of characters in it, its start and end being one, too."""
        whole = f"\n{self.text}\n"
        return set(map(add, whole, whole[1:]))


def units_of(document: Document, annotations: Annotations, hidden: Container[int]) -> list[Unit]:
    """The lines and sentences of a draft that may tell something, in text order.

    Args:
        document: The draft.
        annotations: Its typed spans.
        hidden: Places of lines that say nothing of the notice.
    """
    text = valued(document.folded, annotations)
    found: list[Unit] = []
    above = _NOTHING
    row: tuple[int, int] | None = None
    for block in document.blocks:
        start, end = block.span.start, block.span.end
        if block.kind is _TITLE or start in hidden:
            continue
        if block.cell is not None:
            place = block.cell.table, block.cell.row
            if place == row:
                start = found.pop().span.start
            row = place
            found.append(Unit(Span(start, end), text[start:end].replace("\n", "_"), above))
            continue
        row = None
        line = text[start:end]
        if block.kind is _HEADING:
            found.append(Unit(block.span, line, _NOTHING))
            above = _named(line)
            continue
        if block.kind is _PARAGRAPH and (
            line.endswith("は、") or (end - start <= NAME and "。" not in line)
        ):
            found.append(Unit(block.span, line, above))
            above = _named(line)
            continue
        for first, last in _sentences(text, start, end):
            found.append(Unit(Span(first, last), text[first:last], above))
    return found


def valued(text: str, annotations: Annotations) -> str:
    """The text with a character for each kind of value, as long as before."""
    alike = text
    # Sign by sign, which is several times faster than `str.translate`.
    for signs, other in _SIGNS:
        for sign in signs:
            alike = alike.replace(sign, other)
    chars = list(alike)
    for kind, sign in _KINDS.items():
        for annotation in annotations.of(kind):
            start, end = annotation.span.start, annotation.span.end
            if kind is AnnotationKind.COUNT:
                while start < end and chars[start] in "0、" and text[start] in "0123456789,":
                    chars[start] = sign
                    start += 1
            else:
                chars[start:end] = sign * (end - start)
    return "".join(chars)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find("。", start, end)
        last = end if stop < 0 else stop + 1
        yield start, last
        start = last


@lru_cache(maxsize=1_000)
def _named(line: str) -> frozenset[str]:
    whole = f"\n{line}\n"
    return frozenset([_NAMED + pair for pair in map(add, whole, whole[1:])])
