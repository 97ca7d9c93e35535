"""Full-width digits and Latin letters."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.TEXT

# A point, comma or hyphen between digits belongs to the number (０４－００００－１２３４).
_RUN = regex("[０-９Ａ-Ｚａ-ｚ]+(?:(?<=[０-９])[．，－][０-９]+)*")


# What it looks for is in the text as written only.
RAW = True
_CHARACTERS = Words(chr(ord(char) + 0xFEE0) for char in string.ascii_letters + string.digits)


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for."""
    return (_CHARACTERS,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a run; the fix keeps the value."""
    for found in _RUN.finditer(context.document.text):
        span = Span(found.start(), found.end())
        half = unicodedata.normalize("NFKC", found.group())
        yield Match(span, {"to": half}, edits=(Edit(span, half),))
