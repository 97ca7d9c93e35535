"""How many planted faults are found, and how much is said of correct text.

    .venv/bin/python tests/bench/recall.py FOLDER [--pairs FILE]

The folder holds `NAME.flawed.EXT`, its correct twin `NAME.clean.EXT` and
`NAME.faults.tsv` (number, category, the faulty substring, what is right, why; an element that was
taken out has its id for a substring), written by somebody who has not read the rules. A fault counts as found when a
finding touches its place and is not much wider than it: a finding on a whole
sentence finds faults of the sentence only. Whether the message is right has to
be read: `--pairs` writes fault and finding side by side.
"""

from __future__ import annotations

import argparse
import csv
import datetime
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from checker.api import Checker, Draft
from checker.document.read import format_of
from checker.document.source import load
from checker.model import Category, FileReport, Finding, Severity, Span

AS_OF = datetime.date(2026, 11, 22)

WIDER = 15
"""By so many characters a finding may be wider than the fault that it finds."""


@dataclass(frozen=True)
class Fault:
    """A planted fault and where it stands."""

    category: str
    start: int
    end: int
    text: str
    right: str
    why: str


_FACTUAL = frozenset({Category.FACTS, Category.CONSISTENCY, Category.ACCESSIBILITY})


_OF_ELEMENT = {
    "deadline": ("information/bulky-garbage-deadline",),
    "place": ("information/early-voting-place",),
    "date-time": (
        "information/opening-hours",
        "information/closed-days",
        "information/polling-hours",
    ),
}
"""Rules that say of a part of a notice what `missing-…` says of the whole."""


def faults_of(path: Path, source: str) -> list[Fault]:
    """The planted faults of a draft, from the table beside it."""
    faults = []
    with path.open(encoding="utf-8", newline="") as table:
        for _, category, text, right, why in csv.reader(
            table, delimiter="\t", quoting=csv.QUOTE_NONE
        ):
            start = source.find(text)
            if category == "element":
                start = 0
            elif start < 0:
                raise SystemExit(f"{path}: not in the draft: {text}")
            faults.append(Fault(category, start, start + len(text), text, right, why))
    return faults


def finds(finding: Finding, fault: Fault) -> bool:
    """Whether a finding speaks of this fault's place."""
    if fault.category == "element":
        name = fault.text.replace("_", "-")
        return finding.rule in (f"information/missing-{name}", *_OF_ELEMENT.get(name, ()))
    if finding.category is Category.INFORMATION:
        return False  # it says that something is missing, wherever it is placed
    if not fault.category.startswith("fact"):
        return _shows(finding.span, fault)
    # Of two places that disagree nothing but the city tells which is wrong: both are shown.
    spans = (finding.span, *(related.span for related in finding.related))
    return finding.category in _FACTUAL and any(_shows(span, fault) for span in spans)


def _shows(span: Span, fault: Fault) -> bool:
    if len(span) == 0:
        return fault.start <= span.start <= fault.end
    if span.end <= fault.start or fault.end <= span.start:
        return False
    wide = len(span) > fault.end - fault.start + WIDER
    return not wide or fault.category == "sentence"


def check(checker: Checker, path: Path) -> FileReport:
    """The report on one draft."""
    source = load(path)
    format = format_of(str(path))
    if format is None:
        raise SystemExit(f"{path}: unknown suffix")
    return checker.check([Draft(str(path), source.text, format, source.encoding)]).files[0]


def main() -> None:
    """Measure a folder and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pairs", type=Path)
    arguments = parser.parse_args()
    checker = Checker(as_of=AS_OF)
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    pairs = []
    for path in sorted(arguments.folder.glob("*.flawed.*")):
        report = check(checker, path)
        stem = path.name.split(".flawed.")[0]
        for fault in faults_of(path.with_name(f"{stem}.faults.tsv"), report.source):
            planted[fault.category] += 1
            hits = [finding for finding in report.findings if finds(finding, fault)]
            found[fault.category] += bool(hits)
            told = " / ".join(f"[{f.rule}] {f.message}" for f in hits)
            pairs.append((stem, fault.category, fault.text, fault.right, fault.why, told))
    for category in sorted(planted):
        share = found[category] / planted[category]
        print(f"{category:12} {found[category]:4} of {planted[category]:4}  {share:.0%}")
    total, all_found = sum(planted.values()), sum(found.values())
    print(f"{'all':12} {all_found:4} of {total:4}  {all_found / max(1, total):.0%}")
    characters = needless = grave = 0
    for path in sorted(arguments.folder.glob("*.clean.*")):
        report = check(checker, path)
        characters += report.characters
        needless += len(report.findings)
        grave += sum(finding.severity >= Severity.WARNING for finding in report.findings)
        for finding in report.findings:
            print(f"  said of correct text: {path.name}: [{finding.rule}] {finding.text}")
    thousands = max(1, characters) / 1000
    print(
        f"correct twins: {needless / thousands:.2f} findings and {grave / thousands:.2f} at warning"
        f" or above per 1,000 characters ({characters} characters)"
    )
    if arguments.pairs:
        with arguments.pairs.open("w", encoding="utf-8", newline="") as table:
            csv.writer(table, delimiter="\t").writerows(pairs)


if __name__ == "__main__":
    main()
