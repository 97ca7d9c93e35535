"""A date and a weekday that do not belong together."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.calendar_days import HALF_YEAR, possible, spelled_year
from checker.detectors.other_year import wrong_issue
from checker.detectors.weekday_now import alone_in_season, out_of_season
from checker.detectors.weekday_pairs import clashes
from checker.detectors.with_readings import wrong_weekdays
from checker.detectors.years import WEEKDAYS, Source, Years, year_span, years_of
from checker.document.model import BlockKind
from checker.model import Candidate, Edit, Match, Related, Span, Tier
from checker.regex import regex

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"date", "actual", "written"})

GROUP_DAYS = 120
"""Days between two dates of a list that are thought to be of the same twelve months."""

JUST_BEFORE = 31
"""Days before the day of issue in which what a draft reports is thought to have happened."""

FAR_DAYS = 450
"""Days ahead from which a date without a year is rather one of the coming months."""

_BEFORE = regex("昨年|前年|去年|前回|前年度|昨年度")
_NEXT = regex(r"(?:次の[一-龠]{2,6}|次回)は、?\Z")
_LINES = (BlockKind.LIST_ITEM, BlockKind.LABEL, BlockKind.PARAGRAPH)
_YEAR_TOO = "{date}は{actual}曜日です。{year}なら{written}曜日なので、年が違うのかもしれません。"
_LAST_YEAR = "{date}は{actual}曜日です。{year}の曜日が残っているのかもしれません。"
_NO_YEAR = "{date}は{actual}曜日です。年が書かれていないので、日付、曜日、年を確かめてください。"
_OUT_OF_STEP = "{date}が{first}曜日なら、{text}は{actual}曜日です。日付か曜日のどちらかが違います。"
_SIGN = regex(
    f"(?P<day>[{WEEKDAYS}])(?:曜日?)?(?:[・･、,／/](?:祝日?|休日?|振替休日))?"
    r"[ 　]*[)）\]］〕]?(?:[(（]祝日?[)）])?$"
)
_PAST = regex("[^。\n]{0,80}?(?:ました|でした|[っしれい]た(?=。|$))", re.MULTILINE)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a date whose weekday is another one.

    A date without a year is judged by the year that the draft gives it (`years`); where it
    gives none, by the other dates of its list.
    """
    loose: list[Annotation] = []
    bare = False
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.weekday is None:
            continue
        if value.month is None:
            bare = True
            continue
        if value.year is None:
            if possible(2024, value.month or 0, value.day or 0) is not None:
                loose.append(date)
            continue
        day = value.to_date()
        if day is not None and day.weekday() != value.weekday:
            yield _match(context, date, value, day, None)
    if loose:
        told = list(_without_year(context, loose))
        yield from told
        yield from _clashing(context, loose, {match.span for match in told})
    if bare:
        yield from _of_one_month(context)
    for span, day in wrong_weekdays(context):
        actual = WEEKDAYS[day.weekday()]
        date_ = f"{spelled_year(day, era=False)}{day.month}月{day.day}日"
        yield Match(span, {"date": date_, "actual": actual, "written": ""})


