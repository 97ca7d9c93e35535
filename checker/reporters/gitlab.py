"""GitLab Code Quality: shown in a merge request beside the lines.

GitLab shows only one of two findings with the same fingerprint; ours have a number.
"""

from __future__ import annotations

from checker.model import Severity
from checker.reporters.json import as_text
from checker.reporters.material import Item, Material, items
from checker.reporters.oneline import finding_id, one_line

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.SUGGESTION: "info"}


def to_gitlab(material: Material) -> str:
    """A JSON array of findings, without a byte order mark."""
    return as_text([_issue(item) for item in items(material)])


def _issue(item: Item) -> dict[str, object]:
    finding = item.finding
    region = item.draft.positions().region(finding.span)
    return {
        "description": one_line(finding.message),
        "check_name": finding_id(finding),
        "fingerprint": item.fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": item.draft.path,
            "lines": {"begin": region.start.line, "end": region.end.line},
        },
    }
