"""Brackets that tear a sentence apart: nested, long, or many."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

LONG = 40
"""Characters in a bracket in the middle of a sentence."""
MANY = 3
"""Brackets with words in them in one sentence."""

_BRACKET = regex(r"[（(）)]")
_WORDS = regex(r"[ぁ-んァ-ヶ一-鿿]{4}")
_READING = regex(r"[（(][ぁ-んァ-ヶー・ 　]+[）)]")
_FIGURES = (
    AnnotationKind.DATE,
    AnnotationKind.WEEKDAY,
    AnnotationKind.PHONE,
    AnnotationKind.URL,
    AnnotationKind.MAIL,
    AnnotationKind.TIME,
    AnnotationKind.MONEY,
    AnnotationKind.DEFINITION,
    AnnotationKind.READING,
)
_CLOSED = regex(r"[）)」』]*[。、！？\s]*$")


def check(context: Context, options: Options) -> Iterator[Match]:
    """At most one match a sentence: what is nested, else what is long, else the third.

    Brackets with a date, a phone number, a price, a reading or a definition are
    customary and count for nothing.
    """
    document = context.document
    folded = document.folded
    for _, sentence in document.prose:
        start, end = sentence.span.start, sentence.span.end
        opened = folded.count("（", start, end) + folded.count("(", start, end)
        if not opened or (opened == 1 and end - start <= LONG + 2):
            continue
        pairs = _pairs(document.folded, sentence.span)
        # Neither many nor nested nor long, whatever stands in them.
        if len(pairs) < MANY and all(
            depth == 1 and span.end - span.start <= LONG + 2 for span, depth in pairs
        ):
            continue
        wordy = [
            (span, depth)
            for span, depth in pairs
            if _WORDS.search(document.folded, span.start, span.end)
            and not _READING.fullmatch(document.folded, span.start, span.end)
            and not context.annotations.overlapping(span, *_FIGURES)
        ]
        nested = [span for span, depth in wordy if depth > 1]
        outer = [span for span, depth in wordy if depth == 1]
        long = [
            span
            for span in outer
            if len(span) - 2 > LONG
            and not _CLOSED.match(document.folded, span.end, sentence.span.end)
        ]
        if nested:
            yield Match(nested[0], {"fault": "括弧の中に、また括弧があります"})
        elif long:
            inside = len(long[0]) - 2
            yield Match(long[0], {"fault": f"文の途中の括弧の中が{inside}文字あります"})
        elif len(outer) >= MANY:
            yield Match(outer[MANY - 1], {"fault": f"1つの文に括弧が{len(outer)}組あります"})


def _pairs(text: str, sentence: Span) -> list[tuple[Span, int]]:
    """The bracket pairs of a sentence in order of their start, with their depth (1 outside)."""
    opened: list[int] = []
    pairs = []
    for found in _BRACKET.finditer(text, sentence.start, sentence.end):
        if found.group() in "（(":
            opened.append(found.start())
        elif opened:
            depth = len(opened)
            pairs.append((Span(opened.pop(), found.end()), depth))
    return sorted(pairs)
