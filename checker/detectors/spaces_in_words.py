"""Words spread out with spaces for the sake of layout (日　時)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from checker.context import Context
from checker.detectors import Options, texts
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

# At the start of a line, behind a bullet, bracket or number; and not within running text,
# where a space between two words may be meant.
_BEFORE = r"(?:^|(?<=[\n■◆●○▼▽・【［（(\s]))"
_BEHIND = r"(?=[\s：:】］）)、／/]|$)"


@cache
def _spread(words: tuple[str, ...]) -> str:
    """What fits these words with gaps, the longest first."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join("[ \u3000\u00a0]+".join(map(re.escape, word)) for word in longest_first)


@cache
def _expression(words: tuple[str, ...]) -> re.Pattern[str]:
    return regex(f"{_BEFORE}(?:{_spread(words)}){_BEHIND}", re.MULTILINE)


def scans(options: Options) -> tuple[Scan, ...]:
    """What the detector looks for."""
    # Folding leaves the words as they are, and of a gap it leaves a gap.
    return (Scan(_spread(texts(options, "words"))),)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a word of `options["words"]` that has white space inside.

    All its gaps must be spaces, or it is two words side by side.
    """
    for found in _expression(texts(options, "words")).finditer(context.document.text):
        span = Span(found.start(), found.end())
        word = "".join(found.group().split())
        yield Match(span, {"to": word}, edits=(Edit(span, word),))
