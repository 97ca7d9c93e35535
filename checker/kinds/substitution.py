"""Words that are better said otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec

from checker.context import Context
from checker.kinds.base import ApplicabilityName, Matcher, Part, Pattern, RuleBase, Text
from checker.model import Applicability, Candidate, Edit, Match, Span, Tier


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
        bounded = any(replacement.bounded for replacement in self.replacements)
        # One scan for all literal words; a group a replacement tells which it was.
        expression = re.compile(
            "|".join(
                f"(?P<r{number}>{_source(replacement)})"
                for number, replacement in enumerate(self.replacements)
            ),
            re.MULTILINE,
        )
        single = [
            re.compile(_source(replacement), re.MULTILINE) for replacement in self.replacements
        ]

        def check(context: Context) -> Iterator[Match]:
            text = context.document.text if self.raw else context.document.folded
            for found in expression.finditer(text):
                number = int((found.lastgroup or "r0")[1:])
                replacement = self.replacements[number]
                span = Span(found.start(), found.end())
                if not len(span) or (replacement.bounded and not is_bounded(context, span)):
                    continue
                exact = single[number].match(text, span.start)
                expand = exact.expand if exact is not None and replacement.pattern else None
                options = [expand(to) if expand else to for to in replacement.to]
                yield replaced(span, options, replacement.fix)

        return Matcher(check, Tier.MORPHEMES if bounded else Tier.TEXT)

    def patterns_at(self) -> Iterable[tuple[str, str]]:
        """See `RuleBase.patterns_at`."""
        return [
            (f"$.replacements[{i}].pattern", replacement.pattern)
            for i, replacement in enumerate(self.replacements)
            if replacement.pattern is not None
        ]


def _source(replacement: Replacement) -> str:
    if replacement.pattern is not None:
        # Groups of the pattern must not hide the group that names the replacement.
        return replacement.pattern
    longest_first = sorted(replacement.words, key=len, reverse=True)
    return "|".join(re.escape(word) for word in longest_first)


def is_bounded(context: Context, span: Span) -> bool:
    """Whether words start and end where `span` does."""
    return span.start in context.word_starts and span.end in context.word_ends


def replaced(span: Span, options: list[str], fix: ApplicabilityName | None = None) -> Match:
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
