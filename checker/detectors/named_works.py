"""A bridge, a road or a park that the title names, and a name with one character more or less."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.context import Context
from checker.document.model import BlockKind
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

_KINDS = "橋|歩道橋|トンネル|公園|通り|坂|池|ダム|踏切|交差点|停留所|団地|駐車場|児童館|公民館|体育館|図書館|小学校|中学校|保育園|保育所|浄水場|霊園|墓園|斎場|プール|キャンプ場|スキー場|温泉|会館|広場|緑地|農園|線|号"
KINDS = Scan(_KINDS)
_KIND = regex(_KINDS)
NAMED = regex(
    rf"(?<![一-龠々ァ-ヶー])(?P<name>[一-龠々ァ-ヶー]{{2,8}}?(?P<kind>{_KINDS}))(?![一-龠々ァ-ヶー])"
)
_TELLS_APART = regex(
    "[東西南北上中下新旧元本第前後内外左右大小高低初再一二三四五六七八九十春夏秋冬男女親子市町村県国立側人車歩仮]"
)
_ASIDE = regex(
    "別|代わり|迂回|う回|回り道|まわり道|ほか|隣|手前|その先|通って|ご利用|交差|方面|改称|旧|以前|または|又は|から|まで|両|それぞれ|及び|および|並び|下流|上流"
)
_HEADS = (BlockKind.HEADING, BlockKind.TITLE)
LEAST = 3
"""Code points of a name."""


def altered_works(context: Context) -> Iterator[tuple[Span, Span]]:
    """The name that comes once, and that of the title, which comes more than once."""
    document = context.document
    text = document.folded
    if not document.blocks:
        return
    heads = [block.span for block in document.blocks[:3] if block.kind in _HEADS]
    heads = heads or [document.blocks[0].span]
    if not any(_KIND.search(text, head.start, head.end) for head in heads):
        return
    if not any(text.count(one["name"]) > 1 for head in heads for one in _in(text, head)):
        return
    places: dict[str, list[tuple[Span, str]]] = {}
    for found in NAMED.finditer(text):
        span = Span(*found.span("name"))
        places.setdefault(found["name"], []).append((span, found["kind"]))
    if not 2 <= len(places) <= 40:
        return
    for name, told in places.items():
        titled = any(head.contains(told[0][0]) for head in heads)
        if not titled or len(name) < LEAST or text.count(name) < 2:
            continue
        for other, there in places.items():
            if len(there) != 1 or there[0][1] != told[0][1] or other == name:
                continue
            odd = _odd(name, other)
            if not odd or _TELLS_APART.search(odd) or text.count(other) > 1:
                continue
            number = document.sentence_index_at(there[0][0].start)
            sentence = document.sentences[number].span
            cell = document.block_at(there[0][0].start).cell
            said = sentence.cut(text)
            if cell is None and name not in said.replace(other, "") and not _ASIDE.search(said):
                yield there[0][0], told[0][0]


def _in(text: str, head: Span) -> Iterator[re.Match[str]]:
    return NAMED.finditer(text, head.start, head.end)


def _odd(name: str, other: str) -> str:
    """The one character that is put in, left out or changed; "" if more is different."""
    if abs(len(name) - len(other)) > 1 or name[0] != other[0]:
        return ""
    start = 0
    while start < min(len(name), len(other)) and name[start] == other[start]:
        start += 1
    short, long = sorted((name[start:], other[start:]), key=len)
    if len(long) > len(short):
        return long[0] if long[1:] == short else ""
    return long[0] + short[0] if long[1:] == short[1:] and start > 1 else ""
