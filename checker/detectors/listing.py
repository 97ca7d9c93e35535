"""What a line announces: the list, the table or the lines right below it, and how many they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from checker.annotations.numerals import parse
from checker.document.model import Block, BlockKind, Document, Format
from checker.model import Span
from checker.regex import regex

LONGEST = 80
"""Lines below in which the end of a list is looked for; keeps the search linear."""

MOST_CELLS = 600
"""Cells of a table beyond which it is data."""

_MARK = regex(
    r"(?P<number>[0-9０-９]{1,2}[.．)）]|[(（][0-9０-９]{1,2}[)）])|(?P<circle>[①-⑳])|(?P<small>[⑴-⒇])"
    r"|(?P<kana>[ア-ソ][ 　.．)）])|(?P<letter>[(（][ア-ソa-zA-Z一二三四五六七八九十][)）]|[a-zA-Z][.．)）])"
    r"|(?P<dot>[-+・●○■□◆◇▼▽•–◎☆★▶◯]|[*](?![*]))|(?P<tag><li)"
)
_SEVERAL = regex("[、・／/]|または|又は|及び|および|(?<=[一-龠ァ-ヶ])[とや](?=[一-龠ァ-ヶ])")
_BOTH = regex("[、・／/，]|または|又は|及び|および|(?<=[一-龠ァ-ヶー])[とや](?=[一-龠ァ-ヶ])")
_SAID = regex("[：:（(。]|　")
_ASIDE = regex(
    "[※＊*注]|[（(](?![0-9０-９ア-ソa-z一二三四五六七八九十]{1,2}[)）])|ただし|なお|ほかに|このほか|または$|又は$"
)
_TOTAL = regex("^(?:合計|計|総計|平均|全体)")


class _Key(NamedTuple):
    """What the items of one list have in common."""

    column: int
    mark: str


class Listing(NamedTuple):
    """What stands below a line.

    Attributes:
        size: How many things it has, most likely.
        readings: All numbers that it may be said to have.
        last: Its last item.
        table: Whether it is a table.
    """

    size: int
    readings: frozenset[int]
    last: Span
    table: bool


def _text(document: Document, block: Block) -> str:
    return block.span.cut(document.folded).lstrip("・-*●○■□◆◇ 　")


def name_of(document: Document, block: Block) -> str:
    """What an item names, without what is said of it: 「防災コース：地図の見方と家庭の備え」."""
    return _SAID.split(_text(document, block), maxsplit=1)[0]


def list_below(document: Document, block: Block) -> Sequence[Block]:
    """The items of the list right below a line; empty where its end is not certain."""
    blocks = document.blocks
    at = bisect_right(blocks, block.span.start, key=lambda other: other.span.start)
    if at >= len(blocks):
        return ()
    key = key_of(document, blocks[at])
    if key is None or ((own := key_of(document, block)) is not None and own.column >= key.column):
        return ()
    items: list[Block] = []
    ended = False
    for item in blocks[at : at + LONGEST]:
        kind = item.kind
        if kind in (BlockKind.HEADING, BlockKind.TITLE):
            break
        here = key_of(document, item)
        if here == key:
            if ended:
                return ()  # it goes on behind a paragraph
            if not _ASIDE.match(_text(document, item)):
                items.append(item)
        elif here is None and kind is not BlockKind.TABLE_CELL:
            ended = ended or not _ASIDE.match(_text(document, item))
        elif here is not None and here.column <= key.column and here.mark != key.mark:
            ended = True
    if document.format is Format.HTML and any(item.level > 1 for item in items):
        return ()
    return items


def key_of(document: Document, block: Block) -> _Key | None:
    if block.kind not in (BlockKind.LIST_ITEM, BlockKind.LABEL):
        return None
    source = document.source
    start = block.source.start
    while source[start : start + 1] in (" ", "　", "\t"):
        start += 1
    mark = _MARK.match(source, start)
    if mark is None:
        return None
    line = max(source.rfind("\n", 0, start), source.rfind("\r", 0, start)) + 1
    if document.format is Format.HTML:
        return _Key(block.level if block.kind is BlockKind.LIST_ITEM else 1, "tag")
    return _Key(start - line, mark.lastgroup or "")


def several(text: str) -> bool:
    """Whether what an item names is more than one thing."""
    return _SEVERAL.search(text) is not None


def below(document: Document, block: Block, *, single: bool) -> Listing | None:
    """What a line announces that stands right below it; `single`: an item is one thing."""
    items = list_below(document, block)
    if len(items) > 1:
        listing = _of_items(document, items)
        return listing._replace(readings=frozenset((listing.size,))) if single else listing
    blocks = document.blocks
    at = bisect_right(blocks, block.span.start, key=_start)
    while at < len(blocks) and blocks[at].cell is None:
        line = _text(document, blocks[at])
        caption = len(line) <= 30 and "。" not in line and blocks[at].kind is BlockKind.PARAGRAPH
        if not (_ASIDE.match(line) or caption) or blocks[at].kind is BlockKind.HEADING:
            return None
        at += 1
    return table_at(document, at) if at < len(blocks) else None


def _of_items(document: Document, items: Sequence[Block]) -> Listing:
    count = len(items)
    split = [len(_BOTH.split(name_of(document, item))) for item in items]
    readings = {count, sum(split)}
    if sum(number > 1 for number in split) == 1:
        readings.add(count + max(split) - 1)
    return Listing(count, frozenset(readings), items[-1].span, False)


def table_at(document: Document, at: int) -> Listing | None:
    """The table whose first cell is a block: its rows, but for head and total."""
    blocks = document.blocks
    text = document.folded
    first = blocks[at].cell
    if first is None or (first.row, first.column) != (0, 0):
        return None
    rows: dict[int, list[Block]] = {}
    for other in blocks[at : at + MOST_CELLS]:
        cell = other.cell
        if cell is None or cell.table != first.table:
            break
        rows.setdefault(cell.row, []).append(other)
    if len(rows) < 2:
        return None
    made = list(rows.values())
    headed = all(block.cell is not None and block.cell.header for block in made[0])
    body = made[1:] if headed else made
    body = [row for row in body if not _TOTAL.match(row[0].span.cut(text).strip())]
    width = max(len(row) for row in made)
    if not headed or len(body) < 2 or any(len(row) != width for row in body):
        return None
    count = len(body)
    readings = {count, width, width - 1, count * (width - 1), count * width}
    for column in range(min(width, 4)):
        cells = [row[column].span.cut(text).strip() for row in body]
        readings.add(len(set(cells)))
        readings.add(len({cell for cell in cells if cell}))
        readings.add(sum(len(_BOTH.split(cell)) for cell in cells))
        readings.update(Counter(cells).values())
        readings.add(sum(len(re.split("[、・／/，]", cell)) for cell in cells))
    return Listing(count, frozenset(readings), body[-1][0].span, True)


def region(document: Document, block: Block, *, single: bool = False) -> Listing | None:
    """All lists and tables up to the next heading: what a heading with a number announces.

    `single`: an item is one thing, whatever its title.
    """
    blocks = document.blocks
    at = bisect_right(blocks, block.span.start, key=_start)
    own = key_of(document, block)
    marks: Counter[_Key] = Counter()
    last = block.span
    split = 0
    for number in range(at, min(len(blocks), at + LONGEST)):
        other = blocks[number]
        if other.kind in (BlockKind.HEADING, BlockKind.TITLE):
            if block.kind is BlockKind.HEADING and other.level > block.level:
                continue  # its parts have headings
            break
        if other.cell is not None:
            return table_at(document, number) if not marks else None
        key = key_of(document, other)
        if key is None:
            if _NUMBERED.match(document.folded, other.span.start, other.span.end):
                break
            continue
        if own is not None and key == own:
            break
        if _ASIDE.match(_text(document, other)):
            continue
        marks[key] += 1
        split += len(_BOTH.split(name_of(document, other)))
        last = other.span
    if not marks:
        return None
    key, count = max(marks.items(), key=lambda item: item[1])
    readings = {*marks.values(), sum(marks.values()), count if single else split}
    return Listing(count, frozenset(readings), last, False) if count > 1 else None


_NUMBERED = regex(r"[0-9]{1,2}[ 　.．)）]|第[0-9]")


def _start(block: Block) -> int:
    return block.span.start


def said(number: str) -> int | None:
    """A number of a sentence, in digits or in kanji."""
    value = parse(number)
    return None if value is None else int(value)
