"""Brackets: quotations and definitions."""

from __future__ import annotations

import pytest

from checker.analysis.morphology import Morphology
from checker.annotations.laws import find_laws
from checker.annotations.names import find_offices
from checker.annotations.quotations import (
    bracketed,
    find_definitions,
    find_quotations,
)
from checker.annotations.shared import Words
from checker.annotations.types import AnnotationKind, PairValue, TextValue

MORPHOLOGY = Morphology()


def words_of(text: str, morphemes: bool = True) -> Words | None:
    """The morphemes of `text`, or None."""
    return Words([MORPHOLOGY.read(text)]) if morphemes else None


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("「あ」と『い』", ["「あ」", "『い』"]),
        ("「あ『い』う」", ["「あ『い』う」", "『い』"]),
        ("「あ\nい」", []),
        ("「あ", []),
        ("あ」い「う」", ["「う」"]),
        ("", []),
    ],
)
def test_bracketed(text: str, spans: list[str]) -> None:
    assert [span.cut(text) for span in bracketed(text)] == spans


@pytest.mark.parametrize(
    ("text", "quotation"),
    [
        (
            "市長は「笑顔があふれるまちにしていきたい」と述べました。",
            "笑顔があふれるまちにしていきたい",
        ),
        ("「参加してよかった。」", "参加してよかった。"),
        ("「楽しかった」と話しました。", "楽しかった"),
        ("「助かる」という声がありました。", "助かる"),
        ("「還付金がある」と電話がありました。", "還付金がある"),
        ("『今日は雨です。』", "今日は雨です。"),
    ],
)
def test_quotation(text: str, quotation: str) -> None:
    (annotation,) = find_quotations(text)
    assert annotation.kind is AnnotationKind.QUOTATION
    assert annotation.value == TextValue(quotation)
    assert annotation.span.cut(text)[1:-1] == quotation


@pytest.mark.parametrize(
    "text",
    [
        "「あおば市民まつり」を開きます。",
        "「申し込み」と書いて送ってください。",
        "「住居確保給付金相談コールセンター」を開きました。",
        "「休館日」とあります。",
        "「」",
    ],
)
def test_no_quotation(text: str) -> None:
    assert find_quotations(text) == []


def test_a_long_name_is_no_quotation() -> None:
    text = "「あおば市にみどりを増やす市民の会に関する条例」"
    names = [law.span for law in find_laws(text, None, bracketed(text))]
    assert len(find_quotations(text)) == 1
    assert find_quotations(text, names=names) == []


@pytest.mark.parametrize("morphemes", [True, False])
@pytest.mark.parametrize(
    ("text", "term", "full"),
    [
        ("北部公民館（以下「公民館」という。）で", "公民館", "北部公民館"),
        ("北部公民館(以下「公民館」といいます。)", "公民館", "北部公民館"),
        ("北部公民館（以下「公民館」）", "公民館", "北部公民館"),
        ("北部公民館（以下、単に「公民館」とする）", "公民館", "北部公民館"),
        ("北部公民館（以下公民館という。）", "公民館", "北部公民館"),
        ("「あおば子育て応援の集い」（以下「集い」という。）", "集い", "あおば子育て応援の集い"),
        (
            "個人情報の保護に関する法律（以下「法」という。）により",
            "法",
            "個人情報の保護に関する法律",
        ),
    ],
)
def test_definition(text: str, term: str, full: str, morphemes: bool) -> None:
    words = words_of(text, morphemes)
    names = (*find_laws(text, words, bracketed(text)), *find_offices(text, words))
    (annotation,) = find_definitions(text, words, names)
    assert annotation.kind is AnnotationKind.DEFINITION
    value = annotation.value
    assert isinstance(value, PairValue)
    assert (value.term, value.other) == (term, full)
    assert value.term_span.cut(text) == term
    assert annotation.span.start == value.other_span.start
    assert text[annotation.span.end - 1] in "）)"


@pytest.mark.parametrize(
    "text", ["18歳以下（以下同じ）", "以下のとおりです。", "（以下余白）", "以下「公民館」という。"]
)
def test_no_definition(text: str) -> None:
    assert find_definitions(text, words_of(text)) == []
