"""「毎週金曜日、全12回」, 「毎週金曜日（12回）」 in a period that has ten Fridays."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import islice, takewhile

from checker.annotations.types import AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors.rough_days import day_of
from checker.detectors.with_readings import READ, Read, blocks_read, days_read
from checker.detectors.years import WEEKDAYS, Source
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

EVERY_WEEK = Scan(
    r"毎週(?:[（(][ぁ-ん ]{1,8}[)）])?の?[ 　]?(?P<day>[月火水木金土日])曜(?!日?(?:[（(][^（）()\n]{1,10}[)）])?(?:[・、とや]|から|〜|～)[ 　]?[月火水木金土日祝])"
)
_TIMES = regex(
    r"(?:全部(?:[（(]ぜんぶ[)）])?で|ぜんぶで|合計|全|計|回数(?:は|：|:|[ 　]){1,2})[ 　]?(?P<number>[0-9]{1,2})回"
    r"|まで(?:の)(?P<until>[0-9]{1,2})回(?!目|以|のうち)"
    r"|[（(、](?P<bare>[0-9]{1,2})回(?=[)）]|の連続|連続|コース|シリーズ|の?講座|の?教室)"
)
_MORE = regex(
    "1日[2-9２-９]回|[2-9]回ずつ|午前と午後|午前・午後|昼と夜|午前の部|昼の部|いずれか|各組|コース|クラス|隔週|ほか"
    # 「在勤または在学」 and 「電話または窓口」 say nothing of days.
    "|(?:曜日?|[0-9][日時分回])[)）]?、?(?:または|又は|および|及び)"
    "|(?:または|又は|および|及び)[^。、\n]{0,8}(?:曜|[0-9][日時月:：]|午[前後]|毎週|祝)"
)
NEAR = 160
"""Code points around 毎週 in which the period and the number stand."""
LINES = 3
"""Lines behind a period in which weekday and number stand."""
LONGEST = 400
"""Days of a period; longer ones have a year that is not what was meant."""


def too_many(context: Context) -> Iterator[Match]:
    """One match a number of times greater than that of the weekdays in the only period near it."""
    text = context.document.folded
    weeklies = list(EVERY_WEEK.finditer(text))
    if len(weeklies) != 1:
        return
    if READ.may_fit(text):
        yield from _with_readings(context)
    found = weeklies[0]
    near = Span(max(0, found.start() - NEAR), min(len(text), found.end() + NEAR))
    times = list(_TIMES.finditer(text, near.start, near.end))
    if len(times) != 1 or _MORE.search(text, near.start, near.end):
        return
    periods = [
        period
        for period in context.annotations.overlapping(near, AnnotationKind.PERIOD)
        if isinstance(period.value, PeriodValue)
        and isinstance(period.value.start, DateValue)
        and isinstance(period.value.end, DateValue)
        and period.value.start.day is not None
    ]
    if not periods:
        return
    first = min(periods, key=lambda one: abs(one.span.start - found.start()))
    dates = context.annotations.overlapping(first.span, AnnotationKind.DATE)
    if len(dates) != 2:
        return
    start, end = (day_of(context, date) for date in dates)
    if start is None or end is None:
        return
    sure = min(start.source, end.source) > Source.DOUBTFUL
    count = _weeks(start.date, end.date, WEEKDAYS.index(found["day"]), sure=sure)
    place = _of_times(times[0])
    if 0 < count < _number(times[0]) or (times[0]["until"] and 0 < count != _number(times[0])):
        related = (Related(first.span, f"この間の{found['day']}曜日は{count}日です"),)
        yield Match(place, {"count": str(count)}, related=related)


def _weeks(first: datetime.date, last: datetime.date, weekday: int, *, sure: bool) -> int:
    """How many weeks there are from a day to another of the same weekday, 0 if it is not clear."""
    days = (last - first).days
    if not 0 < days <= LONGEST:
        return 0
    if sure:
        return days // 7 + 1 if first.weekday() == weekday else 0  # else the year is another one
    return days // 7 + 1 if days % 7 == 0 else 0


def _number(times: re.Match[str]) -> int:
    return int(times["number"] or times["until"] or times["bare"])


def _of_times(times: re.Match[str]) -> Span:
    start = next((times.start(name) for name in ("bare", "until") if times[name]), times.start())
    return Span(start, times.end())


_EVERY = regex(
    "毎週の?(?P<day>[月火水木金土日])曜(?!日?(?:[・、とや]|から|～|〜)[月火水木金土日祝])"
)
_TO = regex("から[^。0-9]{0,4}")


def _with_readings(context: Context) -> Iterator[Match]:
    """The same of a draft with readings inside its dates, in one line of it or in some that follow."""
    days = days_read(context)
    blocks = blocks_read(context)
    for number, block in enumerate(blocks):
        here = [day for day in days if day.block == number]
        if len(here) != 2 or not _TO.match(block.text, here[0].end):
            continue
        lines = [block, *islice(takewhile(_is_line, blocks[number + 1 :]), LINES)]
        said = "\n".join(line.text for line in lines)
        every = list(_EVERY.finditer(said))
        times = [(line, one) for line in lines for one in _TIMES.finditer(line.text)]
        if len(every) != 1 or len(times) != 1 or _MORE.search(said):
            continue
        first, last = here
        day = every[0]["day"]
        count = _weeks(first.date, last.date, WEEKDAYS.index(day), sure=True)
        line, one = times[0]
        if 0 < count < _number(one):
            place = _of_times(one)
            between = Span(first.span.start, last.span.end)
            related = (Related(between, f"この間の{day}曜日は{count}日です"),)
            yield Match(line.span(place.start, place.end), {"count": str(count)}, related=related)


def _is_line(block: Read) -> bool:
    return not block.heading
