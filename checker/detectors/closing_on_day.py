"""「30日（水）は午前9時～正午」, and 「30日は午後3時に門を閉めます」: one day that ends at two hours."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, PeriodValue, TimeValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.period_reversed import minutes
from checker.detectors.years import years_of
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"other"})

_CLOSES = Scan(
    r"(?P<day>(?<![0-9])(?:(?:[0-9]{1,2}月)?[0-9]{1,2}日))(?:[（(][^（）()\n]{1,8}[)）])?は、?"
    r"(?=(?:午[前後]|正午|[0-9]{1,2}[時:：]))(?P<time>[^。、\n]{2,10}?)(?:に|で|まで)[^。、\n]{0,10}?"
    r"(?:閉め|閉ま|閉じ|終わ|終了|締め切|打ち切)"
)
_NOT_ALL = regex(
    "最終|入[館場園]|受け?付け?|整理券|販売|貸|一部|ただし|売り切れ|なくな|到着|出発|最後"
)
_DAY = regex("(?:[0-9]{1,2}月)?(?P<number>[0-9]{1,2})日")
_BETWEEN = regex(r"(?:[（(][^（）()\n]{1,8}[)）])?(?:は|の|、|：|:|[ 　])*")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_CLOSES,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match an hour at which a day ends otherwise than its hours say."""
    document = context.document
    text = document.folded
    for found in _CLOSES.finditer(text):
        block = document.block_at(found.start())
        number = _DAY.fullmatch(found["day"])
        times = context.annotations.overlapping(Span(*found.span("time")), AnnotationKind.TIME)
        if block.quoted or number is None or len(times) != 1:
            continue
        value = times[0].value
        said = minutes(value) if isinstance(value, TimeValue) else None
        if said is None or _NOT_ALL.search(text, found.start("time"), found.end()):
            continue
        hours = _hours(context, found.start("day"), int(number["number"]))
        ends = {end for end, _ in hours}
        if len(ends) != 1 or said in ends:
            continue
        other = hours[0][1].span
        related = (Related(other, "その日の時間はここです"),)
        yield Match(times[0].span, {"other": other.cut(document.text)}, related=related)


def _hours(context: Context, at: int, number: int) -> list[tuple[int, Annotation]]:
    """The hours of a day of the same section, with the minute at which each of them ends."""
    text = context.document.folded
    section = years_of(context).section(at)
    found = []
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if (
            not isinstance(value, PeriodValue)
            or years_of(context).section(period.span.start) != section
        ):
            continue
        if not isinstance(value.start, TimeValue) or not isinstance(value.end, TimeValue):
            continue
        dates = [
            date
            for date in context.annotations.overlapping(
                Span(max(0, period.span.start - 16), period.span.start), AnnotationKind.DATE
            )
            if date.span.end <= period.span.start
            and _BETWEEN.fullmatch(text, date.span.end, period.span.start)
        ]
        day = _DAY.search(text, dates[-1].span.start, dates[-1].span.end) if dates else None
        end = minutes(value.end)
        if day is not None and int(day["number"]) == number and end is not None:
            found.append((end, period))
    return found
