"""Lines of a course of events (選挙の流れ, スケジュール), each with its day, that are not in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.document.model import Block, BlockKind
from checker.model import Match, Related
from checker.regex import regex
from checker.scan import Scan

HEAD = Scan("流れ|スケジュール|日程|予定|進め方|経過|経緯|これから|手順|進み方|カレンダー|工程")
_HEAD = regex(
    r"(?:流れ|スケジュール|日程|予定|進め方|経過|経緯|工程|進み方)(?:[（(][^）)]*[)）])?[】\])）]?[：:]?$"
)
_COLUMN = regex(
    "^(?:日にち|日程|日付|日時|月日|とき|時期|年月日|期日|日|予定日|月日.曜日.|日.曜日.|実施日|開催日|検診日|巡回日|相談日|とき・時間)$"
)
_WHAT = regex(
    "^(?:内容|すること|行うこと|できごと|項目|事項|手続き?|主な動き|動き|予定|経過|行事|作業|内 容|作業内容|工程)$"
)
_BY_PLACE = regex("会場|場所|地区|地域|コース|クラス|学校|区域|号車|班|施設|組")
_HEADS = (BlockKind.HEADING, BlockKind.TITLE)
LEAST = 3
"""Lines with a day from which a course can be told."""
_MARK = regex(r"[・\-*●○■□◆◇ 　（(\[【①-⑳0-9.)）]{0,5}")


class _Line(NamedTuple):
    """A line of a course, and the other cells of its row.

    Attributes:
        date: The day with which it begins.
        month: Its month.
        day: Its number.
        course: Whether the head of the list says that it goes from day to day.
        cells: What else stands in the row.
    """

    date: Annotation
    month: int
    day: int
    course: bool
    cells: list[str]


def courses_out_of_order(context: Context) -> Iterator[Match]:
    """One match a day that alone stands before the day in front of it."""
    text = context.document.folded
    if not HEAD.may_fit(text) and not context.document.cells:
        return
    heads = _heads(context)
    if len(heads) < LEAST or not _descends(heads.values()):
        return
    for lines in _courses(context, heads):
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
        if not lines[0].course and (len(lines) <= LEAST or _grouped(lines, at)):
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


def _grouped(lines: Sequence[_Line], at: int) -> bool:
    """Whether the rows go by another column: all of one place, then all of the next."""
    columns = zip(*(line.cells for line in lines), strict=False)
    if len({len(line.cells) for line in lines}) != 1 or not lines[0].cells:
        return True
    for words in columns:
        if len(set(words)) in (1, len(words)):
            continue
        runs = 1 + sum(one != other for one, other in pairwise(words))
        if runs == len(set(words)) and words[at] != words[at - 1]:
            return True
    return False


def _courses(context: Context, heads: Mapping[int, Annotation]) -> Iterator[list[_Line]]:
    """The lists and tables of which each line begins with a day."""
    document = context.document
    text = document.folded
    course = False
    run: list[_Line] = []
    table = row = -1
    head: list[str] = []
    for block in document.blocks:
        cell = block.cell
        if cell is not None:
            if cell.table != table:
                yield run
                run, head, table, row = [], [], cell.table, -1
            words = block.span.cut(text)
            if cell.row == 0:
                head.append(words)
            elif cell.column == 0:
                row = -1
                line = (
                    _line(heads, block, _tells(head)) if head and _COLUMN.search(head[0]) else None
                )
                if line is not None:
                    run.append(line)
                    row = cell.row
            elif cell.row == row:
                run[-1].cells.append(words)
            continue
        line = _line(heads, block, True) if course and block.level < 2 else None
        if line is None or table >= 0:
            yield run
            run, table = [], -1
        if line is not None:
            run.append(line)
        if block.kind in _HEADS:
            words = block.span.cut(text)
            course = _HEAD.search(words) is not None and not _BY_PLACE.search(words)
    yield run


def _tells(head: Sequence[str]) -> bool:
    """Whether a table has days, and what is done on each, and nothing to go by besides."""
    return (
        len(head) > 1
        and _WHAT.search(head[1]) is not None
        and not any(map(_BY_PLACE.search, head[2:]))
    )


def _descends(dates: Iterable[Annotation]) -> bool:
    """Whether a day stands before the day in front of it, but for a new year."""
    months, days = 0, 0
    for date in dates:
        value = date.value
        assert isinstance(value, DateValue)
        month, day = value.month or 0, value.day or 0
        if 0 < (months * 31 + days) - (month * 31 + day) < 190 or (month - months > 5 and months):
            return True
        months, days = month, day
    return False


def _heads(context: Context) -> Mapping[int, Annotation]:
    """The days with which lines begin, by the start of the line."""
    text = context.document.folded
    heads: dict[int, Annotation] = {}
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        start = date.span.start
        line = text.rfind("\n", max(0, start - 6), start) + 1
        if not line and start > 5:
            continue
        if not isinstance(value, DateValue) or not value.month or not value.day or value.part:
            continue
        if start == line or _MARK.fullmatch(text, line, start):
            heads[line] = date
    return heads


def _line(heads: Mapping[int, Annotation], block: Block, course: bool) -> _Line | None:
    """The line as one of a course, if it begins with a day."""
    date = heads.get(block.span.start)
    if date is None:
        return None
    value = date.value
    assert isinstance(value, DateValue)
    return _Line(date, value.month or 0, value.day or 0, course, [])
