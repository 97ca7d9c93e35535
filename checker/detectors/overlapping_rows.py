"""A row of a programme that begins before the one above it ends: 10:15～11:05, 10:50～11:50."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from checker.annotations.types import AnnotationKind, PeriodValue, TimeValue
from checker.context import Context
from checker.detectors.line_times import times_at_heads
from checker.document.model import BlockKind
from checker.model import Match, Related, Span
from checker.regex import regex

LEAST = 3
"""Rows from which a programme can be told."""

_HEAD = regex(r"[ 　・\-*●○■□◆◇（(\[【]{0,3}(?:[0-9]{1,2}[.．、)） 　]{1,2}|[①-⑳][ 　]?)?\Z")
_LIST = (BlockKind.LIST_ITEM, BlockKind.LABEL, BlockKind.PARAGRAPH)
_SEVERAL = regex(
    "会場|コース|班|組|教室|クラス|部屋|ブース|展示|販売|常時|随時|体験|交代|入れ替|区|地区|便"
)
_RECEPTION = regex("受付|開場")
_OPENING = regex("開会|開式|開演|開始|あいさつ|点呼")
_MESSAGE = "「{text}」は、1つ前の「{other}」が終わる前です。どちらかの時刻を確かめてください。"


class _Row(NamedTuple):
    start: int
    end: int | None
    span: Span
    line: Span


def overlapping_rows(context: Context) -> Iterator[Match]:
    """One match the only row that begins before the one above it is over."""
    text = context.document.folded
    for run in _runs(context):
        if len(run) < LEAST or any(_SEVERAL.search(row.line.cut(text)) for row in run):
            continue
        pairs = list(pairwise(run))
        if any(one.start > other.start for one, other in pairs):
            continue
        over = [
            (one, other) for one, other in pairs if one.end is not None and one.end > other.start
        ]
        if len(over) != 1:
            continue
        one, other = over[0]
        assert one.end is not None
        joined = sum(1 for a, b in pairs if a.end == b.start)
        partly = other.end is not None and other.end > one.end > other.start > one.start
        first = _RECEPTION.search(one.line.cut(text)) is not None  # others come in meanwhile
        opening = first and _OPENING.search(other.line.cut(text)) is not None
        whole = partly and joined > 0 and all(row.end is not None for row in run)
        if (whole and not first) or opening:
            shown = one.span.cut(context.document.text)
            related = (Related(one.span, "1つ前はここです"),)
            yield Match(other.span, {"other": shown}, related=related, message=_MESSAGE)


def _runs(context: Context) -> Iterator[list[_Row]]:
    """Lines below each other that begin with a time."""
    document = context.document
    text = document.folded
    times = times_at_heads(context)
    if len(times) < LEAST:
        return
    ends: dict[int, tuple[int, Span]] = {}
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if isinstance(value, PeriodValue) and isinstance(value.start, TimeValue):
            last = value.end
            if isinstance(last, TimeValue) and last.minutes is not None:
                ends[period.span.start] = last.minutes, period.span
    if not ends:
        return
    run: list[_Row] = []
    for time in times:
        value = time.value
        block = document.block_at(time.span.start)
        if not isinstance(value, TimeValue) or value.minutes is None or block.quoted:
            continue
        line = text.rfind("\n", 0, time.span.start) + 1
        if time.span.start - line > 6 or not _HEAD.match(text[line : time.span.start]):
            continue
        if block.kind not in _LIST and not (block.cell is not None and block.cell.column == 0):
            continue
        end, span = ends.get(time.span.start, (None, time.span))
        stop = text.find("\n", time.span.end)
        stop = len(text) if stop < 0 else stop
        if block.cell is not None:
            following = text.find("\n", stop + 1)
            stop = len(text) if following < 0 else following
        if run and line > run[-1].line.end + 2:
            yield run
            run = []
        run.append(_Row(value.minutes, end, span, Span(line, stop)))
    yield run
