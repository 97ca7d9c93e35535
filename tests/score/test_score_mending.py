"""Mending must pay: on all samples, and for any findings."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.api import Checker, Draft
from checker.document.read import format_of
from checker.document.source import decode, is_html_path
from checker.model import Category, Finding, Score, Severity, Span, Tier
from checker.score import parts
from checker.score.rounding import apportion
from tests_support import AS_OF, SAMPLES, drafts

PATHS = drafts(SAMPLES)


@cache
def checker() -> Checker:
    return Checker(as_of=AS_OF, tier=Tier.MORPHEMES, score=True)


def exact(score: Score | None) -> float:
    assert score is not None
    assert score.exact is not None
    return score.exact


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
@pytest.mark.parametrize("unsafe", [False, True])
def test_fix_never_lowers_the_total(path: Path, unsafe: bool) -> None:
    source = decode(path.read_bytes(), path=path.name, is_html=is_html_path(path.name))
    format = format_of(path.name)
    assert format is not None
    mended = checker().fix(source, format, unsafe=unsafe)
    draft = Draft(path.name, source.text, format)
    before = exact(checker().report_before(mended, draft).score)
    after = exact(checker().report_of(mended, draft).score)
    assert after >= before - 1e-9
    assert before == exact(checker().check([draft]).files[0].score)


FILLED = {
    "○月○日": "12月5日",
    "○○": "あおば",
    "〇〇": "あおば",
    "（\u3000）": "健康",
}


def filled(text: str) -> str:
    for mark, value in FILLED.items():
        text = text.replace(mark, value)
    return text


MISSING = [
    (path, finding)
    for path in PATHS
    for finding in (
        checker()
        .check_text(
            decode(path.read_bytes(), path=path.name, is_html=is_html_path(path.name)).text,
            format=format_of(path.name),  # type: ignore[arg-type]
            path=path.name,
        )
        .findings
    )
    if finding.rule.startswith("information/missing-") and finding.fix and finding.fix.edits
]


@pytest.mark.parametrize(
    ("path", "finding"), MISSING, ids=[f"{p.name}-{f.rule[12:]}" for p, f in MISSING]
)
def test_a_missing_element_that_is_added_raises_the_total(path: Path, finding: Finding) -> None:
    text = decode(path.read_bytes(), path=path.name, is_html=is_html_path(path.name)).text
    format = format_of(path.name)
    assert format is not None
    assert finding.fix is not None
    (edit,) = finding.fix.edits
    changed = text[: edit.span.start] + filled(edit.text) + text[edit.span.end :]
    before = checker().check_text(text, format=format, path=path.name)
    after = checker().check_text(changed, format=format, path=path.name)
    assert finding.rule not in [found.rule for found in after.findings], edit.text
    assert exact(after.score) > exact(before.score)


RULES = [
    (Category.SENTENCE, "sentence/length"),
    (Category.SENTENCE, "sentence/ga-join"),
    (Category.SENTENCE, "sentence/passive-causative"),
    (Category.JARGON, "jargon/tax"),
    (Category.WORDING, "wording/possible"),
    (Category.FACTS, "facts/weekday"),
]
UNITS = tuple((at, at + 30) for at in range(0, 300, 30))


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    category, rule = draw(st.sampled_from(RULES))
    start = draw(st.integers(0, 310))
    text = draw(st.sampled_from(["減免", "還付", "賦課"]))
    return Finding(
        rule=rule,
        entry="",
        category=category,
        severity=draw(st.sampled_from(list(Severity))),
        title="題",
        message="文",
        why="",
        basis=(),
        span=Span(start, start + 2),
        text=text,
    )


def lost(found: list[Finding]) -> dict[str, float]:
    cuts = {2: True, 5: False}
    return {
        "structure": sum(
            loss.fraction
            for loss in parts.structure(parts.of_part(found, "structure"), UNITS, cuts, "")
        ),
        "words": sum(
            loss.fraction for loss in parts.distinct(parts.of_part(found, "words"), parts.TERM_RATE)
        ),
        "accuracy": sum(
            loss.fraction
            for loss in parts.distinct(parts.of_part(found, "accuracy"), parts.PROBLEM_RATE)
        ),
    }


@settings(max_examples=100, deadline=None)
@given(st.lists(findings(), min_size=1, max_size=20), st.data())
def test_a_finding_that_goes_away_never_lowers_its_part(
    found: list[Finding], data: st.DataObject
) -> None:
    gone = data.draw(st.integers(0, len(found) - 1))
    before, after = lost(found), lost([*found[:gone], *found[gone + 1 :]])
    for part, fraction in before.items():
        assert 0 <= after[part] <= fraction + 1e-12 <= 1 + 1e-9


@settings(max_examples=100, deadline=None)
@given(st.lists(findings(), min_size=1, max_size=20), st.integers(0, 9))
def test_a_sentence_that_is_split_never_lowers_structure(found: list[Finding], at: int) -> None:
    start, end = UNITS[at]
    split = (*UNITS[:at], (start, start + 15), (start + 15, end), *UNITS[at + 1 :])
    own = parts.of_part(found, "structure")
    # Each fault stays in one half; a family that has one in either half counts both.
    seen: dict[str, Finding] = {}
    kept = [
        f
        for f in own
        if not start <= f.span.start < end or seen.setdefault(f.rule.partition("#")[0], f) is f
    ]
    families = {f.rule: f for f in kept if start <= f.span.start < end}
    kept = [f for f in kept if not start <= f.span.start < end or families[f.rule] is f]
    if len({parts._FAMILY_OF.get(f.rule[9:], "other") for f in families.values()}) < len(families):
        return
    before = sum(loss.fraction for loss in parts.structure(own, UNITS, {}, ""))
    after = sum(loss.fraction for loss in parts.structure(kept, split, {}, ""))
    assert after <= before + 1e-12


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0, 30), max_size=20))
def test_whole_numbers_add_up(shares: list[float]) -> None:
    total = round(sum(shares))
    whole = apportion(shares, total)
    assert sum(whole) == total
    assert all(abs(number - share) <= 1 for number, share in zip(whole, shares, strict=True))


def test_whole_numbers_keep_to_their_caps() -> None:
    assert apportion([4.6, 5.0, 0.4], 10, [5, 5, 1]) == [5, 5, 0]
    assert apportion([31.25, 25.0, 25.0, 12.5, 6.25], 100) == [31, 25, 25, 13, 6]
