"""Periods that end before they begin."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    DateValue,
    PeriodValue,
    TimeValue,
)
from checker.context import Context
from checker.detectors import Options
from checker.detectors.calendar_days import possible, spelled_year
from checker.detectors.counter_hours import of_counter, runs_back
from checker.detectors.day_spans import day_spans
from checker.detectors.day_spans import runs_back as spans_back
from checker.detectors.days_back import days_back
from checker.detectors.fields import fields_of
from checker.detectors.statements import field_at
from checker.detectors.with_readings import hours_back
from checker.detectors.years import year_span, years_of
from checker.model import Edit, Match, Related, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"fault"})

EVENING = 16 * 60
"""Minutes after midnight from which a period may go on into the next day."""

BARELY = 30
"""Minutes by which an end without 午後 lies before its start, so that it cannot be in the evening."""

_NEXT_DAY = regex("翌|次の日|明くる|朝まで|未明")
_NEXT_YEAR = regex("翌|来年|次の年")
_TO = regex("から|[〜～~]")
NEAR = 80
"""Code points around hours in which it would be said that they go through the night."""

LONG = 24
"""Code points of a period from which only the end is shown."""

FAR = 24
"""Code points between the two dates of a period with times."""
_OF_DAY = regex(
    "平日|受付|受け付け|利用|開[館園庁所場室店設催講]|講座|教室|講演|相談|窓口|会場|日時|時間|申し?込|予約|見学|体験|販売|貸|診療|営業|業務|閲覧|使用|来館|お越し|集ま|参加|展示|開き|行います"
)
"""What is done or open by day, unless a word speaks of the night."""
_BY_NIGHT = regex(
    "夜|24時間|終日|深夜|未明|早朝|救急|急病|当直|当番|緊急|宿|時間外|閉庁|閉館|休館|休日|翌|泊|停止|休止|できな|できません|通行止|断水|停電|規制|工事|作業|点検|メンテナンス|システム|サイト"
    "|騒音|静か|消灯|点灯|照明|街灯|施錠|閉鎖|警備|外出|就寝|睡眠|食事|飲食|食べ|絶食|検査|気温|警報|台風|凍|補導|発生|逮捕|火災|運転見合|自動音声|無人|除きます|ほか|以外"
)
_HOURS_OF = regex(
    r"(?:開[館園庁所場室店設]|受付|受け付け|窓口|相談|診療|診察|営業|業務|執務|閲覧|貸出|観覧|入館|入場|利用|来館|講座|販売|対応|見学)(?:の|できる|可能)?(?:時間|時間帯)(?:[はがも]|：|:|[ 　（(]|、){1,3}(?:[^。、\n0-9]{0,10}?[、はが 　：:])?\Z"
)
"""What names the hours of opening right in front of them."""
_NIGHT_DUTY = regex(
    "夜|24時間|終日|深夜|未明|早朝|救急|急病|当直|当番|宿|時間外|閉庁|休日|泊|火葬|斎場|死亡届|戸籍の届|緊急|災害|避難"
)
"""What is open by night, in the heading or the line above."""
_DAYS_OFF = regex("[休閉][館園庁]日")
_NOT_THEN = regex("(?:の間)?(?:を|は)?、?(?:除|以外|閉|休|停|使えま|利用でき|入れま|控え)")
_CLOCK = regex(r"[0-9]{1,2}[:：][0-9]{2}$")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a period whose end lies before its start.

    Without years only days of one month are compared: 「12月28日〜1月4日」 goes over new year.
    """
    told: set[int] = set()
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if not isinstance(value, PeriodValue) or value.start is None or value.end is None:
            continue
        if isinstance(value.start, DateValue) and isinstance(value.end, DateValue):
            if (
                dates_reversed(value.start, value.end)
                and not _NEXT_YEAR.search(
                    context.document.folded, period.span.start, period.span.end
                )
                and not _ends_apart(context, period.span)
            ):
                told.add(period.span.start)
                yield _of_dates(context, period, value.end)
            elif _weekdays_reversed(context, value.start, value.end) or _a_year_on(
                value.start, value.end
            ):
                yield _shown(
                    context, period.span, "曜日から見ると、終わりの日が、始まりの日より前です"
                )
        elif (
            isinstance(value.start, TimeValue)
            and isinstance(value.end, TimeValue)
            and (
                times_reversed(value.start, value.end, day=_by_day(context, period.span, value))
                or runs_back(context, period.span, value)
            )
        ):
            match = _of_times(context, period, value.start, value.end)
            if match is not None:
                yield match
    yield from _moments_reversed(context)
    for spanned in day_spans(context):
        if (
            spans_back(spanned)
            and spanned.span.start not in told
            and not _ends_apart(context, spanned.span)
        ):
            told.add(spanned.span.start)
            place = Span(spanned.last.span.start, spanned.span.end)
            related = (Related(spanned.first.span, "始まりはここです"),)
            values = {"fault": "終わりの日が、始まりの日より前です"}
            yield Match(place, values, related=related)
    for span in hours_back(context):
        yield Match(span, {"fault": "終わりの時刻が、始まりの時刻より前です"})
    for span in days_back(context):
        if span.start not in told:
            yield Match(span, {"fault": "終わりの日が、始まりの日より前です"})


