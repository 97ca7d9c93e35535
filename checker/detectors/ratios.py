"""Rows of which one number is another's multiple: 「3戸　12件　4.0倍」, and one row that is not so."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from checker.context import Context
from checker.detectors.grids import Amount, Grid, amount, grids_of
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

TIMES = Scan(r"倍率|[0-9]\.[0-9]{1,2}倍")
LEAST = 3
"""Rows from which the relation can be told."""

_HEAD = regex("倍率|競争率")


SHARED = Scan(
    r"[0-9](?:人|件|票|世帯)[（(][^（()）\n0-9]{0,6}[0-9]{1,3}(?:\.[0-9])?(?:[%％]|パーセント)[)）]"
)
_SHARE = regex(
    r"(?P<number>[0-9][0-9,]*)(?P<unit>人|件|票|世帯)[（(][^（()）\n0-9]{0,6}(?P<share>[0-9]{1,3}(?:\.[0-9])?)(?:[%％]|パーセント)[)）]"
)
OF_ALL = Scan(
    r"(?P<number>[0-9][0-9,]*)(?P<unit>人|件|票|世帯)(?:で、?|（|\()全体の(?P<share>[0-9]{1,3}(?:\.[0-9])?)(?:[%％]|パーセント)"
)
_WHOLE = regex(r"[ 　]*(?:合?[ 　]*計|総数|全体|有効回答数?)[ 　]*")
_NOT_ALL = regex("うち|複数|前回|前年|昨年|率|増|減|中|など")


class Odd(NamedTuple):
    """A ratio that the numbers of its row do not give, and what they give."""

    span: Span
    right: str
    numbers: str


def odd_ratios(context: Context) -> Iterator[Odd]:
    """The one row, if any, of each grid whose ratio is not that of its numbers."""
    text = context.document.folded
    yield from _sentences(context)
    yield from _of_all(context)
    if TIMES.may_fit(text):
        for grid in grids_of(context):
            yield from _odd(text, grid)


def _odd(text: str, grid: Grid) -> Iterator[Odd]:
    rows = [[amount(text, cell) for cell in row.cells[1:]] for row in grid.rows]
    width = len(rows[0])
    if len(rows) < LEAST or any(len(row) != width for row in rows) or width < 3:
        return
    heads = [span.cut(text) for span in grid.head[1:]]
    for column in range(2, width):
        known = [row[column] for row in rows]
        named = len(heads) == width and _HEAD.search(heads[column])
        if any(one is None for one in known) or not (
            named or all(one is not None and one.unit == "倍" for one in known)
        ):
            continue
        for first, second in combinations(range(column), 2):
            for below, above in ((first, second), (second, first)):
                wrong = _wrong(rows, below, above, column)
                if wrong is not None:
                    yield from wrong
                    return


def _wrong(
    rows: list[list[Amount | None]], below: int, above: int, column: int
) -> list[Odd] | None:
    """The rows that are odd, if the columns hang together in all others; None if they do not."""
    odd: list[Odd] = []
    for row in rows:
        one, many, ratio = row[below], row[above], row[column]
        if one is None or many is None or ratio is None or not one.number:
            return None
        places = -int(ratio.number.as_tuple().exponent)
        right = many.number / one.number
        if abs(right - ratio.number) >= Decimal(1).scaleb(-places):
            numbers = f"{many.number:,f}{many.unit}と{one.number:,f}{one.unit}"
            odd.append(Odd(ratio.span, f"{right:.{places}f}倍", numbers))
    return odd if len(odd) <= 1 and len(rows) - len(odd) >= 2 else None


def _sentences(context: Context) -> Iterator[Odd]:
    """「賛成が320人（64％）、反対が180人（46％）でした」: the one share that is not its count's."""
    document = context.document
    text = document.folded
    done = -1
    for first in SHARED.finditer(text):
        block = document.block_at(first.start())
        if first.start() < done or block.quoted:
            continue
        begin = max(block.span.start, text.rfind("。", block.span.start, first.start()) + 1)
        stop = text.find("。", first.end(), block.span.end)
        done = stop if stop >= 0 else block.span.end
        shares = list(_SHARE.finditer(text, begin, done))
        if len(shares) < 2 or len({share["unit"] for share in shares}) > 1:
            continue
        if _NOT_ALL.search(text, begin, done):
            continue
        counts = [Decimal(share["number"].replace(",", "")) for share in shares]
        whole = sum(counts)
        odd = []
        for share, count in zip(shares, counts, strict=True):
            places = len(share["share"].partition(".")[2])
            right = count * 100 / whole if whole else Decimal(0)
            if abs(right - Decimal(share["share"])) >= Decimal(1).scaleb(-places):
                numbers = f"{count:,f}{share['unit']}と全体の{whole:,f}{share['unit']}"
                odd.append(
                    Odd(
                        Span(share.start("share"), share.end() - 1), f"{right:.{places}f}%", numbers
                    )
                )
        if len(odd) == 1:
            yield odd[0]


def _of_all(context: Context) -> Iterator[Odd]:
    """「1,224人で、全体の82.0％でした」 below a table whose total is 1,530人."""
    text = context.document.folded
    for found in OF_ALL.finditer(text):
        wholes: set[Decimal] = set()
        for grid in grids_of(context):
            row = grid.rows[-1]
            if _WHOLE.fullmatch(text, row.cells[0].start, row.cells[0].end) and len(row.cells) > 1:
                read = amount(text, row.cells[1])
                if read is not None and read.unit == found["unit"] and read.number:
                    wholes.add(read.number)
        if len(wholes) != 1:
            continue
        whole, count = wholes.pop(), Decimal(found["number"].replace(",", ""))
        right = count * 100 / whole
        places = len(found["share"].partition(".")[2])
        if abs(right - Decimal(found["share"])) >= Decimal(1).scaleb(-places) and count < whole:
            numbers = f"{count:,f}{found['unit']}と全体の{whole:,f}{found['unit']}"
            place = Span(found.start("share"), found.end())
            yield Odd(place, f"{right:.{places}f}%", numbers)
