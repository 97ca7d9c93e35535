"""From when something no longer holds, which is the day behind the last day to do it.

「3月1日以降の接種は、全額自己負担になります」 where the last day for it is 31 March.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors.named_days import FROM, named_days
from checker.detectors.rough_days import day_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

NO_MORE = Scan(
    r"日(?:[（(][^（()）\n]{1,6}[)）])?(?:以降|以後)(?:の|に|は|も|、)?[^。\n]{0,30}?"
    r"(?:全額|自己負担|対象外|対象にな[りら]ま?せ|対象とな[りら]ま?せ|使えま?せ|使えなく|使用できま?せ|利用できま?せ|無効|受け付けま?せ|受け付けられま?せ|受け付けできま?せ|助成(?:されま?せ|できま?せ)|受けられま?せ|受け取れま?せ)"
)
_LIMIT = regex(
    "(?:接種|受診|申請|申し?込み?|利用|使用|有効|使える|受け?付け?|助成|対象|実施|提出|引き?換え|交換|募集|応募)の?(?:できる)?(?:期限|期間)$|^(?:期限|期間|締め?切り?日?)$"
)
_ASIDE = regex("場合|とき|1回目|2回目|郵送|窓口|ネット|オンライン|新しい|改定|購入|生まれ|転入")
_ONE_DAY = datetime.timedelta(days=1)
MOST = 62
"""Days between the two; what is farther apart is of another thing."""


def after_limits(context: Context) -> Iterator[Match]:
    """One match a day from which nothing holds any more, that is not the next one."""
    text = context.document.folded
    told = list(NO_MORE.finditer(text)) if NO_MORE.may_fit(text) else []
    if not told:
        return
    limits = [
        day
        for day in named_days(context)
        if day.edge != FROM and (_LIMIT.search(day.label) or _LIMIT.search(day.topic))
    ]
    if len({day.label or day.topic for day in limits}) != 1:
        return
    limit = max(limits, key=lambda day: day.day)
    right = limit.day + _ONE_DAY
    related = (Related(limit.span, "期限はここです"),)
    values = {"word": "期限の翌日", "right": f"{right.month}月{right.day}日"}
    for found in told:
        place = Span(found.start(), found.start() + 1)
        dates = context.annotations.overlapping(place, AnnotationKind.DATE)
        day = day_of(context, dates[-1]) if dates else None
        if day is None or day.date == right or _ASIDE.search(found.group()):
            continue
        if abs((day.date - limit.day).days) > MOST or _is_named(context, day.date - _ONE_DAY):
            continue
        yield Match(dates[-1].span, values, related=related)


def _is_named(context: Context, day: datetime.date) -> bool:
    """Whether another last day of the draft is the one in front of it."""
    resolved = (day_of(context, one) for one in context.annotations.of(AnnotationKind.DATE))
    return any(one is not None and one.date == day for one in resolved)
