"""Long notices without anything for the eye: no heading, no list; no summary at their head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.model import Block, BlockKind
from checker.model import Match, Span, Tier

_HEADING = BlockKind.HEADING
_PARAGRAPH = BlockKind.PARAGRAPH

NEEDS = Tier.TEXT
PLACEHOLDERS = frozenset({"count"})

PROSE = 500
"""Characters of prose on end, in two paragraphs or more, from which a reader loses the place:
two screens of a telephone (our judgement)."""

WHOLE = 1800
"""Characters of a notice from which a reader wants the main points first: more than a sheet
of A4 (our judgement)."""

HEAD = 600
"""Characters in which the main points must stand: the first screens of a telephone."""

_LANDMARKS = frozenset(
    (
        BlockKind.HEADING,
        BlockKind.LIST_ITEM,
        BlockKind.TABLE_CELL,
        BlockKind.LABEL,
        BlockKind.SHORTHAND,
    )
)
_STORIES = frozenset(("reference", "result", "public_comment"))
"""Genres that are read from beginning to end, or not at all: columns, results, reports."""


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match, the first line concerned, for `options["fault"]` (prose, summary)."""
    document = context.document
    summary = options["fault"] == "summary"
    if len(document.text) < (WHOLE if summary else PROSE):
        return
    found = _without_summary(context) if summary else _unbroken(document.blocks)
    if found is None:
        return
    notice = context.notice
    if notice is not None and (
        notice.genre.id in _STORIES
        or notice.medium.id in ("koho", "broadcast")
        or len(notice.items) > 1
    ):
        return
    yield found


def _unbroken(blocks: Iterable[Block]) -> Match | None:
    """The first run of long paragraphs with no landmark in between."""
    count, paragraphs = 0, 0
    first: Block | None = None
    for block in (*blocks, None):
        if block is not None and block.kind is _PARAGRAPH and not block.quoted:
            if not paragraphs:
                first = block
            count += len(block.span)
            paragraphs += 1
            continue
        if block is not None and block.kind not in _LANDMARKS:
            continue
        if first is not None and count > PROSE and paragraphs > 1:
            return Match(first.span, {"count": str(count)})
        count, paragraphs = 0, 0
    return None


def _without_summary(context: Context) -> Match | None:
    """The first paragraph of a long notice with neither list nor label near its head."""
    document = context.document
    count = len("".join(document.text.split()))
    if count < WHOLE:
        return None
    first: Span | None = None
    for block in document.blocks:
        if block.span.start > HEAD:
            break
        if block.kind in _LANDMARKS and block.kind is not _HEADING:
            return None
        if first is None and block.kind is _PARAGRAPH and len(block.span) > 20:
            first = block.span
    return None if first is None else Match(first, {"count": str(count)})
