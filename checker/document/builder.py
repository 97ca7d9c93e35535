r"""The one place that assembles a `Document`.

A reader says what it meets, in source order: where blocks begin and end, runs
of text with the stretch of source they came from, breaks, inline marks, images,
comments. Everything that follows from that is decided here, once for all
formats: whether a run is verbatim (by comparing it with the source, so that a
reader cannot lie), which line breaks are mere wraps, what white space is
dropped, where sentences are, which addresses are protected.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import msgspec

from checker.document import folding, lines, segments, sentences
from checker.document.model import (
    Block,
    BlockKind,
    Cell,
    Comment,
    Document,
    Format,
    FrontMatterField,
    Mark,
    MarkKind,
    Piece,
    Sentence,
)
from checker.model import Skipped, Span
from checker.regex import regex

Run = tuple[str, int, int]
"""Characters as a reader sees them, with the source stretch they came from."""

# ASCII characters of RFC 3986; a Japanese character ends an address. The last
# character is none that ends a sentence.
_URL = regex(
    r"(?<![A-Za-z0-9])(?:https?://|ftp://|www\.)"
    r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*[A-Za-z0-9\-_~/#@$&*+=%]"
)

# A reader's line has no line break inside: a written-out one (`&#10;`) shows as a space.
_BREAKS = {0x0A: " ", 0x0D: " "}

_WITH_SENTENCES = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL})
_WRAPPABLE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_FIXED = frozenset({BlockKind.TITLE, BlockKind.ALT})
# To look up a member of an enumeration takes ten times as long as a name of the module.
_ALT, _LABEL = BlockKind.ALT, BlockKind.LABEL


class OpenMark:
    """Inline markup that a reader has opened; handed back to `close_mark`."""

    __slots__ = (
        "end_line",
        "end_offset",
        "end_record",
        "kind",
        "source_end",
        "source_start",
        "span",
        "start_line",
        "start_offset",
        "start_record",
        "target",
    )

    def __init__(self, kind: MarkKind, source_start: int, target: str) -> None:
        self.kind = kind
        self.target = target
        self.source_start = source_start
        self.source_end = -1
        self.start_line: _Line | None = None
        self.start_offset = 0
        self.start_record = 0
        self.end_line: _Line | None = None
        self.end_offset = 0
        self.end_record = 0
        self.span: Span | None = None  # an image's: its alternative text


class _Run(msgspec.Struct, gc=False):
    """A piece in the making; `start` and `end` count from its line's start."""

    start: int
    end: int
    source_start: int
    source_end: int
    verbatim: bool
    protected: bool


class _Line(msgspec.Struct):
    """A physical line of the block that is being read."""

    break_span: tuple[int, int]  # of the break in front of it
    hard: bool
    source_start: int = -1
    source_end: int = -1
    parts: list[str] = []
    runs: list[_Run] = []
    size: int = 0  # code points so far, untrimmed
    space: tuple[int, int] | None = None  # collapsible white space, not yet needed
    alts: list[_Alt] = []
    # Set when it is placed: offset of its first character in the text,
    # characters trimmed in front, characters kept.
    base: int = 0
    lead: int = 0
    length: int = 0

    def to_text(self, offset: int) -> int:
        """Where an offset of the untrimmed line stands in the document's text."""
        return self.base + min(max(0, offset - self.lead), self.length)


class _Alt(msgspec.Struct):
    """An image with its alternative text."""

    mark: OpenMark
    runs: Sequence[Run]


class _Record(msgspec.Struct, gc=False):
    """A block in the making; its characters are already in the text."""

    said: _Open
    indent: str  # white space dropped in front of it
    start: int
    end: int
    source_start: int
    source_end: int


class _Open(msgspec.Struct, gc=False):
    """What the reader said of the block that is being read."""

    kind: BlockKind
    start: int
    level: int
    quoted: bool
    cell: Cell | None
    fixed: bool
    lines: list[_Line]


