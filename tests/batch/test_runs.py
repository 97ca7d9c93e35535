"""Runs over many drafts: with and without cache, workers and shards they end alike."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from batch_support import COMMON, Reports, reports, site

from checker import api, cli
from checker.api import Checker
from checker.batch import keeping
from checker.batch.store import FILE, Store
from checker.batch.workers import Workers
from checker.reporters.registry import FORMATS
from tests_support import AS_OF

Run = Callable[..., Reports]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run")


@pytest.fixture(scope="module")
def drafts(folder: Path) -> Path:
    return site(folder)


@pytest.fixture
def run(
    folder: Path, drafts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    monkeypatch.chdir(folder)

    def go(*arguments: str) -> Reports:
        return reports(folder / "out", lambda: capsys.readouterr().err, *arguments)

    return go


@pytest.fixture
def whole(run: Run) -> Reports:
    """The run that all others are compared with."""
    return _once(run)


def _once(run: Run, known: dict[str, Reports] = {}) -> Reports:  # noqa: B006 # made once
    if "whole" not in known:
        known["whole"] = run(*COMMON, "--no-cache", "site")
        assert known["whole"]["status"] == "2"  # one draft cannot be read
        assert "broken.md" in known["whole"]["told"]
    return known["whole"]


def no_checks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many drafts are checked from now on, a number for each lot."""
    checked: list[int] = []
    check = Checker.check

    def counting(self: Checker, drafts: object, **more: object) -> object:
        lot = list(drafts)  # type: ignore[call-overload]  # any iterable
        checked.append(len(lot))
        return check(self, lot, **more)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(Checker, "check", counting)
    return checked


