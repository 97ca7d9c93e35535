"""Rows of a course of things in an order that cannot be.

A part that ends after the next one begins; stops or items with their time behind the name, of which
one is earlier than the one above; months of a plan; days outside of a session; people who gather
after the start; a day to which something is put off that comes before it; closed and open on one day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    DateValue,
    PeriodValue,
    TimeValue,
)
from checker.context import Context
from checker.detectors import Options, found_out
from checker.detectors.line_times import times_at_heads
from checker.detectors.period_reversed import minutes
from checker.detectors.rough_days import day_of
from checker.document.model import Block, BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"fault"})

_COURSE = Scan(
    "プログラム|次第|流れ|スケジュール|タイムテーブル|進行|日程|予定|行程|コース|第[0-9]便|路線|経路|時刻表|手順|経過|沿革|あゆみ|行事"
)
_BESIDE = regex("受付|受け付け|開場|展示|販売|随時|自由|出店|屋台|体験|相談")
"""What goes on beside the rest of a programme."""
_COURSE_WORDS = regex(_COURSE.pattern)
_APART = regex(
    "会場|場所|ところ|地区|対象|定員|窓口|曜|種類|区分|施設|並行|同時|分科会|コーナー|教室|クラス"
)
_SESSION = Scan("会期")
_GATHER = Scan("集合|整列|集ま")
_PUT_OFF = Scan(
    "(?:雨|荒天|雪|悪天候|天候)[^。\n0-9]{0,14}?[は、](?=[^。\n]{0,20}[0-9]日)|順延|延期"
)
_REOPENS = Scan("再開|利用再開|営業再開|開館日|開園日|通行再開")
_NAME_TIME = regex(r"(?P<name>[^0-9\n、。]{1,16}?)[ 　：:…]{1,4}\Z")
_TAIL = regex(r"[ 　]*(?:発|着|ごろ|頃|開始)?[ 　]*")
_START_BEHIND = regex(
    "[ 　]?(?:に|から|、|の|（|\\()?[ 　]?(?:開式|開会|開始|開演|スタート|出発|開催)"
)
_GATHERED = regex("^[^。\n]{0,24}?(?:まで|ごろ|頃)?(?:に|で)?[^。\n]{0,14}?(?:集合|整列|集ま)")
_OFF_BEHIND = regex(
    r"(?:[（(][^（()）\n]{1,6}[)）])?[^。\n0-9]{0,8}?(?:に|へ)(?:延期|順延|変更|行い|開き|開催)|(?:[（(][^（()）\n]{1,6}[)）])?に順延"
)
_NOT_PUT_OFF = regex(
    "申し?込|締|まで|から延期|延期し(?:た|て)|延期となっ|返金|発表|判断|決め|前日|結果"
)
_OPEN_LABEL = regex(
    "^(?:営業|利用|通行|受付|開[館園])?(?:の)?再開(?:日|予定)?$|^(?:利用|営業|通行)(?:できる日|再開日)$"
)
_CLOSED_LABEL = regex(
    "^(?:臨時)?(?:休[館園業場止]|閉[館園鎖]|利用休止|運休|通行止め?)(?:期間|日|の期間)?$"
)
_Rows = list[tuple[Block, Span]]
"""Lines or rows of a table that follow each other: the first block of each and its whole stretch."""

FEW = 3
"""Times of a draft that are not enough to have an order."""

SHORTEST = 3
"""Rows of a run in which one can be out of order."""

LEAST = 5
"""Rows that nothing calls a course, from which one that is out of order is told."""
_PLACES = regex("開[館園場所]|閉|受付|窓口|会場|公民館$")
_MONTH_HEAD = regex(r"[ 　・●○*\-]{0,3}(?:[0-9]{1,2}[.．)）]?[ 　]{0,2})?")
_SITTING = regex("開会|閉会|最終日|採決|本会議|委員会|質問|質疑|表彰|審議")
_GATHERED_AT = regex(r"(?:集\s?合|整\s?列)[^。、0-9]{0,20}\Z")
_GATHERS_THEN = regex("(?:まで)?に[^。、0-9]{0,14}(?:集合|整列|集ま)")
_LATER_PART = regex("解散|帰|翌|第[2-9]部|2日目")
_WEATHER = regex("雨|荒天|雪|天候|天気|中止")
_HOUR = regex("午前|正午|[0-9]時")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_COURSE, _SESSION, _GATHER, _PUT_OFF, _REOPENS, found_out.FOUND)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a time or a day that stands where it cannot."""
    text = context.document.folded
    times = len(context.annotations.of(AnnotationKind.TIME)) > FEW
    months = _has_months(context)
    if (times or months) and _COURSE.may_fit(text):
        rows = [run for run in _rows(context) if len(run) >= SHORTEST]
        if times and len(times_at_heads(context)) >= SHORTEST:
            yield from _overlaps(context, rows)
        if times:
            yield from _stops(context, rows)
        if months:
            yield from _months(context, rows)
    for found in _SESSION.finditer(text):
        yield from _session(context, found)
    if _GATHER.may_fit(text):
        yield from _gather(context)
    if _PUT_OFF.may_fit(text):
        yield from _put_off(context)
    if _REOPENS.may_fit(text):
        yield from _reopens(context)
    if found_out.FOUND.may_fit(text):
        yield from found_out.wrong_orders(context)


