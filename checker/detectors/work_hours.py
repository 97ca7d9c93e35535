"""Hours of work: from when to when, the rest between, and how long that is said to be.

「1日6時間（午前9時から午後4時まで、休憩1時間）」, 「9時30分〜15時30分（うち休憩45分、実働5時間15分）」.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors.clock_lengths import hours_shown, minutes_between
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

RESTS = Scan("休憩(?:時間)?[はが：:・ 　]?(?=[0-9なあ])")
BEFORE = 30
"""Code points from the hours to the rest: the two belong together."""

REACH = 24
"""Code points around both in which the length stands."""

_LONG = r"(?:(?P<hours>[0-9]{1,2})時間(?P<half>半)?)?(?:(?P<minutes>[0-9]{1,3})分)?"
_REST = regex(rf"(?:(?=[0-9]){_LONG}|(?P<none>なし|ありません))")
_DAILY = regex(
    rf"(?:1日(?:の?(?:実働|勤務時間))?|実働|実労働(?:時間)?|実勤務(?:時間)?|を除(?:く|き、?|いて))[はに：: 　]?(?P<length>(?=[0-9]){_LONG})(?!以|程|から|[〜～]|・(?!週)|[0-9])"
)


def wrong_hours(context: Context) -> Iterator[Match]:
    """One match a length that is not what the rest leaves of the hours."""
    text = context.document.folded
    for rest in RESTS.finditer(text):
        off = _REST.match(text, rest.end())
        if off is None or not off.group():
            continue
        line = context.document.block_at(rest.start()).span
        low = max(line.start, rest.start() - BEFORE)
        periods = context.annotations.overlapping(Span(low, rest.start()), AnnotationKind.PERIOD)
        if not periods:
            continue
        period = periods[-1]
        long = minutes_between(period)
        if long is None:
            continue
        right = long - (0 if off["none"] else _minutes(off))
        begin = max(line.start, period.span.start - REACH)
        stop = min(line.end, off.end() + REACH)
        said = [*_DAILY.finditer(text, begin, period.span.start)][-1:] or [
            *_DAILY.finditer(text, off.end(), stop)
        ][:1]
        if not said or _minutes(said[0]) == right or right <= 0:
            continue
        related = (Related(Span(period.span.start, off.end()), "この時間と休憩から計算しました"),)
        yield Match(Span(*said[0].span("length")), {"length": hours_shown(right)}, related=related)


def _minutes(found: re.Match[str]) -> int:
    half = 30 if found["hours"] and found["half"] else 0
    return int(found["hours"] or 0) * 60 + int(found["minutes"] or 0) + half
