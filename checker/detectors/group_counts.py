"""A number of things that the draft then lists: 「市内6か所に設けています」 above a table of five clubs.

The line that announces and the group (a table, lines with one mark, numbered headings, rows of
names) stand next to each other, or with one heading or caption between them. What is counted
must be what the group lists: places for か所, schools for 校, names of people for 人.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from checker.annotations.numerals import parse
from checker.context import Context
from checker.detectors import Options, counted_out
from checker.detectors.grids import grids_of
from checker.detectors.listing import said, table_at
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"count"})

MOST = 20
LONGEST = 60
"""Blocks below in which the end of a group is looked for."""

_PLACE_UNITS = "[かカヶケ箇]所|会場|施設|窓口|拠点|店舗|館|校|園|公園|団地|地区|路線|クラブ|医療機関|診療所|投票所|避難所"
_THING_UNITS = "種類|段階|ステップ|コース|講座|部門|項目|要件|条件|方法|制度|区分|品目|言語|点|つ|手順|議案|事業|分野|班"
_N = r"(?P<number>[0-9](?<![0-9,.第].)[0-9]?|[二三四五六七八九](?=つ|種類|か所))"
ANNOUNCED = (
    Scan(rf"{_N}(?P<unit>{_PLACE_UNITS})(?=に|で|が|を|です|あり|ござ|の|。|、|）|\)|】|$|つ)"),
    Scan(
        rf"{_N}(?P<unit>{_THING_UNITS})(?=に|で(?!も)|が|を|です|あり|ござ|の(?!うち|中)|。|）|\)|】|$)"
    ),
    Scan(
        r"(?P<number>[0-9](?<![0-9,.第].)[0-9]?)(?P<unit>名|人)(?=です|。|）|\)|$|の?(?:方|みなさん|皆さん))"
    ),
)
_NOT_SUCH = regex(
    "うち|以上|以内|以下|未満|など|ほか|以外|等の|から(?:1つ|一つ|選)|いずれか|各|ずつ|昨年|前回|これまで|従来|約|主な|一部|代表|まで|毎|1人|最大|のべ|延べ|増|減|残り|定員|抽選|募集人|先着|追加|当たり|あたり|につき|ごと|変更前|廃止|合計|と合わせ|を含|除|それぞれ"
)
_AHEAD = regex("次|以下|下記|下の|下表")
_ASIDE = regex("[※＊*注]|[（(](?![0-9０-９ア-ソa-z]{1,2}[）)])|ただし|なお|ほかに|このほか")
_MARK = regex(
    r"(?P<circle>[①-⑳])|(?P<bracket>[（(][0-9０-９]{1,2}[）)])|(?P<kana>[（(]?[ア-コ][）)．.])|(?P<number>[0-9０-９]{1,2})(?=[.．、)） 　])"
    r"|(?P<ordinal>第[0-9０-９]{1,2})(?=[^0-9])|(?P<dot>[-+・●○■□◆◇▼▽◎☆★▶◯•–*])(?![*])|(?P<tag><li)"
)
_PLACE = regex(
    "(?:館|所|園|校|場|センター|ター|プラザ|ホール|会館|病院|医院|診療所|クリニック|薬局|店|駅|局|公園|広場|クラブ|室|課|前|支所|寺|社|庁舎|役所|役場|出張所|地区|町|丁目|団地|線|便|コース|回り)$"
)
_PERSON = regex(r"[一-龠々]{1,3}[ 　][一-龠々ぁ-んァ-ヶ]{1,5}(?:さん|氏|先生)?(?=[ 　（(]|$)")
_PLACE_HEAD = regex(
    "名称|施設|会場|場所|窓口|クラブ|学校|園|館|名$|地区|路線|団地|診療所|医療機関|所$"
)
_GENERIC = regex("一覧|名簿|案内|とおり|下の|次の|会場|場所|施設|窓口|内容|紹介")
_SEVERAL = regex("[、・／/，]|と(?=[一-龠ァ-ヶ])|および|及び")
_CUT = regex("[：:（(。]|[ 　]{1,}|(?<=[館校園所])(?:で|は)")
_JOINED = Scan(
    rf"(?P<names>[一-龠ァ-ヶーA-Za-z]{{1,8}}(?:・[一-龠ァ-ヶーA-Za-z]{{1,8}}){{1,7}})の[ 　]?{_N}(?P<unit>コース|クラス|種類|つ|部門|会場|[かカヶ箇]所|言語|区分|路線|地区)(?=です|で|が|を|に|。|、|から|$)"
)
_STEPS = Scan(rf"{_N}(?P<unit>点|つ)(?=あり|ござ|です|。|について)")
_STEP = regex(r"(?P<number>[1-9一二三四五])(?:点目|つ目|番目)")


_SIGNS = " 　・-*●○■□◆◇▼▽◎☆★▶◯•–+0123456789.．、)）(（"
_IS_PLACE = regex(_PLACE_UNITS)
_OF_NOUN = regex("つ?の(?P<noun>[一-龠ァ-ヶー]{2,6})")
_PRESENTS = regex(r"を[^。]{0,6}(?:紹介|ご?案内)")
_TABLE = regex("表|一覧")
_ENDS = regex(
    r"(?:です|あります|ございます|に分けます|に分かれています|となっています|を(?:紹介|お持ち|用意|満た)[^。]{0,12})?。?"
)
_TOTAL = regex("合[ 　]?計|計$|総数|全体|平均")
_DIGITS = regex("[0-9０-９①-⑳]+")
_PAIR = regex("[一-龠ァ-ヶー]{2}")
_GAP = regex(r"(?<=\S)(?:[ 　\t]{2,}|　)(?=\S)")


class _Group(NamedTuple):
    size: int
    readings: frozenset[int]
    names: Sequence[str]
    lines: Sequence[str]
    last: Span
    head: str
    table: bool


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (*ANNOUNCED, _JOINED, *counted_out.SCANS)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a number that the group right below it does not have."""
    document = context.document
    text = document.folded
    told: set[int] = set()
    for found in (one for scan in ANNOUNCED for one in scan.finditer(text)):
        number = said(found["number"])
        block = document.block_at(found.start())
        if number is None or not 2 <= number <= MOST or block.quoted or block.cell is not None:
            continue
        place = Span(found.start("number"), found.end("unit"))
        if place.start in told or not _announces(document, block, place):
            continue
        group = _below(context, block)
        if group is None or number in group.readings or not 2 <= group.size <= MOST:
            continue
        if abs(number - group.size) > 2 or not _counts(found["unit"], text, block, place, group):
            continue
        told.add(place.start)
        yield _match(place, group.size, group.last)
    if "・" in text:
        yield from _joined(context)
    yield from _steps(context)
    yield from counted_out.wrong_numbers(context)


