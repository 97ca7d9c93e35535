"""「申請申請書」「してして」: a word that was typed twice."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"to"})

_KINDS = ("名詞-普通名詞", "動詞", "助動詞", "形容詞", "助詞", "接続詞", "連体詞")
# 一人一人, 1つ1つ: said twice on purpose.
_COUNTED = tuple("一1ひ数何各")
_MEANT = frozenset(
    {"それ", "少し", "次", "別", "時", "とき", "所", "ところ", "代", "点", "たら", "なら"}
)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a word of two letters or more that follows itself."""
    for number, index in context.words.doubled:
        first, second = context.morphemes[number][index - 1 : index + 1]
        surface = first.surface
        if len(surface) < 2 or surface in _MEANT or surface.startswith(_COUNTED):
            continue
        if _is_slip(first, second):
            span = Span(first.start, second.end)
            yield Match(span, {"to": surface}, edits=(Edit(span, surface),))


def _is_slip(first: Morpheme, second: Morpheme) -> bool:
    """Whether the two stand side by side and are no word that is said twice (ワンワン)."""
    sound = len(first.surface) == 2 and not any("一" <= c <= "鿿" for c in first.surface)
    if sound and first.pos.startswith("名詞"):
        return False
    return first.end == second.start and first.pos == second.pos and first.pos.startswith(_KINDS)
