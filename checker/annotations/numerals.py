"""Numerals as they are written, and the words that bound them.

Arabic, kanji and mixed: 3,500 / 2万2500 / 1億2,000万 / 4千 / 三十 / 二〇二六.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from checker.regex import regex

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}

_RUN = regex(
    r"[0-9〇一二三四五六七八九十百千万億兆]"
    r"(?>(?:[0-9〇一二三四五六七八九十百千万億兆]"
    r"|(?<=[0-9])[,，](?=[0-9]{3}(?![0-9]))"
    r"|(?<=[0-9])[.．](?=[0-9]))*)"
)
_PLAIN = regex(r"[0-9]+(?:\.[0-9]+)?")
_TOKEN = regex(r"[0-9]+(?:\.[0-9]+)?|.")

_LONGEST = 32
"""Longer rows of digits are codes, not amounts (a Japanese budget has 15)."""


def find_numerals(text: str) -> list[tuple[int, int]]:
    """The start and end of every row of numeral characters, in text order."""
    return [match.span() for match in _RUN.finditer(text)]


@lru_cache(maxsize=1024)  # few numbers make up most of those in a draft
def parse(numeral: str) -> Decimal | None:
    """The value of a numeral, or None if it is not one (万一, 2026.08.01)."""
    if len(numeral) > _LONGEST:
        return None
    plain = numeral.replace(",", "").replace("，", "").replace("．", ".")
    if _PLAIN.fullmatch(plain):
        return Decimal(plain)
    return _parse_mixed(plain)


def _parse_mixed(numeral: str) -> Decimal | None:
    total = section = Decimal(0)
    digit: Decimal | None = None
    positional = False
    last_small, last_large = 10**4, 10**16
    for token in _TOKEN.findall(numeral):
        if token in _SMALL:
            unit = _SMALL[token]
            if unit >= last_small:
                return None
            section += unit if digit is None else digit * unit
            digit, last_small = None, unit
        elif token in _LARGE:
            unit = _LARGE[token]
            section += digit or 0
            if unit >= last_large or not section:
                return None
            total += section * unit
            section, digit, last_small, last_large = Decimal(0), None, 10**4, unit
        elif token in _DIGITS:
            if digit is not None and not positional:
                return None
            digit = Decimal(_DIGITS[token]) if digit is None else digit * 10 + _DIGITS[token]
            positional = True
            continue
        elif _PLAIN.fullmatch(token) and digit is None:
            digit = Decimal(token)
        else:
            return None
        positional = False
    if numeral.strip("〇") == "":  # 〇〇課: a blank to be filled in
        return None
    return total + section + (digit or 0)


_AFTER = regex(
    r"(?P<over>を?超える|を?超えた|を?超えて|を?こえる|超(?![過音高党特小軽]))"
    r"|(?P<under>に満たない|未満)"
    r"|(?P<about>ぐらい|くらい|位(?=[のでにがをはまか、。]))"
    r"|(?P<top>[がを]上限)"
    r"|(?P<word>以上|以下|以内|以降|程度|前後|ほど(?=[のでにがをはまか、。 　]|$)|まで)"
)
_BEFORE = regex(
    r"(?P<word>約|およそ|おおよそ|おおむね|概ね|最大|最高|最低|最長|最短|上限|下限|少なくとも)"
    r"額?[はで]?[:：]?[ 　]?$"
)
_BEFORE_LAST = frozenset("約そよ限大高低長短ねもはで額:： 　")
_NO_ABOUT = frozenset("予契節要条誓特公制倹解集口密規婚成旧新確協盟")  # 予約3人, 契約1件
_AFTER_FIRST = frozenset("を超に未ぐく位が以程前ほま")


def bound_after(text: str, end: int) -> tuple[str, int]:
    """The bound that follows directly (30人以上), and where it ends.

    Spelling variants share one form: 超える, 超えた → 超; ぐらい, 位 → くらい;
    に満たない → 未満; が上限 → 上限.
    """
    if text[end : end + 1] not in _AFTER_FIRST:
        return "", end
    match = _AFTER.match(text, end)
    if match is None:
        return "", end
    forms = {"over": "超", "under": "未満", "about": "くらい", "top": "上限"}
    return forms.get(match.lastgroup or "", match.group()), match.end()


def bound_before(text: str, start: int) -> tuple[str, int]:
    """The bound that stands in front, and the start of the stretch with it.

    約30人 and 上限26万円 are one stretch, 上限は26万円 is not.
    """
    if not start or text[start - 1] not in _BEFORE_LAST:
        return "", start
    low = max(0, start - 9)
    match = _BEFORE.search(text[low:start])
    if match is None:
        return "", start
    at = low + match.start()
    if match["word"] == "約" and at and text[at - 1] in _NO_ABOUT:
        return "", start
    return match["word"], at if match.end("word") == match.end() else start


def bounds(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The bound of an amount and the stretch with its bounds.

    What follows decides (約30人以上 is 以上).
    """
    before, first = bound_before(text, start)
    after, last = bound_after(text, end)
    return after or before, first, last
