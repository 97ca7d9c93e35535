"""A whole notice, annotated once."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from subprocess import run

import pytest

from checker.analysis.morphology import Morphology
from checker.annotations.find import annotate
from checker.annotations.types import AnnotationKind, Annotations
from checker.document.model import Block, BlockKind, Document, Format, Mark, MarkKind, Piece
from checker.document.model import Sentence as DocumentSentence
from checker.model import Span

NOTICE = """あおば市出産・子育て応援給付金のお知らせ
市は、子育て世帯に1人あたり5万円を給付します。対象は、約1,200世帯です。
児童手当法第4条第1項に基づき、所得の上限は960万円です。
「あおば市出産・子育て応援給付金支給申請書」（様式第1号）を出してください。
郵送先：〒000-0001　あおば市中央1丁目2番3号　あおば市役所こども未来部子育て支援課
青葉太郎市長は「子どもたちの笑顔があふれるまちにしていきたい」と述べました。
罹災証明書（家の被害を証明する書類）を出す方は、避難（にげる）のときの写真を3枚以上お持ちください。
賦課（ふか）の決定は10日以内に届きます。費用は無料です。
あおば市子ども・若者支援センター（以下「センター」という。）では、30分以内の相談を受け付けます。
問い合わせ　こども未来部子育て支援課　電話04-0000-1234（直通）　内線284　FAX 04-0000-1235
メール kosodate@aoba.example　ホームページ https://www.aoba.example/kosodate/"""

MORPHOLOGY = Morphology()


def document(text: str) -> Document:
    """A document of one paragraph a line; a sentence ends with 。."""
    blocks, pieces, sentences, start = [], [], [], 0
    for index, line in enumerate(text.split("\n")):
        span = Span(start, start + len(line))
        blocks.append(Block(BlockKind.PARAGRAPH, span, span))
        pieces.append(Piece(span, span, True))
        first = start
        for part in line.split("。"):
            last = min(first + len(part) + 1, span.end)
            if last > first:
                sentences.append(DocumentSentence(Span(first, last), index, True))
            first = last
        start = span.end + 1
    return Document(text, Format.TEXT, text, text, tuple(blocks), tuple(pieces), tuple(sentences))


@pytest.fixture(scope="module")
def draft() -> Document:
    """The notice."""
    return document(NOTICE)


@pytest.fixture(scope="module", name="annotations")
def annotated(draft: Document) -> Annotations:
    """What is found in the notice with morphemes."""
    return annotate(draft, MORPHOLOGY.analyse(draft))


def cut(annotations: Annotations, kind: AnnotationKind) -> list[str]:
    """The stretches of one kind."""
    return [annotation.span.cut(NOTICE) for annotation in annotations.of(kind)]


@pytest.mark.parametrize(
    ("kind", "stretches"),
    [
        (AnnotationKind.MONEY, ["5万円", "960万円", "無料"]),
        (
            AnnotationKind.COUNT,
            ["1人", "約1,200世帯", "3枚以上", "10日以内", "30分以内"],
        ),
        (AnnotationKind.PHONE, ["04-0000-1234", "284", "04-0000-1235"]),
        (AnnotationKind.POSTAL_CODE, ["〒000-0001"]),
        (AnnotationKind.ADDRESS, ["あおば市中央1丁目2番3号"]),
        (AnnotationKind.LAW, ["児童手当法第4条第1項"]),
        (
            AnnotationKind.FORM,
            ["あおば市出産・子育て応援給付金支給申請書", "様式第1号"],
        ),
        (AnnotationKind.PERSON, ["青葉太郎"]),
        (
            AnnotationKind.OFFICE,
            [
                "あおば市役所こども未来部子育て支援課",
                "あおば市子ども・若者支援センター",
                "こども未来部子育て支援課",
            ],
        ),
        (AnnotationKind.QUOTATION, ["「子どもたちの笑顔があふれるまちにしていきたい」"]),
        (
            AnnotationKind.DEFINITION,
            ["あおば市子ども・若者支援センター（以下「センター」という。）"],
        ),
        (
            AnnotationKind.GLOSS,
            ["罹災証明書（家の被害を証明する書類）", "避難（にげる）"],
        ),
        (AnnotationKind.READING, ["賦課（ふか）"]),
        (AnnotationKind.MAIL, ["kosodate@aoba.example"]),
        (AnnotationKind.URL, ["https://www.aoba.example/kosodate/"]),
    ],
)
def test_notice(annotations: Annotations, kind: AnnotationKind, stretches: list[str]) -> None:
    assert cut(annotations, kind) == stretches


def test_without_morphemes_values_are_the_same(draft: Document, annotations: Annotations) -> None:
    shapes = annotate(draft, None)
    for kind in (
        AnnotationKind.MONEY,
        AnnotationKind.COUNT,
        AnnotationKind.PHONE,
        AnnotationKind.POSTAL_CODE,
        AnnotationKind.ADDRESS,
        AnnotationKind.MAIL,
        AnnotationKind.URL,
        AnnotationKind.LAW,
        AnnotationKind.QUOTATION,
    ):
        assert shapes.of(kind) == annotations.of(kind)


def test_numbers_are_claimed_once(annotations: Annotations) -> None:
    spans = sorted(
        annotation.span
        for annotation in annotations.of(
            AnnotationKind.DATE,
            AnnotationKind.TIME,
            AnnotationKind.MONEY,
            AnnotationKind.COUNT,
            AnnotationKind.PHONE,
            AnnotationKind.POSTAL_CODE,
            AnnotationKind.ADDRESS,
        )
    )
    assert all(not first.overlaps(second) for first, second in pairwise(spans))


def test_counts_keep_off_dates_and_times() -> None:
    text = "令和8年8月1日（土曜日）午前10時30分から、定員30人、3年間"
    found = annotate(document(text), None)
    assert [a.span.cut(text) for a in found.of(AnnotationKind.COUNT)] == ["30人", "3年間"]


def test_ruby_markup_is_a_reading() -> None:
    text = "罹災した方"
    plain = document(text)
    ruby = Mark(MarkKind.RUBY, Span(0, 2), Span(0, 2), "りさい")
    marked = Document(
        text,
        Format.HTML,
        text,
        text,
        plain.blocks,
        plain.pieces,
        plain.sentences,
        (ruby,),
    )
    (reading,) = annotate(marked, None).of(AnnotationKind.READING)
    assert reading.span == Span(0, 2)


def test_empty_document() -> None:
    empty = Document("", Format.TEXT, "", "", (), (), ())
    assert len(annotate(empty, ())) == 0
    assert len(annotate(empty, None)) == 0


def test_annotating_imports_no_analyser() -> None:
    code = (
        "import sys, checker.annotations.find, checker.annotations.masks;"
        "sys.exit(any(m in sys.modules for m in ('sudachipy', 'spacy', 'phonenumbers')))"
    )
    root = Path(__file__).parents[2]
    assert run([sys.executable, "-c", code], check=False, cwd=root).returncode == 0
