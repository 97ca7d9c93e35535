"""The same particle again before any verb comes (窓口で申請書で手続きで番号札を取ります)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Related, Span, Tier

NEEDS = Tier.MORPHEMES

# How often each may stand before a verb, without 読点 between: 市役所に10月に行く is right.
_LIMITS = {"は": 1, "を": 1, "で": 2, "に": 2}
_KINDS = ("助詞-格助詞", "助詞-係助詞")
_NOUN = ("名詞", "接尾辞", "代名詞")
_THINGS = ("名詞-普通名詞-一般", "名詞-普通名詞-サ変可能")
_PEOPLE = (*"者員人方々様達民童徒親子師士生長客婦夫", "さん", "さま", "たち", "ども", "家族")
_ADVERBIAL = frozenset(
    [
        "一緒",
        "同時",
        "中心",
        "基",
        "基準",
        "参考",
        "対象",
        "目安",
        "目的",
        "合図",
        "条件",
        "最後",
        "最初",
        "直接",
        "個別",
        "順番",
        "別",
        "次",
        "手",
        "気",
        "役",
        "互い",
        "一斉",
        "原則",
        "例",
        "境",
        "機会",
        "機",
        "元",
        "もと",
        "下",
        "前",
        "後",
        "上",
        "中",
        "事前",
        "間",
        "際",
        "順",
        "新た",
        "自由",
        "一律",
        "大切",
        "無料",
        "本当",
        "実際",
        "場合",
        "ため",
        "よう",
        "割合",
        "理由",
    ]
)
_OPENING, _CLOSING = frozenset("（("), frozenset("）)")
_BREAKS = ("動詞", "形容詞", "助動詞", "助詞-接続助詞", "助詞-副助詞", "補助記号", "空白")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a particle too many, with the noun before it."""
    sentences = context.document.sentences
    for particle, limit in _LIMITS.items():
        least = 2 if particle == "に" else limit + 1
        for number, places in context.rows(particle).items():
            if len(places) >= least and sentences[number].prose:
                yield from _in_sentence(context.morphemes[number], places, particle, limit)


def _in_sentence(
    words: Sequence[Morpheme], places: Sequence[int], particle: str, limit: int
) -> Iterator[Match]:
    row: list[int] = []
    for index in places:
        if not _counts(words, index):
            continue
        if row and not _joined(words, row[-1], index):
            row = []
        row.append(index)
        if len(row) > limit:
            others = row[-3:-1]
            related = tuple(
                Related(_with_noun(words, other), f"ここにも「{particle}」があります")
                for other in others
            )
            yield Match(_with_noun(words, index), {"particle": particle}, related=related)
        elif particle == "に" and len(row) == 2 and _beside(words, row[0], row[1]):
            yield Match(_with_noun(words, index), {"particle": particle})


def _counts(words: Sequence[Morpheme], index: int) -> bool:
    """Whether the particle belongs to a noun (not では, には) and to a verb (not 案を基に)."""
    if not index or words[index].pos not in _KINDS:
        return False
    following = words[index + 2].surface if index + 2 < len(words) else ""
    if words[index].surface == "を" and following in ("に", "と"):
        return False
    before = words[index - 1]
    if before.surface in _CLOSING:
        before = words[_noun(words, index)]
    return before.pos.startswith(_NOUN)


def _noun(words: Sequence[Morpheme], index: int) -> int:
    """The word that the particle follows, brackets left out (2月19日（金曜日）で)."""
    at = index - 1
    if words[at].surface in _CLOSING:
        while at and words[at].surface not in _OPENING:
            at -= 1
        at = max(0, at - 1)
    return at


def _joined(words: Sequence[Morpheme], first: int, second: int) -> bool:
    """Whether no verb and no sign stands between; 「AはBは」 is `sentence/double-topic`."""
    if words[first].surface == "は" and second - first == 2:
        return False
    depth = 0
    for word in words[first + 1 : second]:  # 2月19日（金曜日）で: what is in brackets is no break
        if word.surface in _OPENING:
            depth += 1
        elif word.surface in _CLOSING:
            depth -= 1
        elif not depth and word.pos.startswith(_BREAKS):
            return False
        if depth < 0:  # the first particle stands in brackets
            return False
    return not depth


def _beside(words: Sequence[Morpheme], first: int, second: int) -> bool:
    """Whether two plain things stand side by side with に (容器に医療機関に提出)."""
    if second - first > 4 or second + 1 >= len(words):
        return False
    between = words[first + 1 : second]
    things = (words[first - 1], *between)
    if not all(word.pos in _THINGS for word in things):
        return False
    if words[first - 1].surface in _ADVERBIAL or words[second - 1].surface in _ADVERBIAL:
        return False
    # 市民に窓口に来てもらう: a person and a place.
    person = words[first - 1].surface.endswith(_PEOPLE)
    return not person and words[second + 1].pos.startswith(("動詞-一般", "名詞-普通名詞-サ変"))


def _with_noun(words: Sequence[Morpheme], index: int) -> Span:
    return Span(words[_noun(words, index)].start, words[index].end)
