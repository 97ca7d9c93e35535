"""When a page appeared, and the last day that it speaks of."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable

from checker.document.model import FrontMatterField
from checker.regex import regex

PUBLISHED_KEYS = (
    "date",
    "published",
    "publishdate",
    "publish_date",
    "date_published",
    "pubdate",
    "release_date",
    "公開日",
    "掲載日",
)
"""Front matter in which Hugo, Jekyll, Eleventy and our own samples keep the day."""

DEPARTMENT_KEYS = ("department", "dept", "division", "担当課", "担当部署", "部署")

LASTING = frozenset(
    {"press_new", "press_incident", "result", "reference", "lecture_on_request", ""}
)
"""Kinds that stay after their day: records, and what always holds."""

NO_END = datetime.date.max
"""The end of a period that has none."""

_DAY = regex(r"(?:(\d{4})|令和(\d{1,2}|元))[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
_YEARLESS = regex(r"--(\d\d)-(\d\d)")
_FULL = regex(r"(\d{4})-(\d\d)(?:-(\d\d))?")


def front_matter_value(fields: Iterable[FrontMatterField], keys: Iterable[str]) -> str:
    """The value of the first of some keys that the front matter has, "" if it has none."""
    values = {field.key.lower(): field.value.strip() for field in fields}
    return next((values[key] for key in keys if values.get(key)), "")


def day_of(text: str) -> datetime.date | None:
    """The day that a text of front matter begins with or names."""
    found = _DAY.search(text)
    if not found:
        return None
    reiwa = 1 if found[2] == "元" else int(found[2] or 0)
    year = int(found[1]) if found[1] else 2018 + reiwa
    return _made(year, int(found[3]), int(found[4]))


def last_day(
    values: Iterable[tuple[str, str]], genre: str, published: datetime.date | None
) -> datetime.date | None:
    """The last day that a notice speaks of, None if it has none or is meant to stay.

    Args:
        values: Elements and their values in normal form (`notice.values.iso_moment`).
        genre: The kind of notice.
        published: What a day without a year is counted from.
    """
    if genre in LASTING:
        return None
    ends = []
    for element, value in values:
        if element not in ("date_time", "deadline"):
            continue
        end = _end(value, published)
        if end is NO_END or (end is None and element == "date_time"):
            return None  # it goes on, or nobody can tell
        if end is not None:
            ends.append(end)
    return max(ends, default=None)


def _end(value: str, published: datetime.date | None) -> datetime.date | None:
    """The last day of a value, `NO_END` if it has none, None if it cannot be told."""
    days = value.partition("T")[0]
    start, dash, end = days.partition("/")
    if not dash:
        return _day(start, published)
    if not end:
        return NO_END
    return _day(end, _day(start, published) or published)


def _day(text: str, after: datetime.date | None) -> datetime.date | None:
    full = _FULL.fullmatch(text)
    if full:
        year, month = int(full[1]), int(full[2])
        if not 1 <= month <= 12 or not year:
            return None
        return _made(year, month, int(full[3] or calendar.monthrange(year, month)[1]))
    yearless = _YEARLESS.fullmatch(text)
    if not yearless or after is None:
        return None
    for year in (after.year, after.year + 1):
        day = _made(year, int(yearless[1]), int(yearless[2]))
        if day is not None and day >= after:
            return day
    return None


def _made(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
