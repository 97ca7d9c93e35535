"""A rule as data says what its text says."""

from __future__ import annotations

import pytest

from checker.api import Checker, rule_page, rule_summaries
from checker.explain import explain


def test_a_page_tells_all_that_the_text_tells(checker: Checker) -> None:
    for rule in checker.rulebook:
        page = rule_page(checker.rulebook, rule.id)
        assert page is not None
        text = explain(rule)
        assert page.summary.title in text
        assert all(line in text for line in page.readers)
        assert len(page.bad) == len(rule.examples.bad)
        assert len(page.good) == len(rule.examples.good)
        assert [word.id for word in page.words] == list(rule.entries)


def test_a_summary_knows_the_readers(checker: Checker) -> None:
    (summary,) = [s for s in rule_summaries(checker.rulebook) if s.id == "wording/koto-ga-dekiru"]
    assert summary.severity == "suggestion"
    assert summary.profiles == {"general": "suggestion", "easy": "off", "reporter": "suggestion"}
    assert summary.fix == "safe"


def test_a_word_has_its_example(checker: Checker) -> None:
    page = rule_page(checker.rulebook, "jargon/health")
    assert page is not None
    assert page.summary.words == len(page.words) > 0
    assert any(word.bad is not None and word.bad.flags for word in page.words)
    assert all(word.terms and word.part_of_speech for word in page.words)


@pytest.mark.parametrize("name", ["sentence/nothing", "", "nothing"])
def test_an_unknown_rule_has_none(checker: Checker, name: str) -> None:
    assert rule_page(checker.rulebook, name) is None
