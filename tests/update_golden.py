"""Renews golden findings and README examples: `python tests/update_golden.py`."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys

from checker.api import Checker, Draft
from checker.document.lineindex import LineIndex
from checker.document.read import format_of
from checker.document.source import load
from checker.model import FileReport
from tests_support import AS_OF, ROOT, SAMPLES, drafts


def golden_lines(report: FileReport) -> str:
    """The findings of a draft as tab-separated lines: place, severity, rule, text, fix."""
    index = LineIndex(report.source)
    lines = []
    for finding in report.findings:
        line, column = index.position(finding.span.start)
        rule = f"{finding.rule}#{finding.entry}" if finding.entry else finding.rule
        fix = finding.fix.applicability.value if finding.fix else ""
        text = finding.text.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t")
        lines.append(f"{line}:{column}\t{finding.severity.label}\t{rule}\t{fix}\t{text}\n")
    return "".join(lines)


def renew_readme() -> None:
    """Put the real output into the examples of README.md, as much of it as is shown now."""
    readme = ROOT / "README.md"

    def renewed(example: re.Match[str]) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "checker", *shlex.split(example["arguments"])],
            cwd=ROOT,
            capture_output=True,
            text=True,
            env={**os.environ, "COLUMNS": "80"},
            check=False,
        )
        shown = example["shown"].count("\n")
        lines = done.stdout.splitlines()[:shown]
        return example["head"] + "\n".join(lines).rstrip() + "\n```\n"

    text = readme.read_text(encoding="utf-8")
    readme.write_text(EXAMPLE.sub(renewed, text), encoding="utf-8")


EXAMPLE = re.compile(
    r"(?P<head><!-- example: check (?P<arguments>.*?) -->\n```text\n)(?P<shown>.*?)```\n", re.DOTALL
)


def main() -> None:
    """Write the findings of every sample beside it, and the examples of the README."""
    renew_readme()
    checker = Checker(as_of=AS_OF, raise_crashes=True)
    for path in drafts(SAMPLES):
        source = load(path)
        format = format_of(str(path))
        assert format is not None
        (report,) = checker.check([Draft(source.path, source.text, format)]).files
        golden = path.with_suffix(path.suffix + ".findings.tsv")
        golden.write_text(golden_lines(report), encoding="utf-8")
        print(f"{golden.name}: {len(report.findings)}")


if __name__ == "__main__":
    main()
