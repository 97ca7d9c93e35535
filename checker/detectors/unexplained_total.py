"""A total that none of the numbers near it explain: neither their sum nor a product of them.

Other detectors know how sums are laid out, each one way. This one asks from the other side: which
numbers of the total's unit stand in front of it (its sentence, the lines above, a table) or in the
brackets behind it, and can any sum or product of what its section says give it? Silent as soon as
one does, and where the parts are not plainly the parts of one whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, CountValue, MoneyValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.amounts import unit_of
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT
PLACEHOLDERS = frozenset({"sum"})

MOST_PARTS = 12
"""Numbers of one sum; a longer column is looked at by `added`."""

MOST_LINES = 16
"""Lines in front of a total in which its parts may stand."""

GAP = 2
"""Lines without a part between the last one and the total."""

FURTHEST = 2
"""A total is at most so many times the sum of its parts, or one so many times it: further away
it sums up something else."""

_TOTAL = Scan(
    r"(?:合[ 　]*計|総計|[合あ]わせて|全部|ぜんぶ|全体|総勢|(?<![一-龠ァ-ヶ])計)(?:[（(][ぁ-ん]{2,5}[)）])?"
    r"[ 　]*(?:で|は)?(?:、|：|:|=|＝)?[ 　]*(?=[0-9])"
)
_ALL_OF = Scan(r"[2-9]つ(?:とも|全部|すべて|全て)[^。\n0-9]{1,12}(?=[0-9])")
_BEHIND = regex(
    r"(?:に(?:なり|なっ)ます|となります|です|でした|があります|あります)?。?[ 　]?[（(](?P<parts>[^（()）\n]+)[)）]"
)
_MIXED = regex(
    "うち|ほか|など|以外|主な|割引|減免|免除|控除|補助|または|又は|もしくは|または|前年|昨年|前回|昨日|延べ|のべ|重複|平均"
    "|補欠|予備|[×✕*＋]|残り|以上|以下|未満|約|程度|上限|最大|最低|これまで|累計|差し?引|引い|引き|戻|増|減|比べ|から選|回目|往復"
)
_NO_PARTS = frozenset(
    [
        "歳",
        "%",
        "年",
        "日",
        "か月",
        "時間",
        "分",
        "割",
        "倍",
        "位",
        "度",
        "週間",
        "年間",
        "日間",
        "kg",
        "km",
        "m",
        "cm",
        "㎡",
        "㎥",
        "g",
        "番",
        "号",
        "階",
        "月",
        "期",
        "時",
        "年度",
        "回目",
        "か年",
    ]
)
_MANY = regex("[0-9]+")
_N = "[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+"
_HEADS = (BlockKind.HEADING, BlockKind.TITLE)
_FOLD = Scan(
    rf"(?<![0-9,])(?P<whole>{_N})円[（(](?:[^（()）\n0-9。]{{0,8}}1[回人枚日冊個本組月](?:分|当たり|あたり|につき)?[のは、]?)?(?P<one>{_N})円(?:の|[×xX✕])(?P<times>[0-9]{{1,2}})(?:回|か月|枚|人|日|個|冊|本|組)分(?=[)）。、])"
)
_ADDED = regex("込|含|別|加|足し|割引|引き|ほか|増|減|税|手数料|プラス|[＋+]|以上|上限")
_HEADED = Scan(
    r"^[◇◆■●○▼▽□☆★][ 　]?(?P<name>[^\n0-9◇◆■●○▼▽□☆★]{1,14}?)[ 　：:]+(?P<whole>[0-9,]{1,6})(?P<unit>点|人|名|件|組|校|団体|戸|区画|台|本|品)[ 　]*$"
)
_MARKED = regex("[◇◆■●○▼▽□☆★【<＜]")
_ROW = regex(
    r"[ 　・]*(?P<name>[^0-9\n。、：:]{1,14}?)[ 　：:]+(?P<number>[0-9,]{1,6})(?P<unit>点|人|名|件|組|校|団体|戸|区画|台|本|品)(?![^ 　\n（(])"
)
_LESS = regex("に(?:割|値|お得|引)|で(?:お得|割)|引き|割|セット")
_EXTRA = regex(r"(?:ずつ)?を?、?(?:加え|加算|上乗せ|追加|プラス)")
_PERSONS = regex("(?<![0-9])(?P<number>[1-9])人")
_PER_ONE = regex("1人(?:につき|当たり|あたり|ごとに)")
_DAY = regex(r"(?<![0-9])[0-9]{1,2}日(?!間|前|後|以)")
_SPANS = regex("から|[〜～~]|毎|[-－―]|予備|雨天")
SCANS = (_TOTAL, _ALL_OF, _FOLD, _HEADED)


class _Part(NamedTuple):
    number: Decimal
    span: Span


def scans(options: Options) -> Iterable[Scan]:
    """What must occur (see `checker.kinds.detector`)."""
    return SCANS


def check(context: Context, options: Options) -> Iterable[Match]:
    """One match a total that nothing explains (see `checker.kinds.detector`)."""
    text = context.document.folded
    for scan in (_TOTAL, _ALL_OF):
        for found in scan.finditer(text):
            match = _wrong(context, found.start(), found.end())
            if match is not None:
                yield match
    for found in _FOLD.finditer(text):
        yield from _fold(context, found)
    for found in _HEADED.finditer(text):
        yield from _headed(context, found)


def _fold(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「4,800円（材料費1回分1,200円の3回分）」."""
    text = context.document.folded
    whole, one = (Decimal(found[name].replace(",", "")) for name in ("whole", "one"))
    product = one * int(found["times"])
    stop = next((at for at in range(found.end(), len(text)) if text[at] in "）)\n"), len(text))
    if whole == product or "円" in text[found.end() : stop] or not _near(whole, product):
        return
    if _ADDED.search(text, found.start(), stop):
        return
    place = Span(found.start("whole"), found.end("whole") + 1)
    related = (Related(Span(found.start("one"), found.end()), "ここから計算しました"),)
    yield Match(place, {"sum": f"{product:,}円"}, related=related)


