"""The one day on which something is held, and a sentence that means it and has another.

「1月26日に行います … 1月25日の説明会に来られない人には」, 「いつ：1月23日 … 1月22日は手帳を持ってきて」.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.day_order.last_days import EVENTS
from checker.detectors.fields import fields_of
from checker.detectors.statements import field_at, several_things
from checker.document.model import BlockKind
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

_Said = tuple[str, Span, Span]

MEANT = Scan(
    r"日(?:[（(][月火水木金土日](?:曜日?)?[)）])?(?:の(?:説明会|見学会|相談会|講演会|講習会|体験会|交流会|発表会|講座|教室|大会|まつり|祭り|式典|健診|検診|訓練|催し|イベント|ツアー)(?:に|へ|で|は|の当日)|[ 　]?は、?[ 　]?[^。、\n]{0,16}(?:を|と)?[ 　]?(?:持って|もって|お持ち|来て|きて|お越し|お集まり))"
)
_HELD = regex(
    r"(?:[ 　]*[（(][^（()）\n]{1,8}[)）])?(?:の?(?:午[前後]|正午|[0-9])[^。、\n]{0,14})?(?:に|から)?、[^。\n]{0,30}(?:行い|開き|開催し|実施し)ます|(?:[ 　]*[（(][^（()）\n]{1,8}[)）])?(?:に|から)、?[^。、\n]{0,30}(?:行い|開き|開催し|実施し)ます"
)
_OTHER = regex(
    "延期|順延|中止|予備|前回|前日|翌日|昨年|去年|次回|リハーサル|追加|代わり|振替|これまで|先日|事前|変更|両日|各|それぞれ|まで|締|申し?込|した|ました|回目|第[0-9]|雨|から|[〜～]|現在|または|、[0-9]{1,2}日|・[0-9]{1,2}日|休"
)


def other_days(context: Context) -> Iterator[_Said]:
    """The day that a sentence means, and the only one on which something is held."""
    text = context.document.folded
    yield from _changed(context, text)
    found = list(MEANT.finditer(text))
    if not 0 < len(found) <= 3 or several_things(context):
        return
    held: dict[tuple[int, int], Span] = {}
    meant: list[tuple[tuple[int, int], Span]] = []
    ends = {one.start() for one in found}
    fields = fields_of(context)
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or not value.month or not value.day or value.part:
            continue
        day = value.month, value.day
        block = context.document.block_at(date.span.start)
        begin = max(block.span.start, text.rfind("。", block.span.start, date.span.start) + 1)
        stop = text.find("。", date.span.end, block.span.end)
        sentence = text[begin : stop if stop >= 0 else block.span.end]
        field = field_at(fields, date.span.start)
        if field is not None and field.name in EVENTS:
            held.setdefault(day, date.span)
        elif any(date.span.start <= at < date.span.end + 1 for at in ends):
            heading = block.kind in (BlockKind.HEADING, BlockKind.TITLE)
            if not _OTHER.search(sentence) and not block.quoted and not heading:
                meant.append((day, date.span))
        elif _HELD.match(text, date.span.end) and block.cell is None:
            held.setdefault(day, date.span)
        elif not _UNTIL.match(text, date.span.end):
            return  # another day, of which nothing is known
    if len(held) != 1 or len(meant) != 1 or meant[0][0] in held:
        return
    ((_, there),) = held.items()
    yield "開く日", there, meant[0][1]


CHANGED = Scan(
    r"日(?:[（(][月火水木金土日](?:曜日?)?[)）])?に、?(?:変わりました|変わります|変更しました|変更します|変更になりました|変更となりました|延期しました)"
)


_PERHAPS = regex("雨|荒天|とき|場合|予備")


def _changed(context: Context, text: str) -> Iterator[_Said]:
    """「1月25日に変わりました」, and a field with the 26th."""
    found = list(CHANGED.finditer(text))
    fields = [field for field in fields_of(context) if field.name in EVENTS] if found else []
    if len(found) != 1 or len(fields) != 1:
        return
    told = context.annotations.overlapping(
        Span(found[0].start(), found[0].start() + 1), AnnotationKind.DATE
    )
    named = context.annotations.overlapping(fields[0].value, AnnotationKind.DATE)
    if len(told) != 1 or len(named) != 1 or fields[0].value.contains(told[0].span):
        return
    one, other = told[0].value, named[0].value
    if not isinstance(one, DateValue) or not isinstance(other, DateValue):
        return
    line = context.document.block_at(told[0].span.start).span
    if _PERHAPS.search(text, line.start, line.end):
        return
    before = text[max(0, named[0].span.start - 12) : named[0].span.start]
    if (one.month, one.day) != (other.month, other.day) and "前" not in before:
        yield "変わった後の日", told[0].span, named[0].span


_UNTIL = regex(
    r"(?:[ 　]*[（(][^（()）\n]{1,12}[)）])?(?:の?(?:午[前後]|正午)[^。、\n]{0,8})?[ 　]?(?:必着)?(?:まで|必着|から|締|[〜～~])"
)
