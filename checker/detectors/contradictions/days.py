"""The days of an event or of applying in a field, and others in the title or a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind
from checker.context import Context
from checker.detectors.contradictions.sides import (
    DAY_NAME,
    PERIOD_NAME,
    PRESS,
    WHEN_PART,
    both,
    day_of,
    head_of,
    title_of,
)
from checker.detectors.fields import fields_of
from checker.detectors.statements import PART, clause_of, field_at
from checker.model import Match, Span
from checker.regex import regex

_APPLIED_NAME = regex("^(?:申し?込み?|応募|受付|受け付け|募集|申請)の?(?:受付|受け付け)?の?期間$")
_FROM = regex(
    "(?:の?(?:午[前後])[0-9]{1,2}時(?:[0-9]{1,2}分|半)?)?から、?[^。、\n]{0,24}?(?:受け付け|受付を始め|受付を開始|申し込め|申し込みを始め|募集し|募集を始め)"
)
_APPLYING = regex("申し?込|応募|募集|申請|受け付け")
_OTHER_START = regex(
    "電話|窓口|オンライン|インターネット|追加|2次|二次|先行|郵送|問い合わせ|入場|整理券|相談"
)
_NOT_HELD = regex(
    r"(?:[（(][^（）()]{1,6}[)）])?[^、。 　]{0,8}?(?:から|まで|以降|[〜～~]|発売|締|必着|現在|時点|付|号|配|発行|発表)"
)
_BEFORE_DAY = regex("申し?込|締|受付|受け付け|期限")


def other_day(context: Context) -> Iterator[Match]:
    """A title with one day, and one field for the day of the event with another."""
    document = context.document
    text = document.folded
    title = title_of(document)
    dates = [
        date
        for date in context.annotations.overlapping(title, AnnotationKind.DATE)
        if day_of(date) is not None
    ]
    if len(dates) != 1 or _NOT_HELD.match(text, dates[0].span.end, title.end):
        return
    if dates[0].span == title:
        return  # the day of issue above a letter
    gap = text[title.start : dates[0].span.start]
    if dates[0].span.end == title.end and len(gap) - len(gap.rstrip(" 　")) > 1:
        return  # the same on the right: 「回覧　　　　令和8年11月24日」
    if PRESS.search(text, title.start, title.end) or _BEFORE_DAY.search(
        text, title.start, dates[0].span.start
    ):
        return
    fields = [field for field in fields_of(context) if DAY_NAME.search(field.name)]
    if len(fields) != 1:
        return
    there = context.annotations.overlapping(fields[0].value, AnnotationKind.DATE)
    if len(there) != 1 or WHEN_PART.search(fields[0].value.cut(text)):
        return
    one, other = day_of(dates[0]), day_of(there[0])
    if one is not None and other is not None and one != other:
        yield from both("日にち", dates[0].span, there[0].span, context)


def other_start(context: Context) -> Iterator[Match]:
    """「申し込みは2月10日から受け付けます」, and a period of application from another day."""
    text = context.document.folded
    fields = [
        field
        for field in fields_of(context)
        if field.name.endswith("期間") and _APPLIED_NAME.search(field.name)
    ]
    if len(fields) != 1 or PART.search(fields[0].value.cut(text)):
        return
    dates = context.annotations.overlapping(fields[0].value, AnnotationKind.DATE)
    if len(dates) != 2 or not text.startswith(("から", "〜", "～"), dates[0].span.end):
        return
    start = day_of(dates[0])
    for date in context.annotations.of(AnnotationKind.DATE):
        if fields[0].value.contains(date.span) or not _FROM.match(text, date.span.end):
            continue
        block = context.document.block_at(date.span.start)
        clause = clause_of(context, block, date.span)
        if block.cell is not None or block.quoted or PART.search(clause):
            continue
        if not _APPLYING.search(clause) or _OTHER_START.search(clause):
            continue
        here = day_of(date)
        if start is not None and here is not None and here != start:
            yield from both("受け付けの始まり", date.span, dates[0].span, context)
            return


def other_end(context: Context) -> Iterator[Match]:
    """A period of the title or the lead, and one of a field that shares but one end with it."""
    document = context.document
    text = document.folded
    head = head_of(context)
    if not context.annotations.overlapping(head, AnnotationKind.PERIOD):
        return
    told: list[tuple[tuple[Annotation, ...], Span]] = []
    named: list[tuple[tuple[Annotation, ...], Span]] = []
    fields = [field for field in fields_of(context) if PERIOD_NAME.search(field.name)]
    for period in context.annotations.of(AnnotationKind.PERIOD):
        dates = context.annotations.overlapping(period.span, AnnotationKind.DATE)
        if len(dates) != 2 or None in map(day_of, dates):
            continue
        if head.contains(period.span):
            told.append((dates, period.span))
        elif field_at(fields, period.span.start) is not None:
            named.append((dates, period.span))
    if not told or len(named) != 1:
        return
    if len({tuple(map(day_of, dates)) for dates, _ in told}) != 1:
        return
    (start, end), place = told[0]
    (first, last), other = named[0]
    clause = clause_of(context, document.block_at(place.start), place)
    if WHEN_PART.search(clause) or WHEN_PART.search(text, other.start, other.end):
        return
    if (day_of(start) == day_of(first)) is not (day_of(end) == day_of(last)):
        ends = (start, first) if day_of(start) != day_of(first) else (end, last)
        yield from both("期間", ends[0].span, ends[1].span, context)
