"""Spans of days of which each edge is an hour or a service: 「25日の始発から、2月5日の最終便まで」."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import per_draft
from checker.model import Span
from checker.regex import regex

FAR = 36
"""Code points between the two days."""

_HOUR = (
    r"(?:の|、)?[ 　]?(?:朝|夜|早朝|深夜|未明|夕方)?[ 　]?(?:(?:午前|午後)?[0-9]{1,2}(?:時(?:[0-9]{1,2}分|半)?|:[0-9]{2})"
    r"|正午|始発(?:便|バス|列車|電車)?|最終(?:便|バス|列車|電車)?|終電|終バス|第?[0-9]{1,2}便|朝|夜|早朝|深夜|未明|夕方|夜間|昼|開館時|閉館時|終日)"
    r"(?:頃|ごろ)?(?:の便)?(?:[（(][^（）()\n]{1,12}[)）])?"
)
_GAP = regex(rf"{_HOUR}[ 　]?(?:から|より|[〜～~－―])、?[ 　]?(?:同|翌週の)?")
_TO = regex(r"(?:から|より|[〜～~－―])、?[ 　]?(?:同|翌週の)?\Z")
_END = regex(rf"(?:{_HOUR})?[ 　]?(?P<until>まで)?")


class DaySpan(NamedTuple):
    """Two days with hours, and where all of it stands."""

    span: Span
    first: Annotation
    last: Annotation


@per_draft
def day_spans(context: Context) -> Sequence[DaySpan]:
    """The spans of a draft, in text order; found once."""
    text = context.document.folded
    found = []
    for one, other in pairwise(context.annotations.of(AnnotationKind.DATE)):
        gap = other.span.start - one.span.end
        if not 2 < gap <= FAR or _TO.search(text, other.span.start - 8, other.span.start) is None:
            continue
        if not _whole(one) or not _whole(other):
            continue
        if _GAP.fullmatch(text, one.span.end, other.span.start) is None:
            continue
        end = _END.match(text, other.span.end)
        if end is not None and (end["until"] or end.end() > other.span.end):
            found.append(DaySpan(Span(one.span.start, end.end()), one, other))
    return found


def _whole(date: Annotation) -> bool:
    value = date.value
    return isinstance(value, DateValue) and bool(value.month and value.day) and not value.part


def runs_back(span: DaySpan) -> bool:
    """Whether the last day lies before the first, in whatever year the draft means."""
    first, last = span.first.value, span.last.value
    assert isinstance(first, DateValue)
    assert isinstance(last, DateValue)
    one, other = (first.month or 0, first.day or 0), (last.month or 0, last.day or 0)
    written = last.year is not None and "year" not in last.inherited
    if first.year is not None and written and last.year != first.year:
        return (last.year or 0) < first.year
    if one[0] == other[0]:
        return other < one
    return written and first.year is not None and other < one
