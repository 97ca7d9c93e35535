"""Words that are better said otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

import msgspec

from checker.context import Context
from checker.kinds.base import ApplicabilityName, Matcher, RuleBase
from checker.model import Applicability, Candidate, Edit, Match, Span, Tier
from checker.occurrences import Several
from checker.parts import Part, Pattern, Text
from checker.regex import regex
from checker.scan import Scan, Words

_GROUP = regex(r"\\([0-9])")


class Replacement(Part, frozen=True, kw_only=True):
    r"""What to say instead of what.

    Attributes:
        words: Literal spellings.
        pattern: A regular expression instead of `words`.
        to: The replacement (with `pattern`, `\1` stands for a group); several
            are offered as a choice.
        fix: Overrides the rule's applicability.
        bounded: Whether both ends must be word boundaries.
        group: The words that are taken for one another, as "保証・保障・補償". It
            changes nothing in what is found; it says what a rule covers.
    """

    words: list[Text] = []
    pattern: Pattern | None = None
    to: Annotated[list[str], msgspec.Meta(min_length=1)]
    fix: ApplicabilityName | None = None
    bounded: bool = True
    group: Text | None = None


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
        words = Words(by_word)
        patterns = [
            (Scan(item.pattern), item) for item in self.replacements if item.pattern is not None
        ]
        several = Several([scan.sought for scan, _ in patterns])

        def check(context: Context) -> Iterator[Match]:
            text = context.document.text if self.raw else context.document.folded
            for start, word in _as_written(by_word, text) if self.raw else words.find(text):
                item = by_word[word]
                span = Span(start, start + len(word))
                if not (item.bounded and not is_bounded(context, span)):
                    yield replaced(span, item.to, item.fix)
            numbers: Iterable[int] = range(len(patterns))
            if not self.raw:
                numbers = sorted((*several.always, *several.present(text)))
            for number in numbers:
                pattern, item = patterns[number]
                # Few drafts are read as written, and none was searched so before.
                fits = pattern.expression.finditer if self.raw else pattern.finditer
                for found in fits(text):
                    span = Span(found.start(), found.end())
                    if len(span) and not (item.bounded and not is_bounded(context, span)):
                        options = [_expanded(found, to) for to in item.to]
                        yield replaced(span, options, item.fix)

        scans = (*((words,) if by_word else ()), *(scan for scan, _ in patterns))
        bounded = any(item.bounded for item in self.replacements)
        return Matcher(
            check,
            Tier.MORPHEMES if bounded else Tier.TEXT,
            scans=scans,
            raw=self.raw,
        )

    def patterns_at(self) -> Iterable[tuple[str, str]]:
        """See `RuleBase.patterns_at`."""
        return [
            (f"$.replacements[{i}].pattern", replacement.pattern)
            for i, replacement in enumerate(self.replacements)
            if replacement.pattern is not None
        ]


def _as_written(words: Iterable[str], text: str) -> Iterator[tuple[int, str]]:
    """What `Words.find` gives, for few words in a text that nobody else searches."""
    hits = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            hits.append((at, -len(word), word))
            at = text.find(word, at + 1)
    behind = 0
    for start, _, word in sorted(hits):
        if start >= behind:
            yield start, word
            behind = start + len(word)


def _expanded(found: re.Match[str], template: str) -> str:
    r"""The replacement with `\1` for what a group fits; `Match.expand` reads it anew each time."""
    if "\\" not in template:
        return template
    return _GROUP.sub(lambda group: found[int(group[1])] or "", template)


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
