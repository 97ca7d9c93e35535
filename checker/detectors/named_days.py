"""The days of a draft with what names them: a label, a cell, a heading, the topic of a clause.

「抽選日：2月10日」, a row 「抽選日 | 2月10日」, a column 「抽選日」, a heading 「抽選日」 above the line,
「抽選は、2月10日に行います」, 「2月10日（抽選日）」: the name is 抽選日 or 抽選 in all of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from checker.annotations.shared import normal_form
from checker.annotations.types import Annotation, AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors import per_draft
from checker.detectors.fields import fields_of
from checker.detectors.rough_days import day_of
from checker.detectors.statements import field_at
from checker.detectors.years import years_of
from checker.document.model import Block, BlockKind
from checker.model import Span
from checker.regex import regex

ON, FROM, TO = "on", "from", "to"

REACH = 60
"""Code points of a clause that are read in front of a day, and behind it."""

NEAR = 12
"""Code points in front of a place in a line that the line above names."""

LONGEST = 16
"""Code points; what is longer names no day."""

_UNTIL = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,12}[)）])?(?:の?(?:午[前後]|正午|[0-9])[^、。\n]{0,12}?)?"
    r"(?:[ 　]?[（(][^（）()\n]{1,12}[)）])?[ 　]?(?:必着)?(?:まで|迄|必着|締め?切|〆切|当日消印|消印)"
)
_SINCE = regex(r"(?:[ 　]*[（(][^（）()\n]{1,12}[)）])?[ 　]?(?:から|より|[〜～~]|以降)")
_HEAD = regex(
    r"[ 　・●○■□◆◇◎★☆▼▽▲△▶※*\-]{0,3}(?:[0-9]{1,2}[.)）、　 ]|[（(][0-9]{1,2}[)）]|[①-⑳])?[【\[〔]?"
    rf"(?P<name>[一-龠](?:[ 　]{{1,2}}[一-龠]){{1,3}}(?=[：:】　 ])|[^\s：:（(）)、。0-9【】\[\]]{{2,{LONGEST}}}?)"
    r"[】\]〕]?(?:[：:]|[ 　]+|[（(]|(?<=[】\]〕]))"
)
_LINE = regex(
    r"[ 　・●○■□◆◇◎★☆▼▽▲△▶※*【\[〔]{0,3}(?:[0-9]{1,2}[.)）、　 ]*|[（(][0-9]{1,2}[)）]|[①-⑳])?[ 　【\[]{0,2}"
    rf"(?P<name>[^\s：:（(）)、。0-9【】\[\]]{{2,{LONGEST}}})[】\]〕：:]?"
)
TOPIC = regex(
    rf"(?:^|[、。：:　 （(」])(?P<name>[一-龠々ァ-ヶーA-Za-z][一-龠々ァ-ヶーぁ-んA-Za-z]{{0,{LONGEST}}}?)"
    r"(?:は|が|を|：|:|日は)、?(?:毎年|[^。、0-9]{0,10}、)?"
    r"(?:(?:投票日|当日|同日|即日|その日){1,2}の?)?[（(]?\Z"
)
_IN_BRACKETS = regex(rf"[（(](?P<name>[一-龠々ァ-ヶーぁ-ん]{{2,{LONGEST}}})[）)]")
_LIST_ITEM = BlockKind.LIST_ITEM


class Named(NamedTuple):
    """A day and its names.

    Attributes:
        label: The name that the layout gives it, "" if none.
        topic: The topic of the clause in front of it, "" if none.
        front: The clause in front of it.
        behind: What follows it in the sentence.
        edge: Whether it is the start or the end of a period, or neither.
    """

    label: str
    topic: str
    front: str
    behind: str
    edge: str
    day: datetime.date
    span: Span
    section: int


@per_draft
def named_days(context: Context) -> Sequence[Named]:
    """The days of a draft, in text order; found once."""
    document = context.document
    years = years_of(context)
    issued = years.issued
    edges = _edges(context)
    columns = columns_of(context) if document.cells else {}
    found: list[Named] = []
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.day is None or value.part or value.fiscal:
            continue
        if issued is not None and date.span == issued.place:
            continue
        block = document.block_at(date.span.start)
        day = None if block.quoted else day_of(context, date)
        if day is None:
            continue
        one = _named(context, date, day.date, block, edges, columns)
        if one.edge == TO and not one.topic and found and found[-1].edge == FROM:
            before = found[-1]
            if before.span.start >= block.span.start and one.span.start - before.span.end <= 12:
                one = one._replace(topic=before.topic)  # 「工事は2月1日から2月26日まで」
        found.append(one)
    return tuple(found)


def _edges(context: Context) -> dict[int, str]:
    """Which dates begin a period of days, and which end one."""
    edges: dict[int, str] = {}
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if not isinstance(value, PeriodValue):
            continue
        if not isinstance(value.start, DateValue) and not isinstance(value.end, DateValue):
            continue
        dates = context.annotations.overlapping(period.span, AnnotationKind.DATE)
        if isinstance(value.start, DateValue):
            edges[dates[0].span.start] = FROM
        if isinstance(value.end, DateValue):
            edges[dates[-1].span.start] = TO
    return edges


def columns_of(context: Context) -> dict[tuple[int, int], str]:
    """The heads of the columns of all tables."""
    return {
        (cell.table, cell.column): normal_form(block.span.cut(context.document.folded))
        for block in context.document.cells
        if (cell := block.cell) is not None
        and cell.row == 0
        and cell.header
        and len(block.span) <= LONGEST
    }


def _named(
    context: Context,
    date: Annotation,
    day: datetime.date,
    block: Block,
    edges: dict[int, str],
    columns: dict[tuple[int, int], str],
) -> Named:
    text = context.document.folded
    start, end = date.span.start, date.span.end
    low = max(block.span.start, start - REACH, text.rfind("。", block.span.start, start) + 1)
    high = min(block.span.end, end + REACH)
    stop = text.find("。", end, high)
    high = stop if stop >= 0 else high
    front, behind = text[low:start], text[end:high]
    edge = edges.get(start, ON)
    if edge == ON and _UNTIL.match(behind):
        edge = TO
    elif edge == ON and (since := _SINCE.match(behind)) and "時" not in since.group():
        edge = FROM
    topic = TOPIC.search(front) or _IN_BRACKETS.match(behind)
    label = label_of(context, start, block, columns)
    section = years_of(context).section(start)
    name = topic["name"] if topic else ""
    return Named(label, name, front, behind, edge, day, date.span, section)


def label_of(
    context: Context, offset: int, block: Block, columns: dict[tuple[int, int], str]
) -> str:
    """The name that the layout gives to a place: its label, cell, column or heading."""
    document = context.document
    text = document.folded
    field = field_at(fields_of(context), offset)
    cell = block.cell
    if cell is not None:
        if cell.row and cell.column and (cell.table, cell.column) in columns:
            head = columns[cell.table, cell.column]
            if field is None or any(
                head.endswith(word) for word in ("日", "限", "間", "切", "切り")
            ):
                return head
        return "" if field is None else field.name
    line = block.span
    if "。" in text[line.start : offset]:
        return "" if field is None else field.name
    named = _HEAD.match(text, line.start, min(line.end, line.start + LONGEST + 8))
    if named is not None and named.end() <= offset:
        return normal_form(named["name"])
    if field is not None:
        return field.name
    if offset - line.start <= NEAR and line.start > 0:
        above = document.block_at(line.start - 1)
        near = offset - line.start <= 3 or above.kind is _LIST_ITEM
        if near and above.cell is None and len(above.span) <= LONGEST + 4:
            line_above = _LINE.fullmatch(text, above.span.start, above.span.end)
            return "" if line_above is None else normal_form(line_above["name"])
    return ""
