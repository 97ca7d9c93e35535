"""The order of headings: levels that are skipped, a second title, twins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.context import Context
from checker.detectors import Options
from checker.document.model import MARKED_HEADING, Block, Document
from checker.model import Match, Related, Tier

NEEDS = Tier.TEXT


def parts(options: Options) -> Iterable[str]:
    """See `Matcher.parts`."""
    return (MARKED_HEADING,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """Matches for `options["fault"]`: `skipped`, `second` or `twin`."""
    document = context.document
    headings = document.marked_headings
    fault = options.get("fault")
    if len(headings) < 2 and fault != "skipped":
        return
    if fault == "skipped":
        yield from _skipped(headings)
    elif fault == "second":
        tops = [block for block in headings if block.level == 1]
        for block in tops[1:]:
            yield Match(block.span, related=(Related(tops[0].span, "1つ目の大見出しです"),))
    elif fault == "twin":
        yield from _twins(headings, document)


def _skipped(headings: Sequence[Block]) -> Iterator[Match]:
    """A heading more than one level below the one before; the first may be a level 2."""
    before = 1
    for block in headings:
        if block.level > before + 1:
            values = {"level": str(block.level), "before": str(before), "right": str(before + 1)}
            yield Match(block.span, values)
        before = block.level


def _twins(headings: Sequence[Block], document: Document) -> Iterator[Match]:
    """A heading that stood before under the same heading above."""
    texts = ["".join(document.block_text(block).split()) for block in headings]
    if len(set(texts)) == len(texts):
        return
    path: dict[int, str] = {}
    seen: dict[tuple[str, ...], Block] = {}
    for block, text in zip(headings, texts, strict=True):
        path = {level: above for level, above in path.items() if level < block.level}
        path[block.level] = text
        key = (*path.values(), str(block.level))
        first = seen.setdefault(key, block)
        if first is not block:
            yield Match(block.span, related=(Related(first.span, "同じ見出しです"),))
