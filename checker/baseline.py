"""Findings that were there before: a file of hashes, so that only new ones are told.

The file has the paths of the drafts, seen from its own folder, the rules, and a hash for
each finding (`checker.fingerprints`), one a line, so that git can put two versions of it
together. It holds no text of a draft.
"""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from checker import git
from checker.config.globs import composed
from checker.document.writing import replace_file
from checker.errors import ConfigError
from checker.fingerprints import VERSION
from checker.regex import regex

SCHEMA_VERSION = 1
"""Counts up when the file is built in another way."""

_ABOUT = "check --baseline が読む、以前からの指摘の記録です。下書きの文章は入っていません。"
_FINGERPRINT = regex(r"[0-9a-f]{32}")

Known = Mapping[str, frozenset[str]]
"""The fingerprints of a draft's findings, by rule."""


class _Head(msgspec.Struct):
    """What every version of the file says of itself."""

    schema_version: int
    fingerprints: int


class _File(_Head, forbid_unknown_fields=True, kw_only=True):
    """The file, as JSON."""

    files: dict[str, dict[str, list[str]]]
    about: str = ""


@dataclass(frozen=True)
class Baseline:
    """What was found before.

    Attributes:
        path: The file.
        files: What is known of each draft, by its name seen from the file's folder.
        raw: What the file holds; None if it is not there yet.
    """

    path: Path
    files: Mapping[str, Known] = field(default_factory=dict)
    raw: bytes | None = None

    @property
    def folder(self) -> Path:
        """The folder that names are seen from, resolved."""
        return Path(os.path.realpath(self.path.parent))

    def name(self, path: Path) -> str:
        """What a draft is called in the file: `/` between folders, Unicode in normal form C."""
        real = os.path.join(os.path.realpath(path.parent), path.name)
        try:
            seen = os.path.relpath(real, self.folder)
        except ValueError:  # on another drive
            seen = real
        name = composed(seen.replace(os.sep, "/"))
        # A name in no encoding: no JSON could hold it as it is.
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")

    def is_gone(self, name: str) -> bool:
        """Whether a draft of the file is not where it was."""
        if "\\" in name:  # in no encoding: nobody can tell
            return False
        forms = dict.fromkeys((name, unicodedata.normalize("NFD", name)))
        return not any(os.path.lexists(self.folder / form) for form in forms)

    def write(self, files: Mapping[str, Known]) -> None:
        """Put other findings into the file, wholly or not at all.

        Raises:
            WriteError: The file is as it was, or not there.
        """
        kept = {
            name: {rule: sorted(known[rule]) for rule in sorted(known) if known[rule]}
            for name, known in sorted(files.items())
        }
        data = _File(
            schema_version=SCHEMA_VERSION,
            fingerprints=VERSION,
            files={name: known for name, known in kept.items() if known},
        )
        text = msgspec.json.format(msgspec.json.encode(_with_head(data)), indent=1) + b"\n"
        replace_file(self.path, text, expected=self.raw)


def _with_head(data: _File) -> dict[str, object]:
    """The values in the order in which a person should meet them."""
    return {
        "about": _ABOUT,
        "schema_version": data.schema_version,
        "fingerprints": data.fingerprints,
        "files": data.files,
    }


