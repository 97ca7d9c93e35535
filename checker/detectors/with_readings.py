"""Days and hours of easy Japanese with readings in brackets: 「1月（がつ）23日（にち）」.

The readings stand inside the dates, so that they are no dates to all else. Here they are taken
out, and what is left is read with the place of each of its characters.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.context import Context
from checker.detectors import per_draft
from checker.detectors.calendar_days import around, possible
from checker.document.model import BlockKind
from checker.model import Span
from checker.regex import regex
from checker.scan import Scan

READ = Scan(
    "時[（(]じ[)）]|月[（(]がつ[)）]|日[（(](?:にち|か|ついたち)[)）]|曜日[（(]ようび|曜日[（(][ぁ-ん]{1,3}ようび"
)
_READING = regex(r"[（(][ぁ-んー・ 　]{1,16}[)）][ 　]?|[ 　]+")
_DAY = regex(
    r"(?:(?P<year>20[0-9]{2})年)?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日(?:[（(]?(?P<weekday>[月火水木金土日])(?:曜日?)?[)）]?)?"
)
_HOURS = regex(
    r"(?P<start>(?P<half>午前|午後)(?P<hour>[0-9]{1,2})時(?:(?P<minute>[0-9]{1,2})分|(?P<thirty>半))?)(?:から|～|〜)"
    r"(?P<end>(?P<half2>午前|午後)(?P<hour2>[0-9]{1,2})時(?:(?P<minute2>[0-9]{1,2})分|(?P<thirty2>半))?)"
)
_BY_NIGHT = regex("夜|朝まで|翌|次の日|24時間|止|閉|使えま")
_WHEN = regex(r"[■●◆○0-9.．、]*(?:いつ|日時|とき|日にち)[：:]?\Z")
_WAY = regex(r"[■●◆○0-9.．、]*(?:予約|申し?込み?|申込|応募)")
_UNTIL = regex("までに")


class Read(NamedTuple):
    """A block without its readings and spaces.

    Attributes:
        text: What is left.
        places: Where each character of it stands in the draft.
        heading: Whether it is a heading or a title.
    """

    text: str
    places: Sequence[int]
    heading: bool

    def span(self, start: int, end: int) -> Span:
        """The place of a part in the draft."""
        return Span(self.places[start], self.places[end - 1] + 1)


class Day(NamedTuple):
    """A day, the weekday written beside it, and its place."""

    date: datetime.date
    weekday: int | None
    span: Span
    block: int
    end: int


@per_draft
def blocks_read(context: Context) -> Sequence[Read]:
    """The blocks of a draft with readings inside its dates or hours; none of any other."""
    text = context.document.folded
    if not READ.may_fit(text):
        return ()
    found: list[Read] = []
    for block in context.document.blocks:
        words: list[str] = []
        places: list[int] = []
        at = block.span.start
        for reading in (*_READING.finditer(text, at, block.span.end), None):
            end = block.span.end if reading is None else reading.start()
            words.append(text[at:end])
            places += range(at, end)
            at = end if reading is None else reading.end()
        heading = block.kind in (BlockKind.HEADING, BlockKind.TITLE)
        found.append(Read("".join(words), places, heading))
    return found


@per_draft
def days_read(context: Context) -> Sequence[Day]:
    """The days of such a draft: with their year, or near the day before that has one."""
    found: list[Day] = []
    known: datetime.date | None = None
    for number, block in enumerate(blocks_read(context)):
        for date in _DAY.finditer(block.text):
            month, day = int(date["month"]), int(date["day"])
            if date["year"]:
                resolved = possible(int(date["year"]), month, day)
                known = resolved or known
            else:
                resolved = None if known is None else around(known, month, day)
            if resolved is None:
                continue
            weekday = "月火水木金土日".index(date["weekday"]) if date["weekday"] else None
            place = block.span(date.start("month"), date.end())
            found.append(Day(resolved, weekday, place, number, date.end()))
    return found


def hours_back(context: Context) -> Iterator[Span]:
    """Hours that end before they begin: 「午後（ごご）1時（じ）から 午前（ごぜん）4時（じ）」."""
    for block in blocks_read(context):
        for hours in _HOURS.finditer(block.text):
            if _BY_NIGHT.search(block.text):
                continue
            start, end = (
                int(hours[f"hour{n}"]) % 12 * 60
                + (720 if hours[f"half{n}"] == "午後" else 0)
                + (30 if hours[f"thirty{n}"] else int(hours[f"minute{n}"] or 0))
                for n in ("", "2")
            )
            if end <= start:
                yield block.span(*hours.span())


def wrong_weekdays(context: Context) -> Iterator[tuple[Span, datetime.date]]:
    """The days that are not on the weekday beside them."""
    for day in days_read(context):
        if day.weekday is not None and day.weekday != day.date.weekday():
            yield day.span, day.date


def due_after_event(context: Context) -> Iterator[tuple[Day, Day]]:
    """A last day to book behind the only day under いつ, and that day."""
    blocks = blocks_read(context)
    heading = ""
    held: list[Day] = []
    due: list[Day] = []
    days = days_read(context)
    for number, block in enumerate(blocks):
        if block.heading:
            heading = block.text
        here = [day for day in days if day.block == number]
        if _WHEN.match(heading):
            held += here
        elif _WAY.match(heading) or _WAY.match(block.text):
            due += [day for day in here if _UNTIL.match(block.text, day.end)]
    if len({day.date for day in held}) != 1:
        return
    for day in due:
        if day.date > held[0].date:
            yield day, held[0]
