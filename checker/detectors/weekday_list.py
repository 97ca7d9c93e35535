"""「毎週土曜日（12月5日、12日、20日）」, 「第2土曜日（12月19日）」: days that are none of those."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.calendar_days import possible
from checker.detectors.days_of_week import ASKED, EVERY, said_of_days
from checker.detectors.moved_closings import MOVED, open_then
from checker.detectors.regular_days import MONTHLY, NEXT, WEEKLY, irregular_days
from checker.detectors.years import WEEKDAYS, Source, years_of
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"said", "actual"})

REACH = 200
"""Code points in which the list behind a weekday stands; keeps long lines linear."""

_SAID = Scan(
    r"(?<![・、と])(?=毎[週月]|各[月火水木金土日第]|第[1-5一二三四五])(?:毎週|毎月|各月|各)?(?:第(?P<number>[1-5一二三四五])(?:[・、と]第?(?P<second>[1-5一二三四五]))?)?(?P<day>[月火水木金土日])曜日?[ 　]?[（(：:、](?=[0-9]{1,2}月|令和)"
)
_MONTHLY = Scan(
    r"毎月、?第(?P<number>[1-5一二三四五])(?:[・、と](?:毎月)?第?(?P<second>[1-5一二三四五]))?(?P<day>[月火水木金土日])曜日?(?![・、と][月火水木金土日第])"
)
_CHAIN = regex("(?:の?午[前後])?[ 　]?(?:と|、|・|及び|および)[ 　]?")
_OPEN = regex("[ 　]?(?:まで|から|以|〜|～|締)")
_CHANGED = regex("振り?替|臨時|休み|変更|ただし|除|代わり|祝|特別")
MOST = 4
"""Days of a month that one rule gives."""
_NEXT = Scan("(?:次回|今月|来月|[0-9]{1,2}月)は(?<=[回月]は)、?(?=令和|20|[0-9]{1,2}[月日])")
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5}


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_SAID, _NEXT, ASKED, EVERY, MONTHLY, WEEKLY, NEXT, MOVED)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a date beside 毎週土曜日, 第2土曜日 or the like that is another day."""
    told: list[Span] = []
    for find in (_listed, said_of_days, irregular_days, open_then):
        for match in find(context):
            if not any(match.span.overlaps(span) for span in told):
                told.append(match.span)
                yield match


def _listed(context: Context) -> Iterator[Match]:
    text = context.document.folded
    for found in _SAID.finditer(text):
        opening = text[found.end() - 1]
        far = found.end() + REACH
        stops = [at for mark in "）)。\n" if (at := text.find(mark, found.end(), far)) >= 0]
        if opening in "（(":
            # A weekday may stand in brackets of its own within the list.
            end = text.find("\n", found.end(), far)
            end = min(len(text), far) if end < 0 else end
            depth = 1
            for at in range(found.end(), end):
                depth += text[at] in "（("
                depth -= text[at] in "）)"
                if not depth:
                    end = at
                    break
        else:
            end = min(stops, default=min(len(text), far))
        weekday = WEEKDAYS.index(found["day"])
        ordinal = found["number"]
        number = (_NUMERALS.get(ordinal) or int(ordinal)) if ordinal else None
        second = found["second"]
        also = (_NUMERALS.get(second) or int(second)) if second else number
        place = Span(found.end(), max(end, found.end()))
        if number is None:
            odd = _out_of_step(context, place, text)
            if odd is not None:
                said = found.group().rstrip("（(：:、 　")
                related = (
                    Related(Span(found.start(), found.start() + len(said)), "こう書かれています"),
                )
                yield Match(odd, {"said": said, "actual": "ほかの日と違う曜日"}, related=related)
                continue
        for date in context.annotations.overlapping(place, AnnotationKind.DATE):
            value = date.value
            if not isinstance(value, DateValue) or value.day is None or value.month is None:
                continue
            if text.startswith(("から", "〜", "～", "~", "は", "を除"), date.span.end):
                break
            said = found.group().rstrip("（(：:、 　")
            related = (
                Related(Span(found.start(), found.start() + len(said)), "こう書かれています"),
            )
            if number is not None and (value.day + 6) // 7 not in (number, also):
                actual = f"第{(value.day + 6) // 7}{found['day']}曜日"
            elif value.weekday is not None and value.weekday != weekday:
                actual = f"{WEEKDAYS[value.weekday]}曜日"
            else:
                day = years_of(context).resolve(date)
                if value.weekday is not None or day is None or day.source <= Source.DOUBTFUL:
                    continue
                if day.date.weekday() == weekday:
                    continue
                actual = f"{WEEKDAYS[day.date.weekday()]}曜日"
            yield Match(date.span, {"said": said, "actual": actual}, related=related)
            break
    yield from _next_time(context)


LEAST = 4
"""Dates of a list of which one can be told to be out of step."""


def _out_of_step(context: Context, place: Span, text: str) -> Span | None:
    """The one date of a list without years that is not whole weeks from all others."""
    listed: list[tuple[int, Span]] = []
    behind: datetime.date | None = None
    for date in context.annotations.overlapping(place, AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.day is None or value.month is None:
            return None
        if text.startswith(("から", "〜", "～", "~", "は", "を除"), date.span.end):
            return None
        if value.year is not None or value.weekday is not None:
            return None  # judged by itself
        day = possible(2027, value.month, value.day)
        if day is None:
            return None
        if behind is not None and day < behind:
            return None  # over new year, where a leap year may count
        behind = day
        listed.append((day.timetuple().tm_yday % 7, date.span))
    steps = [step for step, _ in listed]
    if len(listed) < LEAST:
        return None
    odd = [span for step, span in listed if steps.count(step) == 1]
    return odd[0] if len(odd) == 1 and len(set(steps)) == 2 else None


def _next_time(context: Context) -> Iterator[Match]:
    """「毎月第3土曜日に開きます。次回は12月12日です」."""
    text = context.document.folded
    rules = list(_MONTHLY.finditer(text)) if _NEXT.may_fit(text) else []
    if len(rules) != 1:
        return
    rule = rules[0]
    numbers = [_NUMERALS.get(one) or int(one) for one in rule.group("number", "second") if one]
    for found in _NEXT.finditer(text):
        line = context.document.block_at(found.start()).span
        behind = Span(found.end(), max(line.end, found.end() + 1))
        last = found.end()
        for date in context.annotations.overlapping(behind, AnnotationKind.DATE)[:MOST]:
            value = date.value
            if not isinstance(value, DateValue) or value.day is None:
                break
            if last > found.end() and not _CHAIN.fullmatch(text, last, date.span.start):
                break
            if last == found.end() and date.span.start > last:
                break
            last = date.span.end
            if value.weekday not in (None, WEEKDAYS.index(rule["day"])):
                continue
            if _OPEN.match(text, last):
                break  # by when to apply, or from when
            week = (value.day + 6) // 7
            stop = text.find("\n", last)
            if week not in numbers and not _CHANGED.search(
                text, line.start, stop if stop >= 0 else len(text)
            ):
                related = (Related(Span(*rule.span()), "こう書かれています"),)
                values = {"said": rule.group(), "actual": f"第{week}{rule['day']}曜日"}
                yield Match(date.span, values, related=related)
