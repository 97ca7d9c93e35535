"""The same sentence twice, as it happens when paragraphs are copied."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_PARAGRAPH, _HEADING = BlockKind.PARAGRAPH, BlockKind.HEADING
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
    said_again: bool | None = None  # looked for once something comes twice
    headings: list[int] = []
    for _, sentence in document.prose:
        span = sentence.span
        if span.end - span.start < SHORTEST:
            continue
        block = blocks[sentence.block]
        if block.kind is not _PARAGRAPH or block.quoted:
            continue
        written = text[span.start : span.end].strip()
        known = first.setdefault(written, span)
        if known is span or len(written) < SHORTEST:
            continue
        if said_again is None:
            said_again = _AGAIN.search(text) is not None
            headings = [block.span.start for block in document.of_kind(_HEADING) if block.level > 1]
        if not said_again and _same_section(known, span, headings):
            yield Match(span, related=(Related(known, "1つ目は、ここです"),))


def _same_section(one: Span, other: Span, headings: Sequence[int]) -> bool:
    """Whether no heading parts the two, or only the later one stands below one."""
    before = bisect_left(headings, other.start)
    return not before or headings[0] > one.start or headings[before - 1] < one.start
