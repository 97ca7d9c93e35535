"""「たり」 that stands alone (折ったり、持ち帰らないでください)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Span, Tier

NEEDS = Tier.MORPHEMES

_TARI = ("たり", "だり")
# 「…たりする」 gives one example of several, which is no slip.
_SURU = frozenset(("する", "いたす", "致す", "なさる", "される", "できる", "出来る"))
_NO_CLAUSE = frozenset(("など", "等", "と", "の", "で", "は", "も", "です", "だ"))


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sentence whose only 「たり」 is followed by another clause, or joins nouns."""
    found: dict[int, list[int]] = {}
    for tari in _TARI:
        for number, index in context.words.by_surface.get(tari, ()):
            if context.morphemes[number][index].pos.startswith("助詞"):
                found.setdefault(number, []).append(index)
    for number, places in found.items():
        words = context.morphemes[number]
        (index, *others) = places
        following = words[index + 1] if index + 1 < len(words) else None
        if others or not index or following is None:
            continue
        if following.base in _SURU:
            row = _row(words, index)
            if row is not None:
                yield Match(Span(words[row].start, words[index].end))
            continue
        if following.base in _NO_CLAUSE:
            continue
        if not any(word.pos.startswith(("動詞", "形容詞")) for word in words[index + 1 :]):
            continue
        first = index - 1
        while first and words[first].pos.startswith(("助動詞", "動詞-非自立可能")):
            first -= 1
        if words[first].pos.startswith("助詞"):
            first += 1
        yield Match(Span(words[first].start, words[index].end))


def _row(words: Sequence[Morpheme], index: int) -> int | None:
    """Where 「検索、予約をしたり」 starts: two nouns before one たり, else None."""
    if index < 5 or words[index - 1].base != "する" or words[index - 2].surface != "を":
        return None
    second, sign, first = words[index - 3], words[index - 4], words[index - 5]
    nouns = all(word.pos.startswith("名詞-普通名詞-サ変") for word in (first, second))
    return index - 5 if nouns and sign.surface in ("、", "や", "と", "・") else None
