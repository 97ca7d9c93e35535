"""Words of many kanji or katakana without a break (橋梁長寿命化修繕計画策定業務委託)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Profile, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_LETTERS = MappingProxyType({"kanji": "[一-鿿々]", "katakana": "[ァ-ヴー]"})
LENGTHS: Mapping[str, Mapping[Profile, int]] = MappingProxyType(
    {
        "kanji": {Profile.GENERAL: 10, Profile.EASY: 8, Profile.REPORTER: 12},
        "katakana": {Profile.GENERAL: 12, Profile.EASY: 9, Profile.REPORTER: 13},
    }
)
"""Letters in a row that are too many. 大崎 counts kanji from 6 and katakana from 10 on; what
is shorter than these is mostly the name of an office, a paper or a profession."""

_EDGES = regex("^(?:年度|市|町|村|区|県|約|全|各|第)|(?:及|並|又|第|等|約|各|中|後|前)$")
_FIGURES = (AnnotationKind.DATE, AnnotationKind.COUNT, AnnotationKind.MONEY)


@cache
def _run(script: str, least: int) -> re.Pattern[str]:
    # A class in front lets the engine pass over all other letters at once.
    letter = _LETTERS[script]
    return regex(f"{letter}{letter}{{{least - 1},}}")


@cache
def _names(ending: str) -> re.Pattern[str]:
    return regex(f"(?:{ending})$")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a run, at its first occurrence, without the 市 before it and the 及 of 及び.

    A run that ends like a name (法, 手帳, 委員会; `options["names"]`) is left alone.
    """
    script = str(options.get("script", "kanji"))
    least = LENGTHS[script][context.profile]
    names = _names(str(options.get("names", "(?!)")))
    seen: set[str] = set()
    for found in _run(script, least).finditer(context.document.folded):
        start, end = found.span()
        for edge in _EDGES.finditer(found.group()):
            if edge.start():
                end = found.start() + edge.start()
            else:
                start = found.start() + edge.end()
        span = Span(start, end)
        run = span.cut(context.document.folded)
        if len(run) < least or run in seen or names.search(run):
            continue
        if not context.annotations.overlapping(span, *_FIGURES):
            seen.add(run)
            yield Match(span, {"count": str(len(run))})
