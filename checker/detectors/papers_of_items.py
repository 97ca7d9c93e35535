"""A paper that those of one item are to bring, where another item is the one that speaks of it.

「② 障害者手帳を持つ方がいる世帯 … ③ ひとり親世帯 … 障害者手帳（③の世帯だけ）」.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

_WHO = "(?:に(?:当てはまる|該当する)|の)(?:世帯|方|人|事業者|団体|児童|場合|店|申請者)"
_PAPER = "[一-龠ァ-ヶーぁ-ん]{0,12}?(?:手帳|証明書|診断書|許可証|免許証|受給者証|認定証|被保険者証|通知書|登録証|資格証)"
NOTED = (
    Scan(
        rf"(?P<paper>{_PAPER})(?:の(?:写し|コピー|原本))?[（(](?P<mark>[・ア-カ]){_WHO}(?:は必要|のみ|だけ|に限)?[^（()）\n]{{0,6}}[)）]"
    ),
    Scan(
        rf"(?P<mark>[・ア-カ]){_WHO}(?:は|のみ|だけ)、?(?:さらに)?(?P<paper>{_PAPER})(?:の(?:写し|コピー|原本))?(?:を|も|が)[^。\n]{{0,12}}(?:必要|お?持|添|出し|提出|見せ|提示)"
    ),
)
_ITEM = regex(r"[ 　\-(（]*(?P<mark>[・ア-カ])[)）.．]?[ 　]*[^ 　の]")
_MARKS = frozenset("①②③④⑤⑥⑦⑧⑨アイウエオカ")
"""Circled digits are dots in the folded text."""
_HAS = r"[^。\n]{0,60}?(?:を|の交付を|をお)(?:持|所持|受け|有す|有し)"
_LONGEST = 160


def wrong_items(context: Context) -> Iterator[Match]:
    """One match the mark of an item that says nothing of the paper."""
    document = context.document
    text, written = document.folded, document.text
    items: dict[str, Span] | None = None
    for scan in NOTED:
        for found in scan.finditer(text):
            if items is None:
                items = _items(context)
            sign = written[found.start("mark")]
            own = items.get(sign)
            if own is None or len(items) < 2 or own.overlaps(Span(*found.span())):
                continue
            paper = found["paper"]
            kind = paper[-2:]
            names = regex(f"{paper}{_HAS}")
            others = [
                (mark, place)
                for mark, place in items.items()
                if mark != sign and names.search(text, place.start, place.end)
            ]
            if len(others) != 1 or text.find(kind, own.start, own.end) >= 0:
                continue
            mark, place = others[0]
            related = (Related(Span(place.start, place.start + 1), "ここに書いてあります"),)
            at = Span(found.start("mark"), found.start("mark") + 1)
            values = {"name": paper, "right": mark}
            yield Match(at, values, related=related, message=MESSAGE)


MESSAGE = "「{name}」のことは{right}に書いてありますが、ここでは「{text}」です。どちらが正しいかを確かめてください。"


def _items(context: Context) -> dict[str, Span]:
    """The lines that begin with a mark; none where one begins two lines."""
    text, written = context.document.folded, context.document.text
    items: dict[str, Span] = {}
    for block in context.document.blocks:
        found = _ITEM.match(text, block.span.start, block.span.end)
        if found is None or len(block.span) > _LONGEST or block.cell is not None:
            continue
        sign = written[found.start("mark")]
        if sign in items:
            return {}
        if sign in _MARKS:
            items[sign] = Span(found.start("mark"), block.span.end)
    return items