class DocumentBuilder:
    """Collects what a reader meets and makes a `Document` of it.

    All offsets are source code points, ends exclusive. Calls come in source
    order. Text outside a block opens a paragraph.
    """

    def __init__(self, source: str, format: Format) -> None:
        self._source = source
        self._format = format
        self._chunks: list[str] = []  # the text so far, in parts
        self._size = 0  # its length
        self._records: list[_Record] = []
        self._pieces: list[Piece] = []
        self.is_open = False  # whether a block is being read; for readers to look at
        self._open: _Open | None = None
        self._line: _Line | None = None
        self._last_end = 0  # source end of what came last
        self._pending_start = -1  # source start of the first mark opened outside a block
        self._marks: list[OpenMark] = []
        self._alts_by_start: dict[int, _Record] = {}
        self._comments: list[Comment] = []
        self._skipped: list[Skipped] = []
        self._fields: tuple[FrontMatterField, ...] = ()
        self._head_end = 0

    # Blocks

    def begin(
        self,
        kind: BlockKind,
        start: int,
        *,
        level: int = 0,
        quoted: bool = False,
        cell: Cell | None = None,
        fixed: bool = False,
    ) -> None:
        """Begin a block at a source offset; a block that is open ends first.

        `fixed` says that `kind` is certain and must not be reconsidered.
        """
        if self._open is not None:
            self.end()
        if 0 <= self._pending_start < start:
            start = self._pending_start
        self._pending_start = -1
        line = self._line = _Line((start, start), True, start)
        self._open = _Open(kind, start, level, quoted, cell, fixed or kind in _FIXED, [line])
        self.is_open = True

    def end(self, stop: int | None = None) -> None:
        """End the block that is open, if any.

        Args:
            stop: Source offset behind the block's closing mark; without it, the
                block ends with its last content.
        """
        block = self._open
        if block is None:
            self._pending_start = -1
            return
        self._open = self._line = None
        self.is_open = False
        last = block.lines[-1]
        if stop is not None:
            if self._source[stop - 1 : stop].isspace():
                stop = self._rstrip(last.source_start, stop)
            if stop > last.source_end:
                last.source_end = stop
            if stop > self._last_end:
                self._last_end = stop
        if len(block.lines) > 1:
            self._place_lines(block)
        else:
            self._place_line(last, block, None)
            if last.alts:
                self._place_alts(last.alts, block)

    # Content

    def text(self, text: str, start: int, end: int, *, protected: bool = False) -> None:
        """A run of characters from `source[start:end]`; `protected` for code."""
        if not text:
            return
        line = self._line
        if line is None:
            self.begin(BlockKind.PARAGRAPH, start)
            line = self._line
            assert line is not None
        if line.space is not None:
            self._settle_space(line, text)
        verbatim = end - start == len(text) and self._source.startswith(text, start)
        if "\n" in text or "\r" in text:
            text = text.translate(_BREAKS)
            verbatim = False
        if line.source_start < 0:
            line.source_start = start
        line.source_end = self._last_end = end
        self._add(line, text, start, end, verbatim, protected)

    def space(self, start: int, end: int) -> None:
        """White space that collapses: a single space, or nothing at a line's edge.

        White space that holds a line break vanishes next to a Japanese character.
        """
        line = self._line
        if line is not None and line.parts and not (line.space and self._has_break(*line.space)):
            line.space = (start, end)

    def soft_break(self, start: int, end: int) -> None:
        """A line break that may be a mere wrap."""
        self._break(start, end, hard=False)

    def hard_break(self, start: int, end: int) -> None:
        """A line break that the reader of the draft sees."""
        self._break(start, end, hard=True)

    # Marks

    def open_mark(self, kind: MarkKind, start: int, end: int, target: str = "") -> OpenMark:
        """Inline markup begins; `source[start:end]` is its opening delimiter."""
        mark = OpenMark(kind, start, target)
        self._marks.append(mark)
        line = self._line
        mark.start_line = line
        if line is None:
            mark.start_record = len(self._records)
            if self._pending_start < 0:
                self._pending_start = start
        else:
            mark.start_offset = line.size
            if line.source_start < 0:
                line.source_start = start
            line.source_end = max(line.source_end, end)
        self._last_end = max(self._last_end, end)
        return mark

    def close_mark(self, mark: OpenMark, end: int | None = None, target: str | None = None) -> None:
        """Inline markup ends.

        Args:
            mark: What `open_mark` gave.
            end: Source offset behind its closing delimiter; without it, the
                markup ends with the last content.
            target: The target, where it is known only now.
        """
        mark.source_end = end = max(self._last_end if end is None else end, mark.source_start)
        if target is not None:
            mark.target = target
        line = self._line
        mark.end_line = line
        if line is None:
            mark.end_record = len(self._records)
        else:
            mark.end_offset = line.size
            line.source_end = max(line.source_end, end)
        self._last_end = max(self._last_end, end)

    def point_mark(self, kind: MarkKind, start: int, end: int, target: str = "") -> None:
        """Inline markup that covers no text (a footnote reference, a code block)."""
        self.close_mark(self.open_mark(kind, start, end, target), end)

    def image(self, runs: Sequence[Run], start: int, end: int, target: str) -> None:
        """An image; its alternative text becomes a block behind the one it stands in."""
        if self._line is None:
            self.begin(BlockKind.PARAGRAPH, start)
        line = self._line
        assert line is not None
        mark = self.open_mark(MarkKind.IMAGE, start, end, target)
        self.close_mark(mark, end)
        if any(text.strip() for text, _, _ in runs):
            line.alts.append(_Alt(mark, runs))

    # What is not text

    def comment(self, text: str, start: int, end: int) -> None:
        """An HTML comment with its inner text."""
        self._comments.append(Comment(text.strip(), Span(start, end)))

    def skip(self, what: str, reason: str) -> None:
        """Something that was left out."""
        self._skipped.append(Skipped(what, reason))

    def front_matter(self, fields: Iterable[FrontMatterField], end: int) -> None:
        """The YAML head, and the source offset behind it."""
        self._fields = tuple(fields)
        self._head_end = end
        self._last_end = end

    # Assembly

    def build(self) -> Document:
        """The document; the builder must not be used afterwards."""
        self.end()
        text = "".join(self._chunks)
        blocks, found = self._blocks(text)
        return Document(
            source=self._source,
            format=self._format,
            text=text,
            folded=folding.fold(text),
            blocks=blocks,
            pieces=tuple(_protect_addresses(text, self._pieces)),
            sentences=found,
            marks=self._finished_marks(text) if self._marks else (),
            comments=tuple(self._comments),
            front_matter=self._fields,
            front_matter_end=self._head_end,
            skipped=tuple(self._skipped),
        )

    def _blocks(self, text: str) -> tuple[tuple[Block, ...], tuple[Sentence, ...]]:
        """Decide what each line is, and where its sentences are."""
        blocks: list[Block] = []
        found: list[Sentence] = []
        records = self._records
        last = len(records) - 1
        while last >= 0 and records[last].said.kind is _ALT:
            last -= 1
        previous: BlockKind | None = None
        for index, record in enumerate(records):
            said = record.said
            start, end = record.start, record.end
            span = Span(start, end)
            line = text[start:end]
            kind, level = said.kind, said.level
            label = value = None
            if not said.fixed:
                segment = segments.classify(
                    kind,
                    record.indent + line if record.indent else line,
                    previous=previous,
                    is_first=previous is None,
                    is_last=index == last,
                )
                if segment.kind is not kind:
                    kind, level = segment.kind, segment.level
                if segment.label is not None:
                    shift = start - len(record.indent)
                    label = segment.label.shift(shift)
                    if segment.value is not None:
                        value = segment.value.shift(shift)
            elif kind is _LABEL:
                label = span
            blocks.append(
                Block(
                    kind,
                    span,
                    Span(record.source_start, record.source_end),
                    level,
                    said.quoted,
                    said.cell,
                    label,
                    value,
                )
            )
            if kind is not _ALT:
                previous = kind
            if kind in _WITH_SENTENCES:
                _split_sentences(line, span, index, found)
            elif kind is _LABEL and label is not None and value is not None:
                found.append(Sentence(label, index, False))
                if value.end > value.start:
                    _split_sentences(text[value.start : value.end], value, index, found)
            else:
                found.append(Sentence(span, index, False))
        return tuple(blocks), tuple(found)

    def _finished_marks(self, text: str) -> tuple[Mark, ...]:
        marks: list[Mark] = []
        images = [mark for mark in self._marks if mark.span is not None]
        image_starts = [mark.source_start for mark in images]
        for mark in self._marks:
            if mark.source_end < 0:  # never closed
                mark.source_end = self._last_end
                mark.end_record = len(self._records)
            span = mark.span or self._mark_span(mark, text)
            if mark.kind is MarkKind.LINK and not len(span):
                # A link that shows nothing but images is read by their texts.
                inside = images[
                    bisect_left(image_starts, mark.source_start) : bisect_left(
                        image_starts, mark.source_end
                    )
                ]
                if inside and inside[0].span and inside[-1].span:
                    span = Span(inside[0].span.start, inside[-1].span.end)
            marks.append(
                Mark(mark.kind, span, Span(mark.source_start, mark.source_end), mark.target)
            )
        marks.sort(key=lambda mark: (mark.span.start, mark.source.start, -mark.source.end))
        return tuple(marks)

    def _mark_span(self, mark: OpenMark, text: str) -> Span:
        records = self._records
        if mark.start_line is not None:
            start = mark.start_line.to_text(mark.start_offset)
        elif mark.start_record < len(records):
            start = records[mark.start_record].start
        else:
            start = len(text)
        if mark.end_line is not None:
            end = mark.end_line.to_text(mark.end_offset)
        else:
            end = records[mark.end_record - 1].end if mark.end_record else 0
        alts = self._alts_by_start
        while start < end:
            if alts and start in alts and alts[start].source_start < mark.source_start:
                start = min(end, alts[start].end)  # an image in front of the mark
            elif text[start].isspace():
                start += 1
            else:
                break
        while start < end and text[end - 1].isspace():
            end -= 1
        return Span(min(start, end), end)

    # Lines

    def _add(
        self, line: _Line, text: str, start: int, end: int, verbatim: bool, protected: bool
    ) -> None:
        size = line.size + len(text)
        if verbatim and line.runs:
            last = line.runs[-1]
            if last.verbatim and last.source_end == start and last.protected == protected:
                last.end = size
                last.source_end = end
                line.parts.append(text)
                line.size = size
                return
        line.runs.append(_Run(line.size, size, start, end, verbatim, protected))
        line.parts.append(text)
        line.size = size

    def _settle_space(self, line: _Line, following: str) -> None:
        assert line.space is not None
        start, end = line.space
        line.space = None
        before = line.parts[-1][-1]
        if before == " ":
            return
        if (_is_wide(before) or _is_wide(following[0])) and self._has_break(start, end):
            return
        verbatim = end - start == 1 and self._source[start] == " "
        self._add(line, " ", start, end, verbatim, False)

    def _has_break(self, start: int, end: int) -> bool:
        source = self._source
        return source.find("\n", start, end) >= 0 or source.find("\r", start, end) >= 0

    def _break(self, start: int, end: int, *, hard: bool) -> None:
        if self._open is not None:
            self._line = _Line((start, end), hard)
            self._open.lines.append(self._line)

    def _rstrip(self, start: int, stop: int) -> int:
        source = self._source
        while stop > start and source[stop - 1] in " \t\r\n":
            stop -= 1
        return stop

    def _place_lines(self, block: _Open) -> None:
        """Append the lines of a block to the text."""
        record: _Record | None = None
        alts: list[_Alt] = []
        for line, joined in zip(block.lines, _joins(block), strict=True):
            if not joined:
                if alts:
                    self._place_alts(alts, block)
                    alts = []
                record = None
            record = self._place_line(line, block, record)
            if line.alts:
                alts.extend(line.alts)
        if alts:
            self._place_alts(alts, block)

    def _place_alts(self, alts: Sequence[_Alt], block: _Open) -> None:
        for alt in alts:
            mark = alt.mark
            start, end = mark.source_start, mark.source_end
            line = _Line((start, start), True, start, end)
            for text, start, end in alt.runs:
                verbatim = end - start == len(text) and self._source.startswith(text, start)
                if "\n" in text or "\r" in text:
                    text, verbatim = text.translate(_BREAKS), False
                self._add(line, text, start, end, verbatim, False)
            as_alt = _Open(BlockKind.ALT, mark.source_start, 0, block.quoted, None, True, [line])
            record = self._place_line(line, as_alt, None)
            if record is not None:
                mark.span = Span(record.start, record.end)
                self._alts_by_start[record.start] = record

    def _place_line(self, line: _Line, block: _Open, record: _Record | None) -> _Record | None:
        """Append a line's characters to the text: to `record`, or as a block of its own.

        Returns:
            The block's record; `record` itself if the line shows nothing.
        """
        raw = line.parts[0] if len(line.parts) == 1 else "".join(line.parts)
        text = raw.strip()
        if not text:
            line.base = self._size
            return record
        base = self._size
        lead, length = 0, len(text)
        if length != line.size:
            line.lead = lead = line.size - len(raw.lstrip())
            _trim(line.runs, lead, lead + length)
        if record is None:
            if self._records:
                self._chunks.append("\n")
                base += 1
            indent = raw[:lead] if lead else ""
            record = _Record(block, indent, base, base + length, line.source_start, line.source_end)
            self._records.append(record)
        else:
            if not (_is_wide(self._chunks[-1][-1]) or _is_wide(text[0])):
                start, end = line.break_span
                self._pieces.append(Piece(Span(base, base + 1), Span(start, end), False, False))
                self._chunks.append(" ")
                base += 1
            record.end = base + length
            record.source_end = line.source_end
        line.base = base
        line.length = length
        shift = base - lead
        pieces = self._pieces
        for run in line.runs:
            place = Span(run.start + shift, run.end + shift)
            source = Span(run.source_start, run.source_end)
            pieces.append(Piece(place, source, run.verbatim, run.protected))
        self._chunks.append(text)
        self._size = base + length
        return record