def _named(context: Context, block: Block) -> bool:
    """Whether a heading or the line above a row, or the head of its table, speaks of a course."""
    document = context.document
    text = document.folded
    lines: list[str] = []
    if block.cell is not None:
        table = block.cell.table
        lines += [
            cell.span.cut(text)
            for cell in document.cells
            if cell.cell is not None and cell.cell.table == table and cell.cell.row == 0
        ]
        block = next(c for c in document.cells if c.cell is not None and c.cell.table == table)
    at = block.span.start
    for _ in range(3):
        if at <= 0:
            break
        above = document.block_at(at - 1)
        lines.append(above.span.cut(text))
        at = above.span.start
        if above.kind is BlockKind.HEADING:
            break
    if any(_APART.search(line) for line in lines if len(line) < 12):
        return False
    return any(_COURSE_WORDS.search(line) for line in lines if len(line) <= 40)


def _has_months(context: Context) -> bool:
    """Whether there are enough months without a day to have an order."""
    months = 0
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if isinstance(value, DateValue) and value.month and value.year and not value.day:
            months += not value.fiscal
    return months > 1


def _rows(context: Context) -> Iterator[_Rows]:
    """Runs of lines, list items, or rows of a table."""
    document = context.document
    run: _Rows = []
    for block in document.blocks:
        if block.kind is BlockKind.HEADING or block.kind is BlockKind.TITLE or block.quoted:
            yield run
            run = []
            continue
        if block.cell is not None and block.cell.column and run and run[-1][0].cell is not None:
            first, span = run[-1]
            run[-1] = first, Span(span.start, block.span.end)
            continue
        if run and (run[-1][0].cell is None) != (block.cell is None):
            yield run
            run = []
        run.append((block, block.span))
    yield run


def _clock(time: Annotation, before: int) -> int | None:
    value = time.value
    if not isinstance(value, TimeValue):
        return None
    at = minutes(value)
    if at is not None and not value.meridiem and value.hour < 8 and before >= 12 * 60:
        at += 12 * 60
    return at


def _overlaps(context: Context, lists: Sequence[_Rows]) -> Iterator[Match]:
    """「13:10〜14:50 講演」 above 「14:20〜14:35 休憩」."""
    text = context.document.folded
    for rows in lists:
        parts: list[tuple[int, int | None, Span, Block]] = []
        for block, span in rows:
            times = [
                time
                for time in context.annotations.overlapping(span, AnnotationKind.TIME)
                if time.span.start - span.start <= 3
            ]
            if not times:
                if len(parts) > 2:
                    break
                parts = []
                continue
            start = _clock(times[0], parts[-1][0] if parts else 0)
            if start is None:
                parts = []
                continue
            end = None
            place = times[0].span
            for period in context.annotations.overlapping(times[0].span, AnnotationKind.PERIOD):
                inside = context.annotations.overlapping(period.span, AnnotationKind.TIME)
                if len(inside) == 2 and isinstance(period.value, PeriodValue):
                    end, place = _clock(inside[1], start), inside[1].span
            parts.append((start, end, place, block))
        if len(parts) < 3 or any(a[0] > b[0] for a, b in pairwise(parts)):
            continue
        over = [
            number
            for number in range(len(parts) - 1)
            if (end := parts[number][1]) is not None
            and end > parts[number + 1][0] > parts[number][0]
        ]
        if len(over) != 1 or not _named(context, parts[0][3]):
            continue
        at = over[0]
        if _BESIDE.search(parts[at][3].span.cut(text) + _behind(context, parts[at][3])):
            continue
        related = (Related(parts[at + 1][2], "次はもう始まっています"),)
        shown = text[parts[at + 1][2].start : parts[at + 1][2].end]
        fault = f"次の「{shown}」より後に終わることになります"
        if parts[at + 1][1] is not None:
            fault = "次の始まりより後に終わることになります"
        yield Match(parts[at][2], {"fault": fault}, related=related)


