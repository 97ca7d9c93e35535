"""Whether what a sentence points to stands in its section: a table, a list, names and values."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from checker.document.model import Block, BlockKind, Document
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

FAR = 6
"""Lines below in which what is pointed to begins."""

_HEADING = BlockKind.HEADING
_LAID_OUT = frozenset((BlockKind.LABEL, BlockKind.SHORTHAND, BlockKind.TABLE_CELL))
_NUMBER = regex(r"[ 　]*[（(]?(?P<number>[0-9]{1,2})[)）.．、 　]")
_CAPTION = regex("表|一覧|目標|内訳")
_CONTACT = regex(
    r"[ 　■□◆◇●○・【\[*＜<]*(?:(?:お?問い?合わ?せ|連絡|照会|担当|提出)先?|電話|TEL|ファクス|FAX|メール|E-?mail|〒|住所|所在地)|.{2,30}[課係室局部](?:[ 　](?!.{0,20}円).{0,20})?$",
    re.IGNORECASE,
)
SAID = Scan(r"(?:は|を)、?(?:下記|以下|次|別記)の(?:とおり|通り|[0-9]つ)です。")
_OWN = regex(r"[^。、0-9「・：:①-⑳]{0,16}は、?[^。0-9「・：:①-⑳]{0,40}(?:ます|です|ください)。")
_MENTIONS = regex("まず|第[一二三]|次に|または|及び|それぞれ|以上")


def own_number(document: Document, at: int) -> int:
    """The number of the line that heads the section, 0 if none does."""
    for block in reversed(document.blocks[max(0, at - 8) : at + 1]):
        if block.cell is not None:
            continue
        found = _NUMBER.match(document.folded, block.span.start, block.span.end)
        if found is not None and len(block.span) <= 30:
            return int(found["number"])
        if block.kind is _HEADING:
            return 0
    return 0


def section_behind(document: Document, block: Block) -> Iterator[Block]:
    """The lines behind a line, to the end of its section."""
    blocks = document.blocks
    at = bisect_right(blocks, block.span.start, key=lambda other: other.span.start)
    level = 0
    for above in reversed(blocks[:at]):
        if above.kind is _HEADING:
            level = above.level if above.level >= 2 else 0
            break
    number = own_number(document, at - 1)
    for other in blocks[at : at + FAR]:
        if other.kind is _HEADING and 0 < other.level <= level:
            if _CAPTION.search(document.folded, other.span.start, other.span.end):
                yield other
            return
        if number and other.cell is None and len(other.span) <= 30:
            found = _NUMBER.match(document.folded, other.span.start, other.span.end)
            if found is not None and int(found["number"]) == number + 1:
                return
        yield other


def laid_out(document: Document, block: Block) -> bool:
    """Whether lines follow that may be the table: a list, names and values, columns, or no sentences."""
    rest = block.span.cut(document.folded).partition("。")[2]
    if len(rest) > 1 and not rest.rstrip().endswith("。"):
        return True
    for other in section_behind(document, block):
        line = other.span.cut(document.folded)
        if _CONTACT.match(line):
            continue
        if other.kind is _HEADING:
            if _CAPTION.search(line):
                return True
            continue
        if other.kind in _LAID_OUT or other.kind is BlockKind.LIST_ITEM:
            return True
        if "　　" in line or "  " in line or "\t" in line:
            return True
        if other.kind is BlockKind.PARAGRAPH and not line.rstrip().endswith(("。", "）")):
            return True
    return False


def said_in_passing(document: Document) -> Iterator[Span]:
    """「使える店は、次のとおりです。素案は、市役所で見られます。」, and nothing laid out behind it."""
    for found in SAID.finditer(document.folded):
        block = document.block_at(found.start())
        if block.kind is not BlockKind.PARAGRAPH or block.quoted:
            continue
        rest = document.folded[found.end() : block.span.end]
        below = list(section_behind(document, block))
        if not rest and below and below[0].kind is BlockKind.PARAGRAPH:
            rest = below[0].span.cut(document.folded)
        if _OWN.fullmatch(rest) is None or _MENTIONS.search(rest):
            continue
        if any(mark.span.start >= block.span.start for mark in document.marks):
            continue
        if not any(
            other.kind is not BlockKind.PARAGRAPH
            and not _CONTACT.match(other.span.cut(document.folded))
            for other in below
        ):
            text = document.folded
            start = max(text.rfind("は", 0, found.start() + 1), found.start())
            yield Span(start + 1 + (text[start + 1] == "、"), found.end())
