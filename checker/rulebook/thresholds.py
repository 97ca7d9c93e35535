"""The numbers of rules that a city may set (`[thresholds]`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

import msgspec

from checker.config import Config, Threshold, nearest
from checker.errors import ConfigError
from checker.kinds.base import Override, SeverityName
from checker.kinds.detector import DetectorRule
from checker.kinds.limit import LimitRule
from checker.model import Profile, Severity
from checker.rulebook.rule import Rule, Rulebook

Numbers = Mapping[Severity | None, int]
"""The limit of each severity, or one number for the whole rule under None."""


def numbers(rule: Rule, profile: Profile) -> Numbers:
    """The numbers of a rule that a city may set, as they are; empty if there are none."""
    spec = rule.spec
    if isinstance(spec, LimitRule):
        return dict(sorted(spec.steps_for(profile).items()))
    if isinstance(spec, DetectorRule) and spec.threshold:
        return {None: int(str(spec.options[spec.threshold]))}
    return {}


def with_thresholds(rule: Rule, config: Config) -> Rule:
    """A rule with the numbers that the city has set for the reader of `config`.

    Raises:
        ConfigError: The rule has no such number.
    """
    for threshold in reversed(config.thresholds):
        if threshold.profile is config.profile and _means(threshold, rule):
            return _with(rule, threshold, config)
    return rule


def check_thresholds(config: Config, rulebook: Rulebook) -> None:
    """Refuse numbers for rules that have none, and such as cannot hold, for all readers.

    Raises:
        ConfigError: Names the place.
    """
    for threshold in config.thresholds:
        rule = rulebook.get(threshold.rule)
        if rule is None:
            near = nearest(threshold.rule, (each.id for each in rulebook))
            raise ConfigError(
                "unknown-rule",
                _place(threshold, config),
                f"「{threshold.rule}」というルールはありません。",
                f"{f'「{near}」のことでしょうか。' if near else ''}"
                "check --list-rules で一覧を見られます。",
            )
        _with(rule, threshold, config)


def _means(threshold: Threshold, rule: Rule) -> bool:
    return threshold.rule == rule.id or threshold.rule in rule.head.formerly


def _place(threshold: Threshold, config: Config) -> str:
    return config.place("thresholds", threshold.profile.value, threshold.rule)


def _with(rule: Rule, threshold: Threshold, config: Config) -> Rule:
    place = _place(threshold, config)
    known = numbers(rule, threshold.profile)
    if not known:
        raise ConfigError(
            "no-threshold",
            place,
            f"「{rule.id}」には、市で変えられる数がありません。",
            "数を変えられるルールは、check --explain で「市で変えられる数」が出ます。",
        )
    spec = rule.spec
    if isinstance(spec, LimitRule):
        steps = _steps(rule, threshold, known, place)
        before = spec.profiles.get(threshold.profile.value)
        if before == "off":
            return rule
        severity = before.severity if isinstance(before, Override) else None
        override = Override(severity=severity, steps=steps)
        profiles = {**spec.profiles, threshold.profile.value: override}
        return Rule(rule.id, msgspec.structs.replace(spec, profiles=profiles), rule.path)
    assert isinstance(spec, DetectorRule)  # `numbers` knows no other kind
    if [step for step, _ in threshold.steps] != [None]:
        raise ConfigError(
            "no-steps",
            place,
            f"「{rule.id}」の数は、重さごとには決められません。",
            f'"{rule.id}" = {known[None]} のように、数を1つ書いてください。',
        )
    number = str(threshold.steps[0][1])
    changed = msgspec.structs.replace(spec, options={**spec.options, spec.threshold: number})
    return Rule(rule.id, changed, rule.path)


def _steps(rule: Rule, threshold: Threshold, known: Numbers, place: str) -> dict[SeverityName, int]:
    """The limits that hold: all those given, or the lowest one in the place of the rule's.

    Raises:
        ConfigError: A graver limit is not higher than a lighter one.
    """
    given = dict(threshold.steps)
    if None in given:
        lowest = min(step for step in known if step is not None)
        given = {**known, lowest: given[None]}
    limits = sorted((step, limit) for step, limit in given.items() if step is not None)
    for (step, limit), (graver, higher) in pairwise(limits):
        if limit >= higher:
            raise ConfigError(
                "threshold-order",
                place,
                f"「{rule.id}」の {step.label} の数（{limit}）は、"
                f"{graver.label} の数（{higher}）より小さくします。",
                "重さごとの数を、"
                f'"{rule.id}" = {{{_written(_apart(limits))}}} のように書いてください。',
            )
    return {_name(step): limit for step, limit in limits}


def _apart(limits: Iterable[tuple[Severity, int]]) -> list[tuple[Severity, int]]:
    """Limits that would do: each at least ten above the one before."""
    apart: list[tuple[Severity, int]] = []
    for step, limit in limits:
        apart.append((step, max(limit, apart[-1][1] + 10) if apart else limit))
    return apart


def _written(limits: Iterable[tuple[Severity, int]]) -> str:
    return ", ".join(f"{step.label} = {limit}" for step, limit in limits)


def _name(step: Severity) -> SeverityName:
    names: dict[Severity, SeverityName] = {
        Severity.SUGGESTION: "suggestion",
        Severity.WARNING: "warning",
        Severity.ERROR: "error",
    }
    return names[step]
