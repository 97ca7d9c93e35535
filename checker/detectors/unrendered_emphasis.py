"""Emphasis that Markdown does not render: `**「重要」**です`.

A closing `**` behind punctuation and before a letter is not a closing one
(CommonMark, "right-flanking delimiter run"), so both `**` reach the reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.TEXT

_STARS = Words(("**",))
_LITERAL = regex(r"\*\*(?=[^\s*])([^*\n]{1,200}?)(?<=[^\s*])\*\*")


def scans(options: Options) -> Iterable[Words]:
    """See `Matcher.scans`."""
    return (_STARS,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a pair of `**` that stands in what the reader reads."""
    document = context.document
    for found in _LITERAL.finditer(document.text):
        span = Span(found.start(), found.end())
        opening = Span(span.start, span.start + 2)
        closing = Span(span.end - 2, span.end)
        edits = (Edit(opening, "<strong>"), Edit(closing, "</strong>"))
        yield Match(span, {"inner": found[1]}, edits=edits)
