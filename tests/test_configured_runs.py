"""Configurations as the command uses them: which holds, what is told, what is written."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from checker import cli, session
from checker.api import Checker
from checker.config import Config, load
from checker.config.starting import START

FLAWED = "# 講座を開きます\n\n申請書を出して下さい。\n"
COMMON = ("--as-of", "2026-11-22")


def write(root: Path, name: str, text: str = FLAWED) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


Captured = pytest.CaptureFixture[str]


def report(capsys: Captured, *arguments: str) -> dict[str, dict[str, str]]:
    """The severity of each rule by file."""
    cli.run([*COMMON, "--format", "json", "--exit-zero", *arguments])
    data = json.loads(capsys.readouterr().out)
    return {
        file["path"]: {each["rule"]: each["severity"] for each in file["findings"]}
        for file in data["files"]
    }


def test_each_draft_has_what_its_place_says(here: Path, capsys: Captured) -> None:
    write(
        here,
        "check.toml",
        (
            'exclude = ["old/"]\n[severity]\n"notation/kudasai" = "error"\n'
            '[[paths]]\nglob = "a/**"\n[paths.severity]\n"notation/kudasai" = "suggestion"\n'
            '[[paths]]\nglob = "*.txt"\nignore = ["notation"]\n'
        ),
    )
    write(here, "b/check.toml", 'extends = "../check.toml"\n[severity]\nnotation = "warning"\n')
    for name in ("1.md", "a/2.md", "a/3.txt", "b/4.md", "old/5.md", "z.md"):
        write(here, name)
    found = report(capsys, ".")
    rule = "notation/kudasai"
    assert {path: rules.get(rule) for path, rules in found.items()} == {
        "1.md": "error",
        "a/2.md": "suggestion",
        "a/3.txt": None,
        "b/4.md": "warning",
        "z.md": "error",
    }
    assert list(found) == ["1.md", "z.md", "a/2.md", "a/3.txt", "b/4.md"]
    assert report(capsys, "old/5.md")["old/5.md"][rule] == "error"


def test_one_checker_for_each_decision(
    here: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    class Counted(Checker):
        def __init__(self, *arguments: object, **options: object) -> None:
            made.append(arguments)
            super().__init__(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(session, "Checker", Counted)
    write(here, "a/check.toml", 'ignore = ["facts"]\n')
    write(
        here,
        "b/check.toml",
        '# 同じ設定\nignore = ["facts"]\n[[paths]]\nglob = "x"\ngenre = "tax"\n',
    )
    for name in ("a/1.md", "a/2.md", "b/3.md", "b/x/4.md"):
        write(here, name)
    assert len(report(capsys, "a", "b")) == 4
    assert len(made) == 2


def test_a_glob_that_fits_nothing_is_told_for_the_whole_tree(here: Path, capsys: Captured) -> None:
    write(here, "site/check.toml", '[[paths]]\nglobs = ["pres/**", "a.md"]\ngenre = "tax"\n')
    write(here, "site/a.md")
    write(here, "site/press/b.md")
    cli.run(["-q", "site"])
    told = capsys.readouterr().err
    assert "site/check.toml:2" in told
    assert "「pres/**」" in told
    assert "「a.md」" not in told
    for part in ("site/press", "site/press/b.md"):
        cli.run(["-q", part])
        assert "pres/**" not in capsys.readouterr().err


def test_links_that_were_not_followed_are_told(here: Path, capsys: Captured) -> None:
    write(here, "site/a.md")
    (here / "site" / "loop").symlink_to(here / "site")
    cli.run(["-q", "site"])
    assert "site/loop: フォルダーへのリンク" in capsys.readouterr().err


def test_a_fault_in_a_base_is_told_once_with_its_place(here: Path, capsys: Captured) -> None:
    write(here, "base.toml", '\n[severity]\n"sentence/lenght" = "off"\n')
    write(here, "a/check.toml", 'extends = "../base.toml"\n')
    for name in ("a/1.md", "a/2.md"):
        write(here, name)
    assert cli.run(["a"]) == 2
    told = capsys.readouterr().err
    assert told.count("sentence/lenght") == 1
    assert "エラー: base.toml:3: " in told
    assert "「sentence/length」のことでしょうか" in told


def test_standard_input_has_the_place_of_its_name(
    here: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here, "check.toml", '[[paths]]\nglob = "press/**"\nignore = ["notation"]\n')
    import io
    import sys

    for name, silent in (("press/a.md", True), ("a.md", False)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FLAWED.encode())))
        found = report(capsys, "-", "--stdin-filename", name)
        assert ("notation/kudasai" not in found[name]) is silent


def test_names_of_all_sorts_come_through_the_whole_run(here: Path, capsys: Captured) -> None:
    write(here, "お知らせ 冬/ポスター （案）.md")
    write(here, "a\nb.md")
    raw = os.fsencode(here) + b"/" + "案内".encode("cp932") + b".md"
    with open(raw, "wb") as stream:
        stream.write(FLAWED.encode())
    (here / "loop.md").symlink_to("loop.md")
    assert cli.run([*COMMON, "."]) == 2
    told = capsys.readouterr()
    assert "お知らせ 冬/ポスター （案）.md" in told.out
    assert "loop.md: リンクが輪になっている" in told.err
    assert "不具合" not in told.err
    found = report(capsys, ".")
    assert len(found) == 3
    assert all("notation/kudasai" in rules for rules in found.values())


# --show-config


def shown(capsys: Captured, *arguments: str) -> list[list[str]]:
    assert cli.run(["--show-config", *arguments]) == 0
    return [line.split() for line in capsys.readouterr().out.splitlines()]


def test_every_value_has_its_place(here: Path, capsys: Captured) -> None:
    write(here, "lists/words.csv", "言葉,言い換え\n周知する,広く知らせる\n")
    write(here, "lists/list.csv", "部署名\n高齢福祉課\n")
    write(here, "base.toml", 'ignore = ["jargon"]\n[policy]\nkodomo = "こども"\n')
    write(
        here,
        "site/check.toml",
        (
            'extends = "../base.toml"\nmedium = "web"\nexclude = ["old"]\n'
            '[thresholds]\n"sentence/length" = 60\n[thresholds.easy]\n"sentence/length" = 25\n'
            '[city]\ndepartments = "../lists/list.csv"\narea_code = "04"\n'
            '[words]\nlist = "../lists/words.csv"\n'
            '[[paths]]\nglob = "press/**"\nprofile = "reporter"\n[paths.severity]\n'
            '"sentence/length" = "error"\nfacts = "off"\n'
        ),
    )
    head = "---\ncheck:\n  genre: event\n  ignore: [facts/past-date]\n---\n"
    write(here, "site/press/a.md", head + FLAWED)
    told = shown(capsys, "site/press/a.md", "--medium", "press", "--ignore", "slip")
    for line in (
        "profile reporter site/check.toml:15（[[paths]] press/**）",
        "genre event site/press/a.md:3（下書きの先頭）",
        "medium press --medium",
        "select （すべて） 最初の値",
        "ignore jargon base.toml:1",
        "ignore slip --ignore",
        "ignore facts/past-date site/press/a.md:4（下書きの先頭）",
        "severity sentence/length = error site/check.toml:17（[[paths]] press/**）",
        "severity facts = off site/check.toml:18（[[paths]] press/**）",
        "thresholds sentence/length = 60（general） site/check.toml:5",
        "thresholds sentence/length = 25（easy） site/check.toml:7",
        "policy kodomo = こども base.toml:3",
        "departments 1件 site/check.toml:9",
        "area_code 04 site/check.toml:10",
    ):
        assert line.split() in told, line
    assert any("words.csv（1語）" in part for line in told for part in line)
    assert not any("exclude" in part for line in told for part in line)
    out = shown(capsys, "site/old/b.md")
    assert any("exclude" in part for part in out[-1])
    assert ["profile", "general", "最初の値"] in out


def test_without_a_configuration_and_with_a_broken_one(here: Path, capsys: Captured) -> None:
    assert "使いません" in " ".join(shown(capsys, "a.md")[1])
    write(here, "check.toml", 'profile = "esy"\n')
    assert "--no-config" in " ".join(shown(capsys, "a.md", "--no-config")[1])
    assert cli.run(["--show-config", "a.md"]) == 2
    assert "check.toml:1" in capsys.readouterr().err
    write(here, "check.toml", 'ignore = ["fact"]\n')
    assert cli.run(["--show-config", "a.md"]) == 2
    assert "check.toml:1: 「fact」" in capsys.readouterr().err


# --init


def test_a_start_is_written_once(here: Path, capsys: Captured) -> None:
    assert cli.run(["--init"]) == 0
    path = here / "check.toml"
    assert "check.toml を作りました" in capsys.readouterr().out
    Checker(load(path))
    path.write_text("# 市の設定\n", encoding="utf-8")
    assert cli.run(["--init"]) == 2
    assert path.read_text(encoding="utf-8") == "# 市の設定\n"
    assert "もうあります" in capsys.readouterr().err
    (here / "link").mkdir()
    (here / "link" / "check.toml").symlink_to(here / "nowhere.toml")
    assert cli.run(["--init", "link"]) == 2
    assert not (here / "nowhere.toml").exists()
    assert cli.run(["--init", "none"]) == 2
    assert "書き込めません" in capsys.readouterr().err


def test_the_words_of_a_start_are_plain() -> None:
    words = [line[2:] for line in START.splitlines() if line.startswith("# ") and "。" in line]
    assert len(words) > 10
    # One remark a paragraph: what stands beside it in the file is no part of it.
    plain = Checker(Config(ignore=("information",)), score=True).check_text("\n\n".join(words))
    assert plain.findings == ()


def test_a_start_that_cannot_be_finished_leaves_nothing(
    here: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_open = Path.open

    class Full:
        def __init__(self, stream: object) -> None:
            self._stream = stream

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *error: object) -> None:
            self._stream.close()  # type: ignore[attr-defined]

        def write(self, text: str) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", lambda self, *a, **k: Full(really_open(self, *a, **k)))
    assert cli.run(["--init"]) == 2
    assert not (here / "check.toml").exists()
    assert "書き込めません" in capsys.readouterr().err


# What is silent


def notes(capsys: Captured, *arguments: str) -> list[str]:
    """What is told beside the findings."""
    cli.run([*COMMON, *arguments])
    return capsys.readouterr().err.splitlines()


SILENCE = """[[silence]]
rule = ["notation/kudasai", "jargon/loanwords"]
paths = "jourei/**"
reason = "条例の文"

