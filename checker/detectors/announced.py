"""「次の3つ」, 「全9講座」, 「（1）から（4）まで」, and a list that is shorter or longer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from checker.context import Context
from checker.detectors.listing import Listing, below, region, said, table_at
from checker.detectors.nearby import Nearby
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

MOST = 30
"""A greater number is not that of a list in a notice."""

NEAR = 3
"""By so much a number may be off that of a table or of a section and still be meant for it."""

FAR = 90
"""Code points of a sentence behind the number; a longer one tells of more than the list."""

_NUMBER = "[0-9]{1,2}|[一二三四五六七八九十]{1,2}"
_UNITS = (
    "つ|点|項目|種類|種目|品目|職種|区分|段階|コース|条件|要件|方法|書類|ケース|[かカヶケ箇]所|会場|部門|部|講座|教室|制度|事業|地区|団地|施設"
    "|校|園|駅|館|店舗|店|社|者|団体|路線|言語|件|問|人|名|組|冊|本|品|曲|台|班|期|回|日|日間|世帯|法人|区間|工区|分野|クラス|チーム|機関|窓口|商品|作品|議案|案|例|公園|分館|医院|診療所"
)
_WHOLE_NUMBER = (
    "[0-9一二三四五六七八九十](?<![0-9,.第].)"
    "(?:(?<=[0-9])[0-9]|(?<=[一二三四五六七八九十])[一二三四五六七八九十])?"
)
"""A number from its first digit on, which is told last: a search can then leap to a digit."""
AHEAD = Scan(
    rf"(?:次|つぎ|以下|下記|下表|次表|別表|左記|右)(?:の?(?:表|一覧|とおり))?(?:に(?:挙げる|示す|掲げる|記載する|ある))?の[ 　]?(?P<number>{_NUMBER})[ 　]?(?:{_UNITS})"
    r"(?!目|ずつ|以上|以内|以下|未満|前|後|おき|ごと|生)(?P<rest>[^\n]*)"
)
ARE = Scan(
    rf"(?:は|が|に|を)、?(?:全部で|合わせて)?(?P<number>{_NUMBER})(?!人|名|回|日|台|世帯|期)(?:{_UNITS})(?:です|あります|(?<=所)にあります|(?<=所)に設け(?:ます|ています|ました)|ございます|に(?:分|わ)かれます|に[ 　]?(?:分|わ)けて(?:ください|[ 　]ください|出)|に分かれています|に分けています|となります|を紹介します|を募集します|からなります)。?(?P<rest>)$"
)
WHOLE = Nearby(
    Scan(rf"[（(　 、・：:]?(?:全|計|合計)(?P<number>{_NUMBER})(?P<unit>{_UNITS})[)）]?$"), 16
)
RANGE = Scan(
    r"(?P<open>[（(]?)(?P<first>1|ア|a|A|①)[)）]?(?:から|[〜～~\-－])(?P<open2>[（(]?)(?P<last>[0-9]{1,2}|[ア-ソ]|[b-jB-J]|[②-⑳])[)）]?(?:まで)?の?(?:いずれ|すべて|全て|全部|各|どれ|コース(?:から|の)|クラス(?:から|の)|会場(?:から|の)|プラン(?:から|の)|中から|要件|条件|書類|うち|項目|場合|事項|に該当|に当てはま)"
)
_MAY_RANGE = regex(r"[1アaA①][)）]?(?:から|[〜～~\-－])")
HEAD = Scan(
    "段階|講座|会場|コース|団体|校|園|地区|路線|者|社|館|機関|施設|部門|品目|種目|教室|議案|工区|分野"
)
_SINGLE = regex(
    "[ 　]?(?:つの|種類の)?(?:講座|コース|教室|部門|分野|事業|制度|件|会場|[かカヶケ箇]所|窓口|団体|校|園|館|店|社|者|地区|路線|施設|講義|区分|段階|班|問)"
)
"""What an item of a list names once: 「点検と取り替え」 is one lecture."""
_TITLED = regex("講座|教室|コース|部門|分野|議案|案|商品|作品|曲|事業|制度|問|例|種目")
"""What has a title of its own, in which 「分け方、減らし方」 is one thing."""
_PLACE_UNIT = regex(
    "[ 　]?(?:[かカヶケ箇]所|会場|分館|館|施設|校|園|つの(?:分館|会場|施設|公園|公民館|図書館|投票所|窓口|場所|学校))(?!以上)"
)
_PLACE_HEAD = regex(
    "(?:場所|会場|館名|施設名?|分館名?|窓口|投票所名?|学校名?|所在|ところ|名称|公民館名?)"
)
_SIGNS = ("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "アイウエオカキクケコサシスセソ", "abcdefghij", "ABCDEFGHIJ")
_HEAD = regex(
    r"(?P<noun>[一-龠ァ-ヶー]{1,6}?)(?:名|の?名称|番号|の?一覧|の?種類)?[ 　]*(?:[（(][^（()）]*[)）])?"
)
_NOT_SUCH = regex(
    "うち|前回|前年|昨年|前の期|これまで|従来|各|ずつ|約|以上|以内|まで|毎|当たり|あたり|につき|から選|いずれか|改正前|今期"
)
_LISTED = regex("[（(][^（()）]{8,}[)）]")
_SOME = regex("から[^。]{0,4}[0-9一二三四五六七八九十]|のうち|の(?:内|中)")
_OTHER_WORD = frozenset(["つ", "人", "名", "回", "日", "日間", "件", "点", "期", "本", "部", "組"])


def odd_counts(context: Context) -> Iterator[Match]:
    """One match a number that no reading of what it announces has."""
    document = context.document
    text = document.folded
    done: set[int] = set()
    for scan in (AHEAD, ARE):
        for found in scan.finditer(text):
            number = said(found["number"])
            block = document.block_at(found.start())
            if number is None or not 2 <= number <= MOST or block.quoted:
                continue
            rest = found["rest"].partition("。")[0]
            if len(rest) > FAR or AHEAD.expression.search(found["rest"]):
                continue
            single = _SINGLE.match(text, found.end("number")) is not None
            there = below(document, block, single=single) if block.cell is None else None
            if there is None or not (
                _odd(number, there) or _other_places(document, found.end("number"), number, there)
            ):
                continue
            done.add(block.span.start)
            yield _match(Span(found.start(), found.start("rest")), there)
    for found in WHOLE.finditer(text):
        number = said(found["number"])
        block = document.block_at(found.start())
        if number is None or not 2 <= number <= MOST or block.span.start in done:
            continue
        if (
            block.cell is not None
            or len(block.span) > 40
            or found["unit"] in ("回", "日", "日間", "期", "人", "名")
        ):
            continue
        there = region(document, block, single=_TITLED.fullmatch(found["unit"]) is not None)
        if there is not None and number not in there.readings and _nearly(number, there.size):
            start = found.start() + (text[found.start()] in "（(　 、・：:")
            end = found.end() - (text[found.end() - 1] in ")）")
            yield _match(Span(start, end), there)
    yield from _marked(document)
    yield from _of_head(context, done)


def _odd(number: int, there: Listing) -> bool:
    if number in there.readings:
        return False
    return not there.table or _nearly(number, there.size)


def _other_places(document: Document, end: int, number: int, there: Listing) -> bool:
    """Whether a table of places has more or fewer of them, whatever its columns are."""
    text = document.folded
    if not there.table or not _PLACE_UNIT.match(text, end):
        return False
    last = document.block_at(there.last.start).cell
    column = [
        block
        for block in document.cells
        if block.cell and last and block.cell.table == last.table and block.cell.column == 0
    ]
    names = {block.span.cut(text).strip() for block in column[1:]}
    if not column or not _PLACE_HEAD.fullmatch(text, column[0].span.start, column[0].span.end):
        return False
    return number not in (there.size, len(names)) and _nearly(number, there.size)


def _nearly(number: int, count: int) -> bool:
    return abs(number - count) <= min(NEAR, max(2, count // 2))


def _match(span: Span, there: Listing) -> Match:
    what = "つ目" if not there.table else "行目"
    related = (Related(there.last, f"{there.size}{what}はここです"),)
    return Match(span, {"count": str(there.size)}, related=related)


# --- (1) to (4) -----------------------------------------------------------------------------


def _marked(document: Document) -> Iterator[Match]:
    """「次の（1）から（4）まで」 in front of a list that ends with (3)."""
    text, raw = document.folded, document.text
    circled = RANGE.expression.finditer(raw) if "①" in raw else iter(())
    plain = RANGE.finditer(text) if _MAY_RANGE.search(text) else iter(())
    for found in (*plain, *(one for one in circled if one["first"] == "①")):
        first, last = found["first"], found["last"]
        signs = next((signs for signs in _SIGNS if first in signs), "")
        if (first == "1") != last.isdecimal() or (signs and last not in signs):
            continue
        wanted = int(last) if first == "1" else signs.index(last) + 1
        style = r"[（(]?{}[)）.．、　 ]" if found["open"] or first == "1" else r"[（(]?{}"
        if found["open"]:
            style = r"[（(]{}[)）]"
        block = document.block_at(found.start())
        ahead = text[max(block.span.start, found.start() - 4) : found.start()]
        count, place = _counted(document, block, style, signs)
        if count < 2 or count == wanted or (count > wanted and "次の" not in ahead):
            continue
        if place is None or not _nearly(wanted, count):
            continue
        end = (
            found.start("last")
            + len(last)
            + (raw[found.end("last") : found.end("last") + 1] in "）)")
        )
        related = (Related(place, f"{count}つ目はここです"),)
        yield Match(Span(found.start(), end), {"count": str(count)}, related=related)


def _counted(document: Document, block: Block, style: str, signs: str) -> tuple[int, Span | None]:
    """How far the numbers of a style count in the list behind a line."""
    blocks = document.blocks
    at = bisect_right(blocks, block.span.start, key=_start)
    raw = document.text
    count, place = 0, None
    for other in blocks[at : at + 60]:
        sign = str(count + 1) if not signs else signs[count] if count < len(signs) else ""
        if not sign:
            break
        if re.compile(style.format(re.escape(sign))).match(raw, other.span.start, other.span.end):
            count, place = count + 1, other.span
        elif count and other.kind is BlockKind.HEADING:
            break
    return count, place


# --- what the head of a table counts ---------------------------------------------------------


def _of_head(context: Context, done: set[int]) -> Iterator[Match]:
    """「12段階としました」 and a table of thirteen rows under 「段階」."""
    document = context.document
    text = document.folded
    nouns: dict[str, list[int]] = {}
    for at, block in enumerate(document.blocks if document.cells else ()):
        cell = block.cell
        if cell is None or cell.row or cell.column > 1 or not cell.header:
            continue
        found = _HEAD.fullmatch(text, block.span.start, block.span.end)
        if found is not None:
            nouns.setdefault(found["noun"], []).append(at - cell.column)
    for noun, places in nouns.items():
        units = [unit for unit in _COUNTED if noun.endswith(unit)]
        if len(set(places)) != 1 or not units:
            continue
        unit = max(units, key=len)
        told = [
            found
            for found in _COUNTED[unit].finditer(text)
            if document.block_at(found.start()).cell is None
        ]
        numbers = {said(found["number"]) for found in told}
        if len(numbers) != 1 or len(told) > 3:
            continue
        number = numbers.pop()
        block = document.block_at(told[0].start())
        if number is None or number < 2 or block.span.start in done:
            continue
        there = table_at(document, places[0])
        if there is None or there.size < 3 or number in there.readings:
            continue
        begin = max(block.span.start, text.rfind("。", block.span.start, told[0].start()) + 1)
        stop = text.find("。", told[0].end(), block.span.end)
        end = stop if stop >= 0 else block.span.end
        if _NOT_SUCH.search(text, begin, end):
            continue
        listed = _LISTED.search(text, told[0].end(), end)
        if listed is not None and listed.group().count("、") + 1 == number:
            continue  # 「5区間です（第1区3.2km、第2区…）」: another thing than the table's
        if abs(number - there.size) <= 2:
            yield _match(Span(told[0].start(), told[0].end() + len(unit)), there)


_COUNTED = {
    unit: regex(rf"(?P<number>{_WHOLE_NUMBER})(?={unit}(?!目|以|ずつ|名|限|当|あ))")
    for unit in _UNITS.split("|")
    if "[" not in unit and unit not in _OTHER_WORD
}
"""How a thing is counted by which the head of a column may be called."""


def _start(block: Block) -> int:
    return block.span.start
