"""One of a class, and what another class has: 「81番〜120番 午前10時30分」, then 「82番の方は午前9時30分」."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.annotations.types import Annotation, AnnotationKind, MoneyValue, TimeValue
from checker.context import Context
from checker.detectors.class_rows import Class, runs_of, same_unit
from checker.detectors.figures import sentence
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

MEMBER = Scan(
    r"(?P<number>[0-9]{1,4})(?P<unit>番|歳|kg|キログラム|キロ|cm|センチ|㎡|平方メートル|㎥|立方メートル|人)の(?:方|人|子|お子さん|荷物|もの|場合|とき|団体|世帯|犬|部屋)(?:は|が|には|では|なら|だと)"
)
_OTHERWISE = regex(
    "割引|減免|免除|追加|加算|補助|助成|以上|以下|未満|まで|から|前|後|昨年|今まで|改"
)


def wrong_members(context: Context) -> Iterator[Match]:
    """One match what a sentence gives to one of a class, where the row of another class has it."""
    text = context.document.folded
    for found in MEMBER.finditer(text):
        block = context.document.block_at(found.start())
        if block.cell is not None or block.quoted:
            continue
        begin, end = sentence(text, block.span, found.start())
        given = _values(context, Span(found.end(), max(end, found.end() + 1)))
        if len(given) != 1 or _OTHERWISE.search(text, begin, given[0][1].start):
            continue
        value, place = given[0]
        number = Decimal(found["number"])
        for run in runs_of(context):
            rows = [(one, _values(context, one.line)) for one in run]
            if len(rows) < 2 or run[0].unit != same_unit(found["unit"]):
                continue
            if any(len(values) != 1 or one.line.overlaps(place) for one, values in rows):
                continue
            own = [values[0] for one, values in rows if _holds(one, number)]
            others = [values[0][0] for one, values in rows if not _holds(one, number)]
            if len(own) == 1 and own[0][0] != value and value in others:
                yield Match(
                    Span(found.start(), place.end),
                    {"fault": f"一覧では{own[0][1].cut(text)}です"},
                    related=(Related(own[0][1], "一覧ではここです"),),
                    message="「{text}」とありますが、{fault}。どちらが正しいかを確かめてください。",
                )
                break


def _holds(one: Class, number: Decimal) -> bool:
    if one.low is not None and (number < one.low or (one.above and number == one.low)):
        return False
    return one.high is None or not (number > one.high or (one.below and number == one.high))


def _values(context: Context, span: Span) -> list[tuple[object, Span]]:
    """The times and sums of a stretch, as values that can be compared."""
    found = context.annotations.overlapping(span, AnnotationKind.TIME, AnnotationKind.MONEY)
    return [
        (_value(one), one.span)
        for one in found
        if span.start <= one.span.start and one.span.end <= span.end
    ]


def _value(one: Annotation) -> object:
    value = one.value
    if isinstance(value, TimeValue):
        return value.minutes
    return value.yen if isinstance(value, MoneyValue) else None
