"""Of many ways to find something those are asked whose strings a draft holds; none is missed."""

from __future__ import annotations

import datetime

import pytest

from checker.context import Context
from checker.detectors.line_times import times_at_heads
from checker.detectors.ways import Ways
from checker.document.model import Format
from checker.document.read import read
from checker.scan import Scan

_WAYS = Ways(
    ((Scan("甲乙丙[0-9]"), Scan("丁戊己[0-9]")), "either"),
    ((), "always"),
    ((Scan("庚辛壬[0-9]"),), "last"),
    ((Scan("[0-9]?"),), "anywhere"),
)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("何もない", ["always", "anywhere"]),
        ("庚辛壬3と丁戊己1", ["either", "always", "last", "anywhere"]),
        ("甲乙丙2", ["either", "always", "anywhere"]),
    ],
)
def test_ways_are_asked_in_their_order(text: str, asked: list[str]) -> None:
    assert _WAYS.asked(text) == asked


def test_scans_of_all_ways_are_told() -> None:
    assert [scan.pattern for scan in _WAYS.scans] == [
        "甲乙丙[0-9]",
        "丁戊己[0-9]",
        "庚辛壬[0-9]",
        "[0-9]?",
    ]


def test_times_that_begin_lines() -> None:
    text = "10時 開会\n（1）11時 講演\n受付は午前9時からです。\n・13:30　閉会\n"
    context = Context(read(text, Format.TEXT), datetime.date(2026, 11, 22))
    folded = context.document.folded
    times = [time.span.cut(folded) for time in times_at_heads(context)]
    assert times == ["10時", "11時", "午前9時", "13:30"]
    far = "開会式は当日の朝の10時からです。\n"
    assert not times_at_heads(Context(read(far, Format.TEXT), datetime.date(2026, 11, 22)))
