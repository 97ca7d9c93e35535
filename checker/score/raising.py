"""What raises the total most: each thing to do is scored anew, none is guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import ceil
from typing import NamedTuple

import msgspec

from checker.model import Finding, Profile, ScoreGain
from checker.score.parts import Loss
from checker.score.readability import LIMITS
from checker.score.segments import Unit

MOST = 3
"""Things to do that are told."""

HARD_WORDS = 5
"""Hard words that a writer can replace in one go."""

_HARD = 4  # the level of N2
_PLAIN = 3  # and of N3, which replaces it

LEAST = 0.5
"""Points below which a thing to do is not told."""

_MISSING = "information/missing-"

_MENDED_BY_SPLITTING = frozenset(
    {"sentence/length", "sentence/mora-length", "sentence/several-points"}
)


class Change(NamedTuple):
    """A draft as it would be: other sentences, or one part with fewer findings.

    Attributes:
        id: Short name.
        message: What to do.
        units: The sentences, None if they stay.
        part: The part whose findings change, "" if none.
        findings: Those of the part that are left.
    """

    id: str
    message: str
    units: Sequence[Unit] | None
    part: str
    findings: Sequence[Finding]


def gains(
    units: Sequence[Unit],
    findings: Mapping[str, Sequence[Finding]],
    lost: Mapping[str, Sequence[Loss]],
    profile: Profile,
    gain: Callable[[Change], float],
) -> tuple[ScoreGain, ...]:
    """What brings most, the most first; nothing that brings less than half a point.

    Args:
        units: The sentences of running text.
        findings: What was found, by part.
        lost: What each part that is judged lost.
        profile: The reader.
        gain: Scores a change anew: the points that the unrounded total gains.
    """
    rated = []
    for change in _changes(units, findings, lost, profile):
        points = gain(change)
        if points >= LEAST:
            rated.append(ScoreGain(change.id, round(points), points, change.message))
    rated.sort(key=lambda each: -each.exact)
    return tuple(rated[:MOST])


def _changes(
    units: Sequence[Unit],
    findings: Mapping[str, Sequence[Finding]],
    lost: Mapping[str, Sequence[Loss]],
    profile: Profile,
) -> Iterator[Change]:
    limit = LIMITS[profile]
    long = [unit for unit in units if unit.length > limit]
    if long:
        shorter = [part for unit in units for part in _split(unit, limit)]
        left = [f for f in findings.get("structure", ()) if f.rule not in _MENDED_BY_SPLITTING]
        yield Change("split", f"{limit}字を超える{len(long)}文を分ける", shorter, "structure", left)
    hard = _hardest(units)
    if hard:
        words = f"「{'」「'.join(hard)}」をやさしい言葉にする"
        yield Change("words", words, [_plain(unit, hard) for unit in units], "", ())
    asked = findings.get("information", ())
    missing = [f for f in asked if f.rule.startswith(_MISSING)]
    if missing:
        left = [f for f in asked if not f.rule.startswith(_MISSING)]
        count = f"足りない情報を書き足す（{len(missing)}件）"
        yield Change("information", count, None, "information", left)
    for part, losses in lost.items():
        if part in ("readability", "structure"):
            continue
        # What took most brings most: the others need not be scored.
        others = [loss for loss in losses if not loss.id.startswith(_MISSING)]
        for loss in sorted(others, key=lambda loss: -loss.fraction)[:MOST]:
            own = findings[part]
            left = [f for f in own if f.rule != loss.id]
            title = next(f for f in own if f.rule == loss.id).title.partition(":")[0]
            count = f"「{title}」の指摘{len(own) - len(left)}件を直す"
            yield Change(loss.id, count, None, part, left)


def _split(unit: Unit, limit: int) -> list[Unit]:
    """The sentence in as few parts of one length as stay within the limit."""
    number = ceil(unit.length / limit)
    if number == 1:
        return [unit]
    length, rest = divmod(unit.length, number)
    return [
        msgspec.structs.replace(
            unit,
            length=length + (i < rest),
            kanji=unit.kanji / number,
            content=unit.content / number,
            levels=unit.levels / number,
            chinese=unit.chinese / number,
            tokens=unit.tokens // number + (i < unit.tokens % number),
            cuts=0,
        )
        for i in range(number)
    ]


def _hardest(units: Sequence[Unit]) -> list[str]:
    """The hard words that weigh most."""
    counts: Counter[str] = Counter()
    levels: dict[str, int] = {}
    for unit in units:
        for word in unit.words:
            if word.level >= _HARD and len(word.surface) > 1:
                counts[word.surface] += 1
                levels[word.surface] = word.level
    ranked = sorted(counts, key=lambda word: -counts[word] * (levels[word] - _PLAIN))
    return ranked[:HARD_WORDS]


def _plain(unit: Unit, words: Sequence[str]) -> Unit:
    """The sentence with these words replaced by Japanese ones of N3."""
    mended = [word for word in unit.words if word.level >= _HARD and word.surface in words]
    if not mended:
        return unit
    return msgspec.structs.replace(
        unit,
        levels=unit.levels - sum(word.level - _PLAIN for word in mended),
        chinese=unit.chinese - sum(word.chinese for word in mended),
    )
