"""What a sentence tells of the rows of a table or a list, and the rows do not say.

The most or the least of all (「児童数が最も多いのは東小」), the cell of a row and a column (「市内の子どもは
300円」), which comes first (「最初に出演するのは西中学校」), and which key goes with a value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from checker.annotations.types import AnnotationKind, PeriodValue, TimeValue
from checker.context import Context
from checker.detectors import Options, papers_of_items
from checker.detectors.grids import Amount, Grid, amount, grids_of, unit_of
from checker.detectors.ways import Ways
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"name", "right"})

MOST_ROWS = 60
"""Rows of a table beyond which it is data."""

LEAST_ROWS = 3
"""Rows of one kind from which the odd one can be told."""

_UP = "多|高|大き|長|遅|広"
_DOWN = "少な|低|小さ|短|早|安|狭"
MOST = Scan(
    rf"(?:最も|もっとも|一番|いちばん)、?(?P<way>{_UP}|{_DOWN})(?:い|かった)(?P<what>[^。、\n]{{0,12}}?)(?:のは|は)、?「?(?P<name>[^。、\n（(」「][^。、\n（(」]{{0,15}}?)」?(?P<end>で|です|でした|、|。|の順|$|[（(])"
)
MOST_OF = Scan(
    rf"(?<![一-龠ァ-ヶーA-Z0-9])(?P<name>[一-龠ァ-ヶーA-Z0-9][一-龠ァ-ヶーA-Zの0-9]{{0,14}}?)(?:が|は)、?(?:最も|もっとも|一番|いちばん)、?(?P<way>{_UP}|{_DOWN})(?:く|い)"
)
_BRACKETED = regex(r"[（(](?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<unit>[^0-9（）()\s]{0,4})[)）]")
_WHOLE = regex("^(?:合?計|総計|小計|全体|平均|全市|市全体|総数|その他)")
_OTHERWISE = regex(
    "当たり|あたり|比べ|前年|昨年|増|減|伸び|差|割合|率|市外|県内|次いで|次に|これまで|過去|見込|予想"
)
PART_OF = regex(r"(?:の|な)?(?:クラス|コース|地区|学校|会場|館|区|校|人|年代|日|月|年度|便)?$")
"""What may follow the name of a row in a sentence: 「4歳児のクラス」."""


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (*_WAYS.scans, *papers_of_items.NOTED)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match what a sentence tells, with what the rows say."""
    text = context.document.folded
    told: list[Span] = []
    for find in _WAYS.asked(text):
        for match in find(context, text):
            if not any(match.span.overlaps(span) for span in told):
                told.append(match.span)
                yield match
    yield from papers_of_items.wrong_items(context)


def _match(span: Span, name: str, right: str, rows: Span) -> Match:
    related = (Related(rows, "表や一覧ではここです"),)
    return Match(span, {"name": name, "right": right}, related=related)


# --- the most of all ------------------------------------------------------------------------


def _most(context: Context, text: str) -> Iterator[Match]:
    for found in (one for scan in (MOST, MOST_OF) for one in scan.finditer(text)):
        block = context.document.block_at(found.start())
        if block.cell is not None:
            continue
        begin = max(block.span.start, text.rfind("。", block.span.start, found.start()) + 1)
        if _OTHERWISE.search(text, begin, found.end()):
            continue
        up = found["way"] in _UP.split("|")
        place = Span(*found.span("name"))
        name = found["name"].strip()
        judged = [read for grid in grids_of(context) for read in _extremes(text, grid, name, up)]
        if not judged:
            continue
        if not any(right for right, _, _ in judged):
            if len(judged) == 1:
                _, there, _ = judged[0]
                shown = there.cut(text).strip()
                yield _match(place, "「" + name + "」", f"「{shown}」", there)
            continue
        bracket = _BRACKETED.match(text, place.end) or _BRACKETED.match(text, found.end("end") - 1)
        rows = [row for right, _, row in judged if right]
        if bracket is not None and len(rows) == 1:
            number = Decimal(bracket["number"].replace(",", ""))
            known = [one for one in rows[0] if one.number is not None]
            same = [one for one in known if not one.unit or one.unit == unit_of(bracket["unit"])]
            if same and number not in {one.number for one in known}:
                right_ = f"{same[0].number:,f}{bracket['unit']}"
                yield _match(
                    Span(bracket.start("number"), bracket.end("unit")),
                    "「" + name + "」の数",
                    right_,
                    same[0].span,
                )


