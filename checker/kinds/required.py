"""Something that must be in a draft when something else is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

import msgspec

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.kinds.base import Matcher, RuleBase, ScopeName
from checker.model import Edit, Match, Span, Tier
from checker.parts import Pattern
from checker.scan import Scan

KINDS = frozenset(kind.value for kind in AnnotationKind)


class RequiredRule(RuleBase, frozen=True, kw_only=True, tag="required"):
    """Flags the line that asks for something which the draft does not give.

    Attributes:
        when: Regular expressions, one of which must occur in the draft.
        when_scope: The kinds of line in which `when` is looked for.
        place: Whether the finding is placed on the first or the last such line.
        annotations: Kinds of annotation, any of which satisfies the rule.
        patterns: Regular expressions, any of which satisfies the rule.
        template: Lines to insert behind that line, with blanks to fill.
    """

    when: Annotated[list[Pattern], msgspec.Meta(min_length=1)]
    when_scope: list[ScopeName] = []
    place: Literal["first", "last"] = "last"
    annotations: list[str] = []
    patterns: list[Pattern] = []
    template: str = ""

    default_masks = ()

    def compile(self) -> Matcher:
        """See `RuleBase.compile`."""
        when = Scan(self.when)
        satisfied_by = Scan(self.patterns) if self.patterns else None
        kinds = [AnnotationKind(kind) for kind in self.annotations]
        wanted = set(self.when_scope)

        def check(context: Context) -> Iterator[Match]:
            document = context.document
            if any(context.annotations.of(kind) for kind in kinds):
                return
            if satisfied_by is not None and satisfied_by.search(document.folded):
                return
            lines = (document.block_at(found.start()) for found in when.finditer(document.folded))
            cues = [block for block in lines if not wanted or block.kind.value in wanted]
            if not cues:
                return
            block = cues[-1 if self.place == "last" else 0]
            edits: tuple[Edit, ...] = ()
            if self.template:
                edits = (Edit(Span(block.span.end, block.span.end), self.template),)
            yield Match(block.span, edits=edits, block=True)

        return Matcher(check, Tier.TEXT, scans=(when,))

    def patterns_at(self) -> Iterable[tuple[str, str]]:
        """See `RuleBase.patterns_at`."""
        for name in ("when", "patterns"):
            for number, pattern in enumerate(getattr(self, name)):
                yield f"$.{name}[{number}]", pattern
