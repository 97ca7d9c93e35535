"""Kanji outside 常用漢字表 (2010), the characters that a reader can be expected to know."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options, texts
from checker.document.model import MarkKind
from checker.model import Applicability, Edit, Match, Span, Tier

NEEDS = Tier.MORPHEMES

_KANJI = re.compile("[一-鿿㐀-䶿]")
_KANA = re.compile("[ぁ-んァ-ヶ]")
_READING = re.compile("[一-鿿]{0,4}[（(〈《][ぁ-んァ-ヶー・ 　]+[）)〉》]")
# The table allows these shapes of 𠮟, 塡, 剝 and 頰.
_ALLOWED_SHAPES = frozenset("叱填剥頬")
_ASK = "易しい言葉にするか、読みを添えてください"


@cache
def joyo() -> frozenset[str]:
    """The 2,136 characters of 常用漢字表 (内閣告示, 2010), with the shapes that it allows."""
    path = Path(__file__).parent.parent / "data" / "joyo.txt"
    return frozenset(path.read_text(encoding="utf-8")) | _ALLOWED_SHAPES


@cache
def _compiled(
    words: tuple[str, ...], compounds: tuple[str, ...]
) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds these words, and their kana; 〜 behind a stem wants kana there."""
    pairs = [word.split(" ") for word in words]
    pairs.sort(key=lambda pair: -len(pair[0]))
    expressions = [
        f"{word}(?<![一-鿿]{word})(?![一-鿿])"
        if len(word) == 1 and word not in compounds
        else word.replace("〜", "(?=[ぁ-ん])")
        for word, _ in pairs
    ]
    return re.compile("|".join(expressions)), {word.strip("〜"): kana for word, kana in pairs}


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a word that has such a character and no reading beside it.

    `options["words"]` (a word, a space, its kana) get a replacement; a stem is written with
    〜 (揃〜), and one kanji must stand alone unless it is in `options["compounds"]`. Those of `options["nouns"]` may be names, so a person has to look at them. Of
    other words only the first place is told, without a replacement. What the expressions of
    `options["accepted"]` fit and the characters of `options["elsewhere"]` are left alone.
    """
    text = context.document.folded
    outside = {char for char in set(text) - joyo() if _KANJI.match(char)}
    outside.difference_update("".join(texts(options, "elsewhere")))
    if not outside:
        return
    taken = {
        offset
        for word in texts(options, "accepted")
        if not outside.isdisjoint(word)
        for found in re.finditer(word, text)
        for offset in range(*found.span())
    }
    nouns = texts(options, "nouns")
    expression, kana = _compiled((*texts(options, "words"), *nouns), texts(options, "compounds"))
    named = {noun.split(" ")[0] for noun in nouns}
    for found in expression.finditer(text):
        span = Span(*found.span())
        word = _word_at(context, span.start)
        if taken.isdisjoint(range(*found.span())) and not _has_reading(context, span, word):
            to = kana[found.group()]
            if word is not None and word.start == span.start and word.end > span.end:
                to += text[span.end : word.end]
                span = Span(span.start, word.end)
            yield Match(
                span,
                {"advice": f"「{to}」と書いてください"},
                edits=(Edit(span, to),),
                applicability=Applicability.UNSAFE if found.group() in named else None,
            )
        taken.update(range(*found.span()))
    told: set[str] = set()
    for found in re.finditer("[" + "".join(sorted(outside)) + "]", text):
        word = _word_at(context, found.start())
        if word is None or found.start() in taken or not word.known or word.base in told:
            continue
        if not _KANA.search(context.document.block_text(context.document.block_at(word.start))):
            continue  # a name, or Chinese
        span = Span(word.start, word.end)
        if not _has_reading(context, span, word):
            told.add(word.base)
            yield Match(span, {"advice": _ASK})


def _word_at(context: Context, offset: int) -> Morpheme | None:
    """The word that holds this character."""
    number = context.document.sentence_index_at(offset)
    if number < 0:
        return None
    words = context.morphemes[number]
    index = bisect_right(words, offset, key=lambda word: word.start) - 1
    return words[index] if index >= 0 and offset < words[index].end else None


def _has_reading(context: Context, span: Span, word: Morpheme | None) -> bool:
    """Whether it is a name, or its reading stands above it or behind it in brackets."""
    if word is not None and word.pos.startswith("名詞-固有名詞"):
        return True
    end = span.end if word is None else max(span.end, word.end)
    if _READING.match(context.document.folded, end):
        return True
    marks = context.document.marks
    return any(mark.kind is MarkKind.RUBY and mark.span.overlaps(span) for mark in marks)
