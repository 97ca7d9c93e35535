"""What several integrations are tried with: this project as a repository, and a city's drafts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

from tests_support import ROOT

SITE_PACKAGES = Path(sysconfig.get_paths()["purelib"])
FAULTY = "⽇本語で話します。\n"
"""A draft with an error that has a safe fix."""
MENDED = "日本語で話します。\n"

OFFLINE = {
    "PIP_NO_INDEX": "1",
    "PIP_NO_DEPS": "1",
    "PIP_NO_BUILD_ISOLATION": "0",  # for pip, this means: no isolation
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}
"""pip without a network: what is needed is there already, see `PYTHONPATH`."""


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=test", "-c", "user.email=test@city.example")
    done = subprocess.run(
        ["git", *identity, *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
    )
    return done.stdout.strip()


def project(folder: Path) -> str:
    """Copy the project into a repository of its own; returns the commit."""
    folder.mkdir()
    hidden = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in ("checker", "rules", "web", "LICENSES"):
        shutil.copytree(ROOT / name, folder / name, ignore=hidden)
    sample = Path("corpus", "samples", "kenko-koza.txt")
    (folder / sample).parent.mkdir(parents=True)
    for each in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "NOTICE", str(sample)):
        shutil.copy(ROOT / each, folder / each)
    for name in (".pre-commit-hooks.yaml", "action.yml"):
        shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "tsutawaru")
    return git(folder, "rev-parse", "HEAD")


def city(folder: Path) -> Path:
    """A repository with drafts of a city, old ones left out by its configuration."""
    folder.mkdir()
    git(folder, "init", "--quiet")
    (folder / "check.toml").write_text('exclude = ["old/**"]\n', encoding="utf-8")
    for name in ("site/清掃 工場.md", "old/a.md"):
        (folder / name).parent.mkdir()
        (folder / name).write_text(FAULTY, encoding="utf-8")
    (folder / "site" / "good.txt").write_text(MENDED, encoding="utf-8")
    (folder / "site" / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    git(folder, "add", ".")
    return folder
