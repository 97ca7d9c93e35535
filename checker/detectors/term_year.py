"""The fiscal year of the title against the term that the draft is about.

「令和8年度 会計年度任用職員の募集」, of which the term is all of the fiscal year after.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors.calendar_days import spelled_year
from checker.detectors.fields import fields_of
from checker.detectors.years import years_of
from checker.document.model import BlockKind
from checker.model import Match, Related, Span
from checker.regex import regex

NEAR = 24
"""Code points in front of a period in which a word says that it is the term."""

_TERMED = regex(
    r"[^。\n]*?(?:会計年度任用職員|委員|モニター|支援員|指導員|相談員|補助員|サポーター|隊員|嘱託員|臨時職員|スタッフ|リポーター|利用者|利用児童|入会|入所|貸付|貸し付け|使用者|定期利用|年間利用|会員|借り?受け|委託)"
)
_EXAM = regex(
    "試験|選考|候補|登録|実施|第[0-9]|[0-9]月|追加|後期|前期|結果|報告|予算|決算|来年度|翌年度|次年度"
)
_TERM = regex(
    "任用期間|任期|雇用期間|委嘱期間|委嘱の期間|契約期間|活動期間|利用期間|入会期間|入所期間|貸付期間|使用期間|委託期間|勤務期間|従事期間"
)
_HEADS = (BlockKind.TITLE, BlockKind.HEADING)


def behind_term(context: Context) -> Iterator[Match]:
    """One match the year of a title whose term is another whole fiscal year."""
    known = years_of(context).fiscal
    if known is None:
        return
    document = context.document
    text = document.folded
    year, place = known
    line = document.block_at(place.start).span
    if not _TERMED.match(text[place.end : line.end].strip(" 　の・「（(")) or _EXAM.search(
        text, place.end, line.end
    ):
        return
    terms = [(one, of) for one in _whole_years(context) if (of := _of_term(context, one))]
    if len({of for _, of in terms}) != 1 or terms[0][1] != year + 1:
        return
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        same = isinstance(value, DateValue) and value.fiscal and value.year == year
        if same and document.block_at(date.span.start).kind not in _HEADS:
            return  # said of something else too
    period, of = terms[0]
    written = context.annotations.overlapping(place, AnnotationKind.DATE)[0].value
    era = isinstance(written, DateValue) and written.era is not None
    expected = f"{spelled_year(datetime.date(of, 4, 1), era=era)}度"
    related = (Related(period.span, "この期間と合いません"),)
    yield Match(place, {"expected": expected}, related=related)


def _whole_years(context: Context) -> Iterator[Annotation]:
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if not isinstance(value, PeriodValue):
            continue
        first, last = value.start, value.end
        if not isinstance(first, DateValue) or not isinstance(last, DateValue):
            continue
        if first.year is None or last.year is None or first.fiscal or last.fiscal:
            continue
        edges = (first.month, first.day or 1, last.month, last.day or 31)
        if edges == (4, 1, 3, 31) and last.year == first.year + 1:
            yield period


def _of_term(context: Context, period: Annotation) -> int:
    """The fiscal year of a period, 0 if nothing says that it is the term."""
    text = context.document.folded
    value = period.value
    assert isinstance(value, PeriodValue)
    assert isinstance(value.start, DateValue)
    line = context.document.block_at(period.span.start).span
    near = Span(max(line.start, period.span.start - NEAR), period.span.start)
    named = _TERM.search(text, near.start, near.end) is not None or any(
        field.value.contains(period.span) and _TERM.search(field.name)
        for field in fields_of(context)
    )
    above = context.document.block_at(max(0, line.start - 1)).span
    named = named or (len(above) <= NEAR and _TERM.search(text, above.start, above.end) is not None)
    return (value.start.year or 0) if named else 0


_ASKS = regex(
    r"(?:分)?(?:の|に|から)(?:[^。、\n]{0,16}?)(?:利用|入所|入会|入園|採用|納入|使用|入居|登録|参加|借り|受講)[^。、\n]{0,12}?(?:希望|申し?込|申請|募集|受け付け|受付)"
)
_NOW = regex(
    "現在|すでに|既に|継続|引き続き|今の|実績|所得|課税|した方|している|していた|途中|残り|追加"
)


def before_title(context: Context) -> Iterator[Match]:
    """「令和8年度の利用を希望する方」 under 「令和9年度 入会児童の募集」, whose term begins in 令和9年."""
    known = years_of(context).fiscal
    if known is None:
        return
    document = context.document
    text = document.folded
    year, place = known
    if (
        document.block_at(place.start).kind not in _HEADS
        and document.blocks[0].span.end < place.end
    ):
        return
    dates = context.annotations.of(AnnotationKind.DATE)
    odd: list[Annotation] = []
    begins: Annotation | None = None
    for date in dates:
        value = date.value
        if not isinstance(value, DateValue):
            continue
        if value.fiscal and value.year == year - 1:
            odd.append(date)
        elif (value.year, value.month, value.day) == (year, 4, 1):
            begins = begins or date
    if begins is None or len(odd) != 1:
        return
    sentence = document.sentences[document.sentence_index_at(odd[0].span.start)].span
    if _NOW.search(text, sentence.start, sentence.end):
        return
    if not _ASKS.match(text, odd[0].span.end):
        return
    era = odd[0].value.era is not None if isinstance(odd[0].value, DateValue) else True
    expected = f"{spelled_year(datetime.date(year, 4, 1), era=era)}度"
    related = (Related(begins.span, "始まりの日はここです"),)
    message = "題名と始まりの日からは{expected}です。「{text}」を確かめてください。"
    yield Match(odd[0].span, {"expected": expected}, related=related, message=message)


_TURNS = regex(r"(?:中|末)?(?:まで)?に、?満?[0-9]{2,3}歳(?:に|と)な")


def before_ages(context: Context) -> Iterator[Match]:
    """「令和7年度に75歳になる方」, and all of the next fiscal year as the only period."""
    dates = context.annotations.of(AnnotationKind.DATE)
    text = context.document.folded
    years = [
        one.value.year for one in dates if isinstance(one.value, DateValue) and one.value.fiscal
    ]
    terms = list(_whole_years(context)) if len(years) == 1 and years[0] else []
    if len(terms) != 1 or not isinstance(terms[0].value, PeriodValue):
        return
    start = terms[0].value.start
    if not isinstance(start, DateValue) or start.year is None or start.year - 1 != years[0]:
        return
    for date in dates:
        value = date.value
        if isinstance(value, DateValue) and value.fiscal and _TURNS.match(text, date.span.end):
            day = datetime.date(start.year, 4, 1)
            expected = f"{spelled_year(day, era=value.era is not None)}度"
            related = (Related(terms[0].span, "この期間と合いません"),)
            yield Match(date.span, {"expected": expected}, related=related)
