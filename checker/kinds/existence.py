"""Something that should not be there, by regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

import msgspec

from checker.context import Context
from checker.kinds.base import Matcher, Pattern, RuleBase
from checker.model import Match, Span, Tier


class ExistenceRule(RuleBase, frozen=True, kw_only=True, tag="existence"):
    """Flags what the patterns fit. Named groups are placeholders of the message.

    `raw` looks at the characters as written instead of the folded text.
    """

    patterns: Annotated[list[Pattern], msgspec.Meta(min_length=1)]
    raw: bool = False

    def compile(self) -> Matcher:
        """See `RuleBase.compile`."""
        expression = alternation(self.patterns)

        def check(context: Context) -> Iterator[Match]:
            text = context.document.text if self.raw else context.document.folded
            for found in expression.finditer(text):
                span = Span(found.start(), found.end())
                if len(span):
                    values = {name: value or "" for name, value in found.groupdict().items()}
                    yield Match(span, values)

        return Matcher(check, Tier.TEXT)

    def patterns_at(self) -> Iterable[tuple[str, str]]:
        """See `RuleBase.patterns_at`."""
        return [(f"$.patterns[{i}]", pattern) for i, pattern in enumerate(self.patterns)]


def alternation(patterns: Sequence[str]) -> re.Pattern[str]:
    """One expression that fits what any of the patterns fits; the first wins.

    `^` and `$` mean the start and end of a line (block).
    """
    joined = patterns[0] if len(patterns) == 1 else "|".join(f"(?:{p})" for p in patterns)
    return re.compile(joined, re.MULTILINE)
