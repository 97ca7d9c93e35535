"""Levels, origins and school years of words and kanji."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from checker import vocabulary
from checker.detectors.outside_joyo import joyo
from checker.vocabulary import Level, Origin, by_script, grade, has_many_readings, level, origin

DATA = Path(vocabulary.__file__).parent / "data"


def listed(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line[0] not in "#["]


@pytest.mark.parametrize(
    ("base", "reading", "expected"),
    [
        ("食べる", "", Level.N5),
        ("食べる", "タベル", Level.N5),  # Sudachi's readings are katakana
        ("開く", "あく", Level.N5),
        ("開く", "ひらく", Level.N4),
        ("開く", "", Level.N5),
        ("外", "ほか", Level.N3),
        ("悪い", "にくい", Level.N1),
        ("たべる", "", Level.N5),  # in kana
        ("対立", "たいりつ", Level.N3),  # ours wins
        ("開催", "かいさい", Level.N1),
        ("インターネット", "", Level.N5),
        ("ごみ袋", "", Level.N4),
        ("コンピューター", "", Level.N4),  # two spellings on one line of the package
        ("被保険者", "", None),
        ("", "", None),
    ],
)
def test_level(base: str, reading: str, expected: Level | None) -> None:
    assert level(base, reading) is expected


@pytest.mark.parametrize(
    ("word", "pos", "expected"),
    [
        ("利用", "名詞-普通名詞-サ変可能", Origin.CHINESE),
        ("窓口", "名詞-普通名詞-一般", Origin.JAPANESE),  # two kanji, but 和語
        ("手紙", "", Origin.JAPANESE),
        ("茶", "名詞-普通名詞-一般", Origin.CHINESE),  # one kanji, but 漢語
        ("山", "名詞", Origin.JAPANESE),
        ("ゴミ", "名詞-普通名詞-一般", Origin.JAPANESE),
        ("ごみ", "名詞-普通名詞-一般", Origin.JAPANESE),
        ("サービス", "名詞-普通名詞-サ変可能", Origin.FOREIGN),
        ("たばこ", "名詞-普通名詞-一般", Origin.FOREIGN),
        ("歯ブラシ", "名詞-普通名詞-一般", Origin.MIXED),
    ],
)
def test_origin(word: str, pos: str, expected: Origin) -> None:
    assert origin(word, word, pos) is expected


def test_origin_asks_for_the_dictionary_form() -> None:
    assert origin("食べ", "食べる", "動詞-一般") is Origin.JAPANESE
    assert origin("利用") is origin("利用", "", "")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("利用", Origin.CHINESE),
        ("山", Origin.JAPANESE),
        ("バス", Origin.FOREIGN),
        ("バス停", Origin.MIXED),
        ("書く", Origin.JAPANESE),
        ("", Origin.JAPANESE),
    ],
)
def test_origin_by_script(word: str, expected: Origin) -> None:
    assert by_script(word) is expected


def test_words_that_are_read_by_what_they_mean() -> None:
    assert sum(len(line.split(" ")) for line in listed("homographs.txt")) >= 150
    for word in ("一日", "今日", "明日", "日本", "開く", "人気", "上手", "市場", "何", "方", "前"):
        assert has_many_readings(word)
    assert not has_many_readings("窓口")


def test_school_years_are_those_of_the_table() -> None:
    years = [len(line) for line in listed("grades.txt")]
    assert years == [80, 160, 200, 202, 193, 191]
    kanji = "".join(listed("grades.txt"))
    assert len(set(kanji)) == 1026
    assert set(kanji) <= joyo()
    assert [grade(char) for char in "一阪鬱あ"] == [1, 4, None, None]


def test_lists_have_the_size_that_was_taken_over() -> None:
    lines = (DATA / "levels.txt").read_text(encoding="utf-8").splitlines()
    found: Counter[str] = Counter()
    name = ""
    for line in lines:
        if line.startswith("["):
            name = line[1:-1]
        elif not line.startswith("#"):
            found[name] += 1
    assert list(found) == ["N5", "N4", "N3", "N2", "N1"]  # the easiest first: it wins
    assert 8_200 < sum(found.values()) < 8_500
    assert all(count > 600 for count in found.values())
    assert sum(path.stat().st_size for path in DATA.glob("*.txt")) < 640_000


def test_our_own_list_gives_every_word_one_level_and_a_reading_where_it_has_kanji() -> None:
    words = [line.split(" ") for line in listed("everyday.txt")]
    assert len({word for word, *_ in words}) == len(words)
    without = [word for word, *reading in words if not reading]
    assert not [word for word in without if any("一" <= char <= "鿿" for char in word)]


@pytest.mark.parametrize("name", ["levels.txt", "origins.txt", "grades.txt"])
def test_data_say_where_they_come_from(name: str) -> None:
    head = (DATA / name).read_text(encoding="utf-8").splitlines()[:3]
    assert "see NOTICE" in head[0]
    digest = head[1].removeprefix("# sha256 ")
    assert digest in (DATA.parent.parent / "NOTICE").read_text(encoding="utf-8")
