"""Information that this kind of notice needs and that a draft does not give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from checker.context import Context
from checker.detectors import per_draft
from checker.document.model import Block
from checker.kinds.base import Matcher, RuleBase
from checker.model import Edit, Match, Severity, Span, Tier
from checker.notice.types import Element, ElementState, Notice, Status

LAST = (
    Element.CONTACT_DEPT,
    Element.CONTACT_PHONE,
    Element.CONTACT_OTHER,
    Element.CONTACT_HOURS,
    Element.LEGAL_BASIS,
)
"""What stands at the end of a notice."""

FIRST = (Element.PUBLISH_DATE, Element.EMBARGO)
"""What stands at its head."""


class MissingRule(RuleBase, frozen=True, kw_only=True, tag="missing"):
    """Flags that an element is missing; a warning if the genre demands it, else a suggestion.

    Placeholders: `{genre}` and `{element}` (their names), `{reason}` (why the
    reader of this genre needs it), `{item}` (the heading of the thing
    announced, in 「」, if there are several).
    """

    element: Element

    placeholders = frozenset({"genre", "element", "reason", "item"})
    default_masks = ()
    of_draft = True

    def compile(self) -> Matcher:
        """See `RuleBase.compile`."""
        element = self.element

        def check(context: Context) -> Iterator[Match]:
            notice, knowledge = context.notice, context.knowledge
            if notice is None or knowledge is None:
                return
            for state in _missing(context).get(element, ()):
                genre = knowledge.genres[notice.genre.id]
                spec = knowledge.elements[element]
                several = len(notice.items) > 1
                title = notice.items[state.item].title
                block = place(state, notice, context)
                end = block.span.end
                lines = genre.templates.get(element, spec.template)
                yield Match(
                    block.span,
                    {
                        "genre": genre.name,
                        "element": spec.name,
                        "reason": genre.reasons.get(element, spec.reason),
                        "item": f"「{title}」の" if several and title else "",
                    },
                    edits=(Edit(Span(end, end), "\n".join(lines)),),
                    severity=Severity.WARNING if state.required else Severity.SUGGESTION,
                    block=True,
                )

        return Matcher(check, Tier.TEXT)


@per_draft
def _missing(context: Context) -> Mapping[Element, Sequence[ElementState]]:
    """What each item of a draft lacks, by element: a rule an element asks for its own."""
    missing: defaultdict[Element, list[ElementState]] = defaultdict(list)
    for state in context.notice.elements if context.notice is not None else ():
        if state.status is Status.MISSING:
            missing[state.element].append(state)
    return missing


def place(state: ElementState, notice: Notice, context: Context) -> Block:
    """The block behind which the information belongs.

    Behind the words for what comes before it in the usual order; what belongs
    to the head or the end of a notice, there.
    """
    document = context.document
    item = notice.items[state.item]
    blocks = [block for block in document.blocks if item.span.overlaps(block.span)]
    blocks = blocks or list(document.blocks)
    if state.element in FIRST:
        return blocks[0]
    if state.element in LAST:
        return blocks[-1]
    order = list(Element)
    before = [
        other.evidence[0].span.start
        for other in notice.elements
        if other.item == state.item
        and other.evidence
        and other.element not in (*FIRST, *LAST)
        and order.index(other.element) < order.index(state.element)
    ]
    return document.block_at(max(before)) if before else blocks[min(1, len(blocks) - 1)]