def _is_wide(char: str) -> bool:
    """Whether a line break next to the character is no space (Japanese writing).

    U+2100 starts the letter-like signs, arrows and shapes that Japanese text
    uses; kana, kanji and full-width forms lie behind them.
    """
    return char >= "\u2100" or char == "※"


def _joins(block: _Open) -> list[bool]:
    """For each line of the block, whether it continues the line in front of it."""
    joins = [not line.hard for line in block.lines]
    if block.fixed or block.kind not in _WRAPPABLE:
        return joins

    def decide(group: list[int], texts: list[str]) -> None:
        if len(group) > 1:
            for index, joined in zip(group[1:], lines.wraps(texts), strict=True):
                joins[index] = joined

    group: list[int] = []
    texts: list[str] = []
    for index, line in enumerate(block.lines):
        if line.hard:
            decide(group, texts)
            group, texts = [], []
        raw = "".join(line.parts)
        if raw and not raw.isspace():
            group.append(index)
            texts.append(raw)
    decide(group, texts)
    return joins


def _trim(runs: list[_Run], start: int, end: int) -> None:
    """Cut the runs of a line down to the characters from `start` to `end`."""
    first = 0
    while runs[first].end <= start:
        first += 1
    del runs[:first]
    while runs[-1].start >= end:
        runs.pop()
    head, tail = runs[0], runs[-1]
    if head.start < start:
        if head.verbatim:
            head.source_start += start - head.start
        head.start = start
    if tail.end > end:
        if tail.verbatim:
            tail.source_end -= tail.end - end
        tail.end = end


