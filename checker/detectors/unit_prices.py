"""What one costs and what several cost; a whole and the parts that are all there can be.

「1時間600円 … 3時間使うと1,600円」, a price list in which one row is not so many times the first,
「500円 … 2割引きの450円」, 「1日5時間、週4日（週24時間）」, 「13億円で、国が6億円、県が3億円、市が3億円」.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.annotations.types import Annotation, AnnotationKind, CountValue, MoneyValue
from checker.context import Context
from checker.detectors.added import near
from checker.detectors.grids import amount, grids_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

FAR = 90
"""Code points between the price of one and that of several."""

REACH = 100
"""Code points behind a whole in which its parts stand."""

_YEN = r"(?P<{0}man>[0-9]+万)?(?P<{0}yen>[0-9,]+)?円"
_UNITS = "時間|枚|冊|本|個|台|袋|箱|泊|食|区画|枠|コマ|[かカ]月|か月|点|通|部|束|セット"
UNIT = Scan(
    rf"(?<![0-9])1(?P<unit>{_UNITS})(?:当たり|あたり|につき|ごとに|の利用で|分)?(?:は|が|、|：|:|で)?[ 　]?(?P<price>[0-9,]+)円"
)
OFF = Scan(r"(?P<rate>[1-9])割(?:引き?|安い?)(?:の|で、?|となり、?|した)[ 　]?(?P<price>[0-9,]+)円")
WEEK = Scan(
    r"1日(?:の?(?:勤務|実働)(?:時間)?は?)?(?P<hours>[0-9]{1,2}(?:\.[0-9])?)時間(?P<half>半|30分)?[^。\n0-9]{0,8}週(?P<days>[1-7])日[^。\n0-9]{0,10}週(?P<week>[0-9]{1,2}(?:\.[0-9]{1,2})?)時間(?P<more>30分)?"
)
WHOLE = Scan(
    (
        r"(?:国|県|市|町|都)(?:の負担)?(?:が|は|から)[ 　]?[0-9]",
        r"(?:非常勤|市外|県外|女性?|オンライン|「?不満」?|午後|休日|屋外)(?:の?[^。、\n0-9]{0,4})?(?:が|は|、)?[ 　]?[0-9]",
    )
)
_PAIRS = (
    ("国", "市"),
    ("国", "県"),
    ("県", "市"),
    ("常勤", "非常勤"),
    ("市内", "市外"),
    ("県内", "県外"),
    ("男", "女"),
    ("会場", "オンライン"),
    ("満足", "不満"),
    ("午前", "午後"),
    ("平日", "休日"),
    ("屋内", "屋外"),
)
"""Kinds of which a whole consists."""
_UNSURE = regex(
    "割引|割り引|超え|超過|延長|以降|2時間目|追加|基本|初め|最初|上限|最大|別途|手数料|定額|セット料|回数券|まとめ|お得|団体|減免|引き|付き|込み|円増|加算|以上|うち"
)
_UNCOUNTED = frozenset(
    [
        "%",
        "割",
        "倍",
        "歳",
        "年",
        "日",
        "時間",
        "分",
        "回",
        "か月",
        "週間",
        "日間",
        "年間",
        "点",
        "位",
        "度",
        "つ",
    ]
)
_MORE = regex("さらに|上限|減免|別途|または|以降|超え|のうち|手数料")
_SOME = regex(
    "計|内訳|[合併あ]わせ|約|程度|以上|など|ほか|その他|前年|昨年|増|減|延べ|重複|複数|または|それぞれ|上限|まで"
)


def _ones(context: Context) -> Iterator[Match]:
    """「1時間600円」, and what several hours cost."""
    text = context.document.folded
    for found in UNIT.finditer(text):
        price = Decimal(found["price"].replace(",", "") or 0)
        yield from _several(context, found["unit"], price, Span(*found.span()))


def _reduced(context: Context) -> Iterator[Match]:
    """「2割引の800円」."""
    text = context.document.folded
    for found in OFF.finditer(text):
        line = context.document.block_at(found.start()).span
        before = Span(max(line.start, found.start() - FAR), found.start())
        prices = [one for one in _money(context, before) if one.value]
        right = {_yen(one) * (10 - int(found["rate"])) / 10 for one in prices}
        said = Decimal(found["price"].replace(",", "") or 0)
        if (
            len(right) == 1
            and said not in right
            and not _MORE.search(text, before.start, found.end())
        ):
            related = (Related(prices[0].span, "この額から引きました"),)
            fault = f"{found['rate']}割を引くと{right.pop():,f}円です".replace(".0円", "円")
            place = Span(found.start("price"), found.end())
            yield Match(place, {"fault": fault}, related=related)


def _weeks(context: Context) -> Iterator[Match]:
    """「1日6時間、週4日、週28時間」."""
    text = context.document.folded
    for found in WEEK.finditer(text):
        hours = Decimal(found["hours"]) + (Decimal("0.5") if found["half"] else 0)
        week = Decimal(found["week"]) + (Decimal("0.5") if found["more"] else 0)
        right_ = hours * int(found["days"])
        if right_ != week:
            place = Span(found.start("week") - 1, found.end())
            related = (Related(Span(found.start(), found.start("week") - 1), "ここを掛けました"),)
            fault = f"掛けると週{right_.normalize():f}時間です"
            yield Match(place, {"fault": fault}, related=related)


def _money(context: Context, span: Span) -> list[Annotation]:
    found = context.annotations.overlapping(span, AnnotationKind.MONEY)
    return [
        one
        for one in found
        if isinstance(one.value, MoneyValue) and not one.value.free and not one.value.bound
    ]


def _yen(annotation: Annotation) -> Decimal:
    assert isinstance(annotation.value, MoneyValue)
    return annotation.value.yen


def _several(context: Context, unit: str, price: Decimal, place: Span) -> Iterator[Match]:
    """「3時間使うと1,600円」 in the line of 「1時間600円」."""
    text = context.document.folded
    line = context.document.block_at(place.start)
    end = min(line.span.end, place.end + FAR)
    if line.cell is not None or price <= 0:
        return
    told = regex(
        rf"(?<![0-9.,第])(?P<number>[2-9]|[1-9][0-9])(?:{unit})(?:分|を?(?:使|利用|買|借|申し?込)[^。、\n0-9]{{0,6}}|なら|だと|の場合|で)?(?:と|は|、|で)?、?[ 　]?(?P<sum>[0-9,]+)円"
    ).search(text, place.end, end)
    if told is None or _UNSURE.search(text, line.span.start, end):
        return
    right = price * int(told["number"])
    said = Decimal(told["sum"].replace(",", "") or 0)
    if said != right:
        related = (Related(place, "1つの額はここです"),)
        fault = f"{told['number']}倍すると{right:,f}円です"
        yield Match(Span(told.start("sum"), told.end()), {"fault": fault}, related=related)


def _lists(context: Context) -> Iterator[Match]:
    """「1時間 300円、2時間 600円、3時間 800円、4時間 1,200円」: all but one are so many times one."""
    text = context.document.folded
    for grid in grids_of(context):
        if not 4 <= len(grid.rows) <= 12:
            continue
        keys = [amount(text, row.cells[0]) for row in grid.rows]
        known = [key for key in keys if key is not None and key.unit]
        if len(known) < len(keys) or len({key.unit for key in known}) > 1:
            continue
        if len({key.number for key in known}) < len(known) or not known[0].number:
            continue
        for column in range(1, min(len(row.cells) for row in grid.rows)):
            prices = [amount(text, row.cells[column]) for row in grid.rows]
            sums = [price for price in prices if price is not None and price.unit == "円"]
            if len(sums) < len(prices):
                continue
            ones = [price.number / key.number for price, key in zip(sums, known, strict=True)]
            usual = max(ones, key=ones.count)
            odd = [at for at, one in enumerate(ones) if one != usual]
            if len(odd) != 1 or ones.count(usual) < 3:
                continue
            right = usual * known[odd[0]].number
            others = Span(sums[0].span.start, sums[-1].span.end)
            related = (Related(others, "ほかの行は同じ割合です"),)
            values = {"fault": f"ほかの行に合わせると{right.normalize():,f}円です"}
            yield Match(sums[odd[0]].span, values, related=related)


def _wholes(context: Context) -> Iterator[Match]:
    """A whole and, right behind it in its sentence or the next, kinds that leave no other."""
    document = context.document
    text = document.folded
    done: set[int] = set()
    for found in WHOLE.finditer(text):
        block = document.block_at(found.start())
        if block.cell is not None or block.span.start in done:
            continue
        done.add(block.span.start)
        numbers = [
            one
            for one in context.annotations.overlapping(
                block.span, AnnotationKind.COUNT, AnnotationKind.MONEY
            )
            if _plain(one) is not None and _unit(one) not in _UNCOUNTED
        ]
        numbers.sort(key=lambda one: one.span)
        for at, whole in enumerate(numbers[:-2]):
            parts = _chain(text, whole, numbers[at + 1 :])
            if len(parts) < 2:
                continue
            names = text[whole.span.end : parts[-1].span.start]
            # A price for weekdays and one for holidays are no parts of a third.
            kinds = _PAIRS if whole.kind is AnnotationKind.COUNT else _PAIRS[:3]
            if not any(one in names and other in names for one, other in kinds):
                continue
            begin = max(block.span.start, text.rfind("。", block.span.start, whole.span.start) + 1)
            stop = text.find("。", parts[-1].span.end, block.span.end)
            stop = stop if stop >= 0 else block.span.end
            behind = text[parts[-1].span.end : stop]
            if _SOME.search(text, begin, stop) or any(map(str.isdecimal, behind)):
                continue
            total = _plain(whole)
            summed = sum((_plain(part) or Decimal(0) for part in parts), Decimal(0))
            if total is None or total == summed or not near(total, summed, len(parts)):
                continue
            unit = "円" if whole.kind is AnnotationKind.MONEY else _unit(whole)
            related = (Related(Span(parts[0].span.start, parts[-1].span.end), "ここを足しました"),)
            fault = f"{len(parts)}つの数を足すと{_shown(summed)}{unit}です"
            yield Match(whole.span, {"fault": fault}, related=related)
            break


def _shown(number: Decimal) -> str:
    for size, name in ((10**8, "億"), (10**4, "万")):
        if number >= size and number % size == 0:
            return f"{number // size:,f}{name}"
    return f"{number.normalize():,f}"


def _chain(text: str, whole: Annotation, numbers: list[Annotation]) -> list[Annotation]:
    """The numbers of one unit behind a whole, a short name in front of each."""
    parts: list[Annotation] = []
    end = whole.span.end
    for number in numbers:
        between = text[end : number.span.start]
        if (
            _unit(number) != _unit(whole)
            or number.kind is not whole.kind
            or len(between) > 20
            or number.span.start - whole.span.end > REACH
        ):
            break
        if between.count("。") > (0 if parts else 1) or not between.strip("、。（( 　"):
            break
        parts.append(number)
        end = number.span.end
    return parts


def _plain(annotation: Annotation) -> Decimal | None:
    value = annotation.value
    if isinstance(value, MoneyValue):
        return None if value.free or value.bound else value.yen
    if isinstance(value, CountValue) and not (value.bound or value.ordinal):
        return value.number
    return None


def _unit(annotation: Annotation) -> str:
    value = annotation.value
    unit = value.unit if isinstance(value, CountValue) else "円"
    return "人" if unit == "名" else unit


WAYS = (
    ((UNIT,), _ones),
    ((OFF,), _reduced),
    ((WEEK,), _weeks),
    ((), _lists),
    ((WHOLE,), _wholes),
)
"""What finds a number that does not come out, with the strings that it needs."""
