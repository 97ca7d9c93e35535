"""Classes that should follow one another: 50㎥まで, then 60㎥を超える分; 平成26年3月以前, then 5月から.

Each is read as an interval with a unit, from the cells of a table, from lines and from lists,
whatever else stands beside it; where one ends the next has to begin.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from checker.annotations import eras
from checker.annotations.types import Era
from checker.context import Context
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

LONGEST = 60
"""Code points of a cell or a line that is a class."""

MOST_CELLS = 600
"""Cells of a table beyond which it is data."""

_N = r"[0-9][0-9,]*(?:\.[0-9]+)?(?:億|千万|百万|万(?:[0-9][0-9,]*)?|千)?"
_UNIT = (
    r"円|㎥|m3|立方メートル|㎡|m2|平方メートル|kg|キログラム|キロメートル|キロ|km|mm|ミリ(?:メートル)?|cm|センチ(?:メートル)?"
    r"|グラム|g|メートル|m|歳|人|名|世帯|台|件|本|枚|個|匹|頭|回|日|時間|分|[かカヶ]月|年生|年|点|度|リットル|L|トン|t|cc|区画|席|口|%|％"
)
_ERA = r"(?:(?P<{0}era>明治|大正|昭和|平成|令和)(?P<{0}year>元|[0-9]{{1,2}})|(?P<{0}west>(?:19|20)[0-9]{{2}}))年(?P<{0}month>[0-9]{{1,2}})月(?:(?P<{0}day>[0-9]{{1,2}})日)?"
RANGE = Scan(
    (
        rf"[0-9]万?(?:{_UNIT})(?:以上|以下|未満|を?超|以内)",
        "[0-9](?:円まで|㎥まで|立方メートルまで|㎡まで|平方メートルまで|kgまで|キログラムまで|キロまで|kmまで|歳まで|人まで|名まで|台まで|枚まで|件まで|時間まで)",
        rf"[〜～~][ 　]?[0-9][0-9,]*万?(?:{_UNIT})",
        r"[0-9]月(?:[0-9]{1,2}日)?以[前降後]",
    )
)
_OVER = r"を?超え(?:る|て)?|超(?:から|で)?|より(?:大きく|多く|上)|以上(?:から|で)?|以降|以後|から|[ 　]?[〜～~－–-]"
_UNDER = r"まで|以下|以内|未満|以前|に満たない"
_INTERVAL = regex(
    rf"(?:(?P<low>{_N})(?P<lowunit>{_UNIT})?(?P<lowside>{_OVER})、?[ 　]?)?(?P<upto>[〜～~][ 　]?)?(?P<high>{_N})(?P<highunit>{_UNIT})(?P<highside>{_UNDER})?(?![0-9,]|{_OVER})"
    rf"|(?P<only>{_N})(?P<onlyunit>{_UNIT})(?P<onlyside>{_OVER})(?![ 　]?[0-9])"
)
_DATED = regex(
    rf"(?:{_ERA.format('a')}(?:から|以降|以後|[〜～~]))?{_ERA.format('b')}(?P<till>まで|以前)|{_ERA.format('c')}(?P<since>から|以降|以後|[〜～~])"
)
_DECADE = regex(r"(?P<low>[1-9]0)歳?代")
_SAME = regex("[同〃″々上〃 　・、]*")
_PEOPLE = regex("(?:小児科|内科|大人|おとな|子ども|こども|小人|一般|シニア|高齢の?方?)[（(：:]?")
"""Names of classes of which there is one for each age."""
_RANK = regex(
    r"[ 　・●○*第(（①-⑳ⅠⅡⅢⅣⅤ]*(?:区分|階層|ランク|段階|タイプ|グループ)?[ 　]?[0-9一二三四五六七八九十A-Z]{0,2}(?:段階|区分|種|級|号|階層)?[.．)）：: 　・●○*]*"
)
_DIGIT = regex("[0-9]")
_MESSAGE = "{fault}。「{text}」の数と、「以上」「未満」などを確かめてください。"
_SCALE = {
    "分": ("分", 1),
    "時間": ("分", 60),
    "g": ("g", 1),
    "グラム": ("g", 1),
    "kg": ("g", 1000),
    "キログラム": ("g", 1000),
    "t": ("g", 10**6),
    "トン": ("g", 10**6),
    "mm": ("mm", 1),
    "ミリ": ("mm", 1),
    "ミリメートル": ("mm", 1),
    "cm": ("mm", 10),
    "センチ": ("mm", 10),
    "センチメートル": ("mm", 10),
    "m": ("mm", 1000),
    "メートル": ("mm", 1000),
    "km": ("mm", 10**6),
    "キロメートル": ("mm", 10**6),
    "m3": ("㎥", 1),
    "立方メートル": ("㎥", 1),
    "m2": ("㎡", 1),
    "平方メートル": ("㎡", 1),
    "名": ("人", 1),
    "年生": ("年生", 1),
}
_WHOLE = frozenset(
    [
        "人",
        "世帯",
        "台",
        "件",
        "本",
        "枚",
        "個",
        "匹",
        "頭",
        "回",
        "歳",
        "日",
        "点",
        "区画",
        "席",
        "口",
        "月",
        "年生",
    ]
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
    ends: tuple[str, str]  # how the bounds are written
    context: str
    group: tuple[int, ...]
    row: int
    scale: int = 1


def gaps(context: Context) -> Iterator[Match]:
    """One match a class that does not go on where the one above it ends.

    Silent on two classes of which neither is open, and where two breaks are.
    """
    run: list[_Class] = []
    for one in _classes(context):
        if run and not _goes_on(run[-1], one):
            yield from _broken(context.document.folded, run)
            run = []
        run.append(one)
    yield from _broken(context.document.folded, run)


def _goes_on(last: _Class, one: _Class) -> bool:
    return (
        one.group == last.group
        and one.unit == last.unit
        and one.row == last.row + 1
        and (one.context == last.context or not one.context or _of_one_thing(last, one))
    )


def _of_one_thing(last: _Class, one: _Class) -> bool:
    """Whether what is measured is the same: 「課税世帯で所得割額が」 and 「所得割額が」."""
    short, long = sorted((last.context, one.context), key=len)
    return len(short) > 2 and short[-1] in "がはの" and long.endswith(short)


def _classes(context: Context) -> Iterator[_Class]:
    """The classes of lines in text order, those of tables column by column."""
    document = context.document
    text = document.folded
    blocks = document.blocks
    tables: set[int] = set()
    lines: set[int] = set()
    starts: list[int] = []
    for found in RANGE.finditer(text):
        if starts and found.start() < starts[-1]:
            continue
        at = bisect_right(blocks, found.start(), key=_start) - 1
        block = blocks[at]
        starts.append(block.span.end)
        if block.cell is not None:
            tables.add(block.cell.table)
        elif len(block.span) <= LONGEST and block.kind in _LINES:
            lines.update((at - 1, at, at + 1))
    for at in sorted(lines):
        if 0 <= at < len(blocks) and blocks[at].kind in _LINES and len(blocks[at].span) <= LONGEST:
            one = _read(text, blocks[at], (1,), at)
            if one is not None:
                yield one
    if not tables:
        return
    columns: dict[tuple[int, int], list[Block]] = {}
    for block in blocks:
        cell = block.cell
        if cell is not None and cell.table in tables and cell.column < 4:
            columns.setdefault((cell.table, cell.column), []).append(block)
    for (table, column), cells in columns.items():
        if len(cells) > MOST_CELLS // 4:
            continue
        for block in cells:
            if block.cell is not None and len(block.span) <= LONGEST:
                one = _read(text, block, (0, table, column), block.cell.row)
                if one is not None:
                    yield one


def _start(block: Block) -> int:
    return block.span.start


def _read(text: str, block: Block, group: tuple[int, ...], row: int) -> _Class | None:
    span = block.span if block.cell is not None or block.label is None else block.label
    if block.label is not None and not _DIGIT.search(text, span.start, span.end):
        span = block.span
    line = span.cut(text)
    if "。" in line or not any(map(str.isdecimal, line)):
        return None
    if decade := _DECADE.search(line):
        tens = Decimal(decade["low"])
        place = Span(span.start + decade.start(), span.start + decade.end())
        rest = _context(line[: decade.start()])
        return _Class(tens, False, tens + 9, False, False, "歳", place, ("", ""), rest, group, row)
    dated = _DATED.search(line)
    if dated is not None:
        low = _months(dated, "a") if dated["till"] else _months(dated, "c")
        high = _months(dated, "b") if dated["till"] else None
        place = Span(span.start + dated.start(), span.start + dated.end())
        rest = _context(line[: dated.start()])
        days = "日" if dated["aday"] or dated["bday"] or dated["cday"] else "月"
        return _Class(low, False, high, False, False, days, place, ("", ""), rest, group, row)
    found = _INTERVAL.search(line)
    if found is None:
        return None
    place = Span(span.start + found.start(), span.start + found.end())
    rest = _context(line[: found.start()])
    if found["only"]:
        side = found["onlyside"].strip(" 　")
        unit, scale = _SCALE.get(found["onlyunit"], (found["onlyunit"].replace("カ", "か"), 1))
        number = _number(found["only"])
        if side.startswith(("から", "〜", "～", "~", "－", "–", "-")) and line[found.end() :].strip(
            " 　"
        ).startswith(tuple("一二三四五六七八九十")):
            return None
        over = side.startswith(("を超", "超", "より"))
        shown = (f"{found['only']}{found['onlyunit']}", "")
        return _Class(
            number * scale, over, None, False, False, unit, place, shown, rest, group, row, scale
        )
    side, end = (found["lowside"] or "").strip(" 　"), found["highside"] or ""
    if found["low"] is None and not end and not found["upto"]:
        # One number only: the first of 「1人」, 「2人以上4人未満」.
        first = line.strip(" 　") == f"1{found['highunit']}" and block.cell is not None
        unit = _SCALE.get(found["highunit"], (found["highunit"], 1))[0]
        if not first or unit not in _WHOLE:
            return None
        one, shown = Decimal(1), ("", line.strip(" 　"))
        return _Class(None, False, one, False, False, unit, place, shown, rest, group, row)
    unit, scale = _SCALE.get(found["highunit"], (found["highunit"].replace("カ", "か"), 1))
    low = None
    if found["low"] is not None:
        lowunit = found["lowunit"]
        if lowunit is None:
            low = _number(found["low"])
            if "万" in found["high"] and "万" not in found["low"]:
                low *= 10_000
            low *= scale
        else:
            lower, lowscale = _SCALE.get(lowunit, (lowunit.replace("カ", "か"), 1))
            if lower != unit:
                return None
            low = _number(found["low"]) * lowscale
        if side in "－–-" and not lowunit and not end:
            return None  # 3-5円: may be anything
    shown = (
        f"{found['low']}{found['lowunit'] or found['highunit']}" if found["low"] else "",
        f"{found['high']}{found['highunit']}",
    )
    return _Class(
        low,
        side.startswith(("を超", "超", "より")),
        _number(found["high"]) * scale,
        end in ("未満", "に満たない"),
        end in ("以下", "以内"),
        unit,
        place,
        shown,
        rest,
        group,
        row,
        scale,
    )


def _context(before: str) -> str:
    """What stands in front of an interval, but for the number of the class."""
    before = before.strip(" 　")
    rank = _RANK.match(before)
    rest = before[rank.end() :] if rank is not None else before
    return "" if _SAME.fullmatch(rest) or _PEOPLE.fullmatch(rest) else rest


def _months(found: re.Match[str], name: str) -> Decimal | None:
    """A month, or a day if one is named, as a number that counts on by one."""
    if not found[f"{name}month"]:
        return None
    if found[f"{name}west"]:
        year = int(found[f"{name}west"])
    else:
        said = found[f"{name}year"]
        year = eras.to_western(Era(found[f"{name}era"]), 1 if said == "元" else int(said))
    month, day = int(found[f"{name}month"]), found[f"{name}day"]
    if not day:
        return Decimal(year * 12 + month - 1)
    try:
        return Decimal(datetime.date(year, month, int(day)).toordinal())
    except ValueError:
        return None


def _number(written: str) -> Decimal:
    whole, _, rest = written.partition("万")
    if "億" in whole or whole.endswith(("千", "百")):
        times = 10**8 if "億" in whole else 10**7 if whole.endswith("千") else 10**6
        if "万" not in written and "億" not in whole:
            times //= 10_000
        return Decimal(whole.rstrip("億千百").replace(",", "").rstrip(".")) * times
    number = Decimal(whole.replace(",", "").rstrip("."))
    if "万" in written:
        number = number * 10_000 + Decimal(rest.replace(",", "") or 0)
    return number


def _joint(one: _Class, other: _Class, *, whole: bool, touch: bool) -> str | None:
    """What is wrong between two classes, "" if they join, None if they are in no order."""
    if one.high is None or other.low is None or (one.low is not None and other.low <= one.low):
        return None
    apart = other.low - one.high
    end, start = one.ends[1], other.ends[0]
    dated = one.unit in ("月", "日") and not end
    if apart == 0 and not dated:
        if one.below and other.above:
            return f"ちょうど{end}が、どちらにも入りません"
        both = not one.below and not other.above and whole and not one.plain
        return f"{end}が、どちらにも入ります" if both else ""
    if apart <= 0:
        if dated:
            return "2つの期間が重なっています"
        return f"{start}から{end}までが、どちらにも入ります"
    if dated:
        return "" if apart == 1 else "間の期間が、どちらにも入りません"
    if whole and apart == 1 and not one.below and not other.above:
        return ""
    if one.unit == "円" and apart <= 1000 and not one.below and not other.above:
        return ""  # 500,000円まで, 500,001円から; tables of tax go by the thousand
    if not (whole or touch or one.below or other.above) and apart <= 1:
        return ""  # 10.0kgまで, 10.1kgから
    if whole and not one.below and not other.above:
        unit = end.lstrip("0123456789,.万") or one.unit
        between = [f"{_shown(number)}{unit}" for number in (one.high + 1, other.low - 1)]
        left = between[0] if apart == 2 else "から".join(between) + "まで"
        return f"{left}が、どちらにも入りません"
    return f"{end}と{start}の間が、どちらにも入りません"


def _broken(text: str, run: Sequence[_Class]) -> Iterator[Match]:
    if len(run) < 2:
        return
    if (run[0].low is not None and run[0].high is None) or (run[0].low or 0) > (
        run[1].low or run[1].high or 0
    ):
        run = run[::-1]
    run = _scaled(run)
    # Where most of them go on by one, all of them do (1～10㎥, 11～20㎥); else all of them touch.
    apart = [
        other.low - one.high
        for one, other in pairwise(run)
        if one.high is not None and other.low is not None and not (one.below or other.above)
    ]
    by_one = apart.count(Decimal(1)) + (run[0].low == 1)  # 1～20, 21～40
    whole = run[0].unit in _WHOLE or by_one > apart.count(Decimal(0))
    touch = not whole and Decimal(0) in apart
    joints = [_joint(one, other, whole=whole, touch=touch) for one, other in pairwise(run)]
    if None in joints:
        return
    wrong = [(at, fault) for at, fault in enumerate(joints) if fault]
    both = run[0].low is None and run[-1].high is None
    dated = run[0].unit in ("月", "日") and not run[0].ends[1]
    ranked = len(run) == 2 and _ranked(text, run[0], run[1])
    opened = both or len(run) > 2 or (run[0].low is None and whole) or _spanned(text, run) or ranked
    if len(wrong) != 1 or not opened or (dated and not both):
        return
    at, fault = wrong[0]
    one, other = run[at], run[at + 1]
    if len(run) == 2 and not (_close(one, other, both) or ranked):
        return
    # A bound that the draft gives again elsewhere is right.
    first = bool(one.ends[1]) and _again(text, other.ends[0]) > _again(text, one.ends[1])
    first = first or (one.high == other.low and one.below)
    first = first and not _alone(run, at + 1)
    odd, right = (one, other) if first else (other, one)
    related = (Related(right.span, "もう一方の境はここです"),)
    values = {"fault": fault, "bound": ""}
    yield Match(odd.span, values, related=related, message=_MESSAGE)


_RANKED = regex(
    r"[ 　・●○*|■◆(（]*(?:第?(?:区分|階層|ランク|段階|タイプ|グループ)[ 　]?(?P<rank>[0-9A-ZⅠⅡⅢⅣⅤ一二三四五①-⑩])|第(?P<nth>[1-9])(?:区分|階層|段階))"
)
_RANKS = ("123456789", "ABCDEFGH", "ⅠⅡⅢⅣⅤ", "一二三四五", "①②③④⑤⑥⑦⑧⑨⑩")


def _ranked(text: str, one: _Class, other: _Class) -> bool:
    """Whether two classes are 区分B and 区分C, the bound said of both as 未満 and 以上."""
    if not one.below or other.above or not other.ends[0] or other.plain:
        return False
    ranks = []
    for part in (one, other):
        line = text.rfind("\n", 0, part.span.start) + 1
        found = _RANKED.match(text, line, part.span.start)
        if found is None:
            return False
        ranks.append(found["rank"] or found["nth"])
    return any(f"{ranks[0]}{ranks[1]}" in row for row in _RANKS)


def _spanned(text: str, run: Sequence[_Class]) -> bool:
    """Whether the draft says from where to where all classes go: 「10人以上30人以下で」."""
    first, last = run[0].ends[0], run[-1].ends[1]
    if not first or not last or run[0].group[0]:
        return False
    sides = "(?:以上|から|[〜～~])、?"
    return re.search(f"(?<![0-9,]){re.escape(first)}{sides}{re.escape(last)}", text) is not None


def _alone(run: Sequence[_Class], at: int) -> bool:
    """Whether only this class says 「を超え」 of where it begins: it is the one to mend."""
    others = [one for number, one in enumerate(run) if number != at and one.low is not None]
    return run[at].above and len(others) > 1 and not any(one.above for one in others)


def _scaled(run: Sequence[_Class]) -> Sequence[_Class]:
    """The bounds in the smallest of their units: minutes, if some are hours."""
    scale = min(one.scale for one in run)
    return [
        one._replace(
            low=None if one.low is None else one.low / scale,
            high=None if one.high is None else one.high / scale,
        )
        for one in run
    ]


def _close(one: _Class, other: _Class, both: bool) -> bool:
    """Whether two classes by themselves are thought to be neighbours."""
    if one.high is None or other.low is None:
        return False
    apart = abs(other.low - one.high)
    if one.group[0] == 0 and both:
        return apart * 2 <= one.high  # two rows of a table
    return apart * 3 <= one.high if both else apart <= max(2, one.high / 2 if one.ends[0] else 0)


def _again(text: str, bound: str) -> int:
    return len(re.findall(rf"(?<![0-9,.]){re.escape(bound)}", text)) if bound else 0


def _shown(number: Decimal) -> str:
    return f"{number.normalize():,f}"
