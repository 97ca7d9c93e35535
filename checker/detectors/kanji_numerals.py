"""Amounts, dates and times in kanji (三十人, 五月五日), which horizontal text writes in digits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from checker.annotations import numerals
from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    CountValue,
    DateValue,
    MoneyValue,
    TimeValue,
)
from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_RUN = regex("[〇一二三四五六七八九十百千万億兆]+")
_FIGURES = "〇一二三四五六七八九"
_POINT = regex("[・.．][〇一二三四五六七八九]")
_DECIMAL = regex(
    "(?<![〇一二三四五六七八九十百千])([〇一二三四五六七八九十]{1,3})[・.．]([〇一二三四五六七八九]{1,2})"
    "(?=[%％]|パーセント|ポイント|倍|度|キロ|メートル|ミリ|センチ|リットル|グラム|トン|ヘクタール|時間|平方)"
)
_FRACTION = regex(
    "(?<![〇一二三四五六七八九十百千数何])([二三四五六七八九十]{1,3})分の([一二三四五六七八九])(?![〇一二三四五六七八九十百千年日か])"
)
_DIGITS = frozenset("0123456789")
_DIGIT = regex("[0-9]")
_KANJI = regex("[一-鿿ァ-ヶ]")
_ROUGH = regex("[〇一二三四五六七八九十百千数何幾][、・]?$")
_BEHIND_COUNT = regex("後|前|以内|以上|以下|以降|未満|当たり|程度|分(?!の)")
_BEHIND_MONTH = regex("現在|以降|以後|以前|末|[上中下]旬|頃|分|号|中|初")
_HOW_LONG = regex("ほど|くら|ぐら|余|半|あま")
_MAN = 10_000
_KINDS = (AnnotationKind.COUNT, AnnotationKind.MONEY, AnnotationKind.DATE, AnnotationKind.TIME)


@per_rule
def _counters(options: Options) -> frozenset[str]:
    return frozenset(texts(options, "counters"))


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match an amount with a counter of `options["counters"]`, a sum, a date or a time.

    Words of the language are left alone: 一人, 二十歳, 百円ショップ, 三人兄弟, 二、三人; and
    one of something, which is often not counted (一年間の思い出).
    """
    text = context.document.folded
    yield from _parts(text)
    in_words = [
        annotation
        for annotation in chain.from_iterable(map(context.annotations.of, _KINDS))
        if text[annotation.span.start] not in _DIGITS
    ]
    for annotation in in_words:
        start, end = annotation.span.start, annotation.span.end
        if _DIGIT.search(text, start, end):
            continue
        runs = list(_RUN.finditer(text, start, end))
        if not runs:
            continue
        if _is_word(annotation, text, _counters(options)):
            continue
        values = [numerals.parse(run.group()) for run in runs]
        edits = [
            Edit(Span(*run.span()), _digits(int(value), annotation.kind))
            for run, value in zip(runs, values, strict=True)
            if value is not None
        ]
        if len(edits) < len(runs):
            continue
        span = annotation.span
        to = span.cut(text)
        for edit in reversed(edits):
            to = to[: edit.span.start - span.start] + edit.text + to[edit.span.end - span.start :]
        yield Match(span, {"to": to}, edits=tuple(edits))


def _parts(text: str) -> Iterator[Match]:
    """Decimals (一・四％) and fractions (三分の一)."""
    for found in _DECIMAL.finditer(text) if _POINT.search(text) else ():
        whole = numerals.parse(found[1])
        if whole is not None:
            to = f"{int(whole)}." + "".join(str(_FIGURES.index(figure)) for figure in found[2])
            span = Span(*found.span())
            yield Match(span, {"to": to}, edits=(Edit(span, to),))
    for found in _FRACTION.finditer(text) if "分の" in text else ():
        below, above = numerals.parse(found[1]), numerals.parse(found[2])
        if below is not None and above is not None and below > above:
            to = f"{int(below)}分の{int(above)}"
            span = Span(*found.span())
            yield Match(span, {"to": to}, edits=(Edit(span, to),))


def _is_word(annotation: Annotation, text: str, counters: frozenset[str]) -> bool:
    value, span = annotation.value, annotation.span
    if _ROUGH.search(text[max(0, span.start - 2) : span.start]):
        return True
    behind = text[span.end : span.end + 2]
    if text[max(0, span.start - 1) : span.start] in tuple("（(：:") and behind[:1] in "）)":
        return True  # 金額（千円）
    if isinstance(value, DateValue):
        only_month = value.day is None and value.year is None
        if only_month and _HOW_LONG.match(behind):  # ここ一月ほど
            return True
        return only_month and bool(_KANJI.match(behind)) and not _BEHIND_MONTH.match(behind)
    if isinstance(value, TimeValue):
        return not value.meridiem or bool(value.word)
    counted = isinstance(value, CountValue) and (
        value.ordinal or _BEHIND_COUNT.match(text, span.end) is not None
    )
    if (_KANJI.match(behind) and not counted) or text.startswith("おろし", span.end):
        return True  # 三人兄弟, 三枚おろし
    if isinstance(value, CountValue):
        people = value.unit in ("人", "歳") and value.number in (1, 2, 20)
        return value.unit not in counters or people or (value.number == 1 and not value.ordinal)
    return not isinstance(value, MoneyValue)


def _digits(value: int, kind: AnnotationKind) -> str:
    if kind is AnnotationKind.MONEY and value >= _MAN and value % _MAN == 0:
        return f"{value // _MAN:,}万"
    return str(value) if kind is AnnotationKind.DATE else f"{value:,}"
