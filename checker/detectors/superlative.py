"""「全国初」 and 「日本一」 without a word on who found that out, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_REGION = "(?:全国|日本|国内|世界|県内|都内|府内|道内|東日本|西日本|関東|東北|九州)"
_CLAIM = Scan(
    rf"{_REGION}初(?![め心回夏春秋冬期診任旬])|(?:日本|世界)一(?![周部帯円律般斉覧つ人時本])"
    rf"|県内一の|{_REGION}で?唯一|{_REGION}最大級?|過去最(?:高|大|多|少)"
)
_GROUND = regex("調べ|時点|によると|によれば|統計|認定|ギネス|ランキング|[0-9]位|調査|確認")
_AIM = regex("目指|めざ|目標|なりたい|したい|夢")
_FIGURE = regex("[0-9]")

AIM_WITHIN = 60
"""Code points behind a claim in which it may turn out to be an aim (our judgement)."""


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_CLAIM,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a claim with neither a ground in its paragraph nor 「…調べ」 in the draft."""
    document = context.document
    folded = document.folded
    if "調べ）" in folded or "調べ)" in folded or "調べ。" in folded:
        return
    grounded: dict[int, bool] = {}  # by the start of the paragraph
    for found in _CLAIM.finditer(folded):
        block = document.block_at(found.start()).span
        if block.start not in grounded:
            grounded[block.start] = bool(_GROUND.search(block.cut(folded)))
        sentence = document.sentences[document.sentence_index_at(found.start())].span
        aim = _AIM.search(folded, found.end(), min(sentence.end, found.end() + AIM_WITHIN))
        if grounded[block.start] or aim:
            continue
        if found.group().startswith("過去") and _FIGURE.search(sentence.cut(folded)):
            continue
        yield Match(Span(found.start(), found.end()))
