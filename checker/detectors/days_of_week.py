"""Weekdays that are said of days beside them: 「6日、13日の各土曜日」, 「日曜日の2月20日」, 「2月22日（月・祝）」."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.closed_day import holiday
from checker.detectors.years import WEEKDAYS, Source, years_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

ASKED = Scan("曜日?の[0-9]{1,2}月|の(?:各|いずれも)[月火水木金土日]曜|祝[)）]|祝日[)）]")
EVERY = Scan(
    r"の毎週(?P<day>[月火水木金土日])曜日?[（(：:、 　](?P<days>[0-9]{1,2}日(?:[、・,と][0-9]{1,2}日){2,5})"
)
_BEHIND = regex(r"の(?:各|いずれも)(?P<day>[月火水木金土日])曜")
_FRONT = regex(r"(?<![・、毎各第0-9])(?P<day>[月火水木金土日])曜日?の\Z")
_JOINED = regex(r"[ 　]?[、・，,と][ 　]?")
_DAY = regex("[0-9]{1,2}(?=日)")
_HOLIDAY = regex("[（(][月火水木金土日](?:曜日?)?[・、](?:祝日?|振替)[)）]")


def said_of_days(context: Context) -> Iterator[Match]:
    """One match a day that falls on another weekday, or is no holiday."""
    text = context.document.folded
    yield from _every(context)
    if not ASKED.may_fit(text):
        return
    run: list[Annotation] = []
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.day is None or value.part:
            run = []
            continue
        if run and _JOINED.fullmatch(text, run[-1].span.end, date.span.start) is None:
            run = []
        run.append(date)
        start, end = date.span.start, date.span.end
        if found := _BEHIND.match(text, end):
            for one in run:
                yield from _judged(context, one, found["day"], Span(*found.span()))
        line = text.rfind("\n", 0, start) + 1
        if found := _FRONT.search(text, max(line, start - 8), start):
            yield from _judged(context, date, found["day"], Span(*found.span()))
        if value.holiday and _HOLIDAY.search(text, start, end + 8):
            yield from _no_holiday(context, date)


def _judged(context: Context, date: Annotation, said: str, place: Span) -> Iterator[Match]:
    value = date.value
    day = years_of(context).resolve(date)
    if day is None or day.source < Source.DRAFT or not isinstance(value, DateValue):
        return
    actual = WEEKDAYS[day.date.weekday()]
    if actual != said and value.weekday in (None, day.date.weekday()):
        related = (Related(place, "こう書かれています"),)
        yield Match(date.span, {"said": f"{said}曜日", "actual": f"{actual}曜日"}, related=related)


def _no_holiday(context: Context, date: Annotation) -> Iterator[Match]:
    value = date.value
    day = years_of(context).resolve(date)
    if day is None or day.source < Source.DRAFT or not isinstance(value, DateValue):
        return
    if value.weekday not in (None, day.date.weekday()):
        return  # `weekday_mismatch` tells it
    if not holiday(day.date) and 2020 <= day.date.year <= 2030:
        actual = f"祝日ではない{WEEKDAYS[day.date.weekday()]}曜日"
        yield Match(date.span, {"said": "祝", "actual": actual})


def _every(context: Context) -> Iterator[Match]:
    """「2月の毎週土曜日（6日、13日、21日、27日）」: the one that is in no step with the others."""
    for found in EVERY.finditer(context.document.folded):
        days = [
            (int(day.group()), day)
            for day in _DAY.finditer(context.document.folded, *found.span("days"))
        ]
        rests = Counter(number % 7 for number, _ in days).most_common()
        if len(rests) != 2 or rests[0][1] < 2 or rests[1][1] != 1:
            continue
        odd = next(day for number, day in days if number % 7 == rests[1][0])
        said = f"毎週{found['day']}曜日"
        related = (Related(Span(found.start() + 1, found.start("days")), "こう書かれています"),)
        values = {"said": said, "actual": "ほかの日と違う曜日"}
        yield Match(Span(odd.start(), odd.end() + 1), values, related=related)
