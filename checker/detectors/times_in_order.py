"""The times of a programme: one that stands before the one above it, one after the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, TimeValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.beyond_hours import (
    CLOSING,
    TOLD,
    beyond_hours,
    closing_beyond,
    told_beyond,
)
from checker.detectors.line_times import times_at_heads
from checker.detectors.ordered_rows import out_of_order
from checker.detectors.overlapping_rows import overlapping_rows
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"other"})

LEAST = 4
"""Lines from which an order can be told; of fewer none is known to be wrong."""

LEAST_TITLED = 3
"""The same of rows that a heading calls a programme."""

HEAD = 24
"""Code points of a line that is a heading."""

STOPS = 3
"""Times of a row from which it is that of a timetable."""

_HEAD = regex(r"[・\-*●○■□◆◇ 　（(\[【]{0,3}\Z")
_TITLES = Scan("流れ|プログラム|スケジュール|次第|タイムテーブル|進行|日程|内容")
_TITLE = regex(
    "流れ|プログラム|スケジュール|次第|タイムテーブル|進行|当日の日程|日程表|^内容$|行事"
)
_APART = regex("会場|場所|ところ|地区|コース|教室|対象|定員|便|窓口|曜")
_PERIOD = regex("[ 　]*(?:から|[〜～~\\-－―–]|まで|ごろまで|発|着)")
_LIST = (BlockKind.LIST_ITEM, BlockKind.LABEL, BlockKind.PARAGRAPH)


class _Entry(NamedTuple):
    time: Annotation
    at: int
    block: Block
    line: int


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the one time without which the lines of a programme are in order."""
    told: list[Span] = []
    for match in _lines(context):
        told.append(match.span)
        yield match
    found = [*out_of_order(context), *beyond_hours(context), *overlapping_rows(context)]
    if TOLD.may_fit(context.document.folded):
        found += told_beyond(context)
    if CLOSING.may_fit(context.document.folded):
        found += closing_beyond(context)
    for match in found:
        if not any(match.span.overlaps(span) for span in told):
            yield match


def _lines(context: Context) -> Iterator[Match]:
    times = context.annotations.of(AnnotationKind.TIME)
    if len(times) < LEAST_TITLED:
        return
    if context.document.cells:
        yield from _timetable(context, times)
    for run in (*_programmes(context), *_titled(context, times)):
        at = [entry.at for entry in run]
        breaks = [number for number in range(1, len(at)) if at[number] < at[number - 1]]
        if len(breaks) != 1:
            continue
        odd = breaks[0]
        alone = at[: odd - 1] + at[odd:]
        if alone == sorted(alone) and (odd < 2 or at[odd] >= at[odd - 2]):
            without = at[:odd] + at[odd + 1 :]
            if without == sorted(without):
                # Either of the two: both are shown.
                former = run[odd - 1].time.span
                related = (Related(run[odd].time.span, "前後するのはこの時刻です"),)
                shown = run[odd].time.span.cut(context.document.text)
                yield Match(former, {"other": shown}, related=related)
            else:
                odd -= 1
        elif at[:odd] + at[odd + 1 :] != sorted(at[:odd] + at[odd + 1 :]):
            continue
        other = run[odd - 1 if odd == breaks[0] else odd + 1].time.span
        related = (Related(other, "前後するのはこの時刻です"),)
        yield Match(
            run[odd].time.span, {"other": other.cut(context.document.text)}, related=related
        )


def _timetable(context: Context, times: Sequence[Annotation]) -> Iterator[Match]:
    """The one row of a timetable in which a bus is earlier at a later stop."""
    document = context.document
    rows: dict[tuple[int, int], list[tuple[int, Annotation]]] = {}
    for time in times:
        block = document.block_at(time.span.start)
        value = time.value
        if block.cell is None or time.span != block.span or not isinstance(value, TimeValue):
            continue
        if value.minutes is not None:
            rows.setdefault((block.cell.table, block.cell.row), []).append((value.minutes, time))
    odd: list[Match] = []
    right = 0
    for row in rows.values():
        breaks = [n for n in range(1, len(row)) if row[n][0] < row[n - 1][0]]
        if len(row) < STOPS:
            continue
        if not breaks:
            right += 1
            continue
        here, other = row[breaks[0]][1].span, row[breaks[0] - 1][1].span
        related = (Related(other, "前後するのはこの時刻です"),)
        odd.append(Match(here, {"other": other.cut(document.text)}, related=related))
    if len(odd) == 1 and right > 1:
        yield from odd


