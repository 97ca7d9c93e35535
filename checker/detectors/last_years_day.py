"""A day of the coming months with the year before: 「会議は令和8年12月22日。議事録は令和8年1月に載せます」."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.calendar_days import possible, spelled_year
from checker.detectors.years import is_background, year_span, years_of
from checker.model import Edit, Match, Related
from checker.regex import regex
from checker.scan import Scan

BACK = 200
"""Days by which the day must lie in front of all others of the draft."""

EARLY, LATE = -45, 200
"""Days around the first of the others in which it lies a year later."""

COMING = Scan("年[0-9]{1,2}月[^。\n]{0,60}?(?:ます|予定|ください)")
_THEN = regex(
    r"(?:[ 　]*[（(][^（()）\n]{1,12}[)）])?(?:[上中下]旬|頃|ごろ)?(?:に|から|まで|より|ごろ|、|の?午)[^。\n]{0,50}?(?:ます|予定|ください)(?:。|$|、|が)"
)
_PAST = regex(
    "歳|た(?:方|人|場合|もの|世帯|日|こと|制度|後|。|、|ため|[一-龠])|ました|分[の]|時点|現在|以降|以後|以前|課税|所得|昨年|前年|去年|前回|年度|これまで|当時|から続|変わらず|引き続き"
)


def last_years_days(context: Context, message: str) -> Iterator[Match]:
    """One match a day that a sentence speaks of as to come, and that the other days leave behind."""
    text = context.document.folded
    days: list[tuple[Annotation, datetime.date]] = []
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if (
            not isinstance(value, DateValue)
            or value.year is None
            or value.inherited
            or value.fiscal
        ):
            continue
        if value.month is None or is_background(text, date.span.end):
            continue
        day = possible(value.year, value.month, value.day or 15)
        if day is not None:
            days.append((date, day))
    issued = years_of(context).issued
    for date, day in days:
        value = date.value
        assert isinstance(value, DateValue)
        others = [other for one, other in days if one is not date]
        if issued is not None and issued.place is not None and issued.place != date.span:
            others.append(issued.date)
        if not others or (min(others) - day).days < BACK or value.weekday is not None:
            continue
        right = possible(day.year + 1, day.month, day.day)
        if right is None or not EARLY <= (right - min(others)).days <= LATE:
            continue
        block = context.document.block_at(date.span.start)
        begin = max(block.span.start, text.rfind("。", block.span.start, date.span.start) + 1)
        stop = text.find("。", date.span.end, block.span.end)
        end = stop + 1 if stop >= 0 else block.span.end
        if block.quoted or _PAST.search(text, begin, end):
            continue
        if not _THEN.match(text, date.span.end, end):
            continue
        near = min(
            (one for one in days if one[0] is not date), key=lambda one: one[1], default=None
        )
        if near is None:
            continue
        year = spelled_year(right, era=value.era is not None)
        place = year_span(context, date)
        edits = () if place is None else (Edit(place, year),)
        related = (Related(near[0].span, "ほかの日はここです"),)
        values = {"year": year, "other": near[0].span.cut(context.document.text)}
        yield Match(date.span, values, edits=edits, related=related, message=message)