def _match(place: Span, count: int, last: Span) -> Match:
    related = (Related(last, f"{count}つ目はここです"),)
    return Match(place, {"count": str(count)}, related=related)


def _announces(document: Document, block: Block, place: Span) -> bool:
    """Whether the number is that of all things, in the last sentence of its line or a short one."""
    text = document.folded
    begin = max(block.span.start, text.rfind("。", block.span.start, place.start) + 1)
    stop = text.find("。", place.end, block.span.end)
    rest = text[stop + 1 : block.span.end] if stop >= 0 else ""
    sentence = text[begin : stop if stop >= 0 else block.span.end]
    if _NOT_SUCH.search(sentence) or len(sentence) > 70 or _NOT_SUCH.search(rest):
        return False
    # What follows only says where the list stands.
    return not rest.strip() or (len(rest) < 45 and _GENERIC.search(rest) is not None)


def _counts(unit: str, text: str, block: Block, place: Span, group: _Group) -> bool:
    """Whether what a unit counts is what the group lists."""
    if unit in ("名", "人"):
        return all(map(_PERSON.match, group.lines))
    if _IS_PLACE.fullmatch(unit):
        if unit in ("館", "校", "園", "団地", "路線", "公園", "クラブ", "地区"):
            sign = "線" if unit == "路線" else unit
            return all(sign in name for name in group.names) or unit in group.head
        if group.table and _PLACE_HEAD.search(group.head):
            return True
        return all(_PLACE.search(name) for name in group.names)
    line = text[block.span.start : block.span.end]
    noun = _OF_NOUN.match(text, place.end - (unit == "つ"))
    if noun is not None and all(noun["noun"] in item for item in group.lines):
        return True
    if noun is not None and _PRESENTS.search(line):
        return not group.table
    behind = line[place.end - block.span.start :]
    if block.kind is BlockKind.HEADING or not behind.strip("）)】"):
        return not group.table or unit in group.head
    if group.table and unit not in group.head:
        return _TABLE.search(behind) is not None
    return _AHEAD.search(line) is not None or _ENDS.fullmatch(behind) is not None


