"""Detectors: what rules of the kind `detector` call, one function a module.

A module holds `NEEDS` (the tier), `check(context, options)` and, where it needs
syntax, `guard(context, options)`: the sentences that are worth parsing.
`context.trees` holds the sentences of all syntax rules, so a `check` asks its own
guard which of them are its own.
"""

from collections.abc import Mapping, Sequence

Options = Mapping[str, str | Sequence[str]]
"""What a rule file says under `options:`."""


def texts(options: Options, name: str) -> tuple[str, ...]:
    """An option that is a list of strings; empty if it is not given."""
    value = options.get(name, ())
    return (value,) if isinstance(value, str) else tuple(value)
