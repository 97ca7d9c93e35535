"""`--format FMT[=FILE]`: which report goes where, and what happens where it cannot."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from formats_support import READERS, told

from checker import cli
from checker.errors import ConfigError
from checker.outputs import parse
from checker.reporters.registry import FORMATS

FLAWED = "# 講座のご案内\n\n申請書を出して下さい。\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    (tmp_path / "お知らせ.md").write_text(FLAWED, encoding="utf-8")

    def go(*arguments: str) -> tuple[int, str, str]:
        status = cli.run(
            ["--no-config", "--as-of", "2026-11-22", "--select", "notation/kudasai", *arguments]
        )
        out, err = capsys.readouterr()
        return status, out, err

    return go


def test_without_a_format_it_is_text() -> None:
    (output,) = parse(())
    assert (output.format.name, output.path) == ("text", None)


@pytest.mark.parametrize(
    ("given", "told_of"),
    [
        (("json", "sarif"), "標準出力に出せる形式は1つだけ"),
        (("json", "sarif=-"), "標準出力に出せる形式は1つだけ"),
        (("json=a.json", "gitlab=./b/../a.json"), "json と gitlab を書き出せません"),
        (("sarf",), "「sarif」のことでしょうか"),
        (("report.sarif",), "「sarif=report.sarif」のことでしょうか"),
        (("pdf",), "checkstyle"),
        (("sarif=",), "sarif=report.sarif"),
    ],
)
def test_what_cannot_be_asked_for(given: tuple[str, ...], told_of: str) -> None:
    with pytest.raises(ConfigError) as error:
        parse(given)
    assert told_of in str(error.value)
    assert "→" in str(error.value)


def test_every_format_at_once(run: Run, tmp_path: Path) -> None:
    formats = [f"--format={name}=out.{name}" for name in FORMATS if name != "text"]
    status, out, err = run(*formats, "--format", "text", "お知らせ.md")
    assert status == 1
    assert "notation/kudasai" in out
    for name in READERS:
        text = (tmp_path / f"out.{name}").read_bytes().decode("utf-8")
        (found,) = told(name, text)
        assert found.rule == "notation/kudasai"
        assert f"out.{name}: {name} の結果を書き出しました。" in err
    assert "notation/kudasai" in (tmp_path / "out.markdown").read_text("utf-8")


def test_text_in_a_file_has_no_colour(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("--format", "text=out.txt", "お知らせ.md")
    assert (status, out) == (1, "")
    assert "\x1b" not in (tmp_path / "out.txt").read_text("utf-8")


@pytest.mark.parametrize("name", READERS)
def test_a_path_is_seen_from_the_working_directory(run: Run, tmp_path: Path, name: str) -> None:
    _, out, _ = run("--format", name, str(tmp_path / "お知らせ.md"))
    (found,) = told(name, out)
    assert found.path in ("お知らせ.md", "%E3%81%8A%E7%9F%A5%E3%82%89%E3%81%9B.md")


def test_a_missing_folder_is_told_before_anything_is_checked(run: Run, tmp_path: Path) -> None:
    status, out, err = run("--format", "sarif=none/out.sarif", "お知らせ.md")
    assert (status, out) == (2, "")
    assert "none/out.sarif: 書き出す先のフォルダーがありません。" in err
    assert not (tmp_path / "none").exists()


def test_a_folder_is_no_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    status, _, err = run("--format", "sarif=out", "お知らせ.md")
    assert status == 2
    assert "out/report.sarif" in err


def test_a_report_never_replaces_a_draft(run: Run, tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to("お知らせ.md")
    for name in ("お知らせ.md", "link.md"):
        status, _, err = run("--format", f"markdown={name}", ".")
        assert status == 2
        assert "点検する下書きと同じファイル" in err
    assert (tmp_path / "お知らせ.md").read_text("utf-8") == FLAWED


def test_a_folder_without_permission(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: not Path(path).is_dir())
    status, out, err = run("--format", "sarif=out.sarif", "お知らせ.md")
    assert (status, out) == (2, "")
    assert "書き込む権限がありません" in err
    assert not (tmp_path / "out.sarif").exists()


def test_a_full_disk_leaves_the_old_report_and_loses_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = tmp_path / "out.sarif"
    old.write_text("old", encoding="utf-8")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    status, out, err = run("--format", "sarif=out.sarif", "お知らせ.md")
    assert status == 2
    assert "空きが足りない" in err
    assert "代わりに標準出力に出しました" in err
    assert len(told("sarif", out)) == 1
    assert old.read_text("utf-8") == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"out.sarif", "お知らせ.md"}


def test_a_report_that_cannot_be_written_does_not_mix_with_another(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    status, out, err = run("--format", "sarif=out.sarif", "--format", "json", "お知らせ.md")
    assert status == 2
    assert json.loads(out)["summary"]["findings"] == 1
    assert "代わりに" not in err


def test_with_a_patch_on_standard_output(run: Run, tmp_path: Path) -> None:
    _, out, _ = run("--diff", "--format", "sarif=out.sarif", "お知らせ.md")
    assert out.startswith("--- a/お知らせ.md")
    assert "+申請書を出してください。" in out
    assert len(told("sarif", (tmp_path / "out.sarif").read_text("utf-8"))) == 1


def test_inputs_that_cannot_be_checked_are_in_the_report(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    status, out, _ = run("--format", "junit", "お知らせ.md", "a.docx")
    assert status == 2
    assert 'errors="1"' in out
    assert "a.docx" in out


# The summary of a step of GitHub Actions


def test_the_summary_goes_behind_what_is_there(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    summary = tmp_path / "summary"
    summary.write_text("# 前の処理", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    _, out, _ = run("--format", "github", "お知らせ.md")
    assert out.startswith("::warning file=お知らせ.md,line=3")
    text = summary.read_text("utf-8")
    assert text.startswith("# 前の処理\n## お知らせの点検\n")
    assert "1ファイルを点検" in text


def test_only_the_format_of_github_writes_a_summary(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    run("--format", "sarif", "お知らせ.md")
    assert not (tmp_path / "summary").exists()


def test_a_summary_that_cannot_be_written_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "none" / "summary"))
    status, out, err = run("--format", "github", "お知らせ.md")
    assert status == 2
    assert out.startswith("::warning ")
    assert "summary" in err
    assert "→" in err


def test_a_summary_that_is_full_is_left_alone(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    summary = tmp_path / "summary"
    summary.write_bytes(b"x" * (1024 * 1024 - 10))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    status, out, err = run("--format", "github", "お知らせ.md")
    assert status == 1
    assert "::warning " in out
    assert "要約は書いていません" in err
    assert summary.stat().st_size == 1024 * 1024 - 10
