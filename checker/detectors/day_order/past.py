"""A day that is past."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.calendar_days import possible, spelled_year
from checker.detectors.day_order.last_days import (
    DUE,
    EVENTS,
    EXAMS,
    NOT_DUE,
    OVER,
    LastDay,
    is_over,
    last_day,
    may_be_due,
)
from checker.detectors.fields import fields_of
from checker.detectors.years import Source, year_span, years_of
from checker.model import Edit, Match, Related, Span
from checker.regex import regex

FIRST_YEAR = 2019
"""What is longer ago is history, not a slip."""

LONG_AGO = 150
"""Days; without a day of issue a day is taken for last year's only if it is as long past.
A page stays up for some weeks after its deadline."""
_COMING = regex(
    "申し?込|募集|参加|応募|お越し|来て|お?持ち|(?:開催|実施|開|行)[いきし]?ます|受け?付け|予約|ください"
)
_HELD = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,8}[)）])?(?:の?(?:午[前後]|正午|[0-9])[^、。\n]{0,24}?)?(?:に|から)、?"
    r"(?P<what>[^。\n]{0,40}?)(?:開催し|開き|実施し|行い|始め|オープンし)ます"
)
_UNTIL = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,8}[)）])?(?:の?(?:午[前後]|[0-9])[^、。\n]{0,12}?)?まで(?:に|(?=、))、?"
    r"(?P<what>[^。\n]{0,30}?)(?:申し込|応募|提出|申請|出し|届け出|予約|入力|登録|送信|送って)[^。\n]{0,10}?(?:ください|ます)"
)
_OPENS = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,8}[)）])?(?:の?(?:午[前後]|正午|[0-9])[^、。\n]{0,12}?)?(?:から|より)、?"
    r"(?P<what>[^。\n]{0,40}?)(?:受け付け|受付を(?:開始し|始め|し|行い)|申し?込みを?受け付け|予約を?受け付け|販売し|予約でき|申し?込め|申し?込みでき)ます"
)
_OPENING = regex(
    "^(?:受け?付け?|申し?込み?|予約|募集|販売|発売)(?:受け?付け?)?の?開始(?:日|日時|時期)?$|^発売日$"
)
_PLANNED = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,8}[)）])?(?:の?(?:午[前後]|[0-9])[^、。\n]{0,24}?)?(?:ごろ|頃)?(?:に|を)、?"
    r"[^。、\n]{0,12}?予定(?:です|しています|しております)"
)
_PERSON = regex("[っしれいんきえ]た(?!い)|方[がはにのを]|者[がはにのを]|いる|に基づ|から")
_OPEN_END = regex("から|[〜～]|以降")


AHEAD = datetime.timedelta(days=150)
"""How far a notice looks ahead with days that it names beside others."""
_TO_COME = regex(r"[ 　]*(?:まで|午[前後]|正午|[0-9]{1,2}[時:]|$|[（(、])")
_NAME = regex(r"[^。\n0-9]{1,14}(?:[：:]|[ 　]+)")
_BACKGROUND = regex(
    "ました|した(?:方|人|も)|前の|旧|これまで|第[0-9]{1,3}回|前回|昨年|前年|去年|生まれ|基準|現在|以降|以後|以前|制定|施行|改正|策定|調査|実績|対象|購入|転入|住民|決算|開設|開館|設立|結果|報告|測定|検査|更新|発行|契約|任期|工期|議決|認定|指定|取得|撮影|報道|から"
)


def past(context: Context) -> Iterator[Match]:
    """A day for readers to come that lies before the day of issue, or long before today."""
    written = _written_days(context)
    if not written:
        return
    years = years_of(context)
    issued = years.issued
    if issued is not None:
        if min(written) >= issued.date or not issued.exact:
            return
        today = issued.date
        place = issued.place
        name = f"お知らせの日（{today.month}月{today.day}日）"
    else:
        if max(written) < context.as_of or not years.lives_on(context.as_of):
            return
        today = context.as_of - datetime.timedelta(days=LONG_AGO)
        place = None
        name = "今日"
    if min(written) >= today or is_over(context):
        return
    seen: set[Span] = set()
    days = [*_labelled_days(context), *_days_in_sentences(context, today)]
    if issued is not None:
        days += _year_before(context, today, written)
    for last in days:
        if last.day < today and last.date.span not in seen:
            seen.add(last.date.span)
            if place is not None and last.date.span == place:
                continue
            related = () if place is None else (Related(place, "お知らせの日はここです"),)
            edits = _later_year(context, last, today)
            yield Match(last.date.span, {"other": name}, edits=edits, related=related)


def _written_days(context: Context) -> list[datetime.date]:
    """The days that say their year."""
    found = []
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if isinstance(value, DateValue) and value.year is not None and value.year >= FIRST_YEAR:
            day = value.to_date()
            if day is not None:
                found.append(day)
    return found


def _labelled_days(context: Context) -> Iterator[LastDay]:
    text = context.document.folded
    coming = _COMING.search(text) is not None
    for field in fields_of(context):
        due = may_be_due(field) and DUE.search(field.name) and not NOT_DUE.search(field.name)
        event = coming and not field.table and field.name in EVENTS
        event = event or field.name in EXAMS or _OPENING.search(field.name) is not None
        if not (due or event) or OVER.search(field.heading) or OVER.search(field.name):
            continue
        if OVER.search(text, field.value.start, field.value.end):
            continue
        last = last_day(context, field)
        if last is None or last.source is not Source.WRITTEN:
            continue
        if not _OPEN_END.match(text, last.date.span.end):
            yield last


def _days_in_sentences(context: Context, today: datetime.date) -> Iterator[LastDay]:
    text = context.document.folded
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.year is None or value.inherited:
            continue
        day = value.to_date()
        if day is None or day >= today or value.year < FIRST_YEAR:
            continue
        found = (
            _HELD.match(text, date.span.end)
            or _UNTIL.match(text, date.span.end)
            or _OPENS.match(text, date.span.end)
        )
        planned = found is None and _PLANNED.match(text, date.span.end)
        if planned or (found is not None and not _PERSON.search(found["what"])):
            yield LastDay(date, day, Source.WRITTEN)


def _year_before(
    context: Context, issued: datetime.date, written: Sequence[datetime.date]
) -> Iterator[LastDay]:
    """A day under some name that is to come if its year is the next one, as others are."""
    if not any(issued <= day <= issued + AHEAD for day in written if day != issued):
        return
    document = context.document
    text = document.folded
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        day = value.to_date() if isinstance(value, DateValue) and not value.inherited else None
        later = None if day is None else possible(day.year + 1, day.month, day.day)
        if day is None or later is None or not issued <= later <= issued + AHEAD:
            continue
        block = document.block_at(date.span.start)
        if block.quoted or not _TO_COME.match(text, date.span.end, block.span.end):
            continue
        front = text[block.span.start : date.span.start]
        named = block.cell is not None or (_NAME.fullmatch(front) is not None)
        if named and not _BACKGROUND.search(text, block.span.start, block.span.end):
            yield LastDay(date, day, Source.WRITTEN)


def _later_year(context: Context, last: LastDay, today: datetime.date) -> tuple[Edit, ...]:
    """The year in which the day would still come, if its weekday allows it."""
    value = last.date.value
    assert isinstance(value, DateValue)
    year = year_span(context, last.date)
    later = possible(last.day.year + 1, last.day.month, last.day.day)
    if year is None or later is None or later < today:
        return ()
    if value.weekday not in (None, later.weekday()):
        return ()
    return (Edit(year, spelled_year(later, era=value.era is not None)),)
