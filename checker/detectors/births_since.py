"""The first day of birth of children up to a school year: 「平成20年4月2日から生まれた児童（高校3年生まで）」.

Such a period goes on to a day of the draft, so that only where it begins can be told: by the
school year of the oldest in the fiscal year that is named.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors.calendar_days import spelled_year
from checker.detectors.years import years_of
from checker.model import Match, Span
from checker.regex import regex

_UP_TO = regex(
    r"(?:(?P<school>小学校?|中学校?|高校|高等学校|高(?=[1-3]))の?(?P<number>[1-6])年生|(?P<high>高校生)等?|(?P<age>1[258])歳)"
    r"(?:[（(][^（）()\n]{1,16}[)）])?(?:に?(?:なる|なった|となる|達する|達した|到達する|相当する|相当の?|に当たる))?(?:(?:日?以[後降]の?|後の|日の後の?)、?最初の)?"
    r"(?:の?(?:年齢|年代|世代|学年|年度の?末日?|世代|方|人|児童|お子さん|子ども))?(?:の?(?:3月31日|年度の?末日?))?まで"
)
_AT_MOST = regex(
    r"年度(?:の?末日?|末(?:の?時点|現在))(?:の?時点|現在)?(?:に|で|までに|において)?、?(?:年齢が)?満?(?P<age>1[258])歳以下"
)
_GRADES = {"小": 6, "中": 12, "高": 15}
REACH = 70
"""Code points in front of the period and behind it in which the school year stands."""
LONG = 3
"""Years of a period that is not one of school years."""


def of_open_periods(context: Context) -> Iterator[Match]:
    """One match a period of births that begins a year or two off."""
    text = context.document.folded
    told = list(_UP_TO.finditer(text)) if "まで" in text else []
    if not told and "歳以下" in text:
        told = list(_AT_MOST.finditer(text))
    if len({_age(found.groupdict()) for found in told}) != 1:
        return
    age = _age(told[0].groupdict())
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if not isinstance(value, PeriodValue) or not isinstance(value.start, DateValue):
            continue
        first = value.start.to_date()
        if first is None or (first.month, first.day) != (4, 2):
            continue
        last = value.end.to_date() if isinstance(value.end, DateValue) else None
        if isinstance(value.end, DateValue) and (last is None or last.year - first.year < LONG):
            continue
        near = Span(max(0, period.span.start - REACH), min(len(text), period.span.end + REACH))
        beside = [found for found in told if near.start <= found.start() < near.end]
        if not beside or "生まれ" not in text[near.start : near.end]:
            continue
        fiscal = _fiscal(context, Span(beside[0].start() - 16, beside[0].end()))
        if fiscal is None and last is not None:
            fiscal = last.year - (last.month < 4)
        if fiscal is None:
            continue
        right = datetime.date(fiscal - age, 4, 2)
        if first.year - right.year == 1 and _next_year(context, fiscal):
            continue
        if 0 < abs(right.year - first.year) <= 2:
            until = told[0].group()
            until = f"{age}歳以下" if until.endswith("以下") else until
            who = f"{fiscal_name(fiscal)}に{until}の方"
            expected = f"{spelled_year(right, era=True)}4月2日から"
            begins = context.annotations.overlapping(period.span, AnnotationKind.DATE)[0].span
            place = begins if isinstance(value.end, DateValue) else period.span
            yield Match(place, {"who": who, "expected": expected})


def fiscal_name(year: int) -> str:
    """令和8年度, from 2026."""
    return f"{spelled_year(datetime.date(year, 5, 1), era=True)}度"


def _age(said: dict[str, str | None]) -> int:
    school, number, age = said.get("school"), said.get("number"), said["age"]
    if said.get("high"):
        return 18
    return _GRADES[school[0]] + int(number) if school and number else int(age or 0)


def _fiscal(context: Context, near: Span) -> int | None:
    """The fiscal year that is named right in front, or else that of the whole draft."""
    for date in context.annotations.overlapping(near, AnnotationKind.DATE):
        if isinstance(date.value, DateValue) and date.value.fiscal and date.value.year:
            return date.value.year
    years = years_of(context)
    if years.fiscal is not None:
        return years.fiscal[0]
    issued = years.issued
    return None if issued is None else issued.date.year - (issued.date.month < 4)


def _next_year(context: Context, fiscal: int) -> bool:
    """Whether the draft, issued in a fiscal year that it does not name, may mean the next one."""
    years = years_of(context)
    if years.fiscal is not None or years.issued is None:
        return False
    return f"{fiscal + 1}年" in context.document.folded or (
        fiscal_name(fiscal + 1)[:-1] in context.document.folded
    )
