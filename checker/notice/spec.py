"""The files of `rules/genres/`, `rules/media/` and `rules/elements/`: what officers may edit.

A file that does not fit is refused with the place of the fault, as a rule file is.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from checker.notice.types import Element
from checker.parts import Part, Pattern, Text

Where = Literal["title", "heading", "label", "text", "path"]
"""Where a cue must stand: in the title (or the first heading), in any heading, as a label,
anywhere in the text, or in the path or address of the file."""


class Cue(Part, frozen=True, kw_only=True):
    """Words that speak for (or, with a negative weight, against) a genre or medium.

    Attributes:
        patterns: Regular expressions on the folded text of a line.
        where: Where they must stand.
        weight: Points for it, once however often it occurs.
    """

    patterns: Annotated[list[Pattern], msgspec.Meta(min_length=1)]
    where: Where = "text"
    weight: Annotated[float, msgspec.Meta(ge=-20, le=20)]


class Words(Part, frozen=True, kw_only=True):
    """Words that each speak a little for a genre, or against it, wherever they stand.

    Attributes:
        points: Points for each word, once however often it occurs.
        words: Two characters of kanji or katakana each, with spaces between them. They are
            learned from many notices (tests/bench/tune_genres.py).
    """

    points: Annotated[float, msgspec.Meta(ge=-20, le=20)]
    words: Text


class Need(Part, frozen=True, kw_only=True):
    """That an element is needed under a condition.

    Attributes:
        element: Which.
        required: Whether it is required or recommended then.
        when: One of these must occur in the item (or its title).
        unless: None of these may occur.
        when_found: Elements that the item must have.
        unless_found: Elements of which the item must have none.
    """

    element: Element
    required: bool = True
    when: list[Pattern] = []
    unless: list[Pattern] = []
    when_found: list[Element] = []
    unless_found: list[Element] = []


class GenreExample(Part, frozen=True, kw_only=True):
    """A text that must be taken for this genre (or, as a counter-example, for another)."""

    text: Text
    path: str = ""
    format: Literal["markdown", "text", "html"] = "text"


class GenreSpec(Part, frozen=True, kw_only=True):
    """A kind of notice.

    Attributes:
        name: What an officer calls it (催しのお知らせ).
        about: What belongs to it, in a sentence.
        cues: What speaks for and against it.
        words: What each speaks a little for and against it.
        required: Elements that a citizen cannot do without.
        recommended: Elements that help.
        needs: Elements that are needed under a condition.
        waives: Elements that a medium has no room for: nobody asks for them,
            whatever the genre says (a broadcast names no fee). What the medium itself
            needs is asked for all the same.
        waives_when: What a medium asks nobody for where one of these patterns occurs (a paper of
            the city names its number once, the articles only extensions).
        not_needed: Patterns in the title or the first lines that end all needs
            (終了しました, 中止します).
        proof: What the sentence must hold that says an element for it to count: in a notice of an
            election not every 「…の方」 tells who may vote. Words under a name need none.
        reasons: Why the reader needs an element in this genre (ends in 。).
        templates: Lines to insert, where the usual ones of the element do not fit.
        examples: Texts that must be taken for this genre.
        counter_examples: Texts that must not.
    """

    name: Text
    about: Text
    cues: list[Cue] = []
    words: list[Words] = []
    required: list[Element] = []
    recommended: list[Element] = []
    needs: list[Need] = []
    waives: list[Element] = []
    waives_when: dict[Element, list[Pattern]] = {}
    not_needed: list[Pattern] = []
    proof: dict[Element, list[Pattern]] = {}
    reasons: dict[Element, Text] = {}
    templates: dict[Element, list[Text]] = {}
    examples: list[GenreExample] = []
    counter_examples: list[GenreExample] = []


class ElementExample(Part, frozen=True, kw_only=True):
    """A text and the words in it that say the element; empty where none do."""

    text: Text
    found: list[str] = []
    genre: str = ""


class ElementSpec(Part, frozen=True, kw_only=True):
    """How an element is expressed.

    Attributes:
        name: What an officer calls it (開催日時).
        question: What the reader asks (いつですか).
        reason: Why a reader needs it (ends in 。).
        template: Lines to insert, with （…） for the blanks.
        labels: Patterns that a whole label, heading or table head must fit.
        says: Patterns in running text that say it.
        mentions: Patterns that only touch it; they count where the genre does not ask for it.
        asides: What a sentence may hold that says it of something else than the notice is about
            (取材を希望する社, 電話では受け付けません): what is found there is a mere mention.
        none: Patterns that say there is none (無料, 申し込みは不要).
        defaults: Patterns of a line that says it for the whole document
            (費用の記載がないものは無料).
        signs: What a line must hold if it may say the element in words that nothing knows
            (`checker.notice.signs`); a value stands there as a letter (D a day, T a time).
        examples: Tests.
    """

    name: Text
    question: Text
    reason: Text
    template: list[Text]
    labels: list[Pattern] = []
    says: list[Pattern] = []
    mentions: list[Pattern] = []
    asides: list[Pattern] = []
    none: list[Pattern] = []
    defaults: list[Pattern] = []
    signs: Pattern | None = None
    examples: list[ElementExample] = []


class Knowledge(msgspec.Struct, frozen=True):
    """What the checker knows of notices.

    Attributes:
        genres: Kinds of notice by topic, by id.
        media: Kinds of notice by medium, by id.
        elements: How each element is expressed.
    """

    genres: dict[str, GenreSpec]
    media: dict[str, GenreSpec]
    elements: dict[Element, ElementSpec]
