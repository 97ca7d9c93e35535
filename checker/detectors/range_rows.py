"""Ranges that lie beside each other, and the numbers that follow from a range.

「4月から9月まで」 above 「9月から翌年3月まで」; 「40歳から59歳」 above 「55歳から69歳」; 「7月から翌年2月までの毎月、
全10回」; 「2週間縦覧します」 of three weeks; 「年度内」 of another fiscal year than that of the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.rough_days import day_of
from checker.detectors.years import years_of
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"fault"})

_RANGE = Scan(
    r"(?<![0-9])(?P<a>[0-9]{1,4})(?P<u>歳|月|番|人|km|キロ|キロメートル|点|枚|号)?(?:から|[〜～~－])(?:翌年の?)?(?P<b>[0-9]{1,4})(?P<v>歳|月|番|人|km|キロ|キロメートル|点|枚|号)(?:まで)?(?![0-9])"
)
_OPEN = regex(r"(?<![0-9])(?P<a>[0-9]{1,4})(?P<u>歳|人|km|キロ|点|枚)(?:以上|から(?:上)?$)")
_TIMES = Scan(
    r"(?<![0-9])(?P<a>[0-9]{1,2})月(?:分)?(?:から|[〜～~])(?P<next>翌年の?)?(?:令和[0-9]{1,2}年)?(?P<b>[0-9]{1,2})月(?:分)?(?:まで)?(?:の|、|は)?毎月(?:1回)?[、（( 　の]{0,2}(?:全|計|合計|合わせて|年|納期は)?(?P<n>[0-9]{1,2})回"
)
_LENGTH = Scan(
    r"(?<![0-9約第])(?P<n>[0-9]{1,2})(?P<unit>日間|週間)、?(?P<what>縦覧|閲覧|公開|展示|休館|休園|休業|通行止め|募集|休止|公告|掲示|開催|受け付け)(?![一-龠])"
)
_WITHIN = Scan("までの?年度(?:内|中)")
_SEVERAL = regex("ずつ|地区|会場|班|入替|前期|後期|第[12]期|延長|途中|毎|曜")


class _Row(NamedTuple):
    low: int
    high: int
    unit: str
    place: Span


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_RANGE, _TIMES, _LENGTH, _WITHIN)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a range, or a number, that another one speaks against."""
    text = context.document.folded
    ranges = list(_RANGE.finditer(text))
    if len(ranges) > 1:
        yield from _beside(context, ranges)
    for found in _TIMES.finditer(text):
        months = (int(found["b"]) - int(found["a"])) % 12 + 1
        if months not in (int(found["n"]), 1):
            place = Span(found.start("n"), found.end())
            yield Match(place, {"fault": f"毎月なら{months}回です"})
    lengths = list(_LENGTH.finditer(text))
    if len(lengths) == 1:
        yield from _length(context, lengths[0])
    for found in _WITHIN.finditer(text):
        yield from _fiscal(context, found)


def _beside(context: Context, ranges: Sequence[re.Match[str]]) -> Iterator[Match]:
    """Rows of one range each: where the next does not begin behind the last."""
    text = context.document.folded
    run: list[_Row] = []
    line = -1
    for found in [*ranges, None]:
        row = None
        if found is not None and found["u"] in (None, found["v"]):
            row = _Row(int(found["a"]), int(found["b"]), found["v"], Span(*found.span()))
            begin = text.rfind("\n", 0, found.start()) + 1
            end = text.find("\n", found.end())
            words = text[begin : end if end >= 0 else len(text)]
            alone = (
                len(_RANGE_OF.findall(words)) == 1
                and found.start() - begin <= 14
                and "。" not in words[:-1]
            )
            if not alone:
                row = None
            elif run and (run[-1].unit != row.unit or text.count("\n", line, begin) > _GAP):
                yield from _judged(run)
                run = []
            line = begin
        if row is None:
            yield from _judged(run)
            run = []
        else:
            run.append(row)


