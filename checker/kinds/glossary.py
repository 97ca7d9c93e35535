"""Word lists: terms that a citizen may not know, each entry with an id of its own.

Terms are bounded by words and left alone inside compounds (申請書類 is not
書類): the word before and after must not be a noun that belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.document.model import MarkKind
from checker.kinds.base import ApplicabilityName, BasisSpec, Matcher, RuleBase
from checker.kinds.substitution import is_bounded
from checker.kinds.template import fill
from checker.model import Applicability, Candidate, Edit, Match, Span, Tier
from checker.parts import Part, Text
from checker.scan import Words


class Entry(Part, frozen=True, kw_only=True):
    """A term of a word list.

    Attributes:
        id: Stable, unique in the file.
        terms: The term and its spellings.
        treatment: replace (say `plain`), explain (keep the term, explain it at
            first use) or ask (the writer must choose).
        plain: The plain wording; several are offered as a choice.
        explanation: What it means, in one line.
        basis: Who says so; unset means the basis of the list.
        fix: Who may apply the replacement; unset means a person.
        in_compounds: Whether the term is also flagged beside other nouns
            (当該施設).
        example: A text in which the term is flagged.
        good: A text in which the term is left alone.
    """

    id: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    terms: Annotated[list[Text], msgspec.Meta(min_length=1)]
    treatment: Literal["replace", "explain", "ask"]
    plain: list[Text] = []
    explanation: str = ""
    basis: list[BasisSpec] = []
    fix: ApplicabilityName | None = None
    in_compounds: bool = False
    example: str | None = None
    good: str | None = None


class GlossaryRule(RuleBase, frozen=True, kw_only=True, tag="glossary"):
    """Flags each term once a draft, at its first use.

    Placeholders: `{plain}` (the choices, joined), `{explanation}`, `{advice}`
    (what to do, by treatment).
    """

    entries: Annotated[list[Entry], msgspec.Meta(min_length=1)]

    placeholders = frozenset({"plain", "explanation", "advice"})

    def compile(self) -> Matcher:
        """See `RuleBase.compile`."""
        by_term = {term: entry for entry in self.entries for term in entry.terms}
        terms = Words(by_term)

        def check(context: Context) -> Iterator[Match]:
            seen: set[str] = set()
            for start, term in terms.find(context.document.folded):
                entry = by_term[term]
                span = Span(start, start + len(term))
                if entry.id in seen or not is_bounded(context, span):
                    continue
                if not entry.in_compounds and in_compound(context, span):
                    continue
                if is_explained(context, span):
                    seen.add(entry.id)
                    continue
                seen.add(entry.id)
                yield _match(entry, span)

        return Matcher(check, Tier.MORPHEMES, scans=(terms,))


_NOUN = ("名詞", "接尾辞-名詞的", "接頭辞")


def in_compound(context: Context, span: Span) -> bool:
    """Whether a noun at the edge of the term goes on outside it, as part of a longer name.

    A number before it (3ニーズ) and a prefix (ご高配) do not count.
    """
    first = context.morpheme_at(context.word_starts[span.start])
    last = context.morpheme_at(context.word_ends[span.end])
    before = context.word_ends.get(span.start)
    behind = context.word_starts.get(span.end)
    if before is not None and first.pos.startswith(_NOUN):
        pos = context.morpheme_at(before).pos
        if pos.startswith(("名詞", "接尾辞-名詞的")) and not pos.startswith("名詞-数詞"):
            return True
    if behind is not None and last.pos.startswith(_NOUN):
        return context.morpheme_at(behind).pos.startswith(_NOUN)
    return False


def is_explained(context: Context, span: Span) -> bool:
    """Whether an explanation, a definition or a footnote belongs to the term."""
    kinds = (AnnotationKind.GLOSS, AnnotationKind.DEFINITION)
    return bool(context.annotations.overlapping(span, *kinds)) or any(
        mark.kind is MarkKind.FOOTNOTE and mark.span.start == span.end
        for mark in context.document.marks
    )


_ADVICE = {
    "replace": "「{plain}」と書くと伝わります。",
    "explain": "初めて出るところに説明を付けると伝わります（{explanation}）。",
    "ask": "何を指すのかを具体的に書くと伝わります（{explanation}）。",
}


def _match(entry: Entry, span: Span) -> Match:
    plain = "」「".join(entry.plain)
    values = {"plain": plain, "explanation": entry.explanation}
    values["advice"] = fill(_ADVICE[entry.treatment], values)
    edits: tuple[Edit, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    if entry.treatment == "replace":
        edits = (Edit(span, entry.plain[0]),)
        if len(entry.plain) > 1:
            candidates = tuple(Candidate(word, (Edit(span, word),)) for word in entry.plain)
    elif entry.treatment == "explain":
        edits = (Edit(Span(span.end, span.end), f"（{entry.explanation}）"),)
    applicability = Applicability(entry.fix) if entry.fix else Applicability.DISPLAY
    return Match(
        span,
        values,
        edits=edits,
        candidates=candidates,
        entry=entry.id,
        applicability=applicability,
    )
