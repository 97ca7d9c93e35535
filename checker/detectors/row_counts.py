"""A number in a sentence that the row of the table for the same thing does not have: 募集の200台."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, CountValue
from checker.context import Context
from checker.detectors import Options
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"name", "of", "other"})

SHORTEST = 3
"""Code points of the name of a row; a shorter one is found in other words."""

MOST_ROWS = 60
"""Rows of the tables beyond which they are data."""

NEAR = 10
"""Code points beside a number in which the name of its column stands."""

_NO_AMOUNT = frozenset(
    ("歳", "年", "月", "日", "時", "分", "階", "番", "号", "条", "丁目", "ページ", "倍")
)
_OTHERWISE = regex(
    "昨年|前年|去年|前回|これまで|増|減|約|およそ|以上|以下|未満|超|ごと|うち|残|ほか|追加|平均|最大|最低|各|ずつ|合計|計|あたり|当たり|予定|見込|以内|程度|差|上限|別に|半数"
)
_BOUND = regex("以上|以下|未満|を?超|まで|以内|程度|ほど|くらい|ずつ|目|ごと|から")
_LIMIT = regex(r"(?:定員|定数|募集(?:人数|数)?)の?、?\Z")
_ANOTHER = regex("[一-鿿ァ-ヶー]|[とや・、]|及び|および|または|又は")
_WORD = regex("[一-鿿ァ-ヶー]{2,}")


class Row(NamedTuple):
    """A row with a name of its own: by unit, what stands in which column."""

    cells: Sequence[Block]
    counts: Mapping[str, Sequence[tuple[int, Decimal]]]
    heads: Mapping[int, str]


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the only number of its unit in a sentence that names one row.

    The sentence must name the column too, unless the row has but one number of the unit.
    """
    rows = _rows(context)
    if not rows:
        return
    document = context.document
    text = document.folded
    units = {unit for row in rows.values() for unit in row.counts}
    for count in context.annotations.of(AnnotationKind.COUNT):
        value = _plain(count)
        if value is None or _unit(value) not in units:
            continue
        block = document.block_at(count.span.start)
        if block.cell is not None or block.quoted:
            continue
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            continue
        number = document.sentence_index_at(count.span.start)
        if number < 0:
            continue
        found = _row_of(count, document.sentences[number].span, rows, context)
        if found is None:
            continue
        name, column, other = found
        cell = next(c for c in rows[name].cells if c.cell is not None and c.cell.column == column)
        shown = cell.span.cut(document.text).strip()
        if len(shown) > NEAR * 2:
            shown = f"{other.normalize():,f}{value.unit}"
        related = (Related(cell.span, f"表では「{shown}」です"),)
        of = rows[name].heads.get(column, "") or "数"
        end = text.find(value.unit, count.span.start) + len(value.unit)
        span = Span(count.span.start, min(max(end, count.span.start + 1), count.span.end))
        yield Match(span, {"name": name, "of": of, "other": shown}, related=related)


def _rows(context: Context) -> dict[str, Row]:
    document = context.document
    text = document.folded
    tables: defaultdict[int, defaultdict[int, list[Block]]] = defaultdict(lambda: defaultdict(list))
    for block in document.blocks:
        if block.cell is not None:
            tables[block.cell.table][block.cell.row].append(block)
    if not tables or sum(map(len, tables.values())) > MOST_ROWS:
        return {}
    rows: dict[str, Row] = {}
    doubled: set[str] = set()
    for lines in tables.values():
        first = lines.get(0, [])
        heads = {c.cell.column: c.span.cut(text).strip() for c in first if c.cell is not None}
        if len(heads) < 2 or any(char.isdecimal() for char in "".join(heads.values())):
            continue
        for number, cells in lines.items():
            if number == 0 or not cells or cells[0].cell is None or cells[0].cell.column != 0:
                continue
            name = cells[0].span.cut(text).strip()
            if len(name) < SHORTEST:
                continue
            doubled |= {name} & rows.keys()
            counts: defaultdict[str, list[tuple[int, Decimal]]] = defaultdict(list)
            for cell in cells[1:]:
                for found in context.annotations.overlapping(cell.span, AnnotationKind.COUNT):
                    value = _plain(found)
                    if value is not None and cell.cell is not None:
                        counts[_unit(value)].append((cell.cell.column, value.number))
            if counts:
                rows[name] = Row(cells, counts, heads)
    return {name: row for name, row in rows.items() if name not in doubled}


def _plain(annotation: Annotation) -> CountValue | None:
    value = annotation.value
    if isinstance(value, CountValue) and not (
        value.ordinal or value.bound not in ("", "超") or value.unit in _NO_AMOUNT
    ):
        return value
    return None


def _unit(value: CountValue) -> str:
    return "人" if value.unit == "名" else value.unit


def _row_of(
    count: Annotation, sentence: Span, rows: Mapping[str, Row], context: Context
) -> tuple[str, int, Decimal] | None:
    """The row that a sentence speaks of, the column of its number, and what stands there."""
    text = context.document.folded
    said = sentence.cut(text)
    there = [name for name in rows if name in said]
    value = _plain(count)
    if len(there) != 1 or value is None:
        return None
    name, row = there[0], rows[there[0]]
    unit = _unit(value)
    at = sentence.start + said.find(name)
    if at > count.span.start or said.count(name) > 1 or _ANOTHER.match(text, at + len(name)):
        return None
    if at > sentence.start and _WORD.match(text[at - 1] + name[0]):
        return None
    same = [
        other
        for other in context.annotations.overlapping(sentence, AnnotationKind.COUNT)
        if (plain := _plain(other)) is not None and _unit(plain) == unit
    ]
    start = max(
        sentence.start, *(text.rfind(mark, sentence.start, count.span.start) + 1 for mark in "、（")
    )
    stops = [text.find(mark, count.span.end, sentence.end) for mark in "、）。"]
    end = min((stop for stop in stops if stop >= 0), default=sentence.end)
    if len(same) != 1 or _OTHERWISE.search(text, start, count.span.start):
        return None
    limit = _LIMIT.search(text, start, count.span.start)  # 「定員40人を超えると」
    if limit is None and (
        value.bound
        or _OTHERWISE.search(text, count.span.end, end)
        or _BOUND.match(text, count.span.end)
    ):
        return None
    cells = row.counts.get(unit, ())
    numbers = {number for _, number in cells}
    differences = {abs(one - other) for one in numbers for other in numbers}
    if not cells or value.number in numbers | differences | {sum(numbers)}:
        return None
    before = text[max(start, count.span.start - NEAR) : count.span.start]
    behind = text[count.span.end : min(end, count.span.end + NEAR)]
    named = sorted(
        (distance, column, number)
        for column, number in cells
        if (distance := _distance(row.heads.get(column, ""), before, behind)) <= NEAR
    )
    if not named or (len(named) > 1 and named[0][0] == named[1][0]):
        return None
    return name, named[0][1], named[0][2]


def _distance(head: str, before: str, behind: str) -> int:
    """How far from a number two characters of the head of a column stand; NEAR + 1 for nowhere."""
    nearest = NEAR + 1
    for word in _WORD.findall(head):
        for at in range(len(word) - 1):
            two = word[at : at + 2]
            if two in before:
                nearest = min(nearest, len(before) - before.rfind(two) - 2)
            if two in behind:
                nearest = min(nearest, behind.find(two))
    return nearest
