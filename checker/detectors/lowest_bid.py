"""A tender that went to somebody else than the one who bid least, by its own table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from checker.annotations.types import AnnotationKind, MoneyValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.fields import fields_of
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"other", "sum"})

_ASKED = Words(("入札", "見積", "応札"))
_BID = regex(r"(?:入札|見積り?|見積もり|応札)(?:価格|金?額)|^金額(?:[（(]税抜き?[)）])?$")
_WINNER = regex("^(?:落札者|落札業者|落札者名|契約の?相手方?|受注者|契約者|契約業者|決定業者)$")
_WON = regex(
    r"[」』]?(?:を、?落札(?:者|業者|候補者)|が、?落札|に決(?:定|ま)|を契約の相手|と、?(?:請負|委託|売買|工事)?の?契約|が受注|に落札)"
)
_IS_WINNER = regex(r"(?:落札者|落札業者|契約の相手方?|契約者|受注者)は、?「?\Z")
_OTHERWISE = regex(
    "総合評価|評価[値点]|プロポーザル|売却|売払|売り払|貸付|最も高|最高(?:額|価格)|低入札|くじ|技術点|価格点|失格(?!とな(?:った|る)者は[^。]{0,6}(?:ない|なかった|ありま))"
)
_OUT = regex("失格|無効|辞退|不参加|欠席|超過|くじ|調査")


def scans(options: Options) -> Iterable[Words]:
    """See `Matcher.scans`."""
    return (_ASKED,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the winner that is not the first of the table; none for tenders with other rules."""
    document = context.document
    text = document.folded
    if not _ASKED.present(text) or _OTHERWISE.search(text.replace("無効又は失格となった", "")):
        return
    bids = _bids(context)
    if len(bids) < 2:
        return
    least = min(amount for amount, _ in bids.values())
    lowest = [name for name, (amount, _) in bids.items() if amount == least]
    if len(lowest) != 1:
        return
    for name, (amount, _) in bids.items():
        if name == lowest[0]:
            continue
        span = _won(context, name)
        if span is not None:
            place = bids[lowest[0]][1]
            related = (Related(place.span, f"ここでは「{lowest[0]}」が最も低い額です"),)
            yield Match(span, {"other": lowest[0], "sum": f"{amount:,f}円"}, related=related)
            return


def _bids(context: Context) -> dict[str, tuple[Decimal, Block]]:
    """The bidders of the only table of bids, with what they bid."""
    document = context.document
    text = document.folded
    rows: defaultdict[tuple[int, int], list[Block]] = defaultdict(list)
    for block in document.blocks:
        if block.cell is not None:
            rows[block.cell.table, block.cell.row].append(block)
    columns: dict[int, int] = {}
    for (table, row), cells in rows.items():
        if row == 0:
            found = [
                cell.cell.column
                for cell in cells
                if cell.cell is not None and _BID.search(cell.span.cut(text).strip())
            ]
            if len(found) == 1 and found[0] > 0:
                columns[table] = found[0]
    if len(columns) != 1:
        return {}
    (table,) = columns
    bids: dict[str, tuple[Decimal, Block]] = {}
    for (of, row), cells in rows.items():
        if of != table or row == 0:
            continue
        line = text[cells[0].span.start : cells[-1].span.end]
        amounts = [
            found.value.yen
            for cell in cells
            if cell.cell is not None and cell.cell.column == columns[table]
            for found in context.annotations.overlapping(cell.span, AnnotationKind.MONEY)
            if isinstance(found.value, MoneyValue)
        ]
        names = [c for c in cells if c.cell is not None and c.cell.column < columns[table]]
        if _OUT.search(line) or len(amounts) != 1 or not names:
            return {}  # some bid does not count
        name = names[-1].span.cut(text).strip()
        if len(name) < 3 or name in bids:
            return {}
        bids[name] = (amounts[0], names[-1])
    return bids


def _won(context: Context, name: str) -> Span | None:
    """Where a draft says that a bidder has won."""
    document = context.document
    text = document.folded
    for field in fields_of(context):
        if _WINNER.search(field.name) and name in field.value.cut(text):
            at = text.find(name, field.value.start)
            return Span(at, at + len(name))
    at = text.find(name)
    while at >= 0:
        span = Span(at, at + len(name))
        block = document.block_at(at)
        if block.cell is None and block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            before = text[max(block.span.start, at - 16) : at]
            if _WON.match(text, span.end, block.span.end) or _IS_WINNER.search(before):
                return span
        at = text.find(name, span.end)
    return None
