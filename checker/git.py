"""The one place that runs git.

Names of files come from git as bytes that end with a zero (`-z`), never quoted, so that
Japanese, spaces and line ends in them do no harm.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from checker.errors import ConfigError

TIME_LIMIT = 120
"""Seconds that git may take for an answer."""

# A hook of git sets these for its own repository and folder, not for those that we ask about.
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_LITERAL_PATHSPECS")

_PLAIN = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "--literal-pathspecs")


def repository(folder: Path) -> Path | None:
    """The repository that a folder is in; found without git, which may not be there."""
    real = Path(os.path.realpath(folder))
    for above in (real, *real.parents):
        if (above / ".git").exists():
            return above
    return None


def run(
    root: Path, *arguments: str, given: bytes = b"", variables: Mapping[str, str] | None = None
) -> bytes:
    """What git answers.

    Args:
        root: The repository.
        arguments: The command; paths in it are relative to the repository.
        given: What git reads.
        variables: More for its environment.

    Raises:
        ConfigError: git is not there (`git-missing`), takes too long (`git-slow`), does
            not trust the repository (`git-owner`) or fails (`git-failed`).
    """
    clean = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *_PLAIN, *arguments],
            input=given,
            capture_output=True,
            timeout=TIME_LIMIT,
            check=False,
            env={**clean, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", **(variables or {})},
        )
    except subprocess.TimeoutExpired as error:
        raise ConfigError(
            "git-slow",
            str(root),
            f"git が{TIME_LIMIT}秒たっても答えません。",
            "ほかの git の処理が終わってから、もう一度実行してください。",
        ) from error
    except OSError as error:
        raise ConfigError(
            "git-missing",
            "",
            "git を動かせません。",
            "git を入れて、git --version が動くことを確かめてください。",
        ) from error
    if done.returncode:
        raise _failed(root, done.stderr.decode("utf-8", "replace"))
    return done.stdout


def answer(root: Path, *arguments: str) -> bytes | None:
    """What git answers; None if it cannot, see `run`."""
    try:
        return run(root, *arguments)
    except ConfigError:
        return None


def is_shallow(root: Path) -> bool:
    """Whether older commits are missing (`git clone --depth`)."""
    return (answer(root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"


def _failed(root: Path, said: str) -> ConfigError:
    if "dubious ownership" in said:
        return ConfigError(
            "git-owner",
            str(root),
            "別の利用者のフォルダーなので、git が中を読みません。",
            f"git config --global --add safe.directory '{root}' を実行してください。",
        )
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    told = f"（{lines[0]}）" if lines else ""
    return ConfigError(
        "git-failed",
        str(root),
        f"git が答えられませんでした{told}。",
        "このフォルダーで git status が動くかを確かめてください。",
    )
