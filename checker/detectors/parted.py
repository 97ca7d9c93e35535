"""A whole and its parts in one breath, and what is left when one is taken from the other.

「1組1,900円（材料費1,500円、容器代300円）」, 「スタッフ8人と講師3人の12人」, 「6,000円から2,000円を
差し引いた4,500円」, 「申込件数　153件」 above lines that give 143. The parts are amounts of one unit,
each with a name; sums of money are parts only where their names are those of costs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from checker.annotations.types import Annotation, AnnotationKind, CountValue, MoneyValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.added import near
from checker.detectors.amounts import unit_of
from checker.detectors.men_and_women import WOMEN, wrong_population
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"right", "how"})

LONGEST = 60
"""Code points of a line whose parts stand in the next one."""

TAIL = 4
"""Code points that may stand between the end of a number and that of its line."""

_N = r"[0-9][0-9,]*(?:\.[0-9]+)?(?:億|万|千)?[0-9,]*"
_UNIT = r"(?:円|人|名|件|世帯|台|通|か所|校|棟|戸|席|冊|枚|票|団体|組|区画|本|個|社|店|館|園|回|頭|トン|キロ|kg)"
BRACKETED = Scan(
    rf"[0-9](?:億|万|千)?{_UNIT}(?:分|体制|規模|程)?[^（()）。、\n0-9]{{0,4}}。?\n?[（(][^（()）\n]{{2,140}}[)）]"
)
TOGETHER = Scan(
    rf"[0-9](?:億|万|千)?{_UNIT}の、?(?:計|合計|合わせて|あわせて)?、?[0-9][^、。\n]{{0,12}}"
)
LEFT = Scan(
    "引いた|引き|引く|差し引|差引|除いた|負担|上が|下が|増え|増や|減っ|減り|減ら|増の|減の|高く|安く|値上|値下"
)
BELOW = Scan(rf"^[^、。\n0-9]{{2,14}}[ 　：:（(]{{1,6}}{_N}{_UNIT}[)）]?$")

_COST = regex(
    "(?:費|代|料|金|税|割|手当|実費|保険|分|負担額?|謝礼|賃|額)(?:は|が|として|で|の|に|：|:|[ 　]|1人(?:当たり|につき)?|約){0,3}\\Z"
)
_NAME = regex(r"[一-龠ァ-ヶーぁ-んA-Za-z0-9（）()・]{1,24}\Z")
_SPLIT = regex("[、，・]|と|及び|および|[ 　\n]|[＋+]|で|が|は|を")
_UNLIKE = regex(
    "など|ほか|以外|主な|[×xX✕*]|につき|あたり|当たり|ずつ|割引|前年|昨年|前回|より|または|又は|もしくは|約|程度|以上|余り|平均|重複|複数|のべ|延べ|残り|以内|各|から|まで|目|先着|抽選|優先|別途|別に|かか|次点|補欠|見込|予定|上限|募集|定員|締"
)
_INCLUDED = regex("含|込み|うち")
_NO_PARTS = frozenset(
    (
        "歳",
        "%",
        "年",
        "月",
        "日",
        "か月",
        "時間",
        "分",
        "割",
        "倍",
        "位",
        "回",
        "度",
        "週間",
        "日間",
        "年間",
        "つ",
        "点",
        "階",
        "号",
        "番",
        "期",
        "ページ",
    )
)
_LOOSE = regex(
    "約|およそ|程度|分の|割|[%％]|平均|前後|おおむね|最大|上限|月額から|以上|当たり|あたり|につき"
)
_VERB = regex(
    "(?P<less>(?:差し|さし)?引[いきく]|差引|除い)|うち[^。]{0,30}(?P<paid>自己負担|負担額|お?支払|残り)"
    "|(?P<change>上が[りるっ]|下が[りるっ]|増え|増や|減[っりら]|[増減]の|高く|安く|値[上下]げ|引き[上下]げ|上回|下回)"
)
_ALONE = regex(
    "(?:応募|当選|合格|落選|昨年|前年|前回|目標|定員|欠席|倍率|最高|最低|平均|うち|差|残)"
)
_PEOPLE_PARTS = 2


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (BRACKETED, TOGETHER, LEFT, BELOW, WOMEN)


_THREE = 3
"""Numbers: a whole and two parts."""


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a number that the others of its sentence, or of the lines below, do not give."""
    told: list[Span] = []
    population = (wrong_population,) if WOMEN.may_fit(context.document.folded) else ()
    of_parts = (_bracketed, _together, _left, _lines_below) if _may_add_up(context) else ()
    for find in (*population, *of_parts):
        for match in find(context):
            if not any(match.span.overlaps(span) for span in told):
                told.append(match.span)
                yield match


def _number(annotation: Annotation) -> Decimal | None:
    value = annotation.value
    if isinstance(value, MoneyValue):
        return None if value.free or value.bound else value.yen
    if isinstance(value, CountValue) and not value.bound and not value.ordinal:
        return None if value.unit in _NO_PARTS else value.number
    return None


