"""HTML as a citizen's browser shows it, with exact source positions.

A scanner of our own instead of the standard library's `HTMLParser`: that one
differs between Python releases in what it makes of broken markup, reads the
rest of a page as bare text after a stray `&#`, raises on `<![x`, and takes
quadratic time on unclosed comments. The scanner follows the tokenizer of the
HTML standard, except that nothing a reader might see is ever swallowed: a tag
or comment that never ends is text.

`HtmlReader` also reads the raw HTML in Markdown, and Markdown's own elements:
its methods `open`, `close` and `text` are what the Markdown reader calls.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from functools import cache
from html.entities import html5

from checker.document.builder import DocumentBuilder, OpenMark, Run
from checker.document.model import BlockKind, Cell, Document, Format, MarkKind
from checker.regex import regex

# A quoted value may hold anything, but where its first angle bracket is a `>`,
# it must hold no `<`: that is a missing quotation mark, and the text behind the
# tag would be lost in the value.
_ATTRIBUTE = (
    r"[^\s/<>][^\s/<>=]*+"
    r"(?>(?:\s*+=\s*+(?:"
    r"\"(?:[^\"<>]*+(?>(?:<[^\"]*+)?)|[^\"<]*+)\""
    r"|'(?:[^'<>]*+(?>(?:<[^']*+)?)|[^'<]*+)'"
    r"|[^\s<>\"'][^\s<>]*+"
    r"))?)"
)
# Characters, and the tag behind them if there is one.
_TOKEN = regex(rf"([^<&]*+)(?>(?:<(/?)([A-Za-z][^\s/<>]*+)((?>(?:[\s/]++|{_ATTRIBUTE})*))>)?)")
_NAMED_ATTRIBUTE = regex(
    r"([^\s/<>][^\s/<>=]*+)"
    r"(?>(?:\s*+=\s*+(?:"
    r"\"((?:[^\"<>]*+(?>(?:<[^\"]*+)?)|[^\"<]*+))\""
    r"|'((?:[^'<>]*+(?>(?:<[^']*+)?)|[^'<]*+))'"
    r"|([^\s<>\"'][^\s<>]*+)"
    r"))?)"
)
# `<!doctype …>`, `<![CDATA[…>`, `<?xml …>`
_DECLARATION = regex(r"<[!?][^<>]*+>")
_REFERENCE = regex(r"&(?:#[0-9]{1,10}+;?|#[xX][0-9A-Fa-f]{1,8}+;?|[A-Za-z][A-Za-z0-9]{0,31}+;?)")
# White space that a browser shows as one space or not at all. A single space
# between two words is left alone.
# (Written so that every match starts in one class: alternatives are slow to search for.)
_WHITE = regex(r"[ \t\n\f\r](?:[ \t\n\f\r]+|(?<! )|(?<=\A )|\Z)")
_LINE_BREAK = regex(r"\r\n|\n|\r")
_DISPLAY_NONE = regex(r"display\s*:\s*none", re.IGNORECASE)


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt"
    " fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup html"
    " legend li main menu nav ol p pre search section summary table tbody td tfoot th thead"
    " title tr ul"
)
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_CELLS = frozenset({"td", "th"})
# What the start of any block-level element ends; of a <div>, only the first two.
_ENDED = frozenset({"p", "title", *_HEADINGS})
# Elements that give the lines in them their kind.
_ROLES = frozenset({"li", "dt", "dd", "title", *_CELLS, *_HEADINGS})
# Elements that change anything for what is in them.
_CHANGING = _ROLES | _LISTS | {"blockquote", "thead", "table"}
# Elements whose own start belongs to the first line in them.
_LINES = _ROLES | frozenset({"p", "pre", "caption", "figcaption", "summary", "legend", "address"})
_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_MARKS = {
    "b": MarkKind.STRONG,
    "strong": MarkKind.STRONG,
    "em": MarkKind.EMPHASIS,
    "i": MarkKind.EMPHASIS,
    "s": MarkKind.STRIKE,
    "del": MarkKind.STRIKE,
    "strike": MarkKind.STRIKE,
    "a": MarkKind.LINK,
    "ruby": MarkKind.RUBY,
    "code": MarkKind.CODE,
    "kbd": MarkKind.CODE,
    "samp": MarkKind.CODE,
    "tt": MarkKind.CODE,
}
# To look up a member of an enumeration takes ten times as long as a name of the module.
_PARAGRAPH, _LIST_ITEM = BlockKind.PARAGRAPH, BlockKind.LIST_ITEM
_TABLE_CELL, _HEADING = BlockKind.TABLE_CELL, BlockKind.HEADING
_CODE, _RUBY = MarkKind.CODE, MarkKind.RUBY
# What text in the parts of a ruby is: a reading, nothing, or the base.
_RUBY_PARTS = {"rt": "rt", "rp": "rp", "rtc": "rp", "rb": ""}
# Elements whose content is no markup.
_RAW_ENDS = {
    tag: regex(rf"</{tag}(?=[\s/>])", re.IGNORECASE)
    for tag in ("script", "style", "iframe", "xmp", "noembed", "noframes", "textarea")
}
# Elements that hold no text of the draft, and what to tell the user, if anything.
_UNREAD: Mapping[str, str] = {
    "script": "",
    "style": "",
    "noscript": "",
    "template": "",
    "svg": "",
    "math": "",
    "iframe": "",
    "object": "",
    "video": "",
    "audio": "",
    "canvas": "",
    "noembed": "",
    "noframes": "",
    "xmp": "",
    "button": "入力欄・ボタン",
    "select": "入力欄・ボタン",
    "datalist": "入力欄・ボタン",
    "textarea": "入力欄・ボタン",
}
_HIDDEN = "画面に出ない部分（hidden、display:none）"
_ARIA_HIDDEN = "読み上げから外した部分（aria-hidden）"
_CODE_BLOCK = "コード（コードブロック、pre・code要素）"
_REASONS = {
    "入力欄・ボタン": "操作のための部品で、文章ではないため、点検していません。",
    _HIDDEN: "読む人の画面に出ないため、点検していません。",
    _ARIA_HIDDEN: "飾りとして書かれた部分とみなし、点検していません。",
    _CODE_BLOCK: (
        "プログラムなどの書き写しとみなし、点検していません。"
        "文章の場合は、行頭の空白や``` を取ってください。"
    ),
}

# A start tag ends these elements if they are open (their end tags may be left out).
_IMPLIED_ENDS: Mapping[str, frozenset[str]] = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr", "td", "th", "caption"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "thead": frozenset({"tr", "td", "th", "caption", "tbody", "thead", "tfoot"}),
    "tbody": frozenset({"tr", "td", "th", "caption", "tbody", "thead", "tfoot"}),
    "tfoot": frozenset({"tr", "td", "th", "caption", "tbody", "thead", "tfoot"}),
    "body": frozenset({"head", "title"}),
}
# Where such an element stands directly in its proper parent, there is nothing to end.
_PARENTS: Mapping[str, frozenset[str]] = {
    "li": _LISTS,
    "dt": frozenset({"dl"}),
    "dd": frozenset({"dl"}),
    "tr": frozenset({"table", "thead", "tbody", "tfoot"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
    "tfoot": frozenset({"table"}),
    "body": frozenset({"html"}),
}
# An end tag does not reach beyond these.
_TABLE_SCOPE = frozenset({"table"})
_CELL_SCOPE = frozenset({"table", "td", "th", "caption"})
_LIST_SCOPE = _CELL_SCOPE | _LISTS
_DEFINITION_SCOPE = _CELL_SCOPE | {"dl"}
_SCOPES: Mapping[str, frozenset[str]] = {
    "table": frozenset(),
    **dict.fromkeys(("tr", "td", "th", "thead", "tbody", "tfoot", "caption"), _TABLE_SCOPE),
    "li": _LIST_SCOPE,
    "dt": _DEFINITION_SCOPE,
    "dd": _DEFINITION_SCOPE,
}

# Browsers stop nesting at 512 elements, too; it keeps every search short.
_MAX_DEPTH = 512
# The bound of the HTML standard for `colspan`.
_MAX_SPAN = 1000


@cache
def _japanese() -> re.Pattern[str]:
    """Compiled when first needed, as it takes long: kana and kanji, no Hangul."""
    return regex(r"[\u3040-\u30ff\u3400-\u9fff]")


def read_html(source: str) -> Document:
    """Read an HTML page or fragment. Linear in its length; raises nothing."""
    builder = DocumentBuilder(source, Format.HTML)
    reader = HtmlReader(builder)
    reader.feed(source, 0)
    reader.finish()
    return builder.build()


class _Table:
    """Counts rows and columns of one table, spans included."""

    __slots__ = ("_active", "_column", "_index", "_row")

    # Cells that reach into later rows and are kept track of; more are ignored.
    _MAX_ACTIVE = 100

    def __init__(self, index: int) -> None:
        self._index = index
        self._row = -1
        self._column = 0
        self._active: list[tuple[int, int, int]] = []  # column, width, last row

    def next_row(self) -> None:
        self._row += 1
        self._column = 0
        self._active = [taken for taken in self._active if taken[2] >= self._row]

    def next_cell(self, *, header: bool, width: int = 1, height: int = 1) -> Cell:
        if self._row < 0:
            self.next_row()
        moved = bool(self._active)
        while moved:
            moved = False
            for column, taken, _ in self._active:
                if column <= self._column < column + taken:
                    self._column = column + taken
                    moved = True
        cell = Cell(self._index, self._row, self._column, header)
        if height > 1 and len(self._active) < self._MAX_ACTIVE:
            self._active.append((self._column, width, self._row + height - 1))
        self._column += width
        return cell


class Element:
    """An open block-level element."""

    __slots__ = (
        "cell",
        "closed",
        "header",
        "hidden",
        "lists",
        "quoted",
        "role",
        "start",
        "tag",
        "used",
    )

    def __init__(self, tag: str, start: int, parent: Element | None) -> None:
        self.tag = tag
        self.start = start
        self.used = False  # whether a line began in it
        self.hidden = False
        self.closed = False
        self.role: Element | None  # the innermost element that decides kinds
        self.cell: Cell | None
        if parent is None:
            self.role = self.cell = None
            self.lists = 0
            self.quoted = self.header = False
        else:
            self.role = parent.role
            self.lists = parent.lists
            self.quoted = parent.quoted
            self.header = parent.header
            self.cell = parent.cell
        if tag not in _CHANGING:
            return
        if tag in _ROLES:
            self.role = self
        elif tag in _LISTS:
            self.lists += 1
        elif tag == "blockquote":
            self.quoted = True
        elif tag == "thead":
            self.header = True
        elif tag == "table":
            self.header = False


class _Inline:
    """An open inline element that matters: it marks, protects or hides text."""

    __slots__ = ("closed", "depth", "hides", "mark", "protects", "reading", "tag")

    def __init__(self, tag: str, depth: int) -> None:
        self.tag = tag
        self.depth = depth  # open block-level elements around it
        self.mark: OpenMark | None = None
        self.hides = False
        self.protects = False
        self.reading: list[str] | None = None  # of a ruby
        self.closed = False


class HtmlReader:
    """Reads tags and text into a builder; keeps what is open between calls.

    All offsets are source code points.
    """

    def __init__(self, builder: DocumentBuilder) -> None:
        self._builder = builder
        self._stack: list[Element] = [Element("", 0, None)]
        self._inlines: list[_Inline] = []
        self._by_tag: dict[str, list[_Inline]] = {}
        self._tables: list[_Table] = []
        self._table_count = 0
        self._owner: Element | None = None  # of the line that is being read
        self._pre = 0
        self._protects = 0
        # What is not text now: hidden elements, a reading (rt), its brackets (rp), an
        # image's alternative text.
        self._muted = False
        self._hides = 0
        self._floor = 0  # no end tag may be inferred below this depth
        self._reason = ""  # why text is hidden, until it was noted
        self._notes: dict[str, int] = {}
        self._rubies: list[_Inline] = []
        self._ruby_part = ""  # rt, rp or ""
        self._alt: list[Run] | None = None

    # Elements

    def open(
        self, tag: str, start: int, *, hides: str | None = None, width: int = 1, height: int = 1
    ) -> Element:
        """A block-level element begins.

        Args:
            tag: Its name, in lower case.
            start: Source offset of its first character.
            hides: Why its text is hidden ("" if nobody need know), else None.
            width: Columns of a table cell.
            height: Rows of a table cell.

        Returns:
            The element, for `close`.
        """
        stack = self._stack
        top = stack[-1].tag
        if top in _ENDED and (tag != "div" or top not in _HEADINGS) and len(stack) > self._floor:
            self._pop(None)
        ended = _IMPLIED_ENDS.get(tag)
        if ended and stack[-1].tag not in _PARENTS[tag]:
            self._end_implied(tag, ended)
        if not self._hides:
            self._builder.end()
            self._owner = None
        element = Element(tag, start, stack[-1])
        if len(stack) >= _MAX_DEPTH:
            element.closed = True
            return element
        stack.append(element)
        if tag == "table":
            self._tables.append(_Table(self._table_count))
            self._table_count += 1
        elif self._tables:
            if tag == "tr":
                self._tables[-1].next_row()
            elif tag in _CELLS:
                header = tag == "th" or element.header
                element.cell = self._tables[-1].next_cell(header=header, width=width, height=height)
            elif tag == "pre":
                self._pre += 1
        elif tag == "pre":
            self._pre += 1
        if hides is not None:
            element.hidden = True
            self._hide(hides)
        return element

    def close(self, element: Element, end: int) -> None:
        """An element ends, and what is open in it; `end` is the source offset behind it."""
        if element.closed:  # raw HTML came first
            self.end_line()
            return
        while self._stack[-1] is not element:
            self._pop(None)
        self._pop(end)

    def _close_tag(self, tag: str, end: int) -> None:
        """An end tag: what it ends is the innermost element of its name within its scope."""
        stack = self._stack
        if stack[-1].tag == tag:  # by far the most
            self._pop(end)
            return
        scope = _SCOPES.get(tag, _CELL_SCOPE)
        for index in range(len(stack) - 1, 0, -1):
            found = stack[index].tag
            if found == tag or (tag in _HEADINGS and found in _HEADINGS):
                self.close(stack[index], end)
                return
            if found in scope:
                break
        if tag == "p" and not self._hides:
            self._end_line(None)

    def open_inline(
        self,
        tag: str,
        kind: MarkKind | None,
        start: int,
        end: int,
        target: str = "",
        *,
        hides: str | None = None,
    ) -> None:
        """An inline element begins; `source[start:end]` is its start tag.

        Args:
            tag: Its name, in lower case.
            kind: The mark it makes, if any.
            start: Source offset of its first character.
            end: Source offset behind its start tag.
            target: The target of a link.
            hides: Why its text is hidden ("" if nobody need know), else None.
        """
        inline = _Inline(tag, len(self._stack))
        if kind is not None and not self._muted:
            inline.mark = self._builder.open_mark(kind, start, end, target)
            if kind is _CODE:
                inline.protects = True
                self._protects += 1
            elif kind is _RUBY:
                inline.reading = []
                self._rubies.append(inline)
        if hides is not None:
            inline.hides = True
            if not self._hides:
                self._floor = len(self._stack)
            self._hide(hides)
        self._inlines.append(inline)
        self._by_tag.setdefault(tag, []).append(inline)

    def close_inline(self, tag: str, end: int) -> None:
        """The innermost open inline element of this name ends, if there is one."""
        opened = self._by_tag.get(tag)
        while opened:
            inline = opened.pop()
            if not inline.closed:
                self._finish_inline(inline, end)
                break
        while self._inlines and self._inlines[-1].closed:
            self._inlines.pop()

    # Content

    def text(self, text: str, start: int, end: int, *, protected: bool = False) -> None:
        """Characters that are shown as they are."""
        if self._muted:
            self._mute(text, start, end)
            return
        if not self._builder.is_open:
            self._begin_line(start)
        self._builder.text(text, start, end, protected=protected or self._protects > 0)

    def soft_break(self, start: int, end: int) -> None:
        """A line break that may be a mere wrap."""
        if not self._muted:
            self._builder.soft_break(start, end)
        elif self._alt is not None:
            self._alt.append((" ", start, end))

    def hard_break(self, start: int, end: int) -> None:
        """A line break that the reader of the draft sees."""
        if not self._muted:
            self._builder.hard_break(start, end)
        elif self._alt is not None:
            self._alt.append((" ", start, end))

    def code(self, text: str, start: int, end: int) -> None:
        """A code span; `source[start:end]` has its delimiters."""
        if self._muted:
            self._mute(text, start, end)
            return
        if not self._builder.is_open:
            self._begin_line(start)
        mark = self._builder.open_mark(MarkKind.CODE, start, start)
        self._builder.text(text, start, end, protected=True)
        self._builder.close_mark(mark, end)

    def code_block(self, text: str, start: int, end: int) -> None:
        """A block of code: it is no text of the draft."""
        if self._hides:
            return
        self._end_line(None)
        self._builder.point_mark(MarkKind.CODE_BLOCK, start, end)
        self._builder.end()
        if _japanese().search(text):
            self._notes[_CODE_BLOCK] = self._notes.get(_CODE_BLOCK, 0) + 1

    def footnote(self, name: str, start: int, end: int) -> None:
        """A reference to a footnote."""
        if not self._muted:
            self._builder.point_mark(MarkKind.FOOTNOTE, start, end, name)

    def begin_image(self) -> None:
        """What follows is alternative text, until `end_image`."""
        self._alt = []
        self._update_muted()

    def end_image(self, start: int, end: int, target: str) -> None:
        """The image at `source[start:end]` ends, and its alternative text with it."""
        runs = self._alt or []
        self._alt = None
        self._update_muted()
        self._image(runs, start, end, target)

    def end_line(self) -> None:
        """The line that is being read ends here."""
        if not self._hides:
            self._end_line(None)

    def finish(self) -> None:
        """End everything that is open, and say what was not read."""
        while len(self._stack) > 1:
            self._pop(None)
        self._close_inlines(0)
        self._end_line(None)
        for what, count in self._notes.items():
            self._builder.skip(f"{what} {count}か所", _REASONS[what])

    # Tags

    def feed(self, text: str, offset: int) -> None:
        """Read HTML: `text` stands in the source from `offset` on."""
        position, length = 0, len(text)
        unclosed: set[str] = set()  # what has no end in the rest of the text
        while position < length:
            token = _TOKEN.match(text, position)
            assert token is not None  # it may be empty
            data, is_end, name, attributes = token.groups()
            start = position + len(data)
            if data:
                self._data(data, offset + position)
            if name is not None:
                name = name.lower()
                position = token.end()
                if is_end:
                    self._end_tag(name, offset + start, offset + position)
                    continue
                self._start_tag(name, attributes, offset + start, offset + position)
                if name in _RAW_ENDS and name not in unclosed:
                    position = self._raw(name, text, position, offset, unclosed)
            elif start == length:
                break
            elif text[start] == "&":
                position = self._reference(text, start, offset)
            else:
                position = self._declaration(text, start, offset, unclosed)

    def _raw(self, tag: str, text: str, start: int, offset: int, unclosed: set[str]) -> int:
        """Read the content of an element that holds no markup; returns the offset behind it."""
        closing = _RAW_ENDS[tag].search(text, start)
        if closing is None:
            unclosed.add(tag)
            return start
        self._mute(text[start : closing.start()], offset + start, offset + closing.start())
        return closing.start()

    def _declaration(self, text: str, start: int, offset: int, unclosed: set[str]) -> int:
        """Read what a `<` begins that is no tag; returns the offset behind it."""
        if text.startswith("<!--", start):
            close = -1 if "<!--" in unclosed else text.find("-->", start + 2)
            if close >= 0:
                inner = text[start + 4 : max(close, start + 4)]
                self._builder.comment(inner, offset + start, offset + close + 3)
                return close + 3
            unclosed.add("<!--")
        else:
            declaration = _DECLARATION.match(text, start)
            if declaration:
                return declaration.end()
        self._data("<", offset + start)
        return start + 1

    def _reference(self, text: str, start: int, offset: int) -> int:
        """Read a character reference, or the `&` as it is."""
        match = _REFERENCE.match(text, start)
        resolved = _resolve(match[0]) if match else None
        if resolved is not None:
            shown, length = resolved
            self.text(shown, offset + start, offset + start + length)
            return start + length
        self._data("&", offset + start)
        return start + 1

    def _start_tag(self, tag: str, raw: str, start: int, end: int) -> None:
        """A start tag at `source[start:end]` with its attributes as written."""
        if not raw and tag in _BLOCKS:
            self.open(tag, start)
            return
        if tag == "br":
            self.hard_break(start, end)
            return
        if tag == "img":
            self._img(raw, start, end)
            return
        if tag in _VOID:
            if tag == "hr":
                self.end_line()
            return
        hides = _UNREAD.get(tag)
        if hides is None and raw and ("hidden" in raw.lower() or "display" in raw.lower()):
            hides = _hidden_reason(_attributes(raw))
        if tag in _BLOCKS:
            if tag in _CELLS and "span" in raw.lower():
                attributes = _attributes(raw)
                width = _number(attributes.get("colspan", ""))
                self.open(
                    tag,
                    start,
                    hides=hides,
                    width=width,
                    height=_number(attributes.get("rowspan", "")),
                )
            else:
                self.open(tag, start, hides=hides)
            return
        if self._rubies and tag in _RUBY_PARTS:
            self._ruby_part = _RUBY_PARTS[tag]
            self._update_muted()
            return
        if raw.endswith("/") and tag in ("svg", "math"):
            return
        kind = _MARKS.get(tag)
        target = ""
        if tag == "a":
            address = _attributes(raw).get("href")
            if address is None:
                kind = None
            else:
                target = address
        elif tag == "code" and self._pre and not (self._hides or self._builder.is_open):
            kind, hides = MarkKind.CODE_BLOCK, _CODE_BLOCK
        # What hides must know of every element inside to find its own end tag.
        if kind is not None or hides is not None or self._hides:
            self.open_inline(tag, kind, start, end, target, hides=hides)

    def _end_tag(self, tag: str, start: int, end: int) -> None:
        if tag in _BLOCKS:
            self._close_tag(tag, end)
        elif self._rubies and tag in _RUBY_PARTS:
            self._ruby_part = ""
            self._update_muted()
        elif tag == "br":  # browsers take it for <br>
            self.hard_break(start, end)
        else:
            self.close_inline(tag, end)

    def _img(self, raw: str, start: int, end: int) -> None:
        at = end - 1 - len(raw)  # the attributes end in front of the `>`
        if "hidden" in raw.lower() and _hidden_reason(_attributes(raw)):
            return
        runs: list[Run] = []
        target = ""
        for name, value, place in _located_attributes(raw):
            if name == "src":
                target = _REFERENCE.sub(_resolve_in_attribute, value)
            elif name == "alt" and not runs:
                runs = list(_resolved_runs(value, at + place))
        self._image(runs, start, end, target)

    def _image(self, runs: list[Run], start: int, end: int, target: str) -> None:
        if self._muted:
            return
        if not self._builder.is_open:
            self._begin_line(start)
        self._builder.image(runs, start, end, target)

    def _data(self, chunk: str, at: int) -> None:
        """Characters between tags, with white space as it stands in the source."""
        if self._muted:
            self._mute(chunk, at, at + len(chunk))
        elif self._pre:
            self._preformatted(chunk, at)
        else:
            white = _WHITE.search(chunk)
            if white is None:  # text
                self.text(chunk, at, at + len(chunk))
                return
            start, end = white.span()
            if end - start == len(chunk):  # what stands between two tags
                self._builder.space(at, at + end)
                return
            position = 0
            for white in _WHITE.finditer(chunk):
                start, end = white.span()
                if start > position:
                    self.text(chunk[position:start], at + position, at + start)
                self._builder.space(at + start, at + end)
                position = end
            if position < len(chunk):
                self.text(chunk[position:], at + position, at + len(chunk))

    def _preformatted(self, chunk: str, at: int) -> None:
        position = 0
        for match in _LINE_BREAK.finditer(chunk):
            start, end = match.span()
            if start > position:
                self.text(chunk[position:start], at + position, at + start)
                self._builder.soft_break(at + start, at + end)
            elif position:  # an empty line
                self._builder.hard_break(at + start, at + end)
            else:
                self._builder.soft_break(at + start, at + end)
            position = end
        if position < len(chunk):
            self.text(chunk[position:], at + position, at + len(chunk))

    # State

    def _begin_line(self, start: int) -> None:
        """Begin the block that text at `start` belongs to."""
        top = self._stack[-1]
        kind, level, fixed = _PARAGRAPH, 0, False
        first = top if not top.used and top.tag in _LINES else None
        role = top.role
        if role is not None:
            tag = role.tag
            if tag in _CELLS:
                kind = _TABLE_CELL if role.cell else kind
            elif tag in _HEADINGS:
                kind, level = _HEADING, _HEADINGS[tag]
            elif tag == "title":
                kind = BlockKind.TITLE
            elif tag == "dt":
                kind, fixed = BlockKind.LABEL, True
            elif tag == "li" and not role.used:
                kind, level, first = _LIST_ITEM, top.lists or 1, role
            role.used = True
        top.used = True
        self._owner = top
        self._builder.begin(
            kind,
            start if first is None else first.start,
            level=level,
            quoted=top.quoted,
            cell=top.cell,
            fixed=fixed,
        )

    def _end_line(self, stop: int | None) -> None:
        self._builder.end(stop)
        self._owner = None

    def _end_implied(self, tag: str, ended: frozenset[str]) -> None:
        """End the elements that a start tag ends without their end tags."""
        scope = _SCOPES.get(tag, _CELL_SCOPE)
        lowest = len(self._stack)
        for index in range(len(self._stack) - 1, max(self._floor, 1) - 1, -1):
            found = self._stack[index].tag
            if found in ended:
                lowest = index
            elif found in scope:
                break
        while len(self._stack) > lowest:
            self._pop(None)

    def _pop(self, end: int | None) -> None:
        """End the innermost block-level element; `end` is behind its end tag."""
        element = self._stack.pop()
        element.closed = True
        if self._inlines:
            self._close_inlines(len(self._stack))
        if element.tag == "table":
            self._tables.pop()
        elif element.tag == "pre":
            self._pre -= 1
        if element.hidden:
            self._unhide()
        if not self._hides:
            self._builder.end(end if element is self._owner else None)
            self._owner = None

    def _close_inlines(self, depth: int) -> None:
        """End the inline elements that were opened deeper than `depth`."""
        while self._inlines and self._inlines[-1].depth > depth:
            inline = self._inlines.pop()
            if not inline.closed:
                self._finish_inline(inline, None)

    def _finish_inline(self, inline: _Inline, end: int | None) -> None:
        inline.closed = True
        target = None
        if inline.reading is not None:
            while self._rubies and self._rubies[-1].closed:
                self._rubies.pop()
            self._ruby_part = ""
            self._update_muted()
            target = "".join(inline.reading).strip()
        if inline.mark is not None:
            self._builder.close_mark(inline.mark, end, target)
        if inline.protects:
            self._protects -= 1
        if inline.hides:
            while len(self._stack) > inline.depth:
                self._pop(None)
            self._unhide()

    def _hide(self, reason: str) -> None:
        if not self._hides:
            self._reason = reason
        self._hides += 1
        self._update_muted()

    def _unhide(self) -> None:
        self._hides -= 1
        if not self._hides:
            self._floor = 0
        self._update_muted()

    def _update_muted(self) -> None:
        self._muted = self._hides > 0 or self._ruby_part != "" or self._alt is not None

    def _mute(self, text: str, start: int, end: int) -> None:
        """Characters that are not text of the draft: a reading, an image's text, hidden."""
        if self._alt is not None:
            self._alt.append((text, start, end))
        elif self._hides:
            if self._reason and _japanese().search(text):
                self._notes[self._reason] = self._notes.get(self._reason, 0) + 1
                self._reason = ""
        elif self._ruby_part == "rt":
            reading = self._rubies[-1].reading
            if reading is not None:
                reading.append(text)


