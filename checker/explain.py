"""A rule as text: this is the documentation of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.kinds.base import BadExample, GoodExample, Override
from checker.kinds.glossary import Entry, GlossaryRule
from checker.kinds.limit import LimitRule
from checker.model import Basis, Profile, Severity
from checker.rulebook.rule import Rule, Rulebook, bases
from checker.rulebook.thresholds import numbers

SEVERITY_NAMES = {
    Severity.ERROR: "誤り",
    Severity.WARNING: "注意",
    Severity.SUGGESTION: "提案",
}
PROFILE_NAMES = {
    Profile.GENERAL: "一般向け",
    Profile.EASY: "やさしい日本語",
    Profile.REPORTER: "報道向け",
}
FIX_NAMES = {
    "safe": "--fix で自動的に直せます。",
    "unsafe": "--unsafe-fixes で直せます（直した後に読み返してください）。",
    "display": "直し方の案を示します。書き手が選んでください。",
    None: "自動では直せません。",
}


PARTS_OF_SPEECH = {
    "noun": "名詞",
    "suru": "「する」の付く動詞",
    "verb": "動詞",
    "adjective": "形容詞",
    "phrase": "句",
}


def explain(rule: Rule, entry: str = "") -> str:
    """A rule, or one entry of a word list, for a person at a terminal."""
    found = rule.entries.get(entry)
    lines = list(_entry_lines(rule, found) if found is not None else _rule_lines(rule))
    return "\n".join(lines).rstrip() + "\n"


def _rule_lines(rule: Rule) -> Iterator[str]:
    spec = rule.spec
    severity = Severity[spec.severity.upper()]
    yield f"{rule.id}  {spec.title}"
    name = rule.category.display_name
    yield f"  分類: {name}　重さ: {SEVERITY_NAMES[severity]}　{spec.since} から"
    if spec.status == "preview":
        yield "  試用中: --select で名前を指定したときだけ働きます。"
    yield from _section("なぜ", spec.why.strip().splitlines())
    yield from _section("根拠", (describe(basis) for basis in rule.basis))
    yield from _section("直し方", [FIX_NAMES[spec.fix]])
    yield from _section("読み手による違い", profile_lines(rule))
    yield from _section(
        "市の方針",
        (
            f'check.toml の [policy] が {k} = "{v}" のときだけ働きます。'
            for k, v in spec.policy.items()
        ),
    )
    yield from _section("市で変えられる数", threshold_lines(rule))
    yield from _section("指摘する例", (_bad_line(bad) for bad in rule.examples.bad))
    yield from _section("指摘しない例", (_good_line(good) for good in rule.examples.good))
    yield from _section(
        "今はまだ正しく判定できない例",
        (f"{missed.text.strip()}（{missed.reason}）" for missed in rule.examples.missed),
    )
    if isinstance(spec, GlossaryRule):
        yield from _section(
            f"語の一覧（{len(spec.entries)}語）",
            (f"{rule.id}#{e.id}  {'、'.join(e.terms)} → {_plain(e)}" for e in spec.entries),
        )


def _entry_lines(rule: Rule, entry: Entry) -> Iterator[str]:
    yield f"{rule.id}#{entry.id}  {'、'.join(entry.terms)}（{PARTS_OF_SPEECH[entry.pos]}）"
    yield from _section("言い換え・説明", [_plain(entry)])
    yield from _section("やさしい日本語では", ["、".join(entry.easy)] if entry.easy else ())
    if entry.explanation and entry.plain:
        yield from _section("意味", [entry.explanation])
    yield from _section("備考", [entry.note] if entry.note else ())
    yield from _section("なぜ", rule.spec.why.strip().splitlines())
    yield from _section("根拠", (describe(b) for b in bases(entry.basis) or rule.basis))
    yield from _section("直し方", [FIX_NAMES[entry.fix or "display"]])
    if entry.until is not None:
        yield from _section("いつから", [f"{entry.until.isoformat()} から古い言い方です。"])
    if entry.keep:
        kept = "、".join(PROFILE_NAMES[Profile(name)] for name in entry.keep)
        yield from _section("指摘しない読み手", [kept])
    if entry.example:
        yield from _section(
            "指摘する例",
            [_bad_line(BadExample(text=entry.example, flags=[entry.terms[0]], fixed=entry.fixed))],
        )
    if entry.good:
        yield from _section("指摘しない例", [_good_line(entry.good)])


def _plain(entry: Entry) -> str:
    return "、".join(entry.plain) if entry.plain else f"説明を付ける（{entry.explanation}）"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    lines = list(lines)
    if lines:
        yield ""
        yield f"{title}:"
        for line in lines:
            yield f"  {line}"


def threshold_lines(rule: Rule) -> Iterator[str]:
    """How to set the numbers of a rule in `check.toml`, with those that hold now."""
    known = numbers(rule, Profile.GENERAL)
    if not known:
        return
    lowest = next(iter(known.values()))
    yield f'check.toml の [thresholds] に、"{rule.id}" = {lowest} のように書きます。'
    if None not in known:
        steps = ", ".join(f"{step.label} = {limit}" for step, limit in known.items() if step)
        yield f'重さごとに決めるときは、"{rule.id}" = {{{steps}}} のように書きます。'


def describe(basis: Basis) -> str:
    """An authority in one line."""
    if basis.own:
        return f"このツールの判断: {basis.own}"
    source = "、".join(
        part for part in (basis.issuer, f"{basis.year}年" if basis.year else "") if part
    )
    section = f" {basis.section}" if basis.section else ""
    unread = "" if basis.verified else "（原文未確認）"
    return f"「{basis.document}」{section}{f'（{source}）' if source else ''}{unread}"


def profile_lines(rule: Rule) -> Iterator[str]:
    """What differs by reader, in sentences."""
    if isinstance(rule.spec, LimitRule):
        for profile in Profile:
            if rule.severity_for(profile) is not None:
                steps = rule.spec.steps_for(profile)
                shown = "、".join(
                    f"{limit}を超えると{SEVERITY_NAMES[step]}"
                    for step, limit in sorted(steps.items())
                )
                yield f"{PROFILE_NAMES[profile]}: {shown}"
    for name, override in rule.spec.profiles.items():
        if override == "off":
            yield f"{PROFILE_NAMES[Profile(name)]}: 働きません"
        elif isinstance(override, Override) and override.severity is not None:
            severity = Severity[override.severity.upper()]
            yield f"{PROFILE_NAMES[Profile(name)]}: {SEVERITY_NAMES[severity]}"


def _bad_line(bad: BadExample) -> str:
    text = " / ".join(bad.text.strip().splitlines())
    if bad.fixed is None:
        return f"✗ {text}"
    return f"✗ {text}\n  ✓ {' / '.join(bad.fixed.strip().splitlines())}"


def _good_line(good: str | GoodExample) -> str:
    text = good if isinstance(good, str) else good.text
    return f"✓ {' / '.join(text.strip().splitlines())}"


def explain_term(term: str, rulebook: Rulebook) -> str:
    """What the word lists say of a term; "" if it is in none of them."""
    left = [
        rule.id
        for rule in rulebook
        if isinstance(rule.spec, GlossaryRule) and term in rule.spec.leave
    ]
    found = [
        explain(rule, entry.id)
        for rule in rulebook
        for entry in rule.entries.values()
        if term in _names(entry) and rule.id not in left
    ]
    if left and not found:
        return (
            f"{term}\n  そのまま使うと決めた言葉です（市の言葉の一覧か、ルールの leave）。"
            f"次の一覧では指摘しません。\n  {'、'.join(left)}\n"
        )
    return "\n".join(found)


def _names(entry: Entry) -> list[str]:
    """The terms of an entry; those with する also without it, and the other way round."""
    if entry.pos != "suru":
        return entry.terms
    nouns = [term.removesuffix("する") for term in entry.terms]
    return [*nouns, *(f"{noun}する" for noun in nouns)]


def list_rules(rulebook: Rulebook) -> str:
    """All rules, a line each, by category; of word lists, how many terms they hold."""
    lines: list[str] = []
    category = None
    for rule in rulebook:
        if rule.category is not category:
            category = rule.category
            lines += ["", f"{category.value}（{category.display_name}）"]
        severity = SEVERITY_NAMES[Severity[rule.spec.severity.upper()]]
        words = f"（{len(rule.entries)}語）" if rule.entries else ""
        lines.append(f"  {severity}  {rule.id}  {rule.spec.title}{words}")
    entries = sum(len(rule.entries) for rule in rulebook)
    head = f"ルール {len(rulebook)}件（うち言葉の一覧に {entries}語）"
    return "\n".join([head, *lines]) + "\n"
