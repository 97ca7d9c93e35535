"""Rows of births of which each begins where the next one ends: one that runs into its neighbour.

「0歳児　令和7年4月2日以降」 above 「1歳児　令和7年4月2日～令和8年4月1日」.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors import per_draft
from checker.detectors.calendar_days import spelled_year
from checker.model import Match
from checker.regex import regex

LEAST = 3
"""Rows from which it can be told that they are to join."""
_NAME = regex(
    r"[ 　・●○*\-|]{0,4}(?P<name>満?[0-9]{1,3}歳(?:児|の?方|クラス)?|年[長中少]児?|(?:小学|中学|高校)校?[1-6一-六]年生?)"
)
_ONE_DAY = datetime.timedelta(days=1)


class Row(NamedTuple):
    """A row; an open end is None."""

    name: str
    period: Annotation
    cell: bool
    first: datetime.date | None
    last: datetime.date | None


def of_rows(context: Context) -> Iterator[Match]:
    """One match a row that runs into the one beside it, where the others join."""
    for run in runs_of_rows(context):
        yield from _twice(run)
        if len(run) < LEAST:
            continue
        joins = [_gap(one, other) for one, other in pairwise(run)]
        if joins.count(0) * 2 < len(joins) or None in joins:
            continue
        odd = [number for number, gap in enumerate(joins) if gap]
        if len(odd) != 1 or (joins[odd[0]] or 0) > 0:
            continue  # what is left out between two rows may be left out on purpose
        at = odd[0]
        rows = (run[at], run[at + 1])
        # Of a row at the end nothing but this speaks; else both may be the wrong one.
        if len(joins) > 1 and at == 0:
            yield _match(rows[0], rows[1])
        elif len(joins) > 1 and at == len(joins) - 1:
            yield _match(rows[1], rows[0])
        else:
            yield from (_match(rows[0], rows[1]), _match(rows[1], rows[0]))


@per_draft
def runs_of_rows(context: Context) -> Sequence[Sequence[Row]]:
    """The rows of births of a draft that belong together; found once."""
    return tuple(_runs(context))


def _runs(context: Context) -> Iterator[list[Row]]:
    """Rows of one column, or lines that follow each other, each with one period and an age."""
    run: list[Row] = []
    before: tuple[int, int] | None = None
    for period in context.annotations.of(AnnotationKind.PERIOD):
        row = _row(context, period)
        if row is None:
            continue
        block = context.document.block_at(period.span.start)
        place = (
            (block.cell.table, block.cell.row)
            if block.cell is not None
            else (-1, context.document.folded.count("\n", 0, block.span.start))
        )
        if before is None or place != (before[0], before[1] + 1):
            if len(run) > 1:
                yield run
            run = []
        run.append(row)
        before = place
    if len(run) > 1:
        yield run


def _row(context: Context, period: Annotation) -> Row | None:
    value = period.value
    if not isinstance(value, PeriodValue):
        return None
    days: list[datetime.date | None] = []
    for edge in (value.start, value.end):
        day = edge.to_date() if isinstance(edge, DateValue) else None
        if edge is not None and day is None:
            return None
        days.append(day)
    document = context.document
    block = document.block_at(period.span.start)
    start = block.span.start
    if block.cell is not None and block.cell.column:
        # The cells of a row follow each other: the first is the name of the row.
        for _ in range(block.cell.column):
            start = document.block_at(start - 1).span.start
    named = _NAME.match(document.folded, start, period.span.start)
    return (
        None
        if named is None
        else Row(named["name"], period, block.cell is not None, days[0], days[1])
    )


def _gap(one: Row, other: Row) -> int | None:
    """Days between two rows, below 0 where they overlap; None if their order cannot be told."""
    if one.first is not None and other.last is not None and _later(one, other):
        return (one.first - other.last).days - 1
    if one.last is not None and other.first is not None and _later(other, one):
        return (other.first - one.last).days - 1
    return None


def _later(one: Row, other: Row) -> bool:
    """Whether the one was born after the other, by the edges that both have."""
    if one.first is not None and other.first is not None:
        return one.first > other.first or (one.last is None and one.first >= other.first)
    if one.last is not None and other.last is not None:
        return one.last > other.last
    return one.last is None and other.first is None


def _twice(run: Sequence[Row]) -> Iterator[Match]:
    """Two rows of different ages with the same days of birth."""
    for one, other in pairwise(run):
        same = one.first is not None and (one.first, one.last) == (other.first, other.last)
        if same and one.name != other.name:
            yield from (_match(one, other, same=True), _match(other, one, same=True))


_MESSAGE = "「{text}」は、{who}の生年月日と{expected}。どちらの行が正しいかを確かめてください。"


def _match(row: Row, beside: Row, *, same: bool = False) -> Match:
    if same:
        values = {"who": beside.name, "expected": "同じです"}
        return Match(row.period.span, values, message=_MESSAGE)
    if row.first is not None and beside.last is not None and _later(row, beside):
        right = beside.last + _ONE_DAY
        expected = f"{_spelled(right)}{'以降' if row.last is None else 'から'}"
    elif beside.first is not None:
        right = beside.first - _ONE_DAY
        expected = f"{_spelled(right)}{'以前' if row.first is None else 'まで'}"
    else:
        expected = "隣の行に続く日"
    return Match(row.period.span, {"who": "この行の方", "expected": expected})


def _spelled(day: datetime.date) -> str:
    return f"{spelled_year(day, era=True)}{day.month}月{day.day}日"
