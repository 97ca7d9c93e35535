"""A rule and the collection of all rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

import msgspec

from checker.kinds import RuleSpec
from checker.kinds.base import BasisSpec, Examples, Matcher, Override
from checker.kinds.glossary import Entry, GlossaryRule
from checker.model import Applicability, Basis, Category, Profile, Severity, Tier
from checker.once import once
from checker.rulebook.filter import Filter
from checker.rulebook.index import Index


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What must be known of every rule before a draft is read: see `RuleBase`."""

    severity: str
    profiles: dict[str, str] = {}
    policy: dict[str, str] = {}
    status: str = "stable"
    formerly: list[str] = []
    formats: list[str] = []
    yields_to: list[str] = []


class PackedRule(msgspec.Struct, frozen=True):
    """A rule as a wheel holds it: all but its head is read when somebody asks for it.

    Attributes:
        head: What must be known of every rule.
        tier: What it must know of the text.
        spec: What its file says, without the examples.
        examples: Its examples.
    """

    head: Head
    tier: Tier
    spec: msgspec.Raw
    examples: msgspec.Raw


@dataclass(frozen=True)
class Rule:
    """A rule with its id, `category/what-is-flagged`.

    Attributes:
        id: Never reused; the path of its file.
        given: What the file says.
        path: The file, for messages; "" for a compiled rulebook.
    """

    id: str
    given: RuleSpec | PackedRule
    path: str = ""

    @once
    def spec(self) -> RuleSpec:
        """What the file says; of a packed rule without the examples."""
        if isinstance(self.given, PackedRule):
            spec: RuleSpec = msgspec.msgpack.decode(self.given.spec, type=cast(Any, RuleSpec))
            return spec
        return self.given

    @once
    def head(self) -> Head:
        """What must be known before a draft is read."""
        if isinstance(self.given, PackedRule):
            return self.given.head
        spec = self.given
        return Head(
            severity=spec.severity,
            profiles={name: _severity(override) for name, override in spec.profiles.items()},
            policy=spec.policy,
            status=spec.status,
            formerly=spec.formerly,
            formats=list(spec.formats),
            yields_to=spec.yields_to,
        )

    @once
    def category(self) -> Category:
        """The first half of the id."""
        return Category(self.id.split("/")[0])

    @once
    def matcher(self) -> Matcher:
        """The compiled rule; compiled on first use, because many drafts need few rules."""
        return self.spec.compile()

    @once
    def examples(self) -> Examples:
        """What it must and must not flag; read when somebody wants to see them."""
        if isinstance(self.given, PackedRule):
            return msgspec.msgpack.decode(self.given.examples, type=Examples)
        return self.given.examples

    @property
    def needs(self) -> Tier:
        """What it must know of the text."""
        return self.given.tier if isinstance(self.given, PackedRule) else self.matcher.needs

    @once
    def filter(self) -> Filter:
        """What the rule leaves alone; made at the first match."""
        return Filter.of(self.spec)

    @once
    def basis(self) -> tuple[Basis, ...]:
        """The authorities of the rule."""
        return bases(self.spec.basis)

    @property
    def applicability(self) -> Applicability | None:
        """Who may apply the rule's fix; None if it has none."""
        return None if self.spec.fix is None else Applicability(self.spec.fix)

    def severity_for(self, profile: Profile) -> Severity | None:
        """How much it matters to this reader; None if it is switched off."""
        name = self.head.profiles.get(profile.value) or self.head.severity
        return None if name == "off" else Severity[name.upper()]

    @once
    def entries(self) -> Mapping[str, Entry]:
        """The entries of a word list by their ids; empty for other kinds."""
        if isinstance(self.spec, GlossaryRule):
            return {entry.id: entry for entry in self.spec.entries}
        return {}

    def basis_for(self, entry: str) -> tuple[Basis, ...]:
        """The authorities of an entry, or of the rule if the entry names none."""
        if not entry:
            return self.basis
        found = self.entries.get(entry)
        return bases(found.basis) if found is not None and found.basis else self.basis


def _severity(override: Override | str) -> str:
    """The severity that a reader's profile sets; "" if it sets none."""
    return override if isinstance(override, str) else override.severity or ""


def bases(specs: Iterable[BasisSpec]) -> tuple[Basis, ...]:
    """The values that findings carry; a section only where the passage was read."""
    return tuple(
        Basis(
            spec.document,
            spec.issuer,
            spec.year,
            spec.section if spec.verified else "",
            spec.verified,
            spec.own,
        )
        for spec in specs
    )


class Catalogue(Protocol):
    """Something that knows rules by their ids."""

    def get(self, rule_id: str) -> Rule | None:
        """The rule of this id, present or former; None if there is none."""


@dataclass(frozen=True, slots=True)
class Rulebooks:
    """Several rulebooks as one catalogue (drafts with different configurations)."""

    books: tuple[Rulebook, ...]

    def get(self, rule_id: str) -> Rule | None:
        """The rule in the first book that has it."""
        return next((rule for book in self.books if (rule := book.get(rule_id))), None)


class Rulebook:
    """All rules, by id. Immutable.

    Args:
        rules: The rules.
        replaced: The rules of a city that took the place of ours.
        indexes: Which of the rules can find something in a draft; made on demand
            where it is not known.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        replaced: Iterable[Rule] = (),
        indexes: Iterable[Index] | None = None,
    ) -> None:
        self.replaced = tuple(replaced)
        self._indexes = None if indexes is None else tuple(indexes)
        self._rules = {rule.id: rule for rule in sorted(rules, key=lambda rule: rule.id)}
        self._former = {
            former: rule.id for rule in self._rules.values() for former in rule.head.formerly
        }

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules.values())

    def __len__(self) -> int:
        return len(self._rules)

    def __contains__(self, rule_id: str) -> bool:
        return rule_id in self._rules

    def get(self, rule_id: str) -> Rule | None:
        """The rule of this id, present or former; None if there is none."""
        return self._rules.get(self._former.get(rule_id, rule_id))

    def joined(self, others: Iterable[Rule]) -> Rulebook:
        """A rulebook with more rules; one with the same id takes the place of ours."""
        others = list(others)
        replaced = [rule for rule in others if rule.id in self._rules]
        indexes = [*self.indexes, _index(others)]
        return Rulebook([*self._rules.values(), *others], replaced, indexes)

    @property
    def indexes(self) -> tuple[Index, ...]:
        """Which of the rules can find something in a draft."""
        if self._indexes is None:
            self._indexes = (_index(self),)
        return self._indexes

    @once
    def yielding(self) -> Mapping[str, frozenset[str]]:
        """The rules that say nothing where certain others do, with those others."""
        return {rule.id: self._yielded_to(rule) for rule in self if rule.head.yields_to}

    def _yielded_to(self, rule: Rule) -> frozenset[str]:
        """The ids of the rules that a rule names, by themselves or by their category."""
        named = frozenset(rule.head.yields_to)
        return frozenset(
            other.id for other in self if (other.id in named or other.category.value in named)
        ) - {rule.id}

    @once
    def policies(self) -> Mapping[str, tuple[str, ...]]:
        """The options on which a city may decide, with the choices that rules know."""
        choices: dict[str, set[str]] = {}
        for rule in self:
            for name, value in rule.head.policy.items():
                choices.setdefault(name, set()).add(value)
        return {name: tuple(sorted(values)) for name, values in sorted(choices.items())}


def _index(rules: Iterable[Rule]) -> Index:
    return Index.of({rule.id: rule.matcher for rule in rules})
