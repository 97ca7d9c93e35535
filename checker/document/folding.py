"""Look-alike and width variants, folded one code point to one code point.

The folded text is what words, dates and names are looked up in. It has the
length of the original, so an offset means the same in both.

What changes:

* full-width ASCII letters and digits become half-width (punctuation such as
  （）：，！～ stays: rules on punctuation want to see it);
* half-width kana and their punctuation become full-width, the two sound marks
  as characters of their own (ﾞ → ゛);
* Kangxi and CJK radicals, which a PDF leaves behind instead of kanji, become
  the kanji that they look like;
* CJK compatibility ideographs (U+FA19) become the ordinary ones (神). 﨑 and 髙 have no
  decomposition and stay, so these names remain distinct;
* circled digits and other enclosed or squared signs become "・": a tokenizer
  that normalises would read ①10 as 110 and ㊗日 as 祝日. Unit signs (㎡ ㎏ ㌔)
  are read correctly and stay;
* no-break and other odd spaces become " ". U+3000 stays, it is ordinary in
  Japanese, and so do invisible characters, which a rule reports.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from checker.regex import regex

# Kangxi radicals: NFKC gives the traditional form. Where Japanese writes another
# form and has no radical of its own for it, the radical stands for that form.
_JAPANESE_FORMS = {"\u2f3e": "戸", "\u2fca": "黒"}

# CJK Radicals Supplement has no decompositions. The pairs agree with the property
# Equivalent_Unified_Ideograph of the Unicode Character Database; those that are
# only a part of a kanji (⺅ ⻌) or a form used in Chinese alone (⻢ ⻔) are left out,
# no Japanese word contains them.
_SUPPLEMENT = "⺁⺆⺊⺎⺒⺓⺔⺙⺛⺜⺝⺟⺠⺩⺬⺻⻁⻄⻆⻑⻗⻘⻝⻣⻤⻨⻩⻫⻭⻯⻱⻲"
_SUPPLEMENT_KANJI = "厂冂卜兀巳幺彑攵旡日月母民王示聿虎西角長雨青食骨鬼麦黄斉歯竜龜亀"

# U+FF61 to U+FF9F in order; NFKC would make the last two combining characters.
_HALF_WIDTH_KANA = (
    "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノ"
    "ハヒフヘホマミムメモヤユヨラリルレロワン゛゜"
)
_HALF_WIDTH_KANA_START = 0xFF61

_ODD_SPACES = (0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F)

_ENCLOSED_RANGES = (
    (0x2460, 0x2500),  # ① ⑴ ⒈ ⓐ ⓪ ⓵
    (0x2776, 0x2794),  # ❶ ➀ ➊
    (0x3200, 0x3300),  # ㈱ ㈪ ㉑ ㊗ ㋀ ㋿
    (0x3358, 0x3371),  # ㍘ hours
    (0x337B, 0x3380),  # ㍻ ㍼ ㍽ ㍾ ㍿
    (0x33E0, 0x33FF),  # ㏠ days
    (0x1F100, 0x1F1AE),  # 🄀 🄐 🄰 🅐 🅿 🆗 (not the flags behind them)
    (0x1F200, 0x1F266),  # 🈁 🈟 🉐
)
_ENCLOSED = frozenset(
    chr(code)
    for start, end in _ENCLOSED_RANGES
    for code in range(start, end)
    if unicodedata.category(chr(code)) != "Cn"
)


def _single_kanji(char: str) -> str | None:
    """The one character that NFKC makes of `char`, if it is another."""
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 and folded != char else None


def _radicals() -> dict[str, str]:
    pairs = dict(zip(_SUPPLEMENT, _SUPPLEMENT_KANJI, strict=True))
    for code in range(0x2F00, 0x2FD6):
        char = chr(code)
        kanji = _JAPANESE_FORMS.get(char) or _single_kanji(char)
        if kanji is not None:
            pairs[char] = kanji
    return pairs


RADICALS: Mapping[str, str] = MappingProxyType(_radicals())
"""Radicals that look like a kanji, and that kanji (⽇ → 日, ⻑ → 長)."""


def _table() -> dict[int, str]:
    table = {0xFF10 + offset: chr(0x30 + offset) for offset in range(10)}
    for offset in range(26):
        table[0xFF21 + offset] = chr(0x41 + offset)
        table[0xFF41 + offset] = chr(0x61 + offset)
    for offset, kana in enumerate(_HALF_WIDTH_KANA):
        table[_HALF_WIDTH_KANA_START + offset] = kana
    for code in (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)):
        kanji = _single_kanji(chr(code))
        if kanji is not None:
            table[code] = kanji
    table.update((ord(char), kanji) for char, kanji in RADICALS.items())
    table.update((ord(char), "・") for char in _ENCLOSED)
    table.update((code, " ") for code in _ODD_SPACES)
    return table


def _run_of(codes: Iterable[int]) -> re.Pattern[str]:
    """A pattern for runs of these characters, and perhaps of others beyond the plane."""
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and (ranges[-1][1] == code - 1 or ranges[-1][0] > 0xFFFF):
            ranges[-1][1] = code  # `re` tries ranges beyond the plane one by one: make it one
        else:
            ranges.append([code, code])
    return regex("[" + "".join(f"{chr(a)}-{chr(b)}" for a, b in ranges) + "]+")


_TABLE = _table()
_CHANGING = _run_of(_TABLE)


def _translated(run: re.Match[str]) -> str:
    return run[0].translate(_TABLE)


def fold(text: str) -> str:
    """Fold look-alikes and width variants; see the head of the module.

    Args:
        text: Any text.

    Returns:
        A text of the same length in code points. Folding it again changes
        nothing.
    """
    # To find the few runs that change is several times faster than to look up every kanji.
    return text if text.isascii() else _CHANGING.sub(_translated, text)


def is_enclosed(char: str) -> bool:
    """Whether `char` is an enclosed or squared sign (① ㈱ ㊗ ㍻), which `fold` makes "・"."""
    return char in _ENCLOSED
