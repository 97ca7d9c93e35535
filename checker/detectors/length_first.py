"""Lengths that stand in front of their period, or behind its start: 「4日間（2月1日から5日まで）」.

「2月1日から3日間（2月3日まで）」, 「2泊3日（3月27日〜29日）」, 「…まで、7時間」.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors.calendar_days import possible
from checker.detectors.clock_lengths import hours_shown, minutes_between
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

ASKED = Scan("[0-9](?:日間|泊|時間)|[0-9]年間")
_FIRST = regex(r"(?<![0-9泊])(?P<number>[0-9]{1,2})(?P<unit>日間)(?:（|\(|[：: 　]|、){1,2}\Z")
_FROM_START = regex(
    r"(?:[ 　]*[（(][月火水木金土日](?:曜日?)?[)）])?から(?:の)?(?P<length>(?P<number>[0-9]{1,2})(?P<unit>日間|年間|週間))(?:[（(、]|の)(?=(?:令和|20[0-9]{2}|[0-9]{1,2}[月日]))"
)
_STAY = regex(
    r"(?:まで)?[ 　]?(?:[（(]|の|、)?(?P<length>(?P<nights>[0-9]{1,2})泊(?:(?P<days>[0-9]{1,2})日)?)(?!以)"
)
_STAY_FIRST = regex(
    r"(?P<length>(?P<nights>[0-9]{1,2})泊(?P<days>[0-9]{1,2})日)(?:[（(：: 　、]|の){1,2}\Z"
)
_BEHIND = regex(
    r"(?:[ 　]{1,3}|の?(?:連続|延べ|計|合計|連日)(?:で)?)(?P<length>(?P<number>[0-9]{1,2})日間)(?!以|前|後|のうち|分)"
)
_LONG = r"(?P<length>(?P<hours>[0-9]{1,2})時間(?:(?P<minutes>[0-9]{1,2})分|(?P<half>半))?)"
_HOURS_FIRST = regex(rf"(?<![0-9約回日週間毎])(?<!およそ){_LONG}[（(]\Z")
_HOURS_BEHIND = regex(rf"(?:まで)?、{_LONG}(?=[。）)、\n]|\Z|です)")
_RESTS = regex("休憩|実働|勤務|うち|程度|約|以内|移動|1日[0-9]")
_SOME = regex("毎週|毎月|隔週|除|平日|のうち|土日|の[月火水木金土日]曜|祝日|、")
_NOT = regex("以内|以上|前|後|うち|ごと")


def first_or_apart(context: Context) -> Iterator[Match]:
    """One match a length that is not that of the period beside it."""
    text = context.document.folded
    if not ASKED.may_fit(text):
        return
    for period in context.annotations.of(AnnotationKind.PERIOD):
        days = _period(period)
        if days is None or _SOME.search(text, period.span.start, period.span.end):
            continue
        line = context.document.block_at(period.span.start).span
        low = max(line.start, period.span.start - 12)
        count = (days[1] - days[0]).days + 1
        stay = _STAY_FIRST.search(text, low, period.span.start) or _STAY.match(
            text, period.span.end
        )
        if stay is not None:
            nights = int(stay["nights"])
            told = int(stay["days"] or nights + 1)
            if count < 15 and (nights, told) != (count - 1, count):
                yield _match(stay.span("length"), f"{count - 1}泊{count}日", period.span)
            continue
        found = _FIRST.search(text, low, period.span.start) or _BEHIND.match(text, period.span.end)
        if found is not None and int(found["number"]) != count:
            place = (found.start("number"), found.end("number") + 2)
            yield _match(place, f"{count}日間", period.span)
    yield from _from_start(context)
    yield from _hours(context)


def _hours(context: Context) -> Iterator[Match]:
    """「2時間（午前9時から正午まで）」, 「午前9時から午後5時まで、7時間」; silent where one rests."""
    text = context.document.folded
    for period in context.annotations.of(AnnotationKind.PERIOD):
        line = context.document.block_at(period.span.start).span
        found = _HOURS_FIRST.search(
            text, max(line.start, period.span.start - 12), period.span.start
        ) or _HOURS_BEHIND.match(text, period.span.end)
        long = minutes_between(period)
        if found is None or long is None:
            continue
        if _RESTS.search(text, line.start, line.end):
            continue
        said = int(found["hours"]) * 60 + int(found["minutes"] or 0) + (30 if found["half"] else 0)
        if said != long:
            yield _match(found.span("length"), hours_shown(long), period.span)


def _period(period: Annotation) -> tuple[datetime.date, datetime.date] | None:
    value = period.value
    if not isinstance(value, PeriodValue):
        return None
    start, end = value.start, value.end
    if not isinstance(start, DateValue) or not isinstance(end, DateValue):
        return None
    return _both(start, end)


def _both(start: DateValue, end: DateValue) -> tuple[datetime.date, datetime.date] | None:
    """The two days of one year or of the turn of a year; None if a leap day may matter."""
    month = end.month or start.month
    if not start.month or not start.day or not end.day or not month or start.part or end.part:
        return None
    year = start.year or 2027
    last = end.year if end.year is not None and start.year is not None else year
    if last == year and (end.year is None or start.year is None):
        last += month < start.month
    if start.year is None and start.month <= 2 < month:
        return None
    first, second = possible(year, start.month, start.day), possible(last, month, end.day)
    return None if first is None or second is None or second < first else (first, second)


def _from_start(context: Context) -> Iterator[Match]:
    """「2月1日から3日間（2月3日まで）」, 「4月1日から5年間（令和14年3月31日まで）」."""
    text = context.document.folded
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        found = _FROM_START.match(text, date.span.end)
        if found is None or not isinstance(value, DateValue):
            continue
        ends = context.annotations.overlapping(
            Span(found.end(), found.end() + 1), AnnotationKind.DATE
        )
        end = ends[0].value if ends and ends[0].span.start == found.end() else None
        if not isinstance(end, DateValue) or not text.startswith("まで", ends[0].span.end):
            continue
        days = _both(value, end)
        if days is None:
            continue
        number = int(found["number"])
        if found["unit"] == "年間":
            if (days[0].month, days[0].day) != (4, 1) or (days[1].month, days[1].day) != (3, 31):
                continue
            right, shown = days[1].year - days[0].year, "年間"
        else:
            right = (days[1] - days[0]).days + 1
            shown = "日間"
            if found["unit"] == "週間":
                if right in (number * 7, number * 7 + 1):
                    continue
                number = -1
        if number != right:
            place = Span(date.span.start, ends[0].span.end)
            yield _match(found.span("length"), f"{right}{shown}", place)


def _match(place: tuple[int, int], length: str, there: Span) -> Match:
    related = (Related(there, "この期間と合いません"),)
    return Match(Span(*place), {"length": length}, related=related)
