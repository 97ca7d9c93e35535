"""Amounts of four digits or more that are not grouped by commas."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, CountValue
from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

# A leading zero makes it a code; behind a letter it is a model number.
_RUN = regex(r"(?<![0-9A-Za-zφ,，.¥￥\\])[1-9][0-9]{3,11}(?![0-9,，])")

_AMOUNTS = (AnnotationKind.MONEY, AnnotationKind.COUNT)
_SHORTEST = 4  # digits


@per_rule
def _spared(options: Options) -> frozenset[str]:
    return frozenset(texts(options, "except"))


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a number of a sum or count whose unit is not in `options["except"]`.

    Only what is known to be an amount: years, telephone numbers and codes are
    no such annotations.
    """
    text = context.document.folded
    long = [
        annotation
        for annotation in context.annotations.of(*_AMOUNTS)
        if annotation.span.end - annotation.span.start >= _SHORTEST
    ]
    spared = _spared(options) if long else frozenset()
    for annotation in long:
        value = annotation.value
        if isinstance(value, CountValue) and (value.ordinal or value.unit in spared):
            continue
        for found in _RUN.finditer(text, annotation.span.start, annotation.span.end):
            span = Span(found.start(), found.end())
            grouped = f"{int(found.group()):,}"
            yield Match(span, {"to": grouped}, edits=(Edit(span, grouped),))
