"""The hour at which something begins or ends, told again otherwise.

「断水の始まる14時までに」 where the field 断水の日時 says 13時; 「30日は午後3時に門を閉めます」 where
the field says that on that day things are taken until 午後4時.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.annotations.types import Annotation, AnnotationKind, TimeValue
from checker.context import Context
from checker.detectors.fields import Field, fields_of
from checker.detectors.statements import clause_of
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

EDGE = Scan(
    "始まる(?:のは、?)?[ 　]?[午正0-9]|始まりの[午正0-9]|終わる(?:のは、?)?[ 　]?[午正0-9]|終わりの[午正0-9]|(?:開始|終了)(?:する|時刻|時間|予定)?(?:の|は、?)[午正0-9]"
)
_BEFORE = regex(
    r"(?:の|が)?(?P<edge>始ま[るり]|開始|終わ[るり]|終了)(?:する)?(?:時刻|時間|予定)?(?:のは、?|の|は、?|である|[ 　])?\Z"
)
_NAME = regex("の?(?:日時|時間|時間帯|とき|日程|期間|予定|予定日時|実施日時|開催日時)$")
_NOUN = regex(r"[一-龠々ァ-ヶー]{2,10}\Z")
_FROM = regex("(?:頃|ごろ)?(?:から|より|[〜～~－―-])")
_TO = regex("(?:頃|ごろ)?(?:まで|[ 　]*$|[ 　]*[（(。、\n])", re.MULTILINE)
_GENERAL = frozenset(("日時", "とき", "時間", "実施日時", "開催日時", "開催時間"))
_OTHER = regex(
    "翌日|前日|前回|昨年|延期|予備|場合|変更|これまで|2日目|最終日|の部|第[0-9]|[0-9]回目|受付|受け付け|集合|開場|準備|それぞれ|各"
)
_SPECIAL = regex("2日目|最終日|の部|第[0-9]|[0-9]回目|①|変更|各|交代|午前と午後")
DAY_END = Scan(
    r"日は、?[午正0-9]|[）)]は、?[午正0-9]|日(?:[（(][^（）()\n]{1,6}[)）])?の(?:受付|受け付け|収集|営業|開館|持ち込み)は|日だけは|日に限り"
)
_ON_DAY = regex(
    r"(?<![0-9])(?:(?P<month>[0-9]{1,2})月)?(?P<day>[0-9]{1,2})日(?:[（(][^（）()\n]{1,6}[)）])?"
    r"(?:の(?P<thing>[一-龠々]{2,6}))?(?:は|だけは|に限り)、?(?:いつもより早く|早めに)?、?\Z"
)
_ENDS = regex(
    r"(?:ちょうど|きっかり)?(?:に|で|をもって|には)、?[^。、\n0-9]{0,14}?(?:閉め|閉ま|閉じ|終わり|終了|締め切|打ち切)"
)
_UNTIL_ON = regex(
    r"(?:の|、|[ 　])?(?:(?:午[前後])?[0-9]{1,2}(?:時(?:[0-9]{1,2}分|半)?|:[0-9]{2})(?:から|[〜～~])、?)?\Z"
)
_OPEN = regex("受け?付け?|開館|開園|営業|利用|持ち?込|受け入れ|窓口|最後|最終|年内|開場|貸し?出")


def other_hours(context: Context) -> Iterator[tuple[str, Span, Span]]:
    """A name of what happens, its hour in a field, and the hour that a sentence says."""
    text = context.document.folded
    if EDGE.may_fit(text):
        yield from _edges(context)
    if DAY_END.may_fit(text):
        yield from _closings(context)


def _edges(context: Context) -> Iterator[tuple[str, Span, Span]]:
    document = context.document
    text = document.folded
    fields = fields_of(context)
    for time in context.annotations.of(AnnotationKind.TIME):
        start = time.span.start
        block = document.block_at(start)
        found = _BEFORE.search(text, max(block.span.start, start - 20), start)
        minutes = _minutes(time)
        if found is None or minutes is None or block.quoted:
            continue
        if _OTHER.search(clause_of(context, block, time.span)):
            continue
        ahead = text[block.span.start : found.start()]
        named = [f for f in fields if len(f.name) > 2 and _led(ahead, _NAME.sub("", f.name))]
        thing = _NAME.sub("", named[0].name) if named else ""
        noun = _NOUN.search(ahead)
        if not named and noun and noun.group() in document.blocks[0].span.cut(text):
            thing = noun.group()
            named = [f for f in fields if f.name in _GENERAL]
        if len(named) != 1 or named[0].value.contains(time.span):
            continue
        edges = _hours_in(context, named[0])
        if edges is None:
            continue
        other = edges[0] if found["edge"].startswith(("始", "開")) else edges[1]
        if other is not None and _minutes(other) not in (None, minutes):
            edge = "始まり" if found["edge"].startswith(("始", "開")) else "終わり"
            yield f"{thing}の{edge}", other.span, time.span


def _led(ahead: str, stem: str) -> bool:
    """Whether the words in front of an edge end with the name of what happens."""
    return len(stem) > 1 and ahead.endswith(stem)


def _hours_in(context: Context, field: Field) -> tuple[Annotation, Annotation | None] | None:
    """The only hours of a field: the first, and the second if it is the end."""
    text = context.document.folded
    times = context.annotations.overlapping(field.value, AnnotationKind.TIME)
    if not 0 < len(times) < 3 or _SPECIAL.search(field.value.cut(text)):
        return None
    first = times[0]
    if _FROM.match(text, first.span.end) is None:
        return None
    last = times[1] if len(times) == 2 and _TO.match(text, times[1].span.end) else None
    return first, last


def _minutes(time: Annotation) -> int | None:
    value = time.value
    return value.minutes if isinstance(value, TimeValue) else None


def _closings(context: Context) -> Iterator[tuple[str, Span, Span]]:
    """The gate is shut on a day before the hour until which things are taken on it."""
    document = context.document
    text = document.folded
    told: list[tuple[int, int, str, Annotation]] = []
    times = context.annotations.of(AnnotationKind.TIME)
    for time in times:
        start, end = time.span.start, time.span.end
        shut = _ENDS.match(text, end, end + 24)
        if shut is None and not text.startswith("まで", end):
            continue
        block = document.block_at(start)
        said = _ON_DAY.search(text, max(block.span.start, start - 28), start)
        if said is not None and (shut or said["thing"]) and not block.quoted:
            thing = "" if shut else said["thing"]
            told.append((int(said["month"] or 0), int(said["day"]), thing, time))
    until = list(_untils(context, times)) if told else []
    for month, day, thing, time in told:
        same = [
            one
            for one in until
            if one[1] == day and month in (0, one[0]) and (not thing or thing in one[2])
        ]
        if len(same) != 1:
            continue
        other, last = _minutes(time), _minutes(same[0][3])
        if other is None or last is None or other == last or (not thing and other > last):
            continue
        yield f"{same[0][0]}月{day}日の終わり", same[0][3].span, time.span


def _untils(
    context: Context, times: Sequence[Annotation]
) -> Iterator[tuple[int, int, str, Annotation]]:
    """The days on which a field says until when something is taken or open."""
    document = context.document
    text = document.folded
    fields = [field for field in fields_of(context) if _OPEN.search(field.name)]
    for time in times:
        start = time.span.start
        field = next((one for one in fields if one.value.contains(time.span)), None)
        if field is None or not text.startswith("まで", time.span.end):
            continue
        line = document.block_at(start).span
        dates = context.annotations.overlapping(
            Span(max(line.start, start - 14), start), AnnotationKind.DATE
        )
        value = dates[-1].value if dates else None
        day, month = getattr(value, "day", None), getattr(value, "month", None)
        if day and month and _UNTIL_ON.search(text[dates[-1].span.end : start]):
            yield month, day, field.name, time
