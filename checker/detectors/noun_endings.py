"""Sentence after sentence that ends in a noun (経費の削減を実施。来年度から新制度。)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind
from checker.model import Match, Profile, Span, Tier

NEEDS = Tier.MORPHEMES

IN_A_ROW: Mapping[Profile, int] = MappingProxyType(
    {Profile.GENERAL: 3, Profile.EASY: 2, Profile.REPORTER: 5}
)
"""Such sentences in a row that are too many: the lead of a release is written tersely."""

_PARAGRAPH = BlockKind.PARAGRAPH
_STOPS = ("。", "．", "。．")
_NOUN = ("名詞", "接尾辞-名詞的", "代名詞")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a row inside a paragraph, from its first sentence to its last."""
    document = context.document
    # Few sentences end so, and without several nothing is told.
    morphemes = context.morphemes
    numbers = sorted(
        [
            number
            for stop in _STOPS
            for number, index in context.words.by_surface.get(stop, ())
            if index > 1
            and morphemes[number][index - 1].pos.startswith(_NOUN)
            and index == len(morphemes[number]) - 1
        ]
    )
    if len(numbers) < IN_A_ROW[context.profile]:
        return
    row: list[int] = []
    for number in numbers:
        sentence = document.sentences[number]
        block = document.blocks[sentence.block]
        if row and (row[-1] != number - 1 or document.sentences[row[-1]].block != sentence.block):
            yield from _row(row, context)
            row = []
        if block.kind is _PARAGRAPH and not block.quoted:
            row.append(number)
    yield from _row(row, context)


def _row(row: Sequence[int], context: Context) -> Iterator[Match]:
    if len(row) >= IN_A_ROW[context.profile]:
        sentences = context.document.sentences
        span = Span(sentences[row[0]].span.start, sentences[row[-1]].span.end)
        yield Match(span, {"count": str(len(row))})
