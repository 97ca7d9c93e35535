"""What git leaves out of a folder: `.gitignore` and `.git/info/exclude`.

The user's own list (`core.excludesFile`) is not read: what is checked must not depend on
whose computer it is checked on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checker.config.globs import fits, patterns
from checker.errors import InputError

if TYPE_CHECKING:
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

_FILE = ".gitignore"


@dataclass(frozen=True)
class Ignoring:
    """The lines of one file, for places below a folder.

    Attributes:
        folder: What they are relative to, resolved.
        patterns: The lines, read.
    """

    folder: str
    patterns: tuple[GitIgnoreSpecPattern, ...]

    def decide(self, path: str, *, is_folder: bool) -> bool | None:
        """Whether a place is left out; None if no line fits it."""
        name = os.path.relpath(path, self.folder).replace(os.sep, "/")
        name += "/" if is_folder else ""
        fitting = (each for each in reversed(self.patterns) if fits(each, name, itself=True))
        return next((each.include for each in fitting), None)


def ignored(path: str, files: Sequence[Ignoring], *, is_folder: bool) -> bool:
    """Whether git leaves out a place in a folder that it does not leave out.

    Args:
        path: The place, in a resolved folder.
        files: The lists that hold there; what lies deeper decides before what lies above.
        is_folder: Whether it is a folder.
    """
    for each in reversed(files):
        found = each.decide(path, is_folder=is_folder)
        if found is not None:
            return found
    return False


def ignored_on_the_way(path: Path, files: Sequence[Ignoring], *, is_folder: bool) -> bool:
    """Whether git leaves out a place or a folder that holds it; see `ignored`."""
    for each in (*reversed(path.parents), path):
        holding = [file for file in files if each.is_relative_to(file.folder)]
        holding = [file for file in holding if str(each) != file.folder]
        if holding and ignored(str(each), holding, is_folder=is_folder or each != path):
            return True
    return False


def above(folder: Path, errors: list[InputError]) -> tuple[Ignoring, ...]:
    """What is said above a folder, up to the root of its repository.

    Args:
        folder: The folder, resolved.
        errors: Gets what cannot be read.
    """
    root = next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)
    if root is None:
        return ()
    way = [each for each in reversed(folder.parents) if each.is_relative_to(root)]
    found = [_read(_exclude_file(root), root, errors)]
    found += [_read(each / _FILE, each, errors) for each in way]
    return tuple(each for each in found if each is not None)


def inside(folder: str, errors: list[InputError]) -> tuple[Ignoring, ...]:
    """What the folder itself says.

    Args:
        folder: The folder, resolved.
        errors: Gets what cannot be read.
    """
    found = _read(Path(folder, _FILE), Path(folder), errors)
    return () if found is None else (found,)


def _exclude_file(root: Path) -> Path:
    """The list of a repository that is not part of it; work trees share that of the first."""
    git = root / ".git"
    try:
        if git.is_file():
            said = git.read_text(encoding="utf-8", errors="surrogateescape")
            git = root / said.removeprefix("gitdir:").strip()
            shared = git / "commondir"
            if shared.is_file():
                git = git / shared.read_text(encoding="utf-8").strip()
    except OSError:  # then git does not know it either
        return root / ".git" / "info" / "exclude"
    return git / "info" / "exclude"


def _read(file: Path, folder: Path, errors: list[InputError]) -> Ignoring | None:
    if not os.path.isfile(file):
        return None
    try:
        # As Python reads names, so that those in no encoding are still the same.
        text = file.read_bytes().removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    except OSError:
        errors.append(
            InputError(
                "gitignore-unreadable",
                str(file),
                "除くファイルの一覧を読めません。",
                "読む権限があるかを確かめてください。",
            )
        )
        return None
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    usable = tuple(_usable(lines))
    return Ignoring(str(folder), usable) if usable else None


def _usable(lines: Iterable[str]) -> Iterator[GitIgnoreSpecPattern]:
    """The lines as patterns; those that are none are passed over, as git does."""
    for line in lines:
        with suppress(ValueError):
            yield from patterns([line])
