"""A city that calls itself 市 in most places and 本市 in one."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Related, Span, Tier
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"usual"})

_FORMAL = Scan("(?:本|当)市|当町|(?:本|当)区|当村|(?:本|当)県|我が(?:市|町|村|区)|わが(?:市|町|村)")
_BARE = Scan("(?<![一-鿿々ァ-ヶー])(?:市|町|村|区|県)(?=[はがのにでへとを])")
_PARTICLE = frozenset("はがのにでへとをもか、")
_KANJI = ("一", "鿿")
_TIMES = 2
"""So many times as often the plain name must occur."""


def scans(options: Options) -> tuple[Scan, ...]:
    """What the detector looks for."""
    return (_FORMAL,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a place where the city has a formal name, in a draft that mostly has none."""
    text = context.document.folded
    formal = [
        found
        for found in _FORMAL.finditer(text)
        if text[found.end() : found.end() + 1] in _PARTICLE
        and not _KANJI[0] <= text[found.start() - 1 : found.start()] <= _KANJI[1]
    ]
    if not formal:
        return
    for kind in {found.group()[-1] for found in formal}:
        rare = [found for found in formal if found.group().endswith(kind)]
        usual = [found for found in _BARE.finditer(text) if found.group() == kind]
        if len(usual) < _TIMES * len(rare) or len(usual) < _TIMES:
            continue
        related = (Related(Span(usual[0].start(), usual[0].end()), f"ここでは「{kind}」です"),)
        for found in rare:
            span = Span(found.start(), found.end())
            edits = (Edit(Span(span.start, span.end - 1), ""),)
            yield Match(span, {"usual": kind}, edits=edits, related=related)