def _unit(annotation: Annotation) -> str:
    return unit_of(annotation).removesuffix("分")


def _may_add_up(context: Context) -> bool:
    """Whether one unit has so many numbers as a whole and its parts are, or all of a difference."""
    known: dict[str, int] = {}
    for one in context.annotations.of(AnnotationKind.COUNT, AnnotationKind.MONEY):
        if _number(one) is not None:
            unit = _unit(one)
            known[unit] = known.get(unit, 0) + 1
            if known[unit] == _THREE:
                return True
    return False


def _amounts(context: Context, start: int, end: int) -> list[Annotation]:
    if start >= end:
        return []
    found = context.annotations.overlapping(
        Span(start, end), AnnotationKind.COUNT, AnnotationKind.MONEY
    )
    kept = [a for a in found if a.span.start >= start and _number(a) is not None]
    return sorted(kept, key=lambda one: one.span)


def _match(whole: Annotation, parts: Sequence[Annotation], right: Decimal, how: str) -> Match:
    shown = f"{right.normalize():,f}{_unit(whole)}"
    place = Span(parts[0].span.start, parts[-1].span.end)
    related = (Related(place, "ここから計算しました"),)
    return Match(whole.span, {"right": shown, "how": how}, related=related)


def _named(text: str, part: Annotation, begin: int, unit: str) -> bool:
    """Whether a part has a name right in front of it; that of a cost for a sum of money."""
    front = text[begin : part.span.start].strip(" 　、，・＋+とが")
    if not front:
        return False
    return _COST.search(front) is not None if unit == "円" else _NAME.search(front) is not None


# --- parts in brackets -------------------------------------------------------------------


def _bracketed(context: Context) -> Iterator[Match]:
    text = context.document.folded
    for found in BRACKETED.finditer(text):
        opening = max(text.find("（", found.start(), found.end()), 0) or text.find(
            "(", found.start()
        )
        if opening < 0:
            continue
        yield from _in_brackets(context, found.start(), opening, found.end() - 1)
    if "\n（" not in text and "\n(" not in text:
        return
    # The brackets of the next line are of the line above it.
    blocks = context.document.blocks
    for at in range(1, len(blocks)):
        block, above = blocks[at], blocks[at - 1]
        if text[block.span.start] not in "（(" or text[block.span.end - 1] not in "）)":
            continue
        if above.cell is None and block.cell is None and len(above.span) <= LONGEST:
            before = _amounts(context, above.span.start, above.span.end)
            if before and not text[before[-1].span.end : above.span.end].strip(" 　。です"):
                start = before[-1].span.start
                yield from _in_brackets(context, start, block.span.start, block.span.end - 1)


def _in_brackets(context: Context, start: int, opening: int, closing: int) -> Iterator[Match]:
    text = context.document.folded
    wholes = _amounts(context, max(0, start - 16), opening)
    if not wholes:
        return
    whole = wholes[-1]
    unit, number = _unit(whole), _number(whole)
    inside = text[opening + 1 : closing]
    if unit in _NO_PARTS or number is None or _UNLIKE.search(inside):
        return
    parts = _amounts(context, opening + 1, closing)
    if not 2 <= len(parts) <= 12 or any(_unit(part) != unit for part in parts):
        return
    begin = opening + 1
    for part in parts:
        if not _named(text, part, begin, unit):
            return
        begin = part.span.end
    tail = text[begin:closing].strip(" 　。です")
    summed = sum((_number(part) or Decimal(0) for part in parts), Decimal(0))
    if _INCLUDED.search(inside) or tail:
        if summed > number and _INCLUDED.search(inside):
            yield _match(whole, parts, summed, "内訳の合計")
        return
    if summed != number and near(number, summed, len(parts)):
        yield _match(whole, parts, summed, "内訳の合計")


# --- parts in front -----------------------------------------------------------------------


def _together(context: Context) -> Iterator[Match]:
    """「スタッフ8人と講師3人の12人」."""
    text = context.document.folded
    for found in TOGETHER.finditer(text):
        line = context.document.block_at(found.start()).span
        begin = max(
            line.start, text.rfind("。", line.start, found.start()) + 1, found.start() - 120
        )
        amounts = _amounts(context, begin, found.end())
        wholes = [one for one in amounts if one.span.start > found.start()]
        if not wholes:
            continue
        whole = wholes[0]
        unit, number = _unit(whole), _number(whole)
        parts: list[Annotation] = []
        last = whole.span.start
        for one in reversed([one for one in amounts if one.span.end <= whole.span.start]):
            between = text[one.span.end : last]
            if _unit(one) != unit or len(between) > 24 or _UNLIKE.search(between):
                break
            if parts and between[:1] not in tuple("、，・と＋+"):
                break
            parts.insert(0, one)
            last = one.span.start
        if number is None or len(parts) < 2 or unit in _NO_PARTS:
            continue
        front = text[max(begin, parts[0].span.start - 16) : parts[0].span.start]
        if _UNLIKE.search(front) or not all(
            _named(text, part, begin if at == 0 else parts[at - 1].span.end, unit)
            for at, part in enumerate(parts)
        ):
            continue
        numbers = [_number(part) or Decimal(0) for part in parts]
        summed = sum(numbers, Decimal(0))
        if number > max(numbers) and summed != number and near(number, summed, len(parts)):
            yield _match(whole, parts, summed, "合計")


