"""The title of a page: too long, or the same for any page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options, per_rule, texts
from checker.document.model import MARKED_HEADING, Block, BlockKind, Document
from checker.model import Match, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_TITLE = BlockKind.TITLE

_SITE = regex(r"\s*(?:[｜|]|[-–—:：]\s|\s[-–—／/]\s).{0,40}$")
_DECORATION = " \u3000【】［］[]（）()「」『』・。！!＿_-–—"


@per_rule
def _vague(options: Options) -> frozenset[str]:
    return frozenset(texts(options, "texts"))


def parts(options: Options) -> Iterable[str]:
    """See `Matcher.parts`."""
    return (BlockKind.TITLE.value, MARKED_HEADING)


def check(context: Context, options: Options) -> Iterator[Match]:
    """A match for `options["fault"]`: `long` (over `options["limit"]`) or `vague`."""
    document = context.document
    blocks = _titles(document)
    if options.get("fault") == "vague":
        vague = _vague(options)
        for block in blocks:
            name = unicodedata.normalize("NFKC", _bare(document.block_text(block)))
            if "".join(name.strip(_DECORATION).split()).casefold() in vague:
                yield Match(block.span)
                return
        return
    limit = int(str(options.get("limit")))
    for block in blocks[:1]:
        length = len(_bare(document.block_text(block)))
        if length > limit:
            yield Match(block.span, {"count": str(length), "limit": str(limit)})


def _titles(document: Document) -> list[Block]:
    """The title in the head of the file, and the first heading that the markup makes."""
    first = document.marked_headings[:1]
    return [*document.of_kind(_TITLE)[:1], *(block for block in first if block.level == 1)]


def _bare(title: str) -> str:
    """The title without the name of the site behind it."""
    return _SITE.sub("", title) or title
