"""Headlines of press releases that do not fit on a line of a newspaper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.context import Context
from checker.detectors import Options
from checker.detectors.title_about import PRESS, head, is_press_release
from checker.document.model import BlockKind
from checker.model import Match, Tier
from checker.scan import Scan

NEEDS = Tier.TEXT
PLACEHOLDERS = frozenset({"count", "limit"})


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (PRESS,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a headline with more than `options["limit"]` characters, without white space."""
    document = context.document
    limit = int(str(options["limit"]))
    if not is_press_release(document):
        return
    for block in head(document):
        count = len("".join(block.span.cut(document.text).split()))
        if block.kind is BlockKind.HEADING and count > limit:
            yield Match(block.span, {"count": str(count), "limit": str(limit)})
            return
