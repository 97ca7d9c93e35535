"""「書類の用意と、写しを取ります」: a noun and a verb where the verb takes only one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.model import Match, Span, Tier

NEEDS = Tier.MORPHEMES

_AHEAD = 18
"""How many words behind と the verb may stand."""


@per_rule
def _settings(options: Options) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(texts(options, "acts")), frozenset(texts(options, "verbs"))


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match an act of `options["acts"]` that hangs on a verb of `options["verbs"]`."""
    acts, verbs = _settings(options)
    if acts.isdisjoint(context.words.surfaces) or verbs.isdisjoint(context.words.bases):
        return
    for act in acts & context.words.surfaces:
        for number, index in context.words.by_surface[act]:
            words = context.morphemes[number]
            if index < 2 or index + 4 > len(words) or words[index - 1].surface != "の":
                continue
            if words[index + 1].surface not in ("と", "や"):
                continue
            verb = _verb(words, index + 2, acts, verbs)
            if verb is not None and context.document.sentences[number].prose:
                yield Match(Span(words[index - 2].start, words[verb].end))


def _verb(
    words: Sequence[Morpheme], start: int, acts: frozenset[str], verbs: frozenset[str]
) -> int | None:
    """The verb that takes the second thing with を, if it cannot take the act."""
    for at in range(start, min(len(words) - 1, start + _AHEAD)):
        word = words[at]
        if word.surface == "を":
            if words[at - 1].surface in acts:
                return None
            told = at + 3 < len(words) and words[at + 2].surface in ("に", "へ")
            verb = at + 3 if told else at + 1  # 名前を係員に伝える
            if words[verb].base in verbs and not _is_told_of(words, verb):
                return verb
            continue  # 手話を学んだ経験を書く: the verb may come yet
        if word.surface == "、" and at > start:
            return None
        if word.pos.startswith(("動詞", "助動詞")) and not _is_inside(words, at):
            return None
    return None


def _is_inside(words: Sequence[Morpheme], at: int) -> bool:
    """Whether the predicate at `at` belongs to a noun or question (学んだ経験, あるかを)."""
    after = words[at + 1]
    if after.surface in ("か", "た", "だ", "て", "で"):
        return True
    return words[at].form.startswith("連体形")


def _is_told_of(words: Sequence[Morpheme], at: int) -> bool:
    """Whether the verb at `at` tells of a noun behind it (荷物を運んだ人)."""
    if at + 2 >= len(words) or words[at + 1].surface not in ("た", "だ"):
        return False
    return words[at + 2].pos.startswith("名詞")
