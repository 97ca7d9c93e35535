"""Links to files that do not say that a file opens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.detectors.link_text import is_empty
from checker.detectors.places import links
from checker.document.model import MarkKind
from checker.model import Match, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_FILE = regex(r"\.(pdf|docx?|xlsx?|xlsm|pptx?|zip|csv)(?:[?#].*)?$", re.IGNORECASE)
_NAMES = {
    "pdf": "PDF",
    "doc": "Word",
    "xls": "Excel",
    "ppt": "PowerPoint",
    "zip": "ZIP",
    "csv": "CSV",
}
_SAYS = regex(
    r"PDF|Word|ワード|Excel|エクセル|PowerPoint|パワーポイント|ZIP|CSV|\.(?:pdf|docx?|xlsx?)|ファイル|[KMk]B",
    re.IGNORECASE,
)
_BESIDE = 24
"""The kind may stand so many characters in front of or behind the link."""


@per_rule
def _empty(options: Options) -> frozenset[str]:
    return frozenset(texts(options, "texts"))


def parts(options: Options) -> Iterable[str]:
    """See `Matcher.parts`."""
    return (MarkKind.LINK.value,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a link to a file whose kind is not told in or beside its text.

    Texts of `options["texts"]` and bare addresses are left to other rules.
    """
    document = context.document
    empty = _empty(options)
    for mark in links(document):
        file = _FILE.search(mark.target)
        if file is None or is_empty(text := mark.span.cut(document.text), empty):
            continue
        block = document.block_at(mark.span.start).span
        around = Span(
            max(block.start, mark.span.start - _BESIDE), min(block.end, mark.span.end + _BESIDE)
        )
        shown = unicodedata.normalize("NFKC", around.cut(document.text))
        if "://" in text or _SAYS.search(shown):
            continue
        kind = _NAMES.get(file[1].lower()[:3], file[1].upper())
        yield Match(mark.span, {"kind": kind})
