"""？ and ！ with the next sentence right behind them."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.MORPHEMES

_MARK = Scan(r"[^\s（(「『]{2}[？！?!](?=[ぁ-んァ-ヶ一-鿿「])")
_OPEN = regex(r"[「『【“（(][^」』】”）)]*$")
# What carries the sentence on: 「熱中症かな？と思ったら」.
_GOES_ON = ("助詞", "助動詞", "接尾辞", "補助記号")


def scans(options: Options) -> tuple[Scan, ...]:
    """What the detector looks for."""
    return (_MARK,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a mark; the fix puts a space behind it."""
    document = context.document
    for found in _MARK.finditer(document.folded):
        position = context.word_starts.get(found.end())
        quotes = document.folded[found.end()] == "「"
        if position is None or (
            context.morpheme_at(position).pos.startswith(_GOES_ON) and not quotes
        ):
            continue
        line = document.block_at(found.start()).span
        if _OPEN.search(document.folded[max(line.start, found.end() - 80) : found.end()]):
            continue  # a name or a quotation
        point = Span(found.end(), found.end())
        yield Match(Span(found.end() - 1, found.end() + 1), edits=(Edit(point, "　"),))
