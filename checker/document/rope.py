"""A text and what several passes of edits have made of it, range by range.

A rope remembers for every character whether it is the original's or new, so
that only new strings need to be encoded when the file is written.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from checker.model import Edit, Span
from checker.once import once


@dataclass(frozen=True)
class Rope:
    """The current text as stretches of the original and new strings. Immutable.

    Attributes:
        original: The text that everything began with.
        segments: In text order: a `Span` of the original, or a new string.
            None is empty; no two new strings and no two contiguous spans are
            neighbours. The empty text has no segment.
    """

    original: str = field(repr=False)
    segments: tuple[Span | str, ...]

    @classmethod
    def of(cls, text: str) -> Rope:
        """The rope of a text that nobody has edited yet."""
        return cls(text, (Span(0, len(text)),) if text else ())

    @once
    def text(self) -> str:
        """The current text."""
        return "".join(
            segment if isinstance(segment, str) else segment.cut(self.original)
            for segment in self.segments
        )

    @property
    def is_original(self) -> bool:
        """Whether every character is the original's, in place."""
        return self.segments == Rope.of(self.original).segments

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What makes the current text of the original, by place in the original."""
        edits = []
        at, new = 0, ""
        for segment in (*self.segments, Span(len(self.original), len(self.original))):
            if isinstance(segment, str):
                new += segment
                continue
            if new or segment.start > at:
                edits.append(Edit(Span(at, segment.start), new))
            at, new = segment.end, ""
        return tuple(edits)

    def origin(self, at: int) -> int:
        """The place in the original of the character at `at`, or of what it replaced.

        Args:
            at: A place in the current text, in code points; may be its end.
        """
        number = max(0, bisect_right(self._starts, at) - 1)
        while number >= 0 and self.segments:
            segment = self.segments[number]
            if not isinstance(segment, str):
                return min(segment.start + at - self._starts[number], segment.end)
            number -= 1
        return 0

    @once
    def _starts(self) -> tuple[int, ...]:
        """Where each segment begins in the current text."""
        return tuple(accumulate(map(len, self.segments[:-1]), initial=0))

    def edited(self, edits: Sequence[Edit]) -> Rope:
        r"""The rope after some edits, which may come in any order.

        What an edit's text shares with the start and the end of the stretch
        that it replaces is kept, not replaced: those characters stay the
        original's. A line end "\r\n" is never kept by half.

        Args:
            edits: Edits in code points of the current text (`self.text`). They
                must not overlap, but may touch; insertions at one place stand
                in the order given, before a replacement that begins there.

        Raises:
            ValueError: Two edits overlap, or one lies outside of the text.
        """
        text = self.text
        ordered = sorted(edits, key=lambda edit: edit.span)
        end = 0
        for edit in ordered:
            if not end <= edit.span.start <= edit.span.end <= len(text):
                raise ValueError(f"edit overlaps another or leaves the text: {edit.span}")
            end = edit.span.end
        changes = [change for edit in ordered if (change := _without_common(edit, text))]
        if not changes:
            return self
        return Rope(self.original, tuple(_merged(self._replaced(changes))))

    def _replaced(self, changes: list[Edit]) -> Iterator[Span | str]:
        """The segments with the changes in place, not yet merged."""
        segments = iter(self.segments)
        segment: Span | str | None = next(segments, None)
        at = 0  # where `segment` begins in the current text

        def advance(to: int, keep: bool) -> Iterator[Span | str]:
            nonlocal segment, at
            while segment is not None and at < to:
                length = min(len(segment), to - at)
                head, tail = _split(segment, length)
                if keep:
                    yield head
                at += length
                segment = next(segments, None) if tail is None else tail

        for change in changes:
            yield from advance(change.span.start, keep=True)
            yield from advance(change.span.end, keep=False)
            yield change.text
        if segment is not None:
            yield segment
        yield from segments


def _split(segment: Span | str, length: int) -> tuple[Span | str, Span | str | None]:
    """The first `length` characters of a segment, and the rest if there is any."""
    if length == len(segment):
        return segment, None
    if isinstance(segment, str):
        return segment[:length], segment[length:]
    middle = segment.start + length
    return Span(segment.start, middle), Span(middle, segment.end)


def _merged(segments: Iterator[Span | str]) -> Iterator[Span | str]:
    """Segments with empty ones left out and neighbours of one kind joined."""
    span: Span | None = None
    strings: list[str] = []
    for segment in segments:
        if not len(segment):
            continue
        if isinstance(segment, str):
            if span is not None:
                yield span
                span = None
            strings.append(segment)
            continue
        if strings:
            yield "".join(strings)
            strings = []
        if span is not None and span.end == segment.start:
            span = Span(span.start, segment.end)
        else:
            if span is not None:
                yield span
            span = segment
    if span is not None:
        yield span
    if strings:
        yield "".join(strings)


def _without_common(edit: Edit, text: str) -> Edit | None:
    """The edit without what it leaves as it is; None if it changes nothing."""
    old, new = edit.span.cut(text), edit.text
    if old == new:
        return None
    limit = min(len(old), len(new))
    head = 0
    while head < limit and old[head] == new[head]:
        head += 1
    if head and old[head - 1] == "\r" and old[head : head + 1] == "\n":
        head -= 1
    tail = 0
    while tail < limit - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if tail and old[-tail] == "\n" and old[-tail - 1 : -tail] == "\r":
        tail -= 1
    span = Span(edit.span.start + head, edit.span.end - tail)
    return Edit(span, new[head : len(new) - tail])
