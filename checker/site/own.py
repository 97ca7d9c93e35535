"""What a page says of itself for a site report: its day, its department, its sketch."""

from __future__ import annotations

from checker.document.model import Document
from checker.model import NoticeReport, PageReport
from checker.site.days import (
    DEPARTMENT_KEYS,
    PUBLISHED_KEYS,
    day_of,
    front_matter_value,
)
from checker.site.sketching import sketch


def page_report(document: Document, notice: NoticeReport | None) -> PageReport:
    """What is known from the draft alone; a day that it does not tell is left open."""
    published = day_of(front_matter_value(document.front_matter, PUBLISHED_KEYS))
    dated_by = "front_matter" if published else ""
    if published is None and notice is not None:
        published = next(
            (
                day
                for state in notice.elements
                if state.element == "publish_date" and (day := day_of(state.value))
            ),
            None,
        )
        dated_by = "notice" if published else ""
    return PageReport(
        published=published.isoformat() if published else "",
        dated_by=dated_by,
        department=front_matter_value(document.front_matter, DEPARTMENT_KEYS),
        sketch=sketch(document.text),
    )
