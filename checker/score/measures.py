"""What is measured of the running text: shares and means, never a maximum.

A maximum grows with the length of a draft; shares and means do not (on random bundles of
1 to 30 sentences their mean stayed the same). They are taken over sentences of `LONG_ENOUGH`
characters that are no greetings, so that kind words in between change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from checker.score.segments import Unit

LONG_ENOUGH = 15
"""Characters of a sentence from which it counts."""


class Measures(msgspec.Struct, frozen=True, gc=False):
    """The measures of a text.

    Attributes:
        sentences: How many sentences.
        characters: Their characters.
        level: Mean level of content words, 1 (N5) to 6 (in no list).
        chinese: 漢語 in percent of words and signs.
        kanji: Kanji as a share of characters.
        length: Length of the sentence in which a character stands on average (Σn²/Σn).
        overlong: Share of the characters that stand in sentences beyond the limit.
    """

    sentences: int
    characters: int
    level: float
    chinese: float
    kanji: float
    length: float
    overlong: float


def measure(units: Sequence[Unit], limit: int) -> Measures:
    """Measure the running text.

    Args:
        units: Its sentences; at least one.
        limit: Characters from which a sentence is over-long.
    """
    rated = [u for u in units if u.length >= LONG_ENOUGH and not u.greeting] or units
    return Measures(
        sentences=len(units),
        characters=sum(unit.length for unit in units),
        level=_ratio(sum(u.levels for u in rated), sum(u.content for u in rated)),
        chinese=100 * _ratio(sum(u.chinese for u in rated), sum(u.tokens for u in rated)),
        kanji=_ratio(sum(u.kanji for u in rated), sum(u.length for u in rated)),
        **lengths([unit.length for unit in rated], limit),
    )


def lengths(counts: Iterable[int], limit: int) -> dict[str, float]:
    """The two measures of sentence length, of their characters."""
    counts = list(counts)
    whole = sum(counts)
    return {
        "length": _ratio(sum(n * n for n in counts), whole),
        "overlong": _ratio(sum(n for n in counts if n > limit), whole),
    }


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
