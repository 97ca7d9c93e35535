"""Classes of Japanese characters for regular expressions, cheap to compile.

`re` fills a map code point by code point for each range of a class, which takes
milliseconds for the ranges of the kanji, at every start. So the classes here say what
they do not hold: `[^{NO_KANJI}]` is a kanji or 々. Of the other scripts only those
that notices are likely to hold next to Japanese are excluded; Hangul, as wide as the
kanji, is not, so a pattern that has to tell Korean from Japanese can't use them.
"""

from __future__ import annotations

import re

from checker.regex import regex

# No word characters, Latin, Greek, Cyrillic and their like; numbers and letters in
# circles and brackets; 〇, 〱, bopomofo, half-width and full-width forms; letters beyond
# the Basic Multilingual Plane that are no kanji.
_BEYOND_ASCII = (
    r"\W_\x80-\u052f\u1e00-\u1fff\u2070-\u218f\u2460-\u24ff\u2776-\u2793"
    r"\u3007\u3021-\u3035\u3038-\u303c\u3105-\u33ff\uff10-\uffdc\U00010000-\U0001ffff"
)
_OTHER = "0-9A-Za-z" + _BEYOND_ASCII

NO_KANJI = _OTHER + "〆ぁ-ヿ"
"""`[^{NO_KANJI}]` is a kanji or 々, but none of 〆〇ヵヶ."""

NO_KANJI_SIGN = _OTHER + "ぁ-ヴヷ-ヿ"
"""`[^{NO_KANJI_SIGN}]` is a kanji or one of 々〆ヵヶ."""

NO_KANJI_OR_HIRAGANA = _OTHER + "〆ゔ-ヿ"
"""`[^{NO_KANJI_OR_HIRAGANA}]` is a kanji, 々, or one of ぁ-ん."""

NO_KANJI_OR_KATAKANA = _OTHER + "〆ぁ-ゟヽ-ヿ"
"""`[^{NO_KANJI_OR_KATAKANA}]` is a kanji, 々, or one of ァ-ヺー."""

NO_KANJI_KATAKANA_OR_ASCII = _BEYOND_ASCII + "〆ぁ-ゟヽ-ヿ"
"""The same with the letters and digits of ASCII."""

NO_KANJI_OR_KANA = _OTHER + "〆ゝ-ゟヽ-ヿ"
"""`[^{NO_KANJI_OR_KANA}]` is a kanji, 々, or one of ぁ-ゖァ-ヺー."""

# Beyond this a class of its own is cheaper.
_MOST_SPLIT = 10
_EXCLUDED = regex(rf"\(\?!\[([^\[\]\\^-]{{3,{_MOST_SPLIT}}})\]\)")


def split_exclusions(pattern: str) -> str:
    """`pattern` with each `(?![長題税])` written as `(?![長題])(?![税])`.

    It means the same, but a class of three characters is compiled to a map of the Basic
    Multilingual Plane, and one of two is not: a tenth of the time.
    """
    return _EXCLUDED.sub(_in_pairs, pattern)


def _in_pairs(match: re.Match[str]) -> str:
    signs = match[1]
    return "".join(f"(?![{signs[i : i + 2]}])" for i in range(0, len(signs), 2))
