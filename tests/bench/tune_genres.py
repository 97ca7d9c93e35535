"""Points of the words of genres (`words` in `rules/genres/`), learned from labelled notices.

    .venv/bin/python tests/bench/tune_genres.py FOLDER … [--cues RULES] [--write]

Each folder holds the notices of one author (`notices_truth.py` describes the labels); titles,
notices and examples of this repository are learned from, too. A word is two characters of kanji
or katakana. A draft's points are those of its cues plus those of its words; a regularised
multinomial regression finds the points of the words while those of the cues stay.

First it prints how often the genre is right for authors it has not learned from: each is left
out in turn. As cues were mended by reading these notices, `--cues` can name the rules of an
older commit, written before (git archive COMMIT rules | tar x -C RULES). `--write` learns from
all and puts the points into the files. Needs numpy, which comes with the extra `syntax`.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt

from checker.document.model import Document, Format
from checker.document.read import format_of, read
from checker.document.source import load
from checker.notice.genre import cue_points, words_of
from checker.notice.load import load_genres
from checker.notice.spec import GenreSpec, Knowledge
from checker.rulebook.compiled import rules_folder

HERE = Path(__file__).resolve().parent.parent

SCALE = 0.25
"""What a point of a cue is worth in the logarithm of the odds."""

PENALTY = 2.0
STEPS = 150
RATE = 0.02
LEAST_NOTICES = 4
"""A word in fewer notices, or in those of two authors, says nothing."""

TITLE_WEIGHT = 0.3
"""What a title counts that stands alone, beside a whole notice."""

STEP = 0.25
"""Points are rounded to this."""

WIDTH = 96
Floats = npt.NDArray[np.float32]


class Sample:
    """A labelled draft."""

    def __init__(self, author: str, genre: str, document: Document, weight: float = 1.0) -> None:
        self.author, self.genre, self.document, self.weight = author, genre, document, weight


def labelled(folder: Path) -> list[Sample]:
    """The notices of an author."""
    found = []
    for table in sorted(folder.glob("*.truth.tsv")):
        name = table.name.removesuffix(".truth.tsv")
        path = next(p for p in folder.glob(f"{name}.*") if format_of(str(p)) is not None)
        with table.open(encoding="utf-8") as lines:
            genre = next(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1]
        format = format_of(str(path))
        assert format is not None
        found.append(Sample(folder.name, genre, read(load(path).text, format)))
    return found


def own(genres: dict[str, GenreSpec]) -> list[Sample]:
    """Titles, notices and examples of this repository."""
    found = []
    for line in (HERE / "notice/titles.tsv").read_text(encoding="utf-8").splitlines():
        genre, _, title = line.partition("\t")
        if genre in genres:
            text = title.split("\t")[0] + "\n"
            found.append(Sample("titles", genre, read(text, Format.TEXT), TITLE_WEIGHT))
    whole = (HERE / "notice/notices.txt").read_text(encoding="utf-8")
    for head, text in re.findall(r"^@ (\S+) .*\n((?:(?!@ ).*\n?)*)", whole, re.MULTILINE):
        if head in genres:
            found.append(Sample("notices", head, read(text, Format.TEXT)))
    for genre, spec in genres.items():
        found += [Sample("notices", genre, read(e.text, Format(e.format))) for e in spec.examples]
    return found


def learn(samples: list[Sample], cues: Floats, names: list[str]) -> dict[str, Floats]:
    """The points of each word for each genre."""
    texts = [words_of(s.document.folded) for s in samples]
    authors: dict[str, set[str]] = {}
    counts: Counter[str] = Counter()
    for sample, words in zip(samples, texts, strict=True):
        counts.update(words)
        for word in words:
            authors.setdefault(word, set()).add(sample.author)
    known = sorted(w for w, n in counts.items() if n >= LEAST_NOTICES and len(authors[w]) > 2)
    place = {word: number for number, word in enumerate(known)}
    there = np.zeros((len(samples), len(known)), dtype=np.float32)
    for number, words in enumerate(texts):
        there[number, [place[word] for word in words if word in place]] = 1
    right = np.eye(len(names), dtype=np.float32)[[names.index(s.genre) for s in samples]]
    weight = np.array([[s.weight] for s in samples], dtype=np.float32)
    odds = np.zeros((len(known), len(names)), dtype=np.float32)
    bias = np.zeros(len(names), dtype=np.float32)
    mean, square = np.zeros_like(odds), np.zeros_like(odds)
    for step in range(1, STEPS + 1):
        logits = SCALE * cues + there @ odds + bias
        share = np.exp(logits - logits.max(1, keepdims=True))
        share /= share.sum(1, keepdims=True)
        wrong = (share - right) * weight
        slope = there.T @ wrong + PENALTY * odds
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        odds -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
        bias -= 0.1 * RATE * wrong.sum(0)
    points = np.round(odds / SCALE / STEP) * STEP
    return {word: points[number] for word, number in place.items() if points[number].any()}


def total(sample: Sample, cues: Floats, words: dict[str, Floats]) -> Floats:
    """The points of a draft for each genre."""
    found: Floats = sum((words[w] for w in words_of(sample.document.folded) if w in words), cues)
    return found


def write(words: dict[str, Floats], names: list[str]) -> None:
    """Put the points into the files of the genres."""
    for column, name in enumerate(names):
        by_points: dict[float, list[str]] = {}
        for word, points in words.items():
            if points[column]:
                by_points.setdefault(float(points[column]), []).append(word)
        lines = ["words:"]
        for each in sorted(by_points, reverse=True):
            lines += [f"  - points: {each:g}", "    words: >-"]
            line = "     "
            for word in sorted(by_points[each]):
                if len(line) + 1 + len(word) > WIDTH:
                    lines.append(line)
                    line = "     "
                line += f" {word}"
            lines.append(line)
        path = rules_folder() / "genres" / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"^words:\n(?:[ ].*\n)*", "", text, flags=re.MULTILINE)
        text = re.sub(r"^(?=required:)", "\n".join(lines) + "\n", text, count=1, flags=re.MULTILINE)
        path.write_text(text, encoding="utf-8")


def main() -> None:
    """Measure, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--cues", type=Path, default=rules_folder())
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    genres = load_genres(arguments.cues / "genres")
    names = list(genres)
    knowledge = Knowledge(genres, {}, {})
    samples = [s for folder in arguments.folders for s in labelled(folder)]
    counted = len(samples)
    samples += own(genres)
    cues = np.array(
        [
            [points[name] for name in names]
            for points in (cue_points(s.document, knowledge) for s in samples)
        ],
        dtype=np.float32,
    )
    sums: Counter[str] = Counter()
    for author in dict.fromkeys(s.author for s in samples[:counted]):
        others = [n for n, s in enumerate(samples) if s.author != author]
        words = learn([samples[n] for n in others], cues[others], names)
        row: Counter[str] = Counter()
        for n in [n for n, s in enumerate(samples) if s.author == author]:
            for which, points in (("cues", cues[n]), ("words", total(samples[n], cues[n], words))):
                best = [names[k] for k in np.argsort(-points, kind="stable")[:2]]
                row[which] += best[0] == samples[n].genre
                row[f"{which} in two"] += samples[n].genre in best
            row["notices"] += 1
        sums.update(row)
        print(author, dict(row))
    print("all", {key: round(n / sums["notices"], 3) for key, n in sums.items()})
    if arguments.write:
        write(learn(samples, cues, names), names)


if __name__ == "__main__":
    main()
