"""Which elements a draft has to have, and which of them it lacks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from msgspec.structs import replace as replaced

from checker.annotations.types import Annotations
from checker.document.model import BlockKind, Document
from checker.model import Span
from checker.notice.elements import compiled
from checker.notice.evidence import evidence_of
from checker.notice.genre import Skim, guess_genre, guess_medium, prepare_genres
from checker.notice.items import find_items
from checker.notice.reading import VISITED, Reading
from checker.notice.signs import may_say
from checker.notice.spec import GenreSpec, Knowledge, Need
from checker.notice.types import Element, ElementState, Evidence, Guess, Item, Notice, Status
from checker.notice.values import NONE
from checker.regex import regex
from checker.scan import Scan

_HEADING = BlockKind.HEADING
_LIST_ITEM = BlockKind.LIST_ITEM
_PARAGRAPH = BlockKind.PARAGRAPH

SURE = 0.3
"""With less confidence in the genre only a contact is asked for, and what the next best asks, too."""

WISHED = 0.45
"""With less confidence nothing is asked for that the genre only recommends."""

NEAR = 0.15
"""With a smaller margin the next best genre has a say: both must demand an element."""

CONTACT = (Element.CONTACT_DEPT, Element.CONTACT_PHONE)
"""What every notice has to have, of whatever kind it is."""

LIKELY = 0.45
ENOUGH = 5
"""With this confidence and so many elements a draft without cues is taken for a notice, too."""

_ACTED_ON = frozenset(
    {
        Element.DATE_TIME,
        Element.DEADLINE,
        Element.PLACE,
        Element.AUDIENCE,
        Element.FEE,
        Element.HOW_TO_APPLY,
        Element.BRING,
        Element.CAPACITY,
        Element.AMOUNT,
        Element.CONTACT_DEPT,
        Element.CONTACT_PHONE,
    }
)

APPLIED = (Element.DEADLINE, Element.SELECTION)
"""What nobody asks for where nobody has to apply."""

HEAD = 6
"""Lines that may say that all is over: the title and the first sentences."""

HEAD_LENGTH = 80
"""Code points; a longer first sentence tells more than that."""

FRAGMENT = 100
"""Characters: a shorter text of few lines is a passage, of which nothing is demanded."""

FRAGMENT_LINES = 3

_OF_REPOSITORY = regex(
    r"(?:^|[/\\])(?:README|CHANGELOG|CONTRIBUTING|CODE_OF_CONDUCT|SECURITY|LICENSE)(?:\.[^/\\]*)?$"
)
"""Files that tell of a repository, not citizens."""

ELEMENTS = tuple(Element)

Found = Mapping[Element, tuple[Evidence, ...]]


def judge(
    document: Document,
    annotations: Annotations,
    knowledge: Knowledge,
    genre: str | None = None,
    medium: str | None = None,
    path: str = "",
) -> Notice:
    """What kind of notice a draft is, what it says, and what it lacks.

    Where a draft announces several things, each is asked for what its own kind demands
    (a person's word on the genre holds for all).

    Args:
        document: The draft.
        annotations: Its typed spans.
        knowledge: Genres, media and elements.
        genre: What a person says it is; None to guess.
        medium: Where a person says it appears; None to guess.
        path: The file's path or the page's address.

    Returns:
        The notice. Its elements are those that genre or medium ask for and those that were
        found, by item and in the order of `Element`.
    """
    demands = _demands_of(knowledge)
    skim = Skim(document)
    topic = Guess(genre, 1.0) if genre else guess_genre(document, knowledge, path, skim)
    channel = Guess(medium, 1.0) if medium else guess_medium(document, knowledge, path, skim)
    items = find_items(document)
    reading = Reading(document, annotations, compiled(knowledge), topic.id)
    evidence = evidence_of(reading, items)
    unasked = not genre and (_is_fragment(document) or _OF_REPOSITORY.search(path) is not None)
    states: list[ElementState] = []
    for item, found in zip(items, evidence, strict=True):
        guess = topic
        if len(items) > 1 and not genre:
            part = _part(document, item.span)
            guess = guess_genre(part, knowledge, skim=Skim(part, item.span))
        view = _View.of(document, item, skim.titles)
        told = {e: words for e, words in found.items() if not _only_touched(words)}
        # A text whose words alone are like those of some notice need not be one at all.
        if topic.cued and not guess.cued:
            guess = replaced(guess, cued=True)
        known = guess if guess.cued or _tells_enough(guess, told) else None
        asked = _Asked({}, False) if unasked else demands.asked(known, channel, view, told)
        if guess.id in VISITED and _is_open_to_all(told):
            asked = _Asked(
                {
                    e: required
                    for e, required in asked.elements.items()
                    if e not in APPLIED and (required or e is not Element.CAPACITY)
                },
                asked.over,
            )
        states += _unsure(reading, item, _states(item, found, asked))
    return Notice(topic, channel, items, tuple(states))


def _is_open_to_all(told: Found) -> bool:
    """Whether nobody has to apply: until when is then nothing to ask for."""
    words = told.get(Element.HOW_TO_APPLY)
    return words is not None and words[0].value == NONE


def _tells_enough(guess: Guess, told: Collection[Element]) -> bool:
    """Whether so much is said that a reader acts on that it is a notice, though no cue says so."""
    return guess.confidence >= LIKELY and len(_ACTED_ON.intersection(told)) >= ENOUGH


def _is_fragment(document: Document) -> bool:
    """Whether it is a passage that somebody tries out, not a notice."""
    few = len(document.blocks) <= FRAGMENT_LINES
    return few and len("".join(document.text.split())) < FRAGMENT


def prepare(knowledge: Knowledge) -> None:
    """Compile everything before the first draft.

    All strings that patterns look for are then found in one pass: those that come
    later would have that pass made anew.
    """
    prepare_genres(knowledge)
    compiled(knowledge)
    _demands_of(knowledge)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of an item: by element whether it is demanded; or nothing, as all is over."""

    elements: Mapping[Element, bool]
    over: bool


def _only_touched(evidence: Iterable[Evidence]) -> bool:
    """Whether no words do more than touch an element."""
    return False not in [words.passing for words in evidence]


def _states(item: Item, found: Found, asked: _Asked) -> Iterator[ElementState]:
    for element in ELEMENTS:
        evidence = found.get(element, ())
        demanded = asked.elements.get(element)
        required = bool(demanded) and not asked.over
        if evidence and (demanded is None or not _only_touched(evidence)):
            yield ElementState(element, item.number, Status.FOUND, required, evidence)
        elif demanded is not None:
            status = Status.NOT_NEEDED if asked.over else Status.MISSING
            yield ElementState(element, item.number, status, required)


def _unsure(reading: Reading, item: Item, states: Iterable[ElementState]) -> Iterator[ElementState]:
    """The states without those that a line may say in words that nothing knows."""
    states = list(states)
    # What the kind of notice wants a proof for was weighed already.
    weighed = reading.elements.proof.get(reading.genre, {})
    lacking = {
        state.element: state.required
        for state in states
        if state.status is Status.MISSING and state.element not in weighed
    }
    told = {state.element: state.evidence for state in states if state.evidence}
    unsure = may_say(reading, lacking, item.span, told)
    for state in states:
        if state.status is not Status.MISSING or state.element not in unsure:
            yield state


def _part(document: Document, span: Span) -> Document:
    """The draft with the blocks and sentences of one stretch only."""
    blocks = tuple([b for b in document.blocks if span.contains(b.span)])
    sentences = tuple([s for s in document.sentences if span.contains(s.span)])
    return replace(document, blocks=blocks, sentences=sentences)


@dataclass(frozen=True, slots=True)
class _View:
    """What conditions are looked up in.

    Attributes:
        titles: Title and first line.
        head: These and the first sentences.
        text: The whole draft.
        span: The item in it, with its title.
    """

    titles: Sequence[str]
    head: Sequence[str]
    text: str
    span: Span

    @classmethod
    def of(cls, document: Document, item: Item, named: Sequence[Span]) -> _View:
        """The view of an item of a draft."""
        text = document.folded
        whole = item.span.start == 0 and item.span.end >= len(text)
        if whole:
            spans = list(named)
            first = document.blocks[0].span if document.blocks else item.span
            lines = [span.cut(text) for span in (spans if first in spans else [*spans, first])]
        else:
            lines = [item.title]
        titles = tuple(lines)
        for block in document.blocks:
            if len(lines) >= HEAD or block.span.end > item.span.end:
                break
            if block.span.start < item.span.start:
                continue
            if block.kind in (_PARAGRAPH, _HEADING, _LIST_ITEM):
                line = block.span.cut(text)
                sentence = line[: line.find("。") + 1] or line
                if len(sentence) <= HEAD_LENGTH and sentence not in lines:
                    lines.append(sentence)
        return cls(titles, tuple(lines), text, Span(0, len(text)) if whole else item.span)


class _Patterns:
    """Patterns of which one must fit: those with ^ a title, others any line."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._titles = [regex(p) for p in patterns if p.startswith("^")]
        self._text = [Scan(p) for p in patterns if not p.startswith("^")]

    def fit(self, view: _View) -> bool:
        """Whether one fits."""
        text, first, behind = view.text, view.span.start, view.span.end
        for scan in self._text:
            for match in scan.finditer(text):
                if first <= match.start() < behind:
                    return True
        for pattern in self._titles:
            for line in view.titles:
                if pattern.search(line):
                    return True
        return False


class _Demands:
    """What the genres and media of a knowledge ask for, compiled."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._conditions: dict[int, tuple[_Patterns | None, _Patterns | None]] = {}
        self._waived: dict[tuple[int, Element], _Patterns] = {}
        self._over: dict[int, re.Pattern[str]] = {}
        for spec in (*knowledge.genres.values(), *knowledge.media.values()):
            for need in spec.needs:
                self._conditions[id(need)] = (
                    _Patterns(need.when) if need.when else None,
                    _Patterns(need.unless) if need.unless else None,
                )
            for element, patterns in spec.waives_when.items():
                self._waived[id(spec), element] = _Patterns(patterns)
            if spec.not_needed:
                joined = "|".join(f"(?:{p})" for p in spec.not_needed)
                self._over[id(spec)] = regex(joined)

    def asked(self, genre: Guess | None, medium: Guess, view: _View, found: Found) -> _Asked:
        """What is asked of an item of this genre, if it is known, in this medium."""
        first = self._knowledge.genres.get(genre.id) if genre else None
        channel = self._knowledge.media.get(medium.id)
        elements: dict[Element, bool] = {}
        if genre is None and len(_ACTED_ON.intersection(found)) >= ENOUGH:
            elements = dict.fromkeys(CONTACT, True)
        if first is not None and genre is not None:
            elements = self._of(first, view, found)
            second = self._knowledge.genres.get(genre.second)
            if genre.confidence < SURE:
                both = (
                    _agreed(elements, self._of(second, view, found))
                    if second and genre.cued
                    else {}
                )
                elements = {e: r for e, r in elements.items() if e in CONTACT} | both
            elif not genre.cued:
                always = (*CONTACT, *first.required)
                elements = {e: required for e, required in elements.items() if e in always}
            elif second is not None and genre.margin < NEAR:
                elements = _both(elements, self._of(second, view, found))
            if genre.confidence < WISHED:
                elements = {e: True for e, required in elements.items() if required}
        if channel is not None:
            for element in channel.waives:
                elements.pop(element, None)
            for element in channel.waives_when:
                if element in elements and self._waived[id(channel), element].fit(view):
                    del elements[element]
            for element, required in self._of(channel, view, found).items():
                elements[element] = required or elements.get(element, False)
        over = any(spec is not None and self._is_over(spec, view) for spec in (first, channel))
        return _Asked(elements, over)

    def _of(self, spec: GenreSpec, view: _View, found: Found) -> dict[Element, bool]:
        elements = dict.fromkeys(spec.recommended, False)
        for need in spec.needs:
            if not elements.get(need.element) and self._holds(need, view, found):
                elements[need.element] = need.required
        elements.update(dict.fromkeys(spec.required, True))
        return elements

    def _holds(self, need: Need, view: _View, found: Found) -> bool:
        for element in need.when_found:
            if element not in found:
                return False
        for element in need.unless_found:
            if element in found:
                return False
        when, unless = self._conditions[id(need)]
        return (when is None or when.fit(view)) and (unless is None or not unless.fit(view))

    def _is_over(self, spec: GenreSpec, view: _View) -> bool:
        over = self._over.get(id(spec))
        return over is not None and any(over.search(line) for line in view.head)


def _both(one: Mapping[Element, bool], other: Mapping[Element, bool]) -> dict[Element, bool]:
    """What the likelier of two kinds asks for; demanded is only what both demand."""
    return {element: required and other.get(element, False) for element, required in one.items()}


def _agreed(one: Mapping[Element, bool], other: Mapping[Element, bool]) -> dict[Element, bool]:
    """What two kinds ask for, demanded only where both demand it."""
    return {e: required and other[e] for e, required in one.items() if e in other}


_made: dict[int, _Demands] = {}


def _demands_of(knowledge: Knowledge) -> _Demands:
    """The demands of a knowledge, compiled once (it is kept, so that its id stays its own)."""
    made = _made.get(id(knowledge))
    if made is None:
        if len(_made) > 8:
            _made.clear()
        made = _made[id(knowledge)] = _Demands(knowledge)
    return made
