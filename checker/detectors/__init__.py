"""Detectors: what rules of the kind `detector` call, one function a module.

A module holds `NEEDS` (the tier), `check(context, options)` and, where it needs
syntax, `guard(context, options)`: the sentences that are worth parsing.
`context.trees` holds the sentences of all syntax rules, so a `check` asks its own
guard which of them are its own.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import TypeVar

from checker.context import Context

Made = TypeVar("Made")

Options = Mapping[str, str | Sequence[str]]
"""What a rule file says under `options:`."""


def texts(options: Options, name: str) -> tuple[str, ...]:
    """An option that is a list of strings; empty if it is not given."""
    value = options.get(name, ())
    return (value,) if isinstance(value, str) else tuple(value)


def per_rule(make: Callable[[Options], Made]) -> Callable[[Options], Made]:
    """`make`, called once for the options of a rule, which are the same object at every draft.

    They are known by their identity: to hash hundreds of strings at every draft would
    take longer than most rules.
    """
    known: dict[int, tuple[Options, Made]] = {}

    @wraps(make)
    def made(options: Options) -> Made:
        found = known.get(id(options))
        if found is None:
            # The options are kept, so that no others can have their identity.
            found = known[id(options)] = options, make(options)
        return found[1]

    return made


def per_draft(find: Callable[[Context], Made]) -> Callable[[Context], Made]:
    """`find`, called once for a draft, whichever rules ask for what it finds.

    It must not depend on anything but the draft. What it finds is kept at the context. (Not in
    a `WeakKeyDictionary` by its annotations: what is found may hold them, and a value that
    holds its key is never let go of, nor the draft with it.)
    """

    @wraps(find)
    def found(context: Context) -> Made:
        kept = context.kept
        made: Made
        try:
            made = kept[find]
        except KeyError:
            made = kept[find] = find(context)
        return made

    return found
