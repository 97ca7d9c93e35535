"""Words of a report in one line, with nothing in them that a reader cannot see."""

from __future__ import annotations

from checker.model import Finding
from checker.reporters.width import reveal


def one_line(text: str) -> str:
    """A message in one line: Japanese is joined without a space, Latin with one."""
    joined = ""
    for line in text.split("\n"):
        line = line.strip(" \t\r\u3000")
        if joined and line and joined[-1].isascii() and line[0].isascii():
            joined += " "
        joined += line
    return reveal(joined.replace("\t", " "))


def finding_id(finding: Finding) -> str:
    """The rule of a finding, with the entry if it is one of a word list."""
    return f"{finding.rule}#{finding.entry}" if finding.entry else finding.rule
