"""What is said of a day: 「1月31日が祝日のため」, 「22日（月曜日）が春分の日」."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.calendar_days import possible
from checker.detectors.closed_day import holiday
from checker.detectors.years import WEEKDAYS, Source, years_of
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"day", "actual"})

_HOLIDAYS = (
    "元日|成人の日|建国記念の日|天皇誕生日|春分の日|昭和の日|憲法記念日|みどりの日|こどもの日|海の日|山の日|敬老の日|秋分の日"
    "|スポーツの日|文化の日|勤労感謝の日"
)
_SAID = Scan(
    rf"日(?:[ 　]?[（(][^（）()\n]{{1,8}}[)）])?(?:が|は、?|の)(?:祝日|国民の祝日|振替休日|[月火水木金土日]曜日?|{_HOLIDAYS})"
    rf"(?:(?:に当たる|に当たり|となる|になる)|で(?!は)|の?ため|なので|である|です|$)"
)
_BEHIND = regex(
    rf"(?:が|は、?|の)(?P<said>祝日|国民の祝日|振替休日|(?P<day>[月火水木金土日])曜日?|{_HOLIDAYS})"
    r"(?:(?:に当たる|に当たり|となる|になる)|で(?!は)|の?ため|なので|である|です|$)"
)
MOST_AHEAD = 300
"""Days from one day of a line to the next; what is farther on is meant to lie before it."""
_MAYBE = regex("場合|とき|年に|年度に|もし|なら|昨年|去年|例年|毎年")


def scans(options: Options) -> Iterable[Scan]:
    """See `Matcher.scans`."""
    return (_SAID,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a date that is not the holiday, or not on the weekday, that the words say."""
    text = context.document.folded
    years = years_of(context)
    if not _SAID.may_fit(text):
        return
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.day is None:
            continue
        found = _BEHIND.match(text, date.span.end)
        if found is None:
            continue
        stop = text.find("。", found.end(), found.end() + 24)
        if _MAYBE.match(text, found.end()) or _MAYBE.search(
            text, found.end(), stop if stop >= 0 else found.end() + 6
        ):
            continue
        day = years.resolve(date)
        if day is None or day.source <= Source.WEEKDAY or not _wrong(found["said"], day.date):
            continue
        # What is told of a fiscal year may be done in the one before; and 「2月1日（1月31日が
        # 日曜日のため）」 goes back by a day, not on by a year.
        if day.source is Source.FISCAL or _goes_back(context, date, day.date):
            before = possible(day.date.year - 1, day.date.month, day.date.day)
            if before is not None and not _wrong(found["said"], before):
                continue
        name = holiday(day.date)
        actual = f"{WEEKDAYS[day.date.weekday()]}曜日"
        if name and "年末" not in name:
            actual += f"（{name.removeprefix('祝日（').removesuffix('）')}）"
        values = {"day": f"{day.date.month}月{day.date.day}日", "actual": actual}
        yield Match(Span(date.span.start, found.end("said")), values)


def _goes_back(context: Context, date: Annotation, day: datetime.date) -> bool:
    """Whether a day without a year lies just before the one in front of it in its line."""
    value = date.value
    if not isinstance(value, DateValue) or (value.year and "year" not in value.inherited):
        return False
    line = context.document.block_at(date.span.start).span
    front = Span(line.start, max(line.start + 1, date.span.start))
    dates = context.annotations.overlapping(front, AnnotationKind.DATE)
    former = years_of(context).resolve(dates[-1]) if dates else None
    return former is not None and (day - former.date).days > MOST_AHEAD


def _wrong(said: str, day: datetime.date) -> bool:
    """Whether a day is not what is said of it."""
    if said.endswith(("曜日", "曜")):
        return WEEKDAYS[day.weekday()] != said[0]
    name = holiday(day)
    if "祝日" in said:
        return not name or "年末" in name
    if said == "振替休日":
        return "振替" not in name
    return said not in name
