"""Lines of a course of events (選挙の流れ, スケジュール), each with its day, that are not in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.document.model import Block, BlockKind
from checker.model import Match, Related
from checker.regex import regex
from checker.scan import Scan

HEAD = Scan(
    "流れ|スケジュール|日程|予定|進め方|経過|経緯|これから|手順|進み方|カレンダー|工程"
)
_HEAD = regex(
    r"(?:流れ|スケジュール|日程|予定|進め方|経過|経緯|工程|進み方)(?:[（(][^）)]*[)）])?[】\])）]?[：:]?$"
)
_COLUMN = regex("^(?:日にち|日程|日付|日時|月日|とき|時期|年月日|期日|日|予定日)$")
_WHAT = regex("^(?:内容|すること|行うこと|できごと|項目|事項|手続き?|主な動き|動き|予定|経過|行事|作業|内 容|作業内容|工程)$")
_BY_PLACE = regex("会場|場所|地区|地域|コース|クラス|学校|区域|号車|班|施設|組")
LEAST = 3
"""Lines with a day from which a course can be told."""
_MARK = regex(r"[・\-*●○■□◆◇ 　（(\[【①-⑳0-9.)）]{0,5}\Z")


class _Line(NamedTuple):
    date: Annotation
    month: int
    day: int


def courses_out_of_order(context: Context) -> Iterator[Match]:
    """One match a day that alone stands before the day in front of it."""
    text = context.document.folded
    if not HEAD.may_fit(text) and "内容" not in text:
        return
    for lines in _courses(context):
        if len(lines) < LEAST:
            continue
        keys = _keys(lines)
        breaks = [at for at in range(1, len(keys)) if keys[at] < keys[at - 1]]
        if len(breaks) != 1:
            continue
        at = breaks[0]
        later = at + 1 == len(keys) or keys[at + 1] >= keys[at - 1]
        former = at == 1 or keys[at] >= keys[at - 2]
        if not later and not former:
            continue
        odd = lines[at if later else at - 1].date
        behind = lines[at - 1 if later else at].date
        related = (Related(behind.span, "前後するのはこの日付です"),)
        values = {"other": behind.span.cut(context.document.text)}
        yield Match(odd.span, values, related=related)


def _keys(lines: Sequence[_Line]) -> list[tuple[int, int, int]]:
    """The days as they follow each other over new year; years as written are not asked."""
    keys = []
    year, month = 0, 0
    for line in lines:
        if month - line.month > 6:
            year += 1
        elif line.month - month > 6 and month:
            year -= 1
        month = line.month
        keys.append((year, line.month, line.day))
    return keys


def _courses(context: Context) -> Iterator[list[_Line]]:
    document = context.document
    text = document.folded
    heading = ""
    run: list[_Line] = []
    table = -1
    listed = False
    column = what = ""
    for block in document.blocks:
        kind = block.kind
        if block.cell is not None:
            cell = block.cell
            if cell.table != table:
                yield run
                run, table, column, what = [], cell.table, "", ""
            listed = False
            if cell.row == 0:
                words = block.span.cut(text)
                if cell.column == 0:
                    column = words
                elif cell.column == 1:
                    what = words
                elif cell.column == 2 and _BY_PLACE.search(words):
                    what = "-"
                continue
            if cell.column == 0 and _COLUMN.search(column) and _WHAT.search(what):
                line = _line(context, block)
                if line is not None:
                    run.append(line)
            continue
        if kind is BlockKind.HEADING or kind is BlockKind.TITLE:
            yield run
            run, heading, listed = [], block.span.cut(text), False
            continue
        if kind in (BlockKind.LIST_ITEM, BlockKind.LABEL, BlockKind.PARAGRAPH):
            line = _line(context, block) if _HEAD.search(heading) and not _BY_PLACE.search(heading) else None
            if line is None:
                yield run
                run, listed = [], False
            elif block.level == 0 or block.level == 1:
                if not listed:
                    yield run
                    run = []
                run.append(line)
                listed = True
    yield run


def _line(context: Context, block: Block) -> _Line | None:
    """The day with which a line begins."""
    near = context.annotations.overlapping(block.span, AnnotationKind.DATE)
    if not near:
        return None
    first = near[0]
    value = first.value
    ahead = context.document.folded[block.span.start : first.span.start]
    if not isinstance(value, DateValue) or not value.month or not value.day or value.part:
        return None
    return _Line(first, value.month, value.day) if _MARK.match(ahead) else None
