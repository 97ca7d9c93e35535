"""Readability: five measures, each with a line from which points are lost and one where all are.

Between the two the loss is linear and no measure touches another, so that the parts add
up exactly and each can be told in a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec

from checker.model import Profile
from checker.score.measures import Measures
from checker.score.segments import Unit

NAMES = ("level", "chinese", "kanji", "length", "overlong")
"""The measures, in the order in which equal losses are told."""


class Anchor(msgspec.Struct, frozen=True, gc=False):
    """How a measure is judged for a reader.

    Attributes:
        share: Its share of the part's points.
        free: Up to this nothing is lost.
        lost: From this on its whole share is lost.
    """

    share: float
    free: float
    lost: float

    def fraction(self, value: float) -> float:
        """How much of the share a value loses, 0–1."""
        return min(1.0, max(0.0, (value - self.free) / (self.lost - self.free)))


def _anchors(
    level: tuple[float, float],
    chinese: tuple[float, float],
    kanji: tuple[float, float],
    length: tuple[float, float],
) -> Mapping[str, Anchor]:
    return MappingProxyType(
        {
            "level": Anchor(0.35, *level),
            "chinese": Anchor(0.20, *chinese),
            "kanji": Anchor(0.15, *kanji),
            "length": Anchor(0.20, *length),
            "overlong": Anchor(0.10, 0.0, 0.6),
        }
    )


# Set by hand from what bundles of ten sentences have in known texts: official sample
# passages of the Japanese-Language Proficiency Test, what cities publish as ordinary and as
# easy Japanese, news and news for learners (medians). General begins at what cities call
# easy and loses all well beyond what they usually write; easy begins at N3. Which weights
# are taken hardly matters: with random ones (×0.5–1.5) .91–.92 of 199 municipal pairs were
# ordered right. Levels are 0.3 lower than in those figures, because here names and
# numbers are left out and a list of everyday words is added. Each reader's lines lie
# at or above those of the next easier one, measure by measure.
ANCHORS: Mapping[Profile, Mapping[str, Anchor]] = MappingProxyType(
    {
        Profile.EASY: _anchors((1.8, 3.4), (8, 24), (0.22, 0.40), (32, 80)),
        Profile.GENERAL: _anchors((2.4, 4.0), (12, 32), (0.28, 0.48), (45, 110)),
        Profile.REPORTER: _anchors((3.2, 4.7), (20, 38), (0.35, 0.55), (60, 130)),
    }
)

LIMITS: Mapping[Profile, int] = MappingProxyType(
    {Profile.EASY: 40, Profile.GENERAL: 60, Profile.REPORTER: 80}
)
"""Characters from which a sentence is over-long (森岡 1958 calls 60 hard for everybody)."""

KANA_FREE, KANA_LOST = 0.14, 0.04
"""Below so few kanji a text for adults is hard to take apart into words. Its words can
no longer be judged, so that what they and the kanji are worth goes down together."""

_HARD = 5
"""The level of N1: words from there on show what makes a text hard."""

_BY_WORDS = frozenset({"level", "chinese", "kanji"})


def fractions(measures: Measures, profile: Profile) -> dict[str, float]:
    """How much of each measure's share is lost, 0–1, by name."""
    anchors = ANCHORS[profile]
    lost = {name: anchors[name].fraction(getattr(measures, name)) for name in NAMES}
    kana = kana_fraction(measures, profile)
    if kana:
        for name in _BY_WORDS:
            lost[name] = max(lost[name], kana)
    return lost


def kana_fraction(measures: Measures, profile: Profile) -> float:
    """How much a text for adults suffers from lack of kanji, 0–1; 0 in easy Japanese."""
    if profile is Profile.EASY or not measures.characters:
        return 0.0
    return min(1.0, max(0.0, (KANA_FREE - measures.kanji) / (KANA_FREE - KANA_LOST)))


def losses(measures: Measures, profile: Profile) -> dict[str, float]:
    """How much of the whole part is lost by each measure; the sum is 0–1."""
    anchors = ANCHORS[profile]
    return {name: anchors[name].share * lost for name, lost in fractions(measures, profile).items()}


def message(name: str, measures: Measures, profile: Profile) -> str:
    """What a measure says of a draft, in a sentence."""
    anchor = ANCHORS[profile][name]
    kana = kana_fraction(measures, profile)
    if name in _BY_WORDS and kana and kana >= anchor.fraction(getattr(measures, name)):
        return (
            f"漢字が少なく、語の切れ目が分かりにくい"
            f"（{measures.kanji:.0%}、めやす {KANA_FREE:.0%}以上）"
        )
    if name == "level":
        return (
            f"難しい言葉が多い（言葉の難しさ {measures.level:.1f}、めやす {anchor.free:.1f}まで。"
            "1がN5、5がN1、6は一覧にない語）"
        )
    if name == "chinese":
        return f"漢語が多い（{measures.chinese:.0f}%、めやす {anchor.free:.0f}%まで）"
    if name == "kanji":
        return f"漢字が多い（{measures.kanji:.0%}、めやす {anchor.free:.0%}まで）"
    if name == "length":
        return f"文が長い（長さの平均 {measures.length:.0f}字、めやす {anchor.free:.0f}字まで）"
    return f"{LIMITS[profile]}字を超える文が、文章の{measures.overlong:.0%}を占める"


def example(name: str, units: Sequence[Unit], profile: Profile, text: str) -> str:
    """Words of the draft that show what a measure means; "" if there are none.

    Args:
        name: The measure.
        units: The sentences that were measured.
        profile: The reader.
        text: `Document.text`.
    """
    if name in ("length", "overlong"):
        longest = max(units, key=lambda unit: unit.length)
        if name == "overlong" and longest.length <= LIMITS[profile]:
            return ""
        return f"{text[longest.start : longest.start + 12]}…（{longest.length}字）"
    if name == "kanji":
        return ""
    counts: dict[str, int] = {}
    ranks: dict[str, int] = {}
    for unit in units:
        for word in unit.words:
            if word.level >= _HARD if name == "level" else word.chinese:
                surface = word.surface
                counts[surface] = counts.get(surface, 0) + 1
                ranks[surface] = word.level
    # The most frequent first, among them the hardest; as they stand in the draft.
    hardest = sorted(counts, key=lambda word: (-counts[word], -ranks[word]))
    return "、".join([word for word in hardest if len(word) > 1][:3])
