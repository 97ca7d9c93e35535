"""Sums of money: 3,500円, 2万2500円, ¥500, 上限26万円, 無料."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from checker.annotations import numerals
from checker.annotations.types import Annotation, AnnotationKind, MoneyValue
from checker.model import Span
from checker.regex import regex

_YEN = regex(r"[ 　]?円(?![形周卓滑満盤熟筒錐柱陣墳弧])")
_BEFORE_YEN = frozenset("円 　")
_SIGNS = "¥￥\\"
_ONE_YEN = regex(r"円(?:玉|単位|未満|以上|硬貨)")
_FREE = regex(r"無[料償](?!化|で(?:は|も)(?:ありません|ない|なく|ございません)|にはなりません)")
_FREE_VALUE = MoneyValue(Decimal(0), free=True)


def find_money(text: str, found: Sequence[tuple[int, int]] | None = None) -> list[Annotation]:
    """Find MONEY annotations. The stretch includes the sign and adjoining bounds.

    Args:
        text: The folded text.
        found: What `numerals.find_numerals(text)` gave, if it was called already.
    """
    money: list[Annotation] = []
    signs = "¥" in text or "￥" in text or "\\" in text
    if signs or "円" in text:
        for start, end in numerals.find_numerals(text) if found is None else found:
            if text[end : end + 1] not in _BEFORE_YEN and not signs:
                continue
            stretch = _stretch(text, start, end)
            if stretch is None:
                continue
            yen = numerals.parse(text[start:end])
            if yen is None:
                continue
            bound, first, last = numerals.bounds(text, *stretch)
            money.append(
                Annotation(AnnotationKind.MONEY, Span(first, last), MoneyValue(yen, bound=bound))
            )
    if "無" in text:
        money.extend(
            Annotation(AnnotationKind.MONEY, Span(*match.span()), _FREE_VALUE)
            for match in _FREE.finditer(text)
        )
    return money


def _stretch(text: str, start: int, end: int) -> tuple[int, int] | None:
    before = text[start - 1] if start else ""
    if before in (",", "，", ".", "．") and text[start - 2 : start - 1].isdecimal():
        return None  # the rest of a malformed number
    if before and before in "数何幾":  # 数千円
        return None
    match = _YEN.match(text, end) if text[end : end + 1] in _BEFORE_YEN else None
    if before and before in _SIGNS:
        return start - 1, match.end() if match else end
    if match is None:
        return None
    if text[start:end] == "一" and not _ONE_YEN.match(text, end):  # 地域一円
        return None
    if text[start:end] in ("千", "百万", "億") and text.find("単位", max(0, start - 3), start) >= 0:
        return None  # (単位:千円) heads a table
    return start, match.end()
