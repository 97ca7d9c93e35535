"""HTML: what a browser shows, and where it stands."""

from __future__ import annotations

import time

import pytest

from checker.document.html import read_html
from checker.document.model import BlockKind, Document, MarkKind
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


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "<!DOCTYPE html><html><head><title>講座</title><style>p { }</style></head>"
            "<body><h1>講座です。</h1><p>開きます。</p></body></html>",
            ["title 講座", "heading1 講座です。", "paragraph 開きます。"],
        ),
        ("<div>一です。<p>二です。</p>三です。</div>", ["paragraph 一です。", "paragraph 二です。", "paragraph 三です。"]),
        ("<p>一です。<p>二です。", ["paragraph 一です。", "paragraph 二です。"]),
        ("<h2>題です。<p>本文です。", ["heading2 題です。", "paragraph 本文です。"]),
        (
            "<ul><li>一です。<li>二です。<ol><li>三です。</ol>四です。</ul>五です。",
            [
                "list_item1 一です。",
                "list_item1 二です。",
                "list_item2 三です。",
                "paragraph 四です。",
                "paragraph 五です。",
            ],
        ),
        ("<ul><li><p>一です。</p><p>二です。</p></li></ul>", ["list_item1 一です。", "paragraph 二です。"]),
        ("<dl><dt>用語です。<dd>説明します。<dt>次です。</dl>", ["label 用語です。", "paragraph 説明します。", "label 次です。"]),
        (
            "<blockquote>引きます。<p>続きます。</p></blockquote><p>後です。</p>",
            [">paragraph 引きます。", ">paragraph 続きます。", "paragraph 後です。"],
        ),
        ("<p>一です。<br>二です。<br/>\n三です。</p>", ["paragraph 一です。", "paragraph 二です。", "paragraph 三です。"]),
        ("一です。<hr>二です。", ["paragraph 一です。", "paragraph 二です。"]),
        ("<p>&nbsp;</p><p> </p><p>　</p><p>本文です。</p>", ["paragraph 本文です。"]),
        ("<pre>一です。\n\n二です。</pre>", ["paragraph 一です。", "paragraph 二です。"]),
    ],
)  # fmt: skip
def test_blocks(source: str, expected: list[str]) -> None:
    assert shown(read_html(source)) == expected


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>講座を\n  開きます。</p>", "講座を開きます。"),
        ("<p>講座を\r\n\t開きます。</p>", "講座を開きます。"),
        ("<p>Aoba\n City\tHall</p>", "Aoba City Hall"),
        ("<p>講座  を</p>", "講座 を"),
        ("<p>講座 を</p>", "講座 を"),
        ("<p>講座<b> を </b> 開く</p>", "講座 を 開く"),
        ("<p> \n <b> 講座 </b> \n </p>", "講座"),
        ("<p>講座&#10;を</p>", "講座 を"),
        ("<p>講座<!-- 一 -->を</p>", "講座を"),
        ("<p>講座<wbr>を</p>", "講座を"),
        ("<p>講座<unknown>を</unknown></p>", "講座を"),
        ("<p>　講座です。　</p>", "講座です。"),
    ],
)
def test_white_space(source: str, text: str) -> None:
    assert read_html(source).text == text


