"""Furigana: which words, which reading, and who may write it."""

from __future__ import annotations

import datetime

import pytest

from checker.analysis.morphology import Morphology
from checker.api import Checker
from checker.config import Config
from checker.context import Context
from checker.detectors.missing_furigana import check, kana_over
from checker.document.model import Format
from checker.document.read import read
from checker.document.source import from_text
from checker.model import Match, Profile

MORPHOLOGY = Morphology()
OPTIONS = {"numbers": "数", "several": "いくつか"}


def found(text: str, format: Format = Format.TEXT) -> dict[str, Match]:
    context = Context(
        document=read(text, format),
        as_of=datetime.date(2026, 11, 22),
        profile=Profile.EASY,
        morphology=MORPHOLOGY,
    )
    document = context.document
    return {match.span.cut(document.text): match for match in check(context, OPTIONS)}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("窓口", ("まどぐち",)),
        ("出す", ("だ",)),
        ("申し込む", ("もう", "こ")),
        ("引っ越し", ("ひ", "こ")),
        ("飼い犬", None),  # か-い-いぬ or かい-い-ぬ
        ("ごみ", None),
    ],
)
def test_kana_over_kanji(word: str, expected: tuple[str, ...] | None) -> None:
    (morpheme,) = MORPHOLOGY.read(word)
    assert kana_over(morpheme) == expected


@pytest.mark.parametrize(
    ("text", "word", "applicability"),
    [
        ("窓口で待ちます。", "窓口", "safe"),
        ("工場があります。", "工場", None),
        ("まつりを開きます。", "開き", None),
        ("明日は休みです。", "明日", None),
        ("初めての方です。", "方", None),
        ("ごみの収集日です。", "収集日", "safe"),  # び, by our list
        ("相談日です。", "相談日", None),  # び, but Sudachi says にち
        ("観察会です。", "観察会", "unsafe"),
    ],
)
def test_who_may_write_the_reading(text: str, word: str, applicability: str | None) -> None:
    match = found(text)[word]
    if applicability is None:
        assert not match.edits
        assert match.message == "いくつか"
    else:
        assert match.edits
        assert match.applicability == applicability


@pytest.mark.parametrize(
    "listed", ["一日", "今日", "日本", "人気", "上手", "市場", "何", "家", "前"]
)
def test_no_reading_is_written_for_words_that_are_read_by_what_they_mean(listed: str) -> None:
    for match in found(f"これは{listed}です。").values():
        assert not match.edits or match.applicability != "safe"


@pytest.mark.parametrize(
    "text",
    [
        "青葉太郎さんが来（き）ます。",
        "あおば市中央1丁目2番です。",
        "子育て支援課です。",
        "書類（しょるい）を出（だ）します。",
        "",
        "ABC",
    ],
)
def test_names_and_words_that_are_read_are_left_alone(text: str) -> None:
    assert not any(match.edits for match in found(text).values())


def test_numbers_are_told_once_and_never_read() -> None:
    matches = found("8月1日と9月2日に、3人で20日間します。")
    told = [match for match in matches.values() if match.message == "数"]
    assert len(told) == 1
    assert not any(match.edits for match in matches.values() if "日" in match.values.get("to", ""))


def test_brackets_do_not_stand_in_brackets_nor_break_emphasis() -> None:
    assert not found("ごみ（窓口のもの）です。")["窓口"].edits
    assert not found("**窓口**です。", Format.MARKDOWN)["窓口"].edits
    assert found("<p>ごみ（窓口のもの）です。</p>", Format.HTML)["窓口"].edits


def test_a_word_is_told_once_and_read_everywhere() -> None:
    matches = found("書類があります。\n\n書類を出してください。\n\n書類です。")
    assert matches["書類"].values["places"] == "ほかに2か所あります。"
    assert len(matches["書類"].edits) == 3


def test_a_long_line_takes_linear_time() -> None:
    assert found("申し込み" * 3000)


@pytest.mark.parametrize(
    ("text", "format", "expected"),
    [
        (
            "令和8年12月5日の17:00に、書類を提出してください。",
            Format.TEXT,
            "2026年12月5日の午後5時に、書類（しょるい）を出（だ）してください。",
        ),
        (
            "<p>令和8年12月5日に、<strong>書類</strong>を提出してください。</p>",
            Format.HTML,
            "<p>2026年12月5日に、<strong><ruby>書類<rt>しょるい</rt></ruby></strong>を"
            "<ruby>出<rt>だ</rt></ruby>してください。</p>",
        ),
    ],
)
def test_readings_are_written_over_what_stays(text: str, format: Format, expected: str) -> None:
    checker = Checker(Config(profile=Profile.EASY), as_of=datetime.date(2026, 11, 22))
    mended = checker.fix(from_text(text, path="notice"), format, unsafe=True)
    assert mended.rope.text == expected
    assert not mended.refused
