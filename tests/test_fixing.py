"""Mending to rest, and refusing what would do damage."""

from __future__ import annotations

import datetime

import pytest

from checker import fixing
from checker.api import Checker
from checker.config import Config
from checker.context import Context
from checker.document.model import Format
from checker.document.read import read
from checker.document.source import Source, decode, from_text
from checker.document.writing import encode
from checker.model import Applicability, Category, Edit, Finding, Fix, Severity, Span
from checker.rulebook.load import parse
from checker.rulebook.rule import Rulebook

AS_OF = datetime.date(2026, 11, 22)


def mended_text(checker: Checker, text: str, format: Format = Format.TEXT, **how: bool) -> str:
    return checker.fix(from_text(text, path="notice"), format, **how).rope.text


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("申請書をを出して下さい。。", "申請書を出してください。"),
        (
            "申請することが\u200bできます。",
            "申請できます。",
        ),  # the second fix wakes in a second pass
        ("⽇　時：１２⽉５⽇", "日時：12月5日"),
        ("ﾊﾟｿｺﾝで申請することができます。", "パソコンで申請できます。"),
    ],
)
def test_fixes_that_wake_one_another_come_to_rest(checker: Checker, text: str, mended: str) -> None:
    assert mended_text(checker, text) == mended


def test_unsafe_fixes_only_when_asked(checker: Checker) -> None:
    text = "父兄の方も参加してください。"
    assert mended_text(checker, text) == text
    assert mended_text(checker, text, unsafe=True) == "保護者の方も参加してください。"


def test_display_fixes_are_never_applied(checker: Checker) -> None:
    text = "遅滞なく届け出てください。"
    assert mended_text(checker, text, unsafe=True) == text


RULE = """
kind: substitution
title: 試し
message: 試し
severity: warning
why: 試すため。
basis: [{own: 試すため。}]
fix: safe
masks: []
replacements: [%s]
since: "0.1"
examples: {bad: [], good: []}
"""


def checker_with(replacements: str) -> Checker:
    rule = parse(RULE % replacements, "rule.yaml", "wording/rule").rule
    return Checker(Config(), as_of=AS_OF, rulebook=Rulebook([rule]), raise_crashes=True)


@pytest.mark.parametrize(
    ("replacements", "text", "format", "reason"),
    [
        (
            "{words: ['3'], to: ['4'], bounded: false}",
            "定員は3人です。",
            Format.TEXT,
            "数字や日付が変わる",
        ),
        (
            "{words: [12月], to: [来月], bounded: false}",
            "12月に開きます。",
            Format.TEXT,
            "数字や日付が変わる",
        ),
        (
            "{words: [山田], to: [田中], bounded: false}",
            "担当は山田さんです。",
            Format.TEXT,
            "名前（人）が変わる",
        ),
        (
            "{words: [概要], to: ['[概要](x)'], bounded: false}",
            "概要を見る",
            Format.MARKDOWN,
            "文書の形（見出し、箇条書き、リンクなど）が変わる",
        ),
        (
            "{words: [概要], to: ['- 概要'], bounded: false}",
            "概要です。",
            Format.MARKDOWN,
            "文書の形（見出し、箇条書き、リンクなど）が変わる",
        ),
        (
            "{words: [重要], to: ['重要**'], bounded: false}",
            "これは**重要**です。",
            Format.MARKDOWN,
            "強調の印が崩れる",
        ),
        (
            "{words: [あおば市民会館], to: [あおばホール], bounded: false}",
            "あおば市民会館で開きます。",
            Format.TEXT,
            "名前（組織・施設）が変わる",
        ),
    ],
    ids=["number", "date", "name", "link", "list", "emphasis", "office"],
)
def test_a_fix_that_does_damage_is_refused_and_reported(
    replacements: str, text: str, format: Format, reason: str
) -> None:
    mended = checker_with(replacements).fix(from_text(text, path="notice"), format)
    assert mended.rope.is_original
    assert [refusal.reason for refusal in mended.refused] == [reason]
    assert len(mended.reading.findings) == 1


def test_a_damaging_fix_does_not_hold_up_the_sound_ones() -> None:
    checker = checker_with(
        "{words: ['3'], to: ['4'], bounded: false}, {words: [下さい], to: [ください], bounded: false}"
    )
    mended = checker.fix(from_text("3人で来て下さい。", path="notice"), Format.TEXT)
    assert mended.rope.text == "3人で来てください。"
    assert [r.finding.text for r in mended.refused] == ["3"]


