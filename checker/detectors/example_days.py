"""「7日前までに申請」 and its example: 「12月16日の通院なら、12月11日までに」.

A rule that counts days, weeks, months or years, and in its sentence or in one of the next lines a
day, a condition (…場合, …とき, 例) and the day that the rule makes of it; and a day of a list that
says from which other it is counted: 「2回目 1月6日（1回目から4週後）」.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options, birthdays
from checker.detectors.calendar_days import possible
from checker.detectors.closed_day import holiday
from checker.detectors.years import years_of
from checker.document.model import BlockKind
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"right", "word"})

REACH = 260
"""Code points between a rule and the day of its example."""

APART = 60
"""Code points between the two days of an example."""

LONGEST = 5
"""Days by which days off may move a day whose year nobody knows."""

MOST_CLOSED = 12
"""The same of days that are known: the days around new year, with those beside them."""

_UNIT = "開庁日|営業日|開館日|平日|日間?|週間?|[かカヶケヵ箇]月間?|年間?"
_RULE = Scan(
    (
        rf"(?<![0-9.])(?P<n>[0-9]{{1,3}})(?P<unit>{_UNIT})(?P<way>前|後|以内)(?!半)",
        r"(?<![0-9.第])(?P<day>[0-9]{1,3})日目(?=まで|から|に|以降|となる|にあたる|が|の)",
        r"生後(?P<age>[0-9]{1,3})日",
        r"含め(?:て|た)、?(?P<whole>[0-9]{1,2})(?P<whole_unit>日間|週間)",
    )
)
_CONDITION = regex(
    "場合|とき|時は|たら|れば|なら|方[はには]|本は|[人者分車犬]は|[たる][一-龠]{1,4}(?:は|が|なら)|生まれ|から数え|→|⇒|申請分|[^、。]は、"
)
_EXAMPLE = regex("例えば|たとえば|例[)）：:、 　]|[（(]例|例は|場合|とき|時は|たら|れば|なら")
_LAST = regex(
    r"(?:[（(][^（）()\n]{1,8}[)）])?(?:の?(?:午[前後]|正午|[0-9])[^、。\n]{0,10}?)?(?:ごろ|頃)?(?:までは?|が?(?:返却|提出|申請|届出)?期限|が?締め?切|必着|が最終)"
)
_FIRST = regex(r"(?:[（(][^（）()\n]{1,8}[)）])?(?:から|以降|より)")
_FROM_NEXT = regex(
    "翌日(?:から|を(?:1日目|起算))|初日(?:を|は)(?:含め|数え)(?:ない|ませ|ず)|日を?(?:含めず|含まず|除き|除いて|含めない)"
)
_FROM_DAY = regex(
    "(?<!翌)(?<!次の)日(?:を1日目|を?(?:含め|含み)(?!ず|な|ま)|から(?:起算|数え))|日も?(?:含めて|入れて)"
)
_CLOSED = regex(
    "(?:土曜|土日|休日|祝日?|閉庁日|休館日)[^。]{0,14}?(?:翌|次の|除|数えま|含ま|含め|前の)|開庁日|営業日|平日"
)
_EVE = regex("(?:の(?:同じ日|応当日|同じ曜日))?の前日")
_RUNS = regex("ごろ|頃|およそ|約|程度|ほど|早く|以上前|半")
_OTHER_COUNT = regex("誕生日|[0-9]回目の")
"""What an example behind it counts from or to, rather than the days of a rule further up."""
_ACT = regex("(?P<act>[一-龠]{2})した日[をも]含め")
_TO_LAST = regex("(?:後?の|、|。|に当たる|となる){0,2}")
_BASED = Scan(
    r"(?P<name>[一-龠々ァ-ヶーぁ-ん]{2,10}?|第?[0-9]{1,2}(?:回目?|期|次|日目))(?P<link>の|から|より)?、?(?P<n>[0-9]{1,3})(?P<unit>日|週間?|[かカヶケヵ箇]月)(?P<way>後|前)(?!半)(?=[)）、。]|に|の|まで|$)"
)
_LINE = regex(
    r"[ 　・●○■□◆◇*\-]{0,4}(?P<name>[^ 　：:、。（(0-9\n]{2,12}|第?[0-9]{1,2}(?:回目?|期|次|日目))[ 　：:…]{1,4}\Z"
)


class _Step(NamedTuple):
    """What a rule makes of a day: so many units, and whether the days are counted in full."""

    number: int
    unit: str
    sign: int
    kind: str
    eve: bool
    span: Span


_TO_UNTIL = regex("(?:の[^、。]{1,8})?まで")
_TO_SINCE = regex("(?:の[^、。]{1,8})?(?:から|以降)")
_WITHOUT_DAYS_OFF = regex("(?:土日|土曜|休日|祝)[^。、]{0,14}除")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_RULE, _BASED, birthdays.RULE)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a day of an example that is not what its rule makes."""
    read = (_step(context, found) for found in _RULE.finditer(context.document.folded))
    rules = [step for step in read if step is not None]
    told: set[int] = set()
    if rules:
        for match in (*_examples(context, rules), *_kept(context, rules)):
            told.add(match.span.start)
            yield match
    for match in (*_based(context), *birthdays.wrong_examples(context)):
        if match.span.start not in told:
            yield match


