"""Classes of rows that stand below one another: 「めだか 3歳〜5歳」, 「いるか 5歳〜9歳」, 「くじら 10歳〜15歳」.

Whatever the rows are called, where one ends the next has to begin. Silent where more than one
place does not fit, and on a gap between rows without a price. Also: what may be up to so much,
and what is more than something else (「長さ50cm以内」, 「長さが80cmを超えるものは粗大ごみ」).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from checker.context import Context
from checker.detectors import per_draft
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

LONGEST = 60
"""Code points of a line that is a class."""

_N = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_UNIT = "歳|番|年生|kg|キログラム|キロ|cm|センチ(?:メートル)?|㎡|平方メートル|㎥|立方メートル|万円|円|人|名|冊|枚|点|級|トン|t|リットル|回|台"
ROW = Scan(
    (
        rf"(?:[〜～~]|から)[0-9][0-9,.]*(?:{_UNIT})",
        rf"[0-9](?:{_UNIT})(?:以上|を?超え)(?:[^。\n0-9]{{0,3}}[0-9][0-9,.]*(?:{_UNIT})(?:未満|以下|まで))?",
        r"(?:小学|中学|高校)[1-6]年(?:生)?(?:・|[〜～~]|から|と|、)",
    )
)
_RANGE = regex(
    rf"(?P<low>{_N})(?P<lowunit>{_UNIT})?[ 　]?(?P<lowside>以上|を?超え(?:る|て)?|超|から|[〜～~])(?:で)?[、・ 　]?(?P<high>{_N})(?P<highunit>{_UNIT})(?P<highside>まで|以下|未満|以内)?"
)
_LOW = regex(
    rf"(?P<low>{_N})(?P<unit>{_UNIT})(?:の方)?(?P<side>以上|を?超え(?:る|て)?|超|[〜～~](?![0-9]))"
)
_HIGH = regex(rf"(?P<high>{_N})(?P<unit>{_UNIT})(?P<side>まで|以下|未満|以内)")
_GRADES = regex(
    r"(?P<school>小学|中学|高校)(?P<low>[1-6])年?(?:生)?(?:(?:・|、|と)(?:小学|中学|高校)?(?P<next>[1-6])年(?:生)?|(?:[〜～~]|から)(?:小学|中学|高校)?(?P<high>[1-6])年(?:生)?)?"
)
_SCHOOLS = {"小学": 0, "中学": 6, "高校": 9}
_WHOLE = frozenset(("歳", "番", "年生", "人", "冊", "枚", "点", "級", "学年", "回", "台"))
_MAY_LEAVE_OUT = frozenset(("歳", "円", "万円", "人", "枚", "冊", "回", "台"))
"""Units of which a list without prices need not have all."""
_SAME = {
    "名": "人",
    "キログラム": "kg",
    "キロ": "kg",
    "センチ": "cm",
    "センチメートル": "cm",
    "平方メートル": "㎡",
    "立方メートル": "㎥",
    "トン": "t",
}
_PRICE = regex("[0-9]円|無料|半額")
_ADULT = regex("一般|大人|おとな|成人|その他|上記以外")
_LOOSE = regex("うち|約|対象外|ただし|合計|[0-9]月|または|又は|昨年|前年")
_LINES = (BlockKind.LIST_ITEM, BlockKind.LABEL, BlockKind.SHORTHAND, BlockKind.PARAGRAPH)

_WHAT = "長さ|太さ|重さ|高さ|幅|直径|全長|重量|容量|広さ|面積|大きさ|厚さ|深さ"
_MEASURE = r"cm|センチメートル|センチ|kg|キログラム|キロ|トン|t|メートル|m|リットル|L|グラム|g|MB|メガバイト|㎡|平方メートル|字|文字"
OVER = Scan(rf"(?P<over>{_N})(?P<unit>{_MEASURE})を?超え(?:る|た|て)")
_WITHIN = regex(rf"(?P<within>{_N})(?P<unit>{_MEASURE})(?P<side>以内|以下|まで)(?!が|は無料)")
_NAME = regex(rf"(?P<name>{_WHAT})(?:が|は|の合計が|の合計は|：|:|[ 　])?\Z")
_BEHIND = regex(r"(?:の)?(?P<noun>[一-龠ァ-ヶー]{1,6})(?:は|が|を|も)")
_REFUSED = regex(
    "粗大|できません|通れません|出せません|入れません|受け付けません|収集しません|持ち込|断り|不可|対象外|申し?込|別に|使えません|送れません|選考|通行止|お受けできません"
)
SCANS = (ROW, OVER)


class Class(NamedTuple):
    """What a row tells: from where to where, and its whole line."""

    low: Decimal | None
    above: bool
    high: Decimal | None
    below: bool
    unit: str
    span: Span
    line: Span


def wrong_rows(context: Context) -> Iterator[Match]:
    """One match a class that does not begin where the one in front of it ends."""
    text = context.document.folded
    if ROW.may_fit(text):
        for run in runs_of(context):
            yield from _broken(text, run)
    if OVER.may_fit(text):
        yield from _limits(context)


@per_draft
def runs_of(context: Context) -> Sequence[Sequence[Class]]:
    """The runs of a draft; found once."""
    return tuple(_runs(context))


def _runs(context: Context) -> Iterator[list[Class]]:
    """Lines, or cells of a column, that stand below one another and are a class each."""
    document = context.document
    text = document.folded
    blocks = document.blocks
    lines: list[int] = []
    columns: dict[tuple[int, int], list[Block]] = {}
    tables: set[int] = set()
    near: set[int] = set()
    for found in ROW.finditer(text):
        near.add(document.block_at(found.start()).span.start)
    for index, block in enumerate(blocks):
        if block.cell is not None:
            if block.span.start in near:
                tables.add(block.cell.table)
        elif block.span.start in near and block.kind in _LINES and len(block.span) <= LONGEST:
            lines.append(index)
    # The line above or below may tell its bound alone: 「高校生から59歳まで」.
    beside = {at for index in lines for at in (index - 1, index, index + 1)}
    lines = [
        at
        for at in sorted(beside)
        if 0 <= at < len(blocks)
        and blocks[at].cell is None
        and blocks[at].kind in _LINES
        and len(blocks[at].span) <= LONGEST
    ]
    run: list[Class] = []
    last = -2
    for index in lines:
        one = _read(text, blocks[index].span)
        if one is None:
            continue
        if index != last + 1 or (run and run[-1].unit != one.unit):
            # One line between them may name a class without a number (一般).
            yield run
            run = []
        run.append(one)
        last = index
    yield run
    if not tables:
        return
    for block in document.cells:
        if block.cell is not None and block.cell.table in tables and block.cell.column < 3:
            columns.setdefault((block.cell.table, block.cell.column), []).append(block)
    for cells in columns.values():
        run = []
        for block in cells:
            read = _read(text, block.span) if len(block.span) <= LONGEST else None
            if read is None or (run and run[-1].unit != read.unit):
                yield run
                run = []
            if read is not None:
                row = [
                    other
                    for other in document.cells
                    if other.cell
                    and block.cell
                    and other.cell.table == block.cell.table
                    and other.cell.row == block.cell.row
                ]
                run.append(read._replace(line=Span(row[0].span.start, row[-1].span.end)))
        yield run


def _read(text: str, line: Span) -> Class | None:
    """The only class that a line tells; None if it tells none, or several."""
    if "。" in text[line.start : line.end] or _LOOSE.search(text, line.start, line.end):
        return None
    if grade := _GRADES.search(text, line.start, line.end):
        base = _SCHOOLS[grade["school"]]
        low = base + int(grade["low"])
        high = base + int(grade["next"] or grade["high"] or grade["low"])
        rest = _GRADES.search(text, grade.end(), line.end)
        if rest is not None or high < low:
            return None
        return Class(Decimal(low), False, Decimal(high), False, "学年", Span(*grade.span()), line)
    both = [
        found
        for found in _RANGE.finditer(text, line.start, line.end)
        if found["lowunit"] in (None, found["highunit"])
    ]
    if len(both) == 1:
        found = both[0]
        unit = found["highunit"]
        one = Class(
            _number(found["low"]),
            "超" in found["lowside"],
            _number(found["high"]),
            found["highside"] == "未満",
            _SAME.get(unit, unit),
            Span(*found.span()),
            line,
        )
        others = _others(text, line, one)
        return None if others else one
    if both:
        return None
    singles = [
        *_LOW.finditer(text, line.start, line.end),
        *_HIGH.finditer(text, line.start, line.end),
    ]
    if len(singles) != 1:
        return None
    found = singles[0]
    unit = _SAME.get(found["unit"], found["unit"])
    place = Span(*found.span())
    if "low" in found.groupdict():
        return Class(_number(found["low"]), "超" in found["side"], None, False, unit, place, line)
    return Class(None, False, _number(found["high"]), found["side"] == "未満", unit, place, line)


def _others(text: str, line: Span, one: Class) -> bool:
    """Whether a line has another bound beside its class."""
    for found in (
        *_LOW.finditer(text, line.start, line.end),
        *_HIGH.finditer(text, line.start, line.end),
    ):
        if not one.span.contains(Span(*found.span())):
            return True
    return False


def same_unit(unit: str) -> str:
    """A unit in one of its spellings."""
    return _SAME.get(unit, unit)


def _number(words: str) -> Decimal:
    return Decimal(words.replace(",", ""))


def _broken(text: str, run: Sequence[Class]) -> Iterator[Match]:
    """The only place of a run where a class does not go on, one way up or the other."""
    if len(run) < 3:
        if len(run) == 2:
            yield from _two(text, run)
        return
    if all(
        a.low is not None and b.low is not None and a.low > b.low
        for a, b in itertools.pairwise(run)
    ) and (run[-1].low is None or (run[0].low or 0) > (run[-1].low or 0)):
        run = run[::-1]
    faults = []
    for before, one in itertools.pairwise(run):
        if (
            before.high is None
            or one.low is None
            or (before.low is not None and one.low <= before.low)
        ):
            return  # not one below the other
        fault = _fault(before, one)
        if fault:
            faults.append((before, one, fault))
    if len(faults) != 1:
        return
    before, one, fault = faults[0]
    priced = all(_PRICE.search(text, each.line.start, each.line.end) for each in run)
    if fault == "gap" and not priced and one.unit in _MAY_LEAVE_OUT:
        return
    yield _match(text, before, one, fault)


def _two(text: str, run: Sequence[Class]) -> Iterator[Match]:
    """「高校生から59歳まで 400円」 and 「65歳以上 200円」: the last two of a list of prices."""
    before, one = run
    if before.high is None or one.low is None or one.high is not None or before.unit != one.unit:
        return
    if before.low is not None:
        return  # those between may be told elsewhere
    if _fault(before, one) != "gap" or one.low > before.high * 2:
        return
    if not all(_PRICE.search(text, each.line.start, each.line.end) for each in run):
        return
    # 「一般（高校生以上55歳未満）」 has its own bound; a line 「一般」 may be those between.
    around = text[max(0, before.line.start - 80) : before.line.start]
    around += text[before.line.end : one.line.end + 40]
    if not _ADULT.search(around):
        yield _match(text, before, one, "gap")


def _fault(before: Class, one: Class) -> str:
    high, low = before.high, one.low
    if high is None or low is None:
        return ""
    if one.unit in _WHOLE:
        last = high - 1 if before.below else high
        first = low + 1 if one.above else low
        if first == last + 1:
            return ""
        return "gap" if first > last + 1 else "overlap"
    if high == low:
        return ""  # 以下 and 以上: `boundaries` tells
    if not before.below and not one.above and low - high == 1:
        return ""  # 100円〜200円, 201円〜300円
    return "gap" if low > high else "overlap"


def _match(text: str, before: Class, one: Class, fault: str) -> Match:
    what = "どの区分にも入らない所があります" if fault == "gap" else "2つの区分に入る所があります"
    first = before.span.cut(text)
    return Match(
        one.span,
        {"fault": f"前の区分（{first}）との間に、{what}"},
        related=(Related(before.span, "前の区分です"),),
        message="「{text}」と{fault}。区分の境を確かめてください。",
    )


# --- up to so much, and more than so much -----------------------------------------------


def _limits(context: Context) -> Iterator[Match]:
    """「長さ50cm以内に切り…、長さが80cmを超えるものは粗大ごみ」."""
    document = context.document
    text = document.folded
    over = list(OVER.finditer(text))
    within = list(_WITHIN.finditer(text))
    for found in over:
        block = document.block_at(found.start())
        stop = text.find("。", found.end(), block.span.end)
        stop = stop if stop >= 0 else block.span.end
        if block.quoted or not _REFUSED.search(text, found.end(), stop):
            continue
        unit = _SAME.get(found["unit"], found["unit"])
        lead = _NAME.search(text, max(block.span.start, found.start() - 10), found.start())
        noun = _BEHIND.match(text, found.end())
        same = []
        for one in within:
            if _SAME.get(one["unit"], one["unit"]) != unit:
                continue
            line = document.block_at(one.start()).span
            name = _NAME.search(text, max(line.start, one.start() - 10), one.start())
            behind = _BEHIND.match(text, one.end())
            named = lead and name and lead["name"] == name["name"]
            called = noun and behind and noun["noun"] == behind["noun"] and not (lead and name)
            if named or called:
                same.append(one)
        others = [other for other in over if other["unit"] == found["unit"] and other is not found]
        if len({one["within"] for one in same}) != 1 or others:
            continue
        limit, more = _number(same[0]["within"]), _number(found["over"])
        if limit == more or not limit / 4 < more < limit * 4:
            continue
        between = [
            one for one in within if one["unit"] == found["unit"] and _number(one["within"]) == more
        ]
        if between:
            continue
        place, other_place = Span(*found.span()), Span(*same[0].span())
        shown = other_place.cut(text)
        yield Match(
            place,
            {"fault": f"「{shown}」の境と合いません"},
            related=(Related(other_place, "ここの境です"),),
            message="「{text}」は、{fault}。区分の境を確かめてください。",
        )
