"""Set phrases that pile up: three in a draft, three in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from checker.annotations.masks import Mask, masking
from checker.context import Context
from checker.detectors import Options, texts
from checker.model import Match, Related, Span, Tier
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"count"})

_NOT_COUNTED = (Mask.HEADING, Mask.QUOTATION, Mask.LAW, Mask.OFFICE)


@cache
def _scan(patterns: tuple[str, ...]) -> Scan:
    return Scan(patterns)


def scans(options: Options) -> tuple[Scan, ...]:
    """What the detector looks for."""
    return (_scan(texts(options, "patterns")),)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match where `options["patterns"]` fit `options["limit"]` times or more.

    They are counted in the whole draft, or with `per: sentence` in each sentence;
    headings, quotations and names don't count. The match stands where the limit
    is reached, the other places are related to it.
    """
    document = context.document
    limit = int(texts(options, "limit")[0])
    by_sentence = texts(options, "per") == ("sentence",)
    groups: dict[int, list[Span]] = {}
    for found in _scan(texts(options, "patterns")).finditer(document.folded):
        span = Span(found.start(), found.end())
        group = document.sentence_index_at(span.start) if by_sentence else 0
        groups.setdefault(group, []).append(span)
    for spans in groups.values():
        if len(spans) < limit:
            continue
        counted = [
            span
            for span in spans
            if masking(span, _NOT_COUNTED, document, context.annotations) is None
        ]
        if len(counted) >= limit:
            place = counted[limit - 1]
            others = (Related(span, "ここにもあります") for span in counted if span != place)
            yield Match(place, {"count": str(len(counted))}, related=tuple(others))
