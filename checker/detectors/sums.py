"""Sums that do not add up, in a table or in a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.annotations.types import Annotation, AnnotationKind, CountValue, MoneyValue
from checker.context import Context
from checker.detectors import Options, bare_parts, said_totals, sentence_totals, two_kinds
from checker.detectors.added import wrong_sums
from checker.detectors.amounts import unit_of
from checker.detectors.breakdown import BREAKDOWN, wrong_breakdowns
from checker.detectors.shares import odd_shares
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"sum", "what"})

_ROUNDED = regex("四捨五入|端数|一致し|合わない|合いません")
_ROUNDED_OFF = regex(
    "端数[^。]{0,16}(?:切り?捨|加え|加算|まとめ|最初|第1期)|(?:切り?捨|加え|加算|まとめ)[^。]{0,16}端数"
)
_OF_SHARES = regex("割合|構成比|比率|[%％]|パーセント")
_OF_COUNTS = regex("人数|金額|件数|額|数値|費|重複|複数|延べ|のべ")
_NOTE = Scan(
    "重複|四捨五入|端数|延べ(?!面積|床)|のべ|複数回答|(?:計|数|額|内訳|割合|構成比|[%％]|100)[^。\n]{0,12}(?:一致しません|一致しない|合わない|合いません)"
)
_SUM = Scan(
    "^(?:全部|ぜんぶ|全体$|[合あ]わせて|総額$|お?支払い?金?額$)|合計|総計|総数|全長|総延長|全日|終日|計$|計[0-9]|計[ 　：:は約][ 　]?[0-9]|^計|内訳|全部で[0-9]|[あ合]わせて|[0-9万](?:人|名|世帯|件|円|か所|通|台|校|戸|冊|本|枚|団体|区画|棟|店|点|回)[（(]"
)
_MAY_SUM = Scan(
    "計|全体|全日|全長|総延長|総額|総数|総[ 　]{1,3}数|わせて|全部で|年額|税額|の場合|総事業費|総工費|総費用|年間|[0-9][^0-9、。\n]{1,4}\n?[（(]"
)
SHOWN = 8
"""Parts of a column that are shown beside their total, because any of them may be wrong."""

_EACH_HAS = regex("[0-9]|につき|[当あ]たり|ずつ|ごと")
_TOTAL = regex(
    r"^(?:[0-9一-龠]{1,8}の)?(?:合計|計|総計|総数|総合計|全体)(?:[（(][^（）()]*[)）])?$"
)
_ALL_OF = regex("^(?:全部で?|ぜんぶで?|合わせて|あわせて|総額|お?支払い?(?:金額|額))$")
_SMALLER = regex("引|補助|助成|免除|控除|減|還付|払い?戻")
_READING = regex("[（(][ぁ-んー]+[)）]")
_WHOLE_DAY = regex(
    "^(?:(?:全日|終日|1日|全区分|全時間帯|通し)(?:利用|使用|の?料金|券)?(?:[（(][^（）()]*[)）])?|[（(].{0,8}?計[)）]|.{0,8}?計(?:額|金額|人数|数)?(?:[（(][^（）()]*[)）])?)$"
)
_PART_OF = regex("うち|内訳|再掲|小計|中計|[（(]内|差し?引|前年|増減|比|率|割合|平均|\\d+か?年計")
_NO_SUM = regex(
    "率|割合|比|平均|単価|年齢|番号|順位|(?<![0-9元])年度?$|時間|単位|倍|偏差|[％%]|指数|増減|差|金額の目安"
)
_NUMBER = regex(
    r"^(?P<minus>[-−－△▲])?(?P<number>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)[ 　]?"
    r"(?P<unit>円|千円|万円|億円|百万円|人|名|世帯|件|戸|棟|台|回|個|冊|か所|カ所|団体|票|枚|頭|校|組|t|トン|kg|点)?"
    r"(?P<sign>増|減)?$"
)
_RESULT = regex("^.*[=＝][ 　]?")
"""What is worked out in a cell: 60円×10＝600円."""
_BEFORE_TOTAL = regex(
    r"(?:合計|総計|全長|総延長|(?<![一-龠])計|(?<=[円人名件戸台組校])計|[あ合]わせて|全部)(?:は|で|が)?[：: \u3000約]{0,2}\Z"
)
_BREAKDOWN = regex(
    r"(?:の|で、|、|。)?[ \u3000]?(?:その)?内訳は|[^。\n0-9（(]{1,20}。[ \u3000]?(?:その)?内訳は|(?:です)?[ \u3000]?[（(](?:内訳[はが：: ]?)?"
)
_UNLIKE = regex(
    "うち|など|ほか|他に|以外|主な|[×xX✕*]|につき|あたり|当たり|ずつ|割引|前年|昨年|前回|増|減|から|より|または|又は"
    "|もしくは|約|程度|以上の|余り|平均|重複|複数|のべ|延べ|残り|以内|[0-9](?:人|名|回|枚|個|組|日|か月|冊|家族)[^、。\n]{0,4}で"
)
_TURNED = "「{text}」を足すと{sum}になり、合計の{total}と合いません。数字が入れ替わっていないかを確かめてください。"
_ROOM = regex("定員|募集|先着|抽選")
_MEASURES = frozenset(
    [
        "キロメートル",
        "km",
        "キロ",
        "メートル",
        "m",
        "キログラム",
        "kg",
        "トン",
        "t",
        "ヘクタール",
        "ha",
        "リットル",
        "L",
    ]
)
"""Units of what is measured, not counted: their numbers may be broken."""

REACH = 300
"""Code points in which a total and its parts stand."""

NEAR = 40
"""Code points in front of a total in which 定員 says that it is none."""

MOST_PARTS = 12
"""Amounts that one total in a sentence is thought to sum up; keeps long lines linear."""

MOST_CELLS = 5000


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (
        _SUM,
        _MAY_SUM,
        *said_totals.SCANS,
        *bare_parts.SCANS,
        two_kinds.OF_THEM,
        sentence_totals.TOTAL,
    )


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a total that is not the sum of what it is the total of."""
    folded = context.document.folded
    if _NOTE.may_fit(folded) and not _only_of_shares(folded):
        return  # the draft says that its sums need not add up
    told = list(_but_told(context, wrong_breakdowns(context))) if BREAKDOWN.may_fit(folded) else []
    first = [place for match in told for place in (match.span, *(r.span for r in match.related))]
    told += [
        match for match in _check(context) if not any(match.span.overlaps(place) for place in first)
    ]
    yield from told
    spans = {match.span for match in told} | {r.span for match in told for r in match.related}
    for match in (
        *_but_told(context, wrong_sums(context)),
        *said_totals.wrong_totals(context),
        *bare_parts.wrong_parts(context),
        *two_kinds.wrong_kinds(context),
        *sentence_totals.wrong_totals(context),
    ):
        if match.span not in spans and not any(r.span in spans for r in match.related):
            spans.add(match.span)
            spans.update(r.span for r in match.related)
            yield match


