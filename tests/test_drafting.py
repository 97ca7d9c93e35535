"""A first draft in easy Japanese: said more simply, marked where a person has to decide."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from checker.api import Checker, Draft
from checker.config import Config
from checker.document.model import Format
from checker.document.read import format_of
from checker.document.source import Source, load
from checker.drafting import Drafted, drafted
from checker.fixing import damage
from checker.model import Profile

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
TEXTS = sorted(
    path for path in (SAMPLES / "clean").iterdir() if path.suffix in {".md", ".txt", ".html"}
)

MARK = re.compile(r"【要確認(\d+)】")


@pytest.fixture(scope="module")
def easy() -> Checker:
    return Checker(Config(profile=Profile.EASY), raise_crashes=True)


def draft_of(checker: Checker, source: Source, format: Format) -> Drafted:
    mended = checker.draft(source, format)
    assert mended is not None
    draft = Draft(source.path, source.text, format)
    return drafted(mended, checker.report_of(mended, draft).findings)


def of_text(checker: Checker, text: str, tmp_path: Path, suffix: str = ".txt") -> Drafted:
    path = tmp_path / f"notice{suffix}"
    path.write_text(text, encoding="utf-8")
    format = format_of(str(path))
    assert format is not None
    return draft_of(checker, load(path), format)


def test_what_is_certain_has_no_mark(easy: Checker, tmp_path: Path) -> None:
    made = of_text(easy, "令和8年12月1日に、窓口へ持ってきてください。", tmp_path)
    assert made.text == "2026年12月1日に、窓口（まどぐち）へ持（も）ってきてください。"
    assert made.doubts == ()


def test_a_replacement_is_made_and_marked(easy: Checker, tmp_path: Path) -> None:
    made = of_text(easy, "手すりを設置します。", tmp_path)
    assert made.text == "手（て）すりを置（お）きます。【要確認1】"
    assert [(doubt.number, doubt.line, doubt.text) for doubt in made.doubts] == [(1, 1, "設置")]


def test_a_word_that_nothing_replaces_is_marked(easy: Checker, tmp_path: Path) -> None:
    made = of_text(easy, "よく聞いてください。\n審査があります。", tmp_path)
    assert made.text.splitlines()[1] == "審査（しんさ）があります。【要確認1】"
    assert made.doubts[0].line == 2
    assert "難しい言葉" in made.doubts[0].message


def test_a_long_sentence_is_divided_and_marked(easy: Checker, tmp_path: Path) -> None:
    text = (
        "市役所の1階で写真を見ることができますが、中に入るときは靴を脱いで、静かに歩いてください。"
    )
    made = of_text(easy, text, tmp_path)
    assert "できます。" in made.text
    assert any("分けました" in doubt.message for doubt in made.doubts)


def test_a_mark_stands_behind_ruby(easy: Checker, tmp_path: Path) -> None:
    made = of_text(easy, "<p>必要な福祉</p>", tmp_path, ".html")
    assert "</ruby>【要確認1】</p>" in made.text
    assert made.doubts[0].text == "福祉"


def test_a_mark_that_is_left_is_found(easy: Checker, tmp_path: Path) -> None:
    made = of_text(easy, "手すりを設置します。", tmp_path)
    rules = [finding.rule for finding in easy.check_text(made.text).findings]
    assert "facts/pending-note" in rules


def test_readers_of_ordinary_japanese_get_no_draft(checker: Checker, tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text("手すりを設置します。", encoding="utf-8")
    assert checker.draft(load(path), Format.TEXT) is None


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_nothing_that_a_notice_says_is_lost(easy: Checker, path: Path) -> None:
    source, format = load(path), format_of(str(path))
    assert format is not None
    mended = easy.draft(source, format)
    if mended is None:  # its front matter names other readers
        return
    assert not damage(mended.before.context, mended.reading.context)
    findings = easy.report_of(mended, Draft(source.path, source.text, format)).findings
    made = drafted(mended, findings)
    assert MARK.sub("", made.text) == mended.rope.text
    numbers = [int(number) for number in MARK.findall(made.text)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {doubt.number for doubt in made.doubts} == set(numbers)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "checker", "--no-config", "--profile", "easy", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_the_command_explains_the_marks(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text("手すりを設置します。番号は123456789018です。\n", encoding="utf-8")
    done = run("--diff", str(path))
    assert "+手（て）すりを置（お）きます。【要確認1】" in done.stdout
    assert "【要確認1】1行目「設置」" in done.stderr
    assert "●" in done.stderr
    assert "123456789018" not in done.stderr
    assert path.read_text(encoding="utf-8").startswith("手すりを設置します。")


def test_with_unsafe_fixes_the_diff_is_what_would_be_written(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text("手すりを設置します。\n", encoding="utf-8")
    done = run("--unsafe-fixes", "--diff", str(path))
    assert "+手（て）すりを置（お）きます。" in done.stdout
    assert "要確認" not in done.stdout
