"""Regular expressions that cost nothing where they cannot fit.

A hundred patterns over every draft would take longer than all else together.
Most of them contain strings that the draft does not have, so each pattern knows
the strings of which one must occur (`needles`), and asks a set that is made once a
draft whether their first two characters stand together anywhere. Where one does
occur, only the lines that hold it are searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from math import prod
from operator import add
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

MAX_NEEDLES = 300
"""With more alternatives than this the pattern itself is as fast."""


class Scan:
    """A pattern, or several of which the first that fits wins; compiled when it may fit.

    `^` and `$` mean the start and the end of a line (block).

    Attributes:
        pattern: The regular expression, alternatives joined.
        keys: Two characters (or one) of each of the strings of which one must
            occur where the pattern fits; None if there are no such strings.

    Raises:
        re.error: On first use, if the pattern is not a regular expression.
    """

    def __init__(self, patterns: str | Sequence[str]) -> None:
        several = [patterns] if isinstance(patterns, str) else list(patterns)
        joined = several[0] if len(several) == 1 else "|".join(f"(?:{p})" for p in several)
        self.pattern = joined
        if joined not in _KNOWN:
            found = needles(joined)
            _KNOWN[joined] = None if found is None else by_key(sorted(found))
        self._by_key = _KNOWN[joined]
        self.keys = None if self._by_key is None else frozenset(self._by_key)

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The compiled pattern, for parts of a draft (`may_fit` is for the whole of it)."""
        return re.compile(self.pattern, re.MULTILINE)

    def may_fit(self, text: str) -> bool:
        """Whether a string that every fit contains may occur in the text."""
        return self.keys is None or not self.keys.isdisjoint(pairs(text))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All fits, in text order, as `re.Pattern.finditer` gives them; none over a line's end."""
        if self.keys is None or self._by_key is None:
            return self.expression.finditer(text)
        there = self.keys & pairs(text)
        return self._in_lines(text, there, self._by_key) if there else iter(())

    def _in_lines(self, text: str, there: Iterable[str], by_key: ByKey) -> Iterator[re.Match[str]]:
        starts: set[int] = set()
        for key in there:
            for needle in by_key[key]:
                at = text.find(needle)
                while at >= 0:
                    starts.add(text.rfind("\n", 0, at) + 1)
                    end = text.find("\n", at)
                    at = text.find(needle, end) if end >= 0 else -1
        find = self.expression.finditer
        for start in sorted(starts):
            end = text.find("\n", start)
            yield from find(text, start, end if end >= 0 else len(text))

    def search(self, text: str) -> re.Match[str] | None:
        """The first fit, as `re.Pattern.search` gives it."""
        return next(self.finditer(text), None)


