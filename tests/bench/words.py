"""What the word lists cost, and whether many entries cost more than few."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from figures import Figure, figure, in_turn

from checker import occurrences
from checker.context import Context
from checker.kinds.glossary import Entry, GlossaryRule
from checker.model import Severity
from checker.rulebook.rule import Rule, Rulebook
from checker.rulebook.select import ActiveRule, RuleSet

WORDS = "Word lists: what they add to each 1,000 characters of the samples"
MILLISECONDS = 2.0
DOUBLED_RATIO = 1.05
REPETITIONS = 25
WARM_UP = 9


def measure(lists: Sequence[Rule], contexts: Sequence[Context], characters: int) -> list[Figure]:
    """The lists as they are, and with as many more entries of terms that no draft holds.

    Args:
        lists: The rules of kind glossary.
        contexts: Drafts whose words and annotations are known.
        characters: Their length.
    """
    once_all, twice_all = _rules(lists), _rules([_doubled(rule) for rule in lists])
    actions: dict[str, Callable[[], None]] = {
        "word lists": lambda: _run(once_all, contexts),
        "with twice the entries": lambda: _run(twice_all, contexts),
    }
    for action in [*actions.values()] * WARM_UP:
        occurrences.forget()
        action()  # compiles them, finds the strings of all, and tells them together from then on
    taken = in_turn(actions, REPETITIONS)
    once, twice = taken.values()
    entries = sum(len(rule.entries) for rule in lists)
    return [
        figure(WORDS, "entries", "", [float(entries)]),
        *(
            figure(WORDS, name, "ms", [1e6 * each / characters for each in values], MILLISECONDS)
            for name, values in taken.items()
        ),
        figure(WORDS, "twice the entries", "× once", [min(twice) / min(once)], DOUBLED_RATIO),
    ]


def _rules(lists: Sequence[Rule]) -> RuleSet:
    return RuleSet(
        [ActiveRule(rule, Severity.SUGGESTION) for rule in lists], Rulebook(lists).indexes
    )


def _run(rules: RuleSet, contexts: Sequence[Context]) -> None:
    """Ask which lists can find something, and those, as the engine does."""
    for context in contexts:
        context.kept.clear()
    asked = list(map(rules.asked, contexts))
    for active in rules:
        check = active.rule.matcher.check
        for context, ids in zip(contexts, asked, strict=True):
            if active.rule.id in ids:
                for _ in check(context):
                    pass


def _doubled(rule: Rule) -> Rule:
    spec = rule.spec
    assert isinstance(spec, GlossaryRule)
    more = [_strange(entry) for entry in spec.entries]
    return Rule(rule.id, msgspec.structs.replace(spec, entries=[*spec.entries, *more]))


def _strange(entry: Entry) -> Entry:
    """An entry that costs as much to look for, with terms that nobody writes."""
    terms = [f"{term[::-1]}鼷" for term in entry.terms]
    return msgspec.structs.replace(entry, id=f"{entry.id}-again", terms=terms, pos="noun")
