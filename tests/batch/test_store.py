"""The file of the cache: whole whatever happens to it, and no place for words."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import time
from pathlib import Path

import pytest

from checker.batch import store
from checker.batch.store import FILE, TAG, Store, StoreError, default_folder

NAMES = [bytes([number]) * 16 for number in range(5)]


def filled(folder: Path) -> Store:
    made = Store(folder)
    made.add([(name, name[:3]) for name in NAMES], {1: b"one", -2: b"two"})
    return made


def test_what_was_added_is_there_for_the_next(tmp_path: Path) -> None:
    filled(tmp_path / "c").close()
    again = Store(tmp_path / "c")
    wanted = [*NAMES[:2], b"unknown"]
    assert again.reports(wanted) == {name: name[:3] for name in NAMES[:2]}
    assert again.reports([]) == {}
    assert again.heads() == {1: b"one", -2: b"two"}


def test_more_names_than_one_question_holds(tmp_path: Path) -> None:
    made = Store(tmp_path)
    many = [number.to_bytes(16, "big") for number in range(1_201)]
    made.add([(name, b"x") for name in many], {})
    assert len(made.reports(many)) == len(many)


def test_the_folder_is_for_its_owner_and_no_backup(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    filled(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / TAG).read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55")
    assert (folder / ".gitignore").read_text() == "*\n"


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("x")
    with pytest.raises(StoreError, match="ほかのファイル"):
        Store(tmp_path)
    assert os.listdir(tmp_path) == ["notes.md"]


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "c").write_text("x")
    with pytest.raises(StoreError, match="フォルダーに書き込めません"):
        Store(tmp_path / "c")


@pytest.mark.parametrize(
    "content", [b"", b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 4096]
)
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    filled(tmp_path).close()
    (tmp_path / FILE).write_bytes(content)
    again = filled(tmp_path)
    assert len(again.reports(NAMES)) == 5


def test_damage_in_the_middle_is_noticed_and_the_next_run_is_well(tmp_path: Path) -> None:
    made = Store(tmp_path)
    made.add([(bytes([n]) * 16, os.urandom(5_000)) for n in range(200)], {})
    made.close()
    with (tmp_path / FILE).open("r+b") as file:
        file.seek(4_096)
        file.write(b"\xff" * 400_000)
    assert not Store(tmp_path).reports([bytes([n]) * 16 for n in range(200)])
    assert len(filled(tmp_path).reports(NAMES)) == 5


def test_a_cache_of_another_version_is_made_anew(tmp_path: Path) -> None:
    filled(tmp_path).close()
    file = sqlite3.connect(tmp_path / FILE)
    file.execute("PRAGMA user_version = 99")
    file.commit()
    file.close()
    assert not Store(tmp_path).reports(NAMES)


def test_a_full_disk_is_told_of(tmp_path: Path) -> None:
    made = filled(tmp_path)
    pages = made._file.execute("PRAGMA page_count").fetchone()[0]
    made._file.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="いっぱい"):
        made.add([(b"n" * 16, b"x" * 100_000)], {})
    assert len(made.reports(NAMES)) == 5  # what was there is there


def test_a_file_that_may_not_be_written_can_be_read(tmp_path: Path) -> None:
    filled(tmp_path).close()
    made = Store(tmp_path)
    made._file.execute("PRAGMA query_only = ON")
    assert len(made.reports(NAMES)) == 5
    with pytest.raises(StoreError, match="権限"):
        made.add([(NAMES[0], b"y")], {})


def test_two_runs_share_the_file(tmp_path: Path) -> None:
    one, other = Store(tmp_path), Store(tmp_path)
    one.add([(NAMES[0], b"a")], {1: b"h"})
    other.add([(NAMES[0], b"a"), (NAMES[1], b"b")], {1: b"h"})
    assert one.reports(NAMES) == other.reports(NAMES) == {NAMES[0]: b"a", NAMES[1]: b"b"}


def test_a_run_that_another_one_keeps_waiting_gives_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_WAIT", 0.05)
    one, other = Store(tmp_path), Store(tmp_path)
    one._file.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="ほかの点検"):
        other.add([(NAMES[0], b"a")], {})
    one._file.rollback()
    other.add([(NAMES[0], b"a")], {})


def test_what_nobody_uses_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = filled(tmp_path)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 20 * 86_400)
    made.used(NAMES[:2])
    assert len(made.reports(NAMES)) == 5
    monkeypatch.setattr(time, "time", lambda: now + 40 * 86_400)
    made.used([])
    assert set(made.reports(NAMES)) == set(NAMES[:2])
    monkeypatch.setattr(store, "MOST", 1)
    made.used([])
    assert len(made.reports(NAMES)) == 1


def test_the_usual_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "tsutawaru"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_folder() == tmp_path / ".cache" / "tsutawaru"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert default_folder() == tmp_path / "Library" / "Caches" / "tsutawaru"
