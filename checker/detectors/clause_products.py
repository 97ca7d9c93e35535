"""Products and steps that one clause tells: 「2回接種、1回10,000円、合計22,000円」.

「各町内会5人（12町内会、合わせて50人）」, 「これまでの14件に続き、16件目」, 「1,000円です。市外の方は2倍の
1,500円」, 「210万円の場合、3分の2は150万円」, 「前回の41.2%から5ポイント上がりました」 beside a rate of 56.2%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checker.context import Context
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

_N = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_ALL = r"(?:合計|計|合わせて|あわせて|総額|総勢|全部で)[はで、 　]{0,2}(?:約)?"
SERIES = Scan(
    r"(?<![第0-9.,])(?P<many>[2-9]|1[0-9])回(?!目|以|まで|券)[^。、\n0-9]{0,8}?(?:で、?|[）)]|が必要で、?|のため、?)[^。\n0-9]{0,8}1回(?:当たり|あたり|につき|分)?(?:の?[一-龠]{2,4})?(?:は|が|：|:)?[ 　]?"
    rf"(?P<each>{_N})円[、，（( 　で]{{1,3}}(?:[2-9]回(?:分|で|の)?、?)?{_ALL}(?P<sum>{_N})円"
)
GROUPS = Scan(
    rf"(?:各|1)(?P<noun>町内会|自治会|学校|学級|クラス|チーム|団体|地区|会場|世帯|班|校|園|区|館|組)(?:から|につき|当たり|あたり|に|で|は|の?定員は?)?、?[ 　]?(?P<each>{_N})(?P<unit>人|名|組|台|枚|個|冊|本|袋|席|点)(?:程度|ほど|ずつ)?(?:を?募集し)?[、（(で 　]{{1,3}}"
    rf"(?:全部?で?|市内の?)?(?P<many>[2-9]|[1-9][0-9]{{1,2}})(?P=noun)[^。\n0-9とやほ]{{0,6}}?{_ALL}(?P<sum>{_N})(?P=unit)"
)
NEXT = Scan(
    r"(?:これまで|今まで|すでに|既に)(?:に?(?:結んだ|締結した|開いた|行った|受けた))?の?(?P<before>[0-9]{1,3})(?P<unit>件|回|[かカヶケ箇]所|例|社|団体|校|店|人)に(?:続き|続く|続いて|次ぐ|次いで|加え)、?[^。\n0-9]{0,14}(?P<next>[0-9]{1,3})(?P=unit)目"
)
SCALED = Scan(
    rf"(?:は|が)、?(?P<how>半額|(?P<times>[2-9])倍(?:の額)?|(?P<more>[1-9])割(?:増し?|高い?))の[ 　]?(?P<price>{_N})円"
)
PART_OF = Scan(
    r"(?P<whole>[0-9]{1,4})万円の(?:場合|とき)[、は 　]{0,2}(?:[^。\n0-9]{0,6})(?P<low>[2-9]|10)分の(?P<high>[1-9])(?:は|の|で|に当たる)、?(?P<part>[0-9]{1,4}(?:\.[0-9])?)万円"
)
POINTS = Scan(
    rf"(?P<name>[一-龠]{{2,4}}率)は、?[^。\n0-9]{{0,4}}前[回年][^。\n（(0-9]{{0,4}}(?:[（(][^（()）\n]{{1,12}}[)）])?の(?P<old>{_N})[%％](?:から|より|を|に比べ)、?(?P<by>{_N})ポイント(?P<way>上[がっ回]|増|高|下[がっ回]|減|低)"
)
AREA = Scan(
    rf"1(?:平方メートル|㎡)(?:当たり|あたり|につき)(?:の?(?:年額|月額|利用料|使用料))?(?:は|、)?[ 　]?(?P<each>{_N})円"
)
_PLOT = regex(
    rf"(?<![0-9.,])(?P<size>{_N})(?:平方メートル|㎡)(?:[）)]|、|で|[ 　]){{0,2}}(?:年額|月額|利用料|使用料|年間利用料)?(?:は|：)?[ 　]?(?P<price>{_N})円"
)
SPLIT = Scan(
    rf"これを、?[^。\n]{{0,24}}?(?P<many>[2-9]|1[0-2])[回期]に分け[^。\n0-9]{{0,10}}1[回期](?:当たり|あたり|につき|分|の額)?(?:は|が)?、?(?P<one>{_N})円"
)
ORDERED = Scan(
    r"1回目[ 　：:は]{0,2}[午0-9][^。\n]{0,24}2回目[ 　：:は]{0,2}[午0-9][^。\n]{0,60}[（(、 　][^（）()。、\n回]{0,10}(?:計|全部で|合わせて)(?P<many>[2-9])回(?!目)"
)
COURSE = Scan(
    rf"(?:[（(](?P<course>[1-4])回(?:接種)?[)）][ 　：:、は]{{0,2}})?1回(?:当たり|あたり|につき)?(?P<each>{_N})円、(?P<many>[1-4])回で(?:合計|計)?(?P<sum>{_N})円"
)
EACH = Scan(
    rf"各(?P<noun>会場|回|日|クラス|コース|班|教室|館)(?:の?定員)?[はが：: 　]{{0,2}}(?P<each>{_N})(?P<unit>人|名|組|台|食|個|枚)(?:ずつ)?[、（(で 　]{{1,2}}{_ALL}(?P<sum>{_N})(?P=unit)"
)
_ORDINAL = regex("(?P<at>[1-9])回目")
SCANS = (SERIES, GROUPS, NEXT, SCALED, PART_OF, POINTS, AREA, SPLIT, ORDERED, COURSE, EACH)

_LOOSE = regex("約|(?<![歳生])以上|以内|上限|最大|割引|減免|初回|別途|または|又は|ほか|など|税")
_PRICE = regex(rf"(?P<price>{_N})円")
_REACH = 60
"""Code points in front of a price in which the one that it is made from stands."""


def wrong_products(context: Context) -> Iterator[Match]:
    """One match a number that its clause does not give; its value is `fault`."""
    text = context.document.folded
    for scan, find in _FINDERS:
        if not scan.may_fit(text):
            continue
        for found in scan.finditer(text):
            if not context.document.block_at(found.start()).quoted:
                yield from find(context, text, found)


def _value(words: str) -> Decimal:
    return Decimal(words.replace(",", "").rstrip(".") or "0")


def _shown(number: Decimal) -> str:
    return f"{number.quantize(Decimal(1)):,f}" if number == number.to_integral() else f"{number:f}"


def _match(found: re.Match[str], name: str, unit: str, how: str, right: Decimal) -> Match:
    place = Span(found.start(name), found.end(name) + len(unit))
    near = (Related(Span(*found.span()), "ここから計算しました"),)
    return Match(place, {"fault": f"{how}{_shown(right)}{unit}です"}, related=near)


def _product(context: Context, text: str, found: re.Match[str]) -> Iterator[Match]:
    right, said = _value(found["each"]) * int(found["many"]), _value(found["sum"])
    unit = found.groupdict().get("unit") or "円"
    if said != right and said < right * 2 < said * 4 and not _LOOSE.search(found.group()):
        yield _match(found, "sum", unit, "掛けると", right)


def _next(context: Context, text: str, found: re.Match[str]) -> Iterator[Match]:
    if int(found["next"]) != int(found["before"]) + 1:
        right = Decimal(int(found["before"]) + 1)
        yield _match(found, "next", found["unit"], "その次は", right)


def _scaled(context: Context, text: str, found: re.Match[str]) -> Iterator[Match]:
    """The only price in front of 「2倍の1,500円」 in its line."""
    line = context.document.block_at(found.start()).span
    begin = max(line.start, found.start() - _REACH)
    prices = {_value(one["price"]) for one in _PRICE.finditer(text, begin, found.start())}
    if len(prices) != 1 or _LOOSE.search(text, begin, found.end()):
        return
    one = prices.pop()
    right = one / 2 if found["how"] == "半額" else one * int(found["times"] or 1)
    if found["more"]:
        right = one * (10 + int(found["more"])) / 10
    said = _value(found["price"])
    if right == right.to_integral() and right != said and right < said * 3 < right * 9:
        yield _match(found, "price", "円", f"{_shown(one)}円から計算すると", right)


def _part(context: Context, text: str, found: re.Match[str]) -> Iterator[Match]:
    low, high = int(found["low"]), int(found["high"])
    right = Decimal(found["whole"]) * high / low
    said = _value(found["part"])
    exact = right == right.quantize(Decimal("0.1"))
    if high < low and abs(right - said) >= (Decimal("0.05") if exact else 1):
        near = (Related(Span(*found.span()), "ここから計算しました"),)
        how = f"{found['whole']}万円の{low}分の{high}は"
        shown = f"{_shown(right)}万円" if exact else f"約{right:.1f}万円"
        place = Span(found.start("part"), found.end())
        yield Match(place, {"fault": f"{how}{shown}です"}, related=near)


def _points(context: Context, text: str, found: re.Match[str]) -> Iterator[Match]:
    """A rate that the draft tells once elsewhere, and by how much it went up or down."""
    told = regex(rf"(?<![一-龠]){found['name']}(?:は|が|：|:|[ 　])?(?P<rate>{_N})[%％]")
    rates = {
        one["rate"]: one
        for one in told.finditer(text)
        if not found.start() <= one.start() < found.end()
    }
    if len(rates) != 1:
        return
    new = next(iter(rates.values()))
    up = found["way"][0] in "上増高"
    old, by = _value(found["old"]), _value(found["by"])
    right = abs(_value(new["rate"]) - old)
    if (_value(new["rate"]) > old) == up and Decimal("0.1") < abs(right - by) < 15:
        place = Span(found.start("by"), found.end("by") + len("ポイント"))
        related = (
            Related(Span(*new.span()), "今回の率です"),
            Related(Span(*found.span("old")), "前の率です"),
        )
        yield Match(place, {"fault": f"2つの率の差は{_shown(right)}ポイントです"}, related=related)


def _plots(context: Context, text: str, found: re.Match[str]) -> Iterator[Match]:
    """「1平方メートル当たり200円」, and plots with their size and price."""
    each = _value(found["each"])
    plots = list(_PLOT.finditer(text))
    wrong = [one for one in plots if _value(one["size"]) * each != _value(one["price"])]
    if len(wrong) != 1 or (len(plots) > 1) != (len(plots) > len(wrong)):
        return
    right = _value(wrong[0]["size"]) * each
    line = context.document.block_at(wrong[0].start()).span
    if _value(wrong[0]["price"]) < right * 2 and not _LOOSE.search(text, line.start, line.end):
        yield _match(wrong[0], "price", "円", "広さから計算すると", right)


def _split(context: Context, text: str, found: re.Match[str]) -> Iterator[Match]:
    """「これを8回に分けると、1回当たり24,200円です」 below a total."""
    sums = [_value(one["price"]) for one in _PRICE.finditer(text, 0, found.start())]
    many, one = int(found["many"]), _value(found["one"])
    if not sums or one * many in sums or sums[-1] % many or sums[-1] != max(sums):
        return
    right = sums[-1] / many
    if one < right * 2 < one * 4 and not _LOOSE.search(found.group()):
        yield _match(found, "one", "円", f"{_shown(sums[-1])}円を{many}で割ると", right)


def _each(context: Context, text: str, found: re.Match[str]) -> Iterator[Match]:
    """「各会場30人、合計99人」, whatever the number of places."""
    each, total = _value(found["each"]), _value(found["sum"])
    if each > 1 and total > each and total % each and not _LOOSE.search(found.group()):
        place = Span(found.start("sum"), found.end())
        near = (Related(Span(*found.span("each")), "1つ当たりの数です"),)
        fault = (
            f"各{found['noun']}{_shown(each)}{found['unit']}なら、{_shown(each)}の倍数になります"
        )
        yield Match(place, {"fault": fault}, related=near)


def _course(context: Context, text: str, found: re.Match[str]) -> Iterator[Match]:
    """「（4回）1回につき11,000円、2回で22,000円」, 「1回10,000円、1回で20,000円」."""
    each, total = _value(found["each"]), _value(found["sum"])
    if not each or total % each:
        return
    right = total // each
    for name in ("many", "course"):
        if found[name] and right in range(2, 5) and int(found[name]) != right:
            yield _match(found, name, "回", "額から計算すると", right)


def _ordered(context: Context, text: str, found: re.Match[str]) -> Iterator[Match]:
    """「1回目 9時、2回目 10時（計3回）」."""
    places = [int(one["at"]) for one in _ORDINAL.finditer(found.group())]
    many = int(found["many"])
    if places == list(range(1, len(places) + 1)) and many != len(places):
        place = Span(found.start("many"), found.end("many") + 1)
        near = (Related(Span(*found.span()), "ここにあります"),)
        yield Match(place, {"fault": f"書かれているのは{len(places)}回目までです"}, related=near)


_FINDERS = (
    (AREA, _plots),
    (SPLIT, _split),
    (ORDERED, _ordered),
    (COURSE, _course),
    (EACH, _each),
    (SERIES, _product),
    (GROUPS, _product),
    (NEXT, _next),
    (SCALED, _scaled),
    (PART_OF, _part),
    (POINTS, _points),
)
