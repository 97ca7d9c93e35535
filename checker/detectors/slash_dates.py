"""4/18 in a sentence, where the draft writes 4月18日 elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_SLASH = Scan(
    r"(?<![0-9A-Za-z/.\-])(1[0-2]|[1-9])/(3[01]|[12][0-9]|[1-9])(?![0-9/])"
    r"(?=[はにのをがもでへ、。～〜]|から|まで|以降|以前|締|必着|消印|開|[（(][^（()）]{0,6}[月火水木金土日祝])"
)

_MONTH = regex("[0-9]月")


def scans(options: Options) -> tuple[Scan, ...]:
    """What the detector looks for."""
    return (_SLASH,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a day with a slash in a month that the draft also writes with 月."""
    document = context.document
    found = list(_SLASH.finditer(document.folded))
    if not found:
        return
    months: dict[int, Span] = {}
    known: set[int] = set()  # told by notation/date-with-signs
    for annotation in context.annotations.of(AnnotationKind.DATE):
        value = annotation.value
        if isinstance(value, DateValue) and value.month is not None:
            if _MONTH.search(document.folded, annotation.span.start, annotation.span.end):
                months.setdefault(value.month, annotation.span)
            else:
                known.add(annotation.span.start)
    for match in found:
        month, day = int(match[1]), int(match[2])
        if month in months and match.start() not in known:
            span = Span(match.start(), match.end(2))
            usual = months[month]
            values = {"usual": usual.cut(document.text), "to": f"{month}月{day}日"}
            related = (Related(usual, "ここと違います"),)
            yield Match(span, values, edits=(Edit(span, values["to"]),), related=related)
