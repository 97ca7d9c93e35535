"""One of something in kanji (一週間) where the draft counts the same in digits (2週間)."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, CountValue
from checker.context import Context
from checker.detectors import Options, texts
from checker.detectors.places import is_named
from checker.model import Edit, Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.MORPHEMES

_SMALL = {"一": "1", "二": "2", "三": "3"}
_FEW = 2
"""Up to so many people are often written in kanji (二人), however the others are counted."""
_DIGIT = regex("[0-9]")
_WORDS = Words(_SMALL)
_ROUGH = regex("[〇一二三四五六七八九十百千数何幾第お][、・]?$|もう$|この$|その$")
_KANJI = regex("[一-鿿ァ-ヶ々]")
_COUNTED = regex("につき|当たり|あたり|まで|以上|以内|以下|未満|ずつ|分|の?[0-9]")


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for."""
    return (_WORDS,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match an amount of one in kanji (一人 and 二人 too) beside digits for the same unit.

    Options: `counters` (always counted), `guarded` (words of the language too: 一人, 一つ;
    counted where something like につき follows).
    """
    text = context.document.folded
    counters = frozenset(texts(options, "counters"))
    guarded = frozenset(texts(options, "guarded"))
    digits: dict[str, Span] = {}
    kanji: list[tuple[Annotation, CountValue]] = []
    for annotation in context.annotations.of(AnnotationKind.COUNT):
        value = annotation.value
        if not isinstance(value, CountValue) or value.ordinal:
            continue
        if text[annotation.span.start] in _SMALL:
            kanji.append((annotation, value))
        elif (value.unit not in guarded or value.number <= _FEW) and _DIGIT.search(
            text, annotation.span.start, annotation.span.end
        ):
            digits.setdefault(value.unit, annotation.span)
    for annotation, value in kanji:
        start = annotation.span.start
        end = start + 1 + len(value.unit)
        if value.unit not in digits or not text.startswith(value.unit, start + 1):
            continue
        if _ROUGH.search(text[max(0, start - 2) : start]):
            continue
        if value.unit in guarded:
            counted = value.number <= _FEW and _COUNTED.match(text, end) is not None
        else:
            counted = value.number == 1 and value.unit in counters and not _goes_on(text, end)
        span = Span(start, end)
        if counted and not is_named(context, span):
            usual = digits[value.unit]
            to = _SMALL[text[start]] + value.unit
            related = (Related(usual, "ここは算用数字です"),)
            values = {"usual": usual.cut(text), "to": to}
            edits = (Edit(Span(start, start + 1), _SMALL[text[start]]),)
            yield Match(span, values, edits=edits, related=related)


def _goes_on(text: str, end: int) -> bool:
    return bool(_KANJI.match(text, end)) and not _COUNTED.match(text, end)
