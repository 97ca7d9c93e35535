"""The weekday of a date without a year, against the time that its draft speaks of.

A year that some date of the draft reaches explains many a weekday: 28 March is a Saturday in the
year before. A notice speaks of the coming months, and mostly all its other weekdays show that.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from checker.annotations.types import Annotation, DateValue
from checker.context import Context
from checker.detectors.calendar_days import HALF_YEAR, possible
from checker.detectors.years import Years, is_background
from checker.regex import regex

BEFORE = 100
"""Days before the day of issue from which on a day is one of the twelve months around it."""

AHEAD = 200
"""Days behind the day of issue that a single date must lie in to be one of the coming months."""

SIDE = 40
"""Code points around a date in which a word speaks of another year."""

SOON = 14
"""Days before today in which a day of a notice without a year may lie."""

LEAST = 2
"""Right weekdays from which on those of a draft say which months it speaks of."""

CLOSE = 60
"""Days between a date with its year and one without that speak of the same months."""

SAID = 1.5
"""Right weekdays that a day with its year is worth: it is no chance, as one of seven is."""

_OTHER_YEAR = regex(
    "昨年|前年|去年|前回|昨年度|前年度|来年|翌年|次年度|来年度|過去|これまで|毎年|例年|平成|昭和"
)
_DID = regex("[^。\n]{0,60}?(?:ました|でした|[っしれい]た(?=。|$))")
_IS_PAST = regex("[^。\n]{0,24}?(?:ました|でした|した(?!い)|われた|かれた|った(?!ら))")

Placed = tuple[Annotation, datetime.date, bool]
"""A date, its day in the months of the draft, and whether the weekday is right."""


def out_of_season(
    context: Context, years: Years, dates: Sequence[Annotation]
) -> dict[int, datetime.date]:
    """The day, by the start of each date whose weekday the months of the draft prove wrong.

    Days that say their year speak for their months as right weekdays do.
    """
    told = years.issued or years.updated
    if told is not None:
        return _wrong(context, _placed(dates, told.date), [], exact=told.exact, told=told.date)
    around = context.as_of.year
    written = [year for year in years.written if abs(year - around) <= 1]
    if not written and len(dates) > 2 * LEAST:
        written = list(range(around - 2, around + 3))
    said = _said(context, years)
    frames = []
    for year in written:
        for month in (1, 5, 9):
            first = datetime.date(year, month, 1) - datetime.timedelta(BEFORE)
            row = _placed(dates, datetime.date(year, month, 1))
            beside = [day for day in said if 0 <= (day - first).days < 365]
            score = sum(right for _, _, right in row) + SAID * len(beside)
            days = [day for _, day, _ in row]
            spread = (max(days) - min(days)).days if days else 0
            frames.append(((score, -spread), row, beside))
    best = max((order for order, _, _ in frames), default=(0.0, 0))
    found = [
        _wrong(context, row, beside, exact=False, told=None)
        for order, row, beside in frames
        if order == best
    ]
    return found[0] if found and all(one == found[0] for one in found) else {}


def _said(context: Context, years: Years) -> list[datetime.date]:
    """The days that say their year: those with a weekday, which is right, and those of now."""
    return [
        anchor.date
        for anchor in years.anchors
        if anchor.sure or abs((anchor.date - context.as_of).days) <= CLOSE
    ]


def alone_in_season(
    context: Context, years: Years, dates: Sequence[Annotation]
) -> list[tuple[Annotation, datetime.date]]:
    """The one date of a draft without any year whose weekday the months to come prove wrong.

    All other weekdays must fit these months, and no twelve months may have all of them. A date that
    stands alone must be near, and on another weekday in the year before too: nobody leaves out the
    year of a day that is more than a year ahead.
    """
    if years.written or years.issued is not None or years.updated is not None:
        return []
    today = context.as_of
    placed = _placed(dates, today)
    wrong = [(date, day) for date, day, fits in placed if not fits]
    if len({day for _, day in wrong}) != 1 or len(placed) != len(dates):
        return []
    right = {day for _, day, fits in placed if fits}
    text = context.document.folded
    for date, day in wrong:
        start, end = date.span.start, date.span.end
        line = context.document.block_at(start).span
        low, high = max(line.start, start - SIDE), min(line.end, end + SIDE)
        if _OTHER_YEAR.search(text, low, high) or is_background(text, end):
            return []
        if _IS_PAST.match(text, end) or not -SOON <= (day - today).days <= AHEAD:
            return []
        if not right and (_fits(date, day.year - 1) or not 0 <= (day - today).days <= BEFORE):
            return []
        if right and min(abs((day - other).days) for other in right) > BEFORE:
            return []
    return wrong


def _fits(date: Annotation, year: int) -> bool:
    """Whether the weekday of a date is right in a year, or the year has no such day."""
    value = date.value
    assert isinstance(value, DateValue)
    day = possible(year, value.month or 0, value.day or 0)
    return day is None or day.weekday() == value.weekday


def _placed(dates: Sequence[Annotation], told: datetime.date) -> list[Placed]:
    row = []
    first = told - datetime.timedelta(BEFORE)
    for date in dates:
        value = date.value
        assert isinstance(value, DateValue)
        month, number = value.month or 0, value.day or 0
        day = possible(first.year, month, number)
        if day is None or day < first:
            day = possible(first.year + 1, month, number)
        if day is not None:
            row.append((date, day, day.weekday() == value.weekday))
    return row


def _wrong(
    context: Context,
    row: Sequence[Placed],
    said: Sequence[datetime.date],
    *,
    exact: bool,
    told: datetime.date | None,
) -> dict[int, datetime.date]:
    right = {day for _, day, fits in row if fits} | {*said}
    wrong = [(date, day) for date, day, fits in row if not fits]
    if not wrong or len({day for _, day in wrong}) * 3 > max(3, len(right)):
        return {}
    few = len(right) < LEAST
    if few and not said and not (exact and told is not None):
        return {}
    text = context.document.folded
    found = {}
    for date, day in wrong:
        start, end = date.span.start, date.span.end
        line = context.document.block_at(start).span
        low, high = max(line.start, start - SIDE), min(line.end, end + SIDE)
        if _OTHER_YEAR.search(text, low, high) or is_background(text, end):
            continue
        if told is None:
            soon = _placed([date], context.as_of)
            if soon and soon[0][2]:
                continue  # one of the months around today, whatever else is announced
            if few and min(abs((day - other).days) for other in right) > CLOSE:
                continue
            if len(right) < 2 * LEAST and _IS_PAST.match(text, end):
                continue
        else:
            ahead = (day - told).days
            if ahead > HALF_YEAR and _fits(date, day.year - 1):
                continue  # what it reports began half a year ago
            if few and not -1 <= ahead <= AHEAD:
                continue
            if ahead >= 0 and len(right) < 2 * LEAST and _IS_PAST.match(text, end):
                continue
            if ahead < 0 and len(right) < 2 * LEAST and not _DID.match(text, end):
                continue
        found[start] = day
    return found
