"""「下記6をご覧ください」 where the numbers go to 3."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"last"})

_POINTS = Scan(
    r"(?:下記|上記|前記|後記)の?[「（(]?(?P<number>[0-9]{1,2})(?![0-9,.]|[)）]?(?:年|月|日|人|名|点|つ|種|項|件|か所|円|時|分|回|者|社|団体|枚|コース|区分|課))"
)
_NUMBERED = regex(r"^[　 #]*[（(]?(?P<number>[0-9]{1,2})(?:[.．)）、：:　 ]|(?=[一-鿿ァ-ヶ]))", 8)


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_POINTS,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a number that points beyond the last numbered line."""
    document = context.document
    found = list(_POINTS.finditer(document.folded))
    if not found:
        return
    numbers = {int(m["number"]) for m in _NUMBERED.finditer(document.folded)}
    numbers |= {int(m["number"]) for m in _NUMBERED.finditer(document.source)}
    last = 0
    while last + 1 in numbers:
        last += 1
    if last < 2:
        return
    for match in found:
        if int(match["number"]) > last and int(match["number"]) not in numbers:
            yield Match(Span(*match.span()), {"last": str(last)})