def load(path: Path) -> Baseline:
    """Read a file.

    Raises:
        ConfigError: It is not there or cannot be used.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a device may never end
            raise OSError(errno.EINVAL, "not a file")
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise ConfigError(
            "baseline-missing",
            str(path),
            "以前からの指摘の記録（--baseline）がありません。",
            f"名前を確かめるか、check --write-baseline {path} で作ってください。",
        ) from error
    except OSError as error:
        raise ConfigError(
            "baseline-unreadable",
            str(path),
            "以前からの指摘の記録を読めません。",
            "ふつうのファイルか、読む権限があるかを確かめてください。",
        ) from error
    text = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        head = msgspec.json.decode(text, type=_Head)
        if (head.schema_version, head.fingerprints) != (SCHEMA_VERSION, VERSION):
            raise ConfigError(
                "baseline-version",
                str(path),
                "別の版の check が作った記録なので、指摘を見分けられません。",
                "消してから --write-baseline で作り直してください。",
            )
        data = msgspec.json.decode(text, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(
            "baseline-invalid",
            str(path),
            "以前からの指摘の記録として読めません。",
            "git の衝突の印（<<<<<<<）が残っていないかを確かめてください。"
            "直せないときは、消してから --write-baseline で作り直してください。",
        ) from error
    hashes = [each for rules in data.files.values() for known in rules.values() for each in known]
    if not all(map(_FINGERPRINT.fullmatch, hashes)):
        raise ConfigError(
            "baseline-invalid",
            str(path),
            "以前からの指摘の記録に、check が書いたものではない値があります。",
            "元に戻すか、消してから --write-baseline で作り直してください。",
        )
    files = {
        name: {rule: frozenset(known) for rule, known in rules.items()}
        for name, rules in data.files.items()
    }
    return Baseline(path, files, raw)


def renamed(baseline: Baseline, drafts: Iterable[Path]) -> dict[str, str]:
    """The drafts that had another name when the file was written, as git sees it.

    Args:
        baseline: The file.
        drafts: The drafts of a run.

    Returns:
        The former names by the present ones.

    Raises:
        ConfigError: Drafts are gone and others are new, but git cannot tell.
    """
    gone = [name for name in baseline.files if baseline.is_gone(name)]
    if not gone:
        return {}
    new = {name: path for path in drafts if (name := baseline.name(path)) not in baseline.files}
    root = git.repository(baseline.folder)
    if not new or root is None:
        return {}
    names = _Names(root, baseline)
    found = _ask(
        root, baseline.path, [names.inside(name) for name in gone], names.real(new.values())
    )
    known = set(gone)
    return {
        now: before
        for before, now in ((names.seen(old), names.seen(name)) for old, name in found)
        if before in known and now in new
    }


@dataclass(frozen=True)
class _Names:
    """Names as a baseline and as git have them."""

    root: Path
    baseline: Baseline

    def inside(self, name: str) -> str:
        """A name of the baseline as one of the repository."""
        return os.path.relpath(self.baseline.folder / name, self.root).replace(os.sep, "/")

    def real(self, paths: Iterable[Path]) -> list[str]:
        """The names in the repository of files that are there; those outside are left out."""
        found = []
        for path in paths:
            place = Path(os.path.realpath(path.parent)) / path.name
            if place.is_relative_to(self.root):
                found.append(place.relative_to(self.root).as_posix())
        return found

    def seen(self, name: bytes) -> str:
        """A name of the repository as one of the baseline."""
        return self.baseline.name(self.root / os.fsdecode(name))


def _ask(
    root: Path, file: Path, gone: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[bytes, bytes]]:
    """Pairs of a former and a present name.

    An index of its own holds what is gone, and what is new as git's intention to add: so the
    user's index stays as it is, and a file that git does not know yet can be found, too.
    """
    place = os.path.join(os.path.realpath(file.parent), file.name)
    commit = git.run(root, "log", "-1", "--format=%H", "--", os.path.relpath(place, root)).strip()
    tree = git.run(root, "ls-tree", "-r", "-z", "--full-tree", commit.decode() or "HEAD")
    wanted = {composed(name) for name in gone}
    entries = [
        entry
        for entry in tree.split(b"\0")
        if entry and composed(os.fsdecode(entry.partition(b"\t")[2])) in wanted
    ]
    if not entries:
        return
    objects = git.run(root, "rev-parse", "--git-path", "objects").removesuffix(b"\n")
    with TemporaryDirectory(prefix="check-") as folder:
        # What git writes goes here, too: nothing in the user's repository changes.
        own = {
            "GIT_INDEX_FILE": os.path.join(folder, "index"),
            "GIT_OBJECT_DIRECTORY": folder,
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": os.path.join(root, os.fsdecode(objects)),
        }
        listed = b"".join(entry + b"\0" for entry in entries)
        git.run(root, "update-index", "-z", "--index-info", given=listed, variables=own)
        names = b"".join(os.fsencode(name) + b"\0" for name in new)
        git.run(
            root, "add", "--intent-to-add", "--force", "--pathspec-from-file=-",
            "--pathspec-file-nul", given=names, variables=own,
        )  # fmt: skip
        fields = git.run(
            root, "diff", "--name-status", "-z", "--no-ext-diff", "--no-relative", "-M", "-l0",
            "--diff-filter=R", variables=own,
        ).split(b"\0")  # fmt: skip
    for at in range(0, len(fields) - 2, 3):
        yield fields[at + 1], fields[at + 2]
