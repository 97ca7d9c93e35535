"""What a benchmark ran on: without it the figures mean little."""

from __future__ import annotations

import datetime
import importlib.metadata
import os
import platform
import subprocess
from pathlib import Path

PACKAGES = (
    *("click", "jpholiday", "msgspec", "pyahocorasick", "pyromark", "pyyaml"),
    *("sudachipy", "sudachidict-core", "spacy", "ginza", "ja-ginza"),
)


def facts(root: Path) -> dict[str, object]:
    """The date, the commit of `root`, the machine, the versions."""
    return {
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "commit": commit(root),
        "cpu": _cpu(),
        "cpu_count": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in PACKAGES},
    }


def commit(root: Path) -> str:
    """The commit, with "+" if files differ from it; "" where git or a repository is missing."""
    name = _git(root, "rev-parse", "HEAD")
    changed = name and _git(root, "--no-optional-locks", "status", "--porcelain")
    return f"{name}+" if changed else name


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", root, *arguments], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""
