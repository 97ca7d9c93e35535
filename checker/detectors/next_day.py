"""「12月5日の翌日（12月7日）」: days that are said to follow each other, and do not."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import pairwise

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.years import possible
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"word", "right"})

_STEPS = {
    "翌々日": 2,
    "翌日": 1,
    "次の日": 1,
    "前日": -1,
    "前々日": -2,
    "1週間後": 7,
    "1週間前": -7,
    "同日": 0,
}
_WORD = Scan(
    rf"(?:{'|'.join(sorted(_STEPS, key=len, reverse=True))})(?:の|は|に当たる|、)?[（(]?[0-9]"
)
_BETWEEN = regex(
    rf"[^。、\n0-9]{{0,12}}?の?(?P<word>{'|'.join(sorted(_STEPS, key=len, reverse=True))})(?:の|は|に当たる|、)?[（(]?"
)


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_WORD,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a date that is not the day that the word in front of it says."""
    text = context.document.folded
    dates = context.annotations.of(AnnotationKind.DATE)
    for first, second in pairwise(dates):
        if second.span.start - first.span.end > 24:
            continue
        found = _BETWEEN.fullmatch(text, first.span.end, second.span.start)
        if found is None:
            continue
        day, other = _days(first, second)
        if day is None or other is None:
            continue
        right = day + datetime.timedelta(days=_STEPS[found["word"]])
        if (right.month, right.day) == (other.month, other.day):
            continue
        values = {"word": found["word"], "right": f"{right.month}月{right.day}日"}
        related = (Related(first.span, "この日から数えました"),)
        place = Span(found.start("word"), second.span.end)
        yield Match(place, values, related=related)


def _days(
    first: Annotation, second: Annotation
) -> tuple[datetime.date | None, datetime.date | None]:
    one, other = first.value, second.value
    if not isinstance(one, DateValue) or not isinstance(other, DateValue):
        return None, None
    if one.month is None or one.day is None or other.day is None or one.part or other.part:
        return None, None
    year = one.year
    if year is None and (one.month, one.day) in ((2, 28), (2, 29), (3, 1), (3, 2)):
        return None, None
    year = year or 2027
    month = other.month or one.month
    return possible(year, one.month, one.day), possible(year, month, other.day)
