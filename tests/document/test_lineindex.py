from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document.lineindex import LineIndex
from checker.model import Span

NOTICE = "休館のお知らせ\r\n\r\n日時：3月10日\n場所：𠮷野分館😀\rおわり"


class NaiveIndex:
    """The same answers, character by character."""

    def __init__(self, text: str) -> None:
        self.text = text
        parts = re.split(r"(\r\n|\r|\n)", text)
        self.lines = parts[::2]
        self.ends = [*parts[1::2], ""]

    def position(self, offset: int) -> tuple[int, int]:
        start = 0
        for number, (line, end) in enumerate(zip(self.lines, self.ends, strict=True), start=1):
            if offset < start + len(line) + len(end) or number == len(self.lines):
                return number, offset - start + 1
            start += len(line) + len(end)
        raise AssertionError

    def utf16(self, offset: int) -> int:
        return sum(2 if ord(char) > 0xFFFF else 1 for char in self.text[:offset])

    def utf8(self, offset: int) -> int:
        return sum(
            1 + (ord(char) > 0x7F) + (ord(char) > 0x7FF) + (ord(char) > 0xFFFF)
            for char in self.text[:offset]
        )


@pytest.mark.parametrize(
    ("needle", "position"),
    [
        ("休館", (1, 1)),
        ("\r\n\r\n", (1, 8)),
        ("\n\r\n", (1, 9)),  # between the two halves of a line end
        ("日時", (3, 1)),
        ("場所", (4, 1)),
        ("𠮷", (4, 4)),
        ("😀", (4, 8)),
        ("おわり", (5, 1)),
    ],
)
def test_position(needle: str, position: tuple[int, int]) -> None:
    assert LineIndex(NOTICE).position(NOTICE.index(needle)) == position


def test_position_of_the_end() -> None:
    assert LineIndex(NOTICE).position(len(NOTICE)) == (5, 4)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("休館日", ["休館日"]),
        ("休館日\n", ["休館日", ""]),
        ("a\r\nb\nc\rd", ["a", "b", "c", "d"]),
        ("\n\r", ["", "", ""]),
        ("\r\r\n\n", ["", "", "", ""]),
        ("行\u2028行\x0b行\x85行", ["行\u2028行\x0b行\x85行"]),
    ],
)
def test_lines(text: str, lines: list[str]) -> None:
    index = LineIndex(text)
    assert index.line_count == len(lines)
    assert [index.line_text(number) for number in range(1, len(lines) + 1)] == lines
    assert [index.line_span(number).cut(text) for number in range(1, len(lines) + 1)] == lines


def test_line_span() -> None:
    assert LineIndex("a\r\nbc\n").line_span(2) == Span(3, 5)


@pytest.mark.parametrize("offset", [-1, 4])
def test_an_offset_outside_is_refused(offset: int) -> None:
    index = LineIndex("休館日")
    for look_up in (index.position, index.utf16, index.utf8):
        with pytest.raises(IndexError):
            look_up(offset)


@pytest.mark.parametrize("line", [0, -1, 3])
def test_a_line_outside_is_refused(line: int) -> None:
    with pytest.raises(IndexError):
        LineIndex("休館日\n").line_span(line)


@pytest.mark.parametrize(
    ("text", "utf16", "utf8"),
    [("", 0, 0), ("abc", 3, 3), ("休館", 2, 6), ("𠮷野家", 4, 10), ("か\u3099", 2, 6), ("é", 1, 2)],
)
def test_units_of_the_whole(text: str, utf16: int, utf8: int) -> None:
    index = LineIndex(text)
    assert (index.utf16(len(text)), index.utf8(len(text))) == (utf16, utf8)
    assert (index.utf16(0), index.utf8(0)) == (0, 0)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="aあé𠮷😀\r\n\u2028\ud800"), st.integers(1, 300))
def test_agrees_with_the_naive_index(unit: str, times: int) -> None:
    text = unit * times
    index, naive = LineIndex(text), NaiveIndex(unit * times)
    offsets = {*range(min(len(text), 30) + 1), len(text) // 2, len(text) // 3, len(text)}
    for offset in offsets:
        assert index.position(offset) == naive.position(offset)
        assert index.utf16(offset) == naive.utf16(offset)
        assert index.utf8(offset) == naive.utf8(offset)
    assert index.line_count == len(naive.lines)
    for number in (1, len(naive.lines) // 2 or 1, len(naive.lines)):
        assert index.line_text(number) == naive.lines[number - 1]


def test_many_look_ups_in_a_long_text_are_fast() -> None:
    text = "粗大ごみの申込先が変わります😀\r\n" * 50_000
    started = time.process_time()
    index = LineIndex(text)
    for offset in range(0, len(text), 100):
        index.position(offset)
        index.utf16(offset)
        index.utf8(offset)
    assert time.process_time() - started < 2.0
