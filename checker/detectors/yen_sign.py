"""Sums with a yen sign in front (￥1,500)."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_SUM = regex(r"[¥￥\\][ ]?(?P<sum>[0-9][0-9,，.]{0,15}[万億]?)(?:[ ]?円|[-－ー―]{1,2}(?![0-9]))?")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sum; 円 behind it is not kept twice."""
    for annotation in context.annotations.of(AnnotationKind.MONEY):
        start, end = annotation.span.start, annotation.span.end
        # A dash that closes the sum (￥1,500-) stands behind the annotation.
        found = _SUM.search(context.document.folded, start, end + 3)
        if found is not None and found.start() < end:
            span = Span(found.start(), found.end())
            written = f"{found['sum'].replace('，', ',')}円"
            yield Match(span, {"to": written}, edits=(Edit(span, written),))
