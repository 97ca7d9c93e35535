"""Weekdays that no year can make right: those of the two ends of a period, of one day told twice.

「1月20日（水）から1月23日（金）まで」 is wrong in every year, and a draft in which the 23rd is a
Saturday and a Friday says the same day two ways. So nothing has to be known of the year.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.annotations.types import Annotation, DateValue
from checker.context import Context
from checker.detectors.calendar_days import possible
from checker.detectors.years import Years
from checker.regex import regex

LONGEST = 200
"""Days from the beginning of a period to its end; a longer one may end in another year."""

_TO = regex(
    r"[ 　]*(?:の?(?:午前|午後|正午)?[0-9:時分半]{0,8}[ 　]*)?(?:から|より|[〜～~―–—－-])[ 　]*"
)
_OTHER_YEAR = regex("昨年|前年|去年|前回|昨年度|前年度|来年|翌年|次年度|来年度|過去|これまで")
_WEEK = 7
_YEARS = (2023, 2024, 2027, 2028)
"""One year of each kind: in front of a leap year, a leap year and those around them."""


class Clash(NamedTuple):
    """Two dates that cannot both be right.

    Attributes:
        date: The one that is told to be wrong.
        weekday: Its weekday if the other is right.
        other: The other.
    """

    date: Annotation
    weekday: int
    other: Annotation


def clashes(context: Context, years: Years, dates: Sequence[Annotation]) -> Iterator[Clash]:
    """The dates without a year whose weekday another one of the draft contradicts.

    Args:
        context: The draft.
        years: What it says of years: of two dates the one that they make right is right.
        dates: Those with a weekday and without a year, in text order.
    """
    text = context.document.folded
    told: set[int] = set()
    for one, other in pairwise(dates):
        start, end = one.span.end, other.span.start
        if end - start > 16 or _TO.fullmatch(text, start, end) is None:
            continue
        apart = _days_apart(_value(one), _value(other))
        week = (_weekday(other) - _weekday(one)) % _WEEK
        if not apart or week in apart or max(apart) < 0:
            continue
        step = next(iter(apart))
        if _is_right(years, other) and not _is_right(years, one):
            yield Clash(one, (_weekday(other) - step) % _WEEK, other)
            told.add(one.span.start)
        else:
            yield Clash(other, (_weekday(one) + step) % _WEEK, one)
            told.add(other.span.start)
    for several in _of_one_day(dates).values():
        weekdays = {_weekday(date) for date in several}
        if len(several) < 2 or len(weekdays) < 2 or told & {date.span.start for date in several}:
            continue
        if any(_OTHER_YEAR.search(text, *_line(context, date)) for date in several):
            continue
        right = max(
            several,
            key=lambda date: (
                sum(_weekday(other) == _weekday(date) for other in several),
                _is_right(years, date),
            ),
        )
        for date in several:
            if _weekday(date) != _weekday(right):
                yield Clash(date, _weekday(right), right)


def _value(date: Annotation) -> DateValue:
    assert isinstance(date.value, DateValue)
    return date.value


def _weekday(date: Annotation) -> int:
    return _value(date).weekday or 0


def _line(context: Context, date: Annotation) -> tuple[int, int]:
    line = context.document.block_at(date.span.start).span
    return line.start, line.end


def _is_right(years: Years, date: Annotation) -> bool:
    day = years.resolve(date)
    return day is not None and day.date.weekday() == _weekday(date)


def _of_one_day(dates: Sequence[Annotation]) -> dict[tuple[int, int], list[Annotation]]:
    found: dict[tuple[int, int], list[Annotation]] = defaultdict(list)
    for date in dates:
        value = _value(date)
        found[value.month or 0, value.day or 0].append(date)
    return found


def _days_apart(first: DateValue, last: DateValue) -> set[int]:
    """By how many weekdays two days differ, in years of all kinds; empty if they are far apart."""
    found: set[int] = set()
    for year in _YEARS:
        start = possible(year, first.month or 0, first.day or 0)
        end = possible(year, last.month or 0, last.day or 0)
        if start is None or end is None:
            continue
        if end < start:
            end = possible(year + 1, last.month or 0, last.day or 0) or end
        length = (end - start) // datetime.timedelta(days=1)
        if not 0 < length <= LONGEST:
            return set()
        found.add(length % _WEEK)
    return found
