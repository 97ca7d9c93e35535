"""Weekdays that are said of a date in front of it, or of its row, and that it is not on.

「第2土曜日の2月20日」, 「平日の2月13日（土）」, 「毎週水曜日（1月14日から…）」, and a row that is
that of Mondays and Thursdays with 「1月4日（日）」 in it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.years import WEEKDAYS, Source, years_of
from checker.document.model import Block
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

NEAR = 24
"""Code points in front of a date in which it is said on which weekday it is."""

FIRST = 60
"""Code points between 「毎週水曜日」 and the first day that is named."""

_N = "[1-5一二三四五]"
_DAYS = "[月火水木金土日](?:曜日?)?(?:(?:・|、|と|及び)[月火水木金土日](?:曜日?)?)*"
SAID = Scan(
    (
        rf"第{_N}(?:(?:・|、|と)第?{_N})*(?:週の?)?[月火水木金土日]曜日?",
        rf"毎週(?:{_DAYS})(?<=曜日)",
        r"(?:平日|土日|週末)の(?:令和|20[0-9]{2}|[0-9]{1,2}月)",
    )
)
_READ = regex(
    rf"第(?P<nth>{_N}(?:(?:・|、|と)第?{_N})*)(?:週の?)?(?P<day>[月火水木金土日])曜日?"
    rf"|毎週(?P<weekly>{_DAYS})(?<=曜日)|(?P<kind>平日|土日|週末)の(?=[0-9令])"
)
_RIGHT = regex(
    r"(?:の|である|、|に当たる|（|\()[ 　]?|[^\n]{0,40}?(?:初回|第1回|初日|最初|初めて|次回|次)の?[^。、\n]{0,8}?(?:は|が|：|:)、?"
)
_OF_ROW = regex(
    r"[ 　]*(?:毎週)?(?P<days>[月火水木金土日]曜日?(?:(?:・|、|と|及び)[月火水木金土日]曜日?)*)[ 　]*"
)
_LEFT = regex("振替|祝日|変更|除|以外|ただし|臨時|休み|休館|休止|中止|順延|予備")
_KANJI = "一二三四五"
_WRONG = "「{text}」は、{actual}です。「{said}」と合いません。日付を確かめてください。"


class _Wanted(NamedTuple):
    days: frozenset[int]
    nths: frozenset[int]


def odd_days(context: Context) -> Iterator[Match]:
    """One match a date that is on another weekday than is said of it."""
    text = context.document.folded
    for found in SAID.finditer(text):
        read = _READ.match(text, found.start())
        if read is None:
            continue
        behind = _RIGHT.match(text, read.end()) if not read["kind"] else None
        at = behind.end() if behind is not None else read.end()
        if behind is None and not read["kind"]:
            continue
        date = _date_at(context, at)
        block = context.document.block_at(read.start()).span
        if date is None or date.span.start >= block.end:
            continue
        stop = text.find("。", read.end(), block.end)
        if _LEFT.search(text, read.end(), stop if stop >= 0 else block.end):
            continue
        wanted = _wanted(read["nth"] or "", read["day"] or read["weekly"] or "", read["kind"] or "")
        if text.startswith(("から", "〜", "～"), date.span.end) and read["nth"]:
            continue  # a season, not a day
        yield from _judged(context, date, wanted, Span(*read.span()))
    yield from _rows(context)


def _date_at(context: Context, at: int) -> Annotation | None:
    there = context.annotations.overlapping(Span(at, at + 1), AnnotationKind.DATE)
    return there[0] if there and there[0].span.start == at else None


def _wanted(nth: str, days: str, kind: str) -> _Wanted:
    if kind:
        return _Wanted(frozenset(range(5)) if kind == "平日" else frozenset((5, 6)), frozenset())
    named = frozenset(
        WEEKDAYS.index(sign)
        for sign in days.replace("曜日", "").replace("曜", "")
        if sign in WEEKDAYS
    )
    nths = frozenset(
        int(sign) if sign.isdecimal() else _KANJI.index(sign) + 1
        for sign in nth
        if sign.isdecimal() or sign in _KANJI
    )
    return _Wanted(named, nths)


def _known(context: Context, date: Annotation) -> tuple[int | None, datetime.date | None]:
    """The weekday of a date and, if its year is known, the day."""
    value = date.value
    if not isinstance(value, DateValue) or value.day is None or value.part:
        return None, None
    day = years_of(context).resolve(date)
    if day is None or day.source <= Source.WEEKDAY:
        return value.weekday, None
    if value.weekday not in (None, day.date.weekday()):
        return None, None  # `weekday_mismatch` tells it
    return day.date.weekday(), day.date


def _judged(context: Context, date: Annotation, wanted: _Wanted, place: Span) -> Iterator[Match]:
    weekday, _ = _known(context, date)
    if weekday is None or not wanted.days:
        return
    number = (date.value.day or 1) if isinstance(date.value, DateValue) else 1
    nth = (number - 1) // 7 + 1
    if weekday in wanted.days and (not wanted.nths or nth in wanted.nths):
        return
    actual = f"{WEEKDAYS[weekday]}曜日"
    if weekday in wanted.days:
        actual = f"第{nth}{actual}"
    said = place.cut(context.document.text)
    related = (Related(place, "こう書かれています"),)
    yield Match(date.span, {"said": said, "actual": actual}, related=related, message=_WRONG)


# --- rows of weekdays ------------------------------------------------------------------------


def _rows(context: Context) -> Iterator[Match]:
    """The one date of a table that is on none of the weekdays that its row is named by."""
    document = context.document
    text = document.folded
    row: tuple[int, int] = (-1, -1)
    wanted: tuple[Span, frozenset[int]] | None = None
    odd: list[tuple[Annotation, int, Span]] = []
    fit = 0
    for block in document.cells:
        cell = block.cell
        if cell is None:
            continue
        if (cell.table, cell.row) != row:
            if cell.table != row[0]:
                yield from _odd_one(context, odd, fit)
                odd, fit = [], 0
            row, wanted = (cell.table, cell.row), None
        if wanted is None:
            found = _OF_ROW.fullmatch(text, block.span.start, block.span.end)
            if found is not None:
                wanted = block.span, _wanted("", found["days"], "").days
            continue
        for date, weekday in _dates(context, block):
            if weekday in wanted[1]:
                fit += 1
            else:
                odd.append((date, weekday, wanted[0]))
    yield from _odd_one(context, odd, fit)


def _dates(context: Context, block: Block) -> Iterator[tuple[Annotation, int]]:
    text = context.document.folded
    for date in context.annotations.overlapping(block.span, AnnotationKind.DATE):
        alone = date.span.end == block.span.end or text[date.span.end] in "・、 　"
        weekday, _ = _known(context, date)
        if weekday is not None and alone:
            yield date, weekday


def _odd_one(
    context: Context, odd: list[tuple[Annotation, int, Span]], fit: int
) -> Iterator[Match]:
    if len(odd) != 1 or fit < 2:
        return
    date, weekday, place = odd[0]
    values = {
        "said": place.cut(context.document.text).strip(" 　"),
        "actual": f"{WEEKDAYS[weekday]}曜日",
    }
    related = (Related(place, "こう書かれています"),)
    yield Match(date.span, values, related=related, message=_WRONG)
