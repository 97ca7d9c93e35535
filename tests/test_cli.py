"""The command as a user meets it: exit status, streams, and every kind of bad input."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker import cli

CLEAN = "# 休館のお知らせ\n\n図書館は、12月28日から1月4日まで休みます。\n"
FLAWED = "# 講座のお知らせ\n\n窓口で申請することができます。申請書を出して下さい。\n\n電話 04-0000-1234\n"

Check = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    def run(
        *arguments: str, stdin: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "checker", "--as-of", "2026-11-22", *arguments],
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            env={**os.environ, **environment},
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_clean_draft_is_silent_and_0(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "notice.md", CLEAN)
    done = check("notice.md")
    assert (done.returncode, done.stderr) == (0, "")
    assert "指摘はありません" in done.stdout


def test_findings_go_to_stdout_and_give_1(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "notice.md", FLAWED)
    done = check("notice.md")
    assert done.returncode == 1
    assert "notation/kudasai" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(("level", "status"), [("suggestion", 1), ("warning", 1), ("error", 0)])
def test_fail_on(check: Check, tmp_path: Path, level: str, status: int) -> None:
    write(tmp_path, "notice.md", FLAWED)
    assert check("--fail-on", level, "notice.md").returncode == status


def test_exit_zero(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "notice.md", FLAWED)
    assert check("--exit-zero", "notice.md").returncode == 0


BAD_INPUTS = [
    ("notice.docx", b"PK\x03\x04rest", "Word"),
    ("notice.xyz", b"text", "「.xyz」のファイルは点検できません"),
    ("empty.md", b"", "空です"),
    ("blank.md", " \n\u3000\n".encode(), "空です"),
    ("nul.txt", b"abc\x00def", "→"),
    ("binary.txt", bytes(range(256)) * 20, "→"),
    ("broken.txt", "市からのお知らせです。".encode() + b"\xff\xfe\xfa" + "終わり。".encode(), "→"),
    ("large.txt", "あ".encode() * 2_000_000, "5"),
    ("head.md", "---\ntitle: [閉じない\n---\n本文です。\n".encode(), "head.md"),
    ("twice.md", "---\ntitle: A\ntitle: B\n---\n本文です。\n".encode(), "title"),
]


@pytest.mark.parametrize(
    ("name", "content", "told"), BAD_INPUTS, ids=[name for name, _, _ in BAD_INPUTS]
)
def test_bad_input_is_told_in_japanese_with_2(
    check: Check, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    path = write(tmp_path, name, content)
    write(tmp_path, "good.md", FLAWED)
    done = check("--fix", name, "good.md")
    assert done.returncode == 2
    assert name in done.stderr
    assert told in done.stderr
    assert "→" in done.stderr
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == content
    assert "good.md" in done.stdout, "the results of the other files are still printed"


def test_missing_file(check: Check) -> None:
    done = check("nothing.md")
    assert done.returncode == 2
    assert "nothing.md" in done.stderr
    assert "ファイルが見つかりません" in done.stderr


def test_empty_folder(check: Check, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    write(tmp_path, "site/photo.png", b"\x89PNG")
    done = check("site")
    assert done.returncode == 2
    assert "点検できるファイルがありません" in done.stderr


def test_folder_of_empty_files_is_no_green_run(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "site/a.md", "")
    assert check("site").returncode == 2


def test_folder_is_walked_for_known_suffixes(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "site/a.md", CLEAN)
    write(tmp_path, "site/deep/b.html", "<p>図書館は休みます。</p>")
    write(tmp_path, "site/.hidden/c.md", FLAWED)
    write(tmp_path, "site/d.xyz", "x")
    done = check("--format", "json", "site")
    assert done.returncode == 0
    assert [file["path"] for file in json.loads(done.stdout)["files"]] == [
        os.path.join("site", "a.md"),
        os.path.join("site", "deep", "b.html"),
    ]


def test_unreadable_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, "notice.md", CLEAN)

    really_open = Path.open

    def refuse(self: Path, *arguments: Any, **options: Any) -> Any:
        if self == path:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return really_open(self, *arguments, **options)

    # Not by permission bits: root, as whom tests may run, reads everything.
    monkeypatch.setattr(Path, "open", refuse)
    assert cli.run(["--no-config", str(path)]) == 2
    assert "notice.md" in capsys.readouterr().err


def test_a_line_of_60000_characters(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "notice.txt", "市は講座を開きます、" * 6000)
    done = check("notice.txt")
    assert done.returncode in (0, 1)
    assert max(map(len, done.stdout.splitlines())) < 200


def test_broken_html_is_read(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "notice.html", "<p>申請書を出して下さい<b>。<div a='<table><tr><td>終")
    done = check("notice.html")
    assert done.returncode == 1
    assert "下さい" in done.stdout


def test_broken_config(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "notice.md", CLEAN)
    write(tmp_path, "check.toml", "profile = general\n")
    done = check("notice.md")
    assert done.returncode == 2
    assert "check.toml:1" in done.stderr


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('profil = "general"\n', "profile"),
        ('profile = "generals"\n', "general"),
        ('ignore = "facts"\n', "一覧"),
        ('ignore = ["facts/weekday-misma"]\n', "facts/weekday-mismatch"),
        ('[policy]\nkodom = "こども"\n', "kodomo"),
        ('rules = ["nowhere"]\n', "nowhere"),
    ],
)
def test_config_errors_name_the_nearest(
    check: Check, tmp_path: Path, content: str, told: str
) -> None:
    write(tmp_path, "notice.md", CLEAN)
    write(tmp_path, "check.toml", content)
    done = check("notice.md")
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_no_config_leaves_a_broken_one_alone(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "notice.md", CLEAN)
    write(tmp_path, "check.toml", "broken")
    assert check("--no-config", "notice.md").returncode == 0


def test_config_is_found_upward_from_the_draft(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "site/deep/notice.md", FLAWED)
    write(tmp_path, "site/check.toml", 'ignore = ["notation/kudasai"]\n')
    done = check("site/deep/notice.md")
    assert "notation/kudasai" not in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "check notice.md"),
        (("--fromat", "json", "a.md"), "--format"),
        (("--profile", "child", "a.md"), "general"),
        (("--as-of", "来週", "a.md"), "2026-11-22"),
        (("--select", "wording/koto-ga-dekir", "a.md"), "wording/koto-ga-dekiru"),
        (("--explain", "sentence/lenght"), "sentence/length"),
        (("--config", "none.toml", "a.md"), "none.toml"),
        (("--encoding", "klingon", "a.md"), "klingon"),
    ],
)
def test_usage_errors_are_japanese_with_2(
    check: Check, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    write(tmp_path, "a.md", CLEAN)
    done = check(*arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stderr.startswith("エラー: ")
    assert "Error" not in done.stderr


def test_a_run_without_rules_is_an_error(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "notice.md", CLEAN)
    done = check("--select", "facts", "--ignore", "facts", "notice.md")
    assert done.returncode == 2
    assert "ルールが1つも残りません" in done.stderr


def test_select_and_ignore(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "notice.md", FLAWED)
    done = check(
        "--select",
        "notation,wording",
        "--ignore",
        "notation/kudasai",
        "--format",
        "json",
        "notice.md",
    )
    rules = {finding["rule"] for finding in json.loads(done.stdout)["files"][0]["findings"]}
    assert rules == {"wording/koto-ga-dekiru"}


def test_one_entry_of_a_word_list_can_be_ignored(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "notice.txt", "ニーズに合うスキームを作ります。")
    done = check("--ignore", "jargon/loanwords#needs", "--format", "json", "notice.txt")
    entries = [f["entry"] for f in json.loads(done.stdout)["files"][0]["findings"]]
    assert entries == ["scheme"]


def test_fix_writes_and_says_what_is_left(check: Check, tmp_path: Path) -> None:
    path = write(tmp_path, "notice.md", FLAWED)
    done = check("--fix", "notice.md")
    assert path.read_text(encoding="utf-8") == FLAWED.replace("することができ", "でき").replace(
        "下さい", "ください"
    )
    assert "2か所を直しました" in done.stderr
    assert done.returncode == 0


def test_fix_keeps_cp932_and_crlf(check: Check, tmp_path: Path) -> None:
    text = "髙橋様へ\r\n申請書を出して下さい。\r\n"
    raw = text.encode("cp932").replace("髙".encode("cp932"), b"\xee\xe0")
    path = write(tmp_path, "notice.txt", raw)
    check("--fix", "notice.txt")
    assert path.read_bytes() == raw.replace("下さい".encode("cp932"), "ください".encode("cp932"))


def test_diff_writes_nothing(check: Check, tmp_path: Path) -> None:
    path = write(tmp_path, "notice.md", FLAWED)
    done = check("--diff", "notice.md")
    assert path.read_text(encoding="utf-8") == FLAWED
    assert done.stdout.startswith("--- a/notice.md\n+++ b/notice.md\n")
    assert "+窓口で申請できます。申請書を出してください。" in done.stdout
    assert done.returncode == 1


def test_stdin_takes_its_format_from_the_name(check: Check) -> None:
    done = check("--format", "json", "-", "--stdin-filename", "notice.md", stdin=FLAWED.encode())
    file = json.loads(done.stdout)["files"][0]
    assert file["title"] == "講座のお知らせ"
    assert done.returncode == 1


def test_fix_of_stdin_prints_the_text_and_reports_on_stderr(check: Check) -> None:
    done = check("--fix", "-", stdin="申請書を出して下さい。\n".encode())
    assert done.stdout == "申請書を出してください。\n"
    assert "点検" in done.stderr


def test_empty_stdin_is_2(check: Check) -> None:
    assert check("-").returncode == 2


def test_fix_with_json_prints_what_remains(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "notice.md", FLAWED)
    done = check("--fix", "--format", "json", "notice.md")
    assert json.loads(done.stdout)["files"][0]["findings"] == []


def test_a_fix_that_cannot_be_written_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, "notice.md", FLAWED)

    def refuse(*arguments: object, **options: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(os, "replace", refuse)
    assert cli.run(["--no-config", "--fix", str(path)]) == 2
    told = capsys.readouterr()
    assert "notice.md" in told.err
    assert "→" in told.err
    assert path.read_text(encoding="utf-8") == FLAWED
    assert list(tmp_path.iterdir()) == [path]


def test_explain_and_list(check: Check) -> None:
    assert "することができる" in check("--explain", "wording/koto-ga-dekiru").stdout
    assert "遅滞なく" in check("--explain", "jargon/office#chitai-naku").stdout
    assert "wording/koto-ga-dekiru" in check("--list-rules").stdout


def test_quiet_is_one_line_a_finding(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "notice.md", FLAWED)
    lines = check("--quiet", "notice.md").stdout.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("notice.md:3:") for line in lines)


def test_colour_only_for_a_terminal(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "notice.md", FLAWED)
    assert "\x1b[" not in check("notice.md").stdout


def test_output_is_utf8_in_any_locale(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "notice.txt", "𠮷野家の隣で申請して下さい。")
    done = check("notice.txt", LC_ALL="C", PYTHONIOENCODING="cp932", PYTHONUTF8="0")
    assert "𠮷" in done.stdout


def test_front_matter_sets_reader_and_silence(check: Check, tmp_path: Path) -> None:
    head = "---\ncheck:\n  profile: easy\n  ignore: [notation/kudasai]\n---\n"
    write(tmp_path, "notice.md", head + FLAWED)
    file = json.loads(check("--format", "json", "notice.md").stdout)["files"][0]
    assert file["profile"] == "easy"
    assert not {f["rule"] for f in file["findings"]} & {
        "notation/kudasai",
        "wording/koto-ga-dekiru",
    }


def test_front_matter_with_an_unknown_reader(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "notice.md", "---\ncheck:\n  profile: child\n---\n" + CLEAN)
    done = check("notice.md")
    assert done.returncode == 2
    assert "notice.md:3" in done.stderr


def test_completion_offers_rules() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from checker.__main__ import main; main()"],
        env={
            **os.environ,
            "_CHECK_COMPLETE": "bash_complete",
            "COMP_WORDS": "check --explain facts/",
            "COMP_CWORD": "2",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert "facts/weekday-mismatch" in done.stdout


def test_the_same_file_named_twice_is_checked_once(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "notice.md", CLEAN)
    done = check("--format", "json", "notice.md", "./notice.md", ".")
    assert len(json.loads(done.stdout)["files"]) == 1


OUR_RULE = """
kind: existence
title: ぴかぴか
message: 「{text}」は「新しい」で足ります。
severity: warning
why: 何が新しいのかが、伝わりにくくなります。
basis: [{own: 人によって受け取り方が違うため。}]
patterns: [ぴかぴかの]
since: "0.1"
examples:
  bad: [{text: ぴかぴかの校舎です。, flags: [ぴかぴかの]}]
  good: [新しい校舎です。]
