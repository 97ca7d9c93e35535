"""「平成7年の地震から、1月17日で31年になります」: years counted from a year that is written."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.years import Source, years_of
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"right", "since", "now"})

REACH = 70
"""Code points in front of the number in which the year stands that it is counted from."""

_COUNTED = Scan(
    r"(?P<number>[0-9](?<![0-9.,第満約].)[0-9]{0,2})(?:周年|年)"
    r"(?:(?:の節目)?(?:に|と)な(?:ります|りました|る(?=。|の))|を迎え(?:ます|ました|る(?=。|の))|(?:が|、)?(?:た|経|過ぎ)(?:ちます|ちました|ぎました))"
)
_FROM = regex(
    r"[^。\n]{0,30}?(?:から|以来|に(?:発生|起き|開[館園校設]|でき|始ま|オープン|制定|完成|設立|創立|生まれ)[^。、\n]{0,12}?(?:て|から|、))"
)
_OTHER = regex("任期|期間|契約|間で|歳|年齢|[0-9]年(?:間|ごと|おき)|予定|計画|目|就任|勤続")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_COUNTED,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a number of years that is not what lies between the two years."""
    document = context.document
    text = document.folded
    for found in _COUNTED.finditer(text):
        at = found.start()
        block = document.block_at(at)
        low = max(block.span.start, at - REACH)
        low = max(low, text.rfind("。", low, at) + 1)
        dates = (
            context.annotations.overlapping(Span(low, at), AnnotationKind.DATE) if low < at else ()
        )
        years = [
            date
            for date in dates
            if isinstance(date.value, DateValue)
            and date.value.year is not None
            and not date.value.inherited
        ]
        if block.quoted or _OTHER.search(text, low, at):
            continue
        if len(years) == 2 and text[years[1].span.end : at].strip("、 　") in _BY:
            match = _between(context, years[0], years[1], Span(at, found.end("number") + 1))
            if match is not None:
                yield match
        if len(years) != 1:
            continue
        since = years[0]
        value = since.value
        assert isinstance(value, DateValue)
        assert value.year is not None
        if value.fiscal or not _FROM.match(text, since.span.end, at):
            continue
        now = _now(context, dates, since)
        if now is None:
            continue
        right = now.year - value.year
        number = int(found["number"])
        if number == right or abs(number - right) > 2 or right < 2:
            continue
        values = {
            "right": str(right),
            "since": since.span.cut(document.text),
            "now": years_of(context).spelled_year(now),
        }
        related = (Related(since.span, "この年から数えました"),)
        yield Match(Span(found.start(), found.end("number") + 1), values, related=related)


_BY = ("で", "に", "には", "で、創立", "で創立", "で開館", "に開館")
MISTYPED = 10
"""By so many years a number may be wrong where both years are written."""


def _between(context: Context, since: Annotation, now: Annotation, place: Span) -> Match | None:
    """「昭和31年に市になってから、令和8年で60年を迎えます」."""
    text = context.document.folded
    first, last = since.value, now.value
    assert isinstance(first, DateValue)
    assert isinstance(last, DateValue)
    if first.year is None or last.year is None or first.fiscal is not last.fiscal:
        return None
    if not _FROM.match(text, since.span.end, now.span.start):
        return None
    right = last.year - first.year
    number = int(text[place.start : place.end - 1])
    if right < 2 or number in (right, right + 1) or abs(number - right) > MISTYPED:
        return None
    values = {
        "right": str(right),
        "since": since.span.cut(context.document.text),
        "now": now.span.cut(context.document.text),
    }
    return Match(place, values, related=(Related(since.span, "この年から数えました"),))


def _now(
    context: Context, dates: tuple[Annotation, ...], since: Annotation
) -> datetime.date | None:
    """The day up to which the years are counted; it must stand in the sentence."""
    for date in dates:
        if date is not since:
            day = years_of(context).resolve(date)
            return day.date if day is not None and day.source >= Source.ISSUED else None
    return None
