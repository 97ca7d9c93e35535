"""The days of a period but for those left out: 「2月1日から19日まで。土曜・日曜と11日は休みます。合わせて14夜です」."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import pairwise

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.closed_day import holiday
from checker.detectors.rough_days import day_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

TOTAL = Scan(
    r"(?:合わせて|あわせて|併せて|全部で|延べで?|のべ|合計で?|計|実施日数は?|日数は|休館は|通行止めは|実質|(?<=除く)|(?<=除いた)|(?<=除き、))[ 　]?(?P<number>[1-9][0-9]?)(?P<unit>夜間?|晩|日間|日)(?=です|とな|に[なわ]|を予|。|、|[）)]|$|だけ|行い|実施)"
)
_OUT = regex(
    "除[きくい]|休[みむ業館]|せず|しません|しない|行いません|行わない|ありません|なし(?!く)|通れます|開けません|お休み|中止(?!に|す|となる)"
)
_ONLY = regex("平日(?:の(?:夜間?|昼間?|日中|み))?(?:のみ|だけ|に(?:行|実施|工事|開|限))")
_WEEKDAYS = regex(
    r"(?<![0-9])(?:土日|[月火水木金土日](?:曜日?)?(?:[・、と及や]{1,2}(?:毎週)?[月火水木金土日](?:曜日?)?)*)(?![）)（(0-9]|・祝(?!日))"
)
_PLAIN = ("土日", "土・日")
_HOLIDAYS = regex("祝(?:日|休日)(?![）)])|国民の祝日")
_TO = regex(
    r"(?:[（(][^（()）]{1,6}[)）])?(?:の?(?:夜間?|朝|深夜|夕方|早朝|午[前後]))?[ 　]?(?:から|[〜～~－―\-]|より)[ 　]?"
)
_UNCLEAR = regex(
    "予備|隔[週日]|第[1-5一二三四五]|約|程度|ほか|毎月|など|うち|午前のみ|から[0-9]{1,2}日間"
)
_NAMES = "月火水木金土日"
LONGEST = 120
"""Days of a period beyond which nobody counts."""
REACH = 160
"""Code points between the period and the number of days."""


def odd_totals(context: Context) -> Iterator[Match]:
    """One match a number of days that the period and what is left out do not give."""
    document = context.document
    text = document.folded
    for found in TOTAL.finditer(text):
        block = document.block_at(found.start())
        if block.quoted or block.cell is not None:
            continue
        dates = [
            date
            for date in context.annotations.overlapping(
                Span(max(0, found.start() - REACH), found.start()), AnnotationKind.DATE
            )
            if isinstance(date.value, DateValue) and date.value.day is not None
        ]
        pairs = [
            pair
            for pair in pairwise(dates)
            if _TO.fullmatch(text, pair[0].span.end, pair[1].span.start)
        ]
        if text.endswith(("除く", "除いた", "除き、"), 0, found.start()):
            pairs = pairs[-1:]  # the period right in front
        if len(pairs) != 1:
            continue
        ends = [day_of(context, date) for date in pairs[0]]
        period = Span(pairs[0][0].span.start, pairs[0][1].span.end)
        if ends[0] is None or ends[1] is None:
            continue
        first, last = ends[0].date, ends[1].date
        between = Span(period.end, found.start())
        said = text[between.start : between.end]
        behind = text[found.end() : min(block.span.end, found.end() + 16)]
        if not 0 < (last - first).days <= LONGEST or _UNCLEAR.search(said + behind):
            continue
        left = _left(context, between, first, last)
        if left and said.endswith(("除く", "除いた", "除き、")):
            if "年末" in said or "。" in said:
                continue
            if any(
                isinstance(date.value, DateValue)
                and date.value.weekday not in (None, end.date.weekday())
                for date, end in zip(pairs[0], (ends[0], ends[1]), strict=True)
            ):
                continue  # of another year
            # Who leaves out the weekends may leave out the holidays among the rest.
            left |= _left(context, between, first, last, holidays=True) or set()
        if left is None or int(found["number"]) in left:
            continue
        right = f"{min(left)}{found['unit']}"
        span = Span(found.start("number"), found.end("unit"))
        related = (Related(period, "期間はここです"),)
        yield Match(span, {"length": right}, related=related)


def _left(
    context: Context,
    between: Span,
    first: datetime.date,
    last: datetime.date,
    *,
    holidays: bool = False,
) -> set[int] | None:
    """How many days may be left, None if it is not said which are out; several where holidays may be."""
    text = context.document.folded
    out: set[int] = set()
    dates: set[datetime.date] = set()
    told = only = False
    start = between.start
    while start < between.end:
        stop = text.find("。", start, between.end)
        stop = stop if stop >= 0 else between.end
        sentence = text[start:stop]
        if _ONLY.search(sentence):
            out |= {5, 6}
            only = told = True
        if _OUT.search(sentence):
            for days in _WEEKDAYS.findall(sentence):
                if "曜" in days or days in _PLAIN:
                    names = days.replace("曜日", "").replace("曜", "")
                    out |= {_NAMES.index(name) for name in names if name in _NAMES}
                    told = True
            holidays = holidays or _HOLIDAYS.search(sentence) is not None
            for date in context.annotations.overlapping(Span(start, stop), AnnotationKind.DATE):
                day = day_of(context, date)
                if day is None:
                    return None
                dates.add(day.date)
                told = True
        start = stop + 1
    if not told:
        return None
    days_ = [first + datetime.timedelta(days) for days in range((last - first).days + 1)]
    kept = [day for day in days_ if day.weekday() not in out and day not in dates]
    working = [day for day in kept if holiday(day) in ("", "年末年始")]
    if only:
        return {len(kept), len(working)}
    return {len(working)} if holidays else {len(kept)}
