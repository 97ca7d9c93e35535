"""Signs between two dates or times: 10時-12時, 10時から～12時, 1日～5日まで."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind
from checker.context import Context
from checker.detectors import Options, per_draft
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_SIGN = regex(r"[ 　]*(?P<sign>[-‐‑–—―－−ー])[ 　]*(?=(?:翌日?|同日?)?$)")
_TWICE = regex(r"(?:から|より)[ 　]*[〜～][ 　]*|[〜～][ 　]*から[ 　]*")
_WAVE = regex(r"[ 　]*[〜～][ 　]*(?=(?:翌日?|同日?)?$)")
_UNTIL = regex(r"(?:頃|ごろ)?(?P<until>まで|迄)")
_TIME_BEHIND = regex(r"の?[ 　]*\Z")
# A particle makes the stretch a part of the sentence that is read aloud.
_IN_SENTENCE = regex(r"[にのはをも](?!ち)")
_AS_ANSWER = regex("です|でし")
# Where the draft writes its ranges of times in words, one with a sign at the end of a sentence
# is out of line.
_IN_WORDS = regex(
    "[時分]から(?:午前|午後|正午|[0-9])[^。、\\n〜～]{0,8}まで"
    "|日(?:[（(][^（()）\\n]{1,6}[)）])?から(?:[0-9]{1,4}年)?[0-9]{1,2}[月日][^。、\\n〜～]{0,14}まで"
)
_OPEN_BRACKET = regex(r"[（(][^（()）。]*\Z")
_SEPARATED = regex("[:：./／-]")
_POINTS = (AnnotationKind.DATE, AnnotationKind.TIME)
_LONGEST = 8
_SIGNS = frozenset("-‐‑–—―－−ー〜～")
"""One of them stands between any two that are told."""


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a pair of neighbouring dates or times with the fault `options["fault"]`.

    `sign`: another sign than 〜. `twice`: から and 〜, or 〜 and まで.
    `sentence`: 〜 in a sentence that is read as one.
    """
    fault = str(options["fault"])
    text = context.document.folded
    for left, right, end in _pairs(context):
        gap = text[left.span.end : right.span.start]
        edits: tuple[Edit, ...] = ()
        if fault == "sign" and (found := _SIGN.match(gap)):
            wave = "～" if "～" in text else "〜"
            edits = (_edit(left.span.end, found, wave),)
        elif fault == "twice" and (found := _TWICE.match(gap)):
            edits = (_edit(left.span.end, found, "から"),)
            if not _UNTIL.match(text, end):
                edits += (Edit(Span(end, end), "まで"),)
        elif found := _WAVE.match(gap):
            edits = _with_words(context, left.span.end, found, end, fault)
        if edits:
            span = Span(left.span.start, max(right.span.end, edits[-1].span.end))
            yield Match(span, {"sign": gap.strip()}, edits=edits)


class _Pair(NamedTuple):
    """Two dates or times with a sign between them, and where the second ends with its time."""

    left: Annotation
    right: Annotation
    end: int


@per_draft
def _pairs(context: Context) -> Sequence[_Pair]:
    return tuple(_found(context))


def _found(context: Context) -> Iterator[_Pair]:
    text = context.document.folded
    points = context.annotations.of(*_POINTS)
    for index, (left, right) in enumerate(pairwise(points)):
        start = left.span.end
        if not 0 < right.span.start - start <= _LONGEST:
            continue
        gap = text[start : right.span.start]
        if "\n" in gap or _SIGNS.isdisjoint(gap):
            continue
        if text[start - 1].isdigit() and not _SEPARATED.search(left.span.cut(text)):
            continue  # 10～12月: the unit stands behind the last number only
        yield _Pair(left, right, _end(context, points, index + 1))


def _edit(offset: int, found: re.Match[str], to: str) -> Edit:
    return Edit(Span(offset + found.start(), offset + found.end()), to)


def _end(context: Context, points: tuple[Annotation, ...], index: int) -> int:
    """Behind the second point, and behind the time that follows its day."""
    end = points[index].span.end
    if index + 1 < len(points):
        following = points[index + 1].span
        if 0 <= following.start - end <= 2 and _TIME_BEHIND.match(
            context.document.folded, end, following.start
        ):
            return following.end
    return end


def _with_words(
    context: Context, offset: int, found: re.Match[str], end: int, fault: str
) -> tuple[Edit, ...]:
    """から for the sign, and まで behind the end where it lacks."""
    text = context.document.folded
    until = _UNTIL.match(text, end)
    opening = _edit(offset, found, "から")
    if fault == "twice":
        return (opening,) if until else ()
    if fault != "sentence" or until:
        return ()
    if not _IN_SENTENCE.match(text, end) and not (
        _AS_ANSWER.match(text, end) and _IN_WORDS.search(text)
    ):
        return ()
    sentence = context.document.sentences[context.document.sentence_index_at(offset)]
    if not sentence.prose or _OPEN_BRACKET.search(text, sentence.span.start, offset):
        return ()
    # 「1日から5日までに開く」 would mean once within these days.
    between = "の間" if text[end] == "に" else ""
    return opening, Edit(Span(end, end), "まで" + between)
