"""「実施してます」 for 実施しています."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"to"})

_UNCLEAR = ("て", "で")
"""「調べてて」 is left alone: Sudachi may read a particle for it."""


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a てる or でる that stands for ている, shown with its ます, た or ない."""
    for base in ("てる", "でる"):
        for number, index in context.words.by_base.get(base, ()):
            words = context.morphemes[number]
            word = words[index]
            if word.pos != "助動詞" or not index or not words[index - 1].pos.startswith("動詞"):
                continue
            if base == "でる" and "音便" not in words[index - 1].form:
                continue  # お持ちでない方
            end = index + 1
            while end < len(words) and words[end].pos == "助動詞":
                end += 1
            if end == index + 1 and word.surface in _UNCLEAR:
                continue
            tail = "".join(other.surface for other in words[index + 1 : end])
            said = word.surface[0] + "い" + word.surface[1:] + tail
            span = Span(word.start, words[end - 1].end)
            yield Match(span, {"to": said}, edits=(Edit(span, said),))
