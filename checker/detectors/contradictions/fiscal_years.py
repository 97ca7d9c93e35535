"""The year of the title, and another year in the text."""

from __future__ import annotations

from collections.abc import Iterator

from checker.annotations.types import AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors.contradictions.sides import both, day_of, head_of
from checker.detectors.fields import fields_of
from checker.detectors.years import years_of
from checker.document.model import BlockKind
from checker.model import Match, Span
from checker.regex import regex

_OF_THE_YEAR = regex("[ 　]?(?:の|分の?)?[ 　]?(?P<thing>[一-龠ァ-ヶー]{3,12})")
_BOTH_YEARS = regex("決算|結果|報告|実績|評価|公表|監査|比較")
_WILL_BE = regex(
    r"(?:に|から|時点で)、?[^。\n]{0,40}?(?:になる|入学する|入所する|入園する|進級する|始まる|採用する)(?!前)"
)
_YEAR_OF = regex(r"令和(?P<year>[0-9]{1,2})年分")
_TERM = regex("^(?:任用|雇用|委嘱|採用|契約|利用|入会|使用|指定|貸出|貸付)(?:の)?期間$|^任期$")


def last_year(context: Context) -> Iterator[Match]:
    """「令和7年度 市民税」 in the title, and only 「令和8年度の市民税」 in the text."""
    document = context.document
    text = document.folded
    fiscal = years_of(context).fiscal
    head = document.blocks[0].span
    if fiscal is None or text.count("年度") < 2:
        return
    year, place = fiscal
    title = document.block_at(place.start).span
    if place.start > head.end and document.block_at(place.start).kind is not BlockKind.HEADING:
        return
    other: list[Span] = []
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or not value.fiscal or value.year is None:
            continue
        if date.span.start < title.end:
            if value.year != year:
                return
            continue
        if value.year == year:
            return  # the text speaks of that year too
        if value.year == year + 1:
            thing = _OF_THE_YEAR.match(text, date.span.end)
            if thing and thing["thing"][:3] in text[place.end : title.end]:
                other.append(date.span)
    if other and not _BOTH_YEARS.search(text, title.start, title.end):
        yield from both("年度", place, other[0], context)


def other_fiscal_year(context: Context) -> Iterator[Match]:
    """「令和9年度の職員」, and a term from 1 April of 令和8年."""
    fiscal = years_of(context).fiscal
    head = context.document.blocks[0].span
    if fiscal is None or not head.contains(fiscal[1]):
        return
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if (
            isinstance(value, DateValue)
            and (value.year, value.month) == (fiscal[0] - 1, 4)
            and _WILL_BE.match(context.document.folded, date.span.end)
        ):
            yield from both("年度", fiscal[1], date.span, context)
            return
    fields = [field for field in fields_of(context) if _TERM.search(field.name)]
    for field in fields:
        for period in context.annotations.overlapping(field.value, AnnotationKind.PERIOD):
            dates = context.annotations.overlapping(period.span, AnnotationKind.DATE)
            if len(dates) != 2 or [day_of(date) for date in dates] != [(4, 1), (3, 31)]:
                continue
            first = dates[0].value
            if isinstance(first, DateValue) and first.year == fiscal[0] - 1:
                yield from both("年度", fiscal[1], period.span, context)
                return


def other_income_year(context: Context) -> Iterator[Match]:
    """A title of 令和8年分, and a lead that takes in 令和7年分."""
    text = context.document.folded
    head = head_of(context)
    found = list(_YEAR_OF.finditer(text, head.start, head.end))
    if len(found) < 2 or len({one["year"] for one in found}) != 2:
        return
    title, first = found[0], next(one for one in found if one["year"] != found[0]["year"])
    if context.document.blocks[0].span.end < title.end() or "還付" in head.cut(text):
        return
    if abs(int(title["year"]) - int(first["year"])) == 1:
        yield from both("年分", Span(*title.span()), Span(*first.span()), context)


_DECLARED = regex(
    r"(?:令和(?P<fiscal>[0-9]{1,2})年度(?P<of>[（(]令和(?P<income>[0-9]{1,2})年分[)）])?[^。\n]{0,24}?申告|令和(?P<only>[0-9]{1,2})年分[^。\n]{0,24}?申告)"
)
_INCOME = regex("(?:の間|まで|中)?(?:に|の)[^。\n]{0,24}?(?:収入|所得|支払|もうけ|売り?上げ)")
_REIWA = 2018


def other_whole_year(context: Context) -> Iterator[Match]:
    """「令和9年度（令和8年分）の申告」, and income of 令和7年1月1日から12月31日まで."""
    document = context.document
    text = document.folded
    if "申告" not in text or "1月1日" not in text:
        return
    head = head_of(context)
    told = _DECLARED.search(text, head.start, head.end)
    if told is None or "還付" in text or "過年度" in text:
        return
    year = int(told["income"] or told["only"] or int(told["fiscal"]) - 1) + _REIWA
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        first = value.start if isinstance(value, PeriodValue) else None
        last = value.end if isinstance(value, PeriodValue) else None
        if not isinstance(first, DateValue) or not isinstance(last, DateValue):
            continue
        edges = (first.month, first.day, last.month, last.day)
        if edges != (1, 1, 12, 31) or first.year not in (year - 1, year + 1):
            continue
        if last.year in (first.year, None) and _INCOME.match(text, period.span.end):
            dates = context.annotations.overlapping(period.span, AnnotationKind.DATE)
            yield from both("収入の年", Span(*told.span()), dates[0].span, context)
            return
