"""All rules in two files that load in milliseconds.

A wheel holds them (the build hook calls `encode`); a checkout reads the YAML.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import count
from pathlib import Path

import msgspec

from checker import occurrences, regex, scan
from checker.kinds.base import Examples
from checker.regex import Expressions, expressions
from checker.rulebook.index import PackedIndex
from checker.rulebook.rule import PackedRule, Rule, Rulebook

FILE = "rulebook.msgpack"
STRINGS = "strings.msgpack"
_PACKAGE = Path(__file__).resolve().parent.parent
IN_WHEEL = _PACKAGE / "_rules"
IN_CHECKOUT = _PACKAGE.parent / "rules"


class Packed(msgspec.Struct, frozen=True):
    """What the file holds: rules by id, and what their compiled form would tell.

    With it a rule is compiled only for drafts in which it can find something, and
    its examples are made only to be shown. `sought` is what the expressions of lines look for,
    in their order: a number for `Sought.packed`, negative if they may fit anywhere, `UNSOUGHT`
    if nobody looks for their strings, with the least and the most of `checker.needles.Needles`.
    """

    rules: dict[str, PackedRule]
    index: PackedIndex
    expressions: Expressions
    sought: tuple[tuple[int, int, int], ...]


ANYWHERE, UNSOUGHT = -1, -2


def encode(rules: Iterable[Rule]) -> tuple[bytes, bytes]:
    """The rules as MessagePack, and the strings that their patterns look for.

    They are apart because the first stays in memory as long as the rules do.
    """
    rulebook = Rulebook(rules)
    (index,) = rulebook.indexes  # compiles them all, so that all their patterns are known
    occurrences.occurrences("")  # and what they look for
    made = expressions()
    needed = scan.needed()
    keys = frozenset(map(regex.key_of, needed))
    asking = {pattern: found for pattern, found in needed.items() if found is not None}
    sought = [found.strings for found in asking.values()]
    known = {
        regex.key_of(pattern): (number, found.least, found.most)
        for number, (pattern, found) in enumerate(asking.items())
    }
    of_rules = [None if each is None else each.strings for each in index.sought]
    packed_index = PackedIndex(
        tuple(index.ids),
        tuple(_numbered(of_rules, len(sought))),
        {character: tuple(places) for character, places in index.by_character.items()},
        {part: tuple(places) for part, places in index.by_part.items()},
    )
    sought += [strings for strings in of_rules if strings is not None]
    rulebook_file = msgspec.msgpack.encode(
        Packed(
            {rule.id: _packed(rule) for rule in rulebook},
            packed_index,
            made,
            tuple(
                known.get(key, (ANYWHERE if key in keys else UNSOUGHT, 0, 0))
                for key in made.codes.get(re.MULTILINE, ())
            ),
        )
    )
    return rulebook_file, msgspec.msgpack.encode(occurrences.packed(sought))


def _numbered(sought: Iterable[frozenset[str] | None], first: int) -> Iterator[int]:
    """Numbers from the first on for those who look for something; `ANYWHERE` for the others."""
    numbers = count(first)
    for strings in sought:
        yield ANYWHERE if strings is None else next(numbers)


def _packed(rule: Rule) -> PackedRule:
    encode = msgspec.msgpack.encode
    spec = msgspec.structs.replace(rule.spec, examples=Examples())
    return PackedRule(
        rule.head, rule.needs, msgspec.Raw(encode(spec)), msgspec.Raw(encode(rule.examples))
    )


def decode(data: bytes | mmap.mmap, strings: bytes) -> Rulebook:
    """The rules that `encode` wrote.

    Raises:
        msgspec.MsgspecError: The data are not such rules.
    """
    packed = msgspec.msgpack.decode(data, type=Packed)
    rules = (Rule(identifier, rule) for identifier, rule in packed.rules.items())
    regex.remember(packed.expressions)
    if not occurrences.remember(msgspec.msgpack.decode(strings, type=occurrences.Packed)):
        return Rulebook(rules)  # its numbers mean nothing to a finder of other strings
    patterns = zip(packed.expressions.codes.get(re.MULTILINE, ()), packed.sought, strict=True)
    scan.remember({key: sought for key, sought in patterns if sought[0] != UNSOUGHT})
    return Rulebook(rules, indexes=(packed.index.index,))


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
        with packed.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        rulebook = decode(data, (IN_WHEEL / STRINGS).read_bytes())
        # Most patterns, reasons and examples are never asked for in a run: their pages leave
        # the memory of the process, and come back from the file when somebody does ask.
        if hasattr(mmap, "MADV_DONTNEED"):
            data.madvise(mmap.MADV_DONTNEED)
        return rulebook
    from checker.rulebook.load import combined, load_folder

    return Rulebook(combined(load_folder(rules_folder())))
