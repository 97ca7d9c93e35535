"""Words of which one letter is another that looks like it: 休育館, 選拳, ポリタソク, 力ード."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"to"})

_KATAKANA = regex("[ァ-ヺー]+")
_SHORT = 3
"""Katakana, fewer of which are found in many longer words."""
_REACH = 6
"""Code points around a word with which it is read, once as it is and once as it is meant."""


@per_rule
def _slips(options: Options) -> tuple[Mapping[str, str], Words]:
    """What is meant by each word with a wrong letter, and what finds them."""
    alike: dict[str, str] = {}
    for group in texts(options, "alike"):
        for letter in group:
            alike[letter] = alike.get(letter, "") + group.replace(letter, "")
    words = texts(options, "words")
    slips = {
        word[:at] + other + word[at + 1 :]: word
        for word in words
        for at, letter in enumerate(word)
        for other in alike.get(letter, "")
    }
    for word in (*words, *texts(options, "elsewhere")):
        slips.pop(word, None)
    return slips, Words(slips)


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for."""
    return (_slips(options)[1],)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a word of `options["words"]` with one letter of a group of `options["alike"]`
    for another one.

    Only where the line falls into fewer words once the letter is put right, as 人学式 does
    and 外国人学校 does not; what the dictionary has is left alone, and so are
    `options["elsewhere"]`, which other rules see.
    """
    slips, words = _slips(options)
    text = context.document.folded
    behind = 0
    for start, slip in words.find(text):
        span = Span(start, start + len(slip))
        if start < behind or context.morphology is None:
            continue
        # Two words of the draft meet here: 個人 and 会員.
        if not _KATAKANA.search(slip) and (
            start not in context.word_starts or span.end not in context.word_ends
        ):
            continue
        block = context.document.block_at(start)
        first = max(block.span.start, start - _REACH)
        last = min(block.span.end, span.end + _REACH)
        before, after = text[first:start], text[span.end : last]
        meant = slips[slip]
        if _is_name(before, slip, after):
            continue
        written = context.morphology.read(before + slip + after)
        over = [word for word in written if word.known and slip in word.surface]
        # The dictionary has frequent slips too, and tells what they are meant for.
        if any(word.normal != meant for word in over):
            continue
        strange = any(not word.known and slip in word.surface for word in written)
        fewer = _count(written) - _count(context.morphology.read(before + meant + after))
        if over or fewer > 0 or (strange and fewer == 0 and _KATAKANA.search(slip)):
            behind = span.end
            yield Match(span, {"to": meant}, edits=(Edit(span, meant),))


def _count(read: Sequence[Morpheme]) -> int:
    """How many words a line holds; one that the dictionary does not have counts for two."""
    return sum(1 if morpheme.known else 2 for morpheme in read)


def _is_name(before: str, slip: str, after: str) -> bool:
    """Whether a short slip in katakana stands within a longer word (ベージ in ベージュ)."""
    if not _KATAKANA.fullmatch(slip):
        return False
    if len(slip) < _SHORT and _KATAKANA.fullmatch(before[-1:] or "-"):
        return True  # パス in ケアパス
    return after[:1] in tuple("ァィゥェォャュョッー") or before[-1:] == "・" or after[:1] == "・"