# --- what is left ---------------------------------------------------------------------------


def _left(context: Context) -> Iterator[Match]:
    """Three amounts of a sentence of which the third is what the others leave."""
    text = context.document.folded
    done: set[int] = set()
    for found in LEFT.finditer(text):
        line = context.document.block_at(found.start()).span
        begin = max(line.start, text.rfind("。", line.start, found.start()) + 1)
        if begin in done:
            continue
        done.add(begin)
        stop = text.find("。", found.end(), line.end)
        end = stop if stop >= 0 else line.end
        if end - begin > 120:
            continue
        amounts = _amounts(context, begin, end)
        sentence = text[begin:end]
        if len(amounts) != 3 or len({_unit(one) for one in amounts}) != 1:
            continue
        if _LOOSE.search(sentence):
            continue
        one, other, rest = amounts
        a, b, c = (_number(amount) or Decimal(0) for amount in amounts)
        fitting = [
            verb
            for verb in _VERB.finditer(sentence)
            if _says(verb.lastgroup or "", begin + verb.start(verb.lastgroup or ""), other, rest)
        ]
        if not fitting:
            continue
        if a == b or c in (abs(a - b), a + b) or a in (b + c, abs(b - c)):
            continue
        right = abs(a - b) if fitting[0].lastgroup == "change" else a - b
        if right > 0 and right / 3 < c < right * 3:
            yield _match(rest, (one, other), right, "引き算の答え")


def _says(kind: str, at: int, other: Annotation, rest: Annotation) -> bool:
    """Whether a verb stands where it makes the third amount the difference of the others."""
    if kind == "change":
        return 0 <= at - rest.span.end <= 8
    return kind == "paid" or other.span.end <= at <= rest.span.start


# --- lines below ----------------------------------------------------------------------------


def _lines_below(context: Context) -> Iterator[Match]:
    """「申込件数　153件」, and below it lines of one number each that give another sum."""
    document = context.document
    text = document.folded
    # Not many drafts have so many numbers of which one stands at the end of its line.
    counts = context.annotations.of(AnnotationKind.COUNT)
    tails = [text[one.span.end : one.span.end + TAIL] for one in counts]
    if len(counts) <= _PEOPLE_PARTS or not any("\n" in t or len(t) < TAIL for t in tails):
        return
    for found in BELOW.finditer(text):
        block = document.block_at(found.start())
        wholes = _amounts(context, block.span.start, block.span.end)
        if len(wholes) != 1 or block.cell is not None or _unit(wholes[0]) == "円":
            continue
        whole = wholes[0]
        number = _number(whole)
        parts = _run(context, block, _unit(whole))
        if number is None or len(parts) < _PEOPLE_PARTS:
            continue
        numbers = [_number(part) or Decimal(0) for part in parts]
        summed = sum(numbers, Decimal(0))
        if number > max(numbers) and summed != number and near(number, summed, len(parts)):
            yield _match(whole, parts, summed, "下の行の合計")


def _run(context: Context, block: Block, unit: str) -> list[Annotation]:
    """The numbers of the lines right below, one each, all of them short and of one unit."""
    document = context.document
    text = document.folded
    parts: list[Annotation] = []
    at = block.span.end + 1
    source = document.source
    if _ALONE.search(text, block.span.start, block.span.end) or _is_item(source, block):
        return []
    indent = None
    while at < len(text):
        line = document.block_at(at)
        words = line.span.cut(text)
        here = _amounts(context, line.span.start, line.span.end)
        deeper = _is_item(source, line)
        if line.cell is not None or line.kind in (BlockKind.HEADING, BlockKind.TITLE):
            break
        if len(words) > 30 or "。" in words or len(here) != 1 or _unit(here[0]) != unit:
            break
        if not deeper or _ALONE.search(words) or "計" in words:
            return [] if _ALONE.search(words) or "計" in words else parts
        indent = deeper
        parts.append(here[0])
        at = line.span.end + 1
    return parts if indent else []


def _is_item(source: str, line: Block) -> bool:
    """Whether a line is indented, or an item of a list."""
    start = line.source.start
    return (
        line.kind is BlockKind.LIST_ITEM
        or source[start : start + 1] in tuple(" 　・-*")
        or source[max(0, start - 1) : start] in (" ", "　")
    )
