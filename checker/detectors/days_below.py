"""Days in a table or in lines right below 「開設日（全4回）」, which are more or fewer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

_N = r"(?<![0-9第])(?P<number>[0-9]{1,2})"
SCANS = (
    Scan(rf"{_N}(?P<unit>回|日間|(?<=[全計][0-9])日|(?<=[全計][0-9][0-9])日)[)）]$"),
    Scan(rf"{_N}(?P<unit>回|日間)(?:です|開きます|開催します|開設します|行います)。?$"),
    Scan(rf"(?:全部で|全|計|合計){_N}(?P<unit>回|日間)$"),
    Scan(
        rf"ぜんぶで[ 　]?{_N}(?P<unit>回|日間)(?:[（(][ぁ-ん]{{1,5}}[)）])?(?:です|あります|します)?。?$"
    ),
)
_FRONT = regex(r"(?:[（(　 、：:はの]|ぜんぶで[ 　]?|全部で|全|計|合計|年)\Z")
_DAYS = regex(
    "納期|曜日|[日回]程|日時|開[催設講校館庁]|実施|回|期日|とき|いつ|次の|以下|下記|つぎの"
)
_NOT_DAYS = regex(
    r"毎[週月]|各(?!回)|予備|ほか|他の|など|等|隔週|第[0-9一二三四五][月火水木金土日週]|[〜～]|から|まで|コース|組|クラス|[A-DＡ-Ｄ]日程|いずれか|または|又は|締め?切|申し?込|受付期間|結果|午前の部|会場[0-9]|雨天|順延"
)
_SPAN_OF_HOURS = regex(
    r"(?:午[前後])?[0-9]{1,2}(?:時|:)(?:[0-9]{1,2}分?|半)?[ 　]?(?:[〜～~\-－―]|から)[ 　]?(?:午[前後])?(?:正午|[0-9]{1,2}(?:時|:)(?:[0-9]{1,2}分?|半)?)(?:まで)?"
)
_HEADS = (BlockKind.HEADING, BlockKind.TITLE)
MOST = 24
"""Lines or cells that are read below a number."""

SHORT = 60
"""Code points of a line that announces days."""


class _Below(NamedTuple):
    span: Span
    words: str
    days: int


def wrong_times(context: Context) -> Iterator[Match]:
    """One match a number of times that the days right below it do not have."""
    document = context.document
    text = document.folded
    for found in (one for scan in SCANS for one in scan.finditer(text)):
        start, end = found.start("number"), found.end("unit")
        block = document.block_at(start)
        number = int(found["number"])
        line = block.span.cut(text)
        if number < 2 or block.cell is not None or block.quoted or len(line) > SHORT:
            continue
        if not _DAYS.search(text, block.span.start, start):
            continue
        front = text[block.span.start : start]
        if front and _FRONT.search(front) is None:
            continue
        if _dates(context, block.span) or _NOT_DAYS.search(line):
            continue
        below = _below(context, block)
        if below is None or _NOT_DAYS.search(_SPAN_OF_HOURS.sub("", below.words)):
            continue
        count = below.days
        if count < 2 or not count % number or not number % count or abs(count - number) > 2:
            continue
        while text[start - 1] in "全計部で合年" and start > block.span.start:
            start -= 1
        related = (Related(below.span, "日付はここです"),)
        yield Match(Span(start, end), {"count": str(count)}, related=related)


def _below(context: Context, block: Block) -> _Below | None:
    """The table, or the lines that all begin with a day or a month, right below a line."""
    document = context.document
    text = document.folded
    blocks = document.blocks
    at = bisect_right(blocks, block.span.start, key=lambda other: other.span.start)
    here: list[Block] = []
    for other in blocks[at : at + MOST]:
        if here and (other.cell is None) is not (here[0].cell is None):
            break
        if other.kind in _HEADS:
            break
        if other.cell is None and not _opens_with_day(context, other.span):
            break
        here.append(other)
    if not here or len(here) == MOST:
        return None  # its end was not read
    behind = blocks[at + len(here)].span if at + len(here) < len(blocks) else None
    if behind is not None and _MORE.match(text, behind.start, behind.end):
        return None
    days = _dates(context, Span(here[0].span.start, here[-1].span.end))
    if here[0].cell is None and any(not _dates(context, other.span) for other in here):
        return None
    place = Span(here[0].span.start, here[-1].span.end)
    return _Below(place, place.cut(text), len(set(days)))


_MORE = regex(r"[ 　・※*＊（(]{0,4}(?:ほか|他|その他|など|等|予備|残り|あと|以降|以後)")
_OPENS = regex(r"[ 　・●○■□◆◇*\-]{0,3}(?:第?[0-9]{1,2}[回期]目?[ 　：:]*)?(?=[0-9令]|20)")


def _opens_with_day(context: Context, span: Span) -> bool:
    text = context.document.folded
    found = _OPENS.match(text, span.start, span.end)
    if found is None:
        return False
    dates = context.annotations.overlapping(Span(found.end(), found.end() + 1), AnnotationKind.DATE)
    return bool(dates)


def _dates(context: Context, span: Span) -> Sequence[tuple[int, int]]:
    """The days of a place, each with the month in front of it."""
    found: list[tuple[int, int]] = []
    month = 0
    for date in context.annotations.overlapping(span, AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue):
            continue
        month = value.month or month
        if value.day is not None:
            found.append((month, value.day))
    return found
