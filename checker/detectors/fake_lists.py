"""Lists that are typed with ・ instead of being marked up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.model import Block, BlockKind, Document, Format
from checker.model import Edit, Match, Span, Tier

NEEDS = Tier.TEXT

_BULLET = re.compile(r"[・･•●○◎■◆□◇▪◦][ \u3000]*(?=\S)")
_KINDS = frozenset({BlockKind.LIST_ITEM, BlockKind.LABEL, BlockKind.PARAGRAPH})


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a run of two or more lines with the same mark; the fix is a list."""
    document = context.document
    if document.format is Format.TEXT:
        return
    run: list[Block] = []
    for block in document.blocks:
        if _is_typed(block, document) and (
            not run or _mark(run[0], document) == _mark(block, document)
        ):
            run.append(block)
            continue
        yield from _told(run, document)
        run = [block] if _is_typed(block, document) else []
    yield from _told(run, document)


def _mark(block: Block, document: Document) -> str:
    return document.text[block.span.start]


def _is_typed(block: Block, document: Document) -> bool:
    """Whether the line begins with a typed mark and is no item of a real list."""
    if block.kind not in _KINDS or block.cell is not None:
        return False
    if not _BULLET.match(document.text, block.span.start, block.span.end):
        return False
    written = document.source[block.source.start : block.source.start + 3].lower()
    return not written.startswith(("-", "*", "+", "<li", "<dd", "<dt"))


def _told(run: list[Block], document: Document) -> Iterator[Match]:
    if len(run) < 2:
        return
    edits = []
    for block in run:
        mark = _BULLET.match(document.text, block.span.start)
        if mark and document.format is Format.MARKDOWN:
            edits.append(Edit(Span(*mark.span()), "- "))
    yield Match(run[0].span, {"count": str(len(run))}, edits=tuple(edits))
