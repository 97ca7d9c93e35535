"""A draft with everything that a rule may ask of it, made on demand and once."""

from __future__ import annotations

import copy
import datetime
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from checker.analysis.morphology import Morphology
from checker.analysis.types import Morpheme, Syntax
from checker.annotations.find import annotate
from checker.annotations.types import Annotations
from checker.city import City
from checker.deadline import Deadline
from checker.document.joining import joined
from checker.document.model import Document
from checker.model import Profile
from checker.notice.judge import judge
from checker.notice.spec import Knowledge
from checker.notice.types import Notice, moved
from checker.once import once

Position = tuple[int, int]
"""A word's place: index of its sentence, index in the sentence."""

_CLOSING = ("補助", "空白")  # how the parts of speech of closing marks begin: 補助記号


@dataclass(frozen=True)
class WordIndex:
    """Where each word occurs, so that a rule looks at its words and not at all words.

    Attributes:
        by_base: Places by dictionary form.
        by_surface: Places by what is written.
        bases: All dictionary forms.
        surfaces: All words as written.
        respelt: The dictionary forms whose normalised form is another, with that.
        doubled: The places of words that follow themselves, in text order.
    """

    by_base: Mapping[str, Sequence[Position]]
    by_surface: Mapping[str, Sequence[Position]]
    bases: frozenset[str]
    surfaces: frozenset[str]
    respelt: Sequence[tuple[str, str]]
    doubled: Sequence[Position]


class _Edges(Mapping[int, Position]):
    """The places of words by the text offset of one of their edges.

    They are looked for when they are asked for: that is a few dozen times a draft.
    """

    def __init__(self, context: Context, edge: Callable[[Morpheme], int], inside: int) -> None:
        self._sentences = context.morphemes
        self._sentence_at = context.document.sentence_index_at
        self._edge = edge
        self._inside = inside  # from the edge to a character of the word

    def __getitem__(self, offset: int) -> Position:
        place: Position | None = self.get(offset)
        if place is None:
            raise KeyError(offset)
        return place

    def get(self, offset: int, default: Any = None) -> Any:
        number = self._sentence_at(offset + self._inside)
        if number < 0:
            return default
        morphemes = self._sentences[number]
        index = bisect_left(morphemes, offset, key=self._edge)
        if index < len(morphemes) and self._edge(morphemes[index]) == offset:
            return number, index
        return default

    def __contains__(self, offset: object) -> bool:
        return isinstance(offset, int) and self.get(offset) is not None

    def __iter__(self) -> Iterator[int]:
        for morphemes in self._sentences:
            yield from map(self._edge, morphemes)

    def __len__(self) -> int:
        return sum(map(len, self._sentences))


def _closing(morphemes: Sequence[Morpheme]) -> int:
    """How many words a sentence has before its closing marks."""
    end = len(morphemes)
    while end and morphemes[end - 1].pos[:2] in _CLOSING:
        end -= 1
    return end


class _AsOf:
    """The day of a context, which notes that somebody asked for it."""

    def __set__(self, context: Context, day: datetime.date) -> None:
        vars(context)["_day"] = day
        vars(context)["_asked"] = set[str]()  # shared with copies of the context

    def __get__(self, context: Context, owner: type[Context] | None = None) -> datetime.date:
        if context is None:
            raise AttributeError("as_of")  # so that the field has no default
        vars(context)["_asked"].add("as_of")
        day: datetime.date = vars(context)["_day"]
        return day


