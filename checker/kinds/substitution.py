"""Words that are better said otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

import msgspec

from checker.context import Context
from checker.kinds.base import ApplicabilityName, Matcher, Part, Pattern, RuleBase, Text
from checker.model import Applicability, Candidate, Edit, Match, Span, Tier
from checker.scan import Scan, pairs


class Replacement(Part, frozen=True, kw_only=True):
    r"""What to say instead of what.

    Attributes:
        words: Literal spellings.
        pattern: A regular expression instead of `words`.
        to: The replacement (with `pattern`, `\1` stands for a group); several
            are offered as a choice.
        fix: Overrides the rule's applicability.
        bounded: Whether both ends must be word boundaries.
    """

    words: list[Text] = []
    pattern: Pattern | None = None
    to: Annotated[list[str], msgspec.Meta(min_length=1)]
    fix: ApplicabilityName | None = None
    bounded: bool = True


class SubstitutionRule(RuleBase, frozen=True, kw_only=True, tag="substitution"):
    """Flags words and offers others. Placeholder: `{to}`, the first replacement.

    `raw` looks at the characters as written instead of the folded text.
    """

    replacements: Annotated[list[Replacement], msgspec.Meta(min_length=1)]
    raw: bool = False

    placeholders = frozenset({"to"})

    def compile(self) -> Matcher:
        """See `RuleBase.compile`."""
        by_word = {word: item for item in self.replacements for word in item.words}
        longest_first = sorted(by_word, key=len, reverse=True)
        words = Scan("|".join(map(re.escape, longest_first))) if by_word else None
        patterns = [
            (Scan(item.pattern), item) for item in self.replacements if item.pattern is not None
        ]

        scans = tuple(scan for scan in (words, *(scan for scan, _ in patterns)) if scan)
        begins = [scan.begins for scan in scans]
        needed = frozenset().union(*filter(None, begins)) if None not in begins else None

        def check(context: Context) -> Iterator[Match]:
            text = context.document.text if self.raw else context.document.folded
            if needed is not None and needed.isdisjoint(pairs(text)):
                return
            # All literal words in one scan, patterns one by one.
            scans = (
                [(found, by_word[found.group()]) for found in words.finditer(text)] if words else []
            )
            for pattern, item in patterns:
                scans.extend((found, item) for found in pattern.finditer(text))
            for found, item in scans:
                span = Span(found.start(), found.end())
                if len(span) and not (item.bounded and not is_bounded(context, span)):
                    options = [found.expand(to) for to in item.to] if item.pattern else item.to
                    yield replaced(span, options, item.fix)

        bounded = any(item.bounded for item in self.replacements)
        return Matcher(check, Tier.MORPHEMES if bounded else Tier.TEXT, scans=scans)

    def patterns_at(self) -> Iterable[tuple[str, str]]:
        """See `RuleBase.patterns_at`."""
        return [
            (f"$.replacements[{i}].pattern", replacement.pattern)
            for i, replacement in enumerate(self.replacements)
            if replacement.pattern is not None
        ]


def is_bounded(context: Context, span: Span) -> bool:
    """Whether words start and end where `span` does."""
    return span.start in context.word_starts and span.end in context.word_ends


def replaced(span: Span, options: Sequence[str], fix: ApplicabilityName | None = None) -> Match:
    """A match that replaces `span` by the first option and offers the others."""
    candidates = (
        tuple(Candidate(option, (Edit(span, option),)) for option in options)
        if len(options) > 1
        else ()
    )
    return Match(
        span,
        {"to": options[0]},
        edits=(Edit(span, options[0]),),
        candidates=candidates,
        applicability=None if fix is None else Applicability(fix),
    )
