"""A rule as data, for pages that explain it: the same facts as `checker.explain` tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.explain import PARTS_OF_SPEECH, PROFILE_NAMES, SEVERITY_NAMES, profile_lines
from checker.kinds.base import BadExample, GoodExample
from checker.kinds.glossary import Entry
from checker.model import Basis, Profile, Severity
from checker.rulebook.rule import Rule, bases


@dataclass(frozen=True, slots=True)
class RuleExample:
    """A text, and what the rule says to it.

    Attributes:
        text: The text.
        flags: The words that are flagged, in order; empty where the rule is silent.
        fixed: The text after the fix, "" if there is none.
        note: What else to know: the reader, the reason of a known miss.
    """

    text: str
    flags: tuple[str, ...] = ()
    fixed: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RuleWord:
    """One entry of a word list.

    Attributes:
        id: Its id within the rule.
        terms: The word and its spellings.
        part_of_speech: In Japanese.
        plain: What to say instead; empty where the word is to be explained.
        easy: The same for easy Japanese, if it is another.
        explanation: What it means, "" if nobody says so.
        note: What else to tell the writer.
        basis: Who says so, where that differs from the rule.
        bad: A text in which it is flagged, None if there is none.
        good: A text in which it is left alone, "" if there is none.
    """

    id: str
    terms: tuple[str, ...]
    part_of_speech: str
    plain: tuple[str, ...]
    easy: tuple[str, ...]
    explanation: str
    note: str
    basis: tuple[Basis, ...]
    bad: RuleExample | None
    good: str


@dataclass(frozen=True, slots=True)
class RuleSummary:
    """What a list of rules tells of one.

    Attributes:
        id: `category/what-is-flagged`.
        title: The rule in one line.
        category: The first half of the id.
        category_name: The same for people.
        severity: `error`, `warning` or `suggestion`.
        severity_name: The same for people.
        fix: Who may apply its fix (`safe`, `unsafe`, `display`), "" if it has none.
        why: Why a reader stumbles.
        basis: Who says so.
        profiles: The severity for each reader, "off" where the rule is silent.
        words: How many entries its word list has; 0 if it has none.
    """

    id: str
    title: str
    category: str
    category_name: str
    severity: str
    severity_name: str
    fix: str
    why: str
    basis: tuple[Basis, ...]
    profiles: dict[str, str]
    words: int


@dataclass(frozen=True, slots=True)
class RulePage:
    """Everything that a page on one rule tells.

    Attributes:
        summary: What the list tells.
        since: The version that brought the rule.
        preview: Whether it only runs where it is named.
        readers: What differs by reader, in sentences.
        policy: The options of the city that it waits for, with the choice.
        bad: Texts that it flags.
        good: Texts that it leaves alone.
        missed: Texts that it does not judge rightly yet.
        words: The entries of its word list.
    """

    summary: RuleSummary
    since: str
    preview: bool
    readers: tuple[str, ...]
    policy: dict[str, str]
    bad: tuple[RuleExample, ...]
    good: tuple[RuleExample, ...]
    missed: tuple[RuleExample, ...]
    words: tuple[RuleWord, ...]


def summary(rule: Rule) -> RuleSummary:
    """What a list of rules tells of one."""
    severity = Severity[rule.head.severity.upper()]
    by_reader = ((profile, rule.severity_for(profile)) for profile in Profile)
    return RuleSummary(
        id=rule.id,
        title=rule.spec.title,
        category=rule.category.value,
        category_name=rule.category.display_name,
        severity=severity.label,
        severity_name=SEVERITY_NAMES[severity],
        fix=rule.spec.fix or "",
        why=rule.spec.why.strip(),
        basis=rule.basis,
        profiles={p.value: "off" if s is None else s.label for p, s in by_reader},
        words=len(rule.entries),
    )


def page(rule: Rule) -> RulePage:
    """Everything that a page on one rule tells."""
    spec, examples = rule.spec, rule.examples
    return RulePage(
        summary=summary(rule),
        since=spec.since,
        preview=spec.status == "preview",
        readers=tuple(profile_lines(rule)),
        policy=dict(spec.policy),
        bad=tuple(map(_bad, examples.bad)),
        good=tuple(map(_good, examples.good)),
        missed=tuple(
            RuleExample(missed.text.strip(), tuple(missed.flags), note=missed.reason)
            for missed in examples.missed
        ),
        words=tuple(_words(rule)),
    )


def _bad(bad: BadExample) -> RuleExample:
    note = "" if bad.profile is None else PROFILE_NAMES[Profile(bad.profile)]
    return RuleExample(bad.text.strip(), tuple(bad.flags), (bad.fixed or "").strip(), note)


def _good(good: str | GoodExample) -> RuleExample:
    if isinstance(good, str):
        return RuleExample(good.strip())
    note = "" if good.profile is None else PROFILE_NAMES[Profile(good.profile)]
    return RuleExample(good.text.strip(), note=note)


def _words(rule: Rule) -> Iterator[RuleWord]:
    for entry in rule.entries.values():
        yield RuleWord(
            id=entry.id,
            terms=tuple(entry.terms),
            part_of_speech=PARTS_OF_SPEECH[entry.pos],
            plain=tuple(entry.plain),
            easy=tuple(entry.easy),
            explanation=entry.explanation,
            note=entry.note,
            basis=bases(entry.basis),
            bad=_bad_of(entry),
            good=_good(entry.good).text if entry.good else "",
        )


def _bad_of(entry: Entry) -> RuleExample | None:
    if entry.example is None:
        return None
    return RuleExample(entry.example.strip(), (entry.terms[0],), (entry.fixed or "").strip())
