"""What is to be said before an event is told by a day behind it.

The press says that it comes, a guest whether, and who cannot hear asks for an interpreter.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, TimeValue
from checker.context import Context
from checker.detectors.day_order.last_days import heading_above
from checker.detectors.steps import Step, steps_of
from checker.detectors.years import Source, years_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

AHEAD = Scan(
    "取材|報道(?:機関|関係者|各社)|手話|要約筆記|託児|一時保育|車[いイ]す席|配慮(?:が必要|を希望)|出欠"
)

_ASKED = regex(
    "取材[^。\n]{0,16}(?:申|希望|予約|受付|登録|場合|方法|方は|連絡|する(?:方|社|とき))"
    "|報道(?:機関|関係者|各社)[^。\n]{0,16}(?:申|希望|受付|登録)|取材(?:について|のお願い|を?される|に(?:来|お越し))"
    "|(?:手話(?:通訳)?(?!の?(?:講|教室|研修|サークル|奉仕))|要約筆記|車[いイ]す席|配慮)[^。\n]{0,16}(?:必要|希望|利用|申|要る)|(?:託児|一時保育)[^。\n]{0,16}(?:希望|利用|申|必要|：|:|　|（)"
    "|出欠(?:の|を|は|に)?(?:ご?返事|ご?返信|ご?回答|ご?連絡|お?知らせ|：|:|　)"
)
_UNTIL = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,8}[)）])?(?:の?(?:午[前後]|正午|[0-9])[^、。\n]{0,12}?)?(?:まで|必着)"
)
_LATER = regex(
    "変更|取り?消|キャンセル|質問|掲載|放送|写真|映像|記事|アンケート|結果|報告|追加|延期|次回|次の|後日"
)


def asked_after_event(context: Context) -> Iterator[Match]:
    """「12月4日正午までに、社名を」 of a ceremony on 3 December."""
    document = context.document
    text = document.folded
    held = [step for step in steps_of(context) if step.role == "event"]
    if not held:
        return
    last = max(held, key=lambda step: step.day)
    years = years_of(context)
    for date in context.annotations.of(AnnotationKind.DATE):
        until = _UNTIL.match(text, date.span.end)
        if until is None or any(date.span == step.span for step in held):
            continue
        block = document.block_at(date.span.start)
        stop = text.find("。", date.span.end, block.span.end)
        begin = max(block.span.start, text.rfind("。", block.span.start, date.span.start) + 1)
        sentence = text[begin : stop if stop >= 0 else block.span.end]
        asked = _ASKED.search(sentence) or _ASKED.search(_above(context, date.span))
        if not asked or _LATER.search(sentence):
            continue
        day = years.resolve(date)
        if day is None or day.source <= Source.FISCAL:
            continue
        if day.date > last.day or (day.date == last.day and _is_later(context, date.span, last)):
            related = (Related(last.span, "開く日はここです"),)
            other = f"{last.day.month}月{last.day.day}日"
            yield Match(date.span, {"other": other, "name": "開く日"}, related=related)


def _above(context: Context, span: Span) -> str:
    """The heading above, or a short line above that serves as one."""
    text = context.document.folded
    line = context.document.block_at(span.start).span.start
    before = text[max(0, line - 40) : line].rstrip("\n").rpartition("\n")[2]
    return f"{heading_above(context, span.start)}\n{'' if '。' in before else before}"


def _is_later(context: Context, due: Span, held: Step) -> bool:
    """Whether the hour by which one applies lies behind the last one beside the event."""
    times = [_hours(context, Span(span.end, span.end + 30)) for span in (due, held.span)]
    return bool(times[0] and times[1]) and times[0][0] > times[1][-1]


def _hours(context: Context, near: Span) -> list[int]:
    end = context.document.folded.find("\n", near.start)
    near = Span(near.start, min(near.end, end if end >= 0 else near.end))
    found = context.annotations.overlapping(near, AnnotationKind.TIME)
    minutes = [time.value.minutes for time in found if isinstance(time.value, TimeValue)]
    return [one for one in minutes if one is not None]
