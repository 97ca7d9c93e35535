"""What is to happen before the time at which it is told: 午前6時現在, 復旧の見込みは午前5時ごろ."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue, TimeValue
from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"now"})

HEAD = 250
"""Code points from the top in which the time stands at which a report is made."""

REACH = 48
"""Code points behind 見込み in which its time stands."""

_NOW = regex("[ 　]*(?:現在|時点|発表)(?![^。\n]{0,6}(?:から|以降))")
FORECAST = Scan(
    r"(?:復旧|再開|解除|通水|開通|回復|復電|修理|工事)(?:の)?(?:完了)?(?:の)?(?:見込み|見通し|予定)(?:時刻|日時)?"
)
_TODAY = regex(r"(?:本日|きょう|今日|同日)、?[ 　]*\Z")
_SAYS_DAY = regex(r"日(?:[（(][^（()）\n]{1,5}[)）])?の?、?[ 　]*\Z")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (FORECAST,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a time of the same day that lies before that of the report."""
    text = context.document.folded
    found = list(FORECAST.finditer(text))
    now = _told_at(context) if found else None
    if now is None:
        return
    for one in found:
        for time in context.annotations.overlapping(
            Span(one.end(), min(len(text), one.end() + REACH)), AnnotationKind.TIME
        ):
            if "。" in text[one.end() : time.span.start]:
                break
            at, told = _minutes(time), _minutes(now)
            if at is None or told is None or not _same_day(context, time, now):
                break
            if at < told:
                related = (Related(now.span, "この時刻の知らせです"),)
                yield Match(
                    time.span, {"now": now.span.cut(context.document.text)}, related=related
                )
            break


def _told_at(context: Context) -> Annotation | None:
    text = context.document.folded
    found = [
        time
        for time in context.annotations.overlapping(
            Span(0, min(HEAD, len(text))), AnnotationKind.TIME
        )
        if _NOW.match(text, time.span.end)
    ]
    return found[0] if len(found) == 1 else None


def _minutes(time: Annotation) -> int | None:
    value = time.value
    if not isinstance(value, TimeValue) or not (value.meridiem or value.word or value.hour > 12):
        return None
    return value.minutes


def _same_day(context: Context, time: Annotation, now: Annotation) -> bool:
    """Whether two times are of one day: of one date, or the later one of 本日."""
    text = context.document.folded
    start = time.span.start
    before = text[max(0, start - 16) : start]
    if _TODAY.search(before):
        return True
    own, told = _date_before(context, time), _date_before(context, now)
    return own is not None and told is not None and own == told and bool(_SAYS_DAY.search(before))


def _date_before(context: Context, time: Annotation) -> tuple[int | None, int | None] | None:
    start = time.span.start
    dates = context.annotations.overlapping(
        Span(max(0, start - 16), max(1, start)), AnnotationKind.DATE
    )
    value = dates[-1].value if dates else None
    return (value.month, value.day) if isinstance(value, DateValue) else None