def _without_year(context: Context, dates: Sequence[Annotation]) -> Iterator[Match]:
    years = years_of(context)
    open_dates: list[Annotation] = []
    explained: bool | None = None
    misdated: bool | None = None
    proven: dict[int, datetime.date] | None = None
    for date in dates:
        value = date.value
        assert isinstance(value, DateValue)
        if proven is None:
            proven = out_of_season(context, years, dates)
        if date.span.start in proven:
            yield _match(context, date, value, proven[date.span.start], _told_at(years))
            continue
        if years.explains(value):
            continue
        day = years.resolve(date)
        if day is None or day.source is Source.WEEKDAY:
            if day is None:
                open_dates.append(date)
            continue
        if day.date.weekday() == value.weekday:
            continue
        before, behind = (
            possible(day.date.year + step, day.date.month, day.date.day) for step in (-1, 1)
        )
        fits_before = before is not None and before.weekday() == value.weekday
        fits_behind = behind is not None and behind.weekday() == value.weekday
        if day.source <= Source.DOUBTFUL and years.issued is None and _fits_soon(context, value):
            continue  # the day beside it speaks of something else, mostly of births
        if day.source <= Source.DOUBTFUL and (fits_before or fits_behind):
            if explained is None:
                explained = _fit_but_one(context, years, dates)
            if not explained:
                continue
        if (day.date - context.as_of).days > FAR_DAYS and _fits_soon(context, value):
            continue  # the year of a term that ends later: 任期は令和11年3月31日まで
        long_past = day.source is Source.DRAFT and day.date.year < context.as_of.year - 1
        if long_past and _fits_soon(context, value):
            continue  # the year is one of birth: 「3歳児 | 令和6年1月 | 2月23日（火）」
        if fits_behind and _NEXT.search(
            context.document.folded, max(0, date.span.start - 12), date.span.start
        ):
            continue  # the next of what comes but once a year
        past = day.source is Source.DRAFT or _PAST.match(context.document.folded, date.span.end)
        if fits_before and past and not _is_of_now(context, years, date, day.date):
            continue  # a report of the year before
        issued = years.issued
        if issued is not None and fits_before and (day.date - issued.date).days > HALF_YEAR:
            continue  # half a year ago rather than in half a year: what it reports
        if issued is not None and issued.place is not None:
            if misdated is None:
                misdated = wrong_issue(context) is not None
            if misdated and (fits_before or fits_behind):
                continue  # the year of issue is what is wrong
        yield _match(context, date, value, day.date, day.place)
    if open_dates:
        found = list(_by_their_list(context, open_dates, dates, years))
        yield from found
        told = {match.span for match in found}
        for date, right in alone_in_season(context, years, dates):
            if date in open_dates and date.span not in told:
                assert isinstance(date.value, DateValue)
                yield _unsure(date, date.value, right, years)


def _clashing(context: Context, dates: Sequence[Annotation], told: set[Span]) -> Iterator[Match]:
    """Matches for dates that no year makes right, where none of the two was told already."""
    years = years_of(context)
    for clash in clashes(context, years, dates):
        date, other = clash.date, clash.other
        if date.span in told or other.span in told:
            continue
        told.add(date.span)
        assert isinstance(other.value, DateValue)
        values = {
            "date": f"{other.value.month}月{other.value.day}日",
            "first": WEEKDAYS[other.value.weekday or 0],
            "actual": WEEKDAYS[clash.weekday],
            "written": "",
        }
        sign = weekday_edit(context, date, clash.weekday)
        related = (Related(other.span, "この日付と曜日が合いません"),)
        edits = () if sign is None else (sign,)
        yield Match(date.span, values, edits=edits, related=related, message=_OUT_OF_STEP)


def _told_at(years: Years) -> Span | None:
    told = years.issued or years.updated
    return None if told is None else told.place


def _fits_soon(context: Context, value: DateValue) -> bool:
    """Whether the weekday is right in the twelve months to come."""
    days = (
        possible(context.as_of.year + step, value.month or 0, value.day or 0) for step in (0, 1)
    )
    return any(
        day is not None and day >= context.as_of and day.weekday() == value.weekday for day in days
    )


def _fit_but_one(context: Context, years: Years, dates: Sequence[Annotation]) -> bool:
    """Whether all dates with a weekday fit the years of the draft but one, and at least two do."""
    fit = [
        date for date in dates if isinstance(date.value, DateValue) and years.explains(date.value)
    ]
    return len(fit) >= 2 and len(dates) - len(fit) == 1


def _is_of_now(context: Context, years: Years, date: Annotation, day: datetime.date) -> bool:
    """Whether the draft speaks of that very time and of no other year."""
    issued = years.issued
    if issued is None or not 0 <= (issued.date - day).days <= JUST_BEFORE:
        return False
    block = context.document.block_at(date.span.start).span
    past_years = [year for year in years.written if year == day.year - 1]
    return not past_years and not _BEFORE.search(block.cut(context.document.folded))


