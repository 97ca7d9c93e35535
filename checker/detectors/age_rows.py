"""Ages and the births beside them.

「75歳 昭和25年4月2日〜昭和27年4月1日」 among rows of one year each; 「米寿（88歳） 昭和18年生まれ」 among rows
that go together; 「大正15年11月5日生まれ … 満101歳」; 「1歳6か月児 1月19日 令和7年1月生まれ」; school years.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.years import years_of
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"right"})

_AGE = regex(
    r"(?<![0-9〜～~\-])(?P<n>[0-9]{1,3})歳(?!以上|以下|未満|から|[〜～~]|か月|まで|代|ごろ|前後|児)"
)
_BORN = Scan("生まれ|生年月日")
_MONTHS = Scan(r"(?:(?P<y>[0-9])歳)?(?:(?P<m>[0-9]{1,2})[かカヶケ]月)?児")
_BORN_MONTH = regex(
    r"(?:令和(?P<era>[0-9元]{1,2})|(?P<west>20[0-9]{2}))年(?P<m>[0-9]{1,2})月(?:生|に生)"
)
_SCHOOL = Scan(r"(?P<kind>小学|中学|高校|小|中|高)(?:校)?(?P<n>[1-6])年生?")
_GRADE = regex(_SCHOOL.pattern)
_NAMES = Scan("還暦|古希|喜寿|傘寿|米寿|卒寿|白寿")
_OF_NAME = {
    "還暦": (60, 61),
    "古希": (70,),
    "喜寿": (77,),
    "傘寿": (80,),
    "米寿": (88,),
    "卒寿": (90,),
    "白寿": (99,),
}
_NAMED = regex(
    r"(?P<name>還暦|古希|喜寿|傘寿|米寿|卒寿|白寿)[（(・、:：]?(?:満|数え)?(?P<n>[0-9]{2,3})歳"
)
_COUNTED = regex("数え")
_FIRST_YEAR = {"小学": 7, "小": 7, "中学": 13, "中": 13, "高校": 16, "高": 16}


class _Row(NamedTuple):
    """A row that names one age: the age, the births, the stretch of the births."""

    age: int
    first: DateValue
    last: DateValue | None
    place: Span
    ends: tuple[Annotation, ...]


_BORN_BEHIND = regex("(?:[0-9]{1,2}月)?生")
_NOW_FRONT = regex("(?:満|今年|この日[でに]?|現在|[でに]なる|、)\\Z")
_KIND = regex(r"(?:(?P<y>[0-9])歳)?(?:(?P<m>[0-9]{1,2})[かカヶケ]月)?児")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_BORN, _SCHOOL, _NAMES)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match an age, or a birth, that does not go with what stands beside it."""
    text = context.document.folded
    for found in _NAMES.finditer(text):
        named = _NAMED.match(text, found.start())
        if (
            named
            and int(named["n"]) not in _OF_NAME[named["name"]]
            and not _COUNTED.search(named.group())
        ):
            right = "か".join(f"{age}歳" for age in _OF_NAME[named["name"]])
            yield Match(
                Span(named.start("n"), named.end()), {"right": f"「{named['name']}」は{right}"}
            )
    if _BORN.may_fit(text):
        rows = list(_rows(context))
        yield from _single(context, rows)
        yield from _steps(context, rows)
        yield from _persons(context)
        yield from _checkups(context)
    if _SCHOOL.may_fit(text):
        yield from _school(context)


def _lines(context: Context) -> Iterator[Span]:
    """The lines of a draft; the cells of a row of a table are one."""
    at: Span | None = None
    row: tuple[int, int] | None = None
    for block in context.document.blocks:
        cell = block.cell
        key = None if cell is None else (cell.table, cell.row)
        if at is not None and key is not None and key == row:
            at = Span(at.start, block.span.end)
            continue
        if at is not None:
            yield at
        at, row = block.span, key
    if at is not None:
        yield at


