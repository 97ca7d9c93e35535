"""An HTML page that does not say in which language it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.model import Format
from checker.model import Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_HTML = regex(r"<html(?=[\s>])([^<>]{0,500})>", re.IGNORECASE)
_LANG = regex(r"\b(?:xml:)?lang\s*=\s*[\"']?\w", re.IGNORECASE)
_HEAD = 2_000
"""The tag stands at the start of a page: so many characters are looked at."""


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the `<html>` tag without `lang`."""
    document = context.document
    if document.format is not Format.HTML or not document.blocks:
        return
    tag = _HTML.search(document.source, 0, _HEAD)
    if tag is not None and not _LANG.search(tag[1]):
        start = document.blocks[0].span.start
        yield Match(Span(start, start), source=Span(*tag.span()))
