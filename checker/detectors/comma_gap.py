"""A sentence that runs on without any 読点, and where one could stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options
from checker.document.model import Document
from checker.model import Edit, Match, Span, Tier

NEEDS = Tier.MORPHEMES

GAP = 36
"""Characters without 読点, brackets left out, that are too many."""
LONG = 70
"""From here on the sentence is to be divided: `sentence/length` speaks."""
MARGIN = 6
"""Characters that must stand on both sides of a new 読点."""

_OPENING, _CLOSING = frozenset("（(「『"), frozenset("）)」』")
_JOINING = frozenset(("が", "て", "で", "ば", "と", "から", "けれど"))
_WHEN = frozenset(
    ["うえ", "上", "あと", "後", "とき", "時", "際", "場合", "ところ", "前", "まえ", "ため", "よう"]
)
_VERB = ("動詞", "助動詞")
_AUXILIARY = (
    "いる",
    "ある",
    "おる",
    "くださる",
    "いただく",
    "もらう",
    "みる",
    "おく",
    "しまう",
    "いく",
    "くる",
    "から",
    "も",
    "は",
)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sentence, at the phrase behind which a 読点 could stand."""
    document = context.document
    for number in _candidates(document):
        sentence = document.sentences[number]
        span = sentence.span
        if not sentence.prose or span.end - span.start < GAP:
            continue
        if max(map(len, document.folded[span.start : span.end].split("、"))) < GAP:
            continue
        place = _place(context.morphemes[number], context)
        if place is not None:
            words, index, length = context.morphemes[number], *place
            first = index - 1
            while first and words[first].pos.startswith("助"):
                first -= 1
            span = Span(words[first].start, words[index].end)
            text = span.cut(document.text)
            yield Match(span, {"count": str(length)}, edits=(Edit(span, f"{text}、"),))


def _candidates(document: Document) -> list[int]:
    """The sentences that share a character with a long stretch without 読点."""
    sentences = document.sentences
    found: list[int] = []
    start = 0
    for stretch in document.folded.replace("\n", "、").split("、"):
        end = start + len(stretch)
        if end - start >= GAP:
            number = max(0, document.sentence_index_at(start))
            while number < len(sentences) and sentences[number].span.start < end:
                if not found or found[-1] < number:
                    found.append(number)
                number += 1
        start = end + 1
    return found


def _place(words: Sequence[Morpheme], context: Context) -> tuple[int, int] | None:
    """The best word to put a 読点 behind, and the length of the stretch that lacks one."""
    document = context.document
    protected = document.is_protected(Span(words[0].start, words[-1].end)) if words else False
    depth = total = length = 0
    ends: list[tuple[int, int]] = []  # word and characters before its end
    stretches: list[tuple[list[tuple[int, int]], int]] = []
    for index, word in enumerate(words):
        if word.surface in _OPENING:
            depth += 1
        elif word.surface in _CLOSING:
            depth = max(0, depth - 1)
        elif depth or (protected and document.is_protected(Span(word.start, word.end))):
            continue
        elif word.surface in ("、", "。") or index == len(words) - 1:
            if length >= GAP:
                stretches.append((ends, length))
            length, ends = 0, []
        else:
            size = word.end - word.start
            total += size
            length += size
            ends.append((index, length))
    if total > LONG:
        return None
    for ends, length in stretches:
        best = _middle([end for end in ends if _closes(words, end[0])], length)
        if best is not None:
            return best
    return None


def _middle(breaks: Sequence[tuple[int, int]], length: int) -> tuple[int, int] | None:
    fitting = [(i, at) for i, at in breaks if MARGIN <= at <= length - MARGIN]
    if not fitting:
        return None
    index, _ = min(fitting, key=lambda place: abs(place[1] - length // 2))
    return index, length


def _closes(words: Sequence[Morpheme], index: int) -> bool:
    """Whether a topic or a clause ends with the word."""
    word, following = words[index], words[index + 1] if index + 1 < len(words) else None
    if following is None or following.base in _AUXILIARY:
        return False
    if word.pos == "助詞-係助詞":
        return word.surface == "は" and following.base not in ("ない", "ある")
    if word.pos == "助詞-接続助詞":
        return word.surface in _JOINING
    if word.surface in ("に", "で") and index > 1:
        return words[index - 1].surface in _WHEN and words[index - 2].pos.startswith(_VERB)
    return word.surface == "ため" and not following.pos.startswith("助")