def _extremes(
    text: str, grid: Grid, name: str, up: bool
) -> Iterator[tuple[bool, Span, Sequence[Amount]]]:
    """For a grid that has a row of a name: whether it is the extreme one, which is, its numbers."""
    rows = [
        row
        for row in grid.rows
        if not _WHOLE.search(text[row.cells[0].start : row.cells[0].end].strip())
    ]
    if not 2 <= len(rows) <= MOST_ROWS:
        return
    names = [text[row.cells[0].start : row.cells[0].end].strip(" 　・*-■○●") for row in rows]
    own_row = [index for index, one in enumerate(names) if one and _same(name, one)]
    if len(own_row) != 1:
        return
    width = min(len(row.cells) for row in rows)
    found = []
    for column in range(1, width):
        read = [amount(text, row.cells[column]) for row in rows]
        known = [one for one in read if one is not None]
        if len(known) == len(rows) and len({one.unit for one in known if one.unit}) <= 1:
            found.append(known)
    if not found:
        return
    own = [amounts[own_row[0]] for amounts in found]
    right = False
    for amounts in found:
        numbers = [one.number for one in amounts]
        best = max(numbers) if up else min(numbers)
        right = right or amounts[own_row[0]].number == best
    numbers = [one.number for one in found[0]]
    best_at = numbers.index(max(numbers) if up else min(numbers))
    yield right, rows[best_at].cells[0], own


def _same(said: str, row: str) -> bool:
    """Whether a sentence means a row: its name, or that and a word for what the rows are."""
    return (
        said == row
        or (said.startswith(row) and PART_OF.fullmatch(said, len(row)) is not None)
        or (len(said) >= 2 and row.startswith(said) and len(row) - len(said) <= 3)
    )


# --- a cell by its row and its column ----------------------------------------------------------

_N = r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)[ 　]?(?P<unit>円|人|件|台|点|冊|組|世帯|本|枚|時間|分|区画|%|％|席)"
CELL = (
    Scan(
        rf"(?<![一-龠ァ-ヶー])(?P<a>[一-龠ァ-ヶーぁ-ん0-9A-Z・]{{1,10}}?)の(?P<b>[一-龠ァ-ヶーぁ-ん0-9]{{1,8}}?)(?:は|が|なら|だと|：)、?(?:1(?:人|回|枚|台|時間|日|冊)(?:につき|当たり|あたり)?)?、?{_N}"
    ),
)
_CHANGED = regex(
    "割引|減免|免除|団体|半額|加算|別途|昨年|前年|増|減|合わせ|合計|計|以上|以下|未満|まで|約|ずつ|から|ほか|例え|うち|残"
)

_RECKONED = regex(
    "倍|割増|割り増|割引|引き|減免|免除|加算|半額|半分|団体|営利|入場料を|昨年|前年|これまで|改定|値上|値下|計算|合わせ|合計|暖房|冷房|[0-9一二三四五六七八九]割|[0-9][%％]|分の[0-9]"
)
"""What makes another sum of the one that a cell has."""


def _cells(context: Context, text: str) -> Iterator[Match]:
    """「市内の子どもは300円」 where the cell of 市内 and 子ども has 150円."""
    grids = [grid for grid in grids_of(context) if grid.head and len(grid.rows) <= MOST_ROWS]
    if not grids:
        return
    for found in CELL[0].finditer(text):
        block = context.document.block_at(found.start())
        if block.cell is not None or block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            continue
        stop = min(
            [end for mark in "。、\n" if (end := text.find(mark, found.end())) >= 0] or [len(text)]
        )
        begin = max(block.span.start, text.rfind("。", block.span.start, found.start()) + 1)
        if (
            _CHANGED.search(text, found.end(), min(stop, found.end() + 12))
            or _CHANGED.search(found["a"] + found["b"])
            or _RECKONED.search(text, begin, stop)
        ):
            continue
        cells = [one for grid in grids for one in _cell_of(text, grid, found["a"], found["b"])]
        if len(cells) != 1:
            continue
        unit = unit_of(found["unit"])
        number = Decimal(found["number"].replace(",", ""))
        if cells[0].unit in ("", unit) and cells[0].number != number and not cells[0].nil:
            place = Span(found.start("number"), found.end("unit"))
            name = f"「{found['a']}の{found['b']}」"
            yield _match(place, name, f"{cells[0].number:,f}{found['unit']}", cells[0].span)


