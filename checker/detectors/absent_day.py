"""The day on which somebody cannot come, which is not the day of the event.

「2月14日に仕事などで投票所へ行けない方は」 where 投票日 is the 7th.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.fields import fields_of
from checker.detectors.statements import several_things
from checker.document.model import BlockKind
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

ABSENT = Scan(
    "行けない|来られない|来れない|参加できない|出られない|出席できない|受けられない|越しになれない|都合が(?:悪い|つかない|合わない)|投票できない|受診できない|来場できない|受験できない|見られない|立ち会えない"
)
_BEHIND = regex(
    rf"(?:の当日|の投票日|の本番)?(?:に|は|、|の)[^。0-9\n]{{0,28}}?(?:{ABSENT.pattern})(?:方|人|とき|場合|皆|かた|世帯|お子|子)"
)
_NAMED = regex(
    r"(?:投票日|選挙期日|開催日|実施日|期日|日時|試験日|健診日|検診日|式典?の日|当日|本番)(?:は、?|[ 　：:（(])?\Z"
)
_FIELD = frozenset(
    (
        "投票日",
        "投票日時",
        "選挙期日",
        "日時",
        "とき",
        "開催日",
        "開催日時",
        "実施日",
        "実施日時",
        "期日",
        "日程",
        "試験日",
        "健診日",
    )
)
_ASIDE = regex(
    "予備|延期|順延|荒天|雨天|追加|説明会|前日|リハーサル|両日|各|または|いずれか|どちら"
)


def absent_days(context: Context) -> Iterator[tuple[str, Span, Span]]:
    """The name of the day, where it is told, and the other day, which comes nowhere else."""
    document = context.document
    text = document.folded
    dates = context.annotations.of(AnnotationKind.DATE)
    said = [
        date
        for date in dates
        if _day(date)
        and _BEHIND.match(text, date.span.end)
        and not document.block_at(date.span.start).quoted
    ]
    if not said or several_things(context):
        return
    told: dict[tuple[int, int], tuple[str, Span]] = {}
    for date in dates:
        day = _day(date)
        if day is None or date in said:
            continue
        block = document.block_at(date.span.start)
        named = _NAMED.search(text, max(block.span.start, date.span.start - 8), date.span.start)
        if named is not None and block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            told.setdefault(day, ("当日", date.span))
    for field in fields_of(context):
        if field.name not in _FIELD:
            continue
        if _ASIDE.search(field.value.cut(text)):
            return
        for date in context.annotations.overlapping(field.value, AnnotationKind.DATE):
            day = _day(date)
            if day is not None:
                told.setdefault(day, (field.name, date.span))
    if len(told) != 1:
        return
    day, (name, place) = next(iter(told.items()))
    for date in said:
        if _day(date) == day or sum(_day(other) == _day(date) for other in dates) > 1:
            continue
        number = document.sentence_index_at(date.span.start)
        if not _ASIDE.search(document.sentences[number].span.cut(text)):
            yield name, place, date.span


def _day(date: Annotation) -> tuple[int, int] | None:
    value = date.value
    if not isinstance(value, DateValue) or not value.month or not value.day or value.part:
        return None
    return value.month, value.day
