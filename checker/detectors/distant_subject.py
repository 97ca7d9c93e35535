"""A subject and its predicate with another subject and predicate between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.analysis.types import Morpheme, Syntax, Token
from checker.context import Context
from checker.detectors import Options, texts
from checker.model import Match, Related, Span, Tier
from checker.regex import regex

NEEDS = Tier.SYNTAX

PLACEHOLDERS = frozenset({"subject", "predicate", "count"})

OPENING = 25
"""Code points before the は of a subject at most: behind that it opens no sentence."""

_SUBJECT = ("nsubj", "dislocated")
_TIMES = ("名詞-普通名詞-副詞可能", "名詞-普通名詞-助数詞可能", "名詞-数詞")
_BRACKETS = regex("（[^（）\n]*）|「[^「」\n]*」")


def guard(context: Context, options: Options) -> Iterator[int]:
    """Long sentences that open with a subject and hold another one."""
    gap = int(texts(options, "gap")[0])
    sentences = context.document.sentences
    folded = context.document.folded
    seen = set()
    for number, index in context.words.by_surface.get("は", ()):
        sentence = sentences[number]
        if number in seen or not sentence.prose or len(sentence.span) < gap:
            continue
        seen.add(number)
        words = context.morphemes[number]
        end = words[index].end
        if not index or end - sentence.span.start > OPENING:
            continue
        noun = words[index - 1]
        if noun.surface != "）" and (
            not noun.pos.startswith("名詞") or noun.pos.startswith(_TIMES)
        ):
            continue
        rest = Span(end, sentence.span.end).cut(folded)
        if _read_length(rest) >= gap and _has_subject(words[index + 1 :]):
            yield number


def _read_length(text: str) -> int:
    """Code points without what stands in brackets: a reader may skip those."""
    return len(_BRACKETS.sub("", text))


def _has_subject(words: Sequence[Morpheme]) -> bool:
    return any(word.surface == "が" and word.pos == "助詞-格助詞" for word in words)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a subject that waits `options["gap"]` code points or more for its verb.

    Only where a clause with a subject of its own stands between them: that is what
    makes a reader lose the first one.
    """
    gap = int(texts(options, "gap")[0])
    for number in guard(context, options):
        tree = context.trees.get(number)
        match = None if tree is None else _match(tree, gap, context.document.folded)
        if match is not None:
            yield match


def _match(tree: Syntax, gap: int, text: str) -> Match | None:
    """The match for the first は of a sentence, if what it marks is a far-off subject."""
    tokens = tree.tokens
    particle = next((token for token in tokens if token.surface == "は"), None)
    if particle is None or particle.start - tokens[0].start > OPENING:
        return None
    subject = tokens[particle.head]
    head = tokens[subject.head]
    if not subject.dep.startswith(_SUBJECT) or head.start < particle.end:
        return None
    if head.pos != "VERB":  # この制度は、…する仕組みです: a definition is read as one
        return None
    distance = _read_length(text[particle.end : head.start])
    if distance < gap or not _is_interrupted(tokens, particle.head, subject.head):
        return None
    place = Span(subject.start, particle.end)
    predicate = Span(head.start, head.end)
    values = {"subject": subject.surface, "predicate": head.surface, "count": str(distance)}
    return Match(place, values, related=(Related(predicate, "ここで受けています"),))


def _is_interrupted(tokens: Sequence[Token], subject: int, head: int) -> bool:
    """Whether another subject has its predicate between the subject and its head."""
    return any(
        token.dep.startswith(_SUBJECT) and token.head < head for token in tokens[subject + 1 : head]
    )
