"""A file together with those that it extends, in the order in which they hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from checker.config.model import Said
from checker.config.reader import read
from checker.config.sections import ConfigFile
from checker.errors import ConfigError


def chain(path: Path) -> tuple[ConfigFile, ...]:
    """The files that a file extends, then itself; each once, what comes later wins.

    Raises:
        ConfigError: A file cannot be used, is missing, or extends itself over others.
    """
    known: set[Path] = set()
    return tuple(_files(path, (), known))


def _files(path: Path, above: tuple[Path, ...], known: set[Path]) -> Iterator[ConfigFile]:
    known.add(path.resolve())
    file = read(path)
    for said in file.extends:
        base = _shown(said.value)
        real = base.resolve()
        _refuse(base, real, said, (*above, path))
        if real not in known:
            yield from _files(base, (*above, path), known)
    yield file


def _shown(path: Path) -> Path:
    """A path without `..` in its middle, where that leads to the same file."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts and parts[-1] not in ("..", path.anchor):
            parts.pop()
        else:
            parts.append(part)
    short = Path(*parts)
    return short if short.resolve() == path.resolve() else path


def _refuse(base: Path, real: Path, said: Said[Path], way: tuple[Path, ...]) -> None:
    """Refuse a file that is not there, and one that is on the way to itself.

    Raises:
        ConfigError: Names the line that says so.
    """
    reals = [path.resolve() for path in way]
    if real in reals:
        names = [str(path) for path in way[reals.index(real) :]]
        raise ConfigError(
            "config-circle",
            str(said.origin),
            f"extends が輪になっています（{' → '.join([*names, names[0]])}）。",
            "どれか1つの extends を消してください。",
        )
    if base.is_dir():
        raise ConfigError(
            "config-missing",
            str(said.origin),
            f"extends の「{base}」は、ファイルではなくフォルダーです。",
            'extends = "../check.toml" のように、ファイルの名前まで書いてください。',
        )
    if not base.exists():
        raise ConfigError(
            "config-missing",
            str(said.origin),
            f"extends の「{base}」がありません。",
            "場所は、この設定ファイルのあるフォルダーから見て書きます。名前を確かめてください。",
        )
