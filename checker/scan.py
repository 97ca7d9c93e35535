"""Regular expressions and words that cost nothing where they cannot fit.

Hundreds of patterns over every draft would take longer than all else together.
Most of them contain strings that the draft does not have. So the strings of which
one must occur are looked for first, those of all patterns in one pass, and then
only the lines that hold one are searched.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Container, Iterable, Iterator, KeysView, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain, count
from types import MappingProxyType

import ahocorasick
import msgspec

from checker.memory import LOT
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
        self._sought = Sought(self.needles or ())

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
        return self.needles is None or bool(self._sought.there(text))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All fits, in text order, as `re.Pattern.finditer` gives them; none over a line's end."""
        if self.needles is None:
            return self._first_of(text) if self._parts else self.expression.finditer(text)
        there = self._sought.there(text)
        if not there:
            return iter(())
        return self._first_of(text, there) if self._parts else self._in_lines(text, there)

    def _first_of(
        self, text: str, there: Mapping[str, Sequence[int]] | None = None
    ) -> Iterator[re.Match[str]]:
        """The fits of several patterns; where two overlap, the one that begins first."""
        if there is None:
            numbers = list(range(len(self._parts)))
        else:
            asked: set[int] = set()
            for needle in there:
                asked.update(self._by_needle[needle])
            numbers = sorted(asked)
        if len(numbers) == 1:
            yield from self._parts[numbers[0]].finditer(text)
            return
        fits = [
            (found.start(), number, found)
            for number in numbers
            for found in self._parts[number].finditer(text)
        ]
        if len(fits) > 1:
            fits.sort(key=_place)
        behind = 0
        for start, _, found in fits:
            if start >= behind:
                yield found
                behind = found.end()

    @cached_property
    def _by_needle(self) -> Mapping[str, Sequence[int]]:
        by_needle: dict[str, list[int]] = {}
        for number, part in enumerate(self._parts):
            for needle in part.needles or ():
                by_needle.setdefault(needle, []).append(number)
        return by_needle

    def _in_lines(self, text: str, there: Mapping[str, Sequence[int]]) -> Iterator[re.Match[str]]:
        find = self.expression.finditer
        done = -1
        if len(there) == 1:
            (ends,) = there.values()
        else:
            ends = sorted(chain.from_iterable(there.values()))
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
        self._sought = Sought(words)
        self.needles = self._sought.strings

    def present(self, text: str) -> KeysView[str]:
        """The words that occur in a text, also those inside others."""
        return self._sought.there(text).keys()

    def find(self, text: str) -> list[tuple[int, str]]:
        """The words of a text with the code points at which they start, in text order."""
        hits = [
            (end + 1 - len(word), word)
            for word, ends in self._sought.there(text).items()
            for end in ends
        ]
        if len(hits) < 2:
            return hits
        apart: list[tuple[int, str]] = []
        behind = 0
        for start, word in sorted(hits, key=lambda hit: (hit[0], -len(hit[1]))):
            if start >= behind:
                apart.append((start, word))
                behind = start + len(word)
        return apart


def _place(fit: tuple[int, int, re.Match[str]]) -> tuple[int, int]:
    return fit[:2]


class Sought:
    """Strings that somebody looks for in every draft.

    Attributes:
        strings: The strings.
    """

    __slots__ = ("_last", "strings")

    def __init__(self, strings: Iterable[str]) -> None:
        self.strings = frozenset(strings)
        self._last = _TRIE.add(self.strings)

    def there(self, text: str) -> Mapping[str, Sequence[int]]:
        """Those that occur in a text, with their last code points in text order."""
        found = occurrences(text)
        if self._last > found.made:
            return {s: list(_ends(s, text)) for s in self.strings if s in text}
        if found.strings.isdisjoint(self.strings):
            return _NOWHERE
        ends = found.ends
        return {string: ends[string] for string in self.strings & found.strings}


