"""Numbers that go on from one another: 第2報 that tells of its next, and the fifth behind four.

「（第2報）… 第2報は午後6時に発表します」, 「これまでに4社 … 今回で6社目」, and the year of an
income: 「令和7年分 … 令和8年1月1日から12月31日までの所得」.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"right", "why"})

HEAD = 200
"""Code points from the top in which a report says its own number."""

_OWN = regex(r"第[ 　]?(?P<number>[1-9][0-9]?)[ 　]?報")
_NEXT = Scan(
    r"(?P<coming>次の?|次回の?)?第[ 　]?(?P<number>[1-9][0-9]?)[ 　]?報(?:は|を)、?[^。\n]{0,24}?"
    r"(?:発表し|お知らせし|お伝えし|出し|公表し|配信し|放送し|掲載し|予定)(?!ました|た)"
)
_UNITS = "社|件|か所|団体|例|校|回|人|台|市|施設|大学|企業|店|館|路線"
_NTH = Scan(
    rf"(?:これまで|今まで|すでに|既に|過去)[^。\n]{{0,24}}?(?<![0-9])(?P<before>[1-9][0-9]?)(?P<unit>{_UNITS})"
    rf"(?!目|以上|余り|ほど|程度)[^。\n]{{0,50}}?(?:今回(?:で|が|は|の[^。、\n]{{1,16}}[はが])|これ(?:で|が))、?[^。0-9\n]{{0,8}}?"
    rf"(?P<number>[1-9][0-9]?)(?P=unit)目"
)
_INCOME = Scan(r"令和(?P<year>[0-9]{1,2})年分の?(?:[^。\n]{0,40}?(?:申告|所得税|所得|確定申告))")
_CALENDAR = regex(
    r"令和(?P<year>[0-9]{1,2})年1月1日から(?:令和(?P<end>[0-9]{1,2})年|同年)?12月31日まで[^。\n]{0,20}?(?:所得|収入|支払|得た)"
)


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_NEXT, _NTH, _INCOME)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a number that does not follow from the one beside it."""
    yield from _next_reports(context)
    text = context.document.folded
    for found in _NTH.finditer(text):
        right = int(found["before"]) + 1
        if int(found["number"]) != right:
            unit = found["unit"]
            yield _match(
                Span(found.start("number"), found.end()),
                f"{right}{unit}目",
                Span(found.start("before"), found.end("unit")),
                "これまでの数の次です",
            )
    yield from _incomes(context)


def _next_reports(context: Context) -> Iterator[Match]:
    text = context.document.folded
    own = _OWN.search(text, 0, HEAD)
    if own is None:
        return
    number = int(own["number"])
    for found in _NEXT.finditer(text):
        if found.start() <= own.start() or int(found["number"]) > number:
            continue
        yield _match(
            Span(text.index("第", found.start()), found.end("number") + 1),
            f"第{number + 1}報",
            Span(*own.span()),
            "このお知らせの次です",
        )


def _incomes(context: Context) -> Iterator[Match]:
    text = context.document.folded
    years = {found["year"]: found for found in _INCOME.finditer(text)}
    spans = {found["year"]: found for found in _CALENDAR.finditer(text)}
    if len(years) != 1 or len(spans) != 1:
        return
    (year, told), (calendar, place) = next(iter(years.items())), next(iter(spans.items()))
    if year != calendar and place["end"] in (None, calendar):
        yield _match(
            Span(told.start(), told.end("year") + 2),
            f"令和{calendar}年分",
            Span(*place.span()),
            "所得の期間から分かります",
        )


def _match(place: Span, right: str, other: Span, why: str) -> Match:
    return Match(place, {"right": right, "why": why}, related=(Related(other, "ここと合いません"),))
