"""The hooks as users take them: pre-commit clones this project, builds it, and runs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from integrations_support import FAULTY, MENDED, OFFLINE, SITE_PACKAGES, city, git, project

Run = Callable[..., "subprocess.CompletedProcess[str]"]

CONFIG = """
repos:
  - repo: {project}
    rev: {commit}
    hooks:
      - id: {hook}
"""


@pytest.fixture(scope="module")
def hook(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs a hook in a repository; the environment is built once."""
    folder = tmp_path_factory.mktemp("pre-commit")
    commit = project(folder / "tsutawaru")

    def run(repository: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        config = CONFIG.format(project=folder / "tsutawaru", commit=commit, hook=name)
        (repository / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
        git(repository, "add", ".pre-commit-config.yaml")
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--color=never", "--verbose", *arguments],
            cwd=repository,
            capture_output=True,
            text=True,
            check=False,
            env={
                **os.environ,
                **OFFLINE,
                "PYTHONPATH": str(SITE_PACKAGES),
                "PRE_COMMIT_HOME": str(folder / "home"),
                "GIT_CONFIG_GLOBAL": os.devnull,
            },
        )

    return run


def test_what_is_committed_is_checked(hook: Run, tmp_path: Path) -> None:
    repository = city(tmp_path / "city")
    done = hook(repository, "check")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "exit code: 1" in done.stdout
    assert "site/清掃 工場.md:1:1" in done.stdout
    # Named by pre-commit, and left out all the same by the city.
    assert "old/a.md: 除く設定なので、点検していません。" in done.stdout
    assert "old/a.md:1" not in done.stdout
    assert "photo.jpg" not in done.stdout


def test_mending_changes_files_and_then_is_content(hook: Run, tmp_path: Path) -> None:
    repository = city(tmp_path / "city")
    first = hook(repository, "check-fix")
    assert first.returncode == 1
    assert "files were modified by this hook" in first.stdout
    assert (repository / "site" / "清掃 工場.md").read_text(encoding="utf-8") == MENDED
    assert (repository / "old" / "a.md").read_text(encoding="utf-8") == FAULTY
    git(repository, "add", "site")
    second = hook(repository, "check-fix")
    assert second.returncode == 0, second.stdout + second.stderr


def test_files_that_are_all_left_out_stop_no_commit(hook: Run, tmp_path: Path) -> None:
    repository = city(tmp_path / "city")
    done = hook(repository, "check", "--files", "old/a.md")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "除く設定なので" in done.stdout
