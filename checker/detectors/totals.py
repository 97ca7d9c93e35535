"""Totals of what stands in lines or in a table: 「計4人」 below three lines, 「合わせて36区画」."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_FLOOR, Decimal

from checker.annotations.types import Annotation, AnnotationKind, CountValue, MoneyValue
from checker.context import Context
from checker.detectors import Options, captioned, row_totals, same_parts, told_times
from checker.detectors.amounts import unit_of
from checker.detectors.figures import shown
from checker.detectors.grids import Amount, amount
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"sum", "what"})

MOST_LINES = 12
"""Lines above a total that are read as its parts."""

MOST_CELLS = 1000

SLIP = 2
"""So much off, a small total is still thought to be that of the numbers (our judgement)."""

SHORT = 24
"""Code points behind a total in which another one of the same things may follow."""

_TOTAL_LINE = Scan(
    r"^[ 　（(・※*\-]{0,4}(?:合計|総計|計|[合あ]わせて)(?:[：: 　は、]{0,2}|[ 　]{3,40})約?(?=[0-9])"
)
_IN_ALL = regex(r"(?:が|に|を|の)[一-龠ぁ-ん]{2,16}(?:ます|ました|です|対象)")
"""Behind a total that begins a sentence: 「合わせて790人が参加しました」."""
_NOTE = Scan("重複|延べ|のべ|複数回答|複数の|併せて申|一致しま")
_TOGETHER = Scan(r"(?:[合併あ]わせて|合計で?|全部で|全体で|総?計|総数は?)、?(?:は、?)?(?=[0-9])")
_LESS = regex("うち|ほか|他に|など|内訳|当たり|あたり|につき|1[人世枚回]|ずつ|以上|約|程度|まで")
_LINE_LESS = regex("うち|ほか|など|内訳|約|程度|以上|ずつ|当たり|あたり|につき|前年|昨年")
_NOT_ADDED = regex(
    "[×✕△▲]|割引|値引|減額|減免|免除|控除|補助|予備|補欠|返金|(?<![第0-9])1人分?[ 　：:]"
)
_CELL = regex(r"[^ 　\t\n]+(?:[ 　][^ 　\t\n]+)*")
_CHANGE = regex(
    "^(?:差額?|空き(?:数|人数|枠)?|残り|残数|残席数?|残額|増減額?|増加額|減少額|値上げ額|引き?上げ額|上がる額|差し?引き)(?:[（(][^（）()]*[)）])?$"
)
_PACK = regex(
    r"^(?P<number>[0-9]{1,3})(?:枚|個|本|回|冊)(?:入り?|組|セット|つづり|綴り|分)?(?:[（(][^（）()]*[)）])?$"
)
_MONTHLY = regex("^(?:月額|1か月(?:分|の額|当たり|あたり)?|毎月の額)(?:[（(][^（）()]*[)）])?$")
_YEARLY = regex("^(?:年額|1年(?:分|の額|間)?|年間(?:の額)?|12か月分)(?:[（(][^（）()]*[)）])?$")
_NET = regex("^(?:[^（）()]{0,6}[（(]?税抜き?(?:価格|額|金額|料金)?[)）]?|本体(?:価格|額)?)$")
_GROSS = regex("^(?:[^（）()]{0,6}[（(]?税込み?(?:価格|額|金額|料金)?[)）]?)$")
_QUANTITY = regex("^(?:数量?|個数|枚数|人数|回数|冊数|台数|日数|本数)$")
_AMOUNT = regex("^(?:金額|計|小計|合計|額|合計額|料金|費用)$")
_ONE = regex(r"^1(?:枚|個|本|回|冊)(?:当たり|あたり|分)?(?:[（(][^（）()]*[)）])?$")
_HEADER = Scan(
    "年額|年間|税込|金額|小計|計$|差$|差額|増減|空き|残り|残数|残席|残額|加額|少額|上げ額|上がる額|枚入|枚つづり|枚セット|個入|本入|枚組|回分"
)
_NUMBER = regex(r"^(?P<number>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)[ 　]?(?P<unit>[^0-9\s　]{0,6})$")


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (
        _TOTAL_LINE,
        _TOGETHER,
        _HEADER,
        *row_totals.SCANS,
        *same_parts.SCANS,
        captioned.COUNTED,
        *told_times.SCANS,
    )


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a total that is not the sum of the lines above it, or of a column."""
    text = context.document.folded
    if _NOTE.may_fit(text):
        return
    told = [*_below_lines(context), *_of_columns(context)]
    yield from told
    spans = {match.span for match in told}
    if any(scan.may_fit(text) for scan in row_totals.SCANS):
        yield from (one for one in row_totals.wrong_totals(context) if one.span not in spans)
    if any(scan.may_fit(text) for scan in same_parts.SCANS):
        yield from same_parts.wrong_wholes(context)
    if captioned.COUNTED.may_fit(text):
        yield from (one for one in captioned.wrong_wholes(context) if one.span not in spans)
    if any(scan.may_fit(text) for scan in told_times.SCANS):
        for match in told_times.wrong_multiples(context):
            if match.span not in spans:
                spans.add(match.span)
                yield match
    if _HEADER.may_fit(text):
        yield from _between_columns(context)


