"""A year that the rest of the draft speaks against, and that stands by itself.

Three relations: the day of issue against the weekdays of all other dates; a dated day in the
title against the same day without a year (「令和5年4月25日執行」, 「投票日 4月25日（日）」); the
basis day of a tax (賦課期日) against the fiscal year of the title.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.calendar_days import BEFORE, BEHIND, around, possible, spelled_year
from checker.detectors.last_years_day import COMING, last_years_days
from checker.detectors.tax_basis import BASIS, wrong_basis
from checker.detectors.years import year_span, years_of
from checker.detectors.years_apart import ASKED, years_apart
from checker.document.model import BlockKind
from checker.model import Edit, Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"year", "other"})

LEAST = 3
"""Dates with a weekday from which they can say that the year of issue is another."""

HEAD = 3
"""Blocks from the top in which a dated day belongs to the title."""

_BASIS = Scan("賦課期日")
_BASIS_REACH = 16
_ASKED = Scan("[日月火水木金土](?:曜日?)?[）)]|曜日|執行|賦課期日")
_BEFORE = regex("昨年|前年|去年|前回|前年度|昨年度|過去|生まれ|制定|当初")
_AT = regex(r"[^。、\n]{0,6}?(?:執行|実施|開催|投票)|[】）)]")
_BASIS_MESSAGE = "「{other}」の賦課期日なら{year}です。「{text}」を確かめてください。"
_SAME_MESSAGE = (
    "ほかの所の「{other}」から見ると{year}のようです。「{text}」の年を確かめてください。"
)


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_ASKED, BASIS, ASKED, COMING)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a day whose year the rest of the draft speaks against."""
    yield from _issue(context)
    yield from _of_title(context)
    yield from years_apart(context)
    if COMING.may_fit(context.document.folded):
        yield from last_years_days(context, _SAME_MESSAGE)
    if _BASIS.may_fit(context.document.folded):
        yield from _basis(context)
    if BASIS.may_fit(context.document.folded):
        yield from wrong_basis(context)


def _loose(context: Context) -> list[tuple[Annotation, DateValue]]:
    """The dates with a weekday and without a year."""
    return [
        (date, date.value)
        for date in context.annotations.of(AnnotationKind.DATE)
        if isinstance(date.value, DateValue)
        and date.value.year is None
        and date.value.weekday is not None
        and date.value.month is not None
        and date.value.day is not None
    ]


def _issue(context: Context) -> Iterator[Match]:
    """「更新日：令和9年12月1日」 above dates whose weekdays are all those of a year before."""
    issued = years_of(context).issued or years_of(context).updated
    if issued is None or not issued.exact or issued.place is None:
        return
    dates = _loose(context)
    if len({(value.month, value.day) for _, value in dates}) < LEAST:
        return
    written = {
        date.value.year
        for date in context.annotations.of(AnnotationKind.DATE)
        if isinstance(date.value, DateValue) and date.span != issued.place
    }
    if issued.date.year in written:
        return
    votes = {step: _fitting(issued.date, step, dates) for step in (-1, 0, 1)}
    best = max((-1, 1), key=lambda step: votes[step])
    # One of them may be wrong by itself.
    if votes[best] < max(LEAST, len(dates) - 1) or votes[0] > 1 or votes[best] == votes[-best]:
        return
    right = possible(issued.date.year + best, issued.date.month, issued.date.day)
    annotated = context.annotations.overlapping(issued.place, AnnotationKind.DATE)
    if right is None or not annotated:
        return
    value = annotated[0].value
    era = isinstance(value, DateValue) and value.era is not None
    year = spelled_year(right, era=era)
    place = year_span(context, annotated[0])
    edits = () if place is None else (Edit(place, year),)
    first = dates[0][0].span
    related = (Related(first, "曜日はこの日付などのものです"),)
    values = {"year": year, "other": first.cut(context.document.text)}
    yield Match(issued.place, values, edits=edits, related=related)


def wrong_issue(context: Context) -> Span | None:
    """The day of issue, if the weekdays of the draft speak against its year."""
    return next((match.span for match in _issue(context)), None)


def _fitting(issued: datetime.date, step: int, dates: list[tuple[Annotation, DateValue]]) -> int:
    """How many weekdays are right if the draft is issued so many years later."""
    day = possible(issued.year + step, issued.month, issued.day)
    if day is None:
        return 0
    fits = 0
    for _, value in dates:
        near = around(day, value.month or 0, value.day or 0)
        fits += near is not None and near.weekday() == value.weekday
    return fits


def _of_title(context: Context) -> Iterator[Match]:
    """「【令和5年4月25日執行】」 above 「投票日 4月25日（日）」 of the year of issue."""
    document = context.document
    text = document.folded
    issued = years_of(context).issued
    if issued is None or not document.blocks:
        return
    end = document.blocks[min(HEAD, len(document.blocks)) - 1].span.end
    for date in context.annotations.overlapping(Span(0, end), AnnotationKind.DATE):
        value = date.value
        block = document.block_at(date.span.start)
        if not isinstance(value, DateValue) or value.year is None or date.span == issued.place:
            continue
        titled = block.kind in (BlockKind.TITLE, BlockKind.HEADING) or block.span.start == 0
        if (
            not titled
            or not _AT.match(text, date.span.end)
            or _BEFORE.search(text, block.span.start, block.span.end)
        ):
            continue
        written = value.to_date()
        day = around(issued.date, value.month or 0, value.day or 0)
        if written is None or day is None or written.year == day.year:
            continue
        if -BEFORE <= (written - issued.date).days <= BEHIND:
            continue
        same = [
            other
            for other, loose in _loose(context)
            if (loose.month, loose.day) == (value.month, value.day)
            and loose.weekday == day.weekday()
        ]
        if not same or value.weekday not in (None, day.weekday()):
            continue
        year = spelled_year(day, era=value.era is not None)
        place = year_span(context, date)
        edits = () if place is None else (Edit(place, year),)
        related = (Related(same[0].span, "同じ日がここにあります"),)
        values = {"year": year, "other": same[0].span.cut(document.text)}
        yield Match(date.span, values, edits=edits, related=related, message=_SAME_MESSAGE)


def _basis(context: Context) -> Iterator[Match]:
    """「令和9年度」 in the title, and 「賦課期日（令和8年1月1日）」."""
    fiscal = years_of(context).fiscal
    if fiscal is None:
        return
    text = context.document.folded
    for found in _BASIS.finditer(text):
        place = Span(found.end(), found.end() + _BASIS_REACH)
        dates = context.annotations.overlapping(place, AnnotationKind.DATE)
        value = dates[0].value if dates else None
        if not isinstance(value, DateValue) or value.year in (None, fiscal[0]) or not value.day:
            continue
        line = context.document.block_at(found.start()).span
        between = text[found.end() : dates[0].span.start]
        if len(between) > 4 or "年度" in text[line.start : found.start()]:
            continue
        day = possible(fiscal[0], value.month or 0, value.day)
        if day is None:
            continue
        year = f"{spelled_year(day, era=value.era is not None)}{day.month}月{day.day}日"
        related = (Related(fiscal[1], "年度はここです"),)
        values = {"year": year, "other": fiscal[1].cut(context.document.text)}
        yield Match(dates[0].span, values, related=related, message=_BASIS_MESSAGE)
