"""A deadline said backwards: 「10日以降は受け付けません」 for 「9日までに申請してください」."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.model import Edit, Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

_WEEKDAYS = "月火水木金土日"
_REFUSED = Scan(
    "(?P<late>以降|以後|を過ぎ(?:た|て|てから|ると|ますと|ましたら))"
    "(?P<what>[^。\n]{0,25}?)"
    "(?:(?:受け?付け?|受理|受領)(?:は|が|も)?(?:いた|致)?(?:し|でき|出来|られ)?(?:ません|かねます)"
    "|(?:申請|申し込み|申込み?|応募|提出|届け出|登録|予約)(?:は|が|も)?(?:でき|出来)ません"
    "|申し込めません)"
)
_UNTIL = regex("[^。\n]{0,14}?(?:まで|必着|消印|締め?切)")
# Nothing in particular: 10日以降は受け付けません.
_ANYTHING = regex("[はにの場合ものを、分]*")
_DAY = regex(r"(?P<month>[0-9０-９]+)月(?P<day>[0-9０-９]+)日")
_WEEKDAY = regex(r"(?<=[（(])[月火水木金土日](?=[）)曜])")
_ACTIONS = {
    "申請": "申請して",
    "応募": "応募して",
    "申し込み": "申し込んで",
    "申込み": "申し込んで",
    "申込": "申し込んで",
    "提出": "提出して",
    "届け出": "届け出て",
    "登録": "登録して",
    "予約": "予約して",
}
_ACTION = regex("|".join(_ACTIONS))


def scans(options: Options) -> tuple[Scan, ...]:
    """What the detector looks for."""
    return (_REFUSED,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a date after which something is refused, from the date to 「ません」.

    Silent if the draft also says until when (the day, or the day before, with まで).
    The fix is offered only where the last day and the action are certain.
    """
    text = context.document.folded
    dates = context.annotations.of(AnnotationKind.DATE)
    until = {
        (value.month, value.day)
        for date in dates
        if isinstance(value := date.value, DateValue) and _UNTIL.match(text, date.span.end)
    }
    for date in dates:
        value = date.value
        if not isinstance(value, DateValue) or value.month is None or value.day is None:
            continue
        refused = _REFUSED.expression.match(text, date.span.end)
        if refused is None:
            continue
        exclusive = refused["late"].startswith("を過ぎ")
        last = (value.month, value.day) if exclusive else day_before(value)
        if last in until or (value.month, value.day) in until:
            continue
        span = Span(date.span.start, refused.end())
        written = _written(context.document.text, date, value, last)
        action = _ACTION.search(refused.group())
        if action is None and not _ANYTHING.fullmatch(refused["what"]):
            continue  # 4月1日以降は、現金を受け付けません
        edits: tuple[Edit, ...] = ()
        if written and "届いた" in refused["what"]:
            edits = (Edit(span, f"{written}までに届くように送ってください"),)
        elif written and action:
            edits = (Edit(span, f"{written}までに{_ACTIONS[action.group()]}ください"),)
        yield Match(span, edits=edits)


def day_before(value: DateValue) -> tuple[int, int] | None:
    """Month and day before a date; None where that depends on an unknown year."""
    if value.month is None or value.day is None or not 1 <= value.month <= 12:
        return None
    year = value.year if value.year is not None and 1 <= value.year <= 9999 else 2025
    if value.day > 1:
        possible = value.day <= calendar.monthrange(year, value.month)[1]
        return (value.month, value.day - 1) if possible else None
    month = value.month - 1 or 12
    if month == 2 and value.year is None:
        return None
    return month, calendar.monthrange(year, month)[1]


def _written(text: str, date: Annotation, value: DateValue, last: tuple[int, int] | None) -> str:
    """The last day, written as the date is; "" if the way it is written does not allow it."""
    said = date.span.cut(text)
    day = value.to_date()
    if last is None or (day is not None and value.weekday not in (None, day.weekday())):
        return ""
    if last == (value.month, value.day):
        return said
    if not _DAY.search(said) or (last == (12, 31) and "年" in said):
        return ""
    said = _DAY.sub(f"{last[0]}月{last[1]}日", said)
    if value.weekday is None:
        return said
    if not _WEEKDAY.search(said):
        return ""
    return _WEEKDAY.sub(_WEEKDAYS[(value.weekday - 1) % 7], said)
