"""What is decided about checking a draft, and who said so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from checker.city import City
from checker.model import Profile, Severity
from checker.words import CityWord

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from.

    Attributes:
        place: A file, or an option (`--ignore`).
        line: The line of the file; 0 for an option.
        glob: The globs of the `[[paths]]` that it stands in, "" if in none.
    """

    place: str
    line: int = 0
    glob: str = ""

    def __str__(self) -> str:
        return f"{self.place}:{self.line}" if self.line else self.place


@dataclass(frozen=True, slots=True)
class Said(Generic[Value]):
    """A value and where it comes from."""

    value: Value
    origin: Origin


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number of a rule that a city has set.

    Attributes:
        rule: The rule, as written.
        profile: The reader for whom it holds.
        steps: The limit of each severity; a single number has None for it.
    """

    rule: str
    profile: Profile
    steps: tuple[tuple[Severity | None, int], ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """Findings that a city has decided to live with.

    Attributes:
        rule: The rule, as written.
        reason: Why.
    """

    rule: str
    reason: str


def _nothing() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Config:
    """What holds for a draft, by file or option. Two that decide alike are equal.

    Attributes:
        profile: The reader.
        select: Selectors of the rules to run; empty means all.
        ignore: Selectors of the rules to leave out.
        rules: Folders with rules of the city's own.
        policy: The city's choice where authorities disagree.
        genre: What the drafts are, "" to let it be guessed for each.
        medium: Where they appear, "" to let it be guessed for each.
        city: The lists of the city, None if it names none.
        words: The city's own words.
        web: The table `[web]`, which only the web checker reads.
        severity: Selectors with the severity that the city gives them, None for "off";
            of several that cover a finding the last holds.
        thresholds: The numbers that the city has set; of several for one rule and
            reader the last holds.
        silence: What a city has decided to live with in these drafts.
        path: The file that this was read from, "" if none.
        origins: Where each value comes from, by its name: `("profile",)`,
            `("ignore", "facts")`, `("severity", "sentence/length")`,
            `("thresholds", "general", "sentence/length")`, `("policy", "kodomo")`,
            `("silence", "facts/weekday", "記録のため")`.
    """

    profile: Profile = Profile.GENERAL
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[Path, ...] = ()
    policy: Mapping[str, str] = field(default_factory=_nothing)
    genre: str = ""
    medium: str = ""
    city: City | None = None
    words: tuple[CityWord, ...] = ()
    web: Mapping[str, Any] = field(default_factory=_nothing)
    severity: tuple[tuple[str, Severity | None], ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    silence: tuple[Silence, ...] = ()
    path: str = field(default="", compare=False)
    origins: Mapping[tuple[str, ...], Origin] = field(
        default_factory=_nothing, compare=False, repr=False
    )

    def __hash__(self) -> int:
        # What mappings hold is left out: those who differ in nothing else are rare.
        return hash(
            (
                self.profile,
                self.select,
                self.ignore,
                self.rules,
                self.genre,
                self.medium,
                self.words,
                self.severity,
                self.thresholds,
                self.silence,
                frozenset(self.policy.items()),
            )
        )

    def place(self, *name: str) -> str:
        """Where a value comes from, for messages; "" if nobody knows."""
        origin = self.origins.get(name)
        return "" if origin is None else str(origin)
