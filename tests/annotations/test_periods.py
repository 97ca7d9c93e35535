"""Periods of days and of the day, closed and open ones."""

from __future__ import annotations

import time

import pytest

from checker.annotations.dates import find_dates
from checker.annotations.periods import find_periods
from checker.annotations.times import find_times
from checker.annotations.types import (
    AnnotationKind,
    DateValue,
    PeriodValue,
    TimeValue,
)
from checker.document.folding import fold


def _show(value: DateValue | TimeValue | None) -> str:
    if value is None:
        return ""
    if isinstance(value, TimeValue):
        return f"{value.meridiem}{value.hour}:{value.minute:02}"
    numbers = [value.year, value.month, value.day]
    return "/".join(str(number) for number in numbers if number is not None) + value.part


def _periods(text: str) -> list[tuple[str, str]]:
    folded = fold(text)
    found = []
    for annotation in find_periods(folded, find_dates(folded, text) + find_times(folded)):
        assert annotation.kind is AnnotationKind.PERIOD
        assert isinstance(annotation.value, PeriodValue)
        shown = f"{_show(annotation.value.start)}→{_show(annotation.value.end)}"
        found.append((annotation.span.cut(text), shown))
    return found


@pytest.mark.parametrize(
    ("period", "value"),
    [
        ("8月1日（土）から8月5日（水）まで", "8/1→8/5"),
        ("8月1日～5日", "8/1→8/5"),
        ("8月1日〜5日", "8/1→8/5"),
        ("8月1日~5日", "8/1→8/5"),
        ("8月1日-8月5日", "8/1→8/5"),
        ("8月1日―5日", "8/1→8/5"),
        ("8月1～5日", "8/1→8/5"),
        ("8月1日より8月5日まで", "8/1→8/5"),
        ("8月1日（土）から、8月5日（水）まで", "8/1→8/5"),
        ("8月1日（予定）から8月5日（予定）まで", "8/1→8/5"),
        ("4/29～5/5", "4/29→5/5"),
        ("2026-08-01～2026-08-05", "2026/8/1→2026/8/5"),
        ("令和8年12月29日（火）から1月3日（日）まで", "2026/12/29→2027/1/3"),
        ("令和8年4月1日から翌年3月31日まで", "2026/4/1→2027/3/31"),
        ("令和8年度～令和10年度", "2026→2028"),
        ("8月上旬から下旬まで", "8上旬→8下旬"),
        ("6～9月", "6→9"),
        ("6月～来年3月", "6→3"),
        ("8月1日（土）午前10時から8月3日（月）午後5時まで", "8/1→8/3"),
        ("8月1日午後10時から2日午前5時まで", "8/1→8/2"),
        ("8月1日から5日午後5時まで", "8/1→8/5"),
        ("午前10時から正午まで", "午前10:00→12:00"),
        ("10:00～12:00", "10:00→12:00"),
        ("10:00ー12:00", "10:00→12:00"),
        ("10～12時", "10:00→12:00"),
        ("午後10時から翌日午前5時まで", "午後10:00→午前5:00"),
        ("午後1時～3時", "午後1:00→午後3:00"),
        ("午前9時～12時", "午前9:00→午前12:00"),
        ("午後10時～5時", "午後10:00→5:00"),  # the next morning: left as written
        ("午後1時～17時", "午後1:00→17:00"),
        ("8月31日以降", "8/31→"),
        ("8月1日から", "8/1→"),
        ("8月1日（土）～", "8/1→"),
        ("13:00～", "13:00→"),
        ("～8月31日", "→8/31"),
        ("8月31日（月）まで", "→8/31"),
        ("8月31日（月）午後5時まで", "→8/31"),
        ("8月1日以前", "→8/1"),
        ("17:00まで", "→17:00"),
    ],
)
def test_one_period(period: str, value: str) -> None:
    assert _periods(f"受付：{period}。") == [(period, value)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8月1日（土）・2日（日）", []),
        ("8月1日と2日に", []),
        ("8月1日（土）午前10時", []),
        ("昨年8月1日より多い", []),
        ("8月1日から起算して", []),
        ("8月1日から14日以内", []),
        ("8月1日～\n8月5日", [("8月1日～", "8/1→")]),
        ("8月1日（土）午前10時～正午", [("午前10時～正午", "午前10:00→12:00")]),
        ("8月1日（土）午前10時から", [("午前10時から", "午前10:00→")]),
        (
            "8月1日～5日 午前9時～午後5時",
            [("8月1日～5日", "8/1→8/5"), ("午前9時～午後5時", "午前9:00→午後5:00")],
        ),
        (
            "8月1日から5日までの午前9時から午後5時まで",
            [("8月1日から5日まで", "8/1→8/5"), ("午前9時から午後5時まで", "午前9:00→午後5:00")],
        ),
        (
            "午前9時から正午、午後1時から5時まで",
            [("午前9時から正午", "午前9:00→12:00"), ("午後1時から5時まで", "午後1:00→午後5:00")],
        ),
        (
            "8月1日～3日、5日～7日",
            [("8月1日～3日", "8/1→8/3"), ("5日～7日", "8/5→8/7")],
        ),
        ("13:00～（開場12:30）", [("13:00～", "13:00→")]),
        ("～8月5日～10日", [("8月5日～10日", "8/5→8/10")]),
    ],
)
def test_where_a_period_ends(text: str, expected: list[tuple[str, str]]) -> None:
    assert _periods(text) == expected


def test_half_of_the_day_is_carried_over_in_the_period_only() -> None:
    text = "午後1時～3時"
    times = find_times(text)
    assert times[1].value == TimeValue(3, 0)
    (period,) = find_periods(text, times)
    assert period.value == PeriodValue(TimeValue(1, 0, "午後"), TimeValue(3, 0, "午後"))


def test_other_annotations_and_any_order_are_accepted() -> None:
    text = "毎週土曜日、8月1日～5日、10時～12時"
    found = find_times(text) + find_dates(text)
    assert [p.span.cut(text) for p in find_periods(text, found)] == ["8月1日～5日", "10時～12時"]


@pytest.mark.parametrize("unit", ["8月1日～", "10時～", "8月1日10時から", "（", "8月1日（予定）"])
def test_time_grows_with_the_length_only(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    found = find_dates(text) + find_times(text)
    start = time.process_time()
    find_periods(text, found)
    assert time.process_time() - start < 1
