"""Words of which a draft should use one: two names for a thing, two forms of address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.detectors.places import NAMES, is_named
from checker.document.model import BlockKind
from checker.model import Edit, Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.MORPHEMES

_UNREAD = frozenset({BlockKind.TITLE, BlockKind.ALT})


_KINDS = ("groups", "preferred", "offices", "twice", "far")
_NEAR = 10
"""Characters between two words that one name explains by the other."""
_TWICE = 2
_FAR = 3
"""So many times the usual word must occur, where the rarer one may be another thing."""
_ALIAS = regex(r"[（(]?(?:以下|別名|通称|正式名称は|または|又は|や|と|・|、|＝|=)?[「]?$")


_Rows = tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Groups:
    """The groups of a rule.

    Attributes:
        rows: Of each group the word of each spelling (申込み is 申し込み).
        members: The groups of each spelling.
        words: All spellings.
        ends: Where the groups of each kind of `_KINDS` but the last end.
        before, behind: What must not stand beside a word.
    """

    rows: _Rows
    members: Mapping[str, list[int]]
    words: Words
    ends: tuple[int, ...]
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None


@per_rule
def _groups(options: Options) -> _Groups:
    kinds = [texts(options, name) for name in _KINDS]
    groups = tuple(chain.from_iterable(kinds))
    before, behind = texts(options, "not_after"), texts(options, "not_before")
    return _Groups(
        *_numbered(groups),
        _words(groups),
        tuple(accumulate(map(len, kinds[:-1]))),
        regex(f"(?:{'|'.join(before)})$") if before else None,
        regex("|".join(behind)) if behind else None,
    )


def _numbered(groups: tuple[str, ...]) -> tuple[_Rows, Mapping[str, list[int]]]:
    rows = tuple(
        {
            spelling: entry.split("=", 1)[0]
            for entry in group.split()
            for spelling in entry.split("=")
        }
        for group in groups
    )
    members: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for spelling in row:
            members.setdefault(spelling, []).append(number)
    return rows, members


def _words(groups: tuple[str, ...]) -> Words:
    return Words(word for group in groups for word in group.replace("=", " ").split())


def _present(
    there: frozenset[str],
    rows: Sequence[Mapping[str, str]],
    members: Mapping[str, Sequence[int]],
) -> dict[str, list[int]]:
    """The spellings that occur, with their groups, if another word of them occurs too."""
    words: dict[int, str] = {}
    several: set[int] = set()
    for spelling in there:
        for number in members[spelling]:
            word = rows[number][spelling]
            if words.setdefault(number, word) != word:
                several.add(number)
    if not several:
        return {}
    present = {word: [n for n in members[word] if n in several] for word in there}
    return {word: numbers for word, numbers in present.items() if numbers}


def _places(text: str, words: Iterable[str]) -> Iterator[tuple[Span, str]]:
    """Where the words stand, in text order: the longest at each place, and none in another."""
    hits: list[tuple[int, int, str]] = []
    for word in words:  # a few
        at = text.find(word)
        while at >= 0:
            hits.append((at, -len(word), word))
            at = text.find(word, at + 1)
    hits.sort()
    behind = 0
    for start, _, word in hits:
        if start >= behind:
            behind = start + len(word)
            yield Span(start, behind), word


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for."""
    return (_groups(options).words,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """Matches where a draft uses several words of a group.

    Options: `groups` (each a list of words with spaces between them; with a tie the one that comes first in the draft is kept),
    `preferred` (such groups where with a tie the first word is kept), `offices` (also
    in the names of offices), `twice` and `far` (the usual word must occur two or three
    times as often). A word may have several spellings (申し込み=申込み). `each`
    ("yes": every place of the rarer words, else the first of each), `fix`
    ("yes": offer the usual word), `not_after` (patterns before a word that
    means something else there), `not_before` (patterns behind such a word), `parts`
    ("yes": also as part of a longer word).
    """
    document = context.document
    of_rule = _groups(options)
    rows, before, behind = of_rule.rows, of_rule.before, of_rule.behind
    groups = _present(frozenset(of_rule.words.present(document.folded)), rows, of_rule.members)
    if not groups:
        return
    plain, offices, twice, far = of_rule.ends
    parts = "parts" in options
    found: dict[int, dict[str, list[Span]]] = {}
    places = [
        (span, written)
        for span, written in _places(document.folded, groups)
        if parts or (span.start in context.word_starts and span.end in context.word_ends)
    ]
    if not _present(frozenset(written for _, written in places), rows, of_rule.members):
        return  # as mostly: the others are parts of longer words
    for span, written in places:
        block = document.block_at(span.start)
        if block.kind in _UNREAD or document.is_protected(span):
            continue
        numbers = groups[written]
        office = any(offices <= number < twice for number in numbers)
        if is_named(context, span) and not (office and _in_office(context, span)):
            continue
        if before and before.search(document.folded, block.span.start, span.start):
            continue
        if behind and behind.match(document.folded, span.end):
            continue
        for number in numbers:
            word = rows[number][written]
            found.setdefault(number, {}).setdefault(word, []).append(span)
    told: set[Span] = set()
    for number, uses in found.items():
        if len(uses) < 2 or _is_told(uses, document.folded):
            continue
        order = list(rows[number]) if number >= plain else ()
        times = _FAR if number >= far else _TWICE if number >= twice else 1
        for rarer, usual in _rarer(uses, order, times):
            shown = uses[usual][0].cut(document.text)
            related = (Related(uses[usual][0], f"ここでは「{shown}」です"),)
            for span in uses[rarer] if "each" in options else uses[rarer][:1]:
                if span in told:
                    continue
                told.add(span)
                variant = span.cut(document.text)
                values = {"variant": variant, "usual": shown, "count": str(len(uses[usual]))}
                edits = (Edit(span, usual),) if "fix" in options else ()
                yield Match(span, values, edits=edits, related=related)


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
    uses: Mapping[str, Sequence[Span]], order: Sequence[str], times: int
) -> Iterator[tuple[str, str]]:
    """The words that are rare enough, each with the usual one."""

    def rank(word: str) -> tuple[int, int, int]:
        return len(uses[word]), -order.index(word) if order else 0, -uses[word][0].start

    usual = max(uses, key=rank)
    for word, spans in uses.items():
        if word != usual and len(uses[usual]) >= times * len(spans):
            yield word, usual
