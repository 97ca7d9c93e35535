"""Everything that is in a draft, found once."""

from __future__ import annotations

from collections.abc import Sequence

from checker.analysis.types import Morpheme
from checker.annotations.addresses import find_addresses
from checker.annotations.contacts import find_contacts
from checker.annotations.counts import find_counts
from checker.annotations.dates import find_dates
from checker.annotations.labels import find_labels
from checker.annotations.laws import find_laws
from checker.annotations.money import find_money
from checker.annotations.names import find_forms, find_offices, find_people
from checker.annotations.numerals import find_numerals
from checker.annotations.periods import find_periods
from checker.annotations.phones import find_phones
from checker.annotations.quotations import (
    bracketed,
    find_definitions,
    find_glosses,
    find_quotations,
)
from checker.annotations.shared import Taken, Words, normal_form
from checker.annotations.times import find_times
from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    Annotations,
    PairValue,
)
from checker.document.model import Document, MarkKind
from checker.model import Span


def annotate(document: Document, morphemes: Sequence[Sequence[Morpheme]] | None) -> Annotations:
    """All annotations of a document.

    Args:
        document: The draft.
        morphemes: The morphemes of each of `document.sentences`, or None where
            only the text may be looked at; names are then found by their shape.
    """
    text, raw = document.folded, document.text
    dates = find_dates(text, raw)
    dates += find_times(text)
    dates += find_periods(text, dates)
    return Annotations((*dates, *annotate_rest(document, morphemes, dates)))


def annotate_rest(
    document: Document,
    morphemes: Sequence[Sequence[Morpheme]] | None,
    dates: Sequence[Annotation] = (),
) -> list[Annotation]:
    """All annotations besides `dates` (dates, times and periods), in no order."""
    text, raw = document.folded, document.text
    words = Words(morphemes) if morphemes is not None else None
    brackets = bracketed(text)
    numerals = find_numerals(text)

    found = find_contacts(text)
    found += find_phones(text, raw, _taken(dates, found))
    fixed = _taken(dates, found)
    found += find_addresses(text, words, fixed, numerals)
    laws = find_laws(text, words, brackets)
    forms = find_forms(text, words, brackets)
    money = find_money(text, numerals)
    found += laws
    found += forms
    found += money
    found += find_counts(text, _taken(dates, found), numerals)
    offices = find_offices(text, words)
    people = find_people(text, words)
    definitions = find_definitions(text, words, (*laws, *offices, *forms))
    found += offices
    found += people
    found += definitions
    found += find_quotations(text, brackets, [name.span for name in (*laws, *forms)])
    # A count may explain a term (高齢者（65歳以上の方）), a law may be one.
    told = (*dates, *(a for a in found if a.kind not in _MAY_BE_EXPLAINED))
    found += find_glosses(text, words, Taken(annotation.span for annotation in told))
    found += _rubies(document)
    found += find_labels(document)
    return found


_MAY_BE_EXPLAINED = (
    AnnotationKind.COUNT,
    AnnotationKind.LAW,
    AnnotationKind.FORM,
    AnnotationKind.QUOTATION,
)


def _taken(*groups: Sequence[Annotation]) -> Taken:
    return Taken(annotation.span for group in groups for annotation in group)


def _rubies(document: Document) -> list[Annotation]:
    """Readings that markup gives; they are no text, so their place is empty."""
    return [
        Annotation(
            AnnotationKind.READING,
            mark.span,
            PairValue(
                normal_form(mark.span.cut(document.folded)),
                mark.target,
                mark.span,
                Span(mark.span.end, mark.span.end),
            ),
        )
        for mark in document.marks
        if mark.kind is MarkKind.RUBY and mark.target
    ]
