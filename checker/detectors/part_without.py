"""A part of a notice that does not say what its heading makes a reader look for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.context import Context
from checker.detectors import Options, per_rule
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_HEADING = BlockKind.HEADING
_TITLE = BlockKind.TITLE

_CONTACT = regex(r"[^\w\n]*(?:お?問い?合わ?せ|問[ 　]|担当|連絡先)")
"""Whom to ask belongs to all parts."""


class _Asked(NamedTuple):
    """The patterns of a rule."""

    heading: Scan
    holds: re.Pattern[str]
    says: re.Pattern[str]
    title: re.Pattern[str] | None


@per_rule
def _asked(options: Options) -> _Asked:
    title = regex(str(options["title"])) if "title" in options else None
    holds, says = regex(str(options["holds"])), regex(str(options["says"]))
    return _Asked(Scan(str(options["heading"])), holds, says, title)


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_asked(options).heading,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a heading that fits `heading`, over lines that hold one thing and lack another.

    The options are patterns: the lines under the heading must fit `holds` (so that the part is
    one, not a mention), and neither they nor the heading may fit `says`. With `title`, the title
    must fit it, too.
    """
    document = context.document
    text = document.folded
    heading, holds, says, title = _asked(options)
    if not heading.may_fit(text) or (title is not None and not _is_titled(document, title)):
        return
    for number, block in enumerate(document.blocks):
        if block.kind is not _HEADING or not heading.expression.search(block.span.cut(text)):
            continue
        part = Span(block.span.start, _end(text, document.blocks, number)).cut(text)
        if holds.search(part, len(block.span)) and not says.search(part):
            yield Match(block.span, block=True)


def _is_titled(document: Document, title: re.Pattern[str]) -> bool:
    """Whether the title or the first line fits."""
    spans = [block.span for block in (*document.of_kind(_TITLE), *document.blocks[:2])]
    return any(title.search(document.folded, span.start, span.end) for span in spans)


def _end(text: str, blocks: tuple[Block, ...], number: int) -> int:
    """Where the lines under a heading end: at the next one that is not deeper, or the contact."""
    level = blocks[number].level
    end = blocks[number].span.end
    for block in blocks[number + 1 :]:
        if block.kind is _HEADING and block.level <= level:
            break
        if _CONTACT.match(text, block.span.start):
            break
        end = block.span.end
    return end
