"""Names of laws, ordinances and plans."""

from __future__ import annotations

import pytest

from checker.analysis.morphology import Morphology
from checker.annotations.laws import find_laws, is_law
from checker.annotations.quotations import bracketed
from checker.annotations.shared import Words
from checker.annotations.types import AnnotationKind, TextValue

MORPHOLOGY = Morphology()


def found(text: str, *, morphemes: bool) -> list[tuple[str, str, str]]:
    """Stretch, name and article of every law in `text`."""
    words = Words([MORPHOLOGY.read(text)]) if morphemes else None
    rows = []
    for annotation in find_laws(text, words, bracketed(text)):
        assert annotation.kind is AnnotationKind.LAW
        assert isinstance(annotation.value, TextValue)
        rows.append((annotation.span.cut(text), annotation.value.text, annotation.value.detail))
    return rows


@pytest.mark.parametrize("morphemes", [True, False])
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("地方自治法に基づき", "地方自治法"),
        ("児童手当法が改正されました。", "児童手当法"),
        ("障害者総合支援法の対象", "障害者総合支援法"),
        ("廃棄物処理法に基づいて", "廃棄物処理法"),
        ("都市計画法と医療法", "都市計画法"),
        ("民法の改正", "民法"),
        ("あおば市個人情報保護条例を改正します。", "あおば市個人情報保護条例"),
        ("市はあおば市ポイ捨て防止条例を定めました。", "あおば市ポイ捨て防止条例"),
        ("市は、個人情報の保護に関する法律により", "個人情報の保護に関する法律"),
        ("道路交通法施行令", "道路交通法施行令"),
        ("建築基準法施行規則による", "建築基準法施行規則"),
        ("あおば市補助金等交付規則", "あおば市補助金等交付規則"),
        ("あおば市空き家改修補助金交付要綱", None),
        ("「あおば市みんなでつくるまちづくり条例」", "あおば市みんなでつくるまちづくり条例"),
        ("「あおば市みどりの基本計画」", "あおば市みどりの基本計画"),
        ("第3次あおば市総合計画を策定", "第3次あおば市総合計画"),
        ("あおば市民憲章", "あおば市民憲章"),
        (
            "障害者の日常生活及び社会生活を総合的に支援するための法律の対象",
            "障害者の日常生活及び社会生活を総合的に支援するための法律",
        ),
        (
            "あおば市議会の議員の報酬及び費用弁償等に関する条例施行規則",
            "あおば市議会の議員の報酬及び費用弁償等に関する条例施行規則",
        ),
    ],
)
def test_name(text: str, name: str | None, morphemes: bool) -> None:
    if name is None:  # 空き家 has a kana that only morphemes tell from a particle
        name = "あおば市空き家改修補助金交付要綱" if morphemes else "家改修補助金交付要綱"
    assert found(text, morphemes=morphemes)[0][1] == name


@pytest.mark.parametrize("morphemes", [True, False])
@pytest.mark.parametrize(
    ("text", "stretch", "article"),
    [
        ("児童手当法第4条第1項に基づき", "児童手当法第4条第1項", "第4条第1項"),
        ("地方自治法第二百三十四条の三", "地方自治法第二百三十四条の三", "第二百三十四条の三"),
        ("あおば市補助金等交付規則第3条第1項第2号", None, "第3条第1項第2号"),
        ("介護保険法（平成9年法律第123号）第5条", None, "第5条"),
        ("法第5条", "法第5条", "第5条"),
        ("条例第3条により", "条例第3条", "第3条"),
    ],
)
def test_article(text: str, stretch: str | None, article: str, morphemes: bool) -> None:
    rows = found(text, morphemes=morphemes)
    assert [(row[0], row[2]) for row in rows] == [(stretch or text, article)]


@pytest.mark.parametrize("morphemes", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "申込方法は次のとおりです。",
        "提出の方法、調査の手法、礼儀作法",
        "文法と寸法と療法と用法",
        "救命法講習を開きます。",
        "ストレス解消法を学びます。",
        "司法書士に相談できます。",
        "違法な駐車はやめてください。",
        "法人の方、法務局、法律相談、法定の",
        "規則正しい生活を送りましょう。",
        "不規則な勤務",
        "要領よくまとめる",
        "この条例は、同条例の",
        "計画を立てましょう。",
        "事業計画",
        "「申請の方法」",
        "募集要項",
    ],
)
def test_no_law(text: str, morphemes: bool) -> None:
    assert found(text, morphemes=morphemes) == []


@pytest.mark.parametrize("morphemes", [True, False])
def test_two_laws_side_by_side(morphemes: bool) -> None:
    rows = found("道路交通法と個人情報の保護に関する法律", morphemes=morphemes)
    assert [row[1] for row in rows] == ["道路交通法", "個人情報の保護に関する法律"]


@pytest.mark.parametrize(
    ("name", "law"),
    [("医療法", True), ("組合法", True), ("同法", False), ("水治療法", False), ("条例", False)],
)
def test_is_law(name: str, law: bool) -> None:
    assert is_law(name) is law
