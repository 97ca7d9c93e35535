"""「第1期、第2期、第4期、第4期」 in the first column of a table: one number twice."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.model import Block
from checker.model import Match, Related, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"expected"})

LEAST = 3
"""Numbered rows from which a sequence can be told."""

_ORDINAL = Scan("第[0-9]{1,2}(?:期|回|部|班|組|週|日|章|会場)|[0-9]{1,2}(?:回目|日目|期目)")
_CELL = regex(
    r"[ 　]*(?:第(?P<number>[0-9]{1,2})(?P<unit>期|回|部|班|組|週|日|章|会場)|(?P<count>[0-9]{1,2})(?P<unit2>回目|日目|期目))[ 　]*"
)


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_ORDINAL,)


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
            yield Match(block.span, {"expected": expected}, related=related)