# --- a rule and its example ---------------------------------------------------------------


def _step(context: Context, found: re.Match[str]) -> _Step | None:
    text = context.document.folded
    groups = found.groupdict()
    span = Span(*found.span())
    if _RUNS.search(text, max(0, span.start - 4), span.start):
        return None
    if groups.get("n"):
        sign = -1 if groups["way"] == "前" else 1
        kind = "within" if groups["way"] == "以内" else "step"
        eve = _EVE.match(text, span.end) is not None
        return _Step(int(groups["n"]), groups["unit"], sign, kind, eve, span)
    if groups.get("day"):
        return _Step(int(groups["day"]), "日", 1, "nth", False, span)
    if groups.get("age"):
        return _Step(int(groups["age"]), "日", 1, "nth", False, span)
    return _Step(int(groups["whole"]), groups["whole_unit"], 1, "whole", False, span)


def _examples(context: Context, rules: Sequence[_Step]) -> Iterator[Match]:
    document = context.document
    text = document.folded
    dates = context.annotations.of(AnnotationKind.DATE)
    for one, other in pairwise(dates):
        low, high = one.span.end, other.span.start
        if high - low > APART or not _full(one) or not _full(other):
            continue
        near = [
            rule
            for rule in rules
            if low <= rule.span.start < high
            or (
                0 <= one.span.start - rule.span.end <= REACH
                and not _parted(context, rule.span.end, one.span.start)
            )
        ] or [
            rule
            for rule in rules
            if 0 <= rule.span.start - other.span.end < APART
            and "\n" not in text[other.span.end : rule.span.start]
        ]
        if not near or len({rule[:4] for rule in near}) > 2:
            continue
        between = text[low:high]
        if not _CONDITION.search(between) or "。" in between or between.count("\n") > 0:
            continue
        line = text.rfind("\n", 0, one.span.start) + 1
        sentence = max(line, text.rfind("。", line, one.span.start) + 1)
        if _LAST.match(between) or _FIRST.match(between):
            continue  # what holds of all who come until then is no example
        months = isinstance(one.value, DateValue) and one.value.day is None
        counted = months or any(rule.kind in ("whole", "nth") for rule in near)
        if not counted and not _EXAMPLE.search(text, sentence, high):
            continue
        yield from _judged(context, near, one, other)


def _parted(context: Context, start: int, end: int) -> bool:
    """Whether a heading or a question of another thing stands between a rule and an example."""
    document = context.document
    return _OTHER_COUNT.search(document.folded, start, end) is not None or any(
        start <= heading.span.start < end for heading in document.of_kind(BlockKind.HEADING)
    )


def _full(date: Annotation) -> bool:
    value = date.value
    return (
        isinstance(value, DateValue)
        and value.month is not None
        and not value.fiscal
        and not value.part
    )


def _judged(
    context: Context, near: Sequence[_Step], one: Annotation, other: Annotation
) -> Iterator[Match]:
    text = context.document.folded
    first, last = one.value, other.value
    assert isinstance(first, DateValue)
    assert isinstance(last, DateValue)
    if (first.day is None) != (last.day is None):
        return
    rights = []
    until, since = bool(_LAST.match(text, other.span.end)), bool(_FIRST.match(text, other.span.end))
    for rule in near:
        if not _goes_with(text, rule, until=until, since=since):
            return
        right = _right(context, rule, first, last)
        if not right:
            return
        rights.append((right, rule))
    # The nearest in front of the example is the one that it explains.
    before = [pair for pair in rights if pair[1].span.end <= one.span.start]
    right, rule = before[-1] if before else rights[0]
    word = rule.span.cut(context.document.text)
    yield Match(
        other.span,
        {"right": right, "word": word},
        related=(Related(rule.span, "この決まりから数えました"),),
    )


