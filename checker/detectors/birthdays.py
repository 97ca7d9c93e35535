"""「発行の日から5回目の誕生日まで」 and its example: 4 years after the first birthday behind that day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.calendar_days import possible, spelled_year
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

RULE = Scan(r"(?:から|の?後の?)(?:数えて)?、?(?P<n>[0-9]{1,2})(?:回|度)目の誕生日")
_BEHIND = regex(r"[ 　]?(?:[（(][^（()）\n]{1,6}[)）])?(?:生まれ|が誕生日|の?誕生日)")
_FRONT = regex(r"誕生日(?:は|が|：|:|[（(]|が毎年|は毎年)[ 　]?\Z")
REACH = 200
"""Code points behind a rule in which its example stands."""


def wrong_examples(context: Context) -> Iterator[Match]:
    """One match a birthday of an example that is not the one of its rule."""
    text = context.document.folded
    for found in RULE.finditer(text):
        place = Span(found.end(), min(len(text), found.end() + REACH))
        start: datetime.date | None = None
        born: tuple[int, int] | None = None
        for date in context.annotations.overlapping(place, AnnotationKind.DATE):
            value = date.value
            if not isinstance(value, DateValue) or value.month is None or value.day is None:
                continue
            if _is_birthday(text, date):
                born = born or (value.month, value.day)
            elif start is None:
                start = value.to_date()
            elif born is not None and (day := value.to_date()) is not None:
                yield from _compared(found["n"], start, born, date, day, Span(*found.span()))
                break


def _is_birthday(text: str, date: Annotation) -> bool:
    return (
        _BEHIND.match(text, date.span.end) is not None
        or _FRONT.search(text, max(0, date.span.start - 10), date.span.start) is not None
    )


def _compared(
    number: str,
    start: datetime.date,
    born: tuple[int, int],
    date: Annotation,
    day: datetime.date,
    rule: Span,
) -> Iterator[Match]:
    first = start.year + (born <= (start.month, start.day))
    right = possible(first + int(number) - 1, *born)
    if born == (start.month, start.day) or right is None or day == right:
        return
    if (day.month, day.day) != born and abs((day - right).days) <= 1:
        return  # the day before, on which one is a year older
    assert isinstance(date.value, DateValue)
    year = spelled_year(right, era=date.value.era is not None)
    values = {"right": f"{year}{right.month}月{right.day}日", "word": f"{number}回目の誕生日"}
    yield Match(date.span, values, related=(Related(rule, "この決まりから数えました"),))
