"""A draft in easy Japanese as it would be written for everybody.

Easy Japanese puts spaces between words (市の 小学校で) and readings behind kanji
（避難所（ひなんじょ））. What a notice says is looked for in the text without either;
`Joined.opened` brings a place back to the draft as it is written.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from msgspec.structs import replace as replaced

from checker.document.model import BlockKind, Document, Piece
from checker.model import Span
from checker.regex import regex

SPACES = 12
"""Spaces between words from which they may be the draft's way of writing: fewer stand between
a name and its value (our judgement)."""

SPACED_SHARE = 0.04
"""Share of the text's characters that are such spaces: 日時　5月1日 in each line stays below it
(our judgement; drafts in easy Japanese have 0.1 and more)."""

READINGS = 4
"""Readings from which they are the draft's way of writing (our judgement)."""

_LETTER = "ぁ-ゖァ-ヺー々一-鿿、。」）"
# What stands in front is asked behind the first character: a search can then leap to that.
_SPACE = regex(rf"[ 　](?<=[{_LETTER}0-9０-９].)(?=[{_LETTER}「（0-9０-９])")
# In front of brackets stands a kanji or its okurigana; a gloss is longer or has a kanji in it.
_READING = regex(r"（(?<=[々一-鿿ぁ-ん].)[ぁ-ゖー・ 　]{1,16}）")
_KANJI = regex(r"[々一-鿿]")


@dataclass(frozen=True)
class Joined:
    """A draft without the spaces between its words and the readings of its kanji.

    Attributes:
        document: The same source, its text shorter.
        places: For each character of the shorter text, where it stands in the other one.
    """

    document: Document
    places: Sequence[int]

    def opened(self, span: Span) -> Span:
        """The stretch of the draft's own text that a stretch of the shorter text comes from."""
        if span.start == span.end:
            point = self.places[span.start] if span.start < len(self.places) else None
            return Span(point, point) if point is not None else self._end()
        return Span(self.places[span.start], self.places[span.end - 1] + 1)

    def _end(self) -> Span:
        last = self.places[-1] + 1
        return Span(last, last)


def joined(document: Document) -> Joined | None:
    """The draft without spaces between words and without readings; None if it has neither."""
    text = document.text
    gone = sorted([*_spaces(document), *_readings(text)])
    if not gone:
        return None
    return _without(document, gone)


def _spaces(document: Document) -> Sequence[Span]:
    """The spaces between words, if that is how the draft is written."""
    text = document.text
    if text.count(" ") + text.count("　") < SPACES:
        return ()
    signs = {
        at
        for block in document.of_kind(BlockKind.SHORTHAND)
        for at in range(block.span.start, block.span.end)
    }  # 日 2月20日　場 東公民館　対 どなたでも
    found = [Span(*m.span()) for m in _SPACE.finditer(text) if m.start() not in signs]
    if len(found) < max(SPACES, SPACED_SHARE * len(text)):
        return ()
    between = {
        at
        for block in document.blocks
        if block.label is not None and block.value is not None
        for at in range(block.label.end, block.value.start)
    }
    return [span for span in found if span.start not in between]


def _readings(text: str) -> Sequence[Span]:
    """The readings in brackets, if that is how the draft is written."""
    if text.count("（") < READINGS:
        return ()
    found = [Span(*match.span()) for match in _READING.finditer(text)]
    # Each must read something: いす（すわるもの） is an explanation.
    read = [span for span in found if _KANJI.search(text, max(0, span.start - 4), span.start)]
    return read if len(read) >= READINGS else ()


def _without(document: Document, gone: Iterable[Span]) -> Joined:
    """The draft without some stretches of its text."""
    left = [True] * len(document.text)
    for span in gone:
        for at in range(span.start, span.end):
            left[at] = False
    places = [at for at, stays in enumerate(left) if stays]

    def moved(span: Span) -> Span:
        return Span(bisect_left(places, span.start), bisect_left(places, span.end))

    def all_of(text: str) -> str:
        return "".join([text[at] for at in places])

    def moved_or_none(span: Span | None) -> Span | None:
        return None if span is None else moved(span)

    shorter = replace(
        document,
        text=all_of(document.text),
        folded=all_of(document.folded),
        blocks=tuple(
            replaced(
                block,
                span=moved(block.span),
                label=moved_or_none(block.label),
                value=moved_or_none(block.value),
            )
            for block in document.blocks
        ),
        pieces=tuple(_pieces(document.pieces, left, moved)),
        sentences=tuple(replaced(each, span=moved(each.span)) for each in document.sentences),
        marks=tuple(replaced(mark, span=moved(mark.span)) for mark in document.marks),
    )
    return Joined(shorter, places)


def _pieces(
    pieces: Iterable[Piece], left: Sequence[bool], moved: Callable[[Span], Span]
) -> Iterator[Piece]:
    """The pieces of what is left; what maps character by character is cut at each gap."""
    for piece in pieces:
        start, end = piece.text.start, piece.text.end
        if all(left[start:end]):
            yield Piece(moved(piece.text), piece.source, piece.verbatim, piece.protected)
        elif not piece.verbatim:
            if any(left[start:end]):
                yield Piece(moved(piece.text), piece.source, False, piece.protected)
        else:
            by = piece.source.start - start
            for stays, run in groupby(range(start, end), key=left.__getitem__):
                if stays:
                    places = list(run)
                    span = Span(places[0], places[-1] + 1)
                    yield Piece(moved(span), span.shift(by), True, piece.protected)
