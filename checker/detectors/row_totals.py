"""Totals that a sentence gives of the rows beside it: 「2区間の長さは合わせて750mです」.

The rows may be a table, a list or plain lines, and the head of the column may have the unit.
Silent where any column of the draft gives the total.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.context import Context
from checker.detectors.figures import Figure, figures, sentence, shown, unit_of
from checker.detectors.grids import Grid, amount, grids_of
from checker.document.model import BlockKind
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

NEAR = 3
"""Blocks between the rows and the sentence."""

FEW = 6
"""Numbers that are each shown; more are shown as one stretch."""

_THING = "[かカヶ]所|館|校|園|地区|区間|路線|会場|施設|種類|団体|部門|コース"
SCANS = (
    Scan(
        r"(?:[合併あ]わせ(?:て|ると)|合計(?:で|は|が)?|全部で|ぜんぶで|全体で|総計(?:で|は)?|総数(?:は|で)?|総額(?:は|で)?"
        r"|全長(?:は)?|総延長(?:は)?|全行程(?:は)?)[、 　]?(?:約)?(?=[0-9])"
    ),
    Scan(rf"(?:{_THING})で(?=[0-9])"),
    Scan("の合計で、?(?=[0-9])"),
    Scan("(?:以上、?|計)(?=[0-9])"),
)
_LESS = regex(
    "うち|ほか|他に|など|当たり|あたり|につき|ずつ|約|程度|までに|前年|昨年|前回|以内|平均|先着|限り|延べ|のべ|例えば|追加|残り|その他|別|[×xX]"
)
_OWN = regex("別の|別枠|別に|ほか|他に")
_BEHIND = regex("(?:まで|以上|以内|程度|ほど|など|ずつ|弱|強|前後|余り|のうち|の中)")
_ROW_LESS = regex(
    "うち|約|小計|内訳|前年|昨年|平均|最大|各|延べ|合[ 　]?計|^計|総数|全体|以上|または|又は|まで"
)
_HEAD_UNIT = regex(r"[（(](?P<unit>[^（()）]{1,6})[)）]")
_HEAD_NUMBER = regex("(?P<unit>席|件|人|台|戸|枚|冊|点|回|世帯|本|校|組|棟)数")


def wrong_totals(context: Context) -> Iterator[Match]:
    """One match a total that the column beside it does not have."""
    document = context.document
    text = document.folded
    done: set[int] = set()
    for found in (one for scan in SCANS for one in scan.finditer(text)):
        at = found.end()
        block = document.block_at(at)
        if at in done or block.cell is not None or block.kind is BlockKind.HEADING or block.quoted:
            continue
        done.add(at)
        begin, end = sentence(text, block.span, at)
        there = figures(context, begin, end)
        total = next((one for one in there if one.span.start == at), None)
        if (
            total is None
            or _LESS.search(text, begin, at)
            or _OWN.search(text, at, end)
            or _BEHIND.match(text, total.span.end)
        ):
            continue
        if not found.group().startswith("以上") and any(
            one.unit == total.unit and one.span.start < at for one in there
        ):
            continue  # it sums up what stands in the sentence
        yield from _against(context, total)


def _against(context: Context, total: Figure) -> Iterator[Match]:
    text = context.document.folded
    sums: list[Decimal] = []
    for grid in grids_of(context):
        sums += [number for number, _ in _columns(context, grid, total)]
    if total.number in sums:
        return
    blocks = context.document.blocks
    here = next(i for i, block in enumerate(blocks) if block.span.end >= total.span.end)
    for grid in grids_of(context):
        between = here - grid.last if here > grid.last else grid.first - here
        if not 0 < between <= NEAR:
            continue
        heads = (BlockKind.HEADING, BlockKind.TITLE)
        if any(
            block.kind in heads
            for block in blocks[min(here, grid.last) + 1 : max(here, grid.first)]
        ):
            continue
        columns = list(_columns(context, grid, total))
        if len(columns) != 1:
            continue
        number, places = columns[0]
        if total.unit == "%" and abs(number - total.number) * 2 <= len(places):
            continue  # each of them is rounded
        if not _near(number, total.number):
            continue
        if _elsewhere(context, total):
            return
        values = {"sum": shown(number, text[_unit_start(text, total) : total.span.end])}
        values["what"] = f"{len(places)}つの数"
        if len(places) > FEW:
            places = [Span(places[0].start, places[-1].end)]
        related = tuple(Related(place, "ここを足しました") for place in places)
        yield Match(total.span, values, related=related)
        return


def _unit_start(text: str, total: Figure) -> int:
    at = total.span.end
    while at > total.span.start and not text[at - 1].isdecimal():
        at -= 1
    return at


def _elsewhere(context: Context, total: Figure) -> bool:
    """Whether the draft has the number a second time: then it is one of something."""
    several = figures(context, 0, len(context.document.folded))
    return sum((one.number, one.unit) == (total.number, total.unit) for one in several) > 1


def _columns(context: Context, grid: Grid, total: Figure) -> Iterator[tuple[Decimal, list[Span]]]:
    """The columns that count what the total counts: their sums, where they stand, their rows."""
    text = context.document.folded
    rows = [row for row in grid.rows if len(row.cells) > 1]
    if len(rows) < 2 or len(rows) < len(grid.rows):
        return
    if any(_ROW_LESS.search(text, row.cells[0].start, row.cells[-1].end) for row in rows):
        return
    width = min(len(row.cells) for row in rows)
    for column in range(1, width):
        read = [amount(text, row.cells[column]) for row in rows]
        known = [one for one in read if one is not None and not one.each]
        if len(known) < len(rows):
            continue
        units = {unit_of(one.unit) for one in known if not one.nil}
        if len(units) != 1:
            continue
        unit = units.pop()
        if not unit and column < len(grid.head):
            unit = _of_head(grid.head[column].cut(text))
        if unit == total.unit:
            yield sum((one.number for one in known), Decimal(0)), [one.span for one in known]


def _of_head(head: str) -> str:
    found = _HEAD_UNIT.search(head) or _HEAD_NUMBER.search(head)
    return unit_of(found["unit"]) if found else ""


def _near(one: Decimal, other: Decimal) -> bool:
    """Whether the sum is a tenth off at most, or one small number, or one digit."""
    apart = abs(one - other)
    if apart * 9 <= max(one, other) or (apart <= 2 and apart * 3 <= max(one, other)):
        return True
    a, b = f"{one:f}", f"{other:f}"
    return len(a) == len(b) > 2 and sum(x != y for x, y in zip(a, b, strict=True)) == 1
