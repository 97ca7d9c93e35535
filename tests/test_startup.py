"""What a start of the command imports: tests on `sys.modules`, not on stopwatches."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests_support import SAMPLES

PROGRAM = """
import sys
from checker.cli import run
status = run(sys.argv[1:])
loaded = [name for name in ("sudachipy", "spacy", "textstat", "flask", "yaml", "pathspec")
          if name in sys.modules]
print("LOADED", *loaded, file=sys.stderr)
"""


def loaded_by(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, check=True
    )
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("LOADED")
    return set(last.split()[1:])


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_import_no_language_library(option: str) -> None:
    assert not loaded_by(option)


def test_a_notice_without_need_for_syntax_does_not_import_spacy() -> None:
    loaded = loaded_by("--no-config", str(SAMPLES / "clean" / "toyu-josei.md"))
    assert "sudachipy" in loaded
    assert not {"spacy", "pathspec"} & loaded


def test_the_text_tier_imports_no_sudachi() -> None:
    loaded = loaded_by("--tier", "text", str(SAMPLES / "clean" / "toyu-josei.md"))
    assert "spacy" not in loaded
