"""A fiscal year that does not hold the months or the dates that go with it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.calendar_days import spelled_year
from checker.detectors.fields import fields_of
from checker.detectors.fiscal_pair import behind_text
from checker.detectors.fiscal_terms import attached
from checker.detectors.steps import steps_of
from checker.detectors.term_year import before_ages, before_title, behind_term
from checker.detectors.years import Source, years_of
from checker.model import Edit, Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"expected"})

LEAST = 2
"""Dated days outside the fiscal year of the title before it is thought to be last year's."""

_FISCAL = Scan("年度")
_OPENING = regex(r"[ 　]?(?:[（(]|とは、?|は、)")
_CLOSED = regex("[)）](?P<behind>)")
_NUMBER = regex("[0-9]{1,2}(?=[ 　]?年度)")
_COMING = regex(
    "集合注射|(?<![様方書形株])式(?!典は)|巡回|収集|日程|募集|開催|開きます|講座|教室|大会|まつり|祭|つどい|集い|参加|受講|健診|検診|予防接種|イベント|フェス|展"
)
_LOOKING_BACK = regex(
    "決算|結果|報告|実績|統計|分の|年度分|課税|証明|監査|評価|調査|公表|概要|表彰|卒業|納|給付|補正|修了|申告|継続|繰越|作品|事業"
)
_DUES = regex("納期|納付|納税|[税料]")
_ARREARS = regex("過年度|滞納|随時|督促|延滞している")
_TERM = regex(
    "(?:第?[0-9]{1,2}期|全期)(?:分)?(?:の?(?:納期限?|納付期限))?(?:は、?|[：: 　（(]{0,3})?\\Z"
)
_WORKS = regex("[^。、\n0-9]{0,20}?(?:工事|事業|補修|整備|改修|点検|更新|舗装|修繕)")
_WORKS_NAME = regex(
    "^(?:(?:工事|作業|通行止め|規制|断水|実施|施工|施行|休館)の?)?(?:予定)?(?:期間|工期|日時|日程)$|^工期$"
)
_AHEAD = regex(
    "募集|計画|予算|来年度|次年度|予定|向け|申請|申し?込|から始|以降|準備|検討|委託|入札"
)
_HELD = frozenset(("event", "select", "poll"))
_TERM_NAME = regex("任用|雇用|委嘱")
"""A term that begins in the year after: `term_year` weighs it."""
_DAYS = regex("日時|日程|期日|日にち|とき|会期|開催|実施|期間|期限|締め?切")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_FISCAL,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """A match for `options["what"]`: `months` beside a fiscal year, or the year of the `title`."""
    if options["what"] == "behind":
        told = [*_behind(context), *_of_works(context)]
        yield from told
        for match in attached(context):
            if not any(match.span.overlaps(one.span) for one in told):
                yield match
        yield from behind_term(context)
        yield from before_title(context)
        yield from before_ages(context)
    else:
        months = options["what"] == "months"
        told = list(_months(context) if months else _title(context))
        yield from told
        if not months and not told:
            yield from behind_text(context)


def _months(context: Context) -> Iterator[Match]:
    """「令和8年度（令和7年4月〜令和8年3月）」: a whole fiscal year, but another one."""
    text = context.document.folded
    periods = iter(context.annotations.of(AnnotationKind.PERIOD))
    following = next(periods, None)
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not (isinstance(value, DateValue) and value.fiscal and value.year is not None):
            continue
        opening = _OPENING.match(text, date.span.end)
        if opening is None or value.part:
            continue
        while following is not None and following.span.start < opening.end():
            following = next(periods, None)
        if following is None or following.span.start != opening.end():
            continue
        period = following.value
        if not isinstance(period, PeriodValue):
            continue
        start, end = period.start, period.end
        if not isinstance(start, DateValue) or not isinstance(end, DateValue):
            continue
        if (start.month, end.month) != (4, 3) or start.year is None or end.year is None:
            continue
        if end.year == start.year + 1 and start.year != value.year:
            related = (Related(date.span, "この年度と合いません"),)
            year = value.year
            if value.era is not None and value.era_year is not None:
                first = (
                    f"{value.era}{value.era_year}年4月から{value.era}{value.era_year + 1}年3月まで"
                )
            else:
                first = f"{year}年4月から{year + 1}年3月まで"
            yield Match(following.span, {"expected": first}, related=related)


def _behind(context: Context) -> Iterator[Match]:
    """「令和9年4月1日から令和10年3月31日まで（令和8年度）」, 「（令和9年度から13年度まで）」."""
    text = context.document.folded
    dates = context.annotations.of(AnnotationKind.DATE)
    fiscal = [d for d in dates if isinstance(d.value, DateValue) and d.value.fiscal]
    if not fiscal:
        return
    by_end = {period.span.end: period for period in context.annotations.of(AnnotationKind.PERIOD)}
    for date in fiscal:
        value = date.value
        assert isinstance(value, DateValue)
        start = date.span.start
        if value.year is None or text[start - 1 : start] not in ("（", "("):
            continue
        period = by_end.get(start - 1)
        if period is None or not isinstance(period.value, PeriodValue):
            continue
        first, last = period.value.start, period.value.end
        if not isinstance(first, DateValue) or not isinstance(last, DateValue):
            continue
        if (first.month, last.month) != (4, 3) or first.year is None or last.year is None:
            continue
        if (first.day, last.day) not in ((1, 31), (None, None)):
            continue
        span, written = date.span, (value.year, value.year)
        if closed := _CLOSED.match(text, date.span.end):
            if last.year != first.year + 1 and not closed["behind"]:
                continue
        else:
            spans = [
                p
                for p in context.annotations.overlapping(date.span, AnnotationKind.PERIOD)
                if p.span.start == start and isinstance(p.value, PeriodValue)
            ]
            if not spans:
                continue
            span = spans[0].span
            other = spans[0].value
            assert isinstance(other, PeriodValue)
            if not isinstance(other.start, DateValue) or not isinstance(other.end, DateValue):
                continue
            if other.start.year is None or other.end.year is None or not other.end.fiscal:
                continue
            written = (other.start.year, other.end.year)
        right = (first.year, last.year - 1)
        if written == right or right[1] < right[0]:
            continue
        era = value.era is not None
        day = datetime.date(right[0], 4, 1), datetime.date(right[1], 4, 1)
        names = [f"{spelled_year(one, era=era)}度" for one in day]
        expected = names[0] if right[0] == right[1] else f"{names[0]}から{names[1]}まで"
        related = (Related(period.span, "この期間と合いません"),)
        yield Match(span, {"expected": expected}, related=related)


