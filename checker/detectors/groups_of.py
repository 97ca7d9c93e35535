"""So many in each, so many of them, and all: 「1列12席の椅子を15列並べ、160席を用意します」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checker.context import Context
from checker.model import Match, Span
from checker.regex import regex
from checker.scan import Scan

_EACH = "列|チーム|班|組|袋|箱|セット|ケース|部屋|室|食|区画|グループ|テーブル|卓|クラス|コート|便|束|パック|棟|台|冊|会場|団体|世帯|校|園|地区|回|日"
_UNIT = "席|人|名|枚|本|個|円|冊|点|台|食|株|戸|問|票|リットル|メートル|分|時間"
_N = "[0-9][0-9,]*"
_ALL = r"(?:計|合計で?|合わせて|あわせて|全部で|総勢|全体で)"
GROUPS = Scan(
    rf"(?<![0-9.第])1(?P<group>{_EACH})(?:あたり|当たり|につき|の定員は|は|に|が|[ 　])?、?(?P<each>{_N})(?P<unit>{_UNIT})(?![0-9以未])"
    rf"[^。\n0-9]{{0,16}}(?P<many>{_N})(?P=group)(?![目以])[^。\n0-9]{{0,12}}?(?P<all>{_ALL}[、 　]?)?(?P<sum>{_N})(?P=unit)"
)
PACKS = Scan(
    rf"(?<![0-9.,])(?P<each>{_N})(?P<unit>枚|本|個|冊|株|食)(?:入り?|組|つづり|綴り|セット)[^。\n0-9]{{0,10}}(?P<many>{_N})(?P<group>袋|箱|セット|冊|束|パック|個|組|缶)[^。\n0-9]{{0,8}}?"
    rf"(?P<all>{_ALL}[、 　]?|[（(]|の)(?P<sum>{_N})(?P=unit)"
)
TICKETS = Scan(
    rf"(?<![0-9.,])(?P<many>{_N})(?P<group>回|枚|食|人)分の(?:料金|値段|金額|代金|価格)[（(]1(?P=group)(?P<each>{_N})(?P<unit>円)[）)](?P<all>の)(?P<sum>{_N})円"
)
_APART = regex(
    "以上|以下|未満|上限|最大|まで|から|〜|～|約|程度|以内|割引|引き|増|減|前年|昨年|ほか|別に|加え|除|残り|うち|または|又は|ただし|保護者|大人|子ども|定期"
)
SCANS = (GROUPS, PACKS, TICKETS)


def wrong_groups(context: Context) -> Iterator[Match]:
    """One match a sum that so many of so many do not give."""
    text = context.document.folded
    for scan in SCANS:
        for found in scan.finditer(text):
            yield from _wrong(context, found)


def _wrong(context: Context, found: re.Match[str]) -> Iterator[Match]:
    each, many, whole = (
        Decimal(found[name].replace(",", "") or 0) for name in ("each", "many", "sum")
    )
    right = each * many
    if many < 2 or each < 2 or whole == right or _APART.search(found.group()):
        return
    if found["unit"] == "円" and not found["all"]:
        return  # several may cost less than so many times one
    if context.document.block_at(found.start()).quoted:
        return
    far = Decimal(2) if found["all"] else Decimal("1.34")
    if right / far < whole < right * far:
        unit, group = found["unit"], found["group"]
        fault = f"{each:,f}{unit}が{many:,f}{group}分なら{right:,f}{unit}です"
        yield Match(Span(found.start("sum"), found.end()), {"fault": fault})
