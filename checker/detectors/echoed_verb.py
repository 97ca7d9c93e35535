"""「返却を返す」「落石が落ちる」: a noun for an act, and the verb that is in it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.model import Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.MORPHEMES

_ECHO = regex(r"[をが](?<=(.)(.).)(?=\1|\2)(?=[一-鿿])")
"""The same for letters, which is quicker than to look at the words."""
_PARTICLES = {"を": "助詞-格助詞", "が": "助詞-格助詞"}


@per_rule
def _exceptions(options: Options) -> frozenset[str]:
    return frozenset(texts(options, "exceptions"))


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a noun that can be a verb, を or が, and a verb with a letter of that noun.

    `options["exceptions"]` (意見を見る) are pairs that mean two things.
    """
    if not _ECHO.search(context.document.folded):
        return
    exceptions, sentences = _exceptions(options), context.morphemes
    for particle, kind in _PARTICLES.items():
        echoes = [
            (sentences[number], index)
            for number, index in context.words.by_surface.get(particle, ())
            if 0 < index < len(sentences[number]) - 1
            and sentences[number][index + 1].surface[0] in sentences[number][index - 1].surface
        ]
        for words, index in echoes:
            noun, verb = words[index - 1], words[index + 1]
            if words[index].pos != kind or not "一" <= verb.surface[0] <= "鿿":
                continue
            if not verb.pos.startswith("動詞-一般") or noun.pos != "名詞-普通名詞-サ変可能":
                continue
            if len(noun.surface) == 2 and f"{noun.surface}{particle}{verb.base}" not in exceptions:
                yield Match(Span(noun.start, verb.end))
