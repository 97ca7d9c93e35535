"""The year of a date that does not say it, told from the rest of the draft.

The order of what is believed (own measurement on municipal notices: it gave no wrong year):
the year written with the date or in front of it in its line; the same day written with its
year elsewhere; a dated day in the same section; the day on which the draft is issued; the
fiscal year of the title (January to March lie in the year after); a year of the body, or the
one before or after it, that the weekday fits. Else nothing is known.
"""

from __future__ import annotations

import datetime
import enum
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    Annotations,
    DateValue,
    PeriodValue,
)
from checker.context import Context
from checker.detectors import per_draft
from checker.detectors.calendar_days import BEFORE, BEHIND, around, possible, spelled_year
from checker.detectors.issue_day import Issue, issued, updated
from checker.document.model import BlockKind, Document
from checker.model import Span
from checker.once import once
from checker.regex import regex

_HEADING = BlockKind.HEADING
_TITLE = BlockKind.TITLE

NEAR = 4
"""Dated days in front of a date, and behind it, that are asked; keeps long tables linear."""

WEEKDAYS = "月火水木金土日"

_NO_YEAR_BEFORE = regex(
    "(?:毎|例|各|来|今|昨|本|去|前|翌|平|同)年(?:の|は|も)?[ 　]{0,2}\\Z|毎年度\\Z"
)
_BACKGROUND = regex(
    "付(?<!受け付)(?<!受付)[けので]|生まれ|出生|施行|制定|公布|現在|時点|改正|成立|設立"
)
_BREAK = regex("[。、\n]")
_MONTHS = regex("(?:(?:・|、|〜|～|から|と)[0-9]{1,2}月(?![0-9]))*")
"""What goes on behind a month: 令和9年1月・2月."""

_MONTH = regex("[0-9]+")
_BACKGROUND_REACH = 18
_YEAR = regex(r"(?:(?:令和|平成)[0-9元]{1,2}|20[0-9]{2})年(?![度（(])")


class Source(enum.IntEnum):
    """Where the year of a date comes from; the later the surer."""

    WEEKDAY = 1
    FISCAL = 2
    DOUBTFUL = 3  # a day beside it whose own weekday is not written
    DRAFT = 4  # a day of another section, whose weekday fits
    ISSUED = 5
    SECTION = 6
    SAME_DAY = 7
    WRITTEN = 8


class Day(NamedTuple):
    """A calendar day with the source of its year and, if it stands elsewhere, its place."""

    date: datetime.date
    source: Source
    place: Span | None = None


class Anchor(NamedTuple):
    """A day that says its year and speaks of now; `sure` if its weekday is written and right."""

    date: datetime.date
    span: Span
    section: int
    sure: bool


