"""「返却を返す」「落石が落ちる」: a noun for an act, and the verb that is in it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options, texts
from checker.model import Match, Span, Tier

NEEDS = Tier.MORPHEMES

_PARTICLES = {"を": "助詞-格助詞", "が": "助詞-格助詞"}


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a noun that can be a verb, を or が, and a verb with a letter of that noun.

    `options["exceptions"]` (意見を見る) are pairs that mean two things.
    """
    exceptions = frozenset(texts(options, "exceptions"))
    for particle, kind in _PARTICLES.items():
        for number, index in context.words.by_surface.get(particle, ()):
            words = context.morphemes[number]
            if not index or index + 1 >= len(words) or words[index].pos != kind:
                continue
            noun, verb = words[index - 1], words[index + 1]
            letter = verb.surface[0]
            if letter not in noun.surface or not "一" <= letter <= "鿿":
                continue
            if not verb.pos.startswith("動詞-一般") or noun.pos != "名詞-普通名詞-サ変可能":
                continue
            if len(noun.surface) == 2 and f"{noun.surface}{particle}{verb.base}" not in exceptions:
                yield Match(Span(noun.start, verb.end))
