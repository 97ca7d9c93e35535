"""A draft that was checked is let go of: nothing of it stays in memory."""

from __future__ import annotations

import gc

from site_pages import pages

from checker.api import Checker, Draft, Format
from checker.document.model import Document


def _held() -> int:
    return sum(isinstance(each, Document) for each in gc.get_objects())


def test_no_draft_is_held_after_its_check(checker: Checker) -> None:
    # The samples of other tests may be held by them; what counts is that nothing is added.
    drafts = [Draft(each.path, each.text, Format.MARKDOWN) for each in pages(6)]
    checker.check(drafts[:1])
    gc.collect()
    gc.disable()  # a circle of references would hold a draft until the collector comes round
    try:
        before = _held()
        checker.check(drafts)
        assert _held() <= before
    finally:
        gc.enable()
