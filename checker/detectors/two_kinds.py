"""Of a whole, those that are so and those that are not: 「48件。このうち読めるものは19件、読めないものは29件」.

The second kind is the first one's contrary, so that nothing else is left of the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.annotations.types import AnnotationKind, CountValue
from checker.context import Context
from checker.detectors.added import near
from checker.detectors.amounts import unit_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

REACH = 140
"""Code points in front of うち in which the whole stands."""

OF_THEM = Scan("うち、?(?=[^。\n0-9]{1,30}[はがで][ 　]?[0-9])")
_LABEL = regex(r"[^。\n0-9]{1,30}(?:は|が|で|：|[ 　])[ 　]?\Z")
_NEXT = regex(
    r"(?:で|が|と|、|で、)+(?P<label>[^。、\n0-9]{1,24}?)(?:もの|方|人|世帯|件数|家屋|家庭|世帯数|回答)?[はがも][ 　]?\Z"
)
_NEGATIVE = regex("(?:ない|なかった|ません|ていない|できず)\\Z|^未|^不(?!動)|^非")
_REST = regex("^(?:それ|これ)以外|^その他|^そうで(?:は)?ない")
_PAIRS = (
    ("市内", "市外"),
    ("町内", "町外"),
    ("村内", "村外"),
    ("県内", "県外"),
    ("男", "女"),
    ("大人", "子ども"),
    ("有料", "無料"),
    ("賛成", "反対"),
    ("戸建て", "集合住宅"),
    ("初めて", "2回目以上"),
    ("公立", "私立"),
)
_LOOSE = regex(
    "約|およそ|延べ|のべ|重複|複数|平均|以上|以下|ほか|など|どちらとも|不明|無回答|除|[%％割]"
)


def wrong_kinds(context: Context) -> Iterator[Match]:
    """One match the number of the second kind, where both together are not the whole."""
    document = context.document
    text = document.folded
    for found in OF_THEM.finditer(text):
        block = document.block_at(found.start())
        stop = text.find("。", found.end(), block.span.end)
        end = stop if stop >= 0 else block.span.end
        inside = _counts(context, Span(found.end(), max(end, found.end() + 1)))
        if len(inside) != 2 or block.cell is not None or block.quoted:
            continue
        (one, first), (other, second) = inside
        front = text[found.end() : one.start]
        label = _NEXT.fullmatch(text, one.end, other.start)
        if label is None or not _LABEL.fullmatch(front) or not _contrary(front, label["label"]):
            continue
        low = max(block.span.start, found.start() - REACH)
        wholes = _counts(context, Span(low, max(found.start(), low + 1)))
        unit = text[one.end - 1]
        wholes = [each for each in wholes if text[each[0].end - 1] == unit == text[other.end - 1]]
        if not wholes or _LOOSE.search(text, wholes[-1][0].start - 3, end):
            continue
        place, whole = wholes[-1]
        if first + second in [number for _, number in wholes]:
            continue
        if whole <= first or not near(whole, first + second, 2):
            continue
        shown = f"{first + second:,f}{unit_shown(text, other)}"
        related = (
            Related(place, "全体の数はここです"),
            Related(one, "もう一方の数はここです"),
        )
        yield Match(other, {"sum": shown, "what": "2つの数"}, related=related, message=MESSAGE)


MESSAGE = (
    "「{text}」ともう一方の数を足すと{sum}になり、全体の数と合いません。数を確かめてください。"
)


def unit_shown(text: str, place: Span) -> str:
    """The unit of a number, as it is written."""
    return place.cut(text).lstrip("0123456789,")


def _contrary(first: str, second: str) -> bool:
    if _REST.search(second):
        return True
    if any(one in first and other in second and other not in first for one, other in _PAIRS):
        return True
    positive = regex("(?:ない|ません|なかった)(?:もの|方|人|世帯)?[はが]").search(first) is None
    return positive and _NEGATIVE.search(second) is not None


def _counts(context: Context, place: Span) -> list[tuple[Span, Decimal]]:
    return sorted(
        (one.span, one.value.number)
        for one in context.annotations.overlapping(place, AnnotationKind.COUNT)
        if isinstance(one.value, CountValue)
        and not one.value.bound
        and not one.value.ordinal
        and unit_of(one) not in ("歳", "%", "回", "日", "時間", "分", "年", "割")
        and one.span.start >= place.start
    )
