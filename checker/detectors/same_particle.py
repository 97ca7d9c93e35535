"""The same particle again before any verb comes (窓口で申請書で手続きで番号札を取ります)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Related, Span, Tier

NEEDS = Tier.MORPHEMES

# How often each may stand before a verb, without 読点 between: 市役所に10月に行く is right.
_LIMITS = {"は": 1, "を": 1, "で": 2, "に": 2}
_KINDS = ("助詞-格助詞", "助詞-係助詞")
_NOUN = ("名詞", "接尾辞", "代名詞")
_BREAKS = ("動詞", "形容詞", "助動詞", "助詞-接続助詞", "助詞-副助詞", "補助記号", "空白")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a particle too many, with the noun before it."""
    for particle, limit in _LIMITS.items():
        row: list[int] = []
        last = -1
        for number, index in context.words.by_surface.get(particle, ()):
            words = context.morphemes[number]
            if not _counts(words, index):
                continue
            if number != last or not _joined(words, row[-1], index):
                row = []
            last = number
            row.append(index)
            if len(row) > limit and context.document.sentences[number].prose:
                others = row[-3:-1]
                related = tuple(
                    Related(_with_noun(words, other), f"ここにも「{particle}」があります")
                    for other in others
                )
                yield Match(_with_noun(words, index), {"particle": particle}, related=related)


def _counts(words: Sequence[Morpheme], index: int) -> bool:
    """Whether the particle belongs to a noun (not では, には) and to a verb (not 案を基に)."""
    if not index or words[index].pos not in _KINDS:
        return False
    following = words[index + 2].surface if index + 2 < len(words) else ""
    if words[index].surface == "を" and following in ("に", "と"):
        return False
    return words[index - 1].pos.startswith(_NOUN)


def _joined(words: Sequence[Morpheme], first: int, second: int) -> bool:
    """Whether no verb and no sign stands between; 「AはBは」 is `sentence/double-topic`."""
    if words[first].surface == "は" and second - first == 2:
        return False
    return not any(word.pos.startswith(_BREAKS) for word in words[first + 1 : second])


def _with_noun(words: Sequence[Morpheme], index: int) -> Span:
    return Span(words[index - 1].start, words[index].end)
