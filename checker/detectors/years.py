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
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from checker.annotations import eras
from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    Annotations,
    DateValue,
    PeriodValue,
)
from checker.context import Context
from checker.detectors import per_draft
from checker.document.model import BlockKind, Document
from checker.model import Span
from checker.regex import regex
from checker.scan import Words

_HEADING = BlockKind.HEADING
_PARAGRAPH = BlockKind.PARAGRAPH
_SIGNATURE = BlockKind.SIGNATURE
_TITLE = BlockKind.TITLE

BEFORE, BEHIND = 100, 215
"""Days before and behind a dated day in which another one of the same section, or of the
notice that is issued then, is thought to lie; own judgement: together less than a year."""

OPENING = 12
"""Blocks from the top in which a line that is nothing but a date is the day of issue."""

NEAR = 4
"""Dated days in front of a date, and behind it, that are asked; keeps long tables linear."""

WEEKDAYS = "月火水木金土日"

_NO_YEAR_BEFORE = regex(
    "(?:毎|例|各|来|今|昨|本|去|前|翌|平|同)年(?:の|は|も)?[ 　]{0,2}\\Z|毎年度\\Z"
)
_BACKGROUND = regex("付[けので]|生まれ|出生|施行|制定|公布|現在|時点|改正|成立|設立")
_BREAK = regex("[。、\n]")
_BACKGROUND_REACH = 18
_ISSUE_KEYS = regex(
    r"(?:^|\.)(?:date|pubdate|published|publish_date|release_date|公開日|掲載日|発表日|発行日|提供日)$",
    re.IGNORECASE,
)
_ISSUE_WORDS = Words(("発表", "発行", "提供", "公開", "公表", "掲載", "配布", "報道"))
_ISSUE_BEFORE = regex(
    r"(?:発表|発行|提供|公開|公表|掲載|配布|報道)(?:年月)?(?:日時?)?[\]】）)〕]?[：:はが \u3000]{0,3}\Z"
)
_ISSUE_BEHIND = regex(
    r"[ 　]*(?:付け?)?[ 　]*(?:の?(?:発表|公表|発行|提供|掲載|公開)|号(?![外室]))"
)
_UPDATED_BEFORE = regex(r"更新(?:年月)?日?[\]】）)〕]?[：:はが \u3000]{0,3}\Z")
_UPDATED_BEHIND = regex(r"[ 　]?(?:に)?更新[ 　）)]*(?:\n|\Z)")
_SENDER = regex(
    r"[ 　]+(?=[^、。：:（）()\n]{2,24}(?:\n|$))[^、。：:（）()\n0-9]{1,23}[課室係局館市町村会署部所]\n"
)
"""「令和9年1月15日　あおば市 公園緑地課」"""
_ONLY_DATE = regex(
    r"(?:付け?|[ 　]*[（(][^（）()\n]{1,4}[)）])?(?:[ 　]*(?:午[前後])?[0-9]{1,2}(?:時|:)[0-9]{0,2}分?)?[ 　]*"
)
_ISO = regex(
    r"(?:令和(?P<era>[0-9]{1,2}|元)年|(?P<year>20[0-9]{2})[-/.年])[ ]?"
    r"(?P<month>[0-9]{1,2})[-/.月][ ]?(?P<day>[0-9]{1,2})"
)


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


class Issue(NamedTuple):
    """The day on which a draft is issued; its place unless the head of the file says it.

    Not `exact`: the first day of the month of a city's paper (2月号).
    """

    date: datetime.date
    place: Span | None
    exact: bool = True


class _Anchor(NamedTuple):
    date: datetime.date
    span: Span
    section: int
    sure: bool


