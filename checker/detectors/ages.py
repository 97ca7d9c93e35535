"""Ages of single births: 「昭和39年2月10日生まれの方は、今年65歳になります」, and who may vote."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors.calendar_days import spelled_year
from checker.detectors.years import years_of
from checker.model import Match, Span
from checker.regex import regex
from checker.scan import Scan

VOTING = 18
"""The age from which one may vote."""

FAR = 12
"""Years by which a wrong year of birth is off at most."""

BORN = Scan("生まれ|出生")
_BEHIND = regex(r"[ 　]*(?:の?間)?(?:に|の)?(?:お)?(?:生まれ|出生)")
_LIMIT = regex(r"(?:まで|以前)(?:に|の)?[ 　]?(?:お)?(?:生まれ|出生)")
_BECOMES = regex(
    r"満?(?P<age>[1-9][0-9]{0,2})歳(?:に|を|と)(?:な[るりっ]|なられ|達[しす]|迎え|むかえ)"
)
_AGE = regex("[0-9]歳")
_THIS = regex("(?P<this>今年|本年|この(?:春|夏|秋|冬)|今月)|(?P<next>来年|来月)")
_VOTE = regex("投票|選挙人名簿|選挙権|有権者")


_ONE_GRADE = regex(
    "入学する(?!前)|就学する(?!前)|入学予定|就学予定|新1年生|新入学|(?<![0-9〜～から・])[1-6]年生の?(?:子|児童|生徒|方|人)?[（(]|年長"
)
_GRADES = regex(
    "[1-6][〜～・からと、]{1,2}[1-6]年|年生[〜～・からと、]|年中|学年|及び|以上|まで(?!に)|または"
)
NEAR = 40
"""Code points in front of dates of birth in which the only grade stands."""


def of_one_grade(context: Context) -> Iterator[Match]:
    """「4月に入学する子（令和2年4月2日～令和4年4月1日生まれ）」: two years for one grade."""
    text = context.document.folded
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if not isinstance(value, PeriodValue) or not _BEHIND.match(text, period.span.end):
            continue
        first, last = value.start, value.end
        if not isinstance(first, DateValue) or not isinstance(last, DateValue):
            continue
        if (first.month, first.day, last.month, last.day) != (4, 2, 4, 1):
            continue
        if first.year is None or last.year is None or last.year - first.year in (0, 1):
            continue
        line = context.document.block_at(period.span.start).span
        low = max(line.start, period.span.start - NEAR)
        if not _ONE_GRADE.search(text, low, period.span.start):
            continue
        if _GRADES.search(text, low, period.span.start):
            continue
        start, end = first.to_date(), last.to_date()
        if start is None or end is None:
            continue
        one = (start.replace(year=end.year - 1), end), (start, end.replace(year=start.year + 1))
        shown = "か、".join(f"{_spelled(a)}から{_spelled(b)}まで" for a, b in one)
        yield Match(period.span, {"who": "1つの学年", "expected": shown})


def _spelled(day: datetime.date) -> str:
    return f"{spelled_year(day, era=True)}{day.month}月{day.day}日"


def of_single_births(context: Context) -> Iterator[Match]:
    """One match a date of birth with which somebody is not of the age that is said."""
    text = context.document.folded
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.year is None or value.year > 2020:
            continue
        born = value.to_date()
        if born is None:
            continue
        if _LIMIT.match(text, date.span.end):
            yield from _voters(context, date, born)
        elif _BEHIND.match(text, date.span.end):
            yield from _becomes(context, date, born)


def _becomes(context: Context, date: Annotation, born: datetime.date) -> Iterator[Match]:
    text = context.document.folded
    line = context.document.block_at(date.span.start).span
    stop = text.find("。", date.span.end, line.end)
    behind = Span(date.span.end, stop if stop >= 0 else line.end)
    found = list(_BECOMES.finditer(text, behind.start, behind.end))
    if len(found) != 1 or len(_AGE.findall(text, behind.start, behind.end)) != 1:
        return
    age = int(found[0]["age"])
    years: set[int] = set()
    for other in context.annotations.overlapping(behind, AnnotationKind.DATE):
        if other.span.start < behind.start or not isinstance(other.value, DateValue):
            continue
        if other.value.year is not None and not other.value.fiscal:
            years.add(other.value.year)
        elif other.value.fiscal and other.value.year is not None:
            years.update((other.value.year, other.value.year + 1))
    word = _THIS.search(text, behind.start, behind.end)
    issued = years_of(context).issued
    if not years and word is not None and issued is not None:
        years.add(issued.date.year + (word["next"] is not None))
        if word.group() in ("今月", "来月"):
            years = (
                {issued.date.year, issued.date.year + 1}
                if issued.date.month == 12
                else {issued.date.year}
            )
    reached = born.year + age
    if len(years) != 1 or reached in years:
        return
    year = next(iter(years)) - age
    if abs(year - born.year) > FAR or (born.month, born.day) == (1, 1):
        return  # one is a year older on the day before the birthday
    right = f"{spelled_year(born.replace(year=year, day=min(born.day, 28)), era=True)}"
    yield Match(
        date.span,
        {"who": f"その年に{age}歳になる方", "expected": f"{right}{born.month}月{born.day}日"},
    )


def _voters(context: Context, date: Annotation, born: datetime.date) -> Iterator[Match]:
    """「平成22年2月8日までに生まれ、…」 of an election on 7 February 2027."""
    text = context.document.folded
    line = context.document.block_at(date.span.start).span
    if _AGE.search(text, line.start, line.end) or not _VOTE.search(text):
        return
    days: set[datetime.date] = set()
    for other in context.annotations.of(AnnotationKind.DATE):
        resolved = years_of(context).resolve(other) if other is not date else None
        if resolved is None or resolved.date.year - born.year < 10:
            continue
        day = resolved.date
        for more in (0, 1):
            shifted = day + datetime.timedelta(days=more)
            if (shifted.month, shifted.day) == (born.month, born.day):
                days.add(day)
    years = {day.year for day in days}
    if len(years) != 1:
        return
    year = next(iter(years)) - VOTING
    if year == born.year or abs(year - born.year) > FAR:
        return
    right = f"{spelled_year(born.replace(year=year, day=min(born.day, 28)), era=True)}"
    yield Match(
        date.span,
        {
            "who": f"投票日に{VOTING}歳以上の方",
            "expected": f"{right}{born.month}月{born.day}日まで",
        },
    )
