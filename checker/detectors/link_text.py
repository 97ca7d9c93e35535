"""Links whose words do not say where they lead."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options, texts
from checker.document.model import MarkKind
from checker.model import Match, Tier

NEEDS = Tier.TEXT


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a link whose whole text is one of `options["texts"]`."""
    empty = frozenset(texts(options, "texts"))
    document = context.document
    for mark in document.marks:
        if mark.kind is MarkKind.LINK and len(mark.span):
            text = unicodedata.normalize("NFKC", mark.span.cut(document.text))
            if text.strip(" 。、>→「」()[]") in empty:
                yield Match(mark.span)
