"""Days that are said to follow each other, and do not: 「12月5日の翌日（12月7日）」, 「翌24日」.

The day that a word counts from is the date in front of it, the day that it names (投票日の前日),
or, where nothing is near, any date of the draft: then the word is wrong only if no date fits.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import pairwise

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.after_limit import NO_MORE, after_limits
from checker.detectors.calendar_days import possible
from checker.detectors.counted_days import ALONE, WORDS, counted
from checker.detectors.edge_days import EDGE, edge_days
from checker.detectors.fields import fields_of
from checker.detectors.spoken_days import BARE, bare_days
from checker.detectors.years import WEEKDAYS, years_of
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"word", "right"})

_STEPS = {
    "翌々日": 2,
    "翌日": 1,
    "次の日": 1,
    "前日": -1,
    "前々日": -2,
    "1週間後": 7,
    "1週間前": -7,
    "同日": 0,
}
_WORD = Scan(
    rf"(?:{'|'.join(sorted(_STEPS, key=len, reverse=True))})(?:の|は|に当たる|、)?[（(]?[0-9]"
)
_WORD_BEFORE = regex(
    rf"(?P<word>{'|'.join(sorted(_STEPS, key=len, reverse=True))})(?:の|は|に当たる|、|である)?[（(]?\Z"
)
_NEXT = Scan("翌(?:日の?、?)?[0-9]{1,2}日")
"""「22日と翌24日」, 「午後11時から翌18日午前5時まで」"""
_COUNTED = Scan(
    r"(?<![0-9])[0-9]{1,2}(?:日|週間)[前後](?:の|に当たる|、|は、?|[（(])(?:令和|20[0-9]{2}|[0-9]{1,2}月)"
)
_COUNT = regex(
    r"(?<![0-9〜～.])(?P<number>[0-9]{1,2})(?P<unit>日|週間)(?P<way>[前後])(?:の|に当たる|、|は、?|[（(])\Z"
)
_SPOKEN = {
    "本日": 0,
    "きょう": 0,
    "今日": 0,
    "あす": 1,
    "あした": 1,
    "明日": 1,
    "あさって": 2,
    "明後日": 2,
    "しあさって": 3,
    "きのう": -1,
    "昨日": -1,
    "おととい": -2,
    "一昨日": -2,
}
_SPOKEN_NAMES = "|".join(sorted(_SPOKEN, key=len, reverse=True))
_NOW = Scan(
    rf"(?:{_SPOKEN_NAMES})(?:の|、|は、?|[（(]|[ 　])?(?:令和|20[0-9]{{2}}|[0-9]{{1,2}}[月日])"
)
_NOW_BEFORE = regex(rf"(?P<word>{_SPOKEN_NAMES})(?:の|、|は、?|[（(]|[ 　])?\Z")
_NOW_BEHIND = regex(rf"[（(](?P<word>{_SPOKEN_NAMES})[)）]")
_SPOKEN_ON = regex(
    "^(?:放送|発信|配信|発表|発行|公開|掲載|送信|読み上げ)(?:する)?の?(?:日時?|予定日時?)?$"
)
_BETWEEN = regex(
    rf"[^。、\n0-9]{{0,12}}?の?(?P<word>{'|'.join(sorted(_STEPS, key=len, reverse=True))})(?:の|は|に当たる|、)?[（(]?"
)

_NEXT_NUMBER = regex(r"翌(?P<day>[0-9]{1,2})日(?!間|以内|以上|目|後|前)")
_NEXT_WEEKDAY = regex(
    r"翌(?:日の?、?)?(?P<day>[0-9]{1,2})日[（(](?P<weekday>[月火水木金土日])(?:曜日?)?(?:[・･、]?祝日?)?[)）]"
)
_WEEKDAY = "「{text}」は合いません。{word}なら{right}曜日です。"
UNKNOWN = 2027
"""The year of a date that has none; no leap year."""
NEAR = 60
"""Code points in front of a day in which the day that it is counted from stands."""
FAR = 120
"""The same, where the number of the day is that of the next one: then it is no other."""

_NAMED_DAY = regex(r"(?P<name>[一-龠]{1,6}日)の?\Z")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_WORD, _NEXT, _COUNTED, _NOW, WORDS, ALONE, BARE, EDGE, NO_MORE)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a date that is not the day that the word beside it says."""
    told: list[Span] = []
    for match in _near(context):
        told.append(match.span)
        yield match
    if EDGE.may_fit(context.document.folded):
        yield from edge_days(context)
    yield from after_limits(context)
    for match in counted(context):
        if not any(match.span.overlaps(span) for span in told):
            yield match


