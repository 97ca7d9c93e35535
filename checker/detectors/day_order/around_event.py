"""Days that an event has around it: the day to which rain puts it off, the last day to cancel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors.day_order.last_days import HEADING, RECENT, heading_above, last_day
from checker.detectors.fields import Field, fields_of
from checker.detectors.years import Source, years_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

RAIN = Scan(
    r"(?:雨天|荒天|雨|悪天候|雪|台風|中止)(?:の?(?:とき|場合|際|時)|なら)?は?、?[^。\n]{0,16}?日[^。\n]{0,8}?(?:に|へ)(?:延期|順延)"
    r"|(?:予備日|順延日|雨天順延)[^。\n]{0,6}[0-9]"
)
RAINY = Scan(
    r"(?:雨|雪|荒天|悪天候|強風|台風|曇り?)(?:天|風)?(?:の|で|が|なら|と|、)?[^。\n0-9]{0,10}?(?:とき|場合|際|時|なら)(?:は|には)?、?(?:翌週の?|翌日の?)?(?=[0-9令])"
)
_HELD_THEN = regex(
    r"(?:[ 　]*[（(][^（()）\n]{1,8}[)）])?(?:の?(?:午[前後]|[0-9])[^、。\n]{0,16}?)?(?:に|へ)、?[^。\n]{0,12}?(?:行い|開き|開催|延期|順延|変更|実施|振り替え)"
)
SPARE = Scan("(?:予備日|順延日|延期日|振替日|代替日)(?:時|程)?")
_SPARE_DAY = regex("[】）)]?[：: 　はが、（(\n]{0,4}")

SPARE_REACH = 60
"""Code points in front of 予備日 in which the day itself stands."""

CANCEL = Scan(
    "(?:キャンセル|取り?消し?|欠席|辞退)(?:の?(?:連絡|届け?出?|手続き|申し?出))?(?:を?(?:する|したい)?[^。、\n]{0,8}方)?(?:は|を|が)、?[^。\n]{0,12}日[^。\n]{0,10}?までに"
)
BEFOREHAND = Scan("練習会|リハーサル|前夜祭|事前|予行|講習会|説明会")
_BEFORE_NAME = regex(
    "^(?:事前(?:説明会|講習会?|研修|練習会?|学習会|体験会?|相談会?)|前夜祭|リハーサル|予行(?:演習|練習)|練習会|講習会|説明会)$"
)
EARLY = Scan("期日前")

EARLY_REACH = 60
"""Code points in front of a day in which 期日前投票 is what it is about."""

_NOT_BEHIND = (
    "延期した日の「{text}」が、{name}（{other}）より後になっていません。日付を確かめてください。"
)
_NOT_BEFORE = "前もって行うことの「{text}」が、{name}（{other}）より後です。どちらかの日付を確かめてください。"


def beside_event(context: Context, events: Sequence[Field]) -> Iterator[Match]:
    """A day to which rain puts it off that is not behind it; a last day to cancel that is."""
    text = context.document.folded
    fitting = (RAIN.may_fit(text), CANCEL.may_fit(text))
    if len(events) != 1 or not any(fitting):
        return
    field = events[0]
    years = years_of(context)
    for scan, rain in ((RAIN, True), (CANCEL, False)):
        for found in scan.finditer(text):
            stop = text.find("\n", found.end())
            place = Span(found.start(), min(found.end() + 8, stop if stop >= 0 else len(text)))
            dates = context.annotations.overlapping(place, AnnotationKind.DATE)
            if len(dates) != 1:
                continue
            before = Span(field.value.start, min(field.value.end, found.start()))
            if field.value.contains(place) and before.start >= before.end:
                continue
            held = last_day(
                context, field._replace(value=before) if before.end > before.start else field
            )
            day = years.resolve(dates[0])
            if held is None or day is None or day.source <= Source.FISCAL:
                continue
            if (day.date > held.day) if rain else (day.date <= held.day):
                continue
            related = (Related(held.date.span, f"{field.name}はここです"),)
            other = f"{held.day.month}月{held.day.day}日"
            message = _NOT_BEHIND if rain else ""
            yield Match(
                dates[0].span,
                {"other": other, "name": field.name},
                related=related,
                message=message,
            )


def spare_day(context: Context) -> Iterator[Match]:
    """「予備日」 before the day of the work in the line, cell or paragraph above it."""
    document = context.document
    text = document.folded
    years = years_of(context)
    for found in SPARE.finditer(text):
        block = document.block_at(found.start())
        start = block.span.start
        stop = min(len(text), block.span.end + (20 if block.cell is not None else 0))
        dates = context.annotations.overlapping(
            Span(found.start(), min(found.end() + 16, stop)), AnnotationKind.DATE
        )
        spare = years.resolve(dates[0]) if dates else None
        if spare is None or spare.source <= Source.FISCAL or block.quoted:
            continue
        if not _SPARE_DAY.fullmatch(text, found.end(), dates[0].span.start):
            continue
        before = context.annotations.overlapping(
            Span(max(start, found.start() - SPARE_REACH), found.start()), AnnotationKind.DATE
        )
        level = 0
        for _ in range(4):
            if before or start <= 0 or level:
                break
            above = document.block_at(start - 1)
            level = above.kind is HEADING
            start = above.span.start
            before = context.annotations.overlapping(above.span, AnnotationKind.DATE)
        held = [years.resolve(date) for date in before]
        if not held or any(day is None or day.source <= Source.FISCAL for day in held):
            continue
        first = min(day.date for day in held if day is not None)
        if spare.date >= first:
            continue
        related = (Related(before[0].span, "元の日はここです"),)
        other = f"{first.month}月{first.day}日"
        yield Match(
            dates[0].span,
            {"other": other, "name": "元の日"},
            related=related,
            message=_NOT_BEHIND,
        )


def postponed(context: Context) -> Iterator[Match]:
    """「12月13日に開きます。雨のときは、12月6日に行います」: told in sentences, before the day."""
    document = context.document
    text = document.folded
    years = years_of(context)
    for found in RAINY.finditer(text):
        place = Span(found.end(), found.end() + 1)
        dates = context.annotations.overlapping(place, AnnotationKind.DATE)
        spare = years.resolve(dates[-1]) if dates else None
        block = document.block_at(found.start())
        if spare is None or spare.source <= Source.FISCAL or block.quoted:
            continue
        if not _HELD_THEN.match(text, dates[-1].span.end):
            continue
        near = Span(max(block.span.start, found.start() - SPARE_REACH), found.start())
        before = context.annotations.overlapping(near, AnnotationKind.DATE) if len(near) else ()
        if not before or text.startswith("まで", before[-1].span.end):
            continue
        held = years.resolve(before[-1])
        if held is None or held.source <= Source.FISCAL or spare.date > held.date:
            continue
        related = (Related(before[-1].span, "開く日はここです"),)
        values = {"other": f"{held.date.month}月{held.date.day}日", "name": "開く日"}
        yield Match(dates[-1].span, values, related=related, message=_NOT_BEHIND)


def rehearsal(context: Context, events: Sequence[Field]) -> Iterator[Match]:
    """What goes before the event by its name, behind it by its date: 練習会, リハーサル."""
    document = context.document
    text = document.folded
    if len(events) != 1 or not BEFOREHAND.may_fit(text):
        return
    held = last_day(context, events[0])
    if held is None:
        return
    years = years_of(context)
    for date in context.annotations.of(AnnotationKind.DATE):
        if date.span.start <= events[0].value.end:
            continue
        heading = heading_above(context, date.span.start).strip(" 　■□◆◇●○▼▽0123456789.")
        line = document.block_at(date.span.start).span.start
        if not _BEFORE_NAME.search(heading) or date.span.start - line > 4:
            continue
        named = _BEFORE_NAME.search(heading)
        day = years.resolve(date)
        told = named is not None and (
            named.group() not in ("練習会", "講習会", "説明会") or f"前に{named.group()}" in text
        )
        if not told or day is None or day.source <= Source.FISCAL or day.date <= held.day:
            continue
        related = (Related(held.date.span, f"{events[0].name}はここです"),)
        other = f"{held.day.month}月{held.day.day}日"
        values = {"other": other, "name": events[0].name}
        yield Match(date.span, values, related=related, message=_NOT_BEFORE)
        return


def early_vote(context: Context) -> Iterator[Match]:
    """Early voting that goes on until the polling day or beyond it."""
    document = context.document
    text = document.folded
    if not EARLY.may_fit(text):
        return
    years = years_of(context)
    polls = [
        field for field in fields_of(context) if field.name in ("投票日", "投票日時", "選挙期日")
    ]
    poll = last_day(context, polls[0]) if polls else None
    if poll is None:
        return
    for date in context.annotations.of(AnnotationKind.DATE):
        if not text.startswith("まで", date.span.end):
            continue
        block = document.block_at(date.span.start)
        label = "" if block.label is None else block.label.cut(text)
        before = text[max(block.span.start, date.span.start - EARLY_REACH) : date.span.start]
        if not any("期日前" in said for said in (label, before)) and (
            "期日前" not in heading_above(context, date.span.start)
        ):
            continue
        day = years.resolve(date)
        if day is None or not poll.day <= day.date <= poll.day + RECENT:
            continue
        related = (Related(poll.date.span, "投票日はここです"),)
        other = f"{poll.day.month}月{poll.day.day}日"
        yield Match(date.span, {"other": other, "name": "投票日の前日"}, related=related)
