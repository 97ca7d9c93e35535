"""Numbers of things that are named in the same breath, or that stand in rows below.

「市民課、北支所、南支所の4か所」, 「次の4つのコース」 above a table headed 「コース」 of three rows,
「全4回」 above rows numbered to 3, 「5つの約束」 as the heading of a list of three.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from checker.annotations.numerals import parse
from checker.context import Context
from checker.detectors.grids import Grid, grids_of
from checker.detectors.listing import list_below, name_of, several
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

MOST = 12
"""A greater number is not counted out in a sentence (our judgement)."""

_N = "[0-9]{1,2}|[二三四五六七八九十]"
PROSE = Scan(
    rf"[^、。\n]、[^。\n]{{1,60}}の[ 　]?(?P<number>{_N})(?P<unit>点|つ|種類|言語|[かカヶ箇]所|部門|職種|校|園|館|品目|項目|地区)"
    r"(?=の[一-龠ァ-ヶー]{1,8}(?:があり|を[一-龠]|から選)|です|で[^は]|を|が|に|から|の(?:言語|窓口|会場|部門|書類|地区|施設)|。|、|$)"
)
NAMED = Scan(
    r"(?P<number>[0-9二三四五六七八九十](?<=の.)[0-9]?)(?P<unit>団体|組|店舗|店|路線|人|名|社|チーム|グループ)(?=です|で[^は]|が(?:出|参|演)|。|[ 　]*$)"
)
"""Groups, shops and persons, each by a name of its own."""
_NAME = regex(r"[一-龠々ァ-ヶーぁ-んA-Za-z0-9「」・]{2,24}(?:[（(][^（()）]*[)）])?")
_NO_NAME = regex(
    r"(?:[者員生民童児士師人方]|家族|親子|大人|子ども|こども|男性|女性|有志|団体|各[一-龠]+|市[内外]|[はがをへ])$|^(?:一般|市[内外](?:の|在)|各|公募|有志)|[0-9](?:校|組|団体|人|名|園|社|店|チーム)|[はがをへもで](?=[一-龠ァ-ヶ])"
)
_PERSON = regex("(?:さん|氏|先生|委員|議員|選手|様|教授)(?:[（(][^（()）]*[)）])?$")
ROWS = Scan(
    rf"(?:次|以下|下記|下表|下の表)の(?P<number>{_N})(?:つの|種類の|か所の)?(?P<noun>[一-龠ァ-ヶー]{{2,6}})"
)
OFFERED = Scan(
    rf"(?<![0-9第.,の])(?P<number>{_N})(?:つ|種類|か所)の(?P<noun>[一-龠ァ-ヶー]{{2,6}})(?=(?:を|が|で|から)[^。\n]{{0,12}}(?:開き|募集し|用意し|あります|選べ|紹介し|実施し|行い|設け|始め))"
)
TIMES = Scan(r"(?:全|計)(?P<number>[0-9]{1,2})回")
HEADED = Scan(
    rf"^(?:[ 　■●◆○◎◇□▼【]*)(?P<number>{_N})(?:つ|か所|種類|ステップ|項目|箇条)の[^。、\n]{{1,12}}$"
)
_ITEM = regex(
    r"(?:(?!また|その|この|どの|ほか)[ぁ-ん]{1,4}(?=[一-龠々ァ-ヶー]))?[一-龠々ァ-ヶーA-Za-z0-9ａ-ｚＡ-Ｚ]+(?:通り|(?:の|が|ヶ)[一-龠々ァ-ヶー]{1,6}(?:し|え)?)?(?:[（(][^（()）]*[)）])?"
)
_BELOW = frozenset(["次", "つぎ", "以下", "下記", "上記", "右記", "左記", "下", "上"])
_NOT_ALL = regex("など|ほか|等の|うち|いずれか|各|それぞれ|から[0-9一-龠]|または|又は|もしくは|約")
_PLACES = regex("(?:館|所|園|校|場|センター|課|店|前|駅|局|ホール|室|公園|会館|プラザ|病院|寺|社)$")
_OPENING = regex("(?:は|が|を|に|で|：|:|[ 　])[、 　]?(?=[^はがをにで：:、]*$)")
_SPLIT = regex("[、，]|及び|および|並びに|(?<=[一-龠ァ-ヶー）)])と(?=[一-龠ァ-ヶー])")
_LEADS = regex(
    "[0-9](?:時|分|日|年|月)$|^(?:このため|なお|また|ただし|現在|今回|今後|ほか|その後)$"
)
_ORDINAL = regex(r"[ 　]*第?(?P<number>[0-9]{1,2})(?:回目?)?[ 　]*")


def _number(written: str) -> int:
    value = parse(written)
    return 0 if value is None else int(value)


def _match(span: Span, count: int, place: Span) -> Match:
    return Match(span, {"count": str(count)}, related=(Related(place, f"{count}つあります"),))


def wrong_prose(context: Context) -> Iterator[Match]:
    """One match a number that the names in front of it do not have."""
    document = context.document
    text = document.folded
    for found in PROSE.finditer(text):
        number = _number(found["number"])
        block = document.block_at(found.start())
        if not 2 <= number <= MOST or block.quoted:
            continue
        end = found.start("number") - 1
        while text[end] != "の":
            end -= 1
        begin = max(block.span.start, text.rfind("。", block.span.start, end) + 1)
        said = text[begin:end]
        if _NOT_ALL.search(said) or _NOT_ALL.match(text, found.end()):
            continue
        first, _, rest = said.partition("、")
        if opening := _OPENING.search(first):
            first = first[opening.end() :]
            said = f"{first}、{rest}" if first else rest
        items = _SPLIT.split(said)
        while len(items) > 2 and _LEADS.search(items[0]):
            said = said[len(items[0]) + 1 :]
            items = items[1:]  # 「このため、午後3時30分、浜町、…」
        if not 2 <= len(items) <= MOST or any(_ITEM.fullmatch(item) is None for item in items):
            continue
        if any("・" in item or "・" in item or "や" in item for item in items):
            continue
        if items[-1] in _BELOW:
            continue  # 「審査の結果、次の3点が」
        unit = found["unit"]
        if unit.endswith("所") and not all(map(_PLACES.search, items)):
            continue
        called = all(item.endswith(unit) for item in items)
        if unit in ("校", "園", "館", "地区") and len(items) < 3 and not called:
            continue
        if len(items) != number and abs(len(items) - number) <= 3:
            place = Span(end - len(said), end)
            yield _match(Span(found.start("number"), found.end("unit")), len(items), place)
    for found in NAMED.finditer(text):
        yield from _by_name(document, found)


def _by_name(document: Document, found: re.Match[str]) -> Iterator[Match]:
    """「出演：北町合唱団、コーラスなぎさ、南中学校吹奏楽部の4団体」: names, all that a label or a topic has."""
    text = document.folded
    number = _number(found["number"])
    block = document.block_at(found.start())
    if not 2 <= number <= MOST or block.quoted:
        return
    end = found.start() - 1
    begin = max(block.span.start, text.rfind("。", block.span.start, end) + 1)
    said = text[begin:end]
    if "、" not in said or _NOT_ALL.search(said):
        return
    lead = _LABELLED.match(said)
    if lead is None and block.cell is None:
        return
    names = said if lead is None else said[lead.end() :]
    items = [item.strip(" 　") for item in _SPLIT.split(names)]
    if len(items) < 3 or len(items) == number or abs(len(items) - number) > 2:
        return
    if any(_NAME.fullmatch(item) is None or _NO_NAME.search(item) for item in items):
        return
    unit = found["unit"]
    if unit in ("人", "名") and not all(map(_PERSON.search, items)):
        return
    if unit == "路線" and not all(item.endswith("線") for item in items):
        return
    place = Span(end - len(names), end)
    yield _match(Span(found.start("number"), found.end("unit")), len(items), place)


_LABELLED = regex(
    r"[ 　・●○■□◆◇*\-]{0,3}(?:[一-龠ァ-ヶーぁ-ん]{2,10}?(?:[：:][ 　]?|[ 　]+)|[^、。]{2,16}?(?<=[一-龠者])は、?)(?=\S)"
)
"""The label or the topic in front of names."""


def wrong_rows(context: Context) -> Iterator[Match]:
    """Rows right below, of a table headed by the noun, or of lines that all hold it."""
    document = context.document
    text = document.folded
    for found in (one for scan in (ROWS, OFFERED) for one in scan.finditer(text)):
        number = _number(found["number"])
        block = document.block_at(found.start())
        if not 2 <= number <= MOST or block.cell is not None or block.quoted:
            continue
        grid = _grid_below(context, block)
        if grid is None:
            continue
        noun = found["noun"]
        names = [row.cells[0].cut(text).strip(" 　") for row in grid.rows]
        if grid.head:
            head = grid.head[0].cut(text).strip(" 　")
            if not head or not (noun.endswith(head) or head.startswith(noun)):
                continue
        elif not all(noun in name for name in names):
            continue
        count = len(set(names))
        if "計" in names[-1] or count != len(names) or any(map(several, names)) or not all(names):
            continue
        if number != count and abs(number - count) <= 3:
            place = grid.rows[-1].cells[0]
            yield _match(Span(found.start(), found.start("noun") + len(noun)), count, place)


def _grid_below(context: Context, block: Block) -> Grid | None:
    blocks = context.document.blocks
    at = bisect_right(blocks, block.span.start, key=lambda other: other.span.start)
    for grid in grids_of(context):
        if grid.first == at:
            return grid if len(grid.rows) > 1 else None
        if grid.first > at:
            break
    return None


def wrong_heads(context: Context) -> Iterator[Match]:
    """One match a number in a heading that the list below it does not have."""
    document = context.document
    for found in HEADED.finditer(document.folded):
        number = _number(found["number"])
        block = document.block_at(found.end() - 1)
        if not 2 <= number <= MOST or block.kind is not BlockKind.HEADING:
            continue
        items = list_below(document, block)
        if len(items) < 2 or len(items) == number or abs(len(items) - number) > 3:
            continue
        if any(several(name_of(document, item)) for item in items) and len(items) < number:
            continue
        yield _match(Span(found.start("number"), found.end()), len(items), items[-1].span)


def wrong_times(context: Context, told: Sequence[Span]) -> Iterator[Match]:
    """「全4回」 and the only table whose rows are numbered 1 to 3."""
    document = context.document
    text = document.folded
    said = [found for found in TIMES.finditer(text) if found["number"] != "0"]
    if len(said) != 1 or any(span.overlaps(Span(*said[0].span())) for span in told):
        return
    runs: list[tuple[int, Span]] = []
    for grid in grids_of(context):
        head = grid.head[0].cut(text).strip(" 　") if grid.head else ""
        numbers = [
            _ORDINAL.fullmatch(text, row.cells[0].start, row.cells[0].end) for row in grid.rows
        ]
        known = [int(one["number"]) for one in numbers if one is not None]
        first = grid.rows[0].cells[0].cut(text)
        counted = head in ("", "回", "回数", "開催回") or "回" in first
        if counted and len(known) == len(numbers) and known == list(range(1, len(known) + 1)):
            runs.append((len(known), grid.rows[-1].cells[0]))
    number = int(said[0]["number"])
    if len(runs) == 1 and runs[0][0] > 1 and 0 < abs(number - runs[0][0]) <= 3:
        yield _match(Span(*said[0].span()), *runs[0])
