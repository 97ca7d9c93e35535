"""One date of a list that stands before a date in front of it."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.course_order import courses_out_of_order
from checker.detectors.ordinal_days import out_of_order
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"other"})

MONTH = (24, 38)
"""Days from one term to the next; the last day of a month may fall on a day off."""

LEAST = 3
"""Dates of a list from which an order can be told."""

_BETWEEN = regex(r"[、，,・ \u3000と]{1,2}|[ \u3000]?(?:及び|および|並びに)[ \u3000]?")
_EACH = regex(r"[にはが][^、。0-9\n]{1,12}、")
"""「5日に北地区、6日に南地区、」"""
_PERIOD = regex("[ 　]*(?:から|[〜～]|以降|より|まで)")
_SAME_DAY = regex(r"[・\-*●○ 　]{0,3}(?:同日|同じ日|その日)")
_COURSE = regex("(?:経緯|経過|これまでの動き|時系列|今後の流れ)[】\\])）]?[：:]?$")
_HEAD = regex(
    r"[・\-*●○■□◆◇ 　（(\[【]{0,3}(?:[0-9]{1,2}[.)）][ ]?)?"
    r"(?P<number>(?:第[0-9]{1,2}(?:回|期|日|部|次)?|[0-9]{1,2}(?:回目?|期目?|日目|次))(?:の?(?:納期限?|日程|締め?切り?|募集))?[）)】\]]?[：: 　は、]{0,3})?\Z"
)
_COUNTED = frozenset("回期日次部")
HEAD = 18
"""Code points in front of the date of a line."""


class _Entry(NamedTuple):
    date: Annotation
    value: DateValue
    numbered: bool = False


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a date without which its list would be in order, and which alone breaks it.

    A list is what 、 or ・ joins in a line, or lines (cells of a column) that begin with a date.
    """
    told: list[Match] = []
    for match in _listed(context):
        told.append(match)
        yield match
    for match in (*out_of_order(context), *courses_out_of_order(context)):
        places = (match.span, match.related[0].span)
        if not any(one.span in places for one in told):
            told.append(match)
            yield match


def _listed(context: Context) -> Iterator[Match]:
    dates = context.annotations.of(AnnotationKind.DATE)
    if len(dates) < LEAST:
        return
    for entries, lines in _lists(context, dates):
        days = _days(entries)
        if days is None or len(set(days)) < LEAST:
            continue
        numbered = all(entry.numbered for entry in entries)
        odd = _odd(days, adjacent=not lines or numbered or _tells_a_course(context, entries[0]))
        if odd is None:
            continue
        if numbered:
            odd = _uneven(days, odd)
        date = entries[odd].date
        behind = entries[odd - 1 if odd and days[odd] < days[odd - 1] else odd + 1].date
        related = (Related(behind.span, "前後するのはこの日付です"),)
        other = behind.span.cut(context.document.text)
        yield Match(date.span, {"other": other}, related=related)


def _tells_a_course(context: Context, first: _Entry) -> bool:
    """Whether the line above a list says that it goes from day to day: 「2 経緯」."""
    document = context.document
    start = document.block_at(first.date.span.start).span.start
    above = document.block_at(max(0, start - 1)).span
    return start > 0 and _COURSE.search(document.folded, above.start, above.end) is not None


