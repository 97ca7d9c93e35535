"""Lines that only look like headings: bold from end to end, or behind ■."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import Options
from checker.document.model import MARKED_HEADING, Block, BlockKind, MarkKind
from checker.document.sentences import ends_in_predicate
from checker.model import Match, Related, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.TEXT

_SEVERAL = 2
_LONGEST = 25
"""A longer line is emphasis (rule catalogue's threshold, our judgement)."""
_NO_HEADING = regex(r"[。！？!?…]|^(?:問|答|Q|A|※)[0-9]{0,2}[ 　.．：:]|[、，]$")
_MARKS = frozenset("■□◆◇●▼▽▲△★☆【〔＜<《≪")
_MARKED_LINE = Words(f"\n{mark}" for mark in _MARKS)
_FOLLOWERS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL})
_STRONG, _HEADING = MarkKind.STRONG, BlockKind.HEADING
_LINES = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})
_FIGURES = (AnnotationKind.DATE, AnnotationKind.TIME, AnnotationKind.PHONE, AnnotationKind.MONEY)


def parts(options: Options) -> Iterable[str]:
    """See `Matcher.parts`."""
    return (MARKED_HEADING,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match for all lines that head what follows but are no headings.

    A bold line without a mark (■) must be one of several, or stand among real
    headings below the title; so must a line that has nothing but its mark.
    """
    document = context.document
    strong = {
        mark.span.start: mark.span.end for mark in document.marks_of(_STRONG) if len(mark.span)
    }
    if not (strong or _MARKED_LINE.find(document.folded)):
        return
    headings = document.marked_headings
    real = sum(1 for block in headings if block.level > 1)
    if not headings or not (strong or real >= _SEVERAL):
        return
    bold: list[Block] = []
    found: list[Block] = []
    for block, following in pairwise(document.blocks):
        # Of all tests these two rule out most.
        is_bold = strong.get(block.span.start, -1) >= block.span.end
        if not (is_bold or block.kind is _HEADING):
            continue
        if block.span.start < headings[0].span.start or following.kind not in _FOLLOWERS:
            continue
        marked = document.text[block.span.start : block.span.start + 1] in _MARKS
        if not (is_bold or (marked and real >= _SEVERAL)):
            continue
        if not _looks_like_heading(block, context):
            continue
        if is_bold:
            bold.append(block)
        if marked:
            found.append(block)
    if real >= _SEVERAL or len(bold) >= _SEVERAL:
        found = sorted({*bold, *found}, key=lambda block: block.span)
    if found:
        related = tuple(Related(block.span, "ここも同じです") for block in found[1:])
        yield Match(found[0].span, {"count": str(len(found))}, related=related)


def _looks_like_heading(block: Block, context: Context) -> bool:
    document = context.document
    if block.kind not in _LINES or block.quoted:
        return False
    span = block.span
    if len(span) > _LONGEST:
        return False
    if document.is_marked_heading(block) or block.cell is not None:
        return False
    text = span.cut(document.folded)
    if _NO_HEADING.search(text) or ends_in_predicate(text):
        return False
    return not context.annotations.overlapping(span, *_FIGURES)
