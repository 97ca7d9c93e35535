"""「午前9時から午後4時30分まで（入館は午後5時まで）」: nobody can enter what is closed."""

from __future__ import annotations

import re
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
    r"(?P<what>最終入[館場園]|入[館場園]|最終受付|ラストオーダー|オーダーストップ|最終案内"
    r"|(?:最終|最後)の?(?:(?P<slot>予約枠|予約|枠|受け付け)|回|便|部|相談|診察|診療|体験|入浴|滑走|乗[車船]|出発|上[映演]|利用|貸し?出し))"
    r"(?:の?(?:開始|始まり|出発|受付|枠))?(?:時[間刻])?(?:は|：|:)?、?[ 　]?(?=午|正|[0-9])"
)
_ADMITTED = regex("受け?付|集合|開場|整理券")
"""Whoever is admitted until then may begin later: 「受付は11時まで（最終の組の出発は正午）」."""
_ASKED = regex("入[館場園]|受付|案内")
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
        if _begins(found) and _ADMITTED.search(_name_of(context, period.span)):
            continue
        if closes is None or enters is None or enters <= closes or closes < 12 * 60:
            continue
        related = (Related(period.span, "終わりはここです"),)
        shown = period.span.cut(context.document.text)
        yield Match(times[0].span, {"what": found["what"], "other": shown}, related=related)


def _begins(found: re.Match[str]) -> bool:
    """Whether the last of several begins then, and nobody is asked to enter: 最終の回, 最後の便."""
    what = found["what"]
    return what.startswith(("最終", "最後")) and not found["slot"] and not _ASKED.search(what)


def _name_of(context: Context, period: Span) -> str:
    """What stands in front of the hours in their line; the line above where nothing does."""
    document = context.document
    line = document.block_at(period.start).span
    if line.start == period.start and line.start > 0:
        line = document.block_at(line.start - 1).span
    return document.folded[line.start : min(line.end, max(line.start, period.start))]
