"""「ご覧になられる」「おっしゃられる」: two honorific forms on one verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from checker.analysis.types import Morpheme
from checker.context import Context
from checker.detectors import Options, texts
from checker.inflection import Verb, parse
from checker.inflection.transfer import transfer
from checker.model import Edit, Match, Span, Tier
from checker.scan import Words

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"to"})

_NARU = parse("なる", "五段-ラ行")
_PREFIXES = ("お", "ご", "御")
_STATES = frozenset(("病気", "負担", "迷惑", "心配", "縁", "世話"))
"""Nouns that take する, and that one can also become."""


def scans(options: Options) -> tuple[Words, ...]:
    """What such a verb and れる make together; all of them are conjugated alike."""
    verbs = ("なる", *texts(options, "verbs"))
    return (Words(f"{verb[:-1]}{form}れ" for verb in verbs for form in "らりるれろっい"),)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a れる behind お〜になる, or behind a verb of `options["verbs"]`.

    「お元気になられた」 is right, as なる is the verb there: the word before に must be
    a verb, a noun that takes する, or a noun of `options["nouns"]` (お帰り).
    """
    verbs = frozenset(texts(options, "verbs"))
    nouns = frozenset(texts(options, "nouns"))
    for number, index in context.words.by_base.get("れる", ()):
        words = context.morphemes[number]
        if not index or not words[index].pos.startswith("助動詞"):
            continue
        verb = words[index - 1]
        if verb.base == "なる":
            start, plain = _respectful_start(words, index - 1, nouns), _NARU
        elif verb.base in verbs:
            start, plain = index - 1, parse(verb.base, verb.conjugation)
        else:
            continue
        if start is not None and plain is not None:
            match = _match(words, start, index, plain)
            if match is not None:
                yield match


def _respectful_start(words: Sequence[Morpheme], index: int, nouns: frozenset[str]) -> int | None:
    """Where お〜に starts, for the なる at `index`; None if it is no honorific form."""
    if index < 2 or words[index - 1].surface != "に":
        return None
    word = words[index - 2]
    if word.surface.startswith(_PREFIXES):  # ご覧, ご利用
        noun = word.surface[1:]
        acts = bool(word.units) and word.units[-1].pos.endswith("サ変可能")
        return index - 2 if noun in nouns or (acts and noun not in _STATES) else None
    at = index - 2
    if at and words[at - 1].pos.startswith("動詞"):  # お買い｜求め
        at -= 1
    if not at or words[at - 1].surface not in _PREFIXES:
        return None
    acts = word.pos.startswith("動詞") or word.surface in nouns
    if words[at - 1].surface != "お" and word.pos.endswith("サ変可能"):
        acts = word.surface not in _STATES
    return at - 1 if acts else None


def _match(words: Sequence[Morpheme], start: int, index: int, plain: Verb) -> Match | None:
    """The match for the れる at `index`, whose form the plain verb takes over."""
    # To give its form to another word, れる is a verb like any other.
    near = [words[index - 1], msgspec.structs.replace(words[index], pos="動詞")]
    near += words[index + 1 : index + 4]
    edit = transfer(near, 1, plain)
    if edit is None:
        return None
    begin = words[start].start
    kept = "".join(word.surface for word in words[start : index - 1])
    span = Span(begin, edit.span.end)
    return Match(span, {"to": kept + edit.text}, edits=(Edit(span, kept + edit.text),))
