r"""A draft as its reader sees it, with the way back to every source character.

`Document.text` is what a reader reads: no markup, entities resolved, one line
a block, blocks joined by a single "\n" (so "\n" never occurs inside a block).
`Document.pieces` say where each of its characters stands in the source.

All spans here are *text* spans unless their name says `source`.
"""

from __future__ import annotations

import enum
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import msgspec

from checker.model import Skipped, Span
from checker.once import once
from checker.regex import regex


class Format(enum.StrEnum):
    """How the source is written."""

    MARKDOWN = "markdown"
    TEXT = "text"
    HTML = "html"


class BlockKind(enum.StrEnum):
    """What a line of the draft is to its reader.

    Only `PARAGRAPH`, `LIST_ITEM`, `TABLE_CELL` and the value of a `LABEL` can
    hold sentences; the others are never read as one.
    """

    TITLE = "title"  # front matter `title:`, HTML <title>
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    LABEL = "label"  # 日時：8月1日（土曜日）
    ADDRESS = "address"  # 〒000-0001 あおば市中央1-1-1
    SIGNATURE = "signature"  # あおば市長　青葉 太郎
    SHORTHAND = "shorthand"  # 広報紙: 日 11月3日…　場 …
    ALT = "alt"  # the alternative text of an image


class MarkKind(enum.StrEnum):
    """Inline markup that a reader perceives."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    STRIKE = "strike"
    LINK = "link"
    IMAGE = "image"
    CODE = "code"
    CODE_BLOCK = "code_block"
    RUBY = "ruby"
    FOOTNOTE = "footnote"


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A run of text and the stretch of source that it came from.

    A verbatim piece maps character by character; any other (an entity, a line
    break, a code span) maps as a whole.

    Attributes:
        text: Where it stands in `Document.text`.
        source: Where it came from.
        verbatim: Whether `document.text[text] == source[source]`.
        protected: Code or a bare URL: read as words, never flagged, never edited.
    """

    text: Span
    source: Span
    verbatim: bool
    protected: bool = False


class Cell(msgspec.Struct, frozen=True, gc=False):
    """Where a table cell stands: 0-based row and column, whether a header."""

    table: int
    row: int
    column: int
    header: bool


