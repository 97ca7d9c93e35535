"""What holds for every draft in every format."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document.model import BlockKind, Document, Format
from checker.document.read import format_of, read
from checker.errors import FrontMatterError
from checker.model import Span

_SETTINGS = settings(max_examples=100, deadline=None)

_WORDS = ["申請", "します。", "あおば市", "ABC", "x y", "𠮷", "日時：8月1日", "　", " ", "と"]
_LINE_ENDS = ["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "  \n", "\\\n"]
_MARKDOWN = [
    "- ", "1. ", "> ", "# ", "\n---\n", "===\n", "|", "\n|a|b|\n|---|---|\n|", "`", "```\n", "**",
    "*", "_", "~~", "[", "](", "](x)", ")", "![", "[^1]", "\n[^1]: ", "\n: ", "    ", "\t", "\\",
    "<https://www.aoba.example/>", "https://www.aoba.example/", "[ ] ",
]  # fmt: skip
_HTML = [
    "<b>", "</b>", "<p>", "</p>", "<div>", "</div>", "<br>", "<ul>", "</ul>", "<li>", "<table>",
    "<tr>", "<td>", "<td rowspan=2>", "</table>", "<h2>", "</h2>", "<dl><dt>", "<dd>", "<ruby>",
    "<rt>", "</rt>", "</ruby>", '<a href="x">', '<a href="x>', "</a>", '<img alt="図&amp;\n表" src=x>',
    "<span hidden>", "</span>", "<div hidden>", "<script>", "</script>", "<title>", "</title>",
    "<pre>", "</pre>", "<code>", "</code>", "<noscript>", "</noscript>", "<blockquote>",
    "</blockquote>", "<!--", "-->", "<!-- 注 -->", "<![", "<?", "</", "<", "&", "&#", "&amp;",
    "&#x3042;", "&nbsp;", "&#10;",
]  # fmt: skip

_DRAFTS = {
    Format.MARKDOWN: _WORDS * 3 + _LINE_ENDS * 2 + _MARKDOWN * 2 + _HTML,
    Format.HTML: _WORDS * 3 + _LINE_ENDS + _HTML * 2,
    Format.TEXT: _WORDS * 3 + _LINE_ENDS * 3 + ["\t", "https://www.aoba.example/", *_MARKDOWN],
}


@st.composite
def drafts(draw: st.DrawFn) -> Document:
    format = draw(st.sampled_from(Format))
    source = "".join(draw(st.lists(st.sampled_from(_DRAFTS[format]), max_size=30)))
    return read(source, format)


@given(drafts())
@_SETTINGS
def test_the_text_is_its_blocks(document: Document) -> None:
    assert document.text == "\n".join(document.block_text(block) for block in document.blocks)
    assert len(document.folded) == len(document.text)
    position = 0
    for block in document.blocks:
        text = document.block_text(block)
        assert block.span.start == position
        assert text
        assert text == text.strip()
        assert "\n" not in text
        position = block.span.end + 1
        for part in (block.label, block.value):
            assert part is None or block.span.contains(part)
        assert (block.cell is not None) or block.kind is not BlockKind.TABLE_CELL


@given(drafts())
@_SETTINGS
def test_pieces_cover_every_block_without_gap_or_overlap(document: Document) -> None:
    pieces = iter(document.pieces)
    for block in document.blocks:
        position = block.span.start
        while position < block.span.end:
            piece = next(pieces)
            assert piece.text.start == position
            assert piece.text.end > position
            position = piece.text.end
        assert position == block.span.end
    assert next(pieces, None) is None


@given(drafts())
@_SETTINGS
def test_verbatim_pieces_are_the_source(document: Document) -> None:
    for piece in document.pieces:
        same = piece.text.cut(document.text) == piece.source.cut(document.source)
        assert same or not piece.verbatim


@given(drafts())
@_SETTINGS
def test_source_places_grow_with_the_text(document: Document) -> None:
    # An image's alternative text stands behind its line: it is in order among its own.
    for is_alt in (False, True):
        position = 0
        for block in document.blocks:
            if (block.kind is BlockKind.ALT) is not is_alt:
                continue
            for piece in document.pieces_of(block.span):
                assert piece.source.start >= position
                assert piece.source.end >= piece.source.start
                position = piece.source.end


@given(drafts(), st.data())
@_SETTINGS
def test_every_span_has_a_place_in_its_block(document: Document, data: st.DataObject) -> None:
    whole = Span(0, len(document.source))
    for block in document.blocks:
        assert whole.contains(block.source)
        start = data.draw(st.integers(block.span.start, block.span.end))
        end = data.draw(st.integers(start, block.span.end))
        assert block.source.contains(document.to_source(Span(start, end)))


@given(drafts())
@_SETTINGS
def test_sentences_and_marks_lie_in_the_text(document: Document) -> None:
    position = 0
    for sentence in document.sentences:
        assert document.blocks[sentence.block].span.contains(sentence.span)
        assert sentence.span.start >= position
        position = sentence.span.end
    assert {sentence.block for sentence in document.sentences} == set(range(len(document.blocks)))
    starts = [mark.span.start for mark in document.marks]
    assert starts == sorted(starts)
    for mark in document.marks:
        assert Span(0, len(document.text)).contains(mark.span)
        assert Span(0, len(document.source)).contains(mark.source)
    for comment in document.comments:
        assert comment.source.cut(document.source).startswith("<!--")


_CHARACTERS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("<>&-#*[]()|`\n\0")
)


@given(_CHARACTERS, st.sampled_from(Format))
@_SETTINGS
def test_no_text_is_too_strange(source: str, format: Format) -> None:
    with contextlib.suppress(FrontMatterError):
        assert read(source, format).source == source


@given(st.text(st.sampled_from("-:\n\r\t .#\"'[]{}&*!|>%@`あa1\x00\x85\u2028"), max_size=40))
@_SETTINGS
def test_no_head_is_too_strange(head: str) -> None:
    with contextlib.suppress(FrontMatterError):
        read(f"---\ntitle: {head}\n---\n本文です。", Format.MARKDOWN)


# Content whose text is known beforehand: (Markdown, HTML, what a reader sees).
_ATOMS = st.sampled_from(
    [
        ("申請", "申請", "申請"),
        ("窓口で", "窓口で", "窓口で"),
        ("𠮷野", "𠮷野", "𠮷野"),
        ("&amp;", "&amp;", "&"),
        ("&#x3042;", "&#x3042;", "あ"),
        ("\\*", "*", "*"),
        ("`x`で", "<code>x</code>で", "xで"),
        ("[案内](https://www.aoba.example/)", '<a href="https://www.aoba.example/">案内</a>', "案内"),
        ("申**込**書", "申<b>込</b>書", "申込書"),
        ("<ruby>字<rt>じ</rt></ruby>", "<ruby>字<rt>じ</rt></ruby>", "字"),
        ("<!-- 注 -->", "<!-- 注 -->", ""),
        ("[^1]は", "<sup></sup>は", "は"),
    ]
)  # fmt: skip
_PARAGRAPHS = st.lists(st.lists(_ATOMS, max_size=6), min_size=1, max_size=6)


@given(_PARAGRAPHS, st.sampled_from(["\n", "\r\n"]))
@_SETTINGS
def test_a_reader_sees_what_was_meant(
    paragraphs: list[list[tuple[str, str, str]]], newline: str
) -> None:
    wanted = ["始" + "".join(atom[2] for atom in atoms) + "です。" for atoms in paragraphs]
    markdown = (newline * 2).join(
        f"{mark}始{''.join(atom[0] for atom in atoms)}です。"
        for mark, atoms in zip(_cycle(["", "- ", "> ", "### "]), paragraphs, strict=False)
    )
    page = newline.join(
        f"<{tag}>始{''.join(atom[1] for atom in atoms)}です。</{tag}>"
        for tag, atoms in zip(_cycle(["p", "li", "div", "h3"]), paragraphs, strict=False)
    )
    note = f"{newline * 2}[^1]: 注です。"
    found = read(markdown + note, Format.MARKDOWN)
    assert [found.block_text(block) for block in found.blocks] == [*wanted, "注です。"]
    found = read(page, Format.HTML)
    assert [found.block_text(block) for block in found.blocks] == wanted


def _cycle(values: list[str]) -> list[str]:
    return values * 2


@pytest.mark.parametrize(
    ("path", "format"),
    [
        ("notice.md", Format.MARKDOWN),
        ("a.b/お知らせ.MARKDOWN", Format.MARKDOWN),
        ("notice.txt", Format.TEXT),
        ("notice.html", Format.HTML),
        ("C:\\お知らせ.HTM", Format.HTML),
        ("notice.docx", None),
        ("notice", None),
        (".md", None),
        ("", None),
    ],
)
def test_format_of(path: str, format: Format | None) -> None:
    assert format_of(path) is format


@pytest.mark.parametrize("format", list(Format))
def test_read_keeps_source_and_format(format: Format) -> None:
    document = read("本文です。\n", format)
    assert (document.source, document.format, document.text) == (
        "本文です。\n",
        format,
        "本文です。",
    )
