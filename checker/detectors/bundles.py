"""Tickets that are sold together: 「回数券（10回分）3,500円（1回当たり360円）」, 「11回分で3,300円（1回分お得）」."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.context import Context
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

_YEN = r"[0-9][0-9,]*"
EACH = Scan(
    rf"(?P<n>[0-9]{{1,2}})(?P<unit>回|枚|食|冊)(?:分|券|つづり|綴り)[^。0-9\n]{{0,8}}[\n 　]?(?P<sum>{_YEN})円(?:です。(?P=n)(?P=unit)[^。0-9]{{0,6}}|[^。0-9]{{0,10}})1(?P=unit)(?:当たり|あたり|分が|分は)(?:は)?[ 　]?(?P<each>{_YEN})円"
)
FREE = Scan(
    rf"(?P<n>[0-9]{{1,2}})(?P<unit>回|枚|食|冊)(?:分|券|つづり|綴り)[^。0-9\n]{{0,8}}[\n 　]?(?P<sum>{_YEN})円[^。0-9]{{0,10}}(?P<free>[1-9])(?P=unit)分(?:が|の)?(?:お?得|無料|おまけ|サービス)"
)
_ONE = regex(
    rf"1(?P<unit>回|枚|食|冊)(?:券|当たり|あたり|につき)?(?:は|：|:|[ 　\n|])?(?P<price>{_YEN})円"
)


def wrong_bundles(context: Context) -> Iterator[Match]:
    """One match a price of several that the price of one does not give."""
    text = context.document.folded
    for found in EACH.expression.finditer(text):  # a row of a table is of two lines
        many, total = int(found["n"]), _yen(found["sum"])
        if many > 1 and abs(_yen(found["each"]) * many - total) >= many:
            place = Span(found.start("each"), found.end())
            values = {"right": f"{total / many:,.0f}円", "how": f"{many}{found['unit']}分の額"}
            yield Match(place, values, related=(Related(Span(*found.span("sum")), "ここです"),))
    for found in FREE.expression.finditer(text):
        unit = found["unit"]
        prices = {_yen(one["price"]) for one in _ONE.finditer(text) if one["unit"] == unit}
        if len(prices) != 1:
            continue
        right = prices.pop() * (int(found["n"]) - int(found["free"]))
        said = _yen(found["sum"])
        if said != right and right / 2 < said < right * 2:
            place = Span(found.start("sum"), found.end("sum") + 1)
            yield Match(place, {"right": f"{right:,f}円", "how": f"1{unit}の額"})


def _yen(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))
