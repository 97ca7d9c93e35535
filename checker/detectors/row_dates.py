"""Rows with two days each, of which one row has them the other way round.

A table 「開設日 | 予約の締め切り」 in which the last day to book lies behind the day of one row.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors.named_days import columns_of
from checker.detectors.years import Source, years_of
from checker.model import Match, Related, Span
from checker.regex import regex

LEAST = 3
"""Rows from which the others tell which way round is right, whatever the columns are called."""
_DUE = regex("締め?切|〆切|期限|申し?込|予約|受付(?!場所)|まで")
_HELD = regex(
    "^(?:.{0,6}(?:開設|開催|実施|開講|開く|相談|診|教室|講座|収集|出発|利用)日?|日時|日程|日にち|日|とき|期日|.{1,6}日)(?:時)?$"
)
_TOLD = regex("結果|通知|発表|発送|送付|納|振")


class _Day(NamedTuple):
    day: datetime.date
    span: Span


def out_of_row(context: Context) -> Iterator[Match]:
    """One match at each day of the only row that has its two days the other way round."""
    if not context.document.cells:
        return
    columns = columns_of(context)
    days: defaultdict[int, dict[int, dict[int, _Day]]] = defaultdict(lambda: defaultdict(dict))
    years = years_of(context)
    for date in context.annotations.of(AnnotationKind.DATE):
        cell = context.document.block_at(date.span.start).cell
        if cell is None or not cell.row:
            continue
        day = years.resolve(date)
        row = days[cell.table][cell.row]
        if day is not None and day.source > Source.FISCAL and cell.column not in row:
            row[cell.column] = _Day(day.date, date.span)
    for table, rows in days.items():
        named = sorted({column for row in rows.values() for column in row})
        for one in named:
            for other in named:
                if one < other:
                    names = columns.get((table, one), ""), columns.get((table, other), "")
                    yield from _compared(
                        names, [r for r in rows.values() if one in r and other in r], one, other
                    )


def _compared(
    names: tuple[str, str], rows: list[dict[int, _Day]], one: int, other: int
) -> Iterator[Match]:
    late = [row for row in rows if row[one].day < row[other].day]
    early = [row for row in rows if row[one].day > row[other].day]
    odd = late if len(late) == 1 else early
    if len(odd) != 1 or len(late) + len(early) != len(rows):
        return
    usual = late if odd is early else early
    if len(rows) < LEAST or len(usual) < 2:
        return
    due = [number for number, name in enumerate(names) if _DUE.search(name)]
    if len(due) != 1 or any(map(_TOLD.search, names)) or not _HELD.search(names[1 - due[0]]):
        return
    row = odd[0]
    columns = (one, other)
    here, there = row[columns[due[0]]], row[columns[1 - due[0]]]
    if here.day < there.day:
        return
    related = (Related(there.span, f"{names[1 - due[0]]}はここです"),)
    values = {"other": f"{there.day.month}月{there.day.day}日", "name": names[1 - due[0]]}
    yield Match(here.span, values, related=related)
