"""Where the strings of all patterns and words stand in a text, found in one pass.

Whoever looks for strings in every draft says so with `Sought`. The strings of all of
them are put together at the first search, and each text is gone through once.
"""

from __future__ import annotations

import pickle
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import ahocorasick
import msgspec

from checker.memory import LOT
from checker.needles import share


class Sought:
    """Strings that somebody looks for in every draft.

    Attributes:
        strings: The strings.
    """

    __slots__ = ("_last", "strings")

    def __init__(self, strings: Iterable[str]) -> None:
        self.strings = frozenset(strings)
        self._last: int | None = None
        _TRIE.expect(self.strings)

    def there(self, text: str) -> Mapping[str, Sequence[int]]:
        """Those that occur in a text, with their last code points in text order."""
        found = occurrences(text)
        last = self._last
        if last is None:
            last = self._last = _TRIE.last(self.strings)
        if last > found.made:
            return {s: list(_ends(s, text)) for s in self.strings if s in text}
        if found.strings.isdisjoint(self.strings):
            return _NOWHERE
        ends = found.ends
        return {string: ends[string] for string in self.strings & found.strings}


class _Finder:
    """An automaton that tells strings by their numbers, and the strings."""

    __slots__ = ("automaton", "strings")

    def __init__(self, automaton: ahocorasick.Automaton, strings: tuple[str, ...]) -> None:
        self.automaton, self.strings = automaton, strings

    @classmethod
    def of(cls, strings: tuple[str, ...]) -> _Finder:
        made = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        # The library looks through the children of a node in the order in which they
        # came: common letters first.
        ranks = {first: -share(first) for first in {string[0] for string in strings}}
        for number in sorted(range(len(strings)), key=lambda n: ranks[strings[n][0]]):
            made.add_word(strings[number], number)
        made.make_automaton()
        return cls(made, strings)


class Occurrences:
    """The strings that a text holds.

    Attributes:
        text: The text.
        finder: What found them.
        made: How many strings it knows.
        ends: Their last code points, in text order.
        strings: The strings.
    """

    __slots__ = ("ends", "finder", "made", "strings", "text")

    def __init__(self, text: str, finder: _Finder) -> None:
        found: dict[int, list[int]] = {}
        if finder.strings:
            for end, number in finder.automaton.iter(text):
                if number in found:
                    found[number].append(end)
                else:
                    found[number] = [end]
        names = finder.strings
        self.text, self.finder, self.made = text, finder, len(names)
        self.ends: Mapping[str, Sequence[int]] = {names[n]: ends for n, ends in found.items()}
        self.strings = frozenset(self.ends)


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
    if latest.text is text and latest.finder is _TRIE.finder:
        return latest
    found = _latest = _occurrences(text, _TRIE.current())
    return found


@lru_cache(maxsize=2 * LOT)
def _occurrences(text: str, finder: _Finder) -> Occurrences:
    return Occurrences(text, finder)


def forget() -> None:
    """Forget the last texts: for a measurement that reads the same ones again."""
    global _latest
    _latest = _NONE
    _occurrences.cache_clear()


MANY = 500
"""Strings that are looked for one by one at most."""


class _Trie:
    """The strings of the patterns and words of the process, to be found in one pass.

    What finds them is made at the first search, or comes with the wheel. What is
    added later (a pattern that a detector makes at its first use) is looked for by
    itself, because to make it anew would cost more than a draft; it is made anew once
    `MANY` were added.

    Attributes:
        finder: What finds them; None if it has to be made anew.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._expected: list[frozenset[str]] = []
        self.finder: _Finder | None = None
        self._lock = threading.Lock()

    def expect(self, strings: frozenset[str]) -> None:
        """More strings, which the next finder will know."""
        if self.finder is None:
            self._expected.append(strings)  # one step, so that no lock is needed

    def last(self, strings: frozenset[str]) -> int:
        """The number of the last of some strings; of the first it is 1."""
        with self._lock:
            self._take(strings)
            if self.finder is not None and len(self._numbers) > len(self.finder.strings) + MANY:
                self.finder = None
            return max((self._numbers[string] for string in strings), default=0)

    def current(self) -> _Finder:
        """What finds the strings."""
        with self._lock:
            made = self.finder
            if made is None:
                while self._expected:
                    self._take(self._expected.pop())
                made = self.finder = _Finder.of(tuple(self._numbers))
            return made

    def load(self, finder: _Finder) -> None:
        """Take over what finds them, unless there is one already."""
        with self._lock:
            if self.finder is None and not self._numbers:
                self._numbers = {s: number for number, s in enumerate(finder.strings, 1)}
                self._expected.clear()  # those that it lacks are added when they are asked for
                self.finder = finder

    def _take(self, strings: frozenset[str]) -> None:
        for string in strings.difference(self._numbers):
            self._numbers[string] = len(self._numbers) + 1


_TRIE = _Trie()
_NONE = Occurrences("", _Finder(ahocorasick.Automaton(), ()))
_latest = _NONE


class Packed(msgspec.Struct, frozen=True):
    """The strings of a process, and what finds them.

    Attributes:
        machine: What the finder is for: the very library that made it.
        strings: What is looked for besides the strings of an index.
        finder: What pickle made of the automaton.
    """

    machine: str
    strings: tuple[str, ...]
    finder: bytes


def packed(indexed: Mapping[str, object]) -> Packed:
    """The strings so far without those of an index, which has them itself."""
    known = _TRIE.current().strings
    strings = tuple(string for string in known if string not in indexed)
    finder = _Finder.of((*indexed, *strings))
    return Packed(_machine(), strings, pickle.dumps(finder.automaton))


def remember(packed: Packed, indexed: Mapping[str, object]) -> None:
    """Take over strings, and what finds them if this library made it.

    The data are those of the wheel, so to unpickle them is to run our own code.
    """
    if packed.machine == _machine():
        strings = (*indexed, *packed.strings)
        _TRIE.load(_Finder(pickle.loads(packed.finder), strings))
    else:
        _TRIE.expect(frozenset(packed.strings))


def _machine() -> str:
    # The pickle is a copy of the library's memory. Its file tells system, processor and
    # Python in its name; versions of it differ in size.
    library = Path(ahocorasick.__file__)
    return f"{sys.byteorder} {library.name} {library.stat().st_size}"
