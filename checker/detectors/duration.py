"""「4月1日から3月31日までの2年間」: a period and how long it is said to be."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from itertools import pairwise

from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    DateValue,
    PeriodValue,
    TimeValue,
)
from checker.context import Context
from checker.detectors import Options, days_left, work_hours
from checker.detectors.calendar_days import possible
from checker.detectors.clock_lengths import hours_shown
from checker.detectors.length_first import ASKED, first_or_apart
from checker.detectors.period_reversed import minutes
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"length", "said"})

_END = "この期間は{length}で、「{said}」と合いません。終わりの「{text}」を確かめてください。"

_LENGTH = Scan(
    r"(?:の|、|，|[ 　]|[（(](?:計|全|合計|約)?)[ 　]?[0-9]{1,3}(?:日間|週間|[かカヶケヵ箇]月間?|年間|年度|年(?=[)）])|泊|夜)"
)
_BEHIND = regex(
    r"(?:まで)?[ 　]?(?:の|、|，|[（(](?:計|全|合計)?|(?<=[で)）日])[ 　]{1,3})[ 　]?"
    r"(?P<length>(?P<number>[0-9]{1,3})(?P<unit>日間|週間|[かカヶケヵ箇]月間?|年間|年度|年(?=[)）])|泊|夜))"
    r"(?!以内|以上|以下|前|後|に[0-9一二三]|のうち|分|程度|ほど|[0-9]|[、・，][0-9]+(?:日|週|[かカヶケヵ箇]月|年))"
)
LONGEST_SESSION = 240
"""Minutes; of longer hours a part is what one visitor has of them."""

ABOUT = 40
"""Minutes that 「およそ」 leaves (our judgement)."""

_HOURS = Scan(r"[0-9](?:時間|分間?)(?=半|ほど|程度|[)）。、（(で断停通休止続]|$)")
_SPAN = r"(?:(?P<{0}hours>[0-9]{{1,2}})時間(?P<{0}half>半)?)?(?:(?P<{0}minutes>[0-9]{{1,3}})分)?"
_LONG = regex(
    r"(?:まで)?(?P<off>[（(](?:うち|途中に?|間に)?、?休憩(?:時間)?"
    + _SPAN.format("off_")
    + r"(?:間)?(?:を?含む|あり)?[)）])?[ 　]?(?:の|。|、|[（(])(?P<each>1[回日]|各[回日]|毎[回日]|[毎1]夜|[毎1]晩)?(?:は|の|全)?[ 　]?(?P<about>約|およそ|おおよそ|おおむね)?"
    + rf"(?P<length>(?=[0-9]){_SPAN.format('')}間?)(?:ほど|程度)?(?=[)）。、（(]|です|で、|の(?!うち)|断水|停電|通行止|停止|休止|止ま|続|$)",
    re.MULTILINE,
)
_ENDS = regex(r"[ 　]*(?:$|[（()）。、])", re.MULTILINE)
_SESSIONS = regex(
    r"(?:まで)?[ 　]?[（(、で]{1,2}(?:全)?(?P<many>[2-9]|1[0-9])[回日](?:間)?(?:で|の)?、?(?:合わせて|あわせて|合計|計|全部で|延べ|のべ)で?"
    + rf"(?P<length>(?=[0-9]){_SPAN.format('')})(?=[)）。、で])"
)
_NEXT_LINE = regex(
    r"から[ 　]*\n[ 　]*(?:(?:令和[0-9]{1,2}年|20[0-9]{2}年)?(?:翌|同)?(?:[0-9]{1,2}月)?[0-9]{1,2}日|翌日|翌朝|同日|当日)?(?:[（(][^（）()\n]{1,6}[)）])?の?[ 　]?"
)
"""What stands between the two hours of a period over two lines."""
_ALL_OF = regex("(?:まで|..まで)の")
_STOPPED = regex("断水|停電|通行止|工事|停止し|使えま|利用できま|投票")
"""What lasts as long as its hours; no visitor has a part of it."""
_LISTED = regex(
    r"[ 　]?(?:の|、|[（(])(?:計|全)?[ 　]?(?P<length>(?P<number>[0-9]{1,2})(?P<unit>日間))(?!以内|前|後|のうち)"
)
_JOINED = regex(r"[ 　]?[・、，,と][ 　]?")
_SOME = regex("毎週|毎月|隔週|除|平日|のうち|土日|の[月火水木金土日]曜|祝日")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_LENGTH, _HOURS, ASKED, days_left.TOTAL, work_hours.RESTS)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a length that is not that of the period, or of the list of days, beside it."""
    told: list[Span] = []
    for match in _behind(context):
        told.append(match.span)
        yield match
    further = (
        *first_or_apart(context),
        *days_left.odd_totals(context),
        *work_hours.wrong_hours(context),
    )
    for match in further:
        if not any(match.span.overlaps(span) for span in told):
            yield match


