"""Days on which somebody has to act or come, without their weekday."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    DateValue,
    PairValue,
    PeriodValue,
)
from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.detectors.years import WEEKDAYS
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_LABEL, _PERIOD, _DATE = AnnotationKind.LABEL, AnnotationKind.PERIOD, AnnotationKind.DATE
_WEEKDAY = regex(r"曜|[（(・、][月火水木金土日祝休](?=[）)・、])|[㈪-㈰㊊-㊐]|毎[日月年]|いずれも")
_LONG = regex(r"[（(][月火水木金土日]曜")
_SHORT = regex(r"[（(][月火水木金土日][）)・]")


@per_rule
def _labels(options: Options) -> re.Pattern[str]:
    return regex(f"(?:{'|'.join(texts(options, 'labels'))})$")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a day in a line labelled as in `options["labels"]`, if no day of it
    has a weekday, or a day at one end of a period whose other end has one.

    A day that is over is a report and needs none.
    """
    folded = context.document.folded
    labels = _labels(options)
    wanted: dict[Span, Annotation] = {}
    for label in context.annotations.of(_LABEL):
        pair = label.value
        if not isinstance(pair, PairValue) or not labels.search(pair.term):
            continue
        if not _WEEKDAY.search(folded, pair.other_span.start, pair.other_span.end):
            for date in context.annotations.overlapping(pair.other_span, _DATE):
                wanted[date.span] = date
    for period in context.annotations.of(_PERIOD):
        wanted.update((date.span, date) for date in _uneven(context, period))
    if not wanted:
        return
    long = len(_LONG.findall(folded)) >= len(_SHORT.findall(folded))
    for span in sorted(wanted):
        value = wanted[span].value
        if isinstance(value, DateValue) and _lacks(value) and value.day is not None:
            day = value.to_date()
            if day is not None and day < context.as_of:
                continue
            edits: tuple[Edit, ...] = ()
            if day is not None:
                name = WEEKDAYS[day.weekday()] + ("曜日" if long else "")
                edits = (Edit(Span(span.end, span.end), f"（{name}）"),)
            yield Match(span, edits=edits)


def _lacks(value: DateValue) -> bool:
    return value.weekday is None and not value.holiday and not value.part


def _uneven(context: Context, period: Annotation) -> list[Annotation]:
    """The day of a period that lacks a weekday while the other day has one."""
    value = period.value
    if not isinstance(value, PeriodValue):
        return []
    ends = [end for end in (value.start, value.end) if isinstance(end, DateValue)]
    if len(ends) < 2 or all(map(_lacks, ends)) or not any(map(_lacks, ends)):
        return []
    dates = context.annotations.overlapping(period.span, _DATE)
    return [d for d in dates if isinstance(d.value, DateValue) and _lacks(d.value)]
