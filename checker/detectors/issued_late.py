"""A day of issue behind all that the draft asks for, or a year in front of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.calendar_days import possible, spelled_year
from checker.detectors.years import Source, is_background, years_of
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"other"})

NEAR = 120
"""Days from the right day of issue to the first day that the draft tells."""

FAR = 250
"""Days from a day of issue of the year before to the first day."""

_ASKED = Scan("まで")
_REQUEST = regex(
    "(?:[ 　]*[（(][^（）()\n]{1,14}[)）])?(?:の?(?:午[前後]|正午|[0-9])[^、。\n]{0,12}?)?(?:必着)?までに?、?[^。\n]{0,60}?"
    "(?:ください|お願いします|お越し|申し?込|提出|応募|受け付けます)"
)
_NAME = regex("申し?込|応募|募集|申請|受け?付|締め?切|〆切|提出|期限|意見")
_UNTIL = regex(
    "(?:[ 　]*[（(][^（）()\n]{1,14}[)）])?(?:の?(?:午[前後]|正午|[0-9])[^、。\n]{0,12}?)?[ 　]?(?:必着)?まで"
)
_OVER = regex(
    "結果|(?:寄せられた|いただいた)ご?意見|考え方|報告|終了|しました|ました|決定|実績|中止|延期|おわび|お詫び|訂正|記録|沿革|過去|延長|様子|締め切り"
)
_AHEAD = "お知らせの日の「{text}」が、案内の日（{other}）より1年近く前です。年を確かめてください。"


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_ASKED,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a day of issue that cannot be the one on which the draft was given out."""
    years = years_of(context)
    told = years.issued or years.updated
    if told is None or not told.exact or told.place is None:
        return
    document = context.document
    text = document.folded
    heads = [b for b in document.blocks[:6] if b.kind in (BlockKind.TITLE, BlockKind.HEADING)]
    if any(
        _OVER.search(text, block.span.start, block.span.end)
        for block in (heads[:2] or document.blocks[:3])
    ):
        return
    days: list[tuple[datetime.date, Span, bool]] = []
    asked = False
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or date.span == told.place or value.fiscal:
            continue
        if value.year is not None and value.day is None:
            if value.month is None or (value.year, value.month) >= (
                told.date.year,
                told.date.month,
            ):
                later = value.month is not None and (
                    value.year * 12 + value.month - told.date.year * 12 - told.date.month
                )
                if later is not False and later >= 0 and later * 30 < FAR:
                    return
            continue
        if value.day is None or is_background(text, date.span.end):
            continue
        day = years.resolve(date)
        if day is None or day.source < Source.SECTION - 1:
            continue
        sure = value.year is not None and value.weekday in (None, day.date.weekday())
        days.append((day.date, date.span, sure))
        asked = asked or _asks(context, date.span)
    if not asked or not days:
        return
    last = max(days)
    if last[0] < told.date and (told.date - last[0]).days < 400:
        yield _match(context, told.place, last, "")
        return
    # A day without a year follows the day of issue: only those that say it are weighed.
    sure_days = [day for day in days if day[2] and day[0] >= told.date]
    right = possible(told.date.year + 1, told.date.month, told.date.day)
    if right is None or len(sure_days) < 1:
        return
    if any(not one[2] for one in days if one not in sure_days) and len(sure_days) < 2:
        return
    first = min(sure_days)
    if any(day[2] and day[0] < told.date + datetime.timedelta(FAR) for day in days):
        return
    if 0 <= (first[0] - right).days <= NEAR and (first[0] - told.date).days > FAR:
        yield _match(context, told.place, first, _AHEAD)


def _asks(context: Context, date: Span) -> bool:
    """Whether something is to be done by a day."""
    document = context.document
    text = document.folded
    if _REQUEST.match(text, date.end):
        return True
    line = document.block_at(date.start).span
    above = document.block_at(max(0, line.start - 1)).span
    return _UNTIL.match(text, date.end) is not None and (
        _NAME.search(text, line.start, date.start) is not None
        or (len(above) <= 14 and _NAME.search(text, above.start, above.end) is not None)
    )


def _match(
    context: Context, place: Span, day: tuple[datetime.date, Span, bool], message: str
) -> Match:
    era = years_of(context).eras
    other = f"{spelled_year(day[0], era=era)}{day[0].month}月{day[0].day}日"
    related = (Related(day[1], "この日と合いません"),)
    return Match(place, {"other": other}, related=related, message=message)