def _check(context: Context) -> Iterator[Match]:
    document = context.document
    tables: dict[int, dict[tuple[int, int], Block]] = defaultdict(dict)
    lines: set[Span] = set()
    for found in _SUM.finditer(document.folded):
        block = document.block_at(found.start())
        if block.cell is not None:
            tables[block.cell.table] = {}
        elif block.kind is not BlockKind.HEADING:
            lines.add(block.span)
    if tables:
        for block in document.blocks:
            cell = block.cell
            if cell is not None and cell.table in tables:
                tables[cell.table][cell.row, cell.column] = block
        for cells in tables.values():
            if len(cells) <= MOST_CELLS:
                yield from _but_told(context, _table(document, cells))
    for line in sorted(lines):
        yield from _line(context, line)


def _but_told(context: Context, found: Iterator[Match]) -> Iterator[Match]:
    """Without the totals of tables in which a percentage says which number is wrong."""
    told: set[int | None] | None = None
    for match in found:
        if told is None:
            told = {
                _table_of(context, odd.counted) for odd in odd_shares(context) if not odd.count_fits
            }
        if _table_of(context, match.span) not in told:
            yield match


def _table_of(context: Context, span: Span) -> int | None:
    cell = context.document.block_at(span.start).cell
    return None if cell is None else cell.table


