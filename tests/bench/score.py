"""What the score costs: its data, and each 1,000 characters."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence

from figures import Figure, figure

from checker.api import Checker, Draft
from checker.score.whole import judged_parts, scored

SCORE = "Score: what it adds once a draft is checked"
DATA_MILLISECONDS = 30.0
MILLISECONDS = 2.0
PROCESSES = 7
REPETITIONS = 15

COLD = """
import time
from checker.api import Checker
from checker.memory import settle
checker = Checker()
settle()
begun = time.perf_counter()
from checker import vocabulary
from checker.score.whole import scored
read = time.perf_counter()
vocabulary.level("窓口"), vocabulary.origin("窓口")
print(1000 * (read - begun), 1000 * (time.perf_counter() - read))
"""


def measure(checker: Checker, drafts: Sequence[Draft], characters: int) -> list[Figure]:
    """The code and the data of words in fresh processes, then a pass over drafts in this one.

    Args:
        checker: Without score.
        drafts: What is checked.
        characters: Their length.
    """
    cold = [
        subprocess.run([sys.executable, "-c", COLD], capture_output=True, check=True).stdout.split()
        for _ in range(PROCESSES)
    ]
    code, data = ([float(values[place]) for values in cold] for place in (0, 1))
    prepared = [checker._prepared(draft) for draft in drafts]
    reports = [
        checker._file_report(item.draft, item.context, item.selection, item.run.findings)
        for item in prepared
    ]
    active = judged_parts(prepared[0].selection, checker.rulebook)
    taken = []
    for _ in range(REPETITIONS + 1):
        start = time.perf_counter()
        for item, report in zip(prepared, reports, strict=True):
            scored(report, item.context, active)
        taken.append(1e6 * (time.perf_counter() - start) / characters)
    first, *rest = taken
    return [
        figure(SCORE, "its code, imported", "ms", code),
        figure(SCORE, "its data, read", "ms", data, DATA_MILLISECONDS),
        figure(SCORE, "1,000 characters, words never met before", "ms", [first]),
        figure(SCORE, "1,000 characters", "ms", rest, MILLISECONDS),
    ]
