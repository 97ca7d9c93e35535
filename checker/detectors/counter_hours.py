"""Hours that are by day, whatever the draft is about: 「（平日 午後5時15分から午前8時30分まで）」."""

from __future__ import annotations

from checker.annotations.types import PeriodValue, TimeValue
from checker.context import Context
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

_WEEKDAY = regex(
    "(?:平日|月曜?日?(?:から|[〜～])金曜?日?(?:まで)?(?:[（(][^（）()\\n]{1,10}[)）])?"
    "|(?:電話|TEL|☎)[ 　：:]?[0-9-]{9,13}[ 　]?[（(](?:受付[：: 　]?)?|期日前[^。\\n]{0,40}?)(?:の|は|、|[ 　])*\\Z"
)
_VOTE = regex("選挙|投票")
_NIGHT = regex(
    "夜|24時間|深夜|未明|救急|急病|当直|当番|緊急|時間外|閉庁|翌|以外|災害|警備|宿|漏水|修理|開票"
)
_ON_CLOCK = regex(r"[0-9]{1,2}[:：][0-9]{2}.{1,3}?[0-9]{1,2}[:：][0-9]{2}(?:まで)?")
_AFTERNOON = Scan(r"(?<![0-9])(?:1[3-9]|2[0-3])[:：][0-5][0-9]")


def of_counter(context: Context, span: Span) -> bool:
    """Whether hours are those of an office on weekdays, in a line without a word of the night."""
    document = context.document
    text = document.folded
    line = document.block_at(span.start).span
    if _NIGHT.search(text, line.start, line.end):
        return False
    if _WEEKDAY.search(text, max(line.start, span.start - 44), span.start):
        return True
    # Votes are cast by day.
    title = document.blocks[0].span
    return _VOTE.search(text, title.start, title.end) is not None


def runs_back(context: Context, span: Span, value: PeriodValue) -> bool:
    """「11:30～9:30」 in a draft that counts hours to 24: the end is none of the afternoon."""
    start, end = value.start, value.end
    if not isinstance(start, TimeValue) or not isinstance(end, TimeValue):
        return False
    if start.meridiem or end.meridiem or start.word or end.word:
        return False
    if not start.hour * 60 + start.minute > end.hour * 60 + end.minute or start.hour >= 13:
        return False
    text = context.document.folded
    return end.hour >= 6 and (
        _ON_CLOCK.fullmatch(text, span.start, span.end) is not None
        and any(_AFTERNOON.finditer(text))
    )
