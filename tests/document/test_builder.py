"""The builder: what it decides for every reader."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from checker.document import lines, segments
from checker.document.builder import DocumentBuilder
from checker.document.model import Block, BlockKind, Cell, Document, Format, MarkKind
from checker.document.segments import Segment
from checker.model import Skipped, Span


def make(source: str) -> DocumentBuilder:
    return DocumentBuilder(source, Format.TEXT)


def texts(document: Document) -> list[str]:
    return [document.block_text(block) for block in document.blocks]


def kinds(document: Document) -> list[BlockKind]:
    return [block.kind for block in document.blocks]


@pytest.fixture
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines stay what the reader took them for."""

    def keep(
        kind: BlockKind, text: str, *, previous: BlockKind | None, is_first: bool, is_last: bool
    ) -> Segment:
        del text, previous, is_first, is_last
        return Segment(kind)

    monkeypatch.setattr(segments, "classify", keep)


@pytest.fixture
def _join_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "wraps", lambda given: [True] * (len(given) - 1))


@pytest.fixture
def _join_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "wraps", lambda given: [False] * (len(given) - 1))


class TestVerbatim:
    @pytest.mark.parametrize(
        ("source", "text", "start", "end", "verbatim"),
        [
            ("申請する", "申請", 0, 2, True),
            ("A&amp;B", "&", 1, 6, False),
            ("申請する", "申込", 0, 2, False),  # a reader that lies is found out
            ("申請する", "申請", 1, 3, False),
            ("申請する", "申請す", 0, 2, False),
        ],
    )
    def test_is_decided_by_the_source(
        self, source: str, text: str, start: int, end: int, verbatim: bool
    ) -> None:
        builder = make(source)
        builder.text(text, start, end)
        (piece,) = builder.build().pieces
        assert piece.verbatim is verbatim
        assert piece.source == Span(start, end)

    def test_adjoining_runs_are_one_piece(self) -> None:
        builder = make("申請[書]")
        builder.text("申請", 0, 2)
        builder.text("[", 2, 3)
        builder.text("書]", 3, 5)
        (piece,) = builder.build().pieces
        assert (piece.text, piece.source) == (Span(0, 5), Span(0, 5))

    def test_runs_around_a_gap_are_two(self) -> None:
        builder = make("申\\*請")
        builder.text("申", 0, 1)
        builder.text("*請", 2, 4)
        document = builder.build()
        assert [piece.source for piece in document.pieces] == [Span(0, 1), Span(2, 4)]
        assert document.to_source(Span(0, 3)) == Span(0, 4)

    def test_a_written_out_line_break_is_a_space(self) -> None:
        builder = make("表&#10;裏\n面")
        builder.text("表", 0, 1)
        builder.text("\n", 1, 6)
        builder.text("裏\n面", 6, 9)
        document = builder.build()
        assert document.text == "表 裏 面"
        assert [piece.verbatim for piece in document.pieces] == [True, False, False]


@pytest.mark.usefixtures("_plain")
class TestEdges:
    @pytest.mark.parametrize(
        ("source", "expected", "place"),
        [
            ("　申請です。　\t", "申請です。", Span(1, 6)),
            ("  申請です。", "申請です。", Span(2, 7)),
            ("\u00a0申請です。\u2003", "申請です。", Span(1, 6)),
            ("申請です。", "申請です。", Span(0, 5)),
        ],
    )
    def test_white_space_is_dropped_without_moving_places(
        self, source: str, expected: str, place: Span
    ) -> None:
        builder = make(source)
        builder.text(source, 0, len(source))
        document = builder.build()
        assert document.text == expected
        assert document.to_source(Span(0, len(expected))) == place
        assert document.to_source(Span(0, 1)).cut(source) == "申"

    def test_an_opaque_run_at_the_edge_keeps_its_place(self) -> None:
        source = "`　申請`です。"
        builder = make(source)
        builder.text("　申請", 0, 5, protected=True)
        builder.text("です。", 5, 8)
        document = builder.build()
        assert document.text == "申請です。"
        assert document.to_source(Span(0, 2)) == Span(0, 5)
        assert document.is_protected(Span(0, 1))

    def test_blank_blocks_are_dropped(self) -> None:
        builder = make("一　　二")
        builder.begin(BlockKind.PARAGRAPH, 0)
        builder.text("一", 0, 1)
        builder.begin(BlockKind.PARAGRAPH, 1)
        builder.text("　　", 1, 3)
        builder.begin(BlockKind.PARAGRAPH, 3)
        builder.text("二", 3, 4)
        document = builder.build()
        assert texts(document) == ["一", "二"]
        assert document.text == "一\n二"

    def test_nothing_at_all(self) -> None:
        document = make("").build()
        assert (document.text, document.blocks, document.pieces) == ("", (), ())

    def test_the_closing_mark_belongs_to_the_block(self) -> None:
        source = "## 題 ##\n\n"
        builder = make(source)
        builder.begin(BlockKind.HEADING, 0, level=2)
        builder.text("題", 3, 4)
        builder.end(len(source))
        (block,) = builder.build().blocks
        assert block.source.cut(source) == "## 題 ##"