_GAP = 4
"""Lines, or cells, between two rows."""
_RANGE_OF = regex(
    r"[0-9]{1,4}(?:歳|月|番|人|km|キロ|点|枚|号)?(?:から|[〜～~－])(?:翌年の?)?[0-9]{1,4}(?:歳|月|番|人|km|キロ|点|枚|号)"
)


def _judged(run: Sequence[_Row]) -> Iterator[Match]:
    if len(run) < 2:
        return
    if run[0].unit == "月":
        yield from _seasons(run)
        return
    steps = [(one, other) for one, other in pairwise(run)]
    if any(row.high <= row.low for row in run) or any(b.low <= a.low for a, b in steps):
        return
    odd = [(a, b) for a, b in steps if b.low != a.high + 1]
    if len(odd) != 1 or len(run) < 3:
        return
    one, other = odd[0]
    over = other.low <= one.high
    if over and other.low == one.high:
        return  # 「未満」 is meant
    fault = (
        f"上の「{one.low}から{one.high}」と重なります"
        if over
        else f"上の「{one.low}から{one.high}」との間が空いています"
    )
    related = (Related(one.place, "もう一方はここです"),)
    yield Match(other.place, {"fault": fault}, related=related)


def _seasons(run: Sequence[_Row]) -> Iterator[Match]:
    """Months that are in two seasons, or in none: two or more rows that go round the year."""
    if len(run) > 4 or run[-1].high % 12 + 1 != run[0].low:
        return
    odd = [(a, b) for a, b in pairwise(run) if b.low != a.high % 12 + 1]
    if len(odd) != 1:
        return
    one, other = odd[0]
    related = (Related(one.place, "もう一方はここです"),)
    if other.low == one.high:
        fault = f"{one.high}月が上の「{one.low}月から{one.high}月」と重なります"
    elif other.low == (one.high + 1) % 12 + 1:
        fault = f"{one.high % 12 + 1}月がどちらにも入りません"
    else:
        return
    yield Match(other.place, {"fault": fault}, related=related)


def _periods(context: Context) -> list[tuple[Annotation, Annotation, Annotation]]:
    found = []
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if not isinstance(value, PeriodValue):
            continue
        if isinstance(value.start, DateValue) and isinstance(value.end, DateValue):
            dates = context.annotations.overlapping(period.span, AnnotationKind.DATE)
            if len(dates) == 2 and value.start.day and value.end.day:
                found.append((period, dates[0], dates[1]))
    return found


def _length(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「2週間縦覧します」, and the only period of the draft is one of three weeks."""
    text = context.document.folded
    periods = _periods(context)
    if len(periods) != 1 or _SEVERAL.search(text, max(0, found.start() - 20), found.end() + 10):
        return
    period, first, last = periods[0]
    start, end = day_of(context, first), day_of(context, last)
    if start is None or end is None or period.span.start < found.start() - 200:
        return
    count = (end.date - start.date).days + 1
    said = int(found["n"]) * (7 if found["unit"] == "週間" else 1)
    if count in (said, said + 1) or (found["unit"] == "週間" and abs(count - said) < 4):
        return
    if not 0 < count < 100:
        return
    fault = f"「{found.group()}」と合いません。数えると{count}日間です"
    related = (Related(Span(*found.span()), "こう書かれています"),)
    yield Match(last.span, {"fault": fault}, related=related)


def _fiscal(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「令和7年度」 in the title over 「令和8年4月1日から令和9年3月31日までの年度内」."""
    fiscal = years_of(context).fiscal
    if fiscal is None:
        return
    for _, first, last in _periods(context):
        one, other = first.value, last.value
        if not isinstance(one, DateValue) or not isinstance(other, DateValue):
            continue
        if abs(last.span.end - found.start()) > 2 or one.year is None or one.inherited:
            continue
        if (one.month, one.day, other.month, other.day) != (4, 1, 3, 31) or one.year == fiscal[0]:
            continue
        related = (Related(Span(first.span.start, last.span.end), "期間はここです"),)
        yield Match(fiscal[1], {"fault": "期間の年度と違います"}, related=related)
        return
