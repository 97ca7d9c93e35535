"""Label lines as annotations."""

from __future__ import annotations

import pytest

from checker.annotations.labels import find_labels
from checker.annotations.types import AnnotationKind, PairValue
from checker.document.model import Block, BlockKind, Document, Format, Piece, Sentence
from checker.model import Span


def document(line: str, label: Span | None, value: Span | None) -> Document:
    """A document of one line."""
    span = Span(0, len(line))
    block = Block(BlockKind.LABEL, span, span, label=label, value=value)
    return Document(
        line,
        Format.TEXT,
        line,
        line,
        (block,),
        (Piece(span, span, True),),
        (Sentence(span, 0, False),),
    )


@pytest.mark.parametrize(
    ("line", "label", "value", "term", "other"),
    [
        ("日時：8月1日", Span(0, 2), Span(3, 7), "日時", "8月1日"),
        ("日　時　8月1日", Span(0, 3), Span(4, 8), "日時", "8月1日"),
        ("会 場: 中央公民館", Span(0, 3), Span(5, 10), "会場", "中央公民館"),
        ("持ち物：", Span(0, 3), None, "持ち物", ""),
    ],
)
def test_label(line: str, label: Span, value: Span | None, term: str, other: str) -> None:
    (annotation,) = find_labels(document(line, label, value))
    assert annotation.kind is AnnotationKind.LABEL
    assert annotation.span == Span(0, len(line))
    pair = annotation.value
    assert isinstance(pair, PairValue)
    assert (pair.term, pair.other, pair.term_span) == (term, other, label)
    assert pair.other_span == (value or Span(len(line), len(line)))


def test_no_label() -> None:
    assert find_labels(document("お知らせ", None, None)) == []
