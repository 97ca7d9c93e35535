"""Half-width and full-width digits in one draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Related, Span, Tier

NEEDS = Tier.TEXT

_FULL = re.compile("[０-９]+")
_HALF = re.compile("[0-9]+")
# The number of an item or a heading may have a width of its own (１　日時).
_NUMBERED = re.compile(r"[ \u3000（(第]*[0-9０-９]{1,2}[.．、)）:： \u3000章節項条]")


def check(context: Context, options: Options) -> Iterator[Match]:
    """The first full-width number of a draft that has half-width ones, too.

    Silent where one digit is full-width and more are half-width throughout:
    that is how vertical and printed papers are set.
    """
    full = _numbers(context, _FULL)
    half = _numbers(context, _HALF) if full else []
    if not full or not half:
        return
    if all(len(span) == 1 for span in full) and all(len(span) > 1 for span in half):
        return
    values = {"count": str(len(full)), "other": str(len(half))}
    yield Match(full[0], values, related=(Related(half[0], "ここは半角です"),))


def _numbers(context: Context, expression: re.Pattern[str]) -> list[Span]:
    document = context.document
    found = []
    for match in expression.finditer(document.text):
        span = Span(match.start(), match.end())
        block = document.block_at(span.start)
        numbered = _NUMBERED.match(document.text, block.span.start, block.span.end)
        if not (numbered and span.start < numbered.end()) and not document.is_protected(span):
            found.append(span)
    return found
