"""All rules in one file that loads in milliseconds.

A wheel holds it (the build hook calls `encode`); a checkout reads the YAML.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from checker.kinds import RuleSpec
from checker.rulebook.rule import Rule, Rulebook

FILE = "rulebook.msgpack"
_PACKAGE = Path(__file__).resolve().parent.parent
IN_WHEEL = _PACKAGE / "_rules"
IN_CHECKOUT = _PACKAGE.parent / "rules"


def encode(rules: Iterable[Rule]) -> bytes:
    """The rules as MessagePack: a map from id to the content of the file."""
    return msgspec.msgpack.encode({rule.id: rule.spec for rule in rules})


def decode(data: bytes) -> list[Rule]:
    """The rules that `encode` wrote.

    Raises:
        msgspec.MsgspecError: The data are not such rules.
    """
    specs = msgspec.msgpack.decode(data, type=dict[str, RuleSpec])
    return [Rule(identifier, spec) for identifier, spec in specs.items()]


def rules_folder() -> Path:
    """The folder with the YAML of the rules that come with the checker."""
    return IN_WHEEL if IN_WHEEL.is_dir() else IN_CHECKOUT


@cache
def default_rulebook() -> Rulebook:
    """The rules that come with the checker.

    Raises:
        RuleError: A rule file of the checkout cannot be used.
    """
    packed = IN_WHEEL / FILE
    if packed.is_file():
        return Rulebook(decode(packed.read_bytes()))
    from checker.rulebook.load import combined, load_folder

    return Rulebook(combined(load_folder(rules_folder())))
