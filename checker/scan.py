"""Regular expressions that cost nothing where they cannot fit.

A hundred patterns over every draft would take longer than all else together.
Most of them contain characters that the draft does not have, so each pattern
knows the strings of which one must occur (`needles`), and asks a set that is made
once a draft whether their first two characters stand together anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

MAX_NEEDLES = 40
"""With more alternatives than this the pattern itself is as fast."""


class Scan:
    """A pattern, or several of which the first that fits wins; compiled when it may fit.

    `^` and `$` mean the start and the end of a line (block).

    Raises:
        re.error: On first use, if the pattern is not a regular expression.
    """

    def __init__(self, patterns: str | Sequence[str]) -> None:
        several = [patterns] if isinstance(patterns, str) else list(patterns)
        joined = several[0] if len(several) == 1 else "|".join(f"(?:{p})" for p in several)
        self.pattern = joined
        if joined not in _KNOWN:
            _KNOWN[joined] = needles(joined)
        asked = _KNOWN[joined]
        self._begins = None if asked is None else frozenset(needle[:2] for needle in asked)

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The compiled pattern, for parts of a draft (`may_fit` is for the whole of it)."""
        return re.compile(self.pattern, re.MULTILINE)

    def may_fit(self, text: str) -> bool:
        """Whether a string that every fit contains may occur in the text."""
        return self._begins is None or not self._begins.isdisjoint(pairs(text))

    @property
    def begins(self) -> frozenset[str] | None:
        """The first characters, two at most, of the strings of which one must occur."""
        return self._begins

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All fits, as `re.Pattern.finditer` gives them."""
        return self.expression.finditer(text) if self.may_fit(text) else iter(())

    def search(self, text: str) -> re.Match[str] | None:
        """The first fit, as `re.Pattern.search` gives it."""
        return self.expression.search(text) if self.may_fit(text) else None


@lru_cache(maxsize=8)
def pairs(text: str) -> frozenset[str]:
    """All characters of a text and all pairs of neighbours: what `needles` are looked up in.

    Kept for the last few texts, because every rule asks for the same ones.
    """
    return frozenset(text).union(map("".join, pairwise(text)))


_KNOWN: dict[str, frozenset[str] | None] = {}


def known() -> dict[str, frozenset[str] | None]:
    """What `needles` said of every pattern so far."""
    return dict(_KNOWN)


def remember(known: Mapping[str, frozenset[str] | None]) -> None:
    """Take over what `needles` said of patterns before, so that a start need not ask again."""
    _KNOWN.update(known)


def needles(pattern: str) -> frozenset[str] | None:
    """Strings of which at least one occurs in every text that the pattern fits.

    None if there is no such set, or only a large one.

    Raises:
        re.error: The pattern is not a regular expression.
    """
    found = _of_sequence(parser.parse(pattern, re.MULTILINE))
    if found is None or not all(found) or len(found) > MAX_NEEDLES:
        return None
    return frozenset(found)


def _of_sequence(items: Any) -> frozenset[str] | None:
    """The best of the sets that the parts of a sequence demand."""
    best: frozenset[str] | None = None
    literal = ""
    for code, argument in [*items, (None, None)]:
        if code is op.LITERAL:
            literal += chr(argument)
            continue
        if literal:
            best = _better(best, frozenset({literal}))
            literal = ""
        best = _better(best, _of_item(code, argument))
    return best


def _of_item(code: Any, argument: Any) -> frozenset[str] | None:
    if code is op.SUBPATTERN:
        # A group with flags of its own (?i:…) fits more than its letters.
        return None if argument[1] else _of_sequence(argument[3])
    if code in (op.MAX_REPEAT, op.MIN_REPEAT):
        return _of_sequence(argument[2]) if argument[0] >= 1 else None
    if code is op.BRANCH:
        branches = [_of_sequence(branch) for branch in argument[1]]
        if any(branch is None for branch in branches):
            return None
        return frozenset().union(*(branch for branch in branches if branch))
    if code is op.IN:
        letters = [chr(letter) for kind, letter in argument if kind is op.LITERAL]
        return frozenset(letters) if len(letters) == len(argument) <= MAX_NEEDLES else None
    return None


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """The set that rules out more texts: long strings, and few of them."""
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda found: (min(map(len, found)), -len(found)))