def _below_lines(context: Context) -> Iterator[Match]:
    document = context.document
    text = document.folded
    for found in _TOTAL_LINE.finditer(text):
        totals = context.annotations.overlapping(
            Span(found.end(), found.end() + 1), AnnotationKind.COUNT, AnnotationKind.MONEY
        )
        block = document.block_at(found.start())
        if len(totals) != 1:
            continue
        if found.group().endswith("約"):
            yield from _rough(context, block, totals[0])
            continue
        if _value(totals[0]) is None:
            continue
        total = totals[0]
        rest = text[total.span.end : block.span.end].partition("。")[0].strip(" 　）)です")
        told = "わせ" in found.group()
        if rest and not (told and _IN_ALL.fullmatch(rest)):
            yield from _side_by_side(context, found.end())
            continue
        parts = _parts_above(context, block, total)
        if len(parts) < (3 if told else 2):
            continue
        summed = sum(_value(part) or Decimal(0) for part in parts)
        if summed != _value(total):
            related = (Related(Span(parts[-1].span.start, parts[0].span.end), "ここを足しました"),)
            values = {"sum": f"{summed:,}{unit_of(total)}", "what": f"{len(parts)}つの数"}
            yield Match(total.span, values, related=related)


def _rough(context: Context, block: Block, total: Annotation) -> Iterator[Match]:
    """「合計　約1,140世帯」 below 約420, 約510 and 約310世帯: farther off than rounding makes it."""
    text = context.document.folded
    if text[total.span.end : block.span.end].strip(" 　）)です。"):
        return
    parts = _parts_above(context, block, total, rough=True)
    numbers = [_number_of(one) for one in (*parts, total)]
    known = [number for number in numbers if number]
    if len(parts) < 2 or len(known) < len(numbers):
        return
    summed = sum(known[:-1], Decimal(0))
    apart = abs(summed - known[-1])
    if sum(map(_step, known)) / 2 < apart and apart * 4 <= summed:
        related = (Related(Span(parts[-1].span.start, parts[0].span.end), "ここを足しました"),)
        values = {"sum": f"約{summed:,}{unit_of(total)}", "what": f"{len(parts)}つの数"}
        yield Match(total.span, values, related=related)


def _number_of(annotation: Annotation) -> Decimal | None:
    """The number of a count, also of one with 約."""
    value = annotation.value
    if isinstance(value, CountValue) and value.bound in ("", "約") and not value.ordinal:
        return value.number
    return None


def _step(number: Decimal) -> Decimal:
    """To what a number is rounded at most: 100 for 約1,200."""
    digits = f"{number:f}"
    zeros = len(digits) - len(digits.rstrip("0")) if "." not in digits else 0
    return Decimal(10) ** zeros