def _lists(context: Context, dates: Sequence[Annotation]) -> Iterator[tuple[list[_Entry], bool]]:
    text = context.document.folded
    run: list[_Entry] = []
    heads: list[_Entry] = []
    place: tuple[int, Block] | None = None
    blocks = context.document.blocks
    end = -1
    for date in dates:
        value = date.value
        if not isinstance(value, DateValue) or value.day is None or value.fiscal or value.part:
            continue
        start = date.span.start
        line = text.rfind("\n", 0, start) + 1
        entry = _Entry(date, value)
        joined = run and end >= line and _joins(text, end, start)
        if not joined:
            if len(run) >= LEAST:
                yield run, False
            run = []
        run.append(entry)
        end = date.span.end
        before = text[line:start] if start - line <= HEAD else ""
        if start - line > 6 and _COUNTED.isdisjoint(before):
            continue
        head = _HEAD.match(before)
        if text.startswith("が", end):
            continue  # 「第7期は1月31日が、第8期は2月28日が日曜日のため」
        if head is None or (_PERIOD.match(text, end) and head["number"] is None):
            continue
        entry = entry._replace(numbered=head["number"] is not None)
        index = bisect_right(blocks, start, key=lambda block: block.span.start) - 1
        block = blocks[index]
        if place and index == place[0] + 2 and _SAME_DAY.match(text, blocks[index - 1].span.start):
            place = (index - 1, place[1])
        if not (place and _follows(blocks, place, index, block)):
            if len(heads) >= LEAST:
                yield heads, True
            heads = []
        heads.append(entry)
        place = (index, block)
    if len(run) >= LEAST:
        yield run, False
    if len(heads) >= LEAST:
        yield heads, True


def _uneven(days: Sequence[datetime.date], odd: int) -> int:
    """Of two neighbours of which either may be wrong, the one without which terms are months.

    「第7期 12月25日、第8期 3月31日、第9期 3月1日」: the eighth.
    """
    if odd == 0 or days[odd] >= days[odd - 1] or not (odd < 2 or days[odd] >= days[odd - 2]):
        return odd
    steps = []
    for left_out in (odd - 1, odd):
        kept = [number for number in range(len(days)) if number != left_out]
        steps.append([(days[b] - days[a]).days / (b - a) for a, b in pairwise(kept)])
    former, later = (all(MONTH[0] <= step <= MONTH[1] for step in some) for some in steps)
    return odd - 1 if former and not later else odd


def _joins(text: str, end: int, start: int) -> bool:
    """Whether two dates stand side by side in one list."""
    if start - end <= 4:
        return _BETWEEN.fullmatch(text, end, start) is not None
    return start - end <= 15 and _EACH.fullmatch(text, end, start) is not None


def _follows(blocks: Sequence[Block], place: tuple[int, Block], index: int, block: Block) -> bool:
    """Whether a line is the next of the list, or a cell the next of the column."""
    before = place[1]
    if block.cell is not None and before.cell is not None:
        return (
            block.cell.table == before.cell.table
            and block.cell.column == before.cell.column
            and block.cell.row == before.cell.row + 1
        )
    lines = (BlockKind.LIST_ITEM, BlockKind.LABEL, BlockKind.PARAGRAPH)
    return (
        block.kind in lines
        and before.kind in lines
        and index == place[0] + 1
        and (block.level == before.level or BlockKind.LABEL in (block.kind, before.kind))
    )


def _days(entries: Sequence[_Entry]) -> list[datetime.date] | None:
    """The days of a list; what has no year follows the date in front of it over new year."""
    days: list[datetime.date] = []
    year, month = 2024, 0
    written = {value.year is not None and not value.inherited for _, value, _ in entries}
    uneven = written == {True, False}
    for _, value, _ in entries:
        named = value.month or month
        if not named or value.day is None:
            return None
        if value.year is not None and (not value.inherited or not uneven):
            year = value.year
        elif month - named > 6:
            year += 1
        month = named
        try:
            days.append(datetime.date(year, month, value.day))
        except ValueError:
            return None
    return days


def _odd(days: Sequence[datetime.date], *, adjacent: bool) -> int | None:
    """The one day without which the others are in order; of two neighbours the later.

    Two neighbours that changed places are only told where `adjacent` is set: in lines
    they may belong to two venues.
    """
    breaks = [at for at in range(1, len(days)) if days[at] < days[at - 1]]
    if len(breaks) != 1:
        return None
    at = breaks[0]
    # Either the later one stands too late, or the one in front of it too early.
    later = at + 1 == len(days) or days[at + 1] >= days[at - 1]
    former = at == 1 or days[at] >= days[at - 2]
    if later and former and len(days) > 2 and not adjacent:
        return None
    if later:
        return at
    return at - 1 if former else None
