"""Markdown (CommonMark with tables, footnotes and the like) with exact source positions.

pulldown-cmark says where every run of text, entity, escape and table cell
stands, as UTF-8 byte ranges. Its elements are handed to the HTML reader, so
that raw HTML in Markdown and Markdown itself nest as they do in a browser.
"""

from __future__ import annotations

from typing import Any

import pyromark

from checker.document import front_matter
from checker.document.builder import DocumentBuilder
from checker.document.html import Element, HtmlReader
from checker.document.model import BlockKind, Document, Format, MarkKind
from checker.regex import regex

# Left out: smart punctuation (changes characters), metadata blocks (read by
# `front_matter`, at the very start only), and whatever a city's site generator
# is unlikely to know (math, wiki links, super- and subscript, attributes).
_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_DEFINITION_LIST
)

_BLOCKS = {
    "Paragraph": "p",
    "Item": "li",
    "List": "ul",
    "BlockQuote": "blockquote",
    "Table": "table",
    "TableRow": "tr",
    "TableCell": "td",
    "FootnoteDefinition": "div",
    "DefinitionList": "dl",
    "DefinitionListTitle": "dt",
    "DefinitionListDefinition": "dd",
}
_INLINES = {
    "Strong": ("strong", MarkKind.STRONG),
    "Emphasis": ("em", MarkKind.EMPHASIS),
    "Strikethrough": ("s", MarkKind.STRIKE),
}
# What blocks of code and of HTML consist of.
_CODE = frozenset({"Text", "Html"})
# What stands between the lines of a tag that is broken inside a quotation.
_LINE_PREFIX = regex(r"(?<=[\r\n])[ \t]*(?:>[ \t]?)*")

# 1 for a byte that starts a character, 0 for one that continues it.
_CHARACTER_STARTS = bytes(0 if 0x80 <= byte < 0xC0 else 1 for byte in range(256))


def read_markdown(source: str, *, path: str = "") -> Document:
    """Read a Markdown draft.

    Args:
        source: The decoded file text.
        path: The file's name, for error messages.

    Raises:
        FrontMatterError: The YAML head is broken.
    """
    builder = DocumentBuilder(source, Format.MARKDOWN)
    head = front_matter.read_front_matter(source, path=path)
    start = 0
    if head is not None:
        start = head.end
        builder.front_matter(head.fields, head.end)
        for scalar in head.fields:
            if scalar.key == "title":
                content = front_matter.content_span(source, scalar)
                builder.begin(BlockKind.TITLE, scalar.source.start)
                builder.text(scalar.value, content.start, content.end)
                builder.end(scalar.source.end)
    reader = HtmlReader(builder)
    _Events(source, start, reader).read()
    reader.finish()
    return builder.build()


