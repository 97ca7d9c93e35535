"""A day on which a draft itself says that the counter or the building is closed.

Unlike `closed_day`, which knows when offices are closed, this takes the words of the draft:
「毎週月曜日は休館」, 「土曜日及び日曜日を除く」, 「休館日（月曜日、12月28日から1月4日まで）」.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    DateValue,
    PeriodValue,
)
from checker.context import Context
from checker.detectors import Options
from checker.detectors.calendar_days import possible
from checker.detectors.closed_day import ONLINE_WAYS, OPEN_THEN, holiday, taken
from checker.detectors.closed_phone import WEEKDAYS_ONLY, by_phone, due_by_phone, due_days
from checker.detectors.day_order.last_days import EVENTS
from checker.detectors.fields import fields_of
from checker.detectors.years import WEEKDAYS, Source, years_of
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"day", "said"})

_DAYS = r"(?:(?:毎週)?[月火水木金土日](?:曜日?)?(?:(?:、|・|及び|および|と|や)(?:毎週)?[月火水木金土日](?:曜日?)?)*)"
_HOLIDAYS = r"(?:(?:、|・|及び|および|並びに|と|や){0,2}(?:国民の)?(?:祝休日|祝日|祝祭日|休日|祝))?"
_NAMES_IN = regex(f"(?P<days>{_DAYS})(?P<holiday>{_HOLIDAYS})")
_CLOSED = Scan(
    (
        rf"(?<![0-9第一-龠]){_DAYS}{_HOLIDAYS}(?:[、・と及びおよびや並に]{{0,3}}(?:年末年始|12月[0-9]{{2}}日から[^。）)\n]{{2,16}}))?(?:[（(][^（）()\n]{{0,24}}[)）])?(?:は|が|も|を)?、?(?:休館|休園|休業|定休|休み|休場|休所|閉館|閉庁|閉まって|受け付けて?い?ません|お休み|除)",
        rf"(?:休館日|休園日|定休日|休業日|休場日|休所日|閉庁日|休み)(?:は|：|:|[ 　]|（|\(|、){{1,3}}{_DAYS}{_HOLIDAYS}(?=[、。・）) 　\n（(]|です|$|と)",
        rf"(?:休館日|休園日|定休日|休業日|休場日|休所日|閉庁日)[^。（(\n]{{1,16}}[（(]{_DAYS}{_HOLIDAYS}(?=[、。・）) 　\n（(]|と)",
    )
)
_EXCEPT = regex("場合|のみ開|除いて開|でも|以外|第[1-5一二三四五]|変更|振替|月曜日が")
_COUNTER = Scan(
    r"窓口(?:[（(][^（()）\n]{0,20}[)）])?[^。\n]{0,8}?(?:のみ|だけ|に限)|持参(?:のみ|だけ|に限)"
    r"|(?:窓口|カウンター|[課係館所室]|ご本人が|直接)[^。\n]{0,16}?(?:持参|お持ち(?:ください|いただ)|お?持って)"
    r"|(?:郵送|メール|電話|ファク[スシ]ミ?リ?|FAX|オンライン|インターネット|電子申請)[^。\n]{0,24}?(?:受け付け(?:ません|られません|できません|ていません|ておりません|は行いません|は行っていません)|お?受けできません|受付は?(?:行|でき)[^。\n]{0,6}?ません|では?できません|不可)"
)
_EXCLUDING = regex(
    rf"[ 　]*\n?[ 　]*[（(]?(?:ただし、?)?(?P<days>{_DAYS}){_HOLIDAYS}[^。）)\n]{{0,14}}?(?:を)?除"
)

_NAMED = Scan("休館日|休園日|定休日|休業日|休場日|休所日|閉庁日")
_NAMES = frozenset(("休館日", "休園日", "定休日", "休業日", "休場日", "休所日", "閉庁日", "休み"))
_VALUE = regex(rf"[ 　]*(?P<days>{_DAYS})(?P<holiday>{_HOLIDAYS})(?=[、。・（( 　\n]|$|と)")


_LEFT_OUT = regex("[^。\n）)]{0,8}(?:を除|は?お?休)")
"""Behind the last day of a closure: 「12月29日～1月3日を除く」."""
_WEEKEND = frozenset((5, 6))


_BY_POST = regex(
    "(?:はがき|ハガキ|葉書|封書|郵送|郵便|消印|必着|メール|フォーム|オンライン|ポスト|投函)"
    "(?![^。\n]{0,16}(?:ません|できない|不可))"
)
"""What comes by post or over the net also comes when the house is closed."""


class Closure(NamedTuple):
    """The days on which a draft says that something is closed."""

    days: frozenset[int]
    holiday: bool
    place: Span


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_CLOSED, _NAMED, WEEKDAYS_ONLY)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a last day at the counter on which the draft says that it is closed."""
    shown: set[Span] = set()
    text = context.document.folded
    for date, place in due_by_phone(context):
        line = context.document.block_at(place.start).span
        if OPEN_THEN.search(text, line.start, line.end) is None:
            shown.add(date.span)
            if not _LEFT_OUT.match(text, date.span.end):
                yield from _closed_then(context, date, [Closure(_WEEKEND, True, place)])
    closures = list(_closures(context))
    if not closures:
        return
    for match in (*_excluded(context), *_weekly(context, closures)):
        shown.add(match.span)
        yield match
    for match in _held_then(context, closures):
        shown.add(match.span)
        yield match
    taken_by_hand = _COUNTER.search(text) is not None or by_phone(text)
    if not taken_by_hand or OPEN_THEN.search(text) or ONLINE_WAYS.search(taken(text)):
        return
    for date in _last_days(context):
        # 「12月29日から1月3日までの閉庁日を除く」 tells of a closure itself.
        if date.span in shown or any(closure.place.contains(date.span) for closure in closures):
            continue
        line = context.document.block_at(date.span.start).span
        if _BY_POST.search(text, line.start, line.end):
            continue
        shown.add(date.span)
        yield from _closed_then(context, date, closures)


