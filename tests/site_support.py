"""Pages and sites that the tests of the site report make by hand."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import cache
from typing import Any

from site_pages import pages

from checker.api import Checker, Draft
from checker.document.read import format_of
from checker.model import Report, Tier
from checker.site.measures import measure
from checker.site.names import Names
from checker.site.reading import Read
from checker.site.values import Page, Site
from tests_support import AS_OF

TODAY = datetime.date(2026, 11, 22)
NAMES = Names({"event": "催しのお知らせ", "tax": "税のお知らせ"}, {"fee": "費用"})


def page(path: str = "a.md", **changes: Any) -> Page:
    """A page about which nothing is to be said."""
    values: dict[str, Any] = {
        "title": "題名",
        "genre": "event",
        "folder": "",
        "department": "",
        "characters": 1000,
        "score": 80,
        "sentence_length": 30.0,
        "severities": (0, 0, 0),
        "rules": (),
        "required": (),
        "missing": (),
        "words": (),
        "published": None,
        "dated_by": "",
        "last_day": None,
        "sketch": b"",
    }
    return Page(path=path, **{**values, **changes})


def site_of(pages: Sequence[Page], **changes: Any) -> Site:
    """The site of some pages."""
    rules = {rule for each in pages for rule, _ in each.rules}
    values: dict[str, Any] = {
        "as_of": TODAY,
        "tool": "0.1.0",
        "pages": tuple(pages),
        "titles": {rule: f"{rule} の題名" for rule in rules},
        "categories": {},
        "problems": 0,
    }
    return measure(Read(**{**values, **changes}))


@cache
def checked(count: int, poor: float = 0.4) -> Report:
    """The report on the first pages of the generated site, of which a share is `poor`."""
    checker = Checker(as_of=AS_OF, tier=Tier.MORPHEMES, score=True, pages=True, raise_crashes=True)
    drafts = []
    for each in pages(count, poor=poor):
        format = format_of(each.path)
        assert format is not None
        drafts.append(Draft(f"site/{each.path}", each.text, format))
    return checker.check(drafts)
