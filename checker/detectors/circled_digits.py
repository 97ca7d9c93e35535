"""Enclosed digits and Roman numerals that are one character (① ⑴ ⒈ Ⅳ)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_SIGNS = {
    "enclosed": regex("[①-⒛⓪-⓾❶-➓㉑-㉟㊱-㊿]"),
    "roman": regex("[Ⅰ-Ⅻⅰ-ⅻ]"),
}


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sign of the sort `options["sort"]` (`enclosed` or `roman`)."""
    enclosed = options["sort"] == "enclosed"
    for found in _SIGNS[str(options["sort"])].finditer(context.document.text):
        number = int(unicodedata.numeric(found.group()))
        written = f"（{number}）" if enclosed else str(number)
        span = Span(found.start(), found.end())
        yield Match(span, {"to": written}, edits=(Edit(span, written),))
