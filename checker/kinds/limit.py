"""A measure of a sentence or a line that should stay under a limit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Literal

import msgspec

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.document.model import BlockKind
from checker.kinds.base import Matcher, Override, RuleBase, SeverityName
from checker.model import Edit, Match, Profile, Severity, Span, Tier
from checker.splitting import split

MeasureName = Literal["sentence_length", "commas", "kanji_run", "katakana_run", "paragraph_length"]


class LimitRule(RuleBase, frozen=True, kw_only=True, tag="limit"):
    """Flags what exceeds a step; the highest step gives the severity.

    Placeholders: `{count}` (what was measured), `{limit}` (the lowest step).
    `propose: split` shows how a sentence reads when it is cut in two or more.
    """

    measure: MeasureName
    steps: Annotated[dict[SeverityName, int], msgspec.Meta(min_length=1)]
    propose: Literal["split"] | None = None

    placeholders = frozenset({"count", "limit"})

    def compile(self) -> Matcher:
        """See `RuleBase.compile`."""
        measure, steps_for = MEASURES[self.measure], self.steps_for

        def check(context: Context) -> Iterator[Match]:
            steps = steps_for(context.profile)
            lowest = min(steps.values())
            for span, count in measure(context):
                if count > lowest:
                    severity = max(step for step, limit in steps.items() if count > limit)
                    values = {"count": str(count), "limit": str(lowest)}
                    edits = proposal(context, span) if self.propose == "split" else ()
                    yield Match(span, values, edits=edits, severity=severity)

        return Matcher(check, Tier.TEXT)

    def steps_for(self, profile: Profile) -> dict[Severity, int]:
        """The limits that hold for this reader, in the unit of the measure."""
        override = self.profiles.get(profile.value)
        steps = self.steps
        if isinstance(override, Override) and override.steps:
            steps = override.steps
        return {Severity[name.upper()]: limit for name, limit in steps.items()}


def proposal(context: Context, span: Span) -> tuple[Edit, ...]:
    """How the sentence at `span` reads when it is split; empty if no cut is certain."""
    if context.morphology is None:
        return ()
    number = context.document.sentence_index_at(span.start)
    proposed = split(context.document.text, context.morphemes[number])
    return () if proposed is None else (Edit(span, proposed),)


Measure = Callable[[Context], Iterator[tuple[Span, int]]]

_BRACKETED = re.compile(r"（[^（）\n]*）|\([^()\n]*\)")
_KANJI_RUN = re.compile(r"[一-鿿々]{2,}")
_KATAKANA_RUN = re.compile(r"[ァ-ヴー]{2,}")


def prose(context: Context) -> Iterator[tuple[int, Span]]:
    """The index and place of each sentence that a reader reads as one."""
    for number, sentence in enumerate(context.document.sentences):
        if sentence.prose:
            yield number, sentence.span


def sentence_length(context: Context) -> Iterator[tuple[Span, int]]:
    """Characters of each sentence, without what stands in brackets and URLs.

    A reader skips brackets at first reading, so they don't lengthen a sentence.
    """
    document = context.document
    for _, span in prose(context):
        text = span.cut(document.folded)
        length = len(text)
        if "（" in text or "(" in text:
            length = len(_BRACKETED.sub("", text))
        for piece in document.pieces_of(span):
            if piece.protected:
                length -= len(piece.text)
        yield span, length


def commas(context: Context) -> Iterator[tuple[Span, int]]:
    """読点 of each sentence, without those in brackets."""
    for _, span in prose(context):
        text = span.cut(context.document.folded)
        yield span, _BRACKETED.sub("", text).count("、")


def kanji_run(context: Context) -> Iterator[tuple[Span, int]]:
    """Characters of each unbroken run of kanji, dates and counts left out."""
    figures = (AnnotationKind.DATE, AnnotationKind.COUNT, AnnotationKind.MONEY)
    for found in _KANJI_RUN.finditer(context.document.folded):
        span = Span(found.start(), found.end())
        for annotation in context.annotations.overlapping(span, *figures):
            if annotation.span.start <= span.start < annotation.span.end:
                span = Span(min(annotation.span.end, span.end), span.end)
        yield span, len(span)


def katakana_run(context: Context) -> Iterator[tuple[Span, int]]:
    """Characters of each unbroken run of katakana."""
    for found in _KATAKANA_RUN.finditer(context.document.folded):
        yield Span(found.start(), found.end()), found.end() - found.start()


def paragraph_length(context: Context) -> Iterator[tuple[Span, int]]:
    """Characters of each paragraph."""
    for block in context.document.blocks:
        if block.kind is BlockKind.PARAGRAPH and not block.quoted:
            yield block.span, len(block.span)


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "sentence_length": sentence_length,
        "commas": commas,
        "kanji_run": kanji_run,
        "katakana_run": katakana_run,
        "paragraph_length": paragraph_length,
    }
)
