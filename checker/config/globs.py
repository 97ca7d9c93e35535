"""Globs as in `.gitignore`, for places below the folder of the file that holds them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from checker.config.model import Said

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@dataclass(frozen=True)
class Globs:
    """Some globs, of which the last that fits decides.

    Names are compared in the normal form C of Unicode: a Mac writes 「ガ」 in a
    name as 「カ」 and a sound mark, a keyboard does not.

    Attributes:
        patterns: The globs as written, each with its place.
        folder: What they are relative to, resolved.
    """

    patterns: tuple[Said[str], ...]
    folder: Path

    def fitting(self, path: Path, *, is_folder: bool = False) -> list[Said[str]]:
        """The globs that fit a place, in their order.

        Args:
            path: The place, in a resolved folder.
            is_folder: Whether it is a folder.
        """
        name = relative(path, self.folder)
        if not name:
            return []
        name += "/" if is_folder else ""
        return [
            pattern
            for pattern, spec in zip(self.patterns, self._specs, strict=True)
            if spec.check_file(name).include is not None
        ]

    def decide(self, path: Path, *, is_folder: bool = False) -> bool | None:
        """Whether a place is meant; None if no glob fits it, False if one with `!` does."""
        fitting = self.fitting(path, is_folder=is_folder)
        return None if not fitting else not fitting[-1].value.startswith("!")

    @property
    def written(self) -> str:
        """The globs, for people."""
        return "、".join(pattern.value for pattern in self.patterns)

    @cached_property
    def _specs(self) -> list[GitIgnoreSpec]:
        # Here, because most runs have no globs and need not wait for it.
        from pathspec import GitIgnoreSpec

        return [GitIgnoreSpec.from_lines([line(said.value)]) for said in self.patterns]


def line(glob: str) -> str:
    """A glob as a line of a `.gitignore`, where `#` would begin a remark."""
    glob = composed(glob)
    return f"\\{glob}" if glob.startswith("#") else glob


def relative(path: Path, folder: Path) -> str:
    """A place below a folder, as globs see it; "" if it is not below."""
    try:
        name = path.relative_to(folder).as_posix()
    except ValueError:
        return ""
    return "" if name == "." else composed(name)


def composed(name: str) -> str:
    """A name in the normal form C of Unicode."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def fault(glob: str) -> str:
    """What is wrong with a glob, in Japanese; "" if nothing."""
    from pathspec import GitIgnoreSpec

    if not glob.strip():
        return "空です"
    if glob.removeprefix("!").startswith("./"):
        return "「./」で始まっています"
    if ".." in glob.split("/"):
        return "「..」があります"
    if "\\" in glob:
        return "「\\」があります"
    if not glob.isprintable():
        return "見えない文字があります"
    try:
        spec = GitIgnoreSpec.from_lines([line(glob)])
    except ValueError:
        return "場所の形として読めません"
    return "" if any(each.include is not None for each in spec.patterns) else "何も指しません"
