"""How well genre, medium and elements of notices are told.

    .venv/bin/python tests/bench/notices_truth.py FOLDER … [--wrong]

Beside each notice `NAME.EXT` stands `NAME.truth.tsv`, written by somebody who has not
seen the rules: `genre<TAB>id<TAB>second`, `medium<TAB>id`, then for each element
`id<TAB>present|absent|not_needed<TAB>words<TAB>note`. A note that begins with "weak",
"arguabl" or "borderline" means that present and not_needed are both right.

An element counts as found when the checker says so for any item. Found where it is
absent, or where nobody would look for it, is wrong; so is missing where it is present.
"""

from __future__ import annotations

import argparse
import csv
import datetime
from collections import Counter
from pathlib import Path

from checker.api import Checker, Draft
from checker.document.read import format_of
from checker.document.source import load
from checker.model import FileReport

AS_OF = datetime.date(2026, 11, 22)
EITHER = ("weak", "arguabl", "borderline")


def report_of(checker: Checker, path: Path) -> FileReport:
    """What the checker says of a notice."""
    source = load(path)
    format = format_of(str(path))
    if format is None:
        raise SystemExit(f"{path}: unknown suffix")
    return checker.check([Draft(str(path), source.text, format, source.encoding)]).files[0]


def main() -> None:
    """Measure folders and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--wrong", action="store_true", help="list every wrong answer")
    arguments = parser.parse_args()
    checker = Checker(as_of=AS_OF)
    kinds: Counter[str] = Counter()
    cells: Counter[tuple[str, str]] = Counter()
    needless_in: set[str] = set()
    complete: set[str] = set()
    for folder in arguments.folders:
        for table in sorted(folder.glob("*.truth.tsv")):
            name = table.name.removesuffix(".truth.tsv")
            path = next(p for p in folder.glob(f"{name}.*") if format_of(str(p)) is not None)
            rows = list(
                csv.reader(table.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
            )
            notice = report_of(checker, path).notice
            if notice is None:
                raise SystemExit(f"{path}: nothing to read")
            genre, medium = rows[0][1], rows[1][1]
            kinds["notices"] += 1
            kinds["genre"] += notice.genre.id == genre
            kinds["genre in two"] += genre in (notice.genre.id, notice.genre.second)
            kinds["medium"] += notice.medium.id == medium
            if arguments.wrong and notice.genre.id != genre:
                print(f"{path.name}: genre {notice.genre.id}/{notice.genre.second}, not {genre}")
            if arguments.wrong and notice.medium.id != medium:
                print(f"{path.name}: medium {notice.medium.id}, not {medium}")
            if all(row[1] != "absent" for row in rows[2:]):
                complete.add(name)
            for row in rows[2:]:
                element, truth = row[0], row[1]
                note = (row[3] if len(row) > 3 else "").lower()
                said = {state.status for state in notice.elements if state.element == element}
                answer = "found" if "found" in said else "missing" if "missing" in said else "-"
                required = any(
                    state.required and state.status == "missing" and state.element == element
                    for state in notice.elements
                )
                verdict = judged(truth, answer, note.startswith(EITHER))
                cells[element, verdict] += 1
                if required and truth != "absent":
                    needless_in.add(name)
                if required:
                    cells["", "missing said"] += 1
                    cells["", "missing right"] += truth == "absent"
                if arguments.wrong and verdict in ("false found", "not found", "false missing"):
                    print(f"{path.name}: {element} {verdict} (truth {truth}: {row[2]}) {note}")
    show(kinds, cells, needless_in, complete)


def judged(truth: str, answer: str, either: bool) -> str:
    """How an answer compares with the truth."""
    if truth == "present":
        if answer == "found":
            return "right found"
        return (
            "left out"
            if either and answer == "-"
            else "not found"
            if answer == "-"
            else "false missing"
        )
    if answer == "found":
        return "left out" if either else "false found"
    if truth == "absent":
        return "right missing" if answer == "missing" else "not said"
    return "asked needlessly" if answer == "missing" else "left out"


def show(
    kinds: Counter[str], cells: Counter[tuple[str, str]], needless: set[str], complete: set[str]
) -> None:
    """Print the figures."""
    total = kinds["notices"]
    for name in ("genre", "genre in two", "medium"):
        print(f"{name:14} {kinds[name]} of {total}  {kinds[name] / total:.3f}")
    print(f"{'element':16} found false  not   F1   absent said needless")
    sums: Counter[str] = Counter()
    for element in dict.fromkeys(name for name, _ in cells if name):
        row = {verdict: n for (name, verdict), n in cells.items() if name == element}
        sums.update(row)
        line(element, Counter(row))
    line("all", sums)
    print(
        f"required said missing: {cells['', 'missing said']}, right {cells['', 'missing right']}; "
        f"needless in {len(needless & complete)} of {len(complete)} complete notices "
        f"({', '.join(sorted(needless & complete))})"
    )


def line(name: str, row: Counter[str]) -> None:
    """One row of the table."""
    found, false = row["right found"], row["false found"]
    missed = row["not found"] + row["false missing"]
    f1 = 2 * found / (2 * found + false + missed) if found else 0.0
    absent = row["right missing"] + row["not said"]
    print(
        f"{name:16} {found:5} {false:5} {missed:4}  {f1:.3f} {absent:6} {row['right missing']:4} "
        f"{row['asked needlessly'] + row['false missing']:4}"
    )


if __name__ == "__main__":
    main()
