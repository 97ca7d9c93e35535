"""「ただし」 that brings more than what it restricts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Words

NEEDS = Tier.TEXT

LENGTH = 50
"""Characters of the exception, brackets left out: a short one hides nothing."""
SHARE = 1.5
"""How many times as long as the rule it must be."""

_BUTS = Words(("ただし", "但し"))
_BUT = regex("(?:ただし|但し)[、,]?")
_BRACKETED = regex(r"（[^（）\n]*）|\([^()\n]*\)")


def scans(options: Options) -> Iterable[Words]:
    """See `Matcher.scans`."""
    return (_BUTS,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a 「ただし」 whose sentence outweighs the one before it in the same line."""
    document = context.document
    for rule, exception in pairwise(document.sentences):
        if rule.block != exception.block or not (rule.prose and exception.prose):
            continue
        but = _BUT.match(document.folded, exception.span.start)
        if but is None:
            continue
        said = len(_BRACKETED.sub("", rule.span.cut(document.folded)))
        excepted = len(_BRACKETED.sub("", exception.span.cut(document.folded)))
        if excepted >= LENGTH and excepted >= SHARE * said:
            yield Match(Span(but.start(), but.end()), {"count": str(excepted)})
