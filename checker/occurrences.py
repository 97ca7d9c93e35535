"""Where the strings of all patterns and words stand in a text, found in one pass.

Whoever looks for strings in every draft says so with `Sought`. The strings of all of
them are put together at the first search, and each text is gone through once.
"""

from __future__ import annotations

import itertools
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

LENGTH_BITS = 10
"""Strings longer than these bits can count are looked for one by one."""

_LENGTH = (1 << LENGTH_BITS) - 1


class Sought:
    """Strings that somebody looks for in every draft.

    Attributes:
        strings: The strings.
    """

    __slots__ = ("_first", "_last", "_number", "strings")

    def __init__(self, strings: Iterable[str]) -> None:
        self.strings = frozenset(strings)
        self._last: int | None = None
        self._number = _UNNUMBERED
        self._first = 0
        _TRIE.expect(self.strings)

    def there(self, text: str) -> Mapping[str, Sequence[int]]:
        """Those that occur in a text, with their last code points in text order."""
        found = occurrences(text)
        if self._number < found.seekers:
            strings = found.sought.get(self._number)
            if strings is None:
                return _NOWHERE
            ends = found.ends
            return {string: ends[string] for string in strings}
        return self._looked_up(found)

    def _looked_up(self, found: Occurrences) -> Mapping[str, Sequence[int]]:
        """The same for the first drafts: a number is worth its cost from the second one on."""
        last = self._last
        if last is None:
            last = self._last = _TRIE.last(self.strings)
        if last > found.made:
            text = found.text
            return {s: list(_ends(s, text)) for s in self.strings if s in text}
        if not self._first:
            self._first = found.number
        elif self._first != found.number and self._number == _UNNUMBERED:
            self._number = _SEEKERS.number(self.strings)
        if found.strings.isdisjoint(self.strings):
            return _NOWHERE
        ends = found.ends
        return {string: ends[string] for string in self.strings & found.strings}


_UNNUMBERED = sys.maxsize


class _Seekers:
    """Who looks for a string, so that what occurs in a text is told to all of them at once.

    Attributes:
        count: How many there are; their numbers are 0 to `count` - 1.
        by_string: Their numbers by the strings that they look for.
    """

    def __init__(self) -> None:
        self.count = 0
        self.by_string: dict[str, list[int]] = {}
        self._lock = threading.Lock()

    def number(self, strings: Iterable[str]) -> int:
        """A number for one who looks for these strings."""
        with self._lock:
            number = self.count
            for string in strings:
                self.by_string.setdefault(string, []).append(number)
            self.count += 1  # last, because others read meanwhile
            return number


_SEEKERS = _Seekers()


class _Finder:
    """An automaton that tells of each string that ends at a place its number and length.

    The strings themselves are not kept: there are tens of thousands, and a text holds
    those that it holds.

    Attributes:
        automaton: Gives number << LENGTH_BITS | length of a string.
        made: How many strings it knows; their numbers are 1 to `made`.
    """

    __slots__ = ("automaton", "made")

    def __init__(self, automaton: ahocorasick.Automaton) -> None:
        self.automaton, self.made = automaton, len(automaton)

    @classmethod
    def of(cls, strings: Iterable[str]) -> _Finder:
        short = [string for string in strings if len(string) <= _LENGTH]
        numbered = [(string, number) for number, string in enumerate(short, 1)]
        # The library looks through the children of a node in the order in which they
        # came: common letters first.
        ranks = {first: -share(first) for first in {string[0] for string, _ in numbered}}
        made = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for string, number in sorted(numbered, key=lambda each: ranks[each[0][0]]):
            made.add_word(string, number << LENGTH_BITS | len(string))
        made.make_automaton()
        return cls(made)

    def strings(self) -> list[str]:
        """All of them, in the order of their numbers."""
        return sorted(self.automaton.keys(), key=self.number)

    def number(self, string: str) -> int:
        """The number of a string, 0 if it is not known."""
        found: int = self.automaton.get(string, 0)
        return found >> LENGTH_BITS


