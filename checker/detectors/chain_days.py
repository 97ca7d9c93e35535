"""A deadline behind the day of its event, both named in one line.

「とき 12月16日（水） ところ … 申込み 12月18日（金）までに」, as papers of a city chain them: the
names of such a line make no fields.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.rough_days import day_of
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

_MARKS = "[ 　▽▼▷▶△▲◇◆○●◎■□・／/｜|*＊【［\\[。、]"
_EVENT = regex(
    rf"(?:^|(?<={_MARKS})|(?<=\n))(?:(?:開催|実施|開講)?(?:日時|日程|期日|日にち|と[ 　]?き|会期|日)[】］\]]?[ 　]*[：:＝=／/]?[ 　]*|日)(?=令和|20[0-9]{{2}}年|[0-9]{{1,2}}月)"
)
DUE = Scan(
    rf"{_MARKS}(?:(?:お?申し?込み?|応募|予約)(?:み|方法|受付|期限|期間|締め?切り?)?|締め?切り?|申|締)(?:[】］\]]?[ 　]*[：:＝=／/]?[ 　]*)(?=[^。\n▽▼：:＝=]{{0,24}}?[0-9]{{1,2}}月[0-9]{{1,2}}日)"
)
_UNTIL = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,8}[)）])?(?:の?(?:午[前後]|正午|[0-9])[^、。\n]{0,12}?)?(?:必着)?(?:まで|必着|締め?切)"
)
_OTHER = regex(
    "写真|作品|感想|アンケート|報告|キャンセル|取り?消|入金|振り?込|支払|納付|次回|来年|追加|以後|終了後|当日"
)
_SEVERAL = regex(
    "随時|いずれか|各回|毎月|毎週|回ごと|各日|①|1回目|第1回|[（(]1[)）]|延期|予備日|から通年"
)
FAR = datetime.timedelta(days=120)
"""Days by which a deadline lies behind; farther away it is the year that is unknown."""


class Late(NamedTuple):
    """A deadline and the last day of the event that it lies behind."""

    date: Annotation
    event: Annotation
    day: datetime.date


def late_in_chain(context: Context) -> Iterator[Late]:
    """The deadlines behind the only event of their line."""
    document = context.document
    text = document.folded
    for found in DUE.finditer(text):
        line = document.block_at(found.start() + 1).span
        low = max(line.start, text.rfind("\n", line.start, found.start()) + 1)
        events = list(_EVENT.finditer(text, low, found.start() + 1))
        if len(events) != 1:
            continue
        if _SEVERAL.search(text, low, min(line.end, found.end() + 60)):
            continue
        due = next(
            (d for d in _days(context, Span(found.end(), min(line.end, found.end() + 60)))), None
        )
        held = list(_days(context, Span(events[0].end(), found.start())))
        if due is None or not held:
            continue
        last_due = _last(context, found.end(), line.end, due)
        if last_due is None or _OTHER.search(text, found.start(), last_due.span.start):
            continue
        days = [day_of(context, date) for date in held]
        limit = day_of(context, last_due)
        if limit is None or None in days:
            continue
        last = max(day.date for day in days if day is not None)
        if last < limit.date <= last + FAR:
            event = held[[day.date for day in days if day is not None].index(last)]
            yield Late(last_due, event, last)


def _days(context: Context, span: Span) -> Iterator[Annotation]:
    for date in context.annotations.overlapping(span, AnnotationKind.DATE):
        value = date.value
        if isinstance(value, DateValue) and value.day is not None and not value.fiscal:
            yield date


def _last(context: Context, start: int, end: int, first: Annotation) -> Annotation | None:
    """The day up to which one applies: the first one, or the end of the period it opens."""
    text = context.document.folded
    for date in _days(context, Span(start, min(end, start + 60))):
        if _UNTIL.match(text, date.span.end):
            between = text[first.span.start : date.span.start]
            return date if "。" not in between else None
    return None