def _goes_with(text: str, rule: _Step, *, until: bool, since: bool) -> bool:
    """Whether the example tells the same edge as the rule: まで of まで."""
    behind = text[rule.span.end : rule.span.end + 16]
    if rule.kind in ("within", "whole"):
        return until
    if rule.kind == "nth":
        return True
    last = behind.startswith(("まで", "の同じ日まで")) or _TO_UNTIL.match(behind) is not None
    first = _TO_SINCE.match(behind) is not None
    return not (last and since) and not (first and until) and not (last and not until)


def _right(context: Context, rule: _Step, first: DateValue, last: DateValue) -> str | None:
    """The day that a rule makes, in words; "" if it is the one written, None if nobody knows."""
    text = context.document.folded
    if first.day is None:
        if rule.unit[0] not in "かカヶケヵ箇年" or rule.kind != "step":
            return None
        return _right_month(rule, first, last)
    start, known = _start(context, first)
    if start is None or last.day is None or last.month is None:
        return None
    around = text[max(0, rule.span.start - 90) : rule.span.end + 90]
    wanted = _days(rule, start, around)
    if not wanted:
        return None
    written = _written(wanted[0], last)
    if written is None or (rule.kind == "within" and written < start):
        return None
    spare = 1 if not known and _leaps(start, written) else 0
    for day in wanted:
        if abs((written - day).days) <= spare:
            return ""
        if _moved(day, written, around, known=known):
            return ""
    if last.year is not None and not last.inherited:
        return years_of(context).spelled(wanted[0])
    return f"{wanted[0].month}月{wanted[0].day}日"


def _start(context: Context, value: DateValue) -> tuple[datetime.date | None, bool]:
    day = value.to_date()
    if day is not None:
        return day, True
    if value.month is None or value.day is None or value.year is not None:
        return None, False
    issued = years_of(context).issued
    year = issued.date.year if issued is not None else 2026
    options = [d for y in (year, year + 1, year - 1) if (d := possible(y, value.month, value.day))]
    if value.weekday is not None:
        fits = [d for d in options if d.weekday() == value.weekday]
        return (fits[0], True) if fits else (options[0] if options else None, False)
    return (options[0] if options else None), False


def _written(right: datetime.date, value: DateValue) -> datetime.date | None:
    if value.year is not None and not value.inherited:
        return value.to_date()
    found = [
        d
        for year in (right.year, right.year - 1, right.year + 1)
        if (d := possible(year, value.month or 0, value.day or 0))
    ]
    return min(found, key=lambda day: abs((day - right).days), default=None)


def _leaps(one: datetime.date, other: datetime.date) -> bool:
    """Whether the end of a February lies between two days."""
    low, high = min(one, other), max(one, other)
    return any(low <= datetime.date(year, 2, 28) <= high for year in range(low.year, high.year + 1))


def _days(rule: _Step, start: datetime.date, around: str) -> list[datetime.date]:
    """The days that a rule may mean, the likeliest first."""
    unit, number = rule.unit[0], rule.number
    one = datetime.timedelta(days=1)
    if rule.kind == "whole":
        return [start + one * (number * (7 if unit == "週" else 1) - 1)]
    if rule.kind == "nth":
        if _FROM_NEXT.search(around):
            return [start + one * number]
        if _FROM_DAY.search(around):
            return [start + one * (number - 1)]
        return []
    if unit in "開営平" or (unit == "日" and _WITHOUT_DAYS_OFF.search(around)):
        return _working(start, number, rule.sign, around)
    if unit == "日" or unit == "週":
        day = start + one * (rule.sign * number * (7 if unit == "週" else 1))
    else:
        months = number * (12 if unit == "年" else 1) * rule.sign
        day = plus_months(start, months)
    if rule.eve:
        return [day - one]
    if rule.kind == "step":
        exact = "同じ" in around or unit in "日週"
        return [day] if exact else [day, day - one]
    if _FROM_NEXT.search(around):
        return [day]
    if _FROM_DAY.search(around):
        return [day - one]
    return [day, day - one]


def _working(start: datetime.date, number: int, sign: int, around: str) -> list[datetime.date]:
    step = datetime.timedelta(days=sign)
    day, left = start, number
    while left:
        day += step
        if day.weekday() < 5 and not holiday(day):
            left -= 1
    if _FROM_NEXT.search(around) or sign < 0:
        return [day]
    before = day - step
    while before.weekday() >= 5 or holiday(before):
        before -= step
    return [day, before]


