"""The score of a draft: what each part lost, line by line, and the total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from checker.context import Context
from checker.model import (
    FileReport,
    Finding,
    NoticeReport,
    Profile,
    Score,
    ScoreGain,
    ScoreLevel,
    ScoreLine,
    ScorePart,
    Span,
)
from checker.rulebook.rule import Rulebook
from checker.rulebook.select import Selection
from checker.score import levels, parts, raising, readability
from checker.score.measures import Measures, measure
from checker.score.parts import BUDGETS, Loss
from checker.score.rounding import apportion
from checker.score.segments import Unit, units

FEWEST = 3
"""Sentences of running text below which neither readability nor structure is judged."""

RELIABLE_SENTENCES, RELIABLE_CHARACTERS = 5, 200
"""With less, the score is only for reference: its error goes down with √n."""

SURE = 0.3
"""With less confidence in the genre nobody knows what the draft has to say."""

BANDS = ((85, "とても読みやすい"), (70, "読みやすい"), (50, "手直しを"), (0, "書き直しを"))
"""What a total means, from its points on."""

_NO_WORDS = "語の解析を使っていないため"
_FEW = f"文が{FEWEST}つに満たないため"
_NO_GENRE = "文書の種類が分からないため（--genre で指定できます）"
_NO_RULES = "この部分のルールの多くを使っていないため"

MOST_RULES = 2 / 3
"""A part is judged only if so many of its rules are run: what nobody looked for is not full
marks. Without any choice of the user at least three quarters of them are."""

_Judged = tuple[Loss, ...] | str
"""What a part lost, or why it cannot be judged."""


def judged_parts(selection: Selection, rulebook: Rulebook) -> frozenset[str]:
    """The parts of whose rules enough are run."""
    of_part = {category: part for part, fed in parts.CATEGORIES.items() for category in fed}
    known = Counter(of_part.get(rule.category) for rule in rulebook)
    run = Counter(of_part.get(active.rule.category) for active in selection.rules)
    return frozenset(part for part in parts.CATEGORIES if run[part] >= MOST_RULES * known[part])


def scored(report: FileReport, context: Context, active: Collection[str]) -> FileReport:
    """A report with its score.

    Args:
        report: What was found.
        context: The draft.
        active: The parts of whose rules enough were run.
    """
    made = score(context, report.findings, report.notice, active, report.characters)
    return replace(report, score=made)


def score(
    context: Context,
    findings: Sequence[Finding],
    notice: NoticeReport | None,
    active: Collection[str],
    characters: int,
) -> Score:
    """Score a draft.

    Args:
        context: The draft.
        findings: What was found in it, in source order.
        notice: What it is and what it says.
        active: The parts whose rules were run.
        characters: What a reader reads of it.
    """
    sentences = () if context.morphology is None else units(context)
    source = [context.document.to_source(_span(unit)) for unit in sentences]
    places = [(span.start, span.end) for span in source]
    profile = context.profile
    limit = readability.LIMITS[profile]
    cuts = {i: unit.length > limit for i, unit in enumerate(sentences) if unit.cuts}

    found = {part: parts.of_part(findings, part) for part in parts.CATEGORIES}
    wordless = context.morphology is None
    measured = measure(sentences, limit) if len(sentences) >= FEWEST else None

    def judge(part: str, own: Sequence[Finding]) -> _Judged:
        if part not in active:
            return _NO_RULES
        if part == "information":
            if notice is None or notice.genre.confidence < SURE:
                return _NO_GENRE
            return parts.information(own, notice)
        if wordless and part in ("structure", "words"):
            return _NO_WORDS
        if part == "structure":
            if measured is None:
                return _FEW
            return parts.structure(own, places, cuts, context.document.source)
        return parts.distinct(own, _rate(part))

    judged: dict[str, _Judged] = {
        "readability": (_NO_WORDS if wordless else _FEW)
        if measured is None
        else _lines(measured, sentences, profile, context.document.text)
    }
    judged.update((part, judge(part, own)) for part, own in found.items())
    shares, exact = weighed(judged)
    made = _parts(judged, shares, _measured(judged, measured, cuts, sentences), exact)
    fractions = {part: _fraction(lost) for part, lost in judged.items()}

    def gain(change: raising.Change) -> float:
        points = 0.0
        if change.units is not None:
            again = sum(readability.losses(measure(change.units, limit), profile).values())
            points += shares["readability"] * (fractions["readability"] - again)
        if change.part in shares:
            if change.part in ("structure", "information"):
                again = _fraction(judge(change.part, change.findings))
            else:
                again = parts.distinct_fraction(change.findings, _rate(change.part))
            points += shares[change.part] * (fractions[change.part] - again)
        return points

    gains: tuple[ScoreGain, ...] = ()
    if measured is not None:
        lost = {part: each for part, each in judged.items() if not isinstance(each, str)}
        gains = raising.gains(sentences, found, lost, profile, gain)
    points = None if measured is None else 100 - sum(_lost(part) for part in made)
    counted = measured.characters if measured else sum(unit.length for unit in sentences)
    left = 1 - _fraction(judged["readability"]) if measured else 1.0
    return Score(
        total=points,
        exact=None if points is None else exact,
        band="" if points is None else band(points),
        reference_only=len(sentences) < RELIABLE_SENTENCES or counted < RELIABLE_CHARACTERS,
        sentences=len(sentences),
        characters=counted,
        parts=made,
        gains=gains,
        level=_level(measured, sentences),
        reading_seconds=levels.reading_seconds(characters),
        plain_seconds=levels.plain_seconds(characters, left),
        reason=judged["readability"] if isinstance(judged["readability"], str) else "",
    )


def _rate(part: str) -> float:
    return parts.TERM_RATE if part == "words" else parts.PROBLEM_RATE


def _span(unit: Unit) -> Span:
    return Span(unit.start, unit.end)


def band(total: int) -> str:
    """What a total means, in words."""
    return next(name for least, name in BANDS if total >= least)


def weighed(judged: Mapping[str, _Judged]) -> tuple[dict[str, float], float]:
    """The points of each part that is judged, out of 100, and the unrounded total."""
    whole = sum(BUDGETS[part] for part, lost in judged.items() if not isinstance(lost, str))
    shares = {
        part: 100 * BUDGETS[part] / whole
        for part, lost in judged.items()
        if not isinstance(lost, str)
    }
    lost = sum(share * _fraction(judged[part]) for part, share in shares.items())
    return shares, 100 - lost


def _fraction(judged: _Judged) -> float:
    if isinstance(judged, str):
        return 0.0
    return min(1.0, sum(loss.fraction for loss in judged))


def _lines(
    measured: Measures, sentences: Sequence[Unit], profile: Profile, text: str
) -> tuple[Loss, ...]:
    return tuple(
        Loss(
            f"readability/{name}",
            fraction,
            readability.message(name, measured, profile),
            readability.example(name, sentences, profile, text),
            0,
        )
        for name, fraction in readability.losses(measured, profile).items()
        if fraction
    )


def _parts(
    judged: Mapping[str, _Judged],
    shares: Mapping[str, float],
    measured: Mapping[str, Mapping[str, float]],
    exact: float,
) -> tuple[ScorePart, ...]:
    """The parts in whole points: budgets sum to 100, lines to what is lost."""
    budgets = dict(zip(shares, apportion(list(shares.values()), 100), strict=True))
    whole = round(100 - exact)
    exacts = [share * _fraction(judged[part]) for part, share in shares.items()]
    lost = dict(zip(shares, apportion(exacts, whole, list(budgets.values())), strict=True))
    made = []
    for part, found in judged.items():
        if isinstance(found, str):
            made.append(ScorePart(part, None, 0, MappingProxyType({}), (), found))
            continue
        each = [shares[part] * loss.fraction for loss in found]
        points = apportion(each, lost[part])
        lines = [
            ScoreLine(loss.id, number, value, loss.message, loss.example)
            for loss, number, value in zip(found, points, each, strict=True)
        ]
        lines.sort(key=lambda line: -line.exact)
        made.append(
            ScorePart(part, budgets[part] - lost[part], budgets[part], measured[part], tuple(lines))
        )
    return tuple(made)


def _lost(part: ScorePart) -> int:
    return 0 if part.points is None else part.budget - part.points


def _measured(
    judged: Mapping[str, _Judged],
    measures: Measures | None,
    cuts: Mapping[int, bool],
    sentences: Sequence[Unit],
) -> dict[str, Mapping[str, float]]:
    """What each part counted."""
    counted: dict[str, Mapping[str, float]] = {
        part: MappingProxyType({"findings": sum(loss.count for loss in lost)})
        for part, lost in judged.items()
        if not isinstance(lost, str)
    }
    if measures is not None:
        counted["readability"] = MappingProxyType(
            {
                "sentences": measures.sentences,
                "characters": measures.characters,
                "level": round(measures.level, 2),
                "kango_percent": round(measures.chinese, 1),
                "kanji_share": round(measures.kanji, 3),
                "sentence_length": round(measures.length, 1),
                "overlong_share": round(measures.overlong, 3),
            }
        )
        if "structure" in counted:
            counted["structure"] = MappingProxyType(
                {
                    **counted["structure"],
                    "sentences": len(sentences),
                    "cut": len(cuts),
                }
            )
    return counted


def _level(measures: Measures | None, sentences: Sequence[Unit]) -> ScoreLevel | None:
    return None if measures is None else levels.level_of(measures, sentences)
