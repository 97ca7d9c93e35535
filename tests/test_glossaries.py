"""Every entry of the word lists: found, said otherwise, sound Japanese, and then at rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

import pytest

from checker.analysis.morphology import Morphology
from checker.api import Checker, Draft
from checker.config import Config
from checker.document.model import Format
from checker.inflection import Form, inflect
from checker.kinds.glossary import Entry, GlossaryRule
from checker.kinds.glossary.replacing import verb_of
from checker.model import Finding, Profile, Tier
from checker.proof import AS_OF
from checker.rulebook.compiled import rules_folder
from checker.rulebook.load import combined, load_folder
from checker.rulebook.rule import Rule, Rulebook

RULEBOOK = Rulebook(combined(load_folder(rules_folder())))
LISTS = [rule for rule in RULEBOOK if isinstance(rule.spec, GlossaryRule)]
ENTRIES = [(rule, entry) for rule in LISTS for entry in rule.entries.values()]
REPLACED = [(rule, entry) for rule, entry in ENTRIES if entry.treatment == "replace"]
MORPHOLOGY = Morphology()

UNCOVERED = {"wording/vague-time", "wording/vague-instruction"}
"""Rules that speak of what a plain word shows and the stiff one hid: できるだけ早く is no day."""

LEAST_ENTRIES = 1_200
"""So many terms make a list that a writer need not doubt."""


def example(entry: Entry) -> str:
    return entry.example or f"{entry.terms[0]}について説明します。"


@cache
def checker(profile: Profile) -> Checker:
    return Checker(
        Config(profile=profile),
        as_of=AS_OF,
        tier=Tier.MORPHEMES,
        rulebook=RULEBOOK,
        raise_crashes=True,
    )


def reader(rule: Rule) -> Profile:
    """For whom a list is."""
    return Profile.EASY if rule.severity_for(Profile.GENERAL) is None else Profile.GENERAL


def checked(rules: Iterable[Rule], texts: Iterable[str]) -> list[tuple[Finding, ...]]:
    """What is found in texts for the readers of the lists that they belong to."""
    found: dict[int, tuple[Finding, ...]] = {}
    asked = list(enumerate(zip(rules, texts, strict=True)))
    for profile in Profile:
        numbers = [number for number, (rule, _) in asked if reader(rule) is profile]
        drafts = [Draft(f"{number}.txt", asked[number][1][1], Format.TEXT) for number in numbers]
        for number, file in zip(numbers, checker(profile).check(drafts).files, strict=True):
            found[number] = file.findings
    return [found[number] for number, _ in asked]


@cache
def mended() -> dict[str, tuple[str, list[tuple[int, int]]]]:
    """The example of each entry that replaces, after its first proposal, and what was put in."""
    found = checked((rule for rule, _ in REPLACED), (example(entry) for _, entry in REPLACED))
    made: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    for (rule, entry), findings in zip(REPLACED, found, strict=True):
        own = [f for f in findings if (f.rule, f.entry) == (rule.id, entry.id)]
        if own and own[0].fix:
            text, put = example(entry), []
            for edit in sorted(own[0].fix.edits, key=lambda edit: -edit.span.start):
                text = text[: edit.span.start] + edit.text + text[edit.span.end :]
                put.append((edit.span.start, edit.span.start + len(edit.text)))
            made[name(rule, entry)] = text, put
    return made


def name(rule: Rule, entry: Entry) -> str:
    return f"{rule.id}#{entry.id}"


def test_there_are_enough_entries() -> None:
    assert len(ENTRIES) >= LEAST_ENTRIES


@pytest.mark.parametrize("profile", [Profile.GENERAL, Profile.EASY])
def test_no_term_is_in_two_entries(profile: Profile) -> None:
    terms = Counter(
        term for rule, entry in ENTRIES if reader(rule) is profile for term in set(entry.terms)
    )
    assert [term for term, count in terms.items() if count > 1] == []


def test_every_entry_is_found_in_its_example_by_all_rules_together() -> None:
    found = checked((rule for rule, _ in ENTRIES), (example(entry) for _, entry in ENTRIES))
    lost = [
        name(rule, entry)
        for (rule, entry), findings in zip(ENTRIES, found, strict=True)
        if (rule.id, entry.id) not in {(f.rule, f.entry) for f in findings}
        # Another rule may say more of the same place.
        and not any(term in f.text or f.text in term for f in findings for term in entry.terms)
    ]
    assert lost == []


def test_what_is_put_in_has_no_unknown_word() -> None:
    unknown = {
        entry: [
            m.surface
            for m in MORPHOLOGY.read(text)
            if not m.known
            and any(m.start < end and start < m.end for start, end in put)
            and not m.surface.isascii()
            and "数詞" not in m.pos
        ]
        for entry, (text, put) in mended().items()
    }
    assert {entry: words for entry, words in unknown.items() if words} == {}


def test_what_is_put_in_is_at_rest() -> None:
    rules = {name(rule, entry): rule for rule, entry in REPLACED}
    found = checked((rules[entry] for entry in mended()), (text for text, _ in mended().values()))
    restless = {}
    for (entry, (text, put)), findings in zip(mended().items(), found, strict=True):
        touching = [
            f"{f.rule}#{f.entry}: {f.text}"
            for f in findings
            if any(f.span.start < end and start < f.span.end for start, end in put)
            and f.rule not in UNCOVERED
            and f.rule != "accessibility/missing-furigana"  # readings are written last
            and len(f.text) < len(text) - 1
        ]
        if touching:
            restless[entry] = (text, touching)
    assert restless == {}


CONJUGATED = [
    (rule, entry)
    for rule, entry in REPLACED
    if entry.pos in ("suru", "verb", "adjective") and entry.plain and entry.in_place
]
FORMS = {
    Form.PLAIN: "。",
    Form.ADNOMINAL: "人です。",
    Form.STOP: "、帰ります。",
    Form.TE: "います。",
    Form.TA: "日です。",
    Form.BA: "済みます。",
    Form.NEGATIVE: "日です。",
    Form.NEGATIVE_PAST: "日です。",
    Form.PASSIVE: "物です。",
    Form.POLITE: "。",
    Form.POLITE_PAST: "。",
    Form.POLITE_NEGATIVE: "。",
    Form.REQUEST: "。",
    Form.DESIRE: "人です。",
}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_form_of_every_verb_becomes_the_same_form(form: Form) -> None:
    asked, rules, texts, expected = [], [], [], []
    for rule, entry in CONJUGATED:
        term = entry.terms[0].removesuffix("する") + ("する" if entry.pos == "suru" else "")
        source, target = verb_of(term, entry.pos), verb_of(entry.plain[0], entry.pos)
        assert target is not None, f"{name(rule, entry)}: {entry.plain[0]}"
        if source is None:
            continue  # 徴する: Sudachi reads its forms, and nothing needs to make them
        before, after = inflect(source, form), inflect(target, form)
        if before and after:
            asked.append(name(rule, entry))
            rules.append(rule)
            texts.append(f"これを{before}{FORMS[form]}")
            expected.append(f"これ{entry.particles.get('を', 'を')}{after}{FORMS[form]}")
    wrong = {}
    for entry_name, text, right, findings in zip(
        asked, texts, expected, checked(rules, texts), strict=True
    ):
        own = [f for f in findings if f"{f.rule}#{f.entry}" == entry_name]
        if not own or not own[0].fix:
            continue  # a form that Sudachi reads otherwise is left to the writer
        for edit in sorted(own[0].fix.edits, key=lambda edit: -edit.span.start):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        if text != right and entry_name:
            wrong[entry_name] = (text, right)
    assert wrong == {}
    if form in (Form.POLITE, Form.TA):
        done = sum(bool(findings) for findings in checked(rules, texts))
        assert done >= 0.9 * len(asked), f"{done} of {len(asked)}"
