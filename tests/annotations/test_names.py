"""Offices and facilities, people, forms."""

from __future__ import annotations

import pytest

from checker.analysis.morphology import Morphology
from checker.annotations.names import find_forms, find_offices, find_people
from checker.annotations.quotations import bracketed
from checker.annotations.shared import Words
from checker.annotations.types import Annotation, AnnotationKind, TextValue

MORPHOLOGY = Morphology()


def words_of(text: str, morphemes: bool) -> Words | None:
    """The morphemes of `text`, or None."""
    return Words([MORPHOLOGY.read(text)]) if morphemes else None


def cut(text: str, annotations: list[Annotation]) -> list[str]:
    """The stretches of the annotations."""
    return [annotation.span.cut(text) for annotation in annotations]


@pytest.mark.parametrize("morphemes", [True, False])
@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("健康増進課までお問い合わせください。", "健康増進課"),
        ("市民生活部市民課市民係", "市民生活部市民課市民係"),
        ("問い合わせ先　こども未来部子育て支援課", "こども未来部子育て支援課"),
        ("問い合わせ先こども未来課", "こども未来課"),
        ("あおば市役所市民課の窓口", "あおば市役所市民課"),
        ("会場は中央公民館です。", "中央公民館"),
        ("会場：中央公民館会議室", "中央公民館会議室"),
        ("あおば市立中央図書館", "あおば市立中央図書館"),
        ("第一小学校の体育館", "第一小学校"),
        ("子育て支援センターで相談できます。", "子育て支援センター"),
        ("選挙管理委員会", "選挙管理委員会"),
        ("社会福祉協議会へ", "社会福祉協議会"),
        ("市役所で受け付けます。", "市役所"),
        ("あおば警察署", "あおば警察署"),
        ("総務局", "総務局"),
        ("感染症対策室", "感染症対策室"),
        ("まちづくり推進課", "まちづくり推進課"),
        ("あおば市子ども会", "あおば市子ども会"),
        ("消費生活センター", "消費生活センター"),
        ("市民課職員がうかがいます。", "市民課"),
    ],
)
def test_office(text: str, office: str, morphemes: bool) -> None:
    annotations = find_offices(text, words_of(text, morphemes))
    assert cut(text, annotations) == [office]
    assert annotations[0].kind is AnnotationKind.OFFICE
    assert annotations[0].value == TextValue(office)


@pytest.mark.parametrize("morphemes", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "この機会に社会のために",
        "大会、集会、説明会、講演会、運動会",
        "会館で会議を開きます。",
        "図書館と公民館と小学校",
        "市内小学校の児童",
        "市立中学校の生徒",
        "5小学校で実施",
        "料理教室と健康教室",
        "関係者と関係機関、利害関係",
        "市の中心部と南部、全部と一部",
        "都市部と山間部",
        "市民課長が説明します。",
        "101号室",
        "担当課へ",
        "結局、当局の判断",
        "課題と課税と日課",
        "会議室を借りる",
        "病院を受診してください。",
        "午前の部と午後の部、2部",
        "放課後",
        "大学生と会員と館内",
    ],
)
def test_no_office(text: str, morphemes: bool) -> None:
    assert cut(text, find_offices(text, words_of(text, morphemes))) == []


def test_offices_in_a_row() -> None:
    text = "中央公民館・北部公民館・図書館"
    for morphemes in (True, False):
        assert cut(text, find_offices(text, words_of(text, morphemes))) == [
            "中央公民館",
            "北部公民館",
        ]


def test_words_of_time_do_not_begin_a_name() -> None:
    text = "当日中央公民館へお越しください。"
    assert cut(text, find_offices(text, words_of(text, True))) == ["中央公民館"]


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("こころの健康センターへ", "こころの健康センター"),
        ("市民の森公園で開きます。", "市民の森公園"),
        ("市の中央公民館", "中央公民館"),
        ("会場の北小学校", "北小学校"),
        ("ここの北小学校", "北小学校"),
    ],
)
def test_no_within_a_name(text: str, office: str) -> None:
    assert cut(text, find_offices(text, words_of(text, True))) == [office]


