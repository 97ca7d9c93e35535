"""What a text reads like, how long it takes, and what a plainer one would save."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from checker.model import ScoreLevel
from checker.score.measures import Measures
from checker.score.segments import Unit


class Group(msgspec.Struct, frozen=True, gc=False):
    """Known texts and how hard their words are.

    Attributes:
        id: Short name.
        name: Name for people, in Japanese.
        level: Mean level of content words, median of bundles of ten sentences.
    """

    id: str
    name: str
    level: float


# Medians of ten-sentence bundles: official sample passages of the Japanese-Language
# Proficiency Test, municipal texts in ordinary and in easy Japanese, newspapers. Measured
# with names among the words; here they are left out, which makes a text seem easier by up
# to 0.3 levels. So the group is the nearest one, no more.
GROUPS = (
    Group("n4", "N4の読解文", 1.7),
    Group("n3", "N3の読解文", 2.2),
    Group("municipal_easy", "自治体の「やさしい日本語」の文章", 2.63),
    Group("n1", "N1の読解文", 2.86),
    Group("ministers", "大臣の記者会見", 3.45),
    Group("municipal", "自治体のふつうの文章", 3.54),
    Group("news", "新聞記事", 3.76),
)

# Lee and Hasebe (2015): jreadability.net; the formula stands in the package jreadability
# (MIT). Percentages are of all words and signs, here of the running text alone, in
# Sudachi's short units, which agree with the package to 0.2 levels on longer texts.
_BANDS = (
    (0.5, "上級後半"),
    (1.5, "上級前半"),
    (2.5, "中級後半"),
    (3.5, "中級前半"),
    (4.5, "初級後半"),
    (5.5, "初級前半"),
)
_LAST = 6.5

FAST, SLOW = 600, 400
"""Characters that adults read in a minute: the usual range for Japanese prose."""


def nearest(level: float) -> Group:
    """The group whose words are about as hard."""
    return min(GROUPS, key=lambda group: (abs(group.level - level), group.level))


def jreadability(units: Sequence[Unit]) -> float:
    """JReadability of running text: 0.5 (hard) to 6.5 (easy), for reference only."""
    words = [word for unit in units for word in unit.words]
    tokens = sum(unit.tokens for unit in units)
    if not tokens:
        return 0.0
    chinese = sum(word.chinese for word in words)
    japanese = sum(word.japanese for word in words)
    verbs = sum(word.verb for word in words)
    particles = sum(word.particle for word in words)
    return (
        11.724
        - 0.056 * tokens / len(units)
        - (12.6 * chinese + 4.2 * japanese + 14.5 * verbs + 4.4 * particles) / tokens
    )


def band(value: float) -> str:
    """The name of a value of jReadability, "" outside its scale."""
    if not _BANDS[0][0] <= value < _LAST:
        return ""
    return [name for start, name in _BANDS if start <= value][-1]


def level_of(measures: Measures, units: Sequence[Unit]) -> ScoreLevel:
    """What a text reads like."""
    group = nearest(measures.level)
    value = jreadability(units)
    return ScoreLevel(group.id, group.name, round(measures.level, 2), round(value, 2), band(value))


def reading_seconds(characters: int) -> tuple[int, int]:
    """How long a text takes to read, at the fast and at the slow end."""
    return round(characters * 60 / FAST), round(characters * 60 / SLOW)


def plain_seconds(characters: int, readability: float) -> float:
    """What a reader saves if a text were plain.

    An assumption to reckon with, not a finding: plain text is read at `FAST`, the hardest
    at `SLOW`, and in between in proportion to the readability.

    Args:
        characters: All that is read.
        readability: The share of the points for readability that is left, 0–1.
    """
    pace = SLOW + (FAST - SLOW) * readability
    return characters * 60 / pace - characters * 60 / FAST
