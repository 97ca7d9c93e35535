"""Figures of sentences that others of the draft give: cells of a table, what is left, a rate, hours."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    CountValue,
    DateValue,
    MoneyValue,
    TimeValue,
)
from checker.context import Context
from checker.detectors import Options, counted_years, lasting
from checker.detectors.clock_lengths import hours_shown
from checker.detectors.duration import periods_with
from checker.detectors.limits_told import SHIFTED, shifted
from checker.detectors.period_reversed import minutes
from checker.detectors.relations import wrong_rests
from checker.document.model import Block
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"right", "how"})

MOST_CELLS = 400
"""Cells of a table beyond which it is data, not something that a sentence adds up."""

_N = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_TOGETHER = Scan("合わせて|合計|併せて")
_REST = Scan(
    rf"(?P<some>{_N})(?P<unit>人|件|通|台|枚|戸|世帯|名|冊|か所)(?:を|が|は)?[^。、\n0-9（(]{{0,10}}[（(、]?、?"
    rf"(?:残る|残り)の?、?(?P<rest>{_N})(?P=unit)"
)
_EVERY = Scan(
    rf"(?<![0-9,.])(?P<number>{_N})(?P<unit>人|世帯|件|戸|か所|団体|校)の?(?:全員|全て|すべて|全世帯|全件)"
)
LEAST = 10
"""A smaller number may be any."""
FEW = 10
"""With more numbers of a unit, some of them make any sum."""
_RAISE = Scan(
    rf"(?<![0-9,.])(?P<rate>{_N})(?:[%％]|パーセント)[^。\n0-9]{{0,6}}(?P<way>引き?上げ|値上げ|引き?下げ|値下げ|増額|減額)"
)
_HOURS = Scan(r"[0-9]時間半?(?:[）)、]|開|続|の間|にわた|ほど|程度)")
_OPEN = regex(
    r"(?:まで)?[（(、。]?[^（）()。\n]{0,20}?(?<![0-9])(?P<hours>[0-9]{1,2})時間(?P<half>半)?(?:間)?(?:開き|開いて|続き|続けて|にわた)"
)
_LASTS = regex(
    r"まで[ 　]?(?:の|[（(、])?[ 　]?(?:約|およそ)?(?P<hours>[0-9]{1,2})時間(?P<half>半)?(?:程度|ほど)?(?:[）)、。です]|の(?!うち))"
)
_TO = regex(r"から、?[ 　]?(?P<next>翌)?|[ 　]?[〜～~][ 　]?(?P<next2>翌)?")
_OLD = regex("今の|現在|現行|改定前|変更前|旧|これまで|今まで")
_NEW = regex("新|改定後|変更後|改正後|これから|月から")
_NOT_TOGETHER = regex(r"倍|割引|半額|[0-9](?:人|名|回|日|枚|組)|×|引き|から|より|上限")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    further = (*counted_years.SCANS, *lasting.SCANS, SHIFTED)
    return (_TOGETHER, _REST, _EVERY, _RAISE, _HOURS, *further)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a figure that others of the draft speak against."""
    yield from _together(context)
    yield from _rest(context)
    yield from _all(context)
    yield from _raises(context)
    yield from _hours(context)
    yield from counted_years.wrong_years(context)
    yield from lasting.wrong_lengths(context)
    yield from shifted(context)


# --- rows and columns of a table --------------------------------------------------------


def _tables(context: Context) -> list[dict[tuple[int, int], Block]]:
    tables: defaultdict[int, dict[tuple[int, int], Block]] = defaultdict(dict)
    for block in context.document.blocks:
        if block.cell is not None:
            tables[block.cell.table][block.cell.row, block.cell.column] = block
    return [cells for cells in tables.values() if len(cells) <= MOST_CELLS]


def _named(text: str, block: Block, sentence: str) -> bool:
    """Whether a sentence names a row or a column: all words of its name occur."""
    words = re.split(r"[ 　（(・]", block.span.cut(text).strip())
    words = [word.strip("）)") for word in words[:2] if word]
    return bool(words) and (
        all(word in sentence for word in words)
        or (len(words) > 1 and words[0] in sentence and "（" in block.span.cut(text))
    )


def _yen(context: Context, block: Block | None) -> Decimal | None:
    found = (
        () if block is None else context.annotations.overlapping(block.span, AnnotationKind.MONEY)
    )
    values = [a.value.yen for a in found if isinstance(a.value, MoneyValue) and not a.value.bound]
    return values[0] if len(values) == 1 else None


