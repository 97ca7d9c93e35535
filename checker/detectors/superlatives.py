"""The first and the last of rows, as a sentence names them: 「最も高いのは固定資産税でした」.

A place is told of a name (最も多い, 3番目) and the rows beside the sentence hold the name and its
number. Silent where any column of the rows gives the place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from checker.context import Context
from checker.detectors.figures import sentence
from checker.detectors.grids import Grid, amount, grids_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

LEAST = 3
"""Rows from which a place says anything."""

_SIZE = "多|高|大き|長|広|重|少な|低|小さ|短|安|狭|軽"
MOST = Scan(
    (
        rf"(?:最も|もっとも|一番|いちばん)(?:[^。、\n「」]{{1,8}}が)?(?P<size>{_SIZE})",
        r"[2-9二三四五](?:番目|位)(?:でした|です|で|に|と|。|、|$)",
    )
)
_NAMED = regex(r"(?:い|く)?(?:かった)?(?:[^。、\n「」]{0,8})?のは、?[「『]?")
_SIZES = regex(rf"(?P<size>{_SIZE})(?=い|く|か)")
_PLACE = regex(r"(?P<place>[2-9二三四五])(?:番目|位)")
_BEFORE = regex(r"[」』]?(?:が|は|も)、?(?:[^。、\n「」]{1,8}が)?\Z")
_SMALL = frozenset(("少な", "低", "小さ", "短", "安", "狭", "軽"))
_LAST = regex("その他|無回答|不明|合[ 　]?計|^計|総数|全体|平均|未回答|わからない|分からない")
_OTHER = regex(
    "昨年|前年|前回|伸び|増え|減っ|増加|減少|除[くき]|差|過去|県内|全国|倍率|次回|予定|見込"
)
_SIGNS = " 　・-*「」○●■：:"
_DIGITS = {"二": 2, "三": 3, "四": 4, "五": 5}


class _Named(NamedTuple):
    name: Span
    row: int
    grid: Grid


def wrong_places(context: Context) -> Iterator[Match]:
    """One match a name that has not the place among the rows which a sentence gives it."""
    document = context.document
    text = document.folded
    for found in MOST.finditer(text):
        block = document.block_at(found.start())
        begin, end = sentence(text, block.span, found.start())
        if block.cell is not None or block.quoted or _OTHER.search(text, begin, end):
            continue
        place = _PLACE.match(text, found.start())
        named = _before(context, begin, found.start())
        size = _SIZES.search(text, found.start(), end) if place else found
        size = size or _SIZES.search(text, begin, found.start())
        small = size is not None and size["size"] in _SMALL
        at = 1
        if place is not None:
            at = _DIGITS.get(place["place"]) or int(place["place"])
        else:
            ahead = _NAMED.match(text, found.end())
            if ahead is not None:
                named = _ahead(context, ahead.end(), end)
        if named is None:
            continue
        columns = list(_columns(text, named.grid, named.row))
        if not columns or any(_has(column, at, small, size is None) for column in columns):
            continue
        first = max if not small else min
        top = columns[0]
        right = first(top.numbers)
        row = top.rows[top.numbers.index(right)] if place is None else top.own
        shown = top.shown if place is not None else row.cut(text).strip(_SIGNS)
        yield Match(
            Span(named.name.start, place.end() if place else named.name.end),
            {"right": shown},
            related=(Related(row, "表や一覧ではここです"),),
            message=_MESSAGE if place is None else _RANK,
        )


_MESSAGE = "「{text}」とありますが、表や一覧の数では「{right}」です。数か名前を確かめてください。"
_RANK = "「{text}」とありますが、表や一覧の数では{right}です。数か順番を確かめてください。"


class _Column(NamedTuple):
    numbers: Sequence[Decimal]
    rows: Sequence[Span]
    own: Span
    value: Decimal
    shown: str


def _has(column: _Column, place: int, small: bool, either: bool) -> bool:
    """Whether the number has a place, counted from the greatest (`small`: the smallest)."""
    above = sum(number > column.value for number in column.numbers)
    below = sum(number < column.value for number in column.numbers)
    level = sum(number == column.value for number in column.numbers)
    down = above < place <= above + level
    up = below < place <= below + level
    return (down or up) if either else (up if small else down)


def _columns(text: str, grid: Grid, at: int) -> Iterator[_Column]:
    rows = [
        row
        for row in grid.rows
        if not _LAST.search(text[row.cells[0].start : row.cells[0].end].strip(" 　"))
    ]
    own = grid.rows[at]
    if own not in rows or len(rows) < LEAST:
        return
    width = min(len(row.cells) for row in rows)
    for column in range(1, width):
        read = [amount(text, row.cells[column]) for row in rows]
        known = [one for one in read if one is not None and not one.nil]
        if len(known) < len(rows) or len({one.unit for one in known}) > 1:
            continue
        value = known[rows.index(own)].number
        numbers = [one.number for one in known]
        rank = 1 + sum(number > value for number in numbers)
        yield _Column(numbers, [row.cells[0] for row in rows], own.cells[0], value, f"{rank}番目")


def _names(context: Context) -> Iterator[tuple[str, int, Grid]]:
    text = context.document.folded
    for grid in grids_of(context):
        for at, row in enumerate(grid.rows):
            name = row.cells[0].cut(text).strip(_SIGNS)
            if len(name) > 1:
                yield name, at, grid


def _only(found: Sequence[_Named]) -> _Named | None:
    """The longest name, if only one grid has it."""
    if not found:
        return None
    longest = max(len(one.name) for one in found)
    best = [one for one in found if len(one.name) == longest]
    return best[0] if len(best) == 1 else None


def _ahead(context: Context, at: int, end: int) -> _Named | None:
    """The name with which a stretch begins."""
    text = context.document.folded
    return _only(
        [
            _Named(Span(at, at + len(name)), row, grid)
            for name, row, grid in _names(context)
            if text.startswith(name, at, end) and text[at + len(name)] in "でとのは、。」』（("
        ]
        if at < end
        else []
    )


def _before(context: Context, begin: int, end: int) -> _Named | None:
    """The name with which a stretch ends: 「北口は」 in front of 3番目."""
    text = context.document.folded
    lead = _BEFORE.search(text, max(begin, end - 16), end)
    if lead is None:
        return None
    at = lead.start()
    return _only(
        [
            _Named(Span(at - len(name), at), row, grid)
            for name, row, grid in _names(context)
            if text.endswith(name, begin, at)
        ]
    )
