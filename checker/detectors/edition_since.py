"""How often an event was held before, which says the how manyth this one is.

「昨年度までの5回」 under the title 「第5回」; 「令和3年度から毎年1回」 under the title of another number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.annotations.types import AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.steps import steps_of
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

BEFORE = Scan(
    r"(?:(?:昨年度?|前年度?|去年|前回|これ|今|昨シーズン)まで(?:に|の)?、?(?:合わせて|通算(?:で)?|計|毎年)?、?|過去の?)(?P<held>[0-9]{1,3})回(?!目|以上|ほど|程度|を(?:数え|迎え)|の予定)"
)
SINCE = Scan(
    r"(?:(?P<era>令和|平成|昭和)(?P<year>[0-9元]{1,2})|(?P<west>[12][0-9]{3}))(?P<fiscal>年度?)(?:[（(][^（()）]*[)）])?(?:に(?:始め|始ま)[^。、]{0,6}、?|から(?:は)?、?)(?:毎年(?:度)?|年に?|1年に)(?:、)?(?:1回|1度|一度|1回ずつ|開|行|続|欠かさず|この)"
)
_BROKEN = regex(
    "中止|休止|延期|年ぶり|隔年|2年に|見送|除[くいき]|年に?[2-9]回|毎月|再開|コロナ|感染症の(?:影響|拡大)|年2回"
)
_TOLD_OF = regex("のうち|平均|優勝|出場|受賞|参加した|連続|最[多高]|前身|旧|別の")
FIRST_YEARS = {"令和": 2018, "平成": 1988, "昭和": 1925}
FURTHEST = 1
"""By so much a number that is left from another year is off; years were skipped if it is more."""


class Since(NamedTuple):
    """What a place of the draft says the number is."""

    number: int
    span: Span


def told(context: Context, number: int) -> Iterator[Since]:
    """The places that say another number than that of the title."""
    document = context.document
    text = document.folded
    for found in BEFORE.finditer(text):
        block = document.block_at(found.start())
        begin = max(block.span.start, text.rfind("。", block.span.start, found.start()) + 1)
        if block.quoted or _TOLD_OF.search(text, begin, found.end() + 6):
            continue
        least = int(found["held"]) + 1
        if number != least and abs(number - least) <= FURTHEST and least > 2:
            yield Since(least, Span(*found.span()))
            return
    for found in SINCE.finditer(text):
        block = document.block_at(found.start())
        if block.quoted or _BROKEN.search(text, block.span.start, block.span.end):
            continue
        if _BROKEN.search(text):
            return
        first = _year(found["era"], found["year"], found["west"])
        year = _this_year(context, fiscal=found["fiscal"].endswith("度"))
        if year is None:
            continue
        least = year - first + 1
        if number != least and abs(number - least) <= FURTHEST and least > 2:
            yield Since(least, Span(found.start(), found.end()))
            return


def _year(era: str | None, year: str | None, west: str | None) -> int:
    if era is None:
        return int(west or 0)
    return FIRST_YEARS[era] + (1 if year == "元" else int(year or 0))


def _this_year(context: Context, *, fiscal: bool) -> int | None:
    """The year of the event, or of all days of the draft if none is called so."""
    days = [step.day for step in steps_of(context) if step.role == "event"]
    if not days:
        days = [
            day
            for date in context.annotations.of(AnnotationKind.DATE)
            if isinstance(date.value, DateValue) and (day := date.value.to_date()) is not None
        ]
    years = {day.year - (1 if fiscal and day.month < 4 else 0) for day in days}
    return years.pop() if len(years) == 1 else None
