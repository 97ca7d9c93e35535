"""Public holidays by name, and what follows from them.

「11月23日（月・文化の日）」; 「振替休日は23日（火）」 of a holiday on a Sunday; 「11日（月・成人の日）は開館、
13日（水）は休館」 where the day behind a holiday is the one that is closed.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.calendar_days import possible
from checker.detectors.rough_days import day_of
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"name", "right"})

_NAMES = "元日|成人の日|建国記念の日|天皇誕生日|春分の日|昭和の日|憲法記念日|みどりの日|こどもの日|海の日|山の日|敬老の日|秋分の日|スポーツの日|文化の日|勤労感謝の日"
_NAME = Scan(rf"(?P<name>{_NAMES}|振替休日)")
_FIXED = {
    "元日": (1, 1),
    "建国記念の日": (2, 11),
    "天皇誕生日": (2, 23),
    "昭和の日": (4, 29),
    "憲法記念日": (5, 3),
    "みどりの日": (5, 4),
    "こどもの日": (5, 5),
    "山の日": (8, 11),
    "文化の日": (11, 3),
    "勤労感謝の日": (11, 23),
}
_BEHIND = regex(r"(?:は|が|の|：|:|[ 　]|である|、|[（(]){1,3}")
_FRONT = regex(r"(?:[ 　]|の|は|が|、|・|[（(]|[月火水木金土日](?:曜日?)?|祝日?|[・、：:）)]){1,6}")
_MOVED = regex("の?振替|にちなん|前後|まで|から|以降|を除|以外|を中心|の(?:前|翌|次|週|ころ|頃)")
_SHIFT = Scan("祝日?[^。\n]{0,14}?(?:翌日|次の日|翌平日|翌開館日)")
_OPEN = regex(
    r"(?:[（(][^（()）\n]{1,12}[)）])?(?:は|も)?(?:開[館園場所庁]|営業)[^。\n0-9]{0,8}?[、し][^。\n0-9]{0,6}"
)
_SHUT = regex(
    r"(?:[（(][^（()）\n]{1,8}[)）])?(?:は|が|を|に)?(?:休[館園場業所み]|お休み|閉[館園場])"
)


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_NAME, _SHIFT)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a day that is not the holiday that it is called."""
    text = context.document.folded
    for found in _NAME.finditer(text):
        date = _date_of(context, found.start(), found.end())
        if date is None or _MOVED.match(text, found.end()):
            continue
        right = _right(context, found["name"], date)
        if right is not None:
            related = (Related(Span(*found.span()), "こう書かれています"),)
            values = {"name": found["name"], "right": right}
            yield Match(date.span, values, related=related)
    if _SHIFT.may_fit(text) and next(_SHIFT.finditer(text), None):
        yield from _shifted(context)


def _date_of(context: Context, start: int, end: int) -> Annotation | None:
    """The date that the name stands in brackets behind, or right in front of."""
    text = context.document.folded
    for date in context.annotations.overlapping(
        Span(max(0, start - 10), end + 6), AnnotationKind.DATE
    ):
        if date.span.start <= start < date.span.end:
            return date
        if date.span.end <= start and _FRONT.fullmatch(text, date.span.end, start):
            inside = text[date.span.end : start]
            if inside.count("（") + inside.count("(") > inside.count("）") + inside.count(")"):
                return date if _is_day(date) else None
        if date.span.start >= end and _BEHIND.fullmatch(text, end, date.span.start):
            return date if _is_day(date) else None
    return None


def _is_day(date: Annotation) -> bool:
    value = date.value
    return isinstance(value, DateValue) and value.day is not None and not value.part


def _right(context: Context, name: str, date: Annotation) -> str | None:
    """Which day has the name, in words; None if this one may."""
    value = date.value
    if not isinstance(value, DateValue) or value.day is None:
        return None
    if name in _FIXED:
        month, day = _FIXED[name]
        if value.day == day and value.month in (None, month):
            return None
        return f"{month}月{day}日"
    day = _day(context, date, value)
    if day is None:
        return None
    if value.weekday not in (None, day.weekday()):
        return None  # the date itself is wrong
    import jpholiday  # here, because hardly any draft needs it

    if name == "振替休日":
        if "振替" in (jpholiday.is_holiday_name(day) or "") or day.weekday() == 6:
            return None
        for back in range(1, 8):
            near = day - datetime.timedelta(days=back)
            if "振替" in (jpholiday.is_holiday_name(near) or ""):
                return f"{near.month}月{near.day}日"
        return None
    if jpholiday.is_holiday_name(day) == name:
        return None
    for offset in range(1, 32):
        for near in (day - datetime.timedelta(days=offset), day + datetime.timedelta(days=offset)):
            if jpholiday.is_holiday_name(near) == name:
                return f"{near.month}月{near.day}日"
    return None


def _day(context: Context, date: Annotation, value: DateValue) -> datetime.date | None:
    """The day of a date; its month may stand with one in front of it (「3月28日 … 21日」)."""
    resolved = day_of(context, date)
    if resolved is not None or value.month is not None:
        return None if resolved is None else resolved.date
    months = {
        (one.value.year, one.value.month)
        for one in context.annotations.of(AnnotationKind.DATE)
        if isinstance(one.value, DateValue) and one.value.month and not one.value.fiscal
    }
    years = {year for year, _ in months if year}
    if len({month for _, month in months}) != 1 or len(years) != 1:
        return None
    return possible(years.pop(), months.pop()[1] or 1, value.day or 0)


def _shifted(context: Context) -> Iterator[Match]:
    """「11日（月・成人の日）は開館、13日（水）は休館」: the day behind is the 12th."""
    text = context.document.folded
    dates = context.annotations.of(AnnotationKind.DATE)
    for one, other in itertools.pairwise(dates):
        if other.span.start - one.span.end > 30 or not _is_day(one) or not _is_day(other):
            continue
        gap = _OPEN.match(text, _after(text, one.span.end))
        if gap is None or gap.end() < other.span.start or not _SHUT.match(text, other.span.end):
            continue
        first, last = one.value, other.value
        assert isinstance(first, DateValue)
        assert isinstance(last, DateValue)
        if first.day is None or last.day is None or first.month != last.month:
            continue
        day = _any(context, one, first)
        if day is None:
            continue
        step = datetime.timedelta(days=1)
        right = day + step
        if last.day == right.day or (right.weekday() >= 5 and last.day > right.day):
            continue
        if 0 < last.day - first.day < 7:
            related = (Related(one.span, "この日の翌日が休みです"),)
            values = {"name": "翌日", "right": f"{right.month}月{right.day}日"}
            yield Match(other.span, values, related=related)


def _after(text: str, end: int) -> int:
    closing = text.find("）", end, end + 14)
    other = text.find(")", end, end + 14)
    found = min((at for at in (closing, other) if at >= 0), default=-1)
    inside = text[end:found] if found >= 0 else ""
    return found + 1 if found >= 0 and "（" not in inside and "、" not in inside else end


def _any(context: Context, date: Annotation, value: DateValue) -> datetime.date | None:
    resolved = day_of(context, date)
    if resolved is not None:
        return resolved.date
    return possible(2027, value.month or 1, value.day or 0)
