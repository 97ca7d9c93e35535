"""A result that is told in a part of a month which is over before the last day to apply.

「締め切り　1月29日」, and 「結果は、1月中旬に郵送でお知らせします」.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.calendar_days import around, possible
from checker.detectors.statements import several_things
from checker.detectors.steps import steps_of
from checker.model import Match, Related
from checker.regex import regex
from checker.scan import Scan

PART = Scan("月(?:の)?[上中下]旬")
_RESULT = regex("結果|当選|合否|採否|回答|考え方")
_TOLD = regex(r"(?:頃|ごろ)?(?:に|、|まで)[^。\n]{0,40}?(?:ます|予定)|(?:頃|ごろ)?(?:の?予定|$|。)")
_ASIDE = regex("順次|随時|前回|昨年|ました|2次|二次|中間|から")
_LAST = {"上旬": 10, "中旬": 20, "下旬": 31}
MOST = 60
"""Days before the last day to apply; what is farther before it is of another year."""


def rough_results(context: Context) -> Iterator[Match]:
    """One match a part of a month in which nothing can be told yet."""
    text = context.document.folded
    if not PART.may_fit(text) or several_things(context):
        return
    due = [step for step in steps_of(context) if step.role == "apply"]
    if len({step.day for step in due}) != 1:
        return
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.part not in _LAST or not value.month:
            continue
        block = context.document.block_at(date.span.start).span
        low = max(block.start, text.rfind("。", block.start, date.span.start) + 1)
        told = _TOLD.match(text, date.span.end, block.end)
        if told is None or not _RESULT.search(text, low, told.end()):
            continue
        if _ASIDE.search(text, low, told.end()):
            continue
        last = _last_day(value, due[0].day)
        if last is None or not 0 < (due[0].day - last).days <= MOST:
            continue
        related = (Related(due[0].span, "締め切りはここです"),)
        other = f"{due[0].day.month}月{due[0].day.day}日"
        yield Match(date.span, {"other": other}, related=related)


def _last_day(value: DateValue, near: datetime.date) -> datetime.date | None:
    """The last day of a part of a month; without a year the one near another day."""
    month = value.month or 1
    for day in range(_LAST[value.part], 0, -1):
        if possible(2027, month, day) is not None:
            if value.year is not None and not value.inherited:
                return possible(value.year, month, day)
            return around(near, month, day)
    return None
