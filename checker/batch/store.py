"""The file of the cache: hashes, and what was sealed.

One SQLite file, because a run then opens one file and not thousands, several runs can share
it, and one that is killed leaves it as it was before its last step. It holds, by hashes of
drafts, sealed reports, and by numbers what findings have of their rules: no word of a draft.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

FILE = "reports.sqlite3"
TAG = "CACHEDIR.TAG"
_IGNORE = ".gitignore"
KEPT_DAYS = 30
"""Days without use after which a report is let go of."""

MOST = 50_000
"""Reports that are kept at most, some 300 MB; those that were used last."""

_VERSION = 1
_WAIT = 5.0  # seconds for another run to finish its step
_DAY = 86_400
_TAG = """Signature: 8a477f597d28d172789f06886806bc55
# This folder is a cache of tsutawaru and can be deleted at any time.
# https://bford.info/cachedir/
"""
_TABLES = {
    "reports": "name BLOB PRIMARY KEY, body BLOB NOT NULL, day INTEGER NOT NULL",
    "heads": "number INTEGER PRIMARY KEY, body BLOB NOT NULL",
}


class StoreError(Exception):
    """The cache cannot be used; the argument says why, in Japanese."""


class Store:
    """Sealed reports by their names. Used by one thread.

    Args:
        folder: Where the file is; made if need be, only for its owner.

    Raises:
        StoreError: The folder cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        _prepare(folder)
        self._path = folder / FILE
        try:
            self._file = _opened(self._path)
        except sqlite3.Error as error:
            if not _is_damage(error):
                raise StoreError(_why(error)) from error
            self._discard()
            try:
                self._file = _opened(self._path)
            except sqlite3.Error as again:
                raise StoreError(_why(again)) from again

    def reports(self, names: Sequence[bytes]) -> dict[bytes, bytes]:
        """The sealed reports of these names, as far as there are any.

        Raises:
            StoreError: The file cannot be read.
        """
        return dict(self._rows("name, body", names))

    def there(self, names: Sequence[bytes]) -> set[bytes]:
        """Those of some names under which a report is kept.

        Raises:
            StoreError: The file cannot be read.
        """
        return {name for (name,) in self._rows("name", names)}

    def _rows(self, columns: str, names: Sequence[bytes]) -> list[Any]:
        rows: list[Any] = []
        try:
            for start in range(0, len(names), 500):
                some = names[start : start + 500]
                marks = ",".join("?" * len(some))
                query = f"SELECT {columns} FROM reports WHERE name IN ({marks})"
                rows += self._file.execute(query, some)
        except sqlite3.Error as error:
            raise self._failed(error) from error
        return rows

    def heads(self) -> dict[int, bytes]:
        """What findings have of their rules, by number.

        Raises:
            StoreError: The file cannot be read.
        """
        try:
            return dict(self._file.execute("SELECT number, body FROM heads"))
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def add(self, reports: Iterable[tuple[bytes, bytes]], heads: Mapping[int, bytes]) -> None:
        """Keep sealed reports by their names, and heads: all of them or none.

        Raises:
            StoreError: They cannot be written.
        """
        today = int(time.time()) // _DAY
        try:
            with self._file:
                self._file.executemany("INSERT OR REPLACE INTO heads VALUES (?, ?)", heads.items())
                self._file.executemany(
                    "INSERT OR REPLACE INTO reports VALUES (?, ?, ?)",
                    [(name, body, today) for name, body in reports],
                )
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def used(self, names: Iterable[bytes]) -> None:
        """Note that reports are still of use, and let go of those that are not.

        Raises:
            StoreError: The file cannot be written.
        """
        today = int(time.time()) // _DAY
        try:
            with self._file:
                self._file.executemany(
                    "UPDATE reports SET day = ? WHERE name = ? AND day <> ?",
                    [(today, name, today) for name in names],
                )
                self._file.execute("DELETE FROM reports WHERE day < ?", (today - KEPT_DAYS,))
                self._file.execute(
                    "DELETE FROM reports WHERE rowid IN"
                    " (SELECT rowid FROM reports ORDER BY day DESC LIMIT -1 OFFSET ?)",
                    (MOST,),
                )
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _failed(self, error: sqlite3.Error) -> StoreError:
        if _is_damage(error):
            self._file.close()
            self._discard()
        return StoreError(_why(error))

    def _discard(self) -> None:
        """Throw a damaged file away: what it held can be found again."""
        with suppress(OSError):
            self._path.unlink()


def default_folder() -> Path:
    """Where programs of this system keep what they can make again."""
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "tsutawaru"


def _prepare(folder: Path) -> None:
    """Make the folder ours: only its owner sees it, and no backup needs it."""
    tag = folder / TAG
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not tag.exists():
            # Another run may be making the folder just now.
            if any(path.name not in (TAG, _IGNORE, FILE) for path in folder.iterdir()):
                raise StoreError("フォルダーに、ほかのファイルが入っています")
            folder.chmod(0o700)
            tag.write_text(_TAG, encoding="ascii")
            # In a repository nobody wants to commit it.
            (folder / _IGNORE).write_text("*\n", encoding="ascii")
    except OSError as error:
        raise StoreError(f"フォルダーに書き込めません（{error.strerror}）") from error


def _opened(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path, timeout=_WAIT)
    try:
        if _version_of(file) != _VERSION:
            # Another run may be making the tables just now: look again when it has done so.
            file.execute("BEGIN IMMEDIATE")
            if _version_of(file) != _VERSION:
                for table, columns in _TABLES.items():
                    file.execute(f"DROP TABLE IF EXISTS {table}")
                    file.execute(f"CREATE TABLE {table} ({columns})")
                file.execute(f"PRAGMA user_version = {_VERSION}")
            file.commit()
        file.execute("SELECT 1 FROM reports, heads LIMIT 1").fetchall()
    except sqlite3.Error:
        file.close()
        raise
    return file


def _version_of(file: sqlite3.Connection) -> int:
    (version,) = file.execute("PRAGMA user_version").fetchone()
    return int(version)


def _is_damage(error: sqlite3.Error) -> bool:
    """Whether the file is no database, or not one of ours; it then holds nothing of worth."""
    text = str(error)
    return any(words in text for words in ("not a database", "malformed", "no such", "encrypted"))


def _why(error: sqlite3.Error) -> str:
    text = str(error)
    if "locked" in text:
        return "ほかの点検が使っています"
    if "full" in text:
        return "ディスクがいっぱいです"
    if "readonly" in text or "read-only" in text:
        return "書き込む権限がありません"
    if _is_damage(error):
        return "ファイルが壊れていたので、作り直します"
    return "ファイルを開けません"
