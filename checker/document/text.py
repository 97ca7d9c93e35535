"""Plain text: paragraphs between empty lines, tables where tabs line up.

Marks that look like Markdown are left as they are: in a text file, a reader
sees them.
"""

from __future__ import annotations

from checker.document.builder import DocumentBuilder
from checker.document.model import BlockKind, Cell, Document, Format
from checker.regex import regex

_LINE_END = regex(r"\r\n|\n|\r")
# A tab between two texts: one in front of a line is an indent.
_INNER_TAB = regex(r"\S[^\S\t]*\t\s*\S")
_CELL = regex(r"[^\t]+")


def read_text(source: str) -> Document:
    """Read a plain text draft. Linear in its length; raises nothing."""
    builder = DocumentBuilder(source, Format.TEXT)
    lines = _lines(source)
    has_tabs = "\t" in source
    tables = 0
    index = 0
    last_end = 0  # of the line before
    paragraph = BlockKind.PARAGRAPH
    while index < len(lines):
        stop = _table_end(lines, index) if has_tabs else 0
        if stop:
            for row, (text, start, _) in enumerate(lines[index:stop]):
                _read_row(builder, text, start, tables, row)
            tables += 1
            index = stop
            continue
        text, start, end = lines[index]
        index += 1
        if not text or text.isspace():
            builder.end()
        elif builder.is_open:
            builder.soft_break(last_end, start)
            builder.text(text, start, end)
        else:
            builder.begin(paragraph, start)
            builder.text(text, start, end)
        last_end = end
    builder.end()
    return builder.build()


def _lines(source: str) -> list[tuple[str, int, int]]:
    """The physical lines: text, source start and source end, line breaks left out."""
    found = []
    start = 0
    for line_end in _LINE_END.finditer(source):
        end, following = line_end.span()
        found.append((source[start:end], start, end))
        start = following
    if start < len(source):
        found.append((source[start:], start, len(source)))
    return found


def _table_end(lines: list[tuple[str, int, int]], start: int) -> int:
    """Index behind the tab-separated rows (two or more) that begin here, or 0."""
    stop = start
    while stop < len(lines) and _INNER_TAB.search(lines[stop][0]):
        stop += 1
    return stop if stop - start >= 2 else 0


def _read_row(builder: DocumentBuilder, text: str, start: int, table: int, row: int) -> None:
    column = 0
    position = 0
    for match in _CELL.finditer(text):
        column += match.start() - position  # one tab, one column
        position = match.end()
        if not match[0].strip():
            continue
        at = start + match.start()
        builder.begin(BlockKind.TABLE_CELL, at, cell=Cell(table, row, column, False))
        builder.text(match[0], at, start + match.end())
        builder.end()
