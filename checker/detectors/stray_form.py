"""A form that is called by another act than the draft speaks of: 申込書 where one applies (申請)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from checker.context import Context
from checker.detectors import Options, texts
from checker.detectors.places import is_named
from checker.model import Match, Related, Span, Tier
from checker.scan import Words

NEEDS = Tier.MORPHEMES

_OFTEN = 2
"""So many times as often the usual act must occur as the other (our judgement)."""
_LEAST = 2
"""Times that the usual form, and its act beside it, must occur (our judgement)."""


@cache
def _words(forms: tuple[str, ...]) -> Words:
    return Words(row.split()[0] for row in forms)


@cache
def _acts(forms: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((row.split()[0], tuple(row.split()[1:])) for row in forms)


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for."""
    return (_words(texts(options, "forms")),)


def check(context: Context, options: Options) -> Iterator[Match]:
    """The first place of a form whose act the draft does not know.

    Options: `forms`, each the form and the ways to write its act. A form counts where
    it stands by itself; another form must occur, and its act too.
    """
    document = context.document
    text = document.folded
    forms = texts(options, "forms")
    there = _words(forms).present(text)
    present = [(form, acts) for form, acts in _acts(forms) if form in there]
    if len(present) < 2:
        return
    uses = {form: _alone(context, form) for form, _ in present}
    usual = max(uses, key=lambda form: len(uses[form]))
    own = dict(present)[usual]
    if len(uses[usual]) < _LEAST or _told(text, usual, own) < _LEAST:
        return
    for form, acts in present:
        if form == usual or not uses[form] or set(acts) & set(own):
            continue
        if len(uses[form]) >= len(uses[usual]):
            continue
        # Another fault of the same kind may stand elsewhere (申込みは for 申請は).
        sentence = document.sentences[document.sentence_index_at(uses[form][0].start)].span
        here = _told(sentence.cut(text), form, acts)
        if not here and _told(text, form, acts) <= min(1, _told(text, usual, own) // _OFTEN):
            related = (Related(uses[usual][0], f"ここでは「{usual}」です"),)
            yield Match(uses[form][0], {"usual": usual}, related=related)


def _told(text: str, form: str, acts: tuple[str, ...]) -> int:
    """How often the draft speaks of the act itself."""
    return sum(map(text.count, acts)) - text.count(form)


def _alone(context: Context, form: str) -> list[Span]:
    """Where the form is no part of a longer word and no title."""
    text, spans = context.document.folded, []
    start = text.find(form)
    while start >= 0:
        span = Span(start, start + len(form))
        bounded = span.start in context.word_starts and span.end in context.word_ends
        if bounded and not is_named(context, span):
            spans.append(span)
        start = text.find(form, span.end)
    return spans
