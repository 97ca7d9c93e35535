"""Days that belong together and of which one has the year before.

「令和9年3月28日（日）と令和8年4月4日（土）」; a closing from December to January of the year after
next; 「年内：2025年12月30日まで」 beside 「年始：2027年1月4日から」.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.calendar_days import possible, spelled_year
from checker.detectors.named_days import FROM, TO, Named, named_days
from checker.detectors.years import years_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

ASKED = Scan(
    r"日(?:[（(][^（()）\n]{1,6}[)）])?(?:と|、|及び|および|・|から|[〜～~])(?:令和|20)|年内|年末"
)
_JOINED = regex(r"(?:と|、|及び|および|・|並びに)[ 　]?")
_OLD = regex("年内|年末")
_NEW = regex("年始|年明け|新年")
_CLOSED = regex("休|年末年始|閉|止")
_MESSAGE = "「{other}」と並ぶ日なら{year}のようです。「{text}」の年を確かめてください。"
SOON = 90
"""Days between two of a list; what is farther apart is no slip of the year."""


def years_apart(context: Context) -> Iterator[Match]:
    """One match a day whose year is not that of the days that it stands with."""
    if not ASKED.may_fit(context.document.folded):
        return
    written = [
        (date, day)
        for date in context.annotations.of(AnnotationKind.DATE)
        if isinstance(date.value, DateValue)
        and date.value.year is not None
        and "year" not in date.value.inherited
        and (day := date.value.to_date()) is not None
    ]
    for one, other in pairwise(written):
        yield from _listed(context, one, other)
        yield from _closing(context, one, other)
    if _NEW.search(context.document.folded) and len(written) > 1:
        yield from _turn(context, named_days(context))


def _listed(
    context: Context,
    one: tuple[Annotation, datetime.date],
    other: tuple[Annotation, datetime.date],
) -> Iterator[Match]:
    text = context.document.folded
    if _JOINED.fullmatch(text, one[0].span.end, other[0].span.start) is None:
        return
    later = possible(other[1].year + 1, other[1].month, other[1].day)
    if other[1] < one[1] and later is not None and 0 < (later - one[1]).days <= SOON:
        yield _match(context, other[0], later, one[0].span)


def _closing(
    context: Context,
    one: tuple[Annotation, datetime.date],
    other: tuple[Annotation, datetime.date],
) -> Iterator[Match]:
    """「12月28日から1月4日まで」, closed for more than a year as the years are written."""
    text = context.document.folded
    first, last = one[1], other[1]
    if (first.month, last.month) != (12, 1) or first.day < 20 or last.day > 15:
        return
    if last.year - first.year != 2 or other[0].span.start - one[0].span.end > 4:
        return
    line = context.document.block_at(one[0].span.start).span
    if _CLOSED.search(text, line.start, line.end) is None:
        return
    yield _around(context, one, other)


def _turn(context: Context, days: Sequence[Named]) -> Iterator[Match]:
    olds = [day for day in days if _is(day, _OLD, _NEW) and day.day.month == 12]
    news = [day for day in days if _is(day, _NEW, _OLD) and day.day.month == 1]
    for old, new in zip(olds[:1], news[:1], strict=False):
        if abs(new.day.year - old.day.year - 1) != 1 or old.edge == FROM or new.edge == TO:
            continue
        dates = [
            (context.annotations.overlapping(one.span, AnnotationKind.DATE)[0], one.day)
            for one in (old, new)
        ]
        yield _around(context, dates[0], dates[1])


def _is(day: Named, this: re.Pattern[str], that: re.Pattern[str]) -> bool:
    names = (day.label, day.topic)
    return any(map(this.search, names)) and not any(map(that.search, names))


def _around(
    context: Context,
    one: tuple[Annotation, datetime.date],
    other: tuple[Annotation, datetime.date],
) -> Match:
    """A match at the one of two days around the new year that is farther from the issue."""
    issued = years_of(context).issued
    first, last = one[1], other[1]
    if issued is not None and abs((last - issued.date).days) > abs((first - issued.date).days):
        return _match(context, other[0], last.replace(year=first.year + 1), one[0].span)
    return _match(context, one[0], first.replace(year=last.year - 1), other[0].span)


def _match(context: Context, date: Annotation, right: datetime.date, there: Span) -> Match:
    value = date.value
    assert isinstance(value, DateValue)
    year = spelled_year(right, era=value.era is not None)
    related = (Related(there, "並ぶ日はここです"),)
    values = {"year": year, "other": there.cut(context.document.text)}
    return Match(date.span, values, related=related, message=_MESSAGE)
