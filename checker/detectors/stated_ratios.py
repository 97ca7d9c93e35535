"""Prices that are so much of others by the text: 「半面の使用料は全面の半額です」 below a table of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.context import Context
from checker.detectors.grids import Grid, amount, grids_of
from checker.detectors.worked import Wrong
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

_FEE = (
    "(?:の?(?:使用料|利用料金?|料金|金額|額|参加費|入[館場園]料|観覧料|会費|手数料|年会費|単価))?"
)
SAID = Scan(
    r"の、?(?P<ratio>半額|半分|2分の1(?:の額)?|(?P<tenths>[1-9])割(?:の額)?|(?P<times>[1-9](?:\.[0-9]{1,2})?)倍(?:の額)?)"
    r"(?=です|になり|となり|とし|を?いただ|が[かか]|。|、|[）)]|$)"
)
_NAMES = regex(
    rf"(?:\A|[。、（(※\n\u3000 ])(?P<one>[^。、\n（()）※ \u3000]{{1,12}}?){_FEE}(?:は|：)、?(?:いずれも|それぞれ|各)?(?P<other>[^。、\n（()）]{{1,12}}?){_FEE}\Z"
)
_NOTE = regex(r"[（(][^（()）]*[)）]|[ \u3000]|料金?$|使用料$|利用料$")
_ONLY = regex("とき|場合|さらに|超え|延長|減免|一部|以前|昨年|前年|約|およそ")
REACH = 48
"""Code points in front of a ratio in which it is said of what."""


def wrong_parts(context: Context) -> Iterator[Wrong]:
    """The one price of a table that is not so much of the one beside or above it."""
    text = context.document.folded
    for found in SAID.finditer(text):
        line = context.document.block_at(found.start())
        front = text[max(line.span.start, found.start() - REACH) : found.start()]
        names = _NAMES.search(front)
        begin = max(line.span.start, text.rfind("。", line.span.start, found.start()) + 1)
        if names is None or line.quoted or _ONLY.search(text, begin, found.end()):
            continue
        one, other = (_NOTE.sub("", names[name]) for name in ("one", "other"))
        ratio = _ratio(found["tenths"], found["times"])
        for grid in grids_of(context):
            pairs = _pairs(text, grid, one, other)
            yield from _odd(text, pairs, ratio, f"{other}の{found['ratio']}")


def _ratio(tenths: str | None, times: str | None) -> Decimal:
    if tenths:
        return Decimal(tenths) / 10
    return Decimal(times) if times else Decimal("0.5")


def _pairs(text: str, grid: Grid, one: str, other: str) -> Sequence[tuple[Span, Span]]:
    """The cells under or behind two names, those that belong together."""
    heads = [_NOTE.sub("", head.cut(text)) for head in grid.head]
    if heads.count(one) == heads.count(other) == 1:
        at, by = heads.index(one), heads.index(other)
        return [(row.cells[at], row.cells[by]) for row in grid.rows if len(row.cells) == len(heads)]
    names = [_NOTE.sub("", row.cells[0].cut(text)) for row in grid.rows]
    if names.count(one) == names.count(other) == 1:
        first, second = grid.rows[names.index(one)], grid.rows[names.index(other)]
        if len(first.cells) == len(second.cells):
            return list(zip(first.cells[1:], second.cells[1:], strict=True))
    return ()


def _odd(
    text: str, pairs: Sequence[tuple[Span, Span]], ratio: Decimal, said: str
) -> Iterator[Wrong]:
    read = [(amount(text, part), amount(text, whole)) for part, whole in pairs]
    known = [
        (part, whole)
        for part, whole in read
        if part is not None and whole is not None and part.unit == whole.unit == "円"
    ]
    wrong = [(part, whole) for part, whole in known if whole.number * ratio != part.number]
    if len(wrong) != 1:
        return
    part, whole = wrong[0]
    right = whole.number * ratio
    step = 100 if all(one.number % 100 == 0 for pair in known for one in pair) else 10
    if right % step == 0 and right / 2 < part.number < right * 2:
        yield Wrong(part.span, right, "円", f"{said}を計算すると", whole.span)
