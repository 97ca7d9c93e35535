"""Glosses and readings: what words mean and how they are read."""

from __future__ import annotations

import pytest

from checker.analysis.morphology import Morphology
from checker.annotations.explanations import explains
from checker.annotations.glosses import find_glosses
from checker.annotations.shared import Taken, Words
from checker.annotations.types import AnnotationKind, PairValue
from checker.model import Span

MORPHOLOGY = Morphology()


def words_of(text: str, morphemes: bool = True) -> Words | None:
    """The morphemes of `text`, or None."""
    return Words([MORPHOLOGY.read(text)]) if morphemes else None


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
        ("止水栓（水を止める栓）", "止水栓", "水を止める栓"),
        ("居宅介護（日常生活を手助けすること）", "居宅介護", "日常生活を手助けすること"),
        ("代理人（本人の代わりに届け出る人）", "代理人", "本人の代わりに届け出る人"),
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
        "定休日（日・祝日の午前）",
        "窓口（月曜日の午後に開く）",
        "受付（土から月の午前に開く）",
        "会費（月額）",
        "同意書（本人）",
        "申請者（本人と家族が申し込む）",
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


@pytest.mark.parametrize(
    ("content", "explained", "explained_if_wanted"),
    [
        ("水を止める栓", True, True),
        ("市が家の被害を証明します", False, True),
        ("自動体外式除細動器", True, False),
        ("市内に住む方", True, False),
        ("転出した者を含む。", False, False),
        ("6月に納める税", False, False),
        ("月額", False, False),
    ],
)
def test_of_a_word_that_wants_an_explanation_any_prose_is_one(
    content: str, explained: bool, explained_if_wanted: bool
) -> None:
    assert explains(content) is explained
    assert explains(content, wanted=True) is explained_if_wanted
