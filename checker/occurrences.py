"""Where the strings of all patterns and words stand in a text, found in one pass.

Whoever looks for strings in every draft says so with `Sought`. The strings of all of
them are put together at the first search, and each text is gone through once: what it
holds is told to all who look for it.
"""

from __future__ import annotations

import itertools
import pickle
import sys
import threading
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from pathlib import Path
from types import MappingProxyType

import ahocorasick
import msgspec

from checker.memory import LOT
from checker.needles import share

LENGTH_BITS = 10
"""Strings longer than these bits can count are looked for one by one."""

Held = tuple[int, Sequence[int]]
"""A string that a text holds: its key, and its last code points in text order."""

_LENGTH = LONGEST = (1 << LENGTH_BITS) - 1
_UNNUMBERED = sys.maxsize


class Sought:
    """Strings that somebody looks for in every draft.

    Attributes:
        number: By which it is told; none until the first search.
    """

    __slots__ = ("_first", "_last", "_strings", "number")

    def __init__(self, strings: Iterable[str]) -> None:
        self._strings: frozenset[str] | None = frozenset(strings)
        self.number = _UNNUMBERED
        self._last: int | None = None
        self._first = 0
        _TRIE.expect(lambda: self)

    @classmethod
    def packed(cls, number: int) -> Sought:
        """One of the wheel, whose strings only the finder knows."""
        made = cls.__new__(cls)
        made.number, made._strings, made._last, made._first = number, None, None, 0
        return made

    @property
    def strings(self) -> frozenset[str]:
        """The strings.

        Raises:
            ValueError: Only the finder knows them.
        """
        if self._strings is None:
            raise ValueError("the strings of a packed pattern are not kept")
        return self._strings

    def there(self, text: str) -> Mapping[str, Sequence[int]]:
        """Those that occur in a text, with their last code points in text order."""
        found = occurrences(text)
        if self.number < found.seekers:
            held = found.sought.get(self.number)
            return _NOWHERE if held is None else found.spelt(held)
        return self._looked_up(found)

    def occurs(self, text: str) -> bool:
        """Whether one of them occurs in a text."""
        found = _FOUND.get(text)  # as `occurrences` does, which is called where that fails
        if found is None or found.finder is not _TRIE.finder:
            found = occurrences(text)
        if self.number >= found.seekers:
            return bool(self._looked_up(found))
        return self.number in found.sought

    def held(self, text: str) -> Sequence[Held]:
        """Those that occur in a text: keys of their lengths, with their last code points."""
        found = _FOUND.get(text)
        if found is None or found.finder is not _TRIE.finder:
            found = occurrences(text)
        if self.number >= found.seekers:
            return [(len(s) & _LENGTH, ends) for s, ends in self._looked_up(found).items()]
        return found.sought.get(self.number, ())

    def ends(self, text: str) -> Sequence[int]:
        """The last code points of all that occur in a text, in text order."""
        held = self.held(text)
        return together(held) if held else ()

    def _looked_up(self, found: Occurrences) -> Mapping[str, Sequence[int]]:
        """What one finds who came after the first search: with the next draft it is told."""
        last = self._last
        if last is None:
            last = self._last = _TRIE.last(self.strings)
        if last > found.made:
            text = found.text
            _TRIE.missed(len(self.strings))
            return {s: list(_ends(s, text)) for s in self.strings if s in text}
        if not self._first:
            self._first = found.number
        elif self._first != found.number and self.number == _UNNUMBERED:
            _TRIE.number(self)
        strings = found.strings
        if strings.keys().isdisjoint(self.strings):
            return _NOWHERE
        return {string: strings[string] for string in self.strings & strings.keys()}


def together(held: Sequence[Held]) -> Sequence[int]:
    """The last code points of some strings, in text order."""
    if len(held) == 1:
        return held[0][1]
    every: list[int] = []
    for _, ends in held:
        every += ends
    every.sort()
    return every


def starts_of(held: Sequence[Held]) -> Sequence[int]:
    """The first code points of some strings, none of them too long, in text order."""
    if len(held) == 1:
        ((key, ends),) = held
        back = (key & _LENGTH) - 1
        return [end - back for end in ends] if back else ends
    every: list[int] = []
    for key, ends in held:
        back = (key & _LENGTH) - 1
        every += [end - back for end in ends] if back else ends
    every.sort()
    return every