def _behind(context: Context, block: Block) -> str:
    """The cell behind the one that holds the time of a row, "" if it is none."""
    document = context.document
    if block.cell is None or block.span.end + 1 >= len(document.folded):
        return ""
    following = document.block_at(block.span.end + 1)
    same = following.cell is not None and following.cell.row == block.cell.row
    return following.span.cut(document.folded) if same else ""


def _stops(context: Context, lists: Sequence[_Rows]) -> Iterator[Match]:
    """「東小学校前 10:18」 above 「港町公園 10:14」."""
    text = context.document.folded
    for rows in lists:
        run: list[tuple[int, Annotation, Block]] = []
        for block, span in [*rows, (None, Span(0, 0))]:
            entry = None
            if block is not None:
                times = context.annotations.overlapping(span, AnnotationKind.TIME)
                if len(times) == 1 and _TAIL.fullmatch(text, times[0].span.end, span.end):
                    name = _NAME_TIME.match(
                        text[span.start : times[0].span.start].replace("\n", " ")
                    )
                    at = _clock(times[0], run[-1][0] if run else 0)
                    if name and at is not None:
                        entry = (at, times[0], block)
            if entry is not None:
                run.append(entry)
                continue
            yield from _one_odd(context, run)
            run = []


def _one_odd(context: Context, run: Sequence[tuple[int, Annotation, Block]]) -> Iterator[Match]:
    if len(run) < 4:
        return
    at = [entry[0] for entry in run]
    breaks = [n for n in range(1, len(at)) if at[n] < at[n - 1]]
    if len(breaks) != 1 or len(set(at)) < len(at):
        return
    if len(run) < LEAST and not _named(context, run[0][2]):
        return
    odd = breaks[0]
    if at[:odd] + at[odd + 1 :] != sorted(at[:odd] + at[odd + 1 :]):
        odd -= 1
        if at[:odd] + at[odd + 1 :] != sorted(at[:odd] + at[odd + 1 :]):
            return
    if _PLACES.search(run[0][2].span.cut(context.document.folded)[:8]) and not _named(
        context, run[0][2]
    ):
        return
    other = run[breaks[0] - 1 if odd == breaks[0] else breaks[0]][1].span
    related = (Related(other, "前後するのはこの時刻です"),)
    shown = other.cut(context.document.text)
    yield Match(run[odd][1].span, {"fault": f"「{shown}」と前後しています"}, related=related)


def _months(context: Context, lists: Sequence[_Rows]) -> Iterator[Match]:
    """「令和9年3月 意見募集」 above 「令和9年2月 計画を決定」."""
    document = context.document
    text = document.folded
    for rows in lists:
        run: list[tuple[int, Annotation, Block]] = []
        for block, span in rows:
            dates = context.annotations.overlapping(span, AnnotationKind.DATE)
            value = dates[0].value if dates else None
            if (
                not isinstance(value, DateValue)
                or value.year is None
                or value.month is None
                or value.fiscal
                or not _MONTH_HEAD.fullmatch(text[span.start : dates[0].span.start])
            ):
                if len(run) > 3 or block.cell is None or block.cell.row:
                    break
                continue
            run.append((value.year * 12 + value.month, dates[0], block))
        if len(run) < 4 or all(entry[1].value.day is not None for entry in run):  # type: ignore[union-attr]
            continue
        at = [entry[0] for entry in run]
        breaks = [n for n in range(1, len(at)) if at[n] < at[n - 1]]
        if len(breaks) != 1 or not _named(context, run[0][2]):
            continue
        odd = breaks[0]
        without = at[:odd] + at[odd + 1 :]
        before = at[: odd - 1] + at[odd:]
        if without != sorted(without) and before != sorted(before):
            continue
        here, there = run[odd][1], run[odd - 1][1]
        shown = there.span.cut(document.text)
        related = (Related(there.span, "前後するのはここです"),)
        yield Match(here.span, {"fault": f"上の「{shown}」と前後しています"}, related=related)