class _Events:
    """Turns the parser's events into elements and text."""

    def __init__(self, source: str, start: int, reader: HtmlReader) -> None:
        self._source = source
        self._start = start
        self._reader = reader
        self._elements: list[Element] = []
        # Start and target of the images that are open; nested ones make one text together.
        self._images: list[tuple[int, str]] = []
        self._autolinks: list[bool] = []  # of each open link
        self._in_head = False
        # The runs of a code block or HTML block, as (text, start, end).
        self._collected: list[tuple[str, int, int]] | None = None
        self._collected_start = 0

    def read(self) -> None:
        """Read everything."""
        draft = self._source[self._start :] if self._start else self._source
        # From UTF-8 byte offsets to code points: count on from the last offset, so that
        # offsets which mostly grow cost a single pass over the text.
        count = draft.encode().translate(_CHARACTER_STARTS).count
        byte, char = 0, self._start
        reader = self._reader
        autolinks = self._autolinks
        for event, place in pyromark.events_with_range(draft, options=_OPTIONS):
            name: str
            value: Any
            if isinstance(event, str):
                name, value = event, None
            else:
                ((name, value),) = event.items()
            # An element's other end is not asked for: to go there and back costs a pass more.
            offset = place["end" if name == "End" else "start"]
            char += count(1, byte, offset) if offset >= byte else -count(1, offset, byte)
            byte = offset
            if name == "Start":
                self._open(value, char)
                continue
            if name == "End":
                self._close(value, char)
                continue
            start = char
            byte = place["end"]
            char += count(1, offset, byte)
            if name == "Text" and self._collected is None:
                protected = bool(autolinks) and autolinks[-1]
                reader.text(value, start, char, protected=protected)
            else:
                self._other(name, value, start, char)

    def _other(self, name: str, value: Any, start: int, end: int) -> None:
        if name == "SoftBreak":
            self._reader.soft_break(start, end)
        elif name == "HardBreak":
            self._reader.hard_break(start, end)
        elif name == "Rule":
            self._reader.end_line()
        elif name == "Code":
            self._reader.code(value, start, end)
        elif name == "InlineHtml":
            self._inline_html(value, start, end)
        elif name == "FootnoteReference":
            self._reader.footnote(value, start, end)
        elif self._collected is not None and name in _CODE:
            self._collected.append((value, start, end))

    def _open(self, tag: Any, start: int) -> None:
        name: str = tag if isinstance(tag, str) else next(iter(tag))
        reader = self._reader
        element = _BLOCKS.get(name)
        if element is not None:
            if self._in_head and element == "td":
                element = "th"
            self._elements.append(reader.open(element, start))
        elif name == "Heading":
            self._elements.append(reader.open(tag[name]["level"].lower(), start))
        elif name == "TableHead":
            self._in_head = True
            self._elements.append(reader.open("thead", start))
            reader.open("tr", start)
        elif name in ("HtmlBlock", "CodeBlock"):
            self._collected = []
            self._collected_start = start
        elif name == "Image":
            if not self._images:
                reader.begin_image()
            self._images.append((start, tag[name]["dest_url"]))
        elif self._images:
            pass  # marks in an alternative text are none
        elif name in _INLINES:
            reader.open_inline(*_INLINES[name], start, start)
        elif name == "Link":
            details = tag[name]
            reader.open_inline("a", MarkKind.LINK, start, start, details["dest_url"])
            self._autolinks.append(details["link_type"] in ("Autolink", "Email"))

    def _close(self, tag: Any, end: int) -> None:
        name = tag if isinstance(tag, str) else next(iter(tag))
        reader = self._reader
        if name in _BLOCKS or name in ("Heading", "TableHead"):
            reader.close(self._elements.pop(), end)
            self._in_head = self._in_head and name != "TableHead"
        elif name == "HtmlBlock":
            self._html_block()
        elif name == "CodeBlock":
            code = "".join(run[0] for run in self._collected or ())
            reader.code_block(code, self._collected_start, end)
            self._collected = None
        elif name == "Image":
            start, target = self._images.pop()
            if not self._images:
                reader.end_image(start, end, target)
        elif self._images:
            pass
        elif name in _INLINES:
            reader.close_inline(_INLINES[name][0], end)
        elif name == "Link":
            reader.close_inline("a", end)
            self._autolinks.pop()

    def _html_block(self) -> None:
        """Hand a block of raw HTML to the reader, without the marks of a quotation in it."""
        runs = self._collected or []
        self._collected = None
        if not runs:
            return
        parts = []
        position = first = runs[0][1]
        for _, start, end in runs:
            parts.append(" " * (start - position))
            parts.append(self._source[start:end])
            position = end
        self._reader.end_line()
        self._reader.feed("".join(parts), first)
        self._reader.end_line()

    def _inline_html(self, value: str, start: int, end: int) -> None:
        """Hand a tag or comment to the reader."""
        if self._images:
            return
        written = self._source[start:end]
        if written != value:
            written = _LINE_PREFIX.sub(lambda prefix: " " * len(prefix[0]), written)
        self._reader.feed(written, start)