def _side_by_side(context: Context, at: int) -> Iterator[Match]:
    """「合計　　108件　　800万円」 below lines that end with as many numbers of the same units."""
    text = context.document.folded
    start = text.rfind("\n", 0, at) + 1
    totals = _cells(text, start)[1:]
    whole = [amount(text, cell) for cell in totals]
    known = [one for one in whole if one is not None and one.unit and not one.nil and not one.each]
    if not 2 <= len(known) == len(whole):
        return
    rows: list[list[Amount]] = []
    while start > 0 and len(rows) < MOST_LINES:
        start = text.rfind("\n", 0, start - 1) + 1
        cells = _cells(text, start)
        if len(cells) <= len(known):
            break
        if "計" in text[cells[0].start : cells[0].end]:
            return
        read = [amount(text, cell) for cell in cells[-len(known) :]]
        row = [one for one in read if one is not None and not one.each]
        fits = len(row) == len(known) and all(
            one.unit == other.unit or one.nil for one, other in zip(row, known, strict=True)
        )
        if not fits:
            if any(one is not None for one in read):
                return
            break
        rows.append(row)
    if len(rows) < 2:
        return
    sums = [sum((one.number for one in column), Decimal(0)) for column in zip(*rows, strict=True)]
    wrong = [k for k, one in enumerate(known) if one.number != sums[k]]
    if len(wrong) != 1:
        return
    total, parts = known[wrong[0]], [row[wrong[0]] for row in rows]
    if abs(total.number - sums[wrong[0]]) * 3 > sums[wrong[0]]:
        return  # though the other columns add up, this is the total of something else
    related = tuple(Related(one.span, "ここを足しました") for one in reversed(parts))
    values = {"sum": shown(sums[wrong[0]], total.unit)}
    yield Match(total.span, {**values, "what": f"{len(parts)}つの数"}, related=related)


def _cells(text: str, start: int) -> list[Span]:
    """What stands in a line between gaps of two spaces or more."""
    stop = text.find("\n", start)
    line = text[start : stop if stop >= 0 else len(text)]
    return [Span(start + one.start(), start + one.end()) for one in _CELL.finditer(line)]


def _parts_above(
    context: Context, block: Block, total: Annotation, *, rough: bool = False
) -> list[Annotation]:
    """The amounts, one a line, right above a total; empty where a line has none or several."""
    document = context.document
    text = document.folded
    parts: list[Annotation] = []
    start = block.span.start
    for _ in range(MOST_LINES):
        if start <= 0:
            break
        above = document.block_at(start - 1)
        # Lines of one cell are those of a list, other cells are not.
        if above.kind in (BlockKind.HEADING, BlockKind.TITLE) or above.cell != block.cell:
            break
        amounts = [
            amount
            for amount in context.annotations.overlapping(
                above.span, AnnotationKind.COUNT, AnnotationKind.MONEY
            )
            if unit_of(amount) == unit_of(total)
        ]
        line = above.span.cut(text)
        if len(amounts) != 1 or len(line) > 40:
            break
        if (_number_of if rough else _value)(amounts[0]) is None:
            break
        said = line.replace("約", "", 1) if rough else line
        if _LINE_LESS.search(said) or _NOT_ADDED.search(line) or "。" in line:
            return []
        parts.append(amounts[0])
        start = above.span.start
    return parts


def _of_columns(context: Context) -> Iterator[Match]:
    """「合わせて36区画」 beside the only column that counts 区画."""
    document = context.document
    text = document.folded
    columns: dict[str, list[list[tuple[Decimal, Span]]]] | None = None
    for found in _TOGETHER.finditer(text):
        block = document.block_at(found.start())
        totals = context.annotations.overlapping(
            Span(found.end(), found.end() + 1), AnnotationKind.COUNT
        )
        if block.cell is not None or len(totals) != 1 or _value(totals[0]) is None:
            continue
        if _TOTAL_LINE.expression.match(text, block.span.start, block.span.end):
            continue  # of the lines above it
        total = totals[0]
        several = _chain(context, total, block)
        stop = text.find("。", total.span.end, block.span.end)
        begin = max(block.span.start, text.rfind("。", block.span.start, found.start()) + 1)
        sentence = text[begin : stop if stop >= 0 else block.span.end]
        if _LESS.search(sentence):
            continue
        here = context.annotations.overlapping(Span(begin, total.span.start), AnnotationKind.COUNT)
        if any(unit_of(one) == unit_of(total) for one in here):
            continue  # it sums up what stands in the sentence
        columns = _columns(context) if columns is None else columns
        sure = any(_value(one) in _sums(columns.get(unit_of(one), [])) for one in several)
        for one in several:
            fitting = columns.get(unit_of(one), [])
            if len(fitting) != 1:
                continue
            summed = sum(number for number, _ in fitting[0])
            whole = _value(one) or Decimal(0)
            if unit_of(one) == "%" and abs(summed - whole) * 2 <= len(fitting[0]):
                continue  # each of them is rounded
            if summed != whole and (sure or _near(Decimal(summed), whole)):
                place = Span(fitting[0][0][1].start, fitting[0][-1][1].end)
                related = (Related(place, "この数を足しました"),)
                what = f"{len(fitting[0])}つの数"
                yield Match(
                    one.span, {"sum": f"{summed:,}{unit_of(one)}", "what": what}, related=related
                )


