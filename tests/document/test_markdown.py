"""Markdown: what is text, what a line is, and where it stands."""

from __future__ import annotations

import time

import pytest

from checker.document.markdown import read_markdown
from checker.document.model import BlockKind, Document, Mark, MarkKind
from checker.errors import FrontMatterError
from checker.model import Span


def shown(document: Document) -> list[str]:
    """Each block as `kind level text`, quotations with a `>`."""
    return [
        f"{'>' if block.quoted else ''}{block.kind.value}{block.level or ''} "
        f"{document.block_text(block)}"
        for block in document.blocks
    ]


def place(document: Document, text: str) -> str:
    """The source of the first occurrence of `text`."""
    start = document.text.index(text)
    return document.to_source(Span(start, start + len(text))).cut(document.source)


def marks(document: Document, kind: MarkKind) -> list[tuple[str, str, str]]:
    return [
        (mark.span.cut(document.text), mark.source.cut(document.source), mark.target)
        for mark in document.marks
        if mark.kind is kind
    ]


def only(document: Document, kind: MarkKind) -> Mark:
    (mark,) = (mark for mark in document.marks if mark.kind is kind)
    return mark


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# 秋の講座 ##\n\n講座を開きます。\n", ["heading1 秋の講座", "paragraph 講座を開きます。"]),
        ("秋の講座\n========\n\n日程\n----\n", ["heading1 秋の講座", "heading2 日程"]),
        (
            "- 申請書を出します。\n  - 窓口で出します。\n    - 二階です。\n- 結果を待ちます。\n",
            [
                "list_item1 申請書を出します。",
                "list_item2 窓口で出します。",
                "list_item3 二階です。",
                "list_item1 結果を待ちます。",
            ],
        ),
        (
            "1. 申請書を出します。\n\n   窓口は二階です。\n2. 待ちます。\n",
            [
                "list_item1 申請書を出します。",
                "paragraph 窓口は二階です。",
                "list_item1 待ちます。",
            ],
        ),
        ("- [ ] 書類を出します。\n- [x] 済みました。\n", ["list_item1 書類を出します。", "list_item1 済みました。"]),
        (
            "> 開催します。\n> > 中止します。\n\n終わります。\n",
            [">paragraph 開催します。", ">paragraph 中止します。", "paragraph 終わります。"],
        ),
        ("- > 引用します。\n", [">list_item1 引用します。"]),
        ("用語です。\n: 説明します。\n", ["label 用語です。", "paragraph 説明します。"]),
        ("受け付けます。[^1]\n\n[^1]: 祝日は休みます。\n", ["paragraph 受け付けます。", "paragraph 祝日は休みます。"]),
        ("一つ目です。\n\n---\n\n二つ目です。\n", ["paragraph 一つ目です。", "paragraph 二つ目です。"]),
        ("\u3000\n\n本文です。\u3000\n", ["paragraph 本文です。"]),
        ("一行目です。  \n二行目です。\\\n三行目です。\n", ["paragraph 一行目です。", "paragraph 二行目です。", "paragraph 三行目です。"]),
        ("本文です。\r\n\r\n次です。\r\n", ["paragraph 本文です。", "paragraph 次です。"]),
        ("本文です。\r\r次です。\r", ["paragraph 本文です。", "paragraph 次です。"]),
    ],
)  # fmt: skip
def test_blocks(source: str, expected: list[str]) -> None:
    assert shown(read_markdown(source)) == expected