def test_fixes_in_a_circle_end() -> None:
    checker = checker_with(
        "{words: [甲], to: [乙], bounded: false}, {words: [乙], to: [甲], bounded: false}"
    )
    mended = checker.fix(from_text("甲です。", path="notice"), Format.TEXT)
    assert mended.passes < fixing.MAX_PASSES
    assert mended.rope.text in ("甲です。", "乙です。")


def test_what_the_encoding_cannot_hold_is_refused() -> None:
    checker = checker_with("{words: [吉], to: [𠮷], bounded: false}")
    source = decode("吉の字です。".encode("cp932"), path="notice.txt")
    mended = checker.fix(source, Format.TEXT)
    assert mended.rope.is_original
    assert [(r.finding.text, r.reason) for r in mended.refused] == [("吉", fixing.NOT_ENCODABLE)]


def test_twins_of_a_japanese_encoding_come_to_rest() -> None:
    checker = checker_with("{words: [～], to: [〜], bounded: false}")
    source = decode("9時～12時です。".encode("cp932"), path="notice.txt")
    assert checker.fix(source, Format.TEXT).rope.is_original


def test_unedited_bytes_stay(checker: Checker) -> None:
    raw = "髙橋さん、".encode("cp932").replace("髙".encode("cp932"), b"\xee\xe0")
    source = decode(raw + "来て下さい。\r\n".encode("cp932"), path="notice.txt")
    mended = checker.fix(source, Format.TEXT)
    assert encode(source, mended.rope) == raw + "来てください。\r\n".encode("cp932")


def finding_at(start: int, end: int) -> Finding:
    fix = Fix(Applicability.SAFE, (Edit(Span(start, end), "x"),))
    return Finding(
        f"slip/{start}-{end}",
        "",
        Category.SLIP,
        Severity.ERROR,
        "",
        "",
        "",
        (),
        Span(start, end),
        "",
        (),
        fix,
    )


@pytest.mark.parametrize(
    ("spans", "chosen"),
    [
        ([(0, 2), (3, 4)], [(0, 2), (3, 4)]),
        ([(0, 2), (2, 4)], [(0, 2)]),  # touching counts as overlapping
        ([(0, 4), (1, 2), (5, 6)], [(0, 4), (5, 6)]),
        ([(3, 3), (3, 3)], [(3, 3)]),
    ],
)
def test_choose_is_greedy_in_source_order(
    spans: list[tuple[int, int]], chosen: list[tuple[int, int]]
) -> None:
    found = fixing.choose(finding_at(*span) for span in spans)
    assert [(f.span.start, f.span.end) for f in found] == chosen


def test_source_is_kept_when_nothing_is_to_mend(checker: Checker) -> None:
    source: Source = from_text("申請書を出してください。\n", path="notice")
    mended = checker.fix(source, Format.TEXT)
    assert mended.passes == 0
    assert encode(source, mended.rope) == source.raw


def context_of(text: str, format: Format = Format.TEXT) -> Context:
    return Context(read(text, format), AS_OF)


NUMBERS = "数字や日付が変わる"
LOST = "ふりがなが消える"


@pytest.mark.parametrize(
    ("before", "after", "damage"),
    [
        ("令和8年12月5日です。", "2026年12月5日です。", ""),
        ("令和8年12月5日です。", "2025年12月5日です。", NUMBERS),
        ("17:00に始まります。", "午後5時に始まります。", ""),
        ("17:00に始まります。", "午後6時に始まります。", NUMBERS),
        ("17:00に3人来ます。", "午後5時に4人来ます。", NUMBERS),
        ("令和8年度の5人です。", "2026年度の5人です。", NUMBERS),  # not a day
        ("12月5日から6日までです。", "12月5日から7日までです。", NUMBERS),
    ],
)
def test_dates_and_times_are_compared_by_what_they_mean(
    before: str, after: str, damage: str
) -> None:
    assert fixing.damage(context_of(before), context_of(after)) == damage


@pytest.mark.parametrize(
    ("before", "after", "damage"),
    [
        ("<p>窓口です。</p>", "<p><ruby>窓口<rt>まどぐち</rt></ruby>です。</p>", ""),
        ("<p><ruby>窓口<rt>まどぐち</rt></ruby>です。</p>", "<p>窓口です。</p>", LOST),
        (
            "<p><ruby>窓口<rt>まどぐち</rt></ruby>です。</p>",
            "<p><ruby>窓口<rt>まどくち</rt></ruby>です。</p>",
            LOST,
        ),
    ],
)
def test_readings_may_be_added_and_not_lost(before: str, after: str, damage: str) -> None:
    html = Format.HTML
    assert fixing.damage(context_of(before, html), context_of(after, html)) == damage
