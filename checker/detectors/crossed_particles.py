"""Particles that cross in one sentence (市が報告書が, …で…で…で, …して、…して、…して、)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Related, Span, Tier

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"particle"})

LIMITS = {"が": 4, "で": 4}
"""How often a case particle may stand in a sentence; one more is said."""
TE = 3
"""「〜て、」 in one sentence that are too many."""

_CASE = "助詞-格助詞"
_BREAKS = (
    "動詞",
    "形容詞",
    "助動詞",
    "助詞-接続助詞",
    "助詞-副助詞",
    "補助記号",
    "空白",
    "形状詞",
    "連体詞",
)
_IDIOMS = frozenset({"方", "ほう", "こと", "もの", "の", "必要", "気"})
_DESCRIBING = frozenset({"原因", "対象", "主役", "中心", "目的", "条件"})
"""電池が原因の火災が: the first 「が」 belongs to a clause that describes the noun."""


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sentence: two 「が」 with nothing between, or the particle that is too many."""
    sentences = context.document.sentences
    for particle, limit in LIMITS.items():
        least = 2 if particle == "が" else limit + 1
        for number, places in context.rows(particle).items():
            if len(places) < least or not sentences[number].prose:
                continue
            words = context.morphemes[number]
            row = [index for index in places if index and words[index].pos == _CASE]
            if len(row) < 2:
                continue
            row = _unquoted(words, row)
            found = _beside(words, row) if particle == "が" else None
            if found is None and len(row) > limit:
                found = row[-1]
            if found is not None:
                yield _match(words, row, found, particle)
    yield from _te(context)


def _unquoted(words: Sequence[Morpheme], row: list[int]) -> list[int]:
    """The places outside 「…」 (「治安がよい」が)."""
    inside, depth = set(), 0
    for index, word in enumerate(words):
        depth += (word.surface == "「") - (word.surface == "」")
        if depth > 0:
            inside.add(index)
    return [index for index in row if index not in inside] if inside else row


def _beside(words: Sequence[Morpheme], row: Sequence[int]) -> int | None:
    """The second of two 「が」 of one clause (窓口が混雑が予想されます)."""
    for first, second in pairwise(row):
        between = words[first + 1 : second]
        if not between or any(word.pos.startswith(_BREAKS) for word in between):
            continue
        if words[second - 1].surface in _IDIOMS or words[second - 1].surface == "」":
            continue
        described = len(between) > 1 and between[0].surface in _DESCRIBING
        if not (described and between[1].surface == "の"):
            return second
    return None


def _te(context: Context) -> Iterator[Match]:
    """「書いて、見せて、待って、」: a row of steps in one sentence."""
    sentences = context.document.sentences
    te, de = context.rows("て"), context.rows("で")
    # As many 読点 must stand behind them.
    many = [number for number, row in context.rows("、").items() if len(row) >= TE]
    for number in many:
        row = sorted((*te.get(number, ()), *de.get(number, ())))
        if len(row) < TE or not sentences[number].prose:
            continue
        words = context.morphemes[number]
        row = [index for index in row if _is_te(words, index)]
        if len(row) >= TE:
            yield _match(words, row, row[0], "て")


def _is_te(words: Sequence[Morpheme], index: int) -> bool:
    after = words[index + 1].surface if index + 1 < len(words) else ""
    return after == "、" and words[index].pos == "助詞-接続助詞"


def _match(words: Sequence[Morpheme], row: Sequence[int], found: int, particle: str) -> Match:
    spans = {at: Span(words[at - 1].start, words[at].end) for at in row}
    others = (span for at, span in spans.items() if at != found)
    related = tuple(Related(span, f"ここにも「{particle}」があります") for span in others)
    return Match(spans[found], {"particle": particle}, related=related)
