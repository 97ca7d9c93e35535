"""A fee that a sentence gives a named thing, where the list or the table gives it another one.

「・生ワクチン：4,000円」, then 「生ワクチンの方は4,500円を」; 「大人（12歳以上） 市内10,000円／市外50,000円」, then
「市外の料金（大人30,000円）」. The name stands right in front of the sum, and once among the rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.annotations.types import AnnotationKind, MoneyValue
from checker.context import Context
from checker.detectors.figures import sentence
from checker.document.model import BlockKind
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

MOST = 60
"""Sums of a draft beyond which it is a tariff."""

NAMED = Scan(
    (
        r"の(?:方|人|場合|とき|料金|使用料|利用料|参加費|手数料|部屋|コース|クラス)(?:は|が|には|だと|では|なら)?、?(?:1(?:人|回|枚|冊|日|名)(?:につき|当たり|あたり)?、?)?(?=[0-9][0-9,]*(?:万[0-9,]*)?円)",
        r"(?:料金|使用料|利用料|手数料|参加費|代金|額)[はがで]?[（(](?=[^（()）\n0-9]{1,10}[0-9][0-9,]*円[)）])",
    )
)
_NAME_BEHIND = regex(r"[^（()）\n0-9]{1,10}")
_ROW = regex(
    r"[ 　・○●■◆◇□▼※\-*]*(?P<name>[^：:（(\n0-9円、。　 ]{2,14})(?:[（(][^（()）\n]{1,16}[)）])?(?:[：: 　…]{1,6}|は、?)(?=[^\n]*[0-9]円)"
)
_MULTIPLE = regex("[0-9]倍|割増|割り増|例[：:えは]|計算")
_OUTSIDE = regex("(?:市|町|村|区|県)外")
_OTHERWISE = regex(
    "割引|割り?引|減免|免除|半額|差額|追加|加算|補助|助成|上限|以上|以下|未満|超え|合計|合わせ|引き|値上|値下|増|減|これまで|昨年|約|程度|ごと|分|返|別途|送料|高く|安く|[2-9](?:人|名|回|枚|冊|日)|から|上乗せ"
)


def wrong_fees(context: Context) -> Iterator[Match]:
    """One match a sum that the row of its name does not have."""
    document = context.document
    text = document.folded
    rows: dict[str, list[tuple[frozenset[Decimal], Span]]] | None = None
    for found in NAMED.finditer(text):
        block = document.block_at(found.start())
        if block.cell is not None or block.quoted:
            continue
        begin, end = sentence(text, block.span, found.start())
        at = found.end()
        lead = text[begin : found.start()]
        if text[at - 1] in "（(":
            inside = _NAME_BEHIND.match(text, at)
            if inside is None:
                continue
            lead, at = inside.group(), inside.end()
        elif text[found.start()] != "の":
            continue
        money = context.annotations.overlapping(Span(at, at + 1), AnnotationKind.MONEY)
        if len(money) != 1 or money[0].span.start != at:
            continue
        value = money[0].value
        if not isinstance(value, MoneyValue) or value.free or value.bound:
            continue
        clause = max(text.rfind(mark, begin, found.start()) for mark in "、。") + 1
        stop = min(
            [one for mark in "、。" if (one := text.find(mark, money[0].span.end, end)) >= 0],
            default=end,
        )
        if _OTHERWISE.search(text, max(begin, clause), stop):
            continue
        if _MULTIPLE.search(text, begin, end):
            continue
        rows = _rows(context) if rows is None else rows
        named = [name for name in rows if lead.endswith(name)]
        if not named:
            continue
        name = max(named, key=len)
        if _OUTSIDE.search(lead) and not _OUTSIDE.search(name):
            continue  # those from outside pay another price
        before = lead[: -len(name)][-1:]
        if before and (before.isalpha() and before not in "はがをにでとのや"):
            continue  # the end of a longer name
        several = [one for one in rows[name] if not one[1].overlaps(money[0].span)]
        if len(several) != 1:
            continue
        sums, place = several[0]
        apart = {abs(a - b) for a in sums for b in sums} | {a + b for a in sums for b in sums}
        if value.yen in sums | apart:
            continue
        yield Match(
            money[0].span,
            {"name": name},
            related=(Related(place, "ここの額と違います"),),
            message=_SAID,
        )


_SAID = "「{name}」の額が、ほかの所にはない「{text}」です。どちらが正しいかを確かめてください。"


def _rows(context: Context) -> dict[str, list[tuple[frozenset[Decimal], Span]]]:
    """The sums of each row and line that opens with a name; {} in a tariff."""
    document = context.document
    text = document.folded
    money = context.annotations.of(AnnotationKind.MONEY)
    rows: dict[str, list[tuple[frozenset[Decimal], Span]]] = {}
    if len(money) > MOST:
        return rows
    lines: dict[int, tuple[str, Span, set[Decimal]]] = {}
    heads: dict[tuple[int, int], tuple[str, int]] = {}
    for cell in document.cells:
        if cell.cell is not None and cell.cell.column == 0:
            name = cell.span.cut(text).strip(" 　").partition("（")[0].partition("(")[0].strip()
            heads[cell.cell.table, cell.cell.row] = name, cell.span.start
    for one in money:
        if not isinstance(one.value, MoneyValue) or one.value.free:
            continue
        block = document.block_at(one.span.start)
        start = block.span.start
        if block.cell is not None:
            if block.cell.column == 0:
                continue
            name, start = heads.get((block.cell.table, block.cell.row), ("", start))
        else:
            if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
                continue
            found = _ROW.match(text, start, block.span.end)
            if found is None or "。" in text[start : one.span.start]:
                continue
            name = found["name"].strip()
        if len(name) > 1:
            kept = lines.setdefault(start, (name, block.span, set()))
            kept[2].add(one.value.yen)
    for name, place, sums in lines.values():
        rows.setdefault(name, []).append((frozenset(sums), place))
    return rows
