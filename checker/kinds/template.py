"""Texts with placeholders: `{text}`, `{1}`, `{name}`."""

from __future__ import annotations

from collections.abc import Mapping

from checker.regex import regex

_PLACEHOLDER = regex(r"\{(\w+)\}")


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with each placeholder replaced.

    `str.format` is not used: it takes `{1}` for a position and knows more
    syntax than the author of a rule should have to learn.

    Raises:
        KeyError: A placeholder has no value.
    """
    return _PLACEHOLDER.sub(lambda found: values[found[1]], template)


def placeholders(template: str) -> frozenset[str]:
    """The names of the placeholders in a template."""
    return frozenset(_PLACEHOLDER.findall(template))