def _together(context: Context) -> Iterator[Match]:
    """「全面を午前と午後に続けて借りると、合わせて5,600円です」 below a table of prices."""
    document = context.document
    text = document.folded
    tables: list[dict[tuple[int, int], Block]] | None = None
    for found in _TOGETHER.finditer(text):
        block = document.block_at(found.start())
        if block.cell is not None:
            continue
        near = Span(found.end(), min(found.end() + 4, block.span.end))
        totals = context.annotations.overlapping(near, AnnotationKind.MONEY) if len(near) else ()
        if len(totals) != 1 or not isinstance(totals[0].value, MoneyValue):
            continue
        begin = max(text.rfind("。", block.span.start, found.start()) + 1, block.span.start)
        sentence = text[begin : found.start()]
        if len(sentence) > 100 or _NOT_TOGETHER.search(sentence):
            continue
        tables = _tables(context) if tables is None else tables
        right = {
            total for cells in tables if (total := _of_table(context, cells, sentence)) is not None
        }
        if len(right) == 1 and totals[0].value.yen not in right:
            values = {"right": f"{next(iter(right)):,}円", "how": "表の額の合計"}
            yield Match(totals[0].span, values)


def _of_table(
    context: Context, cells: dict[tuple[int, int], Block], sentence: str
) -> Decimal | None:
    text = context.document.folded
    rows = [
        row for row, column in cells if not column and row and _named(text, cells[row, 0], sentence)
    ]
    columns = [
        column
        for row, column in cells
        if not row and column and _named(text, cells[0, column], sentence)
    ]
    if len(rows) != 1 or len(columns) < 2:
        return None
    values = [_yen(context, cells.get((rows[0], column))) for column in columns]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


# --- what is left ---------------------------------------------------------------------


def _rest(context: Context) -> Iterator[Match]:
    """「29件を回収（残る19件は…）」 of the 46 of which the draft speaks."""
    rests = list(_REST.finditer(context.document.folded))
    counts = _counts(context) if rests else {}
    told = {wrong.span.start for wrong in wrong_rests(context)} if rests else set()
    for found in rests:
        if found.start("rest") in told:
            continue
        some, rest = _number(found["some"]), _number(found["rest"])
        unit = found["unit"]
        whole = some + rest
        others = counts.get(unit, ())
        if len(others) > FEW or whole in others:
            continue
        near = [n for n in others if n > max(some, rest) and abs(n - whole) * 10 <= n]
        if len(near) != 1:
            continue
        values = {"right": f"{near[0]:,}{unit}", "how": "全体の数"}
        yield Match(Span(found.start(), found.end()), values)


def _all(context: Context) -> Iterator[Match]:
    """「46人全員に」 in a draft that speaks of 47 and never again of 46."""
    every = list(_EVERY.finditer(context.document.folded))
    counts = _counts(context) if every else {}
    for found in every:
        number, unit = _number(found["number"]), found["unit"]
        told = counts.get(unit, Counter())
        if told[number] > 1 or number < LEAST or len(told) > FEW:
            continue
        others = [other for other in told if other != number]
        near = {other for other in others if abs(other - number) * 6 <= number}
        sums = {total for a in others for b in others for total in (a + b, a - b)}
        if len(near) == 1 and number not in sums:
            values = {"right": f"{next(iter(near)):,}{unit}", "how": "ほかの所"}
            yield Match(Span(*found.span()), values)


def _counts(context: Context) -> dict[str, Counter[Decimal]]:
    """How often each number is counted, by unit."""
    counts: defaultdict[str, Counter[Decimal]] = defaultdict(Counter)
    for count in context.annotations.of(AnnotationKind.COUNT):
        value = count.value
        if isinstance(value, CountValue) and not value.ordinal:
            counts[value.unit][value.number] += 1
    return counts


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").rstrip(".") or "0")


# --- a rate and the prices that it makes ------------------------------------------------


def _raises(context: Context) -> Iterator[Match]:
    """「25パーセント引き上げます」, and prices of which each rises by 15 per cent."""
    text = context.document.folded
    raised = list(_RAISE.finditer(text))
    if len(raised) != 1:
        return
    pairs = _pairs(context)
    if len(pairs) < 2:
        return
    found = raised[0]
    sign = -1 if "下" in found["way"] or "減" in found["way"] else 1
    rate = _number(found["rate"]) * sign
    if any(_fits(old, new, rate) for old, new in pairs):
        return
    old, new = max(pairs)
    right = ((new - old) * 100 / old).quantize(Decimal(1))
    if right * sign <= 0 or not all(_fits(*pair, right) for pair in pairs):
        return
    values = {"right": f"{abs(right)}%", "how": "前と後の額からの割合"}
    yield Match(Span(found.start("rate"), found.start("way")), values)


