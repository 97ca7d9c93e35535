"""What may be said instead of a term, in the form that stands in the draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.inflection import Verb, parse
from checker.inflection.transfer import phrase_start, transfer
from checker.kinds.glossary.uses import BY_BASE, Use, is_verb
from checker.model import Edit, Span

MOST_CHOICES = 3
"""So many ways to say it are offered; more would be a list to study."""


def ways_to_say(context: Context, use: Use) -> list[tuple[str, tuple[Edit, ...]]]:
    """The wordings that may stand instead, each with the edits that put it here.

    One whose form cannot be made is left out.
    """
    entry = use.entry
    plain = entry.plain_for(context.profile)[:MOST_CHOICES]
    if entry.pos in ("noun", "phrase"):
        particle = _particle(context, use, use.first, entry.particles)
        return [(word, (*particle, Edit(use.span, word))) for word in plain]
    words = context.morphemes[use.number]
    if entry.pos == "suru" and not is_verb(words, use.last):
        if entry.received and _is_received(words, use.last):
            edits = _conjugated(context, use, use.last + 2, entry.received)
            of = _particle(context, use, use.first, {"の": "を"})  # 証明書の交付を受ける
            return [(entry.received, (*of, *edits))] if edits else []
        return [(word, (Edit(use.span, word),)) for word in entry.noun[:MOST_CHOICES]]
    said = [(word, _conjugated(context, use, use.last, word)) for word in plain]
    return [(word, edits) for word, edits in said if edits]


def verb_of(word: str, pos: str) -> Verb | None:
    """A word in its dictionary form as something that can be conjugated."""
    adjective = pos == "adjective" and word.endswith("い")
    return parse(word, "形容詞") if adjective else parse(word)


def _conjugated(context: Context, use: Use, at: int, plain: str) -> tuple[Edit, ...]:
    """The edits that say the term with another word, in the form of the word at `at`.

    Empty if that form cannot be made.
    """
    words = context.morphemes[use.number]
    target = verb_of(plain, use.entry.pos)
    if target is None:
        return ()
    start = use.first
    if at == use.first:  # the prefix of ご交付ください belongs to the phrase
        start = at = phrase_start(words, at)
    source = verb_of(use.entry.terms[0], use.entry.pos) if use.entry.pos in BY_BASE else None
    edit = transfer(words, at, target, source)
    if edit is None:
        return ()
    whole = Edit(Span(words[start].start, edit.span.end), edit.text)
    return (*_particle(context, use, start, use.entry.particles), whole)


def _is_received(words: Sequence[Morpheme], last: int) -> bool:
    return [word.base for word in words[last + 1 : last + 3]] == ["を", "受ける"]


def _particle(
    context: Context, use: Use, start: int, instead: Mapping[str, str]
) -> tuple[Edit, ...]:
    """The edit of the particle in front of the word at `start`, if it becomes another."""
    if not instead or not start:
        return ()
    before = context.morphemes[use.number][start - 1]
    particle = instead.get(before.surface)
    return () if particle is None else (Edit(Span(before.start, before.end), particle),)
