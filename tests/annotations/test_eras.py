"""Era years and their borders, to the day."""

from __future__ import annotations

import datetime

import pytest

from checker.annotations import eras
from checker.annotations.types import Era


@pytest.mark.parametrize(
    ("era", "year", "western"),
    [
        (Era.REIWA, 1, 2019),
        (Era.REIWA, 8, 2026),
        (Era.HEISEI, 1, 1989),
        (Era.HEISEI, 31, 2019),
        (Era.HEISEI, 33, 2021),  # never reached, but written ahead of time
        (Era.SHOWA, 64, 1989),
        (Era.TAISHO, 15, 1926),
        (Era.MEIJI, 45, 1912),
    ],
)
def test_era_year_as_western_year(era: Era, year: int, western: int) -> None:
    assert eras.to_western(era, year) == western


@pytest.mark.parametrize(
    ("day", "era", "year"),
    [
        ("2026-08-01", Era.REIWA, 8),
        ("2019-05-01", Era.REIWA, 1),
        ("2019-04-30", Era.HEISEI, 31),
        ("1989-01-08", Era.HEISEI, 1),
        ("1989-01-07", Era.SHOWA, 64),
        ("1926-12-25", Era.SHOWA, 1),
        ("1926-12-24", Era.TAISHO, 15),
        ("1912-07-30", Era.TAISHO, 1),
        ("1912-07-29", Era.MEIJI, 45),
        ("1868-01-25", Era.MEIJI, 1),
    ],
)
def test_era_of_a_day(day: str, era: Era, year: int) -> None:
    assert eras.of(datetime.date.fromisoformat(day)) == (era, year)


def test_no_era_before_meiji() -> None:
    with pytest.raises(ValueError, match="1868-01-24"):
        eras.of(datetime.date(1868, 1, 24))


@pytest.mark.parametrize(
    ("era", "day", "covered"),
    [
        (Era.REIWA, "2019-05-01", True),
        (Era.REIWA, "2019-04-30", False),
        (Era.HEISEI, "2019-04-30", True),
        (Era.HEISEI, "2019-05-01", False),
        (Era.SHOWA, "1989-01-07", True),
        (Era.SHOWA, "1989-01-08", False),
        # Both names are right on the days of the proclamations.
        (Era.TAISHO, "1926-12-25", True),
        (Era.SHOWA, "1926-12-25", True),
        (Era.MEIJI, "1912-07-30", True),
        (Era.MEIJI, "1912-07-31", False),
    ],
)
def test_days_that_an_era_covers(era: Era, day: str, covered: bool) -> None:
    assert eras.covers(era, datetime.date.fromisoformat(day)) is covered


def test_first_and_last_days() -> None:
    assert eras.first_day(Era.REIWA) == datetime.date(2019, 5, 1)
    assert eras.last_day(Era.HEISEI) == datetime.date(2019, 4, 30)
    assert eras.last_day(Era.REIWA) is None
