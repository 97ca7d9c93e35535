"""A line a finding, as compilers write them: for editors, problem matchers and grep."""

from __future__ import annotations

from checker.model import Finding, Severity
from checker.reporters.material import Material, Shown
from checker.reporters.oneline import finding_id, one_line
from checker.reporters.width import reveal

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "info"}


def to_unix(material: Material) -> str:
    """`path:line:column: level: message [rule]`; columns are code points."""
    return "".join(line(draft, finding) for draft in material.drafts for finding in draft.findings)


def line(draft: Shown, finding: Finding) -> str:
    """The line of one finding."""
    at = draft.positions().at(finding.span.start)
    return (
        f"{reveal(draft.path)}:{at.line}:{at.column}: {LEVELS[finding.severity]}: "
        f"{one_line(finding.message)} [{finding_id(finding)}]\n"
    )
