"""The kinds of notice and the elements that come with the checker.

A wheel holds them in one file that loads in a millisecond (the build hook calls
`encode`); a checkout reads the YAML.
"""

from __future__ import annotations

from functools import cache

import msgspec

from checker.annotations.find import annotate
from checker.document.model import Format
from checker.document.read import read
from checker.notice.judge import judge
from checker.notice.spec import Knowledge
from checker.rulebook.compiled import IN_WHEEL, rules_folder

FILE = "notices.msgpack"


def encode(knowledge: Knowledge) -> bytes:
    """The knowledge as MessagePack, for the wheel."""
    return msgspec.msgpack.encode(knowledge)


def warm(knowledge: Knowledge) -> None:
    """Judge a line, so that all patterns are compiled and `checker.scan` knows of them."""
    document = read("お知らせ", Format.TEXT)
    judge(document, annotate(document, None), knowledge, None, None, "")


@cache
def default_knowledge() -> Knowledge:
    """The knowledge that comes with the checker.

    Raises:
        RuleError: A file of the checkout cannot be used.
    """
    packed = IN_WHEEL / FILE
    if packed.is_file():
        return msgspec.msgpack.decode(packed.read_bytes(), type=Knowledge)
    # Here, because YAML takes longer to import than all of this to decode.
    from checker.notice.load import load_knowledge

    return load_knowledge(rules_folder())
