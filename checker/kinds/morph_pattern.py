"""A sequence of words, by dictionary form, part of speech and inflection.

A pattern is a list of conditions, one a word. It is tried only where a word of
its rarest condition occurs, so that a hundred patterns cost little more than
one, and it never looks back more than `MAX_REPEAT` words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Annotated, Literal

import msgspec

from checker.analysis.types import Morpheme
from checker.context import Context, Position, WordIndex
from checker.kinds.base import Matcher, RuleBase, Strings, strings
from checker.kinds.template import fill
from checker.model import Candidate, Edit, Match, Span, Tier
from checker.parts import Part
from checker.scan import Words

MAX_REPEAT = 8
"""How often a `repeat` word may occur in a row."""

MAX_STRINGS = 40
"""With more strings than this, looking for them costs more than trying the sequence."""


class WordPattern(Part, frozen=True, kw_only=True):
    """What one word must be. All given fields must hold; each takes one or several.

    Attributes:
        surface: As written.
        base: Dictionary form.
        normal: Sudachi's normalised form.
        pos: Part of speech, from its first level (名詞-普通名詞-サ変可能).
        form: Conjugation form, from its start (連用形).
        conjugation: Conjugation type, from its start (五段).
        not_surface: As written, none of these.
        not_base: Dictionary form, none of these.
        not_pos: Part of speech, none of these.
        min_length: At least so many characters.
        optional: May be absent.
        repeat: May occur several times in a row.
        capture: A name for `replace` and the message.
        context: Must be there but is not part of what is flagged; only at the
            start or the end of a pattern.
    """

    surface: Strings = []
    base: Strings = []
    normal: Strings = []
    pos: Strings = []
    form: Strings = []
    conjugation: Strings = []
    not_surface: Strings = []
    not_base: Strings = []
    not_pos: Strings = []
    min_length: int = 0
    optional: bool = False
    repeat: bool = False
    capture: str = ""
    context: bool = False


WordPatterns = Annotated[list[WordPattern], msgspec.Meta(min_length=1)]


class MorphPatternRule(RuleBase, frozen=True, kw_only=True, tag="morph_pattern"):
    """Flags sequences of words. Placeholders: `{1}` … (words) and captured names.

    Attributes:
        patterns: Alternatives, each a list of words.
        replace: The replacement, in which placeholders stand for words as they
            are written; several are offered as a choice.
        at: Ties the pattern to the start of a sentence or to the end of a
            prose sentence (closing marks left out).
    """

    patterns: Annotated[list[WordPatterns], msgspec.Meta(min_length=1)]
    replace: list[str] = []
    at: Literal["anywhere", "sentence_start", "sentence_end"] = "anywhere"

    placeholders = frozenset({"to"})

    def compile(self) -> Matcher:
        """See `RuleBase.compile`."""
        compiled = [WordSequence(words) for words in self.patterns]
        at = self.at
        strings = [sequence.strings for sequence in compiled]
        words = Words(chain.from_iterable(strings))
        tied = all(sequence.first is not None for sequence in compiled)

        bases, surfaces = _first_words(compiled)

        def check(context: Context) -> Iterator[Match]:
            there = context.words
            if bases.isdisjoint(there.bases) and surfaces.isdisjoint(there.surfaces) and tied:
                return
            fitting = [sequence for sequence in compiled if sequence.may_fit(there)]
            if not fitting:
                return
            seen: set[Span] = set()
            # All at once, because every question costs as much as a short sequence.
            present = words.present(context.document.folded)
            for sequence in fitting:
                if sequence.strings and sequence.strings.isdisjoint(present):
                    continue
                for found in sequence.find(context, at):
                    if found.span not in seen:
                        seen.add(found.span)
                        yield self._match(found)

        return Matcher(check, Tier.MORPHEMES, scans=(words,) if all(strings) else ())

    def _match(self, found: Found) -> Match:
        values = found.values
        options = [fill(template, values) for template in self.replace]
        candidates = (
            tuple(Candidate(option, (Edit(found.span, option),)) for option in options)
            if len(options) > 1
            else ()
        )
        edits: tuple[Edit, ...] = ()
        if options:
            values["to"] = options[0]
            edits = (Edit(found.span, options[0]),)
        return Match(found.span, values, edits=edits, candidates=candidates)


@dataclass(frozen=True, slots=True)
class Found:
    """A sequence that fits: what is flagged, and its words, one group a pattern."""

    span: Span
    words: Sequence[Sequence[Morpheme]]
    names: Sequence[str]

    @property
    def values(self) -> dict[str, str]:
        """What is written, by the number and the name of the pattern."""
        values: dict[str, str] = {}
        for place, (group, name) in enumerate(zip(self.words, self.names, strict=True), start=1):
            surface = "".join(morpheme.surface for morpheme in group)
            values[str(place)] = surface
            if name:
                values[name] = surface
        return values


Condition = Callable[[Morpheme], bool]


class WordSequence:
    """A compiled list of word patterns.

    Attributes:
        strings: Strings of which one must stand in the text where it fits; may be empty.
    """

    def __init__(self, words: Sequence[WordPattern]) -> None:
        self._words = tuple(words)
        self._conditions = tuple(_condition(word) for word in words)
        self._anchors = tuple(_anchors(self._words))
        self._bases = [a.literals for a in self._anchors if a.field == "base"]
        self._surfaces = [a.literals for a in self._anchors if a.field != "base"]
        self.strings = frozenset(_adjacent(self._words))
        self._plain = not any(word.optional or word.repeat or word.context for word in words)
        self._names = tuple(word.capture for word in words)
        self._longest = sum(MAX_REPEAT if word.repeat else 1 for word in words)
        self._shortest = sum(not word.optional for word in words)

    @property
    def first(self) -> _Anchor | None:
        """The first word that is one of a few strings."""
        return self._anchors[0] if self._anchors else None

    def may_fit(self, words: WordIndex) -> bool:
        """Whether a draft has all the words that the sequence cannot do without."""
        bases, surfaces = words.bases, words.surfaces
        lacking = [any_of for any_of in self._bases if any_of.isdisjoint(bases)]
        return not (lacking or [one for one in self._surfaces if one.isdisjoint(surfaces)])

    def find(
        self, context: Context, at: str = "anywhere", ends: Sequence[Position] | None = None
    ) -> Iterator[Found]:
        """All places where the sequence fits, in text order, without overlap a sentence.

        `ends` limits "sentence_end" to some of `Context.prose_ends`. Whether one of `strings`
        stands in the text is for the caller to ask.
        """
        sentences = context.morphemes
        last: tuple[int, int] = (-1, -1)
        starts = self._starts(context, at, ends)
        if self._plain:
            starts = self._whole(starts, sentences)
        for number, start in starts:
            morphemes = sentences[number]
            if (number, start) < last or (at == "sentence_start" and start != 0):
                continue
            taken = self._fit(morphemes, start, 0, ())
            if taken is None:
                continue
            if at == "sentence_end" and start + sum(taken) < context.closing(number):
                continue
            last = (number, start + max(1, sum(taken)))
            found = self._found(morphemes, start, taken)
            if found is not None:
                yield found

    def spans_at(self, context: Context, ends: Sequence[Position]) -> Iterator[Span]:
        """The spans of what `find` gives at some of `Context.prose_ends`."""
        if not self._plain:
            yield from (found.span for found in self.find(context, "sentence_end", ends))
            return
        if not self.may_fit(context.words):
            return
        sentences, conditions, length = context.morphemes, self._conditions, len(self._words)
        closes = conditions[-1]
        for number, end in [at for at in ends if closes(sentences[at[0]][at[1] - 1])]:
            start, words = end - length, sentences[number]
            if start < 0:
                continue
            for condition, word in zip(conditions, words[start:end], strict=True):
                if not condition(word):
                    break
            else:
                yield Span(words[start].start, words[end - 1].end)

    def _starts(
        self, context: Context, at: str, ends: Sequence[Position] | None
    ) -> Iterable[Position]:
        if not self.may_fit(context.words):
            return ()
        if at == "sentence_end":
            ends, sentences = context.prose_ends if ends is None else ends, context.morphemes
            if not self._words[-1].optional:
                closes = self._conditions[-1]
                ends = tuple(place for place in ends if closes(sentences[place[0]][place[1] - 1]))
            return [
                (number, index)
                for number, end in ends
                for index in range(max(0, end - self._longest), end - self._shortest + 1)
            ]
        if not self._anchors:
            return (
                (number, index)
                for number, morphemes in enumerate(context.morphemes)
                for index in range(len(morphemes))
            )
        rarest = self._anchors[0]
        if len(self._anchors) > 1:
            rarest = min(self._anchors, key=lambda anchor: anchor.count(context))
        place, positions = rarest.place, rarest.positions(context)
        if not place:
            return positions
        # What stands before a word of fixed place must be there.
        sentences, opens = context.morphemes, self._conditions[0]
        return [
            (number, index - place)
            for number, index in positions
            if index >= place and opens(sentences[number][index - place])
        ]

    def _whole(
        self, starts: Iterable[Position], sentences: Sequence[Sequence[Morpheme]]
    ) -> Iterator[Position]:
        """Those of the places where a sequence without varying words fits."""
        length, last, conditions = len(self._words), self._conditions[-1], self._conditions[:-1]
        for number, start in starts:
            words = sentences[number]
            # The first word is tried for most places already, so the last one tells most.
            if start + length > len(words) or not last(words[start + length - 1]):
                continue
            for condition, word in zip(conditions, words[start:], strict=False):
                if not condition(word):
                    break
            else:
                yield number, start

    def _fit(
        self, morphemes: Sequence[Morpheme], at: int, place: int, taken: tuple[int, ...]
    ) -> tuple[int, ...] | None:
        """How many words each pattern takes, or None; the longest fit first."""
        if place == len(self._words):
            return taken
        word, condition = self._words[place], self._conditions[place]
        most = MAX_REPEAT if word.repeat else 1
        count = 0
        while count < most and at + count < len(morphemes) and condition(morphemes[at + count]):
            count += 1
        for number in range(count, -1 if word.optional else 0, -1):
            fitted = self._fit(morphemes, at + number, place + 1, (*taken, number))
            if fitted is not None:
                return fitted
        return None

    def _found(
        self, morphemes: Sequence[Morpheme], start: int, taken: tuple[int, ...]
    ) -> Found | None:
        groups = []
        first: Morpheme | None = None
        last = morphemes[start]
        at = start
        for word, count in zip(self._words, taken, strict=True):
            words = morphemes[at : at + count]
            at += count
            groups.append(words)
            if words and not word.context:
                first, last = first or words[0], words[-1]
        return Found(Span(first.start, last.end), groups, self._names) if first else None


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A word at a fixed place of a sequence that is one of a few strings."""

    place: int
    field: str
    literals: frozenset[str]

    def count(self, context: Context) -> int:
        """How often such a word occurs in a draft."""
        return sum(map(len, self._places(context.words)))

    def positions(self, context: Context) -> Sequence[Position]:
        """Where such a word occurs in a draft, in text order."""
        places = self._places(context.words)
        return places[0] if len(places) == 1 else sorted(chain.from_iterable(places))

    def _places(self, words: WordIndex) -> Sequence[Sequence[Position]]:
        """Where each of the words that occur does."""
        by_base = self.field == "base"
        by_literal = words.by_base if by_base else words.by_surface
        # Of a hundred verbs a draft has a few.
        there = self.literals & (words.bases if by_base else words.surfaces)
        return [by_literal[literal] for literal in there]


