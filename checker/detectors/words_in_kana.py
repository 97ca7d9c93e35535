"""Words of everyday use with a kanji outside 常用漢字表 (2010), which are written in kana."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.detectors.outside_joyo import has_reading, joyo, outside, word_at
from checker.model import Applicability, Edit, Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.MORPHEMES


@per_rule
def _written(options: Options) -> frozenset[str]:
    return frozenset(noun.split(" ")[0] for noun in texts(options, "nouns"))


@per_rule
def _strange(options: Options) -> frozenset[str]:
    """The kanji of which each of the words has one: those outside the table."""
    words = (*texts(options, "words"), *texts(options, "nouns"))
    return frozenset("".join(word.split(" ")[0] for word in words)) - joyo()


@per_rule
def _compiled(options: Options) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds these words, and their kana."""
    words = (*texts(options, "words"), *texts(options, "nouns"))
    compounds = texts(options, "compounds")
    pairs = sorted((word.split(" ") for word in words), key=lambda pair: -len(pair[0]))
    expressions = [
        f"{word}(?<![一-鿿]{word})(?![一-鿿])"
        if len(word) == 1 and word not in compounds
        else word.replace("〜", "(?=[ぁ-ん])")
        for word, _ in pairs
    ]
    return regex("|".join(expressions)), {word.strip("〜"): kana for word, kana in pairs}


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a word of `options["words"]` (a word, a space, its kana) without a reading.

    A stem is written with 〜 (揃〜) and wants kana behind it; one kanji must stand alone
    unless it is in `options["compounds"]`. Those of `options["nouns"]` may be names of shops
    and sweets, so their fix is not safe.
    """
    strange = outside(context)
    if not strange or strange.isdisjoint(_strange(options)):
        return
    text = context.document.folded
    expression, kana = _compiled(options)
    names = _written(options)
    for found in expression.finditer(text):
        span = Span(*found.span())
        if has_reading(context, span):
            continue
        to = kana[found.group()]
        word = word_at(context, span.start)
        if word is not None and word.start == span.start and word.end > span.end:
            to += text[span.end : word.end]
            span = Span(span.start, word.end)
        applicability = Applicability.UNSAFE if found.group() in names else None
        yield Match(span, {"to": to}, edits=(Edit(span, to),), applicability=applicability)
