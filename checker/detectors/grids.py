"""Rows of names and numbers, however they are laid out: tables, lines with spaces, lists, labels.

One relation then holds for all layouts. Found once a draft, when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from checker.annotations import numerals
from checker.context import Context
from checker.detectors import per_draft
from checker.document.model import Block, BlockKind, Document
from checker.model import Span
from checker.regex import regex

LONGEST = 80
"""Code points of a line that is a row; a longer one is a sentence."""

LONGEST_AMOUNT = 48
"""Code points of a number with its unit and what stands in brackets behind it."""

MOST_CELLS = 1000
"""Cells of a table beyond which it is data, not something to read."""

NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_AMOUNT = regex(
    rf"(?P<lead>[・+＋]|約|各|各回|年額?|月額?|合?計|上限)?(?P<number>{NUMBER})(?P<large>億|千万|百万|万|千)?(?P<more>{NUMBER})?[ 　]?"
    r"(?P<unit>か月|か所|カ所|ヶ所|箇所|立方メートル|平方メートル|キロメートル|キログラム|[^0-9\s　（()）、。，,．.〜～~\-－―:：ぁ-んか×÷=＝/／]{0,5})"
    r"(?P<note>[ 　]?[（(][^（()）\n]{0,30}[)）])?"
)
_DIGIT = regex(r"\d")
_LARGE = {
    None: 1,
    "": 1,
    "千": 1000,
    "万": 10_000,
    "百万": 10**6,
    "千万": 10**7,
    "億": 10**8,
}
_UNITS = {
    "名": "人",
    "カ所": "か所",
    "ヶ所": "か所",
    "箇所": "か所",
    "m3": "㎥",
    "立方メートル": "㎥",
    "平方メートル": "㎡",
    "キログラム": "kg",
    "キロメートル": "km",
    "％": "%",
    "パーセント": "%",
}
_NIL = frozenset("-－―ー—–") | {"なし"}
_GAPS = " 　：:…"
_ASIDE = ("※", "＊", "注", "（", "(")
_HEADS = (BlockKind.HEADING, BlockKind.TITLE)


class Amount(NamedTuple):
    """A number of a cell; `each` for 各20,000円, `nil` where a dash stands for nothing."""

    number: Decimal
    unit: str
    span: Span
    each: bool = False
    nil: bool = False


class Row(NamedTuple):
    """A row of a table, or a line: what stands in its cells, the name first."""

    cells: tuple[Span, ...]
    blocks: tuple[int, ...]


class Grid(NamedTuple):
    """Rows that stand together.

    Attributes:
        rows: Without the head.
        head: The cells of the head of a table, () if it has none.
        first: Index of its first block, of the head if there is one.
        last: Index of its last block.
        table: Whether it is marked as a table.
    """

    rows: tuple[Row, ...]
    head: tuple[Span, ...]
    first: int
    last: int
    table: bool


@per_draft
def grids_of(context: Context) -> Sequence[Grid]:
    """The grids of a draft in text order."""
    return (*_grids(context.document),)


def amount(text: str, span: Span) -> Amount | None:
    """The number that a cell is, None if it says anything else; `text` is folded."""
    start, end = span.start, span.end
    while start < end and text[start] in " 　":
        start += 1
    while start < end and text[end - 1] in " 　":
        end -= 1
    if text[start:end] in _NIL:
        return Amount(Decimal(0), "", Span(start, end), nil=True)
    found = _AMOUNT.fullmatch(text, start, end)
    if found is None:
        return None
    number = Decimal(found["number"].replace(",", ""))
    if found["large"]:
        number *= _LARGE[found["large"]]
        if found["more"]:
            number += Decimal(found["more"].replace(",", ""))
    elif found["more"]:
        return None
    lead, unit = found["lead"] or "", found["unit"]
    if lead == "約":
        return None
    place = Span(found.start("number"), found.end("unit"))
    return Amount(number, unit_of(unit), place, lead.startswith("各"))


def unit_of(unit: str) -> str:
    """A unit in one of its spellings."""
    return _UNITS.get(unit, unit)


def _grids(document: Document) -> Iterator[Grid]:
    text, blocks = document.folded, document.blocks
    at, number = 0, len(blocks)
    while at < number:
        cell = blocks[at].cell
        if cell is not None:
            end = at
            while end < number and (other := blocks[end].cell) and other.table == cell.table:
                end += 1
            yield from _table(blocks, at, end)
            at = end
            continue
        # A line by itself is no grid, whatever stands in it.
        if at + 1 == number:
            return
        below = blocks[at + 1]
        if below.cell is not None:
            at += 1
            continue
        if not _may_be_row(text, below):
            at += 2  # no row goes with this line, nor with the one above it
            continue
        if not _may_be_row(text, blocks[at]):
            at += 1
            continue
        end = at
        rows: list[Row] = []
        shape: tuple[str, ...] | None = None
        while (
            end < number
            and _may_be_row(text, blocks[end])
            and (read := _line(document, blocks[end], end)) is not None
        ):
            if shape is not None and not _alike(shape, read[1]):
                break
            rows.append(read[0])
            shape = read[1] if shape is None else shape
            end += 1
        if len(rows) > 1:
            yield Grid(tuple(rows), (), at, end - 1, False)
        at = max(end, at + 1)


def _may_be_row(text: str, block: Block) -> bool:
    """Whether a row of amounts may end as a line does: most end without a number."""
    start, end = block.span.start, block.span.end
    if block.cell is not None or end - start > LONGEST:
        return False
    return _DIGIT.search(text, start if end - start < 12 else end - 12, end) is not None


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(one) == len(other) and all(
        a == b or not a or not b for a, b in zip(one, other, strict=True)
    )


def _table(blocks: Sequence[Block], start: int, end: int) -> Iterator[Grid]:
    if end - start > MOST_CELLS:
        return
    rows: dict[int, list[int]] = {}
    for index in range(start, end):
        cell = blocks[index].cell
        assert cell is not None
        rows.setdefault(cell.row, []).append(index)
    made = [Row(tuple(blocks[index].span for index in row), tuple(row)) for row in rows.values()]
    top = blocks[start].cell
    across = [blocks[index].cell for index in made[0].blocks]
    heads = [cell is not None and cell.header for cell in across]
    headed = top is not None and all(heads)
    yield Grid(
        tuple(made[1:] if headed else made),
        made[0].cells if headed else (),
        start,
        end - 1,
        True,
    )


def _line(document: Document, block: Block, index: int) -> tuple[Row, tuple[str, ...]] | None:
    """A line as a row: its name and the amounts behind it, with the units of these.

    It is short and ends with a number (see `_may_be_row`).
    """
    span = block.span
    start, end = span.start, span.end
    if block.quoted or block.kind in _HEADS:
        return None
    text = document.folded
    if text.find("。", start, end) >= 0 or text.startswith(_ASIDE, start, end):
        return None
    amounts: list[Amount] = []
    while True:
        at = max([text.rfind(gap, span.start, end) for gap in _GAPS])
        if not amounts:  # 「支援分（40歳以上の方）3,100円」
            at = max(
                at, text.rfind("）", span.start, end - 1), text.rfind(")", span.start, end - 1)
            )
        if at < 0 or end - at > LONGEST_AMOUNT:
            break
        one = amount(text, Span(at + 1, end))
        if one is None or one.nil:
            break
        amounts.insert(0, one)
        end = at + (text[at] in "）)")
        while end > span.start and text[end - 1] in _GAPS:
            end -= 1
    if end <= span.start:
        return None
    if not amounts:
        return None
    name = Span(span.start, end)
    cells = (name, *(one.span for one in amounts))
    if amounts[0].each:
        first = amounts[0].span
        cells = (name, Span(text.rfind("各", span.start, first.start), first.end), *cells[2:])
    return Row(cells, (index,)), tuple(one.unit for one in amounts)


_ORDINALS = regex(
    r"第?(?P<from>[0-9]{1,2})(?P<unit>期|回|か月|年|日|月|号)?(?:目|分)?(?:から|[〜～~\-])第?(?P<to>[0-9]{1,2})(?:期|回|か月|年|日|月|号)?(?:目|分)?(?:まで)?"
)
_TIMES = regex(r"(?:残り|他|その他の?|ほか)の?(?P<number>[0-9]{1,2})(?:期|回|か月|か所|会場|日)")


def times(text: str, name: Span) -> int | None:
    """How many things a name stands for: 第2期から第4期まで is 3; None if it does not say."""
    found = _ORDINALS.search(text, name.start, name.end)
    if found is not None:
        number = int(found["to"]) - int(found["from"]) + 1
        return number if number > 1 else None
    several = _TIMES.search(text, name.start, name.end)
    if several is not None:
        return int(numerals.parse(several["number"]) or 0) or None
    return None