def _shown(context: Context, period: Span, fault: str) -> Match:
    """The period, or only its end where its two days stand far apart."""
    dates = context.annotations.overlapping(period, AnnotationKind.DATE)
    if len(period) < LONG or len(dates) < 2:
        return Match(period, {"fault": fault})
    related = (Related(dates[0].span, "始まりはここです"),)
    return Match(Span(dates[-1].span.start, period.end), {"fault": fault}, related=related)


def _ends_apart(context: Context, period: Span) -> bool:
    """「21日から、20日までに申し込んだ方に配ります」: no period, the から ends before the comma."""
    text = context.document.folded
    return "から、" in text[period.start : period.end] and text.startswith("に", period.end)


def _by_day(context: Context, span: Span, value: PeriodValue) -> bool:
    """Whether these are hours of opening, of which no word says that they go through the night."""
    start, end = value.start, value.end
    if not isinstance(start, TimeValue) or not isinstance(end, TimeValue):
        return False
    plain = not start.meridiem and not end.meridiem and start.hour > 12
    if (start.meridiem, end.meridiem) != ("午後", "午前") and not plain:
        return False
    if of_counter(context, span):
        return True
    document = context.document
    text = document.folded
    block = document.block_at(span.start)
    low, high = max(block.span.start, span.start - NEAR), min(block.span.end, span.end + NEAR)
    begin = max(low, text.rfind("。", low, span.start) + 1)
    stop = text.find("。", span.end, high)
    near = [Span(begin, stop if stop >= 0 else high)]
    if _NOT_THEN.match(text, span.end):
        return False
    if _HOURS_OF.search(text, begin, span.start) and not _BY_NIGHT.search(
        text, near[0].start, near[0].end
    ):
        # 「開館時間は、」: what else is closed at the time says nothing of these hours.
        above = document.block_at(max(0, block.span.start - 1))
        heads = (document.blocks[0].span, above.span, block.span)
        return not any(_NIGHT_DUTY.search(text, head.start, head.end) for head in heads)
    if document.blocks[0] is not block:
        near.append(document.blocks[0].span)
    field = field_at(fields_of(context), span.start)
    if field is not None:
        name = document.block_at(max(0, field.value.start - 1)).span
        near.append(Span(name.start, field.value.start))
        near.append(document.block_at(field.section).span)
    elif block.span.start > 0:
        near.append(document.block_at(block.span.start - 1).span)
    said = [_DAYS_OFF.sub("", text[place.start : place.end]) for place in near]
    return not any(map(_BY_NIGHT.search, said)) and any(map(_OF_DAY.search, said))


def _weekdays_reversed(context: Context, start: DateValue, end: DateValue) -> bool:
    """「1月3日（日）から12月31日（木）まで」 of a draft of December: the weekdays say which years."""
    if start.year is not None or end.year is not None or None in (start.weekday, end.weekday):
        return False
    years = years_of(context)
    issued = years.issued
    named = {issued.date.year} if issued else years.written
    if len(named) != 1:
        return False
    first, last = (_by_weekday(value, next(iter(named))) for value in (start, end))
    return first is not None and last is not None and last < first


def _a_year_on(start: DateValue, end: DateValue) -> bool:
    """「令和9年3月8日～2月26日（金）」: the weekday is that of the year of the start."""
    if start.year is None or end.year != start.year + 1 or "year" not in end.inherited:
        return False
    if end.weekday is None or start.month is None or end.month is None or end.part:
        return False
    days = [possible(year, end.month, end.day or 0) for year in (start.year, end.year)]
    fits = [day is not None and day.weekday() == end.weekday for day in days]
    first = possible(start.year, start.month, start.day or 0)
    return fits == [True, False] and (first is None or start.weekday in (None, first.weekday()))


def _by_weekday(value: DateValue, year: int) -> datetime.date | None:
    """The day of this year or of the next that falls on the weekday beside it."""
    if value.month is None or value.day is None or value.weekday is None or value.part:
        return None
    days = [possible(near, value.month, value.day) for near in (year, year + 1)]
    return next((day for day in days if day and day.weekday() == value.weekday), None)


def _moments_reversed(context: Context) -> Iterator[Match]:
    """「17日午後11時から同17日午前4時まで」: an end of the same day, before the start."""
    text = context.document.folded
    dates = context.annotations.of(AnnotationKind.DATE)
    for one, other in pairwise(dates):
        if other.span.start - one.span.end > FAR or not _TO.search(
            text, one.span.end, other.span.start
        ):
            continue
        if text.find("\n", one.span.end, other.span.start) >= 0:
            continue  # another line: the one begins, and the other is the day to apply
        first, last = one.value, other.value
        if not isinstance(first, DateValue) or not isinstance(last, DateValue):
            continue
        if first.day is None or first.day != last.day or last.month not in (first.month, None):
            continue
        if last.year not in (first.year, None):
            continue
        start = _time_behind(context, one)
        end = _time_behind(context, other)
        if start is None or end is None or start.span.end > other.span.start:
            continue
        if not text.startswith("まで", end.span.end) or not (
            isinstance(start.value, TimeValue) and isinstance(end.value, TimeValue)
        ):
            continue
        if "翌" in text[one.span.end : other.span.start]:
            continue  # `next_day` judges it
        before, behind = minutes(start.value), minutes(end.value)
        if before is not None and behind is not None and behind <= before and end.value.meridiem:
            place = Span(other.span.start, end.span.end + 2)
            yield Match(place, {"fault": "終わりの日時が、始まりの日時より前か同じです"})