class Words:
    """Many words, found in one go; of several at one place the longest, and none in another.

    A regular expression would try all of them at each place.

    Attributes:
        keys: As in `Scan`.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_key = by_key(words)
        self.keys = frozenset(self._by_key)

    def find(self, text: str) -> list[tuple[int, str]]:
        """The words of a text with the code points at which they start, in text order."""
        found: list[tuple[int, str]] = []
        for key in self.keys & pairs(text):
            for word in self._by_key[key]:
                at = text.find(word)
                while at >= 0:
                    found.append((at, word))
                    at = text.find(word, at + len(word))
        if len(found) < 2:
            return found
        apart: list[tuple[int, str]] = []
        end = 0
        for at, word in sorted(found, key=lambda hit: (hit[0], -len(hit[1]))):
            if at >= end:
                apart.append((at, word))
                end = at + len(word)
        return apart


@lru_cache(maxsize=8)
def pairs(text: str) -> frozenset[str]:
    """All characters of a text and all pairs of neighbours: what `needles` are looked up in.

    Kept for the last few texts, because every rule asks for the same ones.
    """
    return frozenset(text).union(map(add, text, text[1:]))


ByKey = Mapping[str, Sequence[str]]
"""Strings by the two characters that are looked for first."""

_KNOWN: dict[str, ByKey | None] = {}
_NOTHING = frozenset({""})
_COMMON = frozenset("、。（）「」0123456789 \u3000\n").union(map(chr, range(0x3041, 0x3097)))


def known() -> dict[str, ByKey | None]:
    """What is known of every pattern so far."""
    return dict(_KNOWN)


def remember(known: Mapping[str, ByKey | None]) -> None:
    """Take over what was known of patterns before, so that a start need not ask again."""
    _KNOWN.update(known)


def by_key(strings: Iterable[str]) -> ByKey:
    """The strings by the first of their pairs of characters that has least hiragana and marks.

    Such a pair stands in few texts.
    """
    grouped: dict[str, list[str]] = {}
    for string in strings:
        best, least = string[:2], 3
        for place in range(len(string) - 1):
            common = (string[place] in _COMMON) + (string[place + 1] in _COMMON)
            if common < least:
                best, least = string[place : place + 2], common
                if not common:
                    break
        grouped.setdefault(best, []).append(string)
    return grouped


def needles(pattern: str) -> frozenset[str] | None:
    """Strings of which at least one occurs in every text that the pattern fits.

    None if there is no such set, or only a large one.

    Raises:
        re.error: The pattern is not a regular expression.
    """
    found = _of_sequence(parser.parse(pattern, re.MULTILINE))
    if found is None or not all(found) or len(found) > MAX_NEEDLES:
        return None
    return frozenset(
        string
        for string in found
        if not any(other in string for other in found if other is not string)
    )


def _of_sequence(items: Any) -> frozenset[str] | None:
    """The best of the sets that the parts of a sequence demand."""
    best: frozenset[str] | None = None
    run = _NOTHING
    for code, argument in items:
        exact = _exactly(code, argument)
        if exact is None:
            best = _better(_better(best, run), _of_item(code, argument))
            run = _NOTHING
        else:
            longer = _joined(run, exact)
            if longer is None:
                best = _better(best, run)
            run = longer or exact
            if code is op.ASSERT and argument[0] > 0:
                best = _better(best, _of_sequence(argument[1]))
    return _better(best, run)


def _of_item(code: Any, argument: Any) -> frozenset[str] | None:
    if code is op.SUBPATTERN:
        # A group with flags of its own (?i:…) fits more than its letters.
        return None if argument[1] else _of_sequence(argument[3])
    if code in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, _, items = argument
        exact = _exact_sequence(items)
        if least >= 2 and exact is not None:
            return _joined(exact, exact)
        return _of_sequence(items) if least >= 1 else None
    if code is op.BRANCH:
        branches = [_of_sequence(branch) for branch in argument[1]]
        if any(branch is None for branch in branches):
            return None
        return frozenset().union(*(branch for branch in branches if branch))
    return None


def _exactly(code: Any, argument: Any) -> frozenset[str] | None:
    """All strings that a part fits, if they are few; "" for what only looks around."""
    if code is op.LITERAL:
        return frozenset({chr(argument)})
    if code in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return _NOTHING
    if code is op.SUBPATTERN and not argument[1]:
        return _exact_sequence(argument[3])
    if code is op.IN:
        letters = frozenset(chr(letter) for kind, letter in argument if kind is op.LITERAL)
        return letters if len(letters) == len(argument) <= MAX_NEEDLES else None
    if code in (op.MAX_REPEAT, op.MIN_REPEAT) and argument[:2] == (0, 1):
        exact = _exact_sequence(argument[2])
        return None if exact is None else exact | _NOTHING
    if code is op.BRANCH:
        branches = [_exact_sequence(branch) for branch in argument[1]]
        if any(branch is None for branch in branches):
            return None
        return frozenset().union(*(branch for branch in branches if branch))
    return None


def _exact_sequence(items: Any) -> frozenset[str] | None:
    run: frozenset[str] | None = _NOTHING
    for code, argument in items:
        exact = _exactly(code, argument)
        run = None if exact is None or run is None else _joined(run, exact)
    return run


def _joined(heads: frozenset[str], tails: frozenset[str]) -> frozenset[str] | None:
    """Each of the one followed by each of the other; None if they are too many."""
    if len(heads) * len(tails) > MAX_NEEDLES:
        return None
    return frozenset(head + tail for head in heads for tail in tails)


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """The set that rules out more texts."""
    if one is None or other is None:
        return one or other
    return min(one, other, key=_frequency)


def _frequency(found: frozenset[str]) -> float:
    """About how often one of the strings stands at a place of a notice."""
    return sum(prod(map(_share, string[:4])) for string in found)


def _share(character: str) -> float:
    """About how much of a notice is this character: most is hiragana, digits and marks."""
    if "ぁ" <= character <= "ん" or character in "、。（）「」" or character.isascii():
        return 0.02
    return 0.01 if "ァ" <= character <= "ー" else 0.002