# --- what stands below -------------------------------------------------------------------


def _below(context: Context, block: Block) -> _Group | None:
    document = context.document
    blocks = document.blocks
    at = bisect_right(blocks, block.span.start, key=lambda other: other.span.start)
    own = _key(document, block)
    for step in range(3):
        if at + step >= len(blocks):
            return None
        first = blocks[at + step]
        if first.cell is not None:
            return _of_table(document, at + step)
        for grid in grids_of(context):
            if grid.first == at + step and not grid.table:
                return _of_rows(document, [row.cells[0] for row in grid.rows])
        key = _key(document, first)
        if key is not None and key != own:
            group = _of_marks(document, at + step, key)
            if group is not None:
                return group
        if (rows := _spaced(document, at + step)) is not None:
            return rows
        line = first.span.cut(document.folded)
        if "。" in line or len(line) > 30 or _ASIDE.match(line):
            return None
        if step and first.kind is BlockKind.HEADING:
            return None
        if first.kind is BlockKind.HEADING and (named := _of_headings(document, at + step)):
            return named
        if first.kind is BlockKind.HEADING and not _GENERIC.search(line):
            return None
    return None


def _spaced(document: Document, at: int) -> _Group | None:
    """Lines of as many columns with spaces between them; without the head, which has no number."""
    text = document.folded
    rows: list[Span] = []
    columns = 0
    unmarked = True
    for block in document.blocks[at : at + LONGEST]:
        line = block.span.cut(text).strip(" 　")
        gaps = _GAP.findall(line)
        if block.cell is not None or not gaps or "。" in line or len(line) > 60:
            break
        if rows and len(gaps) != columns:
            break
        if rows and (_key(document, block) is None) != unmarked:
            break  # 「3　申し込み」 behind 「エ　市税を滞納していない」 begins another section
        unmarked = _key(document, block) is None
        columns = len(gaps)
        rows.append(block.span)
    numbered = [any(char.isdecimal() for char in span.cut(text)) for span in rows]
    if len(rows) > 2 and not numbered[0] and all(numbered[1:]):
        rows = rows[1:]
    return _of_rows(document, rows) if len(rows) > 1 else None


def _key(document: Document, block: Block) -> str | None:
    source = document.source
    start = block.source.start
    while source[start : start + 1] in (" ", "　", "\t", "#"):
        start += 1
    mark = _MARK.match(source, start)
    if mark is None:
        return None
    level = str(block.level) if block.kind is BlockKind.HEADING else "-"
    shown = mark["dot"] or ""
    return f"{mark.lastgroup}{shown}{level}"


def _of_marks(document: Document, at: int, key: str) -> _Group | None:
    """Lines with one mark, up to the next heading that has another."""
    items: list[Block] = []
    text = document.folded
    for block in document.blocks[at : at + LONGEST]:
        here = _key(document, block)
        if here == key:
            if not _ASIDE.match(block.span.cut(text).lstrip(" 　・-*●○■□◆◇")):
                items.append(block)
        elif here is None and block.kind is BlockKind.PARAGRAPH and key.endswith("-"):
            line = block.span.cut(text)
            if "。" in line and not _ASIDE.match(line):
                break
        elif block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            break
    rest = document.blocks[at : at + LONGEST]
    later = [block for block in rest if items and block.span.start > items[-1].span.start]
    for block in later:
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE) and not key[-1].isdecimal():
            break
        if _key(document, block) == key and block not in items:
            return None  # the list goes on behind a paragraph
    if key.startswith("number") or key.startswith("circle"):
        numbers = [_number(document, block) for block in items]
        if numbers != list(range(1, len(items) + 1)):
            return None
    elif key[-1].isdecimal() and not all(
        "会場" in b.span.cut(text) or _PLACE.search(_name(text, b.span)) for b in items
    ):
        return None
    return _of_rows(document, [block.span for block in items]) if len(items) > 1 else None


