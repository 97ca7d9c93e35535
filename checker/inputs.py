"""Which files a run is about."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from checker.config.globs import Globs
from checker.document.read import FORMATS, format_of
from checker.errors import CheckerError, InputError
from checker.ignoring import Ignoring, above, ignored, ignored_on_the_way, inside

STDIN = "-"

_HOW_TO_HAND_IN = {
    ".docx": "Wordで開き、「名前を付けて保存」でファイルの種類を「書式なし（.txt）」にしてください。",
    ".doc": "Wordで開き、「名前を付けて保存」でファイルの種類を「書式なし（.txt）」にしてください。",
    ".jtd": "一太郎で開き、「名前を付けて保存」でファイルの種類を「テキスト（.txt）」にしてください。",
    ".pdf": "元のファイル（Wordなど）から文章を写し、.txt か .md で保存してください。",
}


@dataclass(frozen=True, slots=True)
class Input:
    """A file to check. `named` tells whether the user named it or its folder."""

    path: Path
    named: bool


@dataclass(frozen=True, slots=True)
class Collected:
    """What the user means.

    Attributes:
        inputs: The files, each once, in order.
        errors: What cannot be used.
        walked: The folders that were walked.
        links: Links to folders that were met on the way and not followed.
        left_out: What the user names and is left out all the same, see `collect`.
    """

    inputs: tuple[Input, ...]
    errors: tuple[CheckerError, ...]
    walked: tuple[Path, ...]
    links: tuple[Path, ...]
    left_out: tuple[Path, ...] = ()


Excludes = Callable[[Path], Sequence[Globs]]
"""The globs of the configuration that leave something out of a folder."""


def collect(
    paths: Iterable[str], excludes: Excludes = lambda folder: (), *, force: bool = False
) -> Collected:
    """The files that the user means.

    A folder is walked for known suffixes. Hidden files and folders are left out, and
    what git or the configuration leaves out; links to folders are not followed (they
    may lead in a circle). What the user names is checked in any case.

    Args:
        paths: Files and folders.
        excludes: See `Excludes`.
        force: Whether what is left out of a folder is left out also where it is named: who
            names files may be a program that knows nothing of the configuration.
    """
    inputs: dict[str, Input] = {}
    errors: list[CheckerError] = []
    walked: list[Path] = []
    links: list[Path] = []
    left_out: list[Path] = []
    for name in paths:
        path = Path(name)
        is_folder = os.path.isdir(path)
        if force and is_left_out(path, excludes, is_folder=is_folder):
            left_out.append(path)
            continue
        if is_folder:
            walk = _Walk(path, excludes)
            before = len(inputs)
            for real, file in walk.files():
                inputs.setdefault(real, Input(file, named=False))
            errors += walk.errors
            links += walk.links
            walked.append(path)
            if len(inputs) == before and not walk.found and not walk.errors:
                errors.append(_empty_folder(name, walk.left_out))
            continue
        error = _unusable(path, named=True)
        if error is not None:
            errors.append(error)
        else:
            inputs[os.path.realpath(path)] = Input(path, named=True)
    return Collected(
        tuple(inputs.values()), tuple(errors), tuple(walked), tuple(links), tuple(left_out)
    )


@dataclass
class _Walk:
    """A walk through one folder, and what was met on the way."""

    folder: Path
    excludes: Excludes
    errors: list[InputError] = field(default_factory=list)
    links: list[Path] = field(default_factory=list)
    found: int = 0
    left_out: int = 0

    def files(self) -> Iterator[tuple[str, Path]]:
        """The drafts: their real path, and the one as seen from here."""
        start = self.folder.resolve()
        # Who names a folder that is left out wants it checked.
        rules = above(start, self.errors)
        named = ignored_on_the_way(start, rules, is_folder=True)
        git = {str(self.folder): () if named else rules}
        waived = [
            globs for globs in self.excludes(self.folder) if globs.decide(start, is_folder=True)
        ]
        for root, folders, files in os.walk(self.folder, onerror=self._unreadable):
            below = os.path.relpath(root, self.folder)
            real = str(start) if below == "." else os.path.join(start, below)
            rules = git.pop(root) + inside(real, self.errors)
            globs = [each for each in self.excludes(Path(root)) if each not in waived]
            kept = []
            for name in sorted(folders):
                place = os.path.join(real, name)
                if name.startswith(".") or self._leaves_out(place, rules, globs, is_folder=True):
                    continue
                if os.path.islink(os.path.join(root, name)):
                    self.links.append(Path(root, name))
                    continue
                kept.append(name)
                git[os.path.join(root, name)] = rules
            folders[:] = kept
            for name in sorted(files):
                if name.startswith(".") or format_of(name) is None:
                    continue
                place = os.path.join(real, name)
                if self._leaves_out(place, rules, globs, is_folder=False):
                    continue
                path = Path(root, name)
                error = _unusable(path, named=False)
                if error is not None:
                    self.errors.append(error)
                    continue
                self.found += 1
                yield os.path.realpath(place) if path.is_symlink() else place, path

    def _leaves_out(
        self, place: str, rules: Sequence[Ignoring], globs: Sequence[Globs], *, is_folder: bool
    ) -> bool:
        left_out = bool(rules) and ignored(place, rules, is_folder=is_folder)
        if globs and not left_out:
            left_out = _last(globs, Path(place), is_folder=is_folder, itself=True)
        self.left_out += left_out
        return left_out

    def _unreadable(self, error: OSError) -> None:
        self.errors.append(
            InputError(
                "folder-unreadable",
                str(error.filename or self.folder),
                "フォルダーを開けません。",
                "読む権限があるかを確かめてください。",
            )
        )


def is_left_out(path: Path, excludes: Excludes, *, is_folder: bool = False) -> bool:
    """Whether a place is passed over when a folder above it is walked."""
    place = path.parent.resolve() / path.name
    rules = above(place.parent, []) + inside(str(place.parent), [])
    if ignored_on_the_way(place, rules, is_folder=is_folder):
        return True
    return _last(excludes(path.parent), place, is_folder=is_folder, itself=False)


def _last(globs: Sequence[Globs], path: Path, *, is_folder: bool, itself: bool) -> bool:
    """What the last of several globs says that fit a place; False if none does."""
    decided = (each.decide(path, is_folder=is_folder, itself=itself) for each in reversed(globs))
    return next((each for each in decided if each is not None), False)


def _unusable(path: Path, *, named: bool) -> InputError | None:
    """Why a file cannot be checked; None if it can, as far as its name and kind tell."""
    name = str(path)
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.ELOOP:
            return _broken_link(name, "リンクが輪になっているので、開けません。")
        if path.is_symlink():
            return _broken_link(name, "リンクの先に、ファイルがありません。")
        if isinstance(error, PermissionError):
            return None  # to open it fails, too, and says so
        return _missing(name)
    if named and format_of(name) is None:
        return _unknown_suffix(name)
    if not stat.S_ISREG(mode):
        return InputError(
            "no-file",
            name,
            "ふつうのファイルではないので、点検できません。",
            "文章の入ったファイルを指定してください。",
        )
    return None


def _broken_link(name: str, message: str) -> InputError:
    return InputError("broken-link", name, message, "リンクを作り直すか、消してください。")


def _empty_folder(name: str, left_out: int) -> InputError:
    remedy = f"点検できるのは {' '.join(FORMATS)} のファイルです。"
    if left_out:
        remedy += (
            f"設定の exclude か .gitignore で、{left_out}か所を除いています。"
            "除いたものは、名前を指定すると点検できます。"
        )
    return InputError(
        "empty-folder", name, "フォルダーの中に、点検できるファイルがありません。", remedy
    )


def _missing(name: str) -> InputError:
    return InputError(
        "not-found",
        name,
        "ファイルが見つかりません。",
        "名前と、今いるフォルダーを確かめてください。",
    )


def _unknown_suffix(name: str) -> InputError:
    suffix = Path(name).suffix.lower()
    remedy = _HOW_TO_HAND_IN.get(suffix, f"点検できるのは {' '.join(FORMATS)} のファイルです。")
    what = f"「{suffix}」のファイル" if suffix else "拡張子のないファイル"
    return InputError("unknown-suffix", name, f"{what}は点検できません。", remedy)
