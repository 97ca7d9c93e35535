"""Half-width katakana, put into full width with their voicing marks joined."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier

NEEDS = Tier.TEXT

# Half-width punctuation (｡｢｣､･) only counts beside half-width kana.
_RUN = re.compile("[\uff61-\uff9f]*[\uff66-\uff9f][\uff61-\uff9f]*")


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a run."""
    for found in _RUN.finditer(context.document.text):
        span = Span(found.start(), found.end())
        full = unicodedata.normalize("NFKC", found.group())
        yield Match(span, {"to": full}, edits=(Edit(span, full),))
