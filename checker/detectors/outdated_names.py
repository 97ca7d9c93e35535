"""Names of systems and papers that were right until a certain day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from functools import cache

from checker.context import Context
from checker.detectors import Options, texts
from checker.model import Edit, Match, Span, Tier
from checker.scan import Scan

NEEDS = Tier.TEXT
PLACEHOLDERS = frozenset({"to", "reason"})

_BETWEEN = " ；"
"""Between the parts of a name; no pattern and no reason needs it."""


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_read(name)[0] for name in texts(options, "names"))


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a place of a name whose day is over.

    Each of `options["names"]` is a pattern, the name of today, the day from
    which it holds (ISO 8601) and the reason, with " ；" between them. Without a
    name of today there is nothing to put in its place.
    """
    folded = context.document.folded
    for name in texts(options, "names"):
        scan, to, since, reason = _read(name)
        if context.as_of < since:
            continue
        for found in scan.finditer(folded):
            span = Span(found.start(), found.end())
            edits = (Edit(span, to),) if to else ()
            yield Match(span, {"to": to, "reason": reason}, edits=edits)


@cache
def _read(name: str) -> tuple[Scan, str, datetime.date, str]:
    pattern, to, since, reason = (part.strip() for part in name.split(_BETWEEN))
    return Scan(pattern), to, datetime.date.fromisoformat(since), reason
