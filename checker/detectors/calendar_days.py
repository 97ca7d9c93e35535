"""Calendar days: whether there is one, which lies near another, and their years in words."""

from __future__ import annotations

import datetime

from checker.annotations import eras

BEFORE, BEHIND = 100, 215
"""Days before and behind a dated day in which another one of the same section, or of the
notice that is issued then, is thought to lie; own judgement: together less than a year."""

HALF_YEAR = 182
"""Days; what lies further ahead may as well be what was as long ago."""


def around(
    anchor: datetime.date, month: int, day: int, *, ahead: bool = False
) -> datetime.date | None:
    """The day near another one, from `BEFORE` days earlier to `BEHIND` later; else None.

    With `ahead` the other one stands behind it in the text, as later days do.
    """
    least, most = (-BEHIND, BEFORE // 3) if ahead else (-BEFORE, BEHIND)
    for year in (anchor.year, anchor.year + 1, anchor.year - 1):
        found = possible(year, month, day)
        if found is not None and least <= (found - anchor).days <= most:
            return found
    return None


def possible(year: int, month: int, day: int) -> datetime.date | None:
    """The calendar day, None if there is none."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def spelled_year(day: datetime.date, *, era: bool) -> str:
    """The year of a day in words: 令和8年 or 2026年."""
    if not era or day.year < 1873:
        return f"{day.year}年"
    name, number = eras.of(day)
    return f"{name}{'元' if number == 1 else number}年"