def _rows(context: Context) -> Iterator[_Row]:
    text = context.document.folded
    for line in _lines(context):
        if len(line) > 120 or "歳" not in text[line.start : line.end]:
            continue
        ages = {int(found["n"]) for found in _AGE.finditer(text, line.start, line.end)}
        if len(ages) != 1:
            continue
        dates = tuple(
            date
            for date in context.annotations.overlapping(line, AnnotationKind.DATE)
            if isinstance(date.value, DateValue)
            and date.value.year
            and date.value.year < 2027
            and not date.value.fiscal
        )
        if not dates or len(dates) > 2:
            continue
        first, last = dates[0].value, dates[-1].value
        assert isinstance(first, DateValue)
        assert isinstance(last, DateValue)
        if len(dates) == 1 and not _BORN_BEHIND.match(text[dates[0].span.end :][:4]):
            continue
        place = Span(dates[0].span.start, dates[-1].span.end)
        yield _Row(ages.pop(), first, last if len(dates) == 2 else None, place, dates)


def _single(context: Context, rows: Sequence[_Row]) -> Iterator[Match]:
    """A row of one age whose births take two years, or begin elsewhere than those of all others."""
    whole = [
        row
        for row in rows
        if row.last is not None
        and (row.first.month, row.first.day) == (4, 2)
        and (row.last.month, row.last.day) == (4, 1)
    ]
    if not whole:
        return
    sums = Counter(row.age + (row.first.year or 0) for row in whole)
    ends = Counter(row.age + (row.last.year or 0) for row in whole if row.last is not None)
    common = sums.most_common(1)[0][0]
    common_end = ends.most_common(1)[0][0]
    if len(whole) < 2 or common + 1 != common_end or sums[common] * 2 <= len(whole):
        return
    for row in whole:
        if row.last is None:
            continue
        for one, base in ((row.ends[0], common), (row.ends[1], common_end)):
            value = one.value
            if (
                isinstance(value, DateValue)
                and value.year is not None
                and row.age + value.year != base
            ):
                right = _spelled(context, base - row.age, value)
                yield Match(one.span, {"right": f"{row.age}歳なら{right}"})


def _spelled(context: Context, year: int, value: DateValue) -> str:
    import datetime

    from checker.detectors.calendar_days import spelled_year

    return spelled_year(datetime.date(year, value.month or 6, 2), era=value.era is not None)


def _steps(context: Context, rows: Sequence[_Row]) -> Iterator[Match]:
    """「喜寿（77歳）昭和24年生まれ」 and others: age and year of birth have one sum."""
    single = [row for row in rows if row.last is None]
    if len(single) < 3:
        return
    sums = Counter(row.age + (row.first.year or 0) for row in single).most_common()
    if len(sums) != 2 or sums[1][1] != 1:
        return
    odd = next(row for row in single if row.age + (row.first.year or 0) == sums[1][0])
    right = _spelled(context, sums[0][0] - odd.age, odd.first)
    yield Match(odd.place, {"right": f"{odd.age}歳なら{right}生まれ"})


def _persons(context: Context) -> Iterator[Match]:
    """「大正15年11月5日生まれの佐野さんは、この日で満101歳」, 「昭和43年、32歳で」."""
    document = context.document
    text = document.folded
    for block in document.blocks:
        if block.cell is not None or "歳" not in text[block.span.start : block.span.end]:
            continue
        dates = [
            (date, date.value)
            for date in context.annotations.overlapping(block.span, AnnotationKind.DATE)
            if isinstance(date.value, DateValue) and date.value.year and not date.value.inherited
        ]
        births = [
            pair for pair in dates if text.startswith(("生まれの", "生まれで"), pair[0].span.end)
        ]
        if len(births) != 1:
            continue
        birth, born = births[0]
        issued = years_of(context).issued
        now = {year for year in years_of(context).written if year >= 2019}
        if issued is not None:
            now = {issued.date.year}
        for found in _AGE.finditer(text, birth.span.end, block.span.end):
            front = text[max(block.span.start, found.start() - 12) : found.start()]
            own = [
                pair
                for pair in dates
                if pair[0] is not birth and 0 <= found.start() - pair[0].span.end <= 4
            ]
            years = {own[0][1].year} if own else now
            if not own and not _NOW_FRONT.search(front):
                continue
            age = int(found["n"])
            possible = {(year or 0) - (born.year or 0) - less for year in years for less in (0, 1)}
            if not possible or age in possible or _COUNTED.search(front) or max(possible) < 1:
                continue
            right = max(possible)
            related = (Related(birth.span, "生まれた日はここです"),)
            yield Match(
                Span(found.start(), found.end()), {"right": f"数えると{right}歳"}, related=related
            )