class Occurrences:
    """The strings that a text holds.

    Attributes:
        text: The text.
        finder: What found them.
        made: How many strings it knows.
        ends: Their last code points, in text order.
        strings: The strings.
        number: Tells it from those of other texts; from 1 on.
        seekers: How many of those who look for strings have been told.
        sought: The strings for each of them, by their numbers; those without any left out.
    """

    __slots__ = ("ends", "finder", "made", "number", "seekers", "sought", "strings", "text")

    def __init__(self, text: str, finder: _Finder) -> None:
        self.number = next(_NUMBERS)
        self.seekers = _SEEKERS.count  # before the look: one who comes meanwhile is not told
        found: dict[int, list[int]] = {}
        if finder.made:
            for end, key in finder.automaton.iter(text):
                if key in found:
                    found[key].append(end)
                else:
                    found[key] = [end]
        self.text, self.finder, self.made = text, finder, finder.made
        self.ends: Mapping[str, Sequence[int]] = {
            text[ends[0] + 1 - (key & _LENGTH) : ends[0] + 1]: ends for key, ends in found.items()
        }
        self.strings = frozenset(self.ends)
        self.sought: dict[int, list[str]] = {}
        if self.seekers:
            self._tell()

    def _tell(self) -> None:
        sought, by_string = self.sought, _SEEKERS.by_string
        for string in by_string.keys() & self.strings:
            for number in by_string[string]:
                if number in sought:
                    sought[number].append(string)
                else:
                    sought[number] = [string]


_NUMBERS = itertools.count(1)
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
        packed: Whether it knows the strings of the wheel.
    """

    def __init__(self) -> None:
        self._late: dict[str, int] = {}
        self._expected: list[frozenset[str]] = []
        self.finder: _Finder | None = None
        self._old: _Finder | None = None
        self.packed = False
        self._lock = threading.Lock()

    def expect(self, strings: frozenset[str]) -> None:
        """More strings, which the next finder will know."""
        if self.finder is None:
            self._expected.append(strings)  # one step, so that no lock is needed

    def last(self, strings: frozenset[str]) -> int:
        """The number of the last of some strings; of the first it is 1."""
        with self._lock:
            finder = self.finder
            if finder is None:  # it will know them all
                self._expected.append(strings)
                return 0
            last = 0
            for string in strings:
                number = finder.number(string) or self._late.get(string, 0)
                if not number:
                    number = self._late[string] = finder.made + len(self._late) + 1
                last = max(last, number)
            if len(self._late) > MANY:
                self._old, self.finder = finder, None
            return last

    def current(self) -> _Finder:
        """What finds the strings."""
        with self._lock:
            if self.finder is None:
                # In the order of their numbers, so that those that are known stay right.
                known = dict.fromkeys(self._old.strings() if self._old else ())
                known.update(dict.fromkeys(self._late))
                while self._expected:
                    known.update(dict.fromkeys(self._expected.pop()))
                self.finder, self._old = _Finder.of(known), None
                self._late.clear()
            return self.finder

    def load(self, finder: _Finder) -> None:
        """Take over what finds them, unless there is one already."""
        with self._lock:
            if self.finder is None and self._old is None:
                self._expected.clear()  # those that it lacks are added when they are asked for
                self.finder = finder
                self.packed = True


_TRIE = _Trie()
_NONE = Occurrences("", _Finder(ahocorasick.Automaton()))
_latest = _NONE


class Packed(msgspec.Struct, frozen=True):
    """The strings of a process, and what finds them.

    Attributes:
        machine: What the finder is for: the very library that made it.
        finder: What pickle made of the automaton.
        strings: The strings, for another library to make a finder of.
    """

    machine: str
    finder: bytes
    strings: msgspec.Raw


def packed() -> Packed:
    """The strings so far."""
    finder = _TRIE.current()
    strings = msgspec.Raw(msgspec.msgpack.encode(finder.strings()))
    return Packed(_machine(), pickle.dumps(finder.automaton), strings)


def remember(packed: Packed) -> None:
    """Take over strings, and what finds them if this library made it.

    The data are those of the wheel, so to unpickle them is to run our own code.
    """
    if packed.machine == _machine():
        _TRIE.load(_Finder(pickle.loads(packed.finder)))
    else:
        _TRIE.expect(frozenset(msgspec.msgpack.decode(packed.strings, type=list[str])))


def is_packed() -> bool:
    """Whether all strings of the wheel are known."""
    return _TRIE.packed


def _machine() -> str:
    # The pickle is a copy of the library's memory. Its file tells system, processor and
    # Python in its name; versions of it differ in size.
    library = Path(ahocorasick.__file__)
    return f"{sys.byteorder} {library.name} {library.stat().st_size}"
