"""Regular expressions and words that cost nothing where they cannot fit.

Hundreds of patterns over every draft would take longer than all else together.
Most of them contain strings that the draft does not have. So the strings of which
one must occur are looked for first, those of all patterns in one pass, and then
only the lines that hold one are searched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, KeysView, Mapping, Sequence
from functools import partial

from checker.needles import needles
from checker.occurrences import Several, Sought, expect
from checker.once import once
from checker.regex import compile_now, note, regex


_Tried = Callable[[str, int, int], re.Match[str] | None]
_Found = Callable[[str, int, int], Iterator[re.Match[str]]]

_NONE: Iterator[re.Match[str]] = iter(())
"""No fits; what is at its end stays there, so that it serves all."""


class Scan:
    """A pattern, or several of which the first that fits wins; compiled when it may fit.

    `^` and `$` mean the start and the end of a line (block).

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
            expect(partial(_sought, self.pattern))

    @property
    def needles(self) -> frozenset[str] | None:
        """Strings of which one must occur where the pattern fits; None if there are none."""
        if not self._parts:
            return needles(self.pattern)
        asked = [part.needles for part in self._parts]
        return frozenset().union(*filter(None, asked)) if all(asked) else None

    @once
    def sought(self) -> Sequence[Sought] | None:
        """The same, to be looked for in every draft: a lot for each pattern."""
        if not self._parts:
            one = _sought(self.pattern)
            return None if one is None else (one,)
        parts = [part.sought for part in self._parts]
        return None if None in parts else [one for part in parts if part for one in part]

    @once
    def expression(self) -> re.Pattern[str]:
        """The compiled pattern, for parts of a draft (`may_fit` is for the whole of it)."""
        return compile_now(self.pattern, re.MULTILINE)

    @once
    def _in_line(self) -> tuple[_Tried, _Found | None]:
        """What gives the first fit in a line of a text, and what all; none if there is but one."""
        expression = self.expression
        if _is_anchored(self.pattern):
            return expression.match, None
        return expression.search, expression.finditer

    def may_fit(self, text: str) -> bool:
        """Whether a string that every fit contains occurs in the text."""
        if self._parts:
            return bool(self._several.always or self._several.present(text))
        sought = self.sought
        return sought is None or sought[0].occurs(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All fits, in text order, as `re.Pattern.finditer` gives them; none over a line's end."""
        if self._parts:
            return self._first_of(text)
        sought = self.sought
        if sought is None:
            return self.expression.finditer(text)
        ends = sought[0].ends(text)
        return iter(self.fits_at(text, ends)) if ends else _NONE

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

    def fits_at(self, text: str, ends: Iterable[int]) -> list[re.Match[str]]:
        """The fits in the lines of a text that hold some places, which are in text order."""
        first, every = self._in_line
        fits: list[re.Match[str]] = []
        done = -1
        for at in ends:
            if at >= done:
                done = text.find("\n", at)
                if done < 0:
                    done = len(text)
                # Hardly any line holds a fit, and to look for one is quicker than for all.
                found = first(text, text.rfind("\n", 0, at) + 1, done)
                if found is None:
                    continue
                if every is None:
                    fits.append(found)
                else:
                    fits += every(text, found.start(), done)
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


_SOUGHT: dict[str, Sought | None] = {}
_PACKED: Mapping[str, int] = {}


def _sought(pattern: str) -> Sought | None:
    """What a pattern looks for; None if it may fit anywhere."""
    if pattern not in _SOUGHT:
        number = _PACKED.get(pattern)
        if number is None:
            strings = needles(pattern)
            _SOUGHT[pattern] = None if strings is None else Sought(strings)
        else:
            _SOUGHT[pattern] = None if number < 0 else Sought.packed(number)
    return _SOUGHT[pattern]


def needed() -> Mapping[str, frozenset[str] | None]:
    """What each pattern so far looks for; None if it may fit anywhere."""
    return {
        pattern: None if sought is None else sought.strings for pattern, sought in _SOUGHT.items()
    }


def remember(numbers: Mapping[str, int]) -> None:
    """Take over what patterns look for, so that a start need not find it out again.

    Args:
        numbers: For `Sought.packed`; negative for a pattern that may fit anywhere.
    """
    global _PACKED
    _PACKED = numbers
