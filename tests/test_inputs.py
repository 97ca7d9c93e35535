"""Which files a run is about: names of all sorts, links, what cannot be read, what is left out."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker import ignoring
from checker.config.globs import Globs
from checker.config.model import Origin, Said
from checker.inputs import Collected, collect, is_left_out

MANY = 10_000


def write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("窓口で申請してください。\n", encoding="utf-8")


def names(collected: Collected, root: Path) -> list[str]:
    return [each.path.relative_to(root).as_posix() for each in collected.inputs]


def codes(collected: Collected) -> dict[str, str]:
    return {Path(error.path).name: error.code for error in collected.errors}


def excludes(root: Path, *globs: str) -> Globs:
    said = tuple(Said(glob, Origin("check.toml", 1)) for glob in globs)
    return Globs(said, root.resolve())


def test_names_with_spaces_and_in_japanese(tmp_path: Path) -> None:
    write(tmp_path, "お知らせ 冬/ポスター （案）.md", "a b.txt", "😀.html", "𠮷.htm", "ｱ.markdown")
    found = collect([str(tmp_path)])
    assert names(found, tmp_path) == [
        "a b.txt",
        "ｱ.markdown",
        "😀.html",
        "𠮷.htm",
        "お知らせ 冬/ポスター （案）.md",
    ]
    assert not found.errors
    named = str(tmp_path / "お知らせ 冬" / "ポスター （案）.md")
    assert [each.named for each in collect([named, str(tmp_path)]).inputs].count(True) == 1


def test_a_name_in_no_encoding_is_a_name(tmp_path: Path) -> None:
    raw = os.path.join(os.fsencode(tmp_path), "案内".encode("cp932") + b".md")
    try:
        with open(raw, "wb") as stream:
            stream.write("窓口です。\n".encode())
    except OSError:
        pytest.skip("this file system wants UTF-8")
    (found,) = collect([str(tmp_path)]).inputs
    assert os.fsencode(found.path) == raw


def test_links_that_lead_in_a_circle_are_named_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "site/a.md", "other/b.md")
    (tmp_path / "site" / "self").symlink_to(tmp_path / "site")
    (tmp_path / "site" / "other").symlink_to(tmp_path / "other")
    (tmp_path / "site" / "c.md").symlink_to("c.md")
    (tmp_path / "site" / "d.md").symlink_to("e.md")
    (tmp_path / "site" / "e.md").symlink_to("d.md")
    (tmp_path / "site" / "gone.md").symlink_to("nowhere.md")
    (tmp_path / "site" / "again.md").symlink_to("a.md")
    found = collect([str(tmp_path / "site")])
    assert names(found, tmp_path) == ["site/a.md"]
    assert [link.name for link in found.links] == ["other", "self"]
    assert codes(found) == dict.fromkeys(("c.md", "d.md", "e.md", "gone.md"), "broken-link")
    assert "輪" in {error.message for error in found.errors if "c.md" in error.path}.pop()
    assert codes(collect([str(tmp_path / "site" / "c.md")])) == {"c.md": "broken-link"}
    assert names(collect([str(tmp_path / "site" / "other")]), tmp_path) == ["site/other/b.md"]


def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    os.mkfifo(tmp_path / "b.md")
    found = collect([str(tmp_path)])
    assert names(found, tmp_path) == ["a.md"]
    assert codes(found) == {"b.md": "no-file"}
    assert codes(collect([str(tmp_path / "b.md"), "none.md", "a.docx"])) == {
        "b.md": "no-file",
        "none.md": "not-found",
        "a.docx": "not-found",
    }


def test_a_folder_that_nobody_may_open_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.md", "shut/b.md")
    really_scan = os.scandir

    # Not by permission bits: root, as whom tests may run, reads everything.
    def refuse(path: str) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", path)
        return really_scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = collect([str(tmp_path)])
    assert names(found, tmp_path) == ["a.md"]
    assert codes(found) == {"shut": "folder-unreadable"}


def test_ten_thousand_files(tmp_path: Path) -> None:
    for number in range(100):
        folder = tmp_path / f"課{number}"
        folder.mkdir()
        for page in range(MANY // 100):
            (folder / f"お知らせ{page}.md").touch()
    (tmp_path / ".gitignore").write_text("課99/\n*.tmp\n", encoding="utf-8")
    start = time.monotonic()
    found = collect([str(tmp_path)], lambda folder: [excludes(tmp_path, "課98/**")])
    assert len(found.inputs) == MANY - 200
    assert time.monotonic() - start < 60


def test_a_folder_without_drafts_says_what_was_left_out(tmp_path: Path) -> None:
    write(tmp_path, "a/x.png", "b/old/a.md")
    (tmp_path / "b" / ".gitignore").write_text("old\n", encoding="utf-8")
    found = collect([str(tmp_path / "a"), str(tmp_path / "b")])
    assert [error.code for error in found.errors] == ["empty-folder", "empty-folder"]
    assert "1か所" in found.errors[1].remedy
    assert ".gitignore" not in found.errors[0].remedy


def test_what_the_configuration_leaves_out(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "old/b.md", "old/new/c.md", "site/old.md", "site/d.html")
    globs = excludes(tmp_path, "/old/", "*.html")
    given = {"folder": lambda folder: [globs]}["folder"]
    assert names(collect([str(tmp_path)], given), tmp_path) == ["a.md", "site/old.md"]
    # What is named is checked.
    assert names(collect([str(tmp_path / "old")], given), tmp_path) == ["old/b.md", "old/new/c.md"]
    assert names(collect([str(tmp_path / "site" / "d.html")], given), tmp_path) == ["site/d.html"]
    again = excludes(tmp_path, "!site/d.html")
    both = names(collect([str(tmp_path)], lambda folder: [globs, again]), tmp_path)
    assert both == ["a.md", "site/d.html", "site/old.md"]
    assert is_left_out(tmp_path / "old" / "b.md", given)
    assert not is_left_out(tmp_path / "a.md", given)


# What git leaves out


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "core.excludesFile=", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def left_to_check(root: Path) -> set[str]:
    listed = git(root, "ls-files", "-z", "--others", "--cached", "--exclude-standard")
    return {name for name in listed.split("\0") if name.endswith(".md")}


def test_lists_of_git_at_every_level(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(
        tmp_path,
        "a.md",
        "b.md",
        "site/a.md",
        "site/c.md",
        "site/build/d.md",
        "own.md",
        "下書き/e.md",
    )
    (tmp_path / ".gitignore").write_bytes(b"\xef\xbb\xbf*a.md\r\nbuild/\r\n!\r\n[z-a]\r\n")
    (tmp_path / "site" / ".gitignore").write_text("!a.md\nc.md # no remark\n", encoding="utf-8")
    (tmp_path / ".git" / "info" / "exclude").write_text("own.md\n下書き\n", encoding="utf-8")
    found = collect([str(tmp_path)])
    assert (
        set(names(found, tmp_path)) == left_to_check(tmp_path) == {"b.md", "site/a.md", "site/c.md"}
    )
    # Below the root the lists above hold, too; a folder that is left out is checked if named.
    assert names(collect([str(tmp_path / "site")]), tmp_path) == ["site/a.md", "site/c.md"]
    assert names(collect([str(tmp_path / "下書き")]), tmp_path) == ["下書き/e.md"]
    assert names(collect([str(tmp_path / "site" / "build")]), tmp_path) == ["site/build/d.md"]
    assert is_left_out(tmp_path / "site" / "build" / "d.md", lambda folder: ())


def test_a_work_tree_has_the_list_of_its_repository(tmp_path: Path) -> None:
    main, tree = tmp_path / "main", tmp_path / "tree"
    write(main, "a.md")
    git(main, "init", "-q")
    git(main, "add", ".")
    git(main, "-c", "user.name=a", "-c", "user.email=a@aoba.example", "commit", "-qm", "a")
    git(main, "worktree", "add", "-q", str(tree))
    (main / ".git" / "info" / "exclude").write_text("own.md\n", encoding="utf-8")
    write(tree, "own.md")
    assert names(collect([str(tree)]), tree) == ["a.md"]


def test_a_list_that_nobody_may_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.md")
    (tmp_path / ".gitignore").write_text("a.md\n", encoding="utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert codes(collect([str(tmp_path)])) == {".gitignore": "gitignore-unreadable"}


PARTS = st.sampled_from(["a", "b", "案 内", "c.md", "d.md"])
PATTERNS = st.builds(
    lambda no, root, parts, end: f"{no}{root}{'/'.join(parts)}{end}",
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "/"]),
    st.lists(
        st.sampled_from(["a", "b", "案 内", "*", "**", "*.md", "?", "c.*", "[a-b]", "d.md"]),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from(["", "", "/", "/*", "/**"]),
)
LISTS = st.lists(PATTERNS, max_size=4)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("git")
    git(root, "init", "-q")
    write(
        root, "c.md", "a/c.md", "a/b/c.md", "a/b/d.md", "b/a/d.md", "案 内/a/c.md", "a/案 内/d.md"
    )
    return root


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(top=LISTS, deeper=LISTS, own=LISTS)
def test_the_same_is_left_out_as_by_git(
    repository: Path,
    top: Sequence[str],
    deeper: Sequence[str],
    own: Sequence[str],
) -> None:
    root = repository
    for path, lines in (
        (root / ".gitignore", top),
        (root / "a" / ".gitignore", deeper),
        (root / ".git" / "info" / "exclude", own),
    ):
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    assert set(names(collect([str(root)]), root)) == left_to_check(root)


def test_nothing_is_read_without_a_list(tmp_path: Path) -> None:
    assert ignoring.inside(str(tmp_path), []) == ()