def _protect_addresses(text: str, pieces: list[Piece]) -> list[Piece]:
    """Cut the pieces at the edges of bare URLs, and protect what lies between."""
    if "://" not in text and "www." not in text:
        return pieces
    found: list[Piece] = []
    index = 0
    for match in _URL.finditer(text):
        start, end = match.span()
        while index < len(pieces) and pieces[index].text.start < end:
            piece = pieces[index]
            first, last = piece.text.start, piece.text.end
            if last > start and not piece.protected:
                if not piece.verbatim:
                    piece = pieces[index] = Piece(piece.text, piece.source, False, True)
                else:
                    if first < start:
                        found.append(_cut(piece, first, start, protected=False))
                    found.append(_cut(piece, max(first, start), min(last, end), protected=True))
                    if last > end:
                        pieces[index] = _cut(piece, end, last, protected=False)
                        break
                    index += 1
                    continue
            if last > end:
                break
            found.append(piece)
            index += 1
    found.extend(pieces[index:])
    return found


def _cut(piece: Piece, start: int, end: int, *, protected: bool) -> Piece:
    """The part of a verbatim piece from `start` to `end`."""
    offset = piece.source.start - piece.text.start
    return Piece(Span(start, end), Span(start + offset, end + offset), True, protected)


def _split_sentences(line: str, span: Span, block: int, found: list[Sentence]) -> None:
    """Add the sentences of a line, or of a label's value, that stands at `span`."""
    prose = sentences.whole(line)
    if prose is not None:
        found.append(Sentence(span, block, prose))
        return
    parts = sentences.split(line)
    start = span.start
    for part, prose in parts:
        found.append(Sentence(Span(start + part.start, start + part.end), block, prose))
    if not parts:
        found.append(Sentence(span, block, False))
