"""What a draft says under a name: 「締め切り：12月11日」, a row of a table, a heading's only line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from checker.annotations.shared import normal_form
from checker.context import Context
from checker.detectors import per_draft
from checker.document.model import Block, BlockKind
from checker.model import Span
from checker.regex import regex

_HEADING = BlockKind.HEADING
_LIST_ITEM = BlockKind.LIST_ITEM
_PARAGRAPH = BlockKind.PARAGRAPH
_SHORTHAND = BlockKind.SHORTHAND
_TITLE = BlockKind.TITLE

LONGEST_NAME = 14
"""Code points; a longer heading or table cell is no name of a field."""


class Field(NamedTuple):
    """A name in normal form and what stands under it.

    Attributes:
        name: 締め切り, 日時, …
        value: Its value.
        heading: The heading above it, "" if there is none.
        table: Whether it is a row of a table.
        section: Where the section of its heading begins.
    """

    name: str
    value: Span
    heading: str
    table: bool
    section: int


_LETTERS = {"日": "日時", "時": "日時", "場": "会場", "定": "定員", "費": "費用", "締": "締め切り"}
_LETTER = regex(
    rf"(?:^|(?<=[ 　。）)]))(?P<letter>[{''.join(_LETTERS)}])[ 　：:]+(?=\S)", re.MULTILINE
)
_MARKS = tuple("○●■□◆◇▼▽★☆【")
_NUMBER = regex(r"^[ 　]*[（(]?(?:[0-9]{1,2}|[①-⑳]|[一二三四五六七八九十])[)）.．、 　]+")


@per_draft
def fields_of(context: Context) -> Sequence[Field]:
    """The named values of a draft, in text order; found once."""
    if "こみ" not in context.document.folded:
        return tuple(_find(context))
    return tuple(
        field._replace(name=_IN_KANA.sub("申し込み", field.name)) for field in _find(context)
    )


_IN_KANA = regex("^(?:申し|もうし)こみ")


def _find(context: Context) -> list[Field]:
    document = context.document
    blocks = document.blocks
    found: list[Field] = []
    above: list[tuple[int, int, str]] = []  # level, place and words of the headings around
    heading, section = "", 0
    for index, block in enumerate(blocks):
        kind = block.kind
        if kind is _HEADING or kind is _TITLE:
            while above and above[-1][0] >= block.level:
                above.pop()
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            # The name last, because it costs the most.
            if (
                following is not None
                and _answers(blocks, index + 1)
                and (name := _name(context, block))
            ):
                # 「■開催日」 and its line belong to the heading above.
                _, outer, words = above[-1] if above else (0, 0, "")
                found.append(Field(name, following.span, words, False, outer))
            heading, section = normal_form(block.span.cut(document.folded)), block.span.start
            above.append((block.level, section, heading))
        elif block.label is not None:
            name = normal_form(block.label.cut(document.folded))
            name = _LETTERS.get(name, name)
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if block.value is not None:
                found.append(Field(name, block.value, heading, False, section))
            elif following is not None and following.kind is _PARAGRAPH:
                found.append(Field(name, following.span, heading, False, section))
        elif kind is _SHORTHAND:
            for name, value in _letters(document.folded, block.span):
                found.append(Field(name, value, heading, False, section))
        elif block.cell is not None and block.cell.column == 0:
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if (
                following is not None
                and _beside(block, following)
                and (name := _name(context, block))
            ):
                found.append(Field(name, following.span, heading, True, section))
        elif (
            (kind is _PARAGRAPH or kind is _LIST_ITEM)
            and len(block.span) <= LONGEST_NAME
            and document.folded.startswith(_MARKS, block.span.start)
            and index + 1 < len(blocks)
            and blocks[index + 1].kind is _PARAGRAPH
        ):
            # 「○日時」 that is no heading to the reader of the file, and the line below it.
            name = _name(context, block)
            if name and "。" not in name:
                found.append(Field(name, blocks[index + 1].span, heading, False, section))
    return found


def _answers(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line answers the heading above it: a paragraph, or a list of one item."""
    kind = blocks[index].kind
    if kind is _LIST_ITEM:
        behind = blocks[index + 1].kind if index + 1 < len(blocks) else None
        return behind is None or behind is _HEADING
    return kind is _PARAGRAPH


def _letters(text: str, line: Span) -> Iterator[tuple[str, Span]]:
    """「日 3月13日（土） 場 公民館 定 20人」: the letters of a city's paper and what follows each."""
    marks = list(_LETTER.finditer(text, line.start, line.end))
    for mark, behind in zip_longest(marks, marks[1:]):
        end = line.end if behind is None else behind.start()
        yield _LETTERS[mark["letter"]], Span(mark.end(), end)


def _name(context: Context, block: Block) -> str:
    if len(block.span) > LONGEST_NAME + 4:
        return ""
    words = block.span.cut(context.document.folded)
    number = _NUMBER.match(words)
    if number is not None:
        words = words[number.end() :]
    name = normal_form(words).strip("■□◆◇●○▼▽★☆*・※【】[]:：")
    return name if len(name) <= LONGEST_NAME else ""


def _beside(block: Block, following: Block) -> bool:
    """Whether the next block is the second and last cell of a row."""
    cell, other = block.cell, following.cell
    return (
        cell is not None
        and other is not None
        and (cell.table, cell.row, cell.column + 1) == (other.table, other.row, other.column)
    )
