"""Half-width katakana, put into full width with their voicing marks joined."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.TEXT
RAW = True

_KANA = Words(map(chr, range(0xFF66, 0xFFA0)))
# `re` runs to the first character of a pattern that begins with a class, not with a repeat.
_RUN = regex("[\uff61-\uff9f][\uff61-\uff9f]*")


def scans(options: Options) -> Iterable[Words]:
    """See `Matcher.scans`."""
    return (_KANA,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a run; half-width punctuation (｡｢｣､･) only counts beside half-width kana."""
    for found in _RUN.finditer(context.document.text):
        if max(found.group()) < "\uff66":
            continue
        span = Span(found.start(), found.end())
        full = unicodedata.normalize("NFKC", found.group())
        yield Match(span, {"to": full}, edits=(Edit(span, full),))