@pytest.mark.usefixtures("_plain")
class TestBreaks:
    def build(self, first: str, second: str, *, hard: bool = False) -> Document:
        source = f"{first}\n{second}"
        builder = make(source)
        builder.begin(BlockKind.PARAGRAPH, 0)
        builder.text(first, 0, len(first))
        if hard:
            builder.hard_break(len(first), len(first) + 1)
        else:
            builder.soft_break(len(first), len(first) + 1)
        builder.text(second, len(first) + 1, len(source))
        return builder.build()

    @pytest.mark.parametrize(
        ("first", "second", "text"),
        [
            ("講座を", "開きます。", "講座を開きます。"),
            ("講座を　", "　開きます。", "講座を開きます。"),
            ("令和8年", "8月1日です。", "令和8年8月1日です。"),
            ("市のWeb", "サイトです。", "市のWebサイトです。"),
            ("Aoba City", "Hall", "Aoba City Hall"),
            ("Aoba City ", "Hall", "Aoba City Hall"),
        ],
    )
    @pytest.mark.usefixtures("_join_all")
    def test_a_wrap_is_a_space_only_between_letters_of_other_scripts(
        self, first: str, second: str, text: str
    ) -> None:
        document = self.build(first, second)
        assert document.text == text
        assert len(document.blocks) == 1
        assert document.to_source(Span(0, len(text))) == Span(0, len(document.source))

    @pytest.mark.usefixtures("_join_all")
    def test_the_space_of_a_wrap_is_the_line_break(self) -> None:
        document = self.build("City", "Hall")
        assert [piece.verbatim for piece in document.pieces] == [True, False, True]
        assert document.to_source(Span(4, 5)) == Span(4, 5)
        assert not document.editable(Span(4, 5))

    @pytest.mark.usefixtures("_join_none")
    def test_other_breaks_begin_a_block(self) -> None:
        document = self.build("日時は8月1日です。", "　場所は公民館です。")
        assert texts(document) == ["日時は8月1日です。", "場所は公民館です。"]
        assert [block.source for block in document.blocks] == [Span(0, 10), Span(11, 21)]

    @pytest.mark.usefixtures("_join_all")
    def test_a_hard_break_always_begins_a_block(self) -> None:
        assert texts(self.build("講座を", "開きます。", hard=True)) == ["講座を", "開きます。"]

    def test_wraps_are_judged_between_hard_breaks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[list[str]] = []

        def wraps(given: Sequence[str]) -> list[bool]:
            asked.append(list(given))
            return [True] * (len(given) - 1)

        monkeypatch.setattr(lines, "wraps", wraps)
        source = "一\n　二/三\n\n四/五"
        builder = make(source)
        for index, char in enumerate(source):
            if char == "\n":
                builder.soft_break(index, index + 1)
            elif char == "/":
                builder.hard_break(index, index + 1)
            else:
                builder.text(char, index, index + 1)
        document = builder.build()
        assert asked == [["一", "　二"], ["三", "四"]]  # indents kept, blank lines left out
        assert texts(document) == ["一二", "三四", "五"]

    @pytest.mark.usefixtures("_join_none")
    @pytest.mark.parametrize("kind", [BlockKind.HEADING, BlockKind.TABLE_CELL, BlockKind.TITLE])
    def test_other_kinds_are_always_joined(self, kind: BlockKind) -> None:
        builder = make("秋の\n講座")
        builder.begin(kind, 0)
        builder.text("秋の", 0, 2)
        builder.soft_break(2, 3)
        builder.text("講座", 3, 5)
        assert texts(builder.build()) == ["秋の講座"]