@pytest.mark.parametrize(
    ("source", "text", "written"),
    [
        pytest.param("申請する**ことが**できます。", "することができ", "する**ことが**でき", id="mark in a word"),
        pytest.param("A&amp;Bに申し込みます。", "A&B", "A&amp;B", id="entity"),
        pytest.param("申込&#x307F;です。", "申込みで", "申込&#x307F;で", id="number in a word"),
        pytest.param("料金は\\*1です。", "*1", "*1", id="escape"),
        pytest.param("料金\\*1です。", "金*", "金\\*", id="over an escape"),
        pytest.param("C:\\\\tempに置きます。", "\\temp", "\\temp", id="escaped escape"),
        pytest.param("[申込み](https://www.aoba.example/ \"様式\")です。", "申込みです", "申込み](https://www.aoba.example/ \"様式\")です", id="over a link"),
        pytest.param("詳しくは[こちら][a]です。\n\n[a]: https://www.aoba.example/\n", "こちら", "こちら", id="reference link"),
        pytest.param("`xlsx` 形式で出します。", "xlsx", "`xlsx`", id="code"),
        pytest.param("𠮷野さんの**髙田**さんです。", "髙田", "髙田", id="beyond the basic plane"),
        pytest.param("> 申請しま\nす。", "申請しま", "申請しま", id="lazy quotation"),
        pytest.param("　字下げです。", "字下げ", "字下げ", id="indent"),
        pytest.param("- 一です。\r\n- 二です。\r\n", "二です。", "二です。", id="CRLF"),
        pytest.param("値は&nbsp;です。", "\u00a0", "&nbsp;", id="space entity"),
        pytest.param("&unknown;です。", "&unknown;", "&unknown;", id="no entity"),
        pytest.param("---\r\ntitle: 題\r\n---\r\n\r\n**本**文です。", "本文", "本**文", id="behind a head"),
    ],
)  # fmt: skip
def test_places(source: str, text: str, written: str) -> None:
    assert place(read_markdown(source), text) == written


class TestTables:
    SOURCE = "| 日 | 内容 |\n|---|---|\n| 8\\|1 | 開会<br>式典**A** |\n| `a\\|b` | ![図](a.png) |\n| 9 |\n"

    def test_cells(self) -> None:
        document = read_markdown(self.SOURCE)
        cells = []
        for block in document.blocks:
            if block.kind is BlockKind.TABLE_CELL:
                assert block.cell is not None
                cells.append(
                    (
                        block.cell.row,
                        block.cell.column,
                        block.cell.header,
                        document.block_text(block),
                    )
                )
        assert cells == [
            (0, 0, True, "日"),
            (0, 1, True, "内容"),
            (1, 0, False, "8|1"),
            (1, 1, False, "開会"),
            (1, 1, False, "式典A"),
            (2, 0, False, "a|b"),
            (3, 0, False, "9"),
        ]

    def test_places(self) -> None:
        document = read_markdown(self.SOURCE)
        assert place(document, "8|1") == "8\\|1"
        assert place(document, "a|b") == "`a\\|b`"
        assert place(document, "図") == "図"

    def test_tables_are_counted(self) -> None:
        table = "| 甲 |\n|---|\n| 乙 |\n"
        document = read_markdown(f"{table}\n本文です。\n\n{table}")
        numbers = [block.cell.table for block in document.blocks if block.cell]
        assert numbers == [0, 0, 1, 1]


