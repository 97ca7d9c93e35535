"""Typed stretches of a draft and their values.

Everything is found once per document, on `Document.folded`; rules, elements,
facts and masks query the result and never parse a date or a name again.
All spans are *text* spans.
"""

from __future__ import annotations

import datetime
import enum
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import accumulate

import msgspec

from checker.model import Span


class AnnotationKind(enum.StrEnum):
    """What a stretch of text stands for."""

    DATE = "date"
    PERIOD = "period"
    WEEKDAY = "weekday"
    RELATIVE_DAY = "relative_day"
    TIME = "time"
    MONEY = "money"
    COUNT = "count"
    PHONE = "phone"
    POSTAL_CODE = "postal_code"
    MAIL = "mail"
    URL = "url"
    ADDRESS = "address"
    LAW = "law"
    OFFICE = "office"
    PERSON = "person"
    FORM = "form"
    QUOTATION = "quotation"
    DEFINITION = "definition"
    GLOSS = "gloss"
    READING = "reading"
    LABEL = "label"


class Era(enum.StrEnum):
    """Japanese eras that a notice may use."""

    MEIJI = "明治"
    TAISHO = "大正"
    SHOWA = "昭和"
    HEISEI = "平成"
    REIWA = "令和"


class DateValue(msgspec.Struct, frozen=True, gc=False):
    """A calendar date or a part of one, as written and as completed.

    Attributes:
        year: Western year; None if neither written nor inherited.
        month: 1–12 as written (may be impossible: 13), None if absent.
        day: 1–31 as written (may be impossible: 30 February), None if absent.
        era: The era as written, None for a western or absent year.
        era_year: The year of the era as written (元年 is 1).
        western: The western year as written beside the era
            (令和8年（2026年）), else None.
        fiscal: Whether the year is a fiscal year (年度).
        weekday: 0 (Monday) to 6 (Sunday) as written next to the date, or None.
        holiday: Whether 祝 stands next to the date.
        part: 上旬, 中旬, 下旬, 末, 初め …, else "".
        inherited: Which of "year", "month" come from a date to the left.
    """

    year: int | None
    month: int | None
    day: int | None
    era: Era | None = None
    era_year: int | None = None
    western: int | None = None
    fiscal: bool = False
    weekday: int | None = None
    holiday: bool = False
    part: str = ""
    inherited: frozenset[str] = frozenset()

    def to_date(self) -> datetime.date | None:
        """The calendar day, or None if incomplete or impossible."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return datetime.date(self.year, self.month, self.day)
        except ValueError:
            return None


class WeekdayValue(msgspec.Struct, frozen=True, gc=False):
    """Weekdays (0 Monday – 6 Sunday) named together (月・水・金), and holidays."""

    days: frozenset[int]
    holiday: bool = False


class RelativeDayValue(msgspec.Struct, frozen=True, gc=False):
    """A day that depends on when the draft is read (本日, 来週, 今月).

    `unit` is "day", "week", "month", "year" or "fiscal_year"; `offset` counts
    units from now (来週 is 1 week). `resolve` gives the day for unit "day".
    """

    word: str
    unit: str
    offset: int

    def resolve(self, as_of: datetime.date) -> datetime.date | None:
        """The calendar day meant on `as_of`; None if the unit is not a day."""
        if self.unit != "day":
            return None
        return as_of + datetime.timedelta(days=self.offset)


class TimeValue(msgspec.Struct, frozen=True, gc=False):
    """A time of day as written.

    `hour` and `minute` are as written (午後3時 has hour 3); `meridiem` is 午前,
    午後 or "". `word` is 正午, 終日, 深夜0時 … where a word is written.
    """

    hour: int
    minute: int
    meridiem: str = ""
    word: str = ""

    @property
    def minutes(self) -> int | None:
        """Minutes after midnight, or None if the time cannot be (午後15時, 10時75分).

        Up to 29:59 is allowed without 午前/午後 (25時 is customary).
        """
        if not 0 <= self.minute < 60:
            return None
        if self.meridiem:
            if not 0 <= self.hour <= 12:
                return None
            hour = self.hour + (12 if self.meridiem == "午後" else 0)
            return hour * 60 + self.minute
        if not 0 <= self.hour < 30:
            return None
        return self.hour * 60 + self.minute


class PeriodValue(msgspec.Struct, frozen=True, gc=False):
    """From one date or time to another; an open end is None (〜以降, 〜まで)."""

    start: DateValue | TimeValue | None
    end: DateValue | TimeValue | None


class MoneyValue(msgspec.Struct, frozen=True, gc=False):
    """A sum in yen; 0 and `free` for 無料. `bound` as in `CountValue`."""

    yen: Decimal
    free: bool = False
    bound: str = ""


class CountValue(msgspec.Struct, frozen=True, gc=False):
    """A number with its counter (30人, 3つ, 2週間, 65歳, 第5回, 10%).

    `bound` is 以上, 以下, 未満, 超, 以内, 約, 程度 … as written, else "".
    `ordinal` for 第〜 and 〜目.
    """

    number: Decimal
    unit: str
    bound: str = ""
    ordinal: bool = False


class PhoneRole(enum.StrEnum):
    """What a number is for."""

    PHONE = "phone"
    FAX = "fax"
    EXTENSION = "extension"
    SHORT = "short"  # 110, 119, 171, 188, #7119 …


class PhoneValue(msgspec.Struct, frozen=True, gc=False):
    """A telephone number.

    Attributes:
        digits: Digits only (a short code keeps its #).
        role: What it is for.
        complete: Whether the area code or prefix is written.
        valid: Whether length and prefix are those of a Japanese number.
        lookalike: Whether a hyphen is a look-alike (ー, －, −, ‐).
    """

    digits: str
    role: PhoneRole
    complete: bool
    valid: bool
    lookalike: bool = False


class TextValue(msgspec.Struct, frozen=True, gc=False):
    """A name or string in normal form (NFKC, inner spaces removed).

    For POSTAL_CODE (seven digits), MAIL, URL, ADDRESS, LAW, OFFICE, PERSON,
    FORM and QUOTATION. `detail` holds an article (第5条) of a law.
    """

    text: str
    detail: str = ""


class PairValue(msgspec.Struct, frozen=True, gc=False):
    """A term and what is said of it, each with its place.

    DEFINITION: term X and the full form it stands for (以下「X」という。).
    GLOSS: term and its explanation in parentheses.
    READING: written form and its reading in kana.
    LABEL: the label in normal form and the value that follows it.
    """

    term: str
    other: str
    term_span: Span
    other_span: Span


Value = (
    DateValue
    | WeekdayValue
    | RelativeDayValue
    | TimeValue
    | PeriodValue
    | MoneyValue
    | CountValue
    | PhoneValue
    | TextValue
    | PairValue
)


class Annotation(msgspec.Struct, frozen=True, gc=False):
    """A typed stretch of text with its value."""

    kind: AnnotationKind
    span: Span
    value: Value


_Placed = tuple[tuple[Annotation, ...], list[int], int]


class Annotations:
    """All annotations of a document, by kind and by place. Immutable."""

    def __init__(self, annotations: Iterable[Annotation]) -> None:
        self._all = tuple(sorted(annotations, key=lambda a: (a.span.start, -a.span.end, a.kind)))
        by_kind: dict[AnnotationKind, list[Annotation]] = {}
        for annotation in self._all:
            kind = annotation.kind
            if kind in by_kind:
                by_kind[kind].append(annotation)
            else:
                by_kind[kind] = [annotation]
        self._by_kind = {kind: tuple(found) for kind, found in by_kind.items()}
        self._of_several: dict[tuple[AnnotationKind, ...], tuple[Annotation, ...]] = {}
        # What `overlapping` needs of a kind, made when it is first asked for it.
        self._places: dict[AnnotationKind, _Placed] = {}
        self._reach: dict[tuple[AnnotationKind, ...], tuple[list[int], list[int]]] = {}

    def __iter__(self) -> Iterator[Annotation]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def of(self, *kinds: AnnotationKind) -> tuple[Annotation, ...]:
        """All annotations of these kinds, in text order."""
        if len(kinds) == 1:
            return self._by_kind.get(kinds[0], ())
        found = self._of_several.get(kinds)
        if found is None:
            found = tuple([annotation for annotation in self._all if annotation.kind in kinds])
            self._of_several[kinds] = found
        return found

    def overlapping(self, span: Span, *kinds: AnnotationKind) -> tuple[Annotation, ...]:
        """The annotations (of these kinds, or of all) that share a character with `span`."""
        found: list[Annotation] = []
        start, end = span.start, span.end
        places = self._places
        for kind in kinds or self._by_kind:
            candidates, starts, longest = places[kind] if kind in places else self._place(kind)
            last = bisect_left(starts, end)
            if last:
                first = bisect_left(starts, start - longest, 0, last)
                near = candidates[first:last]
                found += [annotation for annotation in near if annotation.span.end > start]
        return tuple(found)

    def cover(self, span: Span, kinds: tuple[AnnotationKind, ...]) -> bool:
        """Whether one of these kinds shares a character with `span`: quicker than to name it."""
        ends = self._reach.get(kinds)
        if ends is None:
            ends = self._reach[kinds] = self._reached(kinds)
        starts, reached = ends
        before = bisect_left(starts, span.end)
        return before > 0 and reached[before - 1] > span.start

    def _reached(self, kinds: tuple[AnnotationKind, ...]) -> tuple[list[int], list[int]]:
        """Where the annotations of some kinds start, and how far they reach so far."""
        spans = [annotation.span for annotation in self.of(*kinds)]
        starts = [span.start for span in spans]
        return starts, list(accumulate([span.end for span in spans], max))

    def _place(self, kind: AnnotationKind) -> _Placed:
        """The annotations of a kind, where they start, and how long the longest is."""
        candidates = self._by_kind.get(kind, ())
        spans = [annotation.span for annotation in candidates]
        starts = [span.start for span in spans]
        longest = max([span.end - span.start for span in spans], default=0)
        placed = self._places[kind] = candidates, starts, longest
        return placed