def _near(context: Context) -> Iterator[Match]:
    """The days that are counted from a date in front of them."""
    text = context.document.folded
    if _NEXT.may_fit(text):
        yield from _next_number(context)
        yield from _next_weekday(context)
    if _COUNTED.may_fit(text):
        yield from _counted(context)
    if _NOW.may_fit(text):
        yield from _spoken(context)
    if BARE.may_fit(text):
        yield from bare_days(context)
    if not _WORD.may_fit(text):
        return
    dates = context.annotations.of(AnnotationKind.DATE)
    judged: set[Span] = set()
    for first, second in pairwise(dates):
        if second.span.start - first.span.end > 24:
            continue
        found = _BETWEEN.fullmatch(text, first.span.end, second.span.start)
        if found is None:
            continue
        judged.add(second.span)
        base = first
        if (of := _NAMED_DAY.search(text, first.span.end, found.start("word"))) is not None:
            # 「投票日前日の」: counted from that day, wherever the draft names it.
            named = _day_of(context, of["name"])
            if named is None or named == second:
                continue
            base = named
        day, other = _days(base, second)
        if day is None or other is None:
            continue
        right = day + datetime.timedelta(days=_STEPS[found["word"]])
        if (right.month, right.day) == (other.month, other.day):
            continue
        values = {"word": found["word"], "right": f"{right.month}月{right.day}日"}
        related = (Related(base.span, "この日から数えました"),)
        place = Span(found.start("word"), second.span.end)
        yield Match(place, values, related=related)
    for date in dates:
        found = _WORD_BEFORE.search(text, max(0, date.span.start - 8), date.span.start)
        if found is not None and date.span not in judged:
            yield from _of_any(context, date, found["word"], _STEPS[found["word"]])


def _next_number(context: Context) -> Iterator[Match]:
    """「1月22日（金曜日）と翌24日（日曜日）」: the number is not that of the next day."""
    text = context.document.folded
    for found in _NEXT_NUMBER.finditer(text):
        line = context.document.block_at(found.start()).span.start
        low = max(line, text.rfind("。", line, found.start()) + 1, found.start() - NEAR)
        before = context.annotations.overlapping(Span(low, found.start()), AnnotationKind.DATE)
        base = _rough(context, before[-1]) if before and low < found.start() else None
        if base is None:
            continue
        right = base + datetime.timedelta(days=1)
        if right.day == int(found["day"]) or (right.month, right.day) in ((2, 29),) + (
            ((3, 1),) if base.year == UNKNOWN and int(found["day"]) == 29 else ()
        ):
            continue
        there = context.annotations.overlapping(Span(*found.span()), AnnotationKind.DATE)
        place = Span(found.start(), max([found.end(), *(date.span.end for date in there)]))
        values = {"word": "翌日", "right": f"{right.month}月{right.day}日"}
        yield Match(place, values, related=(Related(before[-1].span, "この日から数えました"),))


def _next_weekday(context: Context) -> Iterator[Match]:
    """「1月23日（土曜日）… 翌24日（月曜日）」: the number is right, and the weekday is not."""
    text = context.document.folded
    for found in _NEXT_WEEKDAY.finditer(text):
        near = Span(max(0, found.start() - FAR), found.start())
        before = context.annotations.overlapping(near, AnnotationKind.DATE)
        value = before[-1].value if before and before[-1].span.end <= found.start() else None
        base = _rough(context, before[-1]) if isinstance(value, DateValue) else None
        if base is None or not isinstance(value, DateValue) or value.weekday is None:
            continue
        if (base + datetime.timedelta(days=1)).day != int(found["day"]):
            continue
        right = WEEKDAYS[(value.weekday + 1) % 7]
        if right == found["weekday"]:
            continue
        place = Span(found.start("day"), found.end())
        values = {"word": "翌日", "right": right}
        related = (Related(before[-1].span, "この日から数えました"),)
        yield Match(place, values, related=related, message=_WEEKDAY)


def _rough(context: Context, date: Annotation) -> datetime.date | None:
    """The day of a date; in some year where nothing says which."""
    value = date.value
    if not isinstance(value, DateValue) or not value.month or not value.day or value.part:
        return None
    day = years_of(context).resolve(date)
    return possible(UNKNOWN, value.month, value.day) if day is None else day.date


