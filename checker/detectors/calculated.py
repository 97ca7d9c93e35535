"""Figures that follow from others of the draft: a rate, the hours of a week, a worked example."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice

from checker.annotations.types import AnnotationKind, MoneyValue, PeriodValue, TimeValue
from checker.context import Context
from checker.detectors import Options, examples, told_shares
from checker.detectors.ratios import OF_ALL, SHARED, TIMES, odd_ratios
from checker.detectors.relations import RATE, wrong_rates
from checker.detectors.shares import PERCENT, odd_shares
from checker.document.model import Block
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"right", "how"})

_N = r"[0-9][0-9,]*(?:\.[0-9]+)?"

# --- a rate -----------------------------------------------------------------------------


def _rates(context: Context) -> Iterator[Match]:
    """「3,000人に送り … 1,410人（回収率57.0%）」."""
    for odd in odd_shares(context):
        if odd.count_fits:
            shown = odd.counted.cut(context.document.text)
            yield Match(odd.share, {"right": odd.right_share, "how": f"数（{shown}）"})
        else:
            shown = odd.share.cut(context.document.text)
            yield Match(odd.counted, {"right": odd.right_count, "how": f"割合（{shown}）"})
    for wrong in (*wrong_rates(context), *told_shares.wrong_shares(context)):
        yield Match(wrong.span, {"right": wrong.right, "how": wrong.how})
    for ratio in odd_ratios(context):
        yield Match(ratio.span, {"right": ratio.right, "how": f"並んでいる数（{ratio.numbers}）"})


# --- the hours of a week ------------------------------------------------------------------

_WEEK = Scan(
    r"1日(?:の?勤務時間は|当たり|あたり)?(?:は|に)?(?P<hours>[0-9]{1,2}(?:\.[0-9]+)?)時間(?:(?P<half>半)|(?P<minutes>[0-9]{1,2})分)?"
    r"(?:勤務|×)?(?:、|で、|で|（|\()?(?:[^。、\n0-9]{0,6})?(?P<total>週(?:に|当たり|あたり|の?合計)?(?P<week>[0-9]{1,2}(?:\.[0-9]+)?)時間(?:(?P<half2>半)|(?P<minutes2>[0-9]{1,2})分)?)"
)
_DAYS_A_WEEK = regex(r"週(?:に)?(?P<days>[1-7])日(?!以|から|程|間|程度|[〜～・])")
_LISTED_DAYS = regex(
    r"(?<![一-龠ァ-ヶ])(?P<list>[月火水木金土日](?:曜日?)?(?:[・、，,／/][月火水木金土日](?:曜日?)?){1,6})(?![一-龠])(?<=[日曜月火水木金土])"
)
_RANGE_OF_DAYS = regex(
    r"(?<![0-9年])(?P<one>[月火水木金土日])(?:曜日?)?(?:から|[〜～~])(?P<other>[月火水木金土日])曜日?"
)
_ORDER = "月火水木金土日"
_SOME_DAYS = regex(r"(?:うち|の中から|内の?)、?(?:週に?)?(?P<days>[1-6])日(?!以|から|程|[〜～・])")
_WORK = regex("勤務|出勤|曜日")


def _weeks(context: Context) -> Iterator[Match]:
    """「月・火・木・金曜日 … 1日5時間30分、週24時間」."""
    text = context.document.folded
    weeks = list(_WEEK.finditer(text))
    days = _days_a_week(context) if weeks else None
    for found in weeks:
        if days is None:
            return
        daily = _hours(found["hours"], found["half"], found["minutes"])
        week = _hours(found["week"], found["half2"], found["minutes2"])
        if daily * days != week:
            total = daily * days
            shown = f"{int(total)}時間" + (f"{int(total % 1 * 60)}分" if total % 1 else "")
            yield Match(Span(*found.span("total")), {"right": shown, "how": f"週{days}日の合計"})


def _all_weeks(context: Context) -> Iterator[Match]:
    told: list[Span] = []
    for find in (_weeks, _spans_of_hours):
        for match in find(context):
            if not any(match.span.overlaps(span) for span in told):
                told.append(match.span)
                yield match


_WEEKLY = Scan(
    r"1?週間?(?:に|当たり|あたり|の?合計|で)?(?P<week>[0-9]{1,2}(?:\.[0-9]+)?)時間(?:(?P<half>半)|(?P<minutes>[0-9]{1,2})分)?(?!以|程度|から|未満|前後|を超|を下|を上|[〜～]|まで|の範囲)"
)
_UNSURE = regex(
    "約|最大|原則|程度|上限|平均|シフト|交[代替]|ずつ|いずれか|または|又は|うち|隔週|基準|応相談"
)
_REST = regex(
    r"休憩(?:時間)?(?:は|が|を|：|:|[ 　])?(?:(?P<none>ありません|はなし|なし|無し|無)|(?P<long>[0-9]{1,2})(?P<unit>分|時間)(?!半|[0-9]))?"
)
_AT_WORK = regex("勤務|出勤|就業|実働|働く")
_LONG = 6
"""Hours of a day from which there has to be a break, whether it is written or not."""


def _spans_of_hours(context: Context) -> Iterator[Match]:
    """「月曜日～金曜日　午後1時～6時30分（週25時間）」, where no break makes it shorter."""
    text = context.document.folded
    weeks = list(_WEEKLY.finditer(text))
    if len(weeks) != 1:
        return
    found = weeks[0]
    line = context.document.block_at(found.start()).span
    periods = context.annotations.overlapping(
        Span(line.start, found.start() + 1), AnnotationKind.PERIOD
    )
    hours = [
        length
        for period in periods
        if isinstance(period.value, PeriodValue)
        and _AT_WORK.search(text, max(0, line.start - 16), period.span.start)
        and (length := _length(period.value)) is not None
    ]
    days = _days_a_week(context)
    if len(hours) != 1 or days is None or _UNSURE.search(text, line.start, line.end):
        return
    rests = list(_REST.finditer(text))
    said = [rest for rest in rests if rest["long"]]
    free = bool(rests) and all(rest["none"] for rest in rests)
    if len(said) != 1 and not free and (rests or hours[0] >= _LONG):
        return
    rest = Decimal(said[0]["long"]) / (60 if said[0]["unit"] == "分" else 1) if said else 0
    right = (hours[0] - rest) * days
    if right != _hours(found["week"], found["half"], found["minutes"]):
        minutes = int(right * 60) % 60
        shown = f"{int(right)}時間" + (f"{minutes}分" if minutes else "")
        yield Match(Span(*found.span()), {"right": shown, "how": f"週{days}日の合計"})


def _length(period: PeriodValue) -> Decimal | None:
    """The hours from one time to another, both on one day."""
    start, end = period.start, period.end
    if not isinstance(start, TimeValue) or not isinstance(end, TimeValue):
        return None
    if start.minutes is None or end.minutes is None or end.minutes <= start.minutes:
        return None
    return Decimal(end.minutes - start.minutes) / 60


def _days_a_week(context: Context) -> int | None:
    document = context.document
    text = document.folded
    said = {int(found["days"]) for found in _DAYS_A_WEEK.finditer(text)}
    for block, before in zip(document.blocks, (None, *document.blocks), strict=False):
        line = block.span.cut(text)
        row = block.cell is not None and before is not None and before.cell is not None
        name = before.span.cut(text) if row and before is not None else ""
        if len(line) > 80 or not _WORK.search(name + line[:8]):
            continue
        if some := _SOME_DAYS.search(line):
            said.add(int(some["days"]))
            continue
        listed = _LISTED_DAYS.search(line)
        span = _RANGE_OF_DAYS.search(line)
        if listed and not span:
            said.add(
                len(
                    set(
                        re.findall(
                            "[月火水木金土日](?!曜?日?[一-龠])",
                            listed["list"].replace("曜日", "").replace("曜", ""),
                        )
                    )
                )
            )
        elif span and not listed:
            said.add(_ORDER.index(span["other"]) - _ORDER.index(span["one"]) + 1)
    return next(iter(said)) if len(said) == 1 else None


def _hours(hours: str, half: str | None, minutes: str | None) -> Decimal:
    return Decimal(hours) + (Decimal("0.5") if half else Decimal(minutes or 0) / 60)


# --- a worked example ---------------------------------------------------------------------

_AHEAD = Scan(r"(?:例えば|たとえば|例：|例）|例\))[^。\n]{0,6}?(?:午[前後]|[0-9])")
_EXAMPLE = 120
"""Code points in which an example and its rule stand."""
MOST_EXAMPLES = 8
"""Examples of a draft that are worked out; more are data."""
_LEAD = regex(r"(?P<number>[0-9]{1,2})(?P<unit>時間|分)前まで")
_EACH = r"(?P<{0}>[一-龠ぁ-んァ-ヶーA-Z]{{1,12}}?)(?:に[^。、0-9\n]{{1,10}}|の[^。、0-9\n]{{1,8}})?(?:が|は|の)?(?P<{0}n>[0-9]{{1,2}})人"
_TOGETHER = Scan(
    rf"{_EACH.format('a')}(?:、|と|で、){_EACH.format('b')}"
    rf"(?:[^。0-9\n]{{0,16}}?)(?:合わせて|合計(?:は|で)?|計|総額(?:は|で)?)、?(?P<total>{_N})円"
)


def _examples(context: Context) -> Iterator[Match]:
    told: list[Span] = []
    for find in (_ahead, _together, examples.wrong_examples):
        for match in find(context):
            if not any(match.span.overlaps(span) for span in told):
                told.append(match.span)
                yield match


def _ahead(context: Context) -> Iterator[Match]:
    """「1時間前までに … 例えば午前10時に乗りたいときは、午前9時30分まで」."""
    document = context.document
    text = document.folded
    for found in _AHEAD.finditer(text):
        block = document.block_at(found.start()).span
        start = max(block.start, found.start() - _EXAMPLE)
        end = min(block.end, found.start() + _EXAMPLE)
        leads = {(lead["number"], lead["unit"]) for lead in _LEAD.finditer(text, start, end)}
        stop = text.find("。", found.start(), end)
        sentence = Span(found.start(), stop if stop >= 0 else end)
        times = context.annotations.overlapping(sentence, AnnotationKind.TIME)
        if len(leads) != 1 or len(times) != 2 or not text.startswith("まで", times[1].span.end):
            continue
        first, second = times[0].value, times[1].value
        if not isinstance(first, TimeValue) or not isinstance(second, TimeValue):
            continue
        at, until = first.minutes, second.minutes
        number, unit = next(iter(leads))
        if at is None or until is None:
            continue
        right = at - int(number) * (60 if unit == "時間" else 1)
        if right in (until, until + 12 * 60, until - 12 * 60) or right < 0:
            continue
        shown = f"{right // 60}時" + (f"{right % 60}分" if right % 60 else "")
        yield Match(times[1].span, {"right": shown, "how": f"{number}{unit}前"})


def _together(context: Context) -> Iterator[Match]:
    """「小学生が1人、中学生が1人のご家庭は、合わせて90,000円」 beside a table of sums for each."""
    document = context.document
    for found in islice(_TOGETHER.finditer(document.folded), MOST_EXAMPLES):
        one, other = _price(context, found["a"]), _price(context, found["b"])
        if one is None or other is None:
            continue
        right = one * int(found["an"]) + other * int(found["bn"])
        if right != _number(found["total"]):
            place = Span(found.start("total"), found.end())
            yield Match(place, {"right": f"{right:,}円", "how": "上の額から計算した合計"})


def _price(context: Context, name: str) -> Decimal | None:
    """The only sum of the row, or behind the word, that a name stands for; None if unclear."""
    document = context.document
    text = document.folded
    name = name.removeprefix("例えば").removeprefix("たとえば")
    rows: dict[tuple[int, int], list[Block]] = {}
    for block in document.blocks:
        if block.cell is not None:
            rows.setdefault((block.cell.table, block.cell.row), []).append(block)
    sums: set[Decimal] = set()
    named = False
    for row in rows.values():
        if row[0].span.cut(text).strip() != name:
            continue
        named = True
        money = [
            value.value.yen
            for block in row[1:]
            for value in context.annotations.overlapping(block.span, AnnotationKind.MONEY)
            if isinstance(value.value, MoneyValue)
        ]
        sums.update(money)
    if not named:
        for money_ in context.annotations.of(AnnotationKind.MONEY):
            start = money_.span.start
            line = document.block_at(start).span.start
            before = text[max(line, start - len(name) - 6) : start].rstrip("：: 　は、")
            before = before.removesuffix("1人につき").removesuffix("1人").rstrip("：: 　は、")
            if before.endswith(name) and isinstance(money_.value, MoneyValue):
                sums.add(money_.value.yen)
    return next(iter(sums)) if len(sums) == 1 else None


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").rstrip(".") or "0")


_FAULTS = {
    "rate": (_rates, (RATE, PERCENT, TIMES, SHARED, OF_ALL, *told_shares.SCANS)),
    "week": (_all_weeks, (_WEEK, _WEEKLY)),
    "example": (_examples, (_AHEAD, _TOGETHER, *examples.SCANS)),
}


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return _FAULTS[str(options["what"])][1]


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a figure that others of the draft speak against; `options["what"]` says which."""
    yield from _FAULTS[str(options["what"])][0](context)
