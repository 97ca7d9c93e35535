"""Days on which something opens again although a period elsewhere says that it is closed then.

The period is one of closing by its sentence, or by the heading, label or cell that names it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors.day_spans import day_spans
from checker.detectors.fields import fields_of
from checker.detectors.statements import field_at
from checker.detectors.years import years_of
from checker.model import Match, Related, Span
from checker.regex import regex

FAR = 400
"""Code points behind a period of closing in which the day of opening stands."""

_CLOSED = regex(
    r"休[館園場業止校所診航](?!日を除)|運[行航]を?(?:休|取りや|とりや|中止)|運休|乗れませ|お?休み|閉[館鎖園場]|停止|通行止|通れま|使えま|使えな|利用できま|利用できな|断水|できない"
)
_OPEN_NAME = regex(
    r"再開|利用(?:の?開始|できる)|開[館園場通](?:する)?(?:日|$)|営業(?:の?開始)|解除|次の開"
)
_OPENS = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,10}[)）])?(?:は、?(?=午[前後]|朝|[0-9]{1,2}時))?(?:の?(?:午[前後]|正午|早朝|朝|始発|[0-9]{1,2}時)[^。、\n]{0,14}?)?(?:から|より|に|、)[^。\n]{0,24}?"
    r"(?:使え(?!な|ま?せ)|使える|利用でき(?!な|ま?せ)|利用を?再開|再開|開館(?!日|時間|し?な|し?ません)|開園(?!時)|開きま(?!せ)|開けま(?!せ)|通れ(?!な|ま?せ)|通行できま(?!せ)"
    r"|通行止めを解|解除|借りられま(?!せ)|貸し?出しを?(?:始|行)|営業し(?!な|ま?せ)|営業を|通常どおり|通常通り|いつもどおり|いつも通り|ふだんどおり|普段どおり|平常どおり|元どおり|動きま(?!せ)|動かしま(?!せ)|運行しま(?!せ)|運航しま(?!せ)|走りま(?!せ)|入れま(?!せ)|渡れま(?!せ)|再び)"
)
_FETCHED = regex(
    r"(?:[ 　]*[（(][^（）()\n]{1,10}[)）])?まで(?:に|の間に)、?[^。\n]{0,16}?(?:窓口|カウンター|館内?)(?:で|に|へ)[^。\n]{0,10}?(?:受け取|お返し|返し|お越し|来て|借り)"
)
"""What is done at the place itself, by a day."""
_ELSEWHERE = regex("ポスト|分館|支所|ほか|別|臨時|市役所|役場|駅")
OTHER = regex(
    "申し?込|予約|受け?付|募集|抽選|販売|電話|工事|作業|一部|臨時|仮|代わ|ただし|以外|別の|他の|ほかの|変更|搬入|準備|返却|見学|内覧|昨年|前回|夜間"
)
"""What is closed or opens then is not the place itself, or not all of it."""
_NO_TOPIC = regex("再開|開館|利用|年始|新年|次|通常|翌|工事|本日|当|お?正月")
_TOPIC = regex(r"(?P<topic>[一-龠ァ-ヶーA-Za-z0-9]{2,12})(?:に?は|も)、?")
_UNTIL = ("から", "まで", "〜", "～", "~")


class _Closure(NamedTuple):
    span: Span
    first: datetime.date
    last: datetime.date
    named: str


def opened_inside(context: Context) -> Iterator[Match]:
    """One match a day of opening that lies within the only period of closing before it."""
    closures = list(_closures(context))
    if not closures:
        return
    document = context.document
    text = document.folded
    years = years_of(context)
    fields = fields_of(context)
    for date in context.annotations.of(AnnotationKind.DATE):
        start = date.span.start
        before = [one for one in closures if 0 < start - one.span.end <= FAR]
        if not before or not isinstance(date.value, DateValue) or date.value.day is None:
            continue
        block = document.block_at(start)
        line = max(block.span.start, text.rfind("。", block.span.start, start) + 1)
        stop = text.find("。", start, block.span.end)
        sentence = text[line : stop if stop >= 0 else block.span.end]
        field = field_at(fields, start)
        named = field is not None and _OPEN_NAME.search(field.name) is not None
        alone = named and start - (field.value.start if field else start) <= 2
        ahead = text[line:start]
        fetched = _FETCHED.match(text, date.span.end) is not None
        if not alone and not fetched and not _OPENS.match(text, date.span.end):
            continue
        if fetched and _ELSEWHERE.search(sentence):
            continue
        if OTHER.search(sentence) or (alone and text.startswith("まで", date.span.end)):
            continue
        day = years.resolve(date)
        if day is None:
            continue
        closure = before[-1]
        topics = [found["topic"] for found in _TOPIC.finditer(ahead)]
        if any(topic not in closure.named and not _NO_TOPIC.search(topic) for topic in topics):
            continue
        if _other_closure(context, block.span.start, line, closure.span):
            continue
        inside = closure.first <= day.date < closure.last
        hours = text[closure.span.end : closure.span.end + 4] + closure.named
        edge = day.date == closure.last and "時" not in hours
        if not inside and not edge:
            continue
        values = {"other": f"{closure.last.month}月{closure.last.day}日"}
        related = (Related(closure.span, "休みの期間はここです"),)
        yield Match(date.span, values, related=related)


def _other_closure(context: Context, start: int, end: int, closure: Span) -> bool:
    """Whether the sentences right before a day of opening, in its block, close something then.

    「2月1日（月）と2日（火）は、蔵書検索が利用できません。3日から再開します」 in a closure of the library.
    """
    text = context.document.folded
    if start <= closure.start < end or not _CLOSED.search(text, start, end):
        return False
    return bool(context.annotations.overlapping(Span(start, end), AnnotationKind.DATE))


def _closures(context: Context) -> Iterator[_Closure]:
    document = context.document
    text = document.folded
    years = years_of(context)
    for span, dates in _periods(context):
        block = document.block_at(span.start)
        line = max(block.span.start, text.rfind("。", block.span.start, span.start) + 1)
        stop = text.find("。", span.end, block.span.end)
        said = text[line : stop if stop >= 0 else block.span.end]
        if not _CLOSED.search(said):
            field = field_at(fields_of(context), span.start)
            name = field.name if field is not None else ""
            if not name and block.span.start:
                above = document.block_at(block.span.start - 1)
                short = len(above.span) <= 24 and "。" not in above.span.cut(text)
                name = above.span.cut(text) if short else ""
            if not _CLOSED.search(name) or OTHER.search(name):
                continue
            said += name
        first, last = years.resolve(dates[0]), years.resolve(dates[1])
        if first is None or last is None or last.date <= first.date:
            continue
        around = text[max(0, block.span.start - 40) : block.span.end]
        yield _Closure(span, first.date, last.date, said + around)


def _periods(context: Context) -> Iterator[tuple[Span, Sequence[Annotation]]]:
    """The periods with their first and last days, those whose edges are services too."""
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if isinstance(value, PeriodValue) and isinstance(value.end, DateValue):
            dates = context.annotations.overlapping(period.span, AnnotationKind.DATE)
            if len(dates) == 2:
                yield period.span, dates
    for spanned in day_spans(context):
        yield spanned.span, (spanned.first, spanned.last)
