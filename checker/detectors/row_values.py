"""A sum in a sentence that the row of the table for the same thing does not have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from checker.annotations.types import AnnotationKind, MoneyValue
from checker.context import Context
from checker.detectors import Options, named_fees
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"name"})

SHORTEST = 4
"""Code points of the name of a row; a shorter one is found in other words."""

MOST_ROWS = 60
"""Rows of a table beyond which it is data."""

_YEN = Scan("[0-9]円")
_OTHERWISE = regex(
    "コンビニ|郵送|郵便|オンライン|電子|キャッシュレス|割引|減免|免除|半額|半分|差額|高く|安く|増|減|別途|別に|市外|町外|追加|加算|上乗せ|上限|補助|助成"
    "|以上|以下|未満|超え|まで|から|ごと|合計|合わせ|計|引き|値上|値下|これまで|前年|昨年|平均|約|程度|付き|込み|返金|返し|免税|手数料は|送料|切手|保証"
)
_MANY = regex(
    "(?<![0-9,.])(?P<number>[0-9]{1,3})(?:人|名|組|世帯|回|枚|冊|個|本|袋|台|日|か月|泊|食)"
)
_RAISED = regex("値上げ|引き上げ|高くな|上が|値下げ|引き下げ|安くな|増額|減額|下が")
_ANOTHER = regex("[とや・、]|及び|および|か、|または|[一-鿿ァ-ヶー]")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_YEN, named_fees.NAMED)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sum of a sentence that the row of its name does not have."""
    told = list(_of_tables(context))
    yield from told
    if named_fees.NAMED.may_fit(context.document.folded):
        spans = {match.span for match in told}
        yield from (one for one in named_fees.wrong_fees(context) if one.span not in spans)


def _of_tables(context: Context) -> Iterator[Match]:
    """The only sum of a sentence that names one row, if no cell of that row has it."""
    document = context.document
    text = document.folded
    rows: defaultdict[tuple[int, int], list[Block]] = defaultdict(list)
    for block in document.blocks:
        if block.cell is not None:
            rows[block.cell.table, block.cell.row].append(block)
    if not rows:
        return
    named: dict[str, list[Block] | None] = {}
    heads = {
        table: cells[0].span.cut(text).strip()
        for (table, row), cells in rows.items()
        if row == 0 and cells[0].cell is not None and cells[0].cell.column == 0
    }
    for cells in rows.values():
        if len(cells) < 2 or cells[0].cell is None or cells[0].cell.column != 0:
            continue
        name = cells[0].span.cut(text).strip()
        sums = any(context.annotations.overlapping(c.span, AnnotationKind.MONEY) for c in cells)
        if len(name) >= SHORTEST and sums:
            named[name] = None if name in named else cells
    if len(rows) <= MOST_ROWS:
        yield from _differences(context, rows)
    if not named or len(named) > MOST_ROWS:
        return
    for money in context.annotations.of(AnnotationKind.MONEY):
        number = document.sentence_index_at(money.span.start)
        block = document.block_at(money.span.start)
        if number < 0 or block.cell is not None or block.quoted:
            continue
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            continue
        span = document.sentences[number].span
        sentence = span.cut(text)
        there = [name for name in named if name in sentence]
        if len(there) != 1:
            continue
        cells = named[there[0]] or []
        at = sentence.find(there[0]) + span.start
        behind = at + len(there[0])
        head = heads.get(cells[0].cell.table, "") if cells and cells[0].cell else ""
        if head and text.startswith(head, behind):
            behind += len(head)  # 大腸がん検診, of a column 検診
        if not cells or at > money.span.start or _ANOTHER.match(text, behind):
            continue
        bracketed = text[behind : money.span.start] in ("（", "(") and text.startswith(
            ("）", ")"), money.span.end
        )  # 大腸がん検診（600円）: its price, whatever else the sentence says
        if not bracketed and _OTHERWISE.search(sentence):
            continue
        sums_here = context.annotations.overlapping(span, AnnotationKind.MONEY)
        value = money.value
        if (
            (len(sums_here) != 1 and not bracketed)
            or not isinstance(value, MoneyValue)
            or value.free
            or value.bound
        ):
            continue
        known = [
            found
            for cell in cells[1:]
            for found in context.annotations.overlapping(cell.span, AnnotationKind.MONEY)
            if isinstance(found.value, MoneyValue)
        ]
        amounts = {found.value.yen for found in known if isinstance(found.value, MoneyValue)}
        differences = {abs(one - other) for one in amounts for other in amounts}
        if not amounts or value.yen in amounts | differences:
            continue
        times = {int(many["number"]) for many in _MANY.finditer(sentence)}
        if any(value.yen == amount * number for amount in amounts for number in times):
            continue  # 2人分で
        related = (Related(Span(cells[1].span.start, cells[-1].span.end), "表ではこの額です"),)
        yield Match(money.span, {"name": there[0]}, related=related)


def _differences(
    context: Context, rows: Mapping[tuple[int, int], Sequence[Block]]
) -> Iterator[Match]:
    """「小学校は月300円、中学校は月400円の値上げ」 against a table of before and after."""
    document = context.document
    text = document.folded
    if not _RAISED.search(text):
        return
    for cells in rows.values():
        sums = [
            found.value.yen
            for cell in cells[1:]
            for found in context.annotations.overlapping(cell.span, AnnotationKind.MONEY)
            if isinstance(found.value, MoneyValue) and not found.value.free
        ]
        name = cells[0].span.cut(text).strip()
        if len(sums) != 2 or len(name) < 2 or sums[0] == sums[1] or len(cells) != 3:
            continue
        expression = re.compile(
            rf"(?<![一-鿿ァ-ヶー]){re.escape(name)}は、?[^、。\n0-9]{{0,4}}(?P<by>[0-9,]+)円(?=[、のずほ高安上下]|（|\()"
        )
        for found in expression.finditer(text):
            stop = text.find("。", found.end())
            rest = text[found.end() : stop if stop >= 0 else found.end() + 40]
            if document.block_at(found.start()).cell is not None or not _RAISED.search(rest):
                continue
            by = Decimal(found["by"].replace(",", "") or "0")
            if by not in (abs(sums[1] - sums[0]), *sums):
                place = Span(found.start("by"), found.end("by") + 1)
                related = (Related(Span(cells[1].span.start, cells[2].span.end), "表の額です"),)
                yield Match(place, {"name": name}, related=related)
