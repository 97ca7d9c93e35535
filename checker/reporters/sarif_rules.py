"""What a SARIF log tells of a rule: the page that a reviewer reads beside a finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.explain import describe
from checker.model import Finding, Severity
from checker.reporters.proposals import NOTES
from checker.rulebook.rule import Rule

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "note"}

_PROBLEMS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.SUGGESTION: "recommendation",
}
"""What GitHub calls a severity (`problem.severity`)."""

_EXAMPLES = 3  # of a rule with hundreds of examples, as many as a reader looks at


def descriptor(finding: Finding, rule: Rule | None) -> dict[str, Any]:
    """A rule (`reportingDescriptor`), from its file or, failing that, from a finding of it."""
    severity = finding.severity if rule is None else Severity[rule.head.severity.upper()]
    title = finding.title if rule is None else rule.spec.title
    why = finding.why if rule is None else rule.spec.why.strip()
    sections = list(_sections(finding, rule, why))
    return {
        "id": finding.rule,
        "shortDescription": {"text": title},
        "fullDescription": {"text": why},
        "help": {
            "text": "\n\n".join(f"{head}\n{_plain(lines)}" for head, lines in sections),
            "markdown": "\n\n".join(f"**{head}**\n\n{_list(lines)}" for head, lines in sections),
        },
        "defaultConfiguration": {"level": LEVELS[severity]},
        "properties": {
            "tags": [finding.category.value, finding.category.display_name],
            "problem.severity": _PROBLEMS[severity],
        },
    }


def _sections(finding: Finding, rule: Rule | None, why: str) -> Iterator[tuple[str, list[str]]]:
    yield "なぜ", [why]
    yield "根拠", [describe(basis) for basis in (finding.basis if rule is None else rule.basis)]
    if rule is None:
        return
    applicability = rule.applicability
    yield (
        "直し方",
        ["自動では直せません。" if applicability is None else NOTES[applicability]],
    )
    bad = [
        example.text.strip()
        if example.fixed is None
        else f"{example.text.strip()} → {example.fixed}"
        for example in rule.examples.bad[:_EXAMPLES]
    ]
    if bad:
        yield "指摘する例", bad


def _plain(lines: list[str]) -> str:
    return "\n".join(lines)


def _list(lines: list[str]) -> str:
    if len(lines) == 1:
        return _escaped(lines[0])
    return "\n".join(f"- {_escaped(' / '.join(line.splitlines()))}" for line in lines)


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|~" else char for char in text)
