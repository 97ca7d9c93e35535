"""Days that are counted from a day with a name: 「告示日の翌日から投票日の前日まで、3月8日から13日まで」.

The name may stand anywhere in the draft with its day; the counted day stands right behind the
word, in brackets on either side of it, or, of two words, in the period that follows them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors.named_days import FROM, Named, named_days
from checker.detectors.rough_days import day_of
from checker.model import Match, Related, Span
from checker.regex import regex
from checker.scan import Scan

_STEPS = {"翌々日": 2, "翌日": 1, "次の日": 1, "前日": -1, "前々日": -2, "同日": 0, "当日": 0}
WORDS = Scan(
    r"(?P<name>[一-龠々ァ-ヶー]{2,10})の?(?P<word>翌々日|翌日|次の日|前々日|前日|(?P<number>[0-9]{1,2})(?P<unit>日|週間)(?P<way>前|後)(?!後|半))"
)
ALONE = Scan(
    r"(?P<name>)(?P<word>翌々日|前々日|翌日|(?P<number>(?<![0-9月、・])[0-9]{1,2})(?P<unit>日|週間)(?P<way>前|後)(?!後|半))(?=の(?:令和|[0-9]{1,2}月)|[（(](?:令和|[0-9]{1,2}月))"
)
_BEHIND = regex(
    r"(?:(?:から|まで)?(?:である|に当たる)?(?:の|、|は、?|（|\(|[ 　]|とする|＝|=){0,2})"
)
_BETWEEN = regex(r"(?:から|[〜～~]|より)[、 　]?")
_TO = regex(r"(?:まで(?:の)?|に)?(?:[^。0-9]{0,6}?)[、（( 　：:]{1,2}")
_EVENT = regex("^(?:開催|実施|開講|公演)?の?(?:日時|日|日程|とき|期日|当日)$")
_EVENT_WORDS = regex(
    "^(?:開催日?|実施日?|当日|本番|講座|教室|大会|催し|公演|行事|イベント)(?:の?日)?$"
)
_TAIL = regex("(?:の?(?:予定)?(?:日時|期日|日程|期限|日|期間)|日)$")
_TOLD = regex(r"(?P<name>[一-龠々ァ-ヶー]{2,10})(?:は|を|：|:|[ 　]|が){1,2}、?\Z")


def counted(context: Context) -> Iterator[Match]:
    """One match a day that is not the one that the word beside it says."""
    text = context.document.folded
    named = None
    done: set[int] = set()
    found = list(WORDS.finditer(text))
    for at, word in enumerate(found):
        if named is None:
            named = named_days(context)
        paired = _paired(context, found, at)
        date = paired[0] if paired else _beside(context, word)
        if date is None or date.span.start in done:
            continue
        base = _base(word["name"], named, date)
        day = day_of(context, date)
        if base is None or day is None:
            continue
        yield from _judged(word, base, date, day.date, done)
    for word in ALONE.finditer(text):
        date = _beside(context, word)
        if date is None or date.span.start in done:
            continue
        named = named_days(context) if named is None else named
        base = _only(context, word, named, date)
        day = day_of(context, date)
        if base is not None and day is not None:
            yield from _judged(word, base, date, day.date, done)


def _judged(
    word: re.Match[str], base: Named, date: Annotation, day: datetime.date, done: set[int]
) -> Iterator[Match]:
    right = base.day + datetime.timedelta(days=_steps(word))
    done.add(date.span.start)
    if (right.month, right.day) == (day.month, day.day) or abs((right - day).days) > 60:
        return
    name = word["name"] + ("の" if word["name"] else "") + word["word"]
    values = {"word": name, "right": f"{right.month}月{right.day}日"}
    related = (Related(base.span, "この日から数えました"),)
    yield Match(date.span, values, related=related)


def _steps(word: re.Match[str]) -> int:
    if word["number"] is None:
        return _STEPS[word["word"]]
    days = int(word["number"]) * (7 if word["unit"] == "週間" else 1)
    return days if word["way"] == "後" else -days


def _date_at(context: Context, offset: int) -> Annotation | None:
    dates = context.annotations.overlapping(Span(offset, offset + 1), AnnotationKind.DATE)
    if not dates or dates[0].span.start != offset:
        return None
    value = dates[0].value
    return dates[0] if isinstance(value, DateValue) and value.day and not value.part else None


def _beside(context: Context, word: re.Match[str]) -> Annotation | None:
    """The date right behind a word, or the one in front of the brackets around it."""
    text = context.document.folded
    behind = _BEHIND.match(text, word.end())
    if behind is not None and (date := _date_at(context, behind.end())) is not None:
        return _last(context, date) if behind.group().startswith("まで") else date
    start = word.start()
    if start > 1 and text[start - 1] in "（(" and text[word.end() : word.end() + 1] in ")）":
        dates = context.annotations.overlapping(Span(start - 2, start - 1), AnnotationKind.DATE)
        return dates[-1] if dates and dates[-1].span.end == start - 1 else None
    return None


def _last(context: Context, date: Annotation) -> Annotation:
    """The end of the period that a date begins, or the date."""
    for period in context.annotations.overlapping(date.span, AnnotationKind.PERIOD):
        dates = context.annotations.overlapping(period.span, AnnotationKind.DATE)
        if dates[0] is date:
            return dates[-1]
    return date


def _paired(context: Context, found: Sequence[re.Match[str]], at: int) -> tuple[Annotation, ...]:
    """The day of a word that is one of two, with a period of days behind the two."""
    text = context.document.folded
    word = found[at]
    if at + 1 < len(found) and _BETWEEN.fullmatch(text, word.end(), found[at + 1].start()):
        last, number = found[at + 1], 0
    elif at and _BETWEEN.fullmatch(text, found[at - 1].end(), word.start()):
        last, number = word, 1
    else:
        return ()
    gap = _TO.match(text, last.end())
    if gap is None:
        return ()
    for period in context.annotations.overlapping(
        Span(gap.end(), gap.end() + 1), AnnotationKind.PERIOD
    ):
        dates = context.annotations.overlapping(period.span, AnnotationKind.DATE)
        if period.span.start == gap.end() and len(dates) == 2:
            return (dates[number],)
    return ()


def _base(name: str, named: Sequence[Named], date: Annotation) -> Named | None:
    """The only day of a name."""
    core = _TAIL.sub("", name)
    days = [
        day
        for day in named
        if day.span != date.span
        and day.edge != FROM
        and any(
            known and (known == name or (core and _TAIL.sub("", known) == core))
            for known in (day.label, day.topic, _told(day.front))
        )
        and not any(word in day.front[-12:] for word in ("前日", "翌日", "日前", "日後", "週間"))
    ]
    if not days and _EVENT_WORDS.search(name):
        days = [day for day in named if _EVENT.search(day.label) and day.span != date.span]
    return days[0] if days and len({day.day for day in days}) == 1 else None


def _told(front: str) -> str:
    found = _TOLD.search(front)
    return found["name"] if found else ""


def _only(
    context: Context, word: re.Match[str], named: Sequence[Named], date: Annotation
) -> Named | None:
    """What 「翌日」 alone is counted from: the day in front of it in its line, or the only other."""
    line = context.document.block_at(word.start()).span
    before = [
        day
        for day in named
        if line.start <= day.span.start and day.span.end <= word.start() and day.span != date.span
    ]
    if before:
        return before[-1]
    others = [day for day in named if day.span != date.span]
    return others[0] if len({day.day for day in others}) == 1 else None