def _only_of_shares(text: str) -> bool:
    """Whether only percentages are said not to add up."""
    said = [
        line
        for line in text.split("\n")
        if _NOTE.expression.search(line) and not _ROUNDED_OFF.search(line)
    ]
    return all(
        _ROUNDED.search(line) and _OF_SHARES.search(line) and not _OF_COUNTS.search(line)
        for line in said
    )


# --- tables ---------------------------------------------------------------------------


def _table(document: Document, cells: dict[tuple[int, int], Block]) -> Iterator[Match]:
    rows = 1 + max(row for row, _ in cells)
    columns = 1 + max(column for _, column in cells)
    missing = rows * columns - len(cells)
    if missing and missing != sum((rows - 1, column) not in cells for column in range(columns)):
        return  # cells that span several rows; a last row may leave out what it does not sum up
    text = [
        [
            _clean(document, cells[row, column]) if (row, column) in cells else ""
            for column in range(columns)
        ]
        for row in range(rows)
    ]
    yield from _down(text, cells, rows, columns)
    yield from _whole_days(text, cells, rows, columns)
    turned = [list(line) for line in zip(*text, strict=True)]
    turned_cells = {(column, row): block for (row, column), block in cells.items()}
    yield from _down(turned, turned_cells, columns, rows)


def _whole_days(
    text: Sequence[Sequence[str]],
    cells: dict[tuple[int, int], Block],
    rows: int,
    columns: int,
) -> Iterator[Match]:
    """The one row whose price of a whole day is not the sum, where that of the others is."""
    name = text[0][columns - 1].replace(" ", "")
    if columns < 3 or rows < 4 or not _WHOLE_DAY.match(name) or _TOTAL.match(name):
        return
    wrong: list[Match] = []
    fit = 0
    for row in range(1, rows):
        values = [_number(cell) for cell in text[row][1:]]
        known = [value for value in values if value is not None]
        if len(known) < len(values) or len({unit for _, unit in known}) > 1:
            return
        total = sum(number for number, _ in known[:-1])
        if total == known[-1][0]:
            fit += 1
            continue
        parts = Span(cells[row, 1].span.start, cells[row, columns - 2].span.end)
        values_ = {"sum": f"{total:,}{known[-1][1]}", "what": f"{len(known) - 1}つの数"}
        related = (Related(parts, "この数から足しました"),)
        wrong.append(Match(cells[row, columns - 1].span, values_, related=related))
    if fit >= 2 and len(wrong) == 1:
        yield from wrong


def _clean(document: Document, block: Block) -> str:
    return block.span.cut(document.folded).strip().replace("　", "")


