"""Sums that a grid of numbers is announced with, or that one of its rows or columns is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.annotations.types import Annotation, AnnotationKind, CountValue, MoneyValue
from checker.context import Context
from checker.detectors.grids import Amount, Grid, amount, grids_of, times, unit_of
from checker.document.model import BlockKind
from checker.model import Match, Related, Span
from checker.regex import regex

SHOWN = 6
"""Parts that are shown one by one, because any of them may be wrong; more are shown as one."""

MOST = 14
"""Parts of a total in brackets."""

_TOTAL = regex(
    r"[ 　・]*(?:.{0,6}(?:合[ 　]*計|総[ 　]*計|総[ 　]*数|総合計|の計|額計)|計|全[ 　]*体|全日|終日|1日|通し|通年|総額|総事業費|総工費|総費用|年間|年額|年税額|年間保険料)(?:利用|使用|額|金額|人数|数|件数)?[ 　]*(?:[（(][^（）()]*[)）])?[ 　]*"
)
_TOTAL_HEAD = regex(
    r"[^（()）]{0,8}(?:計|総額|総数|合計)(?:額|金額|人数|数)?(?:[（(][^（()）]*[)）])?|(?:全日|終日|1日|通し)[（(][^（()）]*合計[^（()）]*[)）]"
)
_PART_OF = regex("うち|内訳|再掲|小計|中計|[（(]内|差し?引|前年|増減|比|率|割合|平均|控除|免除")
_NO_SUM = regex(
    "率|割合|比|平均|単価|年齢|番号|順位|(?<![0-9元])年度?$|時間|単位|倍|偏差|指数|増減|差|目安|電話"
)
_SPANNING = regex(
    "合計|総額|総数|総計|[^一-龠]計|^計|全部で|[あ合]わせて|全体で|全[0-9]|年額|税額|の場合|内訳|を例|の例"
)
_LOOSE = regex(
    "約|程度|以上|以内|上限|ずつ|各(?!期|回|月|種|地区)|1人|当たり|あたり|につき|のうち|残り|など|ほか"
)
_BUDGET = regex("予算|総額|事業費|合計|内訳|決算|総計|歳[入出]")
BEFORE = 24
"""Code points in front of a sum in which a word says that it has parts."""
_OPENING = frozenset("（(でとにの、。 　\n")
_OPENS = regex(
    r"[ 　]*(?:です|でした|で|とし|に(?:なり|のぼり|上り)ます|となります)?(?:、|。)?[ 　\n]*[（(](?:その)?(?:内訳は?|内訳[：:])?[ 　]?"
)
_UNLIKE = regex(
    "うち|など|ほか|他|以外|主な|[×xX✕*]|につき|あたり|当たり|ずつ|割引|前年|昨年|前回|増|減|より|または|又は|もしくは|約|程度|以上の|余り|平均|重複|複数|のべ|延べ|残り|以内|各|から|まで|目|先着|抽選|優先"
)
_SPLIT = regex("[、，・]|と|及び|および|並びに|[ 　\n]|[＋+]")
_UNCOUNTED = frozenset(
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
        "回",
        "度",
        "点",
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
    ]
)
_SCORES = regex("平均|得点|採点|配点|満点|評価|成績|基準|試験|最高|最低|合格|スコア|ポイント")
_LENGTHS = frozenset(("km", "kg", "m"))
_SKIPPED = (BlockKind.HEADING, BlockKind.TITLE)


def wrong_sums(context: Context) -> Iterator[Match]:
    """One match a total that its parts do not give."""
    for grid in grids_of(context):
        yield from _last_row(context, grid)
        yield from _last_column(context, grid)
        yield from _announced(context, grid)
    yield from _bracketed(context)


def _match(place: Span, parts: Sequence[Amount], total: Decimal, unit: str) -> Match:
    first, last = parts[0].span, parts[-1].span
    whole = Span(min(first.start, last.start), max(first.end, last.end))
    spans = [part.span for part in parts] if len(parts) <= SHOWN else [whole]
    related = tuple(Related(span, "ここを足しました") for span in spans)
    shown = f"{total.normalize():,f}{unit}"
    return Match(place, {"sum": shown, "what": f"{len(parts)}つの数"}, related=related)


def _parts(text: str, cells: Sequence[tuple[Span, Span]]) -> tuple[list[Amount], Decimal] | None:
    """The numbers of cells, each with the name beside it, and their sum; None if one has none."""
    found: list[Amount] = []
    total = Decimal(0)
    unit = ""
    for name, span in cells:
        read = amount(text, span)
        if read is None or (read.unit and unit and read.unit != unit):
            return None
        unit = unit or read.unit
        many = times(text, name) if read.each else 1
        if many is None or (not read.each and times(text, name) and unit == "円"):
            return None
        found.append(read)
        total += read.number * many
    return found, total


# --- the last row, the last column ------------------------------------------------------------


def _last_row(context: Context, grid: Grid) -> Iterator[Match]:
    text = context.document.folded
    rows = grid.rows
    if len(rows) < 3 or not _TOTAL.fullmatch(text, rows[-1].cells[0].start, rows[-1].cells[0].end):
        return
    names = [row.cells[0] for row in rows]
    width = len(rows[-1].cells)
    if len({len(row.cells) for row in rows}) > 1 or any(
        _PART_OF.search(text, name.start, name.end) or _TOTAL.fullmatch(text, name.start, name.end)
        for name in names[:-1]
    ):
        return
    wrong: list[Match] = []
    fit = 0
    for column in range(1, width):
        if grid.head and len(grid.head) == width:
            head = grid.head[column]
            if _NO_SUM.search(text, head.start, head.end) or _PART_OF.search(
                text, head.start, head.end
            ):
                continue
        whole = amount(text, rows[-1].cells[column])
        read = _parts(text, [(row.cells[0], row.cells[column]) for row in rows[:-1]])
        if (
            whole is None
            or whole.nil
            or read is None
            or whole.unit in ("%", "時間", "分", "倍", "割", "位")
        ):
            continue
        if whole.unit and any(part.unit not in (whole.unit, "") for part in read[0]):
            continue
        if read[1] == whole.number:
            fit += 1
        elif not _has_subtotal(read[0]) and not _is_of_last(read[0], whole.number):
            wrong.append(_match(whole.span, read[0], read[1], whole.unit))
    sure = _near_all(wrong) or fit
    if sure and (len(wrong) <= fit or len(wrong) == 1):
        yield from wrong


def _has_subtotal(parts: Sequence[Amount]) -> bool:
    """Whether one of the parts is the sum of those right below it: 特別会計 over its two."""
    numbers = [part.number for part in parts]
    return any(
        numbers[at] == sum(numbers[at + 1 : end], Decimal(0))
        for at in range(len(numbers))
        for end in range(at + 3, len(numbers) + 1)
    )


def _is_of_last(parts: Sequence[Amount], total: Decimal) -> bool:
    """Whether only the last parts are summed up: 回答数の合計 below 発送数 and two ways to answer."""
    return any(
        sum((part.number for part in parts[at:]), Decimal(0)) == total
        for at in range(1, len(parts) - 1)
    )


def _near_all(wrong: Sequence[Match]) -> bool:
    return len(wrong) == 1


def _last_column(context: Context, grid: Grid) -> Iterator[Match]:
    text = context.document.folded
    head = grid.head
    if len(head) < 3 or not _TOTAL_HEAD.fullmatch(text[head[-1].start : head[-1].end].strip()):
        return
    if any(_PART_OF.search(text, name.start, name.end) for name in head[:-1]):
        return
    wrong: list[Match] = []
    fit = 0
    for row in grid.rows:
        if len(row.cells) != len(head):
            return
        whole = amount(text, row.cells[-1])
        parts: list[Amount] = []
        for cell in reversed(row.cells[1:-1]):
            part = amount(text, cell)
            if part is None or (part.unit and whole and part.unit != whole.unit):
                break
            parts.insert(0, part)
        if whole is None or len(parts) < 2:
            return
        total = sum((part.number for part in parts), Decimal(0))
        if total == whole.number:
            fit += 1
        else:
            wrong.append(_match(whole.span, parts, total, whole.unit))
    if len(wrong) == 1 and fit:
        yield from wrong


# --- a total in front of the rows ------------------------------------------------------------


def _announced(context: Context, grid: Grid) -> Iterator[Match]:
    """「断水する地区（合計904戸）」 above lines, 「年税額82,400円の場合」 above a column."""
    text = context.document.folded
    rows = grid.rows
    if len(rows) < 2 or len({len(row.cells) for row in rows}) > 1:
        return
    if any(
        _PART_OF.search(text, row.cells[0].start, row.cells[0].end)
        or _TOTAL.fullmatch(text, row.cells[0].start, row.cells[0].end)
        for row in rows
    ):
        return
    width = len(rows[0].cells)
    columns: dict[str, list[tuple[list[Amount], Decimal]]] = {}
    for column in range(1, width):
        read = _parts(text, [(row.cells[0], row.cells[column]) for row in rows])
        if read is None or all(part.nil for part in read[0]):
            continue
        unit = next((part.unit for part in read[0] if part.unit), "")
        columns.setdefault(unit, []).append(read)
        if len(grid.head) == width:
            yield from _above(context, grid.head[column], read, unit)
    if grid.first == 0:
        return
    above = context.document.blocks[grid.first - 1]
    if above.cell is not None:
        return
    for unit, several in columns.items():
        if len(several) == 1:
            yield from _above(context, above.span, several[0], unit)


def _above(
    context: Context, line: Span, read: tuple[list[Amount], Decimal], unit: str
) -> Iterator[Match]:
    text = context.document.folded
    totals = [one for one in _amounts(context, line) if _unit(one) == unit and unit]
    if len(totals) != 1 or (unit in _UNCOUNTED and unit not in _LENGTHS):
        return
    total = totals[0]
    begin = max(line.start, text.rfind("。", line.start, total.span.start) + 1)
    stop = text.find("。", total.span.end, line.end)
    end = stop if stop >= 0 else line.end
    if not _SPANNING.search(text, begin, end) or _LOOSE.search(text, begin, end):
        return
    whole = _number(total)
    if whole is not None and whole != read[1] and near(whole, read[1], len(read[0])):
        yield _match(total.span, read[0], read[1], unit)


# --- parts in brackets -----------------------------------------------------------------------


def _bracketed(context: Context) -> Iterator[Match]:
    """「定員660席（1階420席、2階180席）」, the brackets in the same line or at the next one's start."""
    text = context.document.folded
    for total in context.annotations.of(AnnotationKind.COUNT, AnnotationKind.MONEY):
        if text[total.span.end : total.span.end + 1] not in _OPENING:
            continue
        opening = _OPENS.match(text, total.span.end)
        if opening is not None and total.kind is AnnotationKind.MONEY:
            line = context.document.block_at(total.span.start).span.start
            near_ = max(line, total.span.start - BEFORE)
            if not _BUDGET.search(text, near_, total.span.start):
                continue  # prices in brackets are others, not parts
        whole = _number(total)
        unit = _unit(total)
        if opening is None or whole is None or unit == "つ":
            continue
        if unit in _UNCOUNTED and (unit != "点" or _scored(context, total.span)):
            continue
        stop = min(
            (
                at
                for mark in "）)"
                if (at := text.find(mark, opening.end(), opening.end() + 160)) >= 0
            ),
            default=-1,
        )
        if stop < 0 or _UNLIKE.search(text, opening.end(), stop):
            continue
        parts: list[Amount] = []
        begin = opening.end()
        for gap in (*_SPLIT.finditer(text, begin, stop), None):
            end = stop if gap is None else gap.start()
            if end > begin:
                inside = [
                    one
                    for one in _amounts(context, Span(begin, end))
                    if _unit(one) == unit and one.span.start >= begin
                ]
                if len(inside) == 1 and (number := _number(inside[0])) is not None:
                    if text[inside[0].span.end : end].strip(" 　です。"):
                        parts = []
                        break
                    parts.append(Amount(number, unit, inside[0].span))
                elif inside:
                    parts = []
                    break
            begin = end if gap is None else gap.end()
        if not 2 <= len(parts) <= MOST:
            continue
        summed = sum((part.number for part in parts), Decimal(0))
        if summed != whole and near(whole, summed, len(parts)):
            repeated = _said_again(context, total, whole, unit)
            place = Span(parts[0].span.start, parts[-1].span.end) if repeated else total.span
            if repeated:
                shown = f"{summed.normalize():,f}{unit}"
                related = (Related(total.span, "この数と合いません"),)
                yield Match(
                    place,
                    {"sum": shown, "what": "", "total": total.span.cut(text)},
                    related=related,
                    message="「{text}」を足すと{sum}になり、{total}と合いません。数を確かめてください。",
                )
            else:
                yield _match(place, parts, summed, unit)


