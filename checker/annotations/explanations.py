"""Whether what stands in brackets explains the words in front of them."""

from __future__ import annotations

from checker.annotations.shared import is_hiragana, is_kanji, is_katakana, listed
from checker.model import Span
from checker.regex import regex

_BRACKETS = regex(r"[（(](?P<content>[^（）()\n]+)[）)]")
_DIGIT = regex("[0-9]")
_DOES_NOT_EXPLAIN = regex(
    r"[0-9]|以下|以上|注|※|例|約|仮称?$|案$|全[0-9部]|各|別|要|先着|抽選|写し|原本|コピー|有料|任意|必須|予定|必着"
    r"|複数|代表?$|直通|内線|税[込抜別]|平日|祝|雨天|順不同|敬称|再掲|新規|継続|電話|ファ"
    r"|FAX|TEL|定員|休館|無休|途中|当日|通年|毎|昭和|平成|令和|明治|大正|第|新|旧|同|計|合計"
    r"|内訳|担当|主催|会場|住所|年齢|名称|氏名|未|済|続|上記|下記|右|左|PDF|Word|Excel|ワード|エクセル"
    r"|外部|様式|別紙|別表|別記"
    # Days of the week, and whom something holds for.
    r"|[日月火水木金土](?:$|[^ぁ-んァ-ヶ一-鿿]|[曜祝日月火水木金土]|から|と[祝日月火水木金土])"
    r"|本人(?:$|[とや、・]|また|およ|及|だけ|以外|確認)"
)
_IF_SHORT = regex("[日月火水木金土]|本人")
"""Begins （日程）, （月額）, （本人） as well as an explanation (日常生活の手助けをすること)."""

_LIMITS = listed("""
    除く 含む 限る まで から 以上 以下 以外 のみ 同じ 参照 ください 分 あり なし 済み
    """)
"""How brackets end that do not explain, whatever stands in front: （土曜日を除く）."""

_QUALIFIES = listed("""
    ます ません ました 中 有効 限定 込み 込 別 対象 希望 募集 終了 開催 実施 受付 付き 相当 など 等
    の場合 必要 不要 可 不可 以内 未満 程度 ごと 階 室 番窓口 側 付近 地内 宅
    """)
"""How brackets end that tell something else of a word that needs no explanation."""

_FOR_WHOM_OR_WHEN = listed("方 人 者 日 時 とき 場合")
"""How brackets end that limit a word of which it is known that people do not know it."""

# 面接（面接日は後日）, 履歴書（写真貼付のこと）: an instruction, not an explanation.
_INSTRUCTS = regex("は(?![ずじぎん])|(?:貼付|持参|記入|添付|提出|厳守)のこと")
_LEAST_PROSE = 6
"""Characters of prose in brackets; fewer name a day or a place."""
_LONG = 15
"""Characters from which a number is part of an explanation, not what is told."""


def in_brackets(text: str, start: int) -> Span | None:
    """What stands in the round brackets that open at `start`, if their line closes them."""
    found = _BRACKETS.match(text, start)
    return Span(*found.span("content")) if found else None


def explains(content: str, *, wanted: bool = False) -> bool:
    """Whether what stands in brackets says what the words in front of them mean.

    Args:
        content: What stands in the brackets.
        wanted: The words in front are known to want an explanation. Then any prose is one
            that does not limit for whom or when something holds; else it must not look
            like any of the other things that are said in brackets.
    """
    ending = content.rstrip("。")
    if ending.endswith(_LIMITS):
        return False
    if wanted:
        limits = _DIGIT.match(content) or ending.endswith(_FOR_WHOM_OR_WHEN)
        return _is_prose(content) and not limits
    if len(content) < 2 or _DOES_NOT_EXPLAIN.match(content):
        return False
    if _IF_SHORT.match(content) and not _is_prose(content):
        return False
    if ending.endswith(_QUALIFIES) or not has_words(content) or _INSTRUCTS.search(content):
        return False
    return len(content) >= _LONG or not _DIGIT.search(content)  # 避難指示（警戒レベル4）


def has_words(content: str) -> bool:
    """Whether there is any kanji or kana."""
    return any(is_kanji(char) or is_hiragana(char) or is_katakana(char) for char in content)


def _is_prose(content: str) -> bool:
    return len(content) >= _LEAST_PROSE and any(map(is_hiragana, content))
