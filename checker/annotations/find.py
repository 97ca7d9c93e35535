"""Everything that is in a draft, found once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from checker.analysis.types import Morpheme
from checker.annotations.addresses import find_addresses
from checker.annotations.contacts import find_contacts
from checker.annotations.counts import find_counts
from checker.annotations.dates import find_dates
from checker.annotations.glosses import find_glosses
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
    numerals = find_numerals(text)
    dates = find_dates(text, raw)
    dates += find_times(text, numerals)
    dates += find_periods(text, dates)
    return Annotations((*dates, *_rest(document, morphemes, dates, numerals)))


def annotate_rest(
    document: Document,
    morphemes: Sequence[Sequence[Morpheme]] | None,
    dates: Sequence[Annotation] = (),
) -> list[Annotation]:
    """All annotations besides `dates` (dates, times and periods), in no order."""
    return _rest(document, morphemes, dates, find_numerals(document.folded))


def _rest(
    document: Document,
    morphemes: Sequence[Sequence[Morpheme]] | None,
    dates: Sequence[Annotation],
    numerals: Sequence[tuple[int, int]],
) -> list[Annotation]:
    text, raw = document.folded, document.text
    words = Words(morphemes) if morphemes is not None else None
    brackets = bracketed(text)

    # What is found is taken for those who look after it: stretches are only added.
    taken = Taken()
    taken.add(dates)
    contacts = find_contacts(text, numerals)
    taken.add(contacts)
    phones = find_phones(text, raw, taken, numerals)
    taken.add(phones)
    addresses = find_addresses(text, words, taken, numerals)
    laws = find_laws(text, words, brackets)
    forms = find_forms(text, words, brackets)
    money = find_money(text, numerals)
    taken.add(addresses)
    taken.add(money)
    # A count may explain a term (高齢者（65歳以上の方）), a law may be one.
    told = taken.copy()
    taken.add(laws)
    taken.add(forms)
    counts = find_counts(text, taken, numerals)
    offices = find_offices(text, words)
    people = find_people(text, words)
    definitions = find_definitions(text, words, (*laws, *offices, *forms))
    told.add(offices)
    told.add(people)
    told.add(definitions)
    names = [name.span for name in chain(laws, forms)]
    return [
        *contacts,
        *phones,
        *addresses,
        *laws,
        *forms,
        *money,
        *counts,
        *offices,
        *people,
        *definitions,
        *find_quotations(text, brackets, names),
        *find_glosses(text, words, told),
        *_rubies(document),
        *find_labels(document),
    ]


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
