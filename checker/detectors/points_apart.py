"""By how many points a share rose or fell: 「81.1％で、前回の78.4％から3.7ポイント上がりました」."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.context import Context
from checker.detectors.figures import sentence
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

_N = r"[0-9]{1,3}(?:\.[0-9]+)?"
POINTS = Scan(
    rf"(?P<was>{_N})[ 　]?(?:[%％]|パーセント)(?:[（(][^（()）\n]{{0,16}}[)）])?(?:から|より|に比べ(?:て)?|と比べ(?:て)?)、?(?P<by>{_N})ポイント(?:の)?(?:上|増|伸|高|改善|下|減|低|落|悪化)"
)
_SHARE = regex(rf"(?P<share>{_N})[ 　]?(?:[%％]|パーセント)")
_ROUGH = regex("約|およそ|以上|程度|強|弱")


def wrong_points(context: Context) -> Iterator[Match]:
    """One match a number of points that no two shares of its sentence are apart."""
    text = context.document.folded
    for found in POINTS.finditer(text):
        line = context.document.block_at(found.start()).span
        begin, end = sentence(text, line, found.start())
        if _ROUGH.search(text, found.start(), found.end()):
            continue
        was, by = Decimal(found["was"]), Decimal(found["by"])
        others = [
            one
            for one in _SHARE.finditer(text, begin, end)
            if one.start("share") != found.start("was")
        ]
        apart = {abs(Decimal(one["share"]) - was): one for one in others}
        if not 1 <= len(others) <= 2 or by in apart:
            continue
        right, other = next(iter(apart.items()))
        related = (
            Related(Span(found.start("was"), found.end("was") + 1), "この割合と比べています"),
            Related(Span(*other.span()), "この割合から計算しました"),
        )
        values = {"right": f"{right}ポイント", "one": other.group(), "other": f"{was}%"}
        place = Span(found.start("by"), found.end("by") + len("ポイント"))
        yield Match(place, values, related=related)
