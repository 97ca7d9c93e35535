"""Whether a term is part of a longer name, which is left alone."""

from __future__ import annotations

from collections.abc import Sequence

from checker.analysis.types import Morpheme
from checker.annotations.shared import listed

_NOUN = ("名詞", "接尾辞-名詞的", "接頭辞")


def in_compound(words: Sequence[Morpheme], start: int, end: int) -> bool:
    """Whether a noun at the edge of a term goes on outside it, as part of a longer name.

    Not counted: a number (3ニーズ, 幅員1メートル), a prefix (ご高配), what only adds 等, and
    behind a term nouns that make no name of it (縦覧期間, フレイル予防).

    Args:
        words: The words of the sentence.
        start: The first word of the term.
        end: Its last word.
    """
    first, last = words[start], words[end]
    if last.pos.endswith("副詞可能"):  # 別途徴収する
        return False
    if start and first.pos.startswith(_NOUN):
        before = words[start - 1]
        if (
            before.end == first.start
            and before.pos.startswith(("名詞", "接尾辞-名詞的"))
            and not before.pos.startswith("名詞-数詞")
            and not before.pos.endswith("副詞可能")
        ):
            return True
    if end + 1 < len(words) and last.pos.startswith(_NOUN):
        behind = words[end + 1]
        return (
            behind.start == last.end
            and behind.pos.startswith(_NOUN)
            and not behind.pos.startswith("名詞-数詞")
            and not (behind.surface in _NO_NAME and not _goes_on(words, end + 1))
        )
    return False


_NO_NAME = frozenset(
    listed("""
    等 期間 期日 日 時 後 前 中 内 外 方法 場所 時間 制度 対象 予防 対策 手続 手続き 申請 通知 状況
    結果 作業 費用 問題 案 率 額 数 量
    """)
)
"""Nouns behind a term that say what of it is meant, and make no name."""


def _goes_on(words: Sequence[Morpheme], index: int) -> bool:
    """Whether still another noun follows (予防接種 in フレイル予防接種事業)."""
    behind = words[index + 1 : index + 2]
    return (
        bool(behind)
        and behind[0].start == words[index].end
        and behind[0].pos.startswith(_NOUN)
        and behind[0].surface != "等"
    )
