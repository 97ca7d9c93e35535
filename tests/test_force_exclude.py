"""`--force-exclude`: programs that name files know nothing of what a city leaves out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests_support import ROOT

Check = Callable[..., "subprocess.CompletedProcess[str]"]
FAULTY = "⽇本語で話します。\n"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A folder whose old drafts are left out."""
    (tmp_path / "check.toml").write_text('exclude = ["old/**"]\n', encoding="utf-8")
    (tmp_path / ".gitignore").write_text("built.md\n", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    for name in ("new.md", "old/a.md", "old/b.md", "old/c.md", "old/d.md", "built.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(FAULTY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def check(city: Path) -> Check:
    def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "checker", "--tier", "text", *arguments],
            cwd=city,
            env={"PYTHONPATH": str(ROOT), "PATH": ""},
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_without_it_what_is_named_is_checked(check: Check) -> None:
    assert "old/a.md" in check("--quiet", "old/a.md").stdout


def test_what_is_left_out_stays_so_where_it_is_named(check: Check) -> None:
    done = check("--force-exclude", "--quiet", "new.md", "old/a.md", "built.md")
    assert done.returncode == 1
    assert "new.md" in done.stdout
    assert "old" not in done.stdout
    assert "old/a.md、built.md: 除く設定なので、点検していません。" in done.stderr


def test_if_nothing_is_left_that_is_no_error(check: Check) -> None:
    done = check("--force-exclude", "old/a.md", "old/b.md", "old/c.md", "old/d.md")
    assert done.returncode == 0, done.stderr
    assert (
        done.stderr == "old/a.md、old/b.md、old/c.md、ほか1件: 除く設定なので、点検していません。\n"
    )


def test_a_folder_is_left_out_as_a_whole(check: Check) -> None:
    assert check("old").returncode == 1
    done = check("--force-exclude", "old")
    assert (done.returncode, done.stdout) == (0, "点検したファイルはありません。\n")
    assert done.stderr.startswith("old: 除く設定")


def test_what_cannot_be_read_is_still_an_error(check: Check) -> None:
    done = check("--force-exclude", "old/a.md", "nowhere.md")
    assert done.returncode == 2
    assert "nowhere.md: ファイルが見つかりません。" in done.stderr


def test_an_empty_draft_beside_one_that_is_left_out_is_no_green_run(
    check: Check, city: Path
) -> None:
    (city / "empty.md").write_text("<!-- -->\n", encoding="utf-8")
    done = check("--force-exclude", "old/a.md", "empty.md")
    assert done.returncode == 2
    assert "点検できる文章がありませんでした。" in done.stderr


def test_files_that_are_left_out_are_not_mended(check: Check, city: Path) -> None:
    assert check("--fix", "--force-exclude", "old/a.md").returncode == 0
    assert (city / "old" / "a.md").read_text(encoding="utf-8") == FAULTY


def test_standard_input_has_the_place_of_its_name(check: Check) -> None:
    options = ("--force-exclude", "--stdin-filename", "old/a.md")
    done = check(*options, "-", given=FAULTY)
    assert (done.returncode, done.stdout) == (0, "点検したファイルはありません。\n")
    assert "old/a.md: 除く設定" in done.stderr
    # What is mended takes the place of the draft: nothing may be lost.
    assert check("--fix", *options, "-", given=FAULTY).stdout == FAULTY
    assert check("--stdin-filename", "old/a.md", "-", given=FAULTY).returncode == 1