class TestSpace:
    @pytest.mark.parametrize(
        ("source", "text"),
        [
            ("講座\n開催", "講座開催"),
            ("講座 \n 開催", "講座開催"),
            ("City\nHall", "City Hall"),
            ("City  Hall", "City Hall"),
            ("City Hall", "City Hall"),
            ("講座  開催", "講座 開催"),
            ("  City", "City"),
            ("City\n", "City"),
        ],
    )
    def test_collapses(self, source: str, text: str) -> None:
        builder = make(source)
        builder.begin(BlockKind.PARAGRAPH, 0)
        start = 0
        for end in range(1, len(source) + 1):
            white = source[start] in " \n"
            if end < len(source) and (source[end] in " \n") == white:
                continue
            if white:
                builder.space(start, end)
            else:
                builder.text(source[start:end], start, end)
            start = end
        document = builder.build()
        assert document.text == text
        assert document.to_source(Span(0, len(text))).cut(source) == source.strip()

    def test_two_in_a_row_are_one(self) -> None:
        source = "a <b> c"
        builder = make(source)
        builder.text("a", 0, 1)
        builder.space(1, 2)
        mark = builder.open_mark(MarkKind.STRONG, 2, 5)
        builder.space(5, 6)
        builder.text("c", 6, 7)
        builder.close_mark(mark, 7)
        document = builder.build()
        assert document.text == "a c"
        assert document.marks[0].span.cut(document.text) == "c"


@pytest.mark.usefixtures("_plain", "_join_none")
class TestMarks:
    def test_covers_its_text_and_its_delimiters(self) -> None:
        source = "する**ことが**できます。"
        builder = make(source)
        builder.text("する", 0, 2)
        mark = builder.open_mark(MarkKind.STRONG, 2, 4)
        builder.text("ことが", 4, 7)
        builder.close_mark(mark, 9)
        builder.text("できます。", 9, 14)
        document = builder.build()
        (strong,) = document.marks
        assert strong.span.cut(document.text) == "ことが"
        assert strong.source.cut(source) == "**ことが**"
        assert document.to_source(Span(0, 7)).cut(source) == "する**ことが**でき"
        assert not document.editable(Span(1, 3))
        assert document.editable(Span(2, 5))

    def test_white_space_at_its_edges_is_not_covered(self) -> None:
        source = "a< b >c"
        builder = make(source)
        builder.text("a", 0, 1)
        mark = builder.open_mark(MarkKind.EMPHASIS, 1, 2)
        builder.text(" b ", 2, 5)
        builder.close_mark(mark, 6)
        builder.text("c", 6, 7)
        document = builder.build()
        assert document.marks[0].span == Span(2, 3)

    def test_reaches_over_blocks(self) -> None:
        source = "<一/二>三"
        builder = make(source)
        mark = builder.open_mark(MarkKind.LINK, 0, 1, "x")
        builder.text("一", 1, 2)
        builder.hard_break(2, 3)
        builder.text("二", 3, 4)
        builder.close_mark(mark, 5)
        builder.text("三", 5, 6)
        document = builder.build()
        assert document.text == "一\n二三"
        assert document.marks[0].span.cut(document.text) == "一\n二"

    def test_opened_and_closed_between_blocks(self) -> None:
        source = "一<二>三"
        builder = make(source)
        builder.text("一", 0, 1)
        builder.end()
        mark = builder.open_mark(MarkKind.LINK, 1, 2, "x")
        builder.end()
        builder.text("二", 2, 3)
        builder.end()
        builder.close_mark(mark, 4)
        builder.text("三", 4, 5)
        document = builder.build()
        assert document.text == "一\n二\n三"
        assert document.marks[0].span.cut(document.text) == "二"

    def test_never_closed(self) -> None:
        builder = make("<一")
        builder.open_mark(MarkKind.STRONG, 0, 1)
        builder.text("一", 1, 2)
        (mark,) = builder.build().marks
        assert (mark.span, mark.source) == (Span(0, 1), Span(0, 2))

    @pytest.mark.parametrize("before", ["", "前"])
    def test_without_text_stays_in_the_text(self, before: str) -> None:
        builder = make(before + "^")
        builder.text(before, 0, len(before))
        builder.point_mark(MarkKind.FOOTNOTE, len(before), len(before) + 1, "1")
        document = builder.build()
        (mark,) = document.marks
        assert mark.span == Span(len(before), len(before))
        assert (mark.kind, mark.target) == (MarkKind.FOOTNOTE, "1")


