"""All that is measured of a site, as one value."""

from __future__ import annotations

import datetime

from checker.site import months, tallies
from checker.site.alike import alike
from checker.site.reading import Read
from checker.site.values import FolderSummary, Site, Summary

SUMMARY_KIND = "tsutawaru-site-summary-1"


def measure(read: Read, as_of: datetime.date | None = None) -> Site:
    """Measure a site.

    Args:
        read: The pages of a run.
        as_of: The day that is taken for today; None: that of the run.
    """
    today = as_of or read.as_of
    root, pages = tallies.with_folders(read.pages)
    folders = tallies.groups(pages, lambda page: page.folder, today)
    rules = tallies.rules(pages)
    groups = alike([page.sketch for page in pages])
    past = [number for number, page in enumerate(pages) if tallies.is_past(page, today)]
    past.sort(key=lambda number: (pages[number].last_day or today, number))
    severities = [sum(page.severities[place] for page in pages) for place in range(3)]
    summary = Summary(
        kind=SUMMARY_KIND,
        as_of=today.isoformat(),
        tool=read.tool,
        pages=len(pages),
        characters=sum(page.characters for page in pages),
        scores=tallies.spread(page.score for page in pages if page.score is not None),
        bands=tallies.bands(pages),
        severities=(severities[0], severities[1], severities[2]),
        lacking=sum(bool(page.missing) for page in pages),
        past=len(past),
        alike=sum(len(group.pages) for group in groups),
        rules={each.rule: each.count for each in rules},
        folders={
            group.name: FolderSummary(
                group.pages, group.scores.median if group.scores else None, group.findings
            )
            for group in folders
        },
    )
    return Site(
        as_of=today,
        root=root,
        pages=pages,
        titles=read.titles,
        categories=tuple(sorted(read.categories.items(), key=lambda each: (-sum(each[1]), each))),
        rules=rules,
        words=tallies.words(pages),
        folders=folders,
        departments=tallies.groups(pages, lambda page: page.department, today),
        genres=tallies.groups(pages, lambda page: page.genre, today),
        lacks=tallies.lacks(pages),
        months=months.months(pages, today),
        ages=months.ages(pages, today),
        past=tuple(past),
        alike=groups,
        compared=sum(bool(page.sketch) for page in pages),
        summary=summary,
        problems=read.problems,
    )
