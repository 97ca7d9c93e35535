"""Parts that are announced as 内訳, wherever the whole stands: in front, or lines above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.annotations.types import Annotation, AnnotationKind, CountValue, MoneyValue
from checker.context import Context
from checker.detectors.added import near
from checker.document.model import Block
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

BREAKDOWN = Scan("内訳")

ABOVE = 4
"""Lines above 内訳 in which the whole stands."""

MOST = 12
"""Parts of a whole."""

MESSAGE = "「{text}」を足すと{sum}になり、{total}と合いません。数を確かめてください。"

_UNLIKE = regex(
    "うち|など|ほか|以外|主な|[×xX✕*]|につき|あたり|当たり|ずつ|割引|前年|昨年|前回|増|減|より|または|又は|もしくは|約|程度|余り|平均|重複|複数|のべ|延べ|残り|各|先着|優先|合計|計[0-9]"
)
_LOOSE = regex("約|延べ|のべ|以上|以内|程度|重複|複数")
_SAME = {"名": "人", "通": "件", "箇所": "か所", "カ所": "か所", "ヶ所": "か所"}
_NO_PARTS = frozenset(
    ["歳", "%", "年", "月", "日", "か月", "時間", "分", "割", "倍", "位", "週間", "度", "つ"]
)


def wrong_breakdowns(context: Context) -> Iterator[Match]:
    """One match parts that are not the whole, or a whole that is not its parts."""
    document = context.document
    for found in BREAKDOWN.finditer(document.folded):
        block = document.block_at(found.start())
        if block.cell is not None or block.quoted:
            continue
        at = found.end()
        while document.folded[at : at + 1] in ("）", ")", "】", "〕", "〉"):
            at += 1  # 「（内訳）」
        parts = _parts(context, block, at)
        if not 2 <= len(parts) <= MOST:
            continue
        unit = _unit(parts[0])
        summed = sum((_number(part) for part in parts), Decimal(0))
        everywhere = [one for one in _amounts(context, None) if one not in parts]
        if any(_number(one) == summed and _unit(one) == unit for one in everywhere):
            continue
        whole = _whole(context, block, found.start(), unit, max(map(_number, parts)))
        if whole is None or not near(_number(whole), summed, len(parts)):
            continue
        yield _match(context, whole, parts, summed, everywhere)


def _match(
    context: Context,
    whole: Annotation,
    parts: Sequence[Annotation],
    summed: Decimal,
    everywhere: Sequence[Annotation],
) -> Match:
    """The parts, where the whole is given again; else the whole."""
    text = context.document.folded
    span = Span(parts[0].span.start, parts[-1].span.end)
    total = whole.span.cut(text)
    written = f"{summed.normalize():,f}{total.lstrip('0123456789,万')}"
    again = any(one is not whole and _number(one) == _number(whole) for one in everywhere)
    if not again or "\n" in span.cut(text):
        related = (Related(span, "ここを足しました"),)
        values = {"sum": written, "what": f"{len(parts)}つの数"}
        return Match(whole.span, values, related=related)
    values = {"sum": written, "what": "", "total": total}
    related = (Related(whole.span, "この数と合いません"),)
    return Match(span, values, related=related, message=MESSAGE)


def _parts(context: Context, block: Block, at: int) -> list[Annotation]:
    """The amounts behind 内訳 in its sentence; `totals` adds up those of lines below."""
    text = context.document.folded
    stop = text.find("。", at, block.span.end)
    line = Span(at, stop if stop >= 0 else block.span.end)
    inside = _amounts(context, line)
    if inside:
        unit = _unit(inside[0])
        same = [one for one in inside if _unit(one) == unit]
        end = same[-1].span.end
        if unit in _NO_PARTS or _UNLIKE.search(text, at, end):
            return []
        close = min((p for m in "）)" if (p := text.find(m, at, end)) >= 0), default=-1)
        if close >= 0 and not any(text.find(mark, at, close) >= 0 for mark in "（("):
            same = [one for one in same if one.span.end <= close]  # 「63人（内訳は…）」
        return same
    return []


def _whole(
    context: Context, block: Block, start: int, unit: str, most: Decimal
) -> Annotation | None:
    """The nearest amount in front of 内訳 that is more than any part."""
    document = context.document
    first = block.span.start
    for _ in range(ABOVE):
        inside = [
            one
            for one in _amounts(context, Span(first, start))
            if _unit(one) == unit and _number(one) > most
        ]
        if inside:
            last = inside[-1]
            loose = Span(max(first, last.span.start - 3), min(start, last.span.end + 3))
            return None if _LOOSE.search(document.folded, loose.start, loose.end) else last
        if first <= 0:
            return None
        above = document.block_at(first - 1)
        if above.cell is not None or above.span.start >= first:
            return None
        first, start = above.span.start, first
    return None


def _amounts(context: Context, span: Span | None) -> list[Annotation]:
    kinds = AnnotationKind.COUNT, AnnotationKind.MONEY
    if span is None:
        return [one for one in context.annotations.of(*kinds) if _counts(one)]
    found = context.annotations.overlapping(span, *kinds)
    inside = [one for one in found if span.contains(one.span) and _counts(one)]
    return sorted(inside, key=lambda one: one.span)


def _counts(annotation: Annotation) -> bool:
    value = annotation.value
    if isinstance(value, MoneyValue):
        return not value.free and not value.bound
    return (
        isinstance(value, CountValue)
        and not value.bound
        and not value.ordinal
        and value.number == value.number.to_integral_value()
        and value.unit not in _NO_PARTS
    )


def _number(annotation: Annotation) -> Decimal:
    value = annotation.value
    assert isinstance(value, MoneyValue | CountValue)
    return value.yen if isinstance(value, MoneyValue) else value.number


def _unit(annotation: Annotation) -> str:
    value = annotation.value
    return _SAME.get(value.unit, value.unit) if isinstance(value, CountValue) else "円"
