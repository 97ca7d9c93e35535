"""`--baseline`: what was there before is not told again, what was edited is, nothing is lost."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import sys
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
import sifting_support
from sifting_support import FLAWED, OTHER, Here, options, write

from checker import cli
from checker.api import Checker, Draft
from checker.baseline import load
from checker.document.read import format_of
from checker.document.source import load as load_source
from checker.errors import ConfigError
from checker.model import FileReport, Finding
from checker.regex import regex
from checker.sifting import open_sieve
from tests_support import SAMPLES, drafts

here = pytest.fixture(sifting_support.here)

# Random edits of the samples

TEXTS = {path.name: load_source(path).text.replace("\r\n", "\n") for path in drafts(SAMPLES)}
CORRECT = (
    "この文章は、ホームページにも載せています。",
    "広報紙でも、同じ内容をお知らせします。",
    "分からないことは、気軽に聞いてください。",
)
_PARAGRAPH = regex(r"[ぁ-んァ-ヶ一-龠「][^\n\[\]`|]*。")


class Samples:
    """The samples and what was found in them before, as one baseline."""

    def __init__(self, checker: Checker, folder: Path) -> None:
        self.checker = checker
        self.file = folder / "baseline.json"
        writing = open_sieve(options("--write-baseline", str(self.file)))
        reports = [self.checked(name, text) for name, text in TEXTS.items()]
        for report in reports:
            writing.sift(report, checker.rulebook)
        self.all = {report.path: report for report in reports}
        writing.close(reports)

    def checked(self, name: str, text: str) -> FileReport:
        format = format_of(name)
        assert format is not None
        path = str(self.file.parent / name)
        return self.checker.check([Draft(path, text, format)]).files[0]

    def new(self, name: str, text: str) -> tuple[Finding, ...]:
        """What is told of an edited sample."""
        sieve = open_sieve(options("--baseline", str(self.file)))
        return sieve.sift(self.checked(name, text), self.checker.rulebook).findings


@pytest.fixture(scope="module")
def samples(checker: Checker, tmp_path_factory: pytest.TempPathFactory) -> Samples:
    return Samples(checker, tmp_path_factory.mktemp("samples"))


Edit = Callable[[list[str], random.Random], bool]


def moved(blocks: list[str], chance: random.Random) -> bool:
    """Two neighbouring paragraphs change places; the first of a draft is its lead."""
    plain = [at for at, block in enumerate(blocks) if _PARAGRAPH.fullmatch(block)]
    pairs = [(one, two) for one, two in pairwise(plain[1:]) if two == one + 1]
    if pairs:
        one, two = chance.choice(pairs)
        blocks[one], blocks[two] = blocks[two], blocks[one]
    return bool(pairs)


def wrapped(blocks: list[str], chance: random.Random) -> bool:
    """A paragraph of Markdown gets a line end behind 、 or 。, where people put one."""
    places = [
        (at, index + 1)
        for at, block in enumerate(blocks)
        if _PARAGRAPH.fullmatch(block)
        for index in range(12, len(block) - 6)
        if block[index] in "、。"
    ]
    if places:
        at, cut = chance.choice(places)
        blocks[at] = f"{blocks[at][:cut]}\n{blocks[at][cut:]}"
    return bool(places)


def inserted(blocks: list[str], chance: random.Random) -> bool:
    """A correct sentence stands between two blocks as a paragraph of its own."""
    plain = [at for at, block in enumerate(blocks) if _PARAGRAPH.fullmatch(block)]
    if plain:
        blocks.insert(chance.choice(plain) + 1, chance.choice(CORRECT))
    return bool(plain)


def test_fifty_edits_elsewhere_bring_back_nothing(samples: Samples) -> None:
    chance = random.Random(9)
    done = dict.fromkeys((moved, wrapped, inserted), 0)
    told: list[tuple[str, str, str, str]] = []
    while sum(done.values()) < 50 or min(done.values()) < 10:
        name = chance.choice(list(TEXTS))
        edit = min(done, key=lambda each: (done[each], each.__name__))
        blocks = TEXTS[name].split("\n\n")
        if (edit is wrapped and not name.endswith(".md")) or not edit(blocks, chance):
            continue
        done[edit] += 1
        text = "\n\n".join(blocks)
        assert text != TEXTS[name]
        told += [(name, edit.__name__, f.rule, f.text) for f in samples.new(name, text)]
    assert told == []


def test_fifty_edits_inside_flagged_sentences_bring_back_theirs(samples: Samples) -> None:
    chance = random.Random(9)
    brought = 0
    for _ in range(400):
        name = chance.choice(list(TEXTS))
        before = samples.all[str(samples.file.parent / name)]
        finding = chance.choice(before.findings)
        rule = samples.checker.rulebook.get(finding.rule)
        if rule is None or rule.spec.of_draft or not finding.text:
            continue
        around = [s for s in before.sentences if s.overlaps(finding.span)]
        if not around:
            continue
        at = around[0].start
        text = f"{TEXTS[name][:at]}なお、{TEXTS[name][at:]}"
        if at > finding.span.start:
            continue
        place = (finding.rule, finding.span.start + 3, finding.text)
        still = [(f.rule, f.span.start, f.text) for f in samples.checked(name, text).findings]
        if place not in still:  # the edit has mended it
            continue
        told = [(f.rule, f.span.start, f.text) for f in samples.new(name, text)]
        assert place in told
        brought += 1
        if brought == 50:
            return
    raise AssertionError(f"only {brought} edits could be made")


def test_the_samples_as_they_are_bring_back_nothing(samples: Samples) -> None:
    assert sum(len(samples.new(name, text)) for name, text in TEXTS.items()) == 0
    assert sum(len(report.findings) for report in samples.all.values()) > 500


def test_the_file_holds_no_text_of_a_draft(samples: Samples) -> None:
    data = json.loads(samples.file.read_bytes())
    assert data.pop("about")
    names = {*TEXTS, *(rule.id for rule in samples.checker.rulebook)}
    for name, rules in data["files"].items():
        assert name in names
        assert set(rules) <= names
        assert all(len(each) == 32 and int(each, 16) >= 0 for r in rules.values() for each in r)


# Runs of the command

BASE = "baseline.json"


def recorded(here: Here, *names: str) -> bytes:
    """Write a baseline of some drafts, `a.md` if none is named."""
    for name in names or ("a.md",):
        if not (here.root / name).exists():
            write(here.root, name)
    status, files, err = here.run("--write-baseline", BASE, ".")
    assert (status, any(files.values())) == (0, False), err
    return (here.root / BASE).read_bytes()


def test_what_was_there_is_not_told_again_and_what_is_new_is(here: Here) -> None:
    recorded(here, "お知らせ/講座 一覧.md", "b.md")
    status, files, err = here.run("--baseline", BASE, ".")
    assert (status, files) == (0, {"b.md": [], "お知らせ/講座 一覧.md": []})
    assert "以前からの指摘 2件は、表示していません。" in err
    write(here.root, "b.md", FLAWED + "\n書類を見て下さい。\n")
    status, files, _ = here.run("--baseline", BASE, ".")
    assert (status, files["b.md"]) == (1, ["下さい"])


def test_the_same_words_once_more_are_new(here: Here) -> None:
    recorded(here)
    write(here.root, "a.md", FLAWED + "\n申請書を出して下さい。\n")
    _, files, _ = here.run("--baseline", BASE, "a.md")
    assert files == {"a.md": ["下さい"]}


def test_the_baseline_may_lie_elsewhere_and_be_read_from_anywhere(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here.root, "a.md")
    (here.root / "記録").mkdir()
    here.run("--write-baseline", "記録/b.json", ".")
    monkeypatch.chdir(here.root / "記録")
    status, files, _ = here.run("--baseline", "b.json", "..")
    assert (status, list(files.values())) == (0, [[]])


def test_a_name_in_another_normal_form_is_the_same(here: Here) -> None:
    name = "講座が.md"
    recorded(here, name)
    (here.root / name).rename(here.root / unicodedata.normalize("NFD", name))
    status, files, _ = here.run("--baseline", BASE, ".")
    assert (status, list(files.values())) == (0, [[]])


def test_standard_input_has_the_name_that_it_is_given(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(here)
    with (here.root / "a.md").open("rb") as stream:
        monkeypatch.setattr(sys, "stdin", open(stream.fileno(), closefd=False))  # noqa: SIM115
        status, files, _ = here.run("--baseline", BASE, "--stdin-filename", "a.md", "-")
    assert (status, files) == (0, {"a.md": []})


def test_only_a_part_of_the_drafts_or_rules_loses_nothing(here: Here) -> None:
    before = recorded(here, "a.md", "b.md")
    _, _, err = here.run("--baseline", BASE, "b.md")
    assert "もうありません" not in err
    _, _, err = here.run("--baseline", BASE, "--select", "facts", ".")
    assert "もうありません" not in err
    here.run("--write-baseline", BASE, "b.md")
    assert (here.root / BASE).read_bytes() == before
    here.run("--baseline", BASE, "--prune-baseline", "b.md")
    assert (here.root / BASE).read_bytes() == before
    for part in (("--select", "facts"), ("--ignore", "notation"), ("--tier", "text")):
        here.run("--write-baseline", BASE, *part, ".")
        assert here.run("--baseline", BASE, ".")[0] == 0, part


def test_pruning_takes_out_what_is_mended_and_adds_nothing(here: Here) -> None:
    recorded(here, "a.md", "b.md", "c.md")
    write(here.root, "a.md", FLAWED.replace("下さい", "ください"))
    write(here.root, "b.md", FLAWED + "\n書類を見て下さい。\n")
    (here.root / "c.md").unlink()
    _, _, err = here.run("--baseline", BASE, ".")
    assert "2件は、もうありません" in err
    status, _, err = here.run("--baseline", BASE, "--prune-baseline", ".")
    assert "なくなった指摘 2件を、記録から消しました" in err
    assert status == 1
    assert list(load(here.root / BASE).files) == ["b.md"]
    _, files, err = here.run("--baseline", BASE, ".")
    assert files["b.md"] == ["下さい"]
    assert "もうありません" not in err


def test_a_draft_that_cannot_be_read_keeps_its_findings(here: Here) -> None:
    before = recorded(here)
    (here.root / "a.md").write_bytes(b"\xff\xfe\x00")
    write(here.root, "b.md", "# 講座\n\n窓口へ。\n")
    status, _, _ = here.run("--baseline", BASE, "--prune-baseline", ".")
    assert status == 2
    assert (here.root / BASE).read_bytes() == before


# Renamed drafts

LONG = FLAWED + "".join(f"\n{number}番の窓口で受け付けます。\n" for number in range(30))


@pytest.mark.parametrize("staged", [True, False], ids=["git mv", "mv"])
def test_a_renamed_draft_is_known(here: Here, staged: bool) -> None:
    write(here.root, "お知らせ/古い 名前.md", LONG)
    recorded(here, "お知らせ/古い 名前.md", "b.md")
    here.commit()
    new = "広報/新しい\n名前.md"
    write(here.root, new, LONG + "\n終わり。\n")
    (here.root / "お知らせ/古い 名前.md").unlink()
    if staged:
        here.git("add", "-A")
    index = here.git("status", "--porcelain", "-z")
    status, files, _ = here.run("--baseline", BASE, ".")
    assert (status, any(files.values())) == (0, False)
    assert here.git("status", "--porcelain", "-z") == index
    here.run("--baseline", BASE, "--prune-baseline", ".")
    assert set(load(here.root / BASE).files) == {new, "b.md"}
    assert here.run("--baseline", BASE, ".")[0] == 0


def test_a_renamed_draft_is_known_after_later_commits(here: Here) -> None:
    write(here.root, "a.md", LONG)
    recorded(here, "a.md")
    here.commit()
    here.git("mv", "a.md", "b.md")
    here.commit()
    write(here.root, "b.md", LONG + "\n書類を見て下さい。\n")
    here.commit()
    _, files, _ = here.run("--baseline", BASE, ".")
    assert files == {"b.md": ["下さい"]}


def test_without_git_a_renamed_draft_is_new_and_that_is_told(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(here, "a.md")
    here.commit()
    (here.root / "a.md").rename(here.root / "b.md")
    monkeypatch.setenv("PATH", "")
    status, files, err = here.run("--baseline", BASE, ".")
    assert (status, files) == (1, {"b.md": ["下さい"]})
    assert "git に尋ねられませんでした" in err
    assert "baseline.json" in err


def test_without_a_repository_a_renamed_draft_is_new(here: Here) -> None:
    recorded(here, "a.md")
    (here.root / "a.md").rename(here.root / "b.md")
    assert here.run("--baseline", BASE, ".")[1] == {"b.md": ["下さい"]}


# What cannot be used


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "baseline-invalid"),
        (b"[]", "baseline-invalid"),
        (b"\x00" * 100, "baseline-invalid"),
        (b"[" * 100_000, "baseline-invalid"),
        ('{"schema_version": "1"}'.encode("utf-16"), "baseline-invalid"),
        (b'{"schema_version": 1, "fingerprints": 1}', "baseline-invalid"),
        (b'{"schema_version": 1, "fingerprints": 1, "files": {}, "x": 1}', "baseline-invalid"),
        (
            b'{"schema_version": 1, "fingerprints": 1, "files": {"a": {"b": ["zz"]}}}',
            "baseline-invalid",
        ),
        (b'{"schema_version": 99, "fingerprints": 1, "files": {}}', "baseline-version"),
        (b'{"schema_version": 1, "fingerprints": 99, "files": {}}', "baseline-version"),
        (b'{"schema_version": 2, "fingerprints": 1, "drafts": []}', "baseline-version"),
    ],
)
@pytest.mark.parametrize("option", ["--baseline", "--write-baseline"])
def test_a_broken_baseline_is_refused_and_left_alone(
    here: Here, option: str, raw: bytes, code: str
) -> None:
    (here.root / BASE).write_bytes(raw)
    write(here.root, "a.md")
    with pytest.raises(ConfigError) as caught:
        load(here.root / BASE)
    assert caught.value.code == code
    status, files, err = here.run(option, BASE, ".")
    assert (status, files) == (2, {})
    assert err.startswith("エラー: baseline.json: ")
    assert "→" in err
    assert (here.root / BASE).read_bytes() == raw


def test_a_conflict_of_git_is_named(here: Here) -> None:
    raw = recorded(here)
    lines = raw.decode().splitlines(keepends=True)
    lines[3:3] = ["<<<<<<< HEAD\n"]
    (here.root / BASE).write_text("".join(lines), encoding="utf-8")
    status, _, err = here.run("--baseline", BASE, ".")
    assert status == 2
    assert "<<<<<<<" in err


def test_a_byte_order_mark_of_an_editor_does_no_harm(here: Here) -> None:
    raw = recorded(here)
    (here.root / BASE).write_bytes(b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"))
    assert here.run("--baseline", BASE, ".")[0] == 0


@pytest.mark.parametrize("place", ["none.json", "none/b.json", ".", "/dev/zero"])
def test_what_is_no_file_is_no_baseline(here: Here, place: str) -> None:
    write(here.root, "a.md")
    status, files, err = here.run("--baseline", place, "a.md")
    assert (status, files) == (2, {})
    assert place in err
    assert "→" in err


@pytest.mark.parametrize("place", [".", "/dev/zero", "/dev/full", "none/b.json", "a.md"])
def test_a_baseline_is_written_only_where_it_can_be(here: Here, place: str) -> None:
    write(here.root, "a.md")
    status, _, err = here.run("--write-baseline", place, "a.md")
    assert status == 2
    assert place in err
    assert "→" in err
    assert (here.root / "a.md").read_text("utf-8") == FLAWED


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--prune-baseline",), "--baseline"),
        (("--write-baseline", BASE, "--baseline", BASE), "--write-baseline"),
        (("--write-baseline", BASE, "--fix"), "--fix"),
        (("--write-baseline", BASE, "--diff"), "--diff"),
        (("--write-baseline", BASE, "--changed"), "--changed"),
        (("--baseline", BASE, "--prune-baseline", "--fix"), "--fix"),
        (("--baseline", BASE, "--prune-baseline", "--since", "main"), "--changed"),
        (("--baseline", BASE, "-"), "--stdin-filename"),
        (("--changed", "-"), "--changed"),
        (("--since", "main"), "--changed"),
        (("--changed-lines", "--fix"), "--fix"),
    ],
)
def test_options_that_exclude_each_other(here: Here, options: tuple[str, ...], named: str) -> None:
    write(here.root, "a.md")
    status, files, err = here.run(*options, "a.md")
    assert (status, files) == (2, {})
    assert named in err
    assert "→" in err
    assert not (here.root / BASE).exists()


# What may happen while it is written


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "ディスクの空き"),
        (errno.EACCES, "権限がありません"),
        (errno.EROFS, "読み取り専用"),
    ],
)
def test_a_baseline_that_cannot_be_written_loses_nothing(
    here: Here, monkeypatch: pytest.MonkeyPatch, step: str, number: int, said: str
) -> None:
    before = recorded(here)
    write(here.root, "b.md")
    real = getattr(os, step)

    def fail(*given: object, **named: object) -> object:
        if step == "open" and ".check-" not in str(given[0]):
            return real(*given, **named)
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, step, fail)
        status, files, err = here.run("--write-baseline", BASE, ".")
    assert status == 2
    assert said in err
    assert "baseline.json" in err
    assert files == {"a.md": ["下さい"], "b.md": ["下さい"]}
    assert (here.root / BASE).read_bytes() == before
    assert set(os.listdir(here.root)) == {"a.md", "b.md", BASE, "check.toml"}


def test_a_baseline_that_somebody_else_has_written_meanwhile_is_left_alone(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(here)
    write(here.root, "b.md", OTHER)
    check = Checker.check

    def meanwhile(self: Checker, *given: object, **named: object) -> object:
        (here.root / BASE).write_text("another", encoding="utf-8")
        return check(self, *given, **named)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(Checker, "check", meanwhile)
    status, _, err = here.run("--write-baseline", BASE, ".")
    assert status == 2
    assert "変更または削除" in err
    assert (here.root / BASE).read_text("utf-8") == "another"


def killed(step: str, after: bool) -> None:
    """A run that ends itself at a step of writing, as the power does."""
    real = getattr(os, step)

    def end(*given: Any, **named: Any) -> Any:
        if step == "open" and ".check-" not in str(given[0]):
            return real(*given, **named)
        if after:
            real(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(os, step, end)
    cli.run(["--write-baseline", BASE, "."])


def test_a_run_that_is_killed_leaves_a_whole_baseline(here: Here) -> None:
    before = recorded(here)
    write(here.root, "b.md", OTHER)
    moments = [("open", False), ("open", True), ("fsync", False), ("replace", False)]
    for moment in (*moments, ("replace", True)):
        process = get_context("fork").Process(
            target=killed, args=moment
        )  # needs no start of its own
        process.start()
        process.join(60)
        assert process.exitcode == -signal.SIGKILL
        if moment in moments:
            assert (here.root / BASE).read_bytes() == before
            # What it left behind is no draft and in nobody's way.
            assert here.run("--baseline", BASE, ".")[1] == {"a.md": [], "b.md": ["下さい"]}
    assert set(load(here.root / BASE).files) == {"a.md", "b.md"}
