"""When pages appeared that do not say so: the first commit of git, else the time of the file."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from msgspec import structs

from checker.git import answer, is_shallow, repository
from checker.model import FileReport


class PageDates:
    """Finds the days of pages; git is asked once for each repository."""

    def __init__(self) -> None:
        self._roots: dict[Path, Path | None] = {}
        self._commits: dict[Path, dict[str, str] | None] = {}

    def dated(self, file: FileReport) -> FileReport:
        """The report with the day of its page, where that does not tell it.

        In a repository the time of a file is that of the last checkout, so it counts only for
        files that are not in git. In a shallow clone nobody can tell.
        """
        if file.page is None or file.page.published or file.path == "-":
            return file
        published, dated_by = self._day(Path(file.path))
        if not published:
            return file
        page = structs.replace(file.page, published=published, dated_by=dated_by)
        return replace(file, page=page)

    def _day(self, path: Path) -> tuple[str, str]:
        """The day of a path and where it is from; "" if nobody can tell."""
        folder = path.parent
        if folder not in self._roots:
            self._roots[folder] = repository(folder)
        root = self._roots[folder]
        if root is not None:
            if root not in self._commits:
                self._commits[root] = _first_commits(root)
            commits = self._commits[root]
            if commits is None:
                return "", ""
            own = os.path.relpath(os.path.realpath(path), root).replace(os.sep, "/")
            if own in commits:
                return commits[own], "git"
        try:
            time = datetime.datetime.fromtimestamp(path.stat().st_mtime)
        except (OSError, OverflowError, ValueError):
            return "", ""
        return time.date().isoformat(), "file"


def _first_commits(root: Path) -> dict[str, str] | None:
    """The day of the commit that brought each file; None if it cannot be told."""
    if is_shallow(root):
        return None
    log = answer(
        root, "log", "--reverse", "-M", "--diff-filter=AR", "--name-status", "-z",
        "--format=format:%x01%as",
    )  # fmt: skip
    if log is None:
        return None
    days: dict[str, str] = {}
    for commit in log.split(b"\x01")[1:]:
        day = commit[:10].decode("ascii", "replace")
        fields = iter(commit[10:].lstrip(b"\n\0").split(b"\0"))
        for status, names in _changes(fields):
            if status == "R":
                days[names[1]] = days.get(names[0], day)
            else:
                days.setdefault(names[0], day)
    return days


def _changes(fields: Iterator[bytes]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The changes of a commit: `A` with a name, `R` with the old and the new one."""
    for field in fields:
        status = field.decode("ascii", "replace").strip()[:1]
        if status not in ("A", "R"):
            continue
        count = 2 if status == "R" else 1
        # `range` first: zip takes from its first argument once more than it needs.
        names = tuple(os.fsdecode(name) for _, name in zip(range(count), fields, strict=False))
        if len(names) == count:
            yield status, names
