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

_BEHIND = "(?=[ 　：:.．）)」』】・。（(、]|$)"
WORDS = (
    Scan(
        rf"(?P<word>手順|ステップ|STEP|Step|ポイント|その|段階|ルール|約束|テーマ|シーン|コース|問|質問|Q)[ 　]?(?P<number>[1-9][0-9]?){_BEHIND}"
    ),
    Scan(rf"第(?P<number>[1-9][0-9]?)(?P<word>段階|ステップ|章|節|部|回|期){_BEHIND}"),
    Scan(rf"(?P<number>[1-9][0-9]?)(?P<word>日目|回目|番目|点目|つ目){_BEHIND}"),
)
_STEPS = frozenset(("手順", "ステップ", "step"))
"""What is done once: 第2回 may be spoken of again."""
_OPENS = regex(r"[。！!？?\n][ 　■□◆◇●○▼▽【〈《<［\[*#・-]{0,4}\Z")


class Counted(NamedTuple):
    """A word with its number where it opens a line or a sentence."""

    value: int
    word: str
    span: Span


def faults(document: Document) -> Iterator[tuple[str, Counted, Counted]]:
    """`skipped` or `repeated`, the number, and the one before it; rows begin with 1."""
    text = document.folded
    rows: dict[str, list[Counted]] = {}
    every = [found for scan in WORDS for found in scan.finditer(text)]
    for found in sorted(every, key=lambda one: one.start()):
        block = document.block_at(found.start())
        if block.quoted or block.cell is not None or block.kind is BlockKind.ALT:
            continue
        start = max(block.span.start, found.start() - 6)
        front = text[start : found.start()]
        if not _OPENS.search(front if start > block.span.start else f"\n{front}"):
            continue
        word = found["word"].lower()
        one = Counted(int(found["number"]), found["word"], Span(*found.span()))
        row = rows.setdefault(word, [])
        if one.value == 1 and row:
            yield from _in_row(text, row)
            row.clear()
        row.append(one)
    for row in rows.values():
        yield from _in_row(text, row)


def _in_row(text: str, row: list[Counted]) -> Iterator[tuple[str, Counted, Counted]]:
    """The one fault of a row that otherwise counts on from 1."""
    if len(row) < 3 or row[0].value != 1:
        return
    wrong = [(one, other) for one, other in pairwise(row) if other.value != one.value + 1]
    if len(wrong) != 1:
        return
    last, number = wrong[0]
    if number.value == last.value and last.word.lower() in _STEPS:
        yield "repeated", number, last
    elif number.value == last.value + 2:
        left = last.value + 1
        elsewhere = (f"{left}{last.word}", f"{last.word}{left}", f"・{left}", f"、{left}")
        if not any(label in text for label in elsewhere):
            yield "skipped", number, last
