"""The times with which lines begin: those of a programme, a timetable, a list of hours.

Most drafts have one or two of them, so that whatever compares the rows of a programme need not
look for rows at all. Found once a draft.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.annotations.types import Annotation, AnnotationKind
from checker.context import Context
from checker.detectors import per_draft

NEAR = 6
"""Code points in front of a time that may be a mark or a number: 「（1）10時」."""


@per_draft
def times_at_heads(context: Context) -> Sequence[Annotation]:
    """The times of a draft that begin its lines or cells, but for a mark in front, in text order."""
    text = context.document.folded
    return [
        time
        for time in context.annotations.of(AnnotationKind.TIME)
        if (start := time.span.start) <= NEAR or text.rfind("\n", start - NEAR - 1, start) >= 0
    ]
