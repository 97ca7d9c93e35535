"""Rows that are numbered in their order, and of which one is not at its time.

「1 団地前 10:00〜10:40」, 「2 広場 9:10〜9:50」: the rows are those of a table or of a list, their
numbers those of stops, lessons, parts or times that something is held.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue, TimeValue
from checker.context import Context
from checker.detectors.years import years_of
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

LEAST = 3
"""Rows from which an order can be told."""

YEARS = 10_000
"""Days; less than this is no day of a known year."""

NIGHT = 7
"""An hour below this one without 午前 is one of the afternoon."""

ASKED = Scan("順|回|便|時限|限目|コマ|次第|ルート|行程|スケジュール|日目|時間目|校時")
_NUMBER = regex(
    r"[ 　]*[（(第]?(?P<number>[0-9]{1,2}|[①-⑳])(?P<unit>[ 　]*(?:回目?|便|時限目?|限目?|コマ目?|日目|時間目|校時|部|番目?))?[ 　.．、)）：:]*"
)
_ORDERED = regex("順|^(?:回|便|時限|校時|コマ|日程)|回数|次第|ルート|行程")
_UNITS = regex("回|便|限|コマ|日目|時間目|校時|部|番目")
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LIST = (BlockKind.LIST_ITEM, BlockKind.LABEL, BlockKind.PARAGRAPH)


class _Row(NamedTuple):
    number: int
    at: int
    end: int
    place: Span


def out_of_order(context: Context) -> Iterator[Match]:
    """One match the only row without which the rows go on in time."""
    text = context.document.folded
    if not ASKED.may_fit(text):
        return
    for rows in _runs(context):
        if len(rows) < LEAST:
            continue
        starts = [row.at for row in rows]
        if min(starts) < YEARS <= max(starts):
            continue  # days of which some have no year
        breaks = [n for n in range(1, len(rows)) if starts[n] < starts[n - 1]]
        if len(breaks) != 1:
            continue
        odd = breaks[0]
        if not _sorted(starts, odd):
            odd -= 1
            if not _sorted(starts, odd):
                continue
        other = odd - 1 if odd == breaks[0] else odd + 1
        related = (Related(rows[other].place, "前後するのはここです"),)
        values = {"other": rows[other].place.cut(context.document.text)}
        yield Match(rows[odd].place, values, related=related)


def _sorted(starts: Sequence[int], odd: int) -> bool:
    rest = [*starts[:odd], *starts[odd + 1 :]]
    return rest == sorted(rest)


def _runs(context: Context) -> Iterator[list[_Row]]:
    yield from _tables(context)
    yield from _lists(context)


def _tables(context: Context) -> Iterator[list[_Row]]:
    document = context.document
    text = document.folded
    rows: dict[tuple[int, int], list[Block]] = {}
    for block in document.cells:
        cell = block.cell
        if cell is not None:
            rows.setdefault((cell.table, cell.row), []).append(block)
    run: list[_Row] = []
    table, ordered = -1, False
    for (number, _), cells in rows.items():
        if number != table:
            if run:
                yield run
            run, table = [], number
            ordered = _ORDERED.search(cells[0].span.cut(text).strip()) is not None
            if cells[0].cell is not None and cells[0].cell.header and ordered:
                continue
        found = _NUMBER.fullmatch(text, cells[0].span.start, cells[0].span.end)
        if found is None or not (ordered or found["unit"]):
            continue
        row = _timed(context, [cell.span for cell in cells[1:]], _value(found["number"]))
        if row is None or (run and row.number != run[-1].number + 1):
            if run:
                yield run
            run = []
            if row is None:
                ordered = False
                continue
        run.append(row)
    if run:
        yield run


def _lists(context: Context) -> Iterator[list[_Row]]:
    """「1. 東公園　9:30〜10:00」 under a heading or a line that speaks of an order."""
    document = context.document
    text = document.folded
    run: list[_Row] = []
    ordered = False
    before: Block | None = None
    for block in document.blocks:
        found = None
        if block.cell is None and block.kind in _LIST and len(block.span) <= 60:
            found = _NUMBER.match(text, block.span.start, block.span.end)
        number, unit = (_value(found["number"]), found["unit"]) if found else (0, None)
        if found is None or (not unit and not found.group().strip(" 　0123456789")):
            if block.kind is BlockKind.LIST_ITEM and _is_numbered(document.source, block):
                number = run[-1].number + 1 if run else 1
            else:
                if len(run) >= LEAST:
                    yield run
                run, before = [], block
                continue
        if not run or number != run[-1].number + 1:
            if len(run) >= LEAST:
                yield run
            run = []
            above = before.span.cut(text) if before is not None else ""
            ordered = number == 1 and _ORDERED.search(above[-40:]) is not None
        if ordered or (unit and _UNITS.search(unit)):
            row = _timed(context, [block.span], number)
            run = [*run, row] if row is not None else []
        before = block
    if len(run) >= LEAST:
        yield run


def _is_numbered(source: str, block: Block) -> bool:
    return source[block.source.start : block.source.start + 1].isdecimal()


def _value(number: str) -> int:
    return _CIRCLES.index(number) + 1 if number in _CIRCLES else int(number)


def _timed(context: Context, cells: Sequence[Span], number: int) -> _Row | None:
    """The only time or period, or the only day, of a row; None if there are several."""
    dates = _of(context, cells, AnnotationKind.DATE)
    times = _of(context, cells, AnnotationKind.TIME)
    days = [
        value
        for one in dates
        if isinstance(value := one.value, DateValue) and value.month and value.day
    ]
    if dates:
        if len(dates) != 1 or len(days) != 1:
            return None
        day = years_of(context).resolve(dates[0])
        if day is not None:
            at = day.date.toordinal()
        else:
            # January to March lie behind the other months of a course.
            month = ((days[0].month or 0) + 8) % 12
            at = month * 31 + (days[0].day or 0)
        return _Row(number, at, at, dates[0].span)
    if not 1 <= len(times) <= 2:
        return None
    minutes: list[int] = []
    for time in times:
        value = time.value
        if not isinstance(value, TimeValue) or value.minutes is None:
            return None
        at = value.minutes
        if not value.meridiem and value.hour < NIGHT:
            at += 12 * 60
        if not value.meridiem and minutes and at < minutes[0]:
            at += 12 * 60
        minutes.append(at)
    place = Span(times[0].span.start, times[-1].span.end)
    return _Row(number, minutes[0], minutes[-1], place)


def _of(context: Context, cells: Sequence[Span], kind: AnnotationKind) -> list[Annotation]:
    return [one for cell in cells for one in context.annotations.overlapping(cell, kind)]
