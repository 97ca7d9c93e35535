"""Places that are told with their numbers: 「第1位 54.2％、第2位 57.6％」, 「最も多いのは…、次いで…」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice, pairwise, zip_longest
from typing import NamedTuple

from checker.context import Context
from checker.detectors.grids import Amount, Grid, amount, grids_of, unit_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

LEAST = 3
"""Rows from which an order can be told."""

RECORDS = Scan("[0-9]秒|[0-9]:[0-9]{2}")
_PLACED = regex("(?<![0-9])(?:第)?(?P<number>[1-9][0-9]?)[ 　]?位(?![一-龠])")
_TIME = regex(
    r"(?<![0-9:])(?:(?P<h>[0-9])(?:時間|:(?=[0-9]{2}:)))?(?:(?P<m>[0-9]{1,2})(?:分|:))?(?P<s>[0-9]{2})(?:秒|(?<=:[0-9]{2})(?![0-9:時]))(?:[.．]?(?P<rest>[0-9]{1,2}))?"
)
_SLOWER = regex("滞空|我慢|耐久|長く|息止め|逆立ち|キープ|から[0-9]{1,2}:[0-9]{2}")
_TIMED = regex("タイム|記録")
REACH = 60
"""Code points behind a place in which its record stands."""
MOST_PLACES = 120
"""Places of a draft that are read; keeps long lists linear."""
PLACES = Scan("(?:第)?1[ 　]?位|順位")
_PLACE = regex(r"[ 　・（(]*第?(?P<number>[0-9]{1,2})[ 　]?位?[ 　：:）)]*")
_COUNTED = frozenset(("%", "人", "件", "票", "世帯", "点", "冊", "回"))
_N = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_U = "[%％]|パーセント|人|件|票|世帯"
MOST = Scan(
    rf"(?:最も|一番|いちばん)(?:多|高)[^。\n0-9]{{0,50}}?(?P<most>{_N})[ 　]?(?P<unit>{_U})[^。\n0-9]{{0,14}}(?:。|、|で)[^。\n0-9]{{0,4}}"
    rf"(?:次いで|次に|続いて|次は|2番目)[^。\n0-9]{{0,40}}?(?P<next>{_N})[ 　]?(?P<unit2>{_U})"
)
_OTHER = regex("前回|前年|昨年|男|女|市外|目標|合わせ")


def out_of_place(context: Context) -> Iterator[Match]:
    """One match a row or a number that is greater than the one in front of it."""
    text = context.document.folded
    if PLACES.may_fit(text):
        for grid in grids_of(context):
            yield from _rows(text, grid)
        if RECORDS.may_fit(text):
            yield from _records(context)
    for found in MOST.finditer(text):
        if unit_of(found["unit"]) != unit_of(found["unit2"]) or _OTHER.search(found.group()):
            continue
        most, following = (Decimal(found[name].replace(",", "")) for name in ("most", "next"))
        if following > most:
            first = Span(found.start("most"), found.end("unit"))
            place = Span(found.start("next"), found.end("unit2"))
            values = {"before": first.cut(text), "order": "最も多い"}
            yield Match(place, values, related=(Related(first, "前の数はここです"),))


class _Record(NamedTuple):
    """The time in which a place was reached: how it is written (h, m, s), seconds, where."""

    shape: tuple[bool, bool, bool]
    time: Decimal
    span: Span


def _records(context: Context) -> Iterator[Match]:
    """「2位 58分31秒」, 「3位 58分10秒」: the time of a later place is no shorter.

    In any layout: the only record between one place and the next belongs to it.
    """
    text = context.document.folded
    if _SLOWER.search(text) or ("秒" not in text and not _TIMED.search(text)):
        return
    places = list(islice(_PLACED.finditer(text), MOST_PLACES))
    run: list[_Record] = []
    for found, behind in zip_longest(places, places[1:]):
        number = int(found["number"])
        if number != len(run) + 1:
            yield from _faster(text, run)
            run = []
        end = min(found.end() + REACH, len(text) if behind is None else behind.start())
        told = [_record(one) for one in islice(_TIME.finditer(text, found.end(), end), 2)]
        if number != len(run) + 1 or len(told) != 1:
            run = []
            continue
        run.append(told[0])
    yield from _faster(text, run)


def _record(found: re.Match[str]) -> _Record:
    hours, least, seconds = found["h"], found["m"], found["s"]
    rest = Decimal(f"{seconds}.{found['rest'] or 0}")
    time = int(hours or 0) * 3600 + int(least or 0) * 60 + rest
    return _Record((hours is not None, least is not None, True), time, Span(*found.span()))


def _faster(text: str, run: Sequence[_Record]) -> Iterator[Match]:
    if len(run) < LEAST:
        return
    at = _rising([Amount(-one.time, "", one.span) for one in run])
    if at is not None:
        before = run[at - 1].span
        values = {"before": before.cut(text), "order": "速い順"}
        yield Match(run[at].span, values, related=(Related(before, "前の順位の記録です"),))


def _rows(text: str, grid: Grid) -> Iterator[Match]:
    rows = grid.rows
    if len(rows) < LEAST:
        return
    head = grid.head[0].cut(text) if grid.head else ""
    places = [_PLACE.match(text, row.cells[0].start, row.cells[0].end) for row in rows]
    numbers = [int(found["number"]) for found in places if found is not None]
    said = all(found is not None and "位" in found.group() for found in places)
    if len(numbers) < len(rows) or numbers != list(range(1, len(rows) + 1)):
        return
    if not said and "順位" not in head:
        return
    width = min(len(row.cells) for row in rows)
    for column in range(1, width):
        read = [amount(text, row.cells[column]) for row in rows]
        known = [one for one in read if one is not None and not one.nil]
        if len(known) < len(rows) or len({one.unit for one in known}) > 1:
            continue
        if known[0].unit not in _COUNTED:
            continue
        at = _rising(known)
        if at is not None:
            before = known[at - 1].span
            values = {"before": before.cut(text), "order": "1位から順"}
            yield Match(known[at].span, values, related=(Related(before, "前の行はここです"),))
        return


def _rising(known: Sequence[Amount]) -> int | None:
    """The only place at which falling numbers rise; None if there is none, or several."""
    numbers = [one.number for one in known]
    rising = [at for at in range(1, len(numbers)) if numbers[at] > numbers[at - 1]]
    if len(rising) != 1:
        return None
    at = rising[0]
    for left_out in (at, at - 1):
        without = [*numbers[:left_out], *numbers[left_out + 1 :]]
        if all(a >= b for a, b in pairwise(without)) and len(without) > 1:
            return at
    return None
