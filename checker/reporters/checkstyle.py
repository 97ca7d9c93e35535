"""Checkstyle XML: read by Jenkins, SonarQube and many others."""

from __future__ import annotations

from checker.reporters.material import Material
from checker.reporters.oneline import finding_id, one_line
from checker.reporters.unix import LEVELS
from checker.reporters.xmltext import document, element

_VERSION = "4.3"  # of the format, as most tools write it


def to_checkstyle(material: Material) -> str:
    """A `file` for each draft, those without findings included; columns are code points."""
    root = element(None, "checkstyle", version=_VERSION)
    for draft in material.drafts:
        positions = draft.positions()
        file = element(root, "file", name=draft.path)
        for finding in draft.findings:
            at = positions.at(finding.span.start)
            element(
                file,
                "error",
                line=at.line,
                column=at.column,
                severity=LEVELS[finding.severity],
                message=one_line(finding.message),
                source=finding_id(finding),
            )
    return document(root)