def _down(
    text: Sequence[Sequence[str]],
    cells: dict[tuple[int, int], Block],
    rows: int,
    columns: int,
) -> Iterator[Match]:
    """The columns of a table whose last row is the total."""
    names = [row[0] for row in text]
    while rows > 3 and not any(text[rows - 1][1:]):
        rows -= 1  # a line of text right below a table of Markdown becomes its row
    names = names[:rows]
    last = rows - 1
    # A table whose first row has numbers has no head.
    first = 0 if any(map(_number, text[0][1:])) and not _TOTAL.match(names[0]) else 1
    whole = _TOTAL.match(names[last]) is not None
    if not whole and _ALL_OF.match(_READING.sub("", names[last]).replace(" ", "")):
        whole = not any(map(_SMALLER.search, names))
    if rows < 3 + first or not whole or any(map(_TOTAL.match, names[:last])):
        return
    if any(map(_PART_OF.search, names[:last])):
        return
    compared = 0
    found: list[Match] = []
    for column in range(1, columns):
        if first and (_NO_SUM.search(text[0][column]) or _PART_OF.search(text[0][column])):
            continue
        values = [_number(text[row][column]) for row in range(first, rows)]
        known = [value for value in values if value is not None]
        if len(known) < len(values) or len({unit for _, unit in known}) > 1:
            continue
        compared += 1
        total = sum(number for number, _ in known[:-1])
        if total != known[-1][0]:
            block = cells[last, column]
            shown = f"{abs(total):,}{known[-1][1]}"
            what = f"{len(known) - 1}つの数"
            parts = [cells[row, column].span for row in range(first, last)]
            related = tuple([Related(part, "足した数です") for part in parts[:SHOWN]])
            numbers = [number for number, _ in known]
            turned = _turned(numbers)
            if turned is None:
                found.append(Match(block.span, {"sum": shown, "what": what}, related=related))
                continue
            related = (Related(block.span, f"足すと{shown}になり、この数と合いません"),)
            odd = cells[first + turned, column]
            values_ = {"sum": shown, "what": what, "total": text[last][column]}
            found.append(Match(odd.span, values_, related=related, message=_TURNED))
    if len(found) * 2 <= compared or compared == 1:
        yield from found


def _turned(numbers: Sequence[int]) -> int | None:
    """The only part with which, two of its digits changed round, the total at the end is right."""
    whole, over = numbers[-1], sum(numbers[:-1]) - numbers[-1]
    if whole <= 0 or min(numbers) < 0 or _mistyped(str(whole), str(whole + over)):
        return None
    at = [
        index
        for index, number in enumerate(numbers[:-1])
        if number > over and _mistyped(str(number), str(number - over), turned=True)
    ]
    return at[0] if len(at) == 1 else None


def _number(cell: str) -> tuple[int, str] | None:
    if cell in ("-", "－", "―", "ー", "0"):
        return 0, ""
    found = _NUMBER.match(_RESULT.sub("", cell))
    if found is None:
        return None
    number = int(found["number"].replace(",", ""))
    minus = bool(found["minus"]) != (found["sign"] == "減")
    return (-number if minus else number), found["unit"] or ""


# --- sentences ------------------------------------------------------------------------


def _line(context: Context, line: Span) -> Iterator[Match]:
    text = context.document.folded
    amounts = [
        amount
        for amount in context.annotations.overlapping(
            line, AnnotationKind.COUNT, AnnotationKind.MONEY
        )
        if _amount(amount) is not None and not _is_each(text, amount)
    ]
    amounts.sort(key=lambda amount: amount.span)
    for index, total in enumerate(amounts):
        before = Span(max(line.start, total.span.start - 10), total.span.start)
        if _BEFORE_TOTAL.search(text, before.start, before.end):
            parts = _parts(text, amounts[max(0, index - MOST_PARTS) : index], total, line.start)
            place = Span(parts[0].span.start, total.span.start) if parts else total.span
            suffixes = [parts[at:] for at in range(len(parts) - 1)]
            following = _behind(text, amounts[index + 1 : index + 1 + MOST_PARTS], total, line.end)
            if following and not _UNLIKE.search(text, total.span.end, following[-1].span.end):
                suffixes.append(following)
        else:
            parts = _behind(text, amounts[index + 1 : index + 1 + MOST_PARTS], total, line.end)
            place = Span(total.span.end, parts[-1].span.end) if parts else total.span
            suffixes = [parts] if len(parts) > 1 else []
            if (
                len(parts) > 1
                and not text.startswith(("内訳", "の内訳", "で、内訳"), total.span.end)
                and "。" not in text[total.span.end : parts[0].span.start]
            ):
                # 「250人（男性120人、女性130人）」: only where it nearly adds up is it one.
                begin = max(line.start, total.span.start - NEAR)
                begin = max(begin, text.rfind("。", begin, total.span.start) + 1)
                room = _ROOM.search(text, begin, total.span.start)
                suffixes = [parts] if _near(parts, total) and not room else []
        if not suffixes or _UNLIKE.search(text, place.start, place.end):
            continue
        sums = [sum(_value(part) for part in suffix) for suffix in suffixes]
        if _value(total) in sums:
            continue
        best = suffixes[0]
        shown = f"{sums[0]:,}{unit_of(total)}"
        related = (Related(Span(best[0].span.start, best[-1].span.end), "ここを足しました"),)
        yield Match(total.span, {"sum": shown, "what": f"{len(best)}つの数"}, related=related)


