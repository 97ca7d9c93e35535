"""A line a finding, as compilers write them: for editors, problem matchers and grep."""

from __future__ import annotations

from checker.model import Severity
from checker.reporters.material import Material
from checker.reporters.oneline import finding_id, one_line
from checker.reporters.width import reveal

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "info"}


def to_unix(material: Material) -> str:
    """`path:line:column: level: message [rule]`; columns are code points."""
    lines = []
    for draft in material.drafts:
        positions = draft.positions()
        for finding in draft.findings:
            at = positions.at(finding.span.start)
            lines.append(
                f"{reveal(draft.path)}:{at.line}:{at.column}: {LEVELS[finding.severity]}: "
                f"{one_line(finding.message)} [{finding_id(finding)}]\n"
            )
    return "".join(lines)
