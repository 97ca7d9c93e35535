"""第12回 in the title and 第11回 in the text: the number of last year is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, CountValue
from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind
from checker.model import Edit, Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"usual", "other"})

SHORTEST = 3
"""Code points of a name that two events are told by."""

COMPARED = 4
"""Code points of a name that are compared: 音楽祭のお知らせ and 音楽祭の開催 are one event."""

_NUMBERED = Scan("第[ 　]?[0-9]{1,3}[ 　]?回")
_NAME = regex(
    "[ 　]*[「『]?(?P<name>(?!の)[^ 　\n、。（）()「」『』：:〜～をにがはでと！!?？【】]{2,20})"
)
_EVENT = regex(
    "(?:本|の)?(?:大会|講座|教室|まつり|祭り?|フェスタ|フェア|展|コンクール|コンテスト)(?=の|$)"
)
_PAST = regex(
    "前回|前年|昨年|一昨年|去年|過去|これまで|以来|ました|でした|受賞|優勝|歴代|の様子|の記録|の結果"
)
_LAST = regex(
    "(?P<word>昨年|前年|前回|去年|一昨年|昨冬|昨春|昨夏|昨秋|前の年)(?:度)?(?P<near>の?(?:[（(「]|は|に開いた|に開催した|に行った|開催の)?|(?:(?!より)[^。\n続比同今本好盛毎以来]){0,16})\\Z"
)
_TOLD_OF = regex("[^。\n]{0,60}?(?:ました|でした|だった|の様子|の結果|の写真|[たる](?=。))")
_OF_LAST = regex(
    "[）)」]?[^。、\n]{0,12}?(?:[（(](?:昨年|前年|前回|去年|昨年度)|[はをに](?:昨年|前年|前回|去年))"
)
_TITLE_MESSAGE = "昨年か前回が「第{other}回」なので、題の「{text}」は、今回の数ではないようです。確かめてください。"
_LAST_MESSAGE = "題が「第{other}回」なので、昨年か前回の「{text}」は、数が合いません。どちらかを確かめてください。"
_SINCE = regex("[^。、\n]{0,16}?(?:から|まで)")
_THIS = regex("目?(?:となる|になる|を迎える)(?:今回|今年|本年)")
_NUMBER = regex("[0-9]{1,3}")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_NUMBERED,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a number of the same event that is one off the number in the title.

    Silent in a sentence that speaks of earlier ones, and where many are listed.
    """
    document = context.document
    text = document.folded
    events: list[tuple[int, Annotation]] = []
    named: defaultdict[str, list[tuple[int, Annotation]]] = defaultdict(list)
    for count in context.annotations.of(AnnotationKind.COUNT):
        value = count.value
        if not (isinstance(value, CountValue) and value.ordinal and value.unit == "回"):
            continue
        found = _NAME.match(text, count.span.end)
        event = found is not None and _EVENT.match(found["name"])
        if event or _THIS.match(text, count.span.end):
            events.append((int(value.number), count))
        elif found is not None and len(found["name"]) >= SHORTEST:
            named[found["name"][:COMPARED]].append((int(value.number), count))
    if named or events:
        yield from _last_years(context)
    if len(named) == 1:
        # 「第11回大会」: the event that the title names.
        next(iter(named.values())).extend(events)
    for all_ in named.values():
        numbers = {number for number, _ in all_}
        if len(numbers) != 2:
            continue
        titles = [
            (number, count)
            for number, count in all_
            if document.block_at(count.span.start).kind in (BlockKind.TITLE, BlockKind.HEADING)
            or count.span.start < len(document.blocks[0].span)
        ]
        if not titles or len({number for number, _ in titles}) != 1:
            continue
        right, title = titles[0]
        for number, count in all_:
            line = document.block_at(count.span.start).span
            if abs(number - right) != 1 or _PAST.search(text, line.start, line.end):
                continue
            if _SINCE.match(text, count.span.end):
                continue
            written = _NUMBER.search(text, count.span.start, count.span.end)
            edits: tuple[Edit, ...] = ()
            if written is not None:
                edits = (Edit(Span(written.start(), written.end()), str(right)),)
            related = (Related(title.span, f"題では第{right}回です"),)
            yield Match(count.span, {"usual": f"第{right}回"}, edits=edits, related=related)


def _last_years(context: Context) -> Iterator[Match]:
    """「昨年の第14回には、320人が来ました」 under the title 「第14回 まつり」."""
    document = context.document
    text = document.folded
    titles: list[tuple[int, Annotation]] = []
    earlier: list[tuple[int, Annotation]] = []
    for count in context.annotations.of(AnnotationKind.COUNT):
        value = count.value
        if not (isinstance(value, CountValue) and value.ordinal and value.unit == "回"):
            continue
        block = document.block_at(count.span.start)
        start = count.span.start
        before = _LAST.search(text, max(block.span.start, start - 24), start)
        if before is not None and before["word"] == "一昨年":
            continue
        if (
            before is not None
            and (len(before["near"]) < 2 or _TOLD_OF.match(text, count.span.end, block.span.end))
        ) or _OF_LAST.match(text, count.span.end, block.span.end):
            earlier.append((int(value.number), count))
        elif (
            block.kind is BlockKind.TITLE
            or (block.kind is BlockKind.HEADING and block.level == 1)
            or start < len(document.blocks[0].span)
        ):
            titles.append((int(value.number), count))
    if len({number for number, _ in titles}) != 1 or len({n for n, _ in earlier}) != 1:
        return
    number, title = titles[0]
    last, count = earlier[0]
    if number > last or document.block_at(count.span.start) is document.block_at(title.span.start):
        return
    for here, there, message, usual in (
        (title, count, _TITLE_MESSAGE, last + 1),
        (count, title, _LAST_MESSAGE, number - 1),
    ):
        related = (Related(there.span, "もう一方の数はここです"),)
        values = {"usual": f"第{usual}回", "other": str(last if here is title else number)}
        yield Match(here.span, values, related=related, message=message)
