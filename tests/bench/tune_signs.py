"""Weights of the signs of elements (`checker/data/signs.msgpack`), learned from labelled notices.

    .venv/bin/python tests/bench/tune_signs.py FOLDER … [--write]

A folder holds the notices of one author, labelled as `notices_truth.py` describes it, or notices
of which an element was taken out, with their complete twins (`recall.py`). A line that holds the
words of the label says the element; a line says it not if the notice does not, and hardly if the
label names another. A regularised logistic regression weighs its pairs of characters.

It prints, for authors that it has not learned from (each is left out in turn), how the lines of
notices that say an element in words that no pattern knows compare with those of notices that do
not say it: how often the first are taken for what they are, and of the second, how many are told
to lack it. `--write` learns from all. Needs numpy, which comes with the extra `syntax`.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from checker.analysis.morphology import Morphology
from checker.annotations.find import annotate
from checker.document.read import format_of, read
from checker.document.source import load
from checker.model import Span
from checker.notice import judge as judging
from checker.notice.compiled import default_knowledge
from checker.notice.elements import compiled
from checker.notice.evidence import evidence_of
from checker.notice.genre import guess_genre
from checker.notice.items import find_items
from checker.notice.reading import Reading
from checker.notice.signs import AGAINST, CONTACT, FILE, ZERO, Scale, Scales, named_elements
from checker.notice.types import Element, Status
from checker.notice.units import Unit

PENALTY = 4e-4
STEPS = 120
RATE = 0.08
LEAST_NOTICES = 8
LEAST_AUTHORS = 4
"""A pair in fewer notices, or in those of fewer authors, says nothing."""

OTHERWISE = 0.5
"""What a line counts that may say an element in other words than those of the label."""

RARE = 8.0
"""A line that says an element counts at most so much more than one that does not."""

UNIT = 20
"""A weight of 1 in the logarithm of the odds is so many steps of a byte."""

DEMANDED, WISHED = 2.5, 1.0
"""How much worse it is to say needlessly that an element is missing than not to say that it is,
where the kind of notice demands it and where it is only recommended."""

MOST = 0.0
"""A line that weighs more says the element more likely than not."""

STRICTER = 1.0
"""So far apart the two are at most: too few notices are left to tell them apart."""

UNASKED = 0.15
"""What a notice counts that nobody would ask for the element."""

BLUR = 0.5
"""How far the points of other notices are likely to lie from those of these."""

LEARNED = (
    "date_time deadline place area audience fee how_to_apply bring capacity selection amount "
    "effective_date reason action alternative contact_dept"
)
EITHER = ("weak", "arguabl", "borderline")
_SPACE = re.compile(r"[\s　*#|>\-・「」]")
_BREAK = re.compile(r"[…／/。、　 ]|\.\.\.")

Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.int64]
Label = tuple[str, list[tuple[int, int]], bool]
"""present, absent or not_needed; where it is said; whether a fair judge could differ."""


class Sample:
    """A labelled draft."""

    def __init__(self, author: str, path: Path) -> None:
        self.author = author
        format = format_of(str(path))
        assert format is not None, path
        document = read(load(path).text, format)
        annotations = annotate(document, MORPHOLOGY.analyse(document))
        genre = guess_genre(document, KNOWLEDGE, str(path)).id
        reading = Reading(document, annotations, compiled(KNOWLEDGE), genre)
        self.text = document.folded
        self.units: Sequence[Unit] = reading.units
        self.found: defaultdict[Element, list[Span]] = defaultdict(list)
        self.known: set[Element] = set()
        for item in evidence_of(reading, find_items(document)):
            for element, evidence in item.items():
                self.found[element] += [words.span for words in evidence]
                if not all(words.passing for words in evidence):
                    self.known.add(element)
        notice = judging.judge(document, annotations, KNOWLEDGE, path=str(path))
        self.asked = {s.element for s in notice.elements if s.status is Status.MISSING}
        self.labels: dict[Element, Label] = {}
        self.rows = range(0)
        self.contact = reading.contact
        self.against = AGAINST * named_elements(reading) / UNIT

    def label(self, element: str, status: str, words: str, note: str = "") -> None:
        """Take over a label."""
        places = located(words, self.text) if status == "present" else []
        either = note.lower().startswith(EITHER)
        self.labels[Element(element)] = status, places, either


def located(words: str, text: str) -> list[tuple[int, int]]:
    """Where the words of a label stand; they may leave something out or be put together."""
    kept = [at for at, char in enumerate(text) if not _SPACE.match(char)]
    flat = "".join(text[at] for at in kept)
    found = []
    for part in (words, *_BREAK.split(words)):
        bare = _SPACE.sub("", part)
        at = flat.find(bare) if len(bare) >= (2 if part is words else 4) else -1
        if at >= 0:
            found.append((kept[at], kept[at + len(bare) - 1] + 1))
            if part is words:
                break
    return found


def rows(path: Path) -> list[list[str]]:
    """The rows of a table with tabs."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def samples_of(folder: Path) -> Iterator[Sample]:
    """The notices of an author."""
    for table in sorted(folder.glob("*.truth.tsv")):
        stem = table.name.removesuffix(".truth.tsv")
        path = next(p for p in folder.glob(f"{stem}.*") if format_of(str(p)) is not None)
        sample = Sample(folder.name, path)
        for element, status, *more in rows(table)[2:]:
            sample.label(element, status, *more[:2])
        yield sample
    for table in sorted(folder.glob("*.faults.tsv")):
        stem = table.name.removesuffix(".faults.tsv")
        for _, category, element, words, *_ in rows(table):
            if category == "element":
                for twin, status in (("clean", "present"), ("flawed", "absent")):
                    sample = Sample(folder.name, next(folder.glob(f"{stem}.{twin}.*")))
                    sample.label(element, status, words)
                    yield sample


