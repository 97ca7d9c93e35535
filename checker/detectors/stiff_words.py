"""Words of offices (「具備」「今般」) and what people say instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.model import Match, Span, Tier

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"plain"})

_PARTS = ("名詞", "接尾辞", "接頭辞")
_LOOSE = frozenset({"ご", "お", "御", "全て", "すべて", "全部", "毎日", "毎回", "今回", "以前"})
"""Beside a noun, these do not make a longer one (ご一報, 全て具備する)."""


@per_rule
def _plain(options: Options) -> Mapping[str, str]:
    return dict(entry.split("=") for entry in texts(options, "words"))


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a word of `options["words"]` (具備=備える), in its dictionary form.

    A noun that is part of a longer one (罹災証明書) may be a name, so it is left alone.
    """
    plain = _plain(options)
    for base in plain.keys() & context.words.bases:
        for number, index in context.words.by_base[base]:
            words = context.morphemes[number]
            word = words[index]
            if word.pos.startswith("名詞") and not word.pos.endswith("副詞可能"):
                near = (words[index - 1 : index] or ()) + words[index + 1 : index + 2]
                if any(o.pos.startswith(_PARTS) and o.surface not in _LOOSE for o in near):
                    continue
            yield Match(Span(word.start, word.end), {"plain": plain[base]})
