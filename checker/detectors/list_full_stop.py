"""Full stops that some items of a list have and others have not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from checker.context import Context
from checker.detectors import Options
from checker.document.model import Block, BlockKind
from checker.model import Edit, Match, Related, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_ITEM = BlockKind.LIST_ITEM
# Polite endings only: 「る」 and 「た」 end nouns too (おいる, 要した).
_END = regex(
    r"(?:ます|です|ません|ました|でした|ましょう|ください|下さい)(?:[（(][^（()）。]{1,40}[)）])?"
    r"(?P<stop>。?)[ 　]*$"
)


def parts(options: Options) -> Iterable[str]:
    """See `Matcher.parts`."""
    return (_ITEM.value,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sentence at the end of an item that differs from most of its list.

    With a tie the stop is wanted. Items that are no sentence are another matter:
    they stand beside sentences in many a list.
    """
    document = context.document
    # Without an item that has a stop, and one that has none, no list has both.
    text = document.folded
    items = document.of_kind(_ITEM)
    ends = {text[block.span.start : block.span.end].rstrip(" 　").endswith("。") for block in items}
    if len(ends) < 2:
        return
    for (is_item, _), run in groupby(
        document.blocks, key=lambda block: (block.kind is _ITEM, block.level)
    ):
        if is_item:
            yield from _in_list(list(run), document.folded)


def _in_list(items: Sequence[Block], text: str) -> Iterator[Match]:
    ends = [
        (item, found)
        for item in items
        if (found := _END.search(text, max(item.span.start, item.span.end - 60), item.span.end))
    ]
    with_stop = [(item, found) for item, found in ends if found["stop"]]
    without = [(item, found) for item, found in ends if not found["stop"]]
    if not with_stop or not without:
        return
    wanted = len(with_stop) >= len(without)
    usual = (with_stop if wanted else without)[0][1]
    related = (Related(Span(usual.start(), usual.end()), "ここと書き方が違います"),)
    for item, found in without if wanted else with_stop:
        if not wanted and text.count("。", item.span.start, found.start("stop")):
            continue  # several sentences need their stops
        stop = Span(found.start("stop"), found.end("stop"))
        values = {"advice": "付けて" if wanted else "取って"}
        edits = (Edit(stop, "。" if wanted else ""),)
        yield Match(Span(found.start(), stop.end), values, edits=edits, related=related)
