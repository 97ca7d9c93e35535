"""A report on a whole site, as one page: the same facts as in JSON, measured and drawn."""

from __future__ import annotations

from collections.abc import Sequence

from checker.model import FileReport, Report
from checker.notice.compiled import default_knowledge
from checker.reporters.json import file_data
from checker.reporters.material import Material
from checker.reporters.privacy import hidden
from checker.site.measures import measure
from checker.site.names import Names
from checker.site.reading import Reader
from checker.site.values import Site, Summary
from checker.site.whole import render


def to_html(material: Material) -> str:
    """The report as one HTML page that needs nothing else; what is private is hidden.

    The drafts are measured here where the run has not done so; then their reports should
    hold their scores and `page`.
    """
    site = material.site or site_of(material.report, material.version)
    return site_page(site, material.earlier)


def site_of(report: Report, version: str) -> Site:
    """What is measured of the pages of a report."""
    gathering = Gathering()
    for file in report.files:
        gathering.add(file)
    return gathering.site(report.as_of, version, len(report.problems))


class Gathering:
    """Takes in the reports of a site one by one and keeps no text of them."""

    def __init__(self) -> None:
        self._reader = Reader()

    def add(self, file: FileReport) -> None:
        """Take in the report of a page."""
        self._reader.add(file_data(hidden(file)))

    def site(self, as_of: str, version: str, problems: int) -> Site:
        """What is measured of all of them.

        Args:
            as_of: The day that is taken for today (ISO 8601).
            version: The version of the checker.
            problems: How many inputs could not be checked.
        """
        return measure(self._reader.read(as_of, version, problems))


def site_page(site: Site, earlier: Sequence[Summary] = ()) -> str:
    """The page of a site that is measured already."""
    known = default_knowledge()
    names = Names(
        {key: spec.name for key, spec in known.genres.items()},
        {key: spec.name for key, spec in known.elements.items()},
    )
    return render(site, names, earlier)
