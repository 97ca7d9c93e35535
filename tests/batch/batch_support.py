"""What the tests of many drafts share: a folder of drafts, and runs in all formats at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from checker import cli
from checker.reporters.registry import FORMATS
from tests_support import SAMPLES, drafts

COMMON = ("--as-of", "2026-11-22", "--tier", "morphemes", "--no-config")

Reports = dict[str, str]
"""A run's reports by format, with its exit status and what it told of on standard error."""


def site(folder: Path, count: int = 24) -> Path:
    """A folder with some of the samples, one that cannot be read and one without words."""
    made = folder / "site"
    made.mkdir()
    for number, path in enumerate(drafts(SAMPLES)[:count]):
        below = made / f"{number % 3}"
        below.mkdir(exist_ok=True)
        shutil.copy(path, below / path.name)
    (made / "broken.md").write_text("---\ncheck: [\n---\n本文です。\n", encoding="utf-8")
    (made / "empty.md").write_text("\n", encoding="utf-8")
    (made / "private.md").write_text(
        "# 連絡先\n\n担当の山田太郎の携帯は090-0000-1234です。申請書を出して下さい。\n",
        encoding="utf-8",
    )
    return made


def reports(out: Path, read_error: Callable[[], str], *arguments: str) -> Reports:
    """All formats of one run."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    asked = [f"--format={name}={out / name}" for name in FORMATS]
    status = cli.run([*asked, *arguments])
    found = {name: (out / name).read_bytes().decode("utf-8") for name in FORMATS}
    told = [line for line in read_error().splitlines() if str(out) not in line]
    return {**found, "status": str(status), "told": "\n".join(sorted(told))}
