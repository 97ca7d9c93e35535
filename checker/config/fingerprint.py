"""A name for all that a configuration decides: equal where the findings must be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from checker.config.model import Config

_NOT_OF_FINDINGS = frozenset({"web", "path", "origins"})


def fingerprint(config: Config) -> str:
    """64 hexadecimal digits, the same in every process and on every day.

    They depend on what the lists and the rules of the city hold now, not only on where
    they are; the web checker's table is left out.

    Raises:
        OSError: A file of `config.rules` cannot be read.
    """
    # Here, because few runs ask for it and none should wait for OpenSSL.
    import hashlib

    digest = hashlib.sha256()
    for each in fields(config):
        if each.name not in _NOT_OF_FINDINGS:
            digest.update(f"{each.name}={_canonical(getattr(config, each.name))}\n".encode())
    for folder in config.rules:
        for path in sorted(folder.rglob("*.yaml")):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.relative_to(folder).as_posix()}={content}\n".encode())
    return digest.hexdigest()


def _canonical(value: Any) -> str:
    """A value as text that tells it from all others; what has no order is put in one."""
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if is_dataclass(value):
        return _several(
            f"{each.name}:{_canonical(getattr(value, each.name))}" for each in fields(value)
        )
    if isinstance(value, Mapping):
        return _several(sorted(f"{_canonical(k)}:{_canonical(v)}" for k, v in value.items()))
    if isinstance(value, frozenset):
        return _several(sorted(map(_canonical, value)))
    if isinstance(value, tuple):
        return _several(map(_canonical, value))
    return repr(str(value)) if isinstance(value, Path) else repr(value)


def _several(parts: Iterable[str]) -> str:
    return f"({','.join(parts)})"
