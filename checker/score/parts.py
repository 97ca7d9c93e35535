"""The parts of the score that are fed by findings.

Each counts in a way that cannot punish mending: a finding that goes away never lowers
the part that it belongs to, whatever else stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

import msgspec

from checker.model import Category, Finding, NoticeReport, Severity

BUDGETS: Mapping[str, int] = MappingProxyType(
    {
        "readability": 25,
        "structure": 20,
        "words": 20,
        "information": 20,
        "accuracy": 10,
        "accessibility": 5,
    }
)
"""The points of each part. What a reader measures as hard (words, length) and what stops
him in a sentence are told apart: the one follows what editors change, the other what
learners did not understand."""

CATEGORIES: Mapping[str, frozenset[Category]] = MappingProxyType(
    {
        "structure": frozenset({Category.SENTENCE}),
        "words": frozenset({Category.WORDING, Category.JARGON, Category.INCLUSION}),
        "information": frozenset({Category.INFORMATION, Category.PRESS}),
        "accuracy": frozenset(
            {Category.FACTS, Category.CONSISTENCY, Category.NOTATION, Category.SLIP}
        ),
        "accessibility": frozenset({Category.ACCESSIBILITY, Category.CHARACTERS}),
    }
)
"""Which findings feed which part."""

WEIGHTS: Mapping[Severity, float] = MappingProxyType(
    {Severity.ERROR: 1.5, Severity.WARNING: 1.0, Severity.SUGGESTION: 0.4}
)
"""What a finding counts, by severity (our judgement)."""


class Family(msgspec.Struct, frozen=True, gc=False):
    """Faults of a sentence that are one fault to its reader.

    Attributes:
        id: Its name.
        message: What it is, in Japanese.
        share: Its share of the points for structure.
        rules: The rules (without `sentence/`) that find it.
    """

    id: str
    message: str
    share: float
    rules: frozenset[str]


# The shares follow what kept learners from understanding (length first) and what guides
# for officials name first; they are our judgement. What no family names is "other".
FAMILIES = (
    Family("length", "長い文", 0.22, frozenset({"length", "mora-length", "paragraph-length"})),
    Family(
        "points",
        "いくつもの話が入った文",
        0.15,
        frozenset(
            [
                "several-points",
                "clause-chain",
                "suspended-chain",
                "ga-join",
                "preface-ga",
                "enumeration-in-prose",
                "same-connection",
                "stacked-conditions",
                "repeated-conjunction",
            ]
        ),
    ),
    Family("cut", "途中で切れた文", 0.30, frozenset({"clipped-ending", "noun-endings"})),
    Family(
        "modifier",
        "言葉のかかり方が分かりにくい文",
        0.08,
        frozenset(
            [
                "distant-subject",
                "misplaced-adjective",
                "heavy-brackets",
                "double-topic",
                "topic-clash",
                "floating-adverb",
                "nominalized-verb",
                "unfinished-definition",
            ]
        ),
    ),
    Family(
        "negation",
        "打ち消しが分かりにくい文",
        0.07,
        frozenset(
            [
                "double-negative",
                "ambiguous-negation",
                "denied-permission",
                "except-negative",
                "exception-tail",
                "negative-condition",
                "negative-deadline",
                "negative-modifier",
                "kono-kagiri",
            ]
        ),
    ),
    Family(
        "particles",
        "同じ助詞や語が重なる文",
        0.06,
        frozenset(
            ["same-particle", "no-chain", "crossed-particles", "repeated-topic", "comma-crowd"]
        ),
    ),
    Family(
        "broken",
        "形の崩れた文",
        0.06,
        frozenset(
            [
                "broken-clause",
                "subject-predicate-twist",
                "single-tari",
                "unanswered-adverb",
                "uneven-pair",
                "wrong-conjunction",
            ]
        ),
    ),
    Family("other", "そのほか、形の分かりにくい文", 0.06, frozenset()),
)

SATURATED = 1 / 3
"""The share of sentences with a fault from which all its points are lost."""

TOLD_ONCE = frozenset({"sentence/kanji-run", "sentence/katakana-run"})
"""Rules that flag a word at its first place only: every sentence that has the word counts."""

_FAMILY_OF = {rule: family.id for family in FAMILIES for rule in family.rules}

TERM_RATE = 0.92
"""What is left of the points for words after each term (of weight 1) that stops a reader."""

PROBLEM_RATE = 0.7
"""What is left of accuracy and accessibility after each distinct problem (of weight 1)."""


class Loss(msgspec.Struct, frozen=True, gc=False):
    """A part of a part's points that is lost.

    Attributes:
        id: A family (`structure/length`) or a rule.
        fraction: Of the part's points.
        message: What it is.
        example: Words of the draft.
        count: How many places, terms or sentences.
    """

    id: str
    fraction: float
    message: str
    example: str
    count: int


def structure(
    findings: Iterable[Finding],
    units: Sequence[tuple[int, int]],
    cuts: Mapping[int, bool],
    source: str,
) -> tuple[Loss, ...]:
    """Lost by the share of sentences that have a fault, family by family.

    A sentence counts once a family, so that mending a fault or deleting it can only
    make a share smaller.

    Args:
        findings: Those of the category.
        units: The *source* stretches of the sentences of running text, in order.
        cuts: The sentences that full stops cut in the middle, by index, and whether each
            is long if one reads it as the one that it is.
        source: The decoded draft.
    """
    affected: dict[str, dict[int, Finding | None]] = {family.id: {} for family in FAMILIES}
    beside = -1
    for finding in findings:
        family = _FAMILY_OF.get(finding.rule.partition("/")[2], "other")
        at = _unit_at(finding.span.start, units)
        if finding.rule in TOLD_ONCE:
            for other, (start, end) in enumerate(units):
                if source.find(finding.text, start, end) >= 0:
                    affected[family].setdefault(other, finding)
            continue
        if at is None:  # a heading or a fragment: counts for itself
            at, beside = beside, beside - 1
        affected[family].setdefault(at, finding)
    for index, long in cuts.items():
        affected["cut"].setdefault(index, None)
        if long:
            affected["length"].setdefault(index, None)
    lost = []
    for each in FAMILIES:
        places = affected[each.id]
        if not places:
            continue
        share = len(places) / len(units)
        fraction = min(1.0, share / SATURATED)
        example = next((f.text for f in places.values() if f is not None), "")
        lost.append(
            Loss(
                f"structure/{each.id}",
                each.share * fraction,
                f"{each.message}: {len(units)}文のうち{len(places)}か所",
                example,
                len(places),
            )
        )
    return tuple(lost)


def _unit_at(offset: int, units: Sequence[tuple[int, int]]) -> int | None:
    low, high = 0, len(units)
    while low < high:
        middle = (low + high) // 2
        if units[middle][1] <= offset:
            low = middle + 1
        else:
            high = middle
    return low if low < len(units) and units[low][0] <= offset else None


def distinct(findings: Iterable[Finding], rate: float) -> tuple[Loss, ...]:
    """Lost by the number of different things found: each takes a share of what is left.

    The same word flagged twice is one thing, because a reader stumbles over it once.
    The whole loss is shared out by weight, a line a rule.
    """
    things: dict[tuple[str, str], float] = {}
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        key = (finding.rule, finding.entry or finding.text)
        weight = WEIGHTS[finding.severity]
        if key not in things:
            by_rule.setdefault(finding.rule, []).append(finding)
        things[key] = max(things.get(key, 0.0), weight)
    whole = sum(things.values())
    if not whole:
        return ()
    lost: float = 1 - rate**whole
    weights: dict[str, float] = {}
    for (rule, _), weight in things.items():
        weights[rule] = weights.get(rule, 0.0) + weight
    return tuple(
        Loss(
            rule,
            lost * weights[rule] / whole,
            f"{_heading(found[0])}（{len(found)}件）",
            "、".join(dict.fromkeys(f.text for f in found[:3])),
            len(found),
        )
        for rule, found in by_rule.items()
    )


def distinct_fraction(findings: Iterable[Finding], rate: float) -> float:
    """How much is lost by different things, as in `distinct`, without saying what for."""
    things: dict[tuple[str, str], float] = {}
    for finding in findings:
        key = (finding.rule, finding.entry or finding.text)
        weight = WEIGHTS[finding.severity]
        if weight > things.get(key, 0.0):
            things[key] = weight
    lost: float = 1 - rate ** sum(things.values())
    return lost


def _heading(finding: Finding) -> str:
    """The title of a rule, without the term of a word list."""
    return finding.title.partition(":")[0] if finding.entry else finding.title


REQUIRED, RECOMMENDED = 3.0, 1.0
"""What an element counts that a kind of notice demands, and one that it recommends."""


def information(findings: Sequence[Finding], notice: NoticeReport) -> tuple[Loss, ...]:
    """Lost item by item: what is missing, out of what the kind of notice asks for.

    What does not apply to the draft is no part of the sum. Other findings on information
    add themselves to both sides.
    """
    found = sum(
        REQUIRED if state.required else RECOMMENDED
        for state in notice.elements
        if state.status == "found"
    )
    seen: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        seen.setdefault((finding.rule, finding.entry or finding.message), finding)
    weights = {
        key: REQUIRED if finding.severity > Severity.SUGGESTION else RECOMMENDED
        for key, finding in seen.items()
    }
    whole = found + sum(weights.values())
    by_rule: dict[str, list[tuple[Finding, float]]] = {}
    for key, finding in seen.items():
        by_rule.setdefault(finding.rule, []).append((finding, weights[key]))
    return tuple(
        Loss(rule, sum(w for _, w in pairs) / whole, pairs[0][0].message, "", len(pairs))
        for rule, pairs in by_rule.items()
    )


def of_part(findings: Iterable[Finding], part: str) -> list[Finding]:
    """The findings that feed a part."""
    categories: Collection[Category] = CATEGORIES[part]
    return [finding for finding in findings if finding.category in categories]
