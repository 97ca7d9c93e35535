"""「及び」 and 「又は」 more than once in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.masks import Mask, masking
from checker.context import Context
from checker.detectors import Options
from checker.model import Candidate, Edit, Match, Related, Span, Tier
from checker.scan import Words

NEEDS = Tier.TEXT

_PLAIN = {"及び": ("と", "や"), "又は": ("か", "または")}
_CONJUNCTIONS = Words(_PLAIN)
# What stands in a name is not the writer's.
_NAMES = (Mask.LAW, Mask.OFFICE, Mask.FORM, Mask.QUOTATION)


def scans(options: Options) -> tuple[Words, ...]:
    """What the detector looks for."""
    return (_CONJUNCTIONS,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a sentence, at the second conjunction."""
    document = context.document
    found: dict[int, list[Span]] = {}
    places = _CONJUNCTIONS.find(document.folded)
    for start, word in places if len(places) > 1 else ():
        span = Span(start, start + len(word))
        if masking(span, _NAMES, document, context.annotations) is None:
            found.setdefault(document.sentence_index_at(span.start), []).append(span)
    for number, spans in found.items():
        if len(spans) > 1 and document.sentences[number].prose:
            second = spans[1]
            edits = tuple(Edit(second, to) for to in _PLAIN[second.cut(document.folded)])
            others = tuple(
                Related(span, "ここにもあります") for span in spans if span is not second
            )
            yield Match(
                second,
                {"count": str(len(spans))},
                edits=edits[:1],
                candidates=tuple(Candidate(edit.text, (edit,)) for edit in edits),
                related=others,
            )
