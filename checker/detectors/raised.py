"""By how much something goes up or down: 「現行 2,200円、改定後 2,475円 … 325円の増額です」.

The two values are those that words for before and after name, in one line each, whatever else
the lines hold. Silent where any two values of the draft are so far apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, CountValue, MoneyValue
from checker.context import Context
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

RAISED = Scan(
    r"[0-9]万?(?:円|人|名|件|回|枚|台|本|席|か所|時間|分|ポイント|組|世帯|便)分?(?:の|、|ほど|が|も|だけ)?"
    r"(?:増額|減額|値上|値下|引き上|引き下|引上|引下|高く|安く|増え|減り|増や|減ら|増加|減少|上が[りる]|下が[りる]|負担増|負担減|[増減](?=[。、）)\n（(にとで]))"
)

REACH = 500
"""Code points in front of a difference, and behind it, in which the two values stand."""

MOST = 60
"""Values of one unit beyond which a draft is a table of data."""

_OLD = regex(
    "現行|現在(?!地|の状況)|改[定正訂]前|変更前|見直し前|これまで|従来|今まで|値上げ前|旧料金|旧[：:]|今年度|昨年度?|前年度?|前回|[0-9]月(?:分|使用分|利用分)?まで"
)
_NEW = regex(
    "改[定正訂]後|変更後|見直し後|今後|これから|新料金|新しい|値上げ後|新[：:]|来年度|今年度|今年|今回|令和[0-9]+年度|[0-9]月(?:分|使用分|利用分)?(?:から|以降)|[0-9]日から"
)
_LOOSE = regex("平均|約|最大|程度|以上|以内|ずつ|およそ|前後|合計|全体|年間|1年|ごと")
_TIMES = tuple(map(Decimal, (2, 3, 4, 6, 10, 12)))
_TAX = (Decimal("1.1"), Decimal("1.08"))


class Raise(NamedTuple):
    """A difference that is not that of the two values it goes with."""

    span: Span
    how: str
    right: Decimal
    unit: str
    old: Span
    new: Span


def wrong_raises(context: Context) -> Iterator[Raise]:
    """One for each difference that no two values of the draft have."""
    document = context.document
    text = document.folded
    for found in RAISED.finditer(text):
        at = found.start()
        block = document.block_at(at)
        near = context.annotations.overlapping(
            Span(at, at + 1), AnnotationKind.MONEY, AnnotationKind.COUNT
        )
        if not near or block.quoted or block.cell is not None:
            continue
        by = _number(near[0])
        begin = max(block.span.start, text.rfind("。", block.span.start, at) + 1)
        if by is None or _LOOSE.search(text, begin, found.end()):
            continue
        same = [
            one
            for one in context.annotations.of(near[0].kind)
            if one is not near[0] and (read := _number(one)) and read[1] == by[1]
        ]
        values = sorted({_value(one) for one in same})
        if len(values) > MOST or _explained(by[0], values):
            continue
        lines = [
            one
            for one in same
            if abs(one.span.start - at) <= REACH and document.block_at(one.span.start).cell is None
        ]
        right = _nearest(text, lines, by[0])
        if right is not None:
            old, new = right
            how = f"{new.span.cut(text)}と{old.span.cut(text)}の差"
            apart = abs(_value(new) - _value(old))
            yield Raise(
                Span(near[0].span.start, found.end()), how, apart, by[1], old.span, new.span
            )


def _explained(by: Decimal, values: Sequence[Decimal]) -> bool:
    """Whether any two values are so far apart, or would be but for the tax."""
    if by in values:
        return True
    for one, other in combinations(values, 2):
        apart = abs(one - other)
        if apart == by or any(
            abs(apart * rate - by) < 1 or abs(by * rate - apart) < 1 for rate in _TAX
        ):
            return True
    return False


def _nearest(
    text: str, lines: Sequence[Annotation], by: Decimal
) -> tuple[Annotation, Annotation] | None:
    """Of the values that stand at like places, the two that are the most nearly so far apart."""
    old: list[list[Annotation]] = []
    new: list[list[Annotation]] = []
    last: tuple[int, str] | None = None
    for one in lines:
        begin = max(text.rfind(mark, 0, one.span.start) for mark in "\n。、") + 1
        line = max(text.rfind(mark, 0, one.span.start) for mark in "\n。") + 1
        side = _side(text, begin, one.span.start) or _side(text, line, one.span.start)
        if not side:
            continue
        kept = old if side == "old" else new
        if last == (line, side):
            kept[-1].append(one)
        else:
            kept.append([one])
        last = line, side
    if len(old) != 1 or len(new) != 1 or len(old[0]) != len(new[0]):
        return None
    pairs = list(zip(old[0], new[0], strict=True))
    for one, other in pairs:
        apart = abs(_value(other) - _value(one))
        if any(apart * many == by or by * many == apart for many in _TIMES):
            return None  # so much a month, and that in a year
    best = min(pairs, key=lambda pair: abs(abs(_value(pair[1]) - _value(pair[0])) - by))
    apart = abs(_value(best[1]) - _value(best[0]))
    return best if apart and by <= apart * 4 and apart <= by * 4 else None


def _side(text: str, begin: int, end: int) -> str:
    """Whether the last word in front of a value says that it is the old or the new one."""
    old = max((found.start() for found in _OLD.finditer(text, begin, end)), default=-1)
    new = max((found.start() for found in _NEW.finditer(text, begin, end)), default=-1)
    if old == new:
        return ""
    return "old" if old > new else "new"


def _number(annotation: Annotation) -> tuple[Decimal, str] | None:
    value = annotation.value
    if isinstance(value, MoneyValue):
        return None if value.free or value.bound else (value.yen, "円")
    if isinstance(value, CountValue) and not value.bound and not value.ordinal:
        return value.number, value.unit
    return None


def _value(annotation: Annotation) -> Decimal:
    read = _number(annotation)
    assert read is not None  # only such are kept
    return read[0]
