"""Regular expressions and words that cost nothing where they cannot fit.

Hundreds of patterns over every draft would take longer than all else together.
Most of them contain strings that the draft does not have. So the strings of which
one must occur are looked for first, those of all patterns in one pass, and then
only the lines that hold one are searched.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import count
from typing import NamedTuple

import ahocorasick
import msgspec

from checker.needles import needles, share
from checker.regex import compile_now


class Scan:
    """A pattern, or several of which the first that fits wins; compiled when it may fit.

    `^` and `$` mean the start and the end of a line (block).

    Attributes:
        pattern: The regular expression, alternatives joined.
        needles: Strings of which one must occur where the pattern fits; None if
            there are no such strings.

    Raises:
        re.error: On first use, if the pattern is not a regular expression.
    """

    def __init__(self, patterns: str | Sequence[str]) -> None:
        several = [patterns] if isinstance(patterns, str) else list(patterns)
        # Each by itself: one string of one of them must not set all of them going.
        self._parts = tuple(map(Scan, several)) if len(several) > 1 else ()
        self.pattern = "|".join(f"(?:{p})" for p in several) if self._parts else several[0]
        if self.pattern not in _KNOWN:
            packed = self.pattern in _PACKED
            _KNOWN[self.pattern] = _unpacked(self.pattern) if packed else self._asked()
        self.needles = _KNOWN[self.pattern]
        self._added = _TRIE.add(self.needles or ())

    def _asked(self) -> frozenset[str] | None:
        if not self._parts:
            return needles(self.pattern)
        asked = [part.needles for part in self._parts]
        return frozenset().union(*filter(None, asked)) if all(asked) else None

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The compiled pattern, for parts of a draft (`may_fit` is for the whole of it)."""
        return compile_now(self.pattern, re.MULTILINE)

    def may_fit(self, text: str) -> bool:
        """Whether a string that every fit contains occurs in the text."""
        return self.needles is None or bool(_present(self.needles, text, self._added))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All fits, in text order, as `re.Pattern.finditer` gives them; none over a line's end."""
        if self._parts:
            return self._first_of(text)
        if self.needles is None:
            return self.expression.finditer(text)
        there = _present(self.needles, text, self._added)
        if not there:
            return iter(())
        return self._in_lines(text, sorted(_ends(there, text, self._added)))

    def _first_of(self, text: str) -> Iterator[re.Match[str]]:
        """The fits of several patterns; where two overlap, the one that begins first."""
        fits = [
            (found.start(), number, found)
            for number in self._parts_for(text)
            for found in self._parts[number].finditer(text)
        ]
        behind = 0
        for start, _, found in sorted(fits, key=lambda fit: fit[:2]):
            if start >= behind:
                yield found
                behind = found.end()

    def _parts_for(self, text: str) -> Iterable[int]:
        """The numbers of the patterns that may fit, in their order."""
        if self.needles is None:
            return range(len(self._parts))
        there = _present(self.needles, text, self._added)
        return sorted({number for needle in there for number in self._by_needle[needle]})

    @cached_property
    def _by_needle(self) -> Mapping[str, Sequence[int]]:
        by_needle: dict[str, list[int]] = {}
        for number, part in enumerate(self._parts):
            for needle in part.needles or ():
                by_needle.setdefault(needle, []).append(number)
        return by_needle

    def _in_lines(self, text: str, ends: Sequence[int]) -> Iterator[re.Match[str]]:
        find = self.expression.finditer
        done = -1
        for at in ends:
            if at >= done:
                start = text.rfind("\n", 0, at) + 1
                done = text.find("\n", at)
                if done < 0:
                    done = len(text)
                yield from find(text, start, done)

    def search(self, text: str) -> re.Match[str] | None:
        """The first fit, as `re.Pattern.search` gives it."""
        return next(self.finditer(text), None)


