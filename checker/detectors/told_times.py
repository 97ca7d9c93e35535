"""A column that is so many times another one by a sentence: 「回数券は、どの区分も10回分の料金です」.

Silent unless all rows of the table but one are as the sentence says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checker.context import Context
from checker.detectors.grids import Amount, Grid, amount, grids_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

_FEE = "(?:料金|額|金額|値段|価格|利用料|使用料|入場料|入館料)"
PACKED = Scan(rf"(?P<number>[0-9]{{1,2}})回分の{_FEE}")
TIMES = Scan(
    rf"(?P<whole>[0-9一-龠]{{1,6}})の{_FEE}は、?(?P<one>[0-9一-龠]{{1,6}})の{_FEE}の(?P<number>[0-9]{{1,2}})倍"
)
SCANS = (PACKED, TIMES)
_ONE = regex(r"1回(?:券|分|の?(?:料金|利用料金?|使用料|入場料|入館料))?(?:[（(].*[)）])?")
_PACK = regex("回数券|[0-9]{1,2}回券|つづり|綴り|年間券|定期券|シーズン券")
_OF_ALL = regex(
    r"(?:^|[。\n])[ 　・*※\-]{0,3}(?:回数券|年間券|定期券|[0-9]{1,2}回券)(?:[（(][^（()）\n]{1,10}[)）])?(?:の料金)?は、?[^。\n]{0,12}\Z|(?:どの|すべての|全ての)区分|いずれも"
)
_LESS = regex("割引|割り?引|より|お得|引い|半額|相当")


def wrong_multiples(context: Context) -> Iterator[Match]:
    """One match the only cell of a table that is not so many times the one beside it."""
    text = context.document.folded
    for scan in SCANS:
        told = list(scan.finditer(text)) if scan.may_fit(text) else []
        if len({found["number"] for found in told}) != 1 or len(told) > 2:
            continue
        found = told[0]
        begin = max(text.rfind("。", 0, found.start()), text.rfind("\n", 0, found.start())) + 1
        if context.document.block_at(found.start()).cell or _LESS.search(text, begin, found.end()):
            continue
        sure = _OF_ALL.search(text, max(0, begin - 1), found.start()) is not None
        for grid in grids_of(context):
            columns = _columns(text, grid, found)
            if columns is not None:
                yield from _odd(text, grid, columns, found, sure=sure)


def _columns(text: str, grid: Grid, found: re.Match[str]) -> tuple[int, int] | None:
    """Where a table has the price of one and that of many; None if it has not one of each."""
    heads = [head.cut(text).strip(" 　") for head in grid.head]
    if "one" in found.groupdict():
        ones = [at for at, head in enumerate(heads) if head.startswith(found["one"])]
        packs = [at for at, head in enumerate(heads) if head.startswith(found["whole"])]
    else:
        ones = [at for at, head in enumerate(heads) if _ONE.fullmatch(head)]
        packs = [at for at, head in enumerate(heads) if _PACK.search(head) and at not in ones]
    return (ones[0], packs[0]) if len(ones) == len(packs) == 1 else None


def _odd(
    text: str, grid: Grid, columns: tuple[int, int], found: re.Match[str], *, sure: bool
) -> Iterator[Match]:
    one, pack = columns
    pairs: list[tuple[Amount, Amount]] = []
    for row in grid.rows:
        if len(row.cells) != len(grid.head):
            return
        price, several = amount(text, row.cells[one]), amount(text, row.cells[pack])
        if several is not None and several.nil:
            continue  # 「無料」 and 「―」
        if price is None or several is None or price.unit != several.unit:
            return
        pairs.append((price, several))
    times = Decimal(found["number"])
    wrong = [pair for pair in pairs if pair[0].number * times != pair[1].number]
    if len(wrong) == 1 and len(pairs) - 1 >= (1 if sure else 2):
        price, several = wrong[0]
        yield _match(several, price, price.number * times, found)


def _match(several: Amount, price: Amount, right: Decimal, found: re.Match[str]) -> Match:
    related = (
        Related(price.span, "この額から計算しました"),
        Related(Span(*found.span()), "こう書かれています"),
    )
    values = {"sum": f"{right:,}{several.unit}", "what": f"もとの額（{found['number']}倍）"}
    return Match(several.span, values, related=related)
