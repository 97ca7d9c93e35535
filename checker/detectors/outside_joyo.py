"""Kanji outside 常用漢字表 (2010), the characters that a reader can be expected to know."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options, per_draft, per_rule, texts
from checker.document.folding import fold
from checker.document.model import MarkKind
from checker.model import Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.MORPHEMES

_KANJI = regex("[一-鿿㐀-䶿]")
_TOWN = regex("[市町村](?![一-鿿])")
_PLACE = (
    "[市町村区](?!民)|(?:地区|駅|公園)(?![一-鿿])|[川橋山](?![一-鿿])|分館|公民館|小学校|中学校"
    "|保育園|団地|[ヶケ][一-鿿]"
)
_KANA = regex("[ぁ-んァ-ヶ]")
_READING = regex("[一-鿿]{0,4}[（(〈《][ぁ-んァ-ヶー・ 　]+[）)〉》]")
# The table allows these shapes of 𠮟, 塡, 剝 and 頰.
_ALLOWED_SHAPES = frozenset("叱填剥頬")


@cache
def joyo() -> frozenset[str]:
    """The 2,136 characters of 常用漢字表 (内閣告示, 2010), with the shapes that it allows."""
    path = Path(__file__).parent.parent / "data" / "joyo.txt"
    return frozenset(path.read_text(encoding="utf-8")) | _ALLOWED_SHAPES


@cache
def _usual() -> frozenset[str]:
    """What most of a draft consists of: such kanji, kana, Latin letters and marks."""
    others = (*range(0x100), *range(0x2000, 0x2800), *range(0x3000, 0x3100), *range(0xFF00, 0xFFF0))
    return joyo() | {chr(code) for code in others}


@per_draft
def outside(context: Context) -> frozenset[str]:
    """The kanji of the draft that are not in the table; several rules ask for them."""
    return _outside(context.characters)


def _outside(characters: frozenset[str]) -> frozenset[str]:
    usual = _usual()
    unusual = characters - usual
    if not unusual:
        return frozenset()
    # Folded here and not before, because hardly any are left: ⽇ and 日 are one kanji.
    folded = fold("".join(unusual))
    return frozenset(char for char in folded if char not in usual and _KANJI.match(char))


@per_rule
def _elsewhere(options: Options) -> frozenset[str]:
    return frozenset("".join(texts(options, "elsewhere")))


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return regex(expression)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a word of the dictionary that has such a character and no reading; once a word.

    What the expressions of `options["accepted"]` fit and the characters of
    `options["elsewhere"]` are left alone.
    """
    text = context.document.folded
    strange = outside(context)
    if strange:
        strange = strange - _elsewhere(options)
    if not strange:
        return
    accepted: set[int] | None = None
    told: set[str] = set()
    for offset in _places(strange, text):
        word = word_at(context, offset)
        if word is None or not word.known or word.base in told:
            continue
        if accepted is None:
            accepted = _accepted(text, options)
        if offset in accepted:
            continue
        block = context.document.block_at(word.start)
        span = Span(word.start, word.end)
        if _TOWN.match(text, word.end) is None and any(
            f"{span.cut(text)}{kind}" in text for kind in "市町村"
        ):
            continue  # 夕凪市民: the name of the place that writes
        if _in_place_name(text, span):
            continue
        # A line without kana is a name, or Chinese.
        if _KANA.search(block.span.cut(text)) and not has_reading(context, span):
            told.add(word.base)
            yield Match(span)


def _in_place_name(text: str, span: Span) -> bool:
    """Whether it begins the name of a place that the draft names in full (雁ヶ沢市, 榎台分館)."""
    word = re.escape(span.cut(text))
    named = regex(f"{word}[一-鿿ヶケノ]{{0,2}}?(?={_PLACE})")
    return any(text.startswith(found.group(), span.start) for found in named.finditer(text))


def _places(characters: Iterable[str], text: str) -> list[int]:
    """Where some characters stand."""
    places = []
    for char in characters:
        at = text.find(char)
        while at >= 0:
            places.append(at)
            at = text.find(char, at + 1)
    return sorted(places)


def _accepted(text: str, options: Options) -> set[int]:
    """The characters that `options["accepted"]` fits."""
    return {
        offset
        for expression in texts(options, "accepted")
        for found in _compiled(expression).finditer(text)
        for offset in range(*found.span())
    }


def word_at(context: Context, offset: int) -> Morpheme | None:
    """The word that holds this character."""
    number = context.document.sentence_index_at(offset)
    if number < 0:
        return None
    words = context.morphemes[number]
    index = bisect_right(words, offset, key=lambda word: word.start) - 1
    return words[index] if index >= 0 and offset < words[index].end else None


def has_reading(context: Context, span: Span) -> bool:
    """Whether it is a name, or its reading stands above it or behind it in brackets."""
    word = word_at(context, span.start)
    if word is not None and word.pos.startswith("名詞-固有名詞"):
        return True
    end = span.end if word is None else max(span.end, word.end)
    text = context.document.folded
    # Sudachi takes 剪定（せんてい） for one word.
    if _READING.match(text, end) or _READING.search(text, span.start, end):
        return True
    marks = context.document.marks
    return any(mark.kind is MarkKind.RUBY and mark.span.overlaps(span) for mark in marks)