def _behind(context: Context) -> Iterator[Match]:
    text = context.document.folded
    for period, value, found in periods_with(context, _BEHIND):
        if not isinstance(value.start, DateValue) or not isinstance(value.end, DateValue):
            continue
        if _SOME.search(text, period.span.start, period.span.end):
            continue
        if text[period.span.end] in " 　" and not _ENDS.match(text, found.end()):
            continue  # 「12月14日（月）　3日間の講座」
        number, unit = int(found["number"]), found["unit"][0]
        length = _length(value.start, value.end, number, unit)
        if length:
            place = Span(found.start("length"), found.end("length"))
            related = (Related(period.span, "この期間と合いません"),)
            yield Match(place, {"length": length}, related=related)
            if unit == "年" and value.start.year is not None and value.end.year is not None:
                # The year of the end may be what was not changed.
                last = context.annotations.overlapping(period.span, AnnotationKind.DATE)[-1]
                related = (Related(place, "この長さと合いません"),)
                said = {"length": length, "said": found["length"]}
                yield Match(last.span, said, related=related, message=_END)
    yield from _lists(context)
    yield from _hours(context)


def _hours(context: Context) -> Iterator[Match]:
    """「午前10時から11時30分まで（1回60分）」; a rest in the middle does not count."""
    text = context.document.folded
    if not _HOURS.may_fit(text):
        return
    yield from _all_sessions(context)
    ends = [(period.span, found) for period, _, found in periods_with(context, _LONG)]
    for span, found in (*ends, *_over_lines(context)):
        whole = minutes_of(context, span)
        if whole is None:
            continue
        long = whole - (_minutes(found, "off_") if found["off"] else 0)
        said = _minutes(found, "")
        if long <= 0 or said in (long, whole) or not said:
            continue
        if found["about"] and abs(said - long) < ABOUT:
            continue
        # 「1回30分」 and 「2時間」 of a long day are what one visitor has of it.
        whole_day = found["each"] in ("毎夜", "毎晩", "毎日", "各日", "1夜", "1晩")
        named = whole_day or _ALL_OF.match(text, span.end - 2) is not None
        first, last = (context.document.block_at(at).span for at in (span.start, span.end))
        named = named or _STOPPED.search(text, first.start, last.end) is not None
        # From one date over midnight to the next: what is open through the night has no visitors.
        night = len(context.annotations.overlapping(span, AnnotationKind.DATE)) == 2
        named = named or (night and whole < 24 * 60)
        part = not named and (found["each"] not in (None, "1日") or not found["off"])
        if part and said < long and (long % said == 0 or long > LONGEST_SESSION):
            continue
        edges = context.annotations.overlapping(span, AnnotationKind.TIME)
        related = tuple(Related(edge.span, "この時刻から数えました") for edge in edges)
        yield Match(Span(*found.span("length")), {"length": hours_shown(long)}, related=related)


def _all_sessions(context: Context) -> Iterator[Match]:
    """「どの回も午前10時から11時30分まで（4回で合わせて7時間）」."""
    for period, _, found in periods_with(context, _SESSIONS):
        whole = minutes_of(context, period.span)
        if whole is None or whole <= 0:
            continue
        right = whole * int(found["many"])
        if _minutes(found, "") != right:
            related = (Related(period.span, "1回の長さはここです"),)
            yield Match(
                Span(*found.span("length")), {"length": hours_shown(right)}, related=related
            )


def _over_lines(context: Context) -> Iterator[tuple[Span, re.Match[str]]]:
    """「12月9日（水）午後11時から」, and in the next line 「10日（木）午前5時まで（7時間）」."""
    text = context.document.folded
    if "から\n" not in text:
        return
    times = context.annotations.of(AnnotationKind.TIME)
    for one, other in pairwise(times):
        if not _NEXT_LINE.fullmatch(text, one.span.end, other.span.start):
            continue
        found = _LONG.match(text, other.span.end)
        if found is not None:
            dates = context.annotations.overlapping(
                Span(max(0, one.span.start - 1), one.span.start), AnnotationKind.DATE
            )
            start = dates[-1].span.start if dates else one.span.start
            yield Span(start, other.span.end), found


def periods_with(
    context: Context, behind: re.Pattern[str]
) -> Iterator[tuple[Annotation, PeriodValue, re.Match[str]]]:
    """The periods that end where `behind` fits, with their values and the fit."""
    text = context.document.folded
    for period in context.annotations.of(AnnotationKind.PERIOD):
        found = behind.match(text, period.span.end)
        if found is not None and isinstance(period.value, PeriodValue):
            yield period, period.value, found


def minutes_of(context: Context, period: Span) -> int | None:
    """The minutes from one time of day to the other, over midnight if the period says so."""
    times = context.annotations.overlapping(period, AnnotationKind.TIME)
    if len(times) != 2:
        return None
    start, end = times[0].value, times[1].value
    if not isinstance(start, TimeValue) or not isinstance(end, TimeValue):
        return None
    first, last = minutes(start), minutes(end)
    if first is None or last is None:
        return None
    dates = context.annotations.overlapping(period, AnnotationKind.DATE)
    if len(dates) == 2:
        one, other = dates[0].value, dates[1].value
        if not isinstance(one, DateValue) or not isinstance(other, DateValue):
            return None
        days = _days(one, other)
        return None if days is None else last - first + (days[1] - days[0]).days * 24 * 60
    if "翌" in period.cut(context.document.folded):
        last += 24 * 60
    elif last <= first and not end.meridiem:
        last += 12 * 60
    return last - first


