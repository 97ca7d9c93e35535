"""What a benchmark says: figures, the table that shows them, and two runs side by side."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

FORMAT_VERSION = 1


@dataclass(frozen=True)
class Figure:
    """Something measured several times.

    Attributes:
        group: The table that it stands in.
        name: What was measured.
        unit: Of all the numbers.
        minimum: The least of the values: the least disturbed by other work.
        median: What is held against the budget.
        maximum: The greatest of the values.
        budget: What the median should stay under; None if nothing is promised.
    """

    group: str
    name: str
    unit: str
    minimum: float
    median: float
    maximum: float
    budget: float | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same figure in another run."""
        return self.group, self.name, self.unit

    @property
    def verdict(self) -> str:
        """Whether the budget is kept; "" without one."""
        if self.budget is None:
            return ""
        return "ok" if self.median <= self.budget else "OVER"


def figure(
    group: str, name: str, unit: str, values: Sequence[float], budget: float | None = None
) -> Figure:
    """A figure from its values."""
    return Figure(group, name, unit, min(values), median(values), max(values), budget)


def seconds(action: Callable[[], object], repetitions: int) -> list[float]:
    """How long each of some runs of `action` took; see `in_turn`."""
    return in_turn({"": action}, repetitions)[""]


def in_turn(
    actions: Mapping[str, Callable[[], object]],
    repetitions: int,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, list[float]]:
    """How long each action took in each of some rounds; one round before is not counted.

    All actions take their turn in a round, so that other work on the machine
    does not fall on one of them only. Garbage is collected before each round,
    so that none pays for the one before.
    """
    taken: dict[str, list[float]] = {name: [] for name in actions}
    for action in actions.values():
        action()
    for _ in range(repetitions):
        gc.collect()
        for name, action in actions.items():
            start = clock()
            action()
            taken[name].append(clock() - start)
    return taken


def table(figures: Iterable[Figure]) -> str:
    """The figures in columns."""
    rows = [("", "unit", "min", "median", "max", "budget", "")]
    rows += [
        (
            figure.name,
            figure.unit,
            number(figure.minimum),
            number(figure.median),
            number(figure.maximum),
            "" if figure.budget is None else number(figure.budget),
            figure.verdict,
        )
        for figure in figures
    ]
    return columns(rows)


def number(value: float) -> str:
    """A number with about three significant digits."""
    size = abs(value)
    if size >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if size >= 10 else f"{value:.2f}"


def columns(rows: Sequence[Sequence[str]], left: int = 2) -> str:
    """Rows in aligned columns: the first `left` to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if place < left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  " + "  ".join(cells).rstrip())
    return "\n".join(lines)


def save(path: Path, facts: Mapping[str, Any], figures: Iterable[Figure]) -> None:
    """Write a run as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "version": FORMAT_VERSION,
        "facts": facts,
        "figures": [asdict(figure) for figure in figures],
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load(path: Path) -> tuple[dict[str, Any], list[Figure]]:
    """Read a run that `save` wrote.

    Raises:
        SystemExit: The file is not such a run.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != FORMAT_VERSION:
            raise ValueError(f"version {content['version']}")
        return content["facts"], [Figure(**each) for each in content["figures"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SystemExit(f"{path}: not a benchmark that can be read ({error})") from error


COMPARABLE = ("cpu", "cpu_count", "python", "samples")
"""Facts that must be the same for two runs to be compared."""


def comparison(old: Path, new: Path) -> str:
    """Two runs side by side; a ratio under 1 is better, but for characters a second."""
    old_facts, old_figures = load(old)
    new_facts, new_figures = load(new)
    lines = [f"old: {_origin(old_facts)}", f"new: {_origin(new_facts)}"]
    lines += [
        f"not the same {name}: {old_facts.get(name)} / {new_facts.get(name)}"
        for name in COMPARABLE
        if old_facts.get(name) != new_facts.get(name)
    ]
    before = {figure.key: figure for figure in old_figures}
    after = {figure.key: figure for figure in new_figures}
    groups = dict.fromkeys(figure.group for figure in new_figures)
    for group in groups:
        both = [key for key in after if key in before and key[0] == group]
        if both:
            head = ("", "unit", "old min", "new min", "ratio", "old median", "new median", "ratio")
            rows: list[tuple[str, ...]] = [
                head,
                *(_ratios(before[key], after[key]) for key in both),
            ]
            lines += ["", group, columns(rows)]
    for title, there, here in (("only old", before, after), ("only new", after, before)):
        names = [f"{key[0]}: {key[1]}" for key in there if key not in here]
        if names:
            lines += ["", title, *(f"  {name}" for name in dict.fromkeys(names))]
    return "\n".join(lines)


def _origin(facts: Mapping[str, Any]) -> str:
    return f"{facts.get('commit') or 'no commit'}  {facts.get('date')}"


def _ratios(old: Figure, new: Figure) -> tuple[str, ...]:
    pairs = ((old.minimum, new.minimum), (old.median, new.median))
    cells = [
        cell
        for before, after in pairs
        for cell in (number(before), number(after), f"{after / before:.2f}" if before else "-")
    ]
    return (new.name, new.unit, *cells)