@pytest.mark.xfail(reason="家 ends too many other words", strict=True)
def test_house_as_the_end_of_a_name() -> None:
    text = "高齢者憩いの家"
    assert cut(text, find_offices(text, words_of(text, True))) == [text]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("青葉太郎さんが話します。", ["青葉太郎"]),
        ("講師：山田 花子さん（あおば大学教授）", ["山田 花子"]),
        ("青葉太郎市長は述べました。", ["青葉太郎"]),
        ("市長の青葉太郎は", ["青葉太郎"]),
        ("佐藤課長が説明します。", ["佐藤"]),
        ("鈴木氏と田中様", ["鈴木", "田中"]),
        ("担当　広報課　佐藤・田中", []),
        ("担当　佐藤・田中", ["佐藤", "田中"]),
        ("あおば市長　青葉　太郎", ["青葉　太郎"]),
        ("髙橋さんと佐藤さん", ["佐藤", "髙橋"]),
        ("山田先生の講演", ["山田"]),
    ],
)
def test_people(text: str, people: list[str]) -> None:
    annotations = find_people(text, words_of(text, True))
    assert sorted(cut(text, annotations)) == sorted(people)
    assert all(annotation.kind is AnnotationKind.PERSON for annotation in annotations)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("山田花子さんが話します。", ["山田花子"]),
        ("佐藤 一郎様", ["佐藤 一郎"]),
        ("髙橋さん", ["髙橋"]),
        ("皆さん、お客様、患者さん、同様、氏名", []),
        ("森林さん", []),
    ],
)
def test_people_without_morphemes(text: str, people: list[str]) -> None:
    assert cut(text, find_people(text, None)) == people


@pytest.mark.parametrize(
    "text",
    [
        "あおば市長がお答えします。",
        "青葉市長がお答えします。青葉市の取り組みです。",
        "皆さん、職人さん、患者さん、お客様、申請者様",
        "あおば市の皆様",
        "千葉市と山口県と福島駅",
        "様子と仕様と同様",
        "氏名と住所",
        "A氏",
        "内　容　講話",
    ],
)
def test_no_people(text: str) -> None:
    assert cut(text, find_people(text, words_of(text, True))) == []


def test_person_in_normal_form() -> None:
    text = "講師：山田　花子さん"
    (annotation,) = find_people(text, words_of(text, True))
    assert annotation.value == TextValue("山田花子")


@pytest.mark.parametrize("morphemes", [True, False])
@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("補助金交付申請書を出してください。", ["補助金交付申請書"]),
        ("転入届と住民異動届", ["転入届", "住民異動届"]),
        ("様式第1号", ["様式第1号"]),
        ("別記様式第2号（第5条関係）", ["別記様式第2号（第5条関係）"]),
        ("第3号様式", ["第3号様式"]),
        ("「あおば市子育て応援給付金支給申請書」", ["あおば市子育て応援給付金支給申請書"]),
        ("「就労証明書」と「健康調査票」", ["就労証明書", "健康調査票"]),
        ("「参加申込書（様式1-1）」", ["参加申込書（様式1-1）"]),
        ("児童手当認定請求書", ["児童手当認定請求書"]),
        ("実績報告書", ["実績報告書"]),
    ],
)
def test_forms(text: str, forms: list[str], morphemes: bool) -> None:
    annotations = find_forms(text, words_of(text, morphemes), bracketed(text))
    assert cut(text, annotations) == forms
    assert all(annotation.kind is AnnotationKind.FORM for annotation in annotations)


@pytest.mark.parametrize("morphemes", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "申請書を出してください。",
        "申請書類をそろえます。",
        "本人確認書類",
        "書類をお届けします。届きましたら",
        "届出が必要です。届け出てください。",
        "同意書に署名します。",
        "「はい」と書いてください。",
        "葉書、図書、白書",
        "様式は自由です。",
    ],
)
def test_no_forms(text: str, morphemes: bool) -> None:
    assert cut(text, find_forms(text, words_of(text, morphemes), bracketed(text))) == []


def test_form_with_its_number() -> None:
    text = "「参加申込書（様式第1号）」"
    (annotation,) = find_forms(text, None, bracketed(text))
    assert annotation.value == TextValue("参加申込書", "様式第1号")
