"""Dates of birth that do not go with the age or the school year beside them.

Whom the dates are for is looked for where it may stand: in front of them, behind them, in the
row and the head of the column, under the label, in the heading, in the line above. A school
year is told by the age that is reached in it (小学1年生, 入学, 年長児: 7 or 6 years), so that all
words for it are compared alike.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.ages import of_one_grade, of_single_births
from checker.detectors.birth_rows import of_rows, runs_of_rows
from checker.detectors.birth_years import of_whole_years
from checker.detectors.births_since import of_open_periods
from checker.detectors.births_within import of_terms
from checker.detectors.calendar_days import possible, spelled_year
from checker.detectors.years import years_of
from checker.document.model import Block, BlockKind
from checker.model import Match, Span, Tier
from checker.once import once
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"who", "expected"})

REACH = 64
"""Code points in front of a date of birth, and behind it, in which it is said who was born."""

EARLY = 95
"""Days before a fiscal year on which the age for it may be counted (1 January)."""

MOST_DAYS = 200
"""Dates of a draft that are thought to be days to be of age on; keeps long tables linear."""

ABOVE = 3
"""Lines above a date of birth in which it is said who was born."""

YOUNGEST = 2
"""Years between a birth and a day of the draft below which the day is not one to be of age on."""

SEASON = 62
"""Days by which a mistyped day or month makes a run of school years longer or shorter at most."""

_BORN = Scan("生まれ|出生|生年月日|誕生日")
_BORN_BEHIND = regex(r"[ 　]*(?:の?間)?(?:に|の)?(?:お)?(?:生まれ|出生)")
_NAMES_BIRTH = regex("生まれ|出生|生年月日|誕生日")
_SCHOOL_YEARS = ((4, 2, 4, 1), (4, 1, 3, 31))

_WHO = regex(
    r"(?P<school>小学校?|中学校?|高校|高等学校|高(?=[1-3]))の?(?:新|第)?(?P<number>[1-6])(?:年生?|学年)?"
    r"|(?<=[〜～から・、と])(?P<more>[1-6])年生"
    r"|(?P<small>年長|年中|年少)"
    r"|(?P<child>[3-5])歳児"
    r"|(?P<joins>小学校?|中学校?|高校|高等学校|義務教育学校)(?:等|など)?(?:の?1年生)?(?:に|へ|の|を)?、?"
    r"(?:新しく|新た?に|新1年生として|新1年生に|ご)?(?:(?:入学|進学|就学|上が|入る)(?P<before>前|まで|する前|祝|後|した)?|(?P<leaves>卒業))"
    r"|(?P<pupil>新入学(?:児童?|生徒?)|新1年生|就学予定|入学予定)"
    r"|(?P<age>[0-9]{1,3})歳(?:に|と)?(?:を?(?:な[るりっ]|なられ|達[しす]|迎え|むかえ)|の誕生日を迎え)"
    r"|(?:古[希稀]|喜寿|傘寿|米寿|卒寿|白寿|百寿)[（(]満?(?P<called>70|77|80|88|90|99|100)歳[)）]"
    r"|(?P<twenty>二十歳|はたち|20歳の?つどい)"
)
_LEFT = regex("し(?:た|て)|者|生")
_IN_SPRING = regex("(?:3月|春)(?:に|の)?[^。、]{0,12}\\Z")
_GRADES = {"小": 6, "中": 12, "高": 15, "義": 6}
"""What is added to a grade for the age that is reached in it."""
_FIRST = {"小": 7, "中": 13, "高": 16, "義": 7}
_LAST = {"小": 12, "中": 15, "高": 18, "義": 15}
_SMALL = {"年長": 6, "年中": 5, "年少": 4}
_NEVER = regex("歳以上|歳以下|歳未満|歳まで|除|以外|早生まれ|[0-9]歳から|[0-9]歳[〜～]")
_CEREMONY = regex(
    "[ 　]?(?:の)?(?:[一-龠ァ-ヶぁ-ん]{1,6}[市町村区])?(?:の)?[「『]?(?:二十歳|はたち|20歳|成人)(?:の|を)"
)
_RELATIVE = regex(
    "(?P<next>来年度?|来春|翌年度?|新年度)|(?P<this>今年度?|本年度?|今春|この春)|次の(?P<coming>[34]月|春|年度)|(?P<bare>(?<![0-9])[4]月|春)"
)
_SCHOOL = regex(r"[ 　]*(?P<school>小学校?|中学校?|高校|高等学校|義務教育学校)[ 　]*")
_ENTRY = regex("入学|進学|就学|新1年生")
_ROW_AGE = regex(r"^満?(?P<age>[0-9]{1,3})歳(?:児|の方|になる方)?(?:クラス|組)?$")
_AGES = regex(
    r"(?:現在|時点)(?:に|で|の)?、?(?:おいて、?)?(?:年齢が)?満?(?P<young>[1-9][0-9])歳以上、?(?P<old>[1-9][0-9])歳(?P<side>以下|未満)"
)
_AGE = regex(
    r"満?(?P<age>[0-9]{1,3})歳(?P<side>以上|以下|未満|まで|(?:に|を)(?:な[るりっ]|達[しす]|迎え|むかえ))"
)
_SOME_AGE = regex("[0-9]歳")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_BORN,)


class _Cohort(NamedTuple):
    """A run of school years, by the ages that are reached in them.

    Attributes:
        youngest: The age of the youngest.
        oldest: That of the oldest.
        spring: Whether they enter (1) or leave (-1) a school in the spring that is named.
    """

    youngest: int
    oldest: int
    spring: int


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a date or period of birth that belongs to another age or school year."""
    births = _Births(context)
    told: set[Span] = set()
    yield from _months(births)
    for match in _out_of_step(births):
        told.add(match.span)
        yield match
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if period.span in told or not isinstance(value, PeriodValue) or not births.are_of(period):
            continue
        if isinstance(value.start, DateValue) and isinstance(value.end, DateValue):
            line = context.document.block_at(period.span.start).span
            found = _between_ages(context, period, value.start, value.end, line.start)
            if found is None:
                found = _school_years(births, period, value.start, value.end)
        else:
            found = _of_age(births, period, value)
        if found is not None:
            told.add(found.span)
            yield found
    further = (
        *of_single_births(context),
        *of_open_periods(context),
        *of_terms(context),
        *of_rows(context),
        *of_whole_years(context),
    )
    for match in (*further, *of_one_grade(context)):
        if not any(match.span.overlaps(span) for span in told):
            yield match


