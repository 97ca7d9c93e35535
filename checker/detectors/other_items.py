"""A number of a list, or the name of a row, with what another item of the list says.

「④の板碑」 where ③ is the 板碑, 「減免の手続きは下の4のとおり」 where 3 is 減免の手続き, 「舗装をする市道318号線」 where
the row 市道215号線 has the 舗装.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.annotations.shared import listed
from checker.context import Context
from checker.detectors import Options
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"name"})

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"
_MARK = regex(
    rf"[ 　・●○■◆*-]*(?:(?P<circled>[{_CIRCLED}])|[（(](?P<bracketed>[0-9]{{1,2}})[)）]|(?P<bare>[0-9]{{1,2}})(?:[.．、]|[ 　]+))(?![のはをにがでとへ、])[ 　]*"
)
_OF_ITEM = Scan(
    r"(?:(?P<circled>・)|[（(](?P<bracketed>[0-9]{1,2})[)）]|(?:上|下|前|次)の?(?P<bare>[0-9]{1,2}))の(?P<noun>[一-龠ァ-ヶー]{2,10})(?=[はにをがでへも、])"
)
_SEE = Scan(
    r"(?:(?P<circled>・)|(?:上|下|前|次)?の?[（(](?P<bracketed>[0-9]{1,2})[)）]|(?:上|下|前|次|下記|上記)の?(?P<bare>[0-9]{1,2}))(?:のとおり|の通り|を(?:ご覧|見て|お読み|ご?参照|ご確認)|に(?:書い|記載し|示し|説明し)て)"
)
_WORDS = regex(r"[一-龠]{2,}|[ァ-ヶー]{3,}")
_ASIDE = regex(r"[（(、。：:／/・\s]")
_KEY = Scan(
    r"(?P<noun>[一-龠ァ-ヶー]{2,10})を(?:する|行う|実施する)(?P<key>[一-龠ァ-ヶーぁ-んA-Z0-9]{3,12}?)(?=[はでにをがへも]、?[^ぁ-ん]|、)"
)
_ANY = frozenset(
    listed(
        """方法 場合 手続 手続き 書類 とき 施設 会場 場所 窓口 項目 内容 条件 要件 区分 期間 日程 申請 提出 番号 欄 部分 事業 制度
        補助 対象 講座 教室 人 額 金額 料金 時間"""
    )
)
"""What may be said of any item."""
_LIST_ITEM = BlockKind.LIST_ITEM
LEAST = 2
"""Items of a list."""


class Item(NamedTuple):
    """A line with its number or key, and its words."""

    key: str
    words: str
    span: Span


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_OF_ITEM, _SEE, _KEY)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a reference to an item whose neighbour has what is spoken of."""
    document = context.document
    for place, item in (*_numbers(document), *_keys(document)):
        shown = item.span.cut(document.text).strip()
        yield Match(place, {"name": shown}, related=(Related(item.span, "ここに書いてあります"),))


def _numbers(document: Document) -> Iterator[tuple[Span, Item]]:
    text = document.folded
    found = [*_OF_ITEM.finditer(text), *_SEE.finditer(text)]
    for one in found:
        block = document.block_at(one.start())
        style = next(name for name in ("circled", "bracketed", "bare") if one[name])
        if style == "circled" and document.text[one.start()] not in _CIRCLED:
            continue
        items = [] if block.quoted else _items(document, style)
        number = _number(document.text[one.start(style) : one.end(style)])
        own = [item for item in items if item.key == number]
        others = [item for item in items if item.key != number]
        keys = [item.key for item in items]
        if len(own) != 1 or not others or len(set(keys)) != len(keys):
            continue
        if own[0].span.start <= one.start() < own[0].span.end:
            continue
        noun = one.groupdict().get("noun")
        if noun:
            if noun in _ANY or noun in own[0].words or _own_words(own[0], noun):
                continue
            right = [item for item in others if _head(item.words).endswith(noun)]
        else:
            right = _spoken_of(document, block, one, own[0], others)
        if len(right) == 1:
            yield Span(*one.span(style)), right[0]


def _spoken_of(
    document: Document, block: Block, one: re.Match[str], own: Item, others: Sequence[Item]
) -> list[Item]:
    """The items all of whose words the clause has, where the item that is named has none."""
    text = document.folded
    start = max(block.span.start, text.rfind("。", block.span.start, one.start()) + 1)
    clause = text[start : one.start()]
    words = _WORDS.findall(own.words)
    if not words or any(word in clause or _shared(word, clause) for word in words):
        return []
    return [
        item
        for item in others
        if not item.span.start <= one.start() < item.span.end
        and (names := _WORDS.findall(_head(item.words)))
        and all(name in clause for name in names)
    ]


def _shared(word: str, clause: str) -> bool:
    return any(word[at : at + 2] in clause for at in range(len(word) - 1))


def _own_words(own: Item, noun: str) -> bool:
    """Whether the item speaks of the thing in part of its name."""
    return any(noun[at : at + 2] in own.words for at in range(len(noun) - 1))


def _head(words: str) -> str:
    """What an item is, without what is said of it."""
    return _ASIDE.split(words, maxsplit=1)[0]


def _items(document: Document, style: str) -> list[Item]:
    """The lines that a mark of one style numbers."""
    items: list[Item] = []
    for block in document.blocks:
        if block.kind is BlockKind.TABLE_CELL and block.cell and block.cell.column:
            continue
        found = _MARK.match(document.text, block.span.start, block.span.end)
        start = found.end() if found else block.span.start
        if found is None and block.kind is BlockKind.LIST_ITEM:
            # A mark that the reader of the file took off.
            found = _MARK.match(document.source[block.source.start : block.source.end])
        if found is None or not found[style]:
            continue
        key = _number(found[style])
        items.append(Item(key, document.folded[start : block.span.end], block.span))
    return items


def _number(mark: str) -> str:
    """The number of a mark as it is written: ①, 12 and ⒓, which is one character."""
    if mark in _CIRCLED:
        return str(_CIRCLED.find(mark) + 1)
    return str(int(mark)) if mark.isdecimal() else str(int(unicodedata.numeric(mark[0], 0)))


def _keys(document: Document) -> Iterator[tuple[Span, Item]]:
    """「カラー舗装をする市道318号線」 where another row has the カラー舗装."""
    text = document.folded
    if len(document.of_kind(_LIST_ITEM)) < LEAST:
        return
    for one in _KEY.finditer(text):
        block = document.block_at(one.start())
        key, noun = one["key"], one["noun"]
        rows = [
            Item(line.split(" ")[0].split("　")[0], line, other.span)
            for other in document.blocks
            if other is not block
            and other.kind is _LIST_ITEM
            and (key in (line := other.span.cut(text).lstrip(" 　・●○")) or noun in line)
        ]
        own = [row for row in rows if row.words.startswith(key)]
        right = [row for row in rows if noun in row.words]
        if len(own) != 1 or len(right) != 1 or own == right or block.quoted:
            continue
        name = _ASIDE.split(right[0].words, maxsplit=1)[0]
        if name[-1:] == key[-1:] and noun not in name:
            yield Span(*one.span("key")), right[0]