class Words:
    """Many words, found in one go; of several at one place the longest, and none in another.

    Attributes:
        needles: The words.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.needles = frozenset(words)
        self._added = _TRIE.add(self.needles)

    def present(self, text: str) -> frozenset[str]:
        """The words that occur in a text, also those inside others."""
        return _present(self.needles, text, self._added)

    def find(self, text: str) -> list[tuple[int, str]]:
        """The words of a text with the code points at which they start, in text order."""
        hits = [
            (end + 1 - len(word), word)
            for word in self.present(text)
            for end in _ends((word,), text, self._added)
        ]
        apart: list[tuple[int, str]] = []
        behind = 0
        for start, word in sorted(hits, key=lambda hit: (hit[0], -len(hit[1]))):
            if start >= behind:
                apart.append((start, word))
                behind = start + len(word)
        return apart


class Occurrences(NamedTuple):
    """The strings that patterns and words look for and that a text holds.

    Attributes:
        strings: Which.
        ends: Their last code points, in text order.
    """

    strings: frozenset[str]
    ends: Mapping[str, Sequence[int]]


def occurrences(text: str) -> Occurrences:
    """The strings of all patterns and words in a text.

    Kept for the last few texts, because every rule asks for the same ones.
    """
    return _occurrences(text, _TRIE.automaton())


@lru_cache(maxsize=8)
def _occurrences(text: str, automaton: ahocorasick.Automaton) -> Occurrences:
    found: dict[str, list[int]] = {}
    if not len(automaton):
        return Occurrences(frozenset(), found)
    for end, needle in automaton.iter(text):
        if needle in found:
            found[needle].append(end)
        else:
            found[needle] = [end]
    return Occurrences(frozenset(found), found)


def _present(needles: frozenset[str], text: str, added: int) -> frozenset[str]:
    """Those of some strings that occur in a text."""
    found = occurrences(text).strings
    if added <= _TRIE.made:
        return needles & found
    return frozenset(needle for needle in needles if needle in text)


def _ends(needles: Iterable[str], text: str, added: int) -> Iterator[int]:
    """The last code points of strings that occur in a text."""
    if added <= _TRIE.made:
        ends = occurrences(text).ends
        for needle in needles:
            yield from ends[needle]
        return
    for needle in needles:
        at = text.find(needle)
        while at >= 0:
            yield at + len(needle) - 1
            at = text.find(needle, at + 1)


MANY = 500
"""Strings that are looked for one by one at most."""


class _Trie:
    """The strings of the patterns and words of the process, to be found in one pass.

    It is made at the first search. What is added later (a pattern that a detector
    makes at its first use) is looked for by itself, because to make it anew would
    cost more than a draft; it is made anew once `MANY` were added.

    Attributes:
        made: The number of the last string that it holds.
    """

    def __init__(self) -> None:
        self._strings: dict[str, int] = {}
        self._automaton: ahocorasick.Automaton | None = None
        self._lock = threading.Lock()
        self.made = 0

    def add(self, strings: Iterable[str]) -> int:
        """More strings; gives the number of the last of them."""
        with self._lock:
            asked = frozenset(strings)
            new = asked.difference(self._strings)
            self._strings.update(zip(new, count(len(self._strings) + 1)))
            if len(self._strings) > self.made + MANY:
                self._automaton = None
            if self._automaton is None:
                return len(self._strings)  # it will hold them all
            return max((self._strings[string] for string in asked), default=0)

    def strings(self) -> list[str]:
        """All of them, in the order in which they came."""
        with self._lock:
            return list(self._strings)

    def automaton(self) -> ahocorasick.Automaton:
        """All strings, ready to be looked for."""
        made = self._automaton
        if made is None:
            with self._lock:
                made = ahocorasick.Automaton()
                # The library looks through the children of a node in the order in
                # which they came: common letters first.
                ranks = {first: -share(first) for first in {s[0] for s in self._strings}}
                for string in sorted(self._strings, key=lambda s: ranks[s[0]]):
                    made.add_word(string, string)
                made.make_automaton()
                self._automaton, self.made = made, len(self._strings)
        return made


_TRIE = _Trie()
_KNOWN: dict[str, frozenset[str] | None] = {}


class Known(msgspec.Struct, frozen=True):
    """What was found out about the patterns and words of a process.

    Attributes:
        needles: What `needles` said of each pattern.
        strings: Everything that is looked for.
    """

    needles: dict[str, msgspec.Raw]
    strings: list[str]


def known() -> Known:
    """What is known so far."""
    encode = msgspec.msgpack.encode
    return Known(
        {pattern: msgspec.Raw(encode(found)) for pattern, found in _needles_so_far()},
        _TRIE.strings(),
    )


def patterns() -> dict[tuple[str, int], None]:
    """The patterns so far, with their flags."""
    return {(pattern, int(re.MULTILINE)): None for pattern, _ in _needles_so_far()}


def _needles_so_far() -> Iterator[tuple[str, frozenset[str] | None]]:
    yield from _KNOWN.items()
    for pattern in _PACKED.keys() - _KNOWN.keys():
        yield pattern, _unpacked(pattern)


_PACKED: dict[str, msgspec.Raw] = {}


def remember(known: Known) -> None:
    """Take over what is known, so that a start need not find it out again."""
    _PACKED.update(known.needles)
    _TRIE.add(known.strings)


def _unpacked(pattern: str) -> frozenset[str] | None:
    found: frozenset[str] | None = msgspec.msgpack.decode(
        _PACKED[pattern], type=frozenset[str] | None
    )
    return found
