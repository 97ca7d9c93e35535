"""読点 behind nearly every word (会場は、市役所で、8月1日の、午前10時から、行います)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Span, Tier

NEEDS = Tier.MORPHEMES

COMMAS = 4
"""読点 in a row, as in the warning of textlint's max-ten (3 a sentence are allowed)."""
GAP = 10
"""Characters between two of them at most."""
DATE = 20
"""Characters at most where a date with its weekday stands between them."""
WORD = 3
"""A predicate of so many characters is cut off as a word (書き、), not as a clause."""

_OPENING, _CLOSING = frozenset("（(「『"), frozenset("）)」』")
_LISTED = ("名詞", "接尾辞", "代名詞", "記号", "補助記号")
_BREAKS = ("動詞", "助動詞", "形容詞", "助詞-接続助詞")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a crowd: from behind the 読点 before it to its last one.

    A 読点 between nouns belongs to a list, one behind a predicate to a clause;
    neither counts, unless the clause is a single short word.
    """
    sentences = context.document.sentences
    many = [number for number, row in context.rows("、").items() if len(row) >= COMMAS]
    for number in many:
        for span, size in _crowds(context.morphemes[number]) if sentences[number].prose else ():
            yield Match(span, {"count": str(size)})


def _crowds(words: Sequence[Morpheme]) -> Iterator[tuple[Span, int]]:
    depth = 0
    crowd: list[int] = []  # the 読点, by index
    start = behind = 0  # of the first phrase of the crowd; behind the last 読点
    for index, word in enumerate(words):
        if word.surface in _OPENING:
            depth += 1
        elif word.surface in _CLOSING:
            depth = max(0, depth - 1)
        elif word.surface == "、" and not depth and index:
            length = word.start - words[behind].start
            last = words[index - 1]
            word_only = length <= WORD and last.pos.startswith(_BREAKS)
            wide = length > (DATE if words[behind].surface[0].isdigit() else GAP)
            if wide or (_is_customary(last) and not word_only):
                yield from _crowd(words, start, crowd)
                crowd, start = [], index + 1
            else:
                crowd.append(index)
            behind = index + 1
            if behind == len(words):
                break
    yield from _crowd(words, start, crowd)


def _is_customary(word: Morpheme) -> bool:
    """Whether a 読点 behind the word belongs to a list or to a clause (市役所で is neither)."""
    return word.surface != "で" and word.pos.startswith((*_LISTED, *_BREAKS))


def _crowd(words: Sequence[Morpheme], start: int, crowd: list[int]) -> Iterator[tuple[Span, int]]:
    if len(crowd) >= COMMAS:
        yield Span(words[start].start, words[crowd[-1]].end), len(crowd)