def _minutes(found: re.Match[str], name: str) -> int:
    hours, rest = found[f"{name}hours"], found[f"{name}minutes"]
    half = 30 if hours and found[f"{name}half"] else 0
    return int(hours or 0) * 60 + int(rest or 0) + half


def _length(start: DateValue, end: DateValue, number: int, unit: str) -> str:
    """How long a period is, "" if it is as long as said or if nobody can tell."""
    if start.part or end.part or start.fiscal != end.fiscal:
        return ""
    if start.month is None and end.month is None and start.day and end.day:
        count = end.day - start.day + 1
        return f"{count}日間" if unit == "日" and 1 < count != number else ""
    if start.month is None or end.month is None:
        if start.year is None or end.year is None or unit != "年" or end.year <= start.year:
            return ""
        years = end.year - start.year + 1
        right = {years} if start.fiscal else {years, years - 1}
        return "" if number in right else f"{years}年間"
    if start.day is None or end.day is None:
        months = _months(start, end)
        if months is None or unit not in "年かカヶケヵ箇":
            return ""
        return _of_months(months, number, unit)
    days = _days(start, end)
    if days is None:
        return ""
    first, last = days
    count = (last - first).days + 1
    if count < 1:
        return ""
    if unit == "日":
        return "" if number == count else f"{count}日間"
    if unit in "泊夜":
        return "" if number in (count, count - 1) else f"{count - 1}泊{count}日"
    if unit == "週":
        return "" if number * 7 in range(count - 6, count + 7) else f"{count}日間"
    behind = last + datetime.timedelta(days=1)
    for end_day in (behind, last):
        if end_day.day == first.day:
            months = (end_day.year - first.year) * 12 + end_day.month - first.month
            return _of_months(months, number, unit)
    named = number * (12 if unit == "年" else 1) * 30.44
    if abs(named - count) <= 45:
        return ""
    return f"約{round(count / 30.44)}か月"


def _of_months(months: int, number: int, unit: str) -> str:
    if unit == "年":
        if months == number * 12:
            return ""
        return f"{months // 12}年間" if months % 12 == 0 else f"{months}か月"
    return "" if months == number else f"{months}か月"


def _months(start: DateValue, end: DateValue) -> int | None:
    """The months of a period, both ends counted."""
    assert start.month is not None
    assert end.month is not None
    if (start.year is None) != (end.year is None):
        return None
    months = end.month - start.month + 1
    if start.year is not None and end.year is not None:
        months += 12 * (end.year - start.year)
    elif months <= 0:
        months += 12
    return months if months > 0 else None


def _days(start: DateValue, end: DateValue) -> tuple[datetime.date, datetime.date] | None:
    """The first and the last day; a year is supposed where none is written and none matters."""
    year = start.year
    if year is None or start.month is None or end.month is None:
        if start.month is None or end.month is None:
            return None
        if start.month != end.month and (
            start.month <= 2 <= end.month
            or start.month > end.month > 2
            or (start.month > end.month == 2 and (end.day or 0) > 28)
        ):
            return None  # the length of February counts
        year = 2027
    last_year = end.year if end.year is not None and start.year is not None else year
    if end.year is None or start.year is None:
        last_year = year + ((end.month or 0) < (start.month or 0))
    first = possible(year, start.month or 0, start.day or 0)
    last = possible(last_year, end.month or 0, end.day or 0)
    if first is None or last is None:
        return None
    if (first.month, first.day) == (2, 28) and calendar.isleap(first.year):
        return None
    return first, last


def _lists(context: Context) -> Iterator[Match]:
    """「3月6日・7日の3日間」."""
    text = context.document.folded
    run: list[Annotation] = []
    periods = {p.span.end for p in context.annotations.of(AnnotationKind.PERIOD)}
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.day is None or value.fiscal:
            run = []
            continue
        if run and not _JOINED.fullmatch(text, run[-1].span.end, date.span.start):
            run = []
        run.append(date)
        if date.span.end in periods or text.startswith(("から", "〜", "～", "~"), date.span.end):
            run = []
            continue
        found = _LISTED.match(text, date.span.end)
        if found is None or len(run) < 2:
            continue
        before = text[max(0, run[0].span.start - 4) : run[0].span.start]
        line = text.rfind("\n", 0, run[0].span.start) + 1
        if before.endswith(("〜", "～", "~", "から", "、", "・", "と")) or _SOME.search(
            text, line, date.span.end
        ):
            continue
        if int(found["number"]) != len(run):
            place = Span(found.start("length"), found.end("length"))
            listed = Span(run[0].span.start, date.span.end)
            related = (Related(listed, "この日付と合いません"),)
            yield Match(place, {"length": f"{len(run)}日間"}, related=related)
