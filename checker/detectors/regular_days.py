"""Days that are none of those on which something is held every week or month.

「収集は第1・第3月曜日」 and 「7日、14日」 in a table; 「次の日曜日に開きます」 above two days of which one
is a Saturday; 「毎週火曜日と金曜日」 and 「最後の収集は12月30日」.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.calendar_days import possible
from checker.detectors.listing import list_below
from checker.detectors.years import WEEKDAYS, Source, years_of
from checker.document.model import BlockKind
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

_DAY = "[月火水木金土日]"
_ORDINAL = "[1-5一二三四五]"
MONTHLY = Scan(
    rf"第(?P<one>{_ORDINAL})(?:[・、,と]第?(?P<two>{_ORDINAL}))?(?:[・、,と]第?(?P<three>{_ORDINAL}))?(?P<day>{_DAY})曜日?(?![・、と][月火水木金土日第])"
)
WEEKLY = Scan(
    rf"毎週(?P<days>{_DAY}(?:曜日?)?(?:[・、と](?:毎週)?{_DAY}(?:曜日?)?){{0,3}})(?<=曜日|.曜)"
)
NEXT = Scan(rf"(?:次の|下記の|以下の)(?P<day>{_DAY})曜日?(?:に|は|の[午0-9])")
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
_ONLY_DAYS = regex(
    r"[ 　]*(?:[0-9]{1,2}月[ 　：:]*)?[0-9]{1,2}日(?:[ 　]*[、・,][ 　]*[0-9]{1,2}日)*[ 　]*"
)
_DAYS = regex(r"(?<![0-9])(?P<day>[0-9]{1,2})日")
_CHANGED = regex("振替|振り替え|臨時|休み|変更|ただし|除|代わり|祝|特別|※")
_COLLECTED = regex("収集|回収|運行|開館|開庁|相談")
LEAST = 2
"""Days that are right from which one that is not is told."""
_AROUND = 3


def irregular_days(context: Context) -> Iterator[Match]:
    """One match a day that no week or month of the rule has."""
    text = context.document.folded
    if MONTHLY.may_fit(text):
        yield from _monthly(context, text)
    if NEXT.may_fit(text):
        yield from _next(context, text)
    if WEEKLY.may_fit(text):
        yield from _weekly(context, text)


def _match(place: Span, said: str, actual: str, rule: Span) -> Match:
    related = (Related(rule, "こう書かれています"),)
    return Match(place, {"said": said, "actual": actual}, related=related)


def _monthly(context: Context, text: str) -> Iterator[Match]:
    rules = list(MONTHLY.finditer(text))
    if len({rule.group() for rule in rules}) != 1 or _CHANGED.search(text):
        return
    rule = rules[0]
    weeks = {
        _NUMERALS.get(rule[name]) or int(rule[name])
        for name in ("one", "two", "three")
        if rule[name]
    }
    days: list[tuple[int, Span]] = []
    for block in context.document.blocks:
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            continue
        if _ONLY_DAYS.fullmatch(text, block.span.start, block.span.end):
            days += [
                (int(found["day"]), Span(*found.span()))
                for found in _DAYS.finditer(text, block.span.start, block.span.end)
            ]
    odd = [(day, span) for day, span in days if (day + 6) // 7 not in weeks]
    if len(odd) == 1 and len(days) - 1 >= LEAST:
        day, span = odd[0]
        actual = f"第{(day + 6) // 7}{rule['day']}曜日か、別の曜日"
        yield _match(span, rule.group(), actual, Span(*rule.span()))


def _next(context: Context, text: str) -> Iterator[Match]:
    for found in NEXT.finditer(text):
        block = context.document.block_at(found.start())
        items = list_below(context.document, block)
        if len(items) < LEAST:
            continue
        weekday = WEEKDAYS.index(found["day"])
        days = []
        for item in items:
            dates = context.annotations.overlapping(item.span, AnnotationKind.DATE)
            value = dates[0].value if len(dates) == 1 else None
            if not isinstance(value, DateValue) or not value.month or not value.day:
                break
            if value.weekday is not None or _CHANGED.search(text, item.span.start, item.span.end):
                break
            days.append((dates[0], value))
        else:
            years = years_of(context)
            known = [years.resolve(date) for date, _ in days]
            sure = all(one is not None and one.source > Source.DOUBTFUL for one in known)
            if sure:
                wrong = [
                    date
                    for (date, _), one in zip(days, known, strict=True)
                    if one is not None and one.date.weekday() != weekday
                ]
            else:
                unlike = _unlike(context, [value for _, value in days], weekday)
                wrong = [days[at][0] for at in unlike]
            if 0 < len(wrong) < len(days):
                for date in wrong:
                    yield _match(
                        date.span, found.group(), "ほかの日と違う曜日", Span(*found.span())
                    )


def _unlike(context: Context, values: Sequence[DateValue], weekday: int) -> list[int]:
    """Which of some days cannot be on one weekday, whatever the year is."""
    best: list[int] | None = None
    for year in range(context.as_of.year - 1, context.as_of.year + 2):
        days = [_in(year, value, values[0]) for value in values]
        wrong = [at for at, day in enumerate(days) if day is None or day.weekday() != weekday]
        if not wrong:
            return []
        best = wrong if best is None or len(wrong) < len(best) else best
    return best or []


def _in(year: int, value: DateValue, first: DateValue) -> datetime.date | None:
    """A day of the list that begins in a year."""
    month, start = value.month or 0, first.month or 0
    return possible(year + (month < start), month, value.day or 0)


def _weekly(context: Context, text: str) -> Iterator[Match]:
    """「毎週火曜日と金曜日 … 最後の収集は12月30日、年始は1月5日から」: no year has both."""
    rules = list(WEEKLY.finditer(text))
    if len(rules) != 1 or not _COLLECTED.search(text):
        return
    rule = rules[0]
    plain = rule["days"].replace("曜日", "").replace("曜", "")
    weekdays = {WEEKDAYS.index(sign) for sign in plain if sign in WEEKDAYS}
    block = context.document.block_at(rule.start())
    dates = []
    for date in context.annotations.overlapping(block.span, AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or not value.month or not value.day:
            continue
        before = text[max(block.span.start, date.span.start - 24) : date.span.start]
        if date.span.start > rule.end() and _FIRST_OR_LAST.search(before) and value.weekday is None:
            dates.append((date, value))
    if not dates or _CHANGED.search(text, block.span.start, block.span.end):
        return
    fits: list[list[bool]] = []
    for year in range(context.as_of.year - _AROUND, context.as_of.year + _AROUND):
        days = [_in(year, value, dates[0][1]) for _, value in dates]
        fits.append([day is not None and day.weekday() in weekdays for day in days])
    now = fits[_AROUND]
    years = years_of(context)
    if len(dates) < LEAST:
        known = years.resolve(dates[0][0])
        if known is None or known.source <= Source.FISCAL or known.date.weekday() in weekdays:
            return
        now = [False]
    elif any(all(row) for row in fits):
        return
    for (date, _), right in zip(dates, now, strict=True):
        if not right:
            yield _match(date.span, rule.group(), "その曜日ではない日", Span(*rule.span()))


_FIRST_OR_LAST = regex(
    "(?:最後|最初|最終|年末|年始|次|初め|始め)の?[^。、0-9]{0,12}(?:は|が)、?(?:[^。、0-9]{0,6}、)?$"
)
