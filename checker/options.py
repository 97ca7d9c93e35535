"""What a user can ask of the command, as a value, and how it can end."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from checker.model import Profile, Severity, Tier

OK, FOUND, UNUSABLE, BROKEN = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for."""

    paths: tuple[str, ...]
    output: str
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
    history: Path | None

    @property
    def scores(self) -> bool:
        """Whether the score is shown or asked for; else nothing of it is computed."""
        told = not self.quiet or self.output in ("json", "html") or self.history is not None
        return told or self.fix or self.diff or self.fail_under is not None

    @property
    def pages(self) -> bool:
        """Whether reports hold what a report on a whole site needs of each draft."""
        return self.output == "json" or self.gathers

    @property
    def gathers(self) -> bool:
        """Whether the drafts are measured together as the pages of a site."""
        return self.output == "html" or self.history is not None
