"""All rules in two files that load in milliseconds.

A wheel holds them (the build hook calls `encode`); a checkout reads the YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from checker import occurrences, regex, scan
from checker.kinds.base import Examples
from checker.regex import Expressions, expressions
from checker.rulebook.index import Index
from checker.rulebook.rule import PackedRule, Rule, Rulebook
from checker.scan import known, patterns

FILE = "rulebook.msgpack"
STRINGS = "strings.msgpack"
_PACKAGE = Path(__file__).resolve().parent.parent
IN_WHEEL = _PACKAGE / "_rules"
IN_CHECKOUT = _PACKAGE.parent / "rules"


class Packed(msgspec.Struct, frozen=True):
    """What the file holds: rules by id, and what their compiled form would tell.

    With it a rule is compiled only for drafts in which it can find something, and
    its examples are made only to be shown. `needles` are those of the expressions of
    lines, in their order.
    """

    rules: dict[str, PackedRule]
    index: Index
    expressions: Expressions
    needles: list[msgspec.Raw]


def encode(rules: Iterable[Rule]) -> tuple[bytes, bytes]:
    """The rules as MessagePack, and the strings that their patterns look for.

    They are apart because the first stays in memory as long as the rules do.
    """
    rulebook = Rulebook(rules)
    (index,) = rulebook.indexes  # compiles them all, so that all their patterns are known
    made = expressions(patterns())
    rulebook_file = msgspec.msgpack.encode(
        Packed(
            {rule.id: _packed(rule) for rule in rulebook},
            msgspec.structs.replace(index, packed=True),
            made,
            known(made.codes[re.MULTILINE]),
        )
    )
    return rulebook_file, msgspec.msgpack.encode(occurrences.packed())


def _packed(rule: Rule) -> PackedRule:
    encode = msgspec.msgpack.encode
    spec = msgspec.structs.replace(rule.spec, examples=Examples())
    return PackedRule(
        rule.head, rule.needs, msgspec.Raw(encode(spec)), msgspec.Raw(encode(rule.examples))
    )


def decode(data: bytes, strings: bytes) -> Rulebook:
    """The rules that `encode` wrote.

    Raises:
        msgspec.MsgspecError: The data are not such rules.
    """
    packed = msgspec.msgpack.decode(data, type=Packed)
    scan.remember(packed.expressions.codes[re.MULTILINE], packed.needles)
    occurrences.remember(msgspec.msgpack.decode(strings, type=occurrences.Packed))
    if not occurrences.is_packed():
        _ = packed.index.sought  # its strings, too, are to be found in the first pass
    regex.remember(packed.expressions)
    return Rulebook(
        (Rule(identifier, rule) for identifier, rule in packed.rules.items()),
        indexes=(packed.index,),
    )


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
        return decode(packed.read_bytes(), (IN_WHEEL / STRINGS).read_bytes())
    from checker.rulebook.load import combined, load_folder

    return Rulebook(combined(load_folder(rules_folder())))
