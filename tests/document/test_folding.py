"""Folding keeps the length and repairs what would hide a word."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document.folding import RADICALS, fold, is_enclosed


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("令和８年８月１日", "令和8年8月1日"),
        ("ＰＤＦファイル（Ａ４）", "PDFファイル（A4）"),
        ("ａｏｂａ＠ｃｉｔｙ", "aoba＠city"),
        # punctuation is kept as it was written
        ("（税込）：５００円～！，．", "（税込）：500円～！，．"),
        # radicals that a PDF leaves behind
        ("⽇時 ⽉曜⽇ ⾼齢者", "日時 月曜日 高齢者"),
        ("市⺠ ⻑寿 ⻄⼝ ⻘少年 ⻩⾊ ⻭科 ⻨茶", "市民 長寿 西口 青少年 黄色 歯科 麦茶"),
        ("⼾籍 ⿊板", "戸籍 黒板"),
        ("⺟⼦⼿帳 ⻣密度 ⻝中毒 ⻤", "母子手帳 骨密度 食中毒 鬼"),
        # compatibility ideographs, names that have no decomposition
        ("\ufa19田 \ufa1b祉 \ufa26市", "神田 福祉 都市"),
        ("﨑 髙 德 濵", "﨑 髙 德 濵"),
        # half-width kana, mark by mark
        ("ｺﾞﾐの収集", "コ゛ミの収集"),
        ("ﾊﾟｿｺﾝ｡｢ｱ｣､･ｰ", "ハ゜ソコン。「ア」、・ー"),
        # enclosed signs
        ("①10人 ⑳ ❶ ⑴", "・10人 ・ ・ ・"),
        ("㈱あおば ㈪ ㊗ ㍻30年 ㋿8年", "・あおば ・ ・ ・30年 ・8年"),
        ("🅿あり 🈁", "・あり ・"),
        # unit signs and Roman numerals are read correctly as they are
        ("100㎡ 5㎞ 20℃ 第Ⅳ期 №5 ℡", "100㎡ 5㎞ 20℃ 第Ⅳ期 №5 ℡"),
        # spaces
        ("8月\u00a01日\u2003（土）\u202f", "8月 1日 （土） "),
        ("日\u3000時", "日\u3000時"),
        # invisible characters stay for the rule that reports them
        ("市\u200b民\ufeff課\u00ad\u202e", "市\u200b民\ufeff課\u00ad\u202e"),
        ("Plain ASCII 123", "Plain ASCII 123"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert len(text) == len(folded)


def test_every_character_keeps_its_length_and_is_at_rest() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    folded = fold(everything)
    assert len(folded) == len(everything)
    assert fold(folded) == folded


def test_line_ends_are_never_touched_nor_made() -> None:
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        assert (fold(char) in "\r\n\t") == (char in "\r\n\t")


def test_every_kangxi_radical_is_repaired() -> None:
    kangxi = [chr(code) for code in range(0x2F00, 0x2FD6)]
    assert all(char in RADICALS for char in kangxi)
    others = [char for char in kangxi if RADICALS[char] != unicodedata.normalize("NFKC", char)]
    assert others == ["⼾", "⿊"]  # Japanese writes 戸 and 黒, NFKC gives 戶 and 黑


def test_radicals_become_ordinary_kanji() -> None:
    for radical, kanji in RADICALS.items():
        assert unicodedata.name(radical).startswith(("KANGXI RADICAL", "CJK RADICAL"))
        assert unicodedata.name(kanji).startswith("CJK UNIFIED IDEOGRAPH"), radical
        assert kanji not in RADICALS


def test_supplement_radicals_are_encodable_in_japanese() -> None:
    """A kanji that Shift_JIS lacks is not an ordinary one."""
    for radical, kanji in RADICALS.items():
        if radical < "\u2f00":
            kanji.encode("shift_jis")


@pytest.mark.parametrize(
    "char", ["①", "⑳", "㊿", "㈱", "㈪", "㊐", "㍻", "㋿", "Ⓐ", "❿", "🅐", "㍿"]
)
def test_enclosed(char: str) -> None:
    assert is_enclosed(char)
    assert fold(char) == "・"


@pytest.mark.parametrize(
    "char", ["1", "・", "㎡", "㌔", "℡", "№", "Ⅳ", "日", "〇", "○", "◎", "🇯", ""]
)
def test_not_enclosed(char: str) -> None:
    assert not is_enclosed(char)


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_properties(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    assert [a.isspace() for a in folded] == [b.isspace() for b in text]
