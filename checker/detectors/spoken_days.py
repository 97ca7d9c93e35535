"""「明日22日」 in what is read out on the 20th: a day without its month, counted from today."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.calendar_days import possible
from checker.detectors.years import WEEKDAYS, years_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

WORDS = {
    "本日": 0,
    "きょう": 0,
    "今日": 0,
    "今夜": 0,
    "今晩": 0,
    "明日": 1,
    "あす": 1,
    "あした": 1,
    "明朝": 1,
    "明後日": 2,
    "あさって": 2,
    "昨日": -1,
    "きのう": -1,
    "昨夜": -1,
    "一昨日": -2,
    "おととい": -2,
}
_NAMES = "|".join(sorted(WORDS, key=len, reverse=True))
BARE = Scan(
    rf"(?P<word>{_NAMES})(?:の|、|は、?|[（(])?(?P<day>[0-9]{{1,2}})日(?!間|以内|後|前|目|分|ごと)"
)
_TODAY = regex(
    r"^[ 　■●○◆・【\[]{0,2}(?:放送|配信|発信|発表|送信|読み上げ|提供)(?:する)?の?(?:日時?|予定日時?|時刻)?[】\]]?[ 　：:]{0,3}\Z"
)
_TOLD_AT = regex(
    "[ 　]*(?:午[前後])?[ 　]*(?:[0-9]{1,2}時(?:[0-9]{1,2}分|半)?|[0-9]{1,2}:[0-9]{2}|正午)[ 　]*(?:発表|現在|時点|放送|配信|発信)"
)
_OF_OTHER = regex("昨年|去年|前回|例|[「『]")
_WEEKDAY = regex(f"[（(](?P<weekday>[{WEEKDAYS}])")
REACH = 16
"""Code points in front of the day of a broadcast in which its name stands."""


class _Today(NamedTuple):
    date: datetime.date
    place: Span


def bare_days(context: Context) -> Iterator[Match]:
    """One match a day that is not so many days from the only day on which it is told."""
    text = context.document.folded
    found = [
        one
        for one in BARE.finditer(text)
        if not _OF_OTHER.search(text, max(0, one.start() - 6), one.start())
    ]
    if not found:
        return
    today = told_on(context)
    for one in found:
        if today is None:
            return
        right = today.date + datetime.timedelta(days=WORDS[one["word"]])
        if today.place.start <= one.start() < today.place.end:
            continue
        weekday = _WEEKDAY.match(text, one.end())
        if int(one["day"]) == right.day and (
            weekday is None or WEEKDAYS.index(weekday["weekday"]) == right.weekday()
        ):
            continue
        shown = f"{right.month}月{right.day}日（{WEEKDAYS[right.weekday()]}）"
        values = {"word": one["word"], "right": shown}
        related = (Related(today.place, "この日から数えました"),)
        yield Match(Span(one.start("word"), one.end()), values, related=related)


def told_on(context: Context) -> _Today | None:
    """The only day on which the draft is read out or sent, as a line of its own says."""
    document = context.document
    text = document.folded
    years = years_of(context)
    days: dict[datetime.date, Span] = {}
    for date in context.annotations.of(AnnotationKind.DATE):
        line = document.block_at(date.span.start).span
        if date.span.start - line.start > REACH or not _complete(date):
            continue
        named = _TODAY.search(text[line.start : date.span.start])
        if named is None and not _TOLD_AT.match(text, date.span.end, line.end):
            continue
        day = years.resolve(date)
        value = date.value
        assert isinstance(value, DateValue)
        known = day.date if day else possible(2027, value.month or 0, value.day or 0)
        if known is not None:
            days.setdefault(known, date.span)
    if len(days) != 1:
        return None
    return _Today(*next(iter(days.items())))


def _complete(date: Annotation) -> bool:
    value = date.value
    return isinstance(value, DateValue) and bool(value.month and value.day) and not value.part
