"""Katakana words that no dictionary has and that are nearly a common one: ボランティヤ, アレルギ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.detectors.places import is_named
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.MORPHEMES

_KATAKANA = regex("[ァ-ヺー]{3,}")
_SMALL = str.maketrans("ァィゥェォャヤュョヮヂヅヲ", "アイウエオアアユヨワジズオ", "ーッツ")
_LONGEST_SLIP = 6
"""A word must be so long before a letter may be missing or two be swapped (our judgement)."""


def _key(word: str) -> str:
    """What stays the same when bars and small letters are mistaken."""
    return word.replace("ヴ", "ブ").translate(_SMALL)


@per_rule
def _lexicon(
    options: Options,
) -> tuple[Mapping[str, str], Mapping[str, str], frozenset[str], frozenset[str]]:
    """The common words by their key, and by what is left when one letter is missing.

    Then those with a bar at their end, and what is left alone, the words themselves included.
    """
    barred = texts(options, "barred")
    words = (*texts(options, "words"), *barred)
    keys = {_key(word): word for word in words}
    slips: dict[str, str] = {}
    for word in words:
        if len(word) >= _LONGEST_SLIP:
            for at in range(1, len(word)):
                slips[word[:at] + word[at + 1 :]] = word
                slips[word[:at] + word[at:][1:2] + word[at] + word[at + 2 :]] = word
                slips[word[:at] + word[at] + word[at:]] = word
    for word in words:
        slips.pop(word, None)
    return keys, slips, frozenset(barred), frozenset(texts(options, "elsewhere"))


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a word in katakana that is a word of `options["words"]`, misspelt.

    What the dictionary has is left alone, but for a missing bar at the end of the words
    of `options["barred"]`; so are `options["elsewhere"]`, which other rules see.
    """
    keys, slips, barred, elsewhere = _lexicon(options)
    # Most words are not in katakana and soon told.
    for surface in [word for word in context.words.surfaces if "ァ" <= word < "ヽ"]:
        if _KATAKANA.fullmatch(surface) is None or surface in elsewhere:
            continue
        whole = keys.get(_key(surface)) or slips.get(surface)
        if whole is None or whole == surface:
            continue
        for number, index in context.words.by_surface[surface]:
            word = context.morphemes[number][index]
            if word.known and not (whole in barred and surface + "ー" == whole):
                continue
            span = Span(word.start, word.end)
            before = context.document.folded[span.start - 1 : span.start] if span.start else ""
            behind = context.document.folded[span.end : span.end + 1]
            if before in tuple("・") or behind in tuple("・") or is_named(context, span):
                continue
            yield Match(span, {"to": whole}, edits=(Edit(span, whole),))