class Several:
    """Several who look for strings: which of them find some, known at once.

    Args:
        sought: What each looks for, in one lot or more; None for one who may find something
            in any text.

    Attributes:
        always: The places of those who may find something in any text.
    """

    def __init__(self, sought: Sequence[Sequence[Sought] | None]) -> None:
        self.always = tuple(place for place, each in enumerate(sought) if each is None)
        self._sought = sought
        self._places: dict[int, Sequence[int]] = {}
        self._numbers = frozenset[int]()
        self._late: Sequence[int] = range(len(sought))
        self._seekers = -1
        self._last = -1

    def present(self, text: str) -> list[int]:
        """The places of those who find a string in a text."""
        found = occurrences(text)
        late = self._late
        if late and self._seekers != found.seekers:  # some may have been numbered meanwhile
            late = self._numbered()
            self._seekers = found.seekers
        numbers, places = self._numbers, self._places
        there: set[int] = set()
        for number in numbers & found.told:
            there.update(places[number])
        if self._last >= found.seekers:  # the text was searched before some were numbered
            late = [
                *late,
                *chain.from_iterable(
                    [places[number] for number in places if number >= found.seekers]
                ),
            ]
        if late:
            there.update([place for place in late if self._ends(place, text)])
        return sorted(there)

    def ends(self, text: str) -> dict[int, Sequence[int]]:
        """The places of those who find a string, with the last code points of all they find.

        In text order for each.
        """
        return {place: self._ends(place, text) for place in self.present(text)}

    def _ends(self, place: int, text: str) -> Sequence[int]:
        sought = self._sought[place]
        assert sought is not None  # `always` has the others
        if len(sought) == 1:
            return sought[0].ends(text)
        return sorted(chain.from_iterable([each.ends(text) for each in sought]))

    def _numbered(self) -> Sequence[int]:
        """Those who came after the first search; makes `_places` of the others."""
        places: dict[int, list[int]] = {}
        late: list[int] = []
        for place, sought in enumerate(self._sought):
            if sought is None:
                continue
            if any(each.number == _UNNUMBERED for each in sought):
                late.append(place)
            else:
                for each in sought:
                    places.setdefault(each.number, []).append(place)
        self._last = max(places, default=-1)
        # In this order, because others read, the last first.
        self._places = {**places}
        self._numbers, self._late = frozenset(places), late
        return late


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

    def key(self, string: str) -> int:
        """What the automaton gives for a string, 0 if it is not known."""
        found: int = self.automaton.get(string, 0)
        return found

    def number(self, string: str) -> int:
        """The number of a string, 0 if it is not known."""
        return self.key(string) >> LENGTH_BITS


class Rows(msgspec.Struct, frozen=True):
    """Who looks for each string of a wheel, as two tables of numbers of four bytes.

    Attributes:
        count: How many look for strings; their numbers are 0 to `count` - 1.
        starts: Where in `numbers` those begin who look for string 0, 1, …; one more.
        numbers: Their numbers.
    """

    count: int
    starts: bytes
    numbers: bytes

    @classmethod
    def of(cls, sought: Sequence[Iterable[str]], finder: _Finder) -> Rows:
        """The tables for those who look for these strings, numbered in this order.

        Raises:
            ValueError: The finder does not know a string.
        """
        rows: list[list[int]] = [[] for _ in range(finder.made + 1)]
        for number, strings in enumerate(sought):
            for string in strings:
                row = finder.number(string)
                if not row:
                    raise ValueError(f"too long to be looked for: {string[:20]}…")
                rows[row].append(number)
        starts = accumulate(map(len, rows), initial=0)
        return cls(len(sought), _to_bytes(starts), _to_bytes(chain.from_iterable(rows)))


def _to_bytes(numbers: Iterable[int]) -> bytes:
    table = array("I", numbers)
    if sys.byteorder == "big":
        table.byteswap()
    return table.tobytes()


def _from_bytes(data: bytes) -> array[int]:
    table = array("I")
    table.frombytes(data)
    if sys.byteorder == "big":
        table.byteswap()
    return table


class _Seekers:
    """Who looks for which string.

    A string is named here by its key, which is what the automaton gives for it.

    Attributes:
        count: How many they are; their numbers are 0 to `count` - 1.
    """

    def __init__(self, packed: Rows | None = None) -> None:
        self.count = packed.count if packed else 0
        self._starts = _from_bytes(packed.starts if packed else b"")
        self._numbers = _from_bytes(packed.numbers if packed else b"")
        self._later: dict[int, list[int]] = {}
        self._rows: dict[int, list[int]] = {}  # of the strings that texts held so far
        self._lock = threading.Lock()

    def add(self, keys: Iterable[int]) -> int:
        """A number for one more."""
        with self._lock:
            number = self.count
            for key in keys:
                self._later.setdefault(key, []).append(number)
                if key in self._rows:
                    self._rows[key].append(number)
            self.count += 1  # last, because others read meanwhile
            return number

    def told(self, found: Iterable[Held]) -> dict[int, list[Held]]:
        """The strings that each of them looks for, of those found."""
        told: dict[int, list[Held]] = {}
        rows = self._rows
        for held in found:
            key = held[0]
            for number in rows[key] if key in rows else self._row(key):
                if number in told:
                    told[number].append(held)
                else:
                    told[number] = [held]
        return told

    def _row(self, key: int) -> Sequence[int]:
        """The numbers of those who look for a string."""
        with self._lock:
            row: list[int] = []
            number = key >> LENGTH_BITS
            if number + 1 < len(self._starts):
                row += self._numbers[self._starts[number] : self._starts[number + 1]]
            row += self._later.get(key, ())
            self._rows[key] = row
            return row


