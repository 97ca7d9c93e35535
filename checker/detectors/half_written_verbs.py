"""Joined verbs that are half or wholly in kana: 取りのぞく, とり除く, とりのぞく for 取り除く."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from checker.context import Context
from checker.detectors import Options, texts
from checker.inflection.words import KANA_OF_GODAN
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.TEXT

_VERB = regex("([一-鿿])([ぁ-ん]*)([一-鿿])([ぁ-ん]*)")
_ONE_ROW = "るてたまなれら"
_WHOLE = 3
"""Kana of a verb without its ending, fewer of which may be other words."""
_SHORTEST = 2
"""Kana before a kanji, fewer of which are often a particle or the end of another word."""
_PARTICLES = frozenset("をにはがでもへとのやお")


_Wholes = Mapping[str, Sequence[tuple[str, str]]]


@cache
def _halves(verbs: tuple[str, ...], known: tuple[str, ...]) -> tuple[Words, _Wholes]:
    """The stems that are half in kana, each with the whole stems and what may follow."""
    halves: dict[str, list[tuple[str, str]]] = {}
    for verb in verbs:
        whole, first, last = verb.split()
        found = _VERB.fullmatch(whole)
        assert found is not None, verb
        one, between, two, ending = found.groups()
        follows = _ONE_ROW if two + ending == "出る" else KANA_OF_GODAN.get(ending, ending[:1])
        entry = (one + between + two, follows)
        halves.setdefault(one + between + last, []).append(entry)
        if len(first + between) >= _SHORTEST:
            halves.setdefault(first + between + two, []).append(entry)
        if len(first + between + last) >= _WHOLE:
            halves.setdefault(first + between + last, []).append(entry)
    for half in known:
        halves.pop(half, None)
    return Words(halves), halves


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for."""
    return (_halves(texts(options, "verbs"), texts(options, "known"))[0],)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a verb or its noun of which one kanji is in kana.

    Options: `verbs`, each as it should be, the kana of its first kanji and those of the
    second one; without an ending it is a noun (忘れ物). `known` are halves that are usual.
    Kana or kanji in front may belong to another word, and what follows must be an ending.
    """
    text = context.document.folded
    words, halves = _halves(texts(options, "verbs"), texts(options, "known"))
    for start, half in words.find(text):
        span = Span(start, start + len(half))
        before = text[start - 1 : start] if start else ""
        behind = text[span.end : span.end + 1]
        if _is_kanji(before) or ("ぁ" <= before <= "ん" and before not in _PARTICLES):
            continue
        for stem, follows in halves[half]:
            if behind in follows if behind and follows else not follows and not _is_kanji(behind):
                yield Match(span, {"to": stem}, edits=(Edit(span, stem),))
                break


def _is_kanji(character: str) -> bool:
    return "一" <= character <= "鿿"
