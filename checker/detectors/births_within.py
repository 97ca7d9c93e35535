"""Births of those who reach an age within a period that the draft names.

「昭和36年10月2日から昭和37年1月30日までに生まれた方は、実施期間中に65歳になります」: the first of them
reaches it as the period begins, the last as it ends.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors.calendar_days import possible, spelled_year
from checker.detectors.years import years_of
from checker.model import Match
from checker.regex import regex

_REACHED = regex(
    r"期間(?:の?途中|中|内|のうち)?(?:に|で)?、?[^。\n0-9]{0,12}?満?(?P<age>[0-9]{2,3})歳(?:に|を)(?:な[るりっ]|達[しす]|迎え|むかえ)"
)
REACH = 100
"""Code points in front of the births and behind them in which the age stands."""
LONGEST = 400
"""Days of a period within which an age is reached."""
EDGE = 2
"""Days by which births and period may differ: one is a year older on the day before."""
MOST = 3
"""Years by which a clerk's copy of an earlier notice is off."""


def of_terms(context: Context) -> Iterator[Match]:
    """One match a first or last day of birth that is whole years off the period's."""
    text = context.document.folded
    ages = {int(found["age"]) for found in _REACHED.finditer(text)} if "期間" in text else set()
    if not ages:
        return
    terms = _terms(context)
    for births in context.annotations.of(AnnotationKind.PERIOD) if terms else ():
        value = births.value
        if not isinstance(value, PeriodValue):
            continue
        near = text[max(0, births.span.start - REACH) : births.span.end + REACH]
        told = {int(found["age"]) for found in _REACHED.finditer(near)}
        if len(told) != 1 or "生まれ" not in near:
            continue
        edges = [_date(value.start), _date(value.end)]
        if None in edges:
            continue
        yield from _off(context, births, edges, told.pop(), terms)


def _terms(context: Context) -> list[tuple[datetime.date, datetime.date]]:
    """The periods of the draft that lie in the years in which it is of use."""
    years = years_of(context)
    issued = years.issued
    terms = []
    for period in context.annotations.of(AnnotationKind.PERIOD):
        dates = context.annotations.overlapping(period.span, AnnotationKind.DATE)
        days = [years.resolve(date) for date in dates]
        if len(days) != 2 or days[0] is None or days[1] is None:
            continue
        first, last = days[0].date, days[1].date
        recent = issued is None or abs(first.year - issued.date.year) <= 1
        if 0 < (last - first).days < LONGEST and recent:
            terms.append((first, last))
    return terms


def _off(
    context: Context,
    births: Annotation,
    edges: list[datetime.date | None],
    age: int,
    terms: list[tuple[datetime.date, datetime.date]],
) -> Iterator[Match]:
    wrong: set[tuple[int, datetime.date]] = set()
    for term in terms:
        right = [possible(day.year - age, day.month, min(day.day, 28)) for day in term]
        if None in right:
            continue
        right_ = [
            one + datetime.timedelta(days=day.day - one.day)
            for one, day in zip(right, term, strict=True)
            if one is not None
        ]
        apart = [_years_apart(edge, one) for edge, one in zip(edges, right_, strict=True) if edge]
        if apart == [0, 0]:
            return
        if None not in apart:
            wrong |= {(side, right_[side]) for side in (0, 1) if apart[side]}
    dates = context.annotations.overlapping(births.span, AnnotationKind.DATE)
    for side in (0, 1):
        days = {day for at, day in wrong if at == side}
        edge = edges[side]
        if len(days) != 1 or edge is None or len(dates) != 2:
            continue
        year = days.pop().year
        expected = f"{spelled_year(edge.replace(year=year, day=min(edge.day, 28)), era=True)}"
        yield Match(
            dates[side].span,
            {
                "who": f"期間中に{age}歳になる方",
                "expected": f"{expected}{edge.month}月{edge.day}日"
                + ("から" if side == 0 else "まで"),
            },
        )


def _years_apart(edge: datetime.date, right: datetime.date) -> int | None:
    """0 where two days agree, the years where only those differ; None for other days."""
    for years in range(-MOST, MOST + 1):
        moved = possible(right.year + years, right.month, min(right.day, 28))
        if moved is None:
            continue
        moved += datetime.timedelta(days=right.day - moved.day)
        if abs((edge - moved).days) <= EDGE:
            return years
    return None


def _date(value: object) -> datetime.date | None:
    return value.to_date() if isinstance(value, DateValue) else None