@pytest.mark.parametrize(
    ("source", "text", "written"),
    [
        pytest.param("<p>申<b>請</b>書です。</p>", "申請書", "申<b>請</b>書", id="tag in a word"),
        pytest.param("<p>申&#x8acb;書です。</p>", "申請書", "申&#x8acb;書", id="number in a word"),
        pytest.param("<p>A&amp;Bです。</p>", "&", "&amp;", id="entity"),
        pytest.param("<p>A&ampBです。</p>", "&", "&amp", id="entity without its end"),
        pytest.param("<p>A&Bです。</p>", "A&B", "A&B", id="bare ampersand"),
        pytest.param("<p>A&#Bです。&#12354;</p>", "B", "B", id="bare number sign"),
        pytest.param("<p>3 < 5です。</p>", "3 < 5", "3 < 5", id="less than"),
        pytest.param("<p>＜あ<あ>です。</p>", "<あ>", "<あ>", id="no tag"),
        pytest.param("\r\n\r\n<p>本文\r\nです。</p>", "本文です", "本文\r\nです", id="CRLF"),
        pytest.param("<p>𠮷野の<i>髙田</i>です。</p>", "髙田", "髙田", id="beyond the basic plane"),
        pytest.param("<p>値&notit;です。</p>", "¬i", "&noti", id="legacy entity"),
        pytest.param("<p>値&#0;です。</p>", "\ufffd", "&#0;", id="forbidden number"),
    ],
)
def test_places(source: str, text: str, written: str) -> None:
    document = read_html(source)
    assert place(document, text) == written


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>本文です。<b", "本文です。<b"),
        ("<p>本文です。<a href=\"x>案内</a>です。", "本文です。案内です。"),
        ("<p>本文です。<!-- 閉じない。", "本文です。<!-- 閉じない。"),
        ("<p>本文です。</あ>後です。", "本文です。</あ>後です。"),
        ("本文です。</p></div></b></td>後です。", "本文です。\n後です。"),
        ("<p>本文です。<![x 後です。", "本文です。<![x 後です。"),
        ("<p>本文です。<", "本文です。<"),
        ("<p>本文です。&", "本文です。&"),
        ("<p>本文です。&#", "本文です。&#"),
        ("<b><i>一</b>です。</i>", "一です。"),
        ("<p>&#99999999999999999999;です。", "\ufffd9999999999;です。"),
        ("<a title=\"" + "&#" + "9" * 5000 + ";\" href=x>一です。</a>", "一です。"),
    ],
)  # fmt: skip
def test_broken_markup_loses_no_text(source: str, text: str) -> None:
    assert read_html(source).text == text


class TestTables:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            (
                "<table><tr><th>日</th><th>所</th></tr><tr><td>一</td><td>二</td></tr></table>",
                [(0, 0, True, "日"), (0, 1, True, "所"), (1, 0, False, "一"), (1, 1, False, "二")],
            ),
            (
                "<table><thead><tr><td>日<tbody><tr><th>一<td>二</table>",
                [(0, 0, True, "日"), (1, 0, True, "一"), (1, 1, False, "二")],
            ),
            (
                "<table><tr><td rowspan=2>甲<td colspan='2'>乙<td>丙<tr><td>丁</table>",
                [(0, 0, False, "甲"), (0, 1, False, "乙"), (0, 3, False, "丙"), (1, 1, False, "丁")],
            ),
            (
                "<table><tr><td>甲<br>乙<p>丙</p></table>",
                [(0, 0, False, "甲"), (0, 0, False, "乙"), (0, 0, False, "丙")],
            ),
            (
                "<table><tr><td rowspan=x colspan=0>甲<td>乙</table>",
                [(0, 0, False, "甲"), (0, 1, False, "乙")],
            ),
        ],
    )  # fmt: skip
    def test_cells(self, source: str, expected: list[tuple[int, int, bool, str]]) -> None:
        document = read_html(source)
        found = []
        for block in document.blocks:
            assert block.kind is BlockKind.TABLE_CELL
            assert block.cell is not None
            cell = block.cell
            found.append((cell.row, cell.column, cell.header, document.block_text(block)))
        assert found == expected

    def test_in_a_table(self) -> None:
        document = read_html(
            "<table><tr><td>一<table><tr><td>二</table>三<td>四</table><table><tr><td>五</table>"
        )
        found = [
            (block.cell.table, block.cell.row, block.cell.column) if block.cell else None
            for block in document.blocks
        ]
        assert found == [(0, 0, 0), (1, 0, 0), (0, 0, 0), (0, 0, 1), (2, 0, 0)]

    def test_a_list_in_a_cell_stays_a_list(self) -> None:
        (block,) = read_html("<table><tr><td><ul><li>一です。</table>").blocks
        assert block.kind is BlockKind.LIST_ITEM
        assert block.cell is not None