def plus_months(day: datetime.date, months: int) -> datetime.date:
    """The same day of another month, or its last one."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _moved(right: datetime.date, written: datetime.date, around: str, *, known: bool) -> bool:
    """Whether a day stands for another on which offices are closed."""
    if not known:
        return abs((written - right).days) <= LONGEST and _CLOSED.search(around) is not None
    if abs((written - right).days) > MOST_CLOSED:
        return False
    step = datetime.timedelta(days=1 if written > right else -1)
    day = right
    while day != written:
        if day.weekday() < 5 and not holiday(day):
            return False
        day += step
    return True


def _right_month(rule: _Step, first: DateValue, last: DateValue) -> str | None:
    if first.month is None or last.month is None:
        return None
    months = rule.number * (12 if rule.unit[0] == "年" else 1) * rule.sign
    number = (first.year or 0) * 12 + first.month - 1 + months
    year, month = divmod(number, 12)
    years = first.year is None or last.year is None or last.inherited or last.year == year
    return "" if month + 1 == last.month and years else f"{month + 1}月"


def _kept(context: Context, rules: Sequence[_Step]) -> Iterator[Match]:
    """「11月16日に保護しました。保護した日を含めて7日間、11月27日まで」."""
    text = context.document.folded
    for rule in rules:
        if rule.kind != "whole":
            continue
        act = _ACT.search(text, max(0, rule.span.start - 16), rule.span.start + 2)
        gap = _TO_LAST.match(text, rule.span.end)
        if act is None or gap is None:
            continue
        near = Span(max(0, rule.span.start - REACH), gap.end() + 1)
        dates = context.annotations.overlapping(near, AnnotationKind.DATE)
        before = [date for date in dates if date.span.end <= act.start()]
        if len(before) != 1 or dates[-1].span.start != gap.end():
            continue
        one, other = before[0], dates[-1]
        told = text[one.span.end : act.start()]
        if act["act"] in told and _full(one) and _full(other):
            yield from _judged(context, [rule], one, other)


# --- a day that is counted from another of the list ----------------------------------------


def _based(context: Context) -> Iterator[Match]:
    """「収穫 11月10日（種まきから50日後）」, with 「種まき 10月1日」 in a line above."""
    document = context.document
    text = document.folded
    found = list(_BASED.finditer(text))
    if not found:
        return
    named: dict[str, list[Annotation]] = {}
    dates = context.annotations.of(AnnotationKind.DATE)
    for date in dates:
        if not _full(date) or date.value.day is None:  # type: ignore[union-attr]
            continue
        name = _name_of(context, date)
        if name:
            named.setdefault(name, []).append(date)
    for base in found:
        if base["link"] == "の" or not base["link"]:
            continue  # `counted_days`
        at = base.start()
        days = [d for d in dates if d.span.end <= at and at - d.span.end <= 8]
        others = named.get(base["name"].lstrip("第").rstrip("目日"), [])
        if not days or len(others) != 1 or not _full(days[-1]) or days[-1] is others[0]:
            continue
        if text.rfind("\n", 0, at) > days[-1].span.start:
            continue
        start, known = _start(context, others[0].value)  # type: ignore[arg-type]
        value = days[-1].value
        assert isinstance(value, DateValue)
        if start is None or value.day is None:
            continue
        sign = -1 if base["way"] == "前" else 1
        rule = _Step(int(base["n"]), base["unit"], sign, "step", False, Span(*base.span()))
        right = _days(rule, start, "同じ")[0]
        written = _written(right, value)
        if written is None or written == right or abs((written - right).days) > 100:
            continue
        if abs((written - right).days) == 1 and (not known or rule.unit[0] != "週"):
            continue  # from which day it is counted, nobody knows
        values = {"right": f"{right.month}月{right.day}日", "word": base.group()}
        related = (
            Related(others[0].span, "この日から数えました"),
            Related(Span(*base.span()), "こう書かれています"),
        )
        yield Match(days[-1].span, values, related=related)


def _name_of(context: Context, date: Annotation) -> str:
    document = context.document
    text = document.folded
    block = document.block_at(date.span.start)
    if block.cell is not None and block.cell.column:
        above = document.block_at(block.span.start - 1)
        if above.cell is not None and above.cell.row == block.cell.row and above.cell.column == 0:
            return above.span.cut(text).strip().lstrip("第").rstrip("目日")
    if block.kind is BlockKind.HEADING:
        return ""
    line = text.rfind("\n", 0, date.span.start) + 1
    found = _LINE.match(text[line : date.span.start])
    return found["name"].lstrip("第").rstrip("目日") if found else ""
