"""Kana whose voicing mark is a character of its own (か + ゛ for が)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT
RAW = True

_MARKS = Scan("[\u3099\u309a]")
_DECOMPOSED = regex("[ぁ-ゟァ-ヿ][\u3099\u309a]")


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_MARKS,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a character that can be composed."""
    for found in _DECOMPOSED.finditer(context.document.text):
        composed = unicodedata.normalize("NFC", found.group())
        if len(composed) == 1:
            span = Span(found.start(), found.end())
            yield Match(span, {"to": composed}, edits=(Edit(span, composed),))
