"""The same sentence twice, as it happens when paragraphs are copied."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind, Document
from checker.model import Match, Related, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

SHORTEST = 20
"""Code points; shorter sentences (ぜひお越しください。) may well come twice."""

_AGAIN = regex("繰り返し|くりかえし|もう一度")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sentence that its section, or the part above all headings, said before.

    Sections of their own may say the same (申し込みは、電話で受け付けます。); so may
    broadcasts.
    """
    document = context.document
    blocks, text = document.blocks, document.text
    first: dict[str, Span] = {}
    for sentence in document.sentences:
        span = sentence.span
        if not sentence.prose or span.end - span.start < SHORTEST:
            continue
        block = blocks[sentence.block]
        if block.kind is not BlockKind.PARAGRAPH or block.quoted:
            continue
        written = text[span.start : span.end].strip()
        known = first.setdefault(written, span)
        if known is span or len(written) < SHORTEST:
            continue
        if _same_section(known, span, document) and not _AGAIN.search(text):
            yield Match(span, related=(Related(known, "1つ目は、ここです"),))


def _same_section(one: Span, other: Span, document: Document) -> bool:
    """Whether no heading parts the two, or only the later one stands below one."""
    headings = [
        block.span.start
        for block in document.blocks
        if block.kind is BlockKind.HEADING and block.level > 1 and block.span.start < other.start
    ]
    return not headings or headings[0] > one.start or headings[-1] < one.start
