"""A deadline behind the event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors.chain_days import late_in_chain
from checker.detectors.day_order.around_event import beside_event, early_vote, rehearsal, spare_day
from checker.detectors.day_order.last_days import (
    APPLY,
    EVENTS,
    EXAMS,
    LATER,
    UNTIL_APPLIED,
    LastDay,
    first_of_course,
    heading_above,
    is_whole_course,
    last_day,
    may_be_due,
    sessions_of,
    tells_deadline,
    told_in_section,
)
from checker.detectors.fields import Field, fields_of
from checker.detectors.row_dates import out_of_row
from checker.detectors.with_readings import due_after_event
from checker.detectors.years import Source, years_of
from checker.model import Match, Related
from checker.regex import regex

_OTHER_EVENT = regex(
    "説明会|見学|相談|発表|授賞|表彰|取材|試乗|面接|試験|選考|抽選|当日|審査|オリエン"
)
_APPLIED = regex("(?:申し|もうし)こ|申し?込|応募|エントリー|予約|参加(?:を?希望|申|したい|ご?希望)")
_FIRST = "最初の回"


def after_event(context: Context) -> Iterator[Match]:
    """A deadline, in a field or in a sentence, behind the day on which something is held."""
    fields = fields_of(context)
    deadlines = [field for field in fields if may_be_due(field) and APPLY.search(field.name)]
    events = [field for field in fields if field.name in EVENTS]
    yield from _after_first_session(context)
    yield from out_of_row(context)
    for late, event in due_after_event(context):
        related = (Related(event.span, "開く日はここです"),)
        other = f"{event.date.month}月{event.date.day}日"
        yield Match(late.span, {"other": other, "name": "開く日"}, related=related)
    for chained in late_in_chain(context):
        related = (Related(chained.event.span, "開く日はここです"),)
        other = f"{chained.day.month}月{chained.day.day}日"
        yield Match(chained.date.span, {"other": other, "name": "開く日"}, related=related)
    yield from early_vote(context)
    yield from rehearsal(context, events)
    exams = [field for field in fields if field.name in EXAMS]
    if len(events) != 1:
        yield from spare_day(context)
    if not events and not exams:
        return
    if not deadlines:
        deadlines = [field for field in fields if tells_deadline(context, field)]
    yield from beside_event(context, events)
    if (
        exams
        and len(deadlines) == 1
        and len({*(f.section for f in exams), deadlines[0].section}) == 1
    ):
        events = events or exams[:1]
    yield from _told_after(context, events, len(deadlines))
    sessions = sessions_of(context)
    for deadline in deadlines:
        there = _events_of(deadline, events, len(deadlines))
        days = [last_day(context, event) for event in there]
        due = last_day(context, deadline)
        if due is None or not days or None in days:
            continue
        held = max((day for day in days if day is not None), key=lambda day: day.day)
        if any(held.date.span == session.date.span for session in sessions):
            # The value of the field is only the first of the lines.
            if due.day <= sessions[-1].day or is_whole_course(context):
                continue
            held, days = sessions[-1], [sessions[-1]]
        first = first_of_course(context, there[0]) if len(there) == 1 else None
        if due.day <= (held if first is None else first).day:
            continue
        name = there[days.index(held)].name
        related = (Related(held.date.span, f"{name}の最後の日はここです"),)
        if first is not None and due.day <= held.day:
            held, name = first, _FIRST
            related = (Related(first.date.span, f"{_FIRST}はここです"),)
        other = f"{held.day.month}月{held.day.day}日"
        yield Match(due.date.span, {"other": other, "name": name}, related=related)


def _after_first_session(context: Context) -> Iterator[Match]:
    """A deadline behind the first day of a course that one attends as a whole."""
    sessions = sessions_of(context)
    if not sessions or not is_whole_course(context):
        return
    due = told_in_section(context) or _named_once(context)
    if due is not None and sessions[0].day < due.day:
        related = (Related(sessions[0].date.span, f"{_FIRST}はここです"),)
        other = f"{sessions[0].day.month}月{sessions[0].day.day}日"
        yield Match(due.date.span, {"other": other, "name": _FIRST}, related=related)


def _named_once(context: Context) -> LastDay | None:
    """The last day of the only field that names a deadline to apply."""
    names = [
        field for field in fields_of(context) if may_be_due(field) and APPLY.search(field.name)
    ]
    if len(names) != 1 or LATER.search(names[0].value.cut(context.document.folded)):
        return None
    return last_day(context, names[0])


def _told_after(context: Context, events: Sequence[Field], labelled: int) -> Iterator[Match]:
    """A deadline that a sentence tells: 「…を、3月5日までに持参してください」."""
    document = context.document
    text = document.folded
    if labelled or not events or len({event.section for event in events}) > 1:
        return
    days = [last_day(context, event) for event in events]
    if None in days or _OTHER_EVENT.search(events[0].heading):
        return
    held = max((day for day in days if day is not None), key=lambda day: day.day)
    years = years_of(context)
    for date in context.annotations.of(AnnotationKind.DATE):
        if any(event.value.contains(date.span) for event in events):
            continue
        until = UNTIL_APPLIED.match(text, date.span.end)
        if until is None:
            continue
        block = document.block_at(date.span.start)
        name = "" if block.label is None else block.label.cut(text)
        before = text[block.span.start : date.span.start]
        applied = _APPLIED.search(name + before + until.group()) or _APPLIED.search(
            heading_above(context, date.span.start)
        )
        if not applied or LATER.search(before + until.group()):
            continue
        day = years.resolve(date)
        if day is None or day.source <= Source.FISCAL or day.date <= held.day:
            continue
        event = next(e for e, d in zip(events, days, strict=True) if d is held)
        related = (Related(held.date.span, f"{event.name}の最後の日はここです"),)
        other = f"{held.day.month}月{held.day.day}日"
        yield Match(date.span, {"other": other, "name": event.name}, related=related)


def _events_of(deadline: Field, events: Sequence[Field], deadlines: int) -> Sequence[Field]:
    """The fields that say when that is held to which a deadline belongs."""
    here = [event for event in events if event.section == deadline.section]
    if here or len(events) > 1 or deadlines > 1:
        return here
    return () if _OTHER_EVENT.search(events[0].heading) else events
