"""A measure of a sentence or a line that should stay under a limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Literal

import msgspec

from checker.context import Context
from checker.document.model import BlockKind
from checker.kinds.base import Matcher, Override, RuleBase, SeverityName
from checker.model import Edit, Match, Profile, Severity, Span, Tier
from checker.regex import regex
from checker.splitting import split

MeasureName = Literal["sentence_length", "paragraph_length"]


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
        measure = MEASURES[self.measure]
        steps_for = {profile: self.steps_for(profile) for profile in Profile}

        def check(context: Context) -> Iterator[Match]:
            steps = steps_for[context.profile]
            lowest = min(steps.values())
            for span, count in measure(context, lowest):
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


Measure = Callable[[Context, int], Iterator[tuple[Span, int]]]
"""What is too long may be given alone: the second argument is the limit."""

_PARAGRAPH = BlockKind.PARAGRAPH
_BRACKETED = regex(r"（[^（）\n]*）|\([^()\n]*\)")


def sentence_length(context: Context, limit: int) -> Iterator[tuple[Span, int]]:
    """Characters of each prose sentence, without what stands in brackets and URLs.

    A reader skips brackets at first reading, so they don't lengthen a sentence.
    """
    document = context.document
    for _, sentence in document.prose:
        span = sentence.span
        length = span.end - span.start
        if length <= limit:
            continue
        text = span.cut(document.folded)
        if "（" in text or "(" in text:
            length = len(_BRACKETED.sub("", text))
        for piece in document.pieces_of(span):
            if piece.protected:
                length -= len(piece.text)
        yield span, length


def paragraph_length(context: Context, limit: int) -> Iterator[tuple[Span, int]]:
    """Characters of each paragraph."""
    for block in context.document.of_kind(_PARAGRAPH):
        if block.span.end - block.span.start > limit and not block.quoted:
            yield block.span, len(block.span)


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "sentence_length": sentence_length,
        "paragraph_length": paragraph_length,
    }
)
