"""What the file of a word list says of a term."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Annotated, Literal

import msgspec

from checker.kinds.base import ApplicabilityName, BasisSpec, ProfileName
from checker.model import Profile
from checker.parts import Part, Pattern, Text


class Entry(Part, frozen=True, kw_only=True):
    """A term of a word list.

    Attributes:
        id: Stable, unique in the file.
        terms: The term and its spellings; of verbs and adjectives the dictionary form,
            of verbs with する (pos: suru) the noun. Written with する, the noun by
            itself is left alone.
        pos: Part of speech. A phrase is bounded by words, whatever they are.
        treatment: replace (say `plain`), explain (keep the term, explain it at
            first use) or ask (the writer must choose).
        plain: The plain wording; several are offered as a choice. Of verbs and
            adjectives the dictionary form: it gets the form of the draft.
        easy: The plain wording for readers of やさしい日本語, if it is another.
        noun: Of a verb with する, what to say where it stands without する.
        received: Of a verb with する, the verb for 「〜を受ける」 (交付を受ける: 受け取る).
        particles: What the particle in front becomes (市に勤務する: 市で働く).
        explanation: What it means, in one line.
        note: What else to tell the writer.
        basis: Who says so; unset means the basis of the list.
        fix: Who may apply the replacement; unset means a person.
        keep: Readers who know the term.
        until: The first day on which the term is out of date; unset: it is so now.
        unless: Left alone where one of these patterns fits over the term, in its line.
        in_compounds: Whether the term is also flagged beside other nouns
            (当該施設).
        in_place: Whether the plain wording fits where the term stands; if not, it is
            told, and the sentence is left to the writer (失効する: 効力がなくなる).
        example: A text in which the term is flagged.
        fixed: The example after the fix.
        good: A text in which the term is left alone.
    """

    id: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    terms: Annotated[list[Text], msgspec.Meta(min_length=1)]
    pos: Literal["noun", "suru", "verb", "adjective", "phrase"] = "noun"
    treatment: Literal["replace", "explain", "ask"]
    plain: list[Text] = []
    easy: list[Text] = []
    noun: list[Text] = []
    received: str = ""
    particles: dict[str, str] = {}
    explanation: str = ""
    note: str = ""
    basis: list[BasisSpec] = []
    fix: ApplicabilityName | None = None
    keep: list[ProfileName] = []
    until: datetime.date | None = None
    unless: list[Pattern] = []
    in_compounds: bool = False
    in_place: bool = True
    example: str | None = None
    fixed: str | None = None
    good: str | None = None

    def plain_for(self, profile: Profile) -> Sequence[str]:
        """The plain wording for a reader."""
        return self.easy if self.easy and profile is Profile.EASY else self.plain
