"""The days of a draft that names no year at all: they lie near its first day."""

from __future__ import annotations

import datetime

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import per_draft
from checker.detectors.calendar_days import around, possible
from checker.detectors.years import Day, Source, is_background, years_of
from checker.regex import regex

ANY_YEAR = 2026
"""The year of the first day; no leap year lies near it."""


_OF_A_YEAR = regex(r"年度?(?:の|は|も)?[ 　]?\Z")


@per_draft
def _first(context: Context) -> datetime.date | None:
    """The first day of a draft without years; None if one is known or named."""
    years = years_of(context)
    if years.written or years.issued is not None or years.fiscal is not None:
        return None
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if isinstance(value, DateValue) and value.month and value.day and not value.part:
            return possible(ANY_YEAR, value.month, value.day)
    return None


def day_of(context: Context, date: Annotation) -> Day | None:
    """The day of a date; where no year is named, one that can be compared with the others."""
    day = years_of(context).resolve(date)
    if day is not None:
        return day if day.source > Source.FISCAL else None
    value = date.value
    if not isinstance(value, DateValue) or value.year is not None:
        return None
    if not value.month or not value.day or value.part:
        return None
    text, start = context.document.folded, date.span.start
    if _OF_A_YEAR.search(text, max(0, start - 4), start) or is_background(text, date.span.end):
        return None
    first = _first(context)
    near = None if first is None else around(first, value.month, value.day)
    return None if near is None else Day(near, Source.DOUBTFUL)
