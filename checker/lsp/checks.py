"""What is found in a draft as it stands in an editor.

Nothing here is safe to share between threads: `turns` asks for one thing at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from checker.analysis import syntax
from checker.api import Checker, Deadline, Draft, problem
from checker.config import Config, fingerprint
from checker.document.model import Format
from checker.document.source import from_text
from checker.errors import CheckerError
from checker.inputs import is_left_out
from checker.lookup import Lookup
from checker.memory import settle
from checker.model import Edit, FileReport, Finding, Problem, Profile, Tier
from checker.reporters.material import Shown
from checker.reporters.privacy import hidden
from checker.rulebook.rule import Rulebook

_KEPT = 8
"""Checkers that are held: a few configurations, each at two depths."""

_UNNAMED = "-"


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft as it stands in an editor.

    Attributes:
        path: Its file; None while it was never saved.
        folder: Where a configuration is looked for if it has none.
        format: How it is written.
        text: Its characters.
        version: Counts its edits, None if the editor does not.
    """

    path: Path | None
    folder: Path
    format: Format
    text: str
    version: int | None

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return _UNNAMED if self.path is None else str(self.path)


@dataclass(frozen=True)
class Answer:
    """What was found in a draft.

    Attributes:
        opened: The draft.
        tier: How deep it was looked at.
        report: What was found, what is private hidden; None if it was not checked.
        rulebook: The rules that were asked.
        problem: Why it could not be checked; None if it could, or is left out.
    """

    opened: Opened
    tier: Tier
    report: FileReport | None = None
    rulebook: Rulebook | None = None
    problem: Problem | None = None

    @cached_property
    def shown(self) -> Shown | None:
        """The report with what is asked of it."""
        if self.report is None or self.rulebook is None:
            return None
        return Shown(self.report, self.rulebook)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, in source order."""
        return () if self.report is None else self.report.findings


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user asked for; see `checker.lookup.Asked`."""

    config: Path | None = None
    tier: Tier = Tier.SYNTAX
    no_config: bool = False
    profile: Profile | None = None
    genre: str = ""
    medium: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Checks:
    """Checks drafts, each by the configuration that holds for it now.

    Args:
        settings: What the user asked for.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._checkers: dict[tuple[str, Tier], Checker] = {}

    def tiers(self, *, first: bool) -> tuple[Tier, ...]:
        """How deep to look, one after the other.

        Args:
            first: Whether nothing is known of the draft: then a quick answer comes before
                the one that waits for the parser to load.
        """
        deep = self._settings.tier
        if first and deep is Tier.SYNTAX and syntax.available():
            return (Tier.MORPHEMES, deep)
        return (deep,)

    def check(self, opened: Opened, tier: Tier, deadline: Deadline | None = None) -> Answer:
        """Check a draft; what cannot be used is part of the answer.

        Raises:
            TooLateError: The deadline passed.
        """
        try:
            checker = self._checker(opened, tier)
        except CheckerError as error:
            return Answer(opened, tier, problem=problem(error))
        if checker is None:
            return Answer(opened, tier)
        report = checker.check([_draft(opened)], deadline=deadline)
        if report.problems:
            return Answer(opened, tier, problem=report.problems[0])
        return Answer(opened, tier, hidden(report.files[0]), checker.rulebook)

    def mended(self, opened: Opened) -> tuple[Edit, ...]:
        """The edits of all fixes that change no meaning, as `--fix` makes them, by place."""
        try:
            checker = self._checker(opened, self._settings.tier)
            if checker is None:
                return ()
            source = from_text(opened.text, path=opened.name)
            return checker.fix(source, opened.format).rope.edits
        except CheckerError:
            return ()

    def _checker(self, opened: Opened, tier: Tier) -> Checker | None:
        """The checker of a draft; None if the configuration leaves the draft out.

        The configuration is read anew each time: what watches files is different in every
        editor, and reading it costs less than the check.

        Raises:
            ConfigError: The configuration cannot be used.
            RuleError: A rule file cannot be used.
        """
        lookup = Lookup(self._settings)
        if opened.path is None:
            config = lookup.config_of(opened.folder)
        else:
            if is_left_out(opened.path, lookup.excludes):
                return None
            config = lookup.config_for(opened.path)
        key = (_name(config), tier)
        known = self._checkers.pop(key, None)
        if known is None:
            known = Checker(config, tier=tier)
            settle()
        self._checkers[key] = known  # the last that was used stands last
        while len(self._checkers) > _KEPT:
            del self._checkers[next(iter(self._checkers))]
        return known


def _name(config: Config) -> str:
    try:
        return fingerprint(config)
    except OSError:  # a rule file: to load it fails, too, and says why
        return ""


def _draft(opened: Opened) -> Draft:
    return Draft(opened.name, opened.text, opened.format)
