"""What raises the total most: each thing to do is scored anew, none is guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import ceil
from typing import NamedTuple

import msgspec

from checker.model import Finding, Profile, ScoreGain
from checker.score.parts import CATEGORIES
from checker.score.readability import LIMITS
from checker.score.segments import Unit, Word

MOST = 3
"""Things to do that are told."""

HARD_WORDS = 5
"""Hard words that a writer can replace in one go."""

_HARD = 4  # the level of N2
_PLAIN = 3  # and of N3, which replaces it

_MENDED_BY_SPLITTING = frozenset(
    {"sentence/length", "sentence/mora-length", "sentence/several-points"}
)


class Change(NamedTuple):
    """A draft as it would be: other sentences or fewer findings."""

    id: str
    message: str
    units: Sequence[Unit]
    findings: Sequence[Finding]


def gains(
    units: Sequence[Unit],
    findings: Sequence[Finding],
    profile: Profile,
    total: Callable[[Sequence[Unit], Sequence[Finding]], float],
) -> tuple[ScoreGain, ...]:
    """What brings most, the most first; nothing that brings less than half a point.

    Args:
        units: The sentences of running text.
        findings: What was found.
        profile: The reader.
        total: The unrounded total of sentences and findings.
    """
    before = total(units, findings)
    rated = []
    for change in _changes(units, findings, profile):
        gain = total(change.units, change.findings) - before
        if gain >= 0.5:
            rated.append(ScoreGain(change.id, round(gain), gain, change.message))
    rated.sort(key=lambda gain: -gain.exact)
    return tuple(rated[:MOST])


def _changes(
    units: Sequence[Unit], findings: Sequence[Finding], profile: Profile
) -> Iterator[Change]:
    limit = LIMITS[profile]
    long = [unit for unit in units if unit.length > limit]
    if long:
        yield Change(
            "split",
            f"{limit}字を超える{len(long)}文を分ける",
            [part for unit in units for part in _split(unit, limit)],
            [finding for finding in findings if finding.rule not in _MENDED_BY_SPLITTING],
        )
    hard = _hardest(units)
    if hard:
        yield Change(
            "words",
            f"「{'」「'.join(hard)}」をやさしい言葉にする",
            [_plain(unit, hard) for unit in units],
            findings,
        )
    missing = [f for f in findings if f.rule.startswith("information/missing-")]
    if missing:
        yield Change(
            "information",
            f"足りない情報を書き足す（{len(missing)}件）",
            units,
            [finding for finding in findings if finding not in missing],
        )
    fed = frozenset[str]().union(*CATEGORIES.values())
    for rule, count in Counter(f.rule for f in findings if f.category in fed).items():
        if rule.startswith("information/missing-") or rule in _MENDED_BY_SPLITTING:
            continue
        title = next(finding.title for finding in findings if finding.rule == rule)
        yield Change(
            rule,
            f"「{title.partition(':')[0]}」の指摘{count}件を直す",
            units,
            [finding for finding in findings if finding.rule != rule],
        )


def _split(unit: Unit, limit: int) -> list[Unit]:
    """The sentence in as few parts of one length as stay within the limit."""
    number = ceil(unit.length / limit)
    if number == 1:
        return [unit]
    length, rest = divmod(unit.length, number)
    words = len(unit.words)
    return [
        msgspec.structs.replace(
            unit,
            length=length + (i < rest),
            kanji=unit.kanji / number,
            words=unit.words[words * i // number : words * (i + 1) // number],
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
    """The sentence with these words replaced by Japanese ones of N3, of the same length."""
    kanji = unit.kanji
    plain: list[Word] = []
    for word in unit.words:
        if word.level >= _HARD and word.surface in words:
            word = msgspec.structs.replace(word, level=_PLAIN, chinese=False, japanese=True)
        plain.append(word)
    return msgspec.structs.replace(unit, words=tuple(plain), kanji=kanji)