def _cell_of(text: str, grid: Grid, one: str, other: str) -> Iterator[Amount]:
    heads = [text[cell.start : cell.end].strip() for cell in grid.head]
    corner = len(grid.rows[0].cells) == len(heads) + 1  # an empty cell above the names
    heads = ["", *heads] if corner else heads
    for row_name, column_name in ((one, other), (other, one)):
        columns = [at for at, head in enumerate(heads) if at and _bare(head) == column_name]
        rows = [
            row
            for row in grid.rows
            if _bare(text[row.cells[0].start : row.cells[0].end].strip()) == row_name
        ]
        if len(columns) == 1 and len(rows) == 1 and len(rows[0].cells) == len(grid.head) + corner:
            read = amount(text, rows[0].cells[columns[0]])
            if read is not None:
                yield read


ROW = Scan(
    r"(?<![一-龠ァ-ヶー0-9])(?P<a>[一-龠ァ-ヶーぁ-ん0-9A-Z・]{1,12}?)(?:は|が|：)、?(?:1(?:人|回|枚|台|日|冊|時間)(?:につき|当たり|あたり)?)?、?(?P<number>[0-9][0-9,]*)(?P<unit>円)(?=、|。|です|で|$)"
)


def _sums(context: Context, text: str) -> Iterator[Match]:
    """「半日コースは1,200円、1日コースは2,200円」 where the row 「1日」 has 2,000円."""
    grids = [grid for grid in grids_of(context) if len(grid.rows) <= MOST_ROWS]
    if not grids:
        return
    for found in ROW.finditer(text):
        block = context.document.block_at(found.start())
        if block.cell is not None or "。" not in block.span.cut(text):
            continue
        begin = max(block.span.start, text.rfind("。", block.span.start, found.start()) + 1)
        if _CHANGED.search(text, begin, found.start()) or _PRICED.search(text, begin, found.end()):
            continue
        rows = [
            row for grid in grids for row in grid.rows if _is_row(text, row.cells[0], found["a"])
        ]
        if len(rows) != 1:
            continue
        sums = [read for cell in rows[0].cells[1:] if (read := amount(text, cell)) is not None]
        number = Decimal(found["number"].replace(",", ""))
        if len(sums) == 1 and sums[0].unit == "円" and sums[0].number != number:
            place = Span(found.start("number"), found.end("unit"))
            yield _match(place, f"「{found['a']}」", f"{sums[0].number:,f}円", sums[0].span)


_PRICED = regex("値上|値下|改定|これまで|今まで|新しい|4月から|高く|安く|返|補助|助成|手数料は")


def _is_row(text: str, cell: Span, name: str) -> bool:
    row = _bare(text[cell.start : cell.end].strip(" 　・*-"))
    rest = name[len(row) :] if name.startswith(row) else None
    return bool(row) and rest is not None and (not rest or PART_OF.fullmatch(rest) is not None)


_NOTE = regex(r"[（(][^（()）]*[)）]$")


def _bare(name: str) -> str:
    return _NOTE.sub("", name)


# --- which comes first --------------------------------------------------------------------------

FIRST = Scan(
    r"(?P<which>最初|最後|トップ|大トリ|(?P<nth>[0-9]{1,2})番目)(?:を|に|の)?[^。、\n0-9]{0,12}?は、?(?P<name>[一-龠ァ-ヶーA-Z][^。、\n（(0-9]{1,14}?)(?:で|です|、|。|が|$)"
)
_ORDER = regex(
    r"^[ 　・*-]*(?:[（(]?第?(?P<number>[0-9]{1,2})(?:番目?|位|組目|番手)?)[ 　.．)）：:、]{0,3}(?P<name>[^\s　。、（(0-9][^\s　。、（(]{1,14})",
    re.MULTILINE,
)


def _first(context: Context, text: str) -> Iterator[Match]:
    """「1番目　東中学校 … 最初に出演するのは西中学校」."""
    order: dict[str, tuple[int, Span]] = {}
    numbers: list[int] = []
    if "順" not in text and "番目" not in text:
        return
    for found in _ORDER.finditer(text):
        numbers.append(int(found["number"]))
        order[found["name"]] = (int(found["number"]), Span(*found.span("name")))
    if len(order) < 3 or numbers != list(range(1, len(numbers) + 1)) or len(order) < len(numbers):
        return
    for found in FIRST.finditer(text):
        if found["name"] not in order:
            continue
        wanted = 1 if found["which"] in ("最初", "トップ") else len(numbers)
        wanted = int(found["nth"]) if found["nth"] else wanted
        number, there = order[found["name"]]
        if number != wanted and not there.overlaps(Span(*found.span())):
            name = next(one for one, (at, _) in order.items() if at == wanted)
            yield _match(
                Span(*found.span("name")), "「" + found["which"] + "」", f"「{name}」", there
            )


