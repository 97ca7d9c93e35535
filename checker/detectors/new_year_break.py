"""「年末年始（12月29日～2月3日）」: the days around the new year, of which one has another month.

A closing from late December to the first days of February is one only where no works are told of.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.model import Match, Span
from checker.regex import regex
from checker.scan import Scan

DAYS = Scan(
    r"(?<![0-9])(?P<first>1[0-2])月(?:2[0-9]|3[01])日(?:[（(][^（()）\n]{1,4}[)）])?(?:から|[〜～~\-－])[ 　]?(?:翌年の?|令和[0-9]{1,2}年|20[0-9]{2}年)?"
    r"(?P<last>1?[0-9])月(?P<day>[1-9])日(?!以)"
)
_NAMED = regex(r"年末年始(?:の?(?:休[みむ館業診]日?|期間))?(?:は|、)?[ 　]?[（(：:]?\Z")
_CLOSED = regex("閉庁|休庁|休館日|休業日|休場日|休園日|定休日|休所日|休診日|休み")
_WORKS = regex("工事|改修|臨時|耐震|点検|特別|整理|更新|のため|[0-9]年12月|冬期|冬季|冬の|冬休")
BEFORE = 24
"""Code points in front of the line in which its label stands."""


def wrong_breaks(context: Context) -> Iterator[Match]:
    """One match a break that does not end in January, or does not begin in December."""
    document = context.document
    text = document.folded
    for found in DAYS.finditer(text):
        first, last = int(found["first"]), int(found["last"])
        block = document.block_at(found.start())
        if (first, last) == (12, 1) or not 1 <= last <= 12 or block.quoted:
            continue
        line = block.span
        named = _NAMED.search(text[max(0, found.start() - 14) : found.start()]) is not None
        begin = max(0, line.start - BEFORE)
        closed = (
            first == 12
            and last != 12
            and 3 <= int(found["day"]) <= 5
            and _CLOSED.search(text, begin, line.end) is not None
            and _WORKS.search(text, begin, line.end) is None
        )
        if named or closed:
            fault = "年をまたぐ休みなら、12月から1月までです"
            yield Match(Span(*found.span()), {"fault": fault})
