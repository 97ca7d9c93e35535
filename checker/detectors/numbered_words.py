"""手順1, 手順2, 手順4: words with a number that open a line or a sentence, wherever the block ends.

In plain text an indented line joins the next one: 手順3 may then stand in the middle of a block.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from checker.document.model import BlockKind, Document
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

WORDS = Scan(
    r"(?P<word>手順|ステップ|STEP|Step|ポイント|その(?=[ 　]?[1-9][ 　：:.．）)」』】])|段階|ルール|約束|テーマ|シーン)[ 　]?(?P<number>[0-9]{1,2})(?=[ 　：:.．）)」』】・。]|$)"
)
_OPENS = regex(r"[。！!？?\n][ 　■□◆◇●○▼▽【〈《<［\[*#・-]{0,4}\Z")
MOST_AHEAD = 3
"""Numbers that may be left out at once; more of them are no slip."""


class Counted(NamedTuple):
    """A word with its number where it opens a line or a sentence."""

    value: int
    span: Span


def faults(document: Document) -> Iterator[tuple[str, Counted, Counted]]:
    """`skipped` or `repeated`, the number, and the one before it; rows begin with 1."""
    text = document.folded
    rows: dict[str, list[Counted]] = {}
    for found in WORDS.finditer(text):
        block = document.block_at(found.start())
        if block.quoted or block.cell is not None or block.kind is BlockKind.ALT:
            continue
        start = max(block.span.start, found.start() - 6)
        front = text[start : found.start()]
        if not _OPENS.search(front if start > block.span.start else f"\n{front}"):
            continue
        word = found["word"].lower()
        one = Counted(int(found["number"]), Span(*found.span()))
        row = rows.setdefault(word, [])
        if one.value == 1 and row:
            yield from _in_row(row)
            row.clear()
        row.append(one)
    for row in rows.values():
        yield from _in_row(row)


def _in_row(row: list[Counted]) -> Iterator[tuple[str, Counted, Counted]]:
    """The one fault of a row that otherwise counts on from 1."""
    if len(row) < 3 or row[0].value != 1:
        return
    wrong = [(one, other) for one, other in pairwise(row) if other.value != one.value + 1]
    if len(wrong) != 1:
        return
    last, number = wrong[0]
    if number.value == last.value:
        yield "repeated", number, last
    elif last.value + 1 < number.value <= last.value + MOST_AHEAD:
        yield "skipped", number, last
