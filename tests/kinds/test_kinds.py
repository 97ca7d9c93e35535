"""How each kind of rule finds things, beyond what the examples of the rules show."""

from __future__ import annotations

import datetime

import pytest

from checker import engine
from checker.analysis.morphology import Morphology
from checker.context import Context
from checker.document.model import Format
from checker.document.read import read
from checker.kinds.template import fill, placeholders
from checker.model import Match, Profile
from checker.rulebook.load import parse

MORPHOLOGY = Morphology()

HEAD = """
title: 試し
message: 試し
severity: warning
why: 試すため。
basis: [{own: 試すため。}]
since: "0.1"
examples: {}
"""


def matches(
    rule: str, text: str, format: Format = Format.TEXT, profile: Profile = Profile.GENERAL
) -> list[Match]:
    document = read(text, format)
    context = Context(document, datetime.date(2026, 11, 22), profile, MORPHOLOGY)
    return list(engine.matches(parse(HEAD + rule, "a.yaml", "wording/a").rule, context))


def flagged(rule: str, text: str, format: Format = Format.TEXT) -> list[str]:
    document = read(text, format)
    return [match.span.cut(document.text) for match in matches(rule, text, format)]


MORPH = "kind: morph_pattern\npatterns: "


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("[[{base: 書く}]]", "書きました。書いて、書け。書道です。", ["書き", "書い", "書け"]),
        ("[[{surface: 書き}]]", "書きました。書く。", ["書き"]),
        ("[[{pos: 動詞, form: 連用形}]]", "本を読みます。", ["読み"]),
        ("[[{pos: 名詞, min_length: 3}]]", "市の図書館です。", ["図書館"]),
        ("[[{pos: 名詞, not_surface: 市}]]", "市と町です。", ["町"]),
        ("[[{base: 読む}, {pos: 助動詞, repeat: true}]]", "読みました。", ["読みました"]),
        (
            "[[{base: 読む}, {base: ない, optional: true}, {base: ます}]]",
            "読みます。",
            ["読みます"],
        ),
        ("[[{surface: を, context: true}, {base: 読む}]]", "本を読む。本は読む。", ["読む"]),
        ("[[{base: 読む}], [{base: 書く}]]", "読む。書く。", ["読む", "書く"]),
        ("[[{normal: 子供}]]", "子供と子どもとこども", ["子供", "子ども", "こども"]),
        ("[[{conjugation: 五段}]]", "本を読む。外に出る。", ["読む"]),
    ],
)
def test_word_patterns(pattern: str, text: str, expected: list[str]) -> None:
    assert flagged(MORPH + pattern, text) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [("anywhere", ["です", "です"]), ("sentence_end", ["です"]), ("sentence_start", [])],
)
def test_word_patterns_tied_to_the_sentence(at: str, expected: list[str]) -> None:
    rule = f"{MORPH}[[{{base: です}}]]\nat: {at}"
    assert flagged(rule, "休みですが、受付です。") == expected


def test_replacements_of_word_patterns() -> None:
    rule = (
        MORPH
        + '[[{pos: 名詞}, {surface: を}, {base: する, capture: suru}]]\nreplace: ["{1}{suru}"]'
    )
    (match,) = matches(rule, "申請をします。")
    assert match.edits[0].text == "申請し"
    assert match.values["to"] == "申請し"


def test_several_replacements_are_candidates() -> None:
    rule = MORPH + '[[{surface: 等}]]\nreplace: ["など", "ほか"]'
    (match,) = matches(rule, "市民等です。")
    assert [candidate.label for candidate in match.candidates] == ["など", "ほか"]


SUBSTITUTION = "kind: substitution\nreplacements: "


@pytest.mark.parametrize(
    ("replacement", "text", "expected"),
    [
        ("{words: [書類], to: [紙]}", "書類を出す。申請書類を出す。", ["書類"]),
        ("{words: [都], to: [市]}", "京都の都です。", ["都"]),
        ("{words: [都], to: [市], bounded: false}", "京都の都です。", ["都", "都"]),
        ("{words: [子ども, 子ども会], to: [x]}", "子ども会に入る。", ["子ども会"]),
        (
            "{pattern: '第(\\d+)日目', to: ['\\1日目'], bounded: false}",
            "第2日目です。",
            ["第2日目"],
        ),
    ],
)
def test_substitution(replacement: str, text: str, expected: list[str]) -> None:
    assert flagged(f"{SUBSTITUTION}[{replacement}]", text) == expected


