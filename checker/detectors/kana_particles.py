"""Particles with another kana: 時刻わ変わる, 疲れお感じる, 窓口え出す, 点字て投票する, 申請書か必要."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"to"})

_NOUNS = ("名詞-普通名詞", "名詞-固有名詞", "代名詞", "接尾辞-名詞的")
_BEHIND_O = frozenset({"て", "で", "た", "だ", "たら", "ます", "ませ", "まし", "ない", "なけれ"})
_BEGINS = frozenset(
    {"変わる", "届く", "始まる", "終わる", "できる", "ある", "要る", "かかる", "見つかる"}
)
_ASKED = frozenset({"くださる", "いる", "おる", "いただく"})
_ALL = frozenset(
    {"皆", "みんな", "何", "なん", "ん", "いくつ", "幾つ", "いつ", "どこ", "だれ", "誰"}
)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a noun with the kana behind it that can only be meant for a particle.

    わ before more of the sentence, お before a verb that is not honorific (お飲んで), え
    before a verb, て behind a noun, か before 「必要です」 or a verb that says what becomes of
    the noun.
    """
    by_surface = context.words.by_surface
    for kana, (particle, fits) in _KANA.items():
        for number, index in by_surface.get(kana, ()):
            words = context.morphemes[number]
            if not 0 < index < len(words) - 1:
                continue
            noun, word = words[index - 1], words[index]
            if noun.end != word.start or not noun.pos.startswith(_NOUNS):
                continue
            if noun.surface in _ALL or not fits(words, index):
                continue
            edit = Edit(Span(word.start, word.end), particle)
            values = {"to": noun.surface + particle}
            yield Match(Span(noun.start, word.end), values, edits=(edit,))


def _wa(words: Sequence[Morpheme], index: int) -> bool:
    return words[index].pos.startswith("助詞") and not words[index + 1].pos.startswith(
        ("補助記号", "助詞", "空白", "名詞-数詞")
    )


def _o(words: Sequence[Morpheme], index: int) -> bool:
    verb = words[index + 1]
    if verb.pos.startswith("名詞-普通名詞-サ変可能") and verb.surface not in ("願い", "知らせ"):
        return [word.surface for word in words[index + 2 : index + 4]] == ["し", "て"]
    if index + 2 >= len(words) or not verb.pos.startswith("動詞") or verb.base == "願う":
        return False
    behind = words[index + 2]
    joined = behind.pos.startswith(("助詞-接続助詞", "助動詞"))
    return joined and behind.surface in _BEHIND_O and verb.form.startswith(("連用形", "未然形"))


def _e(words: Sequence[Morpheme], index: int) -> bool:
    behind = words[index + 1]
    return words[index].pos.startswith("感動詞") and (
        behind.pos.startswith(("動詞", "名詞-普通名詞-サ変可能")) or behind.surface in ("は", "の")
    )


def _te(words: Sequence[Morpheme], index: int) -> bool:
    noun, behind = words[index - 1], words[index + 1]
    if not words[index].pos.startswith("助詞") or behind.base in _ASKED:
        return False
    return behind.pos.startswith(("名詞", "動詞", "接頭辞", "副詞")) and noun.surface not in _ALL


def _ka(words: Sequence[Morpheme], index: int) -> bool:
    noun, behind = words[index - 1], words[index + 1]
    if "助数詞" in noun.pos or noun.pos.startswith(("代名詞", "接尾辞")):
        return False
    if behind.surface in ("必要", "不要"):
        return index + 2 < len(words) and words[index + 2].surface in ("です", "な")
    return behind.base in _BEGINS


_KANA: Mapping[str, tuple[str, Callable[[Sequence[Morpheme], int], bool]]] = {
    "わ": ("は", _wa),
    "お": ("を", _o),
    "え": ("へ", _e),
    "て": ("で", _te),
    "ては": ("では", _te),
    "か": ("が", _ka),
}
