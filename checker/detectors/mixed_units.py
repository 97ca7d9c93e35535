"""One unit in two ways in a draft: 350m and 200メートル."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import Options, texts
from checker.model import Edit, Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.TEXT

_LETTERS = regex("[A-Za-z]+")


@cache
def _units(groups: tuple[str, ...]) -> tuple[re.Pattern[str], Mapping[str, str], Words]:
    """What finds a number's unit, the words of each unit, and the words without letters."""
    words = {word: group.split()[0] for group in groups for word in group.split()}
    longest_first = sorted(words, key=len, reverse=True)
    units = "|".join(
        re.escape(word) + ("(?![A-Za-z0-9²³/])" if _LETTERS.fullmatch(word) else "")
        for word in longest_first
    )
    spelt = Words(word for word in words if not word.isascii())
    return regex(rf"(?<=[0-9])(?:{units})"), words, spelt


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for: where all units are letters, none is written in two ways."""
    return (_units(texts(options, "groups"))[2],)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a place of the rarer ways to write a unit; with a tie the first is kept.

    Options: `groups`, each the ways to write a unit with spaces between them.
    """
    document = context.document
    expression, words, spelt = _units(texts(options, "groups"))
    if not spelt.present(document.folded):
        return
    found: dict[str, dict[str, list[Span]]] = {}
    for match in expression.finditer(document.folded):
        span = Span(match.start(), match.end())
        if document.is_protected(span) or document.block_at(span.start).quoted:
            continue
        if context.annotations.overlapping(span, AnnotationKind.QUOTATION, AnnotationKind.URL):
            continue
        found.setdefault(words[match.group()], {}).setdefault(match.group(), []).append(span)
    for unit, uses in found.items():
        if len(uses) > 1:
            usual = max(uses, key=lambda word: (len(uses[word]), word == unit))
            related = (Related(uses[usual][0], f"ここでは「{usual}」です"),)
            for word, spans in uses.items():
                for span in spans if word != usual else ():
                    values = {"variant": word, "usual": usual}
                    yield Match(span, values, edits=(Edit(span, usual),), related=related)
