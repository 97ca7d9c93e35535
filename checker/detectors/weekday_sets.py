"""Weekdays that a notice names together, against each other and against its dates.

「火曜日・木曜日・土曜日の週4回」; open from Tuesday to Saturday and closed on Wednesday; 「土日を除いて」
and a Sunday among the days; closed on Mondays and an event on one; 「週末の土・日曜日、5日と7日」.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.annotations.types import Annotation, AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.fields import Field, fields_of
from checker.detectors.rough_days import day_of
from checker.detectors.years import WEEKDAYS, years_of
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"fault"})

_W = "[月火水木金土日](?:曜日?)?"
_LIST = rf"(?:{_W}(?:・|、|と|，|及び){{1}}){{0,6}}{_W}"
_TIMES = Scan(
    (
        rf"(?<![一-龠])(?P<list>{_W}(?:(?:・|、|と|，|及び){_W}){{1,6}})(?<=[曜日月火水木金土])[ 　]?(?:の|、|[（(])[ 　]?(?P<n>週[にの]?(?P<number>[1-7])[回日])(?!以|程|くら|ま|か|〜|～)",
        rf"(?P<n2>週[にの]?(?P<number2>[1-7])[回日])[ 　]?(?:[（(：:、]|、?毎週)[ 　]?(?P<list2>{_W}(?:(?:・|、|と|，|及び){_W}){{0,6}})(?=[)）。 　、]|に|$)",
    )
)
_CLOSED = Scan("休[館園業診場所]日|定休|閉[館園庁]日|休み|やすみ")
_OPEN_NAME = regex(
    "^(?:開[館園所場設室庁]日|営業日|診療日|相談日|受付日|あいている日|開いている日|利用できる日|実施日|開設日|曜日|受付曜日|開[館園所場設室]曜日|日時|日|とき|相談できる日|時間)$"
)
_CLOSED_NAME = regex(
    "^(?:休[館園業診場所]日|定休日|閉[館園庁]日|お?休み|お?休みの?日|やすみの?日|お?やすみ)$"
)
_RANGE = regex(
    r"(?P<a>[月火水木金土日])(?:曜日?)?(?:から|[〜～~－\-])(?P<b>[月火水木金土日])(?:曜日?)?(?![一-龠])"
)
_ONE = regex(
    r"(?<![一-龠0-9])(?P<day>[月火水木金土日])(?:曜日?|(?=[・、)）と]))(?![一-龠])|(?<=[・、])(?P<last>[月火水木金土日])曜"
)
_NOT_ALL = regex("第|隔|祝|[0-9]|ただし|除|以外|一部|午[前後]|不定|場合|夜間|朝|ごとに")
_PLAIN_DAYS = regex(rf"(?:毎週)?[ 　]?(?P<days>{_LIST})(?=[、。（( 　・]|$|と|及び)")
_OUT = Scan(
    rf"(?P<days>{_W}(?:(?:・|、|と|，|及び|や)(?:{_W}|祝日?|休日|年末年始)){{0,4}}|土日(?:・?祝日?)?|土・日(?:・祝日?)?)[はをも]?、?(?:除[いくき]|お?休み(?!の)|受け付けません|行いません|休館(?:し|です)|開きません|実施しません)"
)
_KEPT = regex(
    "休|除|閉|ません|中止|順延|予備|振替|臨時|開[館庁場]し|も開|ただし|までに|締|発表|結果|現在"
)
_EVENT = regex("^(?:とき|日時|日にち|開催日時?|期日|日程|実施日時?|開催日程|月日|と き|いつ)$")
_READING = regex("[(（][ぁ-ゖー・]{1,12}[)）]")
_NEVER = regex(
    "休館日(?:に|を|です|ですが|だけ|なら)|臨時(?:に)?開|特別に開|閉館中|休館中|オンライン"
)
_PAIR = Scan(
    r"(?P<a>[月火水木金土日])(?:曜日?)?(?:・|と|、)(?P<b>[月火水木金土日])曜日?(?:の|、|である|[ 　]){1,2}(?:[0-9]{1,2}月)?(?P<one>[0-9]{1,2})日[・、と](?P<other>[0-9]{1,2})日(?!間)"
)
_PAIR_BEHIND = Scan(
    r"(?<![0-9])(?P<one>[0-9]{1,2})日[・、と](?P<other>[0-9]{1,2})日の(?P<a>[月火水木金土日])(?:曜日?)?(?:・|と|、)(?P<b>[月火水木金土日])曜"
)


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_TIMES, _CLOSED, _OUT, _PAIR, _PAIR_BEHIND)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match the weekdays, or the date, that others speak against."""
    text = context.document.folded
    for found in _TIMES.finditer(text):
        yield from _times(found)
    for scan in (_PAIR, _PAIR_BEHIND):
        for found in scan.finditer(text):
            yield from _pair(context, found)
    for found in _OUT.finditer(text):
        yield from _left_out(context, found)
    if _CLOSED.may_fit(text) and next(_CLOSED.finditer(text), None):
        yield from _open_and_closed(context)


