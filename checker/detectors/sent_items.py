"""How many of each thing are sent, in the list and where it is told again: 「案内状15通」, 「同封：案内状12通」."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from checker.context import Context
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

SENT = Scan("同封|送付するもの|送付物|お送りするもの|添付書類|配布物|納品")
_ITEM = regex(
    r"(?P<name>[一-龠ァ-ヶーA-Za-z]{2,10})[ 　：:]?(?P<number>[0-9]{1,4})(?P<unit>通|枚|部|冊|個|本|セット|箱|袋|台)(?!以|目|あ|当|に|ま|ず|組|入)"
)
_LOOSE = regex("うち|残り|予備|各|1人|1校|追加|昨年|前回|ずつ")


def wrong_items(context: Context) -> Iterator[Match]:
    """One match the second number of a thing that is sent, where the two differ."""
    text = context.document.folded
    said: defaultdict[tuple[str, str], list[tuple[int, Span]]] = defaultdict(list)
    for found in _ITEM.finditer(text):
        begin = max(text.rfind(mark, 0, found.start()) for mark in "。\n、") + 1
        if _LOOSE.search(text, begin, found.end() + 4):
            return
        said[found["name"], found["unit"]].append((int(found["number"]), Span(*found.span())))
    for several in said.values():
        if len(several) == 2 and several[0][0] != several[1][0]:
            (_, one), (_, other) = several
            shown = one.cut(context.document.text)
            yield Match(
                other,
                {"name": "送るものの数", "other": shown},
                related=(Related(one, f"ここでは「{shown}」です"),),
            )
