"""Web addresses that stand where a reader expects words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.detectors.places import links
from checker.document.model import PROTECTED, Format, MarkKind
from checker.model import Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_URL = regex(r"\s*[<(（]?\s*(?:https?://|www\.)[!-~]+\s*[>)）]?\s*", re.IGNORECASE)
# Nobody types these: percent signs, several parameters.
_UNTYPABLE = regex(r"%[0-9A-Fa-f]{2}|[?&][\w.-]+=[^&\s]*&[\w.-]+=")
_START = regex(r"https?://|www\.", re.IGNORECASE)


def parts(options: Options) -> Iterable[str]:
    """See `Matcher.parts`."""
    return (MarkKind.LINK.value, PROTECTED)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a link whose text is an address, and one a bare address nobody can type."""
    document = context.document
    seen: set[int] = set()
    for mark in links(document):
        seen.add(mark.span.start)
        if document.format is not Format.TEXT and _URL.fullmatch(mark.span.cut(document.text)):
            # An address is protected, so the whole link is shown, found by its mark.
            yield Match(Span(mark.span.start, mark.span.start), source=mark.source)
    for piece in document.protected:
        if piece.text.start not in seen:
            written = piece.text.cut(document.text)
            if _START.match(written) and _UNTYPABLE.search(written):
                yield Match(Span(piece.text.start, piece.text.start), source=piece.source)
