"""A fiscal year that a clause is about, and the days on which its thing holds.

「令和8年度の乗車証は、令和9年4月1日から令和10年3月31日まで使えます」: those are days of the
year after. What is done before the year begins (募集, 申請) is no such thing.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.model import Span
from checker.regex import regex

_TOPIC = regex(
    r"(?:分)?の?(?P<thing>[^。、\n0-9（(「]{1,16}?)(?:は|：|:)、?(?:いずれも|すべて|全て|どれも)?[ 　]?"
)
_BEFORE = regex(
    "募集|申請|申し?込|受け?付|応募|登録|選考|試験|採用|購入|発行|発売|販売|配布|更新|交付|予約|準備|送|届|決算|納|課税|報告|前|予算|入園|入所|入学|調査|工事|事業"
)
_HOLDS = regex("期間|券|証|カード|パス|定期|会員|会費|使用|利用|有効|健診|検診|接種|助成|任期")
_USED = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,8}[)）])?(?:まで)?(?:の(?:[0-9]{1,2}(?:年|か月)間?|間))?、?[^。、\n]{0,6}?"
    r"(?:使え|使用でき|利用でき|使うこと|有効|お使い|通用|受けられ|受診でき|です|とします|$|。)"
)


def of_topics(context: Context) -> Iterator[tuple[Annotation, int, Span]]:
    """A fiscal year, the one in which its thing holds, and where that is told."""
    text = context.document.folded
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or not value.fiscal or value.year is None:
            continue
        topic = _TOPIC.match(text, date.span.end)
        if topic is None or _BEFORE.search(topic["thing"]) or not _HOLDS.search(topic["thing"]):
            continue
        end = topic.end()
        days = context.annotations.overlapping(Span(end, end + 1), AnnotationKind.PERIOD)
        period = next((p for p in days if p.span.start == end), None)
        if period is None or not isinstance(period.value, PeriodValue):
            continue
        if _USED.match(text, period.span.end) is None:
            continue
        right = _year_of(period.value)
        if right is not None and abs(right - value.year) == 1:
            yield date, right, period.span


def _year_of(period: PeriodValue) -> int | None:
    """The fiscal year in which a period lies as a whole, or which it ends."""
    years = set()
    first, last = period.start, period.end
    if first is None and not (isinstance(last, DateValue) and (last.month, last.day) == (3, 31)):
        return None
    for day in (first, last):
        if day is None:
            continue
        if not isinstance(day, DateValue) or not day.year or not day.month or day.fiscal:
            return None
        years.add(day.year - (day.month < 4))
    return years.pop() if len(years) == 1 and last is not None else None
