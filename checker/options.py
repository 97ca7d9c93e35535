"""What a user can ask of the command, as a value, and how it can end."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from checker.model import Profile, Severity, Tier
from checker.outputs import Output
from checker.reporters.registry import TEXT

OK, FOUND, UNUSABLE, BROKEN = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Sifting:
    """Which drafts and findings are wanted, where not all are (`checker.sifting`).

    Attributes:
        baseline: The record of what was found before.
        write_baseline: Where to write such a record.
        prune_baseline: Whether to take out of it what is no longer found.
        changed: Whether only changed drafts are checked.
        changed_lines: Whether only findings on changed lines are told.
        since: What drafts are compared with, "" for where the branch began.
    """

    baseline: Path | None = None
    write_baseline: Path | None = None
    prune_baseline: bool = False
    changed: bool = False
    changed_lines: bool = False
    since: str = ""

    @property
    def changes(self) -> bool:
        """Whether git is asked what was changed."""
        return self.changed or self.changed_lines or bool(self.since)

    @property
    def any(self) -> bool:
        """Whether anything may be left out or recorded."""
        return (
            self.changes
            or self.prune_baseline
            or self.baseline is not None
            or self.write_baseline is not None
        )


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for.

    `step_summary` is the file that GitHub Actions shows as the summary of a step.
    """

    paths: tuple[str, ...]
    outputs: tuple[Output, ...]
    fix: bool
    unsafe: bool
    diff: bool
    fail_on: Severity
    exit_zero: bool
    profile: Profile | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    tier: Tier
    as_of: datetime.date | None
    config: Path | None
    no_config: bool
    force_exclude: bool
    stdin_filename: str
    encoding: str | None
    color: bool
    quiet: bool
    genre: str
    medium: str
    checklist: bool
    explain_score: bool
    readers: int | None
    fail_under: int | None
    step_summary: Path | None
    history: Path | None
    sifting: Sifting = Sifting()

    @property
    def scores(self) -> bool:
        """Whether the score is shown or asked for; else nothing of it is computed."""
        told = self.history is not None or any(
            output.format.scored and not (self.quiet and output.format.name == TEXT)
            for output in self.outputs
        )
        return told or self.fix or self.diff or self.fail_under is not None

    @property
    def pages(self) -> bool:
        """Whether reports hold what a report on a whole site needs of each draft."""
        return self.gathers or any(output.format.pages for output in self.outputs)

    @property
    def gathers(self) -> bool:
        """Whether the drafts are measured together as the pages of a site."""
        return self.history is not None or any(output.format.gathers for output in self.outputs)

    @property
    def lets_go(self) -> bool:
        """Whether nothing of a draft is needed once it was measured."""
        return all(output.format.gathers for output in self.outputs)
