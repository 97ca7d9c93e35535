"""The installed command as whole processes: start, memory, a folder of notices."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import notices
from figures import Figure, figure
from warm import Engine

from checker.document.model import Format

ROOT = Path(__file__).resolve().parents[2]
LAUNCH = Path(__file__).with_name("launch.py")

START = "Cold start of the installed command"
SITE = "A folder of notices without need for syntax"

RUNS = 10
RUNS_WITH_SYNTAX = 5
RUNS_OF_SITE = 3
SITE_SIZE = 200

SECONDS, MEGABYTES = 0.5, 200.0
SECONDS_WITH_SYNTAX, MEGABYTES_WITH_SYNTAX = 3.0, 700.0

AS_OF = ("--as-of", "2026-11-22")


@dataclass(frozen=True)
class Run:
    """One process: how long it took, how long it computed, its peak resident memory."""

    seconds: float
    busy: float
    megabytes: float


@contextmanager
def installed() -> Iterator[Path]:
    """A folder with the wheel of this checkout installed in `venv`; removed afterwards.

    The dependencies are not installed again: the venv looks them up in the
    environment that runs the benchmark, behind its own packages.
    """
    with tempfile.TemporaryDirectory(prefix="tsutawaru-bench-") as name:
        folder = Path(name)
        _quietly(
            sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT
        )
        (wheel,) = folder.glob("*.whl")
        venv.create(folder / "venv", symlinks=True)
        python = folder / "venv" / "bin" / "python"
        _quietly(
            *(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps"),
            *("--no-index", "--disable-pip-version-check", wheel),
        )
        (packages,) = (folder / "venv").glob("lib/python3*/site-packages")
        paths = sysconfig.get_paths()
        # A path named in a .pth file does not have its own .pth files read, so
        # the checkout (an editable install) stays invisible.
        lines = dict.fromkeys((paths["purelib"], paths["platlib"]))
        (packages / "dependencies.pth").write_text("\n".join(lines), encoding="utf-8")
        yield folder


def _quietly(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")


def measure(loaded: Engine) -> list[Figure]:
    """Install the wheel and measure it.

    Raises:
        SystemExit: It cannot be built, fails, or a notice is not as it should be.
    """
    with installed() as folder:
        return [*_starts(folder, loaded), *_site(folder, loaded)]


def _starts(folder: Path, loaded: Engine) -> list[Figure]:
    """What a user waits for, and what it needs, when the command runs once."""
    python = str(folder / "venv" / "bin" / "python")
    command = str(folder / "venv" / "bin" / "check")
    plain = _draft(folder / "plain.md", loaded, needs_syntax=False)
    deep = _draft(folder / "syntax.md", loaded, needs_syntax=True)
    figures = _start("python -c pass", _runs(RUNS, folder, python, "-c", "pass"))
    for option in ("--version", "--help"):
        figures += _start(f"check {option}", _runs(RUNS, folder, command, option))
    figures += _start(
        f"check, no syntax ({plain:,} chars)",
        _runs(RUNS, folder, command, *AS_OF, "plain.md"),
        (SECONDS, MEGABYTES),
    )
    figures += _start(
        f"check, with syntax ({deep:,} chars)",
        _runs(RUNS_WITH_SYNTAX, folder, command, *AS_OF, "syntax.md"),
        (SECONDS_WITH_SYNTAX, MEGABYTES_WITH_SYNTAX),
    )
    return figures


def _site(folder: Path, loaded: Engine) -> list[Figure]:
    """Throughput of one run of the command over many notices in all formats."""
    site = folder / "site"
    site.mkdir()
    characters = 0
    for seed, format in zip(range(SITE_SIZE), cycle(Format), strict=False):
        path = site / f"{seed:03}{notices.SUFFIXES[format]}"
        characters += _draft(path, loaded, needs_syntax=False, seed=seed, format=format)
    command = str(folder / "venv" / "bin" / "check")
    runs = _runs(RUNS_OF_SITE, folder, command, *AS_OF, "--no-cache", "site")
    name = f"check, {SITE_SIZE} notices ({characters:,} chars)"
    return [
        figure(SITE, name, "s", [run.seconds for run in runs]),
        figure(SITE, name, "chars/s", [characters / run.seconds for run in runs]),
        figure(SITE, name, "MB", [run.megabytes for run in runs]),
    ]


def _draft(
    path: Path,
    loaded: Engine,
    *,
    needs_syntax: bool,
    seed: int = 1,
    format: Format = Format.MARKDOWN,
) -> int:
    """Write a notice of 1,000 characters; return how long it is.

    Raises:
        SystemExit: It needs syntax and should not, or the other way round.
    """
    notice = notices.make_notice(seed, needs_syntax=needs_syntax)
    text = notices.write(notice, format)
    wanted = loaded.sentences_for_syntax(text, format)
    if bool(wanted) is not needs_syntax:
        found = "\n".join(wanted) or "no sentence"
        raise SystemExit(
            f"notices.py must change; the guards of syntax rules let through:\n{found}"
        )
    path.write_text(text, encoding="utf-8")
    return notice.characters


def _start(
    name: str, runs: Sequence[Run], budget: tuple[float | None, float | None] = (None, None)
) -> list[Figure]:
    return [
        figure(START, name, "s", [run.seconds for run in runs], budget[0]),
        figure(START, name, "s CPU", [run.busy for run in runs]),
        figure(START, name, "MB", [run.megabytes for run in runs], budget[1]),
    ]


def _runs(number: int, folder: Path, *command: str) -> list[Run]:
    """Run a command `number` times, after one run that brings its files into the cache.

    Raises:
        SystemExit: See `launched`.
    """
    return launched(number + 1, folder, *command)[1:]


def launched(number: int, folder: Path, *command: str) -> list[Run]:
    """Run a command `number` times.

    Raises:
        SystemExit: It ended with another status than 0 or 1 (something was found).
    """
    done = subprocess.run(
        [sys.executable, "-I", "-S", LAUNCH, str(number), *command],
        cwd=folder,
        env={"PATH": os.defpath, "HOME": str(folder), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    runs = json.loads(done.stdout)
    statuses = [status for *_, status in runs]
    if set(statuses) - {0, 1}:
        raise SystemExit(f"{' '.join(command)} ended with {statuses}")
    return [Run(*measured) for *measured, _ in runs]
