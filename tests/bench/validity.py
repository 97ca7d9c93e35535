"""Whether the readability orders texts as people do.

    .venv/bin/python tests/bench/validity.py FILE … [--profile easy] [--rounds 1000]

A file holds JSON Lines: pairs (`{"hard": …, "easy": …}`), of which the share in the right
order is printed, ties half; or levelled texts (`{"text": …, "level": 1}`, a higher level is
harder), for which it prints Spearman's rank correlation. Each with a bootstrap interval of
95 %, for the readability part, for each of its measures and for jReadability's formula.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from checker.analysis.morphology import Morphology
from checker.context import Context
from checker.document.model import Format
from checker.document.read import read
from checker.model import Profile
from checker.score import levels, readability
from checker.score.measures import measure
from checker.score.segments import units

AS_OF = datetime.date(2026, 11, 22)
SEED = 20261122

Difficulty = Mapping[str, float]
"""How hard a text is, by measure; higher is harder."""


def difficulty(text: str, morphology: Morphology, profile: Profile) -> Difficulty | None:
    """What each measure says of a text; None if it has no running text."""
    document = read(text, Format.TEXT, path="-")
    sentences = units(Context(document, AS_OF, profile, morphology))
    if not sentences:
        return None
    measured = measure(sentences, readability.LIMITS[profile])
    return {
        "readability": sum(readability.losses(measured, profile).values()),
        "level": measured.level,
        "chinese": measured.chinese,
        "kanji": measured.kanji,
        "length": measured.length,
        "overlong": measured.overlong,
        "jReadability": -levels.jreadability(sentences),
    }


def accuracy(pairs: Sequence[tuple[float, float]]) -> float:
    """The share of pairs (hard, easy) in the right order, ties half."""
    return sum(1.0 if a > b else 0.5 if a == b else 0.0 for a, b in pairs) / len(pairs)


def spearman(pairs: Sequence[tuple[float, float]]) -> float:
    """Spearman's rank correlation; 0 where one side does not vary."""
    first, second = (_ranks([pair[side] for pair in pairs]) for side in (0, 1))
    mean = (len(pairs) + 1) / 2
    both = sum((a - mean) * (b - mean) for a, b in zip(first, second, strict=True))
    squares = sum((a - mean) ** 2 for a in first) * sum((b - mean) ** 2 for b in second)
    return both / squares**0.5 if squares else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and values[order[end]] == values[order[at]]:
            end += 1
        for index in order[at:end]:
            ranks[index] = (at + end + 1) / 2
        at = end
    return ranks


def interval(
    pairs: Sequence[tuple[float, float]],
    figure: Callable[[Sequence[tuple[float, float]]], float],
    rounds: int,
) -> tuple[float, float]:
    """The bootstrap interval of 95 % of a figure."""
    chance = random.Random(SEED)
    found = sorted(figure(chance.choices(pairs, k=len(pairs))) for _ in range(rounds))
    return found[int(rounds * 0.025)], found[int(rounds * 0.975)]


def pairs_of(
    rows: Iterable[Mapping[str, str]], profile: Profile = Profile.GENERAL
) -> dict[str, list[tuple[float, float]]]:
    """By measure, what the two sides of each pair get, or a text and its level."""
    morphology = Morphology()
    found: dict[str, list[tuple[float, float]]] = {}
    for row in rows:
        if "hard" in row:
            hard = difficulty(row["hard"], morphology, profile)
            easy = difficulty(row["easy"], morphology, profile)
            if hard is not None and easy is not None:
                for name in hard:
                    found.setdefault(name, []).append((hard[name], easy[name]))
        else:
            made = difficulty(row["text"], morphology, profile)
            if made is not None:
                for name, value in made.items():
                    found.setdefault(name, []).append((value, float(row["level"])))
    return found


def load(path: Path) -> list[dict[str, str]]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def main() -> None:
    """Print the figures of each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--profile", default="general", choices=[p.value for p in Profile])
    parser.add_argument("--rounds", type=int, default=1000)
    options = parser.parse_args()
    for path in options.files:
        rows = load(path)
        paired = "hard" in rows[0]
        figure = accuracy if paired else spearman
        found = pairs_of(rows, Profile(options.profile))
        measured = len(next(iter(found.values()), []))
        what = "pairwise accuracy" if paired else "Spearman"
        print(f"{path.name}: {what}, {measured} of {len(rows)} measured")
        for name, values in found.items():
            low, high = interval(values, figure, options.rounds)
            print(f"  {name:13} {figure(values):.3f} [{low:.3f}, {high:.3f}]")


if __name__ == "__main__":
    main()
