"""Renews the golden findings beside the samples: `python tests/update_golden.py`."""

from __future__ import annotations

from checker.api import Checker, Draft
from checker.document.lineindex import LineIndex
from checker.document.read import format_of
from checker.document.source import load
from checker.model import FileReport
from tests_support import AS_OF, SAMPLES, drafts


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


def main() -> None:
    """Write the findings of every sample beside it."""
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
