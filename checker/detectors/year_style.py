"""Years by era (令和8年) and western years (2026年)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations import eras
from checker.annotations.types import Annotation, AnnotationKind, DateValue, Era
from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_YEAR = regex(r"(?:(?:令和|㋿)[ 　]?[0-9元]{1,2}|(?:西暦)?20[0-9]{2})年")
_FIRST, _LAST = 2019, 2100  # further off it is history, or a slip of the pen


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a date of 令和 with its year written otherwise than `options["to"]`.

    `to` is 元号, 西暦 or 併記. Only dates with a month count: a year alone may
    belong to a name or a plan.
    """
    wanted = str(options["to"])
    for annotation, value in _years(context):
        if (value.era is None, wanted) in ((True, "西暦"), (False, "元号")):
            continue
        found = _YEAR.match(context.document.folded, annotation.span.start, annotation.span.end)
        if found is not None:
            span = Span(found.start(), found.end())
            written = _written(value, wanted)
            yield Match(span, {"to": written}, edits=(Edit(span, written),))


def _years(context: Context) -> Iterator[tuple[Annotation, DateValue]]:
    """The dates of 令和 that say their year themselves, in one way only."""
    for annotation in context.annotations.of(AnnotationKind.DATE):
        value = annotation.value
        if (
            isinstance(value, DateValue)
            and value.year is not None
            and _FIRST <= value.year <= _LAST
            and value.month is not None
            and 1 <= value.month <= 12
            and value.western is None
            and not value.fiscal
            and value.era in (None, Era.REIWA)
            and "year" not in value.inherited
        ):
            yield annotation, value


def _written(value: DateValue, wanted: str) -> str:
    assert value.year is not None  # `_years` gives no other
    assert value.month is not None
    name, number = eras.of(datetime.date(value.year, value.month, 1))
    era = f"{name}{'元' if number == 1 else number}年"
    return {"元号": era, "西暦": f"{value.year}年"}.get(wanted, f"{era}（{value.year}年）")