class _Births:
    """The dates of birth of one draft and what stands around them."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.text = context.document.folded

    @once
    def days(self) -> Sequence[datetime.date]:
        """The days that the draft names; of a great many only the first."""
        dates = self.context.annotations.of(AnnotationKind.DATE)[:MOST_DAYS]
        resolved = (years_of(self.context).resolve(date) for date in dates)
        return sorted({day.date for day in resolved if day is not None})

    @once
    def entry(self) -> int | None:
        """The year of 「令和9年4月に…入学」, wherever it stands; else the next spring."""
        return _year_of_entry(self)

    @once
    def running(self) -> int | None:
        """The fiscal year in which the draft is issued, if all that it announces lies in it."""
        issued = years_of(self.context).issued or years_of(self.context).updated
        if issued is None:
            return None
        year = issued.date.year - (issued.date.month < 4)
        first, last = issued.date, datetime.date(year + 1, 3, 31)
        coming = [day for day in self.days if day > first]
        return year if coming and coming[-1] <= last else None

    @once
    def told(self) -> Mapping[_Cohort, Span] | None:
        """Who the draft is about, and where it says so; None if that cannot be told."""
        return _told(self)

    @once
    def rows(self) -> Mapping[tuple[int, int], Sequence[Block]]:
        """The cells of each row of each table."""
        rows: defaultdict[tuple[int, int], list[Block]] = defaultdict(list)
        for block in self.context.document.blocks:
            if block.cell is not None:
                rows[block.cell.table, block.cell.row].append(block)
        return rows

    def head(self, block: Block) -> Block | None:
        """The cell at the head of the column of a cell."""
        if block.cell is None or block.cell.row == 0:
            return None
        for other in self.rows.get((block.cell.table, 0), ()):
            if other.cell is not None and other.cell.column == block.cell.column:
                return other
        return None

    def are_of(self, period: Annotation) -> bool:
        """Whether a period is one of births: by what stands behind, or by label or column."""
        if _BORN_BEHIND.match(self.text, period.span.end):
            return True
        block = self.context.document.block_at(period.span.start)
        if block.cell is not None:
            head = self.head(block)
            first = self.rows[block.cell.table, block.cell.row][0]
            return any(
                other is not None and other is not block and self.named(other.span)
                for other in (head, first)
            )
        start = max(block.span.start, period.span.start - 24)
        stop = max(self.text.rfind(mark, start, period.span.start) for mark in "。（）")
        return self.named(Span(max(start, stop + 1), period.span.start))

    def named(self, span: Span) -> bool:
        return _NAMES_BIRTH.search(self.text, span.start, span.end) is not None

    def places(self, period: Annotation) -> Iterator[Span]:
        """Where it may be said who was born then, the nearest first."""
        text, document = self.text, self.context.document
        block = document.block_at(period.span.start)
        line = block.span
        start = max(line.start, period.span.start - REACH)
        start = max(start, text.rfind("。", start, period.span.start) + 1)
        born = max(text.rfind(word, start, period.span.start) for word in ("生まれ", "出生"))
        if born >= 0:
            start = born + 3
            opening = text.find("（", start, period.span.start)
            closing = text.find("）", start, period.span.start)
            if 0 <= opening < closing and opening - start <= 12:
                start = closing + 1  # 「生まれ（小学1年生）」 was said of the one in front
        yield Span(start, period.span.start)
        end = min(line.end, period.span.end + REACH)
        following = self.context.annotations.overlapping(
            Span(period.span.end, end), AnnotationKind.PERIOD
        )
        if following:
            end = max(period.span.end, min(end, following[0].span.start))
        stop = text.find("。", period.span.end, end)
        yield Span(period.span.end, stop if stop >= 0 else end)
        if block.cell is not None:
            for cell in self.rows[block.cell.table, block.cell.row]:
                if cell is not block:
                    yield cell.span
            head = self.head(block)
            if head is not None:
                yield head.span
            return
        above = line.start
        for _ in range(ABOVE):
            if above <= 0:
                return
            other = document.block_at(above - 1)
            above = other.span.start
            if other.cell is not None or _BORN.expression.search(text, above, other.span.end):
                return
            yield Span(max(above, other.span.end - 2 * REACH), other.span.end)
            if other.kind in (BlockKind.HEADING, BlockKind.TITLE):
                return


# --- school years ------------------------------------------------------------------------


def _cohort(text: str, place: Span) -> _Cohort | bool | None:
    """The school years that a stretch names; None if none, False if it cannot be told."""
    ages: list[tuple[int, int]] = []
    school = ""
    for found in _WHO.finditer(text, place.start, place.end):
        kind = found.lastgroup
        if found["number"]:
            school = found["school"][0]
            ages.append((_GRADES[school] + int(found["number"]), 0))
        elif found["more"]:
            if school:
                ages.append((_GRADES[school] + int(found["more"]), 0))
        elif found["small"]:
            ages.append((_SMALL[found["small"]], 0))
        elif found["child"]:
            ages.append((int(found["child"]) + 1, 0))
        elif found["joins"]:
            if found["before"]:
                return False
            if _LEFT.match(text, found.end()) and not _IN_SPRING.search(
                text, place.start, found.start()
            ):
                continue  # 「市内の中学校を卒業した人」: once, it does not matter when
            leaves = found["leaves"] is not None
            ages.append(((_LAST if leaves else _FIRST)[found["joins"][0]], -1 if leaves else 1))
        elif found["age"] or found["called"]:
            ages.append((int(found["age"] or found["called"]), 0))
        elif kind == "twenty":
            ages.append((20, 0))
    if not ages:
        return None
    springs = {spring for _, spring in ages}
    numbers = sorted({age for age, _ in ages})
    grades = springs == {0} and numbers[-1] - numbers[0] <= 8
    if len(numbers) > 1 and not grades:
        return False
    if _NEVER.search(text, place.start, place.end):
        return False
    return _Cohort(numbers[0], numbers[-1], next(iter(springs)) if len(springs) == 1 else 0)


def _of_the_draft(births: _Births, period: Annotation) -> tuple[_Cohort | None, Span]:
    """「今年度に20歳になる皆さん」 in the lead, if the draft names no other age or grade."""
    told = births.told
    if not told or len(told) != 1 or _SOME_AGE.search(births.text, *_line(births, period)):
        return None, period.span
    cell = births.context.document.block_at(period.span.start).cell
    row = births.rows[cell.table, cell.row] if cell is not None else ()
    if any(_SOME_AGE.search(births.text, *_ends(block.span)) for block in row):
        return None, period.span  # the row is about an age of its own
    return next(iter(told.items()))


def _told(births: _Births) -> Mapping[_Cohort, Span] | None:
    document = births.context.document
    told: dict[_Cohort, Span] = {}
    for found in _WHO.finditer(births.text):
        number = document.sentence_index_at(found.start())
        place = document.sentences[number].span if number >= 0 else Span(*found.span())
        cohort = _cohort(births.text, Span(*found.span()))
        if not isinstance(cohort, _Cohort):
            return None
        if cohort not in told or not _RELATIVE.search(births.text, *_ends(told[cohort])):
            told[cohort] = place
    return told


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _line(births: _Births, period: Annotation) -> tuple[int, int]:
    line = births.context.document.block_at(period.span.start).span
    return line.start, line.end


def _in_entry_row(births: _Births, place: Span) -> _Cohort | None:
    """「小学校」 in a table under 「入学先（令和9年4月）」."""
    cell = births.context.document.block_at(place.start).cell
    found = _SCHOOL.fullmatch(place.cut(births.text))
    if cell is None or found is None:
        return None
    for head in births.rows.get((cell.table, 0), ()):
        if _ENTRY.search(births.text, head.span.start, head.span.end):
            age = _FIRST[found["school"][0]]
            return _Cohort(age, age, 1)
    return None


def _school_years(
    births: _Births, period: Annotation, start: DateValue, end: DateValue
) -> Match | None:
    first, last = start.to_date(), end.to_date()
    if first is None or last is None:
        return None
    edges = (first.month, first.day, last.month, last.day)
    cohort: _Cohort | bool | None = None
    place = period.span
    for place in births.places(period):
        cohort = _cohort(births.text, place)
        if cohort is None:
            cohort = _in_entry_row(births, place)
        if cohort is not None:
            break
    if cohort is None:
        cohort, place = _of_the_draft(births, period)
    if not isinstance(cohort, _Cohort):
        return None
    several = cohort.oldest - cohort.youngest
    if edges not in _SCHOOL_YEARS:
        # Births of a part of a year (「接種の期間の途中で65歳になる方」) are no school year.
        off = abs((last - first).days - (several + 1) * 365)
        if off > SEASON or last.year - first.year != several + 1:
            return None
    if cohort.spring and edges not in _SCHOOL_YEARS:
        return None
    who = "この学年" if cohort.oldest < 19 else f"年度のうちに{cohort.oldest}歳になる方"
    year = _year(births, period, place, cohort)
    surely = year is not None
    if year is None and not cohort.spring:
        year = births.running
    if year is None:
        # Only that school years go from 2 April to 1 April can be told.
        if edges != (4, 1, 3, 31) or cohort.oldest > 18:
            return None
        return _match(period, who, datetime.date(first.year, 4, 2), datetime.date(last.year, 4, 1))
    right = (
        datetime.date(year - cohort.oldest, 4, 2),
        datetime.date(year - cohort.youngest + 1, 4, 1),
    )
    if (first, last) == right or not 0 < year - first.year < 120:
        return None
    if not surely or (several and (last.year - first.year) != several + 1):
        # Either the grades named are others, or one of the two years is wrong.
        apart = abs(first.year - right[0].year) + abs(last.year - right[1].year)
        if edges != _SCHOOL_YEARS[0] or apart > 2 or (first == right[0]) == (last == right[1]):
            return None
    return _match(period, who, *right)


def _year(births: _Births, period: Annotation, place: Span, cohort: _Cohort) -> int | None:
    """The fiscal year in which the age is reached; for those who leave school, the one before."""
    named = _named_year(births, place, cohort)
    if named is None:
        line = births.context.document.block_at(place.start).span
        start = max(line.start, place.start - REACH)
        near = Span(start, max(place.start, min(line.end, place.end + REACH)))
        named = _named_year(births, near, cohort)
    if named is None and (block := births.context.document.block_at(place.start)).cell:
        for other in (births.head(block), *births.rows.get((block.cell.table, 0), ())):
            if named is None and other is not None:
                named = _named_year(births, other.span, cohort)
    if named is not None:
        return named
    if cohort.spring > 0:
        return births.entry
    if cohort.spring < 0:
        return None
    fiscal = years_of(births.context).fiscal
    if fiscal is None and (cohort.youngest, cohort.oldest) == (20, 20):
        return _year_of_ceremony(births, period)
    return None if fiscal is None else fiscal[0]


def _year_of_ceremony(births: _Births, period: Annotation) -> int | None:
    """The fiscal year of 「令和9年のはたちのつどい」: held in January, else later in the year."""
    found: set[int] = set()
    held: set[int] = set()
    for date in births.context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.year is None or value.fiscal:
            continue
        if value.month is None and _CEREMONY.match(births.text, date.span.end):
            found.add(value.year)
        elif value.day and value.month == 1:
            held.add(value.year)
    if len(found) != 1:
        return None
    year = found.pop()
    value = period.value
    assert isinstance(value, PeriodValue)
    first = value.start.year if isinstance(value.start, DateValue) else None
    return year if first == year - 20 and year not in held else year - 1


def _named_year(births: _Births, place: Span, cohort: _Cohort) -> int | None:
    found: set[int] = set()
    for date in births.context.annotations.overlapping(place, AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.year is None or value.inherited:
            continue
        around = births.context.annotations.overlapping(date.span, AnnotationKind.PERIOD)
        if around and births.are_of(around[0]):
            continue
        if value.fiscal:
            found.add(value.year)
        elif value.month in (3, 4) and value.day in (None, 1, 2, 31):
            found.add(value.year - (cohort.spring < 0 or (not cohort.spring and value.month == 3)))
        elif value.month is None and births.text.startswith(("春", "の春"), date.span.end):
            found.add(value.year - (cohort.spring < 0))
    found = {year for year in found if year > 2015}
    if found:
        return next(iter(found)) if len(found) == 1 else None
    issued = years_of(births.context).issued
    if issued is None:
        return None
    day = issued.date
    fiscal = day.year - (day.month < 4)
    for word in _RELATIVE.finditer(births.text, place.start, place.end):
        said = word.group()
        if said.endswith("年度") and not word["coming"]:
            found.add(fiscal + (word["next"] is not None) * (said != "新年度" or day.month > 3))
        elif cohort.spring:
            if word["next"]:
                year = day.year + 1
            elif word["this"]:
                year = day.year
            else:
                year = day.year + (day.month > 4)
            found.add(year - (cohort.spring < 0))
    return next(iter(found)) if len(found) == 1 else None


def _year_of_entry(births: _Births) -> int | None:
    """The year of 「令和9年4月に…入学」, wherever it stands; else the next spring."""
    document = births.context.document
    found: set[int] = set()
    for date in births.context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.year is None or value.year < 2016:
            continue
        if not value.fiscal and value.month != 4:
            continue
        line = document.block_at(date.span.start).span
        end = min(line.end, date.span.end + REACH)
        stop = births.text.find("。", date.span.end, end)
        if _ENTRY.search(births.text, date.span.end, stop if stop >= 0 else end):
            found.add(value.year)
    if found:
        return next(iter(found)) if len(found) == 1 else None
    issued = years_of(births.context).issued
    return None if issued is None else issued.date.year + (issued.date.month > 4)


def _out_of_step(births: _Births) -> Iterator[Match]:
    """A table of ages with a year of births each: the one row that is not in step is told."""
    rows: defaultdict[int, list[tuple[int, Annotation, int]]] = defaultdict(list)
    for period in births.context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if not isinstance(value, PeriodValue) or not isinstance(value.start, DateValue):
            continue
        block = births.context.document.block_at(period.span.start)
        first = value.start.to_date()
        last = value.end.to_date() if isinstance(value.end, DateValue) else None
        if block.cell is None or first is None or last is None:
            continue
        name = births.rows[block.cell.table, block.cell.row][0].span.cut(births.text).strip()
        aged = _ROW_AGE.match(name)
        edges = (first.month, first.day, last.month, last.day)
        if aged and edges == _SCHOOL_YEARS[0]:
            # No or two years of births are those of no age: one of the two years is wrong.
            year = first.year if last.year - first.year == 1 else 0
            rows[block.cell.table].append((int(aged["age"]), period, year))
    found: Iterable[Sequence[tuple[int, Annotation, int]]] = (
        *rows.values(),
        *_in_lines(births.context),
    )
    for rows_ in found:
        yield from _odd_row(rows_)


def _in_lines(context: Context) -> Iterator[list[tuple[int, Annotation, int]]]:
    """The same of lines: 「80歳　昭和21年4月2日～昭和22年4月1日生まれ」."""
    for run in runs_of_rows(context):
        ages = []
        for row in run:
            aged = _ROW_AGE.match(row.name)
            if aged and row.first and row.last and not row.cell:
                edges = (row.first.month, row.first.day, row.last.month, row.last.day)
                if edges == _SCHOOL_YEARS[0]:
                    year = row.first.year if row.last.year - row.first.year == 1 else 0
                    ages.append((int(aged["age"]), row.period, year))
        yield ages


def _odd_row(rows: Sequence[tuple[int, Annotation, int]]) -> Iterator[Match]:
    sums = [age + year for age, _, year in rows]
    usual = max(set(sums), key=sums.count, default=0)
    odd = [row for row, total in zip(rows, sums, strict=True) if total != usual]
    if len(odd) == 1 and sums.count(usual) > 1:
        age, period, _ = odd[0]
        right = datetime.date(usual - age, 4, 2), datetime.date(usual - age + 1, 4, 1)
        yield _match(period, "この行の方", *right)


# --- months of birth -----------------------------------------------------------------------


_CHILD = regex(
    r"(?P<years>[1-6])歳(?:(?P<more>[0-9]{1,2})[かカヶケヵ箇]月)?児?の?(?:健|歯科|相談|検診)|(?P<years2>[1-6])歳(?P<more2>[0-9]{1,2})[かカヶケヵ箇]月児|(?P<months>[1-9]|1[0-9])[かカヶケヵ箇]月児"
)
_YEAR = 12
"""Months."""
MOST_APART = 2
"""Months by which the ages on the days of one list differ at most (our judgement)."""
LEAST_ROWS = 3
"""Rows with a day and a month of birth from which one that is out of step is told."""


class _Born(NamedTuple):
    """A month of birth, and how many months old one is on the day beside it."""

    date: Annotation
    month: int
    old: int


def _months(births: _Births) -> Iterator[Match]:
    """「1歳6か月児健診 … 令和9年3月18日　令和6年8月生まれ」: a year too old, or too young.

    By the age that the draft names, or by the other rows of the list.
    """
    rows = _with_month(births)
    if not rows:
        return
    ages: set[int] = set()
    for found in _CHILD.finditer(births.text):
        years = int(found["years"] or found["years2"] or 0)
        ages.add(years * _YEAR + int(found["more"] or found["more2"] or found["months"] or 0))
    age = next(iter(ages)) if len(ages) == 1 else None
    olds = sorted(row.old for row in rows)
    middle = olds[len(olds) // 2]
    odd = [row for row in rows if abs(row.old - middle) > MOST_APART]
    in_step = len(rows) >= LEAST_ROWS and len(odd) == 1
    for row in rows:
        off = 0
        if in_step and row is odd[0]:
            off = round((row.old - middle) / _YEAR) * _YEAR
            off = off if abs(row.old - off - middle) <= MOST_APART else 0
        elif age is not None and len(odd) <= 1:
            if row.old >= age + _YEAR and row.old - _YEAR - age < _YEAR / 2:
                off = _YEAR
            elif row.old < age - 1 and age - 1 <= row.old + _YEAR < age + _YEAR / 2:
                off = -_YEAR
        if not off:
            continue
        year, month = divmod(row.month + off - 1, _YEAR)
        value = row.date.value
        assert isinstance(value, DateValue)
        first = datetime.date(year, month + 1, 1)
        expected = f"{spelled_year(first, era=value.era is not None)}{first.month}月"
        yield Match(row.date.span, {"who": "この日のお子さん", "expected": expected})


def _with_month(births: _Births) -> list[_Born]:
    context = births.context
    found: list[_Born] = []
    for date in context.annotations.of(AnnotationKind.DATE)[:MOST_DAYS]:
        value = date.value
        if not isinstance(value, DateValue) or value.day is not None or value.fiscal:
            continue
        if value.year is None or value.month is None:
            continue
        block = context.document.block_at(date.span.start)
        head = births.head(block)
        named = head is not None and births.named(head.span)
        if not named and not _BORN_BEHIND.match(births.text, date.span.end):
            continue
        spans = [block.span]
        if block.cell is not None:
            spans = [cell.span for cell in births.rows[block.cell.table, block.cell.row]]
        resolved = (
            years_of(context).resolve(other)
            for span in spans
            for other in context.annotations.overlapping(span, AnnotationKind.DATE)
        )
        beside = [day for day in resolved if day is not None]
        if len(beside) == 1:
            day = beside[0].date
            month = value.year * _YEAR + value.month
            found.append(_Born(date, month, day.year * _YEAR + day.month - month))
    return found


# --- ages on a day -----------------------------------------------------------------------


def _between_ages(
    context: Context, period: Annotation, start: DateValue, end: DateValue, line: int
) -> Match | None:
    """「令和9年4月1日現在で18歳以上30歳以下（平成8年4月2日から平成21年4月1日まで）」."""
    text = context.document.folded
    near = max(line, period.span.start - REACH)
    told = list(_AGES.finditer(text, near, period.span.start))
    first, last = start.to_date(), end.to_date()
    if len(told) != 1 or first is None or last is None:
        return None
    ages = told[0]
    dates = context.annotations.overlapping(
        Span(max(line, ages.start() - 16), ages.start() + 1), AnnotationKind.DATE
    )
    value = dates[-1].value if dates else None
    on = value.to_date() if isinstance(value, DateValue) else None
    if on is None or dates[-1].span.end < ages.start() - 1 or (on.month, on.day) == (2, 29):
        return None
    young, old = int(ages["young"]), int(ages["old"]) + (ages["side"] == "以下")
    youngest, oldest = on.replace(year=on.year - young), on.replace(year=on.year - old)
    one_day = datetime.timedelta(days=1)
    if (last - youngest).days in (0, 1) and (first - oldest).days in (0, 1, 2):
        return None
    who = f"その日に{ages['young']}歳以上{ages['old']}歳{ages['side']}の方"
    return _match(period, who, oldest + one_day, youngest)


def _of_age(births: _Births, period: Annotation, value: PeriodValue) -> Match | None:
    """An age and the last or first day of birth, of a day that the draft names.

    「平成21年2月1日までに生まれた人（投票日に満18歳以上）」. Where no day of the draft has the
    day and month of the birth, only an age that is reached in no part of the year is told.
    """
    limit = value.end or value.start
    born = limit.to_date() if isinstance(limit, DateValue) else None
    if born is None:
        return None
    text = births.text
    for place in births.places(period):
        found = list(_AGE.finditer(text, place.start, place.end))
        if found or _SOME_AGE.search(text, place.start, place.end):
            break
    else:
        return None
    if len(found) != 1 or len(_SOME_AGE.findall(text, place.start, place.end)) != 1:
        return None
    side = found[0]["side"]
    least = side == "以上" or side[0] in "にを"
    if least is not (value.start is None):
        return None
    age = int(found[0]["age"]) + (side in ("以下", "まで"))
    near = births.context.annotations.overlapping(
        Span(max(place.start, found[0].start() - 20), found[0].start() + 1), AnnotationKind.DATE
    )
    resolved = (years_of(births.context).resolve(date) for date in near)
    named = [one.date for one in resolved if one is not None]
    days = [day for day in (named if near else births.days) if day.year - born.year >= YOUNGEST]
    right: set[datetime.date] = set()
    for day in days:
        # One is a year older at the end of the day before the birthday.
        last = _years_before(day, age)
        for more in (0, 1) if least else (0, 1, 2):
            limit_ = last + datetime.timedelta(days=more)
            if (limit_.month, limit_.day) == (born.month, born.day) or near:
                right.add(limit_)
    if born in right:
        return None
    who = f"その日に{found[0]['age']}歳{side if least and side == '以上' else ''}の方"
    if right and (near or len({day.year for day in right}) == 1):
        day_ = max(right) if least else min(right)
        return Match(
            period.span,
            {"who": who, "expected": f"{_spelled(day_)}以{'前' if least else '後'}"},
        )
    return None if days and near else _age(births, period, born, found[0])


def _years_before(day: datetime.date, years: int) -> datetime.date:
    return possible(day.year - years, day.month, day.day) or datetime.date(day.year - years, 3, 1)


def _age(
    births: _Births, period: Annotation, born: datetime.date, found: re.Match[str]
) -> Match | None:
    """Of the fiscal year: 「令和8年度に65歳以上（昭和36年4月1日以前生まれ）」."""
    near = Span(max(0, found.start() - 24), found.start() + 1)
    named = {
        date.value.year
        for date in births.context.annotations.overlapping(near, AnnotationKind.DATE)
        if isinstance(date.value, DateValue) and date.value.fiscal
    }
    fiscal = years_of(births.context).fiscal
    year = next(iter(named)) if len(named) == 1 else None if fiscal is None else fiscal[0]
    if year is None:
        return None
    age = int(found["age"])
    least = datetime.date(year, 4, 1) - datetime.timedelta(days=EARLY)
    most = datetime.date(year + 1, 4, 2)
    for more in (0, 1) if found["side"] in ("以下", "まで") else (0,):
        reached = possible(born.year + age + more, born.month, min(born.day, 28))
        if reached is None or least <= reached <= most:
            return None
    if year - age < 1873:
        return None
    first, last = datetime.date(year - age, 4, 1), datetime.date(year - age + 1, 4, 1)
    expected = f"{_spelled(first)}から{_spelled(last)}までのどこか"
    return Match(period.span, {"who": f"{age}歳になる日", "expected": expected})


def _match(period: Annotation, who: str, first: datetime.date, last: datetime.date) -> Match:
    expected = f"{_spelled(first)}から{_spelled(last)}まで"
    return Match(period.span, {"who": who, "expected": expected})


def _spelled(day: datetime.date) -> str:
    return f"{spelled_year(day, era=True)}{day.month}月{day.day}日"
