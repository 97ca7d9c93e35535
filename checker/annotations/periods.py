"""Periods made of the dates and times of a text."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from checker.annotations.date_numerals import SPACE
from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    DateValue,
    PeriodValue,
    TimeValue,
)
from checker.model import Span
from checker.regex import regex

_NOTE = rf"(?:{SPACE}[(（][^()（）\n]{{1,12}}[)）])?"
_SIGNS = r"〜～~〰⁓\-－–—―‐‑−ー➡→⇒"
# 8月1日(土)の午前10時, 8月1日(予定)、午前10時
_INSIDE_POINT = regex(rf"{_NOTE}{SPACE}[の、，,]?{SPACE}")
_TO = regex(
    rf"{_NOTE}{SPACE}(?:頃|ごろ)?(?:[{_SIGNS}]|から|より|以降){_NOTE}{SPACE}[、，,]?{SPACE}"
    rf"(?:翌々?日|翌朝|翌[年月]?|同日|同年?|当日|再?来年|[今本]年|[今来翌]月)?{SPACE}の?{SPACE}"
)
_FROM = regex(
    rf"{_NOTE}{SPACE}(?:以降|以後|[〜～~]|から(?!起算|数え|さかのぼ|遡|見|みて"
    rf"|{SPACE}[0-9一二三四五六七八九十]{{1,4}}{SPACE}(?:日|週間|[かカヶケヵ箇]月|年)(?:以内|前|後|目|を経過|が経過))"
    r"|より(?!前|後|も|多|少|早|遅|高|低|以前|古|新))"
)
_BOLD = r"(?:\*\*)?"
"""Behind a bracket and in front of kana Markdown leaves it as it is: **1月8日（金）**までに."""

_UNTIL = regex(rf"{_NOTE}{_BOLD}{SPACE}(?:頃|ごろ)?(?:まで|迄|以前)")
_CLOSE = regex(rf"{_NOTE}{_BOLD}{SPACE}(?:頃|ごろ)?(?:まで|迄)")
_WAVE_BEFORE = regex(r"[〜～~][ \u3000]{0,2}\Z")
# What these begin with: most dates stand in front of something else.
_AFTER_FIRST = frozenset("*(（ \u3000頃ごま迄以から〜～~より")
_WAVE_OR_SPACE = frozenset("〜～~ \u3000")
_DATE, _TIME = AnnotationKind.DATE, AnnotationKind.TIME


class _Point(msgspec.Struct, frozen=True, gc=False):
    """A date, a time, or a date with its time, and where it starts and ends."""

    start: int
    end: int
    date: Annotation | None
    time: Annotation | None


def find_periods(text: str, found: Sequence[Annotation]) -> list[Annotation]:
    """Find the PERIOD annotations of a text.

    * Two dates joined by a range sign, から or より: a period of days. Times
      beside them lie in its span (8月1日午前10時から8月3日正午まで).
    * Two times: a period of the day. The later time has the 午前 or 午後 of the
      earlier one if it has none of its own and then lies behind it
      (午後1時～3時 ends at 15:00).
    * An open end is None: 8月1日から, 13:00～, ～8月31日, 8月31日まで, 以降, 以前.
      With both a date and a time, から and ～ open a period of the day, まで
      closes a period of days (8月31日午後5時まで).

    The span includes から, まで, 以降 and the range sign. 「8月1日・2日」 is no
    period. Of the fields of a date nothing is completed here: `find_dates` has
    done it.

    Args:
        text: The text in which the annotations were found.
        found: Annotations; those other than DATE and TIME are not looked at.

    Returns:
        The annotations in text order; they never overlap.
    """
    points = _points(text, found)
    periods: list[Annotation] = []
    index = 0
    while index < len(points):
        point = points[index]
        following = points[index + 1] if index + 1 < len(points) else None
        period = _joined(text, point, following) if following is not None else None
        if period is not None and following is not None:
            # The time behind the last day may open a period of the day itself.
            if following.time is not None and period.span.end <= following.time.span.start:
                points[index + 1] = _time_point(following.time)
            else:
                index += 1
        else:
            period = _open(text, point, periods[-1].span.end if periods else 0)
        if period is not None:
            periods.append(period)
        index += 1
    return periods


def _points(text: str, found: Sequence[Annotation]) -> list[_Point]:
    wanted = [a for a in found if a.kind is _DATE or a.kind is _TIME]
    wanted.sort(key=lambda annotation: annotation.span.start)
    points: list[_Point] = []
    end = 0
    for annotation in wanted:
        span = annotation.span
        start = span.start
        if start < end:
            continue
        end = span.end
        if annotation.kind is _DATE:
            points.append(_Point(start, end, annotation, None))
            continue
        last = points[-1] if points else None
        if (
            last is not None
            and last.time is None
            and start - last.end <= 20
            and _INSIDE_POINT.fullmatch(text, last.end, start)
        ):
            points[-1] = _Point(last.start, end, last.date, annotation)
        else:
            points.append(_time_point(annotation))
    return points


def _time_point(time: Annotation) -> _Point:
    return _Point(time.span.start, time.span.end, None, time)


def _joined(text: str, first: _Point, second: _Point) -> Annotation | None:
    """The period from one point to the next, if a sign or a word joins them."""
    if second.start - first.end > 40 or not _TO.fullmatch(text, first.end, second.start):
        return None
    if first.date is not None and second.date is not None:
        last = second.end
        if first.time is None and second.time is not None and not _CLOSE.match(text, last):
            last = second.date.span.end
        return _period(text, first.start, last, _date_of(first.date), _date_of(second.date))
    if first.time is not None and second.time is not None:
        start, end = _time_of(first.time), _time_of(second.time)
        return _period(
            text, first.time.span.start, second.end, start, _with_half_of_day(start, end)
        )
    return None


def _period(
    text: str,
    start: int,
    end: int,
    first: DateValue | TimeValue,
    last: DateValue | TimeValue,
) -> Annotation:
    until = _CLOSE.match(text, end)
    span = Span(start, until.end() if until is not None else end)
    return Annotation(AnnotationKind.PERIOD, span, PeriodValue(first, last))


def _open(text: str, point: _Point, done: int) -> Annotation | None:
    """The period that a single point opens or closes."""
    follows = text[point.end : point.end + 1] in _AFTER_FIRST
    if not follows and text[point.start - 1 : point.start] not in _WAVE_OR_SPACE:
        return None
    after = _FROM.match(text, point.end) if follows else None
    if after is not None:
        opening = point.time or point.date
        assert opening is not None
        span = Span(opening.span.start, after.end())
        return Annotation(AnnotationKind.PERIOD, span, PeriodValue(_value_of(opening), None))
    closing = point.date or point.time
    assert closing is not None
    before = _WAVE_BEFORE.search(text, max(done, point.start - 3), point.start)
    until = _UNTIL.match(text, point.end)
    if before is None and until is None:
        return None
    span = Span(
        before.start() if before is not None else point.start,
        until.end() if until is not None else point.end,
    )
    return Annotation(AnnotationKind.PERIOD, span, PeriodValue(None, _value_of(closing)))


def _with_half_of_day(start: TimeValue, end: TimeValue) -> TimeValue:
    if not start.meridiem or end.meridiem or end.word or end.hour > 12:
        return end
    same = msgspec.structs.replace(end, meridiem=start.meridiem)
    if start.minutes is None or same.minutes is None or same.minutes <= start.minutes:
        return end
    return same


def _value_of(annotation: Annotation) -> DateValue | TimeValue:
    value = annotation.value
    assert isinstance(value, DateValue | TimeValue)
    return value


def _date_of(annotation: Annotation) -> DateValue:
    value = annotation.value
    assert isinstance(value, DateValue)
    return value


def _time_of(annotation: Annotation) -> TimeValue:
    value = annotation.value
    assert isinstance(value, TimeValue)
    return value