def test_with_a_cache_all_formats_are_the_same(
    run: Run, whole: Reports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = ("--cache-dir", str(tmp_path / "c"))
    assert run(*COMMON, *cache, "site") == whole
    checked = no_checks(monkeypatch)
    assert run(*COMMON, *cache, "site") == whole
    assert sum(checked) == 1  # only the one that cannot be read, to say so again


def test_several_processes_end_with_the_same(
    run: Run, whole: Reports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "LOT", 5)  # several lots
    cache = ("--cache-dir", str(tmp_path / "c"))
    assert run(*COMMON, "--no-cache", "--jobs", "2", "site") == whole
    assert run(*COMMON, *cache, "--jobs", "3", "site") == whole
    checked = no_checks(monkeypatch)
    assert run(*COMMON, *cache, "--jobs", "2", "site") == whole
    assert not checked  # not even the one that cannot be read: a worker says so again


def test_shards_put_together_are_the_whole(run: Run, whole: Reports, folder: Path) -> None:
    parts = [f"{number}.jsonl" for number in (1, 2, 3)]
    for number, part in enumerate(parts, 1):
        shard = f"{number}/3"
        assert cli.run([*COMMON, "--shard", shard, f"--format=jsonl={part}", "site"]) in (1, 2)
    sizes = [len((folder / part).read_text("utf-8").splitlines()) for part in parts]
    assert max(sizes) - min(sizes) <= 1
    merged = run("--merge", *reversed(parts))
    for name in FORMATS:
        assert merged[name] == whole[name], name
    assert merged["status"] == whole["status"]
    assert "broken.md" in merged["told"]


def test_a_worker_that_dies_loses_nothing(
    run: Run, whole: Reports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "LOT", 5)
    put = Workers.put
    killed: list[int] = []

    def killing(self: Workers, *task: object) -> object:
        yield from put(self, *task)  # type: ignore[arg-type]  # handed on
        process = self._processes[0]
        if not killed and process.pid is not None:
            os.kill(process.pid, signal.SIGKILL)
            killed.append(process.pid)

    monkeypatch.setattr(Workers, "put", killing)
    assert run(*COMMON, "--no-cache", "--jobs", "2", "site") == whole
    assert killed


def test_nothing_of_a_draft_can_be_read_in_the_cache(
    drafts: Path, tmp_path: Path, run: Run
) -> None:
    run(*COMMON, "--cache-dir", str(tmp_path / "c"), "site")
    kept = b"".join(path.read_bytes() for path in (tmp_path / "c").iterdir())
    store = Store(tmp_path / "c")
    heads = b"".join(store.heads().values()).decode("utf-8", "replace")
    assert len(kept) > 50_000
    for path in (each for each in drafts.rglob("*") if each.is_file()):
        text = path.read_bytes().decode("utf-8", "replace")
        words = {text[at : at + 12] for at in range(0, len(text) - 12, 5)}
        for word in words:
            # Reasons of rules quote no draft; ordinary words may stand in both.
            if word.strip() == word and word not in heads:
                assert word.encode() not in kept
    for secret in ("090-0000-1234", "09000001234", "山田太郎", "private"):
        assert secret.encode() not in kept


def small(folder: Path, count: int = 3) -> list[Path]:
    made = []
    for number in range(count):
        path = folder / f"{number}.md"
        path.write_text(f"# 講座{number}\n\n申請書を出して下さい。\n", encoding="utf-8")
        made.append(path)
    return made


def checked_by(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """How many drafts a run checks anew."""
    with monkeypatch.context() as patch:
        checked = no_checks(patch)
        assert cli.run([*COMMON, "--format", "json=out.json", *arguments]) in (0, 1)
    return sum(checked)


def test_only_what_changed_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    paths = small(tmp_path)
    cache = ("--cache-dir", "c")
    assert checked_by(monkeypatch, *cache, ".") == 3
    assert checked_by(monkeypatch, *cache, ".") == 0
    paths[1].write_text("# 講座1\n\n申請書を出して下さい。下さい。\n", encoding="utf-8")
    assert checked_by(monkeypatch, *cache, ".") == 1
    paths[1].rename(tmp_path / "n.md")
    assert checked_by(monkeypatch, *cache, ".") == 1  # addresses tell press releases
    for asked in (
        ("--profile", "easy"),
        ("--ignore", "notation"),
        ("--tier", "text"),
        ("--genre", "event"),
        ("--as-of", "2026-11-23"),
    ):
        assert checked_by(monkeypatch, *cache, *asked, ".") == 3
    assert checked_by(monkeypatch, *cache, ".") == 0
    assert checked_by(monkeypatch, "--no-cache", ".") == 3


def test_the_configuration_and_its_lists_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    small(tmp_path)
    rule = tmp_path / "own" / "notation" / "kudasai.yaml"
    rule.parent.mkdir(parents=True)
    text = (Path(__file__).parents[2] / "rules" / "notation" / "kudasai.yaml").read_text("utf-8")
    (tmp_path / "check.toml").write_text('ignore = ["press"]\n', encoding="utf-8")

    def go() -> int:
        with monkeypatch.context() as patch:
            checked = no_checks(patch)
            arguments = [*COMMON[:-1], "--format", "json=out.json", "--cache-dir", "c", "."]
            assert cli.run(arguments) in (0, 1)
        return sum(checked)

    assert [go(), go()] == [3, 0]
    (tmp_path / "check.toml").write_text('rules = ["own"]\n', encoding="utf-8")
    rule.write_text(text, encoding="utf-8")
    assert [go(), go()] == [3, 0]
    rule.write_text(text + "\n# changed\n", encoding="utf-8")
    assert [go(), go()] == [3, 0]


def test_another_program_finds_nothing_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    small(tmp_path)
    assert checked_by(monkeypatch, "--cache-dir", "c", ".") == 3
    monkeypatch.setattr(keeping, "program", lambda: b"another")
    assert checked_by(monkeypatch, "--cache-dir", "c", ".") == 3


def test_tomorrow_only_what_asks_for_the_day_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    small(tmp_path, 2)
    dated = "# 講座\n\n令和2年5月1日（金曜日）に開きます。\n"
    (tmp_path / "dated.md").write_text(dated, encoding="utf-8")
    arguments = ["--tier", "morphemes", "--no-config", "--cache-dir", "c", "."]

    def go(day: datetime.date) -> int:
        with monkeypatch.context() as patch:
            patch.setattr(api, "today", lambda: day)
            patch.setattr(keeping, "today", lambda: day)
            checked = no_checks(patch)
            cli.run(["--format", "json=out.json", *arguments])
        return sum(checked)

    tomorrow = AS_OF + datetime.timedelta(days=1)
    assert [go(AS_OF), go(AS_OF), go(tomorrow), go(tomorrow)] == [3, 0, 1, 0]


def test_few_drafts_and_standard_input_leave_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    small(tmp_path)
    cli.run([*COMMON, "."])
    assert not (tmp_path / "home").exists()
    small(tmp_path, 20)
    cli.run([*COMMON, "."])
    assert (tmp_path / "home" / "tsutawaru" / FILE).is_file()
    before = Store(tmp_path / "home" / "tsutawaru")
    count = before._file.execute("SELECT count(*) FROM reports").fetchone()
    subprocess.run(
        [sys.executable, "-m", "checker", *COMMON, "--cache-dir", "c", "-"],
        input="申請書を出して下さい。\n".encode(),
        capture_output=True,
        check=False,
    )
    made = Store(tmp_path / "c")
    assert made._file.execute("SELECT count(*) FROM reports").fetchone() == (0,)
    assert (
        before._file.execute("SELECT count(*) FROM reports").fetchone() == count == (40,)
    )  # what was found, and how it looks


@pytest.mark.parametrize("fault", ["file", "others", "full"])
def test_a_cache_that_cannot_be_used_is_told_of_and_loses_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fault: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    small(tmp_path)
    cache = tmp_path / "c"
    if fault == "file":
        cache.write_text("x")
    elif fault == "others":
        cache.mkdir()
        (cache / "notes").write_text("x")
    else:
        opened = Store.__init__

        def full(self: Store, folder: Path) -> None:
            opened(self, folder)
            self._file.execute("PRAGMA max_page_count = 1")

        monkeypatch.setattr(Store, "__init__", full)
    status = cli.run([*COMMON, "--cache-dir", "c", "--format", "json", "."])
    out, err = capsys.readouterr()
    assert status == 1
    assert len(json.loads(out)["files"]) == 3
    assert err.count("キャッシュを使えません") == 1
    assert "--no-cache" in err


def test_a_record_that_is_damaged_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    small(tmp_path)
    assert checked_by(monkeypatch, "--cache-dir", "c", ".") == 3
    before = (tmp_path / "out.json").read_bytes()
    file = sqlite3.connect(tmp_path / "c" / FILE)
    (name, body) = file.execute("SELECT name, body FROM reports").fetchone()
    file.execute("UPDATE reports SET body = ? WHERE name = ?", (body[:-1], name))
    file.commit()
    file.close()
    assert checked_by(monkeypatch, "--cache-dir", "c", ".") == 1
    assert (tmp_path / "out.json").read_bytes() == before
    assert checked_by(monkeypatch, "--cache-dir", "c", ".") == 0


def test_a_run_that_is_killed_leaves_cache_and_reports_whole(tmp_path: Path) -> None:
    small(tmp_path, 200)
    command = [sys.executable, "-m", "checker", *COMMON, "--cache-dir", "c", "--jobs", "2"]
    command += ["--format", "json=out.json", "."]
    (tmp_path / "out.json").write_text("before")
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        with_file = tmp_path / "c" / FILE
        if with_file.is_file() and with_file.stat().st_size > 40_000:
            break
        time.sleep(0.02)
    assert process.poll() is None, "it ended before it could be killed"
    process.kill()
    process.communicate()
    assert (tmp_path / "out.json").read_text() == "before"
    kept = sqlite3.connect(tmp_path / "c" / FILE)
    assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    kept.close()
    # Two at once, from what is left.
    both = [
        subprocess.Popen(
            [*command[:-2], f"json={name}.json", "."], cwd=tmp_path, stderr=subprocess.PIPE
        )
        for name in ("one", "two")
    ]
    told = [each.communicate()[1].decode() for each in both]
    assert [each.returncode for each in both] == [1, 1], told
    one, two = (json.loads((tmp_path / f"{name}.json").read_bytes()) for name in ("one", "two"))
    assert one == two
    assert len(one["files"]) == 200


# What cannot be put together


def shards(folder: Path, count: int = 2, *more: str) -> list[Path]:
    small(folder, 4)
    made = []
    for number in range(1, count + 1):
        part = folder / f"s{number}.jsonl"
        arguments = [*COMMON, *more, "--shard", f"{number}/{count}", f"--format=jsonl={part}"]
        assert cli.run([*arguments, *(f"{number}.md" for number in range(4))]) == 1
        made.append(part)
    return made


def merging(capsys: pytest.CaptureFixture[str], *paths: object) -> tuple[int, str]:
    capsys.readouterr()
    status = cli.run(["--no-config", "--merge", "--format", "json", *map(str, paths)])
    return status, capsys.readouterr().err


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


Captured = pytest.CaptureFixture[str]


def test_a_missing_shard_is_refused(here: Path, capsys: Captured) -> None:
    one, two = shards(here)
    assert merging(capsys, one, two)[0] == 1
    status, told = merging(capsys, two)
    assert status == 2
    assert "1 の結果がありません" in told


def test_a_line_that_is_missing_is_refused(here: Path, capsys: Captured) -> None:
    one, two = shards(here)
    one.write_text(one.read_text("utf-8").splitlines(keepends=True)[0], encoding="utf-8")
    status, told = merging(capsys, one, two)
    assert status == 2
    assert "4の下書きのうち、3の結果しかありません" in told


def test_a_shard_that_comes_twice_is_refused(here: Path, capsys: Captured) -> None:
    one, two = shards(here)
    shutil.copy(one, here / "again.jsonl")
    status, told = merging(capsys, one, here / "again.jsonl", two)
    assert status == 2
    assert "同じ分担（1/2）" in told
    one.write_text(one.read_text("utf-8") * 2, encoding="utf-8")
    status, told = merging(capsys, one, two)
    assert status == 2
    assert "結果が2つあります" in told


def test_a_draft_that_changed_is_told_of(here: Path, capsys: Captured) -> None:
    one, two = shards(here)
    (here / "2.md").write_text("# 別の内容\n", encoding="utf-8")
    status, told = merging(capsys, one, two)
    assert status == 2
    assert "2.md: 分担して点検したときと、内容が違います" in told


def test_shards_of_another_day_or_version_are_refused(here: Path, capsys: Captured) -> None:
    one, two = shards(here)
    text = two.read_text("utf-8")
    two.write_text(text.replace('"as_of":"2026-11-22"', '"as_of":"2026-11-23"'), encoding="utf-8")
    status, told = merging(capsys, one, two)
    assert (status, "別の点検の結果" in told) == (2, True)
    two.write_text(text.replace('"version":"', '"version":"9.'), encoding="utf-8")
    status, told = merging(capsys, one, two)
    assert (status, "版（9." in told) == (2, True)


@pytest.mark.parametrize(
    ("content", "told_of"),
    [
        ("", "1つも入っていません"),
        ("{}\n", "読めません"),
        ("[1]\n", "読めません"),
        ('{"file": {}}\n', "--shard を付けない"),
        ("# draft\n", "読めません"),
        ("\x00\x80", "読めません"),
    ],
)
def test_what_is_no_shard_is_refused(
    here: Path, capsys: Captured, content: str, told_of: str
) -> None:
    (here / "a.jsonl").write_text(content, encoding="latin-1")
    status, told = merging(capsys, here / "a.jsonl")
    assert status == 2
    assert told_of in told
    assert "→" in told


def test_a_line_cut_in_two_is_refused(here: Path, capsys: Captured) -> None:
    one, two = shards(here)
    one.write_bytes(one.read_bytes()[:-200])
    status, told = merging(capsys, one, two)
    assert status == 2
    assert f"{one}:2" in told


def test_a_shard_without_drafts_is_no_failure(here: Path, capsys: Captured) -> None:
    small(here, 1)
    found = []
    for number in (1, 2):
        part = f"s{number}.jsonl"
        arguments = [*COMMON, "--shard", f"{number}/2", f"--format=jsonl={part}", "0.md"]
        found.append(cli.run(arguments))
    assert found == [1, 0]
    assert "当たるファイルはありません" in capsys.readouterr().err
    assert merging(capsys, "s1.jsonl", "s2.jsonl")[0] == 1
    assert cli.run([*COMMON, "--shard", "1/2", "none.md"]) == 2


@pytest.mark.parametrize(
    "given",
    [
        ("--shard", "0/2", "a.md"),
        ("--shard", "3/2", "a.md"),
        ("--shard", "1", "a.md"),
        ("--shard", "1/2", "-"),
        ("--shard", "1/2", "--history", "h", "a.md"),
        ("--merge", "--profile", "easy", "a.jsonl"),
        ("--merge", "--fix", "a.jsonl"),
        ("--merge", "none.jsonl"),
        ("--merge", "."),
        ("--jobs", "0", "a.md"),
        ("--jobs", "many", "a.md"),
        ("--jobs", "1000", "a.md"),
        ("--fix", "--jobs", "2", "a.md"),
        ("--diff", "--cache-dir", "c", "a.md"),
        ("--no-cache", "--cache-dir", "c", "a.md"),
    ],
)
def test_nonsense_is_refused(here: Path, capsys: Captured, given: tuple[str, ...]) -> None:
    (here / "a.md").write_text("# 講座\n\n申請書を出して下さい。\n", encoding="utf-8")
    before = (here / "a.md").read_bytes()
    assert cli.run(["--no-config", *given]) == 2
    told = capsys.readouterr().err
    assert "エラー: " in told
    assert "→" in told
    assert (here / "a.md").read_bytes() == before


def test_jobs_may_be_left_to_the_machine() -> None:
    assert 1 <= cli._processors() <= cli.MOST_JOBS


def test_what_is_new_among_many_is_checked_by_a_worker(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that this process, which holds all reports, needs no dictionary beside them."""
    folder, cache = site(tmp_path), tmp_path / "cache"
    arguments = (*COMMON, "--jobs", "2", "--cache-dir", str(cache), str(folder))
    reports(tmp_path / "first", lambda: capsys.readouterr().err, *arguments)
    changed = next(path for path in sorted(folder.rglob("*.md")) if path.stat().st_size > 400)
    changed.write_text(changed.read_text(encoding="utf-8") + "\n申請を行って下さい。\n", "utf-8")
    whole = reports(
        tmp_path / "whole", lambda: capsys.readouterr().err, *COMMON, "--no-cache", str(folder)
    )

    def refuse(*_: object) -> None:
        raise AssertionError("checked here")

    monkeypatch.setattr(Checker, "check", refuse)
    again = reports(tmp_path / "again", lambda: capsys.readouterr().err, *arguments)
    assert again["json"] == whole["json"]
    assert again["text"] == whole["text"]
