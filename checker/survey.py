"""The drafts of a run as the pages of a site: measured together, compared with earlier runs."""

from __future__ import annotations

from pathlib import Path

from checker import __version__
from checker.errors import CheckerError
from checker.history import load, store
from checker.model import FileReport
from checker.pagedates import PageDates
from checker.reporters.html import Gathering
from checker.site.values import Site, Summary


class Survey:
    """Takes in the reports of a run one by one.

    Args:
        history: The folder with the records of earlier runs, if there is one.
    """

    def __init__(self, history: Path | None) -> None:
        self._history = history
        self._gathering, self._dates = Gathering(), PageDates()
        self.earlier: tuple[Summary, ...] = ()

    def open(self) -> list[CheckerError]:
        """Read the earlier records; returns what cannot be used."""
        if self._history is None:
            return []
        earlier, errors = load(self._history)
        self.earlier = tuple(earlier)
        return errors

    def add(self, file: FileReport) -> None:
        """Take in the report of a page; nothing of its text is kept."""
        self._gathering.add(self._dates.dated(file))

    def site(self, as_of: str, problems: int) -> Site:
        """What is measured of all pages so far.

        Args:
            as_of: The day that is taken for today (ISO 8601).
            problems: How many inputs could not be checked.
        """
        return self._gathering.site(as_of, __version__, problems)

    def keep(self, site: Site) -> None:
        """Add the run to the records, if there are any.

        Raises:
            WriteError: The folder cannot be made or written to; it is as it was.
        """
        if self._history is not None:
            store(self._history, site.summary)
