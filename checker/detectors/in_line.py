"""Price lists that go up by the same sum for each more, but for one row.

「基本料金1,980円に、1人につき550円を足した額」 above 「1人 2,530円、2人 3,080円 … 4人 4,280円」; and lists
of at least five rows in which one in the middle leaves the line of all others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from checker.context import Context
from checker.detectors.grids import Amount, amount, grids_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

LEAST = 5
"""Rows of a list for which no formula is given."""
MOST = 20

_N = "[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+"
FORMULAS = (
    Scan(
        rf"(?P<base>(?:{_N}))円(?:[（(][^（()）]*[)）])?に(?:、|加えて、?)?(?:[^。\n0-9]{{0,8}})[1一](?P<unit>人|枚|時間|台|個|本|冊|㎥|立方メートル|回|日|世帯|区画|室|部屋|株|頭|匹|泊|kg|キロ)(?:増えるごとに|につき|当たり|あたり|ごとに)?[^。\n0-9]{{0,6}}(?P<per>{_N})円(?:を|が|ずつ)?、?(?:足|加|プラス|上乗せ|かか)"
    ),
    Scan(
        rf"(?P<base>(?:{_N}))円[ 　]?[＋+][ 　]?(?:[（(])?(?P<per>{_N})円[ 　]?[×✕][ 　]?(?:使用)?(?P<unit>人|枚|時間|台|個|本|冊|回|日|世帯|区画)数"
    ),
)
FIRST = Scan(
    "(?:1(?:人|枚|時間|台|個|本|冊|㎥|回|日|泊|区画|部屋|室|頭|匹|kg|坪|㎡)|10㎥)[^0-9\n]{0,6}[\n　：:（(]"
)
"""The first row of such a list."""
_SPECIAL = regex("割引|お得|上限|定額|最大|据え置|まとめ|パック|無料")


def odd_rows(context: Context) -> Iterator[Match]:
    """One match the one row of a list that is out of line."""
    text = context.document.folded
    formulas = [
        (_decimal(found["base"]), _decimal(found["per"]), Span(*found.span()))
        for scan in FORMULAS
        for found in scan.finditer(text)
    ]
    for grid in grids_of(context):
        if not 3 <= len(grid.rows) <= MOST:
            continue
        first = amount(text, grid.rows[0].cells[0])
        if first is None or not first.unit:
            continue
        width = min(len(row.cells) for row in grid.rows)
        keys = [amount(text, row.cells[0]) for row in grid.rows]
        for column in range(1, width):
            rows = [
                (key, price)
                for key, row in zip(keys, grid.rows, strict=True)
                if key is not None
                and key.unit
                and key.unit != "円"
                and (price := amount(text, row.cells[column])) is not None
                and price.unit == "円"
                and not price.nil
            ]
            if len(rows) < len(grid.rows) - 1 or len({key.unit for key, _ in rows}) != 1:
                continue
            yield from _by_formula(rows, formulas) if formulas else _by_line(text, rows)


def _by_formula(
    rows: Sequence[tuple[Amount, Amount]], formulas: Sequence[tuple[Decimal, Decimal, Span]]
) -> Iterator[Match]:
    for base, per, place in formulas:
        odd = [(key, price) for key, price in rows if base + per * key.number != price.number]
        if len(odd) != 1 or len(rows) < 3:
            continue
        key, price = odd[0]
        right = base + per * key.number
        related = (Related(place, "計算の仕方はここです"),)
        yield Match(price.span, {"fault": f"計算すると{right:,f}円です"}, related=related)
        return


def _by_line(text: str, rows: Sequence[tuple[Amount, Amount]]) -> Iterator[Match]:
    """One row in the middle that leaves the line of all others (not one through nothing)."""
    if len(rows) < LEAST or len({key.number for key, _ in rows}) < len(rows):
        return
    steps = sorted(key.number for key, _ in rows)
    if len({other - one for one, other in pairwise(steps)}) != 1:
        return
    for (one, low), (other, high) in combinations(rows, 2):
        each = (high.number - low.number) / (other.number - one.number)
        start = low.number - each * one.number
        odd = [pair for pair in rows if start + each * pair[0].number != pair[1].number]
        if len(odd) != 1 or not each or not start:
            continue
        key, price = odd[0]
        if key.number in (steps[0], steps[-1]):
            return
        first, last = rows[0][1].span.start, rows[-1][1].span.end
        if _SPECIAL.search(text, max(0, first - 120), last + 60):
            return
        related = (Related(Span(first, last), "ほかの行は同じ額ずつ増えます"),)
        right = start + each * key.number
        fault = f"ほかの行に合わせると{right.normalize():,f}円です"
        yield Match(price.span, {"fault": fault}, related=related)
        return


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))
