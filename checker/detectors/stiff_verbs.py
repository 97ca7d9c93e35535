"""Verbs of the law (「徴する」「供する」) and what people say instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from checker.context import Context
from checker.detectors import Options, texts
from checker.model import Match, Span, Tier

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"plain"})


@cache
def _plain(entries: tuple[str, ...]) -> Mapping[str, str]:
    return dict(entry.split("=") for entry in entries)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a verb of `options["words"]` (徴する=集める), in any of its forms.

    What `options["elsewhere"]` lists is left to the word lists.
    """
    plain = _plain(texts(options, "words"))
    elsewhere = texts(options, "elsewhere")
    by_base = context.words.by_base
    for base in plain:
        for position in by_base.get(base, ()):
            verb = context.morpheme_at(position)
            if verb.surface not in elsewhere and verb.pos.startswith("動詞"):
                yield Match(Span(verb.start, verb.end), {"plain": plain[base]})
