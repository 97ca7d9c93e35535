"""Tables that are drawn with spaces or lines instead of being one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_GAP = regex(r"(?<=\S)[ \u3000\t]{2,}(?=\S)|(?<=\S)\t(?=\S)")
_DRAWN = regex(r"[─━│┃┌┐└┘├┤┬┴┼]{2,}|[│┃].*[│┃]")
_ANY = Scan(r"[\u3000\t ]{2}|[\t━─│┃]")
# Every row holds one of these; corners alone do not make a table worth looking for. No
# `Scan`: few drafts get here, and none was searched as it is written.
_IN_ROWS = regex(r"[\u3000\t ]{2}|[\t─━│┃┌┐└┘├┤┬┴┼]")
_ROWS = 3
"""Two lines side by side may be chance (our judgement)."""
_GAPS, _GAP_COLUMNS, _WIDEST = 2, 4, 120
"""Three columns, gaps of two full-width spaces, lines of so many characters at most."""
_LINES = frozenset(
    {
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.LABEL,
        BlockKind.SHORTHAND,
        BlockKind.HEADING,
    }
)


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_ANY,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a run of lines: three columns or more by spaces, or drawn with lines."""
    document = context.document
    found = _IN_ROWS.finditer(document.text)
    places = {document.block_at(match.start()).span.start for match in found}
    if len(places) < _ROWS:
        return
    run: list[Block] = []
    for block in document.blocks:
        may_be_row = block.span.start in places and block.kind in _LINES and block.cell is None
        if may_be_row and _is_row(document, block):
            run.append(block)
            continue
        if len(run) >= _ROWS:
            yield _told(run)
        run = []
    if len(run) >= _ROWS:
        yield _told(run)


def _is_row(document: Document, block: Block) -> bool:
    text = document.block_text(block)
    if _DRAWN.search(text):
        return True
    gaps = [gap for gap in _GAP.findall(text) if "\t" in gap or _columns(gap) >= _GAP_COLUMNS]
    return len(text) <= _WIDEST and len(gaps) >= _GAPS


def _columns(gap: str) -> int:
    return len(gap) + gap.count("\u3000")


def _told(run: list[Block]) -> Match:
    return Match(Span(run[0].span.start, run[0].span.end), {"count": str(len(run))})