def _programmes(context: Context) -> Iterator[list[_Entry]]:
    """Lines, or cells of the first column, that begin with a time, one behind the other."""
    document = context.document
    text = document.folded
    heads = [time for time in times_at_heads(context) if _begins_line(text, time.span.start)]
    if len(heads) < LEAST:
        return
    starts = {block.span.start: index for index, block in enumerate(document.blocks)}
    run: list[_Entry] = []
    for time in heads:
        value = time.value
        if not isinstance(value, TimeValue) or value.minutes is None:
            continue
        block = document.block_at(time.span.start)
        if _PERIOD.match(text, time.span.end):
            continue  # hours of several places are in no order
        # 「1:00」 behind 「10:00」 is in the afternoon.
        at = value.minutes + (12 * 60 if not value.meridiem and value.hour < 7 else 0)
        entry = _Entry(time, at, block, starts[block.span.start])
        if run and not _follows(run[-1], entry):
            if len(run) >= LEAST:
                yield run
            run = []
        run.append(entry)
    if len(run) >= LEAST:
        yield run


def _titled(context: Context, times: Sequence[Annotation]) -> Iterator[list[_Entry]]:
    """Rows under 「当日の流れ」 or beside 「内容」, of which some are hours: 「9:30〜10:00 受付」."""
    document = context.document
    text = document.folded
    if not _TITLES.may_fit(text):
        return
    starts = {block.span.start: index for index, block in enumerate(document.blocks)}
    run: list[_Entry] = []
    ends = False
    for time in times:
        value = time.value
        if not isinstance(value, TimeValue) or value.minutes is None:
            continue
        if not _begins_line(text, time.span.start):
            continue
        block = document.block_at(time.span.start)
        at = value.minutes + (12 * 60 if not value.meridiem and value.hour < 7 else 0)
        entry = _Entry(time, at, block, starts[block.span.start])
        if run and not _follows(run[-1], entry):
            if ends and len(run) >= LEAST_TITLED and _is_titled(context, run[0].block):
                yield run
            run, ends = [], False
        ends = ends or _PERIOD.match(text, time.span.end) is not None
        run.append(entry)
    if ends and len(run) >= LEAST_TITLED and _is_titled(context, run[0].block):
        yield run


def _is_titled(context: Context, block: Block) -> bool:
    """Whether what stands above the first row says that the rows are one programme."""
    document = context.document
    text = document.folded
    if block.cell is not None:
        table = block.cell.table
        heads = [
            cell.span.cut(text)
            for cell in document.cells
            if cell.cell is not None and cell.cell.table == table and cell.cell.row == 0
        ]
        if any(map(_APART.search, heads)):
            return False
        if any(map(_TITLE.search, heads)):
            return True
        first = next(c for c in document.cells if c.cell is not None and c.cell.table == table)
        block = first
    above = document.block_at(max(0, block.span.start - 1)).span
    return len(above) <= HEAD and _TITLE.search(text, above.start, above.end) is not None


def _begins_line(text: str, start: int) -> bool:
    """Whether only marks stand in front of a place in its line."""
    line = text.rfind("\n", 0, start) + 1
    return start - line <= 3 and _HEAD.match(text[line:start]) is not None


def _follows(before: _Entry, entry: _Entry) -> bool:
    one, other = before.block.cell, entry.block.cell
    if one is not None and other is not None:
        return (one.table, one.column, one.row + 1) == (other.table, other.column, other.row)
    kinds = before.block.kind, entry.block.kind
    return all(kind in _LIST for kind in kinds) and entry.line - before.line <= 2
