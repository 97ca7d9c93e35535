"""Regular expressions and words that cost nothing where they cannot fit.

Hundreds of patterns over every draft would take longer than all else together.
Most of them contain strings that the draft does not have. So the strings of which
one must occur are looked for first, those of all patterns in one pass, and then
only the lines that hold one are searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, KeysView, Mapping, Sequence
from functools import cached_property
from itertools import chain

import msgspec

from checker.needles import needles
from checker.occurrences import Sought
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


_KNOWN: dict[str, frozenset[str] | None] = {}


def known(patterns: Iterable[str]) -> list[msgspec.Raw]:
    """What `needles` says of patterns, in their order."""
    encode = msgspec.msgpack.encode
    found = dict(_needles_so_far())
    return [
        msgspec.Raw(encode(found[pattern] if pattern in found else needles(pattern)))
        for pattern in patterns
    ]


def patterns() -> dict[tuple[str, int], None]:
    """The patterns so far, with their flags."""
    return {(pattern, int(re.MULTILINE)): None for pattern, _ in _needles_so_far()}


def _needles_so_far() -> Iterator[tuple[str, frozenset[str] | None]]:
    yield from _KNOWN.items()
    for pattern in _PACKED.keys() - _KNOWN.keys():
        yield pattern, _unpacked(pattern)


_PACKED: dict[str, msgspec.Raw] = {}


def remember(patterns: Iterable[str], known: Iterable[msgspec.Raw]) -> None:
    """Take over what is known of patterns, so that a start need not find it out again."""
    _PACKED.update(zip(patterns, known, strict=True))


def _unpacked(pattern: str) -> frozenset[str] | None:
    found: frozenset[str] | None = msgspec.msgpack.decode(
        _PACKED[pattern], type=frozenset[str] | None
    )
    return found
