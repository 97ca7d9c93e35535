"""Values of elements in normal form: ISO 8601 for days and times, digits for sums."""

from __future__ import annotations

from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    DateValue,
    MoneyValue,
    PeriodValue,
    TimeValue,
)

NONE = "none"
"""The value of 無料, 不要, なし."""


def iso_day(value: DateValue) -> str:
    """`2026-12-05`; `--12-05` without a year, `---05` without a month, `2026-12` without a day."""
    if value.month is None:
        if value.day is not None:
            return f"---{value.day:02d}"
        return "" if value.year is None else f"{value.year:04d}"
    year = "--" if value.year is None else f"{value.year:04d}-"
    day = "" if value.day is None else f"-{value.day:02d}"
    return f"{year}{value.month:02d}{day}"


def iso_time(value: TimeValue) -> str:
    """`10:00`, "" for what cannot be a time."""
    minutes = value.minutes
    return "" if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}"


def iso_moment(annotations: list[Annotation]) -> str:
    """The first day or period of days of a stretch, with the first time or hours beside it.

    `2026-12-05`, `2026-12-05T10:00/12:00`, `2026-12-01/2027-01-04`, `/2026-12-11` (until),
    `2026-04-01/` (from).
    """
    days = ""
    hours = ""
    period: tuple[int, int] | None = None
    for annotation in annotations:
        value = annotation.value
        if period and period[0] <= annotation.span.start and annotation.span.end <= period[1]:
            if not days and isinstance(value, DateValue):
                days = iso_day(value)
            continue
        if isinstance(value, PeriodValue):
            ends = [end for end in (value.start, value.end) if end is not None]
            if ends and isinstance(ends[0], DateValue):
                if not days:
                    days = _range(value)
                    period = annotation.span.start, annotation.span.end
            elif not hours:
                hours = _range(value)
                period = annotation.span.start, annotation.span.end
        elif isinstance(value, DateValue) and not days:
            days = iso_day(value)
        elif isinstance(value, TimeValue) and not hours:
            hours = iso_time(value)
    if days and hours:
        return f"{days}T{hours}"
    return days or (f"T{hours}" if hours else "")


def _range(value: PeriodValue) -> str:
    parts = []
    for end in (value.start, value.end):
        if isinstance(end, DateValue):
            parts.append(iso_day(end))
        elif isinstance(end, TimeValue):
            parts.append(iso_time(end))
        else:
            parts.append("")
    return "/".join(parts)


def yen(annotation: Annotation) -> str:
    """The digits of a sum, `none` for nothing to pay."""
    value = annotation.value
    if not isinstance(value, MoneyValue):
        return ""
    if value.free or value.yen == 0:
        return NONE
    return f"{value.yen.normalize():f}"


DAYS = (AnnotationKind.DATE, AnnotationKind.PERIOD, AnnotationKind.TIME, AnnotationKind.WEEKDAY)
"""What a moment is made of."""
