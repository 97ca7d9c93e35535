"""A weekday said once for several dates: 「いずれも水曜日」, a column 曜日, a row of its own."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.said_weekdays import SAID, odd_days
from checker.detectors.years import WEEKDAYS, Source, years_of
from checker.document.model import Block
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"said", "actual"})

_DAY = (
    "(?:[月火水木金土日](?:曜日?)?(?:(?:・|、|と|又は|または|か)[月火水木金土日](?:曜日?)?){0,2})"
)
_ALL = Scan(
    (
        rf"(?:いずれも|いづれも|すべて|全て|全日程|どの(?:日|回)も|[毎各]回|各日|全回|両日)(?:とも|共)?(?:は|、|が)?{_DAY}(?:(?<=曜)|(?<=曜日)|(?=[)）]))(?!以外|を除|の(?:朝|祝))",
        rf"(?:の|、|（|\()[毎各]週?{_DAY}(?<=曜日)(?=[)）、。の])",
    )
)
_DAYS = regex(f"{_DAY}$")
_COLUMN = Scan("曜日|曜")
_ONE = regex("^[ 　]*[(（]?(?P<day>[月火水木金土日])(?:曜日?)?[)）]?(?:[・、]?祝日?)?[ 　]*$")
_LINES = 6
"""Lines above a statement in which its dates stand."""
_WRONG = "「{text}」は、{actual}です。「{said}」と合いません。日付を確かめてください。"


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_ALL, _COLUMN, SAID)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the words, or the one date, that do not go together."""
    text = context.document.folded
    for found in _ALL.finditer(text):
        yield from _judged(context, found.group(), found.group(), Span(*found.span()))
    yield from _columns(context)
    yield from odd_days(context)


def _judged(context: Context, said: str, days: str, place: Span) -> Iterator[Match]:
    dates = _dates_of(context, place)
    if not dates:
        return
    wanted = {
        WEEKDAYS.index(sign)
        for sign in _DAYS.findall(days)[-1].replace("曜日", "").replace("曜", "")
        if sign in WEEKDAYS
    }
    known = [(date, day) for date in dates if (day := _known(context, date)) is not None]
    odd = [(date, day) for date, day in known if day.weekday() not in wanted]
    if not odd or len(known) < len(dates) or len(known) < 2:
        return
    shown = said.lstrip("の、（(")
    place = Span(place.end - len(shown), place.end)
    if len(odd) == len(known):
        actual = {day.weekday() for _, day in odd}
        if len(actual) > 1:
            return
        related = (Related(known[0][0].span, "日付はここです"),)
        name = f"{WEEKDAYS[next(iter(actual))]}曜日"
        yield Match(place, {"said": shown, "actual": name}, related=related)
    elif len(odd) == 1:
        date, day = odd[0]
        related = (Related(place, "こう書かれています"),)
        values = {"said": shown, "actual": f"{WEEKDAYS[day.weekday()]}曜日"}
        yield Match(date.span, values, related=related, message=_WRONG)


def _dates_of(context: Context, place: Span) -> Sequence[Annotation]:
    """The dates in front of the words in their line; behind them; or in the lines above."""
    document = context.document
    block = document.block_at(place.start)
    text = document.folded
    start = max(block.span.start, text.rfind("。", block.span.start, place.start) + 1)
    found = _days(context, Span(start, place.start))
    if not found:
        stop = text.find("。", place.end, block.span.end)
        found = _days(context, Span(place.end, stop if stop >= 0 else block.span.end))
    offset = block.span.start
    for _ in range(_LINES):
        if found or offset <= 0:
            break
        above = document.block_at(offset - 1)
        if above.kind is not block.kind and above.cell is None and block.cell is None:
            found = _days(context, above.span)
            break
        found = _days(context, above.span)
        offset = above.span.start
    return found


def _days(context: Context, span: Span) -> list[Annotation]:
    """The dates of a stretch; none if a weekday of their own or a period is among them."""
    if span.start >= span.end:
        return []
    text = context.document.folded
    found = []
    for date in context.annotations.overlapping(span, AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.day is None or value.fiscal or value.part:
            continue
        if value.weekday is not None or text.startswith(
            ("から", "〜", "～", "まで"), date.span.end
        ):
            return []
        found.append(date)
    return found


def _known(context: Context, date: Annotation) -> datetime.date | None:
    day = years_of(context).resolve(date)
    return None if day is None or day.source <= Source.WEEKDAY else day.date


def _columns(context: Context) -> Iterator[Match]:
    """A table with a column of days and one of weekdays."""
    document = context.document
    text = document.folded
    heads: set[tuple[int, int]] = set()
    before: Block | None = None
    for block in document.blocks:
        cell = block.cell
        if cell is None:
            before = None
            continue
        if cell.row == 0:
            if block.span.cut(text).strip() in ("曜日", "曜"):
                heads.add((cell.table, cell.column))
        elif (cell.table, cell.column) in heads and before is not None and before.cell is not None:
            said = _ONE.match(text[block.span.start : block.span.end])
            dates = context.annotations.overlapping(before.span, AnnotationKind.DATE)
            day = _known(context, dates[0]) if len(dates) == 1 else None
            same_row = before.cell.row == cell.row
            if said is None or day is None or not same_row:
                pass
            elif WEEKDAYS[day.weekday()] != said["day"]:
                related = (Related(dates[0].span, "日付はここです"),)
                values = {
                    "said": block.span.cut(text).strip(),
                    "actual": f"{WEEKDAYS[day.weekday()]}曜日",
                }
                yield Match(block.span, values, related=related)
        before = block
