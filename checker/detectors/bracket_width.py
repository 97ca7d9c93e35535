"""Half-width brackets around Japanese beside full-width ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.TEXT

_PAIR = regex(r"(?P<open>[(（])(?P<inner>[^()（）\n]{1,200})(?P<close>[)）])")
_JAPANESE = regex("[ぁ-んァ-ヶ一-鿿]")


_HALF_WIDTH = Words("(")


def _is_number(context: Context, pair: re.Match[str]) -> bool:
    """Whether it numbers its line: (ア), (イ)."""
    line = context.document.block_at(pair.start()).span
    return len(pair["inner"]) == 1 and not context.document.text[line.start : pair.start()].strip()


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for."""
    return (_HALF_WIDTH,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a half-width pair that holds Japanese, if another pair is full-width."""
    pairs = [
        pair for pair in _PAIR.finditer(context.document.text) if _JAPANESE.search(pair["inner"])
    ]
    if not any(pair["open"] + pair["close"] == "（）" for pair in pairs):
        return
    for pair in pairs:
        if pair["open"] + pair["close"] == "()" and not _is_number(context, pair):
            first = Span(pair.start(), pair.start() + 1)
            last = Span(pair.end() - 1, pair.end())
            edits = (Edit(first, "（"), Edit(last, "）"))
            yield Match(Span(first.start, last.end), edits=edits)
