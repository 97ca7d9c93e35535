from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.document.lineindex import LineIndex
from checker.document.positions import Position, Positions, Region, Unit
from checker.model import Span

TEXT = "あ😀x\r\n𠮷Ａか\u3099!\n"

COLUMNS = [
    # offset, line, then the column in code points, UTF-16 units and UTF-8 bytes
    (0, 1, 1, 1, 1),
    (1, 1, 2, 2, 4),
    (2, 1, 3, 4, 8),
    (3, 1, 4, 5, 9),
    (5, 2, 1, 1, 1),
    (6, 2, 2, 3, 5),
    (7, 2, 3, 4, 8),
    (9, 2, 5, 6, 14),
    (11, 3, 1, 1, 1),
]


@pytest.mark.parametrize(("offset", "line", "points", "utf16", "utf8"), COLUMNS)
def test_golden_columns(offset: int, line: int, points: int, utf16: int, utf8: int) -> None:
    index = LineIndex(TEXT)
    columns = {Unit.CODE_POINTS: points, Unit.UTF16: utf16, Unit.UTF8: utf8}
    for unit, column in columns.items():
        assert Positions(index, unit).at(offset) == Position(line, column)


def test_only_bytes_of_the_first_line_count_a_byte_order_mark() -> None:
    index = LineIndex("あ\nい")
    for unit in Unit:
        marked = Positions(index, unit, bom=True)
        more = 3 if unit is Unit.UTF8 else 0
        assert marked.at(0) == Position(1, 1 + more)
        assert marked.at(2) == Position(2, 1)


def test_a_region_has_two_ends() -> None:
    index = LineIndex(TEXT)
    region = Positions(index, Unit.UTF16).region(Span(1, 6))
    assert region == Region(Position(1, 2), Position(2, 3))


def test_offsets_outside_are_refused() -> None:
    with pytest.raises(IndexError):
        Positions(LineIndex(TEXT), Unit.CODE_POINTS).at(len(TEXT) + 1)


@given(st.text(alphabet="aあ😀𠮷\u3099\n", max_size=40), st.data())
def test_columns_are_the_length_of_the_line_before(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    before = text[:offset].rpartition("\n")[2]
    index = LineIndex(text)
    lengths = {
        Unit.CODE_POINTS: len(before),
        Unit.UTF16: len(before.encode("utf-16-le")) // 2,
        Unit.UTF8: len(before.encode()),
    }
    for unit, length in lengths.items():
        line = text.count("\n", 0, offset) + 1
        assert Positions(index, unit).at(offset) == Position(line, length + 1)
