"""What a rule leaves alone: outside its scope, in code, under a mask, by an exception."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from checker.annotations.masks import Mask, masking
from checker.context import Context
from checker.kinds import RuleSpec
from checker.kinds.base import Unless
from checker.model import Match, Span
from checker.regex import regex

BEFORE = 200
"""Code points that `before` looks back at most, so that a long line costs no square."""


@dataclass(frozen=True, slots=True)
class Filter:
    """The scope, masks and exceptions of one rule."""

    scope: frozenset[str]
    masks: tuple[Mask, ...]
    exceptions: tuple[_Exception, ...]

    @classmethod
    def of(cls, spec: RuleSpec) -> Filter:
        """What a rule file says, compiled."""
        masks = spec.default_masks if spec.masks is None else spec.masks
        return cls(
            frozenset(spec.scope or spec.default_scope),
            tuple(Mask(name) for name in masks),
            tuple(_exception(unless) for unless in spec.unless),
        )

    def admits(self, match: Match, context: Context) -> bool:
        """Whether a match is to be told."""
        document, span = context.document, match.span
        if "all" not in self.scope and not self._covers(span, context):
            return False
        # What is to stand behind a block is not in it: an address there hinders nothing.
        if span.start < span.end and not match.block and document.is_protected(span):
            return False
        if self.masks and self.mask_of(match, context) is not None:
            return False
        if not self.exceptions:  # as mostly
            return True
        return not any(exception.holds(span, context) for exception in self.exceptions)

    def mask_of(self, match: Match, context: Context) -> Mask | None:
        """Which of the masks that the rule respects covers a match; None if none does."""
        return masking(match.span, self.masks, context.document, context.annotations)

    def _covers(self, span: Span, context: Context) -> bool:
        document = context.document
        if "prose" in self.scope:
            index = document.sentence_index_at(span.start)
            if index >= 0 and document.sentences[index].prose:
                return True
        return document.block_at(span.start).kind in self.scope


@dataclass(frozen=True, slots=True)
class _Exception:
    """A compiled `unless`."""

    masks: tuple[Mask, ...]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    text: re.Pattern[str] | None
    block: re.Pattern[str] | None

    def holds(self, span: Span, context: Context) -> bool:
        document = context.document
        if self.masks and masking(span, self.masks, document, context.annotations) is None:
            return False
        line = document.block_at(span.start).span
        folded = document.folded
        if self.before:
            start = max(line.start, span.start - BEFORE)
            if not self.before.search(folded[start : span.start]):
                return False
        if self.after and not self.after.match(folded[span.end : max(line.end, span.end)]):
            return False
        if self.text and not self.text.fullmatch(span.cut(folded)):
            return False
        return not (self.block and not self.block.search(line.cut(folded)))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return regex(pattern)


def _exception(unless: Unless) -> _Exception:
    return _Exception(
        (Mask(unless.mask),) if unless.mask else (),
        _compiled(f"(?:{unless.before})$") if unless.before else None,
        _compiled(unless.after) if unless.after else None,
        _compiled(unless.text) if unless.text else None,
        _compiled(unless.block) if unless.block else None,
    )
