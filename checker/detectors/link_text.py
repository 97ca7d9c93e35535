"""Links whose words do not say where they lead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.detectors.places import links
from checker.document.model import MarkKind
from checker.model import Match, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

# （PDF）, (Word: 120KB): what kind of file it is does not say what is in it.
_FILE = regex(
    r"[(\[]?(?:pdf|word|excel|zip|csv)(?:ファイル|形式|版)?[:、, ]?"
    r"(?:[0-9.]+ ?[kmg]?b)?[)\]]?$",
    re.IGNORECASE,
)
_EDGES = " \u3000。、,.:：>＞→⇒»≫「」()[]【】■●▶"


@per_rule
def _empty(options: Options) -> frozenset[str]:
    return frozenset(texts(options, "texts"))


def parts(options: Options) -> Iterable[str]:
    """See `Matcher.parts`."""
    return (MarkKind.LINK.value,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a link whose whole text is one of `options["texts"]` or a kind of file."""
    empty = _empty(options)
    document = context.document
    for mark in links(document):
        if is_empty(mark.span.cut(document.text), empty):
            yield Match(mark.span)


def is_empty(text: str, empty: frozenset[str]) -> bool:
    """Whether nothing but words of `empty` and a kind of file is left of a link's text."""
    bare = unicodedata.normalize("NFKC", text).strip(_EDGES)
    if bare.casefold() in empty:
        return True
    rest = _FILE.sub("", bare)
    return rest != bare and (not rest.strip(_EDGES) or rest.strip(_EDGES).casefold() in empty)
