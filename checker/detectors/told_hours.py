"""What is told as done at an hour behind the one at which it is told.

「11月22日 午後3時現在 … 本日午後4時20分ごろ、水道管が破損し、断水しています」.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue, TimeValue
from checker.context import Context
from checker.detectors.period_reversed import minutes
from checker.document.model import Block
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

TOLD = Scan(
    "時(?:[0-9]{1,2}分|半)?[ 　]?(?:現在|時点|発表|発信|配信|放送)|[0-9]:[0-9]{2}[ 　]?(?:現在|時点|発表|発信|配信|放送)"
    "|(?:放送|配信|発信|発表|送信|公表)(?:する|した)?の?(?:日時|時刻)?[】\\]]?[ 　：:]{1,3}"
)
_MESSAGE = (
    "「{text}」のことを済んだこととして書いていますが、お知らせの時刻（{other}）より後です。"
    "どちらかの時刻を確かめてください。"
)
_NOW = regex("[ 　]?(?:現在|時点|発表|発信|配信|放送)(?!さ|し|に|を|は|の予定)")
_LABEL = regex(
    r"^[ 　■●○◆・【\[▼]{0,2}(?:放送|配信|発信|発表|送信|公表)(?:する|した)?の?(?:日時|時刻)?[】\]]?[ 　：:]{1,3}[^\n]{0,20}\Z"
)
_DONE = regex(
    r"(?:ごろ|頃|すぎ|過ぎ)?(?:に|から|、|には)?、?[^。\n]{0,70}?"
    r"(?:ました(?!ら)|して(?:い|おり)ます|れて(?:い|おり)ます|って(?:い|おり)ます|出て(?:い|おり)ます|発生(?:。|$)|発令(?:。|$))"
)
_NOT_YET = regex(
    "予定|中止|延期|見込|場合|とき|たら|まで|以降|変更|定め|決め|決ま|ことに|毎日|例年|昨年|前回|としていま|とお?(?:知らせ|伝え|発表)|する|開く|始まる|行う|ください|ましょう|受け付けて"
)
_AHEAD_MESSAGE = (
    "これからのこととして書かれた「{text}」が、お知らせの時刻（{other}）より前です。"
    "どちらかの時刻を確かめてください。"
)
_AHEAD_NAME = regex(
    r"(?:次回?の?(?:発表|お知らせ|放送|情報|更新|報告)|(?:復旧|再開|解除|通水|解消)の?(?:見込み?|予定|見通し)|今後の(?:予定|お知らせ))[^。\n0-9]{0,8}\Z"
)
_AHEAD_SAID = regex(
    r"(?:ごろ|頃)?(?:に|から|を|には)?、?[^。、\n]{0,16}?(?:の?予定(?:です|$|。)|の?見込み(?:です|$|。)|見通し)"
)
_NEXT = regex(r"(?:次は|次回は)、?(?:本日|今日|きょう)?の?、?\Z")
_TODAY = regex(r"(?:本日|今日|きょう|同日|当日)(?:の|、|[ 　])?\Z")
_OTHER_DAY = regex(
    "毎|例年|いつも|昨日|きのう|昨夜|前日|翌|明日|あす|一昨日|おととい|先日|[0-9]日|曜"
)


SHORT = 20
"""Code points; a longer line is no name of the one below it."""


class _Now(NamedTuple):
    at: int
    day: DateValue
    place: Span


def told_hours(context: Context) -> Iterator[Match]:
    """One match an hour of what was done that lies behind the hour of the telling."""
    now = _told_at(context)
    if now is None:
        return
    document = context.document
    text = document.folded
    for time in context.annotations.of(AnnotationKind.TIME):
        value = time.value
        at = minutes(value) if isinstance(value, TimeValue) else None
        block = document.block_at(time.span.start)
        if at is None or block.quoted or now.place.overlaps(block.span):
            continue
        if at < now.at:
            yield from _ahead(context, time, now, block)
            continue
        if at == now.at:
            continue
        found = _DONE.match(text, time.span.end, block.span.end)
        if found is None or _NOT_YET.search(found.group()):
            continue
        between = Span(time.span.end, found.end())
        if context.annotations.overlapping(between, AnnotationKind.TIME, AnnotationKind.DATE):
            continue
        low = max(block.span.start, text.rfind("。", block.span.start, time.span.start) + 1)
        if _today(context, Span(low, time.span.start), now.day):
            related = (Related(now.place, "お知らせの時刻はここです"),)
            values = {"other": now.place.cut(document.text)}
            yield Match(time.span, values, related=related, message=_MESSAGE)


def _ahead(context: Context, time: Annotation, now: _Now, block: Block) -> Iterator[Match]:
    """「次回の発表　本日午前9時の予定です」 in what is told at 10."""
    text = context.document.folded
    start, end = time.span.start, time.span.end
    if any(
        period.span.start < start
        for period in context.annotations.overlapping(time.span, AnnotationKind.PERIOD)
    ):
        return
    low = max(block.span.start, text.rfind("。", block.span.start, start) + 1)
    front = text[low:start]
    above = context.document.block_at(low - 1).span if low == block.span.start and low else None
    name = "" if above is None or len(above) > SHORT else above.cut(text)
    said = _NEXT.search(front) is not None
    bare = _TODAY.sub("", front).rstrip("はを、：: 　】")
    named = _AHEAD_NAME.search(bare) or (not bare.strip(" 　") and _AHEAD_NAME.search(name))
    today = _TODAY.search(front) is not None
    planned = today and _AHEAD_SAID.match(text, end, block.span.end) is not None
    if not (said or named or planned):
        return
    if _today(context, Span(low, start), now.day) and (today or not _OTHER_DAY.search(name)):
        related = (Related(now.place, "お知らせの時刻はここです"),)
        values = {"other": now.place.cut(context.document.text)}
        yield Match(time.span, values, related=related, message=_AHEAD_MESSAGE)


def _told_at(context: Context) -> _Now | None:
    """The only day and hour at which the draft is told."""
    document = context.document
    text = document.folded
    found: _Now | None = None
    for time in context.annotations.of(AnnotationKind.TIME):
        value = time.value
        at = minutes(value) if isinstance(value, TimeValue) else None
        line = document.block_at(time.span.start).span
        low = max(line.start, time.span.start - 24)
        dates = (
            context.annotations.overlapping(Span(low, time.span.start), AnnotationKind.DATE)
            if low < time.span.start
            else ()
        )
        if at is None or not dates or time.span.start - dates[-1].span.end > 3:
            continue
        named = _LABEL.search(text[line.start : time.span.start])
        if named is None and not _NOW.match(text, time.span.end, line.end):
            continue
        day = dates[-1].value
        if not isinstance(day, DateValue) or day.day is None:
            continue
        if found is not None and (found.at, found.day.day) != (at, day.day):
            return None
        found = found or _Now(at, day, Span(dates[-1].span.start, time.span.end))
    return found


def _today(context: Context, front: Span, day: DateValue) -> bool:
    """Whether what stands in front of an hour leaves it on the day of the telling."""
    text = context.document.folded
    if len(front) == 0:
        return True
    words = front.cut(text)
    dates: tuple[Annotation, ...] = context.annotations.overlapping(front, AnnotationKind.DATE)
    if dates:
        value = dates[-1].value
        same = isinstance(value, DateValue) and (value.month, value.day) == (day.month, day.day)
        return same and front.end - dates[-1].span.end <= 4 and len(dates) == 1
    return _TODAY.search(words) is not None or not _OTHER_DAY.search(words)
