"""「毎週金曜日、全12回」 in a period that has ten Fridays."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors.rough_days import day_of
from checker.detectors.years import WEEKDAYS
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

EVERY_WEEK = Scan(
    r"毎週(?:[（(][ぁ-ん ]{1,8}[)）])?の?[ 　]?(?P<day>[月火水木金土日])曜(?!日?(?:[（(][^（）()\n]{1,10}[)）])?(?:[・、とや]|から|〜|～)[ 　]?[月火水木金土日祝])"
)
_TIMES = regex(r"(?:全部で|ぜんぶで|合計|全|計)[ 　]?(?P<number>[0-9]{1,2})回")
_MORE = regex(
    "1日[2-9２-９]回|午前の部|昼の部|または|いずれか|各組|コース|クラス|隔週|ほか|および|及び"
)
NEAR = 160
"""Code points around 毎週 in which the period and the number stand."""
LONGEST = 400
"""Days of a period; longer ones have a year that is not what was meant."""


def too_many(context: Context) -> Iterator[Match]:
    """One match a number of times greater than that of the weekdays in the only period near it."""
    text = context.document.folded
    weeklies = list(EVERY_WEEK.finditer(text))
    if len(weeklies) != 1:
        return
    found = weeklies[0]
    near = Span(max(0, found.start() - NEAR), min(len(text), found.end() + NEAR))
    times = list(_TIMES.finditer(text, near.start, near.end))
    if len(times) != 1 or _MORE.search(text, near.start, near.end):
        return
    periods = [
        period
        for period in context.annotations.overlapping(near, AnnotationKind.PERIOD)
        if isinstance(period.value, PeriodValue)
        and isinstance(period.value.start, DateValue)
        and isinstance(period.value.end, DateValue)
        and period.value.start.day is not None
    ]
    if not periods:
        return
    first = min(periods, key=lambda one: abs(one.span.start - found.start()))
    dates = context.annotations.overlapping(first.span, AnnotationKind.DATE)
    if len(dates) != 2:
        return
    start, end = (day_of(context, date) for date in dates)
    if start is None or end is None or not 0 < (end.date - start.date).days <= LONGEST:
        return
    weekday = WEEKDAYS.index(found["day"])
    if start.date.weekday() != weekday:
        return  # the year may be another one
    count = (end.date - start.date).days // 7 + 1
    if count < int(times[0]["number"]):
        related = (Related(first.span, f"この間の{found['day']}曜日は{count}日です"),)
        yield Match(Span(*times[0].span()), {"count": str(count)}, related=related)
