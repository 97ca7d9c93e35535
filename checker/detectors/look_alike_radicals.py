"""Radicals that look like kanji (⽇ for 日), left behind by PDF paste."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.document.folding import RADICALS
from checker.model import Edit, Match, Span, Tier

NEEDS = Tier.TEXT

_RADICALS = frozenset(RADICALS)
_RADICAL = re.compile(f"[{''.join(RADICALS)}]")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a character; the fix is the ordinary kanji."""
    if _RADICALS.isdisjoint(context.characters):
        return
    for found in _RADICAL.finditer(context.document.text):
        span = Span(found.start(), found.end())
        kanji = RADICALS[found.group()]
        yield Match(span, {"to": kanji}, edits=(Edit(span, kanji),))
