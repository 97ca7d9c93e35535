"""Dates with points, slashes or hyphens for 年 and 月 (R8.12.5, 12/5)."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_SIGNED = regex(
    r"(?P<era>令和|平成|昭和|[令平昭RHS㋿㍻㍼])?[ ]?[0-9元]{1,4}(?:[./．／\-－][ ]?[0-9]{1,2}){1,2}"
)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a date, without the weekday behind it."""
    for annotation in context.annotations.of(AnnotationKind.DATE):
        value = annotation.value
        if not isinstance(value, DateValue) or value.month is None or value.day is None:
            continue
        found = _SIGNED.match(context.document.folded, annotation.span.start, annotation.span.end)
        if found is not None:
            span = Span(found.start(), found.end())
            written = _year(value) + f"{value.month}月{value.day}日"
            yield Match(span, {"to": written}, edits=(Edit(span, written),))


def _year(value: DateValue) -> str:
    """The year as the date itself has it, "" if it has none."""
    if value.year is None or "year" in value.inherited:
        return ""
    if value.era is None:
        return f"{value.year}年"
    return f"{value.era}{'元' if value.era_year == 1 else value.era_year}年"
