"""What is paid in several parts: 「第1期が32,600円、第2期から第4期までが各32,100円」 of 年額128,900円.

Also 「年額156,000円を8回に分け、1回20,000円」, and things of several kinds that a line counts up:
「ベッド200台、間仕切り150組、トイレ50基　計400点」.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checker.context import Context
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

REACH = 140
"""Code points in front of the first part in which the whole stands."""

MOST = 12
"""More parts are no payment of a year."""

SHOWN = 6
"""Parts that are shown one by one, because any of them may be wrong."""

_SUM = r"[0-9]{1,3}(?:,[0-9]{3})+円|[0-9]+円"
_NAME = (
    r"第?(?:[0-9]{1,2}期|[0-9]{1,2}回目|初回)(?:分|目)?(?:、?(?:から|[〜～~])第?[0-9]{1,2}(?:期|回目)(?:分|目)?(?:まで)?"
    r"|以降(?:の[0-9]{1,2}期)?|(?:[・、と]第?[0-9]{1,2}(?:期|回目))+)?"
    r"|[0-9]{1,2}月(?:分)?(?:(?:[・、と][0-9]{1,2}月)+)?"
)
_PART = rf"(?P<name>{_NAME})(?:の(?:納付額|支払額|額))?(?:は|が|に|：|:)?[、 　]?(?P<each>(?:各|それぞれ)[、 　]?)?(?P<sum>{_SUM})(?P<each2>ずつ)?"
PARTS = Scan(
    rf"(?:第?1期|初回|1回目|[0-9]{{1,2}}月)[^。\n]{{0,12}}(?:{_SUM})[^。\n]{{0,4}}(?:、|で、|と、?|。)[^。\n]{{0,2}}(?:第?[2-4]|残|[0-9]{{1,2}}月)[^。\n]{{0,24}}円"
)
_EACH_PART = regex(_PART)
_WHOLE = regex(
    rf"(?:年税額|年額|年間の?[一-龠]{{0,6}}|税額|保険料|総額|合計|全額)[^。、\n0-9]{{0,6}}(?P<sum>{_SUM})"
)
_MANY = regex(
    r"(?:全|年)(?P<number>[0-9]{1,2})[期回](?!目)|(?<![第0-9])(?P<split>[0-9]{1,2})[期回](?:に分け|払い|に分割)"
)
_REST = regex(
    r"残りの?(?:(?P<number>[0-9]{1,2})[期回](?:分)?)?(?:は|が)、?(?:各|1[回期])(?:は|が)?"
)
_NUMBER = regex("[0-9]+")
_LOOSE = regex("約|程度|以上|以内|上限|端数|など|ほか|前年|昨年")
DIVIDED = (
    Scan(
        rf"(?P<whole>{_SUM})(?:を|は|の(?:方|人|場合|世帯|とき)(?:は|には)?)、?(?:年)?(?P<number>[0-9]{{1,2}})[回期か](?:月)?(?:払い|に分け(?:て|た)?|に分割(?:し(?:て)?)?|分割|で(?:お?支払い|納め|お納め))"
        rf"[^。\n0-9]{{0,20}}1(?:回|期|か月)(?:当たり|あたり|につき|分)?(?:の額)?(?:は|が)?、?(?P<one>{_SUM})"
    ),
    Scan(
        rf"(?P<whole>{_SUM})[（(](?:年)?(?P<number>[0-9]{{1,2}})[回期](?:払い|分割|に分け)(?:で|て|、|の場合)?、?1[回期](?:当たり|あたり|につき|分)?(?:は|が)?(?P<one>{_SUM})"
    ),
    Scan(
        rf"1(?:回|期)(?:当たり|あたり|につき|分)?(?:は|が)?、?(?P<one>{_SUM})を?[、で]?(?:年)?(?P<number>[0-9]{{1,2}})[回期](?:に分けて|払いで|払って|納め(?:て|ると)|分で)、?"
        rf"(?:年額|総額|合計|合わせて|年間)(?:は|で)?(?P<whole>{_SUM})"
    ),
)
_ODD_FIRST = regex(
    "端数|初回|第1期|(?<!第)1期(?!当たり|あたり|につき|分)|1回目|最終回|最後の|頭金|から|以降"
)


def _yen(words: str) -> Decimal:
    return Decimal(words.removesuffix("円").replace(",", ""))


def wrong_divided(context: Context) -> Iterator[Match]:
    """One match a whole sum that so many of one sum do not give."""
    text = context.document.folded
    for found in (one for scan in DIVIDED for one in scan.finditer(text)):
        block = context.document.block_at(found.start())
        near = Span(
            max(block.span.start, found.start() - 20), min(block.span.end, found.end() + 30)
        )
        if block.quoted or _ODD_FIRST.search(near.cut(text)) or _LOOSE.search(near.cut(text)):
            continue
        whole, one, number = _yen(found["whole"]), _yen(found["one"]), int(found["number"])
        if number > 1 and one * number != whole:
            fault = f"1回分の額から計算すると{one * number:,}円です"
            yield Match(Span(*found.span()), {"fault": fault})


def wrong_parts(context: Context) -> Iterator[Match]:
    """One match a whole sum that its parts do not give."""
    document = context.document
    text = document.folded
    done = -1
    for found in PARTS.finditer(text):
        block = document.block_at(found.start())
        if found.start() < done or block.quoted or block.cell is not None:
            continue
        begin = max(block.span.start, text.rfind("。", block.span.start, found.start()) + 1)
        stop = text.find("。", found.end(), block.span.end)
        end = stop if stop >= 0 else block.span.end
        done = end
        read = _summed(text, found.start(), end)
        wholes = list(_WHOLE.finditer(text, max(0, begin - REACH), found.start()))
        wholes = wholes or list(_WHOLE.finditer(text, found.start(), end))
        if read is None and wholes and not _LOOSE.search(text, begin, end):
            yield from _left_out(text, Span(found.start(), end), _yen(wholes[0]["sum"]))
        if read is None or not wholes or _LOOSE.search(text, begin, end):
            continue
        if len({one["sum"] for one in wholes}) > 1:
            continue
        whole, (total, place) = _yen(wholes[0]["sum"]), read
        if total != whole and abs(total - whole) * 3 <= whole:
            sums = [
                Span(*one.span("sum")) for one in _EACH_PART.finditer(text, place.start, place.end)
            ]
            related = (
                Related(Span(*wholes[0].span("sum")), "この額と合いません"),
                *(Related(span, "ここを足しました") for span in sums[:SHOWN]),
            )
            fault = f"足すと{total:,}円で、{whole:,}円になりません"
            yield Match(place, {"fault": fault}, related=related)


def _left_out(text: str, place: Span, whole: Decimal) -> Iterator[Match]:
    """「第1期は23,300円、第3期から第8期までは各23,000円」: with the second, it is the whole."""
    parts = list(_EACH_PART.finditer(text, place.start, place.end))
    if len(parts) != 2 or any("期" not in part["name"] for part in parts):
        return
    first, last = (_several(part, 0) for part in parts)
    if first != [1] or not last or last[0] == 2:
        return
    total = _yen(parts[0]["sum"]) + _yen(parts[1]["sum"]) * (last[-1] - 1)
    if total == whole:
        left = "第2期" if last[0] == 3 else f"第2期から第{last[0] - 1}期まで"
        yield Match(Span(*parts[1].span("name")), {"fault": f"{left}がありません"})


def _summed(text: str, start: int, end: int) -> tuple[Decimal, Span] | None:
    """The sum of the parts of a sentence and where they stand; None if not all are told."""
    many = _MANY.search(text, max(0, start - REACH), end)
    last = int(many["number"] or many["split"]) if many else 0
    total = Decimal(0)
    numbers: list[int] = []
    months = 0
    behind = start
    for found in _EACH_PART.finditer(text, start, end):
        several = _several(found, last)
        if several is None:
            return None
        if "月" in found["name"] and not (found["each"] or found["each2"]) and len(several) > 1:
            return None
        numbers += several
        months += "月" in found["name"]
        total += _yen(found["sum"]) * len(several)
        behind = found.end()
    rest = _REST.search(text, behind, end)
    if rest is not None:
        left = int(rest["number"] or 0) or last - len(numbers)
        money = regex(_SUM).search(text, rest.end(), end)
        if left < 1 or money is None:
            return None
        total += _yen(money.group()) * left
        behind = money.end()
        numbers += range(len(numbers) + 1, len(numbers) + 1 + left)
    if not 2 <= len(numbers) <= MOST or len(set(numbers)) < len(numbers):
        return None
    if months:
        return (total, Span(start, behind)) if len(numbers) >= 3 or rest else None
    if sorted(numbers) != list(range(1, len(numbers) + 1)) or (last and last != len(numbers)):
        return None
    return total, Span(start, behind)


def _several(found: re.Match[str], last: int) -> list[int] | None:
    """The numbers of the parts that a name stands for."""
    name = found["name"]
    numbers = [int(one) for one in _NUMBER.findall(name)]
    if name.startswith(("初回", "第初回")):
        return [1]
    if "以降の" in name:
        return list(range(numbers[0], numbers[0] + numbers[1]))
    if "以降" in name:
        return list(range(numbers[0], last + 1)) if last > numbers[0] else None
    if ("から" in name or "〜" in name or "～" in name) and len(numbers) == 2:
        return list(range(numbers[0], numbers[1] + 1)) if numbers[0] < numbers[1] else None
    return numbers


# --- things of several kinds ------------------------------------------------------------------

_THING = "(?:台|組|基|個|本|枚|張|脚|袋|箱|セット|点|着|食|冊)"
KINDS = Scan(
    rf"(?P<parts>[^。\n0-9]{{0,20}}[0-9][0-9,]*{_THING}[^。\n]{{0,80}}?)[ 　、。（(で]{{0,3}}(?P<all>(?:合計|総計|計|合わせて)[ 　]?(?P<number>[0-9][0-9,]*)(?P<unit>{_THING}))(?![0-9目])"
)
_NUMBER_OF = regex(rf"(?P<number>[0-9][0-9,]*)(?P<unit>{_THING})?")


def wrong_kinds(context: Context) -> Iterator[Match]:
    """「ベッド200台、間仕切り150組、トイレ50基　計450点」, each of another kind."""
    text = context.document.folded
    for found in KINDS.finditer(text):
        parts = list(_NUMBER_OF.finditer(found["parts"]))
        units = {part["unit"] for part in parts}
        if len(units) < 2 or None in units or found["unit"] in units or len(units) < len(parts):
            continue
        summed = sum(Decimal(part["number"].replace(",", "")) for part in parts)
        whole = Decimal(found["number"].replace(",", ""))
        if _LOOSE.search(found["parts"]) or summed == whole or abs(summed - whole) * 3 > whole:
            continue
        related = (Related(Span(*found.span("parts")), "ここを足しました"),)
        fault = f"足すと{summed:,f}{found['unit']}です"
        yield Match(Span(*found.span("all")), {"fault": fault}, related=related)
