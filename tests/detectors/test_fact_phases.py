"""Days and times that follow each other, in many layouts: each fault, and its correct neighbour."""

from __future__ import annotations

import datetime

import pytest

from checker.api import Checker, Draft
from checker.document.model import Format


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(as_of=datetime.date(2026, 11, 22))


def _layouts(*fields: tuple[str, str]) -> list[tuple[str, Format]]:
    title = "市からのお知らせ"
    return [
        (
            f"# {title}\n\n" + "\n".join(f"- {name}：{value}" for name, value in fields),
            Format.MARKDOWN,
        ),
        (
            f"# {title}\n\n| 項目 | 内容 |\n|---|---|\n"
            + "\n".join(f"| {name} | {value} |" for name, value in fields),
            Format.MARKDOWN,
        ),
        (
            f"<h1>{title}</h1><dl>"
            + "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in fields)
            + "</dl>",
            Format.HTML,
        ),
        (
            f"{title}\n\n" + "\n".join(f"■{name}\n　{value}" for name, value in fields),
            Format.TEXT,
        ),
        (
            f"{title}\n\n" + "\n".join(f"○{name}　　{value}" for name, value in fields),
            Format.TEXT,
        ),
    ]


def _facts(checker: Checker, text: str, format: Format) -> set[str]:
    report = checker.check([Draft("notice", text, format, "utf-8")])
    return {
        finding.text
        for finding in report.files[0].findings
        if finding.rule.startswith(("facts/", "internal/"))
    }


CASES = [
    (
        [("工事期間", "令和9年2月1日（月）から2月26日（金）まで"), ("開通予定", "{}")],
        "2月20日（土）",
        "2月27日（土）",
    ),
    (
        [("応募の締め切り", "令和9年2月10日（水）"), ("面接", "{}午前10時から")],
        "2月6日（土）",
        "2月20日（土）",
    ),
    ([("入札日", "令和9年2月20日"), ("開札日", "{}")], "2月18日", "2月25日"),
    (
        [
            ("告示日", "令和9年3月7日（日）"),
            ("投票日", "3月14日（日）"),
            ("期日前投票", "告示日の翌日から投票日の前日まで、{}から3月13日（土）まで"),
        ],
        "3月6日（土）",
        "3月8日（月）",
    ),
    (
        [("投票日時", "令和9年3月14日（日）午前7時から午後8時まで"), ("開票", "{}から 市民体育館")],
        "午後7時10分",
        "午後9時10分",
    ),
    ([("開場", "{}"), ("開演", "午前10時")], "午前10時30分", "午前9時30分"),
    (
        [("任期", "令和9年4月1日から令和10年3月31日まで（{}の1年間）")],
        "令和8年度",
        "令和9年度",
    ),
    ([("期間", "令和9年4月1日から{}（令和14年3月31日まで）")], "6年間", "5年間"),
]


@pytest.mark.parametrize(("fields", "wrong", "right"), CASES)
def test_every_layout(
    checker: Checker, fields: list[tuple[str, str]], wrong: str, right: str
) -> None:
    for value, expected in ((wrong, True), (right, False)):
        filled = [(name, said.format(value)) for name, said in fields]
        for text, format in _layouts(*filled):
            found = _facts(checker, text, format)
            assert any(wrong in said for said in found) if expected else not found, text


PROSE = [
    ("面接は2月20日（土）に行い、結果は{}に通知します。", "2月18日（木）", "2月26日（金）"),
    (
        "講座は2月20日（土）です。取り消しは、講座の前日の{}までに連絡してください。",
        "2月18日（木）",
        "2月19日（金）",
    ),
    (
        "令和9年1月25日\n\n{}に市役所4階で公開抽選を行い、当選者を決めました。",
        "令和9年1月29日（金）",
        "令和9年1月22日（金）",
    ),
    ("令和9年2月1日\n\n2月の毎週土曜日（6日、13日、{}、27日）に開きます。", "21日", "20日"),
    ("第1回は2月13日、第2回は{}です。", "2月6日", "2月20日"),
    ("開館は午前9時、閉館は午後5時です。最終入館は{}です。", "午後5時15分", "午後4時30分"),
]


@pytest.mark.parametrize(("text", "wrong", "right"), PROSE)
def test_prose(checker: Checker, text: str, wrong: str, right: str) -> None:
    head = "市からのお知らせ\n\n"
    assert any(wrong in said for said in _facts(checker, head + text.format(wrong), Format.TEXT))
    assert not _facts(checker, head + text.format(right), Format.TEXT)


def test_a_table_that_is_not_there(checker: Checker) -> None:
    text = (
        "計画の案を公表します\n\n１　内容\n柱は3本です。目標は、次の表のとおりです。\n案は、市役所で見られます。\n\n"
        "２　意見の取り扱い\nいただいた意見は公表します。\n\n３　日程\n未定です。\n"
    )
    assert "次の表" in _facts(checker, text, Format.TEXT)
    table = "＜目標の表＞\n　項目　　　値\n　利用者　　300人\n\n"
    there = text.replace("のとおりです。\n", "のとおりです。\n" + table)
    assert "次の表" not in _facts(checker, there, Format.TEXT)


def test_the_line_under_a_short_heading_is_not_the_day_of_issue(checker: Checker) -> None:
    text = "# 教室\n\n## 開催日\n\n令和9年2月20日（土）\n\n## 申込期限\n\n2月10日（水）\n"
    assert not _facts(checker, text, Format.MARKDOWN)