def _time_behind(context: Context, date: Annotation) -> Annotation | None:
    place = Span(date.span.end, date.span.end + 3)
    times = context.annotations.overlapping(place, AnnotationKind.TIME)
    return times[0] if times else None


def dates_reversed(start: DateValue, end: DateValue) -> bool:
    """Whether the last day lies before the first."""
    if start.month is None or end.month is None or start.part or end.part:
        if start.month is not None or end.month is not None:
            return False
        return (
            start.year is not None
            and end.year is not None
            and start.fiscal is end.fiscal
            and end.year < start.year
        )
    if start.fiscal or end.fiscal:
        return False
    if start.year is None or end.year is None:
        if start.year is not end.year or start.month != end.month:
            return False
    elif (start.year, start.month) != (end.year, end.month):
        return (end.year, end.month) < (start.year, start.month)
    return start.day is not None and end.day is not None and end.day < start.day


def times_reversed(start: TimeValue, end: TimeValue, *, day: bool = False) -> bool:
    """Whether the end of a period of one day does not lie behind its start.

    With `day` it is open by day, not through the night.
    """
    first, last = minutes(start), minutes(end)
    if (
        first is None
        or last is None
        or last > first
        or (start.meridiem, start.hour) == ("午前", 12)
    ):
        return False
    if first >= EVENING and last <= 12 * 60 and not day:
        return False  # through the night
    if end.meridiem or end.word:
        return True
    if end.minute and 0 <= first - last <= BARELY and (start.meridiem or start.minute):
        return True  # 「午前10時30分～10時15分」: nobody leaves 午後 out of nearly half a day
    # 「午前9時から5時」 is understood.
    return start.hour > 12 or last + 12 * 60 <= first


def minutes(time: TimeValue) -> int | None:
    """Minutes after midnight; 「午後12時30分」 is taken for half past noon, as it is meant."""
    found = time.minutes
    if found is not None and (time.meridiem, time.hour) == ("午後", 12):
        return found - 12 * 60
    return found


def _of_dates(context: Context, period: Annotation, end: DateValue) -> Match:
    dates = context.annotations.overlapping(period.span, AnnotationKind.DATE)
    edits: tuple[Edit, ...] = ()
    last = dates[-1]
    year = year_span(context, last)
    if year is not None and end.year is not None and end.month is not None:
        later = possible(end.year + 1, end.month, end.day or 1)
        fits = later is not None and end.weekday in (None, later.weekday())
        start = dates[0].value
        if fits and later is not None and isinstance(start, DateValue):
            more = msgspec.structs.replace(end, year=later.year)
            if not dates_reversed(start, more):
                edits = (Edit(year, spelled_year(later, era=end.era is not None)),)
    fault = {"fault": "終わりの日が、始まりの日より前です"}
    if len(period.span) < LONG or len(dates) < 2:
        return Match(period.span, fault, edits=edits)
    # With weekdays and times the two days are far apart.
    related = (Related(dates[0].span, "始まりはここです"),)
    return Match(Span(last.span.start, period.span.end), fault, edits=edits, related=related)


def _of_times(
    context: Context, period: Annotation, start: TimeValue, end: TimeValue
) -> Match | None:
    text = context.document.folded
    block = context.document.block_at(period.span.start).span
    near = Span(max(block.start, period.span.start - 8), min(block.end, period.span.end + 8))
    if _NEXT_DAY.search(text, near.start, near.end):
        return None
    times = context.annotations.overlapping(period.span, AnnotationKind.TIME)
    if len(times) != 2 or (end.hour == 0 and end.minute == 0 and start.hour > 0):
        return None
    last = times[-1]
    clock = _CLOCK.search(last.span.cut(text)) is not None
    if not end.meridiem and not clock and start.hour <= 12 and not start.meridiem:
        return None  # 「1時から12時」
    edits: tuple[Edit, ...] = ()
    written = last.span.cut(context.document.text)
    if end.meridiem == "午前" and written.startswith("午前") and end.hour <= 12:
        edits = (Edit(Span(last.span.start, last.span.start + 2), "午後"),)
        if start.meridiem == "午後" and (end.hour % 12, end.minute) <= (
            start.hour % 12,
            start.minute,
        ):
            edits = ()
    return Match(
        period.span,
        {"fault": "終わりの時刻が、始まりの時刻より前か同じです"},
        edits=edits,
        candidates=(),
    )
