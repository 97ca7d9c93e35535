"""Parts of a whole that are numbers without a unit: 「一般の部18、女子の部10、合わせて28チーム」.

The unit stands only at the whole, in front of its parts in brackets or behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checker.context import Context
from checker.detectors.added import near
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

REACH = 120
"""Code points in front of a whole in which its parts stand."""

_N = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,6}"
_UNIT = "(?:チーム|人|名|組|世帯|件|台|校|か所|団体|作品|戸|棟|店|社|冊|本|票|施設|区画|通|点|種目|クラス|張|基)"
_PART = rf"[^0-9、，・。\n（()）]{{1,14}}(?:{_N})"
BEHIND = Scan(
    rf"[0-9][、，で](?:、)?(?:の)?(?:合わせて|あわせて|合計で?|計|全部で)[、 　]?(?P<whole>{_N})(?P<unit>{_UNIT})"
)
BEFORE = Scan(
    rf"(?P<whole>{_N})(?P<unit>{_UNIT})[（(](?:内訳[はが：: 　]{{0,2}})?(?P<parts>{_PART}(?:[、，・]{_PART})+)[)）]"
)
_RUN = regex(rf"(?P<parts>{_PART}(?:[、，・]{_PART})+)\Z")
_ONE = regex(rf"(?P<name>[^0-9、，・。\n（()）]+)(?P<number>{_N})")
_NOT = regex(
    "うち|ほか|以外|第[ 　]?\\Z|令和|平成|昭和|前年|昨年|前回|約|およそ|各|毎|延べ|のべ|残り|定員|から|番号|電話|時|月\\Z|年|番|号|歳|[A-Za-zＡ-Ｚ]\\Z"
)
SCANS = (BEHIND, BEFORE)


def wrong_parts(context: Context) -> Iterator[Match]:
    """One match a whole that its parts do not give."""
    document = context.document
    text = document.folded
    for found in BEHIND.finditer(text):
        line = document.block_at(found.start()).span
        low = max(line.start, found.start() - REACH, text.rfind("。", 0, found.start()) + 1)
        run = _RUN.search(text, low, found.start() + 1)
        if run is not None:
            yield from _judged(text, found, run)
    for found in BEFORE.finditer(text):
        yield from _judged(text, found, found)


def _judged(text: str, whole: re.Match[str], run: re.Match[str]) -> Iterator[Match]:
    parts = list(_ONE.finditer(text, *run.span("parts")))
    if any(_NOT.search(part["name"]) for part in parts):
        return
    numbers = [Decimal(part["number"].replace(",", "")) for part in parts]
    total, summed = Decimal(whole["whole"].replace(",", "")), sum(numbers, Decimal(0))
    ends = {sum(numbers[at:], Decimal(0)) for at in range(len(numbers) - 1)}
    if total in ends or total <= max(numbers) or not near(total, summed, len(numbers)):
        return
    place = Span(whole.start("whole"), whole.end("unit"))
    related = tuple(Related(Span(*part.span("number")), "これを足しました") for part in parts)
    values = {"sum": f"{summed:,f}{whole['unit']}", "what": f"{len(parts)}つの数"}
    yield Match(place, values, related=related)
