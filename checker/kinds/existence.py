"""Something that should not be there, by regular expressions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec

from checker.context import Context
from checker.kinds.base import Matcher, RuleBase
from checker.model import Match, Span, Tier
from checker.parts import Pattern
from checker.scan import Scan


class ExistenceRule(RuleBase, frozen=True, kw_only=True, tag="existence"):
    """Flags what the patterns fit. Named groups are placeholders of the message.

    `raw` looks at the characters as written instead of the folded text.
    """

    patterns: Annotated[list[Pattern], msgspec.Meta(min_length=1)]
    raw: bool = False

    def compile(self) -> Matcher:
        """See `RuleBase.compile`."""
        scan = Scan(self.patterns)

        def check(context: Context) -> Iterator[Match]:
            document = context.document
            fits = (
                # Few drafts get here, and none of them was searched as it is written.
                scan.expression.finditer(document.text)
                if self.raw
                else scan.finditer(document.folded)
            )
            for found in fits:
                span = Span(found.start(), found.end())
                if len(span):
                    values = {name: value or "" for name, value in found.groupdict().items()}
                    yield Match(span, values)

        return Matcher(check, Tier.TEXT, scans=(scan,), raw=self.raw)

    def patterns_at(self) -> Iterable[tuple[str, str]]:
        """See `RuleBase.patterns_at`."""
        return [(f"$.patterns[{i}]", pattern) for i, pattern in enumerate(self.patterns)]
