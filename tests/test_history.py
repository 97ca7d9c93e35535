"""Records of earlier runs: kept whole or not at all, read with care."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from checker import history
from checker.api import Checker, Format
from checker.errors import WriteError
from checker.model import Report
from checker.reporters.html import site_of
from checker.reporters.json import to_json
from checker.site.measures import SUMMARY_KIND
from checker.site.values import Summary

AS_OF = "2026-11-22"


def summary(as_of: str = AS_OF, pages: int = 3) -> Summary:
    return Summary(
        kind=SUMMARY_KIND,
        as_of=as_of,
        tool="0.1.0",
        pages=pages,
        characters=100,
        scores=None,
        bands=(0, 0, 0, 0),
        severities=(1, 2, 3),
        lacking=0,
        past=0,
        alike=0,
        rules={"facts/x": 6},
        folders={},
    )


def test_what_is_stored_is_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "記録" / "2026"
    history.store(folder, summary("2026-11-22"))
    history.store(folder, summary("2026-10-01", pages=2))
    history.store(folder, summary("2026-11-22", pages=4))  # the same day again
    found, errors = history.load(folder)
    assert errors == []
    assert [(each.as_of, each.pages) for each in found] == [("2026-10-01", 2), ("2026-11-22", 4)]
    assert sorted(path.name for path in folder.iterdir()) == [
        "tsutawaru-2026-10-01.json",
        "tsutawaru-2026-11-22.json",
    ]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert history.load(tmp_path / "none") == ([], [])


def test_whole_reports_count_too(tmp_path: Path) -> None:
    file = Checker(score=True, pages=True).check_text("窓口で申請できます。", format=Format.TEXT)
    report = Report("2026-09-01", (file,))
    (tmp_path / "report.json").write_text(to_json(report, "0.1.0"), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("読まない", encoding="utf-8")
    found, errors = history.load(tmp_path)
    assert errors == []
    assert found == [site_of(report, "0.1.0").summary]


@pytest.mark.parametrize("raw", [b"", b"{", b'{"a": 1}', b"\xff\xfe", b"[]", b'{"kind": "x"}'])
def test_what_is_no_record_is_named(tmp_path: Path, raw: bytes) -> None:
    history.store(tmp_path, summary())
    (tmp_path / "こわれた.json").write_bytes(raw)
    found, (error,) = history.load(tmp_path)
    assert len(found) == 1
    assert error.path.endswith("こわれた.json")
    assert "読めません" in str(error)
    assert "消してください" in error.remedy


@pytest.mark.parametrize("day", ["2026-9-01", "20260901", "きのう", ""])
def test_a_day_that_is_none_is_no_record(tmp_path: Path, day: str) -> None:
    history.store(tmp_path, summary(day))
    assert [error.code for error in history.load(tmp_path)[1]] == ["history-file"]


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("x")
    assert history.load(path)[1][0].code == "history-unreadable"
    with pytest.raises(WriteError, match="作れません"):
        history.store(path, summary())
    assert path.read_text() == "x"


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history.store(tmp_path, summary(pages=1))

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError):
        history.store(tmp_path, summary(pages=2))
    monkeypatch.undo()
    assert [each.pages for each in history.load(tmp_path)[0]] == [1]
    assert len(list(tmp_path.iterdir())) == 1


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "checker", "--as-of", AS_OF, "--tier", "morphemes", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_command_keeps_and_compares(tmp_path: Path) -> None:
    draft = tmp_path / "site" / "a.md"
    draft.parent.mkdir()
    draft.write_text("# 講座を開きます\n\n窓口で申請することができます。\n", encoding="utf-8")
    first = run(tmp_path, "site", "--format", "html", "--history", "h", "--exit-zero")
    assert (first.returncode, first.stderr) == (0, "")
    assert "この報告が最初の記録です" in first.stdout
    record = tmp_path / "h" / f"tsutawaru-{AS_OF}.json"
    assert "申請" not in record.read_text(encoding="utf-8")
    record.write_text(record.read_text().replace(AS_OF, "2026-10-22"), encoding="utf-8")
    record.rename(tmp_path / "h" / "before.json")
    (tmp_path / "h" / "other.json").write_text("{}")
    second = run(tmp_path, "site", "--format", "html", "--history", "h", "--exit-zero")
    assert second.returncode == 2  # what could not be read is told, and the page is there
    assert "other.json" in second.stderr
    assert "2026年10月22日" in second.stdout
    assert "点検できなかったファイル" not in second.stdout
    assert record.exists()


def test_a_text_report_is_kept_too(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 講座を開きます\n\n窓口で申請できます。\n", encoding="utf-8")
    done = run(tmp_path, "a.md", "--history", "h", "--exit-zero", "-q")
    assert done.returncode == 0
    assert (tmp_path / "h" / f"tsutawaru-{AS_OF}.json").exists()


def test_a_run_without_text_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("\n", encoding="utf-8")
    done = run(tmp_path, "a.md", "--history", "h", "--format", "html")
    assert done.returncode == 2
    assert not (tmp_path / "h").exists()
