"""Products that a draft works out: an area of two sides, so many of so much, so much a month for four.

「5m×6m（30平方メートル）」, 「60平方メートルの区画が8つ、合計480平方メートル」, 「①9時 ②11時、各回15人（計30人）」,
「4,000円ずつ120回」 of 48万円, 「親子10組20人」 where each is of two, 「月5,500円 … 4か月分 … 1回の支給額」,
「戸籍謄本2通 … 900円」 beside the price of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from checker.context import Context
from checker.detectors.figures import Figure, figures, sentence, shown
from checker.detectors.grids import amount, grids_of
from checker.detectors.ways import Ways
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

_N = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_M = r"(?:m|メートル|ｍ)"
AREA = Scan(
    rf"(?:(?:縦|たて|奥行き?|間口|幅|長さ|約)?[ 　]?(?P<one>{_N})[ 　]?{_M}[ 　]?(?:[×xX✕＊*]|、?(?:横|よこ|幅|奥行き?)[ 　]?)[ 　]?(?P<other>{_N})[ 　]?{_M})"
    rf"(?:の(?:広さ|大きさ|区画)?)?[ 　]?(?:[（(、＝=で]|、?面積(?:は)?)(?:面積|広さ|約|1区画|計)?[ 　]?(?P<area>{_N})[ 　]?(?:㎡|m2|平方メートル)"
)
TIMES = Scan(
    rf"(?P<each>{_N})[ 　]?(?P<unit>平方メートル|㎡|人|席|台|枚|冊|本|個|円|kg|キログラム|リットル|メートル|m)の[^。、\n0-9]{{1,8}}(?:が|を|は)、?(?P<many>[0-9]{{1,3}})(?:つ|区画|か所|列|台|張り?|個|本|枚|棟|室|組|袋|箱|卓)"
    rf"[^。\n0-9]{{0,12}}(?:合計|計|合わせて|あわせて|全部で|全体で)(?:で|は)?[ 　、]?(?P<sum>{_N})[ 　]?(?P=unit)"
)
ROUNDS = Scan(
    r"各回(?:の?定員)?[ 　、：:は]{0,2}(?P<each>[0-9]{1,4})(?P<unit>人|名|組)(?:[^。\n0-9]{0,6})(?:[（(、]|で)(?:合?計|全部で|合わせて)(?P<sum>[0-9]{1,4})(?P=unit)"
)
_CIRCLES = regex("[①-⑨]")
PAIRS = Scan(r"(?P<pairs>[0-9]{1,3})組(?:[（(、・]|で)?(?P<sum>[0-9]{1,3})(?:人|名)")
PER_GROUP = Scan(
    r"(?<![0-9,])(?P<sum>[0-9]{1,3})(?P<unit>人|名|組|件|台|席|区画)[（(](?P<per>[^（()）。、\n0-9]{1,10}ごとに|(?:1|一)(?:回|日|会場|クラス|コース|室|班)(?:当たり|あたり|につき)?|各[^（()）。、\n0-9]{0,8}?)(?:の?定員)?(?:は|、|：)?"
    r"(?P<each>[0-9]{1,3})(?P=unit)(?:ずつ)?(?P<rest>[^（()）\n]{0,24})[)）]"
)
_ROOM = regex("定[ 　]*員|募集|先着|人[ 　]*数")
_OF_TWO = regex("1組2[人名]|2[人名]1組|2[人名]の?(?:氏名|名前|分の)|ペア|2人組")
RATES = Scan(
    r"[0-9]円ずつ、?(?:で|を)?(?P<many>[0-9]{1,3})(?:回|か月|カ月|ヶ月)(?:で|に|払|の|、|返)"
)
SEVERAL_MONTHS = Scan(r"(?P<many>[2-6])[かカヶ]月分")
_MONTHLY = regex(r"(?:月額?|毎月|1か月(?:当たり|あたり|につき)?)[はで：: 　]{0,2}\Z")
_PAID = regex(
    r"(?:1回(?:の|分の|当たりの?|あたりの?|に)(?:支給額?|振込額?|支払額?|額|手当額?|受け取る額)?|各回の?(?:支給)?額?|支給額)[はにで：: 　]{0,2}(?:つき)?\Z"
)
PRICED = Scan(
    "円(?:分の|を(?:ご?用意|入れ|お?支払|払|お持ち|ご?持参)|が?必要|かかり|が?かかる|です|にな|となり)"
)
_MANY = regex(
    r"(?P<many>[2-9]|[1-9][0-9])(?P<unit>通|枚|冊|本|個|人|名|回|時間|泊|点|部|箱|袋|台|日|区画|匹|頭)(?:を|の|分|で|なら|が|借|使|利用|、|と|に)"
)
_LOOSE = regex(
    "約|程度|以上|以内|最大|上限|まで|割引|割り?引|引き|税|から|〜|～|手数料を|送料|ほか|うち|または|又は|前後|平均|および|及び|半額|無料|追加|加算|超え"
)


def wrong_multiples(context: Context) -> Iterator[Match]:
    """One match a product that its factors do not give."""
    text = context.document.folded
    for find in _WAYS.asked(text):
        for match in find(context, text):
            if not context.document.block_at(match.span.start).quoted:
                yield match


def _value(words: str) -> Decimal:
    return Decimal(words.replace(",", ""))


def _fault(span: Span, how: str, right: Decimal, unit: str, near: Span | None = None) -> Match:
    related = () if near is None else (Related(near, "ここから計算しました"),)
    return Match(span, {"fault": f"{how}{shown(right, unit)}です"}, related=related)


def _areas(context: Context, text: str) -> Iterator[Match]:
    for found in AREA.finditer(text):
        right = _value(found["one"]) * _value(found["other"])
        about = Decimal(2) if "約" in found.group() else Decimal(1)
        said = _value(found["area"])
        if abs(right - said) >= about and right / 3 < said < right * 3:
            place = Span(found.start("area"), found.end())
            yield _fault(
                place,
                "2つの辺を掛けると",
                right,
                "㎡",
                Span(found.start("one"), found.end("other")),
            )


def _times(context: Context, text: str) -> Iterator[Match]:
    for found in TIMES.finditer(text):
        right = _value(found["each"]) * int(found["many"])
        said = _value(found["sum"])
        if said != right and right / 2 < said < right * 2 and not _LOOSE.search(found.group()):
            yield _fault(Span(found.start("sum"), found.end()), "掛けると", right, found["unit"])


def _rounds(context: Context, text: str) -> Iterator[Match]:
    for found in ROUNDS.finditer(text):
        line = context.document.block_at(found.start()).span
        circles = _CIRCLES.findall(context.document.text, line.start, found.start())
        right = _value(found["each"]) * len(circles)
        said = _value(found["sum"])
        if len(set(circles)) == len(circles) > 1 and said != right and said < right * 2 < said * 4:
            yield _fault(
                Span(found.start("sum"), found.end()), f"{len(circles)}回分は", right, found["unit"]
            )


def _per_group(context: Context, text: str) -> Iterator[Match]:
    """「定員15組（専門家ごとに6組）」: no number of groups of six."""
    for found in PER_GROUP.finditer(text):
        said, each = int(found["sum"]), int(found["each"])
        line = context.document.block_at(found.start()).span
        if said <= each or said % each == 0 or each < 2 or _LOOSE.search(found.group()):
            continue
        if not _ROOM.search(text, line.start, found.start()):
            continue
        if found["unit"] in found["rest"].replace(f"1{found['unit']}", ""):
            continue  # 「各組8人、最後の組4人」
        place = Span(found.start("sum"), found.end("unit"))
        near = Related(Span(found.start("per"), found.start("rest")), "こう書かれています")
        fault = f"{each}{found['unit']}ずつなら、{each}の倍数になります"
        yield Match(place, {"fault": fault}, related=(near,))


def _pairs(context: Context, text: str) -> Iterator[Match]:
    for found in PAIRS.finditer(text):
        right = 2 * int(found["pairs"])
        if int(found["sum"]) != right and _OF_TWO.search(text):
            yield _fault(Span(*found.span()), "2人ずつなら", Decimal(right), "人")


def _instalments(context: Context, text: str) -> Iterator[Match]:
    """「月に4,000円ずつ、120回」, which is what was lent."""
    for found in RATES.finditer(text):
        begin = context.document.block_at(found.start()).span.start
        each = [one for one in figures(context, begin, found.start() + 2) if one.unit == "円"]
        if not each:
            continue
        right = each[-1].number * int(found["many"])
        money = [one for one in figures(context, 0, len(text)) if one.unit == "円"]
        if any(one.number == right for one in money):
            continue
        near = [one for one in money if right / 2 < one.number < right * 2 and one != each[-1]]
        if len({one.number for one in near}) == 1:
            yield _fault(
                Span(each[-1].span.start, found.end("many")), "掛けると", right, "円", near[0].span
            )


def _months(context: Context, text: str) -> Iterator[Match]:
    """「月5,500円」, 「それぞれ前の4か月分」 and 「1回の支給額 22,000円」."""
    many = {int(found["many"]) for found in SEVERAL_MONTHS.finditer(text)}
    if len(many) != 1:
        return
    money = [one for one in figures(context, 0, len(text)) if one.unit == "円"]
    monthly = [one for one in money if _MONTHLY.search(text[: one.span.start][-12:])]
    paid = [one for one in money if _PAID.search(text[: one.span.start][-16:])]
    if len({one.number for one in monthly}) != 1 or len(paid) != 1:
        return
    right = monthly[0].number * many.pop()
    if paid[0].number != right and right < paid[0].number * 3 < right * 9:
        yield _fault(paid[0].span, "月の額から計算すると", right, "円", monthly[0].span)


def _priced(context: Context, text: str) -> Iterator[Match]:
    """「戸籍謄本2通を取る方は、900円分の」 below 「戸籍謄本 450円」."""
    prices = _prices(context)
    for close in PRICED.finditer(text) if prices else ():
        block = context.document.block_at(close.start())
        if block.cell is not None:
            continue
        begin, end = sentence(text, block.span, close.start())
        found = _MANY.search(text, begin, close.start())
        if found is None or _LOOSE.search(text, begin, end):
            continue
        money = [one for one in figures(context, found.end(), end) if one.unit == "円"]
        if len(money) != 1 or len(figures(context, begin, money[0].span.start)) != 1:
            continue  # several things
        lead = text[begin : found.start()].rstrip("をがはの、 　")
        named = [(name, row) for name, row in prices.items() if lead.endswith(name)]
        if len(named) != 1 or len(named[0][1]) != 1:
            continue
        one = named[0][1][0]
        right = one.number * int(found["many"])
        said = money[0].number
        if said != right and said != one.number and right / 4 < said < right * 4:
            yield _fault(
                money[0].span, f"{found['many']}{found['unit']}分は", right, "円", one.span
            )


def _prices(context: Context) -> dict[str, list[Figure]]:
    """What one of a thing costs, by its name; each row with one sum."""
    text = context.document.folded
    found: dict[str, list[Figure]] = {}
    for grid in grids_of(context):
        for row in grid.rows:
            read = [amount(text, cell) for cell in row.cells[1:]]
            sums = [one for one in read if one is not None and one.unit == "円"]
            name = row.cells[0].cut(text).strip(" 　・-*○●■：:1通枚人")
            if len(sums) == 1 and len(name) > 1:
                found.setdefault(name, []).append(Figure(sums[0].number, "円", sums[0].span))
    return found


_WAYS: Ways[Callable[[Context, str], Iterator[Match]]] = Ways(
    ((AREA,), _areas),
    ((TIMES,), _times),
    ((ROUNDS,), _rounds),
    ((PER_GROUP,), _per_group),
    ((PAIRS,), _pairs),
    ((RATES,), _instalments),
    ((SEVERAL_MONTHS,), _months),
    ((PRICED,), _priced),
)
SCANS = _WAYS.scans
