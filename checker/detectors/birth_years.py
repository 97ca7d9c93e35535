"""Years of births beside each other, of which one is not a whole year.

Below 「3歳児　令和5年4月2日～令和6年4月1日」 a row that begins on 5 April leaves out those who were
born on the three days between.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors.calendar_days import possible, spelled_year
from checker.model import Match
from checker.regex import regex

EDGES = ((4, 2), (4, 1))
"""The first and the last day of birth of a school year (School Education Act, article 17)."""

LEAST = 2
"""Whole years from which on the others of a draft are thought to be such years too."""

_ALMOST = regex(r"年4月2日[^0-9月]{1,6}[0-9元]{1,4}年(?:5月1|4月[2-9])日(?:まで)?\Z")
"""A year that begins as a school year does, and ends a month or a few days late."""

_BORN = regex("(?:まで)?(?:の間)?(?:に|の)?[ 　]?(?:生まれ|お生まれ|出生)")

_SHORTEST, _LONGEST = 300, 430
"""Days of what is meant as a year."""


def of_whole_years(context: Context) -> Iterator[Match]:
    """One match a year of births that begins or ends on another day than the others."""
    whole: set[int] = set()
    odd = []
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if not isinstance(value, PeriodValue):
            continue
        if not isinstance(value.start, DateValue) or not isinstance(value.end, DateValue):
            continue
        first, last = value.start.to_date(), value.end.to_date()
        if first is None or last is None:
            continue
        begins, ends = (first.month, first.day) == EDGES[0], (last.month, last.day) == EDGES[1]
        if begins and ends and last.year - first.year == 1:
            whole.add(first.year)
        elif begins != ends and _SHORTEST <= (last - first).days <= _LONGEST:
            odd.append((period.span, last.year - 1 if ends else first.year))
    text = context.document.folded
    for span, year in odd:
        if len(whole) < LEAST and not (
            _ALMOST.search(text, span.start, span.end) and _BORN.match(text, span.end)
        ):
            continue
        first, last = possible(year, *EDGES[0]), possible(year + 1, *EDGES[1])
        if first is not None and last is not None and year not in whole:
            expected = f"{_spelled(first)}から{_spelled(last)}まで"
            yield Match(span, {"who": "同じ学年の方", "expected": expected})


def _spelled(day: datetime.date) -> str:
    return f"{spelled_year(day, era=True)}{day.month}月{day.day}日"
