"""Brackets: quotations, definitions, glosses, readings."""

from __future__ import annotations

import pytest

from checker.analysis.morphology import Morphology
from checker.annotations.laws import find_laws
from checker.annotations.names import find_offices
from checker.annotations.quotations import (
    bracketed,
    find_definitions,
    find_glosses,
    find_quotations,
)
from checker.annotations.shared import Taken, Words
from checker.annotations.types import AnnotationKind, PairValue, TextValue
from checker.model import Span

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


def pairs(text: str, kind: AnnotationKind, *, morphemes: bool) -> list[tuple[str, str]]:
    """Term and explanation (or reading) of the annotations of one kind."""
    result = []
    for annotation in find_glosses(text, words_of(text, morphemes)):
        value = annotation.value
        assert isinstance(value, PairValue)
        assert annotation.span.contains(value.term_span)
        assert annotation.span.contains(value.other_span)
        if annotation.kind is kind:
            result.append((value.term_span.cut(text), value.other))
    return result


@pytest.mark.parametrize("morphemes", [True, False])
@pytest.mark.parametrize(
    ("text", "base", "kana"),
    [
        ("賦課（ふか）の決定", "賦課", "ふか"),
        ("罹災証明書（りさいしょうめいしょ）を", "罹災証明書", "りさいしょうめいしょ"),
        ("髙橋（たかはし）", "髙橋", "たかはし"),
        ("御幸町（みゆきちょう）で", "御幸町", "みゆきちょう"),
        ("手続(てつづ)きをします。", "手続", "てつづ"),
        ("申し込み（もうしこみ）", "申し込み", "もうしこみ"),
        ("明日（あした）", "明日", "あした"),
        ("続柄（ツヅキガラ）", "続柄", "ツヅキガラ"),
        ("賦課《ふか》の決定", "賦課", "ふか"),
    ],
)
def test_reading(text: str, base: str, kana: str, morphemes: bool) -> None:
    assert pairs(text, AnnotationKind.READING, morphemes=morphemes) == [(base, kana)]


def test_reading_of_a_full_name() -> None:
    text = "青葉　太郎（あおば　たろう）さん"
    assert pairs(text, AnnotationKind.READING, morphemes=True) == [("青葉　太郎", "あおば　たろう")]


def test_kana_that_do_not_read_the_kanji_are_a_gloss() -> None:
    text = "避難（にげる）してください。"
    assert pairs(text, AnnotationKind.READING, morphemes=True) == []
    assert pairs(text, AnnotationKind.GLOSS, morphemes=True) == [("避難", "にげる")]


def test_without_morphemes_kana_are_a_reading() -> None:
    text = "避難（にげる）してください。"
    assert pairs(text, AnnotationKind.READING, morphemes=False) == [("避難", "にげる")]


def test_reading_of_the_end_of_a_word() -> None:
    text = "老人保健施設（しせつ）"
    assert pairs(text, AnnotationKind.READING, morphemes=True) == [("施設", "しせつ")]


@pytest.mark.parametrize("morphemes", [True, False])
@pytest.mark.parametrize(
    ("text", "term", "explanation"),
    [
        ("罹災証明書（家の被害を証明する書類）", "罹災証明書", "家の被害を証明する書類"),
        ("フレイル（年を取って心身が弱ること）", "フレイル", "年を取って心身が弱ること"),
        ("AED（自動体外式除細動器）", "AED", "自動体外式除細動器"),
        ("フレイルとは、心身が弱ることです。", "フレイル", "心身が弱ることです"),
        ("「フレイル」とは心身が弱ることです。", "フレイル", "心身が弱ることです"),
        ("※減免＝払う額を減らすこと", "減免", "払う額を減らすこと"),
    ],
)
def test_gloss(text: str, term: str, explanation: str, morphemes: bool) -> None:
    assert pairs(text, AnnotationKind.GLOSS, morphemes=morphemes) == [(term, explanation)]


@pytest.mark.parametrize("morphemes", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "8月1日（土曜日）",
        "30人（先着順）",
        "定員（先着順）",
        "市民課（2階）",
        "対象（市内に住む方）",
        "案内図（別紙）",
        "料金（税込）",
        "利用者（小学生を除く。）",
        "駐車場（無料で使えます）",
        "避難指示（警戒レベル4）",
        "総合計画（案）",
        "履歴書（写真貼付のこと）",
        "面接（面接日は追って連絡する。）",
        "日時＝8月1日",
        "住んでいる市とは別の市",
        "これとは別に",
        "対象とは何ですか",
        "（注）ご注意ください。",
        "alt=料理をする家族",
    ],
)
def test_no_gloss(text: str, morphemes: bool) -> None:
    assert pairs(text, AnnotationKind.GLOSS, morphemes=morphemes) == []


def test_taken_stretches_explain_nothing() -> None:
    text = "青葉太郎（大学教授）"
    taken = Taken([Span(0, 4)])
    assert find_glosses(text, words_of(text), taken) == []