class Matrix:
    """The pairs of all lines, as numbers."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        self.samples = samples
        notices: Counter[str] = Counter()
        authors: defaultdict[str, set[str]] = defaultdict(set)
        for sample in samples:
            for pair in {pair for unit in sample.units for pair in (*unit.pairs, *unit.named)}:
                notices[pair] += 1
                authors[pair].add(sample.author)
        self.pairs = sorted(
            pair
            for pair, count in notices.items()
            if count >= LEAST_NOTICES and len(authors[pair]) >= LEAST_AUTHORS
        )
        place = {pair: number for number, pair in enumerate(self.pairs)}
        columns: list[int] = []
        lengths = []
        count = 0
        for sample in samples:
            sample.rows = range(count, count + len(sample.units))
            count += len(sample.units)
            for unit in sample.units:
                own = {place[pair] for pair in (*unit.pairs, *unit.named) if pair in place}
                columns += sorted(own)
                lengths.append(len(own))
        self.count = count
        self.columns: Ints = np.array(columns)
        self.lines: Ints = np.repeat(np.arange(count), lengths)
        self.authors = np.array([s.author for s in samples for _ in s.units])

    def points(self, weights: Floats, start: float) -> Floats:
        """What each line weighs."""
        points: Floats = np.bincount(self.lines, weights[self.columns], self.count) + start
        return points

    def learned(self, truth: Floats, counts: Floats) -> tuple[Floats, float]:
        """The weights of the pairs, and what a line without any weighs."""
        said, unsaid = counts[truth == 1].sum(), counts[truth == 0].sum()
        share = counts * np.where(truth == 1, min(RARE, np.sqrt(unsaid / max(said, 1))), 1)
        share /= share.sum()
        size = len(self.pairs) + 1
        weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
        weights[-1] = -2.0
        for step in range(1, STEPS + 1):
            error = (1 / (1 + np.exp(-self.points(weights[:-1], weights[-1]))) - truth) * share
            slope = np.bincount(self.columns, error[self.lines], size) + PENALTY * weights
            slope[-1] = error.sum()
            mean = 0.9 * mean + 0.1 * slope
            square = 0.99 * square + 0.01 * slope**2
            ahead = mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.99**step)) + 1e-5)
            weights -= RATE * (1 - 0.9 * step / STEPS) * ahead
        return weights[:-1], float(weights[-1])

    def labels(self, element: Element) -> tuple[Floats, Floats]:
        """Whether each line says an element, and what it counts."""
        truth, counts = np.zeros(self.count), np.zeros(self.count)
        for sample in self.samples:
            if element not in sample.labels:
                continue
            status, places, either = sample.labels[element]
            for row, unit in zip(sample.rows, sample.units, strict=True):
                if status != "present":
                    counts[row] = 0 if either else 1
                elif any(unit.span.overlaps(Span(*place)) for place in places):
                    truth[row], counts[row] = 1, 0.5 if either else 1
                elif not any(unit.span.overlaps(span) for span in sample.found[element]):
                    counts[row] = OTHERWISE
        return truth, counts


def most(sample: Sample, points: Floats, element: Element) -> float:
    """What the line weighs that most likely says an element."""
    needed = compiled(KNOWLEDGE).signs.get(element)
    apart = () if element in CONTACT else sample.contact
    return (
        max(
            (
                float(points[row])
                for row, unit in zip(sample.rows, sample.units, strict=True)
                if unit.span.start not in apart and (needed is None or needed.search(unit.text))
            ),
            default=-9.0,
        )
        - sample.against
    )


def threshold(said: Floats, lacking: Floats, worse: float) -> float:
    """From how many points on nothing is said to be missing."""
    points = np.arange(-6, 2, 0.05)

    def below(heights: Floats) -> Floats:
        share = heights[:, 1] / (1 + np.exp((heights[:, 0] - points[:, None]) / BLUR))
        total: Floats = share.sum(axis=1)
        return total

    return float(points[np.argmin(worse * below(said) - below(lacking))])


def main() -> None:
    """Measure, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    matrix = Matrix([sample for folder in arguments.folders for sample in samples_of(folder)])
    print(f"{len(matrix.samples)} notices, {matrix.count} lines, {len(matrix.pairs)} pairs")
    print(f"{'element':16} unknown lacking  right  demanded both told   wished both told")
    scales = {}
    authors = np.array(sorted(set(matrix.authors)))
    for element in map(Element, LEARNED.split()):
        truth, counts = matrix.labels(element)
        points = np.zeros(matrix.count)
        for part in np.array_split(authors, 8):
            held = np.isin(matrix.authors, part)
            learned = matrix.learned(truth, np.where(held, 0, counts))
            points[held] = matrix.points(*learned)[held]
        heights: dict[str, list[tuple[float, float]]] = {"present": [], "absent": []}
        for sample in matrix.samples:
            status, _, either = sample.labels.get(element, ("", (), True))
            if not either and element not in sample.known and status in heights:
                share = 1.0 if element in sample.asked else UNASKED
                heights[status].append((most(sample, points, element), share))
        said, lacking = (
            np.array(heights[status]).reshape(-1, 2) for status in ("present", "absent")
        )
        demanded, wished = (threshold(said, lacking, worse) for worse in (DEMANDED, WISHED))
        wished = min(wished, MOST)
        demanded = max(min(demanded, MOST), wished - STRICTER)
        asked, wanting = said[said[:, 1] == 1, 0], lacking[lacking[:, 1] == 1, 0]
        right = (asked > wanting[:, None]).mean() if len(asked) and len(wanting) else 1.0
        told = [
            f"{point:8.2f} {(asked < point).sum():4} {(wanting < point).sum():5}"
            for point in (demanded, wished)
        ]
        print(f"{element:16} {len(asked):7} {len(wanting):7}  {right:.3f}", *told, flush=True)
        if arguments.write:
            weights, start = matrix.learned(truth, counts)
            packed = np.clip(np.rint(weights * UNIT), -ZERO, ZERO - 1).astype(int) + ZERO
            steps = [round(UNIT * points) for points in (start, demanded, wished)]
            scales[element] = Scale(bytes(packed.tolist()), *steps)
    if arguments.write:
        FILE.write_bytes(msgspec.msgpack.encode(Scales(matrix.pairs, scales)))


setattr(judging, "may_say", lambda *_: frozenset())  # noqa: B010  what is asked without weights
KNOWLEDGE = default_knowledge()
MORPHOLOGY = Morphology()

if __name__ == "__main__":
    main()
