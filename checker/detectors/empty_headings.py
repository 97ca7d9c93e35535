"""Headings without any words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.model import Document, Format
from checker.model import Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_TAG = regex(
    r"<h([1-6])(?:\s[^<>]{0,300})?>(?:\s|&nbsp;|&#160;|<br\s*/?>|</?(?:b|strong|span)>)*</h\1\s*>",
    re.IGNORECASE,
)
_MARKDOWN = regex(r"^ {0,3}#{1,6}[ \t]*#*[ \t]*$", re.MULTILINE)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match an empty heading outside comments and code.

    It makes no block, so it is looked for in the source as it is written.
    """
    document = context.document
    for found in _candidates(document):
        # Text that comes from inside means that something is shown after all.
        index = bisect_left(document.pieces, found.start, key=lambda piece: piece.source.start)
        at = len(document.text)
        if index < len(document.pieces):
            if document.pieces[index].source.start < found.end:
                continue
            at = document.pieces[index].text.start
        if not _is_hidden(found, document):
            yield Match(Span(at, at), source=found)


def _candidates(document: Document) -> list[Span]:
    source = document.source
    found = [Span(*match.span()) for match in _TAG.finditer(source)]
    if document.format is Format.MARKDOWN:
        found += [
            Span(match.start(), match.end())
            for match in _MARKDOWN.finditer(source, document.front_matter_end)
        ]
    return sorted(found)


def _is_hidden(span: Span, document: Document) -> bool:
    """Whether a comment or code holds the place."""
    hidden = [comment.source for comment in document.comments]
    hidden += [mark.source for mark in document.marks if mark.kind.value.startswith("code")]
    return any(stretch.contains(span) for stretch in hidden)
