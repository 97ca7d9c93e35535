"""Years of an era that disagree with the western year beside them, or that the era never had."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations import eras
from checker.annotations.types import Annotation, AnnotationKind, DateValue, Era
from checker.context import Context
from checker.detectors import Options
from checker.detectors.calendar_days import possible, spelled_year
from checker.model import Candidate, Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"era", "western"})

_BESIDE = Scan(
    "(?:令和|平成|昭和|大正|明治|[㍾㍽㍼㍻㋿RHS])[^。\n]{1,6}[（(/／=＝]|[0-9]{4}年?度?[（(/／][^。\n]{0,6}年"
)
_PART = regex(
    r"(?P<western>[12][0-9]{3})|(?P<name>令和|平成|昭和|大正|明治)[ 　]?(?P<number>[0-9]{1,2}|元)"
)
_TWO = regex(r"[^（(\n]{2,7}[（(][^）)\n]{2,8}[）)](?=[ 　]?[0-9])")
_WRITTEN = regex(
    r"(?P<name>令和|平成|昭和|大正|明治)[ 　]?(?P<number>[0-9]{1,2}|元)年(?P<fiscal>度?)"
)


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_BESIDE,) if options["where"] == "beside" else ()


def check(context: Context, options: Options) -> Iterator[Match]:
    """A match for `options["where"]`: `beside` or `outside` (the years of the era)."""
    beside = options["where"] == "beside"
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.era is None or value.era_year is None:
            continue
        if beside:
            if value.western is not None and value.western != eras.to_western(
                value.era, value.era_year
            ):
                yield _beside(context, date, value)
        elif (value.era is not Era.REIWA or value.era_year < 2) and _outside(value):
            edits: tuple[Edit, ...] = ()
            right = ""
            day = _first_day(value)
            if day is not None and value.era_year > 0 and day >= eras.first_day(Era.MEIJI):
                right = spelled_year(day, era=True)
                written = _WRITTEN.match(context.document.folded, date.span.start)
                if written is not None:
                    span = Span(written.start(), written.end())
                    edits = (Edit(span, right + written["fiscal"]),)
            yield Match(date.span, {"right": right}, edits=edits, message=_message(value, right))


def _message(value: DateValue, right: str) -> str:
    if value.era_year == 0:
        return "「{text}」という年はありません。年を確かめてください。"
    if right:
        return "「{text}」は、もう別の元号です。{right}ではありませんか。"
    return "「{text}」という年はありません。年を確かめてください。"


def _first_day(value: DateValue) -> datetime.date | None:
    assert value.era is not None
    assert value.era_year is not None
    year = eras.to_western(value.era, value.era_year)
    if value.fiscal:
        return possible(year, 4, 1)
    if value.month is None:
        return possible(year, 12, 31)
    return possible(year, value.month, value.day or 1)


def _outside(value: DateValue) -> bool:
    """Whether the era has no such year, month or day."""
    assert value.era is not None
    assert value.era_year is not None
    if value.era_year <= 0:
        return True
    last = eras.last_day(value.era)
    first = eras.first_day(value.era)
    year = eras.to_western(value.era, value.era_year)
    if last is not None and year > last.year:
        return True
    if value.fiscal or value.month is None:
        return False
    if value.day is None:
        month = (year, value.month)
        return month < (first.year, first.month) or (
            last is not None and month > (last.year, last.month)
        )
    day = possible(year, value.month, value.day)
    return day is not None and not eras.covers(value.era, day)


def _years(context: Context, date: Span) -> Span:
    """The two years of a date, without the month and the day behind them."""
    both = _TWO.match(context.document.folded, date.start, date.end)
    return date if both is None else Span(date.start, both.end())


def _beside(context: Context, date: Annotation, value: DateValue) -> Match:
    assert value.era is not None
    assert value.era_year is not None
    assert value.western is not None
    western = eras.to_western(value.era, value.era_year)
    day = datetime.date(min(max(value.western, 1873), 9999), value.month or 12, 28)
    era = spelled_year(day, era=True)
    proposals = []
    for part in _PART.finditer(context.document.folded, date.span.start, date.span.end):
        span = Span(part.start(), part.end())
        written = str(western) if part["western"] else era.removesuffix("年")
        name = f"{western}年にする" if part["western"] else f"{era}にする"
        proposals.append(Candidate(name, (Edit(span, written),)))
    if len(proposals) != 2:
        proposals = []
    number = "元" if value.era_year == 1 else str(value.era_year)
    return Match(
        _years(context, date.span),
        {"era": f"{value.era}{number}年", "western": f"{western}年"},
        edits=proposals[0].edits if proposals else (),
        candidates=tuple(proposals),
    )
