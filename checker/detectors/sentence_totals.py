"""A total that has a sentence of its own, behind those of its parts.

「8回で800円です。本の代金は1,200円です。全部で2,000円です」: each sentence in front ends in one of the parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from checker.annotations.types import Annotation, AnnotationKind
from checker.context import Context
from checker.detectors.added import near
from checker.detectors.amounts import number_of, unit_of
from checker.document.model import BlockKind
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

REACH = 160
"""Code points in front of a total in which the sentences of its parts stand."""

MOST = 6
"""Amounts in them; more are a price list."""

TOTAL = Scan(
    r"(?:全部で|ぜんぶで|全部[（(]ぜんぶ[)）]で|合計[（(]ごうけい[)）]で?|[合あ]わせて|合計(?:で|は)?)、?[ 　]?(?=[0-9])"
)
_START = regex(r"(?:\A|[。\n])[ 　・]*(?:これ[らで]?を?|みんな|ですから、?|なので、?)?[ 　]*\Z")
_END = regex(r"[ 　]*(?:(?:です|になります|となります|かかります)[ 　]*(?:[。\n]|\Z)|。)")
"""What ends a sentence behind a part; `totals` adds up those of a list."""
_CHAINED = regex(r"[はが：:][ 　]?\Z")
"""In front of a part that a comma joins to the next."""
_UNLIKE = regex(
    "または|又は|もしくは|割引|以上|以下|未満|上限|約|およそ|程度|のうち|うち|から|〜|～|前回|昨年|前年|引い|引き|返|最大|まで|免除|無料|定員|延べ|のべ|平均|残り|毎月|年額|各"
)
_MANY = regex("[0-9]{1,3}")
_NO_PARTS = frozenset(("歳", "%", "年", "日", "か月", "時間", "分", "割", "倍", "位", "回", "週間"))
MESSAGE = "前の文の数を足すと{sum}になり、「{text}」と合いません。数を確かめてください。"


def wrong_totals(context: Context) -> Iterator[Match]:
    """One match a total that no two or more of the amounts in front of it give."""
    document = context.document
    text = document.folded
    for found in TOTAL.finditer(text):
        if not _START.search(text, max(0, found.start() - 12), found.start()):
            continue
        total = _amount_at(context, found.end())
        block = document.block_at(found.start())
        if total is None or block.cell is not None or block.quoted:
            continue
        begin = _section(context, found.start())
        unit, whole = unit_of(total), number_of(total)
        before = (
            [
                one
                for one in sorted(
                    context.annotations.overlapping(
                        Span(begin, found.start()), AnnotationKind.COUNT, AnnotationKind.MONEY
                    ),
                    key=lambda one: one.span,
                )
                if one.span.start >= begin and unit_of(one) == unit
            ]
            if begin < found.start()
            else []
        )
        parts = [
            one
            for one in before
            if _END.match(text, one.span.end)
            or (
                text.startswith(("、", "で、"), one.span.end)
                and _CHAINED.search(text, max(begin, one.span.start - 4), one.span.start)
            )
        ]
        words = text[begin : found.start()]
        parts = [one for one in parts if not _multiplied(one, parts, words)]
        numbers = [number_of(one) for one in before]
        known = [number for number in numbers if number is not None]
        if whole is None or unit in _NO_PARTS or not 2 <= len(parts) <= len(before) <= MOST:
            continue
        if len(known) < len(before) or _UNLIKE.search(
            text, before[0].span.start - 12, found.start()
        ):
            continue
        summed = sum((number_of(part) or Decimal(0) for part in parts), Decimal(0))
        if whole <= max(known) or _reached(text[begin : found.start()], known, whole):
            continue
        if near(whole, summed, len(parts)):
            related = tuple(Related(part.span, "これを足しました") for part in parts)
            shown = f"{summed.normalize():,f}{unit}"
            yield Match(total.span, {"sum": shown, "what": ""}, related=related, message=MESSAGE)


def _multiplied(one: Annotation, parts: Sequence[Annotation], words: str) -> bool:
    """Whether another part is so many times this one: 「1回100円。8回で800円です」."""
    number = number_of(one)
    times = {int(found) for found in _MANY.findall(words)} - {0, 1}
    return number is not None and any(
        number_of(other) == number * by for other in parts for by in times
    )


def _reached(words: str, numbers: list[Decimal], whole: Decimal) -> bool:
    """Whether some of the amounts, or so many times one of them, are the total."""
    sums = {
        sum(some, Decimal(0))
        for size in range(2, len(numbers) + 1)
        for some in combinations(numbers, size)
    }
    times = {Decimal(found) for found in _MANY.findall(words)}
    products = {number * by for number in numbers for by in times}
    return whole in sums | products or any(whole - number in products for number in numbers)


def _section(context: Context, at: int) -> int:
    """Where the lines begin that a total may sum up: behind the last heading."""
    document = context.document
    begin = max(0, at - REACH)
    for block in reversed(document.blocks):
        if block.span.start < at and block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            return max(begin, min(block.span.end, at))
    return begin


def _amount_at(context: Context, at: int) -> Annotation | None:
    here = context.annotations.overlapping(
        Span(at, at + 1), AnnotationKind.COUNT, AnnotationKind.MONEY
    )
    return here[0] if len(here) == 1 and number_of(here[0]) is not None else None
