"""Word lists: terms that a citizen may not know, each entry with an id of its own.

Nouns and phrases are looked for as they are written and bounded by words; inside a
compound they are left alone (申請書類 is not 書類). Verbs and adjectives are looked
for by their dictionary form, so one entry finds all their forms, and what is said
instead gets the form that stands in the draft.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec

from checker.context import Context
from checker.kinds.base import Matcher, RuleBase
from checker.kinds.glossary.entries import Entry
from checker.kinds.glossary.explained import unexplained_uses
from checker.kinds.glossary.matches import match_of
from checker.kinds.glossary.uses import finder_of, uses_by_entry
from checker.model import Match, Tier
from checker.parts import Text

__all__ = ["Entry", "GlossaryRule"]


class GlossaryRule(RuleBase, frozen=True, kw_only=True, tag="glossary"):
    """Flags each term once a draft, at its first use that is not explained.

    Placeholders: `{plain}` (the choices, joined), `{explanation}`, `{advice}`
    (what to do, by treatment, and how often the term comes again).

    Attributes:
        entries: The terms.
        leave: Words that are left alone after all, with what stands inside them.
    """

    entries: Annotated[list[Entry], msgspec.Meta(min_length=1)]
    leave: list[Text] = []

    placeholders = frozenset({"plain", "explanation", "advice"})

    def compile(self) -> Matcher:
        """See `RuleBase.compile`."""
        finder = finder_of(self.entries, self.leave)

        def check(context: Context) -> Iterator[Match]:
            for uses in uses_by_entry(context, finder):
                unexplained = unexplained_uses(context, uses)
                if unexplained:
                    first, *others = unexplained
                    yield match_of(context, first, len(others), self.message)

        return Matcher(check, Tier.MORPHEMES, scans=(finder.there,))

    def patterns_at(self) -> list[tuple[str, str]]:
        """See `RuleBase.patterns_at`."""
        return [
            (f"$.entries[{number}].unless[{place}]", pattern)
            for number, entry in enumerate(self.entries)
            for place, pattern in enumerate(entry.unless)
        ]
