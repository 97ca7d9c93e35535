"""The rulebook: every example of every rule holds, and holds under all rules together."""

from __future__ import annotations

import datetime
import re
from array import array
from collections import Counter

import msgspec
import pytest

from checker import occurrences
from checker.api import Checker
from checker.config import Config
from checker.document.model import Format
from checker.fixing import LAST
from checker.kinds.base import BadExample
from checker.model import Category, Profile
from checker.proof import AS_OF, failures
from checker.rulebook.compiled import Packed, decode, encode, rules_folder
from checker.rulebook.load import RuleFile, combined, load_folder
from checker.rulebook.rule import Rule, Rulebook

FILES = load_folder(rules_folder())
RULES = combined(FILES)
RULEBOOK = Rulebook(RULES)


def rule_name(file: RuleFile) -> str:
    return file.rule.id


@pytest.mark.parametrize("file", FILES, ids=rule_name)
def test_what_a_rule_file_says_holds(file: RuleFile) -> None:
    found = [f"{file.error(f.where, f.message, f.remedy)}" for f in failures(file.rule)]
    assert not found, "\n".join(found)


FIXED = [
    (rule, bad)
    for rule in RULES
    for bad in rule.examples.bad
    if bad.fixed is not None and rule.spec.fix in ("safe", "unsafe")
]


@pytest.mark.parametrize(("rule", "bad"), FIXED, ids=lambda value: getattr(value, "id", None))
def test_fixed_text_is_at_rest_under_all_rules(rule: Rule, bad: BadExample) -> None:
    profile = Profile(bad.profile or "general")
    day = datetime.date.fromisoformat(bad.as_of) if bad.as_of else AS_OF
    checker = Checker(
        Config(profile=profile, policy=dict(rule.spec.policy)),
        as_of=day,
        rulebook=RULEBOOK,
        raise_crashes=True,
    )
    assert bad.fixed is not None
    report = checker.check_text(bad.fixed.rstrip("\n"), format=Format(bad.format))
    own = [f for f in report.findings if f.rule == rule.id]
    same_place = [f for f in own if f.fix and f.fix.applicability != "display"]
    fixable = [
        f for f in report.findings if f.fix and f.fix.applicability == "safe" and f.rule not in LAST
    ]
    assert not same_place
    assert not fixable, [f"{f.rule}: {f.text}" for f in fixable]


def test_every_kind_and_category_has_two_rules() -> None:
    kinds = Counter(type(rule.spec).__name__ for rule in RULES)
    categories = Counter(rule.category for rule in RULES)
    assert all(count >= 2 for count in kinds.values()), kinds
    assert len(kinds) == 10
    assert {category for category in Category if categories[category] < 2} == set(), categories


def test_compiled_rules_are_the_rules() -> None:
    again = decode(*encode(RULES))
    assert {rule.id: rule.examples for rule in again} == {rule.id: rule.examples for rule in RULES}
    for rule in RULES:
        (bare,) = (other for other in again if other.id == rule.id)
        assert msgspec.structs.replace(bare.spec, examples=rule.examples) == rule.spec
    assert {rule.id: rule.needs for rule in again} == {rule.id: rule.needs for rule in RULES}


def test_the_packed_index_is_that_of_the_rules() -> None:
    index = RULEBOOK.indexes[0]
    data, strings = encode(RULES)
    packed = msgspec.msgpack.decode(data, type=Packed).index
    assert packed.ids == tuple(index.ids)
    assert packed.by_character == {c: tuple(ids) for c, ids in index.by_character.items()}
    assert packed.by_part == {part: tuple(ids) for part, ids in index.by_part.items()}
    always = [place for place, number in enumerate(packed.numbers) if number < 0]
    assert always == list(index.always)
    # Who looks for a string is told the same by the tables of the wheel.
    tables = msgspec.msgpack.decode(strings, type=occurrences.Packed)
    told = array("I", tables.rows.numbers)
    counts = Counter(told)
    for number, sought in zip(packed.numbers, index.sought, strict=True):
        assert sought is None or counts[number] == len(sought.strings)


def test_rules_yield_to_rules_that_there_are() -> None:
    for rule in RULES:
        names = {other.id for other in RULES} | set(Category)
        assert set(rule.spec.yields_to) <= names - {rule.id}, rule.id
        for other in rule.spec.yields_to:
            assert rule.id not in RULEBOOK.yielding.get(other, ()), "neither would be told"


def test_titles_and_ids_are_unique() -> None:
    assert len({rule.spec.title for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("file", FILES, ids=rule_name)
def test_sentences_of_a_rule_are_short_and_polite(file: RuleFile) -> None:
    spec = file.rule.spec
    for text in (spec.message, spec.why):
        for sentence in re.split(r"(?<=。)", text.replace("\n", "")):
            assert len(sentence) <= 60, sentence
    assert spec.why.strip().endswith("。")
