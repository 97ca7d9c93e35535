"""「下記の対象機器一覧」, 「下の地図」 and 「別紙の申込書」: a thing with a name that the draft does not have."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.document.model import Block, BlockKind, MarkKind
from checker.model import Match, Span
from checker.regex import regex
from checker.scan import Scan

_READ = r"(?:[（(][ぁ-ん]{1,12}[)）])?"
"""How a word of やさしい日本語 is read."""

BELOW = Scan(
    (
        rf"(?:下記|次|以下|つぎ|下の方|下){_READ}の[ 　]?"
        r"(?P<name>(?P<of>[一-龠ァ-ヶー]{0,8}?)(?P<kind>一覧表?|早見表|料金表|日程表|時刻表|地図|案内図|略図|位置図|区域図|図面))"
        rf"{_READ}[ 　]?(?=を|で|に(?:ある|示|記|載|従)|の(?:とおり|通り|中)|から|より|参照)",
        r"(?:下記|以下)の(?P<form>[一-龠ァ-ヶー]{0,8}(?:様式|申込書|申請書|申込欄|記入欄|記載欄|申込用紙|申請用紙|応募用紙|申込フォーム|回答欄))(?=に|を(?:切|使|ご?利用)|へ)",
    )
)
_BARE = frozenset(("", "対象", "次", "配置", "会場", "案内", "別"))
_PLACED = frozenset((BlockKind.HEADING, BlockKind.TITLE))
_DRAWN = regex("地図|図|写真|略図")
_COLUMNS = regex(r"\S(?:　　|  |\t)\S")
_CONTACT = regex("問い?合わ?せ|担当|連絡先|電話|メール|ファクス|FAX|〒")


def missing_things(context: Context) -> Iterator[Match]:
    """One match a list, a map or a form that is said to stand below, where nothing is like it."""
    document = context.document
    text = document.folded
    for found in BELOW.finditer(text):
        block = document.block_at(found.start())
        span = Span(*found.span())
        if block.quoted or any(
            mark.kind in (MarkKind.LINK, MarkKind.IMAGE) and mark.span.end > span.start
            for mark in document.marks
        ):
            continue
        below = [other for other in document.blocks if other.span.start > block.span.start]
        if any(other.cell is not None for other in below):
            continue
        parts = found.groupdict()
        if (form := parts.get("form")) is not None:
            rest = text[found.end() :]
            if form[-3:] not in rest and not _COLUMNS.search(rest) and "_" not in rest:
                yield Match(span)
        elif _DRAWN.search(parts["kind"]):
            if not any(_DRAWN.search(other.span.cut(text)) for other in below):
                yield Match(span)
        elif not _listed(text, parts["of"] or "", block, below):
            yield Match(span)


def _listed(text: str, of: str, block: Block, below: list[Block]) -> bool:
    """Whether what follows may be the list: items, columns, or a line that bears its name."""
    names = [of[at : at + 2] for at in range(len(of) - 1)] if of not in _BARE else []
    for other in below:
        line = other.span.cut(text)
        if "一覧" in line or "表" in line or _COLUMNS.search(line.strip()):
            return True
        if _CONTACT.search(line):
            continue
        if other.kind is BlockKind.LIST_ITEM:
            return True
        short = len(line) <= 24 and "。" not in line
        if short and (not names or other.kind in _PLACED or any(name in line for name in names)):
            return True
    return False
