"""One thing of which two places of a draft say different things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from checker.context import Context
from checker.detectors import Options
from checker.detectors.contradictions.days import other_day, other_end, other_start
from checker.detectors.contradictions.fiscal_years import (
    last_year,
    other_fiscal_year,
    other_income_year,
    other_whole_year,
)
from checker.detectors.contradictions.forms import (
    ONE_FORM,
    form_files,
    form_numbers,
    one_form,
    seats,
)
from checker.detectors.contradictions.lengths import HOURS_LONG, other_hours, other_length
from checker.detectors.contradictions.moments import (
    other_edge,
    other_finish,
    other_hour,
    other_moment,
    other_opening,
)
from checker.detectors.contradictions.repeats import AGAIN, said_again, swapped_phones
from checker.detectors.contradictions.sides import both
from checker.detectors.contradictions.venues import other_place
from checker.detectors.statements import PART, Statement, several_things, statements_of
from checker.model import Match, Tier
from checker.scan import Scan

NEEDS = Tier.MORPHEMES

PLACEHOLDERS = frozenset({"name", "other"})

_ASKED = Scan(
    "日間|様式|定員|年度|まで|から|日時|とき|期日|円|定員|先着|超え|前まで|募集|採用|始め|始ま|Word|WORD|ワード|Excel|EXCEL|エクセル|PDF|docx|xlsx|電話|TEL|Tel|☎|ごろ|お集まり|お越し|集合"
)


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_ASKED, AGAIN, HOURS_LONG, ONE_FORM.scan)


def check(context: Context, options: Options) -> Iterator[Match]:
    """Two matches, one at each place, for two values of one role that has no parts."""
    yield from swapped_phones(context)
    text = context.document.folded
    if text.count("様式") > 1:
        yield from form_numbers(context)
    if text.count("定員") > 1:
        yield from seats(context)
    yield from form_files(context)
    yield from one_form(context)
    yield from said_again(context)
    yield from other_hours(context)
    yield from last_year(context)
    yield from other_whole_year(context)
    if several_things(context):
        return
    by_role: defaultdict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in statements_of(context):
        by_role[statement.role, statement.of].append(statement)
    for (role, _), found in by_role.items():
        yield from _compared(role, found, context)
    yield from other_moment(context)
    yield from other_place(context)
    yield from other_day(context)
    yield from other_hour(context)
    yield from other_edge(context)
    yield from other_start(context)
    yield from other_length(context)
    yield from other_end(context)
    yield from other_fiscal_year(context)
    yield from other_income_year(context)
    yield from other_finish(context)
    yield from other_opening(context)


def _compared(role: str, found: Sequence[Statement], context: Context) -> Iterator[Match]:
    values = {statement.value for statement in found}
    if len(values) != 2 or any(PART.search(statement.clause) for statement in found):
        return
    if role == "申し込みの期限" and len({statement.told for statement in found}) < 2:
        return
    first = found[0]
    other = next(s for s in found if s.value != first.value)
    if context.document.block_at(first.span.start) is context.document.block_at(other.span.start):
        return
    yield from both(role, first.span, other.span, context)
