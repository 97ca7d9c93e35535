"""ー, － and the like for the hyphen in telephone numbers and addresses."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.shared import LOOKALIKE_HYPHENS
from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import Options
from checker.model import Applicability, Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_KINDS = (AnnotationKind.PHONE, AnnotationKind.ADDRESS)
_SIGN = regex(rf"(?<=[0-9０-９])[{LOOKALIKE_HYPHENS}](?=[0-9０-９])")
# Folding makes the digits half-width and ｰ a ー.
_BEHIND_DIGIT = Scan(rf"[0-9][{LOOKALIKE_HYPHENS}]")
_FULL_WIDTH = regex("[０-９]－[０-９]")


def scans(options: Options) -> tuple[Scan, ...]:
    """What the detector looks for."""
    return (_BEHIND_DIGIT,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a number; － between full-width digits goes with them.

    An address is a name, so its fix is for a person to choose.
    """
    text = context.document.text
    done = 0
    for annotation in context.annotations.of(*_KINDS):
        if annotation.span.start < done:
            continue
        edits = tuple(
            Edit(Span(found.start(), found.end()), "-")
            for found in _SIGN.finditer(text, annotation.span.start, annotation.span.end)
            if not _FULL_WIDTH.match(text, found.start() - 1)
        )
        if edits:
            done = annotation.span.end
            is_address = annotation.kind is AnnotationKind.ADDRESS
            yield Match(
                annotation.span,
                edits=edits,
                applicability=Applicability.DISPLAY if is_address else None,
            )