def _checkups(context: Context) -> Iterator[Match]:
    """「1歳6か月児健診 1月19日 令和7年1月生まれ」: who is born then is two years old."""
    text = context.document.folded
    if "児" not in text or "生" not in text:
        return
    issued = years_of(context).issued
    years = [year for year in years_of(context).written if year >= 2019]
    for line in _lines(context):
        if len(line) > 100:
            continue
        words = line.cut(text)
        kind = next(
            (one for one in _KIND.finditer(words) if one["y"] or one["m"]),
            None,
        )
        born = list(_BORN_MONTH.finditer(text, line.start, line.end))
        if kind is None or len(born) != 1:
            continue
        dates = [
            date.value
            for date in context.annotations.overlapping(
                Span(line.start, born[0].start()) if born[0].start() > line.start else line,
                AnnotationKind.DATE,
            )
            if isinstance(date.value, DateValue) and date.value.month and date.value.day
        ]
        if len(dates) != 1:
            continue
        day = dates[0]
        year = day.year or _year_of(context, years, issued is not None)
        if year is None or day.month is None:
            continue
        birth = (
            int(born[0]["west"])
            if born[0]["west"]
            else 2018 + int((born[0]["era"] or "1").replace("元", "1"))
        ) * 12 + int(born[0]["m"])
        age = int(kind["y"] or 0) * 12 + int(kind["m"] or 0)
        over = year * 12 + day.month - birth - age
        spare = 11 if kind["y"] and not kind["m"] else 3
        if not -1 <= over <= spare:
            right = year * 12 + day.month - age - 1
            shown = f"{right // 12}年{right % 12 + 1}月ごろの生まれ"
            yield Match(Span(born[0].start(), born[0].end()), {"right": shown})


def _year_of(context: Context, years: Sequence[int], issued: bool) -> int | None:
    title = context.document.blocks[0].span if context.document.blocks else None
    if title is not None:
        for date in context.annotations.overlapping(title, AnnotationKind.DATE):
            if (
                isinstance(date.value, DateValue)
                and date.value.year
                and not date.value.fiscal
                and date.value.month
            ):
                return date.value.year
    return None


def _school(context: Context) -> Iterator[Match]:
    """「小学4年 11歳」 among rows in which a year more is an age more."""
    text = context.document.folded
    rows: list[tuple[int, int, Span]] = []
    for line in _lines(context):
        if len(line) > 40:
            continue
        words = line.cut(text)
        if "歳" not in words or "年" not in words:
            continue
        grades = list(_GRADE.finditer(words))
        ages = list(_AGE.finditer(words))
        if len(grades) == 1 and len(ages) == 1:
            grade = _FIRST_YEAR[grades[0]["kind"]] + int(grades[0]["n"]) - 1
            place = Span(line.start + ages[0].start(), line.start + ages[0].end())
            rows.append((grade, int(ages[0]["n"]), place))
    steps = Counter(age - grade for grade, age, _ in rows).most_common()
    if len(rows) < 3 or len(steps) != 2 or steps[1][1] != 1 or steps[0][0] not in (0, -1):
        return
    odd = next(row for row in rows if row[1] - row[0] == steps[1][0])
    yield Match(odd[2], {"right": f"ほかの学年から数えると{odd[0] + steps[0][0]}歳"})
