"""Rows of a programme that begin when the event is over by the hours in its own field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, PeriodValue, TimeValue
from checker.context import Context
from checker.detectors.day_order.last_days import EVENTS
from checker.detectors.fields import fields_of
from checker.detectors.line_times import times_at_heads
from checker.detectors.period_reversed import minutes
from checker.detectors.statements import several_things
from checker.document.model import BlockKind
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

LEAST = 3
"""Rows from which one that is not as the others is told."""
LATE = 180
"""Minutes behind the end; what is longer behind it is of another thing."""
_HOURS = frozenset(("時間", "開催時間", "実施時間", "時間帯", "開始・終了時間"))
_HEAD = regex(r"[ 　・\-*●○■□◆◇（(\[【]{0,3}\Z")
_ASIDE = regex(
    "閉|終|解散|片付|撤収|受付|開場|集合|準備|設営|帰|バス|便|発車|到着|交通|翌|前日|後夜|懇親|夜間|別|予約|電話"
)
_SEVERAL = regex(
    "[0-9]日目|第[0-9]部|回目|午前の部|午後の部|昼の部|夜の部|各|コース|クラス|初日|最終日"
)
_LIST = (BlockKind.LIST_ITEM, BlockKind.LABEL, BlockKind.PARAGRAPH)
_MESSAGE = "「{text}」は、終わりの時刻（{other}）より後です。どちらかの時刻を確かめてください。"


class _Row(NamedTuple):
    at: int
    time: Annotation
    line: Span


def beyond_hours(context: Context) -> Iterator[Match]:
    """One match the only row of a programme that begins behind the end of the event."""
    if len(times_at_heads(context)) < LEAST:
        return
    runs = [run for run in _runs(context) if len(run) >= LEAST]
    hours = _hours(context) if runs else None
    if hours is None:
        return
    text = context.document.folded
    opens, closes, place = hours
    for run in runs:
        odd = [row for row in run if row.at >= closes]
        if len(odd) != 1 or any(row.at < opens - LATE for row in run):
            continue
        row = odd[0]
        if row.at > closes + LATE or _ASIDE.search(text, row.line.start, row.line.end):
            continue
        related = (Related(place, "終わりはここです"),)
        values = {"other": place.cut(context.document.text)}
        yield Match(row.time.span, values, related=related, message=_MESSAGE)


TOLD = Scan(
    r"(?:時|分|半|正午|:[0-9]{2})(?:ごろ|頃)?(?:に|から)、?[^。、\n0-9]{0,12}?(?:行います|行い、|始めます|始まります|あります|開きます|登場します|披露します|実施します)"
)
_NOT_THEN = regex(
    "(?:[0-9]日|翌|前|後)|別の|希望者|終わっ|申し?込|予約|バス|便|集合|解散|片付|問い合わせ|会議|収集|回収|夜|朝|準備|設営|通行|規制|放送|確認|判断|決め|発表|掲載|お知らせ"
)


def told_beyond(context: Context) -> Iterator[Match]:
    """「一斉放水は正午に行います」 where the event is over at 11:30."""
    document = context.document
    text = document.folded
    found = [one for one in TOLD.finditer(text) if document.block_at(one.start()).cell is None]
    hours = _hours(context) if 0 < len(found) <= LEAST else None
    if hours is None:
        return
    _, closes, place = hours
    for one in found:
        times = context.annotations.overlapping(
            Span(one.start(), one.start() + 1), AnnotationKind.TIME
        )
        value = times[0].value if len(times) == 1 else None
        at = minutes(value) if isinstance(value, TimeValue) else None
        if at is None or place.overlaps(times[0].span) or not isinstance(value, TimeValue):
            continue
        if not value.meridiem and value.hour < 7:
            at += 12 * 60
        block = document.block_at(one.start())
        begin = max(block.span.start, text.rfind("。", block.span.start, one.start()) + 1)
        if block.quoted or _NOT_THEN.search(text, begin, one.end()):
            continue
        if closes < at <= closes + LATE:
            related = (Related(place, "終わりはここです"),)
            values = {"other": place.cut(context.document.text)}
            yield Match(times[0].span, values, related=related, message=_MESSAGE)


CLOSING = Scan(r"(?:閉会|閉演)[ 　：:]{1,3}(?=午|正午|[0-9])")


def closing_beyond(context: Context) -> Iterator[Match]:
    """「閉会　16時30分」 where the event is over at 16:00."""
    found = list(CLOSING.finditer(context.document.folded))
    hours = _hours(context) if len(found) == 1 else None
    if hours is None:
        return
    _, closes, place = hours
    near = Span(found[0].end(), found[0].end() + 1)
    for time in context.annotations.overlapping(near, AnnotationKind.TIME):
        at = minutes(time.value) if isinstance(time.value, TimeValue) else None
        if at is not None and closes < at <= closes + LATE:
            related = (Related(place, "終わりはここです"),)
            values = {"other": place.cut(context.document.text)}
            yield Match(time.span, values, related=related, message=_MESSAGE)


def _runs(context: Context) -> Iterator[list[_Row]]:
    """The rows of each table, and the lines below each other, that begin with a time."""
    document = context.document
    text = document.folded
    tables: defaultdict[int, dict[int, _Row]] = defaultdict(dict)
    run: list[_Row] = []
    for time in times_at_heads(context):
        value = time.value
        at = minutes(value) if isinstance(value, TimeValue) else None
        block = document.block_at(time.span.start)
        if at is None or not isinstance(value, TimeValue) or block.quoted:
            continue
        if not value.meridiem and value.hour < 7:
            at += 12 * 60
        line = text.rfind("\n", 0, time.span.start) + 1
        if time.span.start - line > 3 or not _HEAD.match(text[line : time.span.start]):
            continue
        if block.cell is not None:
            if block.cell.column == 0 and block.cell.row:
                end = text.find("\n", block.span.end + 1)
                row = _Row(at, time, Span(block.span.start, end if end >= 0 else len(text)))
                tables[block.cell.table].setdefault(block.cell.row, row)
            continue
        if block.kind not in _LIST:
            continue
        if run and line > run[-1].line.end + 2:
            yield run
            run = []
        run.append(_Row(at, time, block.span))
    yield from (list(rows.values()) for rows in tables.values())
    yield run


def _hours(context: Context) -> tuple[int, int, Span] | None:
    """When the only event begins and ends, and where that stands."""
    if several_things(context):
        return None
    text = context.document.folded
    found: dict[tuple[int, int], Span] = {}
    for field in fields_of(context):
        if field.name not in EVENTS and field.name not in _HOURS:
            continue
        if _SEVERAL.search(text, field.value.start, field.value.end):
            return None
        for period in context.annotations.overlapping(field.value, AnnotationKind.PERIOD):
            value = period.value
            if not isinstance(value, PeriodValue):
                continue
            first, last = value.start, value.end
            if not isinstance(first, TimeValue) or not isinstance(last, TimeValue):
                continue
            opens, closes = minutes(first), minutes(last)
            if opens is None or closes is None or closes <= opens:
                return None
            found.setdefault((opens, closes), period.span)
    if not found:
        return _of_day(context)
    if len(found) != 1:
        return None
    (opens, closes), place = next(iter(found.items()))
    return opens, closes, place


def _of_day(context: Context) -> tuple[int, int, Span] | None:
    """The only hours of the draft that stand behind a day: 「1月17日（日）午前9時から11時まで」."""
    text = context.document.folded
    found: list[tuple[int, int, Span]] = []
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if not isinstance(value, PeriodValue):
            continue
        first, last = value.start, value.end
        if not isinstance(first, TimeValue) or not isinstance(last, TimeValue):
            continue
        near = Span(max(0, period.span.start - 2), period.span.start)
        line = context.document.block_at(period.span.start).span
        if not near or not context.annotations.overlapping(near, AnnotationKind.DATE):
            continue
        opens, closes = minutes(first), minutes(last)
        if opens is None or closes is None or closes <= opens:
            return None
        if _SEVERAL.search(text, line.start, line.end) or _ASIDE.search(text, line.start, line.end):
            return None
        found.append((opens, closes, period.span))
    return found[0] if len(found) == 1 else None
