"""What one file says: its own values, and those for some of its drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from checker.config.globs import Globs
from checker.config.model import Origin, Said, Threshold
from checker.model import Profile, Severity


@dataclass(frozen=True, slots=True)
class Section:
    """Values that hold together: those of a whole file, or of one `[[paths]]`.

    Attributes:
        origin: Where it begins.
        globs: The drafts that it is for; None for all.
        profile: The reader; None if it says nothing, as for the next three.
        genre: What the drafts are.
        medium: Where they appear.
        select: The rules to run.
        ignore: Rules to leave out.
        severity: Severities by selector, None for "off"; in the order of the file.
        thresholds: Numbers by rule; the reader is None for the one of the section.
    """

    origin: Origin
    globs: Globs | None = None
    profile: Said[Profile] | None = None
    genre: Said[str] | None = None
    medium: Said[str] | None = None
    select: tuple[Said[str], ...] | None = None
    ignore: tuple[Said[str], ...] = ()
    severity: tuple[tuple[str, Said[Severity | None]], ...] = ()
    thresholds: tuple[tuple[Profile | None, Said[Threshold]], ...] = ()


@dataclass(frozen=True, slots=True)
class Silencing:
    """One `[[silence]]`.

    Attributes:
        origin: Where it begins.
        globs: The drafts that it is for; None for all.
        rules: The rules that stay silent there.
        reason: Why.
    """

    origin: Origin
    globs: Globs | None
    rules: tuple[Said[str], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """One `check.toml`, read.

    Attributes:
        path: The file.
        extends: The files to read before it.
        whole: What it says of all drafts.
        paths: What it says of some, in its order.
        silences: What it wants to be silent, in its order.
        rules: Folders with rules of the city's own.
        exclude: What is left out when a folder is walked; None for nothing.
        policy: The city's choices by name.
        lists: The files of `[city]` by key.
        area_code: The area code of the city.
        has_city: Whether there is a table `[city]` at all.
        words: The lists of the city's own words.
        web: The table `[web]`.
    """

    path: Path
    whole: Section
    extends: tuple[Said[Path], ...] = ()
    paths: tuple[Section, ...] = ()
    silences: tuple[Silencing, ...] = ()
    rules: tuple[Said[Path], ...] = ()
    exclude: Globs | None = None
    policy: tuple[tuple[str, Said[str]], ...] = ()
    lists: Mapping[str, Said[Path]] = field(default_factory=lambda: MappingProxyType({}))
    area_code: Said[str] | None = None
    has_city: bool = False
    words: tuple[Said[Path], ...] = ()
    web: tuple[tuple[str, Said[Any]], ...] = ()
