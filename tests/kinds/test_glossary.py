"""Word lists: one entry finds all forms of a term, and gives them to the plain word."""

from __future__ import annotations

import datetime

import pytest

from checker.analysis.morphology import Morphology
from checker.context import Context
from checker.document.model import Format
from checker.document.read import read
from checker.model import Match, Profile
from checker.rulebook.load import parse

MORPHOLOGY = Morphology()
TODAY = datetime.date(2026, 11, 22)

LIST = parse(
    """
kind: glossary
title: 試し
message: 「{text}」は役所の言葉です。{advice}
severity: suggestion
why: 試すため。
basis: [{own: 試すため。}]
since: "0.1"
examples: {}
entries:
  - {id: kofu, terms: [交付], pos: suru, treatment: replace, plain: [渡す], noun: [受け渡し], received: 受け取る}
  - {id: kinmu, terms: [勤務], pos: suru, treatment: replace, plain: [働く], particles: {に: で}}
  - {id: kyosuru, terms: [供する], pos: verb, treatment: replace, plain: [使ってもらう, 出す]}
  - {id: ichijirushii, terms: [著しい], pos: adjective, treatment: replace, plain: [ひどい]}
  - {id: ni-kakaru, terms: [に係る], pos: phrase, treatment: replace, plain: [についての, の]}
  - {id: techo, terms: [年金手帳], treatment: replace, plain: [基礎年金番号通知書], until: 2022-04-01}
  - {id: fureiru, terms: [フレイル], treatment: explain, explanation: 体が弱った状態, keep: [reporter]}
  - {id: shorui, terms: [書類], treatment: replace, plain: [紙], easy: [かみ], unless: [書類審査]}
  - {id: togai, terms: [当該], treatment: ask, explanation: その, in_compounds: true}
""",
    "a.yaml",
    "jargon/a",
).rule


def matches(
    text: str,
    format: Format = Format.TEXT,
    as_of: datetime.date = TODAY,
    profile: Profile = Profile.GENERAL,
) -> list[Match]:
    context = Context(read(text, format), as_of, profile, MORPHOLOGY)
    return list(LIST.matcher.check(context))


def fixed(text: str) -> str:
    for match in matches(text):
        for edit in sorted(match.edits, key=lambda edit: -edit.span.start):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def entries(text: str, format: Format = Format.TEXT) -> list[str]:
    return [match.entry for match in matches(text, format)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("証明書を交付します。", "証明書を渡します。"),
        ("証明書を交付しません。", "証明書を渡しません。"),
        ("証明書を交付しました。", "証明書を渡しました。"),
        ("証明書を交付しない。", "証明書を渡さない。"),
        ("証明書を交付した人です。", "証明書を渡した人です。"),
        ("証明書を交付して、帰ります。", "証明書を渡して、帰ります。"),
        ("証明書を交付している窓口です。", "証明書を渡している窓口です。"),
        ("証明書を交付すれば済みます。", "証明書を渡せば済みます。"),
        ("証明書を交付しよう。", "証明書を渡そう。"),
        ("証明書を交付せずに終わりました。", "証明書を渡さずに終わりました。"),
        ("証明書を交付しなければなりません。", "証明書を渡さなければなりません。"),
        ("証明書が交付されます。", "証明書が渡されます。"),
        ("証明書を交付させます。", "証明書を渡させます。"),
        ("証明書を交付できます。", "証明書を渡せます。"),
        ("証明書を交付いたします。", "証明書を渡します。"),
        ("証明書を交付してください。", "証明書を渡してください。"),
        ("証明書をご交付ください。", "証明書をお渡しください。"),
        ("証明書を交付していただきます。", "証明書を渡していただきます。"),
        ("証明書を交付し、名簿に書きます。", "証明書を渡し、名簿に書きます。"),
        ("証明書の交付を受けた方です。", "証明書を受け取った方です。"),
        ("交付の日を知らせます。", "受け渡しの日を知らせます。"),
        ("市に勤務する方です。", "市で働く方です。"),
        ("市に勤務している方です。", "市で働いている方です。"),
        ("閲覧に供します。", "閲覧に使ってもらいます。"),
        ("閲覧に供した本です。", "閲覧に使ってもらった本です。"),
        ("閲覧に供しない本です。", "閲覧に使ってもらわない本です。"),
        ("破損が著しい場合です。", "破損がひどい場合です。"),
        ("破損が著しかった家です。", "破損がひどかった家です。"),
        ("破損が著しくない家です。", "破損がひどくない家です。"),
        ("申請に係る用紙です。", "申請についての用紙です。"),
    ],
)
def test_the_plain_word_gets_the_form_of_the_draft(text: str, expected: str) -> None:
    assert fixed(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "交付税の額を知らせます。",
        "証明書交付窓口へどうぞ。",
        "勤務先を書いてください。",
        "書類審査で選びます。",
        "申請書類を出してください。",
    ],
)
def test_inside_another_word_it_is_left_alone(text: str) -> None:
    assert entries(text) == []