class TestMarks:
    def test_inline(self) -> None:
        document = read_html(
            "<p><strong>強い</strong><em>弱い</em><del>消し</del>"
            "<a class=x href='a.html?b=1&amp;c=2&copy=3'>案内</a><a name=top>上</a><code>x</code></p>"
        )
        assert marks(document, MarkKind.STRONG) == [("強い", "<strong>強い</strong>", "")]
        assert marks(document, MarkKind.EMPHASIS) == [("弱い", "<em>弱い</em>", "")]
        assert marks(document, MarkKind.STRIKE) == [("消し", "<del>消し</del>", "")]
        assert marks(document, MarkKind.CODE) == [("x", "<code>x</code>", "")]
        ((text, _, target),) = marks(document, MarkKind.LINK)
        assert (text, target) == ("案内", "a.html?b=1&c=2&copy=3")
        assert document.is_protected(Span(len(document.text) - 1, len(document.text)))

    def test_left_open_ends_with_its_block(self) -> None:
        document = read_html("<p><b>一です。</p><p>二です。</p>")
        assert marks(document, MarkKind.STRONG) == [("一です。", "<b>一です。", "")]

    def test_around_blocks(self) -> None:
        document = read_html("<a href='x'><h3>題です。</h3><p>本文です。</p></a>")
        assert marks(document, MarkKind.LINK)[0][0] == "題です。\n本文です。"

    @pytest.mark.parametrize(
        ("ruby", "base", "reading"),
        [
            ("<ruby>健診<rt>けんしん</rt></ruby>", "健診", "けんしん"),
            ("<ruby>健診<rp>（<rt>けんしん<rp>）</ruby>", "健診", "けんしん"),
            ("<ruby>健<rt>けん</rt>診<rt>しん</rt></ruby>", "健診", "けんしん"),
            ("<ruby><rb>健診</rb><rt>けん&#x3057;ん</rt></ruby>", "健診", "けんしん"),
            ("<ruby>健診</ruby>", "健診", ""),
        ],
    )
    def test_ruby(self, ruby: str, base: str, reading: str) -> None:
        document = read_html(f"<p>{ruby}を受けます。</p>")
        assert document.text == "健診を受けます。"
        assert marks(document, MarkKind.RUBY) == [(base, ruby, reading)]

    def test_image(self) -> None:
        image = '<img src="a&amp;b.png" alt="会場&amp;地図">'
        document = read_html(f"<p>前です。{image}</p><p>後です。</p>")
        assert shown(document) == ["paragraph 前です。", "alt 会場&地図", "paragraph 後です。"]
        assert marks(document, MarkKind.IMAGE) == [("会場&地図", image, "a&b.png")]
        assert document.blocks[1].source.cut(document.source) == image
        assert place(document, "&地") == "&amp;地"

    @pytest.mark.parametrize("attribute", ["", "alt", 'alt=""', 'alt=" "'])
    def test_image_without_text(self, attribute: str) -> None:
        document = read_html(f"<p>本文です。<img src=a.png {attribute}></p>")
        assert shown(document) == ["paragraph 本文です。"]
        assert document.marks[0].span == Span(5, 5)

    def test_address(self) -> None:
        document = read_html("<p>https://www.aoba.example/?a=1&amp;b=2をご覧ください。</p>")
        found = [piece.text.cut(document.text) for piece in document.pieces if piece.protected]
        assert found == ["https://www.aoba.example/?a=1", "&", "b=2"]