_WEEKLY = regex(
    r"毎週(?P<days>[月火水木金土日](?:曜日?)?(?:[・、と][月火水木金土日](?:曜日?)?)*)の?[ 　、（(]{0,2}(?:午前|午後|正午|[0-9]{1,2}[時:])"
)
_OPEN_ANYWAY = regex("休館日も|休みの日も|休館中|オンライン|電話|別館|会場|ところ|場所|貸し?切|休")


def _weekly(context: Context, closures: list[Closure]) -> Iterator[Match]:
    """「毎週月曜日 午前10時30分」 in what is closed on Mondays."""
    text = context.document.folded
    if len({closure.days for closure in closures}) != 1:
        return
    closure = closures[0]
    for found in _WEEKLY.finditer(text):
        line = context.document.block_at(found.start()).span
        clash = _weekdays(found["days"]) & closure.days
        if not clash or _OPEN_ANYWAY.search(text, line.start, line.end):
            continue
        place = Span(found.start(), found.end("days"))
        said = closure.place.cut(context.document.text)
        related = (Related(closure.place, "こう書かれています"),)
        values = {"day": f"{WEEKDAYS[min(clash)]}曜日", "said": said}
        yield Match(place, values, related=related)


_ELSEWHERE = regex(
    "休館日に|休みの日に|特別に|臨時|のみ開館|貸し?切|開館します|休館日ですが|オンライン"
)
_VENUE = regex("^(?:会場|場所|ところ|開催場所|集合場所)$")
_HELD = "「{said}」とありますが、「{text}」は{day}です。休みの日に当たらないかを確かめてください。"


def _held_then(context: Context, closures: list[Closure]) -> Iterator[Match]:
    """「日時：12月14日（月）」 in the house that is closed on Mondays, and no other place is named."""
    text = context.document.folded
    if len({closure.days for closure in closures}) != 1 or _ELSEWHERE.search(text):
        return
    closure = closures[0]
    fields = fields_of(context)
    if any(_VENUE.search(field.name) for field in fields):
        return
    for field in fields:
        if field.name not in EVENTS or field.value.contains(closure.place):
            continue
        dates = context.annotations.overlapping(field.value, AnnotationKind.DATE)
        value = dates[0].value if len(dates) == 1 else None
        if not isinstance(value, DateValue) or value.weekday is None or value.holiday:
            continue
        if value.weekday not in closure.days or not value.month or not value.day:
            continue
        around = range(context.as_of.year - 1, context.as_of.year + 2)
        days = [possible(year, value.month, value.day) for year in around]
        fitting = [day for day in days if day is not None and day.weekday() == value.weekday]
        if "祝" in field.value.cut(text) or any(map(holiday, fitting)):
            continue
        said = closure.place.cut(context.document.text)
        related = (Related(closure.place, "こう書かれています"),)
        values = {"day": f"{WEEKDAYS[value.weekday]}曜日", "said": said}
        yield Match(dates[0].span, values, related=related, message=_HELD)


