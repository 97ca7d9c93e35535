"""Radicals that look like kanji (⽇ for 日), left behind by PDF paste."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.folding import RADICALS
from checker.model import Edit, Match, Span, Tier
from checker.scan import Words

NEEDS = Tier.TEXT
RAW = True

_RADICALS = Words(RADICALS)


def scans(options: Options) -> Iterable[Words]:
    """See `Matcher.scans`."""
    return (_RADICALS,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a character; the fix is the ordinary kanji."""
    for start, radical in enumerate(context.document.text):
        if radical in RADICALS:
            span = Span(start, start + 1)
            kanji = RADICALS[radical]
            yield Match(span, {"to": kanji}, edits=(Edit(span, kanji),))
