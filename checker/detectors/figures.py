"""Numbers with their units, read from the annotations, for detectors that reckon with them."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, CountValue, MoneyValue
from checker.context import Context
from checker.model import Span

_UNITS = {
    "名": "人",
    "％": "%",
    "パーセント": "%",
    "カ所": "か所",
    "ヶ所": "か所",
    "箇所": "か所",
    "平方メートル": "㎡",
    "m2": "㎡",
    "立方メートル": "㎥",
    "m3": "㎥",
    "メートル": "m",
    "キロメートル": "km",
    "センチメートル": "cm",
    "センチ": "cm",
    "ミリメートル": "mm",
    "キログラム": "kg",
    "トン": "t",
    "日間": "日",
    "年間": "年",
    "分間": "分",
}


class Figure(NamedTuple):
    """A number, its unit in one of its spellings, and where both stand."""

    number: Decimal
    unit: str
    span: Span


def unit_of(unit: str) -> str:
    """A unit in one of its spellings, without the 分 of 5人分."""
    if len(unit) > 1 and unit.endswith("分"):
        unit = unit[:-1]
    return _UNITS.get(unit, unit)


def read(annotation: Annotation) -> Figure | None:
    """What an annotation counts; None for a bound (5人以上), an ordinal and 無料."""
    value = annotation.value
    if isinstance(value, MoneyValue):
        return None if value.free or value.bound else Figure(value.yen, "円", annotation.span)
    if isinstance(value, CountValue) and not value.bound and not value.ordinal:
        return Figure(value.number, unit_of(value.unit), annotation.span)
    return None


def figures(context: Context, start: int, end: int) -> list[Figure]:
    """The numbers of a stretch in text order."""
    if start >= end:
        return []
    found = context.annotations.overlapping(
        Span(start, end), AnnotationKind.COUNT, AnnotationKind.MONEY
    )
    known = [read(one) for one in found if start <= one.span.start and one.span.end <= end]
    return sorted((one for one in known if one is not None), key=lambda one: one.span.start)


def shown(number: Decimal, unit: str) -> str:
    """A number as a message writes it: 27,500回."""
    return f"{number.normalize():,f}{unit}"


def sentence(text: str, line: Span, at: int) -> tuple[int, int]:
    """Where the sentence around a place of a line begins and ends."""
    begin = max(line.start, text.rfind("。", line.start, at) + 1)
    stop = text.find("。", at, line.end)
    return begin, stop if stop >= 0 else line.end
