"""From a code point offset to what others count in: lines, UTF-16 and UTF-8 units."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from checker.model import Span
from checker.once import once
from checker.regex import regex

_LINE_END = regex(r"\r\n|\r|\n")
_ASTRAL = regex("[\U00010000-\U0010ffff]")

# Code points between two known UTF-8 offsets: a look-up encodes at most so many.
_STEP = 512


class LineIndex:
    r"""Where the lines of a text are, for many look-ups.

    A line ends with "\n", "\r\n" or "\r"; behind a line end at the end of the
    text one more, empty line follows, so that every text has at least one. All
    offsets are code points from the start of the text and range from 0 to its
    length, both included. Lines and columns count from 1.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        self._ends = []
        if "\r" in text:
            for end in _LINE_END.finditer(text):
                self._ends.append(end.start())
                self._starts.append(end.end())
        else:
            at = text.find("\n")
            while at >= 0:
                self._ends.append(at)
                self._starts.append(at + 1)
                at = text.find("\n", at + 1)
        self._ends.append(len(text))

    @property
    def line_count(self) -> int:
        """How many lines the text has, at least 1."""
        return len(self._starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column (in code points) of an offset; a line end is of its line.

        Raises:
            IndexError: The offset is not in the text.
        """
        self._check(offset)
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line_span(self, line: int) -> Span:
        """The stretch of a line, without its line end.

        Raises:
            IndexError: There is no such line.
        """
        if not 1 <= line <= len(self._starts):
            raise IndexError(f"no line {line}: the text has {len(self._starts)}")
        return Span(self._starts[line - 1], self._ends[line - 1])

    def line_text(self, line: int) -> str:
        """The characters of a line, without its line end.

        Raises:
            IndexError: There is no such line.
        """
        return self.line_span(line).cut(self._text)

    def utf16(self, offset: int) -> int:
        """UTF-16 code units before an offset (browsers, language servers).

        Raises:
            IndexError: The offset is not in the text.
        """
        self._check(offset)
        astral = self._astral
        return offset + bisect_left(astral, offset) if astral else offset

    def utf8(self, offset: int) -> int:
        """UTF-8 bytes before an offset; a lone surrogate counts as three.

        Raises:
            IndexError: The offset is not in the text.
        """
        self._check(offset)
        known = self._utf8_offsets
        if known is None:
            return offset
        step = offset // _STEP
        return known[step] + _utf8_length(self._text[step * _STEP : offset])

    @once
    def _astral(self) -> list[int]:
        """Offsets of the characters that take two UTF-16 units."""
        return [match.start() for match in _ASTRAL.finditer(self._text)]

    @once
    def _utf8_offsets(self) -> list[int] | None:
        """The UTF-8 offset of every `_STEP`th code point; None for pure ASCII."""
        if self._text.isascii():
            return None
        known = [0]
        for start in range(0, len(self._text), _STEP):
            known.append(known[-1] + _utf8_length(self._text[start : start + _STEP]))
        return known

    def _check(self, offset: int) -> None:
        if not 0 <= offset <= len(self._text):
            raise IndexError(f"no offset {offset}: the text has {len(self._text)} code points")


def _utf8_length(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