def _counted(context: Context) -> Iterator[Match]:
    """「1週間後の1月27日」: no day of the draft is a week before it."""
    text = context.document.folded
    for date in context.annotations.of(AnnotationKind.DATE):
        found = _COUNT.search(text, max(0, date.span.start - 8), date.span.start)
        if found is None:
            continue
        steps = int(found["number"]) * (7 if found["unit"] == "週間" else 1)
        yield from _of_any(
            context,
            date,
            found.group().rstrip("の、はに当たる（("),
            steps if found["way"] == "後" else -steps,
        )


def _of_any(context: Context, date: Annotation, word: str, steps: int) -> Iterator[Match]:
    """A match if no other date of the draft lies so many days from this one."""
    here = _rough(context, date)
    block = context.document.block_at(date.span.start).span
    if here is None or not steps:
        return
    near: list[tuple[int, Annotation, datetime.date]] = []
    for other in context.annotations.of(AnnotationKind.DATE):
        day = _rough(context, other) if other is not date else None
        if day is None:
            continue
        right = day + datetime.timedelta(days=steps)
        if (right.month, right.day) == (here.month, here.day):
            return
        if other.span.end <= date.span.start:
            near.append((date.span.start - other.span.end, other, day))
    # Counted from a day that the same line names; from what else, nobody knows.
    there = [one for one in near if one[1].span.start >= block.start and one[0] <= NEAR]
    if not there:
        return
    _, other, base = min(there, key=lambda one: one[0])
    right = base + datetime.timedelta(days=steps)
    values = {"word": word, "right": f"{right.month}月{right.day}日"}
    related = (Related(other.span, "この日から数えました"),)
    yield Match(date.span, values, related=related)


def _spoken(context: Context) -> Iterator[Match]:
    """「明日、1月20日 … あさって、1月23日」: the words are counted from different days."""
    text = context.document.folded
    said: list[tuple[datetime.date, str, Annotation]] = []
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.day is None or value.part:
            continue
        start = date.span.start
        found = _NOW_BEFORE.search(text, max(0, start - 6), start) or _NOW_BEHIND.match(
            text, date.span.end
        )
        if found is None:
            continue
        day = _rough(context, date)
        if day is not None:
            base = day - datetime.timedelta(days=_SPOKEN[found["word"]])
            said.append((base, found["word"], date))
    if not said:
        return
    today = _spoken_on(context)
    if today is None and len({(base.month, base.day) for base, _, _ in said}) < 2:
        return
    bases = [(base.month, base.day) for base, _, _ in said]
    place = said[0][2]
    if today is None:
        first = said[0][0]
    else:
        first, place = today
    if (
        today is not None
        and (first.month, first.day) not in bases
        and len(set(bases)) == 1
        and len(bases) > 1
    ):
        return  # put together for another day
    for base, word, date in said:
        if (base.month, base.day) == (first.month, first.day) or date is place:
            continue
        right = first + datetime.timedelta(days=_SPOKEN[word])
        values = {"word": word, "right": f"{right.month}月{right.day}日"}
        related = (Related(place.span, "この日から数えました"),)
        yield Match(date.span, values, related=related)


def _spoken_on(context: Context) -> tuple[datetime.date, Annotation] | None:
    """The only day on which the draft is read aloud or sent."""
    years = years_of(context)
    found: dict[datetime.date, Annotation] = {}
    for field in fields_of(context):
        if not _SPOKEN_ON.search(field.name):
            continue
        for date in context.annotations.overlapping(field.value, AnnotationKind.DATE):
            day = years.resolve(date)
            if day is None:
                return None
            found.setdefault(day.date, date)
    if len(found) != 1:
        return None
    return next(iter(found.items()))


def _day_of(context: Context, name: str) -> Annotation | None:
    """The only date under a name such as 投票日."""
    found = [
        dates[0]
        for field in fields_of(context)
        if field.name.startswith(name)
        and len(dates := context.annotations.overlapping(field.value, AnnotationKind.DATE)) == 1
    ]
    return found[0] if len(found) == 1 else None


def _days(
    first: Annotation, second: Annotation
) -> tuple[datetime.date | None, datetime.date | None]:
    one, other = first.value, second.value
    if not isinstance(one, DateValue) or not isinstance(other, DateValue):
        return None, None
    if one.month is None or one.day is None or other.day is None or one.part or other.part:
        return None, None
    year = one.year
    if year is None and (one.month, one.day) in ((2, 28), (2, 29), (3, 1), (3, 2)):
        return None, None
    year = year or 2027
    month = other.month or one.month
    return possible(year, one.month, one.day), possible(year, month, other.day)
