"""Plain text: paragraphs, lines and tables made with tabs."""

from __future__ import annotations

import time

import pytest

from checker.document.model import BlockKind, Document
from checker.document.text import read_text
from checker.model import Span


def texts(document: Document) -> list[str]:
    return [document.block_text(block) for block in document.blocks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("一です。\n\n二です。\n", ["一です。", "二です。"]),
        ("一です。\r\n　\r\n二です。", ["一です。", "二です。"]),
        ("一です。\r\r二です。", ["一です。", "二です。"]),
        ("\n\n　一です。　\n", ["一です。"]),
        ("**一**です。\n\n# 二です。\n\n<b>三</b>です。&amp;", ["**一**です。", "# 二です。", "<b>三</b>です。&amp;"]),
        ("", []),
        ("\n　\n\t\n", []),
        ("一\t二です。", ["一\t二です。"]),
        ("\t一です。\n\n\t二です。", ["一です。", "二です。"]),
    ],
)  # fmt: skip
def test_blocks(source: str, expected: list[str]) -> None:
    assert texts(read_text(source)) == expected


def test_places() -> None:
    source = "\r\n　𠮷野さんの講座です。\r\n\r\n次です。\r\n"
    document = read_text(source)
    start = document.text.index("講座")
    assert document.to_source(Span(start, start + 2)).cut(source) == "講座"
    assert [block.source.cut(source) for block in document.blocks] == [
        "　𠮷野さんの講座です。",
        "次です。",
    ]
    assert all(piece.verbatim for piece in document.pieces)


def test_a_sentence_over_two_lines_is_one() -> None:
    source = (
        "　あおば市では、市民の皆さんの健康を守るため、毎年秋に健康診断を行\n"
        "っています。今年は十月から始めます。\n"
    )
    document = read_text(source)
    assert texts(document) == [source.replace("\n", "").strip()]
    start = document.text.index("行っ")
    assert document.to_source(Span(start, start + 2)).cut(source) == "行\nっ"


def test_labels_are_lines_of_their_own() -> None:
    document = read_text("日時：8月1日（土曜日）\n場所：あおば市民会館\n費用：無料\n")
    assert texts(document) == ["日時：8月1日（土曜日）", "場所：あおば市民会館", "費用：無料"]
    assert [block.kind for block in document.blocks] == [BlockKind.LABEL] * 3


def test_a_bare_address_is_protected() -> None:
    document = read_text("https://www.aoba.example/a\nをご覧ください。\n")
    found = [piece.text.cut(document.text) for piece in document.pieces if piece.protected]
    assert found == ["https://www.aoba.example/a"]


class TestTables:
    def test_rows_with_tabs_are_cells(self) -> None:
        source = "日程です。\n日\t所\t\t費用\n1日\t公民館 \n\n後です。\n甲\t乙\n"
        document = read_text(source)
        cells = [
            (
                block.cell.table,
                block.cell.row,
                block.cell.column,
                document.block_text(block),
                document.to_source(block.span).cut(source),
            )
            for block in document.blocks
            if block.cell
        ]
        assert cells == [
            (0, 0, 0, "日", "日"),
            (0, 0, 1, "所", "所"),
            (0, 0, 3, "費用", "費用"),
            (0, 1, 0, "1日", "1日"),
            (0, 1, 1, "公民館", "公民館"),
        ]
        assert texts(document)[0] == "日程です。"
        assert "甲\t乙" in document.text

    def test_tables_are_counted(self) -> None:
        document = read_text("a\tb\nc\td\n\ne\tf\ng\th\n")
        assert [block.cell.table for block in document.blocks if block.cell] == [0] * 4 + [1] * 4

    def test_tabs_in_front_make_no_table(self) -> None:
        document = read_text("\t一です。\n\t二です。\n")
        assert all(block.cell is None for block in document.blocks)


@pytest.mark.parametrize(
    "unit", ["申請します。", "申\n", "申\t", "a\tb\n", "\n", " ", "　\n", "\r"]
)
def test_long_input_takes_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        source = (unit * (length // len(unit) + 1))[:length]
        start = time.process_time()
        read_text(source)
        return time.process_time() - start

    seconds(1_000)
    # Quadratic time would be a hundred times as much; the floor keeps noise out.
    long, short = (min(seconds(length) for _ in range(3)) for length in (30_000, 3_000))
    assert long < 40 * max(short, 0.01)
