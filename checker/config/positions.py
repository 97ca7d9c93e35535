"""On which line each value of a TOML file stands: `tomllib` does not tell."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate

from checker.regex import regex

Key = tuple[str | int, ...]
"""The names that lead to a value, with numbers for the items of lists."""

_BLANK = regex(r"(?:[ \t\n]|#[^\n]*)*")
_SPACE = regex(r"[ \t]*")
_BARE_KEY = regex(r"[A-Za-z0-9_-]+")
_BARE_VALUE = regex(r"[^,\]}\n#]*")
_STRING = regex(
    r'"""(?:\\.|[^\\])*?"{3,5}(?!")'
    r"|'''.*?'{3,5}(?!')"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'",
    re.DOTALL,
)


def positions(text: str) -> Mapping[Key, int]:
    """The line (from 1) of each table, key and item of a list.

    Args:
        text: What `tomllib.loads` has read: nothing is looked for that it refuses.
    """
    return _Scanner(text.replace("\r\n", "\n")).lines


class _Scanner:
    def __init__(self, text: str) -> None:
        self.lines: dict[Key, int] = {}
        self._text = text
        self._at = 0
        self._starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
        self._lists: dict[Key, int] = {}
        self._whole()

    def _whole(self) -> None:
        table: Key = ()
        while self._skip(_BLANK):
            start = self._at
            if self._take("[["):
                names = self._names()
                table = (*self._table(names[:-1]), names[-1])
                number = self._lists[table] = self._lists.get(table, -1) + 1
                self._mark(table, start)
                table = (*table, number)
                self._mark(table, start)
                self._take("]]")
            elif self._take("["):
                table = self._table(self._names())
                self._mark(table, start)
                self._take("]")
            else:
                self._pair(table)

    def _table(self, names: Key) -> Key:
        """A table; in a list of tables it belongs to the last of them."""
        key: Key = ()
        for name in names:
            key = (*key, name)
            if key in self._lists:
                key = (*key, self._lists[key])
        return key

    def _pair(self, table: Key) -> None:
        start = self._at
        key = (*table, *self._names())
        self._mark(key, start)
        self._take("=")
        self._skip(_SPACE)
        self._value(key)

    def _value(self, key: Key) -> None:
        if self._take("["):
            number = 0
            while self._skip(_BLANK) and not self._take("]"):
                self._mark((*key, number), self._at)
                self._value((*key, number))
                number += 1
                self._skip(_BLANK)
                self._take(",")
        elif self._take("{"):
            while self._skip(_BLANK) and not self._take("}"):
                self._pair(key)
                self._skip(_BLANK)
                self._take(",")
        elif not self._string():
            self._skip(_BARE_VALUE)

    def _names(self) -> Key:
        """The parts of a dotted key; what follows is no white space."""
        names: list[str | int] = []
        while True:
            self._skip(_SPACE)
            written = self._string()
            if written:
                names.append(tomllib.loads(f"name = {written}")["name"])
            else:
                start = self._at
                self._skip(_BARE_KEY)
                names.append(self._text[start : self._at])
            self._skip(_SPACE)
            if not self._take("."):
                return tuple(names)

    def _string(self) -> str:
        """The string that stands here, with its quotes; "" if none does."""
        found = _STRING.match(self._text, self._at)
        if found is None:
            return ""
        self._at = found.end()
        return found[0]

    def _take(self, sign: str) -> bool:
        if not self._text.startswith(sign, self._at):
            return False
        self._at += len(sign)
        return True

    def _skip(self, what: re.Pattern[str]) -> bool:
        """Go on behind what may stand here; False at the end of the text."""
        found = what.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._at < len(self._text)

    def _mark(self, key: Key, at: int) -> None:
        """Note the line of a key, and of the tables that it brings into being."""
        line = bisect_right(self._starts, at)
        for end in range(1, len(key) + 1):
            self.lines.setdefault(key[:end], line)
