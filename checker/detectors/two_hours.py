"""Hours of one thing that differ in two places: 投票は午後8時まで … 午後7時まで."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, PeriodValue, TimeValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.fields import fields_of
from checker.detectors.hours_within import PART, beyond_opening
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"name", "other"})

REACH = 80
"""Code points around hours in which a word says that they are special; keeps it linear."""

_THINGS = "投票|開館|開園|開庁|開場|診療|利用|営業|入場|観覧|運行|展示|上映|通行止め|断水|停電|開所|開室|開店|販売"
_THING = Scan(_THINGS)
_LABEL = regex(rf"^(?P<thing>{_THINGS})(?:の?(?:時間|日時|日|時間帯))?$")
_TOLD = regex(
    rf"(?P<thing>{_THINGS})(?:の?時間)?(?:は|：|:|[（(])、?[ 　]?(?:毎日|いずれも)?[ 　]?\Z"
)
_BEHIND = regex("(?:、)?(?P<verb>開いて|開館し|開園し|開庁し|営業し|診療し|開所し)")
_THING_BEHIND = {
    "開いて": "開館",
    "開館し": "開館",
    "開園し": "開園",
    "開庁し": "開庁",
    "営業し": "営業",
    "診療し": "診療",
    "開所し": "開所",
}
_OTHER = regex(
    "[土日月火水木金祝]曜|平日|休日|祝|期日前|支所|出張所|夏|冬|夜間|早朝|日目|コンビニ|一部|繰り上げ|ただし|短縮|変更|これまで|延長|最終|当日"
    "|[0-9]月|受付|[月火水木金土日][・〜～、)）]|職員|分館|初日|臨時|前回|昨年|の部|第[0-9]|[0-9]回"
)
_CONDITIONAL = regex(
    "期日前|支所|夜間|一部|ただし|短縮|変更|これまで|延長|臨時|昨年|前回|最終日|初日|の部|コース"
)


class _Hours(NamedTuple):
    start: int | None
    end: int | None
    span: Span
    told: bool


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_THING, PART)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match hours that share an end with those given elsewhere, but not the other one."""
    yield from beyond_opening(context)
    periods = [
        period
        for period in context.annotations.of(AnnotationKind.PERIOD)
        if _of(period, context) is not None
    ]
    if len(periods) < 2:
        return
    said: defaultdict[str, list[_Hours]] = defaultdict(list)
    for thing, hours in _statements(context, periods):
        said[thing].append(hours)
    for thing, several in said.items():
        told = [hours for hours in several if hours.told]
        if len(several) != 2 or not told:
            continue
        one, other = several
        if (one.start == other.start) == (one.end == other.end):
            continue
        first, second = (other, one) if told == [one] else (one, other)
        shown = first.span.cut(context.document.text)
        related = (Related(first.span, f"ここでは「{shown}」です"),)
        yield Match(second.span, {"name": thing, "other": shown}, related=related)


def _of(period: Annotation, context: Context) -> _Hours | None:
    value = period.value
    if not isinstance(value, PeriodValue):
        return None
    if not isinstance(value.start, TimeValue) or not isinstance(value.end, TimeValue):
        return None
    return _Hours(value.start.minutes, value.end.minutes, period.span, False)


def _statements(context: Context, periods: list[Annotation]) -> Iterator[tuple[str, _Hours]]:
    text = context.document.folded
    starts = {period.span.start: period for period in periods}
    taken: set[int] = set()
    for field in fields_of(context):
        name = _LABEL.search(field.name)
        if name is None:
            continue
        inside = [
            period
            for period in context.annotations.overlapping(field.value, AnnotationKind.PERIOD)
            if _of(period, context) is not None
        ]
        if len(inside) != 1 or _CONDITIONAL.search(field.value.cut(text)):
            continue
        hours = _of(inside[0], context)
        if hours is not None:
            taken.add(hours.span.start)
            yield name["thing"], hours
    for start, period in starts.items():
        if start in taken:
            continue
        line = text.rfind("\n", 0, start) + 1
        found = _TOLD.search(text, max(line, start - 16), start)
        thing = found["thing"] if found else _THING_BEHIND.get(_open(text, period.span.end))
        if thing is None:
            continue
        begin = max(line, start - REACH)
        begin = max(begin, text.rfind("。", begin, start) + 1)
        far = period.span.end + REACH
        stop = text.find("。", period.span.end, far)
        newline = text.find("\n", period.span.end, far)
        ends = [at for at in (stop, newline) if at >= 0]
        sentence = text[begin : min(ends, default=far)]
        hours = _of(period, context)
        if hours is None or _OTHER.search(sentence):
            continue
        yield thing, hours._replace(told=True)


def _open(text: str, end: int) -> str:
    found = _BEHIND.match(text, end)
    return "" if found is None else found["verb"]
