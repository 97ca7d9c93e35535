"""Severities and numbers that a city sets."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from checker.api import Checker
from checker.config import Config, Origin, Threshold
from checker.errors import ConfigError
from checker.explain import threshold_lines
from checker.kinds.detector import DetectorRule
from checker.model import Profile, Severity
from checker.rulebook.compiled import default_rulebook
from checker.rulebook.select import select
from checker.rulebook.thresholds import numbers
from tests_support import AS_OF

RULEBOOK = default_rulebook()
LENGTH = "sentence/length"
SENTENCE = "この講座では、地震のときに家の中で身を守る方法と、避難所に行くときの持ち物を学びます。"


def limit(rule: str, *steps: tuple[Severity | None, int], reader: str = "general") -> Threshold:
    return Threshold(rule, Profile(reader), steps)


def severities(text: str, *, rule: str, config: Config) -> list[Severity]:
    found = Checker(config, as_of=AS_OF, raise_crashes=True).check_text(text).findings
    return [finding.severity for finding in found if finding.rule == rule]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], []),
        ([(None, len(SENTENCE))], []),
        ([(None, len(SENTENCE) - 1)], [Severity.SUGGESTION]),
        ([(Severity.WARNING, 40)], [Severity.WARNING]),
        ([(Severity.SUGGESTION, 20), (Severity.ERROR, 30)], [Severity.ERROR]),
    ],
)
def test_the_length_of_a_sentence(
    steps: list[tuple[Severity | None, int]], expected: list[Severity]
) -> None:
    thresholds = (limit(LENGTH, *steps),) if steps else ()
    config = Config(select=(LENGTH,), thresholds=thresholds)
    assert severities(SENTENCE, rule=LENGTH, config=config) == expected


def test_a_number_is_for_one_reader() -> None:
    general = limit(LENGTH, (None, 20))
    config = Config(profile=Profile.REPORTER, select=(LENGTH,), thresholds=(general,))
    assert severities(SENTENCE, rule=LENGTH, config=config) == []
    reporter = limit(LENGTH, (None, 20), reader="reporter")
    config = Config(profile=Profile.REPORTER, select=(LENGTH,), thresholds=(general, reporter))
    assert severities(SENTENCE, rule=LENGTH, config=config) == [Severity.SUGGESTION]


def test_the_option_of_a_detector() -> None:
    rule = "wording/exclamation"
    text = "講座を開きます！ぜひ来てください！"
    assert severities(text, rule=rule, config=Config(select=(rule,))) == []
    config = Config(select=(rule,), thresholds=(limit(rule, (None, 2)),))
    assert severities(text, rule=rule, config=config) == [Severity.SUGGESTION]
    # Nothing of it stays behind in the rules that all checkers share.
    assert severities(text, rule=rule, config=Config(select=(rule,))) == []


ORIGINS: Mapping[tuple[str, ...], Origin] = MappingProxyType(
    {
        ("thresholds", profile.value, name): Origin("check.toml", 7)
        for profile in Profile
        for name in (LENGTH, "sentence/lenght", "wording/exclamation", "slip/doubled-mark")
    }
)


@pytest.mark.parametrize(
    ("threshold", "told"),
    [
        (limit("sentence/lenght", (None, 3)), LENGTH),
        (limit("slip/doubled-mark", (None, 3)), "--explain"),
        (limit("wording/exclamation", (Severity.ERROR, 3)), '"wording/exclamation" = 3'),
        (limit(LENGTH, (None, 90)), "suggestion = 90, warning = 100, error = 120"),
        (
            limit(LENGTH, (Severity.SUGGESTION, 50), (Severity.WARNING, 40)),
            "suggestion = 50, warning = 60",
        ),
        (limit(LENGTH, (None, 50), reader="easy"), "suggestion = 50, warning = 60, error = 70"),
    ],
)
def test_numbers_that_cannot_hold_name_the_place(threshold: Threshold, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Checker(Config(thresholds=(threshold,), origins=ORIGINS))
    assert caught.value.path == "check.toml:7"
    assert told in caught.value.remedy


def test_rules_with_numbers_say_so() -> None:
    known = {rule.id for rule in RULEBOOK if numbers(rule, Profile.GENERAL)}
    assert {LENGTH, "sentence/paragraph-length", "wording/exclamation"} <= known
    for rule in RULEBOOK:
        told = "\n".join(threshold_lines(rule))
        assert bool(told) is (rule.id in known)
        assert not told or f'"{rule.id}" = ' in told
        if isinstance(rule.spec, DetectorRule) and rule.spec.threshold:
            assert str(rule.spec.options[rule.spec.threshold]).isdigit()


@pytest.mark.parametrize(
    ("decided", "expected"),
    [
        ({"notation": Severity.ERROR}, [Severity.ERROR]),
        ({"notation/kudasai": Severity.WARNING}, [Severity.WARNING]),
        ({"notation": None}, []),
        ({"notation": None, "notation/kudasai": Severity.ERROR}, [Severity.ERROR]),
        ({"notation/kudasai": Severity.ERROR, "notation": None}, []),
        ({"facts": None}, [Severity.WARNING]),
    ],
)
def test_the_last_severity_that_covers_a_rule_holds(
    decided: dict[str, Severity | None], expected: list[Severity]
) -> None:
    config = Config(severity=tuple(decided.items()))
    assert severities("窓口に出して下さい。", rule="notation/kudasai", config=config) == expected


def test_a_severity_goes_before_the_steps_of_a_limit() -> None:
    config = Config(
        select=(LENGTH,),
        thresholds=(limit(LENGTH, (None, 40)),),
        severity=((LENGTH, Severity.ERROR),),
    )
    assert severities(SENTENCE, rule=LENGTH, config=config) == [Severity.ERROR]


def test_the_severity_of_an_entry() -> None:
    rule, text = "jargon/loanwords", "市民のニーズに応えるスキームを作ります。"
    both = severities(text, rule=rule, config=Config(select=(rule,)))
    assert len(both) == 2
    one = Config(select=(rule,), severity=((rule, None), (f"{rule}#needs", Severity.ERROR)))
    assert severities(text, rule=rule, config=one) == [Severity.ERROR]
    other = Config(select=(rule,), severity=((f"{rule}#needs", None),))
    assert severities(text, rule=rule, config=other) == both[:1]


def test_what_is_off_does_not_run() -> None:
    config = Config(severity=(("facts", None),))
    assert not any(a.rule.id.startswith("facts/") for a in select(RULEBOOK, config).rules)


def test_an_unknown_name_is_told_with_its_place() -> None:
    origins: dict[tuple[str, ...], Origin] = {("severity", "fact"): Origin("check.toml", 3)}
    with pytest.raises(ConfigError) as caught:
        select(RULEBOOK, Config(severity=(("fact", None),), origins=origins))
    assert caught.value.path == "check.toml:3"
    assert "「facts」" in caught.value.remedy
