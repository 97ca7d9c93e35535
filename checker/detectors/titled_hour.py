"""The hour of the day that the title names, and of the same day in the field of the date.

「2月10日 午前11時、試験放送が流れます」 above 「いつ　2月10日（水）午前10時から」; and what is said over
again in a text that is read out (「くり返します」).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from checker.annotations.types import Annotation, AnnotationKind, DateValue, TimeValue
from checker.context import Context
from checker.detectors.fields import fields_of
from checker.detectors.statements import several_things
from checker.document.model import BlockKind, Sentence
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

AGAIN = Scan("くり返し(?:ます|放送|お知らせ)|繰り返し(?:ます|放送|お知らせ)")
_WHEN = regex(
    "^(?:.{0,8}の?)?(?:日時|とき|いつ|開催日時?|実施日時?|予定日時|期日)$|^いつ(?:ですか|\\?)?$"
)
_JOINED = regex("[ 　]?(?:[（(][^（）()\\n]{1,6}[)）])?[ 　の、]{0,2}")
_OTHER = regex("予備|延期|順延|受付|開場|集合|①|2日目|まで[ 　]*$")
_NOT_HELD = regex("解禁|エンバーゴ|提供|発表|報道")
"""Heads of a press release: when it may be told, not when something is held."""
_NUMBER = regex("[0-9]+")
_HEADS = (BlockKind.HEADING, BlockKind.TITLE)
LEAST = 10
"""Code points of a sentence that is said over again."""


def titled_hours(context: Context) -> Iterator[tuple[str, Span, Span]]:
    """「始まりの時刻」, the hour in the title, and that of the same day in its only field."""
    document = context.document
    for block in document.blocks[:3]:
        if block.kind not in _HEADS and block is not document.blocks[0]:
            continue
        if _NOT_HELD.search(block.span.cut(document.folded)):
            continue
        moments = list(_moments(context, block.span))
        if len(moments) == 1 and not several_things(context):
            yield from _in_field(context, block.span, *moments[0])
            return


def _in_field(
    context: Context, title: Span, day: tuple[int, int], time: Annotation
) -> Iterator[tuple[str, Span, Span]]:
    """The hour of the title and another one of the same day, in the only field of the date."""
    text = context.document.folded
    told = [
        moment
        for field in fields_of(context)
        if _WHEN.search(field.name)
        and not title.contains(field.value)
        and not _OTHER.search(field.value.cut(text))
        for moment in islice(_moments(context, field.value), 3)
    ]
    if len(told) != 1 or told[0][0] != day:
        return
    one, other = time.value, told[0][1].value
    assert isinstance(one, TimeValue)
    assert isinstance(other, TimeValue)
    if None not in (one.minutes, other.minutes) and one.minutes != other.minutes:
        yield "始まりの時刻", time.span, told[0][1].span


def _moments(context: Context, span: Span) -> Iterator[tuple[tuple[int, int], Annotation]]:
    """The days of a stretch behind which an hour stands that is no end."""
    text = context.document.folded
    for date in context.annotations.overlapping(span, AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or not value.month or not value.day or value.part:
            continue
        behind = Span(date.span.end, min(span.end, date.span.end + 8))
        times = context.annotations.overlapping(behind, AnnotationKind.TIME)
        if times and times[0].span.start >= date.span.end:
            gap = _JOINED.fullmatch(text, date.span.end, times[0].span.start)
            if gap is not None and not text.startswith("まで", times[0].span.end):
                yield (value.month, value.day), times[0]


def said_over(context: Context) -> Iterator[tuple[str, Span, Span]]:
    """A number that changes where a text is read out once more."""
    document = context.document
    text = document.folded
    found = AGAIN.search(text)
    if found is None:
        return
    before: dict[str, Sentence | None] = {}
    for sentence in document.sentences:
        said = sentence.span.cut(text)
        bones = _NUMBER.sub("0", said)
        if len(bones) < LEAST or bones == said:
            continue
        if sentence.span.start < found.start():
            before[bones] = None if bones in before else sentence
            continue
        first = before.get(bones)
        if first is None or first.span.cut(text) == said:
            continue
        pairs = list(zip(_numbers(text, first.span), _numbers(text, sentence.span), strict=True))
        odd = [(one, other) for one, other in pairs if one.cut(text) != other.cut(text)]
        if len(odd) == 1:
            yield "くり返した文の数", odd[0][0], odd[0][1]


def _numbers(text: str, span: Span) -> list[Span]:
    """The numbers of a sentence, each with the counter behind it."""
    return [
        Span(found.start(), min(span.end, found.end() + 1))
        for found in _NUMBER.finditer(text, span.start, span.end)
    ]
