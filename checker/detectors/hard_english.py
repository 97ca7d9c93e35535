"""English that people who learned it as a foreign language do not understand."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis import english
from checker.context import Context
from checker.detectors import Options
from checker.document.foreign import english_sentences
from checker.document.model import Document
from checker.model import Match, Span, Tier

NEEDS = Tier.TEXT
PLACEHOLDERS = frozenset({"eflaw", "ari", "count", "sentence", "words"})

LEAST = 3
"""Sentences from which a mean says something (our judgement)."""

EASY = 25
"""EFLAW: to 20 very easy, to 25 quite easy, to 29 a little difficult, from 30 very confusing
(Rachel McAlpine, From plain English to global English; known at second hand)."""


RULE = "sentence/hard-english"
"""The rule that this is for: the report asks for it when the library is not installed."""


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match, the sentence with most words, where the English of a draft is hard.

    Silent where textstat is not installed; the report then says what was left out.
    """
    foreign = context.document.foreign
    if foreign is None or not english.available():
        return
    spans = measurable(foreign)
    if not spans:
        return
    sentences = [span.cut(foreign.text) for span in spans]
    figures = english.measure(sentences)
    if figures.eflaw <= EASY:
        return
    loads = [english.load(sentence) for sentence in sentences]
    hardest = loads.index(max(loads))
    yield Match(
        Span(0, 0),
        {
            "eflaw": f"{figures.eflaw:.1f}",
            "ari": f"{figures.ari:.1f}",
            "count": str(len(sentences)),
            "sentence": sentences[hardest],
            "words": str(len(english.words(sentences[hardest]))),
        },
        source=foreign.to_source(spans[hardest]),
    )


def measurable(foreign: Document) -> tuple[Span, ...]:
    """The English sentences of a foreign part, none if they are too few to be measured."""
    spans = english_sentences(foreign)
    return spans if len(spans) >= LEAST else ()