def _headed(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「◇入賞作品　14点」 above 「最優秀賞　1点」 and so on, up to the next mark."""
    document = context.document
    text = document.folded
    parts: list[_Part] = []
    for block in document.blocks[document.blocks.index(document.block_at(found.start())) + 1 :]:
        start, end = block.span.start, block.span.end
        if block.kind in _HEADS or block.cell is not None or _MARKED.match(text, start, end):
            break
        row = _ROW.match(text, start, end)
        if row is None:
            continue
        if "計" in row["name"] or row["unit"] != found["unit"] or _MIXED.search(row["name"]):
            return
        parts.append(
            _Part(Decimal(row["number"].replace(",", "")), Span(row.start("number"), row.end()))
        )
    whole = Decimal(found["whole"].replace(",", ""))
    summed = sum((part.number for part in parts), Decimal(0))
    if 2 <= len(parts) <= MOST_PARTS and whole != summed and _near(whole, summed):
        if whole <= max(part.number for part in parts):
            return
        related = tuple(Related(part.span, "ここを足しました") for part in parts)
        yield Match(
            Span(found.start("whole"), found.end("unit")),
            {"sum": f"{summed:,}{found['unit']}"},
            related=related,
        )


def _wrong(context: Context, cue: int, at: int) -> Match | None:
    document = context.document
    text = document.folded
    block = document.block_at(at)
    here = context.annotations.overlapping(
        Span(at, at + 1), AnnotationKind.COUNT, AnnotationKind.MONEY
    )
    whole = _number(here[0]) if len(here) == 1 else None
    if whole is None or block.quoted or block.cell is not None or here[0].span.start != at:
        return None
    total, unit = here[0], unit_of(here[0])
    if unit in ("回", "日") and (match := _days(context, block, total)) is not None:
        return match
    if unit in _NO_PARTS or _bound(total) or _LESS.match(text, total.span.end):
        return None
    if unit == "円" and (match := _with_extra(context, block, cue, total)) is not None:
        return match
    for parts, plain in _groups(context, block, cue, total, unit):
        numbers = [part.number for part in parts]
        summed = sum(numbers, Decimal(0))
        if whole in (summed, max(numbers)) or not _near(whole, summed):
            return None
        if whole < max(numbers) or _explained(
            context, block, cue, total, unit, numbers, plain=plain
        ):
            return None
        related = tuple(Related(part.span, "ここを足しました") for part in parts)
        return Match(total.span, {"sum": f"{summed.normalize():,f}{unit}"}, related=related)
    return None


def _days(context: Context, block: Block, total: Annotation) -> Match | None:
    """「3か月で合わせて4回」 below a table that has five days."""
    document = context.document
    text = document.folded
    at = document.blocks.index(block)
    last = next(
        (n for n in range(at - 1, max(-1, at - 1 - GAP), -1) if document.blocks[n].cell), None
    )
    whole = _number(total)
    if last is None or whole is None:
        return None
    table = document.blocks[last].cell
    columns: dict[int, list[Span]] = {}
    for number in range(last, -1, -1):
        cell = document.blocks[number].cell
        if cell is None or table is None or cell.table != table.table:
            break
        span = document.blocks[number].span
        days = [Span(*found.span()) for found in _DAY.finditer(text, span.start, span.end)]
        if days and _SPANS.search(text, span.start, span.end):
            return None
        if days:
            columns[cell.column] = days + columns.get(cell.column, [])
    if len(columns) != 1:
        return None
    (days,) = columns.values()
    if len(days) < 3 or whole == len(days) or abs(whole - len(days)) > 2:
        return None
    related = (Related(Span(days[0].start, days[-1].end), "ここを数えました"),)
    return Match(total.span, {"sum": f"{len(days)}{unit_of(total)}"}, related=related)


def _with_extra(context: Context, block: Block, cue: int, total: Annotation) -> Match | None:
    """「4万円。子ども1人につき2万円を加算。子どもが2人なら合計7万円」."""
    document = context.document
    text = document.folded
    sums = _parts(context, Span(_section(document, block), cue), "円")
    whole = _number(total)
    extras = [part for part in sums if _EXTRA.match(text, part.span.end)]
    bases = {part.number for part in sums} - {part.number for part in extras}
    if whole is None or len({part.number for part in extras}) != 1 or len(bases) != 1:
        return None
    extra, base = extras[0], bases.pop()
    begin = max(text.rfind(mark, 0, cue) for mark in "。\n（(") + 1
    counts = list(_PERSONS.finditer(text, begin, cue))
    line = document.block_at(extra.span.start).span.start
    if len(counts) != 1 or not _PER_ONE.search(text, line, extra.span.start):
        return None
    right = base + extra.number * int(counts[0]["number"])
    if whole in (right, extra.number * int(counts[0]["number"])) or not _near(whole, right):
        return None
    related = (
        Related(next(part.span for part in sums if part.number == base), "もとの額"),
        Related(extra.span, "加える額"),
    )
    return Match(total.span, {"sum": f"{right:,f}円"}, related=related)


def _near(whole: Decimal, summed: Decimal) -> bool:
    return whole * FURTHEST >= summed and whole <= summed * FURTHEST


def _groups(
    context: Context, block: Block, cue: int, total: Annotation, unit: str
) -> Iterator[tuple[Sequence[_Part], bool]]:
    """The numbers that the total is plainly of; the first that are two or more."""
    text = context.document.folded
    behind = _BEHIND.match(text, total.span.end, block.span.end)
    if behind is not None:
        inside = _parts(context, Span(*behind.span("parts")), unit)
        if len(inside) >= 2 and not _MIXED.search(text, *behind.span("parts")):
            yield inside, True
            return
    sentence = context.document.sentences[context.document.sentence_index_at(cue)].span
    begin = max(sentence.start, block.span.start)
    if begin < cue:
        inside = _parts(context, Span(begin, cue), unit)
        if len(inside) >= 2 and not _MIXED.search(text, begin, cue):
            yield inside, False
        if inside:
            return
    above = _above(context, block, begin, unit)
    told = {int(found[0]) for found in _MANY.finditer(text, begin, cue)} if begin < cue else set()
    # 「大人2人と子ども1人では、合計1,300円」: so many of each.
    if unit == "円" and told - {len(above)}:
        above = ()
    if len(above) >= 2:
        yield above, True
    before = _sentences(context, block, begin, unit)
    if len(before) >= 2:
        yield before, False


def _above(context: Context, block: Block, begin: int, unit: str) -> Sequence[_Part]:
    """One number a line, of the lines above without a gap, or of the only column of a table."""
    document = context.document
    text = document.folded
    at = document.blocks.index(block)
    parts: list[_Part] = []
    gap = 0
    if begin > block.span.start:
        return ()
    for number in range(at - 1, max(-1, at - 1 - MOST_LINES), -1):
        above = document.blocks[number]
        if above.kind in _HEADS or above.quoted:
            break
        if above.cell is not None:
            return () if parts else _column(context, number, unit)
        inside = _parts(context, above.span, unit)
        line = above.span.cut(text)
        if not inside:
            gap += 1
            if parts or gap > GAP:
                break
            continue
        if _MIXED.search(line) or len(line) > 60 or "。" in line.rstrip("。"):
            return ()
        big = [part for part in inside if part.number > 1]
        if len(big) != 1:
            return ()
        parts.append(big[0])
    return tuple(reversed(parts))


def _sentences(context: Context, block: Block, begin: int, unit: str) -> Sequence[_Part]:
    """The last number of each sentence in front of the total, without the price of one of it."""
    document = context.document
    text = document.folded
    if begin <= block.span.start or _MIXED.search(text, block.span.start, begin):
        return ()
    parts: list[_Part] = []
    place = block.span.start
    while place < begin:
        sentence = document.sentences[document.sentence_index_at(place)].span
        inside = _parts(context, Span(place, min(sentence.end, begin)), unit)
        if inside:
            parts.append(inside[-1])
        place = max(sentence.end, place + 1)
    kept = []
    for at, part in enumerate(parts):
        later = parts[at + 1 :]
        times = {Decimal(found[0]) for found in _MANY.finditer(text, part.span.end, begin)} - {1}
        if not any(part.number * by == other.number for other in later for by in times):
            kept.append(part)
    return kept


def _column(context: Context, last: int, unit: str) -> Sequence[_Part]:
    """The numbers of the only column of a table that counts in the unit."""
    document = context.document
    text = document.folded
    table = document.blocks[last].cell
    columns: dict[int, list[_Part]] = {}
    for number in range(last, -1, -1):
        block = document.blocks[number]
        if block.cell is None or table is None or block.cell.table != table.table:
            break
        line = block.span.cut(text)
        if "計" in line:
            return ()
        inside = _parts(context, block.span, unit)
        if inside and not block.cell.header:
            if len(inside) > 1 or _MIXED.search(line):
                return ()
            columns.setdefault(block.cell.column, []).append(inside[0])
    return tuple(reversed(next(iter(columns.values())))) if len(columns) == 1 else ()


def _parts(context: Context, span: Span, unit: str) -> list[_Part]:
    """The numbers of a stretch in the unit of the total, without prices of one."""
    found: list[_Part] = []
    for one in context.annotations.overlapping(span, AnnotationKind.COUNT, AnnotationKind.MONEY):
        number = _number(one)
        if number is None or one.span.start < span.start or unit_of(one) != unit:
            continue
        found.append(_Part(number, one.span))
    return sorted(found, key=lambda part: part.span)


def _explained(
    context: Context,
    block: Block,
    cue: int,
    total: Annotation,
    unit: str,
    numbers: Sequence[Decimal],
    *,
    plain: bool,
) -> bool:
    """Whether other numbers of the draft make the total up, or it is told elsewhere as well."""
    document = context.document
    text = document.folded
    whole = _number(total)
    assert whole is not None
    every = _parts(context, Span(0, len(text)), unit)
    others = [part for part in every if part.span != total.span]
    if any(part.number == whole for part in others):
        return True
    section = _section(document, block)
    values = [part.number for part in others if section <= part.span.start]
    parts = set(numbers)
    summed = sum(numbers, Decimal(0))
    more = [value for value in values if value not in parts and value > 1]
    sums = {summed, *(summed + value for value in more), *(summed - value for value in more)}
    sums.add(summed + sum(more, Decimal(0)))
    if not plain:
        ends = list(accumulate(reversed(numbers)))
        sums.update(ends[1:])
        sums.update(abs(a - b) for a in values for b in values)
    sentence = document.sentences[document.sentence_index_at(cue)].span
    begin = max(sentence.start, block.span.start) if plain else max(section, cue - 60)
    times = {Decimal(found[0]) for found in _MANY.finditer(text, begin, cue)}
    times = {number for number in times if 2 <= number <= 60}
    if any(whole == part * by for part in sums for by in times):
        return True
    if not plain:
        values = [one for one in values if not any(one * by in values for by in times)]
        products = {value * by for value in values for by in times}
        if whole in products or any(whole - value in products for value in values):
            return True
    return whole in sums


def _section(document: Document, block: Block) -> int:
    """Where what the total is about begins: behind the last heading."""
    start = 0
    for other in document.blocks:
        if other.span.start >= block.span.start:
            break
        if other.kind in _HEADS:
            start = other.span.end
    return start


def _number(amount: Annotation) -> Decimal | None:
    value = amount.value
    if isinstance(value, MoneyValue):
        return None if value.free else value.yen
    if isinstance(value, CountValue):
        return None if value.ordinal else value.number
    return None


def _bound(amount: Annotation) -> bool:
    value = amount.value
    return isinstance(value, MoneyValue | CountValue) and bool(value.bound)
