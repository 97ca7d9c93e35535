"""Days of things that are counted: 「第4期 11月2日」, 「第5期 10月30日」.

The ordinal stands in front of its day in the line, or in the first cell of its row; which of the
days is wrong, nobody knows, but the later number cannot have the earlier day.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.calendar_days import possible
from checker.document.model import Block
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

NEAR = 16
"""Code points between an ordinal and its day."""

ASKED = Scan("[0-9一二三四五六七八九](?:期|回|次|日目|部|講)|前期|上期|中期|回")
_UNIT = "期|回目?|日目|次(?:募集|受付|受け付け|試験|選考|抽選)?|部|講|クール"
_ORDINAL = regex(
    rf"(?:第(?P<number>[0-9]{{1,2}}|[一二三四五六七八九])|(?<![0-9])(?<![0-9][、・〜～-])(?P<plain>[0-9]{{1,2}}))[ 　]?(?P<unit>{_UNIT})(?![^、。（(：: 　0-9]{{0,3}}(?:以|ま|前|分割))"
    r"|(?P<half>前期|中期|後期|上期|下期)"
)
_CELL = regex(r"[ 　]*(?P<number>[0-9]{1,2})[ 　]*")
_COLUMN = regex("^(?:回|期|回数|期別|期数|回目|日程|第?[ 　]*回)$")
_HALVES = {"前期": 1, "上期": 1, "中期": 2, "下期": 2, "後期": 3}
_KANJI = "一二三四五六七八九"
_NOT_OWN = regex(
    "締|受付|申し?込|まで|予備|順延|前回|昨年|前年|結果|更新|発表|公表|変更|補講|通算|延期|[。\n]"
)
_PASSED = regex("[ 　]*(?:締|申し?込|受付|結果|公表)")


class _Told(NamedTuple):
    unit: str
    number: int
    value: DateValue
    span: Span


def out_of_order(context: Context) -> Iterator[Match]:
    """One match a day that does not lie behind that of the number before."""
    if not ASKED.may_fit(context.document.folded):
        return
    run: list[_Told] = []
    for told in _told(context):
        if run and (told.unit, told.number) == (run[-1].unit, run[-1].number):
            continue  # the end of a period, or what else is said of it
        following = (
            run
            and told.unit == run[-1].unit
            and (
                told.number == run[-1].number + 1
                or (told.unit == "半" and told.number > run[-1].number)
            )
        )
        if run and not following:
            yield from _judged(context, run)
            run = []
        run.append(told)
    yield from _judged(context, run)


def _told(context: Context) -> Iterator[_Told]:
    document = context.document
    text = document.folded
    first = _first_cells(context) if document.cells else {}
    last = -1
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.day is None or value.fiscal or value.part:
            continue
        start = date.span.start
        block = document.block_at(start)
        low = max(block.span.start, start - NEAR, last)
        last = date.span.end
        if block.quoted:
            continue
        if block.cell is not None and block.cell.column:
            known = first.get((block.cell.table, block.cell.row))
            if known is not None and block.cell.column == known[2]:
                yield _Told(known[0], known[1], value, date.span)
            continue
        ordinals = list(_ORDINAL.finditer(text, low, start))
        found = ordinals[-1] if ordinals else None
        if found is None or _NOT_OWN.search(text, found.end(), start):
            continue
        if _PASSED.match(text, date.span.end):
            continue
        unit, number = _number(found)
        yield _Told(unit, number, value, date.span)


def _number(found: object) -> tuple[str, int]:
    groups = found.groupdict()  # type: ignore[attr-defined]
    if groups["half"]:
        return "半", _HALVES[groups["half"]]
    number = groups["number"] or groups["plain"]
    value = _KANJI.index(number) + 1 if number in _KANJI else int(number)
    return groups["unit"].rstrip("目"), value


def _first_cells(context: Context) -> dict[tuple[int, int], tuple[str, int, int]]:
    """The ordinal of each row that its first cell gives, and the first column with a day."""
    document = context.document
    text = document.folded
    counted: set[int] = set()
    found: dict[tuple[int, int], tuple[str, int, int]] = {}
    days: dict[tuple[int, int], int] = {}
    for block in document.cells:
        cell = block.cell
        assert cell is not None
        span = block.span
        key = (cell.table, cell.row)
        if cell.column:
            if key in found and key not in days and _has_day(context, block):
                days[key] = cell.column
            continue
        if not cell.row and _COLUMN.search(span.cut(text).strip()):
            counted.add(cell.table)
            continue
        ordinal = _ORDINAL.match(text, span.start, span.end)
        plain = _CELL.fullmatch(text, span.start, span.end) if cell.table in counted else None
        if ordinal is not None and ordinal.end() >= span.end - 4:
            found[key] = (*_number(ordinal), 0)
        elif plain is not None:
            found[key] = ("回", int(plain["number"]), 0)
    return {key: (*found[key][:2], column) for key, column in days.items()}


def _has_day(context: Context, block: Block) -> bool:
    dates = context.annotations.overlapping(block.span, AnnotationKind.DATE)
    return len(dates) == 1 and _is_day(dates[0])


def _is_day(date: Annotation) -> bool:
    return isinstance(date.value, DateValue) and date.value.day is not None


def _days(run: Sequence[_Told]) -> list[datetime.date] | None:
    """The days of a run; what has no year follows the one in front of it over new year."""
    days: list[datetime.date] = []
    written = {told.value.year is not None and not told.value.inherited for told in run}
    if len(written) > 1 and run[0].value.year is None:
        return None
    year, month = 2026, 0
    for told in run:
        value = told.value
        named = value.month or month
        if not named or value.day is None:
            return None
        if value.year is not None and not value.inherited:
            year = value.year
        elif month - named > 6:
            year += 1
        day = possible(year, named, value.day)
        if day is None:
            return None
        month = named
        days.append(day)
    return days


def _judged(context: Context, run: Sequence[_Told]) -> Iterator[Match]:
    days = _days(run) if len(run) > 1 else None
    if days is None:
        return
    breaks = [at for at in range(1, len(days)) if days[at] < days[at - 1]]
    if len(breaks) != 1:
        return
    at = breaks[0]
    here, there = run[at], run[at - 1]
    if at + 1 < len(days) and days[at + 1] < days[at - 1]:
        here, there = there, here  # the one in front lies too late
    related = (Related(there.span, "前後するのはこの日付です"),)
    yield Match(here.span, {"other": there.span.cut(context.document.text)}, related=related)