def _session(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「会期：12月2日〜21日」, and 「23日（水） 採決、閉会」."""
    document = context.document
    text = document.folded
    periods = [
        period
        for period in context.annotations.overlapping(
            Span(found.end(), min(len(text), found.end() + 20)), AnnotationKind.PERIOD
        )
        if isinstance(period.value, PeriodValue)
    ]
    if len(periods) != 1 or periods[0].span.start - found.end() > 4:
        return
    value = periods[0].value
    assert isinstance(value, PeriodValue)
    start, end = value.start, value.end
    if not isinstance(start, DateValue) or not isinstance(end, DateValue):
        return
    if not start.day or not end.day:
        return
    related = (Related(periods[0].span, "会期はここです"),)
    for date in context.annotations.of(AnnotationKind.DATE):
        if date.span.start <= periods[0].span.end:
            continue
        day = date.value
        line = document.block_at(date.span.start).span
        if not isinstance(day, DateValue) or not day.day or date.span.start - line.start > 3:
            continue
        if not _SITTING.search(line.cut(text)):
            continue
        same = day.month in (None, start.month) and (end.month in (None, start.month))
        if same and not start.day <= day.day <= end.day:
            yield Match(date.span, {"fault": "会期の外の日です"}, related=related)


def _gather(context: Context) -> Iterator[Match]:
    """「午前10時 開式」 above 「集合 午前11時までに」."""
    document = context.document
    text = document.folded
    starts: list[tuple[int, Annotation]] = []
    gathers: list[tuple[int, Annotation]] = []
    for time in context.annotations.of(AnnotationKind.TIME):
        at = _clock(time, 0)
        if at is None:
            continue
        block = document.block_at(time.span.start)
        line = block.span
        front = text[max(line.start, time.span.start - 24) : time.span.start]
        if block.cell is not None and block.cell.column:
            front = text[max(0, line.start - 8) : line.start] + front
        behind = text[time.span.end : min(line.end, time.span.end + 30)]
        if _START_BEHIND.match(behind):
            starts.append((at, time))
        elif _GATHERED_AT.search(front) or _GATHERS_THEN.match(behind):
            gathers.append((at, time))
    if len(starts) != 1 or len(gathers) != 1 or gathers[0][0] <= starts[0][0]:
        return
    one, other = gathers[0][1], starts[0][1]
    if (
        context.annotations.overlapping(one.span, AnnotationKind.DATE)
        or abs(one.span.start - other.span.start) > 120
    ):
        return
    if _LATER_PART.search(
        text[min(one.span.start, other.span.start) : max(one.span.end, other.span.end)]
    ):
        return
    related = (Related(other.span, "始まりはここです"),)
    shown = other.span.cut(document.text)
    yield Match(
        one.span, {"fault": f"始まり（{shown}）より後に集まることになります"}, related=related
    )


def _put_off(context: Context) -> Iterator[Match]:
    """「雨のときは12月4日（金）に延期します」 of what is to be on the 5th."""
    document = context.document
    text = document.folded
    dates = [
        date
        for date in context.annotations.of(AnnotationKind.DATE)
        if isinstance(date.value, DateValue) and date.value.day and not date.value.part
    ]
    for number, date in enumerate(dates):
        line = document.block_at(date.span.start).span
        low = max(line.start, text.rfind("。", line.start, date.span.start) + 1)
        front = text[low : date.span.start]
        if not number or not _WEATHER.search(front) or _NOT_PUT_OFF.search(front):
            continue
        if not _OFF_BEHIND.match(text, date.span.end):
            continue
        day = day_of(context, date)
        event = dates[number - 1]
        times = context.annotations.overlapping(
            Span(event.span.end, min(len(text), event.span.end + 8)), AnnotationKind.TIME
        )
        other = day_of(context, event)
        if day is None or other is None or not times:
            continue
        if 0 < (other.date - day.date).days < 60:
            related = (Related(event.span, "予定の日はここです"),)
            yield Match(date.span, {"fault": "予定の日より前です"}, related=related)


def _reopens(context: Context) -> Iterator[Match]:
    """「休館：1月18日から2月5日まで」, 「再開：2月5日午前9時から」."""
    from checker.detectors.fields import fields_of

    fields = fields_of(context)
    closed = [field for field in fields if _CLOSED_LABEL.search(field.name)]
    opened = [field for field in fields if _OPEN_LABEL.search(field.name)]
    if len(closed) != 1 or len(opened) != 1:
        return
    dates = context.annotations.overlapping(closed[0].value, AnnotationKind.DATE)
    others = context.annotations.overlapping(opened[0].value, AnnotationKind.DATE)
    text = context.document.folded
    if len(dates) != 2 or len(others) != 1:
        return
    between = text[dates[1].span.end : closed[0].value.end]
    if _HOUR.search(between):
        return
    last, first = day_of(context, dates[1]), day_of(context, others[0])
    if last is None or first is None or first.date > last.date:
        return
    fault = "休みの最後の日と同じ日です" if first.date == last.date else "まだ休みの間です"
    related = (Related(dates[1].span, "休みはこの日までです"),)
    yield Match(others[0].span, {"fault": fault}, related=related)
