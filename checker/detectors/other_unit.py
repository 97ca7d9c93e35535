"""One bound in two units: 「50cm以上離して」, then 「50mm以上の所」."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from checker.context import Context
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

_UNITS = {
    "mm": ("長さ", "mm"), "ミリメートル": ("長さ", "mm"), "ミリ": ("長さ", "mm"),
    "cm": ("長さ", "cm"), "センチメートル": ("長さ", "cm"), "センチ": ("長さ", "cm"),
    "m": ("長さ", "m"), "メートル": ("長さ", "m"), "km": ("長さ", "km"), "キロメートル": ("長さ", "km"),
    "g": ("重さ", "g"), "グラム": ("重さ", "g"), "kg": ("重さ", "kg"), "キログラム": ("重さ", "kg"),
    "t": ("重さ", "t"), "トン": ("重さ", "t"), "mL": ("容量", "mL"), "ミリリットル": ("容量", "mL"),
    "L": ("容量", "L"), "リットル": ("容量", "L"), "KB": ("大きさ", "KB"), "MB": ("大きさ", "MB"),
    "GB": ("大きさ", "GB"), "平方メートル": ("広さ", "㎡"), "㎡": ("広さ", "㎡"),
    "平方キロメートル": ("広さ", "k㎡"), "ヘクタール": ("広さ", "ha"),
}  # fmt: skip
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
BOUND = Scan(
    rf"(?<![0-9.,])(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)[ 　]?(?P<unit>{_UNIT})(?P<side>以上|以内|以下|を超え)"
)
_NAME = regex(
    "(?P<name>長さ|太さ|重さ|高さ|幅|直径|厚さ|深さ|奥行き?|縦|横|間隔|距離)(?:が|は|の合計が|：|:|[ 　])?\\Z"
)
LEAST = 5
"""A smaller number may well be one of two things."""


def wrong_units(context: Context) -> Iterator[Match]:
    """One match the second of two bounds that are the same but for their unit."""
    text = context.document.folded
    kept: defaultdict[tuple[Decimal, str, str], list[tuple[str, str, Span]]] = defaultdict(list)
    for found in BOUND.finditer(text):
        kind, unit = _UNITS[found["unit"]]
        number = Decimal(found["number"].replace(",", ""))
        lead = _NAME.search(text, max(0, found.start() - 8), found.start())
        name = lead["name"] if lead else ""
        kept[number, kind, found["side"]].append((unit, name, Span(*found.span())))
    for (number, _, _), several in kept.items():
        units = {unit for unit, _, _ in several}
        names = {name for _, name, _ in several if name}
        if len(units) != 2 or len(names) > 1 or number < LEAST:
            continue
        first = several[0]
        other = next(one for one in several if one[0] != first[0])
        shown = first[2].cut(context.document.text)
        yield Match(
            other[2],
            {"name": "長さなどの境", "other": shown},
            related=(Related(first[2], f"ここでは「{shown}」です"),),
            message="「{text}」は、ほかの所では「{other}」です。どちらの単位が正しいかを確かめてください。",
        )
