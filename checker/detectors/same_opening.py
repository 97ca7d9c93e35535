"""「なお、…。なお、…」: sentence after sentence that starts with the same conjunction."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from checker.context import Context
from checker.detectors import Options, texts
from checker.model import Edit, Match, Related, Span, Tier
from checker.scan import Words

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"word"})

IN_DRAFT = 3
"""From so many on, a conjunction that adds something beside the point is too frequent."""


@cache
def _openings(words: tuple[str, ...]) -> Words:
    return Words(f"{word}、" for word in words)


def _words(options: Options) -> Words:
    return _openings((*texts(options, "additions"), *texts(options, "words")))


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for."""
    return (_words(options),)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sentence that starts with the conjunction of the sentence before.

    What `options["additions"]` names is also flagged from its third use in a
    draft on, wherever it stands.
    """
    document = context.document
    openings = dict(_words(options).find(document.folded))
    if len(openings) < 2:
        return
    additions = texts(options, "additions")
    seen: dict[str, list[Span]] = {}
    last: tuple[int, str] = (-2, "")
    for number, sentence in enumerate(document.sentences):
        start = sentence.span.start
        if start not in openings or not sentence.prose or document.blocks[sentence.block].quoted:
            continue
        span = Span(start, start + len(openings[start]))
        word = openings[start].removesuffix("、")
        before = seen.setdefault(word, [])
        follows = last == (number - 1, word)
        if follows or (word in additions and len(before) + 1 == IN_DRAFT):
            related = tuple(Related(other, "ここにもあります") for other in before[-IN_DRAFT:])
            yield Match(span, {"word": word}, edits=(Edit(span, ""),), related=related)
        before.append(span)
        last = (number, word)
