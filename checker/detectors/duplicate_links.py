"""Links with the same words that lead to different places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options, texts
from checker.detectors.link_text import is_empty
from checker.detectors.places import leads_to_page, links
from checker.document.model import Mark, MarkKind
from checker.model import Match, Related, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_HOST = regex(r"^(?:https?:)?//[^/]*", re.IGNORECASE)
_INDEX = regex(r"(?:/index\.[a-z]+|/)?(?:#.*)?$", re.IGNORECASE)


def parts(options: Options) -> Iterable[str]:
    """See `Matcher.parts`."""
    return (MarkKind.LINK.value,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a link whose text led elsewhere before.

    Texts of `options["texts"]` say nothing anyway and are left to another rule.
    """
    document = context.document
    if len(document.links) < 2:
        return
    by_text: dict[str, list[Mark]] = {}
    for mark in links(document):
        if leads_to_page(mark.target):
            written = unicodedata.normalize("NFKC", mark.span.cut(document.text))
            by_text.setdefault("".join(written.split()), []).append(mark)
    empty: frozenset[str] | None = None
    for text, marks in by_text.items():
        if len(marks) < 2 or "://" in text:
            continue
        if empty is None:
            empty = frozenset(texts(options, "texts"))
        told = [mark for mark in marks if not is_empty(mark.span.cut(document.text), empty)]
        for mark in told[1:]:
            if not _is_same(told[0].target, mark.target):
                related = Related(told[0].span, "同じ文字のリンクです")
                yield Match(mark.span, related=(related,))


def _is_same(one: str, other: str) -> bool:
    """Whether two addresses are one page; a relative one has no host to compare."""
    hosts = {host[0].lower() for address in (one, other) if (host := _HOST.match(address))}
    paths = {_INDEX.sub("", _HOST.sub("", address)) for address in (one, other)}
    return len(hosts) < 2 and len(paths) == 1