@pytest.mark.usefixtures("_plain", "_join_all")
class TestImages:
    def test_alternative_text_is_a_block_behind(self) -> None:
        source = "前!図!\n後です。"
        builder = make(source)
        builder.text("前", 0, 1)
        builder.image([("図", 2, 3)], 1, 4, "map.png")
        builder.soft_break(4, 5)
        builder.text("後です。", 5, 9)
        document = builder.build()
        assert texts(document) == ["前後です。", "図"]
        assert kinds(document) == [BlockKind.PARAGRAPH, BlockKind.ALT]
        assert document.blocks[1].source.cut(source) == "!図!"
        (image,) = document.marks
        assert (image.span.cut(document.text), image.target) == ("図", "map.png")
        assert [sentence.prose for sentence in document.sentences] == [True, False]

    def test_none_without_alternative_text(self) -> None:
        builder = make("前!!後")
        builder.text("前", 0, 1)
        builder.image([], 1, 3, "map.png")
        builder.text("後", 3, 4)
        document = builder.build()
        assert texts(document) == ["前後"]
        assert document.marks[0].span == Span(1, 1)

    def test_a_link_that_shows_only_an_image_is_read_by_its_text(self) -> None:
        builder = make("[!申込書!]")
        mark = builder.open_mark(MarkKind.LINK, 0, 1, "form.pdf")
        builder.image([("申込書", 2, 5)], 1, 6, "form.png")
        builder.close_mark(mark, 7)
        document = builder.build()
        assert texts(document) == ["申込書"]
        link = next(mark for mark in document.marks if mark.kind is MarkKind.LINK)
        assert link.span.cut(document.text) == "申込書"


class TestAddresses:
    @pytest.mark.parametrize(
        ("source", "protected"),
        [
            ("詳しくはhttps://www.aoba.example/a_b?c=1#dをご覧ください。", "https://www.aoba.example/a_b?c=1#d"),
            ("詳しくは（https://www.aoba.example/）をご覧ください。", "https://www.aoba.example/"),
            ("詳しくは(https://www.aoba.example/)をご覧ください。", "https://www.aoba.example/"),
            ("www.aoba.example, を見る。", "www.aoba.example"),
            ("見る。https://www.aoba.example/.", "https://www.aoba.example/"),
            ("ｈｔｔｐｓ://www.aoba.example/", "www.aoba.example/"),
            ("soumu@aoba.exampleへ送る。", ""),
            ("http:// だけでは住所になりません。", ""),
        ],
    )  # fmt: skip
    def test_bare_addresses_are_protected(self, source: str, protected: str) -> None:
        builder = make(source)
        builder.text(source, 0, len(source))
        document = builder.build()
        found = [piece for piece in document.pieces if piece.protected]
        assert "".join(piece.text.cut(document.text) for piece in found) == protected
        assert all(piece.verbatim for piece in found)

    def test_across_pieces(self) -> None:
        source = "見るhttps://aoba.example/?a=1&amp;b=2です。"
        builder = make(source)
        at = source.index("&")
        builder.text(source[:at], 0, at)
        builder.text("&", at, at + 5)
        builder.text(source[at + 5 :], at + 5, len(source))
        document = builder.build()
        shown = [(piece.text.cut(document.text), piece.protected) for piece in document.pieces]
        assert shown == [
            ("見る", False),
            ("https://aoba.example/?a=1", True),
            ("&", True),
            ("b=2", True),
            ("です。", False),
        ]

    def test_two_in_one_piece(self) -> None:
        source = "https://a.example/とhttps://b.example/です。"
        builder = make(source)
        builder.text(source, 0, len(source))
        document = builder.build()
        shown = [piece.text.cut(document.text) for piece in document.pieces if piece.protected]
        assert shown == ["https://a.example/", "https://b.example/"]
        assert "".join(piece.source.cut(source) for piece in document.pieces) == source


