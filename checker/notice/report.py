"""What a draft is and says, in *source* coordinates."""

from __future__ import annotations

from collections.abc import Mapping

from checker.context import Context
from checker.model import ElementReport, GuessReport, NoticeReport
from checker.notice.spec import GenreSpec
from checker.notice.types import Element, Guess, Status

# The attribute `value` of a member is looked up slowly in Python 3.11.
_WRITTEN: Mapping[str, str] = {member: member.value for member in (*Element, *Status)}


def located_notice(context: Context) -> NoticeReport | None:
    """The notice of a draft for a report; None if there is nothing to read."""
    notice, knowledge = context.notice, context.knowledge
    if notice is None or knowledge is None:
        return None
    to_source = context.document.to_source
    return NoticeReport(
        _guess(notice.genre, knowledge.genres, context),
        _guess(notice.medium, knowledge.media, context),
        tuple(item.title for item in notice.items),
        tuple(
            [
                ElementReport(
                    _WRITTEN[state.element],
                    knowledge.elements[state.element].name,
                    state.item,
                    _WRITTEN[state.status],
                    state.required,
                    tuple([to_source(evidence.span) for evidence in state.evidence]),
                    state.value,
                )
                for state in notice.elements
            ]
        ),
    )


def _guess(guess: Guess, known: Mapping[str, GenreSpec], context: Context) -> GuessReport:
    return GuessReport(
        guess.id,
        known[guess.id].name,
        guess.confidence,
        tuple(context.document.to_source(span) for span in guess.evidence),
        guess.second,
    )
