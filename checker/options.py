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
    """Which drafts are checked and which findings are told, where not all are wanted.

    Attributes:
        baseline: The file of findings that were there before; they are not told.
        write_baseline: Where what is found now is written as such.
        prune_baseline: Whether what is no longer found is taken out of `baseline`.
        changed: Whether only drafts are checked that were changed since a commit.
        changed_lines: Whether also findings on lines that were not changed are left out.
        since: The commit, "" for where the branch began.
    """

    baseline: Path | None = None
    write_baseline: Path | None = None
    prune_baseline: bool = False
    changed: bool = False
    changed_lines: bool = False
    since: str = ""

    @property
    def any(self) -> bool:
        """Whether anything is asked for."""
        return self != Sifting()

    @property
    def changes(self) -> bool:
        """Whether git is asked what was changed."""
        return self.changed or self.changed_lines


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of a run: the drafts that one of several machines checks.

    Attributes:
        number: Which, from 1.
        of: How many there are.
    """

    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for.

    `step_summary` is the file that GitHub Actions shows as the summary of a step, `jobs` the
    number of processes that check. Of runs with few drafts nothing is kept unless `cache_dir`
    says where. With `merge` the paths are reports of shards.
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
    jobs: int = 1
    cache: bool = True
    cache_dir: Path | None = None
    shard: Shard | None = None
    merge: bool = False

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

    @property
    def narrows(self) -> bool:
        """Whether the command line leaves out rules that the configuration wants."""
        return bool(self.select or self.ignore or self.tier is not Tier.SYNTAX)