def _scored(context: Context, place: Span) -> bool:
    """Whether points are those of a test, of which each part has its own measure."""
    text = context.document.folded
    line = context.document.block_at(place.start).span
    return _SCORES.search(text, line.start, line.end) is not None


def _said_again(context: Context, total: Annotation, whole: Decimal, unit: str) -> bool:
    """Whether the draft gives the whole another time, so that a part of it is wrong."""
    return any(
        other is not total and _unit(other) == unit and _number(other) == whole
        for other in context.annotations.of(total.kind)
    )


def near(whole: Decimal, summed: Decimal, parts: int) -> bool:
    """Whether a total is that of the parts but for a slip; else it is one of something else."""
    apart = abs(whole - summed)
    if apart <= 2 and summed > 3:
        return True
    if apart * (3 if parts > 2 else 4) <= max(whole, summed):
        return True
    one, other = f"{whole.normalize():f}", f"{summed.normalize():f}"
    if len(one) != len(other):
        return False
    odd = [at for at in range(len(one)) if one[at] != other[at]]
    if len(odd) == 1:
        return parts > 2 or len(one) > 2
    return len(odd) == 2 and one[odd[0]] == other[odd[1]] and one[odd[1]] == other[odd[0]]


def _amounts(context: Context, span: Span) -> list[Annotation]:
    found = context.annotations.overlapping(span, AnnotationKind.COUNT, AnnotationKind.MONEY)
    return [one for one in found if span.contains(one.span) and _number(one) is not None]


def _number(annotation: Annotation) -> Decimal | None:
    value = annotation.value
    if isinstance(value, MoneyValue):
        return None if value.free or value.bound else value.yen
    if isinstance(value, CountValue) and not value.bound and not value.ordinal:
        return value.number
    return None


def _unit(annotation: Annotation) -> str:
    value = annotation.value
    return unit_of(value.unit) if isinstance(value, CountValue) else "円"
