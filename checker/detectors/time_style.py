"""Times of day by 午前 and 午後 and by 24 hours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from checker.annotations.types import Annotation, AnnotationKind, TimeValue
from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind
from checker.model import Edit, Match, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_TIME, _CELL = AnnotationKind.TIME, BlockKind.TABLE_CELL
_COLON = regex("[:：]")
_LATIN = regex("[A-Za-z]")
_EVENING = regex("午後[^。]*$")
_NOON, _DAY = 12, 24
_WINDOW = 16


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a time outside tables that is written as `options["flag"]` says.

    `colon`: 10:30. `24`: 13時, 10:30. `12`: 午後1時. `noon`: 12時 and 午後0時 beside
    午前 or 午後. `twelve`: 午後12時.
    """
    flag = str(options["flag"])
    times = [
        (annotation, annotation.value)
        for annotation in context.annotations.of(_TIME)
        if isinstance(annotation.value, TimeValue)
    ]
    if not times:
        return
    fits = _FITS[flag]
    found = [(annotation, value) for annotation, value in times if fits(annotation, value, context)]
    if not found:
        return
    if flag == "noon" and not any(
        _is_half(*time, context) and _counts(*time, context) for time in times
    ):
        return
    listed = 0
    for annotation, value in found:
        if not _counts(annotation, value, context):
            continue
        if flag == "colon" and not _in_sentence(annotation, context):
            listed += 1  # in a list of times the first one tells it
            if listed > 1:
                continue
        if _LATIN.search(_text(annotation, context)):
            continue
        written = _by_clock(value) if flag == "12" else _by_halves(value)
        if value.word:  # 朝8:30
            written = value.word.split(str(value.hour))[0].rstrip("0 　") + _figures(value)
        elif flag != "12" and value.hour >= _DAY:
            written = ""
        edits = (Edit(annotation.span, written),) if written and flag != "twelve" else ()
        yield Match(annotation.span, {"to": written or "午前・午後の時刻"}, edits=edits)


def _counts(annotation: Annotation, value: TimeValue, context: Context) -> bool:
    """Whether the time can be, and stands outside tables."""
    if value.minutes is None:
        return False
    return context.document.block_at(annotation.span.start).kind is not _CELL


def _in_sentence(annotation: Annotation, context: Context) -> bool:
    document = context.document
    return document.sentences[document.sentence_index_at(annotation.span.start)].prose


def _text(annotation: Annotation, context: Context) -> str:
    return annotation.span.cut(context.document.folded)


def _has_colon(annotation: Annotation, value: TimeValue, context: Context) -> bool:
    return _COLON.search(_text(annotation, context)) is not None


def _is_half(annotation: Annotation, value: TimeValue, context: Context) -> bool:
    return bool(value.meridiem) and not value.word


def _is_twelve(annotation: Annotation, value: TimeValue, context: Context) -> bool:
    return value.hour == _NOON and _is_half(annotation, value, context)


def _is_clock(annotation: Annotation, value: TimeValue, context: Context) -> bool:
    if value.meridiem or value.word:
        return False
    if value.hour >= _DAY:  # 25時 has no other form
        return False
    return value.hour > _NOON or bool(_COLON.search(_text(annotation, context)))


def _is_noon(annotation: Annotation, value: TimeValue, context: Context) -> bool:
    """Whether it is 12時 without a half of the day, or 午後0時.

    午後0時30分 has no other form, and 午後8時〜12時 ends at midnight.
    """
    if value.word or value.minute:
        return False
    start = annotation.span.start
    before = context.document.folded[max(0, start - _WINDOW) : start]
    return (value.hour, value.meridiem) == (0, "午後") or (
        (value.hour, value.meridiem) == (_NOON, "") and not _EVENING.search(before)
    )


_FITS: Mapping[str, Callable[[Annotation, TimeValue, Context], bool]] = MappingProxyType(
    {
        "colon": _has_colon,
        "24": _is_clock,
        "12": _is_half,
        "twelve": _is_twelve,
        "noon": _is_noon,
    }
)


def _by_halves(value: TimeValue) -> str:
    """The time with 午前 or 午後, and 正午."""
    hour = value.hour + (_NOON if value.meridiem == "午後" and value.hour < _NOON else 0)
    if (hour, value.minute) == (_NOON, 0):
        return "正午"
    half = "午前" if hour < _NOON else "午後"
    return f"{half}{hour % _NOON}時" + _minutes(value)


def _by_clock(value: TimeValue) -> str:
    """The time by 24 hours."""
    hour = value.hour + (_NOON if value.meridiem == "午後" and value.hour < _NOON else 0)
    return f"{hour}時" + _minutes(value)


def _figures(value: TimeValue) -> str:
    return f"{value.hour}時" + _minutes(value)


def _minutes(value: TimeValue) -> str:
    return f"{value.minute}分" if value.minute else ""
