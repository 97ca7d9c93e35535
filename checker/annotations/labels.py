"""Label lines (日時：…) as annotations."""

from __future__ import annotations

from checker.annotations.shared import normal_form
from checker.annotations.types import Annotation, AnnotationKind, PairValue
from checker.document.model import Document
from checker.model import Span


def find_labels(document: Document) -> list[Annotation]:
    """A LABEL annotation for every block that has a label.

    `term` is the label in normal form, `other` the value as it stands in
    `Document.text`, "" if none.
    """
    labels = []
    for block in document.blocks:
        if block.label is None:
            continue
        value = block.value if block.value is not None else Span(block.span.end, block.span.end)
        pair = PairValue(
            normal_form(block.label.cut(document.folded)),
            value.cut(document.text),
            block.label,
            value,
        )
        labels.append(Annotation(AnnotationKind.LABEL, block.span, pair))
    return labels
