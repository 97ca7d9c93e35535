"""What amounts are counted in."""

from __future__ import annotations

from checker.annotations.types import Annotation, CountValue


def unit_of(amount: Annotation) -> str:
    """The unit of a COUNT, 人 for 名 too, and 円 for a sum of money."""
    value = amount.value
    if isinstance(value, CountValue):
        return "人" if value.unit == "名" else value.unit
    return "円"
