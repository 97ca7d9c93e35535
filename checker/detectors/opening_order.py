"""Doors that open after the start: 開場 午後2時、開演 午後1時30分."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from checker.annotations.types import Annotation, AnnotationKind, PeriodValue, TimeValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.period_reversed import minutes
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"opening", "start", "other"})

REACH = 50
"""Code points between the two times, a line break in between."""

_OPENING_SCAN = Scan("開場|受付|集合")
_DOORS = Scan("(?<=。)(?:なお、)?(?P<opening>開場|受付開始|集合)(?:時[間刻])?は、?(?=午|正|[0-9])")
_IN_BRACKETS = Scan(
    "[（(、](?P<opening>受付開始|受付|受け付け|開場|集合)(?:時[間刻])?(?:は|：|:)?、?(?=午|正|[0-9])"
)
_FROM = regex("(?:から)?[）)]|から(?![^）)\n]{0,12}まで)|より[）)]")
_STARTS = regex(
    "(?:から|に)、?[^。、\n]{0,24}?(?:開きます|開催します|行います|始めます|始まります|出発します)"
)
_START = "開演|開会|開始|開講|スタート|出発"
_START_WORDS = tuple(_START.split("|"))
_BEFORE = regex(
    rf"(?:(?P<opening>開場|受付開始|受付|集合)|(?P<start>{_START}))(?:時刻|時間)?[】\]）)]?[：:はが \u3000]{{0,3}}\Z"
)
_BEHIND = regex(
    rf"[ \u3000]{{0,2}}[にの（(]?(?:(?P<opening>開場|受付開始|集合)|(?P<start>{_START}))(?![^、。\n]{{0,4}}から)"
)


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_OPENING_SCAN,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a time of opening that lies behind the time of the start beside it."""
    document = context.document
    text = document.folded
    yield from _told(context)
    yield from _behind_hours(context)
    if not any(word in text for word in _START_WORDS):
        return
    last: tuple[Annotation, TimeValue, str, bool] | None = None
    for time in context.annotations.of(AnnotationKind.TIME):
        value = time.value
        if not isinstance(value, TimeValue) or text.startswith(("まで", "迄"), time.span.end):
            continue
        line = text.rfind("\n", 0, time.span.start) + 1
        found = _BEFORE.search(text, max(line, time.span.start - 12), time.span.start) or (
            _BEHIND.match(text, time.span.end)
        )
        if found is None:
            continue
        word = found["opening"] or found["start"]
        opening = found["opening"] is not None
        if (
            last is not None
            and last[3] is not opening
            and time.span.start - last[0].span.end <= REACH
            and text.count("\n", last[0].span.end, time.span.start) <= 1
            and text.find("。", last[0].span.end, time.span.start) < 0
        ):
            here = (time, value, word, opening)
            late, first = (here, last) if opening else (last, here)
            if _is_later(late[1], first[1]):
                values = {
                    "opening": late[2],
                    "start": first[2],
                    "other": first[0].span.cut(document.text),
                }
                related = (Related(first[0].span, f"{first[2]}はここです"),)
                yield Match(late[0].span, values, related=related)
            last = None
        else:
            last = (time, value, word, opening)


def _behind_hours(context: Context) -> Iterator[Match]:
    """「午前10時30分から正午まで（受付は午前11時から）」."""
    text = context.document.folded
    for found in _IN_BRACKETS.finditer(text):
        line = text.rfind("\n", 0, found.start()) + 1
        periods = [
            period
            for period in context.annotations.overlapping(
                Span(line, max(line + 1, found.start())), AnnotationKind.PERIOD
            )
            if period.span.end == found.start()
        ]
        times = context.annotations.overlapping(
            Span(found.end(), found.end() + 1), AnnotationKind.TIME
        )
        if len(periods) != 1 or len(times) != 1 or not isinstance(periods[0].value, PeriodValue):
            continue
        start, late = periods[0].value.start, times[0].value
        if not isinstance(start, TimeValue) or not isinstance(late, TimeValue):
            continue
        if not _FROM.match(text, times[0].span.end) or not _is_later(late, start):
            continue
        shown = context.annotations.overlapping(periods[0].span, AnnotationKind.TIME)[0]
        values = {
            "opening": found["opening"],
            "start": "始まり",
            "other": shown.span.cut(context.document.text),
        }
        related = (Related(shown.span, "始まりはここです"),)
        yield Match(times[0].span, values, related=related)


def _told(context: Context) -> Iterator[Match]:
    """「午後2時から開きます。開場は午後2時30分です」: a sentence each, in one line."""
    text = context.document.folded
    for found in _DOORS.finditer(text):
        times = context.annotations.overlapping(
            Span(found.end(), found.end() + 1), AnnotationKind.TIME
        )
        line = text.rfind("\n", 0, found.start()) + 1
        before = [
            time
            for time in context.annotations.overlapping(
                Span(line, max(line + 1, found.start())), AnnotationKind.TIME
            )
            if _STARTS.match(text, time.span.end)
        ]
        if len(before) != 1 or not times:
            continue
        start, late = before[0].value, times[0].value
        if not isinstance(start, TimeValue) or not isinstance(late, TimeValue):
            continue
        if _is_later(late, start):
            values = {
                "opening": found["opening"],
                "start": "始まり",
                "other": before[0].span.cut(context.document.text),
            }
            related = (Related(before[0].span, "始まりはここです"),)
            yield Match(times[0].span, values, related=related)


def _is_later(opening: TimeValue, start: TimeValue) -> bool:
    """Whether the opening lies behind the start in every reading.

    A half of the day that is written once may hold for both, or noon lies between.
    """
    first, last = _readings(opening, start), _readings(start, opening)
    return bool(first and last) and min(first) > max(last)


def _readings(time: TimeValue, other: TimeValue) -> list[int]:
    """The minutes after midnight that a time may mean beside another."""
    if not time.meridiem and other.meridiem and time.hour <= 12:
        halves = [msgspec.structs.replace(time, meridiem=half) for half in ("午前", "午後")]
        found = [minutes(half) for half in halves]
    else:
        found = [minutes(time)]
    return [minute for minute in found if minute is not None]
