"""What a city decides about the web checker: limits, origins, identity."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from checker.api import ConfigError, nearest

_ORIGIN = re.compile(r"https?://[a-z0-9.\-\[\]:]+")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_OWN = frozenset({"config", "threads"})
"""What the command line says, not the table `[web]`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the web checker behaves.

    Attributes:
        config: The city's `check.toml`; None for none.
        threads: Checks without syntax that run at once.
        queue: Checks that run or wait at once; one more is refused with 503.
        deadline: Seconds in which an answer must be there, waiting included.
        max_bytes: The largest body of a request.
        max_characters: The longest draft, in code points.
        allowed_origins: Other sites whose pages may call the API and send drafts.
        frame_origins: Other sites that may show the checker in a frame.
        identity_header: The header in which a reverse proxy names the person; "" for none.
        trusted_proxy: The address of that proxy. A header from elsewhere says nothing.
    """

    config: Path | None = None
    threads: int = 4
    queue: int = 32
    deadline: float = 10.0
    max_bytes: int = 1_048_576
    max_characters: int = 100_000
    allowed_origins: tuple[str, ...] = ()
    frame_origins: tuple[str, ...] = ()
    identity_header: str = ""
    trusted_proxy: str = ""

    def with_table(self, table: Mapping[str, Any], path: str) -> Settings:
        """These settings with what the table `[web]` of a `check.toml` says.

        Args:
            table: The values by name.
            path: The file, for messages.

        Raises:
            ConfigError: A name is unknown or a value cannot be used.
        """
        known = [field.name for field in fields(self) if field.name not in _OWN]
        changes: dict[str, Any] = {}
        for name, value in table.items():
            if name not in known:
                near = nearest(name, known)
                raise ConfigError(
                    "web-settings",
                    path,
                    f"[web] に「{name}」という項目はありません。",
                    f"「{near}」のことでしょうか。" if near else f"使える項目: {'、'.join(known)}",
                )
            changes[name] = _value(name, value, getattr(self, name), path)
        made = replace(self, **changes)
        if bool(made.identity_header) != bool(made.trusted_proxy):
            raise ConfigError(
                "web-settings",
                path,
                "[web] の identity_header と trusted_proxy は、一緒に書きます。",
                '中継するサーバーの番地も trusted_proxy = "192.0.2.1" のように書いてください。',
            )
        return made


def _value(name: str, value: Any, default: Any, path: str) -> Any:
    if name.endswith("_origins"):
        return _origins(name, value, path)
    if isinstance(default, str):
        if isinstance(value, str) and (name != "identity_header" or _HEADER.fullmatch(value)):
            return value
        raise _unusable(name, '"X-Forwarded-User"', path)
    number = isinstance(value, int | float) and not isinstance(value, bool) and value > 0
    if number and (isinstance(default, float) or isinstance(value, int)):
        return type(default)(value)
    raise _unusable(name, f"{default:g}", path)


def _origins(name: str, value: Any, path: str) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(origin, str) for origin in value):
        origins = tuple(origin.lower().rstrip("/") for origin in value)
        if all(map(_ORIGIN.fullmatch, origins)):
            return origins
    raise _unusable(name, '["http://cms.example"]', path)


def _unusable(name: str, example: str, path: str) -> ConfigError:
    return ConfigError(
        "web-settings",
        path,
        f"[web] の {name} の値が使えません。",
        f"{name} = {example} のように書いてください。",
    )
