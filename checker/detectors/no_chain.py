"""Nouns that are hung together by 「の」 (計画の進捗状況の評価の結果の検証)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Span, Tier

NEEDS = Tier.MORPHEMES

LINKS = 4
"""「の」 in a row: three occur in clear notices (地域の皆さんの3年間の努力)."""

_NOUN = ("名詞", "接尾辞", "接頭辞", "代名詞", "形状詞")
_BEFORE_NO = frozenset(("で", "へ", "と", "から", "まで"))


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a chain, from its first noun to its last."""
    rows = context.rows("の")
    many = [number for number, row in rows.items() if len(row) >= LINKS]
    for number in many:
        words = context.morphemes[number]
        last = -1
        start = links = 0
        for index in rows[number]:
            if words[index].pos != "助詞-格助詞":
                continue
            first = _first_noun(words, index, last)
            if first == index:  # 「…するの」: no noun before it
                continue
            if last >= 0 and first == last + 1:
                links += 1
            else:
                yield from _chain(words, start, last, links)
                start, links = first, 1
            last = index
        yield from _chain(words, start, last, links)


def _first_noun(words: Sequence[Morpheme], index: int, stop: int) -> int:
    """Where the nouns before the 「の」 at `index` start, but not before `stop`."""
    first = index
    if first - 1 > stop and words[first - 1].surface in _BEFORE_NO:
        first -= 1  # 窓口での, 市への
    while first - 1 > stop and words[first - 1].pos.startswith(_NOUN):
        first -= 1
    if first < index and first - 2 == stop >= 0 and words[first - 1].pos.startswith("形容詞"):
        first -= 1  # 広場の温かい食べ物の
    return first


def _chain(words: Sequence[Morpheme], start: int, last: int, links: int) -> Iterator[Match]:
    if links < LINKS:
        return
    end = last + 1
    while end < len(words) and words[end].pos.startswith(_NOUN):
        end += 1
    yield Match(Span(words[start].start, words[end - 1].end), {"count": str(links)})