def _of_headings(document: Document, at: int) -> _Group | None:
    """Headings of one level that end alike: 住宅改修の補助, 家具の固定の補助."""
    text = document.folded
    first = document.blocks[at]
    tail = text[first.span.end - 2 : first.span.end]
    spans = [
        block.span
        for block in document.blocks[at:]
        if block.kind is BlockKind.HEADING and block.level == first.level
    ]
    alike = [span for span in spans if text[span.end - 2 : span.end] == tail]
    run = spans[: len(alike)] == alike and len(alike) > 2
    return _of_rows(document, alike) if run and _PAIR.fullmatch(tail) else None


def _number(document: Document, block: Block) -> int:
    found = _DIGITS.search(block.source.cut(document.source))
    if found is None:
        return 0
    if "①" <= found.group()[0] <= "⑳":
        return ord(found.group()[0]) - ord("①") + 1
    return int(found.group())


def _name(text: str, span: Span) -> str:
    line = span.cut(text).lstrip(_SIGNS)
    return _CUT.split(line, maxsplit=1)[0]


def _of_rows(document: Document, spans: Sequence[Span]) -> _Group | None:
    text = document.folded
    names = [_name(text, span) for span in spans]
    kept = [(name, span) for name, span in zip(names, spans, strict=True) if not _TOTAL.match(name)]
    if len(kept) < 2:
        return None
    lines = [span.cut(text).lstrip(_SIGNS) for _, span in kept]
    split = sum(len(_SEVERAL.split(name)) for name, _ in kept)
    several = sum(len(_SEVERAL.split(line)) for line in lines)
    readings = frozenset({len(kept), split, several, len({name for name, _ in kept})})
    return _Group(len(kept), readings, [name for name, _ in kept], lines, kept[-1][1], "", False)


def _of_table(document: Document, at: int) -> _Group | None:
    there = table_at(document, at)
    if there is None:
        return None
    text = document.folded
    blocks = document.blocks
    first = blocks[at].cell
    names, heads = [], []
    for block in blocks[at:]:
        cell = block.cell
        if cell is None or first is None or cell.table != first.table:
            break
        if cell.row == 0:
            heads.append(block.span.cut(text).strip())
        elif cell.column == 0:
            names.append(block.span.cut(text).strip())
    return _Group(
        there.size, there.readings, names, names, there.last, heads[0] if heads else "", True
    )


# --- in one sentence -----------------------------------------------------------------------


def _joined(context: Context) -> Iterator[Match]:
    """「初級・中級・上級の2コース」."""
    document = context.document
    text = document.folded
    for found in _JOINED.finditer(text):
        number = said(found["number"])
        count = found["names"].count("・") + 1
        if number is None or number == count or abs(number - count) > 2 or number < 2:
            continue
        if count < 3 and found["unit"] not in ("コース", "クラス"):
            continue
        start = found.start("names")
        before = text[max(0, start - 2) : start]
        if before[-1:] in tuple("・（(「") or (before[-1:] == "、" and before[:1] not in "はがに"):
            continue
        place = Span(*found.span("names"))
        span = Span(found.start("number"), found.end("unit"))
        yield Match(span, {"count": str(count)}, related=(Related(place, f"{count}つあります"),))


def _steps(context: Context) -> Iterator[Match]:
    """「変更点は3点あります。1点目は…、2点目は…」."""
    document = context.document
    text = document.folded
    if "点目" not in text and "つ目" not in text:
        return
    for found in _STEPS.finditer(text):
        number = said(found["number"])
        if number is None or not 2 <= number <= 9:
            continue
        end = text.find("\n\n", found.end())
        far = text[found.end() : min(len(text), found.end() + 600)] if end else ""
        steps = list(_STEP.finditer(far))
        numbers = [int(parse(step["number"]) or 0) for step in steps]
        if not numbers or numbers != list(range(1, len(numbers) + 1)) or len(numbers) < 2:
            continue
        begin = text.rfind("。", 0, found.start()) + 1
        said_ = text[begin : found.end()].replace("主な", "")
        if len(numbers) != number and not _NOT_SUCH.search(said_):
            at = found.end() + steps[-1].start()
            place = Span(at, at + len(steps[-1].group()))
            yield _match(Span(found.start("number"), found.end("unit")), len(numbers), place)
