"""A repository of many pages: checked for the first time, again, and after an edit."""

from __future__ import annotations

import random
import shutil
import subprocess
from itertools import cycle
from pathlib import Path

import cold
import notices
from figures import Figure, figure
from warm import SAMPLES

from checker.document.model import Format
from checker.document.source import load

PAGES = 2_000
CHARACTERS = 1_500
FROM_SAMPLES = 500
"""Characters of each page that are from the samples; the others are from `notices`."""

GROUP = "A repository of pages, two processes, no syntax"
RUNS = 5
LEAST_A_SECOND = 90_000
TIMES_FASTER = 10
SECONDS_AFTER_AN_EDIT = 1.5
MEGABYTES = 300.0

COMMAND = (*cold.AS_OF, "--tier", "morphemes", "--jobs", "2", "--cache-dir", "cache", "site")
CONFIG = 'exclude = ["drafts/"]\n\n[[paths]]\nglob = "07/**"\nignore = ["press"]\n'


def measure() -> list[Figure]:
    """Make the repository and check it.

    Raises:
        SystemExit: The wheel cannot be built, or a run fails.
    """
    with cold.installed() as folder:
        characters = write(folder / "site")
        return _measured(folder, characters)


def write(site: Path, pages: int = PAGES) -> int:
    """Write the pages, in folders of a hundred; returns their characters."""
    blocks = sample_blocks()
    characters = 0
    for seed, format in zip(range(pages), cycle(Format), strict=False):
        page = make_page(seed, blocks)
        characters += page.characters
        path = site / f"{seed // 100:02}" / f"{seed:04}{notices.SUFFIXES[format]}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(notices.write(page, format), encoding="utf-8")
    (site / "check.toml").write_text(CONFIG, encoding="utf-8")
    (site / ".gitignore").write_text("*.bak\nbuild/\n", encoding="utf-8")
    subprocess.run(["git", "init", "--quiet", site], check=True)
    return characters


def sample_blocks() -> list[str]:
    """The paragraphs of the samples that are a line each."""
    found: dict[str, None] = {}
    for path in sorted((*SAMPLES.glob("*"), *(SAMPLES / "clean").glob("*"))):
        if path.suffix in (".md", ".txt"):
            for line in load(path).text.splitlines():
                if len(line) > 20 and line[0] not in "#-|<>・■□●○◆◇*0123456789 　":
                    found[line.strip()] = None
    return list(found)


def make_page(seed: int, blocks: list[str]) -> notices.Notice:
    """A notice with a section of paragraphs from the samples."""
    notice = notices.make_notice(seed, CHARACTERS - FROM_SAMPLES)
    rng = random.Random(seed)
    taken: list[str] = []
    while sum(map(notices.count, taken)) < FROM_SAMPLES:
        taken.append(rng.choice(blocks))
    section = notices.Section(rng.choice(notices.HEADINGS), tuple(taken), ())
    *sections, contact = notice.sections
    return notices.Notice(notice.title, (*sections, section, contact))


def _measured(folder: Path, characters: int) -> list[Figure]:
    command = str(folder / "venv" / "bin" / "check")
    name = f"{PAGES:,} pages ({characters:,} chars)"

    def run() -> cold.Run:
        # Each run is the only one of its launch: what is measured must not have run before.
        return cold.launched(1, folder, command, *COMMAND)[0]

    cold.launched(1, folder, command, "--version")  # brings its files into memory
    first = [run()]
    shutil.rmtree(folder / "cache")
    first.append(run())
    again = [run() for _ in range(RUNS)]
    edited = []
    for number in range(RUNS):
        page = folder / "site" / f"{number:02}" / f"{number * 100:04}.md"
        page = page if page.is_file() else next((folder / "site" / f"{number:02}").glob("*.md"))
        with page.open("a", encoding="utf-8") as file:
            file.write("\n会場が変わりました。新しい会場は、中央公民館です。\n")
        edited.append(run())
    least = min(each.seconds for each in first)
    return [
        figure(
            GROUP, f"first, {name}", "s", [r.seconds for r in first], characters / LEAST_A_SECOND
        ),
        figure(GROUP, "first", "s CPU", [r.busy for r in first]),
        figure(GROUP, "first", "chars/s", [characters / r.seconds for r in first]),
        figure(GROUP, "nothing changed", "s", [r.seconds for r in again], least / TIMES_FASTER),
        figure(GROUP, "nothing changed", "s CPU", [r.busy for r in again]),
        figure(GROUP, "one page changed", "s", [r.seconds for r in edited], SECONDS_AFTER_AN_EDIT),
        figure(GROUP, "one page changed", "s CPU", [r.busy for r in edited]),
        *(
            figure(GROUP, f"{what}, largest process", "MB", [r.megabytes for r in runs], MEGABYTES)
            for what, runs in (
                ("first", first),
                ("nothing changed", again),
                ("one page changed", edited),
            )
        ),
    ]