def _sums(columns: Sequence[Sequence[tuple[Decimal, Span]]]) -> set[Decimal]:
    """The sum of the only column of a unit."""
    return {Decimal(sum(number for number, _ in columns[0]))} if len(columns) == 1 else set()


def _near(summed: Decimal, whole: Decimal) -> bool:
    """Whether a total is that of the numbers, but for a slip: else it is one of something else."""
    apart = abs(summed - whole)
    if apart <= SLIP or apart * 8 <= max(summed, whole):
        return True
    one, other = f"{summed:f}", f"{whole:f}"
    return len(one) == len(other) > 2 and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _chain(context: Context, total: Annotation, block: Block) -> list[Annotation]:
    """A total and those that stand right behind it: 「あわせて42世帯、97人」."""
    text = context.document.folded
    chain = [total]
    end = min(block.span.end, total.span.end + SHORT)
    for count in context.annotations.overlapping(
        Span(total.span.end, max(end, total.span.end + 1)), AnnotationKind.COUNT
    ):
        between = text[chain[-1].span.end : count.span.start]
        if between not in ("、", "・", "と", "（", "(", " ", "　") or _value(count) is None:
            break
        chain.append(count)
    return chain


def _grids(context: Context) -> list[list[list[Block]]]:
    """The tables of a draft whose rows all have as many cells."""
    rows: defaultdict[int, defaultdict[int, list[Block]]] = defaultdict(lambda: defaultdict(list))
    for block in context.document.blocks:
        if block.cell is not None:
            rows[block.cell.table][block.cell.row].append(block)
    grids = [list(table.values()) for table in rows.values()]
    return [
        grid
        for grid in grids
        if len({len(row) for row in grid}) == 1 and len(grid) * len(grid[0]) <= MOST_CELLS
    ]


def _read(context: Context, block: Block) -> tuple[Decimal, str] | None:
    found = _NUMBER.match(block.span.cut(context.document.folded).strip(" 　"))
    if found is None:
        return None
    return Decimal(found["number"].replace(",", "")), found["unit"]


def _columns(context: Context) -> dict[str, list[list[tuple[Decimal, Span]]]]:
    """The columns, without a total, by the unit that all their cells have; lists are columns too."""
    columns: defaultdict[str, list[list[tuple[Decimal, Span]]]] = defaultdict(list)
    for grid in _grids(context):
        last = grid[-1][0].span.cut(context.document.folded)
        if "計" in last or len(grid) < 3:
            continue
        for column in range(1, len(grid[0])):
            read = [_read(context, row[column]) for row in grid[1:]]
            known = [value for value in read if value is not None]
            units = {unit for _, unit in known}
            if len(known) == len(read) and len(units) == 1:
                cells = [
                    (number, row[column].span)
                    for (number, _), row in zip(known, grid[1:], strict=True)
                ]
                columns[next(iter(units))].append(cells)
    for run in _runs(context):
        read_: list[dict[str, tuple[Decimal, Span]]] = [_once(context, block) for block in run]
        for unit in set(read_[0]).intersection(*read_[1:]):
            columns[unit].append([one[unit] for one in read_])
    return columns


_LISTED = frozenset((BlockKind.LIST_ITEM, BlockKind.LABEL))


def _runs(context: Context) -> Iterator[list[Block]]:
    """Items that stand together and of which each is short and no sentence."""
    text = context.document.folded
    run: list[Block] = []
    for block in (*context.document.blocks, None):
        if block is not None and block.kind in _LISTED and (not run or run[-1].kind is block.kind):
            line = block.span.cut(text)
            whole = _LINE_LESS.search(line) or _TOGETHER.expression.search(line)
            if len(line) <= SHORT * 2 and "。" not in line and not whole:
                run.append(block)
                continue
        if 2 <= len(run) <= MOST_LINES and not any("計" in one.span.cut(text) for one in run):
            yield run
        run = []


