"""Drafts in easy Japanese without the spaces between words and the readings."""

import datetime

import pytest

from checker.api import Checker, Draft
from checker.document.joining import joined
from checker.document.model import Format
from checker.document.read import read
from checker.model import Span

SPACED = """# ごみの 出し方が 変わります

**4月1日（木曜日）**から、プラスチックの ごみの 日が 変わります。
いままで 火曜日でした。4月からは 金曜日です。

- どこ：東町と 西町です。ほかの 町は 変わりません。
- 時間：朝 8時までに、いつもの 場所に 出して ください。

市の 青い 袋に 入れて ください。袋は 店で 買えます。
"""
READ = "避難所（ひなんじょ）は、学校（がっこう）の体育館（たいいくかん）です。水（みず）を持（も）って来（き）てください。"


def test_spaces_between_words_are_left_out_and_every_place_is_known() -> None:
    document = read(SPACED, Format.MARKDOWN)
    found = joined(document)
    assert found is not None
    shorter = found.document
    assert "ごみの出し方が変わります" in shorter.text
    assert "朝8時までに、いつもの場所に出してください。" in shorter.text
    assert len(shorter.text) == len(shorter.folded) == len(found.places)
    for at, character in enumerate(shorter.text):
        assert found.opened(Span(at, at + 1)).cut(document.text) == character
        if character != "\n":
            assert shorter.to_source(Span(at, at + 1)) == document.to_source(
                found.opened(Span(at, at + 1))
            )
    for block, original in zip(shorter.blocks, document.blocks, strict=True):
        written = document.block_text(original)
        assert shorter.block_text(block) == written.replace(" ", "")


def test_readings_are_left_out() -> None:
    found = joined(read(READ, Format.TEXT))
    assert found is not None
    assert found.document.text == "避難所は、学校の体育館です。水を持って来てください。"
    start = found.document.text.index("体育館")
    assert found.opened(Span(start, start + 3)).cut(READ) == "体育館"


@pytest.mark.parametrize(
    "text",
    [
        "日時　12月5日（土曜日）　午前10時から\n会場　中央公民館　2階\n定員　20人\n対象　市内の方\n",
        "いす（すわるもの）と机（つくえ）、鉛筆（えんぴつ）を使います。",
        "",
    ],
)
def test_other_drafts_stay_as_they_are(text: str) -> None:
    assert joined(read(text, Format.TEXT)) is None


def test_a_space_between_name_and_value_stays() -> None:
    text = SPACED.replace("- 時間：", "- 時間： ")
    found = joined(read(text, Format.MARKDOWN))
    assert found is not None
    assert "時間： 朝8時までに" in found.document.text


def test_what_is_said_in_easy_japanese_is_found_at_its_place() -> None:
    text = (
        SPACED
        + "\n## わからないとき\n\n市役所 ごみ減量課\n電話 04-0000-2233\n外国人の 人も どうぞ 来て ください。\n"
    )
    report = (
        Checker(as_of=datetime.date(2026, 11, 22))
        .check([Draft("a.md", text, Format.MARKDOWN)])
        .files[0]
    )
    assert report.notice is not None
    states = {state.element: state for state in report.notice.elements}
    [span, *_] = states["action"].evidence
    assert " " in span.cut(text)
    assert span.cut(text).replace(" ", "") in text.replace(" ", "")
