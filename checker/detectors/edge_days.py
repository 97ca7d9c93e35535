"""The first and the last day of the only period of a draft: 「最終日の4月11日」 of 「4月12日まで」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

EDGE = Scan("(?P<word>最終日|初日)")
_OF_OTHER = regex(
    r"(?:[一-龠々ァ-ヶー]|(?<!期間)(?<!会期)(?<!開催)(?<!展示)(?<!受付)(?<!募集)の)\Z"
)
_JOINS = regex(r"(?:の|は、?|である|となる|に当たる|、|：|:|[ 　]|[（(※]){1,2}\Z")
_BEHIND = regex(r"(?:は|の|が)?[（(の、](?:会期の|期間の)?\Z")
_BIRTHS = regex("生まれ|生年月日|基準日")
REACH = 8
"""Code points between the word and its day."""


class _Period(NamedTuple):
    span: Span
    first: DateValue
    last: DateValue


def edge_days(context: Context) -> Iterator[Match]:
    """One match a first or last day that is another one than the only period has."""
    text = context.document.folded
    period: _Period | None = None
    for found in EDGE.finditer(text):
        if _OF_OTHER.search(text, max(0, found.start() - 3), found.start()):
            continue
        block = context.document.block_at(found.start())
        date = _date_of(context, found.span(), block.span)
        if date is None and not block.quoted:
            yield from _by_number(context, found)
        if date is None or block.quoted:
            continue
        period = period or _only_period(context)
        if period is None:
            return
        right = period.last if found["word"] == "最終日" else period.first
        value = date.value
        assert isinstance(value, DateValue)
        if period.span.overlaps(date.span) or _same(value, right):
            continue
        related = (Related(period.span, "期間はここです"),)
        place = Span(min(found.start(), date.span.start), max(found.end(), date.span.end))
        shown = f"{right.month}月{right.day}日"
        yield Match(place, {"word": found["word"], "right": shown}, related=related)


_NUMBER = regex(r"(?:の|は、?|、|（|\()(?P<day>[0-9]{1,2})日(?!間|目|前|後)")


def _by_number(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「最終日の16日は」, where the month stands in the line of the period only."""
    number = _NUMBER.match(context.document.folded, found.end())
    period = _only_period(context) if number is not None else None
    if number is None or period is None:
        return
    right = period.last if found["word"] == "最終日" else period.first
    if int(number["day"]) != right.day:
        place = Span(found.start(), number.end("day") + 1)
        related = (Related(period.span, "期間はここです"),)
        shown = f"{right.month}月{right.day}日"
        yield Match(place, {"word": found["word"], "right": shown}, related=related)


def _date_of(context: Context, word: tuple[int, int], line: Span) -> Annotation | None:
    """The day right behind the word, or the one in front of it in brackets."""
    text = context.document.folded
    start, end = word
    near = Span(end, min(line.end, end + REACH))
    behind = context.annotations.overlapping(near, AnnotationKind.DATE) if near.end > end else ()
    if behind and behind[0].span.start > end and _JOINS.match(text, end, behind[0].span.start):
        return behind[0] if _is_day(behind[0]) else None
    near = Span(max(line.start, start - 4), start)
    before = (
        context.annotations.overlapping(near, AnnotationKind.DATE) if near.end > near.start else ()
    )
    if before and before[-1].span.end < start and _BEHIND.match(text, before[-1].span.end, start):
        return before[-1] if _is_day(before[-1]) else None
    return None


def _is_day(date: Annotation) -> bool:
    value = date.value
    return isinstance(value, DateValue) and value.day is not None and not value.part


def _same(one: DateValue, other: DateValue) -> bool:
    if one.month is None or "month" in one.inherited:
        return one.day == other.day
    return (one.month, one.day) == (other.month, other.day)


def _only_period(context: Context) -> _Period | None:
    """The period of days of a draft; None if it has two."""
    text = context.document.folded
    found: _Period | None = None
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if not isinstance(value, PeriodValue):
            continue
        first, last = value.start, value.end
        if not isinstance(last, DateValue) or last.day is None:
            continue
        if not isinstance(first, DateValue) or first.month is None or first.day is None:
            continue
        if last.month is None:
            continue
        line = context.document.block_at(period.span.start).span
        if _BIRTHS.search(text, line.start, line.end):
            continue
        if found is not None and not (_same(first, found.first) and _same(last, found.last)):
            return None
        found = found or _Period(period.span, first, last)
    return found
