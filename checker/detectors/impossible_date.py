"""Dates that no calendar has and times that no clock shows."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue, PeriodValue, TimeValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.years import years_of
from checker.model import Candidate, Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"reason"})

_DAY = regex(r"[0-9]+(?=[ 　]*日)")
_NIGHT = Scan("2[4-9](?:時|[:：])")
_LATE = regex("深夜|翌|営業|オールナイト|夜通し|未明")
_NUMBER = regex(r"[0-9]{1,2}")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a date or time that cannot be."""
    for annotation in context.annotations.of(AnnotationKind.DATE):
        value = annotation.value
        if not isinstance(value, DateValue) or (value.day is None and (value.month or 1) <= 12):
            continue
        if 1 <= (value.day or 0) <= 28 and 1 <= (value.month or 0) <= 12:
            continue
        if reason := date_fault(value):
            yield Match(annotation.span, {"reason": reason}, edits=_last_day(context, annotation))
        elif (value.day, value.month, value.year) == (29, 2, None) and (
            fault := _no_leap_year(context, annotation)
        ):
            yield Match(annotation.span, {"reason": fault})
    for annotation in context.annotations.of(AnnotationKind.TIME):
        if isinstance(annotation.value, TimeValue) and annotation.value.minutes is None:
            proposals = _times(context, annotation, annotation.value)
            yield Match(
                annotation.span,
                {"reason": time_fault(annotation.value)},
                edits=proposals[0].edits if proposals else (),
                candidates=proposals if len(proposals) > 1 else (),
            )

    yield from _past_midnight(context)


def _past_midnight(context: Context) -> Iterator[Match]:
    """「13時30分～25時30分」: 25時 is for what goes on into the night, not for the day."""
    text = context.document.folded
    if not _NIGHT.may_fit(text):
        return
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if not isinstance(value, PeriodValue):
            continue
        start, end = value.start, value.end
        if not isinstance(start, TimeValue) or not isinstance(end, TimeValue):
            continue
        first, last = start.minutes, end.minutes
        if first is None or last is None or last <= 24 * 60 or not 6 * 60 <= first < 17 * 60:
            continue
        if last - 10 * 60 <= first or _LATE.search(text):
            continue
        times = context.annotations.overlapping(period.span, AnnotationKind.TIME)
        yield Match(times[-1].span, {"reason": f"{start.hour}時からの終わりに合わない時刻です"})


def date_fault(value: DateValue) -> str:
    """What is wrong with a date, "" if nothing is."""
    if value.day is not None and 1 <= value.day <= 28 and value.month in range(1, 13):
        return ""
    if value.month is not None and not 1 <= value.month <= 12:
        return "暦にありません（月は12月までです）"
    if value.month is None or value.day is None:
        return ""
    # Without a year, 29 February may be right.
    year = value.year if value.year is not None and 1 <= value.year <= 9999 else 2024
    last = calendar.monthrange(year, value.month)[1]
    if not 1 <= value.day <= last:
        end = "28日か29日" if value.month == 2 and value.year is None else f"{last}日"
        return f"暦にありません（{value.month}月は{end}までです）"
    return ""


def time_fault(value: TimeValue) -> str:
    """What is wrong with a time that cannot be."""
    if value.meridiem and value.hour > 12 and value.minute < 60:
        return f"「{value.meridiem}」と24時間の書き方が重なっています"
    return "時計に無い時刻です"


def _no_leap_year(context: Context, date: Annotation) -> str:
    """What is wrong with 29 February in the year that the draft is issued for."""
    years = years_of(context)
    for day in years.thought(date, 2, 28):
        if not calendar.isleap(day.date.year):
            return f"暦にありません（{years.spelled_year(day.date)}の2月は28日までです）"
        break
    return ""


def _last_day(context: Context, date: Annotation) -> tuple[Edit, ...]:
    """The last day of the month instead, where the date has no weekday to say otherwise."""
    value = date.value
    assert isinstance(value, DateValue)
    found = _DAY.search(context.document.folded, date.span.start, date.span.end)
    if found is None or value.weekday is not None or value.month is None:
        return ()
    year = value.year if value.year is not None and 1 <= value.year <= 9999 else 2025
    if not 1 <= value.month <= 12 or (value.month == 2 and value.year is None):
        return ()
    last = calendar.monthrange(year, value.month)[1]
    return (Edit(Span(found.start(), found.end()), str(last)),) if (value.day or 0) > last else ()


def _times(context: Context, time: Annotation, value: TimeValue) -> tuple[Candidate, ...]:
    """「午後3時」 and 「15時」 for 「午後15時」."""
    text = context.document.folded
    if not 13 <= value.hour <= 23 or value.minute >= 60 or value.word:
        return ()
    if not text.startswith(("午前", "午後"), time.span.start):
        return ()
    hour = _NUMBER.search(text, time.span.start, time.span.end)
    if hour is None:
        return ()
    span = Span(time.span.start, hour.end())
    proposals = []
    for written in (f"午後{value.hour - 12}", str(value.hour)):
        rest = text[hour.end() : time.span.end]
        proposals.append(Candidate(f"{written}{rest}", (Edit(span, written),)))
    return tuple(proposals)
