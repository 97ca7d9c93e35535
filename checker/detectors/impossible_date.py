"""Dates that no calendar has and times that no clock shows."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue, TimeValue
from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Tier

NEEDS = Tier.TEXT


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a date or time that cannot be."""
    for annotation in context.annotations.of(AnnotationKind.DATE):
        if isinstance(annotation.value, DateValue) and (reason := date_fault(annotation.value)):
            yield Match(annotation.span, {"reason": reason})
    for annotation in context.annotations.of(AnnotationKind.TIME):
        if isinstance(annotation.value, TimeValue) and annotation.value.minutes is None:
            yield Match(annotation.span, {"reason": time_fault(annotation.value)})


def date_fault(value: DateValue) -> str:
    """What is wrong with a date, "" if nothing is."""
    if value.day is not None and 1 <= value.day <= 28 and value.month in range(1, 13):
        return ""
    if value.month is not None and not 1 <= value.month <= 12:
        return f"{value.month}月は無いため、読む人が日を決められません"
    if value.month is None or value.day is None:
        return ""
    # Without a year, 29 February may be right.
    year = value.year if value.year is not None and 1 <= value.year <= 9999 else 2024
    last = calendar.monthrange(year, value.month)[1]
    if not 1 <= value.day <= last:
        return f"{value.month}月は{last}日までのため、読む人が日を決められません"
    return ""


def time_fault(value: TimeValue) -> str:
    """What is wrong with a time that cannot be."""
    if value.meridiem and value.hour > 12:
        return f"「{value.meridiem}」と24時間の書き方が重なっています"
    return "時計に無い時刻です"
