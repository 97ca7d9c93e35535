"""What several are worth: 「1枚1,000円」 and 「15枚（18,000円分）」; 「500円券12枚（5,000円分）」."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from checker.context import Context
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

_UNITS = "枚|冊|個|本|袋|箱|口|セット|回|食|部|株|缶|束|台|組|点"
WORTH = Scan(
    rf"(?:(?P<face>[0-9,]+)円(?:の?[一-龠ァ-ヶー]{{1,6}})?(?:が|を|×|の|[ 　])?)?(?P<many>[0-9]{{1,3}})(?P<unit>{_UNITS})(?:つづり|組|入り|綴り|セット)?"
    r"(?:[（(]|、|で、?|[ 　]|＝|=|：)(?:計|合計|合わせて|総額)?[ 　]?(?P<sum>[0-9,]+)円(?:分|相当)"
)
_EACH = regex(
    rf"(?<![0-9])[1一](?P<unit>{_UNITS})(?:当たり|あたり|につき|の?額面|の?金額)?(?:は|が|、|：|:|で|の|[ 　])?[ 　]?(?P<price>[0-9][0-9,]*)円(?!分)"
)
_UNSURE = regex("プレミアム|上乗せ|お得|割増|割り増|割引|おまけ|額面以上|付き")


class _Worth(NamedTuple):
    many: Decimal
    unit: str
    sum: Decimal
    face: Decimal | None
    span: Span


def wrong_worth(context: Context) -> Iterator[Match]:
    """One match a sum that so many at the price of one are not worth."""
    text = context.document.folded
    found = list(_found(text))
    if not found or _UNSURE.search(text):
        return
    prices: defaultdict[str, dict[Decimal, Span]] = defaultdict(dict)
    for each in _EACH.finditer(text):
        prices[each["unit"]].setdefault(_decimal(each["price"]), Span(*each.span()))
    for one in found:
        known = prices[one.unit] if one.face is None else {one.face: one.span}
        if len(known) == 1:
            ((price, place),) = known.items()
        else:
            usual = _usual([other for other in found if other.unit == one.unit and not other.face])
            if usual is None or known:
                continue
            price, place = usual
        right = price * one.many
        if one.many < 2 or right == one.sum or not right / 3 < one.sum < right * 3:
            continue
        related = () if place == one.span else (Related(place, "1つの額はここから分かります"),)
        fault = f"{one.many}{one.unit}では{right:,f}円です"
        yield Match(one.span, {"fault": fault}, related=related)


def _found(text: str) -> Iterator[_Worth]:
    for one in WORTH.finditer(text):
        face = _decimal(one["face"]) if one["face"] else None
        start = one.start("many") if face is None else one.start()
        span = Span(start, one.end())
        yield _Worth(Decimal(one["many"]), one["unit"], _decimal(one["sum"]), face, span)


def _usual(found: list[_Worth]) -> tuple[Decimal, Span] | None:
    """The price of one in all lines but one, of at least three."""
    each = Counter(one.sum / one.many for one in found if one.many)
    if len(found) < 3 or len(each) != 2:
        return None
    price, times = each.most_common(1)[0]
    if times != len(found) - 1:
        return None
    return price, next(one.span for one in found if one.many and one.sum / one.many == price)


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace(",", "") or 0)
