"""Names that are read alike and written otherwise: 若葉橋 and わかば大橋, 梅まつり and うめフェア."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.MORPHEMES

_NOUN = ("名詞-数詞", "名詞-普通名詞", "名詞-固有名詞", "接頭辞", "接尾辞-名詞的", "形状詞-一般")
_UNREAD = frozenset({BlockKind.ALT, BlockKind.ADDRESS, BlockKind.SIGNATURE})
_SHORTEST = 2
"""Kana of what stands before the head; one is too little to tell a name by."""
_READING = regex("[（(][ぁ-んー]+[)）]")
_LONGEST = 6
"""Words of a name that are compared at most."""
_MOST = 500
"""Places of heads that are looked at, so that a long draft costs no square."""


@per_rule
def _heads(options: Options) -> tuple[Mapping[str, int], Words, frozenset[str]]:
    """The group of each head, what finds them, and the words that may be missing."""
    groups = texts(options, "heads")
    heads = {head: number for number, group in enumerate(groups) for head in group.split()}
    return heads, Words(heads), frozenset(texts(options, "left_out"))


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for."""
    return (_heads(options)[1],)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the first place of a name that is rarer than one that is read alike.

    Options: `heads`, groups of words with which names of one kind of thing end; `left_out`,
    words that may be missing within a name (丘の上公園うめフェア).
    """
    document = context.document
    heads, words, left_out = _heads(options)
    names: dict[tuple[int, str], dict[str, list[Span]]] = {}
    hits = words.find(document.folded)[:_MOST]
    counts = Counter([heads[head] for _, head in hits])
    for start, head in hits:
        if counts[heads[head]] < 2:
            continue  # no other is read like it
        end = start + len(head)
        position = context.word_ends.get(end)
        if position is None:
            continue
        block = document.block_at(start)
        if block.kind in _UNREAD or block.quoted:
            continue
        number, index = position
        for reading, span in _names(context.morphemes[number], index, head, left_out):
            written = span.cut(document.folded)[: -len(head)]
            names.setdefault((heads[head], reading), {}).setdefault(written, []).append(span)
    told: list[Span] = []
    several = [key for key, uses in names.items() if len(uses) > 1]
    for key in sorted(several, key=lambda key: -len(key[1])):
        for match in _rarer(context, names[key], left_out):
            if not any(match.span.overlaps(span) for span in told):
                told.append(match.span)
                yield match


def _names(
    words: Sequence[Morpheme], index: int, head: str, left_out: frozenset[str]
) -> Iterator[tuple[str, Span]]:
    """What stands before a head as it is read, from each word on, and where the name stands."""
    last = words[index]
    reading = ""
    if last.surface != head:
        if not last.surface.endswith(head) or not last.units:
            return
        stem = [unit for unit in last.units if unit.start < len(last.surface) - len(head)]
        if not stem or stem[-1].end != len(last.surface) - len(head):
            return
        reading = "".join(unit.reading for unit in stem)
        if len(reading) >= _SHORTEST:
            yield reading, Span(last.start, last.end)
    at = index
    while at and index - at < _LONGEST:
        before = words[at - 1]
        if before.end != words[at].start:
            return
        linked = before.surface == "の"
        if not linked and not before.pos.startswith(_NOUN):
            return
        at -= 1
        if linked:
            reading = before.reading + reading
            continue
        if before.surface not in left_out:
            # 第二公園 and 第2公園 are read alike; no dictionary tells how.
            number = before.pos.startswith("名詞-数詞")
            reading = (before.normal if number else before.reading) + reading
        if len(reading) >= _SHORTEST:
            yield reading, Span(before.start, last.end)


def _rarer(
    context: Context, uses: Mapping[str, Sequence[Span]], left_out: frozenset[str]
) -> Iterator[Match]:
    document = context.document
    titles = (BlockKind.TITLE, BlockKind.HEADING)

    def rank(written: str) -> tuple[int, bool, int]:
        spans = uses[written]
        titled = any(document.block_at(span.start).kind in titles for span in spans)
        return len(spans), titled, -spans[0].start

    usual = max(uses, key=rank)
    shown = uses[usual][0].cut(document.text)
    for written, spans in uses.items():
        if written == usual or _plain(written, left_out) == _plain(usual, left_out):
            continue
        name = spans[0].cut(document.text)
        if any(document.text.startswith((f"（{name}", f"({name}"), use.end) for use in uses[usual]):
            continue  # how the name is read: 在留カード（ざいりゅうカード）
        related = (Related(uses[usual][0], f"ここでは「{shown}」です"),)
        yield Match(spans[0], {"variant": name, "usual": shown}, related=related)


def _plain(written: str, left_out: frozenset[str]) -> str:
    """The name without readings in brackets and what may be missing, to see whether it is written otherwise at all."""
    written = _READING.sub("", written)
    expression = "|".join(map(re.escape, sorted(left_out, key=len, reverse=True)))
    return re.sub(expression, "", written) if expression else written
