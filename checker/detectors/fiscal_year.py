"""A fiscal year that does not hold the months or the dates that go with it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.fields import fields_of
from checker.detectors.years import years_of
from checker.model import Edit, Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"expected"})

LEAST = 2
"""Dated days outside the fiscal year of the title before it is thought to be last year's."""

_FISCAL = Scan("年度")
_OPENING = regex(r"[ 　]?(?:[（(]|とは、?|は、)")
_NUMBER = regex("[0-9]{1,2}(?=[ 　]?年度)")
_COMING = regex(
    "募集|開催|開きます|講座|教室|大会|まつり|祭|つどい|集い|参加|受講|健診|検診|予防接種|イベント|フェス|展"
)
_LOOKING_BACK = regex(
    "決算|結果|報告|実績|統計|分の|年度分|課税|証明|監査|評価|調査|公表|概要|表彰|卒業|納|給付|補正|修了|申告|継続|繰越|作品|事業"
)
_DAYS = regex("日時|日程|期日|日にち|とき|会期|開催|実施|期間|期限|締め?切")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_FISCAL,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """A match for `options["what"]`: `months` beside a fiscal year, or the year of the `title`."""
    yield from _months(context) if options["what"] == "months" else _title(context)


def _months(context: Context) -> Iterator[Match]:
    """「令和8年度（令和7年4月〜令和8年3月）」: a whole fiscal year, but another one."""
    text = context.document.folded
    periods = iter(context.annotations.of(AnnotationKind.PERIOD))
    following = next(periods, None)
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not (isinstance(value, DateValue) and value.fiscal and value.year is not None):
            continue
        opening = _OPENING.match(text, date.span.end)
        if opening is None or value.part:
            continue
        while following is not None and following.span.start < opening.end():
            following = next(periods, None)
        if following is None or following.span.start != opening.end():
            continue
        period = following.value
        if not isinstance(period, PeriodValue):
            continue
        start, end = period.start, period.end
        if not isinstance(start, DateValue) or not isinstance(end, DateValue):
            continue
        if (start.month, end.month) != (4, 3) or start.year is None or end.year is None:
            continue
        if end.year == start.year + 1 and start.year != value.year:
            related = (Related(date.span, "この年度と合いません"),)
            year = value.year
            if value.era is not None and value.era_year is not None:
                first = (
                    f"{value.era}{value.era_year}年4月から{value.era}{value.era_year + 1}年3月まで"
                )
            else:
                first = f"{year}年4月から{year + 1}年3月まで"
            yield Match(following.span, {"expected": first}, related=related)


def _title(context: Context) -> Iterator[Match]:
    """「令和7年度」 in the title of a notice whose dates are all of the next fiscal year."""
    years = years_of(context)
    if years.fiscal is None:
        return
    year, place = years.fiscal
    line = context.document.block_at(place.start).span.cut(context.document.folded)
    if not _COMING.search(line) or _LOOKING_BACK.search(line):
        return
    first = datetime.date(year + 1, 4, 1)
    days: list[tuple[datetime.date, Span | None]] = []
    for field in fields_of(context):
        if not _DAYS.search(field.name):
            continue
        for date in context.annotations.overlapping(field.value, AnnotationKind.DATE):
            value = date.value
            day = value.to_date() if isinstance(value, DateValue) else None
            if day is not None:
                days.append((day, date.span))
    issued = years.issued
    if issued is not None:
        days.append((issued.date, issued.place))
    if len(days) < LEAST or any(day < first for day, _ in days):
        return
    if any(day >= first.replace(year=first.year + 1) for day, _ in days):
        return
    number = _NUMBER.search(context.document.folded, place.start, place.end)
    edits: tuple[Edit, ...] = ()
    if number is not None and int(number.group()) < 99:
        edits = (Edit(Span(number.start(), number.end()), str(int(number.group()) + 1)),)
    shown = days[0][1]
    related = () if shown is None else (Related(shown, "日付はここです"),)
    written = context.annotations.overlapping(place, AnnotationKind.DATE)[0].value
    assert isinstance(written, DateValue)
    expected = f"{year + 1}年度"
    if written.era is not None and written.era_year is not None:
        expected = f"{written.era}{written.era_year + 1}年度"
    yield Match(place, {"expected": expected}, edits=edits, related=related)
