"""Which rules run: by selectors, reader, policy and what can be analysed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from checker.config import Config, Silence, nearest
from checker.context import Context
from checker.errors import ConfigError
from checker.model import Category, Severity, Skipped, Tier
from checker.once import once
from checker.rulebook.index import Index, asked
from checker.rulebook.rule import Rule, Rulebook
from checker.rulebook.thresholds import check_thresholds, with_thresholds


@dataclass(frozen=True, slots=True)
class Selector:
    """`category`, `category/rule` or `category/rule#entry`."""

    rule: str
    entry: str = ""

    def covers(self, rule_id: str, entry: str = "") -> bool:
        """Whether the rule, or this entry of it, is meant."""
        if "/" not in self.rule:
            return rule_id.split("/")[0] == self.rule
        return rule_id == self.rule and (not self.entry or self.entry == entry)


@dataclass(frozen=True, slots=True)
class Decision:
    """The severity that the city gives to what a selector covers; None switches it off."""

    selector: Selector
    severity: Severity | None


@dataclass(frozen=True, slots=True)
class ActiveRule:
    """A rule that runs, with how much it matters to this reader."""

    rule: Rule
    severity: Severity


class RuleSet:
    """Rules, with those picked out quickly that can find something in a draft. Immutable.

    Args:
        rules: The rules, in the order in which they are asked.
        indexes: Of the rulebook that they are from; made anew where there are none.
    """

    def __init__(
        self, rules: Iterable[ActiveRule] = (), indexes: Iterable[Index] | None = None
    ) -> None:
        self._rules = tuple(rules)
        self._ids = frozenset([active.rule.id for active in self._rules])
        self._indexes = (
            (Index.of({active.rule.id: active.rule.matcher for active in self._rules}),)
            if indexes is None
            else tuple(indexes)
        )

    def __iter__(self) -> Iterator[ActiveRule]:
        return iter(self._rules)

    def asked(self, context: Context) -> frozenset[str]:
        """The ids of the rules that can find something in a draft."""
        return self._ids & asked(self._indexes, context)

    def fitting(self, context: Context) -> Iterator[ActiveRule]:
        """The rules that can find something in a draft, in their order."""
        ids = self.asked(context)
        return iter([active for active in self._rules if active.rule.id in ids])


@dataclass(frozen=True)
class Selection:
    """The rules that run, and what does not run and why."""

    rules: tuple[ActiveRule, ...]
    skipped: tuple[Skipped, ...]
    select: tuple[Selector, ...] = ()
    ignore: tuple[Selector, ...] = ()
    indexes: tuple[Index, ...] | None = None
    decisions: tuple[Decision, ...] = ()
    silence: tuple[Silence, ...] = ()

    def of(self, *tiers: Tier) -> RuleSet:
        """The rules that need one of these tiers."""
        if tiers not in self._sets:
            self._sets[tiers] = RuleSet(
                (active for active in self.rules if active.rule.needs in tiers), self.indexes
            )
        return self._sets[tiers]

    @once
    def _sets(self) -> dict[tuple[Tier, ...], RuleSet]:
        return {}

    def admits(self, rule_id: str, entry: str) -> bool:
        """Whether a finding of this rule and entry is wanted."""
        if any(selector.covers(rule_id, entry) for selector in self.ignore):
            return False
        decision = decided(self.decisions, rule_id, entry)
        if decision is not None and decision.severity is None:
            return False
        return not self.select or any(s.covers(rule_id, entry) for s in self.select)

    def severity(self, rule_id: str, entry: str) -> Severity | None:
        """How much the city has decided that a finding matters; None if it has not."""
        decision = decided(self.decisions, rule_id, entry)
        return None if decision is None else decision.severity


def decided(decisions: Sequence[Decision], rule_id: str, entry: str) -> Decision | None:
    """The decision that holds: the last of those that cover the rule or its entry."""
    if not decisions:  # as mostly
        return None
    covering = (each for each in reversed(decisions) if each.selector.covers(rule_id, entry))
    return next(covering, None)


def parse_selector(text: str, rulebook: Rulebook, place: str = "") -> Selector:
    """A selector as written by a user; former ids are accepted.

    Args:
        text: What is written.
        rulebook: All rules.
        place: Where it is written, for messages.

    Raises:
        ConfigError: No category, rule or entry has this name; offers the nearest.
    """
    name, _, entry = text.strip().partition("#")
    if name in set(Category) and not entry:
        return Selector(name)
    rule = rulebook.get(name)
    if rule is None:
        known = [*(category.value for category in Category), *(rule.id for rule in rulebook)]
        raise _unknown(text, nearest(name, known), place)
    if entry and entry not in rule.entries:
        near = nearest(entry, rule.entries)
        raise _unknown(text, f"{rule.id}#{near}" if near else rule.id, place)
    return Selector(rule.id, entry)


def _unknown(text: str, near: str, place: str) -> ConfigError:
    remedy = f"「{near}」のことでしょうか。" if near else ""
    return ConfigError(
        "unknown-rule",
        place,
        f"「{text}」というルールはありません。",
        f"{remedy}check --list-rules で一覧を見られます。",
    )


def select(
    rulebook: Rulebook, config: Config, *, tier: Tier = Tier.SYNTAX, syntax: bool = True
) -> Selection:
    """The rules that run under this configuration.

    Args:
        rulebook: All rules.
        config: Selectors, reader and policy.
        tier: The highest tier that is allowed.
        syntax: Whether the libraries for syntax are installed.

    Raises:
        ConfigError: A selector, a policy or a number is unknown.
    """
    check_policy(config, rulebook)
    check_thresholds(config, rulebook)
    wanted = tuple(
        parse_selector(text, rulebook, config.place("select", text)) for text in config.select
    )
    unwanted = tuple(
        parse_selector(text, rulebook, config.place("ignore", text)) for text in config.ignore
    )
    decisions = tuple(
        Decision(parse_selector(text, rulebook, config.place("severity", text)), severity)
        for text, severity in config.severity
    )
    for each in config.silence:
        parse_selector(each.rule, rulebook, config.place("silence", each.rule, each.reason))
    active: list[ActiveRule] = []
    too_deep: list[Rule] = []
    undecided: dict[str, list[Rule]] = {}
    for rule in rulebook:
        if wanted and not any(_touches(selector, rule) for selector in wanted):
            continue
        if any(not s.entry and s.covers(rule.id) for s in unwanted):
            continue
        if _is_off(rule, decisions):
            continue
        if rule.head.status == "preview" and not any(s.rule == rule.id for s in wanted):
            continue
        severity = rule.severity_for(config.profile)
        if severity is None:
            continue
        missing = [name for name in rule.head.policy if name not in config.policy]
        if missing:
            undecided.setdefault(missing[0], []).append(rule)
            continue
        if any(config.policy[name] != value for name, value in rule.head.policy.items()):
            continue
        needs = rule.needs
        if needs > tier or (needs is Tier.SYNTAX and not syntax):
            too_deep.append(rule)
            continue
        active.append(ActiveRule(with_thresholds(rule, config), severity))
    skipped = [
        Skipped(rule.id, f"標準のルールの代わりに、{rule.path} を使いました。")
        for rule in rulebook.replaced
    ]
    skipped += [*_skipped_tiers(too_deep, tier), *_skipped_policies(undecided, rulebook)]
    return Selection(
        tuple(active),
        tuple(skipped),
        wanted,
        unwanted,
        rulebook.indexes,
        decisions,
        config.silence,
    )


def _is_off(rule: Rule, decisions: Sequence[Decision]) -> bool:
    """Whether nothing of a rule is wanted: it is off, and so are all its entries."""
    decision = decided(decisions, rule.id, "")
    if decision is None or decision.severity is not None:
        return False
    return not any(
        each.selector.rule == rule.id and each.selector.entry and each.severity is not None
        for each in decisions
    )


def check_policy(config: Config, rulebook: Rulebook) -> None:
    """Refuse options and choices that no rule knows.

    Raises:
        ConfigError: Names the unknown option or choice and the known ones.
    """
    for name, value in config.policy.items():
        choices = rulebook.policies.get(name)
        if choices is None:
            near = nearest(name, rulebook.policies)
            known = "、".join(rulebook.policies)
            raise ConfigError(
                "unknown-policy",
                config.place("policy", name),
                f"[policy] に「{name}」という項目はありません。",
                f"「{near}」のことでしょうか。" if near else f"使える項目: {known}",
            )
        if value not in choices:
            raise ConfigError(
                "unknown-policy",
                config.place("policy", name),
                f"[policy] の {name} に「{value}」は使えません。",
                f"{'、'.join(choices)} のどれかを書いてください。",
            )


def _touches(selector: Selector, rule: Rule) -> bool:
    return Selector(selector.rule).covers(rule.id)


def _skipped_tiers(rules: Iterable[Rule], tier: Tier) -> Iterable[Skipped]:
    ids = "、".join(rule.id for rule in rules)
    if not ids:
        return
    if tier is Tier.SYNTAX:
        reason = (
            "構文の解析に使う ja-ginza が入っていません。"
            "pip install 'tsutawaru[syntax]' で使えるようになります。"
        )
    else:
        reason = f"--tier {tier.label} を指定したため、これより深い解析の要るルールを省きました。"
    yield Skipped(ids, reason)


def _skipped_policies(
    undecided: Mapping[str, Iterable[Rule]], rulebook: Rulebook
) -> Iterable[Skipped]:
    if not undecided:
        return
    choices = "、".join(f"{name}（{'か'.join(rulebook.policies[name])}）" for name in undecided)
    yield Skipped(
        "、".join(rule.id for rules in undecided.values() for rule in rules),
        "市の方針が決まっていないルールを省きました。check.toml の [policy] に書くと点検します: "
        f"{choices}",
    )
