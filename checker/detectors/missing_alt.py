"""Images without an alternative text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.model import Format, MarkKind
from checker.model import Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_IMAGE = MarkKind.IMAGE
_HAS_ALT = regex(r"\balt\s*=", re.IGNORECASE)


def parts(options: Options) -> Iterable[str]:
    """See `Matcher.parts`."""
    return (_IMAGE.value,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match an image; in HTML an empty `alt=""` says that it is decoration."""
    document = context.document
    for mark in document.marks_of(_IMAGE):
        if len(mark.span):
            continue
        written = mark.source.cut(document.source)
        is_tag = document.format is Format.HTML or written.startswith("<")
        if not (is_tag and _HAS_ALT.search(written)):
            yield Match(Span(mark.span.start, mark.span.start), source=mark.source)
