"""Sentences at the end of a paragraph or an item that have lost their 。."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.context import Context
from checker.detectors import Options
from checker.document.model import Block, BlockKind
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_END = regex(
    r"(?:(?<=[いきしちにみりえけせてねべめれ])ます|です|ません|(?:まし|でし)た|ください|下さい)[ 　]*$"
)
_VERB = regex(
    r"(?:する|した|している|いる|ある|ない|れる|せる|める|ける|げる|てる|える|なる)[ 　]*$"
)
_LEAD = regex(r"次の|以下|下記|とおり|通り|ように|どちらか|いずれか")
_LISTED = frozenset({BlockKind.LIST_ITEM, BlockKind.LABEL, BlockKind.TABLE_CELL})
_PROSE = {BlockKind.PARAGRAPH: 3, BlockKind.TABLE_CELL: 1}
"""Where sentences stand, and how many others of the kind must have their stop."""
_ITEM, _LABEL = BlockKind.LIST_ITEM, BlockKind.LABEL
_KINDS = (*_PROSE, _ITEM, _LABEL)
_LAST = frozenset("すんたいる 　")
_LEAST = 2
"""So many other items must have their stop before one is known to have lost it."""
_SHORTEST = 12
"""Code points; shorter lines in です are slogans (our judgement)."""


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the end of the one polite sentence that has no 。 in a draft whose other
    paragraphs, or cells of tables, have theirs; in a list the one plain verb without it.
    """
    document = context.document
    text = document.folded
    blocks = document.blocks
    # Nearly all drafts have no such line, and then none of its neighbours matters.
    open_ = {
        block.kind
        for kind in _KINDS
        for block in document.of_kind(kind)
        if block.span.end > block.span.start and text[block.span.end - 1] in _LAST
    }
    for kind, least in _PROSE.items():
        if kind not in open_:
            continue
        closed, ends = 0, []
        for number, block in enumerate(blocks):
            if block.kind is not kind or block.quoted:
                continue
            end = block.span.end
            if text[end - 1 : end] == "。":
                closed += 1
                continue
            found = _END.search(text, max(block.span.start, end - 12), end)
            if found and not _leads(blocks, number, text):
                several = "。" in text[block.span.start : found.start()]
                long = found.start() - block.span.start >= _SHORTEST
                # A sentence above all that have a stop is a subtitle or a way to the page.
                if several or (long and closed):
                    ends.append((found.start(), end))
        if len(ends) == 1 and closed >= least:
            yield _match(text, *ends[0])
    if _ITEM in open_:
        for items in _lists(blocks, _ITEM):
            yield from _in_list(items, text)
    if _LABEL in open_:
        for items in _lists(blocks, _LABEL):
            yield from _in_labels(items, text)


def _leads(blocks: Sequence[Block], number: int, text: str) -> bool:
    """Whether a list follows that the line announces."""
    follows = blocks[number + 1].kind if number + 1 < len(blocks) else None
    span = blocks[number].span
    return follows in _LISTED and _LEAD.search(text, span.start, span.end) is not None


def _lists(blocks: Sequence[Block], kind: BlockKind) -> Iterator[list[Block]]:
    run: list[Block] = []
    for block in (*blocks, None):
        if block is not None and block.kind is kind:
            if run and run[-1].level != block.level:
                yield run
                run = []
            run.append(block)
        elif run:
            yield run
            run = []


def _in_list(items: Sequence[Block], text: str) -> Iterator[Match]:
    """The one item that ends in a plain verb, where all others are closed sentences."""
    odd = [item for item in items if text[item.span.end - 1 : item.span.end] != "。"]
    if len(odd) != 1 or len(items) - 1 < _LEAST:
        return
    span = odd[0].span
    found = _VERB.search(text, max(span.start, span.end - 10), span.end)
    if found:
        yield _match(text, found.start(), span.end)


def _in_labels(items: Sequence[Block], text: str) -> Iterator[Match]:
    """The one label with a polite sentence that has no stop, where all others have theirs."""
    odd = [item for item in items if text[item.span.end - 1] != "。"]
    if len(odd) == 1 and len(items) > 1:
        span = odd[0].span
        found = _END.search(text, max(span.start, span.end - 12), span.end)
        if found:
            yield _match(text, found.start(), span.end)


def _match(text: str, start: int, end: int) -> Match:
    while end > start and text[end - 1] in " 　":
        end -= 1
    return Match(Span(start, end), edits=(Edit(Span(end, end), "。"),))
