"""Products and quotients that a draft works out: 時給×時間×日数, 10kgにつき, 2分の1, 年額÷12.

The numbers are those of the annotations; a word beside one says what it is (a price for each, a
part, a limit, what comes out). Silent where any way to reckon gives what is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import rated
from checker.detectors.ways import Ways
from checker.detectors.worked import MOST, Wrong, money_of, sentence_at, step_of
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

NEAR = 16
"""Code points between a number and the word that says what it is."""

WAGE = Scan("時給|時間額|時間給|日額|日給|1時間当|1時間あ|1時間につ")
MONTHLY = Scan("年額|年間|12か月|年[0-9]|1年[分間]?[0-9]")
PART = Scan("分の|割|半額|半分|[%％]|パーセント")


def wrong_products(context: Context) -> Iterator[Wrong]:
    """All sums of a draft that do not come out."""
    if len(context.annotations.of(AnnotationKind.MONEY)) < 2:
        return
    for find in _WAYS.asked(context.document.folded):
        yield from find(context)


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


# --- wages ---------------------------------------------------------------------------------

_HOURLY = regex(r"(?:時給|時間給|時間額|1時間(?:当たり|あたり|につき)?)[^0-9。]{0,6}\Z")
_DAILY = regex(r"(?:日額|日給|1日(?:当たり|あたり|につき)?)[^0-9。]{0,6}\Z")
_A_MONTH = regex(
    r"(?:月額|月収|月給|1か月|ひと月|月(?=で|に|は))[^0-9。]{0,12}\Z|(?:報酬|賃金|給与|収入|合計|計)[^0-9。]{0,10}\Z|(?:勤務|働|従事)[^0-9。]{0,14}\Z|で(?:、|は|、合計|月額|計)?\Z"
)
_HOURS = regex(r"(?P<hours>[0-9]{1,2}(?:\.[0-9]+)?)時間(?:(?P<half>半)|(?P<minutes>[0-9]{1,2})分)?")
_DAY = regex(r"(?:1日|1日(?:当たり|あたり|につき)?|実働|日に)[^0-9。]{0,6}\Z")
_DAYS = regex(
    r"(?:月|1か月|ひと月)(?:に|当たり|あたり|約)?[ 　]?(?P<days>[0-9]{1,2})日(?!から|か?ら|[に（(]|付)(?![0-9])|(?P<worked>[0-9]{1,2})日(?:間)?(?:程度)?(?:勤務|働|の場合|×|で)"
)
_OTHER_PAY = regex("手当|賞与|期末|通勤|交通費|上限|以上|加算|から|〜|～")


def _wages(context: Context) -> Iterator[Wrong]:
    """「時給1,240円。月18日、1日6時間勤務した場合は月額139,320円」, in a sentence or in rows."""
    text = context.document.folded
    hourly: set[Decimal] = set()
    daily: set[Decimal] = set()
    monthly: list[tuple[Decimal, Span]] = []
    for yen, place in money_of(context)[:MOST]:
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
        sentence = sentence_at(context, place)
        about = text[sentence.start : sentence.end]
        about_ = 1000 if _ABOUT.search(about) else 1
        if any(abs(yen - right) < about_ for right in known):
            continue
        if yen in daily and not hourly:
            continue
        if _OTHER_PAY.search(
            text, max(sentence.start, place.start - NEAR), min(sentence.end, place.end + 4)
        ):
            continue
        factors: list[Decimal] = []
        if yen in daily:
            if len(hours) == 1 or "×" in about:
                here = [
                    Decimal(f["hours"])
                    + (Decimal("0.5") if f["half"] else Decimal(f["minutes"] or 0) / 60)
                    for f in _HOURS.finditer(about)
                ]
                factors = here[:1] if len(here) == 1 and _HOURLY_HERE.search(about) else []
            base = hourly
        else:
            some = {Decimal(f["days"] or f["worked"]) for f in _DAYS.finditer(about)} or days
            if len(some) != 1:
                continue
            base = daily or hourly
            factors = [next(iter(some))]
            if not daily:
                here_ = {
                    Decimal(f["hours"])
                    + (Decimal("0.5") if f["half"] else Decimal(f["minutes"] or 0) / 60)
                    for f in _HOURS.finditer(about)
                }
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
            where = next(one for value, one in money_of(context, sentence) if value in hourly)
            end = max(f.end() for f in _HOURS.finditer(text, sentence.start, sentence.end))
            if where.start < end:
                yield Wrong(Span(where.start, end), right, "円", "掛けると", place)
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
_YEAR = regex(
    r"[、，（(はで 　・/／→＝=]{0,3}(?:年額?|年間|1年(?:分|間)?|12か月分?)[はがで： :　約]{0,3}(?:合計|総額|計)?"
)
_ROUNDED = regex("月割|端数|四捨五入|切り?捨")


def _yearly(context: Context) -> Iterator[Wrong]:
    """「基準額は月額6,200円、年額74,400円」, one right behind the other."""
    text = context.document.folded
    money = money_of(context)
    for (month, one), (year, other) in pairwise(money):
        between = text[one.end : other.start]
        if len(between) > 10 or not _MONTH.search(text, max(0, one.start - 8), one.start):
            continue
        if not _YEAR.fullmatch(between) or not month:
            continue
        right = month * 12
        if abs(right - year) > 600 and right * Decimal("0.8") < year < right * Decimal("1.2"):
            yield Wrong(Span(one.start, other.end), right, "円", "月の額を12倍すると")


# --- a part ------------------------------------------------------------------------------------

_FRACTION = Scan(
    r"(?P<below>[2-9]|10)分の(?P<above>[1-9])|(?P<tenth>[1-9])割(?P<hundredth>[1-9]分)?(?!引|増|程|以|り)|(?P<half>半額|半分)|(?P<cent>[0-9]{1,2}(?:\.[0-9])?)(?:[%％]|パーセント)(?!以|引|増|程|割)"
)
_CASE = regex(
    r"(?:なら|ならば|であれば|の場合|のとき|だと|だった場合)(?:は|には)?、?[^0-9。]{0,16}\Z|で(?:は|あれば)?、?(?:補助|助成|支給|交付|給付|支援|減免|自己負担|負担)[^。0-9]{0,10}\Z"
)
_LIMIT = regex("上限|限度|最大|まで")
_EXAMPLE = regex("例えば|たとえば|[（(]例|例[：:）) 　]|〈例|【例|の例|なら|場合")


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
    money = money_of(context)
    if len(money) > MOST:
        return
    limits = {
        yen
        for yen, place in money
        if _LIMIT.search(text, max(0, place.start - 8), min(len(text), place.end + 4))
    }
    for (whole, one), (part, other) in pairwise(money):
        between = text[one.end : other.start]
        if "。" in between or "\n" in between or len(between) > 40 or part >= whole:
            continue
        sentence = sentence_at(context, one)
        if not _CASE.search(between) or not _EXAMPLE.search(text, sentence.start, other.start):
            continue
        if _LIMIT.search(between) or _LIMIT.search(text, other.end, min(len(text), other.end + 3)):
            continue
        rights = [whole * share for share in shares]
        rights += [whole - right for right in rights]
        if any(
            abs(part - right) < max(1, step_of(part)) and part <= right + 1 for right in rights
        ) or (part in limits and (len(shares) != 1 or part <= rights[0])):
            continue
        if whole in limits or len(shares) != 1:
            continue
        right = rights[0]
        if limits and right > min(limits):
            right = min(limits)
        if right / 3 < part < right * 3:
            yield Wrong(other, right, "円", "割合から計算すると", one)


_WAYS: Ways[Callable[[Context], Iterator[Wrong]]] = Ways(
    ((WAGE,), _wages),
    ((MONTHLY,), _yearly),
    ((PART,), _parts),
    *rated.WAYS,
)
SCANS = _WAYS.scans