def _times(found: re.Match[str]) -> Iterator[Match]:
    """「火曜日・木曜日・土曜日の週4回」."""
    behind = "2" if "list2" in found.groupdict() else ""
    listed = found[f"list{behind}"]
    days = _days_in(listed)
    number = int(found[f"number{behind}"])
    if len(days) == number or (len(days) < 2 and behind):
        return
    place = Span(*found.span(f"n{behind}"))
    related = (Related(Span(*found.span(f"list{behind}")), "曜日はここです"),)
    fault = f"並んでいる曜日は{len(days)}つです"
    yield Match(place, {"fault": fault}, related=related)


def _days_in(words: str) -> frozenset[int]:
    """The weekdays of a list of them."""
    plain = words.replace("曜日", "").replace("曜", "")
    return frozenset(WEEKDAYS.index(sign) for sign in plain if sign in WEEKDAYS)


def _pair(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「土・日曜日、5日と7日」: the days are as far apart as their weekdays."""
    one, other = int(found["one"]), int(found["other"])
    apart = (WEEKDAYS.index(found["b"]) - WEEKDAYS.index(found["a"])) % 7
    if other <= one or (other - one) % 7 == apart % 7 or other > 31:
        return
    place = Span(found.start("one"), found.end("other") + 1)
    fault = f"{found['a']}曜日と{found['b']}曜日なら、{apart}日違いのはずです"
    yield Match(place, {"fault": fault})


def _weekday(context: Context, date: Annotation) -> int | None:
    value = date.value
    if not isinstance(value, DateValue) or value.day is None or value.part:
        return None
    if value.weekday is not None:
        return value.weekday
    day = day_of(context, date)
    return None if day is None else day.date.weekday()


def _in_period(context: Context, date: Annotation) -> bool:
    return any(
        isinstance(period.value, PeriodValue) and isinstance(period.value.end, DateValue)
        for period in context.annotations.overlapping(date.span, AnnotationKind.PERIOD)
    )


def _left_out(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「土曜日・日曜日・祝日を除いて受け付けます」, and 「西浜会館 1月17日（日）」 in a line below."""
    document = context.document
    text = document.folded
    words = found["days"]
    days = (
        frozenset({5, 6})
        if words.startswith(("土日", "土・日"))
        else _days_in(re.sub("祝日?|休日|年末年始", "", words))
    )
    behind = text[found.end() : found.end() + 12]
    if (
        not days
        or "（" in text[max(0, found.start() - 1) : found.start()]
        or "(" in text[max(0, found.start() - 1) : found.start()]
    ):
        return
    if re.match("[^。\n]{0,6}(?:電話|窓口|平日)", behind):
        return
    years = years_of(context)
    section = years.section(found.start())
    related = (Related(Span(*found.span()), "こう書かれています"),)
    for date in context.annotations.of(AnnotationKind.DATE):
        if (
            not 0 <= date.span.start - found.end() <= 200
            or years.section(date.span.start) != section
        ):
            continue
        block = document.block_at(date.span.start)
        line = block.span.cut(text)
        if _weekday(context, date) not in days or block.quoted or _in_period(context, date):
            continue
        value = date.value
        if not isinstance(value, DateValue) or value.weekday is None:
            continue
        if "。" in line or _KEPT.search(line) or text.startswith(("まで", "から"), date.span.end):
            continue
        fault = f"「{words}」は除くと書かれています"
        yield Match(date.span, {"fault": fault}, related=related)
        return


def _open_and_closed(context: Context) -> Iterator[Match]:
    document = context.document
    text = document.folded
    fields = fields_of(context)
    closed = [field for field in fields if _CLOSED_NAME.search(_plain(field.name))]
    if len(closed) != 1:
        return
    value = _plain(closed[0].value.cut(text))
    if len(value) > 60:
        return
    days = _set_of(value, closed=True)
    if not days:
        return
    for field in fields:
        if not _OPEN_NAME.search(_plain(field.name)) or field.section != closed[0].section:
            continue
        words = _plain(field.value.cut(text))
        if len(words) > 40 or _NOT_ALL.search(re.split("[ 　、]?(?:午|[0-9])", words)[0]):
            continue
        both = days & _set_of(words, closed=False)
        if both:
            names = "・".join(WEEKDAYS[day] for day in sorted(both))
            related = (Related(field.value, "開いている曜日はここです"),)
            fault = f"{names}曜日が、開いている日にも入っています"
            yield Match(closed[0].value, {"fault": fault}, related=related)
            return
    yield from _event(context, fields, closed[0], days)


def _plain(words: str) -> str:
    """Words without the readings behind them: 曜日(ようび)."""
    return _READING.sub("", words)


def _set_of(words: str, *, closed: bool) -> frozenset[int]:
    """The weekdays of a value; none where it is not plain which."""
    head = re.split(
        "[（(。]|、(?:祝|年末|ただし|[0-9]|第|国民|その)|及び(?:祝|年末|第)|と(?:祝|年末|第)", words
    )[0]
    if "第" in head or "隔" in head or "除" in head:
        return frozenset()
    found: set[int] = set()
    for span in _RANGE.finditer(head):
        a, b = WEEKDAYS.index(span["a"]), WEEKDAYS.index(span["b"])
        found |= {day % 7 for day in range(a, b + 1 if b >= a else b + 8)}
    rest = _RANGE.sub("", head).replace("毎週", "")
    for one in _ONE.finditer(rest):
        found.add(WEEKDAYS.index(one["day"] or one["last"]))
    return frozenset(found)


def _event(
    context: Context, fields: Sequence[Field], closed: Field, days: frozenset[int]
) -> Iterator[Match]:
    """An event on the weekday on which the place is closed."""
    text = context.document.folded
    if _NEVER.search(text):
        return
    events = [field for field in fields if _EVENT.search(_plain(field.name))]
    if len(events) != 1 or years_of(context).section(events[0].value.start) != years_of(
        context
    ).section(closed.value.start):
        return
    dates = context.annotations.overlapping(events[0].value, AnnotationKind.DATE)
    if len(dates) != 1 or _in_period(context, dates[0]):
        return
    value = dates[0].value
    if not isinstance(value, DateValue) or value.weekday not in days or value.holiday:
        return
    day = day_of(context, dates[0])
    from checker.detectors.closed_day import holiday

    if day is not None and holiday(day.date):
        return
    fault = f"{WEEKDAYS[value.weekday]}曜日は、休みの日と書かれています"
    related = (Related(closed.value, "休みの日はここです"),)
    yield Match(dates[0].span, {"fault": fault}, related=related)