def _located_attributes(raw: str) -> Iterator[tuple[str, str, int]]:
    """Name, value as written and offset of the value, of each attribute in a start tag."""
    for match in _NAMED_ATTRIBUTE.finditer(raw):
        for group in (2, 3, 4):
            if match[group] is not None:
                yield match[1].lower(), match[group], match.start(group)
                break
        else:
            yield match[1].lower(), "", match.end()


def _attributes(raw: str) -> dict[str, str]:
    """The attributes of a start tag, references resolved; the first of a name counts."""
    found: dict[str, str] = {}
    for name, value, _ in _located_attributes(raw):
        if name not in found:
            found[name] = _REFERENCE.sub(_resolve_in_attribute, value) if "&" in value else value
    return found


def _resolve(reference: str) -> tuple[str, int] | None:
    """What a character reference stands for and how many characters it takes, if it is one.

    A few old names work without their semicolon: `&ampB` is `&B`.
    """
    if reference[1] == "#":
        return html.unescape(reference), len(reference)
    for end in range(len(reference), 2, -1):
        shown = html5.get(reference[1:end])
        if shown is not None:
            return shown, end
    return None


def _resolve_in_attribute(match: re.Match[str]) -> str:
    # In an attribute, `&copy=1` is part of an address.
    return html.unescape(match[0]) if match[0].endswith(";") else match[0]


def _resolved_runs(value: str, at: int) -> Iterator[Run]:
    """The characters that an attribute's value stands for; `at` is its source offset."""
    position = 0
    for match in _REFERENCE.finditer(value):
        shown = _resolve_in_attribute(match)
        if shown == match[0]:
            continue
        start, end = match.span()
        if start > position:
            yield value[position:start], at + position, at + start
        yield shown, at + start, at + end
        position = end
    if position < len(value):
        yield value[position:], at + position, at + len(value)


def _hidden_reason(attributes: Mapping[str, str]) -> str | None:
    """Why the text of an element with these attributes is not read, or None."""
    if "hidden" in attributes or _DISPLAY_NONE.search(attributes.get("style", "")):
        return _HIDDEN
    if attributes.get("aria-hidden", "").strip().lower() == "true":
        return _ARIA_HIDDEN
    return None


def _number(value: str) -> int:
    """A span in cells: 1 if it is none, at most what the HTML standard allows."""
    value = value.strip()
    if not value.isdecimal() or len(value) > 4:
        return 1
    return min(max(1, int(value)), _MAX_SPAN)
