"""Whole numbers that add up."""

from __future__ import annotations

from collections.abc import Sequence


def apportion(shares: Sequence[float], total: int, caps: Sequence[int] | None = None) -> list[int]:
    """Whole numbers near `shares` whose sum is `total`, by largest remainder.

    Args:
        shares: Not negative; their sum is less than 1 away from `total`, or as near
            as rounding errors allow.
        total: What the numbers add up to.
        caps: The most that each may get; None for no limit.
    """
    whole = [int(share + 1e-9) for share in shares]
    if caps is not None:
        whole = [min(number, cap) for number, cap in zip(whole, caps, strict=True)]
    # The largest remainder first; of equal ones the first.
    order = sorted(range(len(shares)), key=lambda i: (whole[i] - shares[i], i))
    left = total - sum(whole)
    while left > 0:
        before = left
        for index in order:
            if left and (caps is None or whole[index] < caps[index]):
                whole[index] += 1
                left -= 1
        if left == before:
            break
    for index in reversed(order):
        if left < 0 and whole[index]:
            whole[index] -= 1
            left += 1
    return whole
