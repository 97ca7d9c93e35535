"""Names in Latin letters with the family name last, behind the name in kanji."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.MORPHEMES

# Capitals throughout mark the family name.
_NAME = regex(
    r"(?<=[（(])(?P<given>[A-Z][a-z]{1,20})[ ](?P<family>[A-Z]{2,20}(?:-[A-Z]{2,20})?)(?=[）)])"
)
_KANJI = regex("[一-鿿]{2}")


_OPENING = Scan("[（(][A-Z]")


def scans(options: Options) -> tuple[Scan, ...]:
    """What stands where such a name starts."""
    return (_OPENING,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a name in brackets behind a person whose name has kanji."""
    text = context.document.folded
    for found in _NAME.finditer(text):
        before = Span(max(0, found.start() - 4), found.start() - 1)
        persons = context.annotations.overlapping(before, AnnotationKind.PERSON)
        if any(_KANJI.search(person.span.cut(text)) for person in persons):
            span = Span(found.start(), found.end())
            written = f"{found['family']} {found['given']}"
            yield Match(span, {"to": written}, edits=(Edit(span, written),))
