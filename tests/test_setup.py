"""Setting up: where something is missing it stops and says what to install."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests_support import ROOT

TOOLS = ("sh", "id", "cat", "sha256sum", "basename", "printf")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder of programs without Python and without apt-get."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        if found:
            (programs / name).symlink_to(found)
    return programs


def set_up(programs: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(ROOT / "tools" / "setup.sh"), "run"],
        cwd=ROOT,
        env={"PATH": str(programs)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_python_it_lists_what_to_install(bare: Path) -> None:
    done = set_up(bare)
    assert done.returncode == 2
    assert "apt-get install python3 python3-venv" in done.stderr


@pytest.mark.parametrize(
    ("works", "told"), [("", "3.11 以上"), ("version_info", "apt-get install python3-venv")]
)
def test_with_an_unfit_python_it_says_why(bare: Path, works: str, told: str) -> None:
    script = f'#!/bin/sh\ncase "$2" in *{works or "nothing"}*) exit 0;; esac\nexit 1\n'
    python = bare / "python3"
    python.write_text(script, encoding="utf-8")
    python.chmod(0o755)
    done = set_up(bare)
    assert done.returncode == 2
    assert told in done.stderr
