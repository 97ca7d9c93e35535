"""Lines that break inside a sentence, and lines of Markdown that will not break at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from checker.context import Context
from checker.detectors import Options
from checker.document.model import Block, BlockKind, Document, Format
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.MORPHEMES

_BREAK = regex(r"[ \t]*(?:\r\n|\n|\r)[ \t>]*")
_ANY_TAG_BREAK = regex(r"<[bB][rR]")
_TAG_BREAK = regex(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_GOES_ON = regex(
    r"(?:[、をがは]|(?<![こもそのあ])の|に|(?<!ま)で|と|し|り|て|する|した|による|ため)$"
)
_SENTENCE = regex(r"[。！？!?」）)：:]$")
_PARAGRAPH, _ALT = BlockKind.PARAGRAPH, BlockKind.ALT
_NARROWEST = 15
"""A shorter line may be set so on purpose, like a slogan (our judgement)."""
_MARKS = frozenset("-+#0123456789")
"""What stands for nothing but itself, or for markup where the text has another letter."""
_LIST_MARK = regex(r"[・･•●○■◆□◇]")


def check(context: Context, options: Options) -> Iterator[Match]:
    """Matches for `options["fault"]`: `inside` (a sentence) or `lost` (in Markdown)."""
    if options.get("fault") == "lost":
        yield from _lost(context.document)
    else:
        yield from _inside(context)


def _inside(context: Context) -> Iterator[Match]:
    """A `<br>` that a sentence goes across, and a word that a wrapped line cuts in two."""
    document = context.document
    if document.format is Format.TEXT:
        return
    if _ANY_TAG_BREAK.search(document.source):
        yield from _broken_by_tags(document)
    yield from _cut_words(context)


def _broken_by_tags(document: Document) -> Iterator[Match]:
    for block, following in pairwise(document.blocks):
        if block.kind is not _PARAGRAPH or following.kind is not _PARAGRAPH:
            continue
        between = document.source[block.source.end : following.source.start]
        if len(between) > 40 or not _TAG_BREAK.fullmatch(between):
            continue
        text, rest = document.block_text(block), document.block_text(following)
        if (
            len(text) >= _NARROWEST
            and not _SENTENCE.search(text)
            and _GOES_ON.search(text)
            and "。" in rest
        ):
            yield Match(Span(max(block.span.start, block.span.end - 10), block.span.end))


def _cut_words(context: Context) -> Iterator[Match]:
    """The first word of each paragraph of Markdown or HTML that a line break cuts in two."""
    document = context.document
    told: set[int] = set()
    for one, other in pairwise(document.pieces):
        if one.text.end != other.text.start or one.source.end == other.source.start:
            continue
        if not (one.verbatim and other.verbatim):
            continue
        if not _BREAK.fullmatch(document.source, one.source.end, other.source.start):
            continue
        at = other.text.start
        block = document.block_at(at)
        if at in context.word_starts or block.span.start in told:
            continue
        told.add(block.span.start)
        start, end = _word_around(context, at)
        yield Match(Span(start, end))


def _word_around(context: Context, at: int) -> tuple[int, int]:
    number = context.document.sentence_index_at(at)
    for word in context.morphemes[number]:
        if word.start < at < word.end:
            return word.start, word.end
    return at - 1, at + 1


def _lost(document: Document) -> Iterator[Match]:
    """Lines of Markdown that end without two spaces and run into the next one: told once.

    Only lines that a reader takes for separate ones; bullets are another rule's.
    """
    if document.format is not Format.MARKDOWN:
        return
    count = document.source.count
    lost = [
        block
        for block, following in pairwise(document.blocks)
        # Most lines have an empty one behind them, or are cells: these are the quickest tests.
        if block.cell is None
        and count("\n", block.source.end, following.source.start) <= 1
        and _is_lost(block, following, document)
    ]
    if lost:
        edits = tuple(Edit(Span(block.span.end, block.span.end), "  ") for block in lost)
        yield Match(lost[0].span, {"count": str(len(lost))}, edits=edits)


_GOES_WITH = regex("(?:電話|TEL|ファクス|FAX|メール|〒|平日|受付|開館日|[（(]平日)")
_OFFICE = regex("(?:課|係|室|局|署|所|館|委員会|センター)(?:[ 　（(]|$)|電話")
_ALONE = frozenset({BlockKind.TITLE, BlockKind.HEADING})
"""Lines that end by themselves."""


def _is_lost(block: Block, following: Block, document: Document) -> bool:
    if block.kind in _ALONE or following.cell is not None:
        return False
    if _ALT in (block.kind, following.kind):
        return False
    if document.source.startswith("**", block.source.start) and (
        document.source.startswith("**", following.source.start)
        or _GOES_WITH.match(document.text, following.span.start)
    ):
        return False  # names in bold tell the lines apart
    if _GOES_WITH.match(document.text, following.span.start) and _OFFICE.search(
        document.text, block.span.start, block.span.end
    ):
        return False  # an office with its number reads well in one line
    between = document.source[block.source.end : following.source.start]
    if not _runs_on(between) or _is_marked_up(following, document):
        return False
    return not _LIST_MARK.match(document.text, following.span.start)


def _runs_on(between: str) -> bool:
    """Whether nothing but one line break, without the two spaces of a hard one, lies between."""
    if between == "\n":
        return True
    if between.startswith(("  ", "\\")) or between.count("\n") + between.count("\r") > 2:
        return False
    return _BREAK.fullmatch(between) is not None and between.count("\n") <= 1


def _is_marked_up(block: Block, document: Document) -> bool:
    """Whether the line begins with markup of its own (`1.`, `-`, `#`), which starts a new line."""
    mark = document.source[block.source.start]
    if mark in _MARKS and mark != document.text[block.span.start : block.span.start + 1]:
        return True
    shown = document.to_source(Span(block.span.start, block.span.start + 1)).start
    return document.source[block.source.start : shown].strip("*_[<!") != ""
