"""「二次申し込みは2月12日まで … 二次は2月5日に郵送します」: a result before the last day of its round."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.rough_days import day_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

ROUND = Scan(
    r"第?(?P<number>[1-3一二三])次(?:の?(?:申し?込み?|募集|受け?付け?|申請|選考|分))?(?:の?(?:結果|通知|発表|締め?切り?|期限|期間))?(?:を|は|：|:|[ 　（(]{1,3})、?(?=令和|20[0-9]{2}年|[0-9]{1,2}月)"
)
_NUMBERS = {"一": "1", "二": "2", "三": "3"}
_RESULT = regex("結果|通知|発送|発表|郵送し|お知らせ")
_DUE = regex("申し?込|受付|受け付け|募集|締め?切|期限")
_UNTIL = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,8}[)）])?(?:の?(?:午[前後]|正午|[0-9])[^、。\n]{0,12}?)?(?:まで|必着|締め?切)"
)
_ENDS = regex("[。\n]")


class _Round(NamedTuple):
    number: str
    date: Annotation
    day: datetime.date


def results_of_rounds(context: Context) -> Iterator[Match]:
    """One match a day of results in front of the last day to apply in the same round."""
    due: list[_Round] = []
    told: list[_Round] = []
    text = context.document.folded
    rounds = list(ROUND.finditer(text))
    for at, found in enumerate(rounds):
        stop = _ENDS.search(text, found.end())
        high = stop.start() if stop is not None else len(text)
        begin = max(text.rfind("。", 0, found.start()), text.rfind("\n", 0, found.start())) + 1
        sentence = text[begin:high]
        if at + 1 < len(rounds):
            high = min(high, rounds[at + 1].start())
        dates = [
            date
            for date in context.annotations.overlapping(
                Span(found.end(), high), AnnotationKind.DATE
            )
            if isinstance(date.value, DateValue) and date.value.day is not None
        ]
        if not dates or len(dates) > 2:
            continue
        day = day_of(context, dates[-1])
        if day is None:
            continue
        number = _NUMBERS.get(found["number"], found["number"])
        one = _Round(number, dates[-1], day.date)
        if len(dates) == 2 or _UNTIL.match(text, dates[-1].span.end):
            if _DUE.search(sentence):
                due.append(one)
        elif _RESULT.search(sentence):
            told.append(one)
    for one in told:
        limits = [other for other in due if other.number == one.number]
        if len(limits) == 1 and one.day < limits[0].day:
            last = limits[0]
            related = (Related(last.date.span, "締め切りはここです"),)
            other = f"{last.day.month}月{last.day.day}日"
            yield Match(one.date.span, {"other": other}, related=related)