def _match(
    context: Context,
    date: Annotation,
    value: DateValue,
    day: datetime.date,
    place: Span | None,
) -> Match:
    """The match, with the weekday that is right and the year that would be right."""
    assert value.weekday is not None
    written_so = value.year is not None and not value.inherited
    era = value.era is not None if written_so else years_of(context).eras
    values = {
        "date": f"{spelled_year(day, era=era)}{day.month}月{day.day}日",
        "actual": WEEKDAYS[day.weekday()],
        "written": WEEKDAYS[value.weekday],
    }
    proposals = []
    sign = weekday_edit(context, date, day.weekday())
    if sign is not None:
        proposals.append(Candidate(f"{values['actual']}曜日にする", (sign,)))
    message = ""
    year = year_span(context, date)
    for step in (1, -1):
        other = possible(day.year + step, day.month, day.day)
        if other is None or other.weekday() != value.weekday or place is not None:
            continue
        written = spelled_year(other, era=era)
        if value.inherited or value.western is not None:
            continue
        message = _YEAR_TOO if step > 0 else _LAST_YEAR
        values["year"] = written
        if year is not None:
            edit = Edit(year, written)
            proposals.append(Candidate(f"{written}にする", (edit,)))
        break
    related = () if place is None else (Related(place, "この日付から年を考えました"),)
    return Match(
        date.span,
        values,
        edits=proposals[0].edits if proposals else (),
        candidates=tuple(proposals) if len(proposals) > 1 else (),
        related=related,
        message=message,
    )


def weekday_edit(context: Context, date: Annotation, weekday: int) -> Edit | None:
    """The edit that puts another weekday behind a date, if it is written with one kanji."""
    found = _SIGN.search(date.span.cut(context.document.folded))
    if found is None:
        return None
    at = date.span.start + found.start("day")
    span = Span(at, at + 1)
    if span.cut(context.document.text) not in WEEKDAYS:
        return None
    return Edit(span, WEEKDAYS[weekday])


# --- without a month ---------------------------------------------------------------

MONTH_LEAST = 3
"""Days of one month that agree, from which on another one is wrong."""


def _of_one_month(context: Context) -> Iterator[Match]:
    """Matches for days of one month, named once above them, of which one is out of step."""
    group: list[Annotation] = []
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue):
            continue
        if value.month is not None and "month" not in value.inherited:
            yield from _odd_of_month(context, group)
            group = []
        elif value.month is None and value.weekday is not None and value.day is not None:
            group.append(date)
    yield from _odd_of_month(context, group)


def _odd_of_month(context: Context, group: Sequence[Annotation]) -> Iterator[Match]:
    if len(group) <= MONTH_LEAST:
        return
    steps: list[tuple[int, int, Annotation]] = []
    columns = set()
    for date in group:
        value = date.value
        assert isinstance(value, DateValue)
        day, weekday = value.day or 0, value.weekday or 0
        steps.append(((weekday - day) % 7, day, date))
        cell = context.document.block_at(date.span.start).cell
        columns.add(None if cell is None else cell.column)
    common = max({step for step, _, _ in steps}, key=[step for step, _, _ in steps].count)
    agreeing = {day for step, day, _ in steps if step == common}
    odd = [(day, date) for step, day, date in steps if step != common]
    if len(odd) != 1 or len(agreeing) < MONTH_LEAST or len(columns) > 1:
        return
    day, date = odd[0]
    model = next(other for step, _, other in steps if step == common)
    assert isinstance(model.value, DateValue)
    actual = (common + day) % 7
    edit = weekday_edit(context, date, actual)
    values = {
        "date": f"{model.value.day}日",
        "first": WEEKDAYS[model.value.weekday or 0],
        "actual": WEEKDAYS[actual],
        "written": "",
    }
    related = (Related(model.span, "この日付と曜日が合いません"),)
    edits = () if edit is None else (edit,)
    yield Match(date.span, values, edits=edits, related=related, message=_OUT_OF_STEP)


# --- without any year ---------------------------------------------------------------


def _by_their_list(
    context: Context, dates: Sequence[Annotation], loose: Sequence[Annotation], years: Years
) -> Iterator[Match]:
    """Matches for dates that no year of the draft explains: those of a list by each other."""
    unknown = {date.span for date in dates}
    around = context.as_of.year
    span = range(around - 14, around + 14)
    judged: set[Span] = set()
    for group in _groups(context, loose):
        if unknown.isdisjoint(date.span for date in group):
            continue
        fits = {year: [_fits(year, date, group[0]) for date in group] for year in span}
        best = max(sum(row) for row in fits.values())
        judged.update(date.span for date in group)
        if best == len(group):
            continue
        if len(group) == 2:
            odd = 1
        elif best >= 2 and best * 2 > len(group):
            rows = {tuple(row) for row in fits.values() if sum(row) == best}
            if len(rows) != 1:
                continue
            row = next(iter(rows))
            for index, right in enumerate(row):
                if not right and group[index].span in unknown:
                    yield _out_of_step(context, group, index, fits, row)
            continue
        else:
            continue
        row = (True, False)
        if all(date.span in unknown for date in group):
            yield _out_of_step(context, group, odd, fits, row)
    if len(dates) == 1 and not judged and not years.written and years.issued is None:
        date = dates[0]
        value = date.value
        assert isinstance(value, DateValue)
        days = [possible(around + step, value.month or 0, value.day or 0) for step in (-1, 0, 1)]
        if all(day is not None and day.weekday() != value.weekday for day in days):
            now = days[1]
            assert now is not None
            yield _unsure(date, value, now, years)


