"""Words spread out with spaces for the sake of layout (日　時)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options, texts
from checker.model import Edit, Match, Span, Tier

NEEDS = Tier.TEXT

# At the start of a line, behind a bullet, bracket or number; and not within running text,
# where a space between two words may be meant.
_BEFORE = r"(?:^|(?<=[\n■◆●○▼▽・【［（(\s]))"
_BEHIND = r"(?=[\s：:】］）)、／/]|$)"


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a word of `options["words"]` that has white space inside.

    All its gaps must be spaces, or it is two words side by side.
    """
    words = sorted(texts(options, "words"), key=len, reverse=True)
    spread = "|".join("[ \u3000\u00a0]+".join(map(re.escape, word)) for word in words)
    expression = re.compile(f"{_BEFORE}(?:{spread}){_BEHIND}", re.MULTILINE)
    for found in expression.finditer(context.document.text):
        span = Span(found.start(), found.end())
        word = "".join(found.group().split())
        yield Match(span, {"to": word}, edits=(Edit(span, word),))
