"""Items that end in a noun or a plain verb where the others of the list end in です or ます."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from checker.context import Context
from checker.detectors import Options
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span, Tier

NEEDS = Tier.MORPHEMES

_POLITE = re.compile(r"(?:ます|です|ません|ました|でした|ましょう|ください|下さい|か)。+[ 　]*$")
_PLAIN = (
    "名詞-普通名詞-サ変可能",
    "名詞-普通名詞-形状詞可能",
    "形状詞",
    "動詞",
    "助動詞",
    "形容詞",
)
_ENDS = frozenset({"こと", "事", "可", "不可", "のみ", "だけ", "まで", "もの"})
_LEAST = 2
"""So many items must end politely before another ending is out of line."""


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the end of an item that is a sentence (with 。) but not a polite one."""
    document = context.document
    for is_item, run in groupby(document.blocks, key=lambda b: b.kind is BlockKind.LIST_ITEM):
        if not is_item:
            continue
        items = [block for block in run if document.folded[block.span.end - 1] == "。"]
        if len(items) > _LEAST:
            yield from _in_list(context, items)


def _in_list(context: Context, items: Sequence[Block]) -> Iterator[Match]:
    text = context.document.folded
    polite = [
        b for b in items if _POLITE.search(text, max(b.span.start, b.span.end - 12), b.span.end)
    ]
    others = [block for block in items if block not in polite]
    if len(polite) < max(_LEAST, len(others)):
        return
    for block in others:
        number = context.document.sentence_index_at(block.span.end - 1)
        words = [w for w in context.morphemes[number] if w.end <= block.span.end]
        while words and words[-1].surface in "。 　":
            words.pop()
        if words and (words[-1].pos.startswith(_PLAIN) or words[-1].surface in _ENDS):
            span = Span(words[-1].start, block.span.end)
            yield Match(span, related=(Related(polite[0].span, "ここと終わり方が違います"),))
