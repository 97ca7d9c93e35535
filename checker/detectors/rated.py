"""Rates and bases from which sums follow: 10kgにつき180円, 基準額×1.5, 税を加えた額, 各区分の総額."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, Decimal
from itertools import combinations

from checker.annotations.types import AnnotationKind, CountValue
from checker.context import Context
from checker.detectors.grids import Grid, amount, grids_of, unit_of
from checker.detectors.stated_ratios import SAID, wrong_parts
from checker.detectors.worked import MOST, Wrong, money_of, sentence_at, step_of
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

RATE = Scan(r"(?:につき|あたり|当たり|ごとに|毎に)[^。、\n0-9]{0,10}[0-9]")
TAXED = Scan("税[^。\n]{0,24}(?:加え|加算|含め|込み)[^。\n0-9]{0,12}[0-9]")
TIMES = Scan("[額価金][ 　]?[×✕]")
RATIO = Scan("割合|料率|倍率|乗率|係数|比率")
ADDED = Scan(
    r"(?:上|上記|前記|右|左|これ|この(?:料金|額|金額)|それ)の?(?:料金|額|金額|費用|手数料|代金)?に[^。\n]{0,24}円を?(?:加え|足し|プラス|上乗せ|加算)"
)
EACH_TIMES = Scan("総額|総計|合計|計")


# --- so much for so many -----------------------------------------------------------------------

_FOR = regex(
    r"(?:につき|当たり|あたり|ごとに|毎に|まで(?:ごと|毎)に?)(?:の?(?:利用料|使用料|料金|手数料|単価|額|年額|月額))?(?:は|が|、|年|月|：|:|で){0,2}[ 　]?(?:プラス)?\Z"
)
_EXAMPLES = regex(
    r"(?:で(?:は|、)?|なら|の場合(?:は)?|だと|のとき(?:は)?|を(?:持ち込むと|出すと|借りると)|[：:＝=]|は)[^。、0-9（(]{0,8}\Z"
)
_ADDED = regex("(?:ずつ)?[をが]?、?(?:加え|加算|上乗せ|追加|足|増)")
"""Behind what each costs beside something else."""

_EXTRA = regex(
    "[+×]|基本|最初|初回|超え|を超|追加|加算|割り?引|引き|お得|セット|から|以上|以下|未満|税|まで(?!ごと)|無料"
)


def _rates(context: Context) -> Iterator[Wrong]:
    """「10キログラムにつき180円（例：60キログラムで900円）」, 「1㎡当たり200円」 and a table of both."""
    text = context.document.folded
    rates: dict[str, set[tuple[Decimal, Decimal]]] = {}
    places: dict[str, Span] = {}
    examples: list[tuple[Decimal, str, Decimal, Span]] = []
    for yen, place in money_of(context)[:MOST]:
        line = context.document.block_at(place.start).span
        counts = (
            context.annotations.overlapping(
                Span(max(line.start, place.start - 30), place.start), AnnotationKind.COUNT
            )
            if place.start > line.start
            else ()
        )
        last = counts[-1] if counts else None
        if last is None or not isinstance(last.value, CountValue) or last.value.ordinal:
            continue
        between = text[last.span.end : place.start]
        number, unit = last.value.number, unit_of(last.value.unit)
        if not number or "。" in between:
            continue
        whole = text[last.span.start : place.start]
        if _FOR.search(whole) and len(between) <= 20 and not _ADDED.match(text, place.end):
            rates.setdefault(unit, set()).add((number, yen))
            places[unit] = Span(last.span.start, place.end)
        elif _EXAMPLES.search(between) and len(between) <= 14:
            examples.append((number, unit, yen, place))
    for number, unit, yen, place in examples:
        known = rates.get(unit, set())
        if len(known) != 1 or unit in ("時間", "回"):
            continue
        each, price = next(iter(known))
        many = number / each
        fitting = {price * many, price * many.to_integral_value(ROUND_CEILING)}
        right = price * many.to_integral_value(ROUND_CEILING)
        sentence = sentence_at(context, place)
        if yen in fitting or many <= 1 or _EXTRA.search(text, sentence.start, sentence.end):
            continue
        if right / 2 < yen < right * 2:
            yield Wrong(place, right, "円", "1つ分の額から計算すると", places[unit])
    for grid in grids_of(context) if rates else ():
        yield from _of_rate(context, grid, rates)


def _of_rate(
    context: Context, grid: Grid, rates: dict[str, set[tuple[Decimal, Decimal]]]
) -> Iterator[Wrong]:
    """Two columns of a table, and what one of the first costs by the text."""
    text = context.document.folded
    width = len(grid.rows[0].cells)
    if len(grid.rows) < 2 or any(len(row.cells) != width for row in grid.rows):
        return
    for one in range(width):
        unit = ""
        read = [amount(text, row.cells[one]) for row in grid.rows]
        known = [part for part in read if part is not None]
        unit = known[0].unit if known else ""
        if len(known) != len(read) or len(rates.get(unit, ())) != 1:
            continue
        each, price = next(iter(rates[unit]))
        for other in range(one + 1, width):
            money = [amount(text, row.cells[other]) for row in grid.rows]
            sums = [part for part in money if part is not None and part.unit == "円"]
            if len(sums) != len(known):
                continue
            pairs = list(zip(known, sums, strict=True))
            wrong = [(a, b) for a, b in pairs if a.number / each * price != b.number]
            if len(wrong) == 1 and len(pairs) > 1:
                count, yen = wrong[0]
                yield Wrong(
                    yen.span,
                    count.number / each * price,
                    "円",
                    "1つ分の額から計算すると",
                    count.span,
                )


# --- with tax ----------------------------------------------------------------------------------


def _taxed(context: Context) -> Iterator[Wrong]:
    """「消費税10パーセントを加えた19,620,000円」 of the 17,820,000円 of which the draft speaks."""
    text = context.document.folded
    money = money_of(context)
    for found in TAXED.finditer(text):
        there = [
            (yen, place)
            for yen, place in money
            if place.start >= found.end() - 1 and place.start < found.end() + 2
        ]
        if not there:
            continue
        gross, place = there[0]
        nets = {yen for yen, other in money if other != place}
        fitting = {
            yen
            for yen in nets
            if abs(yen * Decimal("1.1") - gross) < 1 or abs(yen * Decimal("1.08") - gross) < 1
        }
        if fitting or len(nets) > MOST or not gross:
            continue
        near = [yen for yen in nets if abs(yen * Decimal("1.1") - gross) * 50 < gross]
        slips = [yen for yen in near if _slip(yen * Decimal("1.1"), gross)]
        near = slips or near
        if len(near) == 1:
            yield Wrong(place, near[0] * Decimal("1.1"), "円", "税を加えると")


def _slip(one: Decimal, other: Decimal) -> bool:
    """Whether two sums differ by one digit, or by two that changed places."""
    a, b = f"{one:.0f}", f"{other:.0f}"
    odd = [at for at in range(len(a)) if a[at] != b[at]] if len(a) == len(b) else []
    return len(odd) == 1 or (len(odd) == 2 and sorted(a) == sorted(b))


# --- times a base ------------------------------------------------------------------------------

_BASE = regex(
    r"(?P<name>基準額|基本額|標準額|単価|基本料金|月額|年額|日額)[ 　]?[×✕xX][ 　]?(?P<times>[0-9]+(?:\.[0-9]+)?)(?![0-9円日時人])"
)


def _of_base(context: Context) -> Iterator[Wrong]:
    """「基準額×1.5　年116,100円」 where the base stands elsewhere: the only row out of step."""
    text = context.document.folded
    rows: list[tuple[Decimal, Decimal, Span]] = []
    for found in _BASE.finditer(text):
        block = context.document.block_at(found.start())
        end = block.span.end
        if block.cell is not None:
            document = context.document
            for other in document.blocks:
                if other.cell and (other.cell.table, other.cell.row) == (
                    block.cell.table,
                    block.cell.row,
                ):
                    end = max(end, other.span.end)
        money = money_of(context, Span(found.end(), end)) if found.end() < end else []
        if len(money) == 1:
            rows.append((Decimal(found["times"]), money[0][0], money[0][1]))
    if len(rows) < 3:
        bases = {yen for yen, _ in money_of(context)}
        for times, yen, place in rows:
            fits = any(abs(base * times - yen) <= 100 for base in bases if base != yen)
            near = [base for base in bases if base != yen and abs(base * times - yen) * 10 < yen]
            if not fits and len(near) == 1 and times != 1:
                yield Wrong(place, near[0] * times, "円", "掛けると")
        return
    yield from _odd_ratio(rows)


def _odd_ratio(rows: Sequence[tuple[Decimal, Decimal, Span]]) -> Iterator[Wrong]:
    """The one row whose sum is not as many times the base as those of all others."""
    bases = sorted(yen / times for times, yen, _ in rows if times)
    if len(bases) < 3:
        return
    base = bases[len(bases) // 2]
    if base < 100:
        return
    step = min(step_of(yen) for _, yen, _ in rows)
    slack = max(Decimal(1), Decimal(min(step, 100)))
    exact = next((yen for times, yen, _ in rows if times == 1), None)
    base = exact or base
    odd = [
        (times, yen, place)
        for times, yen, place in rows
        if abs(base * times - yen) > slack * (1 if exact else max(Decimal(1), times) + 1)
    ]
    if len(odd) == 1 and len(rows) - 1 >= 2:
        times, yen, place = odd[0]
        right = base * times
        if right / 3 < yen < right * 3 and times != 1:
            yield Wrong(
                place,
                (right / slack).quantize(Decimal(1)) * slack,
                "円",
                "ほかの行と同じように計算すると",
            )


_RATIO_HEAD = regex(
    r"(?:保険料)?(?:割合|料率|倍率|率|乗率|係数|基準額に対する割合|基準額との比率|比率)(?:[（(][^（()）]*[)）])?|基準額[×✕].*"
)
_PLAIN = regex(r"(?:基準額)?[ 　]?[×✕xX]?[ 　]?(?P<times>[0-9]{1,2}(?:\.[0-9]{1,4}))(?:倍)?")


def _in_step(context: Context) -> Iterator[Wrong]:
    """A table of ratios and of the sums that follow from them: the one row out of step."""
    text = context.document.folded
    for grid in grids_of(context):
        width = len(grid.head)
        if width < 3:
            continue
        if len(grid.rows) < 4 or any(len(row.cells) != width for row in grid.rows):
            continue
        for column in range(1, width - 1):
            if not _RATIO_HEAD.fullmatch(
                text[grid.head[column].start : grid.head[column].end].strip()
            ):
                continue
            rows = []
            for row in grid.rows:
                cell = row.cells[column]
                times = _PLAIN.fullmatch(text[cell.start : cell.end].strip())
                sums = [amount(text, other) for other in row.cells[column + 1 :]]
                yen = [part for part in sums if part is not None and part.unit == "円"]
                if times is not None and yen:
                    rows.append((Decimal(times["times"]), yen[-1].number, yen[-1].span))
            if len(rows) == len(grid.rows):
                yield from _odd_ratio(rows)


# --- several at several prices -----------------------------------------------------------------

_TOTAL = regex(r"(?:合計|計|総額)(?:は|で|：|:|額は)?[ 　]?\Z")
_WHOLE = regex(r"(?:総額|総計|合計|計)(?:は|が|で|額は|、)?\Z")


def _several(context: Context) -> Iterator[Wrong]:
    """「1万円の区分が100件、2万円の区分が150件、…で、総額505万円」."""
    text = context.document.folded
    money = money_of(context)
    for at, (total, place) in enumerate(money):
        if not _WHOLE.search(text, max(0, place.start - 6), place.start):
            continue
        sentence = sentence_at(context, place)
        prices = [
            (yen, one) for yen, one in money[max(0, at - 8) : at] if one.start >= sentence.start
        ]
        if len(prices) < 2:
            continue
        pairs: list[Decimal] = []
        unit = ""
        for number, (yen, one) in enumerate(prices):
            end = prices[number + 1][1].start if number + 1 < len(prices) else place.start
            counts = [
                c
                for c in context.annotations.overlapping(Span(one.end, end), AnnotationKind.COUNT)
                if isinstance(c.value, CountValue) and not c.value.ordinal and not c.value.bound
            ]
            if len(counts) != 1 or not isinstance(counts[0].value, CountValue):
                break
            if unit and counts[0].value.unit != unit:
                break
            unit = counts[0].value.unit
            pairs.append(yen * counts[0].value.number)
        if len(pairs) != len(prices):
            continue
        right = sum(pairs, Decimal(0))
        plain = sum((yen for yen, _ in prices), Decimal(0))
        if (
            total not in (right, plain)
            and right / 3 < total < right * 3
            and not any(sum(some) == total for some in combinations(pairs, len(pairs) - 1))
        ):
            yield Wrong(
                place, right, "円", "掛けて足すと", Span(prices[0][1].start, prices[-1][1].end)
            )


# --- on top of what stands above ---------------------------------------------------------------


def _on_top(context: Context) -> Iterator[Wrong]:
    """「上の料金に登録手数料3,000円を加えて、合計6,050円」 below a line with 合計3,600円."""
    document = context.document
    text = document.folded
    for found in ADDED.finditer(text):
        line = document.block_at(found.start()).span
        here = money_of(context, Span(found.start(), line.end))
        before = (
            money_of(context, Span(max(0, line.start - 200), found.start()))
            if found.start()
            else []
        )
        if len(here) != 2 or not before or len(before) > 6:
            continue
        (more, _), (total, place) = here
        sums = [
            one for one in before if _TOTAL.search(text, max(0, one[1].start - 6), one[1].start)
        ]
        before = sums or before
        if any(base + more == total for base, _ in before):
            continue
        base, other = before[-1]
        right = base + more
        if right / 3 < total < right * 3:
            yield Wrong(place, right, "円", "足すと", other)


WAYS = (
    ((RATE,), _rates),
    ((TAXED,), _taxed),
    ((TIMES,), _of_base),
    ((EACH_TIMES,), _several),
    ((ADDED,), _on_top),
    ((RATIO,), _in_step),
    ((SAID,), wrong_parts),
)
"""What finds sums that do not follow from a rate, from a base or from several prices."""
