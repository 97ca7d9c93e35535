"""Texts with placeholders: `{text}`, `{1}`, `{name}`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from checker.regex import regex

_PLACEHOLDER = regex(r"\{(\w+)\}")


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with each placeholder replaced.

    `str.format` is not used: it takes `{1}` for a position and knows more
    syntax than the author of a rule should have to learn.

    Raises:
        KeyError: A placeholder has no value.
    """
    pieces = _pieces(template)
    if len(pieces) == 1:
        return template
    return "".join([values[piece] if at % 2 else piece for at, piece in enumerate(pieces)])


@lru_cache(maxsize=4096)
def _pieces(template: str) -> tuple[str, ...]:
    """What stands between the placeholders, and their names, in turn."""
    return tuple(_PLACEHOLDER.split(template))


def placeholders(template: str) -> frozenset[str]:
    """The names of the placeholders in a template."""
    return frozenset(_PLACEHOLDER.findall(template))
