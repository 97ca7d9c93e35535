"""「この講座は、定員は30人です」: two topics, one of them a part of the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.model import Edit, Match, Span, Tier

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"to"})

LATEST = 10
"""How many words may stand before the first は: behind that it is no opening topic."""
SHORT = 6
"""How many words the second topic may have: a longer one holds a clause."""

_LOOSE = ("名詞-数詞", "名詞-普通名詞-副詞可能", "名詞-普通名詞-助数詞可能", "代名詞")


_WHO = tuple("市町村県国課係者方")
"""How a topic ends that does something itself: 市は、対象は…としています."""


@per_rule
def _parts(options: Options) -> frozenset[str]:
    return frozenset(texts(options, "parts"))


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match 「Xは、Yは」 where Y belongs to X and nothing is contrasted.

    Y must be one of `options["parts"]` (定員, 会場): what a notice tells of X. A third
    は or a が, behind it is a contrast (雨天は中止、…), and a time as X is none
    (当日は、受け付けは…).
    """
    sentences = context.document.sentences
    for number, topics in context.rows("は").items():
        if len(topics) == 2 and sentences[number].prose:
            match = _match(context.morphemes[number], topics[0], topics[1], _parts(options))
            if match is not None:
                yield match


def _match(
    words: Sequence[Morpheme], first: int, second: int, parts: frozenset[str]
) -> Match | None:
    if not 0 < first <= LATEST or not 1 < second - first <= SHORT + 1:
        return None
    topic, part = words[first - 1], words[second - 1]
    if not topic.pos.startswith("名詞") or topic.pos.startswith(_LOOSE):
        return None
    if topic.surface.endswith(_WHO):
        return None
    between = words[first + 1 : second]
    if between[0].surface == "、":
        between = between[1:]
    if not between or part.surface not in parts:
        return None
    if any(not word.pos.startswith(("名詞", "接頭辞", "接尾辞")) for word in between):
        return None
    if any(
        word.surface in ("が", "けれど", "し") and word.pos == "助詞-接続助詞" for word in words
    ):
        return None
    start = first - 1
    while start and words[start - 1].pos.startswith(("名詞", "接頭辞", "接尾辞", "連体詞")):
        start -= 1
    span = Span(words[start].start, words[second].end)
    whole = "".join(word.surface for word in words[start:first])
    said = f"{whole}の{''.join(word.surface for word in between)}は"
    joint = Span(words[first].start, between[0].start)
    return Match(span, {"to": said}, edits=(Edit(joint, "の"),))
