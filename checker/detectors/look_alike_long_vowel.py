"""Dashes, hyphens and the kanji 一 for the long vowel of a katakana word (サ－ビス)."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.MORPHEMES

_LOOK_ALIKE = r"(?:[-‐‑–—―－−─]|一(?=[ァ-ヴ](?![ァ-ヴ]?[所国年月])))"
_WORD = regex(rf"(?<![ァ-ヴー])[ァ-ヴー]{{1,20}}{_LOOK_ALIKE}(?:[ァ-ヴー]|{_LOOK_ALIKE}){{0,20}}")
_SIGN = regex("[-‐‑–—―－−─一]")
_BEHIND_KANA = regex(f"{_SIGN.pattern}(?<=[ァ-ヴー].)")  # quickly found, unlike a word


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a word that the dictionary knows once the sign is ー.

    パソコン－スマホ stays as it is: 「パソコンー」 is no word.
    """
    if context.morphology is None or not _BEHIND_KANA.search(context.document.folded):
        return
    for found in _WORD.finditer(context.document.folded):
        signs = list(_SIGN.finditer(found.group()))
        written = _SIGN.sub("ー", found.group())
        known = [word for word in context.morphology.read(written) if word.known]
        if all(any(w.start < sign.start() < w.end for w in known) for sign in signs):
            span = Span(found.start(), found.end())
            edits = tuple(
                Edit(Span(span.start + sign.start(), span.start + sign.end()), "ー")
                for sign in signs
            )
            yield Match(span, {"to": written}, edits=edits)
