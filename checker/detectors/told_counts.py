"""Numbers of things that stand right behind them, however they are laid out.

「給水所を開きます（4か所、午後2時から）」 over three items, 「次の2か所です。東小学校。西小学校。北小学校。」,
「会場（4か所）」 as the head of a column of three, 「対象の学校　5校」 over a line of four names,
「次の8つの講座」 over seven lines with columns, 「（1）会場　市内4会場」 over ア to ウ.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from checker.context import Context
from checker.detectors.listing import LONGEST, said, several
from checker.document.model import Block, BlockKind, Document, Format
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

MOST = 20
NEAR = 2
"""By so much a number may be off and still be meant for what stands there."""

SHORT = 40
"""Code points of a line that announces, and of a name."""

_PLACE = (
    "[かカヶケ箇]所|会場|施設|店舗|館|校|園|公園|団地|路線|医療機関|診療所|投票所|避難所|窓口|店"
)
_THING = "講座|コース|教室|部門|種類|品目|団体|点|つ|事業|クラス|職種|区分|項目|地区|世帯|作品"
_N = r"(?P<number>[0-9]{1,2}|[二三四五六七八九十])"
HEADED = Scan(
    rf"[（(](?:市内|町内|全|計)?{_N}(?P<unit>{_PLACE}|講座|コース|教室|部門|団体|点|種類|品目)(?:、[^（()）\n]{{1,24}})?[)）]$"
)
LABELLED = Scan(
    rf"^[^。、\n]{{2,16}}[　：: ](?:市内|町内|全|計)?{_N}(?P<unit>{_PLACE}|職種|部門|コース|講座|種類|品目|団体)$"
)
SENTENCES = Scan(
    rf"(?:は|を)?、?(?:次|つぎ|以下)の[ 　]?{_N}(?P<unit>{_PLACE}|{_THING})(?:です|を[^。、\n]{{1,12}}(?:ます|ました|います)|[にで][^。、\n]{{1,12}}(?:ます|ました))。(?P<rest>[^\n]*)$"
)
ROWS = Scan(
    rf"(?:次|つぎ|以下|下記)の{_N}(?:つの|[かカヶ箇]所の|種類の)?(?P<unit>講座|コース|教室|部門|団地|会場|施設|団体|作品|世帯|公民館|学校|商品|店舗|事業所|路線|クラス|職種)"
)
_IS_PLACE = regex(_PLACE)
_PLACES = regex(
    "(?:館|所|園|校|場|センター|プラザ|ホール|会館|病院|医院|診療所|クリニック|外科|内科|歯科|医科|小児科|眼科|耳鼻科|産婦人科|皮膚科|薬局|店|駅|局|公園|広場|支所|寺|社|庁舎|役所|役場|団地|線|室|課|前|門|玄関|ロビー|ビル|コース)$"
)
_LOOSE = regex(
    "うち|以上|以下|以内|など|ほか|いずれか|各|ずつ|約|主な|のべ|延べ|または|又は|最大|予定|追加"
)
_GAP = regex(r"[ 　\t]+|[：:（(]")
_ITEMS = frozenset((BlockKind.LIST_ITEM, BlockKind.LABEL))
_MARK = regex(
    r"[ 　\t]*(?:(?P<number>[(（]?[0-9０-９]{1,2}[)）.．、 　])|(?P<kana>[(（]?[ア-ソ][)）.．、 　])|(?P<circle>[①-⑳])|[-*+・●○■□◆◇▼▽◎☆★▶◯•–])"
)
_COLUMNS = regex(r"\S(?:[ 　]{2,}|　|\t)\S")
_NAMES = regex("[、，]|(?<=[一-龠ァ-ヶー）)])と(?=[一-龠ァ-ヶー])")
_NOT_NAME = regex("[はがをにで。]|です|ます|から|まで")


def _match(span: Span, count: int, place: Span) -> Match:
    return Match(span, {"count": str(count)}, related=(Related(place, f"{count}つあります"),))


def _fits(number: int | None, count: int) -> bool:
    """Whether nothing is to be said of a number, or nothing can be."""
    return (
        number is None
        or not 2 <= number <= MOST
        or count < 2
        or number == count
        or abs(number - count) > min(NEAR, max(1, count // 2))
    )


def _below(context: Context, block: Block) -> Sequence[Block]:
    blocks = context.document.blocks
    at = bisect_right(blocks, block.span.start, key=lambda other: other.span.start)
    return blocks[at : at + LONGEST]


def _over_items(context: Context) -> Iterator[Match]:
    document = context.document
    text = document.folded
    for found in (one for scan in (HEADED, LABELLED) for one in scan.finditer(text)):
        block = document.block_at(found.start("number"))
        if block.quoted or block.cell is not None or len(block.span) > SHORT:
            continue
        if "。" in block.span.cut(text) or _LOOSE.search(block.span.cut(text)):
            continue
        place = _IS_PLACE.fullmatch(found["unit"]) is not None
        span = Span(found.start("number"), found.end("unit"))
        items = _items(context, block)
        if items:
            names = [_name(item.span.cut(text)) for item in items]
            last = items[-1].span
        else:
            below = _below(context, block)
            if not below or below[0].cell is not None or below[0].kind in _ITEMS:
                continue
            line = below[0].span.cut(text).strip(" 　")
            if "。" in line.rstrip("。") or _LOOSE.search(line) or len(line) > 120:
                continue
            names = [name.strip(" 　。") for name in _NAMES.split(line)]
            last = below[0].span
            if any(_NOT_NAME.search(name) or len(name) > 16 or not name for name in names):
                continue
        if any(map(several, names)) or (place and not all(map(_PLACES.search, names))):
            continue
        if not _fits(said(found["number"]), len(names)):
            yield _match(span, len(names), last)


def _items(context: Context, block: Block) -> Sequence[Block]:
    """The lines right below that open with one mark, another one than the line itself."""
    document = context.document
    below = _below(context, block)
    own = _opening(document, block)
    if not below or below[0].kind not in _ITEMS or not (mark := _opening(document, below[0])):
        return ()
    if mark == own:
        return ()
    items: list[Block] = []
    for other in below:
        if other.kind not in _ITEMS or _opening(document, other) != mark:
            break
        items.append(other)
    following = below[len(items)] if len(items) < len(below) else None
    if following is not None and following.kind in _ITEMS and _opening(document, following) != own:
        return ()  # items of another level follow
    return items


def _opening(document: Document, block: Block) -> str:
    """The kind of mark with which a line opens in its source."""
    if document.format is Format.HTML:
        return "li" if block.kind is BlockKind.LIST_ITEM else ""
    found = _MARK.match(document.source, block.source.start)
    if found is None:
        return ""
    return found.lastgroup or found.group().strip()


def _name(line: str) -> str:
    """What an item names, without its mark and without what is said of it behind a gap."""
    line = line.strip(" 　")
    mark = _MARK.match(line)
    return _GAP.split(line[mark.end() if mark else 0 :].strip(" 　"), maxsplit=1)[0]


def _sentences(context: Context) -> Iterator[Match]:
    """「次の2か所を開いています。東小学校。西小学校。北小学校。」."""
    document = context.document
    text = document.folded
    for found in SENTENCES.finditer(text):
        block = document.block_at(found.start("number"))
        sentence = text[max(block.span.start, found.start() - SHORT) : found.start("rest")]
        if block.quoted or _LOOSE.search(sentence):
            continue
        rest = found["rest"]
        if not rest:
            below = _below(context, block)
            if not below or below[0].kind in _ITEMS or below[0].cell is not None:
                continue
            rest = below[0].span.cut(text)
        names: list[str] = []
        for part in rest.rstrip("。").split("。"):
            name = part.strip(" 　")
            if not names and "、" in name:
                names = [one.strip(" 　") for one in _NAMES.split(name.removesuffix("です"))]
                if any(map(_NOT_NAME.search, names)):
                    names = []
                break
            if len(name) > 16 or _NOT_NAME.search(name):
                break
            names.append(name)
        if any(_LOOSE.search(name) or len(name) > 16 or several(name) for name in names):
            continue
        place = _IS_PLACE.fullmatch(found["unit"]) is not None
        if place and not all(map(_PLACES.search, names)):
            continue
        if not _fits(said(found["number"]), len(names)):
            span = Span(found.start("number"), found.end("unit"))
            at = found.start("rest") if found["rest"] else found.end() + 1
            yield _match(span, len(names), Span(at, at + len(rest)))


def _over_rows(context: Context) -> Iterator[Match]:
    """「次の8つの講座」 over lines with columns, or over a table of which each row is one."""
    document = context.document
    text = document.folded
    for found in ROWS.finditer(text):
        block = document.block_at(found.start())
        begin = max(block.span.start, text.rfind("。", block.span.start, found.start()) + 1)
        stop = text.find("。", found.end(), block.span.end)
        end = stop if stop >= 0 else block.span.end
        if block.quoted or block.cell is not None or _LOOSE.search(text, begin, end):
            continue
        if text[end : block.span.end].strip("。 　") or end - begin > 2 * SHORT:
            continue
        names: list[str] = []
        last = block.span
        table = None
        for other in _below(context, block):
            line = other.span.cut(text).strip(" 　")
            if other.cell is not None and (table is None or other.cell.table == table):
                if table is None and names:
                    break
                table = other.cell.table
                if other.cell.column == 0 and not other.cell.header and line:
                    names.append(line)
                    last = other.span
                continue
            if table is not None or not _COLUMNS.search(line) or len(line) > 2 * SHORT:
                break
            if "。" in line or other.kind in (BlockKind.HEADING, BlockKind.TITLE):
                break
            names.append(_GAP.split(line, maxsplit=1)[0])
            last = other.span
        if any(map(several, names)) or len(set(names)) < len(names) or len(names) < 3:
            continue
        if names and ("計" in names[-1] or any("※" in name for name in names)):
            continue
        if table is not None and said(found["number"]) in _widths(document, table):
            continue  # one column each
        if not _fits(said(found["number"]), len(names)):
            span = Span(found.start(), found.end())
            yield _match(span, len(names), last)


def _widths(document: Document, table: int) -> tuple[int, int]:
    """How many columns a table has, with and without the first."""
    columns = [
        cell.cell.column for cell in document.cells if cell.cell and cell.cell.table == table
    ]
    return max(columns) + 1, max(columns)


COLUMN = Scan(rf"^[^（(\n]{{1,10}}[（(](?:全|計)?(?P<said>{_N}(?:{_PLACE}|{_THING}))[)）]$")


def _columns(context: Context) -> Iterator[Match]:
    """「会場（4か所）」 as the head of the first column of three."""
    document = context.document
    text = document.folded
    for found in COLUMN.finditer(text):
        cell = document.block_at(found.start()).cell
        if cell is None or cell.row or cell.column or not cell.header:
            continue
        if _LOOSE.search(found.group()):
            continue
        column = [
            other
            for other in document.cells
            if other.cell and other.cell.table == cell.table and other.cell.column == 0
        ][1:]
        names = [other.span.cut(text).strip() for other in column]
        if not names or any(map(several, names)) or len(set(names)) < len(names) or not all(names):
            continue
        if "計" in names[-1] or _fits(said(found["number"]), len(names)):
            continue
        yield _match(Span(*found.span("said")), len(names), column[-1].span)


SERVICES = Scan(
    r"1日(?:に|当たり)?[ 　]?(?P<number>[0-9]{1,2})(?P<unit>便|本)(?=です|運行|走|あり|を|。|）|$)"
)
_CLOCK = r"[0-9]{1,2}(?::[0-9]{2}|時[0-9]{1,2}分|時(?![間台]))"
_CLOCKS = regex(rf"{_CLOCK}(?:[ 　、，・／/|]+{_CLOCK}){{2,30}}")
_ONE_CLOCK = regex(_CLOCK)
_BOTH_WAYS = regex("往復|上り|下り|復路|行き|帰り|平日|土曜|休日|系統|各|ずつ|路線ごと")


def _services(context: Context) -> Iterator[Match]:
    """「1日8便です」 and the only line of times, of which there are seven."""
    text = context.document.folded
    found = list(SERVICES.finditer(text))
    if len(found) != 1 or _BOTH_WAYS.search(text):
        return
    lines = list(_CLOCKS.finditer(text))
    count = len(_ONE_CLOCK.findall(lines[0].group())) if len(lines) == 1 else 0
    if count and not _fits(said(found[0]["number"]), count):
        yield _match(Span(*found[0].span()), count, Span(*lines[0].span()))


WAYS = (
    ((HEADED, LABELLED), _over_items),
    ((SENTENCES,), _sentences),
    ((ROWS,), _over_rows),
    ((COLUMN,), _columns),
    ((SERVICES,), _services),
)
"""What finds a number that what stands right behind it does not have."""
