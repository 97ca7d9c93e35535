"""What the score costs: its data, and each 1,000 characters.

    .venv/bin/python tests/bench/score.py

Without arguments it measures in this process, the data in fresh ones. Budgets: data
within 30 ms; 0.5 ms for 1,000 characters once they are loaded.
"""

from __future__ import annotations

import datetime
import statistics
import subprocess
import sys
import time
from pathlib import Path

from checker.api import Checker, Draft
from checker.document.read import format_of
from checker.model import Tier
from checker.score.whole import judged_parts, scored

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 15

COLD = """
import sys, time
from checker.api import Checker
from checker.memory import settle
checker = Checker()
settle()
start = time.perf_counter()
from checker.score.whole import scored
from checker import vocabulary
vocabulary.level("窓口"), vocabulary.origin("窓口")
print(time.perf_counter() - start)
"""


def samples() -> list[Draft]:
    """All samples, decoded."""
    found = []
    for path in sorted((ROOT / "corpus" / "samples").rglob("*")):
        format = format_of(path.name)
        if path.is_file() and format is not None:
            encoding = "cp932" if "cp932" in path.name else "utf-8"
            found.append(Draft(path.name, path.read_text(encoding), format))
    return found


def main() -> None:
    """Print the figures."""
    cold = [
        float(subprocess.run([sys.executable, "-c", COLD], capture_output=True, check=True).stdout)
        for _ in range(5)
    ]
    print(f"data and code: {1000 * statistics.median(cold):.1f} ms (least {1000 * min(cold):.1f})")
    checker = Checker(as_of=datetime.date(2026, 11, 22), tier=Tier.MORPHEMES)
    prepared = [checker._prepared(draft) for draft in samples()]
    reports = [
        checker._file_report(item.draft, item.context, item.selection, item.run.findings)
        for item in prepared
    ]
    active = judged_parts(prepared[0].selection, checker.rulebook)
    characters = sum(report.characters for report in reports)
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        for item, report in zip(prepared, reports, strict=True):
            scored(report, item.context, active)
        times.append(time.perf_counter() - start)
    first, *rest = (1_000_000 * each / characters for each in times)
    print(
        f"{len(reports)} samples, {characters} characters; for 1,000 of them "
        f"{statistics.median(rest):.2f} ms (least {min(rest):.2f}), first pass {first:.2f}"
    )


if __name__ == "__main__":
    main()