class TestMarks:
    def test_inline(self) -> None:
        document = read_markdown(
            '**強い**と*弱い*と~~消し~~と[案内](https://www.aoba.example/ "題")と`x`です。'
        )
        assert marks(document, MarkKind.STRONG) == [("強い", "**強い**", "")]
        assert marks(document, MarkKind.EMPHASIS) == [("弱い", "*弱い*", "")]
        assert marks(document, MarkKind.STRIKE) == [("消し", "~~消し~~", "")]
        assert marks(document, MarkKind.CODE) == [("x", "`x`", "")]
        assert marks(document, MarkKind.LINK) == [
            ("案内", '[案内](https://www.aoba.example/ "題")', "https://www.aoba.example/")
        ]

    def test_stars_that_mark_nothing_are_text(self) -> None:
        # Next to a bracket, CommonMark sees no emphasis: the reader sees the stars.
        assert read_markdown("会場は**「公民館」**です。").text == "会場は**「公民館」**です。"

    def test_footnote(self) -> None:
        document = read_markdown("受け付けます[^注]。\n\n[^注]: 祝日は休みます。\n")
        mark = only(document, MarkKind.FOOTNOTE)
        assert (mark.source.cut(document.source), mark.target) == ("[^注]", "注")
        assert mark.span == Span(6, 6)

    def test_image(self) -> None:
        document = read_markdown('図です。![会場の*地図*&amp;写真](map.png "題")\n')
        assert shown(document) == ["paragraph 図です。", "alt 会場の地図&写真"]
        assert marks(document, MarkKind.IMAGE) == [
            ("会場の地図&写真", '![会場の*地図*&amp;写真](map.png "題")', "map.png")
        ]
        assert place(document, "地図&写") == "地図*&amp;写"

    def test_image_in_an_image(self) -> None:
        document = read_markdown("![外![内](b.png)側](a.png)\n")
        assert shown(document) == ["alt 外内側"]
        assert marks(document, MarkKind.IMAGE)[0][2] == "a.png"

    def test_code_block(self) -> None:
        document = read_markdown("本文です。\n\n```\n申請書\n```\n\n    字下げした文\n")
        assert shown(document) == ["paragraph 本文です。"]
        assert marks(document, MarkKind.CODE_BLOCK) == [
            ("", "```\n申請書\n```", ""),
            ("", "字下げした文\n", ""),
        ]
        (skipped,) = document.skipped
        assert skipped.what == "コード（コードブロック、pre・code要素） 2か所"

    def test_code_without_japanese_is_not_worth_a_word(self) -> None:
        assert read_markdown("```\nx = 1\n```\n").skipped == ()

    @pytest.mark.parametrize(
        ("source", "protected"),
        [
            ("<https://www.aoba.example/>です。", "https://www.aoba.example/"),
            ("<soumu@aoba.example>です。", "soumu@aoba.example"),
            ("見る https://www.aoba.example/a_b_c です。", "https://www.aoba.example/a_b_c"),
            ("[https://www.aoba.example/](https://www.aoba.example/)です。", "https://www.aoba.example/"),
            ("`請求書`を出します。", "請求書"),
            ("[案内](https://www.aoba.example/)です。", ""),
        ],
    )  # fmt: skip
    def test_protected(self, source: str, protected: str) -> None:
        document = read_markdown(source)
        found = [piece for piece in document.pieces if piece.protected]
        assert "".join(piece.text.cut(document.text) for piece in found) == protected


