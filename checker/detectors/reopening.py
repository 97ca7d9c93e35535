"""「2月14日まで休みます。2月14日から使えます」: closed and open on one day."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.reopened import OTHER, opened_inside
from checker.detectors.years import years_of
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"other"})

_CLOSED = Scan(
    "運休|休航|休館|休み|休業|休所|休診|閉園|閉場|断水|使えない|休園|休場|休止|閉館|閉鎖|使えません|利用できません|通行止め|通れません|閉め|止めます|停止"
)
_CLOSES = regex(
    r"(?:まで)?[^。\n]{0,24}?(?:休館|休み|休園|休場|休止|閉館|閉鎖|使えません|利用できません|通行止め|通れません|閉め|止めます|停止)"
)
_CLOSED_ON = regex(r"(?:休[館園場業]日?|休み)は、?[^。\n]{0,24}[（(]?\Z")
_OPENS = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,6}[)）])?(?:の?午前[^。、\n]{1,8})?(?:から|に|より)、?[^。、\n]{0,12}?"
    r"(?:使え|利用でき|再開|開館し|開きま|通れ|開園し|営業し|始めま)"
)
_HOURS = regex("午[前後]|正午|[0-9]時|翌|夜")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_CLOSED,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a day of opening again that lies within the days on which it is closed."""
    told: list[Span] = []
    for match in _right_behind(context):
        told.append(match.span)
        yield match
    for match in opened_inside(context):
        if match.span not in told:
            yield match


def _right_behind(context: Context) -> Iterator[Match]:
    text = context.document.folded
    closings = [
        period
        for period in context.annotations.of(AnnotationKind.PERIOD)
        if isinstance(period.value, PeriodValue)
        and isinstance(period.value.end, DateValue)
        and isinstance(period.value.start, DateValue)
        and (
            _CLOSES.match(text, period.span.end)
            or _CLOSED_ON.search(text, max(0, period.span.start - 30), period.span.start)
        )
        and not _HOURS.search(text, period.span.start, period.span.end)
    ]
    if len(closings) != 1:
        return
    closing = closings[0]
    ends = context.annotations.overlapping(closing.span, AnnotationKind.DATE)
    years = years_of(context)
    last = years.resolve(ends[-1]) if ends else None
    if last is None:
        return
    for date in context.annotations.of(AnnotationKind.DATE):
        if date.span.start < closing.span.end or date.span.start - closing.span.end > 160:
            continue
        found = _OPENS.match(text, date.span.end)
        if found is None or _HOURS.search(found.group()):
            continue
        ahead = max(text.rfind("。", 0, date.span.start), text.rfind("\n", 0, date.span.start)) + 1
        if OTHER.search(text, ahead, date.span.start):
            continue
        day = years.resolve(date)
        first = years.resolve(ends[0])
        if day is None or first is None or not first.date <= day.date <= last.date:
            continue
        other = f"{last.date.month}月{last.date.day}日"
        related = (Related(closing.span, "休みの期間はここです"),)
        yield Match(date.span, {"other": other}, related=related)
        return
