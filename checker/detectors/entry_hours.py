"""The last entry to an event, told in a line of its own, behind the hour at which the event ends.

「2月3日　9時30分から15時30分まで」 and below it 「受付　9時15分から16時まで」. The hours of a
contact, which are called 受付 as well, begin long before the event or name weekdays.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, PeriodValue, TimeValue
from checker.context import Context
from checker.detectors.period_reversed import minutes
from checker.document.model import Block
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

ENTRY = Scan(
    r"(?P<what>最終(?:受け?付け?|入[館場園])|(?:当日|参加|入場|会場)?受け?付け?|入[館場園室])(?:[（(][^（）()\n]{1,20}[)）])?"
    r"(?:時[間刻]|終了)?(?:[はが]、?|[：:]|】|[ 　])?[ 　]{0,2}(?=午|正|[0-9])"
)
_HELD = regex(
    r"(?:日時|とき|日程|いつ|時間|開催|開館|開場|会期|相談|営業|公開|と[ 　]{1,2}き|日[ 　]{1,3}時)"
)
_DAY = regex(r"[0-9]日|曜|[0-9]/[0-9]")
_CONTACT = regex(
    "電話|平日|問い?合|窓口|申し?込|予約|月曜|月～金|月から金|毎日|24時間|郵送|メール|FAX|ファ|ホームページ|事務|翌|前日|応募|申請"
)
_VARIES = regex("夏|冬|春|秋|[0-9]月|祝|休|延長|夜間|ただし|団体|2日目|最終日|初日")
_UNTIL = regex(r"[ 　]*(?:ごろ|頃)?(?:まで|[）)。]|です|$|に?締め?切|終了)")
LINES = 3
"""Lines behind the hours of an event in which the last entry to it stands."""
EARLY = 120
"""Minutes; what begins longer before an event is no entry to it."""
LATE = 180
"""Minutes; what is longer behind the end of an event is no entry to it."""


def after_hours(context: Context) -> Iterator[Match]:
    """One match a last entry later than the event that the lines above it tell."""
    text = context.document.folded
    for found in ENTRY.finditer(text):
        block = context.document.block_at(found.start())
        entry = _entry(context, found.end(), block)
        if entry is None or block.quoted or block.cell is not None:
            continue
        first, last = entry
        if _CONTACT.search(text, block.span.start, block.span.end):
            continue
        low = max(block.span.start, text.rfind("。", block.span.start, found.start()) + 1)
        if _VARIES.search(text, low, found.start()):
            continue
        hours = _hours(context, found.start(), block)
        if hours is None:
            continue
        period, opens, closes = hours
        at = minutes(last.value) if isinstance(last.value, TimeValue) else None
        if at is None or not closes < at <= closes + LATE:
            continue
        if first is not None and first < opens - EARLY:
            continue
        related = (Related(period, "終わりはここです"),)
        values = {"what": found["what"], "other": period.cut(context.document.text)}
        yield Match(last.span, values, related=related)


def _entry(context: Context, offset: int, block: Block) -> tuple[int | None, Annotation] | None:
    """When entry begins, if the draft says so, and the hour at which it ends."""
    text = context.document.folded
    times = context.annotations.overlapping(Span(offset, offset + 1), AnnotationKind.TIME)
    if not times or times[0].span.start != offset:
        return None
    periods = context.annotations.overlapping(times[0].span, AnnotationKind.PERIOD)
    closed = [p for p in periods if p.span.start == offset and _closed(p)]
    if closed:
        ends = context.annotations.overlapping(closed[0].span, AnnotationKind.TIME)
        start = times[0].value
        return minutes(start) if isinstance(start, TimeValue) else None, ends[-1]
    if _UNTIL.match(text, times[0].span.end, block.span.end) is None:
        return None
    return None, times[0]


def _closed(period: Annotation) -> bool:
    value = period.value
    return (
        isinstance(value, PeriodValue)
        and isinstance(value.start, TimeValue)
        and isinstance(value.end, TimeValue)
    )


def _hours(context: Context, offset: int, block: Block) -> tuple[Span, int, int] | None:
    """The only hours of an event in the line of an offset or in those above it."""
    document = context.document
    text = document.folded
    low = block.span.start
    for _ in range(LINES):
        above = document.block_at(low - 1) if low > 0 else None
        if above is None or above.cell is not None:
            break
        low = above.span.start
    near = context.annotations.overlapping(Span(low, max(low + 1, offset)), AnnotationKind.PERIOD)
    found = [period for period in near if _closed(period) and period.span.end <= offset]
    if len(found) != 1:
        return None
    value = found[0].value
    assert isinstance(value, PeriodValue)
    assert isinstance(value.start, TimeValue)
    assert isinstance(value.end, TimeValue)
    opens, closes = minutes(value.start), minutes(value.end)
    line = document.block_at(found[0].span.start).span
    front = text[max(low, line.start - LINES * 8) : found[0].span.start]
    if opens is None or closes is None or closes <= opens:
        return None
    if _CONTACT.search(text, line.start, line.end) or not (
        _HELD.search(front) or _DAY.search(front)
    ):
        return None
    return found[0].span, opens, closes
