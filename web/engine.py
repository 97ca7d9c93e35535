"""The engine of the web checker: one rulebook, a checker for each depth, a queue before them."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from checker.api import (
    Checker,
    Config,
    Deadline,
    Draft,
    InputError,
    Rulebook,
    RuleSummary,
    Tier,
    first_to_mend,
    report_data,
    rule_summaries,
    rulebook_for,
    today,
)
from web.admission import Admission
from web.sample import sample
from web.settings import Settings

Answer = TypeVar("Answer")

MOST = 20_000
"""Findings that are answered at most. The longest draft that is a draft has some 6,000; a body of
1 MB that is none can have so many that the answer takes 100 MB, for each place in the queue."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes:
        data: The report, as `check --format json` has it.
        first: The numbers of the findings to begin with.
    """

    data: dict[str, Any]
    first: tuple[int, ...]


class Engine:
    """Checks drafts in turn. Safe to share between threads.

    Args:
        config: What the city has decided.
        settings: How many, how long.

    Raises:
        CheckerError: The configuration or a rule cannot be used.
    """

    def __init__(self, config: Config, settings: Settings) -> None:
        self.rulebook: Rulebook = rulebook_for(config)
        self._checkers = {
            tier: Checker(config, tier=tier, rulebook=self.rulebook, score=True) for tier in Tier
        }
        self._admission = Admission(settings.threads, settings.queue, settings.deadline)
        self._warmed = threading.Event()
        self._sample: tuple[datetime.date, Checked] | None = None

    @cached_property
    def rules(self) -> tuple[RuleSummary, ...]:
        """What a list of the rules tells, in the order of their ids."""
        return tuple(rule_summaries(self.rulebook))

    @property
    def ready(self) -> bool:
        """Whether everything is loaded."""
        return self._warmed.is_set()

    def warm(self) -> None:
        """Load everything that a first draft would wait for, in every thread."""
        for tier in Tier:
            self._checkers[tier].warm(patterns=tier is Tier.MORPHEMES)
        self._admission.everywhere(lambda: self._checkers[Tier.MORPHEMES].check([sample()]))
        self.sample()
        _ = self.rules
        self._warmed.set()

    def check(
        self,
        draft: Draft,
        tier: Tier,
        finish: Callable[[Checked], Answer],
        *,
        gone: Callable[[], bool] | None = None,
    ) -> Answer:
        """Check a draft when its turn comes.

        Args:
            draft: The draft.
            tier: The depth of analysis.
            finish: What to make of the result. It is part of the turn: work that is done
                outside of it would take its time from those who are being served.
            gone: Says whether the one who asked has left.

        Raises:
            InputError: The draft cannot be read.
            FullError: Too many wait.
            TooLateError: The time is over.
            GoneError: The one who asked has left.
        """

        def job(deadline: Deadline) -> Answer:
            return finish(self._checked(draft, tier, deadline))

        return self._admission.run(job, deep=tier is Tier.SYNTAX, gone=gone)

    def sample(self) -> Checked:
        """The sample, checked as of today.

        Raises:
            FullError: Too many wait.
            TooLateError: The time is over.
        """
        day = today()
        known = self._sample
        if known is None or known[0] != day:
            known = self._sample = (day, self.check(sample(), Tier.MORPHEMES, _itself))
        return known[1]

    def close(self) -> None:
        """Begin nothing more."""
        self._admission.close()

    def _checked(self, draft: Draft, tier: Tier, deadline: Deadline) -> Checked:
        report = self._checkers[tier].check([draft], deadline=deadline)
        for problem in report.problems:
            line = problem.path.partition(":")[2]
            place = f"{line.partition(':')[0]}行目: " if line else ""
            raise InputError(problem.code, "", f"{place}{problem.message}", problem.remedy)
        count = len(report.findings)
        if count > MOST:
            raise InputError(
                "too-many-findings",
                "",
                f"指摘が多すぎて、表示できません（{count:,}件）。",
                "文章として読めるものかを確かめて、短く分けて点検してください。",
            )
        return Checked(report_data(report), tuple(first_to_mend(report.files[0])))


def _itself(checked: Checked) -> Checked:
    return checked