[[silence]]
rule = "facts"
reason = "過去の記録"
"""
UNUSED = (
    "check.toml:2: [[silence]] の「jargon/loanwords」が止める指摘がありません。"
    "要らなければ、消してください。"
)


def test_a_silence_that_nothing_needs_is_told_once(here: Path, capsys: Captured) -> None:
    write(here, "check.toml", SILENCE)
    write(here, "jourei/a.md")
    write(here, "jourei/b.md")
    told = notes(capsys, ".")
    assert told == [UNUSED, UNUSED.replace("toml:2", "toml:7").replace("jargon/loanwords", "facts")]
    write(here, "c.md", "# 講座\n\n令和8年12月3日（水曜日）に開きます。\n")
    assert notes(capsys, ".") == [UNUSED]
    assert notes(capsys, "--fix", ".")[-1] == UNUSED


@pytest.mark.parametrize(
    "arguments",
    [
        ("jourei/a.md",),  # others may need it
        ("jourei",),
        (".", "none.md"),
        (".", "--select", "notation"),
        (".", "--ignore", "notation"),
        (".", "--profile", "reporter"),
        (".", "--no-config"),
    ],
)
def test_where_not_all_was_looked_at_no_silence_is_called_unused(
    here: Path, capsys: Captured, arguments: tuple[str, ...]
) -> None:
    write(here, "check.toml", SILENCE)
    write(here, "jourei/a.md", "# 講座\n\n窓口です。\n")
    assert not [line for line in notes(capsys, *arguments) if "[[silence]]" in line]


def test_a_silence_of_a_rule_that_is_off_may_still_be_needed(here: Path, capsys: Captured) -> None:
    off = '[severity]\n"facts" = "off"\n"jargon" = "off"\n'
    write(here, "check.toml", off + SILENCE)
    write(here, "jourei/a.md")
    assert notes(capsys, ".") == []


def test_a_silence_of_a_shared_file_may_be_needed_elsewhere(here: Path, capsys: Captured) -> None:
    write(here, "check.toml", '[[silence]]\nrule = "facts"\nreason = "過去の記録"\n')
    write(here, "a/check.toml", 'extends = "../check.toml"\n')
    write(here, "a/a.md")
    assert notes(capsys, "a") == []
    assert notes(capsys, ".")[0].startswith("check.toml:2: [[silence]] の「facts」")


def test_the_place_of_a_silence_that_fits_no_draft_is_told(here: Path, capsys: Captured) -> None:
    write(here, "check.toml", SILENCE)
    write(here, "jorei/a.md", "# 講座\n\n令和8年12月3日（水曜日）に開きます。\n")
    (told,) = notes(capsys, ".")
    assert told.startswith("check.toml:3: 「jourei/**」に当てはまる下書きがありません。")
