"""Sentences of やさしい日本語 that say more than one thing."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.detectors.joined_clauses import joins_of
from checker.model import Match, Related, Tier

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"count"})

LEAST = 25
"""Characters that a sentence with a 「が、」 has at least to be more than an aside (our judgement)."""


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a prose sentence with a 「が、」, or with two joins; at the first of them."""
    for number, sentence in enumerate(context.document.sentences):
        if not sentence.prose or len(sentence.span) < LEAST:
            continue
        joins = joins_of(context, number)
        if len(joins) < 2 and not any(join.kind == "contrast" for join in joins):
            continue
        first = joins[0]
        related = tuple(Related(join.span, "ここでも文をつなげています") for join in joins[1:])
        edits = () if first.cut is None else (first.cut,)
        yield Match(first.span, {"count": str(len(joins) + 1)}, edits=edits, related=related)
