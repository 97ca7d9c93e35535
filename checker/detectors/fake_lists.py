"""Lists that are typed with ・ instead of being marked up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.model import Block, BlockKind, Document, Format
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.TEXT

_SIGNS = frozenset("・･•●○◎■◆□◇▪◦")
_BULLET = regex(rf"[{''.join(sorted(_SIGNS))}][ \u3000]*(?=\S)")
# The second line of a run begins with a mark, too, and stands behind another.
_NEXT_LINE = Words(f"\n{sign}" for sign in _SIGNS)
_KINDS = frozenset({BlockKind.LIST_ITEM, BlockKind.LABEL, BlockKind.PARAGRAPH})


def scans(options: Options) -> Iterable[Words]:
    """See `Matcher.scans`."""
    return (_NEXT_LINE,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a run of two or more lines with the same mark; the fix is a list."""
    document = context.document
    if document.format is Format.TEXT:
        return
    run: list[Block] = []
    for block in document.blocks:
        sign = document.text[block.span.start : block.span.start + 1]
        typed = sign in _SIGNS and _is_typed(block, document)
        if typed and (not run or sign == document.text[run[0].span.start]):
            run.append(block)
            continue
        if len(run) > 1:
            yield _told(run, document)
        run = [block] if typed else []
    if len(run) > 1:
        yield _told(run, document)


def _is_typed(block: Block, document: Document) -> bool:
    """Whether the line begins with a typed mark and is no item of a real list."""
    if block.kind not in _KINDS or block.cell is not None:
        return False
    if not _BULLET.match(document.text, block.span.start, block.span.end):
        return False
    written = document.source[block.source.start : block.source.start + 3].lower()
    return not written.startswith(("-", "*", "+", "<li", "<dd", "<dt"))


def _told(run: list[Block], document: Document) -> Match:
    edits = []
    for block in run:
        mark = _BULLET.match(document.text, block.span.start)
        if mark and document.format is Format.MARKDOWN:
            edits.append(Edit(Span(*mark.span()), "- "))
    return Match(run[0].span, {"count": str(len(run))}, edits=tuple(edits))
