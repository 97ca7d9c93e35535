"""What must not move the score, on all samples."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.api import Checker
from checker.config import Config
from checker.document.read import format_of
from checker.document.source import decode
from checker.model import FileReport, Profile, Score, Tier
from tests_support import AS_OF, SAMPLES, drafts

PATHS = [*drafts(SAMPLES), *drafts(SAMPLES / "clean")]
LINES = [path for path in PATHS if path.suffix != ".html"]
TEXTS = [path for path in PATHS if path.suffix == ".txt"]


@cache
def checker(profile: Profile = Profile.GENERAL) -> Checker:
    return Checker(Config(profile=profile), as_of=AS_OF, tier=Tier.MORPHEMES, score=True)


def text_of(path: Path) -> str:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp932")
    return text.replace("\r\n", "\n")


@cache
def checked(path: Path, profile: Profile = Profile.GENERAL) -> FileReport:
    return report(text_of(path), path, profile)


def report(text: str, path: Path, profile: Profile = Profile.GENERAL) -> FileReport:
    format = format_of(path.name)
    assert format is not None
    return checker(profile).check_text(text, format=format, path=path.name)


def score_of(text: str, path: Path) -> Score:
    made = report(text, path).score
    assert made is not None
    return made


def lost(score: Score, part: str) -> float | None:
    """The unrounded points that a part lost; None if it is not judged."""
    (found,) = [each for each in score.parts if each.id == part]
    return None if found.points is None else sum(line.exact for line in found.lines)


def exact(path: Path) -> float:
    score = checked(path).score
    assert score is not None
    assert score.exact is not None
    return score.exact


def base(path: Path, part: str) -> float | None:
    score = checked(path).score
    assert score is not None
    return lost(score, part)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_lines_sum_to_what_is_lost(path: Path) -> None:
    for profile in Profile:
        score = checked(path, profile).score
        assert score is not None
        assert score.total is not None
        lines = [line for part in score.parts for line in part.lines]
        assert sum(line.points for line in lines) == 100 - score.total
        assert sum(line.exact for line in lines) == pytest.approx(100 - (score.exact or 0))
        assert sum(part.budget for part in score.parts) == 100
        for part in score.parts:
            assert part.points is not None
            assert 0 <= part.points <= part.budget
            assert sum(line.points for line in part.lines) == part.budget - part.points


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_easier_readers_ask_more(path: Path) -> None:
    losses = [
        lost(score, "readability")
        for profile in (Profile.REPORTER, Profile.GENERAL, Profile.EASY)
        if (score := checked(path, profile).score) is not None
    ]
    assert losses == sorted(losses)  # type: ignore[type-var]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_line_ends_and_a_mark_at_the_head_change_nothing(path: Path) -> None:
    text = text_of(path)
    assert score_of(text.replace("\n", "\r\n"), path).exact == exact(path)
    loaded = decode(("\ufeff" + text).encode("utf-8"), path=path.name)
    assert score_of(loaded.text, path).exact == exact(path)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_indents_and_trailing_space_change_no_readability(path: Path) -> None:
    text = text_of(path)
    for changed in (
        re.sub(r"(?m)^(?=.*。$)", "　", text),
        re.sub(r"(?m)$", "  ", text),
        text.replace("\n\n", "\n\n\n"),
    ):
        assert lost(score_of(changed, path), "readability") == base(path, "readability")


FULL = {
    code: code + 0xFEE0 for code in (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B))
}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_width_changes_no_readability(path: Path) -> None:
    text = re.sub(r"[a-zA-Z0-9@._:/-]*[@/][a-zA-Z0-9@._:/-]*", "", text_of(path))
    before = lost(score_of(text, path), "readability")
    assert lost(score_of(text.translate(FULL), path), "readability") == before
    half = {code + 0xFEE0: code for code in FULL}
    assert lost(score_of(text.translate(half), path), "readability") == before


@pytest.mark.parametrize("path", LINES, ids=lambda path: path.name)
@pytest.mark.parametrize("times", [2, 5])
def test_repetition_changes_neither_readability_nor_structure(path: Path, times: int) -> None:
    score = score_of("\n\n".join([text_of(path)] * times), path)
    assert lost(score, "readability") == pytest.approx(base(path, "readability"))
    assert lost(score, "structure") == pytest.approx(base(path, "structure"))


APPENDED = {
    "list": "\n\n- 本人確認書類\n- 印鑑\n- 振込先の通帳\n- 委任状（代理人の場合）\n- 参加費\n",
    "dotted list": "\n\n・本人確認書類\n・印鑑\n・振込先の通帳\n・市内に住んでいる人\n・申込書\n",
    "table": "\n\n| 区分 | 料金 | 備考 |\n|---|---|---|\n| 大人 | 500円 | 要予約 |\n| 小人 | 無料 | 保護者同伴 |\n",
    "contact": "\n\n問い合わせ先：あおば市役所 子育て支援課 給付係\n電話：04-0000-1234\n"
    "ファクス：04-0000-1235\nメール：kosodate@aoba.example\n受付時間：平日 午前8時30分から午後5時まで\n",
    "address": "\n\nhttps://www.aoba.example/kosodate/kyufu/index.html\n",
    "heading": "\n\n## 申請に必要な書類と窓口について\n",
    "English": "\n\nThis notice is about the child benefit. Please bring your identification card and "
    "your bank book. The office is open from nine to five on weekdays. For more information, "
    "please call the number below. Interpreters are available.\n",
    "one line of English": "\n\nAoba City Office, Child Support Division\n",
}


CASES = [
    (path, what)
    for number, path in enumerate(LINES)
    for at, what in enumerate(APPENDED)
    # Every path with some, and all of them with some path.
    if (number + at) % 3 == 0 and (path.suffix == ".md" or what not in ("table", "heading", "list"))
]


@pytest.mark.parametrize(("path", "what"), CASES, ids=lambda value: getattr(value, "name", value))
def test_what_is_no_running_text_changes_no_readability(path: Path, what: str) -> None:
    score = score_of(text_of(path).rstrip("\n") + APPENDED[what], path)
    assert lost(score, "readability") == base(path, "readability")


def wrapped(text: str, width: int) -> str:
    """A text as a mail program breaks it: every line at so many characters."""
    lines = []
    for line in text.split("\n"):
        if line.endswith("。") and len(line) > width:
            lines += [line[at : at + width] for at in range(0, len(line), width)]
        else:
            lines.append(line)
    return "\n".join(lines)


def test_hard_wrapped_prose_scores_as_before() -> None:
    changes = []
    for path in TEXTS:
        for width in (30, 35, 40, 45):
            made = lost(score_of(wrapped(text_of(path), width), path), "readability")
            assert made is not None
            changes.append(abs(made - (base(path, "readability") or 0)))
    changes.sort()
    assert changes[-1] <= 3
    assert changes[len(changes) // 2] == 0


PIECES = [APPENDED["list"], APPENDED["contact"], APPENDED["address"], APPENDED["heading"]]


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from([path for path in PATHS if path.suffix == ".md"]),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=4),
)
def test_any_lists_and_contacts_change_no_readability(path: Path, pieces: list[str]) -> None:
    score = score_of(text_of(path).rstrip("\n") + "".join(pieces), path)
    assert lost(score, "readability") == base(path, "readability")
