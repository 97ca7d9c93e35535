"""When a page appeared, when it is over, and what it is counted for."""

from __future__ import annotations

import datetime

import pytest
from site_support import TODAY, page

from checker.document.model import FrontMatterField
from checker.model import Span
from checker.site.days import PUBLISHED_KEYS, day_of, front_matter_value, last_day
from checker.site.months import AGES, SHOWN, ages, months, step

D = datetime.date
PUBLISHED = D(2026, 11, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-05", D(2026, 11, 5)),
        ("2026-11-05T09:00:00+09:00", D(2026, 11, 5)),
        ("2026/1/5", D(2026, 1, 5)),
        ("2026年1月5日", D(2026, 1, 5)),
        ("令和8年11月5日（木曜日）", D(2026, 11, 5)),
        ("令和元年5月1日", D(2019, 5, 1)),
        ("2026-02-30", None),
        ("2026-11", None),
        ("きのう", None),
        ("", None),
    ],
)
def test_day_of(text: str, day: D | None) -> None:
    assert day_of(text) == day


def test_front_matter_is_read_by_the_names_that_generators_use() -> None:
    fields = [
        FrontMatterField("title", "題名", Span(0, 1)),
        FrontMatterField("publishDate", "2026-11-05", Span(0, 1)),
        FrontMatterField("date", "", Span(0, 1)),
    ]
    assert front_matter_value(fields, PUBLISHED_KEYS) == "2026-11-05"
    assert front_matter_value(fields, ("department",)) == ""


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ([("date_time", "2026-12-05T10:00/12:00")], D(2026, 12, 5)),
        ([("date_time", "2026-12-01/2027-01-04")], D(2027, 1, 4)),
        ([("date_time", "2026-12-28/--01-04")], D(2027, 1, 4)),
        ([("deadline", "/2026-12-11")], D(2026, 12, 11)),
        ([("deadline", "/--01-31")], D(2027, 1, 31)),  # the first one after it appeared
        ([("deadline", "2026-12")], D(2026, 12, 31)),
        # The event is to come although the deadline is over, and the other way round.
        ([("deadline", "/2026-11-10"), ("date_time", "2026-12-05")], D(2026, 12, 5)),
        ([("deadline", "/2026-12-10"), ("date_time", "2026-11-05")], D(2026, 12, 10)),
        ([("date_time", "2026-04-01/")], None),  # without an end
        ([("date_time", "T10:00/12:00")], None),  # on which days nobody can tell
        ([("deadline", "/2026-11-10"), ("date_time", "")], None),
        ([("deadline", "定員になり次第")], None),
        ([("date_time", "2026-13-05")], None),
        ([("effective_date", "2026-11-05")], None),
        ([], None),
    ],
)
def test_last_day(values: list[tuple[str, str]], day: D | None) -> None:
    assert last_day(values, "event", PUBLISHED) == day


@pytest.mark.parametrize("genre", ["press_new", "result", "reference", ""])
def test_what_is_meant_to_stay_has_no_last_day(genre: str) -> None:
    assert last_day([("date_time", "2020-01-01")], genre, PUBLISHED) is None


def test_a_day_without_a_year_needs_to_know_when_the_page_appeared() -> None:
    assert last_day([("deadline", "/--01-31")], "event", None) is None


def test_months_are_shown_without_gaps_up_to_now() -> None:
    pages = [
        page(published=D(2026, 8, 31)),
        page(published=D(2026, 10, 1), genre="tax"),
        page(published=D(2026, 10, 2)),
        page(published=D(2027, 1, 1)),  # to come
        page(),
    ]
    found = months(pages, TODAY)
    assert [(month.name, month.pages) for month in found] == [
        ("2026-08", 1),
        ("2026-09", 0),
        ("2026-10", 2),
        ("2026-11", 0),
    ]
    assert found[2].genres == {"tax": 1, "event": 1}


def test_months_of_old_sites_are_the_last_two_years() -> None:
    found = months([page(published=D(2001, 1, 1))], TODAY)
    assert len(found) == SHOWN
    assert found[-1].name == "2026-11"
    assert sum(month.pages for month in found) == 0
    assert months([page()], TODAY) == ()


def test_ages() -> None:
    days = [TODAY, D(2026, 10, 23), D(2026, 10, 22), D(2025, 11, 22), D(2010, 1, 1), D(2026, 12, 1)]
    counts = ages([page(published=day) for day in days] + [page()], TODAY)
    named = {name: count for (_, name), count in zip(AGES, counts, strict=True) if count}
    assert named == {
        "これから公開": 1,
        "1か月以内": 2,
        "3か月以内": 1,
        "1年以内": 1,
        "5年より前": 1,
    }


def test_every_age_has_a_step() -> None:
    steps = [step(days) for days in range(-400, 40_000)]
    assert steps == sorted(steps)
    assert set(steps) == set(range(len(AGES)))
