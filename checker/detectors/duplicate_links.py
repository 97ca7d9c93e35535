"""Links with the same words that lead to different places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options, texts
from checker.detectors.link_text import is_empty
from checker.detectors.places import leads_to_page, links
from checker.model import Match, Related, Span, Tier

NEEDS = Tier.TEXT

_HOST = re.compile(r"^(?:https?:)?//[^/]*", re.IGNORECASE)
_INDEX = re.compile(r"(?:/index\.[a-z]+|/)?(?:#.*)?$", re.IGNORECASE)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a link whose text led elsewhere before.

    Texts of `options["texts"]` say nothing anyway and are left to another rule.
    """
    document = context.document
    empty = frozenset(texts(options, "texts"))
    first: dict[str, tuple[str, Span]] = {}
    for mark in links(document):
        written = mark.span.cut(document.text)
        text = "".join(unicodedata.normalize("NFKC", written).split())
        if not leads_to_page(mark.target) or is_empty(written, empty) or "://" in text:
            continue
        target, place = first.setdefault(text, (mark.target, mark.span))
        if not _is_same(target, mark.target):
            yield Match(mark.span, related=(Related(place, "同じ文字のリンクです"),))


def _is_same(one: str, other: str) -> bool:
    """Whether two addresses are one page; a relative one has no host to compare."""
    hosts = {host[0].lower() for address in (one, other) if (host := _HOST.match(address))}
    paths = {_INDEX.sub("", _HOST.sub("", address)) for address in (one, other)}
    return len(hosts) < 2 and len(paths) == 1
