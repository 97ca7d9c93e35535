"""What must not be flagged."""

from __future__ import annotations

import pytest

from checker.annotations.find import annotate
from checker.annotations.masks import Mask, masking
from checker.annotations.types import Annotations
from checker.document.model import (
    Block,
    BlockKind,
    Document,
    Format,
    Mark,
    MarkKind,
    Piece,
    Sentence,
)
from checker.model import Span

Line = tuple[BlockKind, str]
PARAGRAPH = BlockKind.PARAGRAPH


def document(
    *lines: Line, quoted: int = -1, protected: str = "", mark: MarkKind | None = None
) -> Document:
    """A document of these lines; one sentence, one piece each.

    Args:
        lines: Kind and text.
        quoted: Index of a line in a block quotation.
        protected: A stretch that is code.
        mark: Markup around `protected`.
    """
    text = "\n".join(line for _, line in lines)
    blocks, pieces, sentences, start = [], [], [], 0
    for index, (kind, line) in enumerate(lines):
        span = Span(start, start + len(line))
        blocks.append(Block(kind, span, span, quoted=index == quoted))
        sentences.append(Sentence(span, index, line.endswith("。")))
        cut = line.find(protected) if protected else -1
        if cut < 0:
            pieces.append(Piece(span, span, True))
        else:
            code = Span(start + cut, start + cut + len(protected))
            parts = (Span(start, code.start), code, Span(code.end, span.end))
            pieces.extend(
                Piece(part, part, True, protected=part == code) for part in parts if len(part)
            )
        start = span.end + 1
    marks: tuple[Mark, ...] = ()
    if mark is not None:
        at = text.index(protected)
        span = Span(at, at + len(protected))
        marks = (Mark(mark, span, span),)
    return Document(
        text, Format.TEXT, text, text, tuple(blocks), tuple(pieces), tuple(sentences), marks
    )


def mask_of(draft: Document, what: str, *masks: Mask) -> Mask | None:
    """The mask over the first `what` of the draft."""
    at = draft.text.index(what)
    return masking(Span(at, at + len(what)), masks or tuple(Mask), draft, annotate(draft, None))


@pytest.mark.parametrize(
    ("line", "what", "mask"),
    [
        ("障害者総合支援法の対象です。", "障害者", Mask.LAW),
        ("個人情報の保護に関する法律により", "に関する", Mask.LAW),
        ("「第3次あおば市総合計画」を作りました。", "総合計画", Mask.LAW),
        ("健康増進課へどうぞ。", "増進", Mask.OFFICE),
        ("補助金交付申請書を出します。", "交付", Mask.FORM),
        ("「急いで避難してください。」と話しました。", "避難", Mask.QUOTATION),
        ("会場はあおば市中央一丁目1番1号です。", "一丁目", Mask.ADDRESS),
        ("〒000-0001", "000-0001", Mask.ADDRESS),
        ("山田花子さんが話します。", "花子", Mask.PERSON),
        ("北部公民館（以下「公民館」という。）で開きます。", "公民館」", Mask.DEFINITION),
        ("https://www.aoba.example/", "aoba", Mask.CODE),
        ("info@aoba.example", "aoba", Mask.CODE),
    ],
)
def test_by_annotation(line: str, what: str, mask: Mask) -> None:
    assert mask_of(document((PARAGRAPH, line)), what, mask) is mask
    assert mask_of(document((PARAGRAPH, line)), what, Mask.TABLE) is None


@pytest.mark.parametrize(
    ("kind", "mask"),
    [
        (BlockKind.TABLE_CELL, Mask.TABLE),
        (BlockKind.LABEL, Mask.LABEL),
        (BlockKind.SHORTHAND, Mask.LABEL),
        (BlockKind.HEADING, Mask.HEADING),
        (BlockKind.TITLE, Mask.HEADING),
        (BlockKind.LIST_ITEM, Mask.LIST_ITEM),
        (BlockKind.ADDRESS, Mask.ADDRESS),
        (BlockKind.SIGNATURE, Mask.PERSON),
    ],
)
def test_by_block(kind: BlockKind, mask: Mask) -> None:
    draft = document((PARAGRAPH, "前の行です。"), (kind, "対象の言葉"))
    assert mask_of(draft, "言葉") is mask
    assert mask_of(draft, "前の") is None