def _closures(context: Context) -> Iterator[Closure]:
    text = context.document.folded
    for found in _CLOSED.finditer(text):
        line = context.document.block_at(found.start()).span
        near = text[found.start() : min(line.end, found.end() + 12)]
        if _EXCEPT.search(near):
            continue
        named = _NAMES_IN.search(found.group().replace("休館日", "　　　"))
        if named is not None:
            days = _weekdays(named["days"])
            yield Closure(days, bool(named["holiday"]), Span(*found.span()))
    for field in fields_of(context):
        if field.name in _NAMES:
            named = _VALUE.match(text, field.value.start, field.value.end)
            if named is not None:
                yield Closure(_weekdays(named["days"]), bool(named["holiday"]), Span(*named.span()))


def _weekdays(words: str) -> frozenset[int]:
    plain = words.replace("曜日", "").replace("曜", "")
    return frozenset(WEEKDAYS.index(sign) for sign in plain if sign in WEEKDAYS)


def _last_days(context: Context) -> Iterator[Annotation]:
    """The days by which something is to be brought: those with the role, and 「…までお渡しします」."""
    wanted = {date.span for date in due_days(context)}
    text = context.document.folded
    for date in context.annotations.of(AnnotationKind.DATE):
        if _OFF.match(text, date.span.end):
            continue  # the end of the days on which it is closed
        if date.span in wanted or _AT_COUNTER.match(text, date.span.end):
            yield date
        elif _BEFORE.match(text, date.span.end):
            line = context.document.block_at(date.span.start).span
            rest = text[date.span.end : line.end]
            sentences = rest.split("。")[:2]
            if len(sentences) > 1 and _COUNTER.search(sentences[1]):
                yield date


_OFF = regex(r"(?:[（(][^（()）\n]{1,8}[)）])?まで(?:の間)?[はをも]?、?(?:閉|休|除|お休み)")
_AT_COUNTER = regex(
    r"(?:の?(?:午[前後]|正午)[^、。\n]{0,10}?)?まで(?:に|の間)?、?[^。\n]{0,40}?(?:窓口|カウンター|お?渡し|お?持ち|持参|受け取)"
)
_BEFORE = regex(r"(?:の?(?:午[前後]|正午)[^、。\n]{0,10}?)?まで(?:です|$|。)?")


def _closed_then(context: Context, date: Annotation, closures: list[Closure]) -> Iterator[Match]:
    value = date.value
    day = _known(context, date)
    if day is None or not isinstance(value, DateValue):
        return
    for closure in closures:
        named = holiday(day) if closure.holiday else ""
        if day.weekday() not in closure.days and not named:
            continue
        name = f"{WEEKDAYS[day.weekday()]}曜日" if day.weekday() in closure.days else named
        said = closure.place.cut(context.document.text)
        related = (Related(closure.place, "こう書かれています"),)
        yield Match(date.span, {"day": name, "said": said}, related=related)
        return


def _known(context: Context, date: Annotation) -> datetime.date | None:
    """The day, if the draft says surely which."""
    value = date.value
    day = years_of(context).resolve(date)
    if day is None or day.source <= Source.FISCAL or not isinstance(value, DateValue):
        return None
    if value.weekday not in (None, day.date.weekday()):
        return None  # one of the two is wrong
    return day.date


def _excluded(context: Context) -> Iterator[Match]:
    """「5月6日（木）から5月23日（日）まで（土曜日及び日曜日を除く）」: it ends on such a day."""
    text = context.document.folded
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if not isinstance(value, PeriodValue) or not isinstance(value.end, DateValue):
            continue
        found = _EXCLUDING.match(text, period.span.end)
        if found is None or value.end.weekday is None:
            continue
        dates = context.annotations.overlapping(period.span, AnnotationKind.DATE)
        day = _known(context, dates[-1]) if dates else None
        weekday = value.end.weekday if day is None else day.weekday()
        if weekday != value.end.weekday or weekday not in _weekdays(found["days"]):
            continue
        said = text[found.start() : found.end()].strip(" 　\n（(")
        place = Span(found.end() - len(said), found.end())
        related = (Related(place, "こう書かれています"),)
        yield Match(
            dates[-1].span, {"day": f"{WEEKDAYS[weekday]}曜日", "said": said}, related=related
        )