class Occurrences:
    """The strings that a text holds.

    Attributes:
        text: The text.
        automaton: What found them.
        made: The number of the last string that it knows.
        ends: Their last code points, in text order.
        strings: The strings.
    """

    __slots__ = ("automaton", "ends", "made", "strings", "text")

    def __init__(self, text: str, automaton: ahocorasick.Automaton, made: int) -> None:
        found: dict[str, list[int]] = {}
        if len(automaton):
            for end, string in automaton.iter(text):
                if string in found:
                    found[string].append(end)
                else:
                    found[string] = [end]
        self.text, self.automaton, self.made = text, automaton, made
        self.ends: Mapping[str, Sequence[int]] = found
        self.strings = frozenset(found)


_NOWHERE: Mapping[str, Sequence[int]] = MappingProxyType({})


def _ends(string: str, text: str) -> Iterator[int]:
    at = text.find(string)
    while at >= 0:
        yield at + len(string) - 1
        at = text.find(string, at + 1)


def occurrences(text: str) -> Occurrences:
    """The strings of all patterns and words in a text.

    Kept for the last few texts, because every rule asks for the same ones.
    """
    global _latest
    latest = _latest  # one look, because other threads change it
    if latest.text is text and latest.automaton is _TRIE.current:
        return latest
    found = _latest = _occurrences(text, *_TRIE.automaton())
    return found


@lru_cache(maxsize=2 * LOT)
def _occurrences(text: str, automaton: ahocorasick.Automaton, made: int) -> Occurrences:
    return Occurrences(text, automaton, made)


def forget() -> None:
    """Forget the last texts: for a measurement that reads the same ones again."""
    global _latest
    _latest = Occurrences("", ahocorasick.Automaton(), 0)
    _occurrences.cache_clear()


MANY = 500
"""Strings that are looked for one by one at most."""


class _Trie:
    """The strings of the patterns and words of the process, to be found in one pass.

    It is made at the first search. What is added later (a pattern that a detector
    makes at its first use) is looked for by itself, because to make it anew would
    cost more than a draft; it is made anew once `MANY` were added.

    Attributes:
        current: What looks for them; None if it has to be made anew.
    """

    def __init__(self) -> None:
        self._strings: dict[str, int] = {}
        self.current: ahocorasick.Automaton | None = None
        self._lock = threading.Lock()
        self._made = 0

    def add(self, strings: Iterable[str]) -> int:
        """More strings; gives the number of the last of them."""
        with self._lock:
            asked = frozenset(strings)
            new = asked.difference(self._strings)
            self._strings.update(zip(new, count(len(self._strings) + 1)))
            if len(self._strings) > self._made + MANY:
                self.current = None
            if self.current is None:
                return len(self._strings)  # it will hold them all
            return max((self._strings[string] for string in asked), default=0)

    def strings(self) -> tuple[str, ...]:
        """All of them, in the order in which they came."""
        with self._lock:
            return tuple(self._strings)

    def automaton(self) -> tuple[ahocorasick.Automaton, int]:
        """What looks for the strings, and the number of the last that it knows."""
        with self._lock:
            made = self.current
            if made is None:
                made = ahocorasick.Automaton()
                # The library looks through the children of a node in the order in
                # which they came: common letters first.
                ranks = {first: -share(first) for first in {s[0] for s in self._strings}}
                for string in sorted(self._strings, key=lambda s: ranks[s[0]]):
                    made.add_word(string, string)
                made.make_automaton()
                self.current, self._made = made, len(self._strings)
            return made, self._made


_TRIE = _Trie()
_latest = Occurrences("", ahocorasick.Automaton(), 0)
_KNOWN: dict[str, frozenset[str] | None] = {}


class Known(msgspec.Struct, frozen=True):
    """What was found out about the patterns and words of a process.

    Attributes:
        needles: What `needles` said of each pattern.
        strings: What is looked for besides the strings of an index.
    """

    needles: dict[str, msgspec.Raw]
    strings: tuple[str, ...]


def known(indexed: Container[str]) -> Known:
    """What is known so far; the strings without those of an index, which has them itself."""
    encode = msgspec.msgpack.encode
    return Known(
        {pattern: msgspec.Raw(encode(found)) for pattern, found in _needles_so_far()},
        tuple(string for string in _TRIE.strings() if string not in indexed),
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
