"""What is wrong with a regular expression, in Japanese and with the place.

The sentences of `re` are English and name the rule that was broken; a person who
writes a rule needs the character that is wrong and what to write there.
"""

from __future__ import annotations

import re

_FAULTS = (
    ("missing ), unterminated subpattern", "ここで開いた「(」に、閉じる「)」がありません"),
    ("unbalanced parenthesis", "ここの「)」に、開く「(」がありません"),
    ("unterminated character set", "ここで開いた「[」に、閉じる「]」がありません"),
    ("bad character range", "[ ] の中の範囲が、逆の順か、範囲にできない字です"),
    ("nothing to repeat", "ここの「*」「+」「?」の前に、繰り返すものがありません"),
    ("multiple repeat", "「*」「+」「?」「{ }」が、続けて2つ書かれています"),
    ("min repeat greater than max repeat", "{ } の中の数が、大きい順に書かれています"),
    ("bad escape (end of pattern)", "終わりの「\\」の後に、字がありません"),
    ("bad escape", "ここの「\\」と次の字の組は使えません"),
    ("incomplete escape", "ここの「\\」で始まる字の番号が、途中で終わっています"),
    ("redefinition of group name", "同じ名前の組が、2つあります"),
    ("bad character in group name", "組の名前に使えない字があります"),
    ("missing group name", "組の名前がありません"),
    ("unknown group name", "その名前の組はありません"),
    ("invalid group reference", "その番号の組はありません"),
    ("look-behind requires fixed-width", "「(?<=」「(?<!」の中の長さが、決まっていません"),
    ("unexpected end of pattern", "「(?」の後が、途中で終わっています"),
    ("unknown extension", "「(?」の後に使えない字があります"),
    ("global flags not at the start", "「(?i)」などの指定は、始めにだけ書けます"),
)
"""How a message of `re` begins, and the same in Japanese."""


def fault(error: re.error) -> str:
    """What is wrong, with the number of the character: 「3文字目: ここで…」."""
    said = next(
        (japanese for english, japanese in _FAULTS if error.msg.startswith(english)),
        "ここの書き方が違います",
    )
    return said if error.pos is None else f"{error.pos + 1}文字目: {said}"