class Occurrences:
    """The strings that a text holds.

    Attributes:
        text: The text.
        finder: What found them.
        made: How many strings it knows.
        ends: Their last code points, in text order, by what the automaton gives for a string.
        number: Tells it from those of other texts; from 1 on.
        seekers: How many of those who look for strings have been told.
        sought: The strings for each of them, by their numbers; those without any left out.
        told: The numbers of these, as a set: to be intersected with others at once.
    """

    __slots__ = (
        *("_strings", "ends", "finder", "made", "number"),
        *("seekers", "sought", "text", "told"),
    )

    def __init__(self, text: str, finder: _Finder, seekers: _Seekers) -> None:
        self.number = next(_NUMBERS)
        self.seekers = seekers.count  # before the look: one who comes meanwhile is not told
        found: dict[int, list[int]] = {}
        if finder.made:
            for end, key in finder.automaton.iter(text):
                if key in found:
                    found[key].append(end)
                else:
                    found[key] = [end]
        self.text, self.finder, self.made = text, finder, finder.made
        self.ends: Mapping[int, Sequence[int]] = found
        self.sought = seekers.told(found.items())
        self.told = frozenset(self.sought)
        self._strings: Mapping[str, Sequence[int]] | None = None

    def spelt(self, held: Iterable[Held]) -> dict[str, Sequence[int]]:
        """Some of the strings as they are written, with their last code points."""
        text = self.text
        spelt: dict[str, Sequence[int]] = {}
        for key, places in held:
            behind = places[0] + 1
            spelt[text[behind - (key & _LENGTH) : behind]] = places
        return spelt

    @property
    def strings(self) -> Mapping[str, Sequence[int]]:
        """All of them as they are written; for those who are not told."""
        if self._strings is None:
            self._strings = self.spelt(self.ends.items())
        return self._strings


_NUMBERS = itertools.count(1)
_NOWHERE: Mapping[str, Sequence[int]] = MappingProxyType({})


def _ends(string: str, text: str) -> Iterator[int]:
    at = text.find(string)
    while at >= 0:
        yield at + len(string) - 1
        at = text.find(string, at + 1)


def record() -> None:
    """From now on keep all strings, so that `packed` has them.

    Only for the build of a wheel: a running checker would make its finder again and again.
    """
    _TRIE.recording = True


def expect(sought: Callable[[], Sought | None]) -> None:
    """What somebody will look for, found out when the first text is searched.

    Not before, because a wheel knows already.
    """
    _TRIE.expect(sought)


HELD = 2 * LOT
"""Texts whose strings are kept: no rule of a lot has to look for them anew."""


def occurrences(text: str) -> Occurrences:
    """The strings of all patterns and words in a text.

    Kept for the last few texts, because every rule asks for the same ones.
    """
    found = _FOUND.get(text)
    if found is None or found.finder is not _TRIE.finder:
        found = Occurrences(text, _TRIE.current(), _TRIE.seekers)
        if len(_FOUND) >= HELD:
            _FOUND.pop(next(iter(_FOUND), ""), None)  # the one that came first
        _FOUND[text] = found
    return found


_FOUND: dict[str, Occurrences] = {}


def forget() -> None:
    """Forget the last texts: for a measurement that reads the same ones again."""
    _FOUND.clear()


MANY = 500
"""Strings that are looked for one by one at most."""

PATIENCE = 200_000
"""Looks for single strings that take about as long as to make a finder of them all."""


