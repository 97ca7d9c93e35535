"""What a draft says of private persons is not repeated in a report."""

from __future__ import annotations

from dataclasses import replace

from checker.model import FileReport, Finding

PRIVATE = "facts/personal-"
"""Rules whose findings are such words begin with this."""


def hidden(file: FileReport) -> FileReport:
    """The report with ● in place of every character that such a rule flags.

    All offsets stay the same.
    """
    private = [f.span for f in file.findings if f.rule.startswith(PRIVATE)]
    if not private:
        return file
    source = list(file.source)
    for span in private:
        for at in range(span.start, span.end):
            if source[at] not in "\r\n":
                source[at] = "●"
    shown = "".join(source)
    return replace(file, source=shown, findings=tuple(_hidden(file, shown)))


def _hidden(file: FileReport, shown: str) -> list[Finding]:
    return [
        replace(finding, text=finding.span.cut(shown), message=_masked(finding, file))
        for finding in file.findings
    ]


def _masked(finding: Finding, file: FileReport) -> str:
    """The message without private words, should another rule repeat them."""
    message = finding.message
    for other in file.findings:
        if other.rule.startswith(PRIVATE) and len(other.text) > 1:
            message = message.replace(other.text, "●" * len(other.text))
    return message
