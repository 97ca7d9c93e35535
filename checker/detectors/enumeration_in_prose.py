"""Three or more long items in a row inside a sentence: what a list shows better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.MORPHEMES

TASK_LENGTH, LENGTH = 27, 36
"""Characters of all items together from which a list is easier to read: things that
the reader has to gather, other things."""
ITEMS = 3
ITEM_LENGTH = 6
"""Characters of an item on average: 「赤、青、黄」 needs no list."""

_NOUN = ("名詞", "接尾辞", "代名詞")
_AND = ("及び", "並びに", "および", "ならびに", "又は", "または")
_OPENING, _CLOSING = frozenset("（(「『"), frozenset("）)」』")
_TASK = regex("必要|要ります|持|提出|添|用意|同封|書い|書き|記入|送|出して")
_END = frozenset(("が", "を", "は", "も", "です", "など", "等", "で", "に"))


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a row of items, from the first item to the last."""
    sentences, morphemes = context.document.sentences, context.morphemes
    places = context.rows("、")
    if not context.words.surfaces.isdisjoint(_AND):
        joined = {number: list(row) for number, row in places.items()}
        for sign in _AND:
            for number, row in context.rows(sign).items():
                joined.setdefault(number, []).extend(row)
        places = joined
    for number, indexes in places.items():
        # Most sentences have one comma or none.
        if len(indexes) < ITEMS - 1 or not sentences[number].prose:
            continue
        words = morphemes[number]
        if sum(index > 0 and _is_item_end(words, index - 1) for index in indexes) >= ITEMS - 1:
            for span, count in _rows(words):
                yield Match(span, {"count": str(count)})


def _rows(words: Sequence[Morpheme]) -> Iterator[tuple[Span, int]]:
    """The rows of a sentence that are long enough, and how many items they have."""
    start = 0  # of the first item
    ends: list[int] = []  # the separators of the row
    depth = 0
    for index, word in enumerate(words):
        if word.surface in _OPENING:
            depth += 1
        elif word.surface in _CLOSING:
            depth = max(0, depth - 1)
        elif depth:
            continue
        elif word.surface == "、" or word.surface in _AND:
            if index and _is_item_end(words, index - 1):
                ends.append(index)
            else:
                yield from _row(words, start, ends, index)
                start, ends = index + 1, []
        elif word.surface == "は" and not ends:
            start = index + 1
    yield from _row(words, start, ends, len(words))


def _is_item_end(words: Sequence[Morpheme], index: int) -> bool:
    """Whether a noun ends here: 書類, 宿題の見守り, 「…」; not 当日."""
    word = words[index]
    if word.pos.startswith("動詞"):
        return bool(index) and words[index - 1].surface == "の"
    return word.surface in _CLOSING or (
        word.pos.startswith(_NOUN) and not word.pos.endswith("副詞可能")
    )


def _row(
    words: Sequence[Morpheme], start: int, ends: Sequence[int], stop: int
) -> Iterator[tuple[Span, int]]:
    count = len(ends) + 1
    if count < ITEMS:
        return
    end = _last_item_end(words, ends[-1] + 1, stop)
    span = Span(words[start].start, words[end - 1].end)
    rest = "".join(word.surface for word in words[end:stop])
    least = TASK_LENGTH if _TASK.search(rest) else LENGTH
    japanese = sum(letter > "\u2fff" for word in words[start:end] for letter in word.surface)
    if japanese >= max(least, count * ITEM_LENGTH):
        yield span, count


def _last_item_end(words: Sequence[Morpheme], start: int, stop: int) -> int:
    """Behind the last word of the item at `start`: before its particle (書類|が必要です)."""
    for index in range(start + 1, stop):
        if words[index].surface in _END and not _modifies(words, index + 1, stop):
            return index
    return stop


def _modifies(words: Sequence[Morpheme], index: int, stop: int) -> bool:
    """Whether what follows the particle describes a noun (所得を|証明する書類)."""
    while index < stop and not words[index].pos.startswith(("動詞", "助詞", "形容詞")):
        index += 1
    while index < stop and words[index].pos.startswith(("動詞", "助動詞", "形容詞")):
        index += 1
    attributive = words[index - 1].form.startswith(("連体形", "終止形"))
    return attributive and index < stop and words[index].pos.startswith(_NOUN)