def test_part_of_a_name_is_masked_but_not_what_reaches_beyond() -> None:
    draft = document((PARAGRAPH, "健康増進課へどうぞ。"))
    assert mask_of(draft, "健康", Mask.OFFICE) is Mask.OFFICE
    assert mask_of(draft, "増進課へ", Mask.OFFICE) is None


def test_only_the_masks_asked_for() -> None:
    draft = document((BlockKind.HEADING, "健康増進課"))
    assert mask_of(draft, "増進", Mask.LAW, Mask.PERSON) is None
    assert mask_of(draft, "増進", Mask.HEADING, Mask.OFFICE) is Mask.HEADING
    assert mask_of(draft, "増進", Mask.OFFICE, Mask.HEADING) is Mask.OFFICE


def test_block_quotation_and_comment_section() -> None:
    draft = document(
        (BlockKind.HEADING, "お知らせ"),
        (PARAGRAPH, "一段落目です。"),
        (PARAGRAPH, "二段落目です。"),
        (BlockKind.HEADING, "市長コメント"),
        (PARAGRAPH, "三段落目です。"),
        quoted=2,
    )
    assert mask_of(draft, "一段落目", Mask.QUOTATION) is None
    assert mask_of(draft, "二段落目", Mask.QUOTATION) is Mask.QUOTATION
    assert mask_of(draft, "三段落目", Mask.QUOTATION) is Mask.QUOTATION


@pytest.mark.parametrize("mark", [None, MarkKind.CODE, MarkKind.CODE_BLOCK])
def test_code(mark: MarkKind | None) -> None:
    draft = document((PARAGRAPH, "前 check 後"), protected="check", mark=mark)
    assert mask_of(draft, "check", Mask.CODE) is Mask.CODE
    assert mask_of(draft, "hec", Mask.CODE) is Mask.CODE
    assert mask_of(draft, "前", Mask.CODE) is None
    assert mask_of(draft, "k 後", Mask.CODE) is None


def test_history() -> None:
    draft = document(
        (PARAGRAPH, "令和元年10月12日に、避難勧告を出しました。"),
        (PARAGRAPH, "市は、新しい避難勧告を出します。"),
        (BlockKind.HEADING, "これまでの経緯"),
        (PARAGRAPH, "旧制度による申請"),
    )
    assert mask_of(draft, "避難勧告", Mask.HISTORY) is Mask.HISTORY
    assert mask_of(draft, "新しい", Mask.HISTORY) is None
    assert mask_of(draft, "旧制度", Mask.HISTORY) is Mask.HISTORY


@pytest.mark.parametrize(
    ("title", "legal"),
    [
        ("あおば市告示第5号", True),
        ("公示送達", True),
        ("入札公告", True),
        ("あおば市補助金交付要綱", True),
        ("補助金交付要綱の改正についてのお知らせ", False),
        ("あおばまつり", False),
    ],
)
def test_legal_text(title: str, legal: bool) -> None:
    draft = document((BlockKind.HEADING, title), (PARAGRAPH, "次のとおりとする。"))
    assert mask_of(draft, "とする", Mask.LEGAL_TEXT) is (Mask.LEGAL_TEXT if legal else None)


def test_articles_are_legal_text() -> None:
    draft = document((PARAGRAPH, "第3条　市長は、次のとおりとする。"), (PARAGRAPH, "本文とする。"))
    assert mask_of(draft, "市長", Mask.LEGAL_TEXT) is Mask.LEGAL_TEXT
    assert mask_of(draft, "本文", Mask.LEGAL_TEXT) is None


def test_insertion_point_within_a_name() -> None:
    draft = document((PARAGRAPH, "健康増進課へ"))
    annotations = annotate(draft, None)
    assert masking(Span(2, 2), (Mask.OFFICE,), draft, annotations) is Mask.OFFICE


def test_definition_covers_the_parenthesis_only() -> None:
    draft = document((PARAGRAPH, "北部公民館（以下「館」という。）で開きます。"))
    assert mask_of(draft, "北部公民館", Mask.DEFINITION) is None
    assert mask_of(draft, "以下", Mask.DEFINITION) is Mask.DEFINITION


def test_empty_document() -> None:
    empty = Document("", Format.TEXT, "", "", (), (), ())
    assert masking(Span(0, 0), tuple(Mask), empty, Annotations(())) is None


def test_every_mask_has_a_name() -> None:
    assert all(mask.display_name for mask in Mask)