def _first_words(
    sequences: Iterable[WordSequence],
) -> tuple[frozenset[str], frozenset[str]]:
    """The dictionary forms and surfaces of which several sequences cannot do without one."""
    found: dict[str, set[str]] = {"base": set(), "surface": set()}
    for sequence in sequences:
        if sequence.first is not None:
            found[sequence.first.field].update(sequence.first.literals)
    return frozenset(found["base"]), frozenset(found["surface"])


def _anchors(words: Sequence[WordPattern]) -> Iterator[_Anchor]:
    for place, word in enumerate(words):
        for name in ("base", "surface"):
            literals = strings(getattr(word, name))
            if literals and not word.optional:
                yield _Anchor(place, name, frozenset(literals))
        if word.optional or word.repeat:
            return


def _adjacent(words: Sequence[WordPattern]) -> tuple[str, ...]:
    """The longest strings that neighbouring words with fixed surfaces make together.

    One of them must stand in the text where the sequence fits.
    """
    best: tuple[str, ...] = ()
    run: tuple[str, ...] = ()
    for word in words:
        surfaces = strings(word.surface)
        if surfaces and not word.optional and not word.repeat:
            run = tuple(before + surface for before in run or ("",) for surface in surfaces)
        else:
            run = ()
        if run and len(run) <= MAX_STRINGS and (not best or len(run[0]) > len(best[0])):
            best = run
    return best


