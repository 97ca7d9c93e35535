"""Products and quotients that a draft works out: 時給×時間×日数, 10kgにつき, 2分の1, 年額÷12.

The numbers are those of the annotations; a word beside one says what it is (a price for each, a
part, a limit, what comes out). Silent where any way to reckon gives what is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, Decimal
from itertools import combinations
from typing import NamedTuple

from checker.annotations.types import AnnotationKind, CountValue, MoneyValue
from checker.context import Context
from checker.detectors.grids import Grid, amount, grids_of, unit_of
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

NEAR = 16
"""Code points between a number and the word that says what it is."""

MOST = 24
"""Sums of a kind in a draft; with more any of them may be meant."""

WAGE = Scan("時給|時間額|時間給|日額|日給|1時間当|1時間あ|1時間につ")
MONTHLY = Scan(r"月額?[ 　]?[0-9０-９]|1か月[ 　]?[0-9]")
PART = Scan(r"[0-9]分の[0-9]|[0-9一二三四五六七八九]割|半額|[0-9](?:[%％]|パーセント)")
RATE = Scan(r"(?:につき|あたり|当たり|ごとに|毎に)[^。、\n0-9]{0,10}[0-9]")
TAXED = Scan("税[^。\n]{0,24}(?:加え|加算|含め|込み)[^。\n0-9]{0,12}[0-9]")
TIMES = Scan(r"[×✕][ 　]?[0-9]")
RATIO = Scan("割合|料率|倍率|乗率|係数|比率")
ADDED = Scan(r"(?:上|上記|前記|右|左|これ|この(?:料金|額|金額)|それ)の?(?:料金|額|金額|費用|手数料|代金)?に[^。\n]{0,24}円を?(?:加え|足し|プラス|上乗せ|加算)")
EACH_TIMES = Scan(r"総額|総計|合計|計[0-9]")


class Wrong(NamedTuple):
    """A sum that is not what comes out: where, what does, and of what."""

    span: Span
    right: Decimal
    unit: str
    how: str
    related: Span | None = None


def wrong_products(context: Context) -> Iterator[Wrong]:
    """All sums of a draft that do not come out."""
    text = context.document.folded
    if WAGE.may_fit(text):
        yield from _wages(context)
    if MONTHLY.may_fit(text):
        yield from _yearly(context)
    if PART.may_fit(text):
        yield from _parts(context)
    if RATE.may_fit(text):
        yield from _rates(context)
    if TAXED.may_fit(text):
        yield from _taxed(context)
    if TIMES.may_fit(text):
        yield from _of_base(context)
    if EACH_TIMES.may_fit(text):
        yield from _several(context)
    if ADDED.may_fit(text):
        yield from _on_top(context)
    if RATIO.may_fit(text):
        yield from _in_step(context)


SCANS = (WAGE, MONTHLY, PART, RATE, TAXED, TIMES, EACH_TIMES, RATIO, ADDED)


def _money(context: Context, span: Span | None = None) -> list[tuple[Decimal, Span]]:
    kind = AnnotationKind.MONEY
    found = context.annotations.of(kind) if span is None else context.annotations.overlapping(span, kind)
    return [
        (one.value.yen, one.span)
        for one in found
        if isinstance(one.value, MoneyValue) and not one.value.free
    ]


def _before(context: Context, place: Span, reach: int = NEAR) -> str:
    """What stands in front of a number in its line, or in the cell beside it."""
    document = context.document
    block = document.block_at(place.start)
    start = max(block.span.start, place.start - reach)
    words = document.folded[start : place.start]
    if block.cell is not None and block.cell.column and not words.strip(" 　"):
        left = document.block_at(block.span.start - 1)
        words = document.folded[left.span.start : left.span.end]
    return words


def _sentence(context: Context, place: Span) -> Span:
    text = context.document.folded
    line = context.document.block_at(place.start).span
    begin = max(line.start, text.rfind("。", line.start, place.start) + 1)
    stop = text.find("。", place.end, line.end)
    return Span(begin, stop if stop >= 0 else line.end)


def _counts(context: Context, units: Sequence[str], span: Span | None = None) -> list[tuple[Decimal, Span]]:
    kind = AnnotationKind.COUNT
    found = context.annotations.of(kind) if span is None else context.annotations.overlapping(span, kind)
    return [
        (one.value.number, one.span)
        for one in found
        if isinstance(one.value, CountValue) and one.value.unit in units and not one.value.ordinal
    ]


# --- wages ---------------------------------------------------------------------------------

_HOURLY = regex(r"(?:時給|時間給|時間額|1時間(?:当たり|あたり|につき)?)[^0-9。]{0,6}\Z")
_DAILY = regex(r"(?:日額|日給|1日(?:当たり|あたり|につき)?)[^0-9。]{0,6}\Z")
_A_MONTH = regex(r"(?:月額|月収|月給|1か月|ひと月|月(?=で|に|は))[^0-9。]{0,12}\Z|(?:報酬|賃金|給与|収入|合計|計)[^0-9。]{0,10}\Z|(?:勤務|働|従事)[^0-9。]{0,14}\Z|で(?:、|は|、合計|月額|計)?\Z")
_HOURS = regex(r"(?P<hours>[0-9]{1,2}(?:\.[0-9]+)?)時間(?:(?P<half>半)|(?P<minutes>[0-9]{1,2})分)?")
_DAY = regex(r"(?:1日|1日(?:当たり|あたり|につき)?|実働|日に)[^0-9。]{0,6}\Z")
_DAYS = regex(r"(?:月|1か月|ひと月)(?:に|当たり|あたり|約)?[ 　]?(?P<days>[0-9]{1,2})日(?!から|か?ら|[に（(]|付)(?![0-9])|(?P<worked>[0-9]{1,2})日(?:間)?(?:程度)?(?:勤務|働|の場合|×|で)")
_OTHER_PAY = regex("手当|賞与|期末|通勤|交通費|上限|以上|加算|から|〜|～")


def _wages(context: Context) -> Iterator[Wrong]:
    """「時給1,240円。月18日、1日6時間勤務した場合は月額139,320円」, in a sentence or in rows."""
    text = context.document.folded
    hourly: set[Decimal] = set()
    daily: set[Decimal] = set()
    monthly: list[tuple[Decimal, Span]] = []
    for yen, place in _money(context)[:MOST]:
        before = _before(context, place)
        if _HOURLY.search(before):
            hourly.add(yen)
        elif _DAILY.search(before):
            daily.add(yen)
            monthly.append((yen, place))
        elif _A_MONTH.search(before):
            monthly.append((yen, place))
    if len(hourly) > 1 or len(daily) > 1 or not (hourly or daily) or not monthly:
        return
    hours: set[Decimal] = set()
    for found in _HOURS.finditer(text):
        half = Decimal("0.5") if found["half"] else Decimal(found["minutes"] or 0) / 60
        hours.add(Decimal(found["hours"]) + half)
    days = {Decimal(found["days"] or found["worked"]) for found in _DAYS.finditer(text)}
    known: set[Decimal] = set()
    for pay in hourly:
        known.update(pay * number for number in hours)
        known.update(pay * number * some for number in hours for some in days)
        known.update(pay * some for some in days)
    for pay in daily:
        known.update(pay * some for some in days)
    for yen, place in monthly:
        sentence = _sentence(context, place)
        about = text[sentence.start : sentence.end]
        about_ = 1000 if _ABOUT.search(about) else 1
        if any(abs(yen - right) < about_ for right in known):
            continue
        if yen in daily and not hourly:
            continue
        if _OTHER_PAY.search(text, max(sentence.start, place.start - NEAR), min(sentence.end, place.end + 4)):
            continue
        factors: list[Decimal] = []
        if yen in daily:
            if len(hours) == 1 or "×" in about:
                here = [Decimal(f["hours"]) + (Decimal("0.5") if f["half"] else Decimal(f["minutes"] or 0) / 60) for f in _HOURS.finditer(about)]
                factors = here[:1] if len(here) == 1 and _HOURLY_HERE.search(about) else []
            base = hourly
        else:
            some = {Decimal(f["days"] or f["worked"]) for f in _DAYS.finditer(about)} or days
            if len(some) != 1:
                continue
            base = daily or hourly
            factors = [next(iter(some))]
            if not daily:
                here_ = {Decimal(f["hours"]) + (Decimal("0.5") if f["half"] else Decimal(f["minutes"] or 0) / 60) for f in _HOURS.finditer(about)}
                daily_hours = here_ if len(here_) == 1 else _a_day(text) or hours
                if len(daily_hours) != 1:
                    continue
                factors.append(next(iter(daily_hours)))
        if not factors or len(base) != 1:
            continue
        right = next(iter(base))
        for factor in factors:
            right *= factor
        if not (right * 2 > yen > right / 2 and abs(right - yen) >= 1):
            continue
        if yen in daily and any(yen * some == month for month, _ in monthly for some in days):
            # The month follows from the day: what is multiplied is wrong.
            pay = next(one for value, one in _money(context, sentence) if value in hourly)
            end = max(f.end() for f in _HOURS.finditer(text, sentence.start, sentence.end))
            if pay.start < end:
                yield Wrong(Span(pay.start, end), right, "円", "掛けると", place)
                continue
        yield Wrong(place, right, "円", "掛けると")


_ABOUT = regex("約|程度|おおむね|およそ|ほど|前後")
_HOURLY_HERE = regex("時給|時間給|時間額")


def _a_day(text: str) -> set[Decimal]:
    found = set()
    for one in _HOURS.finditer(text):
        if _DAY.search(text, max(0, one.start() - 10), one.start()):
            half = Decimal("0.5") if one["half"] else Decimal(one["minutes"] or 0) / 60
            found.add(Decimal(one["hours"]) + half)
    return found


# --- a month and a year ----------------------------------------------------------------------

_MONTH = regex(r"(?:月額?|1か月(?:分|当たり|あたり|につき)?|毎月)[はが： :　]{0,2}\Z")
_YEAR = regex(r"[、，（(はで 　・/／→＝=]{0,3}(?:年額?|年間|1年(?:分|間)?|12か月分?)[はがで： :　約]{0,3}(?:合計|総額|計)?")
_ROUNDED = regex("月割|端数|四捨五入|切り?捨")


def _yearly(context: Context) -> Iterator[Wrong]:
    """「基準額は月額6,200円、年額74,400円」, one right behind the other."""
    text = context.document.folded
    money = _money(context)
    for (month, one), (year, other) in zip(money, money[1:], strict=False):
        between = text[one.end : other.start]
        if len(between) > 10 or not _MONTH.search(text, max(0, one.start - 8), one.start):
            continue
        if not _YEAR.fullmatch(between) or not month:
            continue
        right = month * 12
        if abs(right - year) > 600 and right * Decimal("0.8") < year < right * Decimal("1.2"):
            yield Wrong(Span(one.start, other.end), right, "円", "月の額を12倍すると")


# --- a part ------------------------------------------------------------------------------------

_FRACTION = regex(
    r"(?P<below>[2-9]|10)分の(?P<above>[1-9])|(?P<tenth>[1-9])割(?P<hundredth>[1-9]分)?(?!引|増|程|以|り)|(?P<half>半額|半分)|(?P<cent>[0-9]{1,2}(?:\.[0-9])?)(?:[%％]|パーセント)(?!以|引|増|程|割)"
)
_CASE = regex(
    r"(?:なら|ならば|であれば|の場合|のとき|だと|だった場合)(?:は|には)?、?[^0-9。]{0,16}\Z|で(?:は|あれば)?、?(?:補助|助成|支給|交付|給付|支援|減免|自己負担|負担)[^。0-9]{0,10}\Z"
)
_LIMIT = regex("上限|限度|最大|まで")
_EXAMPLE = regex("例えば|たとえば|[（(]例|例[：:）)]|〈例|【例|の例|なら|場合")


def _parts(context: Context) -> Iterator[Wrong]:
    """「工事費の2分の1（上限50万円） … 84万円なら補助額は48万円」."""
    text = context.document.folded
    shares: set[Decimal] = set()
    for found in _FRACTION.finditer(text):
        if found["below"]:
            shares.add(Decimal(found["above"]) / Decimal(found["below"]))
        elif found["tenth"]:
            shares.add(Decimal(found["tenth"]) / 10 + Decimal((found["hundredth"] or "0")[0]) / 100)
        elif found["half"]:
            shares.add(Decimal("0.5"))
        else:
            shares.add(Decimal(found["cent"]) / 100)
    shares = {share for share in shares if 0 < share < 1}
    if not 1 <= len(shares) <= 2:
        return
    money = _money(context)
    if len(money) > MOST:
        return
    limits = {yen for yen, place in money if _LIMIT.search(text, max(0, place.start - 8), min(len(text), place.end + 4))}
    for (whole, one), (part, other) in zip(money, money[1:], strict=False):
        between = text[one.end : other.start]
        if "。" in between or "\n" in between or len(between) > 40 or part in limits or part >= whole:
            continue
        sentence = _sentence(context, one)
        if not _CASE.search(between) or not _EXAMPLE.search(text, sentence.start, other.start):
            continue
        if _LIMIT.search(between) or _LIMIT.search(text, other.end, min(len(text), other.end + 3)):
            continue
        rights = [whole * share for share in shares]
        rights += [whole - right for right in rights]
        if any(abs(part - right) < max(1, _step(part)) and part <= right + 1 for right in rights) or part in (limits):
            continue
        if whole in limits or len(shares) != 1:
            continue
        right = rights[0]
        if limits and right > min(limits):
            right = min(limits)
        if right / 3 < part < right * 3:
            yield Wrong(other, right, "円", "割合から計算すると", one)


def _step(number: Decimal) -> int:
    """To what a sum may have been rounded down, by its noughts: 1,000 for 26,000."""
    for step in (10_000, 1000, 100, 10):
        if number % step == 0:
            return step
    return 1


# --- so much for so many -----------------------------------------------------------------------

_FOR = regex(r"(?:につき|当たり|あたり|ごとに|毎に|まで(?:ごと|毎)に?)(?:の?(?:利用料|使用料|料金|手数料|単価|額|年額|月額))?(?:は|が|、|年|月|：|:|で){0,2}[ 　]?(?:プラス)?\Z")
_EXAMPLES = regex(r"(?:で(?:は|、)?|なら|の場合(?:は)?|だと|のとき(?:は)?|を(?:持ち込むと|出すと|借りると)|[：:＝=]|は)[^。、0-9（(]{0,8}\Z")
_EXTRA = regex("基本|最初|初回|超え|を超|追加|加算|割り?引|引き|お得|セット|から|以上|以下|未満|税|まで(?!ごと)|無料")


def _rates(context: Context) -> Iterator[Wrong]:
    """「10キログラムにつき180円（例：60キログラムで900円）」, 「1㎡当たり200円」 and a table of both."""
    text = context.document.folded
    rates: dict[str, set[tuple[Decimal, Decimal]]] = {}
    places: dict[str, Span] = {}
    examples: list[tuple[Decimal, str, Decimal, Span, Span]] = []
    for yen, place in _money(context)[:MOST]:
        line = context.document.block_at(place.start).span
        counts = context.annotations.overlapping(
            Span(max(line.start, place.start - 30), place.start), AnnotationKind.COUNT
        ) if place.start > line.start else ()
        last = counts[-1] if counts else None
        if last is None or not isinstance(last.value, CountValue) or last.value.ordinal:
            continue
        between = text[last.span.end : place.start]
        number, unit = last.value.number, unit_of(last.value.unit)
        if not number or "。" in between:
            continue
        whole = text[last.span.start : place.start]
        if _FOR.search(whole) and len(between) <= 20:
            rates.setdefault(unit, set()).add((number, yen))
            places[unit] = Span(last.span.start, place.end)
        elif _EXAMPLES.search(between) and len(between) <= 14:
            examples.append((number, unit, yen, place, last.span))
    for number, unit, yen, place, count in examples:
        known = rates.get(unit, set())
        if len(known) != 1 or unit in ("時間", "回"):
            continue
        each, price = next(iter(known))
        many = number / each
        fitting = {price * many, price * many.to_integral_value(ROUND_CEILING)}
        right = price * many.to_integral_value(ROUND_CEILING)
        sentence = _sentence(context, place)
        if yen in fitting or many <= 1 or _EXTRA.search(text, sentence.start, sentence.end):
            continue
        if right / 2 < yen < right * 2:
            rate = places[unit]
            span = Span(rate.start, place.end) if 0 < place.end - rate.start <= 34 else place
            yield Wrong(span, right, "円", "1つ分の額から計算すると", rate if span is place else count)
    for grid in grids_of(context):
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
                yield Wrong(yen.span, count.number / each * price, "円", "1つ分の額から計算すると", count.span)


# --- with tax ----------------------------------------------------------------------------------


def _taxed(context: Context) -> Iterator[Wrong]:
    """「消費税10パーセントを加えた19,620,000円」 of the 17,820,000円 of which the draft speaks."""
    text = context.document.folded
    money = _money(context)
    for found in TAXED.finditer(text):
        there = [(yen, place) for yen, place in money if place.start >= found.end() - 1 and place.start < found.end() + 2]
        if not there:
            continue
        gross, place = there[0]
        nets = {yen for yen, other in money if other != place}
        fitting = {yen for yen in nets if abs(yen * Decimal("1.1") - gross) < 1 or abs(yen * Decimal("1.08") - gross) < 1}
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

_BASE = regex(r"(?P<name>基準額|基本額|標準額|単価|基本料金|月額|年額|日額)[ 　]?[×✕xX][ 　]?(?P<times>[0-9]+(?:\.[0-9]+)?)(?![0-9円日時人])")


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
                if other.cell and (other.cell.table, other.cell.row) == (block.cell.table, block.cell.row):
                    end = max(end, other.span.end)
        money = _money(context, Span(found.end(), end)) if found.end() < end else []
        if len(money) == 1:
            rows.append((Decimal(found["times"]), money[0][0], money[0][1]))
    if len(rows) < 3:
        bases = {yen for yen, _ in _money(context)}
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
    step = min(_step(yen) for _, yen, _ in rows)
    slack = max(Decimal(1), Decimal(min(step, 100)))
    exact = next((yen for times, yen, _ in rows if times == 1), None)
    base = exact or base
    odd = [(times, yen, place) for times, yen, place in rows if abs(base * times - yen) > slack * (1 if exact else max(1, times) + 1)]
    if len(odd) == 1 and len(rows) - 1 >= 2:
        times, yen, place = odd[0]
        right = base * times
        if right / 3 < yen < right * 3 and times != 1:
            yield Wrong(place, (right / slack).quantize(Decimal(1)) * slack, "円", "ほかの行と同じように計算すると")


_RATIO_HEAD = regex(r"(?:保険料)?(?:割合|料率|倍率|率|乗率|係数|基準額に対する割合|基準額との比率|比率)(?:[（(][^（()）]*[)）])?|基準額[×✕].*")
_PLAIN = regex(r"(?:基準額)?[ 　]?[×✕xX]?[ 　]?(?P<times>[0-9]{1,2}(?:\.[0-9]{1,4}))(?:倍)?")


def _in_step(context: Context) -> Iterator[Wrong]:
    """A table of ratios and of the sums that follow from them: the one row out of step."""
    text = context.document.folded
    for grid in grids_of(context):
        width = len(grid.head)
        if len(grid.rows) < 4 or any(len(row.cells) != width for row in grid.rows):
            continue
        for column in range(1, width - 1):
            if not _RATIO_HEAD.fullmatch(text[grid.head[column].start : grid.head[column].end].strip()):
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
    money = _money(context)
    for at, (total, place) in enumerate(money):
        if not _WHOLE.search(text, max(0, place.start - 6), place.start):
            continue
        sentence = _sentence(context, place)
        prices = [(yen, one) for yen, one in money[max(0, at - 8) : at] if one.start >= sentence.start]
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
        if total not in (right, plain) and right / 3 < total < right * 3 and not any(
            sum(some) == total for some in combinations(pairs, len(pairs) - 1)
        ):
            yield Wrong(place, right, "円", "掛けて足すと", Span(prices[0][1].start, prices[-1][1].end))


# --- on top of what stands above ---------------------------------------------------------------


def _on_top(context: Context) -> Iterator[Wrong]:
    """「上の料金に登録手数料3,000円を加えて、合計6,050円」 below a line with 合計3,600円."""
    document = context.document
    text = document.folded
    for found in ADDED.finditer(text):
        line = document.block_at(found.start()).span
        here = _money(context, Span(found.start(), line.end))
        before = _money(context, Span(max(0, line.start - 200), found.start())) if found.start() else []
        if len(here) != 2 or not before or len(before) > 6:
            continue
        (more, _), (total, place) = here
        sums = [one for one in before if _TOTAL.search(text, max(0, one[1].start - 6), one[1].start)]
        before = sums or before
        if any(base + more == total for base, _ in before):
            continue
        base, other = before[-1]
        right = base + more
        if right / 3 < total < right * 3:
            yield Wrong(place, right, "円", "足すと", other)