class TestHtmlInside:
    def test_inline(self) -> None:
        document = read_markdown('申<b>請</b>は<a href="x">窓口</a><!-- 確認 -->です。')
        assert shown(document) == ["paragraph 申請は窓口です。"]
        assert marks(document, MarkKind.STRONG) == [("請", "<b>請</b>", "")]
        assert marks(document, MarkKind.LINK) == [("窓口", '<a href="x">窓口</a>', "x")]
        (comment,) = document.comments
        assert (comment.text, comment.source.cut(document.source)) == ("確認", "<!-- 確認 -->")

    def test_ruby(self) -> None:
        source = "<ruby>健診<rp>（</rp><rt>けんしん</rt><rp>）</rp></ruby>を受けます。"
        document = read_markdown(source)
        assert document.text == "健診を受けます。"
        assert marks(document, MarkKind.RUBY) == [
            ("健診", source[: source.index("を")], "けんしん")
        ]

    def test_block_with_markdown_in_it(self) -> None:
        document = read_markdown(
            '<div class="box">\n<p>大切です。&amp;\n続きます。</p>\n\n- **一**です。\n\n</div>\n\n後です。\n'
        )
        assert shown(document) == [
            "paragraph 大切です。&続きます。",
            "list_item1 一です。",
            "paragraph 後です。",
        ]

    def test_block_in_a_quotation(self) -> None:
        source = "> <div>\n> 開催します<b\n> class='x'>よ</b>。<!-- 一\n> 二 --></div>\n"
        document = read_markdown(source)
        assert shown(document) == [">paragraph 開催しますよ。"]
        assert place(document, "よ。") == "よ</b>。"
        assert document.comments[0].source.cut(source) == "<!-- 一\n> 二 -->"

    def test_comment_over_lines(self) -> None:
        document = read_markdown("前です。\n\n<!-- 下書き\n\n未定 -->\n\n後です。\n")
        assert shown(document) == ["paragraph 前です。", "paragraph 後です。"]
        assert [comment.text for comment in document.comments] == ["下書き\n\n未定"]

    def test_script_is_no_text(self) -> None:
        document = read_markdown(
            "<script>\nalert('警告');\n\n</script>\n\n後です。<style>p</style>\n"
        )
        assert shown(document) == ["paragraph 後です。"]

    def test_what_is_left_open_ends_with_its_markdown(self) -> None:
        document = read_markdown(
            "- <b>一です。\n- 二です。\n\n> <table><tr><td>三です。\n\n四です。\n"
        )
        assert [(block.quoted, document.block_text(block)) for block in document.blocks] == [
            (False, "一です。"),
            (False, "二です。"),
            (True, "三です。"),
            (False, "四です。"),
        ]
        assert document.blocks[3].kind is BlockKind.PARAGRAPH
        assert marks(document, MarkKind.STRONG) == [("一です。", "<b>一です。", "")]

    def test_end_tags_without_a_start_do_no_harm(self) -> None:
        document = read_markdown("- 一</li>です。</ul>\n- 二です。</div>\n")
        assert document.text.replace("\n", "") == "一です。二です。"

    def test_line_break(self) -> None:
        document = read_markdown("一です。<br>\n二です。\n<br/>\n三です。\n")
        assert shown(document) == ["paragraph 一です。", "paragraph 二です。", "paragraph 三です。"]


class TestHead:
    def test_title_is_a_block(self) -> None:
        source = '---\r\ntitle: "秋の講座"\r\ncheck:\r\n  genre: event\r\n---\r\n\r\n本文です。\r\n'
        document = read_markdown(source)
        assert shown(document) == ["title 秋の講座", "paragraph 本文です。"]
        assert document.editable(Span(0, 4))
        assert place(document, "秋の講座") == "秋の講座"
        assert source[document.front_matter_end :] == "\r\n本文です。\r\n"
        assert [(field.key, field.value) for field in document.front_matter] == [
            ("title", "秋の講座"),
            ("check.genre", "event"),
        ]

    def test_title_over_lines_is_one_line(self) -> None:
        document = read_markdown("---\ntitle: |\n  秋の\n  講座\n---\n")
        assert shown(document) == ["title 秋の 講座"]
        assert place(document, "秋") == "|\n  秋の\n  講座"

    def test_only_at_the_very_start(self) -> None:
        document = read_markdown("本文です。\n\n---\ntitle: 題です。\n---\n")
        assert document.front_matter == ()
        assert "題です。" in document.text

    def test_error_names_the_file(self) -> None:
        with pytest.raises(FrontMatterError) as caught:
            read_markdown("---\ntitle: 題\ntitle: 題\n---\n", path="notice.md")
        assert caught.value.path == "notice.md"


@pytest.mark.parametrize(
    "unit",
    [
        "申請します。",
        "**申",
        "[申",
        "![",
        "&amp;",
        "<b>",
        "<!--",
        "`",
        "> ",
        "- 申\n",
        "申<br>",
        "|",
        "\\",
    ],
)
def test_long_lines_take_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        source = (unit * (length // len(unit) + 1))[:length]
        start = time.process_time()
        read_markdown(source)
        return time.process_time() - start

    seconds(1_000)
    # Quadratic time would be a hundred times as much; the floor keeps noise out.
    long, short = (min(seconds(length) for _ in range(3)) for length in (60_000, 6_000))
    assert long < 40 * max(short, 0.01)
