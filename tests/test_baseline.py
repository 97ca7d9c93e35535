"""`--baseline`: what was there before is not told again, what was edited is, nothing is lost."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import sifting_support
from sifting_support import FLAWED, OTHER, Here, write

from checker.api import Checker, Draft
from checker.baseline import Baseline, load
from checker.document.read import format_of
from checker.document.source import load as load_source
from checker.errors import ConfigError
from checker.model import FileReport, Finding
from checker.options import Sifting
from checker.regex import regex
from checker.sifting import Sieve
from tests_support import ROOT, SAMPLES, drafts

here = pytest.fixture(sifting_support.here)

# Random edits of the samples

TEXTS = {
    path.name: load_source(path).text.replace("\r\n", "\n")
    for path in drafts(SAMPLES)
    if path.suffix != ".html"
}
CORRECT = (
    "この文章は、ホームページにも載せています。",
    "広報紙でも、同じ内容をお知らせします。",
    "分からないことは、気軽に聞いてください。",
)
_PARAGRAPH = regex(r"[ぁ-んァ-ヶ一-龠「][^\n\[\]`|]*。")


class Samples:
    """The samples and what was found in them before, as one baseline."""

    def __init__(self, checker: Checker, folder: Path) -> None:
        self.checker = checker
        self.file = folder / "baseline.json"
        writing = Sieve(Sifting(write_baseline=self.file), Baseline(self.file), None)
        reports = [self.checked(name, text) for name, text in TEXTS.items()]
        for report in reports:
            writing.sift(report, checker.rulebook)
        self.all = {report.path: report for report in reports}
        writing.close(reports)

    def checked(self, name: str, text: str) -> FileReport:
        format = format_of(name)
        assert format is not None
        path = str(self.file.parent / name)
        return self.checker.check([Draft(path, text, format)]).files[0]

    def new(self, name: str, text: str) -> tuple[Finding, ...]:
        """What is told of an edited sample."""
        sieve = Sieve(Sifting(baseline=self.file), load(self.file), None)
        return sieve.sift(self.checked(name, text), self.checker.rulebook).findings


@pytest.fixture(scope="module")
def samples(checker: Checker, tmp_path_factory: pytest.TempPathFactory) -> Samples:
    return Samples(checker, tmp_path_factory.mktemp("samples"))


Edit = Callable[[list[str], random.Random], bool]


def moved(blocks: list[str], chance: random.Random) -> bool:
    """Two neighbouring paragraphs change places; the first of a draft is its lead."""
    plain = [at for at, block in enumerate(blocks) if _PARAGRAPH.fullmatch(block)]
    pairs = [(one, two) for one, two in zip(plain[1:], plain[2:], strict=False) if two == one + 1]
    if pairs:
        one, two = chance.choice(pairs)
        blocks[one], blocks[two] = blocks[two], blocks[one]
    return bool(pairs)


def wrapped(blocks: list[str], chance: random.Random) -> bool:
    """A paragraph of Markdown gets a line end behind 、 or 。, where people put one."""
    places = [
        (at, index + 1)
        for at, block in enumerate(blocks)
        if _PARAGRAPH.fullmatch(block)
        for index in range(12, len(block) - 6)
        if block[index] in "、。"
    ]
    if places:
        at, cut = chance.choice(places)
        blocks[at] = f"{blocks[at][:cut]}\n{blocks[at][cut:]}"
    return bool(places)


def inserted(blocks: list[str], chance: random.Random) -> bool:
    """A correct sentence stands between two blocks as a paragraph of its own."""
    plain = [at for at, block in enumerate(blocks) if _PARAGRAPH.fullmatch(block)]
    if plain:
        blocks.insert(chance.choice(plain) + 1, chance.choice(CORRECT))
    return bool(plain)


def test_fifty_edits_elsewhere_bring_back_nothing(samples: Samples) -> None:
    chance = random.Random(9)
    done = dict.fromkeys((moved, wrapped, inserted), 0)
    told: list[tuple[str, str, str, str]] = []
    while sum(done.values()) < 50 or min(done.values()) < 10:
        name = chance.choice(list(TEXTS))
        edit = min(done, key=lambda each: (done[each], each.__name__))
        blocks = TEXTS[name].split("\n\n")
        if (edit is wrapped and not name.endswith(".md")) or not edit(blocks, chance):
            continue
        done[edit] += 1
        text = "\n\n".join(blocks)
        assert text != TEXTS[name]
        told += [(name, edit.__name__, f.rule, f.text) for f in samples.new(name, text)]
    assert told == []


def test_fifty_edits_inside_flagged_sentences_bring_back_theirs(samples: Samples) -> None:
    chance = random.Random(9)
    brought = 0
    for _ in range(400):
        name = chance.choice(list(TEXTS))
        before = samples.all[str(samples.file.parent / name)]
        finding = chance.choice(before.findings)
        rule = samples.checker.rulebook.get(finding.rule)
        if rule is None or rule.spec.of_draft or not finding.text:
            continue
        around = [s for s in before.sentences if s.overlaps(finding.span)]
        if not around:
            continue
        at = around[0].start
        text = f"{TEXTS[name][:at]}なお、{TEXTS[name][at:]}"
        if at > finding.span.start:
            continue
        place = (finding.rule, finding.span.start + 3, finding.text)
        still = [(f.rule, f.span.start, f.text) for f in samples.checked(name, text).findings]
        if place not in still:  # the edit has mended it
            continue
        told = [(f.rule, f.span.start, f.text) for f in samples.new(name, text)]
        assert place in told
        brought += 1
        if brought == 50:
            return
    raise AssertionError(f"only {brought} edits could be made")


def test_the_samples_as_they_are_bring_back_nothing(samples: Samples) -> None:
    assert sum(len(samples.new(name, text)) for name, text in TEXTS.items()) == 0
    assert sum(len(report.findings) for report in samples.all.values()) > 500


def test_the_file_holds_no_text_of_a_draft(samples: Samples) -> None:
    data = json.loads(samples.file.read_bytes())
    assert data.pop("about")
    names = {*TEXTS, *(rule.id for rule in samples.checker.rulebook)}
    for name, rules in data["files"].items():
        assert name in names
        assert set(rules) <= names
        assert all(len(each) == 32 and int(each, 16) >= 0 for r in rules.values() for each in r)
