"""Lengths of time between two times of one day, and in words."""

from __future__ import annotations

from checker.annotations.types import Annotation, PeriodValue, TimeValue
from checker.detectors.period_reversed import minutes


def minutes_between(period: Annotation) -> int | None:
    """Minutes from one time to a later one of the same day; None if it is not clear that it is."""
    value = period.value
    if not isinstance(value, PeriodValue):
        return None
    start, end = value.start, value.end
    if not isinstance(start, TimeValue) or not isinstance(end, TimeValue):
        return None
    first, last = minutes(start), minutes(end)
    if first is None or last is None or last <= first:
        return None
    return last - first if end.meridiem or end.word or start.hour > 6 else None


def hours_shown(minutes: int) -> str:
    """A length of time in hours and minutes (1時間30分)."""
    hours, rest = divmod(minutes, 60)
    return (f"{hours}時間" if hours else "") + (f"{rest}分" if rest else "")
