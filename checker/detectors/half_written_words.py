"""Compounds of which one half is in kana: 余ゆう and よ裕 for 余裕."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from checker.context import Context
from checker.detectors import Options, texts
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.MORPHEMES

_SHORTEST = 2
"""Kana for one kanji, fewer of which are often a particle or the start of another word."""
_OPENS = frozenset("をにがでの、。（「・ 　\n")
"""Behind these even one kana may begin a word."""
_KANJI = regex("[一-鿿々]")
_BEHIND = regex(
    "(?![をがはにのもでとやへ]|し[まてた]|する|さ[れせ]|など|から|まで|です|でき)[ぁ-ん]"
)


@cache
def _halves(
    words: tuple[str, ...], known: tuple[str, ...], others: tuple[str, ...]
) -> tuple[Mapping[str, str], Words]:
    """The words that are half in kana, with the whole words."""
    halves: dict[str, str] = {}
    for word in words:
        whole, first, last = word.split()
        if len(last) >= _SHORTEST:
            halves[whole[0] + last] = whole
        if len(first) >= _SHORTEST:
            halves[first + whole[1:]] = whole
    for half in known:
        halves.pop(half, None)
    for other in others:
        half, whole = other.split()
        halves[half] = whole
    return halves, Words(halves)


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for."""
    return (_halves(texts(options, "words"), texts(options, "known"), texts(options, "halves"))[1],)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a word of which one kanji is in kana.

    Options: `words`, each the word, the kana of its first kanji and those of the rest.
    `halves` are further ones, each with the whole word: those with one kana only (は損).
    `known` are halves that are usual or that another rule sees. A kanji before a half may
    belong to it, and a kana before it may begin another word.
    """
    document = context.document
    text = document.folded
    halves, words = _halves(
        texts(options, "words"), texts(options, "known"), texts(options, "halves")
    )
    for start, half in words.find(text):
        span = Span(start, start + len(half))
        in_kana_first = _KANJI.match(half) is None
        before = text[start - 1 : start] if start else ""
        if len(half) == _SHORTEST and in_kana_first and before and before not in _OPENS:
            continue
        if in_kana_first and ("ぁ" <= before <= "ん" and before not in "のをにはがでともへ"):
            continue
        if not in_kana_first and _KANJI.match(before):
            continue
        if not in_kana_first and not _ends(context, span):
            continue
        if not document.is_protected(span):
            whole = halves[half]
            yield Match(span, {"to": whole}, edits=(Edit(span, whole),))


def _ends(context: Context, span: Span) -> bool:
    """Whether a word ends here, as far as one can tell of a word that no dictionary has."""
    return span.end in context.word_ends or _BEHIND.match(context.document.folded, span.end) is None
