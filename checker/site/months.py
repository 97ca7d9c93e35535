"""The quantity of a site: what appeared when, and how old it is."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

from checker.site.values import Month, Page

SHOWN = 24
"""Months that are shown: two years, so that a season can be seen again."""

AGES = (
    (0, "これから公開"),
    (31, "1か月以内"),
    (92, "3か月以内"),
    (183, "半年以内"),
    (366, "1年以内"),
    (731, "2年以内"),
    (1827, "5年以内"),
    (None, "5年より前"),
)
"""Steps of age: the days below which a page belongs to a step, and its name."""


def months(pages: Sequence[Page], as_of: datetime.date) -> tuple[Month, ...]:
    """The last `SHOWN` months up to the latest that a page appeared in, also empty ones.

    Pages of months to come are in none of them before that month is `as_of`'s.
    """
    dated = [page for page in pages if page.published and page.published <= as_of]
    if not dated:
        return ()
    counts: dict[int, Counter[str]] = {}
    for page in dated:
        counts.setdefault(_number(page.published), Counter())[page.genre] += 1
    last = _number(as_of)
    first = max(min(counts), last - SHOWN + 1)
    return tuple(
        Month(f"{number // 12:04d}-{number % 12 + 1:02d}", dict(counts.get(number, {})))
        for number in range(first, last + 1)
    )


def _number(day: datetime.date | None) -> int:
    assert day is not None
    return 12 * day.year + day.month - 1


def ages(pages: Sequence[Page], as_of: datetime.date) -> tuple[int, ...]:
    """Pages in each step of `AGES`; those without a day are in none."""
    counts = [0] * len(AGES)
    for page in pages:
        if page.published is not None:
            counts[step((as_of - page.published).days)] += 1
    return tuple(counts)


def step(days: int) -> int:
    """The number of the step that an age in days belongs to."""
    return next(n for n, (below, _) in enumerate(AGES) if below is None or days < below)