class Years:
    """The days that the dates of one draft stand for; everything is made on demand."""

    def __init__(self, document: Document, annotations: Annotations) -> None:
        self._document = document
        self._annotations = annotations

    @once
    def issued(self) -> Issue | None:
        """The day of issue, from the head of the file or from the draft itself."""
        return issued(self._document, self._annotations)

    @once
    def updated(self) -> Issue | None:
        """The day on which the page was last changed; it may be long after what it tells."""
        return updated(self._document, self._annotations)

    @once
    def fiscal(self) -> tuple[int, Span] | None:
        """The fiscal year that the title names, if it names one."""
        document = self._document
        named: dict[int, Span] = {}
        for block in document.blocks[:3]:
            if block.kind in (_TITLE, _HEADING):
                for date in self._annotations.overlapping(block.span, AnnotationKind.DATE):
                    value = date.value
                    if isinstance(value, DateValue) and value.fiscal and value.year is not None:
                        named.setdefault(value.year, date.span)
        return next(iter(named.items())) if len(named) == 1 else None

    @once
    def written(self) -> frozenset[int]:
        """All years that the dates of the draft say."""
        values = (date.value for date in self._annotations.of(AnnotationKind.DATE))
        return frozenset(
            value.year
            for value in values
            if isinstance(value, DateValue) and value.year is not None and not value.inherited
        )

    @once
    def eras(self) -> bool:
        """Whether the draft counts years by era."""
        values = (date.value for date in self._annotations.of(AnnotationKind.DATE))
        return any(isinstance(value, DateValue) and value.era is not None for value in values)

    def spelled(self, day: datetime.date) -> str:
        """A day in words, its year as the draft counts years."""
        return f"{self.spelled_year(day)}{day.month}月{day.day}日"

    def spelled_year(self, day: datetime.date) -> str:
        """The year of a day in words, as the draft counts years."""
        return spelled_year(day, era=self.eras)

    @once
    def _heads(self) -> list[int]:
        return [
            block.span.start for block in self._document.blocks if block.kind in (_HEADING, _TITLE)
        ]

    def section(self, offset: int) -> int:
        """The number of the section (from one heading to the next) that holds an offset."""
        return bisect_right(self._heads, offset)

    @once
    def anchors(self) -> list[Anchor]:
        """The days that say their year and speak of now."""
        text = self._document.folded
        found = []
        far = self._far_ends()
        for date in self._annotations.of(AnnotationKind.DATE):
            value = date.value
            if not isinstance(value, DateValue) or value.year is None or value.year < 2019:
                continue
            if date.span.end in far:
                continue
            if value.part or value.inherited or is_background(text, date.span.end):
                continue
            day = value.to_date()
            if day is not None and value.weekday in (None, day.weekday()):
                section = self.section(date.span.start)
                found.append(Anchor(day, date.span, section, value.weekday is not None))
        return found

    def _far_ends(self) -> frozenset[int]:
        """Where long periods end whose start has no year: 「4月1日から令和10年3月31日まで」."""
        far: set[int] = set()
        for period in self._annotations.of(AnnotationKind.PERIOD):
            value = period.value
            if not isinstance(value, PeriodValue):
                continue
            start, end = value.start, value.end
            if not isinstance(start, DateValue) or not isinstance(end, DateValue):
                continue
            if start.year is None and end.year is not None and start.month and end.month:
                months = (end.month - start.month) % 12
                if start.month > end.month and months * 30 > BEFORE:
                    dates = self._annotations.overlapping(period.span, AnnotationKind.DATE)
                    far.add(dates[-1].span.end)
        return frozenset(far)

    def _titled(self) -> Iterator[tuple[int, int]]:
        """The years and months of a title that names no day: 健康診査（令和9年1月・2月）."""
        if not self._heads or self._heads[0] != self._document.blocks[0].span.start:
            return
        for date in self._annotations.overlapping(
            self._document.blocks[0].span, AnnotationKind.DATE
        ):
            value = date.value
            if not isinstance(value, DateValue) or not value.year or not value.month or value.day:
                continue
            yield value.year, value.month
            further = _MONTHS.match(self._document.folded, date.span.end)
            for month in _MONTH.findall(further.group()) if further else ():
                yield value.year + (int(month) < value.month), int(month)

    @once
    def _reach(self) -> Mapping[int, Sequence[int]]:
        """The years in which a month lies near a day that says its year."""
        reach: defaultdict[int, set[int]] = defaultdict(set)
        days = {(anchor.date.year, anchor.date.month) for anchor in self.anchors}
        if self.issued is not None:
            days.add((self.issued.date.year, self.issued.date.month))
        for year, month in days:
            first = year * 12 + month - 1 - BEFORE // 30
            for number in range(first, first + (BEFORE + BEHIND) // 30 + 1):
                reach[number % 12 + 1].add(number // 12)
        for year, month in self._titled():
            reach[month].add(year)
        return {month: tuple(years) for month, years in reach.items()}

    def explains(self, value: DateValue) -> bool:
        """Whether the weekday of a date fits a year that the draft speaks of; quick to see."""
        for year in self._reach.get(value.month or 0, ()):
            day = possible(year, value.month or 0, value.day or 0)
            if day is not None and day.weekday() == value.weekday:
                return True
        return False

    def lives_on(self, as_of: datetime.date) -> bool:
        """Whether a dated day of the draft is still to come."""
        return any(anchor.date >= as_of for anchor in self.anchors)

    @once
    def _anchor_starts(self) -> list[int]:
        return [anchor.span.start for anchor in self.anchors]

    @once
    def _same_days(self) -> dict[tuple[int, int], Anchor | None]:
        """The anchors by month and day; None where two years are written."""
        days: dict[tuple[int, int], Anchor | None] = {}
        for anchor in self.anchors:
            key = (anchor.date.month, anchor.date.day)
            known = days.get(key, anchor)
            days[key] = known if known is not None and known.date == anchor.date else None
        return days

    @once
    def _months(self) -> dict[int, tuple[int, Span] | None]:
        """The months that are written with a year and without a day; None where two are."""
        months: dict[int, tuple[int, Span] | None] = {}
        for date in self._annotations.of(AnnotationKind.DATE):
            value = date.value
            if not isinstance(value, DateValue) or value.year is None or value.month is None:
                continue
            if value.day is not None or value.fiscal or value.part or value.inherited:
                continue
            known = months.get(value.month, (value.year, date.span))
            same = known is not None and known[0] == value.year
            months[value.month] = known if same else None
        return months

    @once
    def _resolved(self) -> dict[int, tuple[Annotation, Day | None]]:
        """The days that somebody asked for, by the offset of their dates."""
        return {}

    def resolve(self, date: Annotation) -> Day | None:
        """The calendar day of a DATE annotation, None if it is unknown or impossible."""
        known = self._resolved.get(date.span.start)
        if known is None or known[0] is not date:
            known = self._resolved[date.span.start] = date, self._resolve(date)
        return known[1]

    def _resolve(self, date: Annotation) -> Day | None:
        value = date.value
        if not isinstance(value, DateValue) or value.month is None or value.day is None:
            return None
        if value.year is not None:
            day = value.to_date()
            return None if day is None else Day(day, Source.WRITTEN)
        month, number = value.month, value.day
        text, start = self._document.folded, date.span.start
        if text[start - 1 : start] in ("年", "度", "の", "は", "も", " ", "　") and (
            _NO_YEAR_BEFORE.search(text, max(0, start - 8), start)
        ):
            return None
        if is_background(text, date.span.end):
            return None
        surest: Day | None = None
        for known in self.thought(date, month, number):
            if value.weekday is None or known.date.weekday() == value.weekday:
                return known
            surest = surest or known
        if surest is not None:
            return surest
        if value.weekday is not None:
            years = {year + step for year in self.written for step in (-1, 0, 1)}
            fits = [
                day
                for year in sorted(years)
                if (day := possible(year, month, number)) and day.weekday() == value.weekday
            ]
            if len(fits) == 1:
                return Day(fits[0], Source.WEEKDAY)
        return None

    def thought(self, date: Annotation, month: int, number: int) -> Iterator[Day]:
        """The days that the draft speaks for, the surest first: mostly the first one will do."""
        same = self._same_days.get((month, number))
        if same is not None:
            yield Day(same.date, Source.SAME_DAY, same.span)
        near = self._near(date.span.start)
        for anchor, here, ahead in near:
            if here and anchor.sure and (day := around(anchor.date, month, number, ahead=ahead)):
                yield Day(day, Source.SECTION, anchor.span)
        issued = self.issued
        if issued is not None and (day := around(issued.date, month, number)):
            yield Day(day, Source.ISSUED, issued.place)
        for anchor, here, _ in near:
            if not here and anchor.sure and (day := around(anchor.date, month, number)):
                yield Day(day, Source.DRAFT, anchor.span)
        said = self._months.get(month)
        if said is not None and (day := possible(said[0], month, number)):
            yield Day(day, Source.DRAFT, said[1])
        for anchor, _, ahead in near:
            if not anchor.sure and (day := around(anchor.date, month, number, ahead=ahead)):
                yield Day(day, Source.DOUBTFUL, anchor.span)
        if self.fiscal is not None:
            year, place = self.fiscal
            if day := possible(year + (month <= 3), month, number):
                yield Day(day, Source.FISCAL, place)

    def _near(self, start: int) -> Sequence[tuple[Anchor, bool, bool]]:
        """The dated days around an offset, the nearest of its own section first.

        With each, whether it stands in that section, and whether it does so behind the offset.
        """
        anchors = self.anchors
        if not anchors:
            return ()
        section = self.section(start)
        at = bisect_left(self._anchor_starts, start)
        issued = self.issued
        place = None if issued is None else issued.place
        near = [
            (
                anchor.section != section,
                anchor.span.start > start,
                abs(anchor.span.start - start),
                anchor,
            )
            for anchor in anchors[max(0, at - NEAR) : at + NEAR]
            if place is None or anchor.span != place
        ]
        near.sort()
        return [(anchor, not apart, not apart and behind) for apart, behind, _, anchor in near]


@per_draft
def years_of(context: Context) -> Years:
    """The years of a draft, the same object for all who ask."""
    return Years(context.document, context.annotations)


def year_span(context: Context, date: Annotation) -> Span | None:
    """Where a date says its year (令和8年, 2026年) in one way and in digits, if it does."""
    found = _YEAR.match(context.document.folded, date.span.start, date.span.end)
    return None if found is None else Span(found.start(), found.end())


def is_background(text: str, end: int) -> bool:
    """Whether a date that ends here speaks of a birth, a law or a day counted from."""
    stop = end + _BACKGROUND_REACH
    found = _BACKGROUND.search(text, end, stop)
    return found is not None and _BREAK.search(text, end, found.start()) is None
