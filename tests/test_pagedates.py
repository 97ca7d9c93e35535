"""The days of pages that do not tell their own: from git, else from the file."""

from __future__ import annotations

import datetime
import os
import subprocess
from pathlib import Path

import pytest

from checker.model import FileReport, PageReport, Profile
from checker.pagedates import PageDates

MAY, JUNE = "2026-05-04", "2026-06-05"


def git(folder: Path, *arguments: str, day: str = MAY) -> None:
    stamp = f"{day}T12:00:00+09:00"
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@aoba.example", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        env={**os.environ, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp},
    )


def file(path: Path, published: str = "") -> FileReport:
    page = PageReport(published, "front_matter" if published else "", "", b"")
    return FileReport(str(path), "", "utf-8", Profile.GENERAL, "", 1, (), page=page)


def told(path: Path, published: str = "") -> tuple[str, str]:
    made = PageDates().dated(file(path, published))
    assert made.page is not None
    return made.page.published, made.page.dated_by


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a page of May that was renamed in June, and one that is not in it."""
    root = tmp_path / "サイト"
    (root / "お知らせ").mkdir(parents=True)
    git(root, "init", "-q")
    old = root / "お知らせ" / "古い 名前.md"
    old.write_text("# 講座\n\n" + "窓口で申請できます。\n" * 20, encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "May")
    old.rename(root / "お知らせ" / "新しい名前.md")
    (root / "june.md").write_text("# 別のページ\n", encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "June", day=JUNE)
    (root / "june.md").write_text("# 直したページ\n", encoding="utf-8")
    git(root, "commit", "-qam", "July", day="2026-07-07")
    loose = root / "loose.md"
    loose.write_text("# まだ git にないページ\n", encoding="utf-8")
    return root


def test_the_first_commit_counts(repository: Path) -> None:
    assert told(repository / "june.md") == (JUNE, "git")


def test_a_renamed_page_keeps_its_day(repository: Path) -> None:
    assert told(repository / "お知らせ" / "新しい名前.md") == (MAY, "git")


def test_what_the_page_says_wins(repository: Path) -> None:
    assert told(repository / "june.md", "2020-01-02") == ("2020-01-02", "front_matter")


def test_a_file_outside_git_has_its_own_time(repository: Path, tmp_path: Path) -> None:
    noon = datetime.datetime(2024, 3, 2, 12).timestamp()
    for path in (repository / "loose.md", tmp_path / "alone.md"):
        path.touch()
        os.utime(path, (noon, noon))
        assert told(path) == ("2024-03-02", "file")


def test_in_a_shallow_clone_nobody_can_tell(repository: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", str(clone))
    assert told(clone / "june.md") == ("", "")


def test_without_git_nobody_can_tell(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert told(repository / "june.md") == ("", "")


def test_a_file_that_is_gone_and_standard_input(tmp_path: Path) -> None:
    assert told(tmp_path / "gone.md") == ("", "")
    assert told(Path("-")) == ("", "")


def test_reports_without_pages_are_left_alone() -> None:
    bare = FileReport("a.md", "", "utf-8", Profile.GENERAL, "", 1, ())
    assert PageDates().dated(bare) is bare
