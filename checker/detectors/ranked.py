"""Rows that are said to go by a number, the greatest or the least first, and one that does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from checker.context import Context
from checker.detectors import Options, superlatives
from checker.detectors.grids import Grid, amount, grids_of
from checker.detectors.ranked_places import MOST, PLACES, out_of_place
from checker.model import Match, Related, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"before", "order"})

ABOVE = 3
"""Blocks above the rows in which their order is said."""

LEAST = 3
"""Rows from which an order can be told."""

_ORDER = Scan(
    "(?P<word>多い|少ない|高い|低い|大きい|小さい|長い|短い|安い|近い|遠い|重い|軽い|若い)(?:もの|方|ほう|項目|回答|意見)?(?:から)?(?:の)?順|(?P<told>多かった|高かった)(?:もの|項目|回答|意見|理由)は、?(?:次|以下)の"
)
_DOWN = frozenset(("多い", "高い", "大きい", "長い", "遠い", "重い"))
_LAST = regex("その他|無回答|不明|合計|^計|特に|いずれも|未回答|わからない|分からない")
_NOT_ROWS = regex("先着|抽選|優先|点数|選考|採点|決定し|選び|採用|当選")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_ORDER, PLACES, MOST, superlatives.MOST)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a row out of the order that is announced."""
    document = context.document
    text = document.folded
    yield from out_of_place(context)
    if superlatives.MOST.may_fit(text):
        yield from superlatives.wrong_places(context)
    for found in _ORDER.finditer(text):
        block = document.block_at(found.start())
        if _NOT_ROWS.search(text, found.end(), min(block.span.end, found.end() + 16)):
            continue
        for grid in grids_of(context):
            first = document.blocks[grid.first].span
            last = document.blocks[grid.last].span
            near = document.blocks[max(0, grid.first - ABOVE)].span.start
            if near <= block.span.start <= last.end and (
                block.span.start < first.start or block.cell is not None
            ):
                yield from _odd(text, grid, found["word"] or "多い")
                break


def _odd(text: str, grid: Grid, word: str) -> Iterator[Match]:
    rows = [
        row for row in grid.rows if not _LAST.search(text[row.cells[0].start : row.cells[0].end])
    ]
    width = min((len(row.cells) for row in rows), default=0)
    if len(rows) < LEAST:
        return
    for column in range(1, width):
        read = [amount(text, row.cells[column]) for row in rows]
        known = [one for one in read if one is not None and not one.nil]
        if len(known) != len(read) or len({one.unit for one in known}) > 1:
            continue
        numbers = [one.number for one in known]
        at = _out_of(numbers if word in _DOWN else [-number for number in numbers])
        if at is not None:
            before = known[at - 1].span
            values = {"before": before.cut(text), "order": f"{word}順"}
            yield Match(known[at].span, values, related=(Related(before, "前の行はここです"),))
        return


def _out_of(numbers: Sequence[Decimal]) -> int | None:
    """The only place where a falling row rises; None if there is none, or several."""
    rising = [at for at in range(1, len(numbers)) if numbers[at] > numbers[at - 1]]
    if len(rising) != 1:
        return None
    at = rising[0]
    without = [*numbers[:at], *numbers[at + 1 :]]
    if all(a >= b for a, b in pairwise(without)):
        return at
    without = [*numbers[: at - 1], *numbers[at:]]
    return at if all(a >= b for a, b in pairwise(without)) else None