def test_a_pattern_fills_its_replacement() -> None:
    rule = SUBSTITUTION + "[{pattern: '第(\\d+)日目', to: ['\\1日目'], bounded: false}]"
    (match,) = matches(rule, "第2日目です。")
    assert match.edits[0].text == "2日目"


GLOSSARY = (
    "kind: glossary\nentries: [{id: a, terms: [保険, 介護保険], treatment: ask, explanation: 説明}]"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("保険に入る。", ["保険"]),
        ("介護保険に入る。", ["介護保険"]),
        ("保険証を持つ。", []),  # part of a longer word
        ("保険窓口に行く。", []),  # a noun goes on
        ("保険の窓口。保険に入る。", ["保険"]),  # the first use only
        ("保険（困ったときに助け合う仕組み）に入る。", []),  # explained
    ],
)
def test_glossary(text: str, expected: list[str]) -> None:
    assert flagged(GLOSSARY, text) == expected


LIMIT = "kind: limit\nmeasure: {}\nsteps: {{suggestion: 5, error: 10}}"


@pytest.mark.parametrize(
    ("measure", "text", "expected"),
    [
        ("sentence_length", "短い。", []),
        ("sentence_length", "これは六字を越す。", [("9", "SUGGESTION")]),
        ("sentence_length", "これは十字を確かに越す。", [("12", "ERROR")]),
        ("sentence_length", "短い（括弧の中は数えません）。", []),
        ("paragraph_length", "短い。短い。", [("6", "SUGGESTION")]),
    ],
)
def test_limits(measure: str, text: str, expected: list[tuple[str, str]]) -> None:
    found = matches(LIMIT.format(measure) + "\nmasks: []", text)
    assert [(m.values["count"], m.severity.name) for m in found if m.severity] == expected


def test_limits_differ_by_reader() -> None:
    rule = LIMIT.format("sentence_length") + "\nprofiles: {easy: {steps: {error: 2}}}"
    (match,) = matches(rule, "四字です。", profile=Profile.EASY)
    assert match.severity is not None
    assert match.severity.name == "ERROR"


CONSISTENCY = """kind: consistency
groups:
  - variants:
      - {name: 甲, patterns: [こども], to: こども}
      - {name: 乙, patterns: [子供]}
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("こどもとこども。", []),
        ("こどもとこどもと子供。", ["子供"]),
        ("子供とこども。", ["こども"]),  # a tie: what comes first is usual
        ("こどもと`子供`。", []),
    ],
)
def test_consistency(text: str, expected: list[str]) -> None:
    assert flagged(CONSISTENCY, text, Format.MARKDOWN) == expected


def test_consistency_shows_the_other_side_and_offers_it() -> None:
    (match,) = matches(CONSISTENCY, "こどもとこどもと子供。")
    assert match.edits[0].text == "こども"
    assert match.related[0].span.start == 0
    assert match.values == {"variant": "乙", "usual": "甲", "count": "2"}


REQUIRED = """kind: required
when: [申し込み]
annotations: [phone]
patterns: [窓口へ]
template: 電話：
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("申し込みが要ります。", ["申し込みが要ります。"]),
        ("申し込みが要ります。\n\n電話 04-0000-1234", []),
        ("申し込みは窓口へ。", []),
        ("休みます。", []),
    ],
)
def test_required(text: str, expected: list[str]) -> None:
    assert flagged(REQUIRED, text) == expected


def test_placeholders() -> None:
    assert fill("{1}と{name}", {"1": "甲", "name": "乙"}) == "甲と乙"
    assert fill("{ }は触らない", {}) == "{ }は触らない"
    assert placeholders("{1}と{name}") == {"1", "name"}
    with pytest.raises(KeyError):
        fill("{none}", {})
