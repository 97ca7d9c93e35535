"""Days of a list of closings on which the house is open, because they are public holidays.

「休館日　毎週月曜日（祝日のときは開館し、翌日に休館）」, and 「1月　4日、11日（月）、18日」 under 休館日.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.calendar_days import around, possible
from checker.detectors.closed_day import holiday
from checker.detectors.years import WEEKDAYS, Source, years_of
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

_HOLIDAY = "(?:祝日|祝休日|祝祭日|休日)"
MOVED = Scan(
    rf"(?P<day>[月火水木金土日])曜日?(?P<said>[^。\n月火水木金土]{{0,14}}?(?:月曜日?が|火曜日?が|水曜日?が|その日が|当日が)?{_HOLIDAY}"
    r"(?:[^。、\n]{0,12}(?:とき|時|場合|なら|は)[^。\n]{0,16}?(?:翌|次の|直後|開館|開場|開園|開所|営業|除|[月火水木金土日]曜)|を除))"
)
_STILL = regex("も、?(?:休|閉)|翌日も|関わらず|かかわらず|関係なく|連休")
_CLOSED = regex("休館|休業|休園|休場|休所|定休|休み|閉館|閉園|閉場|お休み")
_OPEN = regex(
    r"[^、。\n]{0,10}?(?:開館|開場|開園|開所|営業|開い|開き|祝|除|臨時|特別|点検|工事|清掃)"
    r"|(?:[（(][^（）()\n]{1,6}[)）])?は[^。\n]{0,40}?(?:開館|開場|開園|開所|営業|開い|開き)"
)
_RANGE = regex("[ 　]?(?:から|[〜～~ー―-])")
_FRONT = regex("(?:〜|～|~|-|から)[ 　]?(?:[0-9]{1,2}月)?\\Z")
_DAY = regex(
    r"(?<![0-9])(?:(?:(?:令和[0-9]{1,2}|20[0-9]{2})年)?[0-9]{1,2}月)?(?P<day>[0-9]{1,2})日"
    r"(?:[（(](?P<weekday>[月火水木金土日])(?:曜日?)?(?P<holiday>[・、]?祝日?)?[)）])?(?!間|目|前|後|以)"
)
_SAID = regex("[）)、。 　]*$")
LEAST = 3
"""Days on one weekday from which a list is that of the weekly closings."""

_NEW_YEAR = "年末年始"
_MOVED_HOLIDAY = "振替"
_KINDS = (BlockKind.HEADING, BlockKind.TITLE)


class _Closing(NamedTuple):
    span: Span
    holiday: str


def open_then(context: Context) -> Iterator[Match]:
    """One match a day of a list of weekly closings that is a public holiday."""
    text = context.document.folded
    rules = []
    for found in MOVED.finditer(text):
        block = context.document.block_at(found.start())
        front = text[max(0, block.span.start - 16) : block.span.end]
        if _CLOSED.search(front) and not _STILL.search(text, found.start(), found.end() + 12):
            rules.append(found)
    if len({rule["day"] for rule in rules}) != 1:
        return
    rule = rules[0]
    place = Span(rule.start(), _clause_end(context, rule.end()))
    said = _SAID.sub("", place.cut(text)) + "…"
    weekday = WEEKDAYS.index(rule["day"])
    days = list(_closings(context, weekday, place))
    if len(days) < LEAST:
        return
    for one in days:
        if not one.holiday or one.holiday == _NEW_YEAR:
            continue
        if _MOVED_HOLIDAY in one.holiday and "休日" not in said and _MOVED_HOLIDAY not in said:
            continue
        related = (Related(place, "こう書かれています"),)
        values = {"said": said, "actual": one.holiday}
        yield Match(one.span, values, related=related)


def _clause_end(context: Context, at: int) -> int:
    """Where the clause ends that a place is in, with the bracket that closes it."""
    text = context.document.folded
    end = context.document.block_at(at - 1).span.end
    return min((p for mark in "）)、。\n" if (p := text.find(mark, at, end)) >= 0), default=end)


def _closings(context: Context, weekday: int, rule: Span) -> Iterator[_Closing]:
    """The single days on a weekday that stand in a line, a column or a section of closings."""
    document = context.document
    text = document.folded
    days = _Days(context)
    for found in _DAY.finditer(text):
        start, end = found.span()
        if rule.contains(Span(start, end)) or found["holiday"]:
            continue
        if found["weekday"] not in (None, WEEKDAYS[weekday]):
            continue
        if (
            _OPEN.match(text, end)
            or _RANGE.match(text, end)
            or _FRONT.search(text, max(0, start - 8), start)
        ):
            continue
        day = days.of(found)
        if day is not None and day.weekday() == weekday:
            block = document.block_at(start)
            if _named(context, block, start):
                yield _Closing(Span(start, end), holiday(day))


class _Days:
    """The calendar days that 「11日」 stands for, with the month in front of it in its list or row."""

    def __init__(self, context: Context) -> None:
        self._years = years_of(context)
        dates = context.annotations.of(AnnotationKind.DATE)
        self._dates = {date.span.start: date for date in dates}
        self._months = [date for date in dates if _month(date)]
        known = [day.date for date in dates if (day := self._years.resolve(date)) is not None]
        self._near = self._years.issued.date if self._years.issued else next(iter(known), None)

    def of(self, found: re.Match[str]) -> datetime.date | None:
        date = self._dates.get(found.start())
        day = None if date is None else self._years.resolve(date)
        if day is not None and (day.source > Source.DOUBTFUL or found["weekday"]):
            return day.date
        value = date.value if date is not None else None
        at = bisect_right(self._months, found.start(), key=lambda one: one.span.start)
        last = self._months[at - 1].value if at else None
        if isinstance(value, DateValue) and value.month:
            last = value
        if not isinstance(last, DateValue) or last.month is None:
            return None
        number = int(found["day"])
        if last.year is not None:
            return possible(last.year, last.month, number)
        return None if self._near is None else around(self._near, last.month, number)


def _month(date: Annotation) -> bool:
    return isinstance(date.value, DateValue) and date.value.month is not None


def _named(context: Context, block: Block, start: int) -> bool:
    """Whether what stands around a day says that it is a closing."""
    document = context.document
    text = document.folded
    line = max(block.span.start, text.rfind("。", block.span.start, start) + 1)
    if _CLOSED.search(text, line, start):
        return True
    if "。" in text[start : block.span.end].rstrip("。"):
        return False
    if block.cell is not None:
        for other in document.cells:
            cell = other.cell
            if cell is None or cell.table != block.cell.table:
                continue
            head = cell.row == 0 and cell.column == block.cell.column
            side = cell.row == block.cell.row and cell.column < block.cell.column
            if (head or side) and _CLOSED.search(text, other.span.start, other.span.end):
                return True
    at = document.blocks.index(block)
    for above in reversed(document.blocks[max(0, at - 14) : at]):
        if above.kind in _KINDS or above.kind is BlockKind.PARAGRAPH:
            words = above.span.cut(text)
            if len(words) <= 40 or above.kind in _KINDS:
                return _CLOSED.search(words) is not None
            return False
    return False