class Years:
    """The days that the dates of one draft stand for; everything is made on demand."""

    def __init__(self, document: Document, annotations: Annotations) -> None:
        self._document = document
        self._annotations = annotations

    @cached_property
    def issued(self) -> Issue | None:
        """The day of issue, from the head of the file or from the draft itself."""
        for field in self._document.front_matter:
            if _ISSUE_KEYS.search(field.key) and (day := _iso(field.value)):
                return Issue(day, None)
        text = self._document.folded
        blocks = self._document.blocks
        named = bool(_ISSUE_WORDS.present(text))
        top = blocks[min(OPENING, len(blocks)) - 1].span.end if blocks else 0
        for date in self._annotations.of(AnnotationKind.DATE):
            value = date.value
            if not isinstance(value, DateValue) or value.year is None or value.inherited:
                continue
            start, end = date.span.start, date.span.end
            if value.day is None and text.startswith("号", end) and value.month is not None:
                month = possible(value.year, value.month, 1)
                if month is not None:
                    return Issue(month, date.span, exact=False)
            day = value.to_date()
            if day is None:
                continue
            line = text.rfind("\n", 0, start) + 1
            alone = start <= top and not text[line:start].strip("（( 　・■●-[【")
            if (alone and _ends_line(text, end) and self._stands_alone(line)) or (
                named
                and (
                    _ISSUE_BEFORE.search(text, max(line, start - 12), start)
                    or _ISSUE_BEHIND.match(text, end)
                )
            ):
                return Issue(day, date.span)
        return None

    @cached_property
    def updated(self) -> Issue | None:
        """The day on which the page was last changed; it may be long after what it tells."""
        text = self._document.folded
        if "更新" not in text:
            return None
        for date in self._annotations.of(AnnotationKind.DATE):
            value = date.value
            day = value.to_date() if isinstance(value, DateValue) else None
            start, end = date.span.start, date.span.end
            if day is not None and (
                _UPDATED_BEFORE.search(text, max(0, start - 10), start)
                or _UPDATED_BEHIND.match(text, end)
            ):
                return Issue(day, date.span)
        return None

    def _stands_alone(self, line: int) -> bool:
        block = self._document.block_at(line)
        return block.kind in (_PARAGRAPH, _SIGNATURE, _HEADING)

    @cached_property
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

    @cached_property
    def written(self) -> frozenset[int]:
        """All years that the dates of the draft say."""
        values = (date.value for date in self._annotations.of(AnnotationKind.DATE))
        return frozenset(
            value.year
            for value in values
            if isinstance(value, DateValue) and value.year is not None and not value.inherited
        )

    @cached_property
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

    @cached_property
    def _heads(self) -> list[int]:
        return [
            block.span.start for block in self._document.blocks if block.kind in (_HEADING, _TITLE)
        ]

    def section(self, offset: int) -> int:
        """The number of the section (from one heading to the next) that holds an offset."""
        return bisect_right(self._heads, offset)

    @cached_property
    def _anchors(self) -> list[_Anchor]:
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
            if value.part or value.inherited or _is_background(text, date.span.end):
                continue
            day = value.to_date()
            if day is not None and value.weekday in (None, day.weekday()):
                section = self.section(date.span.start)
                found.append(_Anchor(day, date.span, section, value.weekday is not None))
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

    @cached_property
    def _reach(self) -> Mapping[int, Sequence[int]]:
        """The years in which a month lies near a day that says its year."""
        reach: defaultdict[int, set[int]] = defaultdict(set)
        days = {(anchor.date.year, anchor.date.month) for anchor in self._anchors}
        if self.issued is not None:
            days.add((self.issued.date.year, self.issued.date.month))
        for year, month in days:
            first = year * 12 + month - 1 - BEFORE // 30
            for number in range(first, first + (BEFORE + BEHIND) // 30 + 1):
                reach[number % 12 + 1].add(number // 12)
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
        return any(anchor.date >= as_of for anchor in self._anchors)

    @cached_property
    def _anchor_starts(self) -> list[int]:
        return [anchor.span.start for anchor in self._anchors]

    @cached_property
    def _same_days(self) -> dict[tuple[int, int], _Anchor | None]:
        """The anchors by month and day; None where two years are written."""
        days: dict[tuple[int, int], _Anchor | None] = {}
        for anchor in self._anchors:
            key = (anchor.date.month, anchor.date.day)
            known = days.get(key, anchor)
            days[key] = known if known is not None and known.date == anchor.date else None
        return days

    @cached_property
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

    def resolve(self, date: Annotation) -> Day | None:
        """The calendar day of a DATE annotation, None if it is unknown or impossible."""
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
        if _is_background(text, date.span.end):
            return None
        thought = self.thought(date, month, number)
        if value.weekday is not None:
            for known in thought:
                if known.date.weekday() == value.weekday:
                    return known
        if thought:
            return thought[0]
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

    def thought(self, date: Annotation, month: int, number: int) -> list[Day]:
        """The days that the draft speaks for, the surest first."""
        thought: list[Day] = []
        same = self._same_days.get((month, number))
        if same is not None:
            thought.append(Day(same.date, Source.SAME_DAY, same.span))
        start = date.span.start
        section = self.section(start)
        at = bisect_left(self._anchor_starts, start)
        near = sorted(
            self._anchors[max(0, at - NEAR) : at + NEAR],
            key=lambda a: (a.section != section, a.span.start > start, abs(a.span.start - start)),
        )
        issued = self.issued
        for anchor in near:
            if issued is not None and anchor.span == issued.place:
                continue
            here = anchor.section == section
            day = around(anchor.date, month, number, ahead=here and anchor.span.start > start)
            if day is not None:
                source = Source.SECTION if here else Source.DRAFT
                thought.append(Day(day, source if anchor.sure else Source.DOUBTFUL, anchor.span))
        if issued is not None:
            day = around(issued.date, month, number)
            if day is not None:
                thought.append(Day(day, Source.ISSUED, issued.place))
        said = self._months.get(month)
        if said is not None:
            day = possible(said[0], month, number)
            if day is not None:
                thought.append(Day(day, Source.DRAFT, said[1]))
        if self.fiscal is not None:
            year, place = self.fiscal
            day = possible(year + (month <= 3), month, number)
            if day is not None:
                thought.append(Day(day, Source.FISCAL, place))
        thought.sort(key=lambda day: -day.source)
        return thought


@per_draft
def years_of(context: Context) -> Years:
    """The years of a draft, the same object for all who ask."""
    return Years(context.document, context.annotations)


def around(
    anchor: datetime.date, month: int, day: int, *, ahead: bool = False
) -> datetime.date | None:
    """The day near another one, from `BEFORE` days earlier to `BEHIND` later; else None.

    With `ahead` the other one stands behind it in the text, as later days do.
    """
    least, most = (-BEHIND, BEFORE // 3) if ahead else (-BEFORE, BEHIND)
    for year in (anchor.year, anchor.year + 1, anchor.year - 1):
        found = possible(year, month, day)
        if found is not None and least <= (found - anchor).days <= most:
            return found
    return None


def possible(year: int, month: int, day: int) -> datetime.date | None:
    """The calendar day, None if there is none."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def spelled_year(day: datetime.date, *, era: bool) -> str:
    """The year of a day in words: 令和8年 or 2026年."""
    if not era or day.year < 1873:
        return f"{day.year}年"
    name, number = eras.of(day)
    return f"{name}{'元' if number == 1 else number}年"


def year_span(context: Context, date: Annotation) -> Span | None:
    """Where a date says its year (令和8年, 2026年) in one way and in digits, if it does."""
    found = _YEAR.match(context.document.folded, date.span.start, date.span.end)
    return None if found is None else Span(found.start(), found.end())


_YEAR = regex(r"(?:(?:令和|平成)[0-9元]{1,2}|20[0-9]{2})年(?![度（(])")


def _is_background(text: str, end: int) -> bool:
    """Whether a date that ends here speaks of a birth, a law or a day counted from."""
    stop = end + _BACKGROUND_REACH
    found = _BACKGROUND.search(text, end, stop)
    return found is not None and _BREAK.search(text, end, found.start()) is None


def _ends_line(text: str, end: int) -> bool:
    if text.startswith((" ", "　"), end) and _SENDER.match(text, end):
        return True
    found = _ONLY_DATE.match(text, end)
    at = found.end() if found is not None else end
    return at >= len(text) or text[at] in "\n)）】]"


def _iso(written: str) -> datetime.date | None:
    found = _ISO.search(written)
    if found is None:
        return None
    era = found["era"]
    year = int(found["year"]) if found["year"] else 2018 + (1 if era == "元" else int(era))
    return possible(year, int(found["month"]), int(found["day"]))
