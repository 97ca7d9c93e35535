"""The score in the reports: every point has its line, and nothing is hidden."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from checker.api import Checker
from checker.config import Config
from checker.model import FileReport, Report, Tier
from checker.reporters.json import to_json
from checker.reporters.terminal import to_terminal
from tests_support import AS_OF, replace

VALIDATOR = Draft202012Validator(
    json.loads(
        resources.files("checker.reporters").joinpath("report.schema.json").read_text("utf-8")
    )
)
NOTICE = (
    "介護保険料の減免について\n\n"
    "当該減免措置の適用を受けようとする被保険者におかれましては、所得の著しい減少等の事由を証する書類を添付の上、"
    "所定の申請書により遅滞なく申請を行う必要があります。"
    "申請書は市役所の窓口で配付しています。審査の結果は文書により通知します。"
    "減免を決定した場合は、納付済みの保険料を還付します。\n"
    "不明な点は、介護保険課にお尋ねください。\n\n"
    "問い合わせ先：介護保険課\n電話：04-0000-1234\n"
)
SHORT = "明日は休みます。\n"


@cache
def checked(text: str, genre: str = "") -> FileReport:
    checker = Checker(Config(genre=genre), as_of=AS_OF, tier=Tier.MORPHEMES, score=True)
    return checker.check_text(text, path="a.txt")


def data(text: str, genre: str = "") -> Any:
    made = json.loads(to_json(Report("2026-11-22", (checked(text, genre),)), "0"))
    VALIDATOR.validate(made)
    return made["files"][0]["score"]


def shown(text: str, **options: Any) -> str:
    report = Report("2026-11-22", (checked(text),))
    return to_terminal(report, color=False, columns=80, **options)


def test_lines_in_json_sum_to_what_is_lost() -> None:
    score = data(NOTICE, "procedure")
    lines = [line for part in score["parts"] for line in part["lines"]]
    assert sum(line["points"] for line in lines) == 100 - score["total"]
    assert sum(part["budget"] for part in score["parts"]) == 100
    assert all(line["points"] >= 0 and line["message"] for line in lines)
    assert score["parts"][0]["measured"]["sentences"] == 5
    assert score["reading_seconds"]["fast"] < score["reading_seconds"]["slow"]


def test_without_enough_sentences_there_is_no_total() -> None:
    score = data(SHORT)
    assert score["total"] is None
    assert score["band"] is None
    assert score["level"] is None
    assert score["reason"]
    judged = {part["id"]: part["points"] for part in score["parts"]}
    assert judged["readability"] is None
    assert judged["structure"] is None
    assert "点数: 付けられません（文が3つに満たないため）" in shown(SHORT)


def test_an_unknown_kind_of_notice_is_not_full_marks() -> None:
    text = "山へ行きました。とても寒い日でした。雪が降っていました。\n"
    score = data(text)
    (part,) = [part for part in score["parts"] if part["id"] == "information"]
    assert part == {
        "id": "information",
        "points": None,
        "budget": 0,
        "reason": "文書の種類が分からないため（--genre で指定できます）",
        "measured": None,
        "lines": [],
    }
    assert sum(part["budget"] for part in score["parts"]) == 100
    assert "残りを100点満点に直しています" in shown(text)
    assert "参考値" in shown(text)


def test_the_terminal_shows_the_total_and_a_bar_for_each_part() -> None:
    text = shown(NOTICE)
    assert text.count("[#") + text.count("[-") >= 6
    assert "点数: " in text
    assert "実際に伝わるかどうかは分かりません" in "".join(text.split())


def test_every_point_is_explained() -> None:
    text = shown(NOTICE, explain_score=True, readers=30_000)
    score = checked(NOTICE).score
    assert score is not None
    assert score.total is not None
    told = sum(
        int(part.split("点", 1)[0]) for part in text.split("    −")[1:] if "点未満" not in part[:6]
    )
    assert told == 100 - score.total
    assert "30,000人" in text
    assert "読む時間:" in text
    assert "jReadability" in text


def test_one_line_a_finding_has_no_score() -> None:
    assert "点数" not in shown(NOTICE, quiet=True)


@pytest.mark.parametrize("explain", [False, True])
def test_several_drafts_have_a_line_each(explain: bool) -> None:
    report = Report("2026-11-22", (checked(NOTICE), checked(SHORT)))
    text = to_terminal(report, color=False, columns=80, explain_score=explain)
    assert text.count("点数: ") == (2 if explain or checked(SHORT).findings else 1)
    assert ("[#" in text) is explain


def test_private_words_are_hidden_in_the_score() -> None:
    text = NOTICE + "担当者の携帯電話は090-0000-1234です。\n"
    made = to_json(Report("2026-11-22", (checked(text),)), "0")
    assert "090-0000-1234" not in made


@pytest.mark.parametrize("checklist", [False, True])
def test_a_draft_without_findings_has_its_score_once(checklist: bool) -> None:
    text = "山へ行きました。とても寒い日でした。雪が降っていました。\n"
    file = replace(checked(text), findings=())
    report = Report("2026-11-22", (file,))
    made = to_terminal(report, color=False, columns=80, checklist=checklist)
    assert made.count("点数: ") == 1
