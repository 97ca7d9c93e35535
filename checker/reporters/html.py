"""A report on a whole site, as one page: the same facts as in JSON, measured and drawn."""

from __future__ import annotations

from collections.abc import Sequence

from checker.model import Report
from checker.notice.compiled import default_knowledge
from checker.reporters.json import file_data
from checker.reporters.privacy import hidden
from checker.site.measures import measure
from checker.site.names import Names
from checker.site.reading import Reader
from checker.site.values import Site, Summary
from checker.site.whole import render


def to_html(report: Report, version: str, earlier: Sequence[Summary] = ()) -> str:
    """The report as one HTML page that needs nothing else; what is private is hidden.

    Args:
        report: What was found; its files should hold their scores and `page`.
        version: The version of the checker.
        earlier: Earlier runs to compare with, in any order.
    """
    return site_page(site_of(report, version), earlier)


def site_of(report: Report, version: str) -> Site:
    """What is measured of the pages of a report, file by file: no text is kept."""
    reader = Reader()
    for file in report.files:
        reader.add(file_data(hidden(file)))
    return measure(reader.read(report.as_of, version, len(report.problems)))


def site_page(site: Site, earlier: Sequence[Summary] = ()) -> str:
    """The page of a site that is measured already."""
    known = default_knowledge()
    names = Names(
        {key: spec.name for key, spec in known.genres.items()},
        {key: spec.name for key, spec in known.elements.items()},
    )
    return render(site, names, earlier)
