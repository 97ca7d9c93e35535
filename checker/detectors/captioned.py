"""How many there are of what the line above a table names: 「推進委員 8人」, and rows of 9 in all.

The line above names it and that it is counted (「推進委員の担当区域と人数」); elsewhere the same name
has one number of the unit of the column right behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.context import Context
from checker.detectors.figures import shown
from checker.detectors.grids import Grid, amount, grids_of, unit_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

COUNTED = Scan("(?:人数|台数|区画数|戸数|席数|配置先|勤務先|募集数|内訳)$")
_CAPTION = regex(
    r"[ 　■●◆○◎□▼【《]*(?P<noun>[一-龠々ァ-ヶー]{3,12})(?:の|ごとの|別の?)[^。\n]{0,14}?(?:人数|台数|区画数|戸数|席数|配置先|勤務先|募集数|内訳)[】》]?"
)
_OTHER = regex(
    "現在|今の|これまで|昨年|前年|構成|全区画|過去|実績|応募|申し?込|利用|参加|来場|比べ"
)
_GAP = regex(
    r"(?:の(?:募集人数|募集数|人数|区画|台数|定員)|は|を|が|：|:|、|合計|全部で|合わせて|[ 　\n・|]){1,4}(?P<number>[0-9]{1,4})[ 　]?(?P<unit>人|名|台|区画|戸|席)"
    r"(?!以|程度|まで|ずつ|につき|当たり|あたり|から|前後|ほど|[〜～一-龠]*(?:追加|増や|減ら|います|いる))"
)
_TOTAL = regex("計|全体|総数|平均|うち")
LONGEST = 30
"""Code points of the line above a table."""


def wrong_wholes(context: Context) -> Iterator[Match]:
    """One match a number that is not the sum of the column."""
    document = context.document
    text = document.folded
    for grid in grids_of(context):
        if grid.first == 0:
            continue
        above = document.blocks[grid.first - 1]
        if above.cell is not None or len(above.span) > LONGEST or above.quoted:
            continue
        caption = _CAPTION.fullmatch(text, above.span.start, above.span.end)
        if caption is None or _OTHER.search(caption.group()):
            continue
        column = _column(text, grid)
        if column is None:
            continue
        right, unit = column
        told = _told(context, caption["noun"], unit, grid)
        said = {number for number, _ in told}
        if len(said) != 1 or right in said or abs(right - said.pop()) * 5 > max(right, Decimal(5)):
            continue
        first, last = document.blocks[grid.first].span, document.blocks[grid.last].span
        values = {"sum": shown(right, unit), "what": f"{len(grid.rows)}つの行"}
        related = (Related(Span(first.start, last.end), "ここを足しました"),)
        yield Match(told[0][1], values, related=related)


def _column(text: str, grid: Grid) -> tuple[Decimal, str] | None:
    """The sum of the only column of amounts, and their unit."""
    found: list[tuple[Decimal, str]] = []
    if len(grid.rows) < 2 or any(
        _TOTAL.search(text, row.cells[0].start, row.cells[0].end) for row in grid.rows
    ):
        return None
    for column in range(1, min(len(row.cells) for row in grid.rows)):
        read = [amount(text, row.cells[column]) for row in grid.rows]
        known = [one for one in read if one is not None and not one.nil and not one.each]
        if len(known) == len(read) and len({one.unit for one in known}) == 1 and known[0].unit:
            found.append((sum((one.number for one in known), Decimal(0)), known[0].unit))
        elif known:
            return None
    return found[0] if len(found) == 1 else None


def _told(context: Context, noun: str, unit: str, grid: Grid) -> list[tuple[Decimal, Span]]:
    text, document = context.document.folded, context.document
    first, last = document.blocks[grid.first].span, document.blocks[grid.last].span
    told: list[tuple[Decimal, Span]] = []
    at = text.find(noun)
    while at >= 0:
        found = _GAP.match(text, at + len(noun))
        if found is not None and unit_of(found["unit"]) == unit:
            place = Span(found.start("number"), found.end("unit"))
            if not first.start <= place.start < last.end:
                told.append((Decimal(found["number"]), place))
        at = text.find(noun, at + 1)
    return told
