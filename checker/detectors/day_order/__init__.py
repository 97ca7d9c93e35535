"""Days that stand in the wrong order: a deadline behind the event, a day before the issue."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.detectors.chain_days import DUE
from checker.detectors.day_order.after_deadline import RESULT, UPDATED, result, updated
from checker.detectors.day_order.after_event import after_event
from checker.detectors.day_order.around_event import (
    BEFOREHAND,
    CANCEL,
    EARLY,
    RAIN,
    RAINY,
    SPARE,
    postponed,
)
from checker.detectors.day_order.asked_ahead import AHEAD, asked_after_event
from checker.detectors.day_order.past import past
from checker.detectors.rough_results import PART
from checker.detectors.rounds import ROUND
from checker.detectors.statements import several_articles
from checker.model import Match, Span, Tier
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"other", "name"})

_LABEL = Scan(
    "試験日|面接日|選考日|審査日|公演日|日時|日程|期日|日にち|とき|と\\s{1,2}き|会期|いつ|出発日|講座日|開催日|実施日|開講日|年月日|開設日|実施日|講座日|相談日|収集日|利用日|健診日|検診日|投票日|日\\s{1,3}時"
)
_EXAM = Scan("試験日|面接日|選考日|審査日|公演日")
_DEADLINE = Scan("締め?切|〆切|期限|期間|納期")
_YEAR = Scan("年")
_UNTIL_DAY = Scan("まで(?:に|の)")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    asked = {
        "after_event": (
            _DEADLINE,
            _UNTIL_DAY,
            RAIN,
            RAINY,
            SPARE,
            CANCEL,
            EARLY,
            _EXAM,
            BEFOREHAND,
            DUE,
            AHEAD,
        ),
        "updated": (UPDATED,),
        "result": (RESULT, PART, ROUND),
    }
    return asked.get(str(options["what"]), (_DEADLINE, _LABEL, _YEAR))


def check(context: Context, options: Options) -> Iterator[Match]:
    """A match for `options["what"]`: `after_event`, `past`, `updated` or `result`."""
    for match in _found(context, str(options["what"])):
        if options["what"] in ("after_event", "result") and several_articles(context):
            return  # the days are of two things
        yield match


def _found(context: Context, what: str) -> Iterator[Match]:
    if what == "updated":
        yield from updated(context)
    elif what == "result":
        yield from result(context)
    elif what == "after_event":
        told: set[Span] = set()
        if _LABEL.may_fit(context.document.folded) or DUE.may_fit(context.document.folded):
            for match in after_event(context):
                told.add(match.span)
                yield match
        if AHEAD.may_fit(context.document.folded):
            for match in asked_after_event(context):
                if match.span not in told:
                    told.add(match.span)
                    yield match
        if RAINY.may_fit(context.document.folded):
            yield from (match for match in postponed(context) if match.span not in told)
    else:
        yield from past(context)
