"""Round sums written out in digits (12,000,000円)."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, MoneyValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.thousands_in_kanji import in_large_units
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

LEAST = 1_000_000
"""Below this the digits are still read at a glance; own judgement."""

_DIGITS = regex(r"(?<![0-9,万億])[0-9][0-9,]{6,15}(?=[ 　]?円)")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sum of a million or more that 万 or 億 says without a remainder."""
    for annotation in context.annotations.of(AnnotationKind.MONEY):
        value = annotation.value
        if not isinstance(value, MoneyValue) or value.yen < LEAST or value.yen % 10_000:
            continue
        found = _DIGITS.search(context.document.folded, annotation.span.start, annotation.span.end)
        if found is not None:
            span = Span(found.start(), found.end())
            written = in_large_units(int(value.yen))
            yield Match(span, {"to": written}, edits=(Edit(span, written),))