class TestNotText:
    @pytest.mark.parametrize(
        ("hidden", "what"),
        [
            ("<script>if (a < b) { '</p>警告' }</script>", ""),
            ("<style>p::before { content: '注' }</style>", ""),
            ("<noscript><p>有効にします。</p></noscript>", ""),
            ("<template><p>型です。</p></template>", ""),
            ("<svg><title>図です。</title><text>図です。</text></svg>", ""),
            ("<svg hidden/>", ""),
            ("<span hidden>隠す<span>中</span>す</span>", "画面に出ない部分（hidden、display:none） 1か所"),
            ("<span style='DISPLAY : none'>隠す</span>", "画面に出ない部分（hidden、display:none） 1か所"),
            ("<i aria-hidden=\"true\">飾り</i>", "読み上げから外した部分（aria-hidden） 1か所"),
            ("<i aria-hidden=\"true\">star</i>", ""),
            ("<button type=submit>検索</button>", "入力欄・ボタン 1か所"),
            ("<input value='検索'>", ""),
            ("<input type=hidden>", ""),
            ("<select><option>一<option>二</select>", "入力欄・ボタン 1か所"),
            ("<textarea><b>一</textarea>", "入力欄・ボタン 1か所"),
            ("<noscript><div><p>閉じません。</noscript>", ""),
        ],
    )  # fmt: skip
    def test_is_left_out_of_its_line(self, hidden: str, what: str) -> None:
        document = read_html(f"<p>前の{hidden}続きです。</p><p>後です。</p>")
        assert shown(document) == ["paragraph 前の続きです。", "paragraph 後です。"]
        assert document.blocks[0].source.end == document.source.index("<p>後")
        assert [skipped.what for skipped in document.skipped] == ([what] if what else [])

    def test_hidden_blocks(self) -> None:
        document = read_html(
            "<div hidden><p>一です。</p><ul><li>二です。</ul></div><ul><li hidden>三です。<li>四です。</ul>"
        )
        assert shown(document) == ["list_item1 四です。"]
        assert document.skipped[0].what.endswith("2か所")

    def test_overflow_is_not_hidden(self) -> None:
        assert read_html("<p style='overflow: hidden'>一です。</p>").text == "一です。"

    def test_comments(self) -> None:
        source = "<p>一です。<!-- 甲\r\n乙 --><!----><!--> 二です。</p>"
        document = read_html(source)
        assert [(comment.text, comment.source.cut(source)) for comment in document.comments] == [
            ("甲\r\n乙", "<!-- 甲\r\n乙 -->"),
            ("", "<!---->"),
            ("", "<!-->"),
        ]
        assert document.text == "一です。 二です。"

    def test_code_block(self) -> None:
        document = read_html("<pre><code>申請書</code></pre><p>後です。</p>")
        assert shown(document) == ["paragraph 後です。"]
        assert marks(document, MarkKind.CODE_BLOCK) == [("", "<code>申請書</code>", "")]
        assert document.skipped[0].what.startswith("コード")


@pytest.mark.parametrize(
    "unit",
    [
        "申請します。",
        "<",
        "&",
        "&#",
        "<!--",
        "<!",
        "<a b=\"",
        "<a b='<",
        "<b>",
        "</b>",
        "<div>",
        "<p hidden>",
        "<span hidden>",
        "<ruby><rt>",
        "<ul><li>",
        "<li>",
        "<table><tr><td>",
        "<td rowspan=9>",
        "<script>",
        "<textarea>",
        "<pre>",
        "a\n",
        "申 ",
        "申<br>",
        "<img alt=申>",
    ],
)  # fmt: skip
def test_long_input_takes_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        source = (unit * (length // len(unit) + 1))[:length]
        start = time.process_time()
        read_html(source)
        return time.process_time() - start

    seconds(1_000)
    # Quadratic time would be a hundred times as much; the floor keeps noise out.
    long, short = (min(seconds(length) for _ in range(3)) for length in (60_000, 6_000))
    assert long < 40 * max(short, 0.01)