"""


def test_rules_of_ones_own(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "our-rules/wording/shiny.yaml", OUR_RULE)
    write(tmp_path, "check.toml", 'rules = ["our-rules"]\n')
    write(tmp_path, "notice.md", "ぴかぴかの校舎です。\n")
    done = check("notice.md")
    assert done.returncode == 1
    assert "wording/shiny" in done.stdout
    assert "ぴかぴか" in check("--explain", "wording/shiny").stdout
    assert "wording/shiny" in check("--list-rules").stdout


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("severity: warning", "severity: strong", "shiny.yaml:5:1"),
        ("[ぴかぴかの]}]", "[きらきらの]}]", "shiny.yaml:11:"),
        ("patterns: [ぴか", "patterns: ['(ぴか", "shiny.yaml"),
    ],
)
def test_a_broken_rule_of_ones_own(
    check: Check, tmp_path: Path, old: str, new: str, told: str
) -> None:
    write(tmp_path, "our-rules/wording/shiny.yaml", OUR_RULE.replace(old, new))
    write(tmp_path, "check.toml", 'rules = ["our-rules"]\n')
    write(tmp_path, "notice.md", CLEAN)
    for arguments in (("notice.md",), ("--test-rules", "our-rules")):
        done = check(*arguments)
        assert done.returncode == 2
        assert told in done.stdout + done.stderr
        assert "→" in done.stdout + done.stderr


def test_places_in_a_configuration_are_told_from_here(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "our-rules/wording/shiny.yaml", "")
    write(tmp_path, "check.toml", 'rules = ["our-rules"]\n')
    write(tmp_path, "notices/notice.md", CLEAN)
    place = str(Path("our-rules/wording/shiny.yaml"))
    for arguments in (["notices/notice.md"], ["--list-rules"], ["--test-rules", "our-rules"]):
        done = check(*arguments)
        assert f" {place}: " in done.stdout + done.stderr
    assert str(tmp_path / place) in check(str(tmp_path / "notices/notice.md")).stderr
    assert check("--no-config", "notices/notice.md").returncode == 0


def test_the_outcome_of_a_test_of_rules(check: Check, tmp_path: Path) -> None:
    write(tmp_path, "our-rules/wording/shiny.yaml", OUR_RULE)
    done = check("--test-rules", "our-rules")
    assert done.stdout.endswith("試したルール 1件が、すべて書いたとおりに働きました。\n")
    write(tmp_path, "our-rules/wording/broken.yaml", "kind: [")
    write(tmp_path, "our-rules/wording/wrong.yaml", OUR_RULE.replace("[ぴかぴかの]}]", "[きら]}]"))
    done = check("--test-rules", "our-rules")
    assert done.returncode == 2
    assert done.stdout.endswith(
        "直すところのあるルールが 1件、読めないルールが 1件、"
        "書いたとおりに働いたルールが 1件ありました。\n"
    )
    done = check("--test-rules", "nowhere")
    assert done.returncode == 2
    assert "件" not in done.stdout


def test_examples_of_the_words_of_a_list_are_counted(check: Check, tmp_path: Path) -> None:
    entry = "{id: sashu, terms: [査収], treatment: replace, plain: [確認], example: ご査収の件。}"
    rule = OUR_RULE.replace("kind: existence", "kind: glossary")
    rule = rule.replace("patterns: [ぴかぴかの]", f"entries: [{entry}]")
    rule = rule.replace("  bad: [{text: ぴかぴかの校舎です。, flags: [ぴかぴかの]}]\n", "")
    write(tmp_path, "our-rules/glossary/shiny.yaml", rule)
    done = check("--test-rules", "our-rules")
    assert "✓ jargon/shiny（指摘する例 1、指摘しない例 1）" in done.stdout


def test_a_refused_fix_names_the_one_reason(check: Check, tmp_path: Path) -> None:
    rule = OUR_RULE.replace(
        "kind: existence", "kind: substitution\nfix: unsafe\nmasks: []"
    ).replace(
        "patterns: [ぴかぴかの]", "replacements: [{words: [あおば市民会館, 会場], to: [ホール]}]"
    )
    rule = rule.replace("ぴかぴかの校舎です。, flags: [ぴかぴかの]", "会場です。, flags: [会場]")
    write(
        tmp_path,
        "our-rules/wording/shiny.yaml",
        rule.replace("flags: [会場]", "flags: [会場], fixed: ホールです。"),
    )
    write(tmp_path, "check.toml", 'rules = ["our-rules"]\n')
    write(tmp_path, "notice.md", "あおば市民会館で開きます。\n")
    done = check("--unsafe-fixes", "--select", "wording/shiny", "notice.md")
    assert (
        "「あおば市民会館」（wording/shiny）は、名前（組織・施設）が変わるので、直しませんでした。"
        in done.stderr
    )


def test_a_broken_configuration_is_told_once(check: Check, tmp_path: Path) -> None:
    for name in ("a.md", "b.md", "c.md"):
        write(tmp_path, name, CLEAN)
    write(tmp_path, "check.toml", "broken")
    assert check("a.md", "b.md", "c.md").stderr.count("check.toml") == 1


# The score


def test_a_low_score_is_told_and_fails_only_if_asked(check: Check, tmp_path: Path) -> None:
    draft = tmp_path / "a.txt"
    draft.write_text(
        "当該申請書類を遅滞なく提出することが必要である。当該措置の適用の可否を決定する。"
        "不服申立ての教示を行う。\n",
        encoding="utf-8",
    )
    shown = check("--no-config", "--exit-zero", str(draft))
    assert "点数: " in shown.stdout
    assert "点数" not in check("--no-config", "--exit-zero", "-q", str(draft)).stdout
    advisory = check("--no-config", "--select", "accessibility", str(draft))
    assert advisory.returncode == 0
    low = check("--no-config", "--select", "accessibility", "--fail-under", "99", str(draft))
    assert low.returncode == 1
    assert "--fail-under の99点に足りません" in low.stderr


def test_fail_under_leaves_out_what_has_no_score(check: Check, tmp_path: Path) -> None:
    draft = tmp_path / "a.txt"
    draft.write_text("明日は休みます。\n", encoding="utf-8")
    done = check("--no-config", "--select", "accessibility", "--fail-under", "99", str(draft))
    assert done.returncode == 0
    assert "--fail-under では判断しません" in done.stderr


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_mending_tells_the_score_before_and_after(
    check: Check, tmp_path: Path, option: str
) -> None:
    draft = tmp_path / "a.txt"
    draft.write_text(
        "窓口で申請することができます。書類を送付して下さい。電話でも受け付けます。\n",
        encoding="utf-8",
    )
    done = check("--no-config", "--exit-zero", option, str(draft))
    assert re.search(r"点数 \d+点（.*）→ \d+点", done.stderr)


@pytest.mark.parametrize(
    "option",
    [
        ["--list-rules"],
        ["--explain", "sentence/length"],
        ["--test-rules", "a.yaml"],
        ["--show-config", "a.md"],
    ],
)
def test_paths_that_nothing_looks_at_are_refused(check: Check, option: list[str]) -> None:
    done = check(*option, "b.yaml")
    assert done.returncode == 2
    assert f"b.yaml: {option[0]} と一緒には使えません。" in done.stderr
    assert done.stdout == ""
