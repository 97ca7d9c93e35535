"""Numbers as dates and times write them: 8, 元, 八, 十二, 二〇二六."""

from __future__ import annotations

SPACE = r"[ \u3000]{0,3}"
"""What may stand between a number and its unit (8 月 1 日)."""

KANJI_DIGITS = "〇一二三四五六七八九十"
"""The kanji numerals of dates."""

NUMBER = rf"(?:[0-9]{{1,2}}|[{KANJI_DIGITS[1:]}]{{1,3}})"
"""A number of at most two digits, in either kind of digit."""

_VALUES = {char: value for value, char in enumerate("〇一二三四五六七八九")}


def to_int(written: str) -> int:
    """The value of a run of digits or kanji numerals; 元 is 1.

    Kanji are read by place (二〇二六) or with 十 (二十六); a run that makes no
    number (十十) still gives some value and never raises.
    """
    if written.isascii():
        return int(written)
    if written == "元":
        return 1
    head, ten, tail = written.partition("十")
    if not ten:
        return _by_place(head)
    return (_by_place(head) or 1) * 10 + _by_place(tail)


def _by_place(digits: str) -> int:
    value = 0
    for char in digits:
        value = value * 10 + _VALUES.get(char, 0)
    return value