def _of_works(context: Context) -> Iterator[Match]:
    """「令和9年度橋りょう補修事業」, of which the works end before that year begins.

    The other way round is no fault: works of the year before are carried over.
    """
    document = context.document
    text = document.folded
    fiscal = [
        date
        for date in context.annotations.of(AnnotationKind.DATE)
        if isinstance(date.value, DateValue)
        and date.value.fiscal
        and date.value.year is not None
        and _WORKS.match(text, date.span.end)
    ]
    if not fiscal:
        return
    days = [
        (day.date, date.span)
        for field in fields_of(context)
        if _WORKS_NAME.search(field.name)
        for date in context.annotations.overlapping(field.value, AnnotationKind.DATE)
        if (day := years_of(context).resolve(date)) is not None
    ]
    if len(days) < LEAST:
        return
    for date in fiscal:
        value = date.value
        assert isinstance(value, DateValue)
        assert value.year is not None
        first = datetime.date(value.year, 4, 1)
        before = datetime.date(value.year - 1, 4, 1)
        line = document.block_at(date.span.start).span
        begin = max(line.start, text.rfind("。", line.start, date.span.start) + 1)
        stop = text.find("。", date.span.end, line.end)
        if _AHEAD.search(text, begin, stop if stop >= 0 else line.end):
            continue
        if all(before <= day < first for day, _ in days):
            expected = f"{spelled_year(before, era=value.era is not None)}度"
            related = (Related(days[0][1], "この期間と合いません"),)
            yield Match(date.span, {"expected": expected}, related=related)


def _title(context: Context) -> Iterator[Match]:
    """「令和7年度」 in the title of a notice whose dates are all of the next fiscal year."""
    years = years_of(context)
    if years.fiscal is None:
        return
    year, place = years.fiscal
    line = context.document.block_at(place.start).span.cut(context.document.folded)
    first = datetime.date(year + 1, 4, 1)
    if _DUES.search(line) and not _ARREARS.search(context.document.folded):
        terms = _terms(context)
        later = [day for day, _ in terms if first <= day < first.replace(year=year + 2)]
        if len(terms) >= LEAST:
            if len(later) * 2 > len(terms):
                yield _stale(context, year, place, terms[0][1])
            return
    if not _COMING.search(line) or _LOOKING_BACK.search(line):
        return
    days: list[tuple[datetime.date, Span | None]] = []
    days += [
        (step.day, step.span)
        for step in steps_of(context)
        if step.role in _HELD and step.source > Source.FISCAL
    ]
    held = bool(days)
    for field in fields_of(context):
        if not _DAYS.search(field.name) or _TERM_NAME.search(field.name):
            continue
        for date in context.annotations.overlapping(field.value, AnnotationKind.DATE):
            value = date.value
            day = value.to_date() if isinstance(value, DateValue) else None
            if day is not None:
                days.append((day, date.span))
    issued = years.issued or years.updated
    # A notice of March may speak of April: then its own day says nothing.
    if issued is not None and (not held or issued.date >= first):
        days.append((issued.date, issued.place))
    if len({day for day, _ in days}) < LEAST or any(day < first for day, _ in days):
        return
    if any(day >= first.replace(year=first.year + 1) for day, _ in days):
        return
    yield _stale(context, year, place, days[0][1])


def _terms(context: Context) -> list[tuple[datetime.date, Span]]:
    """The days by which the terms are to be paid: 「第1期　令和8年4月30日」."""
    text = context.document.folded
    years = years_of(context)
    found = []
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.day is None or value.month is None:
            continue
        block = context.document.block_at(date.span.start).span
        before = text[max(block.start, date.span.start - 16) : date.span.start]
        if block.start == date.span.start and block.start > 0:
            before = context.document.block_at(block.start - 1).span.cut(text)[-16:]
        if not _TERM.search(before):
            continue
        day = years.resolve(date)
        if day is not None and day.source >= Source.ISSUED:
            found.append((day.date, date.span))
    return found


def _stale(context: Context, year: int, place: Span, shown: Span | None) -> Match:
    number = _NUMBER.search(context.document.folded, place.start, place.end)
    edits: tuple[Edit, ...] = ()
    if number is not None and int(number.group()) < 99:
        edits = (Edit(Span(number.start(), number.end()), str(int(number.group()) + 1)),)
    related = () if shown is None else (Related(shown, "日付はここです"),)
    written = context.annotations.overlapping(place, AnnotationKind.DATE)[0].value
    assert isinstance(written, DateValue)
    expected = f"{year + 1}年度"
    if written.era is not None and written.era_year is not None:
        expected = f"{written.era}{written.era_year + 1}年度"
    return Match(place, {"expected": expected}, edits=edits, related=related)
