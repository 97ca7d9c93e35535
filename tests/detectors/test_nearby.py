"""Patterns that are searched only around their strings find what a search of all finds."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker import detectors
from checker.detectors.nearby import Nearby
from checker.regex import parser
from checker.scan import Scan

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
LOOKED_AT = 6
"""Code points that a pattern may look at behind a fit."""


def _all() -> Iterator[tuple[str, Nearby]]:
    for module in pkgutil.walk_packages(detectors.__path__, "checker.detectors."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, Nearby):
                yield f"{module.name}.{name}", value


NEARBY = dict(_all())


@pytest.mark.parametrize("name", NEARBY)
def test_reaches_as_far_as_the_longest_fit(name: str) -> None:
    near = NEARBY[name]
    _, longest = parser.parse(near.scan.pattern).getwidth()
    assert longest < near.before or near.behind < near.before
    assert longest + LOOKED_AT <= near.before + near.behind


@pytest.mark.parametrize("name", NEARBY)
def test_finds_the_same(name: str) -> None:
    near = NEARBY[name]
    for path in sorted(SAMPLES.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert [m.span() for m in near.finditer(text)] == [
            m.span() for m in near.scan.finditer(text)
        ]


def test_windows_keep_to_their_line() -> None:
    near = Nearby(Scan("[一-龠]{1,3}橋(?![一-龠])"), 6)
    text = "東大橋、西橋\n橋本橋を渡り、あおば市の北にある\n\n小橋"
    assert [m[0] for m in near.finditer(text)] == ["東大橋", "西橋", "橋本橋", "小橋"]
    assert [*near.finditer("市役所")] == []


def test_nothing_where_there_cannot_be_enough() -> None:
    near = Nearby(Scan("[一-龠]橋"), 6)
    assert [*near.finditer("大橋を渡る", least=2)] == []
    assert len([*near.finditer("大橋と小橋を渡る", least=2)]) == 2
