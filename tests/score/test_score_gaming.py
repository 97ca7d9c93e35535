"""Tricks that make a text worse must not make its number better."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from checker.api import Checker
from checker.context import Context
from checker.document.model import Format
from checker.document.read import read
from checker.model import Score, Tier
from checker.score.parts import BUDGETS
from tests_support import AS_OF, SAMPLES, drafts

PATHS = [*drafts(SAMPLES), *drafts(SAMPLES / "clean")]
MOST = 2.0
"""Points of the part that a trick may bring."""


@cache
def checker() -> Checker:
    return Checker(as_of=AS_OF, tier=Tier.MORPHEMES, score=True)


@cache
def context(path: Path) -> Context:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp932")
    formats = {".md": Format.MARKDOWN, ".txt": Format.TEXT, ".html": Format.HTML}
    morphology = checker()._words()
    document = read(text.replace("\r\n", "\n"), formats[path.suffix], path=path.name)
    return Context(document, AS_OF, morphology=morphology)


def running(path: Path) -> list[int]:
    """The sentences of running text, by number."""
    document = context(path).document
    return [n for n, s in enumerate(document.sentences) if s.prose and len(s.span) > 8]


def prose(path: Path) -> str:
    document = context(path).document
    return "\n\n".join(document.sentences[n].span.cut(document.text) for n in running(path))


def score(text: str) -> Score:
    made = checker().check_text(text, path="a.txt").score
    assert made is not None
    return made


def readability(made: Score) -> float:
    """The points of the part, of 25."""
    part = made.parts[0]
    return BUDGETS[part.id] * (1 - sum(line.exact for line in part.lines) / part.budget)


def gain(path: Path, changed: str) -> float:
    return readability(score(changed)) - readability(score(prose(path)))


def rewritten(path: Path, kind: str) -> str:
    found = context(path)
    document = found.document
    lines = []
    for number in running(path):
        span = document.sentences[number].span
        parts = []
        at = span.start
        for word in found.morphemes[number]:
            parts.append(document.text[at : word.start])
            surface = document.text[word.start : word.end]
            if kind == "particles" and word.pos.startswith(("助詞-格助詞", "助詞-係助詞")):
                surface = ""
            if kind == "hiragana" and word.reading and not surface.isascii():
                surface = "".join(
                    chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in word.reading
                )
                if word.pos.startswith("補助記号"):
                    surface = document.text[word.start : word.end]
            parts.append(surface)
            at = word.end
        parts.append(document.text[at : span.end])
        lines.append("".join(parts))
    return "\n\n".join(lines)


GREETINGS = (
    "こんにちは。ありがとうございます。よろしくお願いします。お元気ですか。"
    "いつもありがとうございます。どうぞお元気で。みなさん、こんにちは。今日もいい天気です。"
    "またお会いしましょう。よい一日を。どうぞよろしく。ごきげんよう。"
)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
@pytest.mark.parametrize("kind", ["particles", "hiragana"])
def test_broken_words_bring_little(path: Path, kind: str) -> None:
    assert gain(path, rewritten(path, kind)) <= MOST


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_greetings_bring_little(path: Path) -> None:
    assert gain(path, f"{prose(path)}\n\n{GREETINGS}") <= MOST


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_full_stops_for_commas_bring_nothing(path: Path) -> None:
    text = prose(path)
    before, after = score(text), score(text.replace("、", "。"))
    assert own(after) <= own(before)


def own(made: Score) -> float:
    """The points without those for information: a guess of the genre must not decide."""
    return sum(
        (part.budget - sum(line.exact for line in part.lines)) * BUDGETS[part.id] / part.budget
        for part in made.parts
        if part.id != "information" and part.budget
    )
