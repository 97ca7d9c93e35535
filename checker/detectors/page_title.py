"""The title of a page: too long, or the same for any page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options, texts
from checker.detectors.places import is_real_heading
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

_SITE = regex(r"\s*(?:[｜|]|[-–—:：]\s|\s[-–—／/]\s).{0,40}$")
_DECORATION = " \u3000【】［］[]（）()「」『』・。！!＿_-–—"


def check(context: Context, options: Options) -> Iterator[Match]:
    """A match for `options["fault"]`: `long` (over `options["limit"]`) or `vague`."""
    document = context.document
    blocks = _titles(document)
    if options.get("fault") == "vague":
        vague = frozenset(texts(options, "texts"))
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
    title = next((block for block in document.blocks if block.kind is BlockKind.TITLE), None)
    first = next((block for block in document.blocks if is_real_heading(block, document)), None)
    if first is not None and first.level != 1:
        first = None
    return [block for block in (title, first) if block is not None]


def _bare(title: str) -> str:
    """The title without the name of the site behind it."""
    return _SITE.sub("", title) or title
