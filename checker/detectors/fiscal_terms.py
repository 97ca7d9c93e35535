"""A fiscal year and a whole year of months, or a day, that stand together and do not agree.

「令和9年4月1日から令和10年3月31日まで（令和8年度の1年間）」, 「令和8年度末（令和10年3月31日）」,
「令和9年4月から令和10年3月までの令和8年度」: in either order, with whatever words between them
only join the two.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors.calendar_days import spelled_year
from checker.detectors.fiscal_topic import of_topics
from checker.model import Match, Related, Span
from checker.regex import regex

BEHIND_PERIOD = regex(
    r"(?:まで)?[ 　]?(?:の[0-9]{1,2}(?:年間?|[かカヶケヵ箇]月間?)|の)?[ 　]?(?:[（(]|、|，|の|＝|=|で、?|すなわち|[ 　])(?:すべて|全て|全期間)?[ 　]?"
)
_ATTACHED = regex(r"(?:の?[0-9]{1,2}(?:年|か月)間?|中|の間|いっぱい|1年間|の?1年)|[）)。]|$")
BEFORE_PERIOD = regex(
    r"(?:まで)?(?:の?[0-9]{1,2}(?:年間?|[かカヶケヵ箇]月間?)|中|の間|分)?(?:で|の会費|の?保険料|の?使用料|の利用料)?[ 　]?(?:[（(]|、|＝|=|：|:)(?:期間は、?|期間：|対象[：は]、?)?[ 　]?"
)
_EDGE = regex(
    r"(?P<edge>末|の?末日|の?最終日|の?初日|の?初め|当初|の?始まり)(?:である|の)?[（(の、 　]{1,2}"
)
_OF_DAY = regex(r"[（(](?=(?:令和|平成|20[0-9]{2}))")


def attached(context: Context) -> Iterator[Match]:
    """One match a fiscal year beside a period or a day that lies in another one."""
    text = context.document.folded
    dates = context.annotations.of(AnnotationKind.DATE)
    fiscal = [
        date
        for date in dates
        if isinstance(date.value, DateValue) and date.value.fiscal and date.value.year is not None
    ]
    if not fiscal:
        return
    yield from _ranges(context)
    for date, right, place in of_topics(context):
        yield _match(date, right, place)
    periods = [p for p in context.annotations.of(AnnotationKind.PERIOD) if _whole(p)]
    ends = {period.span.end: period for period in periods}
    for date in fiscal:
        value = date.value
        assert isinstance(value, DateValue)
        if any(map(_of_years, context.annotations.overlapping(date.span, AnnotationKind.PERIOD))):
            continue
        period = _behind(text, date, ends) or _before(text, date, periods)
        if period is not None:
            right = _whole(period)
            if right and right != value.year:
                yield _match(date, right, period.span)
            continue
        yield from _of_edge(context, date, value)


def _of_years(period: Annotation) -> tuple[int, int] | None:
    """The years of 「令和9年度から令和13年度まで」."""
    value = period.value
    if not isinstance(value, PeriodValue):
        return None
    first, last = value.start, value.end
    if not isinstance(first, DateValue) or not isinstance(last, DateValue):
        return None
    if not last.fiscal or first.year is None or last.year is None or first.month or last.month:
        return None
    return first.year, last.year


def _ranges(context: Context) -> Iterator[Match]:
    """「令和9年度から令和13年度までの5年間（令和9年4月1日から令和13年3月31日まで）」, either first."""
    text = context.document.folded
    periods = context.annotations.of(AnnotationKind.PERIOD)
    for years in periods:
        written = _of_years(years)
        if written is None:
            continue
        for days in periods:
            right = _terms(days)
            if right is None or right == written:
                continue
            one, other = sorted((years.span, days.span))
            if not 0 <= other.start - one.end <= 20:
                continue
            joins = BEFORE_PERIOD if years.span == one else BEHIND_PERIOD
            if joins.fullmatch(text, one.end, other.start) is None:
                continue
            start = years.value.start  # type: ignore[union-attr]
            era = isinstance(start, DateValue) and start.era is not None
            names = [f"{spelled_year(datetime.date(y, 4, 1), era=era)}度" for y in right]
            related = (Related(days.span, "この期間と合いません"),)
            yield Match(years.span, {"expected": "から".join(names) + "まで"}, related=related)


def _terms(period: Annotation) -> tuple[int, int] | None:
    """The first and the last fiscal year of a period of whole ones, if they are several."""
    value = period.value
    if not isinstance(value, PeriodValue):
        return None
    first, last = value.start, value.end
    if not isinstance(first, DateValue) or not isinstance(last, DateValue):
        return None
    if first.year is None or last.year is None or first.fiscal or last.fiscal:
        return None
    edges = (first.month, first.day or 1, last.month, last.day or 31)
    if edges != (4, 1, 3, 31) or last.year < first.year + 2:
        return None
    return first.year, last.year - 1


def _whole(period: Annotation) -> int:
    """The fiscal year of a period that is one, else 0."""
    value = period.value
    if not isinstance(value, PeriodValue):
        return 0
    first, last = value.start, value.end
    if not isinstance(first, DateValue) or not isinstance(last, DateValue):
        return 0
    if first.year is None or last.year is None or first.fiscal or last.fiscal:
        return 0
    edges = (first.month, first.day or 1, last.month, last.day or 31)
    return first.year if edges == (4, 1, 3, 31) and last.year == first.year + 1 else 0


def _behind(text: str, date: Annotation, ends: dict[int, Annotation]) -> Annotation | None:
    """The whole year in front of a fiscal year: 「…3月31日まで（令和8年度の1年間）」."""
    if not _ATTACHED.match(text, date.span.end):
        return None
    for end, period in ends.items():
        if 0 <= date.span.start - end <= 16 and BEHIND_PERIOD.fullmatch(text, end, date.span.start):
            return period
    return None


def _before(text: str, date: Annotation, periods: list[Annotation]) -> Annotation | None:
    """The whole year behind a fiscal year: 「令和8年度分（令和9年4月から…）」."""
    for period in periods:
        start = period.span.start
        if 0 < start - date.span.end <= 20 and BEFORE_PERIOD.fullmatch(text, date.span.end, start):
            return period
    return None


def _of_edge(context: Context, date: Annotation, value: DateValue) -> Iterator[Match]:
    """「令和8年度末（令和10年3月31日）」, 「令和9年4月1日（令和8年度）」."""
    text = context.document.folded
    found = _EDGE.match(text, date.span.end)
    if found is None and value.part:
        found = _OPEN.match(text, date.span.end)
    if found is not None:
        days = context.annotations.overlapping(
            Span(found.end(), found.end() + 1), AnnotationKind.DATE
        )
        day = days[0].value if days and days[0].span.start == found.end() else None
        if isinstance(day, DateValue) and day.year and day.month and not day.fiscal:
            right = day.year - (day.month < 4)
            if right != value.year and (day.month, day.day or 1) in ((3, 31), (4, 1), (3, 1)):
                yield _match(date, right, days[0].span)
        return
    if text[date.span.start - 1 : date.span.start] not in ("（", "(") or text[
        date.span.end : date.span.end + 1
    ] not in ("）", ")"):
        return
    end = date.span.start - 1
    end -= 2 if text.endswith("まで", 0, end) else 0
    before = context.annotations.overlapping(Span(max(0, end - 1), end), AnnotationKind.DATE)
    day = before[-1].value if before and before[-1].span.end == end else None
    if isinstance(day, DateValue) and day.year and day.month and not day.fiscal:
        for period in context.annotations.overlapping(before[-1].span, AnnotationKind.PERIOD):
            value_ = period.value
            if isinstance(value_, PeriodValue) and value_.start and value_.end:
                yield from _of_period(context, date, value.year or 0, period)
                return
        right = day.year - (day.month < 4)
        if right != value.year and day.day:
            yield _match(date, right, before[-1].span)


def _of_period(
    context: Context, date: Annotation, written: int, period: Annotation
) -> Iterator[Match]:
    """「10月1日～10月30日（令和7年度）」: what is over by then, or belongs to neither."""
    dates = context.annotations.overlapping(period.span, AnnotationKind.DATE)
    days = [one.value for one in (dates[0], dates[-1])]
    years = set()
    for day in days:
        if not isinstance(day, DateValue) or not day.year or not day.month or not day.day:
            return
        if day.fiscal or day.month in (4, 5):
            return  # what is settled then is mostly of the year before
        years.add(day.year - (day.month < 4))
    if len(years) != 1:
        return
    right = years.pop()
    if not written or written == right:
        return
    line = context.document.block_at(period.span.start).span
    named = context.document.folded[line.start : period.span.start]
    if written < right or (_HELD.search(named) and not _COMING.search(named)):
        yield _match(date, right, period.span)


_HELD = regex("工期|調査|測定|工事|実施|開催|点検|訓練|期間中")
_COMING = regex("募集|申|応募|受付|受け付け|登録|予約")
_OPEN = regex(r"(?:である|の)?[（(の、 　]{1,2}")


def _match(date: Annotation, right: int, there: Span) -> Match:
    value = date.value
    assert isinstance(value, DateValue)
    expected = f"{spelled_year(datetime.date(right, 4, 1), era=value.era is not None)}度"
    related = (Related(there, "この期間や日付と合いません"),)
    return Match(date.span, {"expected": expected}, related=related)