def _is_each(text: str, amount: Annotation) -> bool:
    """Whether an amount is that for which something is told: 1人30分, 1組につき2枚."""
    return _value(amount) == 1 and _EACH_HAS.match(text, amount.span.end) is not None


def _parts(
    text: str, amounts: Sequence[Annotation], total: Annotation, start: int
) -> list[Annotation]:
    """The amounts of the same unit in front of a total, in its sentence."""
    begin = max(start, total.span.start - REACH)
    begin = max(begin, text.rfind("。", begin, total.span.start) + 1)
    return [a for a in amounts if a.span.start >= begin and unit_of(a) == unit_of(total)]


def _behind(
    text: str, amounts: Sequence[Annotation], total: Annotation, end: int
) -> list[Annotation]:
    """The amounts of a breakdown behind a total."""
    opening = _BREAKDOWN.match(text, total.span.end)
    if opening is None or not opening.group():
        return []
    end = min(end, opening.end() + REACH)
    closing = text.find("）", opening.end(), end)
    ascii_closing = text.find(")", opening.end(), end)
    ends = [at for at in (closing, ascii_closing) if at >= 0]
    stop = text.find("。", opening.end(), end)
    if opening.group().strip(" 　").startswith(("（", "(")):
        stop = min(ends) if ends else -1
    stop = stop if stop >= 0 else end
    parts = [a for a in amounts if a.span.end <= stop and unit_of(a) == unit_of(total)]
    return parts if len(parts) > 1 else []


def _near(parts: Sequence[Annotation], total: Annotation) -> bool:
    """Whether the parts are a tenth off at most; own judgement: else they are something else."""
    whole, summed = _value(total), sum(_value(part) for part in parts)
    if abs(summed - whole) * 10 <= whole:
        return True
    return len(parts) > 2 and _mistyped(str(whole), str(summed))


def _mistyped(one: str, other: str, *, turned: bool = False) -> bool:
    """Whether two numbers differ by one digit, or (`turned`: only) by two that changed places."""
    if len(one) != len(other):
        return False
    apart = [at for at in range(len(one)) if one[at] != other[at]]
    if len(apart) == 2:
        first, second = apart
        return one[first] == other[second] and one[second] == other[first]
    return len(apart) == 1 and not turned


def _amount(annotation: Annotation) -> Decimal | None:
    value = annotation.value
    if isinstance(value, MoneyValue):
        return None if value.free or value.bound else value.yen
    if isinstance(value, CountValue):
        unit = value.unit not in (
            "歳",
            "%",
            "年",
            "日",
            "か月",
            "時間",
            "分",
            "つ",
            "割",
            "倍",
            "位",
        )
        whole = value.unit in _MEASURES or value.number == value.number.to_integral_value()
        return value.number if unit and whole and not value.bound and not value.ordinal else None
    return None


def _value(annotation: Annotation) -> Decimal:
    amount = _amount(annotation)
    assert amount is not None  # only such are kept
    return amount
