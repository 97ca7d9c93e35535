"""Which values hold for a draft: those of its file, of what that extends, of its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from checker.city import City, load_departments, load_facilities
from checker.config.globs import Globs
from checker.config.model import Config, Origin, Said, Silence, Threshold
from checker.config.sections import ConfigFile, Section, Silencing
from checker.model import Profile
from checker.words import load_words


@dataclass(frozen=True, slots=True)
class Configuration:
    """A configuration file with all that it extends.

    Attributes:
        path: The file.
        files: It and those that it extends; what comes later wins.
        common: What holds for all its drafts, wherever they are.
    """

    path: Path
    files: tuple[ConfigFile, ...]
    common: Config
    _made: dict[tuple[bool, ...], Config] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def load(cls, path: Path) -> Configuration:
        """Read a file, what it extends, and the lists that they name.

        Raises:
            ConfigError: A file cannot be used; names the line where it can.
        """
        # Here, because most runs have no file and need not wait for what reads it.
        from checker.config.chain import chain

        files = chain(path)
        return cls(path, files, _common(path, files))

    def config_for(self, path: Path | None) -> Config:
        """What holds for a draft.

        Args:
            path: The draft, in a resolved folder; None for one without a place.
        """
        fitting = tuple(path is not None and bool(globs.decide(path)) for globs in self.globs)
        if fitting not in self._made:
            places = iter(fitting)
            sections = [
                section
                for file in self.files
                for section in (
                    file.whole,
                    *(each for each in file.paths if next(places)),
                )
            ]
            silences = [each for each in self.silences if each.globs is None or next(places)]
            self._made[fitting] = _settled(self.common, sections, silences)
        return self._made[fitting]

    @property
    def globs(self) -> tuple[Globs, ...]:
        """The globs of all `[[paths]]`, in their order; behind them those of `[[silence]]`."""
        sections = [section.globs for file in self.files for section in file.paths]
        silences = [each.globs for each in self.silences]
        return tuple(globs for globs in (*sections, *silences) if globs is not None)

    @property
    def silences(self) -> tuple[Silencing, ...]:
        """All `[[silence]]`, in their order."""
        return tuple(each for file in self.files for each in file.silences)

    @property
    def excludes(self) -> tuple[Globs, ...]:
        """What is left out when a folder is walked; of several that fit the last decides."""
        return tuple(file.exclude for file in self.files if file.exclude is not None)


def load(path: Path) -> Config:
    """What a file decides for drafts without a place.

    Raises:
        ConfigError: A file cannot be used; names the line where it can.
    """
    return Configuration.load(path).config_for(None)


def _common(path: Path, files: tuple[ConfigFile, ...]) -> Config:
    """What cannot differ between the drafts of a configuration."""
    origins: dict[tuple[str, ...], Origin] = {}
    policy: dict[str, str] = {}
    web: dict[str, Any] = {}
    lists: dict[str, Path] = {}
    rules: dict[Path, None] = {}
    words: dict[Path, None] = {}
    code = ""
    for file in files:
        for name, said in file.policy:
            policy[name] = said.value
            origins["policy", name] = said.origin
        for name, value in file.web:
            web[name] = value.value
            origins["web", name] = value.origin
        for name, place in file.lists.items():
            lists[name] = place.value
            origins["city", name] = place.origin
        if file.area_code is not None:
            code = file.area_code.value
            origins["city", "area_code"] = file.area_code.origin
        for key, places, into in (("rules", file.rules, rules), ("words", file.words, words)):
            for place in places:
                into[place.value] = None
                origins[key, str(place.value)] = place.origin
    nothing: Mapping[str, Any] = MappingProxyType({})
    city = City(
        load_departments(lists["departments"]) if "departments" in lists else nothing,
        load_facilities(lists["facilities"]) if "facilities" in lists else nothing,
        code,
    )
    return Config(
        rules=tuple(rules),
        policy=MappingProxyType(policy),
        city=city if any(file.has_city for file in files) else None,
        words=load_words(words),
        web=MappingProxyType(web),
        path=str(path),
        origins=MappingProxyType(origins),
    )


def _settled(common: Config, sections: list[Section], silences: list[Silencing]) -> Config:
    """The values of some sections, of which the later win, with what is to be silent."""
    origins = dict(common.origins)
    values: dict[str, Any] = {"profile": Profile.GENERAL, "genre": "", "medium": ""}
    select: tuple[Said[str], ...] = ()
    ignore: dict[str, None] = {}
    severity = []
    thresholds: dict[tuple[Profile, str], Threshold] = {}
    for section in sections:
        for name in values:
            said = getattr(section, name)
            if said is not None:
                values[name] = said.value
                origins[(name,)] = said.origin
        select = section.select if section.select is not None else select
        for word in section.ignore:
            ignore[word.value] = None
            origins.setdefault(("ignore", word.value), word.origin)
        for selector, level in section.severity:
            severity.append((selector, level.value))
            origins["severity", selector] = level.origin
        for reader, number in section.thresholds:
            profile = reader or values["profile"]
            thresholds[profile, number.value.rule] = replace(number.value, profile=profile)
            origins["thresholds", profile.value, number.value.rule] = number.origin
    silence: dict[Silence, None] = {}
    for silencing in silences:
        for rule in silencing.rules:
            each = Silence(rule.value, silencing.reason)
            silence[each] = None
            origins.setdefault(("silence", each.rule, each.reason), rule.origin)
    for word in select:
        origins["select", word.value] = word.origin
    return replace(
        common,
        **values,
        select=tuple(word.value for word in select),
        ignore=tuple(ignore),
        severity=tuple(severity),
        thresholds=tuple(thresholds.values()),
        silence=tuple(silence),
        origins=MappingProxyType(origins),
    )
