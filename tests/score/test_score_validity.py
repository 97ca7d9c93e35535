"""Pairs of ordinary and plain sentences are ordered as people order them."""

from __future__ import annotations

import sys
from functools import cache

import pytest

from tests_support import ROOT

sys.path.insert(0, str(ROOT / "tests" / "bench"))

from validity import accuracy, difficulty, load, pairs_of, spearman

PAIRS = ROOT / "tests" / "data" / "score" / "pairs.jsonl"


@cache
def figures() -> dict[str, float]:
    return {name: accuracy(values) for name, values in pairs_of(load(PAIRS)).items()}


def test_there_are_enough_pairs() -> None:
    assert len(load(PAIRS)) >= 80


def test_the_readability_orders_the_pairs() -> None:
    assert figures()["readability"] >= 0.93


def test_it_orders_them_better_than_jreadability() -> None:
    assert figures()["readability"] > figures()["jReadability"]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [([(1, 1), (2, 2), (3, 3)], 1.0), ([(1, 3), (2, 2), (3, 1)], -1.0), ([(1, 1), (2, 1)], 0.0)],
)
def test_spearman(pairs: list[tuple[float, float]], expected: float) -> None:
    assert spearman(pairs) == pytest.approx(expected)


def test_ties_count_half() -> None:
    assert accuracy([(1, 0), (0, 1), (1, 1), (0, 0)]) == 0.5


def test_a_text_without_sentences_is_not_measured() -> None:
    from checker.analysis.morphology import Morphology
    from checker.model import Profile

    assert difficulty("電話：04-0000-1234", Morphology(), Profile.GENERAL) is None
