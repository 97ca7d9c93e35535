"""Which configuration holds for each draft of a run, options included."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from checker.config import Config, Configuration, Origin, Said, find
from checker.config.globs import Globs
from checker.errors import ConfigError
from checker.model import Profile


class Asked(Protocol):
    """What a user asked for, as far as configurations are concerned (`Options` is one)."""

    @property
    def config(self) -> Path | None:
        """The file that holds for all drafts, None for the nearest of each."""

    @property
    def no_config(self) -> bool:
        """Whether no file is read."""

    @property
    def profile(self) -> Profile | None:
        """The reader."""

    @property
    def genre(self) -> str:
        """What the drafts are."""

    @property
    def medium(self) -> str:
        """Where they appear."""

    @property
    def select(self) -> tuple[str, ...]:
        """Only these rules."""

    @property
    def ignore(self) -> tuple[str, ...]:
        """Not these rules."""


class Lookup:
    """Finds and reads configurations, each once.

    Args:
        options: What the user asked for.
    """

    def __init__(self, options: Asked) -> None:
        self._options = options
        self._folders: dict[Path, tuple[Path, Path | None]] = {}
        self._read: dict[Path, Configuration | ConfigError] = {}
        self._with_options: dict[int, tuple[Config, Config]] = {}
        self._fitted: set[tuple[str, str]] = set()

    def config_for(self, path: Path) -> Config:
        """What holds for a draft.

        Raises:
            ConfigError: The configuration cannot be used; the same value each time.
        """
        folder, file = self._of(path.parent)
        if file is None:
            return self._asked(_NOTHING)
        configuration = self._configuration(file)
        real = folder / path.name
        for globs in configuration.globs:
            self._fitted.update(_key(said) for said in globs.fitting(real))
        return self._asked(configuration.config_for(real))

    def config_of(self, folder: Path) -> Config:
        """What holds in a folder for what has no place in it.

        Raises:
            ConfigError: The configuration cannot be used.
        """
        _, file = self._of(folder)
        if file is None:
            return self._asked(_NOTHING)
        return self._asked(self._configuration(file).config_for(None))

    def excludes(self, folder: Path) -> tuple[Globs, ...]:
        """What is left out of a folder when it is walked.

        A configuration that cannot be used leaves nothing out: its drafts are not
        checked either, and `config_for` tells why.
        """
        _, file = self._of(folder)
        if file is None:
            return ()
        try:
            return self._configuration(file).excludes
        except ConfigError:
            return ()

    def unfitting(self, walked: Iterable[Path]) -> list[Said[str]]:
        """The globs of `[[paths]]` and `[[silence]]` that fitted no draft although the whole tree was walked.

        Args:
            walked: The folders that were walked.
        """
        roots = [folder.resolve() for folder in walked]
        found: dict[tuple[str, str], Said[str]] = {}
        for configuration in self._read.values():
            if isinstance(configuration, ConfigError):
                continue
            for globs in configuration.globs:
                if any(globs.folder.is_relative_to(root) for root in roots):
                    for said in globs.patterns:
                        if not said.value.startswith("!"):
                            found[_key(said)] = said
        return [said for key, said in found.items() if key not in self._fitted]

    def _of(self, folder: Path) -> tuple[Path, Path | None]:
        """The resolved folder, and the file that holds in it."""
        known = self._folders.get(folder)
        if known is None:
            real = folder.resolve()
            file = None if self._options.no_config else self._options.config or find(real)
            known = self._folders[folder] = real, _from_here(file, folder)
        return known

    def _configuration(self, file: Path) -> Configuration:
        if file not in self._read:
            try:
                self._read[file] = Configuration.load(file)
            except ConfigError as error:
                self._read[file] = error
        known = self._read[file]
        if isinstance(known, ConfigError):
            raise known
        return known

    def _asked(self, config: Config) -> Config:
        """A configuration with what the options say instead, or in addition."""
        known = self._with_options.get(id(config))
        if known is None:
            # The first is kept, so that no other can have its identity.
            known = self._with_options[id(config)] = config, with_options(config, self._options)
        return known[1]


_NOTHING = Config()


def _key(said: Said[str]) -> tuple[str, str]:
    """What a glob is known by: several configurations may extend the file that holds it."""
    return str(said.origin), said.value


def with_options(config: Config, options: Asked) -> Config:
    """A configuration with what the options say instead, or in addition."""
    origins = dict(config.origins)
    for name in ("profile", "genre", "medium"):
        if getattr(options, name):
            origins[(name,)] = Origin(f"--{name}")
    if options.select:
        origins = {name: origin for name, origin in origins.items() if name[0] != "select"}
    for name, words in (("select", options.select), ("ignore", options.ignore)):
        for word in words:
            origins[name, word] = Origin(f"--{name}")
    return replace(
        config,
        profile=options.profile or config.profile,
        genre=options.genre or config.genre,
        medium=options.medium or config.medium,
        select=options.select or config.select,
        ignore=(*config.ignore, *options.ignore),
        origins=MappingProxyType(origins),
    )


def _from_here(file: Path | None, folder: Path) -> Path | None:
    """The path of a configuration as seen from here, if the folder was so given."""
    if file is None or folder.is_absolute() or not file.is_absolute():
        return file
    try:
        return Path(os.path.relpath(file))
    except ValueError:  # on another drive
        return file