def _once(context: Context, block: Block) -> dict[str, tuple[Decimal, Span]]:
    """The counts of a line of which each is the only one of its unit."""
    found: dict[str, tuple[Decimal, Span]] = {}
    twice: set[str] = set()
    for count in context.annotations.overlapping(block.span, AnnotationKind.COUNT):
        value, unit = _value(count), unit_of(count)
        if value is None or unit in found or not value:
            twice.add(unit)
        else:
            found[unit] = value, count.span
    return {unit: one for unit, one in found.items() if unit not in twice}


def _between_columns(context: Context) -> Iterator[Match]:
    """A column that follows from those in front of it in all rows but one."""
    text = context.document.folded
    for grid in _grids(context):
        names = [block.span.cut(text).strip() for block in grid[0]]
        for column in range(2, len(names)):
            if column >= 2 and (how := _follows(names[column - 1], names[column])):
                yield from _one_odd(context, grid, column, how)
                continue
            if column >= 3 and _AMOUNT.match(names[column]) and _QUANTITY.match(names[column - 1]):
                yield from _products(context, grid, column)
                continue
            change = _CHANGE.match(names[column]) is not None
            pack = _PACK.match(names[column])
            if column >= 3 and change:
                yield from _one_odd(context, grid, column, Decimal(0))
            elif pack and _ONE.match(names[column - 1]):
                yield from _one_odd(context, grid, column, Decimal(pack["number"]))


def _follows(one: str, other: str) -> Decimal:
    """How many times the column in front a column is by its name, 0 if none says it."""
    if _MONTHLY.match(one) and _YEARLY.match(other):
        return Decimal(12)
    if _NET.match(one) and _GROSS.match(other):
        return Decimal("1.1")
    return Decimal(0)


def _products(context: Context, grid: Sequence[Sequence[Block]], column: int) -> Iterator[Match]:
    """The one row in which the amount is not the price times the number."""
    wrong: list[Match] = []
    fit = 0
    for row in grid[1:]:
        if "計" in row[0].span.cut(context.document.folded):
            continue
        read = [_read(context, block) for block in row[column - 2 : column + 1]]
        known = [value[0] for value in read if value is not None]
        if len(known) < len(read):
            return
        right = known[0] * known[1]
        if right == known[2]:
            fit += 1
            continue
        values = {"sum": f"{right:,}{(read[-1] or (0, ''))[1]}", "what": "前の2つの数の積"}
        wrong.append(Match(row[column].span, values))
    if len(wrong) == 1 and fit >= 2:
        yield from wrong


def _taxed(times: Decimal, net: Decimal, gross: Decimal) -> bool:
    """Whether a sum holds one of the two taxes, put up or down to a whole yen."""
    rates = (times, Decimal("1.08")) if times % 1 else ()
    return any(abs(gross - net * rate) < 1 for rate in rates)


def _one_odd(
    context: Context, grid: Sequence[Sequence[Block]], column: int, times: Decimal
) -> Iterator[Match]:
    wrong: list[Match] = []
    for row in grid[1:]:
        read = [_read(context, block) for block in row[column - (1 if times else 2) : column + 1]]
        known = [value[0] for value in read if value is not None]
        if len(known) < len(read):
            return
        right = known[0] * times if times else abs(known[1] - known[0])
        if known[-1] != right and not _taxed(times, known[0], known[-1]):
            right = right.quantize(Decimal(1), ROUND_FLOOR)
            how = f"{times}倍" if times else "前の2つの数の差"
            unit = (read[-1] or (0, ""))[1]
            values = {"sum": f"{right:,}{unit}", "what": how}
            wrong.append(Match(row[column].span, values))
    if len(wrong) == 1 and len(grid) > 3:
        yield from wrong


def _value(annotation: Annotation) -> Decimal | None:
    value = annotation.value
    if isinstance(value, MoneyValue):
        return None if value.free or value.bound else value.yen
    if isinstance(value, CountValue) and not value.bound and not value.ordinal:
        return value.number
    return None
