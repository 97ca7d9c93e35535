"""「午前9時から午後4時30分まで（入館は午後5時まで）」: nobody can enter what is closed."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, PeriodValue, TimeValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.entry_hours import ENTRY, after_hours
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"what", "other"})

_ENTRY = Scan(
    r"(?P<what>最終入[館場園]|入[館場園]|最終受付|ラストオーダー|最終案内)(?:時[間刻])?(?:は|：|:)?、?[ 　]?(?=午|正|[0-9])"
)
_BETWEEN = regex(r"(?:まで)?(?:です)?[ 　]?[（(、。※]{0,2}(?:ただし、?|なお、?)?")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_ENTRY, ENTRY)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a last entry later than the hours in front of it end."""
    told: list[Span] = []
    for match in _beside(context):
        told.append(match.span)
        yield match
    for match in after_hours(context):
        if match.span not in told:
            yield match


def _beside(context: Context) -> Iterator[Match]:
    """「…午後4時30分まで（入館は午後5時まで）」: both in one line."""
    text = context.document.folded
    for found in _ENTRY.finditer(text):
        times = context.annotations.overlapping(
            Span(found.end(), found.end() + 1), AnnotationKind.TIME
        )
        line = text.rfind("\n", 0, found.start()) + 1
        before = context.annotations.overlapping(
            Span(line, max(line + 1, found.start())), AnnotationKind.PERIOD
        )
        if len(times) != 1 or not before:
            continue
        period, time = before[-1], times[0].value
        value = period.value
        if not _BETWEEN.fullmatch(text, period.span.end, found.start()):
            continue
        if not isinstance(value, PeriodValue) or not isinstance(time, TimeValue):
            continue
        if not isinstance(value.start, TimeValue) or not isinstance(value.end, TimeValue):
            continue
        closes, enters = value.end.minutes, time.minutes
        if closes is None or enters is None or enters <= closes or closes < 12 * 60:
            continue
        related = (Related(period.span, "終わりはここです"),)
        shown = period.span.cut(context.document.text)
        yield Match(times[0].span, {"what": found["what"], "other": shown}, related=related)
