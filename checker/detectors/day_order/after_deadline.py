"""A page that was put up again after all that it invites to, a result before the deadline."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.day_order.last_days import (
    APPLY,
    DUE,
    EVENTS,
    HEADING,
    LATER,
    NOT_DUE,
    RECENT,
    TITLE,
    UNTIL_APPLIED,
    UNTIL_BEHIND,
    LastDay,
    is_over,
    last_day,
    may_be_due,
    sessions_of,
    tells_deadline,
    told_in_section,
)
from checker.detectors.fields import Field, fields_of
from checker.detectors.rough_results import rough_results
from checker.detectors.rounds import ROUND, results_of_rounds
from checker.detectors.years import Source, years_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

UPDATED = Scan(
    r"(?P<what>(?:最終)?更新(?:年月)?日|公開日|掲載日|公表日|発行日|発表日|提供日|配布日|作成日)(?:時)?[】\])）]?[ 　：:]{0,3}(?=[0-9令])"
)
_ISSUED = (
    "{name}の「{text}」が、終わりの日（{other}）より後です。どちらかの日付を確かめてください。"
)
_INVITES = regex(
    "募集(?!要項|結果|終|を終)|開催します|開きます|参加者|ご?意見を(?:お寄せ|お聞かせ|募)|受講|お寄せください|受け付けます|参加(?:しませんか|してください)|お越しください|ご参加"
)
RESULT = Scan(
    r"(?:結果|合格|当選|当落|抽選会?|(?:第?[1一]次)?(?:選考|試験|審査)|面接)(?:の?(?:通知|発表|公表|お知らせ|連絡))?(?:日)?(?:は|を|：|:|[ 　]{1,4})、?[^。\n]{0,30}?[0-9]{1,2}月[0-9]{1,2}日"
)
_APPLIED_FROM = regex("(?:受付|受け付け|募集|申し?込み?|応募)の?期[間限]は、?")
SEASON = datetime.timedelta(days=40)
"""Between a result and the deadline behind it, where only weekdays tell the year."""
_TELLS_RESULT = regex("結果|当選|当落|抽選|合否")
_AGAIN = regex(
    "[2-9二三]次|追加|再募集|再抽選|空き?が|欠員|まで(?:の|に)申し?込みが|月ごと|毎月|回目"
)
_OVER_BEFORE = regex("前回|昨年|前年|去年|前期|ました")


def updated(context: Context) -> Iterator[Match]:
    """The day on which a page was changed, where all that it invites to is over by then."""
    document = context.document
    text = document.folded
    if not document.blocks or is_over(context):
        return
    heads = [b for b in document.blocks[:6] if b.kind in (TITLE, HEADING)]
    title = (heads[0] if heads else document.blocks[0]).span.cut(text)
    if not _INVITES.search(title):
        return
    for found in UPDATED.finditer(text):
        place = Span(found.end(), min(len(text), found.end() + 24))
        dates = context.annotations.overlapping(place, AnnotationKind.DATE)
        value = dates[0].value if dates else None
        day = value.to_date() if isinstance(value, DateValue) else None
        if day is None:
            continue
        due = []
        for field in fields_of(context):
            names = field.name in EVENTS or (may_be_due(field) and DUE.search(field.name))
            if names and not NOT_DUE.search(field.name):
                due.append(last_day(context, field))
        days = [last for last in due if last is not None]
        if not days or len(days) < len(due) or max(last.day for last in days) >= day:
            return
        last = max(days, key=lambda last: last.day)
        later = [
            resolved.date
            for date in context.annotations.of(AnnotationKind.DATE)
            if UNTIL_APPLIED.match(text, date.span.end)
            and (resolved := years_of(context).resolve(date)) is not None
        ]
        if any(one >= day for one in later):
            return
        related = (Related(last.date.span, "終わりの日はここです"),)
        what = found["what"]
        yield Match(
            dates[0].span,
            {"other": f"{last.day.month}月{last.day.day}日", "name": what},
            related=related,
            message="" if "更新" in what else _ISSUED,
        )
        return


def _shown(date: Annotation) -> bool:
    """Whether the weekday is written with a date."""
    return isinstance(date.value, DateValue) and date.value.weekday is not None


def _told_first(context: Context, value: Span) -> LastDay | None:
    """The deadline of a value that goes on: 「12月2日までに電話で。…結果は11月30日に送ります」."""
    text = context.document.folded
    stop = text.find("。", value.start, value.end)
    if stop < 0 or not _TELLS_RESULT.search(text, stop, value.end):
        return None
    if _AGAIN.search(text, value.start, value.end):
        return None
    last = None
    for date in context.annotations.overlapping(Span(value.start, stop), AnnotationKind.DATE):
        if not UNTIL_BEHIND.match(text, date.span.end, stop):
            continue
        day = years_of(context).resolve(date)
        if last is not None or day is None or (day.source <= Source.FISCAL and not _shown(date)):
            return None
        last = LastDay(date, day.date, day.source)
    if last is None or LATER.search(text, value.start, stop):
        return None
    return last


def result(context: Context) -> Iterator[Match]:
    """The day on which a result is told, in front of the deadline."""
    yield from rough_results(context)
    if ROUND.may_fit(context.document.folded):
        yield from results_of_rounds(context)
    text = context.document.folded
    fields = fields_of(context)
    deadlines = [field for field in fields if may_be_due(field) and APPLY.search(field.name)]
    if not deadlines:
        deadlines = [field for field in fields if tells_deadline(context, field)]
    value = deadlines[0].value if len(deadlines) == 1 else None
    if not deadlines:
        told = list(_APPLIED_FROM.finditer(text))
        stop = text.find("。", told[0].end()) if len(told) == 1 else -1
        if stop >= 0 and "\n" not in text[told[0].end() : stop]:
            value = Span(told[0].end(), stop)
    due = told_in_section(context) if value is None and not deadlines else None
    told_first = None
    if value is not None:
        told_first = _told_first(context, value)
        due = told_first or last_day(context, Field("", value, "", False, 0))
        value = None if told_first else value
    if due is None:
        return
    sessions = sessions_of(context)
    if sessions and sessions[0].day < due.day:
        return  # the deadline is the one that is wrong
    years = years_of(context)
    for found in RESULT.finditer(text):
        block = context.document.block_at(found.start())
        if _OVER_BEFORE.search(text, block.span.start, block.span.end):
            continue
        place = Span(found.start(), found.end())
        dates = context.annotations.overlapping(place, AnnotationKind.DATE)
        if len(dates) != 1 or (value or due.date.span).overlaps(dates[0].span):
            continue
        day = years.resolve(dates[0])
        written = isinstance(dates[0].value, DateValue) and dates[0].value.year is not None
        if day is None or day.date >= due.day:
            continue
        if day.source <= Source.FISCAL or (told_first and due.source <= Source.FISCAL):
            # The year is known by the weekdays: those of both have to lead to the same season.
            both = told_first and _shown(dates[0]) and _shown(due.date)
            if not both or due.day - day.date > SEASON:
                continue
        if not written and due.source is Source.WRITTEN and day.date < due.day - RECENT:
            continue
        related = (Related(due.date.span, "締め切りはここです"),)
        other = f"{due.day.month}月{due.day.day}日"
        yield Match(dates[0].span, {"other": other}, related=related)
