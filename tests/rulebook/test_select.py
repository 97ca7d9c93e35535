"""Which rules run."""

from __future__ import annotations

import pytest

from checker.config import Config
from checker.errors import ConfigError
from checker.model import Profile, Severity, Tier
from checker.rulebook.compiled import default_rulebook
from checker.rulebook.load import parse
from checker.rulebook.rule import Rulebook
from checker.rulebook.select import Selector, parse_selector, select

RULEBOOK = default_rulebook()


def ids(config: Config, **how: object) -> set[str]:
    return {active.rule.id for active in select(RULEBOOK, config, **how).rules}  # type: ignore[arg-type]


def test_all_rules_run_without_selectors() -> None:
    everything = {
        rule.id
        for rule in RULEBOOK
        if not rule.spec.policy
        and rule.spec.status == "stable"
        and rule.severity_for(Profile.GENERAL) is not None
    }
    assert ids(Config()) == everything


@pytest.mark.parametrize(
    ("written", "rule", "entry", "covered"),
    [
        ("facts", "facts/weekday-mismatch", "", True),
        ("facts", "slip/doubled-mark", "", False),
        ("facts/weekday-mismatch", "facts/weekday-mismatch", "", True),
        ("facts/weekday-mismatch", "facts/impossible-date", "", False),
        ("jargon/loanwords#needs", "jargon/loanwords", "needs", True),
        ("jargon/loanwords#needs", "jargon/loanwords", "scheme", False),
        ("jargon/loanwords", "jargon/loanwords", "scheme", True),
    ],
)
def test_selectors(written: str, rule: str, entry: str, covered: bool) -> None:
    assert parse_selector(written, RULEBOOK).covers(rule, entry) is covered


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("fact", "facts"),
        ("facts/weekday-mismach", "facts/weekday-mismatch"),
        ("jargon/loanwords#need", "jargon/loanwords#needs"),
    ],
)
def test_an_unknown_selector_offers_the_nearest(written: str, near: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_selector(written, RULEBOOK)
    assert near in caught.value.remedy


def test_select_and_ignore() -> None:
    facts = {rule for rule in ids(Config()) if rule.startswith("facts/")}
    assert len(facts) > 2
    assert ids(Config(select=("facts",))) == facts
    left = ids(Config(select=("facts",), ignore=("facts/impossible-date",)))
    assert left == facts - {"facts/impossible-date"}
    assert "jargon/loanwords" in ids(Config(ignore=("jargon/loanwords#needs",)))


def test_profile_switches_a_rule_off() -> None:
    assert "wording/koto-ga-dekiru" in ids(Config())
    assert "wording/koto-ga-dekiru" not in ids(Config(profile=Profile.EASY))


def test_profile_changes_a_severity() -> None:
    selection = select(RULEBOOK, Config(profile=Profile.EASY))
    severity = {active.rule.id: active.severity for active in selection.rules}
    assert severity["sentence/double-negative"] is Severity.ERROR


def test_a_policy_that_is_not_set_is_silent_and_says_so() -> None:
    selection = select(RULEBOOK, Config())
    assert "inclusion/kodomo" not in {active.rule.id for active in selection.rules}
    assert any("kodomo" in skipped.reason for skipped in selection.skipped)
    assert "inclusion/kodomo" in ids(Config(policy={"kodomo": "こども"}))


@pytest.mark.parametrize("policy", [{"kodom": "こども"}, {"kodomo": "コドモ"}])
def test_an_unknown_policy_is_refused(policy: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        select(RULEBOOK, Config(policy=policy))


def test_tiers() -> None:
    text = ids(Config(), tier=Tier.TEXT)
    morphemes = ids(Config(), tier=Tier.MORPHEMES)
    assert text < morphemes < ids(Config(), tier=Tier.SYNTAX)
    assert "notation/kudasai" not in text
    assert "sentence/subject-predicate-twist" not in morphemes


def test_missing_libraries_are_told() -> None:
    selection = select(RULEBOOK, Config(), syntax=False)
    (skipped,) = [s for s in selection.skipped if "ja-ginza" in s.reason]
    assert "sentence/subject-predicate-twist" in skipped.what


PREVIEW = """
kind: existence
title: 試し
message: 試し
severity: warning
why: 試すため。
basis: [{own: 試すため。}]
patterns: [駄目]
status: preview
formerly: [wording/old-name]
since: "0.1"
examples: {}
"""


def test_preview_rules_run_only_by_name() -> None:
    rulebook = Rulebook([*RULEBOOK, parse(PREVIEW, "a.yaml", "wording/new-name").rule])
    by_default = {a.rule.id for a in select(rulebook, Config()).rules}
    by_category = {a.rule.id for a in select(rulebook, Config(select=("wording",))).rules}
    by_name = {a.rule.id for a in select(rulebook, Config(select=("wording/new-name",))).rules}
    assert "wording/new-name" not in by_default | by_category
    assert by_name == {"wording/new-name"}


def test_a_former_id_is_accepted() -> None:
    rulebook = Rulebook([parse(PREVIEW, "a.yaml", "wording/new-name").rule])
    assert parse_selector("wording/old-name", rulebook) == Selector("wording/new-name")
