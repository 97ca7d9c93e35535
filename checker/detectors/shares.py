"""Counts and the percentages beside them: 「広報紙　524人　46.0%」 of 1,140."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from checker.context import Context
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

LEAST = 4
"""Rows from which a whole can be told by them; of fewer the whole must stand there."""

MOST_ROWS = 60
"""Rows beyond which a table is data."""

PERCENT = Scan("[%％]|パーセント")
_COUNT = regex(
    r"^(?P<number>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)[ 　]?(?P<unit>人|名|件|票|世帯|社|校|団体|通|戸|点|円|千円|万円|百万円|億円)?$"
)
_SHARE = regex(r"^(?P<number>[0-9]{1,3}(?:\.[0-9]+)?)[ 　]?(?:[%％]|パーセント)?$")
_SHARES = regex("割合|構成比|比率|率|[%％]")
_NO_SHARE = regex(
    "増減|前年|対比|伸び|達成|執行|進捗|投票率|回収率|回答率|受診率|接種率|利用率|普及率|加入率|稼働|変化|成長|増加|減少|補助率|税率|利率|合格|倍率|負担"
)
_TOTAL = regex(r"^(?:合[ 　]*計|計|総計|総[ 　]*数|総合計|全[ 　]*体)(?:[（(][^（）()]*[)）])?$")
_LINE = regex(
    r"^[ 　・●○*\-0-9.)）]*(?P<name>[^0-9\n：:]{1,30}?)[：: 　]{0,3}(?P<number>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<unit>人|名|件|票|世帯|社|校|団体|通|戸)?"
    r"[ 　（(、／/]{1,2}(?P<share>[0-9]{1,3}(?:\.[0-9]+)?)(?:[%％]|パーセント)[)）]?[ 　]*$"
)


class Odd(NamedTuple):
    """The one row whose share is not its count's.

    Attributes:
        counted: Where the count stands.
        share: Where the share stands.
        right_count: The count that the share asks for.
        right_share: The share that the count asks for.
        count_fits: Whether the counts add up to the whole as they are.
    """

    counted: Span
    share: Span
    right_count: str
    right_share: str
    count_fits: bool


class _Row(NamedTuple):
    number: Decimal
    share: Decimal
    places: int
    unit: str
    counted: Span
    percent: Span


def odd_shares(context: Context) -> Iterator[Odd]:
    """The rows of tables and of lists, one each at most, whose percentage is not the count's."""
    if not PERCENT.may_fit(context.document.folded):
        return
    yield from _tables(context)
    yield from _lists(context)


def _tables(context: Context) -> Iterator[Odd]:
    document = context.document
    text = document.folded
    tables: dict[int, dict[int, list[tuple[int, Span]]]] = {}
    for block in document.blocks:
        if block.cell is not None:
            rows = tables.setdefault(block.cell.table, {})
            rows.setdefault(block.cell.row, []).append((block.cell.column, block.span))
    for rows in tables.values():
        if not 4 <= len(rows) <= MOST_ROWS:
            continue
        grid = [dict(row) for row in rows.values()]
        for column, span in grid[0].items():
            name = span.cut(text)
            left = grid[0].get(column - 1)
            if column < 2 or left is None or not _SHARES.search(name) or _NO_SHARE.search(name):
                continue
            found: list[_Row] = []
            whole: Decimal | None = None
            of_all: _Row | None = None
            for row in grid[1:]:
                read = _read(row, column, text)
                first = row.get(0)
                total = first is not None and _TOTAL.match(first.cut(text).strip())
                if total:
                    of_all = read
                    counted = row.get(column - 1)
                    number = _COUNT.match(counted.cut(text).strip()) if counted else None
                    whole = Decimal(number["number"].replace(",", "")) if number else None
                elif read is None:
                    found = []
                    break
                else:
                    found.append(read)
            yield from _odd(found, whole)
            yield from _not_all(found, of_all)


def _not_all(rows: Sequence[_Row], of_all: _Row | None) -> Iterator[Odd]:
    """The share of the whole if it is not 100, where the rows are all that there is."""
    if of_all is None or of_all.share == 100 or len(rows) < 2:
        return
    if sum(row.number for row in rows) != of_all.number:
        return
    if all(_fits(row, of_all.number) for row in rows):
        right = f"{of_all.number:,}{of_all.unit}"
        yield Odd(of_all.counted, of_all.percent, right, "100%", count_fits=True)


def _read(row: dict[int, Span], column: int, text: str) -> _Row | None:
    one, other = row.get(column - 1), row.get(column)
    if one is None or other is None:
        return None
    number, share = _COUNT.match(one.cut(text).strip()), _SHARE.match(other.cut(text).strip())
    if number is None or share is None:
        return None
    return _Row(
        Decimal(number["number"].replace(",", "")),
        Decimal(share["number"]),
        len(share["number"].partition(".")[2]),
        number["unit"] or "",
        one,
        other,
    )


def _lists(context: Context) -> Iterator[Odd]:
    document = context.document
    text = document.folded
    run: list[_Row] = []
    of_all: _Row | None = None
    for block in document.blocks:
        found = None
        if block.cell is None and len(block.span) <= 60:
            line = block.span.cut(text)
            if "%" in line or "％" in line or "パーセント" in line:
                found = _LINE.match(line)
        if found is None:
            yield from _odd(run, None if of_all is None else of_all.number)
            yield from _not_all(run, of_all)
            run, of_all = [], None
            continue
        start = block.span.start
        row = _Row(
            Decimal(found["number"].replace(",", "")),
            Decimal(found["share"]),
            len(found["share"].partition(".")[2]),
            found["unit"] or "",
            Span(
                start + found.start("number"),
                start + found.end("number") + len(found["unit"] or ""),
            ),
            Span(start + found.start("share"), start + found.end("share") + 1),
        )
        if _TOTAL.match(found["name"].strip(" 　")):
            of_all = row
        else:
            run.append(row)
    yield from _odd(run, None if of_all is None else of_all.number)
    yield from _not_all(run, of_all)


def _odd(rows: Sequence[_Row], whole: Decimal | None) -> Iterator[Odd]:
    """The one row out of step; the whole is that of the table, or the one that most rows ask for."""
    if (
        len(rows) < 3
        or len({row.unit for row in rows}) != 1
        or sum(row.share for row in rows) > 130
    ):
        return
    total = sum((row.number for row in rows), Decimal(0))
    wholes = [whole] if whole else []
    if len(rows) >= LEAST or not wholes:
        wholes.append(total)
    if len(rows) >= LEAST:
        # Without the odd row the others add up to what its share leaves.
        for row in rows:
            rest = Decimal(100) - row.share
            if 0 < rest < 100:
                wholes.append(((total - row.number) * 100 / rest).quantize(Decimal(1)))
    for candidate in wholes:
        if not candidate:
            continue
        wrong = [row for row in rows if not _fits(row, candidate)]
        if not wrong:
            return
        if len(wrong) == 1 and len(rows) - 1 >= 2:
            row = wrong[0]
            right = (candidate * row.share / 100).quantize(Decimal(1))
            share = round(row.number * 100 / candidate, row.places)
            fits = total == candidate
            if abs(right - row.number) * 200 < candidate and not fits:
                continue  # the whole is a guess, and the row is nearly right
            yield Odd(row.counted, row.percent, f"{right:,}{row.unit}", f"{share}%", fits)
            return


def _fits(row: _Row, whole: Decimal) -> bool:
    apart = abs(row.number * 100 / whole - row.share)
    # Shares may be put up or down so that they add up to 100.
    return apart <= Decimal("1.1").scaleb(-row.places)
