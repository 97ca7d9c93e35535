"""`--changed`, `--since`, `--changed-lines`: only what was changed since a commit is told."""

from __future__ import annotations

from pathlib import Path

import pytest
import sifting_support
from sifting_support import FLAWED, OTHER, Here, write

here = pytest.fixture(sifting_support.here)

MORE = FLAWED + "\n書類を見て下さい。\n"
NAMES = ["a.md", "お知らせ/講座 一覧.md", "改行\nのある名前.md", "-r.md", ":(top)x.md", '"q".md']


@pytest.fixture
def repository(here: Here) -> Here:
    """Drafts under all kinds of names, put into git."""
    for name in NAMES:
        write(here.root, name)
    here.commit()
    return here


def test_nothing_was_changed(repository: Here) -> None:
    status, files, err = repository.run("--changed", ".")
    assert (status, files) == (0, {})
    assert (
        f"「最後のコミット」から変わった下書きはありません（{len(NAMES)}ファイルを比べました）"
        in err
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_draft_alone_is_checked(repository: Here, name: str) -> None:
    write(repository.root, name, MORE)
    status, files, err = repository.run("--changed", ".")
    assert (status, files) == (1, {name: ["下さい", "下さい"]})
    assert "変わった 1ファイルを点検しました（変わっていない 5ファイルは" in err


@pytest.mark.parametrize("name", NAMES)
def test_changed_lines_alone_are_told(repository: Here, name: str) -> None:
    write(repository.root, name, MORE)
    status, files, err = repository.run("--changed-lines", ".")
    assert (status, files) == (1, {name: ["下さい"]})
    assert "変わっていない行の指摘 1件は、表示していません。" in err


@pytest.mark.parametrize("name", ["new.md", "新しい フォルダー/新しい\n名前.md"])
def test_a_draft_that_git_does_not_know_is_new_as_a_whole(repository: Here, name: str) -> None:
    write(repository.root, name, MORE)
    for option in ("--changed", "--changed-lines"):
        assert repository.run(option, ".")[1] == {name: ["下さい", "下さい"]}


def test_staged_changes_count_as_others_do(repository: Here) -> None:
    write(repository.root, "a.md", MORE)
    write(repository.root, "new.md")
    repository.git("add", "-A")
    _, files, _ = repository.run("--changed-lines", ".")
    assert files == {"a.md": ["下さい"], "new.md": ["下さい"]}


def test_a_renamed_draft_has_only_its_changed_lines(repository: Here) -> None:
    long = FLAWED + "".join(f"\n{number}番の窓口で受け付けます。\n" for number in range(30))
    write(repository.root, "long.md", long)
    repository.commit()
    repository.git("mv", "long.md", "長い 名前.md")
    write(repository.root, "長い 名前.md", long + "\n書類を見て下さい。\n")
    _, files, _ = repository.run("--changed-lines", ".")
    assert files == {"長い 名前.md": ["下さい"]}
    assert repository.run("--changed", ".")[1] == {"長い 名前.md": ["下さい", "下さい"]}


def test_a_deleted_draft_is_no_draft(repository: Here) -> None:
    (repository.root / "a.md").unlink()
    assert repository.run("--changed", ".")[:2] == (0, {})


def test_since_a_commit(repository: Here) -> None:
    write(repository.root, "b.md")
    repository.commit()
    write(repository.root, "c.md")
    repository.commit()
    assert list(repository.run("--changed", "--since", "HEAD~1", ".")[1]) == ["c.md"]
    assert list(repository.run("--changed", "--since", "HEAD~2", ".")[1]) == ["b.md", "c.md"]


def test_what_came_into_the_other_branch_is_not_ours(repository: Here) -> None:
    repository.git("checkout", "-qb", "講座")
    write(repository.root, "mine.md")
    repository.commit()
    repository.git("checkout", "-q", "main")
    write(repository.root, "theirs.md", OTHER)
    repository.commit()
    repository.git("checkout", "-q", "講座")
    _, files, err = repository.run("--changed", "--since", "main", ".")
    assert list(files) == ["mine.md"]
    assert "「main」から変わった 1ファイル" in err


def clone(here: Here, *options: str) -> Path:
    """A clone of the repository."""
    place = here.root.parent / "clone"
    here.git("clone", "-q", *options, f"file://{here.root}", str(place))
    return place


def test_a_clone_compares_with_what_it_follows(
    repository: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = clone(repository)
    write(place, "b.md")
    repository.git("add", "-A", folder=place)
    repository.git("commit", "-qm", "b", folder=place)
    monkeypatch.chdir(place)
    _, files, err = repository.run("--changed", ".")
    assert list(files) == ["b.md"]
    assert "「origin/main」から変わった 1ファイル" in err


@pytest.mark.parametrize("option", ["--since=origin/main", "--since=HEAD~3"])
def test_a_shallow_clone_is_told_how_to_become_deep(
    repository: Here, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    repository.git("checkout", "-qb", "work")
    write(repository.root, "b.md")
    repository.commit()
    repository.git("checkout", "-q", "main")
    write(repository.root, "c.md", OTHER)
    repository.commit()
    place = clone(repository, "--depth", "1", "--no-single-branch", "--branch", "work")
    monkeypatch.chdir(place)
    status, files, err = repository.run("--changed", option, ".")
    assert (status, files) == (2, {})
    assert "fetch-depth: 0" in err
    assert "git fetch --unshallow" in err


def test_a_checkout_of_a_commit_has_to_be_told_what_to_compare_with(
    repository: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = clone(repository, "--depth", "1")
    repository.git("checkout", "-q", "--detach", folder=place)
    repository.git("remote", "set-head", "origin", "--delete", folder=place)
    monkeypatch.chdir(place)
    status, _, err = repository.run("--changed", ".")
    assert status == 2
    assert "--since origin/main" in err
    assert "fetch-depth: 0" in err


@pytest.mark.parametrize("name", ["nein", "--output=x", "HEAD:a.md", "講座", "main..HEAD"])
def test_an_unknown_commit_is_named(repository: Here, name: str) -> None:
    status, files, err = repository.run("--changed", f"--since={name}", ".")
    assert (status, files) == (2, {})
    assert f"「{name}」というコミットや枝は" in err
    assert "git branch --all" in err
    assert not (repository.root / "x").exists()


def test_histories_without_a_common_commit(repository: Here) -> None:
    repository.git("checkout", "-q", "--orphan", "other")
    repository.git("commit", "-qm", "y")
    status, _, err = repository.run("--changed", "--since", "main", ".")
    assert status == 2
    assert "共通のコミットがありません" in err


def test_before_the_first_commit_all_is_new(here: Here) -> None:
    here.git("init", "-q")
    write(here.root, "a.md")
    write(here.root, "b.md")
    here.git("add", "a.md")
    for option in ("--changed", "--changed-lines"):
        assert list(here.run(option, ".")[1]) == ["a.md", "b.md"]


def test_without_a_repository(here: Here) -> None:
    write(here.root, "a.md")
    status, files, err = here.run("--changed", ".")
    assert (status, files) == (2, {})
    assert "git で管理していないフォルダー" in err
    assert str(here.root) in err


def test_without_git(repository: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repository.root, "a.md", MORE)
    monkeypatch.setenv("PATH", "")
    for option in ("--changed", "--changed-lines"):
        status, files, err = repository.run(option, ".")
        assert (status, files) == (2, {})
        assert "git を動かせません" in err


def test_a_broken_repository(here: Here) -> None:
    write(here.root, "a.md")
    (here.root / ".git").mkdir()
    status, _, err = here.run("--changed", ".")
    assert status == 2
    assert "git が答えられませんでした" in err
    assert str(here.root) in err


def test_a_file_that_is_named_twice_or_from_afar(
    repository: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repository.root, "a.md", MORE)
    (repository.root / "sub").mkdir()
    monkeypatch.chdir(repository.root / "sub")
    _, files, _ = repository.run("--changed-lines", "../a.md", str(repository.root / "a.md"))
    assert list(files.values()) == [["下さい"]]


def test_a_link_counts_as_changed_with_what_it_leads_to(repository: Here) -> None:
    write(repository.root, "本文/x.md")
    (repository.root / "link.md").symlink_to("本文/x.md")
    repository.commit()
    assert repository.run("--changed", "link.md")[:2] == (0, {})
    write(repository.root, "本文/x.md", MORE)
    assert repository.run("--changed-lines", "link.md")[1] == {"link.md": ["下さい"]}


def test_drafts_of_two_repositories(repository: Here) -> None:
    other = repository.root.parent / "other"
    other.mkdir()
    write(other, "check.toml", 'select = ["notation/kudasai"]\n')
    write(other, "a.md")
    repository.git("init", "-q", folder=other)
    repository.git("add", "-A", folder=other)
    repository.git("commit", "-qm", "x", folder=other)
    write(other, "a.md", MORE)
    write(repository.root, "a.md", MORE)
    _, files, _ = repository.run("--changed-lines", ".", str(other))
    assert files == {"a.md": ["下さい"], str(other / "a.md"): ["下さい"]}


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_line_ends_of_windows(here: Here, ends: str) -> None:
    path = here.root / "a.md"
    path.write_bytes(FLAWED.replace("\n", ends).encode())
    here.commit()
    path.write_bytes(MORE.replace("\n", ends).encode())
    assert here.run("--changed-lines", ".")[1] == {"a.md": ["下さい"]}


def test_changed_line_ends_are_a_change(here: Here) -> None:
    write(here.root, "a.md")
    here.commit()
    write(here.root, "a.md", FLAWED.replace("\n", "\r\n"))
    assert here.run("--changed-lines", ".")[1] == {"a.md": ["下さい"]}


def test_in_utf_16_all_lines_count_because_git_sees_none(here: Here) -> None:
    path = here.root / "a.txt"
    path.write_bytes(FLAWED.encode("utf-16"))
    here.commit()
    assert here.run("--changed-lines", ".")[1] == {}
    path.write_bytes(MORE.encode("utf-16"))
    assert here.run("--changed-lines", ".")[1] == {"a.txt": ["下さい", "下さい"]}


def test_in_shift_jis_lines_are_lines(here: Here) -> None:
    path = here.root / "a.txt"
    path.write_bytes(FLAWED.encode("cp932"))
    here.commit()
    path.write_bytes(MORE.encode("cp932"))
    assert here.run("--changed-lines", ".")[1] == {"a.txt": ["下さい"]}


def test_settings_of_the_user_do_not_change_the_answer(repository: Here) -> None:
    for name, value in (
        ("diff.noprefix", "true"),
        ("color.ui", "always"),
        ("diff.renames", "false"),
        ("diff.external", "false"),
        ("diff.relative", "true"),
        ("diff.interHunkContext", "50"),
        ("diff.context", "10"),
        ("diff.ignoreSubmodules", "all"),
        ("core.quotePath", "true"),
        ("status.showUntrackedFiles", "no"),
    ):
        repository.git("config", name, value)
    write(repository.root, NAMES[1], "書類を見て下さい。\n\n" + FLAWED)
    assert repository.run("--changed-lines", ".")[1] == {NAMES[1]: ["下さい"]}


def test_variables_of_a_hook_do_not_lead_elsewhere(
    repository: Here, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(repository.root, "a.md", MORE)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert repository.run("--changed-lines", ".")[1] == {"a.md": ["下さい"]}


def test_both_sieves_at_once(repository: Here) -> None:
    repository.run("--write-baseline", "b.json", ".")
    write(repository.root, "a.md", MORE)
    status, files, err = repository.run("--baseline", "b.json", "--changed-lines", ".")
    assert (status, files) == (1, {"a.md": ["下さい"]})
    assert "以前からの指摘 1件は、表示していません。" in err
    assert "変わっていない行の指摘" not in err


def test_a_finding_that_disagrees_with_a_changed_line_is_told(here: Here) -> None:
    write(here.root, "check.toml", 'select = ["facts"]\n')
    draft = "# 講座\n\n定員は20人です。\n\n講座は市役所で開きます。\n\n定員は{}人です。\n"
    write(here.root, "a.md", draft.format(20))
    here.commit()
    write(here.root, "a.md", draft.format(30))
    told = here.run("--changed-lines", ".")[1]["a.md"]
    assert told
    assert told == here.run(".")[1]["a.md"]


def test_mending_changed_drafts_leaves_the_others(repository: Here) -> None:
    write(repository.root, "b.md", MORE)
    repository.run("--changed", "--fix", ".")
    assert "下さい" not in (repository.root / "b.md").read_text("utf-8")
    assert (repository.root / "a.md").read_text("utf-8") == FLAWED