def _condition(word: WordPattern) -> Condition:
    surface = frozenset(strings(word.surface))
    base = frozenset(strings(word.base))
    normal = frozenset(strings(word.normal))
    pos = strings(word.pos)
    form = strings(word.form)
    conjugation = strings(word.conjugation)
    not_surface = frozenset(strings(word.not_surface))
    not_base = frozenset(strings(word.not_base))
    not_pos = strings(word.not_pos)
    least = word.min_length

    # Most words ask for one or two things, and each is asked of many words.
    if not (normal or conjugation or least or not_surface or not_base or not_pos):
        if surface and not (base or pos or form):
            return lambda morpheme: morpheme.surface in surface
        if base and not (surface or form):
            return lambda morpheme: morpheme.base in base and morpheme.pos.startswith(pos or "")
        if pos and not (surface or base):
            if not form:
                return lambda morpheme: morpheme.pos.startswith(pos)
            return lambda morpheme: morpheme.pos.startswith(pos) and morpheme.form.startswith(form)

    def fits(morpheme: Morpheme) -> bool:
        if pos and not morpheme.pos.startswith(pos):  # what most words fail
            return False
        return not (
            (surface and morpheme.surface not in surface)
            or (base and morpheme.base not in base)
            or (normal and morpheme.normal not in normal)
            or (form and not morpheme.form.startswith(form))
            or (conjugation and not morpheme.conjugation.startswith(conjugation))
            or len(morpheme.surface) < least
            or morpheme.surface in not_surface
            or morpheme.base in not_base
            or (not_pos and morpheme.pos.startswith(not_pos))
        )

    return fits
