"""Words of which a draft should use one: two names for a thing, two forms of address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, pairwise

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import Options, texts
from checker.detectors.places import NAMES, is_named
from checker.document.model import BlockKind
from checker.model import Edit, Match, Related, Span, Tier
from checker.scan import Words

NEEDS = Tier.MORPHEMES

_UNREAD = frozenset({BlockKind.TITLE, BlockKind.ALT})


_NEAR = 10
"""Characters between two words that one name explains by the other."""
_FAR = 3
"""So many times the usual word must occur, where the rarer one may be another thing."""
_ALIAS = re.compile(r"[（(]?(?:以下|別名|通称|正式名称は|または|又は|や|と|・|、|＝|=)?[「]?$")


@cache
def _numbered(groups: tuple[str, ...]) -> list[list[str]]:
    return [group.split() for group in groups]


@cache
def _expression(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


@cache
def _words(groups: tuple[str, ...]) -> Words:
    return Words(word for group in groups for word in group.split())


def _present(there: frozenset[str], groups: Sequence[Sequence[str]]) -> dict[str, int]:
    """The words that occur, with their group, if another one of it occurs too."""
    present: dict[str, int] = {}
    for number, group in enumerate(groups):
        found = [word for word in group if word in there]
        if len(found) > 1:
            present.update((word, number) for word in found)
    return present


@cache
def _before(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile(f"(?:{'|'.join(patterns)})$") if patterns else None


@cache
def _behind(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns)) if patterns else None


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for."""
    groups = (texts(options, name) for name in ("groups", "preferred", "offices", "far"))
    return (_words(tuple(chain.from_iterable(groups))),)


def check(context: Context, options: Options) -> Iterator[Match]:
    """Matches where a draft uses several words of a group.

    Options: `groups` (each a list of words with spaces between them, a word in
    one of them only; with a tie the one that comes first in the draft is kept),
    `preferred` (such groups where with a tie the first word is kept), `offices` (also
    in the names of offices), `far` (the rarer word must be a lonely one), `each`
    ("yes": every place of the rarer words, else the first of each), `fix`
    ("yes": offer the usual word), `not_after` (patterns before a word that
    means something else there), `not_before` (patterns behind such a word), `parts`
    ("yes": also as part of a longer word).
    """
    document = context.document
    kinds = [texts(options, name) for name in ("groups", "preferred", "offices", "far")]
    all_groups = tuple(chain.from_iterable(kinds))
    numbered = _numbered(all_groups)
    plain = len(kinds[0])
    offices = plain + len(kinds[1])
    far = offices + len(kinds[2])
    groups = _present(_words(all_groups).present(document.folded), numbered)
    if not groups:
        return
    expression = _expression(tuple(groups))
    before = _before(texts(options, "not_after"))
    behind = _behind(texts(options, "not_before"))
    parts = "parts" in options
    found: dict[int, dict[str, list[Span]]] = {}
    for match in expression.finditer(document.folded):
        span = Span(match.start(), match.end())
        if not parts and not (span.start in context.word_starts and span.end in context.word_ends):
            continue
        block = document.block_at(span.start)
        if block.kind in _UNREAD or document.is_protected(span):
            continue
        office = offices <= groups[match.group()] < far
        if is_named(context, span) and not (office and _in_office(context, span)):
            continue
        if before and before.search(document.folded, block.span.start, span.start):
            continue
        if behind and behind.match(document.folded, span.end):
            continue
        word = match.group()
        found.setdefault(groups[word], {}).setdefault(word, []).append(span)
    for number, uses in found.items():
        if len(uses) < 2 or _is_told(uses, document.folded):
            continue
        order = numbered[number] if number >= plain else ()
        times = _FAR if number >= far else 1
        yield from _rarer(uses, order, times, "each" in options, "fix" in options)


def _in_office(context: Context, span: Span) -> bool:
    """Whether nothing but the name of an office holds the word."""
    names = context.annotations.overlapping(span, *NAMES)
    return bool(names) and all(name.kind is AnnotationKind.OFFICE for name in names)


def _is_told(uses: Mapping[str, Sequence[Span]], text: str) -> bool:
    """Whether the draft itself joins the words: 住民税（市民税・県民税）, AまたはB."""
    spans = sorted((span, word) for word, found in uses.items() for span in found)
    return any(
        one != other
        and left.end <= right.start <= left.end + _NEAR
        and "\n" not in text[left.end : right.start]
        and _ALIAS.fullmatch(text[left.end : right.start])
        for (left, one), (right, other) in pairwise(spans)
    )


def _rarer(
    uses: Mapping[str, Sequence[Span]], order: Sequence[str], times: int, each: bool, fix: bool
) -> Iterator[Match]:

    def rank(word: str) -> tuple[int, int, int]:
        return len(uses[word]), -order.index(word) if order else 0, -uses[word][0].start

    usual = max(uses, key=rank)
    related = (Related(uses[usual][0], f"ここでは「{usual}」です"),)
    for word, spans in uses.items():
        if word == usual or len(uses[usual]) < times * len(spans):
            continue
        for span in spans if each else spans[:1]:
            values = {"variant": word, "usual": usual, "count": str(len(uses[usual]))}
            edits = (Edit(span, usual),) if fix else ()
            yield Match(span, values, edits=edits, related=related)