class _Trie:
    """The strings of the patterns and words of the process, to be found in one pass.

    What finds them is made at the first search, or comes with the wheel. What is
    added later (a pattern that a detector makes at its first use) is looked for by
    itself, because to make it anew would cost more than a draft; it is made anew once
    `MANY` were added, or looked for so often (`PATIENCE`) that it pays.

    Attributes:
        finder: What finds them; None if it has to be made anew.
        seekers: Who looks for them.
        rows: Those of the wheel; None if there are none.
        recording: Whether strings that come later are kept for a finder to be packed.
    """

    def __init__(self) -> None:
        self._late: dict[str, int] = {}
        self._expected: list[Callable[[], Sought | None]] = []
        self.finder: _Finder | None = None
        self._old: _Finder | None = None
        self.seekers = _Seekers()
        self.rows: Rows | None = None
        self.recording = False
        self._missed = 0
        self._lock = threading.Lock()

    def expect(self, sought: Callable[[], Sought | None]) -> None:
        """More strings, which the next finder will know; they are asked for when it is made."""
        if self.finder is None or self.recording:
            self._expected.append(sought)  # one step, so that no lock is needed

    def last(self, strings: frozenset[str]) -> int:
        """The number of the last of some strings; of the first it is 1."""
        with self._lock:
            finder = self._made()
            last = 0
            for string in strings:
                number = finder.number(string) or self._late.get(string, 0)
                if not number:
                    number = self._late[string] = finder.made + len(self._late) + 1
                last = max(last, number)
            if len(self._late) > MANY:
                self._old, self.finder = finder, None
            return last

    def missed(self, count: int) -> None:
        """So many strings were looked for one by one; too many of them ask for a new finder."""
        with self._lock:
            self._missed += count
            if self._missed > PATIENCE and self._late and self.finder is not None:
                self._old, self.finder, self._missed = self.finder, None, 0

    def number(self, sought: Sought) -> None:
        """Give a number to one whose strings are all known."""
        with self._lock:
            if sought.number == _UNNUMBERED:
                sought.number = self.seekers.add(map(self._made().key, sought.strings))

    def current(self) -> _Finder:
        """What finds the strings."""
        with self._lock:
            return self._made()

    def _made(self) -> _Finder:
        if self.finder is None or (self.recording and self._expected):
            # In the order of their numbers, so that those that are known stay right.
            old = self.finder or self._old
            known = dict.fromkeys(old.strings() if old else ())
            known.update(dict.fromkeys(self._late))
            waiting: dict[Sought, None] = {}
            while self._expected:  # to ask for strings may bring more
                expected, self._expected = self._expected, []
                for ask in expected:
                    sought = ask()
                    if sought is not None and sought.number == _UNNUMBERED:
                        waiting[sought] = None
                        known.update(dict.fromkeys(sorted(sought.strings)))
            finder = _Finder.of(known)
            for sought in waiting:
                if all(map(finder.number, sought.strings)):
                    sought.number = self.seekers.add(map(finder.key, sought.strings))
            self._old = None
            self._late.clear()
            self.finder = finder
        return self.finder

    def load(self, finder: _Finder, rows: Rows) -> bool:
        """Take over what finds them and who looks for them, unless something does already."""
        with self._lock:
            if self.finder is None and self._old is None:
                self._expected.clear()  # those that it lacks are added when they are asked for
                self.seekers, self.rows = _Seekers(rows), rows
                self.finder = finder
            return self.rows == rows


_TRIE = _Trie()


class Packed(msgspec.Struct, frozen=True):
    """The strings of a process, what finds them, and who looks for them.

    Attributes:
        machine: What the finder is for: the very library that made it.
        finder: What pickle made of the automaton.
        strings: The strings, for another library to make a finder of.
        rows: Who looks for them.
    """

    machine: str
    finder: bytes
    strings: msgspec.Raw
    rows: Rows


def packed(sought: Sequence[Iterable[str]]) -> Packed:
    """The strings so far; the wheel's numbers of those who look for some are in this order."""
    known = dict.fromkeys(_TRIE.current().strings())
    for strings_of_one in sought:
        known.update(dict.fromkeys(sorted(strings_of_one)))
    finder = _Finder.of(known)
    strings = msgspec.Raw(msgspec.msgpack.encode(finder.strings()))
    return Packed(_machine(), pickle.dumps(finder.automaton), strings, Rows.of(sought, finder))


def remember(packed: Packed) -> bool:
    """Take over strings, what finds them if this library made it, and who looks for them.

    The data are those of the wheel, so to unpickle them is to run our own code.

    Returns:
        Whether `Sought.packed` may be used with the numbers of these data: not if
        strings were looked for before.
    """
    if packed.machine == _machine():
        finder = _Finder(pickle.loads(packed.finder))
    else:
        finder = _Finder.of(msgspec.msgpack.decode(packed.strings, type=list[str]))
    return _TRIE.load(finder, packed.rows)


def _machine() -> str:
    # The pickle is a copy of the library's memory. Its file tells system, processor and
    # Python in its name; versions of it differ in size.
    library = Path(ahocorasick.__file__)
    return f"{sys.byteorder} {library.name} {library.stat().st_size}"
