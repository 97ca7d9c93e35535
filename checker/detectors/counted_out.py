"""Numbers of times and of names that the draft counts out somewhere else.

「10回に分けて」 and 第1期 to 第8期; 「（全5回）」 and a chain of four days; 「4月・8月・12月の年4回」; 「7つの言葉の
通訳」 and a line of six; a room 401 in a house of three floors; 「前4条」 in the fourth article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.annotations.numerals import parse
from checker.context import Context
from checker.document.model import BlockKind
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

MOST = 20
NEAR = 3
"""By so much a number may be off and still be that of what is counted out."""

TIMES = Scan(
    (
        r"(?:全|計|年に?)[ 　]?(?P<all>[0-9]{1,2})(?P<unit>回|期)(?!目|分|以上|の?うち)",
        r"(?P<divided>[0-9]{1,2})(?P<unit2>回|期)に分け",
        r"(?P<course>[0-9]{1,2})回(?:連続|コース|シリーズ)",
    )
)
_SERIES = regex(r"第(?P<number>[0-9]{1,2})(?P<unit>回|期)(?=[ 　：:（(　]{1,3}\S)")
_LEAD = regex(r"(?:^|[\n/／・、：:|　]|[ 　]{1,4})[ 　・●○■\-*]{0,3}\Z")
_DAY = r"(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:[ 　]?[（(][月火水木金土日](?:曜日?)?(?:・祝)?[)）])?"
_CHAIN = regex(
    rf"[0-9]{{1,2}}月[0-9]{{1,2}}日(?:[ 　]?[（(][月火水木金土日](?:曜日?)?(?:・祝)?[)）])?(?:[・、，,][ 　]?{_DAY}){{2,}}"
)
_ONE_DAY = regex(_DAY)
_NO_CHAIN = regex("いずれか|どちらか|または|又は|予備|のうち|休館|休み|締|から選|追加|各日|除")
MONTHS = Scan(
    r"(?P<months>[0-9]{1,2}月(?:[・、，][ 　]?(?:翌年)?[0-9]{1,2}月){1,11})の?、?(?:年に?|計|全|合わせて)、?(?P<number>[0-9]{1,2})回"
)
_MONTH = regex("[0-9]{1,2}月")
NAMES = Scan(
    r"(?<![0-9.第])(?P<number>[0-9]{1,2}|[二三四五六七八九])(?P<unit>つ|か国語|種類|か所|言語|地区|コース)の?[ 　]?[^、。\n0-9]{0,24}?(?:です|ます|ました)?[。：:]?$"
)
_LINE = regex(r"[ 　・]*[^、。\n]{1,14}(?:[、・][ 　]?[^、。\n]{1,14}){2,15}。?[ 　]*")
_SENTENCE = regex("[をがはにでも](?![一-龠ァ-ヶー])|です|ます|から|まで|[0-9]|など|ほか|[：:]")
_COMMA = regex("[、，]")
_DOT = regex("[、，・]")
_NOT_SUCH = regex("うち|以上|など|ほか|いずれか|各|毎|ずつ|約|昨年|前回|まで|上限")
STOREYS = Scan(r"(?P<number>[0-9]{1,2})階建て?")
_ROOM = regex(r"(?<![0-9])(?P<floor>[0-9]{1,2})[0-9]{2}号室")
ARTICLES = Scan(r"前(?P<number>[0-9]{1,2}|[二三四五六七八九])条")
_OWN = regex(r"第(?P<own>[0-9]{1,3})条(?:[ 　]|[（(][^（()）\n]*[)）])")
SCANS = (TIMES, MONTHS, NAMES, STOREYS, ARTICLES)


def wrong_numbers(context: Context) -> Iterator[Match]:
    """One match a number that the draft counts out otherwise."""
    text = context.document.folded
    if TIMES.may_fit(text):
        yield from _times(context, text)
    if MONTHS.may_fit(text):
        yield from _months(context, text)
    if NAMES.may_fit(text):
        yield from _names(context, text)
    if STOREYS.may_fit(text):
        yield from _storeys(text)
    for found in ARTICLES.finditer(text):
        number = parse(found["number"])
        articles = [int(one["own"]) for one in _OWN.finditer(text, 0, found.start())]
        own = articles[-1] if articles else 0
        if number is not None and number >= own > 1:
            yield Match(Span(*found.span()), {"count": str(own - 1)}, message=_ARTICLES)


_ARTICLES = "「{text}」とありますが、前にある条は{count}つです。数を確かめてください。"
_FLOORS = (
    "「{text}」とありますが、{count}階の部屋があります。階の数か部屋の番号を確かめてください。"
)


def _match(span: Span, count: int, place: Span) -> Match:
    return Match(span, {"count": str(count)}, related=(Related(place, f"{count}つあります"),))


def _times(context: Context, text: str) -> Iterator[Match]:
    """A number of times or of terms, and the series or the chain of days of the draft."""
    document = context.document
    told = [found for found in TIMES.finditer(text) if not document.block_at(found.start()).quoted]
    said = {_said(found) for found in told}
    if len(said) != 1:
        return
    number = int(said.pop())
    if not 2 <= number <= MOST:
        return
    found = told[0]
    begin = max(text.rfind(mark, 0, found.start()) for mark in "。\n") + 1
    if _NOT_SUCH.search(text, begin, found.start()):
        return
    groups = found.groupdict()
    unit = groups.get("unit") or groups.get("unit2") or "回"
    divided = "divided" in groups
    place = Span(*found.span())
    series: dict[int, list[Span]] = {}
    for one in _SERIES.finditer(text):
        if one["unit"] == unit or divided:
            block = document.block_at(one.start())
            if _LEAD.search(text[block.span.start : one.start()]):
                series.setdefault(int(one["number"]), []).append(Span(*one.span()))
    count = len(series)
    if count >= 2 and sorted(series) == list(range(1, count + 1)):
        once = all(len(spans) == 1 for spans in series.values())
        if (
            once
            and number != count
            and (count > 2 or abs(number - count) == 1)
            and abs(number - count) <= NEAR
        ):
            yield _match(place, count, series[count][0])
        return
    if series or unit != "回" or divided:
        return
    chains = list(_CHAIN.finditer(text))
    if len(chains) != 1:
        return
    chain = chains[0]
    line = document.block_at(chain.start()).span
    stop = text.find("。", chain.end(), line.end)
    if _NO_CHAIN.search(
        text,
        max(line.start, chain.start() - 12),
        stop if stop >= 0 else min(line.end, chain.end() + 40),
    ):
        return
    count = len(_ONE_DAY.findall(chain.group()))
    if number != count and abs(number - count) <= NEAR:
        yield _match(place, count, Span(*chain.span()))


def _said(found: re.Match[str]) -> str:
    groups = found.groupdict()
    return str(groups.get("all") or groups.get("divided") or groups.get("course"))


def _months(context: Context, text: str) -> Iterator[Match]:
    for found in MONTHS.finditer(text):
        count = len(_MONTH.findall(found["months"]))
        number = int(found["number"])
        if number != count and not context.document.block_at(found.start()).quoted:
            place = Span(found.end("months"), found.end())
            shift = 1 if text[place.start] == "の" else 0
            yield _match(Span(place.start + shift, place.end), count, Span(*found.span("months")))


def _names(context: Context, text: str) -> Iterator[Match]:
    """「7つの ことばの 通訳が います。」 over a line of six names."""
    document = context.document
    for found in NAMES.finditer(text):
        block = document.block_at(found.start())
        value = parse(found["number"])
        number = 0 if value is None else int(value)
        if block.cell is not None or block.quoted or not 3 <= number <= MOST:
            continue
        if found.end() + 1 >= len(text) or _NOT_SUCH.search(text, block.span.start, found.end()):
            continue
        following = document.block_at(found.end() + 1)
        if following.cell is not None or following.span.start <= block.span.start:
            continue
        if following.kind in (BlockKind.HEADING, BlockKind.TITLE):
            continue
        line = following.span
        if not _LINE.fullmatch(text, line.start, line.end):
            continue
        words = text[line.start : line.end].strip(" 　。・")
        if _SENTENCE.search(words):
            continue
        names = _COMMA.split(words)
        names = names if len(names) > 2 else _DOT.split(words)
        readings = {len(names), len(_DOT.split(words))}
        if number not in readings and abs(number - len(names)) <= 2:
            yield _match(Span(found.start("number"), found.end("unit")), len(names), line)


def _storeys(text: str) -> Iterator[Match]:
    houses = {int(found["number"]) for found in STOREYS.finditer(text)}
    if len(houses) != 1:
        return
    floors = houses.pop()
    for room in _ROOM.finditer(text):
        if floors < int(room["floor"]) <= floors + 10:
            found = next(iter(STOREYS.finditer(text)))
            related = (Related(Span(*room.span()), "この部屋です"),)
            yield Match(
                Span(*found.span()), {"count": room["floor"]}, related=related, message=_FLOORS
            )
            return
