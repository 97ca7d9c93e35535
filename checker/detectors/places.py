"""What several detectors ask of a place: its heading, its brackets, what names it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.document.model import Document, Mark
from checker.model import Span
from checker.regex import regex

NAMES = (
    AnnotationKind.LAW,
    AnnotationKind.OFFICE,
    AnnotationKind.FORM,
    AnnotationKind.QUOTATION,
    AnnotationKind.PERSON,
    AnnotationKind.ADDRESS,
    AnnotationKind.URL,
    AnnotationKind.MAIL,
)
"""Annotations whose wording the writer did not choose."""

_LINK_HOST = regex(r"(?:https?:)?//", re.IGNORECASE)


def is_named(context: Context, span: Span) -> bool:
    """Whether a name, a law, a quotation … or 「」 holds the stretch."""
    if context.annotations.cover(span, NAMES):
        return True
    block = context.document.block_at(span.start)
    if block.quoted:
        return True
    before = context.document.folded[block.span.start : span.start]
    for opening, closing in ("「」", "『』"):
        if opening in before and before.rfind(opening) > before.rfind(closing):
            return True
    return False


def links(document: Document) -> Sequence[Mark]:
    """The links that show some text."""
    return document.links


def leads_to_page(target: str) -> bool:
    """Whether a link leads to another page (not to a mail program, a phone or a place here)."""
    if _LINK_HOST.match(target):
        return True
    return bool(target) and not target.startswith("#") and ":" not in target.split("/")[0]
