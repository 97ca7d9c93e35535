"""What follows from a rate of the draft, told in a sentence or in brackets.

A base and so much more for each (「1世帯20,000円、児童1人につき10,000円を加算（児童が2人なら40,000円）」),
so many times one price (「2回　1回11,000円、計22,000円」), by how many per cent a price is raised
(「250円（200円）＝25％の引き上げ」), and in how many parts a sum is paid.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from checker.context import Context
from checker.detectors.grids import Amount, amount, grids_of
from checker.detectors.ways import Ways
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

REACH = 200
"""Code points in front of an example in which its rates stand."""

_YEN = r"[0-9][0-9,]*(?:\.[0-9])?(?:万(?:[1-9]千)?円|千円|円)"
FAMILY = Scan(
    rf"(?P<number>[0-9]{{1,2}})人(?:の|いる)(?:世帯|ご?家庭|家族|場合|とき)(?:は|では|なら|に?は|だと)?、?(?:合計|合わせて|総額|計)?(?:で|は)?、?(?P<sum>{_YEN})"
)
_BASE = regex(rf"1世帯(?:当たり|あたり|につき|ごと|に)?(?:一律)?(?:は|に)?、?(?P<sum>{_YEN})")
_MORE = regex(
    rf"1人(?:当たり|あたり|につき|ごとに)(?:は)?、?(?:さらに)?(?P<sum>{_YEN})(?:を|が)?(?:加算|上乗せ|加え|足し|プラス|追加)"
)
TIMES = (
    Scan(
        rf"(?P<number>[2-9]|1[0-2])回(?:の?接種|分|コース|受講)?[ 　、：:（(]{{1,3}}(?:1回(?:につき|当たり|あたり|分)?(?:は|が)?[ 　]?|各)(?P<one>{_YEN})(?:、|で、?|[ 　（(])(?:合計|総額|計)(?:で)?[ 　]?(?P<sum>{_YEN})"
    ),
    Scan(
        rf"1回(?:につき|当たり|あたり|分)?(?:は|が)?[ 　]?(?P<one>{_YEN})(?:を|で|、|×)(?:合わせて|全部で|全)?(?P<number>[2-9]|1[0-2])回(?:分|接種し?|受け|払)?[^。\n0-9]{{0,4}}(?:合計|総額|計)(?:で)?[ 　]?(?P<sum>{_YEN})"
    ),
)
_RATE = r"(?P<rate>[0-9]{1,3}(?:\.[0-9])?)[%％]"
RAISED = (
    Scan(
        rf"(?P<new>{_YEN})[（(](?:今は|現在は?|現行|これまで|改定前)?[：: ]?(?P<old>{_YEN})[)）][ 　]?[＝=、,]?[ 　]?(?:約)?{_RATE}の?(?P<way>引き?上げ|値上げ|増|アップ|引き?下げ|値下げ|減|割引)"
    ),
    Scan(
        rf"(?P<old>{_YEN})から、?(?P<new>{_YEN})(?:に|へ|へと)、?(?:約)?{_RATE}の?(?P<way>引き?上げ|値上げ|増|アップ|上が|引き?下げ|値下げ|減|下が)"
    ),
)
SPLIT = Scan(
    r"(?<![第0-9])(?P<number>[0-9]{1,2})[回期](?:に分け|払い|に分割|で(?:お?納め|お?支払|納付))|(?:納付|支払い?|納める)の?回数[：: 　は]{1,3}年?(?P<told>[0-9]{1,2})回"
)
_ONE = regex(
    rf"1[回期](?:当たり|あたり|につき|分)(?:の(?:額|納付額|保険料))?(?:は|が)?、?(?P<sum>{_YEN})"
)
_YEAR = regex(rf"(?:年額?|年税額|年間)(?:は|で|が|の保険料[はが]?)?[ 　]?(?P<sum>{_YEN})")
_EXAMPLE = regex(
    rf"(?:年税額|年額|年間の?[一-龠]{{0,6}})(?:が|は|で|：|:)?[ 　]?(?P<year>{_YEN})(?:の(?:世帯|ご?家庭|方|人|場合|会員|とき))?(?:なら|では?|は|には?|：|:|、|[ 　]){{0,3}}"
    rf"(?:1[回期](?:当たり|あたり|につき|分)?(?:の(?:額|納付額|支払額|保険料))?|毎[回期月])(?:は|が|に)?、?(?P<one>{_YEN})"
)
_PART_OF_YEAR = regex(
    "途中|月(?:に|から)(?:加入|転入|入会)|残りの?[回期]|端数|初回|第1期|1期(?:目|は|が)"
)
MONTHS = Scan(
    r"(?P<first>[0-9]{1,2})月から(?:翌年の?|次の年の)?(?P<last>[0-9]{1,2})月までの?、?(?:毎月、?(?:1回(?:ずつ)?、?)?)?(?:年|全|計|合計)?(?P<number>[0-9]{1,2})回"
)
_MONTHLY = regex("毎月|各月|月々|月ごと")
_LOOSE = regex("端数|上限|まで|最大|以内|割引|約")
GROUPS = (
    Scan(
        r"(?P<all>[0-9]{1,3})(?:人|名)を、?(?P<each>[0-9]{1,2})(?:人|名)ずつ、?(?:の)?(?P<number>[0-9]{1,2})(?:つの)?(?:班|グループ|チーム|組)"
    ),
    Scan(
        r"(?P<all>[0-9]{1,3})(?:人|名)[（(](?P<each>[0-9]{1,2})(?:人|名)(?:ずつ)?(?:、|の|×|[ 　])?(?P<number>[0-9]{1,2})(?:つの)?(?:班|グループ|チーム|組)"
    ),
)
ABOUT = Scan(
    r"(?:合わせて|合計|計)[ 　]?(?:約|およそ)(?P<number>[0-9][0-9,]*)(?P<unit>世帯|人|戸|件|棟|台|本|トン)"
)
_ABOUT_PART = r"(?:約|およそ)(?P<number>[0-9][0-9,]*){}"
HEADS = Scan(
    rf"1(?P<unit>人|世帯|組|台|回)(?:当たり|あたり|につき)(?:一律)?、?(?P<sum>{_YEN})(?=を|です|の|。|が)"
)
_ONE_ROW = regex(r"[ 　]*(?P<number>[12])(?P<unit>人|世帯|組|台|回)[ 　]*")


def _yen(words: str) -> Decimal:
    words = words.removesuffix("円").replace(",", "")
    large, mark, small = words.rpartition("万")
    thousands = Decimal(small.removesuffix("千") or 0) * (1000 if small.endswith("千") else 1)
    return thousands + (Decimal(large) * 10_000 if mark else 0)


def wrong_rates(context: Context) -> Iterator[Match]:
    """One match a number that the rates of the draft do not give."""
    text = context.document.folded
    for find in _WAYS.asked(text):
        for match in find(context, text):
            if not context.document.block_at(match.span.start).quoted:
                yield match


def _families(context: Context, text: str) -> Iterator[Match]:
    for found in FAMILY.finditer(text):
        start = max(0, found.start() - REACH)
        bases = {_yen(one["sum"]) for one in _BASE.finditer(text, start, found.start())}
        more = {_yen(one["sum"]) for one in _MORE.finditer(text, start, found.start())}
        if len(bases) != 1 or len(more) != 1 or _LOOSE.search(text, start, found.start()):
            continue
        added = more.pop() * int(found["number"])
        right = bases.pop() + added
        if _yen(found["sum"]) not in (right, added):
            place = Span(*found.span("sum"))
            yield Match(place, {"fault": f"1世帯の額に加算を足すと{right:,}円です"})


def _times(context: Context, text: str) -> Iterator[Match]:
    for found in (one for scan in TIMES for one in scan.finditer(text)):
        right = _yen(found["one"]) * int(found["number"])
        if right != _yen(found["sum"]) and not _LOOSE.search(found.group()):
            fault = f"{found['number']}回分を計算すると{right:,}円です"
            yield Match(Span(*found.span("sum")), {"fault": fault})


def _raised(context: Context, text: str) -> Iterator[Match]:
    for found in (one for scan in RAISED for one in scan.finditer(text)):
        old, new, rate = _yen(found["old"]), _yen(found["new"]), found["rate"]
        if not old or old == new:
            continue
        places = len(rate.partition(".")[2])
        right = abs(new - old) * 100 / old
        if abs(right - Decimal(rate)) >= Decimal(1).scaleb(-places):
            start = found.start("rate")
            related = (Related(Span(found.start(), start), "ここから計算しました"),)
            fault = f"割合を計算すると{right:.{places}f}%です"
            yield Match(Span(start, found.end()), {"fault": fault}, related=related)


def _split(context: Context, text: str) -> Iterator[Match]:
    """「9回に分けて納めます。…1回当たり16,200円です」 where the year is 162,000円."""
    splits = list(SPLIT.finditer(text))
    numbers = {int(split["number"] or split["told"]) for split in splits}
    if len(numbers) != 1 or _PART_OF_YEAR.search(text):
        return
    number = numbers.pop()
    told = list(_EXAMPLE.finditer(text))
    for found in told:
        right = _yen(found["one"]) * number
        begin = max(text.rfind("。", 0, found.start()), text.rfind("\n", 0, found.start())) + 1
        around = text[max(begin, found.start() - 20) : found.end() + 20]
        if number > 1 and right != _yen(found["year"]) and not _LOOSE.search(around):
            related = (
                Related(Span(*splits[0].span()), "この回数で計算しました"),
                Related(Span(*found.span("year")), "年額はここです"),
                Related(Span(*found.span("one")), "1回分の額はここです"),
            )
            fault = f"1回分の額から計算すると年に{right:,}円です"
            place = Span(found.start("year"), found.end())
            yield Match(place, {"fault": fault}, related=related)
    ones = {_yen(one["sum"]) for one in _ONE.finditer(text)}
    years = {_yen(one["sum"]) for one in _YEAR.finditer(text)} if ones else set()
    if told or len(splits) != 1 or len(ones) != 1 or len(years) != 1 or not splits[0]["number"]:
        return
    one, year = ones.pop(), years.pop()
    if not one or year % one or year == one * number or not 2 <= year / one <= 12:
        return
    sentence = context.document.block_at(splits[0].start()).span.cut(text)
    if not _LOOSE.search(sentence):
        fault = f"年額と1回分の額から計算すると{year / one:f}回です"
        yield Match(Span(splits[0].start(), splits[0].end("number") + 1), {"fault": fault})


def _months(context: Context, text: str) -> Iterator[Match]:
    """「6月から翌年3月までの毎月、9回」."""
    for found in MONTHS.finditer(text):
        first, last, number = (int(found[name]) for name in ("first", "last", "number"))
        if not 1 <= first <= 12 or not 1 <= last <= 12:
            continue
        right = (last - first) % 12 + 1
        block = context.document.block_at(found.start()).span
        sure = "毎月" in found.group() and number <= 12
        if (number == right - 1 or (sure and number != right)) and _monthly(text, found, block):
            start = found.start("number")
            fault = f"{first}月から{last}月までの毎月なら{right}回です"
            yield Match(Span(start, found.end()), {"fault": fault})


def _monthly(text: str, found: re.Match[str], block: Span) -> bool:
    said = text[block.start : block.end]
    return bool(_MONTHLY.search(said)) and "除" not in said


def _groups(context: Context, text: str) -> Iterator[Match]:
    """「参加者40人を5人ずつ、7つの班に分けます」."""
    for found in (one for scan in GROUPS for one in scan.finditer(text)):
        whole, each, number = (int(found[name]) for name in ("all", "each", "number"))
        right = -(-whole // each) if each else number
        if number != right:
            fault = f"{whole}人を{each}人ずつに分けると{right}つです"
            yield Match(Span(*found.span()), {"fault": fault})


def _about(context: Context, text: str) -> Iterator[Match]:
    """「およそ620世帯、およそ410世帯、およそ220世帯、合わせておよそ1,030世帯」."""
    for found in ABOUT.finditer(text):
        block = context.document.block_at(found.start())
        begin = max(block.span.start, text.rfind("。", block.span.start, found.start()) + 1)
        pattern = regex(_ABOUT_PART.format(found["unit"]))
        places = list(pattern.finditer(text, begin, found.start()))
        parts = [Decimal(part["number"].replace(",", "")) for part in places]
        if len(parts) < 2:
            continue
        whole, summed = Decimal(found["number"].replace(",", "")), sum(parts)
        rounding = min(map(_step, parts)) * len(parts) + _step(whole) / 2
        if abs(whole - summed) > rounding and 2 * abs(whole - summed) < whole:
            fault = f"足すと{summed:,}{found['unit']}です"
            related = tuple(Related(Span(*part.span()), "これを足しました") for part in places)
            yield Match(Span(*found.span()), {"fault": fault}, related=related)


def _step(number: Decimal) -> Decimal:
    """To how many a number is rounded, by its zeros."""
    digits = f"{number:f}"
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))


def _heads(context: Context, text: str) -> Iterator[Match]:
    """「児童1人当たり1万円」 over a table whose row 「1人」 has 20,000円 and 「2人」 the double."""
    found = list(HEADS.finditer(text))
    if len({_yen(one["sum"]) for one in found}) != 1:
        return
    said = found[0]
    for grid in grids_of(context):
        sums: dict[int, Amount] = {}
        for row in grid.rows:
            first = _ONE_ROW.fullmatch(text, row.cells[0].start, row.cells[0].end)
            read = amount(text, row.cells[1]) if first and len(row.cells) == 2 else None
            if first and read and read.unit == "円" and first["unit"] == said["unit"]:
                sums[int(first["number"])] = read
        if len(sums) == 2 and sums[2].number == 2 * sums[1].number != 2 * _yen(said["sum"]):
            related = (Related(sums[1].span, "ここの額と合いません"),)
            fault = f"表では、1{said['unit']}は{sums[1].number:,f}円です"
            yield Match(Span(*said.span()), {"fault": fault}, related=related)


_WAYS: Ways[Callable[[Context, str], Iterator[Match]]] = Ways(
    ((FAMILY,), _families),
    (TIMES, _times),
    (RAISED, _raised),
    ((SPLIT,), _split),
    ((MONTHS,), _months),
    (GROUPS, _groups),
    ((ABOUT,), _about),
    ((HEADS,), _heads),
)
SCANS = _WAYS.scans
