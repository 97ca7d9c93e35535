"""Regular expressions and words that cost nothing where they cannot fit.

Hundreds of patterns over every draft would take longer than all else together.
Most of them contain strings that the draft does not have. So the strings of which
one must occur are looked for first, those of all patterns in one pass, and then
only the lines that hold one are searched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, KeysView, Mapping, Sequence
from typing import NamedTuple

from checker.needles import Needles, needles
from checker.occurrences import LONGEST, Held, Several, Sought, expect, starts_of
from checker.once import once
from checker.regex import compile_now, key_of, note, regex

NEAR = 3
"""At so many places a pattern is tried in front of a string: quicker than to search the line."""

_NONE: Iterator[re.Match[str]] = iter(())
"""No fits; what is at its end stays there, so that it serves all."""


class Scan:
    """A pattern, or several of which the first that fits wins; compiled when it may fit.

    `^` and `$` mean the start and the end of a line (block). It is for the text of a draft: in
    another one the strings of all patterns would be looked for anew, which takes as long as many
    rules. Parts of a draft are searched with `expression`.

    Attributes:
        pattern: The regular expression, alternatives joined.

    Raises:
        re.error: On first use, if the pattern is not a regular expression.
    """

    def __init__(self, patterns: str | Sequence[str]) -> None:
        several = [patterns] if isinstance(patterns, str) else list(patterns)
        # Each by itself: one string of one of them must not set all of them going.
        self._parts = tuple(map(Scan, several)) if len(several) > 1 else ()
        self.pattern = "|".join(f"(?:{p})" for p in several) if self._parts else several[0]
        note(self.pattern, re.MULTILINE)
        if not self._parts:
            expect(lambda: self._one and self._one.sought)

    @property
    def needles(self) -> frozenset[str] | None:
        """Strings of which one must occur where the pattern fits; None if there are none."""
        if not self._parts:
            found = needles(self.pattern)
            return None if found is None else found.strings
        asked = [part.needles for part in self._parts]
        return frozenset().union(*filter(None, asked)) if all(asked) else None

    @once
    def sought(self) -> Sequence[Sought] | None:
        """The same, to be looked for in every draft: a lot for each pattern."""
        if not self._parts:
            return None if self._one is None else (self._one.sought,)
        parts = [part.sought for part in self._parts]
        return None if None in parts else [one for part in parts if part for one in part]

    @once
    def expression(self) -> re.Pattern[str]:
        """The compiled pattern, for parts of a draft (`may_fit` is for the whole of it)."""
        return compile_now(self.pattern, re.MULTILINE)

    @once
    def _one(self) -> _Strings | None:
        return _strings(self.pattern)

    @once
    def _how(self) -> Callable[[str, Sequence[Held]], list[re.Match[str]]]:
        """How the fits are found where some strings are: as few places as can be are tried."""
        one = self._one
        if _is_anchored(self.pattern):
            return self._at_heads
        if one is not None and one.least == one.most == 0:
            return self._at_strings
        if one is not None and one.most - one.least < NEAR:
            return self._beside
        return self._in_lines

    def may_fit(self, text: str) -> bool:
        """Whether a string that every fit contains occurs in the text."""
        if self._parts:
            return bool(self._several.always or self._several.present(text))
        one = self._one
        return one is None or one.sought.occurs(text)

    def may_fit_before(self, text: str, end: int) -> bool:
        """Whether such a string stands in front of a place; for a single pattern."""
        one = self._one
        if one is None:
            return True
        ends = one.sought.ends(text)
        return bool(ends) and ends[0] < end

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All fits, in text order, as `re.Pattern.finditer` gives them; none over a line's end."""
        if self._parts:
            return self._first_of(text)
        one = self._one
        if one is None:
            return self.expression.finditer(text)
        held = one.sought.held(text)
        return iter(self._how(text, held)) if held else _NONE

    @once
    def _several(self) -> Several:
        return Several([part.sought for part in self._parts])

    def _first_of(self, text: str) -> Iterator[re.Match[str]]:
        """The fits of several patterns; where two overlap, the one that begins first."""
        several = self._several
        numbers = [*several.always, *several.present(text)]
        if len(numbers) < 2:
            for number in numbers:
                yield from self._parts[number].finditer(text)
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

    def fits(self, text: str, held: Sequence[Held]) -> list[re.Match[str]]:
        """The fits in the lines of a text that hold some strings of the pattern, in text order.

        Args:
            text: The whole text.
            held: The strings; at least one.
        """
        return self._how(text, held)

    def _in_lines(self, text: str, held: Sequence[Held]) -> list[re.Match[str]]:
        """The lines are searched, each from where a fit with its first string may begin."""
        expression = self.expression
        search = expression.search
        one = self._one
        most = len(text) if one is None or one.most >= FAR else one.most
        fits: list[re.Match[str]] = []
        done = -1
        for at in starts_of(held):
            if at >= done:
                done = text.find("\n", at)
                if done < 0:
                    done = len(text)
                low = at - most if at > most else 0
                # Hardly any line holds a fit, and to look for one is quicker than for all.
                found = search(text, text.rfind("\n", low, at) + 1 or low, done)
                if found is not None:
                    fits += expression.finditer(text, found.start(), done)
        return fits

    def _at_heads(self, text: str, held: Sequence[Held]) -> list[re.Match[str]]:
        """The lines are tried at their heads, where a string is near enough to it."""
        assert self._one is not None
        match = self.expression.match
        _, least, most = self._one
        fits: list[re.Match[str]] = []
        tried = -1
        for at in starts_of(held):
            low = max(0, at - most)
            head = text.rfind("\n", max(0, low - 1), at) + 1
            if low <= head <= at - least and head > tried:
                tried = head
                end = text.find("\n", at)
                found = match(text, head, end if end >= 0 else len(text))
                if found is not None:
                    fits.append(found)
        return fits

    def _at_strings(self, text: str, held: Sequence[Held]) -> list[re.Match[str]]:
        """The strings are tried, with which each fit begins."""
        match = self.expression.match
        fits: list[re.Match[str]] = []
        behind, end = 0, -1  # of the last fit, and of the line
        for at in starts_of(held):
            if at > end:
                end = text.find("\n", at)
                if end < 0:
                    end = len(text)
            if at >= behind:
                found = match(text, at, end)
                if found is not None:
                    fits.append(found)
                    behind = found.end()
        return fits

    def _beside(self, text: str, held: Sequence[Held]) -> list[re.Match[str]]:
        """The places are tried from which on a string is where it has to be."""
        assert self._one is not None
        match = self.expression.match
        _, least, most = self._one
        fits: list[re.Match[str]] = []
        behind, end = 0, -1  # of the last fit, and of the line
        for at in starts_of(held):
            if at > end:
                end = text.find("\n", at)
                if end < 0:
                    end = len(text)
                if most:
                    behind = max(behind, text.rfind("\n", 0, at) + 1)
            for place in range(max(behind, at - most), min(end, at - least) + 1):
                if place >= behind:
                    behind = place + 1
                    found = match(text, place, end)
                    if found is not None:
                        fits.append(found)
                        behind = max(behind, found.end())
        return fits

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


