"""Classes of a table or a list that should follow one another: 50㎥まで, then 60㎥を超える分."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from checker.context import Context
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

LONGEST = 40
"""Code points of a cell or a line that is nothing but a class."""

NEAR = 3
"""Lines above and below a bound in which the other classes stand."""

MOST_CELLS = 400
"""Cells of a table beyond which it is data."""

_N = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_MAN = r"(?P<{0}man>万)?"
_UNIT = r"(?:円|㎥|m3|立方メートル|㎡|平方メートル|kg|キログラム|キロ|km|g|グラム|cm|センチ(?:メートル)?|m|メートル|歳|人|名|世帯|台|件|本|枚|個|匹|頭|回|日|時間|分|か月|カ月|ヶ月|年|点|度|リットル|L|t|トン|cc)"
RANGE = Scan(
    (
        rf"[0-9]万?{_UNIT}(?:以上|以下|未満|を?超|以内)",
        rf"[〜～~][ 　]?[0-9][0-9,]*万?(?!日|時|分|年|回|度){_UNIT}",
    )
)
_NOTED = regex(r"[ 　]*[（(][^（()）]*[)）][ 　]*$")
_DECADE = regex(r"^[ 　・]*(?P<low>[1-9]0)歳?代$")
_CLASS = regex(
    r"^[ 　・●○*\-(（]*(?:(?:[一-龠ァ-ヶー]{1,8}[がは：: 　]{1,2}))?"
    rf"(?:(?P<low>{_N})(?P<lowman>万)?(?P<lowunit>{_UNIT})?(?P<lowside>を?超え(?:る|て)?、?|超(?:から|で)?、?|以上(?:から|で|、)?|から、?|[ 　]?[〜～~－–-][ 　]?)[ 　、]?)?"
    rf"(?:(?P<upto>[〜～~][ 　]?)?(?P<high>{_N})(?P<highman>万)?(?P<highunit>{_UNIT})(?P<highside>まで|以下|以内|未満)?)?"
    r"(?P<tail>の?(?:分|場合|部分|方|人|もの|とき|世帯|車|団体|お子さん|子ども|犬)?)[ 　]*$"
)
_MESSAGE = "{fault}。「{text}」の数と、「以上」「未満」などを確かめてください。"
_RANK = regex(
    r"[ 　]*(?:第?[0-9一二三四五六七八九十]{1,2}(?:段階|区分|種|級|号|階層)?|[A-Z]|区分.{0,3}|段階.{0,2})[ 　]*"
)
_WHOLE = frozenset(
    ("人", "名", "世帯", "台", "件", "本", "枚", "個", "匹", "頭", "回", "歳", "日", "点")
)
"""Units of which there are no halves: 10人まで is followed by 11人から."""


_LINES = (BlockKind.LIST_ITEM, BlockKind.LABEL, BlockKind.SHORTHAND, BlockKind.PARAGRAPH)


class _Class(NamedTuple):
    low: Decimal | None
    above: bool  # low itself is not in
    high: Decimal | None
    below: bool  # high itself is not in
    plain: bool  # 以下: `boundaries` tells what is in both
    unit: str
    span: Span
    group: tuple[int, ...]
    row: int


def gaps(context: Context) -> Iterator[Match]:
    """One match a class that does not go on where the one above it ends.

    Silent on two classes of which neither is open, and where two breaks are.
    """
    document = context.document
    text = document.folded
    blocks = document.blocks
    run: list[_Class] = []
    for at in _places(text, blocks):
        block = blocks[at]
        cell = block.cell
        if cell is not None and (
            cell.column > 1 or (cell.column == 1 and not _ranked(text, blocks[at - 1]))
        ):
            continue
        one = _read(block, text, at)
        if one is None:
            continue
        if run and (
            one.group != run[-1].group or one.unit != run[-1].unit or one.row != run[-1].row + 1
        ):
            yield from _broken(run)
            run = []
        run.append(one)
    yield from _broken(run)


def _places(text: str, blocks: Sequence[Block]) -> Sequence[int]:
    """The blocks that may be classes: those with a bound, what is beside them, their tables."""
    places: set[int] = set()
    tables: set[int] = set()
    end = -1
    for found in RANGE.finditer(text):
        if found.start() < end:
            continue
        at = bisect_right(blocks, found.start(), key=_start) - 1
        block = blocks[at]
        end = block.span.end
        if len(block.span) > LONGEST:
            continue
        if block.cell is None:
            places.update(range(max(0, at - NEAR), min(len(blocks), at + NEAR + 1)))
        elif block.cell.table not in tables and block.cell.column <= 1:
            tables.add(block.cell.table)
            first = at - block.cell.column
            while first > 0 and _in_table(blocks[first - 1], block):
                first -= 1
            last = at
            while last < len(blocks) and _in_table(blocks[last], block):
                last += 1
            if last - first <= MOST_CELLS:
                places.update(range(first, last))
    return sorted(places)


def _in_table(block: Block, other: Block) -> bool:
    one, two = block.cell, other.cell
    return one is not None and two is not None and one.table == two.table


def _start(block: Block) -> int:
    return block.span.start


def _ranked(text: str, block: Block) -> bool:
    """Whether a cell in front numbers the classes: 第3段階."""
    return _RANK.fullmatch(text, block.span.start, block.span.end) is not None


def _read(block: Block, text: str, number: int) -> _Class | None:
    if len(block.span) > LONGEST:
        return None
    cell = block.cell
    if cell is not None:
        group: tuple[int, ...] = (0, cell.table, cell.column)
        row = cell.row
    elif block.kind in _LINES:
        group, row = (1,), number
    else:
        return None
    line = (block.label if cell is None and block.label is not None else block.span).cut(text)
    if cell is None and block.label is None:
        line = re.split("[：:　]", line.lstrip(" 　"), maxsplit=1)[0]
    line = _NOTED.sub("", line.strip())
    if decade := _DECADE.match(line):
        tens = Decimal(decade["low"])
        start = block.span.start + block.span.cut(text).find(decade["low"])
        place = Span(start, min(block.span.end, start + len(decade.group().strip(" 　・"))))
        return _Class(tens, False, tens + 9, False, False, "歳", place, group, row)
    found = _CLASS.match(line)
    if found is None or (found["low"] is None and found["high"] is None):
        return None
    unit = found["highunit"] or found["lowunit"] or ""
    if not unit or (found["lowunit"] or unit) != unit:
        return None
    low, high = _number(found["low"], found["lowman"]), _number(found["high"], found["highman"])
    if (
        low is not None
        and found["high"]
        and found["highman"]
        and not found["lowman"]
        and not found["lowunit"]
    ):
        low *= 10_000
    side, end = found["lowside"] or "", found["highside"] or ""
    if low is None and not end and not found["upto"]:
        return None  # one number only
    if (high is None and side.strip("、 　") in ("から", "")) or (
        high is None and side.strip() in "〜～~－–-"
    ):
        side = "以上"
    said = found.group().strip(" 　・●○*-(（")
    start = block.span.start + max(0, block.span.cut(text).find(said))
    return _Class(
        low,
        side.startswith(("を超", "超")),
        high,
        end == "未満",
        end == "以下",
        unit,
        Span(start, min(block.span.end, start + len(said))),
        group,
        row,
    )


def _number(number: str | None, man: str | None) -> Decimal | None:
    if number is None:
        return None
    return Decimal(number.replace(",", "").rstrip(".")) * (10_000 if man else 1)


def _joint(one: _Class, other: _Class, *, whole: bool, touch: bool) -> str | None:
    """What is wrong between two classes, "" if they join, None if they are in no order."""
    if one.high is None or other.low is None or (one.low is not None and other.low <= one.low):
        return None
    apart = other.low - one.high
    unit = one.unit
    end, start = _shown(one.high), _shown(other.low)
    if apart == 0:
        if one.below and other.above:
            return ""  # `boundaries` finds it
        both = whole and not one.below and not other.above and not one.plain
        return f"{end}{unit}が、どちらにも入ります" if both else ""
    if apart < 0:
        return f"{start}{unit}から{end}{unit}までが、どちらにも入ります"
    if whole and apart == 1 and not one.below and not other.above:
        return ""
    if unit == "円" and apart <= 1000 and not one.below and not other.above:
        return ""  # 500,000円まで, 500,001円から; tables of tax go by the thousand
    if not (whole or touch or one.below or other.above) and apart <= 1:
        return ""  # 10.0kgまで, 10.1kgから
    if whole and not one.below and not other.above:
        between = [f"{_shown(number)}{unit}" for number in (one.high + 1, other.low - 1)]
        left = between[0] if apart == 2 else "から".join(between) + "まで"
        return f"{left}が、どちらにも入りません"
    return f"{end}{unit}と{start}{unit}の間が、どちらにも入りません"


def _broken(run: Sequence[_Class]) -> Iterator[Match]:
    if len(run) < 2:
        return
    if (run[0].low is not None and run[0].high is None) or (run[0].low or 0) > (
        run[1].low or run[1].high or 0
    ):
        run = run[::-1]
    # Where most of them go on by one, all of them do (1～10㎥, 11～20㎥); else all of them touch.
    apart = [
        other.low - one.high
        for one, other in pairwise(run)
        if one.high is not None and other.low is not None and not (one.below or other.above)
    ]
    whole = run[0].unit in _WHOLE or apart.count(Decimal(1)) > apart.count(Decimal(0))
    touch = not whole and Decimal(0) in apart
    joints = [_joint(one, other, whole=whole, touch=touch) for one, other in pairwise(run)]
    if None in joints:
        return
    wrong = [(at, fault) for at, fault in enumerate(joints) if fault]
    opened = run[-1].high is None and (run[0].low is None or len(run) > 2)
    if len(wrong) != 1 or (len(run) == 2 and not opened):
        return
    at, fault = wrong[0]
    related = (Related(run[at].span, "もう一方の境はここです"),)
    bound = run[at + 1].span
    values = {"fault": fault, "bound": _shown(run[at + 1].low or Decimal(0)) + run[at].unit}
    yield Match(bound, values, related=related, message=_MESSAGE)


def _shown(number: Decimal) -> str:
    return f"{number.normalize():,f}"
