"""What a terminal report is put together from: styled text that fits the columns."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.model import Span
from checker.reporters.width import width, wrap


class Style(enum.StrEnum):
    """What a stretch of the output is; the value is its ANSI code."""

    PLAIN = ""
    STRONG = "1"
    FAINT = "2"
    ERROR = "1;31"
    WARNING = "1;33"
    SUGGESTION = "1;36"
    DELETED = "31"
    INSERTED = "32"


Part = tuple[str, Style]
"""Characters and what they are; hidden characters are already revealed."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Where the report is shown."""

    columns: int
    color: bool
    ambiguous: int

    def paint(self, text: str, style: Style) -> str:
        if not self.color or not style or not text:
            return text
        return f"\x1b[{style}m{text}\x1b[0m"

    def width(self, text: str) -> int:
        return width(text, self.ambiguous)

    def flow(
        self, parts: Sequence[Part], *, lead: Sequence[Part] = (), hang: int = 0
    ) -> Iterator[str]:
        """Set parts as a paragraph: `lead` on the first line, `hang` columns on the others."""
        start = "".join([self.paint(*part) for part in lead])
        start += " " * (hang - sum([self.width(text) for text, _ in lead]))
        text = "".join([text for text, _ in parts])
        for span in wrap(text, self.columns - hang, self.ambiguous):
            if self.color:
                yield start + "".join(self.paint(*part) for part in within(parts, span))
            else:
                yield start + span.cut(text)
            start = " " * hang


def within(parts: Sequence[Part], span: Span) -> Iterator[Part]:
    at = 0
    for text, style in parts:
        start, end = max(span.start - at, 0), min(span.end - at, len(text))
        if start < end:
            yield text[start:end], style
        at += len(text)