def _fits(old: Decimal, new: Decimal, rate: Decimal) -> bool:
    """Whether a price goes with the rate, as rounded to ten yen."""
    return abs(old * (100 + rate) / 100 - new) < max(Decimal(2), old / 200)


def _pairs(context: Context) -> list[tuple[Decimal, Decimal]]:
    """Old and new prices of a row, or of a line below a line that names both."""
    document = context.document
    text = document.folded
    rows: defaultdict[tuple[int, int], list[Block]] = defaultdict(list)
    pairs: list[tuple[Decimal, Decimal]] = []
    named = False
    for block in document.blocks:
        if block.cell is not None:
            rows[block.cell.table, block.cell.row].append(block)
            continue
        money = _money(context, block.span)
        if not money:
            line = block.span.cut(text)
            old, new = _OLD.search(line), _NEW.search(line)
            named = bool(old and new and old.start() < new.start() and "。" not in line)
        elif named and len(money) == 2:
            pairs.append((money[0], money[1]))
    for (table, row), cells in rows.items():
        head = rows.get((table, 0), [])
        if not row or len(head) != len(cells):
            continue
        values = [
            (name.span.cut(text), _yen(context, cell))
            for name, cell in zip(head, cells, strict=True)
        ]
        olds = [value for name, value in values if value is not None and _OLD.search(name)]
        news = [value for name, value in values if value is not None and _NEW.search(name)]
        if len(olds) == 1 and len(news) == 1:
            pairs.append((olds[0], news[0]))
    return [(old, new) for old, new in pairs if old > 0]


def _money(context: Context, span: Span) -> Sequence[Decimal]:
    found = context.annotations.overlapping(span, AnnotationKind.MONEY)
    return [a.value.yen for a in found if isinstance(a.value, MoneyValue)]


# --- hours ----------------------------------------------------------------------------


def _hours(context: Context) -> Iterator[Match]:
    """「午前7時から午前8時まで（13時間開きます）」, 「午後10時から翌11日午後5時まで（約7時間）」."""
    document = context.document
    text = document.folded
    if not _HOURS.may_fit(text):
        return
    for period, value, found in periods_with(context, _OPEN):
        if isinstance(value.start, TimeValue) and isinstance(value.end, TimeValue):
            yield from _lasting(value.start, value.end, 0, found, period.span)
    times = context.annotations.of(AnnotationKind.TIME)
    for number in range(1, len(times)):
        one, other = times[number - 1], times[number]
        lasts = _LASTS.match(text, other.span.end)
        if lasts is None or other.span.start - one.span.end > 24:
            continue
        days = _days_between(context, one, other)
        if days and isinstance(one.value, TimeValue) and isinstance(other.value, TimeValue):
            yield from _lasting(one.value, other.value, days, lasts, other.span)


def _days_between(context: Context, one: Annotation, other: Annotation) -> int:
    """1 where the end lies on the next day by its words, else 0."""
    text = context.document.folded
    between = text[one.span.end : other.span.start]
    found = _TO.match(between)
    if found is None or not (found["next"] or found["next2"]):
        return 0
    dates = context.annotations.overlapping(
        Span(one.span.end, other.span.start), AnnotationKind.DATE
    )
    rest = between[found.end() :]
    if dates and isinstance(dates[0].value, DateValue):
        return 1 if len(dates) == 1 else 0
    return 1 if re.fullmatch("日?の?|朝の?", rest) else 0


def _lasting(
    start: TimeValue, end: TimeValue, days: int, found: re.Match[str], place: Span
) -> Iterator[Match]:
    first, last = minutes(start), minutes(end)
    if first is None or last is None:
        return
    if not days and not end.meridiem and last <= first:
        last += 12 * 60
    long = last - first + days * 24 * 60
    said = int(found["hours"]) * 60 + (30 if found["half"] else 0)
    if long <= 0 or abs(long - said) < 45:
        return
    related = (Related(Span(found.start("hours"), found.end("hours") + 2), "ここと合いません"),)
    told = f"{found['hours']}時間" + ("半" if found["half"] else "")
    yield Match(
        place,
        {"right": told, "how": f"（{hours_shown(long)}になります）書かれている長さ"},
        related=related,
    )
