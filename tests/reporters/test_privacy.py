from __future__ import annotations

import datetime
import json

import pytest

from checker.api import Checker, Draft
from checker.document.model import Format
from checker.reporters.json import to_json
from checker.reporters.privacy import hidden

CHECKER = Checker(as_of=datetime.date(2026, 11, 22))

DRAFTS = [
    pytest.param(
        "# 断水のお知らせ\n\n高橋宅前から公園まで断水します。\n", "高橋宅", id="house-in-a-sentence"
    ),
    pytest.param(
        "# 田中さん宅前の通行止めについて\n\n場所：田中さん宅の角\n日時：12月1日（火曜日）\n",
        "田中さん宅",
        id="house-in-the-title-and-under-a-label",
    ),
    pytest.param(
        "# 見守り隊の募集\n\n当日の進行は、鈴木（090-0000-1234）に確かめてください。\n",
        "090-0000-1234",
        id="mobile-number",
    ),
]


def as_json(text: str) -> str:
    return to_json(CHECKER.check([Draft("a.md", text, Format.MARKDOWN, "utf-8")]), "1")


@pytest.mark.parametrize(("text", "private"), DRAFTS)
def test_json_repeats_nothing_of_private_persons(text: str, private: str) -> None:
    shown = as_json(text)
    assert "facts/personal-" in shown
    assert private not in shown
    digits = "".join(filter(str.isdecimal, private))
    assert not digits or digits not in shown


def test_offsets_stay_as_they_are() -> None:
    text = "# 断水のお知らせ\n\n高橋宅前から公園まで断水します。\n"
    report = CHECKER.check([Draft("a.md", text, Format.MARKDOWN, "utf-8")]).files[0]
    masked = hidden(report)
    assert [f.span for f in masked.findings] == [f.span for f in report.findings]
    assert len(masked.source) == len(report.source)
    for state in json.loads(as_json(text))["files"][0]["elements"]:
        for words in state["evidence"]:
            assert words["text"] == masked.source[words["start"] : words["end"]]


def test_a_report_without_private_words_is_the_same() -> None:
    report = CHECKER.check(
        [
            Draft(
                "a.md", "# 断水のお知らせ\n\n南公園の周りで断水します。\n", Format.MARKDOWN, "utf-8"
            )
        ]
    ).files[0]
    assert hidden(report) is report


def test_findings_with_another_place_are_told_too() -> None:
    text = "# 工事のお知らせ\n\n高橋宅前で水を止めます。水は夜に出ます。工事は翌日も行う。\n"
    report = CHECKER.check([Draft("a.md", text, Format.MARKDOWN, "utf-8")]).files[0]
    assert any(finding.related for finding in report.findings)
    masked = hidden(report)
    assert [f.rule for f in masked.findings] == [f.rule for f in report.findings]
    assert not any("高橋宅" in f.text + f.message for f in masked.findings)
