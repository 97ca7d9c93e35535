"""「8:75」, 「31:30」: hours in digits that no clock shows, where the words say that they are hours."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

LATEST, MINUTES = 29, 60

_CLOCK = r"(?:[01]?[0-9]|2[0-9])[:：][0-5][0-9]"
_DIGITS = Scan(
    r"(?<![0-9０-９:：/.#_A-Za-z-])(?:[0-9]{1,2}[:：][6-9][0-9]|3[0-9][:：][0-9]{2})(?![0-9:：./])"
)
_TO = r"[ 　]?(?:から|[〜～~\-－–—]|より)[ 　]?"
_BESIDE = regex(f"{_TO}{_CLOCK}(?![0-9])")
_BEFORE = regex(
    f"(?:{_CLOCK}{_TO}|平日[ 　のは、]?|午[前後][ 　]?|[日月火水木金土祝][)）][ 　、]?)\\Z"
)
_BEHIND = regex(
    r"[ 　]?(?:から|まで|[〜～~]|に?(?:開|閉|始|終|集|受|出発|到着|スタート)|ごろ|頃|[)）]?[ 　]?(?:開|受付|集合))"
)
_ALONE = regex(_CLOCK)
_NO_HOUR = regex("[比率章篇節]|縮尺|スケール|割合|配合|タイム|記録|大会新")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_DIGITS,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match an hour in digits that cannot be."""
    document = context.document
    text = document.folded
    for found in _DIGITS.finditer(text):
        start, end = found.span()
        block = document.block_at(start)
        if document.is_protected(Span(start, end)) or _NO_HOUR.search(
            text, max(block.span.start, start - 12), min(block.span.end, end + 8)
        ):
            continue
        told = (
            _BESIDE.match(text, end)
            or _BEFORE.search(text, max(block.span.start, start - 10), start)
            or _BEHIND.match(text, end)
        )
        cell = block.cell
        if told is None and cell is not None and block.span == Span(start, end):
            told = next(
                (
                    hour
                    for other in document.of_kind(BlockKind.TABLE_CELL)
                    if other.cell is not None
                    and (other.cell.table, other.cell.column) == (cell.table, cell.column)
                    and (hour := _ALONE.fullmatch(text, other.span.start, other.span.end))
                ),
                None,
            )
        if told is not None:
            yield Match(Span(start, end))
