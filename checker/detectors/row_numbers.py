"""「第1期、第2期、第4期、第4期」 in the first column of a table: one number twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from checker.context import Context
from checker.detectors import Options
from checker.document.model import Block
from checker.model import Match, Related, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"expected", "before"})

_BARE = regex(r"[ 　]*(?:No[.．]?[ 　]?|第)?(?P<number>[0-9]{1,2})(?:番|段階|区分|級)?[ 　]*")
_NOT_NUMBERS = regex("月|日|時|歳|学年|人|数|年|階|点|回数")
_SKIPPED = "「{before}」の次が「{text}」で、「{expected}」がありません。抜けた行がないか、確かめてください。"
"""For a column of plain numbers."""
MOST_ROWS = 60

LEAST = 3
"""Numbered rows from which a sequence can be told."""

_ORDINAL = Scan("第[0-9]{1,2}(?:期|回|部|班|組|週|日|章|会場)|[0-9]{1,2}(?:回目|日目|期目)")
_NUMBERED = Scan("^[ 　]*(?:No[.．]?[ 　]?|第)?3(?:番|段階|区分|級)?[ 　]*$")
_CELL = regex(
    r"[ 　]*(?:第(?P<number>[0-9]{1,2})(?P<unit>期|回|部|班|組|週|日|章|会場)|(?P<count>[0-9]{1,2})(?P<unit2>回目|日目|期目))[ 　]*"
)


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_ORDINAL, _NUMBERED)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a number of a column that counts by one but for it, and that stands there twice."""
    text = context.document.folded
    runs: list[list[tuple[Block, int, str]]] = []
    place: tuple[int, int] | None = None
    for block in context.document.blocks:
        cell = block.cell
        if cell is None or cell.column != 0:
            continue
        found = _CELL.fullmatch(text, block.span.start, block.span.end)
        if found is None:
            place = None
            continue
        unit = found["unit"] or found["unit2"]
        number = int(found["number"] or found["count"])
        if place != (cell.table, cell.row - 1) or not runs or runs[-1][-1][2] != unit:
            runs.append([])
        runs[-1].append((block, number, unit))
        place = cell.table, cell.row
    for run in runs:
        first = run[0][1]
        odd = [at for at, (_, number, _) in enumerate(run) if number != first + at]
        if len(run) < LEAST or len(odd) != 1:
            continue
        block, number, unit = run[odd[0]]
        twice = [other for other, same, _ in run if same == number and other is not block]
        if twice:
            written = block.span.cut(text).strip(" 　")
            expected = written.replace(str(number), str(first + odd[0]), 1)
            related = (Related(twice[0].span, "同じ番号がここにもあります"),)
            yield Match(block.span, {"expected": expected, "before": ""}, related=related)
    if _NUMBERED.may_fit(text):
        yield from _skipped(context)


def _skipped(context: Context) -> Iterator[Match]:
    """「1、2、3、4、6」 in the first column of a table."""
    text = context.document.folded
    columns: dict[int, list[tuple[Block, int]]] = {}
    heads: dict[int, str] = {}
    for block in context.document.blocks:
        cell = block.cell
        if cell is None or cell.column:
            continue
        if not cell.row and cell.table not in columns:
            heads[cell.table] = block.span.cut(text)
        found = _BARE.fullmatch(text, block.span.start, block.span.end)
        if found is not None:
            columns.setdefault(cell.table, []).append((block, int(found["number"])))
        elif cell.row:
            columns[cell.table] = []
            heads[cell.table] = "人数"  # some rows have no number
    for table, rows in columns.items():
        numbers = [number for _, number in rows]
        if not LEAST < len(rows) <= MOST_ROWS or numbers[0] != 1:
            continue
        if _NOT_NUMBERS.search(heads.get(table, "")):
            continue
        steps = [b - a for a, b in pairwise(numbers)]
        if steps.count(2) == 1 and steps.count(1) == len(steps) - 1:
            at = steps.index(2) + 1
            block, number = rows[at]
            before = rows[at - 1][0].span
            values = {"expected": str(number - 1), "before": before.cut(text).strip()}
            related = (Related(before, "前の番号は、ここです"),)
            yield Match(block.span, values, related=related, message=_SKIPPED)
