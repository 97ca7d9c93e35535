"""Hours and days that something lasts, and a period that is longer or shorter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from checker.annotations.types import AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors.contradictions.sides import PERIOD_NAME, both, day_of, head_of
from checker.detectors.duration import ABOUT, minutes_of
from checker.detectors.fields import fields_of
from checker.detectors.statements import clause_of
from checker.detectors.years import years_of
from checker.model import Match, Span
from checker.regex import regex
from checker.scan import Scan

_DAYS_LONG = regex(
    "(?<![0-9第、・〜～])(?P<number>[0-9]{1,2})日間(?!以|ほど|程|前|後|の?うち|の?有効|[のを]?(?:予約|貸|保管))"
)
_BREAKS = regex(
    "除|休館日|休み(?!ます)|平日|うち|毎週|隔|土日|のべ|延べ|[0-9]日[（(][^（()）]{1,4}[)）][・、][0-9]|各"
)
HOURS_LONG = Scan(
    r"(?:断水|停電|通行止め|工事|作業|休止|停止|講座|講演|教室|試験|上映|公演|訓練|式典|運休|全体|終わるまで)[^。、\n0-9]{0,6}?[はがで]?、?(?P<long>(?P<about>約|およそ|おおよそ|おおむね|ほぼ)?(?P<hours>[0-9]{1,2})時間(?P<half>半)?)(?:ほど|程度|くらい|ぐらい)?(?:続|です|の予定|の見込み|かか|にわた|行|$|断水|停電|止ま|[)）])"
)
_SHORTER = regex(
    "うち|1回|1人|以内|最大|最長|以上|前|後|ごと|おき|延べ|のべ|交代|から|まで|最初|休憩"
)
_OPEN = regex("電話|受付|受け付け|問い合わせ|窓口|開館|開庁|平日|診療|休憩|相談|貸し?出")


def other_hours(context: Context) -> Iterator[Match]:
    """「断水はおよそ6時間続きます」, and hours of the works that are five."""
    document = context.document
    text = document.folded
    told = list(islice(HOURS_LONG.finditer(text), 2))
    if len(told) != 1:
        return
    found = told[0]
    block = document.block_at(found.start())
    clause = clause_of(context, block, Span(*found.span()))
    if block.quoted or _SHORTER.search(clause):
        return
    said = int(found["hours"]) * 60 + (30 if found["half"] else 0)
    around: list[tuple[int, Span]] = []
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if _OPEN.search(document.block_at(period.span.start).span.cut(text)):
            continue
        length = minutes_of(context, period.span) if isinstance(value, PeriodValue) else None
        if length is not None:
            around.append((length, period.span))
    lengths = {length for length, _ in around}
    if len(lengths) != 1:
        return
    length, place = around[0]
    # 「およそ」 leaves half an hour.
    off = abs(length - said)
    if 0 < length <= 24 * 60 and off >= (ABOUT if found["about"] else 1) and off * 2 < length:
        yield from both("時間の長さ", Span(*found.span("long")), place, context)


def other_length(context: Context) -> Iterator[Match]:
    """「工事は3日間行います」 in the lead, and a field with a period of five days."""
    document = context.document
    text = document.folded
    head = head_of(context)
    if text.find("日間", head.start, head.end) < 0:
        return
    told = list(_DAYS_LONG.finditer(text[head.start : head.end]))
    if len(told) != 1 or told[0]["number"] is None:
        return
    fields = [field for field in fields_of(context) if PERIOD_NAME.search(field.name)]
    periods = [
        period
        for field in fields
        for period in context.annotations.overlapping(field.value, AnnotationKind.PERIOD)
        if isinstance(period.value, PeriodValue) and isinstance(period.value.start, DateValue)
    ]
    if len(periods) != 1 or len(fields) != 1:
        return
    if _BREAKS.search(text, head.start, head.end) or _BREAKS.search(fields[0].value.cut(text)):
        return
    days = [
        years_of(context).resolve(date)
        for date in context.annotations.overlapping(periods[0].span, AnnotationKind.DATE)
    ]
    if len(days) != 2:
        return
    if days[0] is not None and days[1] is not None:
        length = (days[1].date - days[0].date).days + 1
    else:
        start, end = map(
            day_of, context.annotations.overlapping(periods[0].span, AnnotationKind.DATE)
        )
        if start is None or end is None or start[0] != end[0]:
            return  # the length of the month counts
        length = end[1] - start[1] + 1
    if length > 1 and int(told[0]["number"]) not in (length, length - 1):
        place = Span(head.start + told[0].start("number"), head.start + told[0].end())
        yield from both("日数", place, periods[0].span, context)
