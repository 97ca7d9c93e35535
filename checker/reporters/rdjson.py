"""reviewdog's diagnostic format: comments in a review, with changes to accept.

Columns are UTF-8 bytes of the file, a byte order mark included: reviewdog cuts the lines
of the file by them. A file in another encoding gets no suggestions, because reviewdog
would put UTF-8 into it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.document.positions import Region, Unit
from checker.model import Finding, Severity
from checker.reporters.json import as_line, as_text
from checker.reporters.material import TOOL, Material, Shown
from checker.reporters.oneline import finding_id
from checker.reporters.proposals import joined, proposals

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.SUGGESTION: "INFO"}
_SOURCE = {"name": TOOL}


def to_rdjson(material: Material) -> str:
    """One object with all findings (`DiagnosticResult`)."""
    found = [each for draft in material.drafts for each in _diagnostics(draft)]
    return as_text({"source": _SOURCE, "diagnostics": found})


def to_rdjsonl(material: Material) -> str:
    """One line a finding (`Diagnostic`), each complete."""
    return "".join(
        as_line({**each, "source": _SOURCE})
        for draft in material.drafts
        for each in _diagnostics(draft)
    )


def _diagnostics(draft: Shown) -> Iterator[dict[str, Any]]:
    positions = draft.positions(Unit.UTF8)
    for finding in draft.findings:
        made: dict[str, Any] = {
            "message": f"{finding.message}\n\nなぜ: {finding.why}",
            "location": {
                "path": draft.path,
                "range": _range(positions.region(finding.span)),
            },
            "severity": _SEVERITIES[finding.severity],
            "code": {"value": finding_id(finding)},
        }
        suggestions = list(_suggestions(draft, finding))
        if suggestions:
            made["suggestions"] = suggestions
        if finding.related:
            made["related_locations"] = [
                {
                    "message": other.message,
                    "location": {
                        "path": draft.path,
                        "range": _range(positions.region(other.span)),
                    },
                }
                for other in finding.related
            ]
        yield made


def _suggestions(draft: Shown, finding: Finding) -> Iterator[dict[str, Any]]:
    if draft.file.encoding != "utf-8":
        return
    positions = draft.positions(Unit.UTF8)
    for proposal in proposals(draft, finding):
        edit = joined(draft, proposal.edits)
        if edit is not None:
            yield {"range": _range(positions.region(edit.span)), "text": edit.text}


def _range(region: Region) -> dict[str, dict[str, int]]:
    return {
        name: {"line": at.line, "column": at.column}
        for name, at in (("start", region.start), ("end", region.end))
    }