def _unsure(date: Annotation, value: DateValue, day: datetime.date, years: Years) -> Match:
    """The match for a date whose year nothing says."""
    values = {
        "date": years.spelled(day),
        "actual": WEEKDAYS[day.weekday()],
        "written": WEEKDAYS[value.weekday or 0],
    }
    return Match(date.span, values, message=_NO_YEAR)


def _groups(context: Context, dates: Sequence[Annotation]) -> Iterator[list[Annotation]]:
    """Dates of one line, or of lines of the same kind that follow each other."""
    document = context.document
    group: list[Annotation] = []
    place: tuple[int, BlockKind, int | None] | None = None
    starts = {block.span.start: index for index, block in enumerate(document.blocks)}
    for date in dates:
        block = document.block_at(date.span.start)
        index = starts[block.span.start]
        cell = block.cell
        here = (index, block.kind, None if cell is None else cell.column)
        if group and place is not None:
            before = document.blocks[place[0]]
            same_table = (
                cell is not None
                and before.cell is not None
                and cell.table == before.cell.table
                and cell.row - before.cell.row <= 1
                and cell.column == before.cell.column
            )
            listed = index - place[0] <= 1 and block.kind in _LINES and place[1] in _LINES
            if not (index == place[0] or same_table or listed) or _distance(group[-1], date) > (
                GROUP_DAYS
            ):
                if len(group) > 1:
                    yield group
                group = []
        group.append(date)
        place = here
    if len(group) > 1:
        yield group


def _distance(first: Annotation, second: Annotation) -> int:
    """Days from one date to the next, over new year if the month goes back."""
    one, other = first.value, second.value
    assert isinstance(one, DateValue)
    assert isinstance(other, DateValue)
    days = ((other.month or 0) - (one.month or 0)) * 30 + (other.day or 0) - (one.day or 0)
    return days if days >= -31 else days + 365


def _in_year(year: int, date: Annotation, first: Annotation) -> datetime.date | None:
    """The day of a date if the list begins in a year; months before the first are of the next."""
    value, start = date.value, first.value
    assert isinstance(value, DateValue)
    assert isinstance(start, DateValue)
    later = (value.month or 0) < (start.month or 0) - 1
    return possible(year + later, value.month or 0, value.day or 0)


def _fits(year: int, date: Annotation, first: Annotation) -> bool:
    day = _in_year(year, date, first)
    return (
        day is not None
        and isinstance(date.value, DateValue)
        and (day.weekday() == date.value.weekday)
    )


def _out_of_step(
    context: Context,
    group: Sequence[Annotation],
    index: int,
    fits: dict[int, list[bool]],
    row: tuple[bool, ...],
) -> Match:
    """The match for a date that the others of its list speak against."""
    model = min((at for at, right in enumerate(row) if right), key=lambda at: abs(at - index))
    year = next(
        (year for year, fitting in fits.items() if fitting[model] and not fitting[index]), None
    )
    date, other = group[index], group[model]
    assert isinstance(other.value, DateValue)
    day = _in_year(year, date, group[0]) if year is not None else None
    actual = "" if day is None else WEEKDAYS[day.weekday()]
    edit = None if day is None else weekday_edit(context, date, day.weekday())
    values = {
        "date": f"{other.value.month}月{other.value.day}日",
        "first": WEEKDAYS[other.value.weekday or 0],
        "actual": actual,
        "written": "",
    }
    related = (Related(other.span, "この日付と曜日が合いません"),)
    edits = () if edit is None else (edit,)
    return Match(date.span, values, edits=edits, related=related, message=_OUT_OF_STEP)
