"""Words of which a draft should use one: two names for a thing, two forms of address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from checker.context import Context
from checker.detectors import Options, texts
from checker.detectors.places import is_named
from checker.document.model import BlockKind
from checker.model import Edit, Match, Related, Span, Tier

NEEDS = Tier.MORPHEMES

_UNREAD = frozenset({BlockKind.TITLE, BlockKind.ALT})


@cache
def _expression(groups: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, int]]:
    """All words in one expression, and the group of each."""
    words = {word: number for number, group in enumerate(groups) for word in group.split()}
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), words


@cache
def _before(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile(f"(?:{'|'.join(patterns)})$") if patterns else None


def check(context: Context, options: Options) -> Iterator[Match]:
    """Matches where a draft uses several words of a group.

    Options: `groups` (each a list of words with spaces between them, a word in
    one of them only), `each`
    ("yes": every place of the rarer words, else the first of each), `fix`
    ("yes": offer the usual word), `not_after` (patterns before a word that
    means something else there), `parts` ("yes": also as part of a longer word).
    """
    document = context.document
    expression, groups = _expression(texts(options, "groups"))
    before = _before(texts(options, "not_after"))
    parts = "parts" in options
    found: dict[int, dict[str, list[Span]]] = {}
    for match in expression.finditer(document.folded):
        span = Span(match.start(), match.end())
        if not parts and not (span.start in context.word_starts and span.end in context.word_ends):
            continue
        block = document.block_at(span.start)
        if block.kind in _UNREAD or is_named(context, span) or document.is_protected(span):
            continue
        if before and before.search(document.folded, block.span.start, span.start):
            continue
        word = match.group()
        found.setdefault(groups[word], {}).setdefault(word, []).append(span)
    for uses in found.values():
        if len(uses) > 1:
            yield from _rarer(uses, "each" in options, "fix" in options)


def _rarer(uses: dict[str, list[Span]], each: bool, fix: bool) -> Iterator[Match]:
    usual = max(uses, key=lambda word: (len(uses[word]), -uses[word][0].start))
    related = (Related(uses[usual][0], f"ここでは「{usual}」です"),)
    for word, spans in uses.items():
        if word == usual:
            continue
        for span in spans if each else spans[:1]:
            values = {"variant": word, "usual": usual, "count": str(len(uses[usual]))}
            edits = (Edit(span, usual),) if fix else ()
            yield Match(span, values, edits=edits, related=related)
