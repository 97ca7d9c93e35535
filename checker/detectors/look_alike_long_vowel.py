"""Dashes, hyphens and the kanji 一 for the long vowel of a katakana word (サ－ビス)."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis.morphology import Morphology
from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.MORPHEMES

_LOOK_ALIKE = r"(?:[-‐‑–—―－−─]|一(?=[ァ-ヴ](?![ァ-ヴ]?[所国年月])))"
_WORD = regex(rf"(?<![ァ-ヴー])[ァ-ヴー]{{1,20}}{_LOOK_ALIKE}(?:[ァ-ヴー]|{_LOOK_ALIKE}){{0,20}}")
_AT_END = regex("(?<![ァ-ヴー])(?P<stem>[ァ-ヴー]{1,20})一(?![ァ-ヴー一])")
_SIGN = regex("[-‐‑–—―－−─一]")
_BEHIND_KANA = regex(f"{_SIGN.pattern}(?<=[ァ-ヴー].)")  # quickly found, unlike a word


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a word that the dictionary knows once the sign is ー.

    パソコン－スマホ stays as it is: 「パソコンー」 is no word.
    """
    if context.morphology is None or not _BEHIND_KANA.search(context.document.folded):
        return
    yield from _kanji_at_end(context, context.morphology)
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


def _kanji_at_end(context: Context, morphology: Morphology) -> Iterator[Match]:
    """スプレ一缶, センタ一の: the kanji behind what is no word without it (not コース一覧)."""
    for found in _AT_END.finditer(context.document.folded):
        stem = found["stem"]
        whole = morphology.read(stem + "ー")
        if len(whole) != 1 or not whole[0].known or all(w.known for w in morphology.read(stem)):
            continue
        span = Span(found.start(), found.end())
        yield Match(span, {"to": stem + "ー"}, edits=(Edit(Span(span.end - 1, span.end), "ー"),))
