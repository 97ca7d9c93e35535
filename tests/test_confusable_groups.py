"""The groups of words that are taken for one another: how many there are, and that each is tried."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

import pytest

from checker.kinds.substitution import Replacement, SubstitutionRule
from checker.rulebook.compiled import rules_folder
from checker.rulebook.load import combined, load_folder
from checker.rulebook.rule import Rule

ENOUGH = 150
"""Groups that the rules for slips must tell apart."""

WITH_WORDS_THAT_ARE_NONE = {
    "成長・生長",
    "周知・衆知",
    "連携・連係",
    "推奨・推賞",
    "推薦・推選",
    "配布・配付",
    "従う・随う・遵う",
    "共に・伴に・供に",
    "速達・即達",
    "料金・量金",
    "支援・私怨・紫煙・四円",
    "必要・必用",
    "条例・条令",
}
"""Groups of which only one word stands in what a city writes."""

_KANJI = re.compile(r"[一-鿿々]+")


def _groups() -> Mapping[str, Sequence[tuple[Rule, Replacement]]]:
    found = defaultdict(list)
    for rule in combined(load_folder(rules_folder())):
        if isinstance(rule.spec, SubstitutionRule):
            for replacement in rule.spec.replacements:
                if replacement.group is not None:
                    found[replacement.group].append((rule, replacement))
    return found


GROUPS = _groups()
NAMES = sorted(GROUPS)
GOOD = "\n".join(
    good if isinstance(good, str) else good.text
    for rule in {rule.id: rule for uses in GROUPS.values() for rule, _ in uses}.values()
    for good in rule.examples.good
)


def _stems(group: str) -> list[str]:
    """The words as they stand in any form: 収める as 収."""
    return ["".join(_KANJI.findall(word)) for word in group.split("・")]


def _fits(replacement: Replacement, text: str) -> bool:
    if replacement.pattern is None:
        return any(word in text for word in replacement.words)
    return re.search(replacement.pattern, text, re.MULTILINE) is not None


def test_there_are_enough_groups() -> None:
    in_slips = {
        group for group, uses in GROUPS.items() if any(rule.category == "slip" for rule, _ in uses)
    }
    assert len(in_slips) >= ENOUGH


def test_groups_are_distinct() -> None:
    sets = [frozenset(group.split("・")) for group in GROUPS]
    assert len(set(sets)) == len(sets)
    assert all(len(words) >= 2 and all(words) for words in sets)
    held = [(a, b) for a in sets for b in sets if a < b]
    assert not held, "one group is part of another: give both the larger name"


@pytest.mark.parametrize("group", NAMES)
def test_what_replaces_a_word_belongs_to_its_group(group: str) -> None:
    stems = _stems(group)
    assert all(stems)
    for _, replacement in GROUPS[group]:
        assert any(stem in to for to in replacement.to for stem in stems), replacement


@pytest.mark.parametrize("group", NAMES)
def test_every_group_has_a_bad_and_a_good_example(group: str) -> None:
    assert any(
        _fits(replacement, bad.text)
        for rule, replacement in GROUPS[group]
        for bad in rule.examples.bad
    ), "no bad example"
    good = [stem for stem in _stems(group) if stem in GOOD]
    assert len(good) >= (1 if group in WITH_WORDS_THAT_ARE_NONE else 2), good