_ASIDE = regex(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\\[()|]")
"""What tells nothing of how a pattern is put together: characters and their classes."""


def _is_anchored(pattern: str) -> bool:
    """Whether a pattern begins with ^ in all its alternatives, being one."""
    if not pattern.startswith("^"):
        return False
    depth = 0
    for sign in _ASIDE.sub("", pattern):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            return False
    return True


def _place(fit: tuple[int, int, re.Match[str]]) -> tuple[int, int]:
    return fit[:2]


class _Strings(NamedTuple):
    """What a pattern looks for, and how far from the start of a fit (`Needles`)."""

    sought: Sought
    least: int
    most: int


FAR = LONGEST
"""Code points: a string that stands further away may stand anywhere in the line."""

_KNOWN: dict[str, _Strings | None] = {}
_PACKED: Mapping[int, tuple[int, int, int]] = {}


def _strings(pattern: str) -> _Strings | None:
    """What a pattern looks for; None if it may fit anywhere."""
    if pattern not in _KNOWN:
        packed = _PACKED.get(key_of(pattern)) if _PACKED else None
        if packed is None:
            found = needles(pattern)
            _KNOWN[pattern] = (
                None if found is None else _Strings(Sought(found.strings), *_reach(found))
            )
        else:
            number, least, most = packed
            _KNOWN[pattern] = None if number < 0 else _Strings(Sought.packed(number), least, most)
    return _KNOWN[pattern]


def _reach(found: Needles) -> tuple[int, int]:
    """How far from the start of a fit its string begins; anywhere if it is too long to tell."""
    if max(map(len, found.strings)) > LONGEST:
        return -FAR, FAR
    return max(-FAR, found.least), min(FAR, found.most)


def needed() -> Mapping[str, Needles | None]:
    """What each pattern so far looks for; None if it may fit anywhere."""
    return {
        pattern: None if known is None else Needles(known.sought.strings, known.least, known.most)
        for pattern, known in _KNOWN.items()
    }


def remember(packed: Mapping[int, tuple[int, int, int]]) -> None:
    """Take over what patterns look for, so that a start need not find it out again.

    Args:
        packed: By the key of the pattern: a number for `Sought.packed`, negative for a pattern that
            may fit anywhere, with `Needles.least` and `Needles.most`.
    """
    global _PACKED
    _PACKED = packed
