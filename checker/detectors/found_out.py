"""When a fault of the city was found out, in front of when it was made: 送信 3時10分, 判明 2時40分.

Each event of the report has the day and the hour in front of it and what happened behind them,
in one sentence or one row of a table. Nothing is set right in front of its being found out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue, TimeValue
from checker.context import Context
from checker.detectors.press import is_incident
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

FOUND = Scan("判明|発覚|気付|気づ|(?:指摘|連絡|申し?出|通報|問い?合わせ)(?:が(?:あ|寄)|を受け)")
_FOUND = regex(FOUND.pattern)
_ACT = regex(
    "(?:送信|発送|送付|投[函かん]|掲載|公開|配布|交付|手渡|提供|郵送|封入|印刷)(?:し|さ|を(?:し|行))|(?:送信|発送|公開|掲載|配布|投函)$"
)
_MEND = regex("[詫わ]び|謝罪|謝り|削除|訂正|回収|再発|正しい|説明|公表|差し替え")
_SAME_DAY = regex(r"(?:同日|同じ日|その日|当日)[、 　]?(?:の|、)?\Z")
MONTH = 32
"""More than the days of a month."""
MOST = 60
"""Times of a draft that are read."""


class _Event(NamedTuple):
    """The day of the year and the minutes of the day, and where they stand."""

    at: tuple[int, int]
    span: Span


def wrong_orders(context: Context) -> Iterator[Match]:
    """One match a time at which a fault was known before it was made."""
    if not is_incident(context):
        return
    events = _events(context)
    for first, second, behind in (
        ("act", "found", "起きる前に分かった"),
        ("found", "mend", "分かる前に対応した"),
    ):
        if not events[first] or not events[second]:
            continue
        start = min(events[first])
        odd = min(events[second])
        if odd.at < start.at:
            related = (Related(start.span, "これより前です"),)
            yield Match(odd.span, {"fault": f"{behind}ことになります"}, related=related)
            return


def _events(context: Context) -> defaultdict[str, list[_Event]]:
    text, document = context.document.folded, context.document
    events: defaultdict[str, list[_Event]] = defaultdict(list)
    day: int | None = None
    dates = list(context.annotations.of(AnnotationKind.DATE))[:MOST]
    turn: set[int] = set()
    at = 0
    for time in context.annotations.of(AnnotationKind.TIME)[:MOST]:
        value = time.value
        block = document.block_at(time.span.start)
        near: Annotation | None = None
        while at < len(dates) and dates[at].span.start < time.span.start:
            date = dates[at].value
            if isinstance(date, DateValue) and date.month and date.day:
                near, day = dates[at], date.month * MONTH + date.day
                turn.add(date.month)
            at += 1
        beside = near is not None and near.span.start >= block.span.start
        if not isinstance(value, TimeValue) or value.minutes is None or day is None:
            continue
        if not beside and not _SAME_DAY.search(text, block.span.start, time.span.start):
            continue
        stop = text.find("。", time.span.end, block.span.end)
        end = stop if stop >= 0 else block.span.end
        if block.cell is not None and end - time.span.end < len("ごろから"):
            end = document.block_at(min(len(text) - 1, block.span.end + 1)).span.end
        said = text[time.span.end : end].rstrip(" 　")
        found, mended, act = _FOUND.search(said), _MEND.search(said), _ACT.search(said)
        event = _Event((day, value.minutes), time.span)
        if found and not act:
            events["found"].append(event)
        elif mended and not found and beside:  # 同日 may be another day's than it seems
            events["mend"].append(event)
        elif act and not found:
            events["act"].append(event)
    # Days in December and January: without their years nobody knows which comes first.
    return defaultdict(list) if {12, 1} <= turn else events
