"""Numbers with what they count and for what: 1日6時間, 週4日, 1人500円, 全8回, 合わせて4,000円.

One way of reading them for all relations of rates: a rate is so much of one thing for each of
another, and two rates that share a thing give a third.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from checker.context import Context
from checker.detectors import per_draft
from checker.model import Span
from checker.regex import led, regex

MOST = 120
"""Quantities of a draft beyond which they are data."""

_THINGS = (
    "人|名|組|世帯|家族|回|枚|冊|個|本|袋|台|日|泊|食|期|箱|口|コース|時間|缶|束|点|部|件|室|面|コマ|校|園|団体|区画"
    "|クラス|会場|地区|か月|週間|年|校区|セット|チーム"
)
_UNITS = (
    "人分|名分|人|名|組|世帯|家族|回分|回|枚|冊|個|本|袋|台|日間|日分|日|泊|食|期分|期|箱|口|コース|時間|分|缶|束|点|部|件|室|面"
    "|コマ|校|園|団体|区画|クラス|会場|地区|か月分|か月|週間|年分|年間|年|セット|チーム|円|キログラム|kg|グラム|リットル|L|トン|席|戸|棟"
)
_N = r"[0-9](?<![0-9,.第].)(?:[0-9]{0,2}(?:,[0-9]{3})+|[0-9]*(?:\.[0-9]+)?)"
"""A number from its first digit on, which is told last: a search can then leap to a digit."""
_QUANTITY = regex(
    rf"(?P<number>{_N})(?P<large>億|万|千)?(?P<more>[0-9]{{1,4}})?[ 　]?(?P<unit>{led(_UNITS)})(?:間)?(?:(?P<half>半)(?!額|分|数|日|年|期)|(?P<minutes>[0-9]{{1,2}})分)?"
)
_PER = regex(
    rf"(?:お?一(?P<kanji>人|世帯)(?:様)?(?:当たり|あたり|につき)?|1[ 　]?(?P<one>{_THINGS})(?!目|前|後|以|から|まで|[0-9])(?:当たり|あたり|につき|に付き|ごと)?"
    rf"|各(?P<each>{_THINGS})|毎(?P<every>日|週|月|年|回)|(?<![0-9一-龠今来先毎隔])(?P<calendar>週|月|年)(?=[ 　にの額合]|間|\Z)"
    r"|(?P<wage>時給|時間給|時間額|日額|日給|日当|月額|月給|年額|週給))"
    r"(?:の?[一-龠ァ-ヶー]{0,8})(?:は|が|を|に|で|、|：|:|[ 　]|の合計|合計|[（(]|\n){0,3}\Z"
)
_LARGE = {"億": 10**8, "万": 10**4, "千": 1000}
_WAGE = {"時": "時間", "日": "日", "月": "月", "年": "年", "週": "週"}
_SAME = {"名": "人", "日間": "日", "年間": "年", "週間": "週", "か月": "月", "キログラム": "kg"}
_LOOSE_BEHIND = regex(
    r"[ 　]?(?:[（(][^（()）]{0,8}[)）])?(?:以内|以下|以上|未満|程度|まで|前後|ほど|くらい|超|を超|を上限|を限度|余り|強|弱|から|か[0-9]|または|又は|もしくは|[〜～~・/／]|目|前|後|おき|ごと|割引|引き|台(?![、。]))"
)
_LOOSE_FRONT = regex(
    r"(?:約|およそ|おおむね|最大|最長|最低|上限|平均|[0-9][〜～~・]|から|または|又は)[ 　]?\Z"
)
_WHOLE = regex(
    r"(?:合計|総計|計|延べ|のべ|[合併あ]わせて|全部で|総額|全体で)(?:で|は|が|額|人数|時間|数|して|、|：|:|[ 　]){0,3}\Z"
)
_ALL = regex(r"(?:全|計|合計|連続|毎[週月年])[ 　]?\Z")
_READING = regex(r"[（(][ぁ-ん]{1,8}[)）]")
_DATED = frozenset("和成月時")
_MAY_BE_PER = frozenset("1一各毎週月年時日")
LONG_YEAR = 4
"""Code points from which a number of years is a year: 2027年."""
FRONT = 24
"""Code points in front of a number in which it is said for what it counts."""


class Quantity(NamedTuple):
    """A number of a draft.

    Attributes:
        number: Minutes for hours.
        unit: What is counted, in one spelling: 人, 円, 分, 日.
        per: For each of what (日 of 1日6時間), "" if not said.
        exact: Whether no 約 or 以上 stands beside it.
        whole: Whether it is called a total.
        span: Where it stands.
    """

    number: Decimal
    unit: str
    per: str
    exact: bool
    whole: bool
    span: Span

    def shown(self, number: Decimal) -> str:
        """Another number of the same unit as people write it."""
        if self.unit != "分":
            return f"{number.normalize():,f}{self.unit}"
        hours, minutes = divmod(int(number), 60)
        return (f"{hours}時間" if hours else "") + (f"{minutes}分" if minutes or not hours else "")


@per_draft
def quantities_of(context: Context) -> Sequence[Quantity]:
    """The quantities of a draft, in text order; none of a draft that is full of them."""
    text = context.document.folded
    found: list[Quantity] = []
    behind = 0
    for one in _QUANTITY.finditer(text):
        start, end = one.span()
        digits, large, more, unit, half, minutes = one.groups()
        if len(found) > MOST:
            return ()
        if more and not large:
            continue
        # 令和9年, 1月10日, 8時30分 and 2027年 are no amounts.
        before = text[start - 1] if start else ""
        if before in _DATED and (before != "月" or text[start - 2].isdecimal()):
            continue
        if unit == "年" and end - start > LONG_YEAR:
            continue
        number = Decimal(digits.replace(",", ""))
        if large:
            number = number * _LARGE[large] + int(more or 0)
        if unit == "時間":
            number = number * 60 + (30 if half else int(minutes or 0))
        elif half or minutes:
            continue
        front = text[max(behind, start - FRONT) : start]
        front = without_readings(front)
        per = _PER.search(front) if not _MAY_BE_PER.isdisjoint(front) else None
        loose = _LOOSE_FRONT.search(front) or _LOOSE_BEHIND.match(text, end)
        unit = "分" if unit in ("時間", "分") else unit.removesuffix("分") or "分"
        found.append(
            Quantity(
                number,
                _SAME.get(unit, unit),
                _per(per) if per is not None else "",
                loose is None,
                (_WHOLE.search(front) or (unit != "円" and _ALL.search(front))) is not None,
                Span(start, end),
            )
        )
        # What a rate is for is no number of its own: 1日6時間.
        behind = end if number != 1 else behind
    return tuple(found)


def without_readings(words: str) -> str:
    """Words of easy Japanese without the readings in brackets: 「1回（かい） 200円（えん）」."""
    return _READING.sub("", words) if "（" in words else words


def _per(found: re.Match[str]) -> str:
    wage: str | None = found["wage"]
    if wage is not None:
        return _WAGE[wage[0]]
    unit: str = next(unit for unit in found.groups() if unit)
    return _SAME.get(unit, unit)
