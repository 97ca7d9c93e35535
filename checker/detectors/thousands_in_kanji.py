"""Amounts such as 5千円 and 15億7百万円, and sums in units of account (150百万円)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.annotations.numerals import parse
from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_SIGN = regex("[千百](?<=[0-9].)")
_BEHIND_DIGIT = Scan("[0-9][千百]")
_CHARACTERS = frozenset("0123456789,千百十万億")
_COUNTED = frozenset(
    "円人名個件本冊枚世部台株戸棟点回歩食口平ヘトリキグメ発匹頭羽組校社店問票字杯袋箱束足缶"
)
_LONGEST = 24
"""More characters are no amount; keeps a long row of digits cheap."""

_LARGE = regex("([億万])")


def scans(options: Options) -> tuple[Scan, ...]:
    """What the detector looks for."""
    return (_BEHIND_DIGIT,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match an amount that has 千 or 百 behind a digit."""
    text = context.document.folded
    done = 0
    for found in _SIGN.finditer(text):
        if found.start() < done:
            continue
        span = _amount_at(text, found.start())
        done = span.end
        if not span.cut(text)[0].isdigit() or text[span.end : span.end + 1] not in _COUNTED:
            continue
        if text[span.start - 1 : span.start] in tuple("数第何.，"):
            continue
        written = _rewritten(span.cut(text))
        if written is not None:
            yield Match(span, {"to": written}, edits=(Edit(span, written),))


def _amount_at(text: str, offset: int) -> Span:
    """The row of numeral characters around an offset."""
    start, end = offset, offset + 1
    while start > max(0, offset - _LONGEST) and text[start - 1] in _CHARACTERS:
        start -= 1
    while end < min(len(text), offset + _LONGEST) and text[end] in _CHARACTERS:
        end += 1
    return Span(start, end)


def _rewritten(amount: str) -> str | None:
    """The amount with 億 and 万 as its only kanji; None if it is not a number."""
    parts = _LARGE.split(amount)
    values = [part if part in ("億", "万") else parse(part) for part in parts if part]
    if None in values:
        return None
    numbers = [value for value in values if isinstance(value, Decimal)]
    if all(number < 10_000 for number in numbers):
        return "".join(v if isinstance(v, str) else f"{v:,}" for v in values)
    whole = parse(amount)
    return None if whole is None else in_large_units(int(whole))


def in_large_units(number: int) -> str:
    """A whole number as newspapers write it: 1億5,000万, 1万5,000."""
    oku, rest = divmod(number, 10**8)
    man, ones = divmod(rest, 10**4)
    parts = [f"{oku:,}億" if oku else "", f"{man:,}万" if man else "", f"{ones:,}" if ones else ""]
    return "".join(parts)
