"""「12月5日の翌日（12月7日）」: days that are said to follow each other, and do not."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import pairwise

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.fields import fields_of
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

_NAMED_DAY = regex(r"(?P<name>[一-龠]{1,6}日)の?\Z")


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
        base = first
        if (of := _NAMED_DAY.search(text, first.span.end, found.start("word"))) is not None:
            # 「投票日前日の」: counted from that day, wherever the draft names it.
            named = _day_of(context, of["name"])
            if named is None or named == second:
                continue
            base = named
        day, other = _days(base, second)
        if day is None or other is None:
            continue
        right = day + datetime.timedelta(days=_STEPS[found["word"]])
        if (right.month, right.day) == (other.month, other.day):
            continue
        values = {"word": found["word"], "right": f"{right.month}月{right.day}日"}
        related = (Related(base.span, "この日から数えました"),)
        place = Span(found.start("word"), second.span.end)
        yield Match(place, values, related=related)


def _day_of(context: Context, name: str) -> Annotation | None:
    """The only date under a name such as 投票日."""
    found = [
        dates[0]
        for field in fields_of(context)
        if field.name.startswith(name)
        and len(dates := context.annotations.overlapping(field.value, AnnotationKind.DATE)) == 1
    ]
    return found[0] if len(found) == 1 else None


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