@dataclass(frozen=True)
class Context:
    """What a rule sees of a draft. Everything derived is computed on first use.

    Attributes:
        document: The draft.
        as_of: The day that "past" and "closed" are judged from.
        profile: The reader.
        morphology: None when only the text tier is allowed.
        trees: Syntax by sentence index, for the sentences that were parsed.
        knowledge: What is known of notices; None where nobody asks (examples of rules).
        genre: What a person says that the draft is, "" to let it be guessed.
        medium: Where a person says that it appears, "" to let it be guessed.
        path: What the draft is called, because addresses tell press releases.
        city: The lists of the city, None if there are none.
        deadline: When the answer must be there; None if there is time.
        dated: Whether somebody named the day; else it is the one on which the check runs.
    """

    document: Document
    as_of: _AsOf = _AsOf()  # a descriptor, no value
    profile: Profile = Profile.GENERAL
    morphology: Morphology | None = None
    trees: Mapping[int, Syntax] = field(default_factory=lambda: MappingProxyType({}))
    knowledge: Knowledge | None = None
    genre: str = ""
    medium: str = ""
    path: str = ""
    city: City | None = None
    deadline: Deadline | None = None
    dated: bool = False

    @property
    def day(self) -> str:
        """The day (ISO 8601) if it may matter tomorrow: nobody named it, and a rule asked for it.

        Else "". To be read when all rules have run.
        """
        asked = not self.dated and vars(self)["_asked"]
        return self.as_of.isoformat() if asked else ""

    def with_trees(self, trees: Mapping[int, Syntax]) -> Context:
        """The same draft with syntax; what was computed before is kept."""
        other = copy.copy(self)
        object.__setattr__(other, "trees", trees)
        return other

    @once
    def kept(self) -> dict[object, Any]:
        """What detectors have found once for the draft, by what found it; goes away with it."""
        return {}

    @once
    def characters(self) -> frozenset[str]:
        """All characters of the text as written."""
        return frozenset(self.document.text)

    @once
    def morphemes(self) -> tuple[tuple[Morpheme, ...], ...]:
        """The morphemes of each sentence of `document.sentences`.

        Raises:
            RuntimeError: Only the text tier is allowed (a rule declared the wrong tier).
            TooLateError: The deadline has passed.
        """
        if self.morphology is None:
            raise RuntimeError("a rule of the text tier asked for morphemes")
        return self.morphology.analyse(self.document, self.deadline)

    @once
    def annotations(self) -> Annotations:
        """The typed spans of the draft."""
        return annotate(self.document, None if self.morphology is None else self.morphemes)

    @once
    def notice(self) -> Notice | None:
        """What kind of notice the draft is, what it says and what it lacks."""
        if self.knowledge is None or not self.document.blocks:
            return None
        closed = joined(self.document)
        if closed is not None:
            notice = replace(self, document=closed.document)._judged(self.knowledge)
            return moved(notice, closed.opened)
        return self._judged(self.knowledge)

    def _judged(self, knowledge: Knowledge) -> Notice:
        return judge(
            self.document,
            self.annotations,
            knowledge,
            self.genre or None,
            self.medium or None,
            self.path,
        )

    @once
    def closings(self) -> tuple[int, ...]:
        """How many words each sentence has before its closing marks."""
        return tuple(map(_closing, self.morphemes))

    def closing(self, number: int) -> int:
        """How many words a sentence has before its closing marks; for a few of them."""
        return _closing(self.morphemes[number])

    @once
    def prose_ends(self) -> tuple[Position, ...]:
        """The place behind the last word, closing marks left out, of each prose sentence."""
        sentences = self.morphemes
        ends = [(number, _closing(sentences[number])) for number, _ in self.document.prose]
        return tuple([place for place in ends if place[1]])

    def morpheme_at(self, position: Position) -> Morpheme:
        """The word at a place."""
        return self.morphemes[position[0]][position[1]]

    @once
    def words(self) -> WordIndex:
        """The morphemes by dictionary form and by surface."""
        by_base: dict[str, list[Position]] = {}
        by_surface: dict[str, list[Position]] = {}
        respelt: list[tuple[str, str]] = []
        doubled: list[Position] = []
        for number, morphemes in enumerate(self.morphemes):
            before = ""
            for index, morpheme in enumerate(morphemes):
                position = (number, index)
                # Every word of a draft comes here: a test is quicker than `setdefault`.
                word = morpheme.base
                if word in by_base:
                    by_base[word].append(position)
                else:
                    by_base[word] = [position]
                    normal = morpheme.normal
                    if normal != word:
                        respelt.append((word, normal))
                word = morpheme.surface
                if word in by_surface:
                    by_surface[word].append(position)
                    if word == before:
                        doubled.append(position)
                else:
                    by_surface[word] = [position]
                before = word
        bases, surfaces = frozenset(by_base), frozenset(by_surface)
        return WordIndex(by_base, by_surface, bases, surfaces, respelt, doubled)

    @once
    def _rows(self) -> dict[str, Mapping[int, Sequence[int]]]:
        return {}

    def rows(self, surface: str) -> Mapping[int, Sequence[int]]:
        """Where a word stands in each sentence that has it, by the sentence's index.

        Kept, because several rules ask for the same particles.
        """
        found = self._rows.get(surface)
        if found is None:
            rows: dict[int, list[int]] = {}
            for number, index in self.words.by_surface.get(surface, ()):
                if number in rows:
                    rows[number].append(index)
                else:
                    rows[number] = [index]
            found = self._rows[surface] = rows
        return found

    @once
    def word_starts(self) -> Mapping[int, Position]:
        """The place of the word that starts at a text offset."""
        return _Edges(self, attrgetter("start"), 0)

    @once
    def word_ends(self) -> Mapping[int, Position]:
        """The place of the word that ends before a text offset."""
        return _Edges(self, attrgetter("end"), -1)
