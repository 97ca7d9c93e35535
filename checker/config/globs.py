"""Globs as in `.gitignore`, for places below the folder of the file that holds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checker.config.model import Said
from checker.once import once
from checker.regex import regex

if TYPE_CHECKING:
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

_HIDDEN = regex(r"[\u0000-\u001f\u007f-\u00a0\u2028\u2029]")

_FOLDERS = regex(r"(?:(?<=^)|(?<=/)|(?<=^!))\*\*/\s*$")


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

    def fitting(
        self, path: Path, *, is_folder: bool = False, itself: bool = False
    ) -> list[Said[str]]:
        """The globs that fit a place, in their order.

        Args:
            path: The place, in a resolved folder.
            is_folder: Whether it is a folder.
            itself: See `fits`.
        """
        name = relative(path, self.folder)
        if not name:
            return []
        name += "/" if is_folder else ""
        return [
            pattern
            for pattern, glob in zip(self.patterns, self._globs, strict=True)
            if fits(glob, name, itself=itself)
        ]

    def decide(self, path: Path, *, is_folder: bool = False, itself: bool = False) -> bool | None:
        """Whether a place is meant; None if no glob fits it, False if one with `!` does."""
        fitting = self.fitting(path, is_folder=is_folder, itself=itself)
        return None if not fitting else not fitting[-1].value.startswith("!")

    @property
    def written(self) -> str:
        """The globs, for people."""
        return "、".join(pattern.value for pattern in self.patterns)

    @once
    def _globs(self) -> list[GitIgnoreSpecPattern]:
        return [glob for said in self.patterns for glob in patterns([line(said.value)])]


def patterns(lines: Iterable[str]) -> list[GitIgnoreSpecPattern]:
    """The globs of some lines of a `.gitignore`; remarks and empty lines are left out.

    Raises:
        ValueError: A line is no glob.
    """
    # Here, because most runs have no globs and need not wait for it.
    from pathspec import GitIgnoreSpec

    # Git reads `a/**/` as the folders below `a`; the library would have it mean the files, too.
    meant = [_FOLDERS.sub("**/*/", each) for each in lines]
    try:
        found = GitIgnoreSpec.from_lines(meant).patterns
    except re.error as error:  # [z-a]
        raise ValueError(meant) from error
    return [pattern for pattern in found if pattern.include is not None]


def fits(pattern: GitIgnoreSpecPattern, name: str, *, itself: bool) -> bool:
    """Whether a glob fits a place.

    Args:
        pattern: The glob.
        name: The place, with a `/` at its end if it is a folder.
        itself: Whether the place itself must be meant. A glob that means a folder fits all
            in it otherwise, and `folder/**` the folder.
    """
    found = pattern.match_file(name)
    if found is None or not itself:
        return found is not None
    # A pattern has one group, for the `/` behind what it means.
    if found.match.lastgroup is None:
        return not (name.endswith("/") and found.match.end() == len(name))
    return any(each.end() == len(name) for each in found.match.re.finditer(name))


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
    if not glob.strip():
        return "空です"
    if glob.removeprefix("!").startswith("./"):
        return "「./」で始まっています"
    if ".." in glob.split("/"):
        return "「..」があります"
    if "\\" in glob:
        return "「\\」があります"
    if _HIDDEN.search(glob):
        return "見えない文字があります"
    try:
        found = patterns([line(glob)])
    except ValueError:
        return "場所の形として読めません"
    return "" if found else "何も指しません"
