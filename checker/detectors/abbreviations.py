"""（以下「X」という。）: a short name that is not needed, or that comes too early."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, PairValue
from checker.context import Context
from checker.detectors import Options
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex

NEEDS = Tier.MORPHEMES

_SHORTEST = 3
"""A shorter name (市, 条例) is a word of its own before it is defined."""
_TITLES = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_OTHER_SHEET = regex(r"別紙|別添|裏面|次ページ")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a definition with the fault that `options["fault"]` names.

    `unused`: the short name does not come again. `early`: it came before.
    `twice`: it was defined before.
    """
    document = context.document
    fault = options.get("fault")
    seen: dict[str, Span] = {}
    for annotation in context.annotations.of(AnnotationKind.DEFINITION):
        value = annotation.value
        if not isinstance(value, PairValue) or not value.term:
            continue
        term, span = value.term, annotation.span
        if fault == "twice" and term in seen:
            yield Match(span, {"term": term}, related=(Related(seen[term], "ここで決めています"),))
        elif fault == "unused" and not _OTHER_SHEET.search(document.folded):
            if term not in document.folded[span.end :] and term not in seen:
                yield Match(span, {"term": term})
        elif fault == "early" and len(term) >= _SHORTEST and term not in seen:
            early = _bare(context, term, value.other, span)
            if early is not None:
                yield Match(early, {"term": term}, related=(Related(span, "ここで決めています"),))
        seen.setdefault(term, span)


def _bare(context: Context, term: str, full: str, definition: Span) -> Span | None:
    """The short name in a sentence before its definition, not as a part of another name."""
    document = context.document
    start = document.folded.find(term, 0, definition.start)
    while start >= 0:
        span = Span(start, start + len(term))
        named = context.annotations.overlapping(
            span, AnnotationKind.OFFICE, AnnotationKind.LAW, AnnotationKind.QUOTATION
        )
        if (
            span.start in context.word_starts
            and span.end in context.word_ends
            and document.block_at(start).kind not in _TITLES
            and all(len(name.span) == len(term) for name in named)
            and not document.folded.startswith(full, max(0, start - len(full) + len(term)))
        ):
            return span
        start = document.folded.find(term, span.end, definition.start)
    return None
