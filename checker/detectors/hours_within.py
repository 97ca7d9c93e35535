"""Parts of the day for which rooms are lent, that lie outside the hours of the building.

「開館時間　午前9時～午後8時」, and 「夜間（18時～21時）」 or a row 「夜間 | 18時～21時」.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, PeriodValue, TimeValue
from checker.context import Context
from checker.detectors.fields import fields_of
from checker.detectors.period_reversed import minutes
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

PART = Scan("夜間|午前の部|夜の部|区分")
_NAME = regex(
    r"(?:午前|午後|夜間|昼間|夕方|全日|[1-4一二三四①-④]部?|[A-D])[ 　]*(?:の部|の?区分)?[ 　]*[（(：:\n　 ]{1,2}\Z"
)
_OPEN = frozenset(("開館時間", "利用時間", "開所時間", "開場時間", "利用できる時間", "開室時間"))
_TOLD = regex(f"(?P<name>{'|'.join(sorted(_OPEN))})は、?(?=午|[0-9])")
_VARIES = regex(
    "[土日月火水木金]曜|平日|休日|祝|夏|冬|[0-9]月|延長|ただし|場合|のみ|だけ|早朝|保育"
)
MORE = 2
"""Parts that lie inside before one that does not is told."""


def beyond_opening(context: Context) -> Iterator[Match]:
    """One match at the hours of the building, if one of several parts of the day is outside."""
    text = context.document.folded
    if not PART.may_fit(text):
        return
    hours = [(field.name, field.value) for field in fields_of(context) if field.name in _OPEN]
    if not hours:
        told = _TOLD.finditer(text)
        hours = [(one["name"], Span(one.end(), _end(text, one.end()))) for one in told]
    if len(hours) != 1 or _VARIES.search(text, hours[0][1].start, hours[0][1].end):
        return
    name, place = hours[0]
    found = context.annotations.overlapping(place, AnnotationKind.PERIOD)
    whole = _edges(found[0].value) if len(found) == 1 else None
    if whole is None:
        return
    inside = 0
    outside: list[Span] = []
    for period in context.annotations.of(AnnotationKind.PERIOD):
        part = _edges(period.value)
        start = period.span.start
        if part is None or period is found[0] or not _NAME.search(text[max(0, start - 10) : start]):
            continue
        if whole[0] <= part[0] and part[1] <= whole[1]:
            inside += 1
        else:
            outside.append(period.span)
    if len(outside) != 1 or inside < MORE:
        return
    shown = outside[0].cut(context.document.text)
    related = (Related(outside[0], f"ここでは「{shown}」です"),)
    values = {"name": name.removesuffix("時間"), "other": shown}
    yield Match(found[0].span, values, related=related)
    related = (Related(found[0].span, "ここと合いません"),)
    values = {**values, "other": found[0].span.cut(context.document.text)}
    yield Match(outside[0], values, related=related)


def _end(text: str, start: int) -> int:
    """Where the sentence ends that goes on at a place."""
    ends = [end for mark in "。\n" if (end := text.find(mark, start)) >= 0]
    return min(ends, default=len(text))


def _edges(value: object) -> tuple[int, int] | None:
    if not isinstance(value, PeriodValue):
        return None
    if not isinstance(value.start, TimeValue) or not isinstance(value.end, TimeValue):
        return None
    first, last = minutes(value.start), minutes(value.end)
    return None if first is None or last is None or last <= first else (first, last)