class TestKinds:
    def test_segments_decide(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[tuple[BlockKind, str, BlockKind | None, bool, bool]] = []

        def classify(
            kind: BlockKind, text: str, *, previous: BlockKind | None, is_first: bool, is_last: bool
        ) -> Segment:
            asked.append((kind, text, previous, is_first, is_last))
            if "：" not in text:
                return Segment(kind)
            colon = text.index("：")
            start = len(text) - len(text.lstrip())
            return Segment(BlockKind.LABEL, 0, Span(start, colon), Span(colon + 1, len(text)))

        monkeypatch.setattr(segments, "classify", classify)
        source = "お知らせ\n　日時：午前。午後。\n図"
        builder = make(source)
        builder.begin(BlockKind.LIST_ITEM, 0, level=2)
        builder.text("お知らせ", 0, 4)
        builder.begin(BlockKind.PARAGRAPH, 5)
        builder.text("　日時：午前。午後。", 5, 15)
        builder.image([("図", 16, 17)], 16, 17, "")
        document = builder.build()
        assert asked == [
            (BlockKind.LIST_ITEM, "お知らせ", None, True, False),
            (BlockKind.PARAGRAPH, "　日時：午前。午後。", BlockKind.LIST_ITEM, False, True),
        ]
        item, label, alt = document.blocks
        assert (item.kind, item.level) == (BlockKind.LIST_ITEM, 2)
        assert alt.kind is BlockKind.ALT
        assert label.label is not None
        assert label.value is not None
        assert label.label.cut(document.text) == "日時"
        assert label.value.cut(document.text) == "午前。午後。"
        cut = [sentence.span.cut(document.text) for sentence in document.sentences]
        assert cut == ["お知らせ", "日時", "午前。", "午後。", "図"]
        assert [sentence.block for sentence in document.sentences] == [0, 1, 1, 1, 2]

    def test_a_fixed_label_is_its_own_label(self) -> None:
        builder = make("対象")
        builder.begin(BlockKind.LABEL, 0, fixed=True)
        builder.text("対象", 0, 2)
        (block,) = builder.build().blocks
        assert (block.kind, block.label, block.value) == (BlockKind.LABEL, Span(0, 2), None)

    def test_what_the_reader_said_is_kept(self) -> None:
        cell = Cell(0, 1, 2, header=True)
        builder = make("費用です。")
        builder.begin(BlockKind.TABLE_CELL, 0, quoted=True, cell=cell)
        builder.text("費用です。", 0, 5)
        (block,) = builder.build().blocks
        assert block == Block(BlockKind.TABLE_CELL, Span(0, 5), Span(0, 5), quoted=True, cell=cell)

    @pytest.mark.parametrize("kind", [BlockKind.HEADING, BlockKind.TITLE])
    def test_only_some_kinds_hold_sentences(self, kind: BlockKind) -> None:
        builder = make("始めます。終わります。")
        builder.begin(kind, 0)
        builder.text("始めます。終わります。", 0, 11)
        (sentence,) = builder.build().sentences
        assert (sentence.span, sentence.prose) == (Span(0, 11), False)


def test_comments_notes_and_head_are_handed_on() -> None:
    builder = make("<!-- 確認 -->")
    builder.comment(" 確認 ", 0, 11)
    builder.skip("図", "読めないため")
    builder.front_matter((), 3)
    document = builder.build()
    assert [(comment.text, comment.source) for comment in document.comments] == [
        ("確認", Span(0, 11))
    ]
    assert document.skipped == (Skipped("図", "読めないため"),)
    assert document.front_matter_end == 3


def test_folded_is_as_long_as_the_text() -> None:
    builder = make("２０２６年⽇")
    builder.text("２０２６年⽇", 0, 6)
    document = builder.build()
    assert len(document.folded) == len(document.text)
    assert document.folded.startswith("2026年")
