"""What every reporter is given, and what most of them need of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from checker.document.lineindex import LineIndex
from checker.document.positions import Positions, Unit
from checker.fingerprints import keys
from checker.model import FileReport, Finding, Report, Severity, Silenced
from checker.once import once
from checker.reporters.places import relative
from checker.reporters.privacy import hidden
from checker.rulebook.rule import Catalogue

if TYPE_CHECKING:
    from checker.site.values import Site, Summary

TOOL = "tsutawaru"
"""What the checker is called in reports."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a report for a person at a terminal looks, see `terminal.to_terminal`.

    `memory` has what was made of drafts before.
    """

    color: bool = False
    columns: int = 80
    quiet: bool = False
    checklist: bool = False
    explain_score: bool = False
    readers: int | None = None
    memory: Callable[[FileReport, str, Callable[[], str]], str] | None = None


@dataclass(frozen=True)
class Material:
    """All that a report is made of.

    Attributes:
        report: What was found, with paths as the user named them.
        version: The version of the checker.
        rules: Tells of the rules that found something.
        folder: The working directory, absolute; paths for others are relative to it.
        fail_on: What is at least so grave makes the run fail.
        look: How it looks, where a person reads it.
        site: The drafts measured together, where a report on a whole site was asked for.
        earlier: Earlier runs to compare that with.
        parts: What JSON Lines say of each file, then of each problem, of a divided run.
    """

    report: Report
    version: str
    rules: Catalogue
    folder: str
    fail_on: Severity
    look: Look = Look()
    site: Site | None = None
    earlier: tuple[Summary, ...] = ()
    parts: Sequence[Mapping[str, Any]] | None = None

    @once
    def shown(self) -> Report:
        """The report for others: what is private hidden, paths relative, see `places`."""
        return replace(
            self.report,
            files=tuple(
                [
                    replace(hidden(file), path=relative(file.path, self.folder))
                    for file in self.report.files
                ]
            ),
            problems=tuple(
                [
                    replace(problem, path=relative(problem.path, self.folder))
                    if problem.path
                    else problem
                    for problem in self.report.problems
                ]
            ),
        )

    @once
    def drafts(self) -> tuple[Shown, ...]:
        """The files of `shown`, with what is asked of them."""
        return tuple([Shown(file, self.rules) for file in self.shown.files])

    def fails(self, finding: Finding) -> bool:
        """Whether a finding makes the run fail."""
        return finding.severity >= self.fail_on


@dataclass(frozen=True)
class Shown:
    """A file of a report, what is private hidden."""

    file: FileReport
    rules: Catalogue

    @property
    def path(self) -> str:
        """Its path, relative to the working directory."""
        return self.file.path

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, in source order."""
        return self.file.findings

    @once
    def index(self) -> LineIndex:
        """Its lines."""
        return LineIndex(self.file.source)

    def positions(self, unit: Unit = Unit.CODE_POINTS) -> Positions:
        """Where its offsets are."""
        return Positions(self.index, unit, bom=self.file.bom)

    @once
    def fingerprints(self) -> tuple[str, ...]:
        """What each finding is known by in the next run; behind them those of the silenced."""
        return tuple([key.fingerprint(self.path) for key in keys(self.file, self.rules)])

    @property
    def newline(self) -> str:
        """The line end that new lines of the file have."""
        return "\r\n" if "\r\n" in self.file.source else "\n"


@dataclass(frozen=True)
class Item:
    """A finding, with the file that it is in and what it is known by."""

    draft: Shown
    finding: Finding
    fingerprint: str


def items(material: Material) -> Iterator[Item]:
    """All findings, file by file."""
    for draft in material.drafts:
        # Behind the fingerprints of the findings are those of the silenced.
        for finding, fingerprint in zip(draft.findings, draft.fingerprints, strict=False):
            yield Item(draft, finding, fingerprint)


def silenced(material: Material) -> Iterator[tuple[Item, Silenced]]:
    """All findings that are to stay silent, file by file."""
    for draft in material.drafts:
        behind = draft.fingerprints[len(draft.findings) :]
        for each, fingerprint in zip(draft.file.silenced, behind, strict=True):
            yield Item(draft, each.finding, fingerprint), each


def worst_first(material: Material) -> list[Item]:
    """All findings, the gravest first, among equals as they stand in the files."""
    return sorted(items(material), key=lambda item: -item.finding.severity)


Reporter = Callable[[Material], str]
"""Makes the text of one format: a pure function."""
