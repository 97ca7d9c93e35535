"""How long a sentence is to hear: its morae, names and numbers left out."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, PairValue
from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Severity, Tier
from checker.splitting import split

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"count", "limit"})

# 24 morae in a disaster, 48 in everyday matters (弘前大学 社会言語学研究室).
DISASTER, EVERYDAY = 24, 48

_SMALL = frozenset("ァィゥェォャュョヮ")
# Facts that nobody can make shorter.
_FACTS = (
    AnnotationKind.PERSON,
    AnnotationKind.ADDRESS,
    AnnotationKind.OFFICE,
    AnnotationKind.LAW,
    AnnotationKind.DATE,
    AnnotationKind.TIME,
    AnnotationKind.PHONE,
    AnnotationKind.MAIL,
    AnnotationKind.URL,
)
_LONGEST = 3
"""Morae that a character is read with on average at most: 承る, 志す have more, but few do."""


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a prose sentence over `EVERYDAY`, or over `DISASTER` in a notice of danger.

    Twice the limit is an error in a notice of danger: then there is no time to read twice.
    """
    notice = context.notice
    danger = notice is not None and notice.genre.id == "emergency"
    limit = DISASTER if danger else EVERYDAY
    document = context.document
    for number, sentence in enumerate(document.sentences):
        span = sentence.span
        if not sentence.prose or len(span) * _LONGEST <= limit:
            continue
        count = morae(context, number)
        if count <= limit:
            continue
        proposed = split(document.text, context.morphemes[number])
        yield Match(
            span,
            {"count": str(count), "limit": str(limit)},
            edits=() if proposed is None else (Edit(span, proposed),),
            severity=Severity.ERROR if danger and count > 2 * limit else None,
        )


def morae(context: Context, number: int) -> int:
    """The morae of a sentence; names, dates, numbers to call and readings do not count."""
    span = context.document.sentences[number].span
    annotations = context.annotations
    facts = [annotation.span for annotation in annotations.overlapping(span, *_FACTS)]
    readings = annotations.overlapping(span, AnnotationKind.READING)
    facts += [
        reading.value.other_span for reading in readings if isinstance(reading.value, PairValue)
    ]
    count = 0
    for word in context.morphemes[number]:
        if word.pos.startswith(("補助記号", "記号", "空白")) or "固有名詞" in word.pos:
            continue
        if any(fact.start <= word.start < fact.end for fact in facts):
            continue
        sounds = word.reading or word.surface
        count += sum(1 for kana in sounds if kana not in _SMALL)
    return count