# --- how long each of them is ------------------------------------------------------------------

EACH_LONG = Scan(
    r"(?:いずれも|どれも|すべて|全て|各回|毎回|1回|1コマ|各)(?:1回|1コマ|は|の時間は)?、?[ 　]?(?:(?P<hours>[0-9])時間(?P<half>半)?)?(?:(?P<minutes>[0-9]{2,3})分)?(?=[）)です。、の]|$)"
)


def _lengths(context: Context, text: str) -> Iterator[Match]:
    """「いずれも1回90分」 over rows of which one goes from 10:00 to 11:00."""
    told = [one for one in EACH_LONG.finditer(text) if one["hours"] or one["minutes"]]
    if len(told) != 1:
        return
    one = told[0]
    long = int(one["hours"] or 0) * 60 + int(one["minutes"] or 0) + 30 * bool(one["half"])
    rows = []
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        block = context.document.block_at(period.span.start)
        listed = block.cell is not None or block.kind is BlockKind.LIST_ITEM or len(block.span) < 50
        if not isinstance(value, PeriodValue) or not listed or block.span.start > period.span.start:
            continue
        if isinstance(value.start, TimeValue) and isinstance(value.end, TimeValue):
            start, end = value.start.minutes, value.end.minutes
            if start is not None and end is not None and end > start:
                rows.append((end - start, period.span))
    odd = [span for length, span in rows if length != long]
    noted = bool(odd) and text.startswith(("（", "("), odd[0].end)
    if len(rows) >= LEAST_ROWS and len(odd) == 1 and not noted:
        yield _match(odd[0], "時間", f"「{one.group()}」", Span(*one.span()))


# --- which value goes with which key --------------------------------------------------------------

_KIND = "投票区|歳児|年生|地区|丁目|学区|期|班|組|支部"
_PAIR = regex(
    rf"^[ 　・*-]*(?P<key>第?[1-9]?[0-9](?P<kind>{_KIND}))[ 　：:\n]{{1,3}}(?P<value>[一-龠ァ-ヶーぁ-んA-Z0-9々]{{4,20}})(?=[（( 　\n]|$)",
    re.MULTILINE,
)


def _keys(context: Context, text: str) -> Iterator[Match]:
    """「第3投票区　みどり台小学校 … 第2投票区の人は、…みどり台小学校」."""
    pairs: dict[str, str] = {}
    places: dict[str, Span] = {}
    kinds: set[str] = set()
    for found in _PAIR.finditer(text):
        if found["key"] not in pairs:
            kinds.add(found["kind"])
            pairs[found["key"]] = found["value"]
            places[found["key"]] = Span(*found.span("value"))
    if len(pairs) < LEAST_ROWS or len(kinds) != 1 or len(set(pairs.values())) < len(pairs):
        return
    last = max(place.end for place in places.values())
    for sentence in context.document.sentences:
        span = sentence.span
        if not sentence.prose or span.start < last:
            continue
        said = span.cut(text)
        keys = [key for key in pairs if key in said]
        values = [key for key, value in pairs.items() if value in said]
        if len(keys) != 1 or len(values) != 1 or keys == values or _ELSEWHERE.search(said):
            continue
        at = said.find(keys[0])
        if not said.startswith(("の", "は", "に"), at + len(keys[0])):
            continue
        place = Span(span.start + at, span.start + at + len(keys[0]))
        yield _match(place, f"「{pairs[values[0]]}」の場所", f"「{values[0]}」", places[values[0]])


_ELSEWHERE = regex("期日前|または|又は|どちら|以外|雨|でも|隣|近く|集まって|ではなく|ほか")

KEYED = Scan("第[1-9](?:投票区|地区|学区|期|班|組|支部)の|[0-9](?:年生|丁目|歳児)(?:の|は)")

_WAYS: Ways[Callable[[Context, str], Iterator[Match]]] = Ways(
    ((MOST, MOST_OF), _most),
    (CELL, _cells),
    ((ROW,), _sums),
    ((FIRST,), _first),
    ((EACH_LONG,), _lengths),
    ((KEYED,), _keys),
)
