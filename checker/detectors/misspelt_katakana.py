"""Katakana words that no dictionary has and that are nearly a common one: ボランティヤ, アレルギ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.detectors.places import is_named
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.MORPHEMES

_KATAKANA = regex("[ァ-ヺー]{3,}")
_LEAST = 3
_LONGEST_RUN = 40
"""Longer runs have too many parts to look at each (our judgement)."""
_SMALL = str.maketrans("ァィゥェォャヤュョヮヂヅヲ", "アイウエオアアユヨワジズオ", "ーッツ")
_LARGE = str.maketrans("ッャュョ", "ツヤユヨ")
_LONGEST_SLIP = 6
"""A word must be so long before a letter may be missing or two be swapped (our judgement)."""


def _key(word: str) -> str:
    """What stays the same when bars and small letters are mistaken."""
    return word.replace("ヴ", "ブ").translate(_SMALL)


class _Lexicon:
    """The common words of a rule.

    Attributes:
        barred: Those with a bar at their end.
    """

    def __init__(
        self,
        keys: Mapping[str, str],
        slips: Mapping[str, str],
        barred: frozenset[str],
        elsewhere: frozenset[str],
    ) -> None:
        self._keys = keys  # the words by their key
        self._slips = slips  # and by what is left when one letter is missing
        self._elsewhere = elsewhere
        self.barred = barred
        # The same runs of katakana stand in draft after draft.
        self.within = lru_cache(maxsize=4096)(self._within)

    def meant(self, surface: str) -> str | None:
        """The word that is misspelt; None if there is none."""
        if surface in self._elsewhere:
            return None
        whole = self._keys.get(_key(surface)) or self._slips.get(surface)
        return None if whole == surface else whole

    def _within(self, run: str) -> tuple[str, ...]:
        """What is misspelt of all that may be a word in a run of katakana."""
        parts = {
            run[start:end]
            for start in range(len(run) - _LEAST + 1)
            for end in range(start + _LEAST, len(run) + 1)
        }
        return tuple(part for part in parts if self.meant(part) is not None)


@per_rule
def _lexicon(options: Options) -> _Lexicon:
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
    return _Lexicon(keys, slips, frozenset(barred), frozenset(texts(options, "elsewhere")))


def _suspects(context: Context, lexicon: _Lexicon) -> Iterable[str]:
    """The words of the draft that are misspelt, found in its text: most words are others."""
    surfaces = context.words.surfaces
    runs = set(_KATAKANA.findall(context.document.folded))
    if any(len(run) > _LONGEST_RUN for run in runs):
        return [word for word in surfaces if _KATAKANA.fullmatch(word) and lexicon.meant(word)]
    return {part for run in runs for part in lexicon.within(run) if part in surfaces}


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a word in katakana that is a word of `options["words"]`, misspelt.

    What the dictionary has is left alone, but for a missing bar at the end of the words
    of `options["barred"]`; so are `options["elsewhere"]`, which other rules see.
    """
    lexicon = _lexicon(options)
    barred = lexicon.barred
    for surface in _suspects(context, lexicon):
        whole = lexicon.meant(surface)
        if whole is None:
            continue
        for number, index in context.words.by_surface[surface]:
            word = context.morphemes[number][index]
            if (
                word.known
                and not (whole in barred and surface + "ー" == whole)
                and not (
                    word.normal == whole and surface.translate(_LARGE) == whole.translate(_LARGE)
                )
            ):
                continue
            span = Span(word.start, word.end)
            before = context.document.folded[span.start - 1 : span.start] if span.start else ""
            behind = context.document.folded[span.end : span.end + 1]
            if before in tuple("・") or behind in tuple("・") or is_named(context, span):
                continue
            yield Match(span, {"to": whole}, edits=(Edit(span, whole),))
