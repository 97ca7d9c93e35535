"""Words that a learner of Japanese meets late or never."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis.types import Morpheme, Unit
from checker.annotations.glosses import is_explained
from checker.annotations.types import AnnotationKind, PairValue
from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.document.model import BlockKind
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.vocabulary import Level, Origin, level, origin

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"places"})

_CONTENT = (
    "名詞-普通名詞-一般",
    "名詞-普通名詞-サ変",
    "名詞-普通名詞-形状詞",
    "動詞-一般",
    "形容詞-一般",
    "形状詞-一般",
    "副詞",
)
_NAMES = (
    AnnotationKind.PERSON,
    AnnotationKind.ADDRESS,
    AnnotationKind.OFFICE,
    AnnotationKind.LAW,
    AnnotationKind.FORM,
    AnnotationKind.QUOTATION,
    AnnotationKind.MAIL,
    AnnotationKind.URL,
    AnnotationKind.DATE,
    AnnotationKind.TIME,
    AnnotationKind.MONEY,
    AnnotationKind.COUNT,
)
_KANJI = regex("[一-鿿々]{2,}")
_NO_TEXT = (BlockKind.TITLE, BlockKind.ALT, BlockKind.SIGNATURE, BlockKind.ADDRESS)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a hard word, at its first use that nothing explains.

    A word is hard if the lists put it into N2 or N1, or if it is a Sino-Japanese word
    that no list has. A compound of easy words is easy, and so is a word of `options["known"]`.
    """
    known = _known(options)
    uses: dict[str, list[Morpheme]] = {}
    document = context.document
    for sentence, words in zip(document.sentences, context.morphemes, strict=True):
        if document.blocks[sentence.block].kind in _NO_TEXT:
            continue
        for word in words:
            if word.pos.startswith(_CONTENT) and word.base not in known and is_hard(word):
                uses.setdefault(word.base, []).append(word)
    for found in uses.values():
        free = []
        for word in found:
            span = _written(word, context)
            if span is None:
                continue
            if is_explained(document, context.annotations, span):
                break  # whoever has read the explanation knows the word
            if not context.annotations.overlapping(span, *_NAMES):
                free.append(span)
        if free:
            more = f"ほかに{len(free) - 1}か所あります。" if len(free) > 1 else ""
            yield Match(free[0], {"places": more})


def _written(word: Morpheme, context: Context) -> Span | None:
    """The word without the reading that stands behind it; None for a part of a reading."""
    span = Span(word.start, word.end)
    for reading in context.annotations.overlapping(span, AnnotationKind.READING):
        assert isinstance(reading.value, PairValue)
        if reading.value.other_span.overlaps(span):
            term = reading.value.term_span
            return term if term.overlaps(span) else None
    return span


@per_rule
def _known(options: Options) -> frozenset[str]:
    return frozenset(texts(options, "known"))


def is_hard(word: Morpheme) -> bool:
    """Whether a learner at N3 does not know a word, by the lists."""
    found = _level(word)
    if found is not None:
        return found < Level.N3
    if len(word.units) > 1 and all(_is_easy(unit) for unit in word.units):
        return False
    return (
        word.known
        and _KANJI.search(word.base) is not None
        and origin(word.surface, word.base, word.pos) is Origin.CHINESE
    )


def _level(word: Morpheme) -> Level | None:
    reading = word.reading if word.surface == word.base else ""
    levels = [level(word.base, reading), level(word.normal)]
    return max((found for found in levels if found is not None), default=None)


def _is_easy(unit: Unit) -> bool:
    """Whether a part of a compound is known: of affixes (〜者, 〜用) any is."""
    if len(unit.surface) == 1 or unit.pos.startswith(("接", "助")):
        return True
    found = level(unit.base)
    return found is not None and found >= Level.N3
