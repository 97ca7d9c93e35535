"""Tables that are drawn with spaces or lines instead of being one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Span, Tier

NEEDS = Tier.TEXT

_GAP = re.compile(r"(?<=\S)[ \u3000\t]{2,}(?=\S)|(?<=\S)\t(?=\S)")
_DRAWN = re.compile(r"[─━│┃┌┐└┘├┤┬┴┼]{2,}|[│┃].*[│┃]")
_ANY = re.compile(r"[\u3000\t ]{2}|[\t━─│┃]")
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


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a run of lines: three columns or more by spaces, or drawn with lines."""
    document = context.document
    if not _ANY.search(document.text):
        return
    run: list[Block] = []
    for block in document.blocks:
        if block.kind in _LINES and block.cell is None and _is_row(document, block):
            run.append(block)
            continue
        yield from _told(run)
        run = []
    yield from _told(run)


def _is_row(document: Document, block: Block) -> bool:
    text = document.block_text(block)
    if _DRAWN.search(text):
        return True
    gaps = [gap for gap in _GAP.findall(text) if "\t" in gap or _columns(gap) >= _GAP_COLUMNS]
    return len(text) <= _WIDEST and len(gaps) >= _GAPS


def _columns(gap: str) -> int:
    return len(gap) + gap.count("\u3000")


def _told(run: list[Block]) -> Iterator[Match]:
    if len(run) >= _ROWS:
        yield Match(Span(run[0].span.start, run[0].span.end), {"count": str(len(run))})
