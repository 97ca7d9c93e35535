"""Speed and memory of the checker: `make bench`; the method is in README.md beside this.

run.py [--output FILE] [--only PART …]   measure, print, write JSON
run.py --compare OLD NEW                 two such files side by side
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import figures
from figures import Figure

ROOT = Path(__file__).resolve().parents[2]
OUTPUT = ROOT / "build" / "bench.json"
RULES_SHOWN = 15
BUSY_LOAD = 0.5
PARTS = ("cold", "pages", "warm", "words", "score", "rules", "growth")


def main() -> int:
    """Read the command line and do what it asks."""
    parser = argparse.ArgumentParser(description="Measure speed and memory of the checker.")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="where the JSON goes")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="what to measure")
    parser.add_argument("--compare", nargs=2, type=Path, metavar=("OLD", "NEW"))
    arguments = parser.parse_args()
    if arguments.compare:
        print(figures.comparison(*arguments.compare))
        return 0
    measure(arguments.only, arguments.output)
    return 0


def measure(parts: Iterable[str], output: Path) -> None:
    """Measure these parts, print their tables as they are done, write everything."""
    # Imported here: a comparison needs nothing of the checker.
    import cold
    import machine
    import repository
    import warm

    begun = time.perf_counter()
    drafts = warm.samples()
    load_before = os.getloadavg()[0]
    facts = {**machine.facts(ROOT), "samples": warm.digest(drafts), "load_before": load_before}
    print("\n".join(f"{name}: {value}" for name, value in facts.items()))
    loaded = warm.Engine()
    measures: Mapping[str, Callable[[], list[Figure]]] = {
        "cold": lambda: cold.measure(loaded),
        "pages": repository.measure,
        "warm": lambda: warm.stages(loaded, drafts),
        "words": lambda: warm.word_lists(loaded, drafts),
        "score": lambda: warm.points(loaded, drafts),
        "rules": lambda: warm.rules(loaded, drafts),
        "growth": warm.growth,
    }
    measured: list[Figure] = []
    for part in parts:
        found = measures[part]()
        measured += found
        show(found)
    load_after = os.getloadavg()[0]
    facts["load_after"] = load_after
    figures.save(output, facts, measured)
    over = [figure for figure in measured if figure.verdict == "OVER"]
    taken = time.perf_counter() - begun
    busy = max(load_before, load_after - 1)  # one is the benchmark itself
    if busy > BUSY_LOAD:
        print(f"\nOther work is going on here (load {busy:.1f}): trust the least values only.")
    print(f"\n{len(over)} over budget; {taken:.0f} s; written to {output}")


def show(found: Iterable[Figure]) -> None:
    """Print the tables of some figures."""
    groups: dict[str, list[Figure]] = {}
    for figure in found:
        groups.setdefault(figure.group, []).append(figure)
    for name, rows in groups.items():
        left_out = rows[RULES_SHOWN:] if name.startswith("Rules") else []
        print(f"\n{name}")
        print(figures.table(rows[: len(rows) - len(left_out)]))
        if left_out:
            rest = sum(figure.median for figure in left_out)
            print(f"  and {len(left_out)} more, {figures.number(rest)} {rows[0].unit} together")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
