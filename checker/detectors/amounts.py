"""How much an amount is, and what it is counted in."""

from __future__ import annotations

from decimal import Decimal

from checker.annotations.types import Annotation, CountValue, MoneyValue


def number_of(amount: Annotation) -> Decimal | None:
    """The number of a COUNT or MONEY that is told exactly; None for 約, 以上, 第3, 無料."""
    value = amount.value
    if isinstance(value, MoneyValue):
        return None if value.free or value.bound else value.yen
    if isinstance(value, CountValue) and not value.bound and not value.ordinal:
        return value.number
    return None


def unit_of(amount: Annotation) -> str:
    """The unit of a COUNT, 人 for 名 too, and 円 for a sum of money."""
    value = amount.value
    if isinstance(value, CountValue):
        return "人" if value.unit == "名" else value.unit
    return "円"
