"""What the tests of `--baseline` and `--changed` share: drafts, runs and repositories."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from checker import cli
from checker.options import Options

FLAWED = "# 講座を開きます\n\n申請書を出して下さい。\n"
OTHER = "# 講座を開きます\n\n書類も持って来て下さい。\n"


def write(root: Path, name: str, text: str = FLAWED) -> Path:
    """A draft in a folder that is made if need be."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return path


def options(*arguments: str) -> Options:
    """What the command makes of its arguments."""
    return cli._options(cli.command.make_context("check", list(arguments)).params)


@dataclass(frozen=True)
class Here:
    """A folder with `check.toml` in which the command runs.

    Attributes:
        root: The folder; it is the working directory.
        capsys: Takes what the command prints.
    """

    root: Path
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str) -> tuple[int, dict[str, list[str]], str]:
        """The exit status, the words that are flagged by file, and what people are told."""
        status = cli.run(["--as-of", "2026-11-22", "--format", "json", *arguments])
        out, err = self.capsys.readouterr()
        files: list[dict[str, Any]] = json.loads(out)["files"] if out else []
        return status, {f["path"]: [e["text"] for e in f["findings"]] for f in files}, err

    def git(self, *arguments: str, folder: Path | None = None) -> str:
        """What git answers here."""
        done = subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@aoba.example", *arguments],
            cwd=folder or self.root,
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(self.root)},
        )
        return done.stdout

    def commit(self) -> None:
        """Put all files into git, and make the repository if there is none."""
        if not (self.root / ".git").exists():
            self.git("init", "-q", "-b", "main")
        self.git("add", "-A")
        self.git("commit", "-qm", "x")


def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Here:
    """A folder in which one rule alone is asked, so that a run takes no time."""
    root = tmp_path / "市 の下書き"
    root.mkdir()
    write(root, "check.toml", 'select = ["notation/kudasai"]\n')
    monkeypatch.chdir(root)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return Here(root, capsys)
