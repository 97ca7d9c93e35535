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
from checker.scan import known, remember

FILE = "rulebook.msgpack"
_PACKAGE = Path(__file__).resolve().parent.parent
IN_WHEEL = _PACKAGE / "_rules"
IN_CHECKOUT = _PACKAGE.parent / "rules"


class Packed(msgspec.Struct, frozen=True):
    """What the file holds: rules by id, and what is known of their patterns."""

    rules: dict[str, RuleSpec]
    needles: dict[str, frozenset[str] | None]


def encode(rules: Iterable[Rule]) -> bytes:
    """The rules as MessagePack."""
    rules = list(rules)
    for rule in rules:
        rule.spec.compile()  # asks what is known of all patterns, those of detectors too
    packed = Packed({rule.id: rule.spec for rule in rules}, known())
    return msgspec.msgpack.encode(packed)


def decode(data: bytes) -> list[Rule]:
    """The rules that `encode` wrote.

    Raises:
        msgspec.MsgspecError: The data are not such rules.
    """
    packed = msgspec.msgpack.decode(data, type=Packed)
    remember(packed.needles)
    return [Rule(identifier, spec) for identifier, spec in packed.rules.items()]


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
