"""A date and a weekday that do not belong together."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Tier

NEEDS = Tier.TEXT

WEEKDAYS = "月火水木金土日"


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a full date whose weekday is another one.

    A date without a year is left alone: which year is meant is not known here.
    """
    for annotation in context.annotations.of(AnnotationKind.DATE):
        value = annotation.value
        if not isinstance(value, DateValue) or value.weekday is None:
            continue
        day = value.to_date()
        if day is not None and day.weekday() != value.weekday:
            date = f"{day.year}年{day.month}月{day.day}日"
            yield Match(annotation.span, {"date": date, "actual": WEEKDAYS[day.weekday()]})