def test_a_compound_counts_where_the_entry_says_so() -> None:
    assert entries("当該施設は閉じます。") == ["togai"]


def test_a_term_is_told_once_with_how_often_it_comes_again() -> None:
    (match,) = matches("証明書を交付します。\n\n明日交付しました。\n\n交付の日です。")
    assert match.values["advice"] == "「渡す」と書くと伝わります。ほかに2か所あります。"
    assert match.span.start == 4


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("フレイル（体が弱った状態）を防ぎます。フレイルは怖いです。", Format.TEXT),
        ("フレイルとは、体が弱った状態のことです。", Format.TEXT),
        ("フレイル（年を取って体が弱った状態など）を防ぎます。", Format.TEXT),
        ("年金手帳（今の基礎年金番号通知書）を持ってきてください。", Format.TEXT),
        ("フレイル[^1]を防ぎます。\n\n[^1]: 体が弱った状態。\n", Format.MARKDOWN),
        ("[フレイル](frailty.html)を防ぎます。", Format.MARKDOWN),
        (
            "# 催し\n\nフレイルを防ぎます。\n\n## 用語の説明\n\n- フレイル：体が弱った状態\n",
            Format.MARKDOWN,
        ),
    ],
)
def test_what_is_explained_is_fine(text: str, format: Format) -> None:
    assert entries(text, format) == []


def test_an_explanation_does_not_help_the_use_before_it() -> None:
    text = "フレイルを防ぎます。フレイル（体が弱った状態）の予防です。フレイルは怖いです。"
    (match,) = matches(text)
    assert match.span.start == 0
    assert "ほかに" not in match.values["advice"]


def test_a_title_needs_no_explanation_that_the_text_gives() -> None:
    text = "フレイルを防ぐ講座を開きます。フレイルとは、体が弱った状態です。"
    assert matches(text) == []
    assert (
        entries("# フレイルを防ぐ講座\n\nフレイル（体が弱った状態）を防ぎます。", Format.MARKDOWN)
        == []
    )
    assert entries("フレイル（年を取って体が弱った状態）の話です。") == []


def test_a_name_is_out_of_date_from_its_day_on() -> None:
    text = "年金手帳を持ってきてください。"
    assert matches(text, as_of=datetime.date(2022, 3, 31)) == []
    assert [m.entry for m in matches(text, as_of=datetime.date(2022, 4, 1))] == ["techo"]


def test_readers_differ() -> None:
    assert matches("フレイルを防ぎます。", profile=Profile.REPORTER) == []
    (match,) = matches("書類を出してください。", profile=Profile.EASY)
    assert match.edits[0].text == "かみ"


def test_at_most_three_choices_are_offered() -> None:
    (match,) = matches("閲覧に供しています。")
    assert [choice.label for choice in match.candidates] == ["使ってもらう", "出す"]
    assert match.candidates[1].edits[0].text == "出して"