class Block(msgspec.Struct, frozen=True, gc=False):
    """One line of the draft as its reader sees it.

    Attributes:
        kind: What the line is.
        span: Its characters in `Document.text`.
        source: Its stretch of the source, marks (`#`, `-`, tags) included.
        level: Heading level (1–6) or depth in nested lists (1–), else 0.
        quoted: Whether it stands in a block quotation.
        cell: Its place in a table, for `TABLE_CELL`.
        label: For `LABEL`, the name before the separator (日時), else None.
        value: For `LABEL`, what follows the separator, else None.
    """

    kind: BlockKind
    span: Span
    source: Span
    level: int = 0
    quoted: bool = False
    cell: Cell | None = None
    label: Span | None = None
    value: Span | None = None


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A unit that is analysed as a whole.

    Attributes:
        span: Its characters in `Document.text`, closing 。 included.
        block: Index of its block in `Document.blocks`.
        prose: Whether it is a sentence that a reader reads as one; False for a
            fragment (heading, label, cell without predicate, address, …).
    """

    span: Span
    block: int
    prose: bool


class Mark(msgspec.Struct, frozen=True, gc=False):
    """A stretch of inline markup.

    Attributes:
        kind: What it does to the text.
        span: The text that it covers (may be empty: an image).
        source: The whole construct in the source, delimiters included.
        target: Link or image address, reading of a ruby, else "".
    """

    kind: MarkKind
    span: Span
    source: Span
    target: str = ""


class Comment(msgspec.Struct, frozen=True, gc=False):
    """An HTML comment: its inner text, stripped, and its source stretch."""

    text: str
    source: Span


class FrontMatterField(msgspec.Struct, frozen=True, gc=False):
    """One scalar of the YAML head: dotted key, value as written, its source span."""

    key: str
    value: str
    source: Span


MARKED_HEADING, CELL, PROTECTED = "marked_heading", "cell", "protected"
"""Parts of a draft beside the values of `BlockKind`, `MarkKind` and `Format`."""

# In Python 3.11 a member named through its class takes as long as a whole test of a block.
_HEADING = BlockKind.HEADING
_HEADING_TAG = regex(r"<h[1-6][\s>]", re.IGNORECASE)
_UNDERLINED = regex(r"\n[ \t>]*(?:=+|-+)\s*$")


class _OfKind(Protocol):
    """Something that has a kind."""

    @property
    def kind(self) -> str:
        """What it is."""


_Kind = TypeVar("_Kind", bound=_OfKind)


def _by_kind(found: Iterable[_Kind]) -> Mapping[str, Sequence[_Kind]]:
    by_kind: dict[str, list[_Kind]] = {}
    for each in found:
        kind = each.kind
        if kind in by_kind:
            by_kind[kind].append(each)
        else:
            by_kind[kind] = [each]
    return by_kind


def _holds(piece: Piece, span: Span) -> bool:
    """Whether the text span lies in the piece and can be edited."""
    return piece.verbatim and not piece.protected and piece.text.contains(span)


@dataclass(frozen=True)
class Document:
    r"""A draft, read.

    Attributes:
        source: The decoded file text.
        format: How it is written.
        text: What a reader reads; see the module's head.
        folded: `text` with look-alike and width variants folded one to one
            (see `folding.fold`); same length. What words are looked up in.
        blocks: In reading order; `text` is their texts joined by "\n".
        pieces: In text order; they cover every block without gap or overlap.
        sentences: In text order; all blocks, fragments too.
        marks: Inline markup, by start.
        comments: HTML comments, in source order.
        front_matter: The scalars of the YAML head.
        front_matter_end: Source offset behind the YAML head, 0 if none.
        skipped: What was left out, and why.
        foreign: The parts in other languages, a document with the same source whose
            text is not in `text`; None if there are none (see `foreign.set_apart`).
    """

    source: str
    format: Format
    text: str
    folded: str
    blocks: tuple[Block, ...]
    pieces: tuple[Piece, ...]
    sentences: tuple[Sentence, ...]
    marks: tuple[Mark, ...] = ()
    comments: tuple[Comment, ...] = ()
    front_matter: tuple[FrontMatterField, ...] = ()
    front_matter_end: int = 0
    skipped: tuple[Skipped, ...] = field(default=())
    foreign: Document | None = None

    @once
    def _piece_starts(self) -> list[int]:
        return [piece.text.start for piece in self.pieces]

    @once
    def protected(self) -> Sequence[Piece]:
        """The pieces that are code or bare URLs."""
        return [piece for piece in self.pieces if piece.protected]

    @once
    def _block_starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    @once
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    @once
    def _blocks_by_kind(self) -> Mapping[str, Sequence[Block]]:
        return _by_kind(self.blocks)

    @once
    def _marks_by_kind(self) -> Mapping[str, Sequence[Mark]]:
        return _by_kind(self.marks)

    def of_kind(self, kind: BlockKind) -> Sequence[Block]:
        """The blocks of a kind, in reading order: quicker than to look at all of them."""
        return self._blocks_by_kind.get(kind, ())

    def marks_of(self, kind: MarkKind) -> Sequence[Mark]:
        """The marks of a kind, by start."""
        return self._marks_by_kind.get(kind, ())

    @once
    def cells(self) -> Sequence[Block]:
        """The blocks that stand in tables, in reading order."""
        return [block for block in self.blocks if block.cell is not None]

    @once
    def links(self) -> Sequence[Mark]:
        """The links that show some text."""
        return [mark for mark in self.marks_of(MarkKind.LINK) if len(mark.span)]

    @once
    def marked_headings(self) -> Sequence[Block]:
        """The headings that the markup makes, not only their looks."""
        return [block for block in self.of_kind(_HEADING) if self.is_marked_heading(block)]

    def is_marked_heading(self, block: Block) -> bool:
        """Whether the markup says that the line is a heading."""
        if block.kind is not _HEADING:
            return False
        written = block.source.cut(self.source)
        if _HEADING_TAG.match(written):
            return True
        if self.format is not Format.MARKDOWN:
            return False
        return written.lstrip(" >").startswith("#") or _UNDERLINED.search(written) is not None

    @once
    def prose(self) -> Sequence[tuple[int, Sentence]]:
        """The sentences that a reader reads as one, with their places in `sentences`."""
        return [(number, each) for number, each in enumerate(self.sentences) if each.prose]

    @once
    def parts(self) -> frozenset[str]:
        """What the draft consists of: its format, the kinds of its blocks and marks, and others.

        The others are `MARKED_HEADING`, `CELL` and `PROTECTED` (code, a bare URL).
        """
        others = (
            (MARKED_HEADING, self.marked_headings),
            (CELL, self.cells),
            (PROTECTED, self.protected),
        )
        found = {self.format.value, *self._blocks_by_kind, *self._marks_by_kind}
        return frozenset(found.union(name for name, there in others if there))

    def block_at(self, offset: int) -> Block:
        """The block that holds the text offset (a block's end belongs to it).

        Raises:
            IndexError: The document has no block.
        """
        index = bisect_right(self._block_starts, offset)
        return self.blocks[index - 1 if index else 0]

    def sentence_index_at(self, offset: int) -> int:
        """Index of the last sentence that starts at or before the text offset, or -1."""
        return bisect_right(self._sentence_starts, offset) - 1

    def pieces_of(self, span: Span) -> tuple[Piece, ...]:
        """The pieces that share a character with the text span."""
        start, end = span.start, span.end
        first = max(0, bisect_right(self._piece_starts, start) - 1)
        if start < end and first < len(self.pieces):
            piece = self.pieces[first]
            if piece.text.start <= start and end <= piece.text.end:
                return (piece,)  # as it is mostly
        last = bisect_left(self._piece_starts, end)
        return tuple([p for p in self.pieces[first:last] if p.text.end > start])

    def to_source(self, span: Span) -> Span:
        """The smallest source stretch that shows these characters.

        An empty span gives an empty source span: behind the character before
        it, or in front of the one after it at the start of a block.
        """
        start, end = span.start, span.end
        if start == end:
            return self._point_to_source(start)
        index = bisect_right(self._piece_starts, start) - 1
        if index >= 0:
            piece = self.pieces[index]
            if piece.verbatim and end <= piece.text.end:  # as it is mostly
                return span.shift(piece.source.start - piece.text.start)
        pieces = self.pieces_of(span)
        if not pieces:  # a separator between blocks
            return self._point_to_source(start)
        first, last = pieces[0], pieces[-1]
        start = first.source.start
        if first.verbatim:
            start += max(0, span.start - first.text.start)
        end = last.source.end
        if last.verbatim:
            end -= max(0, last.text.end - span.end)
        return Span(start, max(start, end))

    def _point_to_source(self, offset: int) -> Span:
        index = bisect_right(self._piece_starts, offset) - 1
        if index >= 0:
            piece = self.pieces[index]
            if piece.verbatim and offset <= piece.text.end:
                point = piece.source.start + offset - piece.text.start
                if offset > piece.text.start or index == 0:
                    return Span(point, point)
                before = self.pieces[index - 1]
                if before.text.end != offset:  # the start of a block
                    return Span(point, point)
                return Span(before.source.end, before.source.end)
            if offset == piece.text.start:
                return Span(piece.source.start, piece.source.start)
            return Span(piece.source.end, piece.source.end)
        return Span(0, 0)

    def editable(self, span: Span) -> bool:
        """Whether the text span lies inside one verbatim, unprotected piece."""
        index = bisect_right(self._piece_starts, span.start) - 1
        if index < 0:
            return False
        if _holds(self.pieces[index], span):
            return True
        point = span.start == span.end and index and self.pieces[index].text.start == span.start
        return bool(point) and _holds(self.pieces[index - 1], span)

    def is_protected(self, span: Span) -> bool:
        """Whether any character of the text span is code or a bare URL."""
        return bool(self.protected) and any(piece.protected for piece in self.pieces_of(span))

    def block_text(self, block: Block) -> str:
        """The characters of one block."""
        return block.span.cut(self.text)
