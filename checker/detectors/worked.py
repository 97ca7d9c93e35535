"""What detectors of products and quotients share: sums of money, and the sentence around one."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from checker.annotations.types import AnnotationKind, MoneyValue
from checker.context import Context
from checker.model import Span

MOST = 24
"""Sums of a kind in a draft; with more any of them may be meant."""


class Wrong(NamedTuple):
    """A sum that is not what comes out: where, what does, and of what."""

    span: Span
    right: Decimal
    unit: str
    how: str
    related: Span | None = None


def money_of(context: Context, span: Span | None = None) -> list[tuple[Decimal, Span]]:
    """The sums of money, all or those of a stretch, with their places."""
    kind = AnnotationKind.MONEY
    found = (
        context.annotations.of(kind)
        if span is None
        else context.annotations.overlapping(span, kind)
    )
    return [
        (one.value.yen, one.span)
        for one in found
        if isinstance(one.value, MoneyValue) and not one.value.free
    ]


def sentence_at(context: Context, place: Span) -> Span:
    """The sentence around a number, in its line."""
    text = context.document.folded
    line = context.document.block_at(place.start).span
    begin = max(line.start, text.rfind("。", line.start, place.start) + 1)
    stop = text.find("。", place.end, line.end)
    return Span(begin, stop if stop >= 0 else line.end)


def step_of(number: Decimal) -> int:
    """To what a sum may have been rounded down, by its noughts: 1,000 for 26,000."""
    for step in (10_000, 1000, 100, 10):
        if number % step == 0:
            return step
    return 1
