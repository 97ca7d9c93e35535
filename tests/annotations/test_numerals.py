"""Numerals in all written forms, and the words that bound them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.annotations.numerals import bound_after, bound_before, bounds, find_numerals, parse


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("0", "0"),
        ("3500", "3500"),
        ("3,500", "3500"),
        ("3，500", "3500"),
        ("1.5", "1.5"),
        ("4千", "4000"),
        ("5百", "500"),
        ("2万2500", "22500"),
        ("2万5千", "25000"),
        ("1万2千5百", "12500"),
        ("1億2,000万", "120000000"),
        ("1.5万", "15000"),
        ("3兆", "3000000000000"),
        ("一", "1"),
        ("十", "10"),
        ("二十", "20"),
        ("三十", "30"),
        ("百二十五", "125"),
        ("千八百", "1800"),
        ("三万五千", "35000"),
        ("二〇二六", "2026"),
        ("一〇〇", "100"),
        ("十万", "100000"),
    ],
)
def test_value(numeral: str, value: str) -> None:
    assert parse(numeral) == Decimal(value)


@pytest.mark.parametrize(
    "numeral",
    ["", "万", "万一", "十百", "百千", "1億2兆", "10一", "2026.08.01", "〇〇", "1" * 40],
)
def test_no_numeral(numeral: str) -> None:
    assert parse(numeral) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("参加費は3,500円、定員は30人", ["3,500", "30"]),
        ("1,2年生", ["1", "2"]),
        ("2万2500円と三十人", ["2万2500", "三十"]),
        ("面積は1.5ヘクタール。3.日時", ["1.5", "3"]),
        ("数字はありません", []),
    ],
)
def test_rows_of_numerals(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_numerals(text)] == found


@pytest.mark.parametrize(
    ("behind", "bound", "length"),
    [
        ("以上の方", "以上", 2),
        ("未満", "未満", 2),
        ("を超える方", "超", 4),
        ("超の方", "超", 1),
        ("に満たない", "未満", 5),
        ("ぐらい", "くらい", 3),
        ("まで", "まで", 2),
        ("ほどかかります", "ほど", 2),
        ("ほどきます", "", 0),
        ("ほど、", "ほど", 2),
        ("超過", "", 0),
        ("が参加", "", 0),
    ],
)
def test_bound_behind(behind: str, bound: str, length: int) -> None:
    assert bound_after("30人" + behind, 3) == (bound, 3 + length)


@pytest.mark.parametrize(
    ("before", "bound", "length"),
    [
        ("約", "約", 1),
        ("参加者およそ", "およそ", 3),
        ("上限", "上限", 2),
        ("上限は", "上限", 0),
        ("予約", "", 0),
        ("契約", "", 0),
        ("定員", "", 0),
    ],
)
def test_bound_in_front(before: str, bound: str, length: int) -> None:
    assert bound_before(before + "30人", len(before)) == (bound, len(before) - length)


def test_what_follows_decides() -> None:
    assert bounds("約30人以上", 1, 4) == ("以上", 0, 6)


@given(st.integers(min_value=0, max_value=10**15))
@settings(max_examples=100, deadline=None)
def test_every_plain_number_is_read(number: int) -> None:
    assert parse(str(number)) == number
    assert parse(f"{number:,}") == number


def to_kanji(number: int) -> str:
    """`number` (1 to 9,999) in kanji."""
    parts = []
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            parts.append(("" if digit == 1 and unit > 1 else "〇一二三四五六七八九"[digit]) + sign)
    return "".join(parts)


@given(st.integers(1, 9999), st.integers(1, 9999))
@settings(max_examples=100, deadline=None)
def test_every_kanji_number_is_read(large: int, small: int) -> None:
    assert parse(to_kanji(small)) == small
    assert parse(f"{to_kanji(large)}万{to_kanji(small)}") == large * 10**4 + small
    assert parse(f"{large}万{small}") == large * 10**4 + small
