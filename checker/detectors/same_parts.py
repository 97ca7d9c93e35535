"""Parts that stand side by side, and the whole in the lines above: 「郵送842人、インターネット598人」 of 1,440.

Also votes: 「賛成12人、反対9人」 of the members that voted.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.context import Context
from checker.detectors.figures import Figure, figures, shown
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

ABOVE = 3
"""Lines above the parts in which the whole stands."""

PARTS = Scan(
    r"(?:方法|内訳|別|性別|構成|種類)(?:は|の内訳)?[：: 　は][ 　]?[^0-9、。\n]{1,12}[0-9][0-9,]*(?:人|件|世帯|票|通|台|冊|枚|戸|名)、[^0-9、。\n]{1,12}[0-9]"
)
VOTES = Scan(
    r"賛成(?:が|は|：|:|多数[（(])?[ 　]?(?P<for>[0-9]{1,3})(?P<unit>人|名|票)(?:、|で、?|・|と|対)[ 　]?反対(?:が|は|：|:)?[ 　]?(?P<against>[0-9]{1,3})(?P=unit)"
)
_WHOLE = regex(
    "(?:採決|表決|投票|出席|議長を除)[^。0-9]{0,30}?(?P<number>[0-9]{1,3})(?:人|名|票)(?!の?欠席)"
)
_ABSENT = regex(
    "(?:欠席|棄権|退席|無効|白票)[^。、0-9なし]{0,6}[0-9]|[0-9]+(?:人|名|票)(?:が|の)?(?:欠席|棄権|退席|無効)"
)
_LOOSE = regex("約|延べ|のべ|重複|複数|うち|ほか|その他")
SCANS = (PARTS, VOTES)


def wrong_wholes(context: Context) -> Iterator[Match]:
    """One match parts, or votes, that are not the whole."""
    text = context.document.folded
    for found in PARTS.finditer(text):
        block = context.document.block_at(found.start())
        line = block.span
        parts = figures(context, found.start(), line.end)
        if block.cell is not None or block.quoted or not 2 <= len(parts) <= 6:
            continue
        unit = parts[0].unit
        if any(one.unit != unit for one in parts) or _LOOSE.search(text, line.start, line.end):
            continue
        summed = sum((one.number for one in parts), Decimal(0))
        above = _above(context, line.start, unit)
        everything = [one for one in figures(context, 0, len(text)) if one.unit == unit]
        if any(one.number == summed for one in everything) or not above:
            continue
        near = [one for one in above if 0 < abs(one.number - summed) * 25 <= one.number]
        if len(near) == 1:
            place = Span(parts[0].span.start, parts[-1].span.end)
            yield _match(place, near[0], summed, parts)
    for found in VOTES.finditer(text):
        line = context.document.block_at(found.start()).span
        lead = text.rfind("\n", 0, max(line.start - 1, 0)) + 1
        wholes = {int(one["number"]) for one in _WHOLE.finditer(text, lead, found.start())}
        votes = int(found["for"]) + int(found["against"])
        if len(wholes) != 1 or _ABSENT.search(text, lead, line.end):
            continue
        whole = wholes.pop()
        if whole != votes and abs(whole - votes) <= 5:
            values = {"sum": f"{votes}{found['unit']}", "what": "", "total": f"{whole}人"}
            place = Span(*found.span())
            yield Match(place, values, message=_MESSAGE)


_MESSAGE = "「{text}」を足すと{sum}になり、{total}と合いません。数を確かめてください。"


def _above(context: Context, start: int, unit: str) -> list[Figure]:
    document = context.document
    first = start
    for _ in range(ABOVE):
        if first <= 0:
            break
        first = document.block_at(first - 1).span.start
    return [one for one in figures(context, first, start) if one.unit == unit and one.number >= 50]


def _match(place: Span, whole: Figure, summed: Decimal, parts: list[Figure]) -> Match:
    values = {
        "sum": shown(summed, whole.unit),
        "what": "",
        "total": shown(whole.number, whole.unit),
    }
    related = (
        Related(whole.span, "この数と合いません"),
        *(Related(one.span, "これを足しました") for one in parts),
    )
    return Match(place, values, related=related, message=_MESSAGE)
