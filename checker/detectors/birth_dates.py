"""Dates of birth that do not go with the age or the school year beside them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from checker.annotations.types import Annotation, AnnotationKind, DateValue, PeriodValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.years import possible, spelled_year, years_of
from checker.model import Match, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"who", "expected"})

REACH = 48
"""Code points in front of a date of birth in which the age that goes with it stands."""

EARLY = 95
"""Days before a fiscal year on which the age for it may be counted (1 January)."""

_BORN = Scan("生まれ|出生|生年月日")
_ROW_AGE = regex(r"^満?(?P<age>[0-9]{1,3})歳(?:児|の方|になる方)?(?:クラス|組)?$")
_ROW_SCHOOL = regex(r"^(?P<school>小学校?|中学校?)(?:に入学|(?:の)?新?[1一]年生?|の?新入生)?$")
_ENTERS = {"小": 6, "中": 12}
_ENTRY = regex(r"入学")
_BORN_BEHIND = regex(r"[ 　]*(?:の?間)?(?:に|の)?(?:お)?(?:生まれ|出生)")
_NOTED = regex(r"\Aまれ[^（()）]{0,12}[（(][^（()）]*[）)]")
_BEHIND = regex(
    r"[ 　]*(?:の?間)?(?:に|の)?お?(?:生まれ|出生)[^（()）。\n]{0,14}[（(](?P<who>[^（()）\n]{1,30})[）)]"
)
_GRADE = regex(
    r"(?P<school>小学校?|中学校?|高校|高等学校)(?P<number>[1-6])(?:年生?)?|(?P<small>年長|年中|年少)|(?<=[〜～から・、])(?P<more>[1-6])年生"
)
_FIRST_GRADE = {"小": 0, "中": 6, "高": 9}
_SMALL = {"年長": 0, "年中": -1, "年少": -2}
_LAST_GRADE = {"小": 6, "中": 9, "高": 12}
_SCHOOL_YEARS = ((4, 2, 4, 1), (4, 1, 3, 31))
_ENTERING = regex(
    r"(?:(?P<fiscal>(?:令和[0-9元]{1,2}|20[0-9]{2})年度)|(?P<year>(?:令和[0-9元]{1,2}|20[0-9]{2})年)(?:[（(][^（()）]{1,8}[）)])?の?(?:[34]月|春)|(?P<next>来年の?|来春|今年の?|本年の?|次の)?(?:[34]月|春|年度))"
    r"(?:[0-9]{1,2}日)?(?:から|に|の|、){0,2}(?:[一-龠]{0,4}立(?:の)?)?(?P<school>小学校|中学校|高校|高等学校)(?:等|など)?(?:に|へ|の|を){0,2}(?:新しく|新1年生として)?"
    r"(?:入学|進学|(?P<leave>卒業))(?!前|まで|する前|祝)"
)
ENTRY_REACH = 60
"""Code points in front of a date of birth in which it is said who enters a school when."""
_AGES = regex(
    r"(?:現在|時点)(?:に|で|の)?、?(?:おいて、?)?(?:年齢が)?満?(?P<young>[1-9][0-9])歳以上、?(?P<old>[1-9][0-9])歳(?P<side>以下|未満)"
)
_TURNING = regex(r"(?P<age>[0-9]{1,3})歳(?:に|と)な(?:る|られる)")
_AGE = regex(r"(?P<age>[0-9]{1,3})歳(?P<side>以上|以下|未満|まで)")
_AGED = regex(
    r"(?:まで|現在|時点)(?:に|で|の)?、?(?:で)?満?(?P<age>[0-9]{1,3})歳(?:に(?:なる|達する)|以上の?)[^。\n]{0,8}?[（(]\Z"
)
_AT = regex("現在|時点|末|基準|誕生日|[0-9]日(?:に|で)")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_BORN,)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a date or period of birth that belongs to another age or school year."""
    text = context.document.folded
    yield from _rows(context)
    yield from _of_the_draft(context)
    yield from _on_a_day(context)
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if not isinstance(value, PeriodValue) or not _BORN_BEHIND.match(text, period.span.end):
            continue
        line = context.document.block_at(period.span.start).span
        start = max(line.start, period.span.start - REACH)
        before = text[start : period.span.start]
        before = before[max(before.rfind("生まれ"), before.rfind("。")) + 1 :]
        before = _NOTED.sub("", before)  # 「生まれ（小学1年生）」 was said of the one in front
        year = _fiscal_year(context, Span(start, period.span.start))
        if isinstance(value.start, DateValue) and isinstance(value.end, DateValue):
            between = _between_ages(context, period, value.start, value.end, line.start)
            if between is not None:
                yield between
                continue
            entering = _entering(context, period, line.start)
            if entering is not None:
                wrong = _entered(period, value.start, value.end, *entering)
                if wrong is not None:
                    yield wrong
                continue
            if not _grades(before) and (behind := _BEHIND.match(text, period.span.end)):
                before = behind["who"]
                place = Span(behind.start("who"), behind.end("who"))
                year = _fiscal_year(context, place)
            found = _school_years(period, value.start, value.end, before, year)
        elif told := _AGED.search(before):
            found = _aged(
                context, period, value, start + text[start : period.span.start].rfind(before), told
            )
        elif year is not None:
            found = _age(period, value, before, year)
        else:
            found = None
        if found is not None:
            yield found


def _between_ages(
    context: Context, period: Annotation, start: DateValue, end: DateValue, line: int
) -> Match | None:
    """「令和9年4月1日現在で18歳以上30歳以下（平成8年4月2日から平成21年4月1日まで）」."""
    text = context.document.folded
    near = max(line, period.span.start - ENTRY_REACH)
    told = _only(_AGES.finditer(text, near, period.span.start))
    first, last = _day(start), _day(end)
    if told is None or first is None or last is None:
        return None
    dates = context.annotations.overlapping(
        Span(max(line, told.start() - 16), told.start() + 1), AnnotationKind.DATE
    )
    value = dates[-1].value if dates else None
    on = value.to_date() if isinstance(value, DateValue) else None
    if on is None or dates[-1].span.end < told.start() - 1 or on.day > 28:
        return None
    young, old = int(told["young"]), int(told["old"]) + (told["side"] == "以下")
    youngest, oldest = on.replace(year=on.year - young), on.replace(year=on.year - old)
    one_day = datetime.timedelta(days=1)
    if (last - youngest).days in (0, 1) and (first - oldest).days in (0, 1, 2):
        return None
    who = f"その日に{told['young']}歳以上{told['old']}歳{told['side']}の方"
    return _match(period, who, oldest + one_day, youngest)


def _entering(context: Context, period: Annotation, line: int) -> tuple[int, int] | None:
    """The school year that children reach, and in which year: 「令和9年4月に小学校へ入学する」.

    The words stand in front of the dates of birth, in the same line or in the one above.
    """
    document = context.document
    text = document.folded
    start = max(
        line, period.span.start - ENTRY_REACH, text.rfind("生まれ", line, period.span.start)
    )
    found = _only(_ENTERING.finditer(text, start, period.span.start))
    if found is None and line > 0 and not text[line : period.span.start].strip(" 　・（("):
        above = document.block_at(line - 1).span
        start = max(above.start, above.end - ENTRY_REACH)
        found = _only(_ENTERING.finditer(text, start, above.end))
    if found is None:
        behind = _only(
            _ENTERING.finditer(text, period.span.end, min(len(text), period.span.end + 30))
        )
        if behind is None or "\n" in text[period.span.end : behind.end()] or "（" in behind.group():
            return None
        found = behind
    leaves = found["leave"] is not None
    school = found["school"]
    grade = _LAST_GRADE[school[0]] if leaves else _FIRST_GRADE[school[0]] + 1
    spring = _spring(context, found)
    return None if spring is None else (grade, spring - leaves)


def _only(found: Iterator[re.Match[str]]) -> re.Match[str] | None:
    all_ = list(found)
    return all_[0] if len(all_) == 1 else None


def _spring(context: Context, found: re.Match[str]) -> int | None:
    """The calendar year of the spring in which they enter or leave."""
    if found["fiscal"]:
        return _written_year(found["fiscal"]) + (found["leave"] is not None)
    if found["year"]:
        return _written_year(found["year"])
    issued = years_of(context).issued
    if issued is None:
        return None
    day = issued.date
    if found["next"] in ("来年", "来年の"):
        return day.year + 1
    if found["next"] in ("今年", "今年の", "本年", "本年の"):
        return day.year
    return day.year + (day.month > 4)


def _written_year(written: str) -> int:
    number = int(re.sub("[^0-9]", "", written.replace("元", "1")))
    return number + 2018 if "令和" in written else number


def _entered(
    period: Annotation, start: DateValue, end: DateValue, grade: int, year: int
) -> Match | None:
    first, last = _day(start), _day(end)
    if first is None or last is None or last.year - first.year != 1:
        return None
    if (first.month, first.day, last.month, last.day) not in _SCHOOL_YEARS:
        return None
    right = datetime.date(year - grade - 6, 4, 2), datetime.date(year - grade - 5, 4, 1)
    return None if (first, last) == right else _match(period, "この学年", *right)


def _rows(context: Context) -> Iterator[Match]:
    """A table of ages, or of the schools that children enter, with a year of births each.

    The years go in step with the ages: the one row that does not is told.
    """
    rows: dict[int, list[tuple[int, Annotation, datetime.date]]] = {}
    document = context.document
    text = document.folded
    name, place = "", (-1, -1)
    entries: dict[int, bool] = {}
    for block in document.blocks:
        cell = block.cell
        if cell is None:
            continue
        if cell.row == 0 and _ENTRY.search(text, block.span.start, block.span.end):
            entries[cell.table] = True
        if cell.column == 0:
            name, place = block.span.cut(text).strip(), (cell.table, cell.row)
            continue
        if place != (cell.table, cell.row):
            continue
        age = _row_age(name, entry=entries.get(cell.table, False))
        if age is None:
            continue
        for period in context.annotations.overlapping(block.span, AnnotationKind.PERIOD):
            value = period.value
            if not isinstance(value, PeriodValue) or not isinstance(value.start, DateValue):
                continue
            first = _day(value.start)
            last = _day(value.end) if isinstance(value.end, DateValue) else None
            if (
                first
                and last
                and (first.month, first.day) == (4, 2)
                and (last.year - first.year) == 1
            ):
                rows.setdefault(cell.table, []).append((age, period, first))
    for table, found in rows.items():
        yield from _out_of_step(context, found, entry=entries.get(table, False))


_TOLD_AGE = Scan(
    r"(?P<this>今年度|(?:令和|20)[0-9]{1,2}年度)(?:中|の?うち)?に、?満?(?P<age>[0-9]{1,3})歳(?:に(?:なる|なられる|達する)|を(?:迎え|むかえ))"
)
_OLD_ENOUGH = regex(
    r"(?:まで)?に(?:お)?生まれ(?:た|の)?[^（()\n]{0,8}[（(][^（()）\n]{0,14}?(?<![0-9])(?P<age>[0-9]{1,3})歳以上"
)


def _of_the_draft(context: Context) -> Iterator[Match]:
    """「今年度に20歳になる皆さん」 in a sentence, and the births in another line."""
    text = context.document.folded
    told = list(_TOLD_AGE.finditer(text))
    if len({found["age"] for found in told}) != 1:
        return
    years = years_of(context)
    if told[0]["this"] == "今年度":
        issued = years.issued
        year = None if issued is None else issued.date.year - (issued.date.month < 4)
    else:
        year = None if years.fiscal is None else years.fiscal[0]
    if year is None:
        return
    age = int(told[0]["age"])
    for period in context.annotations.of(AnnotationKind.PERIOD):
        value = period.value
        if not isinstance(value, PeriodValue) or not _BORN_BEHIND.match(text, period.span.end):
            continue
        if not isinstance(value.start, DateValue) or not isinstance(value.end, DateValue):
            continue
        first, last = _day(value.start), _day(value.end)
        line = context.document.block_at(period.span.start).span
        if first is None or last is None or re.search("歳|年生|年[長中少]", line.cut(text)):
            continue
        if (first.month, first.day, last.month, last.day) != (4, 2, 4, 1):
            continue
        right = datetime.date(year - age, 4, 2), datetime.date(year - age + 1, 4, 1)
        if last.year - first.year == 1 and (first, last) != right:
            yield _match(period, f"年度のうちに{age}歳になる方", *right)


def _on_a_day(context: Context) -> Iterator[Match]:
    """「平成21年2月1日までに生まれた人（投票日に満18歳以上）」: the day is one of the draft."""
    text = context.document.folded
    for date in context.annotations.of(AnnotationKind.DATE):
        found = _OLD_ENOUGH.match(text, date.span.end)
        born = date.value.to_date() if isinstance(date.value, DateValue) else None
        if found is None or born is None:
            continue
        years = years_of(context)
        age = int(found["age"])
        right: set[datetime.date] = set()
        for other in context.annotations.of(AnnotationKind.DATE):
            day = years.resolve(other)
            if day is None or day.date.year - born.year < 10:
                continue
            for on in (day.date, day.date + datetime.timedelta(1)):
                if (on.month, on.day) == (born.month, born.day):
                    right.add(on.replace(year=on.year - age))
        if right and born not in right and len(right) == 1:
            expected = f"{_spelled(next(iter(right)))}以前"
            yield Match(date.span, {"who": f"その日に{age}歳の方", "expected": expected})


def _row_age(name: str, *, entry: bool) -> int | None:
    aged = _ROW_AGE.match(name)
    if aged:
        return int(aged["age"])
    school = _ROW_SCHOOL.match(name) if entry else None
    return _ENTERS[school["school"][0]] if school else None


def _out_of_step(
    context: Context, rows: Sequence[tuple[int, Annotation, datetime.date]], *, entry: bool
) -> Iterator[Match]:
    sums = [age + first.year for age, _, first in rows]
    if len(set(sums)) < 2:
        return
    usual = max(set(sums), key=sums.count)
    odd = [row for row, total in zip(rows, sums, strict=True) if total != usual]
    if sums.count(usual) < 2:
        # Of two rows the one that goes with the year of entry is right.
        years = {
            date.value.year
            for date in context.annotations.of(AnnotationKind.DATE)
            if isinstance(date.value, DateValue)
            and (date.value.month, date.value.day) == (4, None)
            and date.value.year is not None
        }
        right = next(iter(years)) - 1 if entry and len(years) == 1 else None
        odd = [row for row in rows if right is not None and row[0] + row[2].year != right]
        usual = right or usual
    if len(odd) != 1:
        return
    age, period, _ = odd[0]
    first = datetime.date(usual - age, 4, 2)
    last = datetime.date(usual - age + 1, 4, 1)
    yield _match(period, "この行の方", first, last)


def _fiscal_year(context: Context, before: Span) -> int | None:
    """The fiscal year for which the ages count: of the words in front, else of the title."""
    named = {
        date.value.year
        for date in context.annotations.overlapping(before, AnnotationKind.DATE)
        if isinstance(date.value, DateValue) and date.value.fiscal
    }
    if named:
        return next(iter(named)) if len(named) == 1 else None
    fiscal = years_of(context).fiscal
    return None if fiscal is None else fiscal[0]


def _day(value: DateValue) -> datetime.date | None:
    return value.to_date()


def _school_years(
    period: Annotation, start: DateValue, end: DateValue, before: str, year: int | None
) -> Match | None:
    first, last = _day(start), _day(end)
    if first is None or last is None:
        return None
    grades = _grades(before)
    turning = list(_TURNING.finditer(before))
    if grades:
        oldest, youngest = max(grades), min(grades)
        who = "この学年"
        shift = (-6 - oldest, -5 - youngest)
    elif len(turning) == 1 and len(re.findall("歳", before)) == 1:
        age = int(turning[0]["age"])
        who = f"年度のうちに{age}歳になる方"
        shift = (-age, 1 - age)
    else:
        return None
    if year is None:
        # Only that school years go from 2 April to 1 April can be told.
        if (first.month, first.day, last.month, last.day) != (4, 1, 3, 31):
            return None
        return _match(period, who, datetime.date(first.year, 4, 2), datetime.date(last.year, 4, 1))
    right = datetime.date(year + shift[0], 4, 2), datetime.date(year + shift[1], 4, 1)
    if (first, last) == right:
        return None
    return _match(period, who, *right)


def _match(period: Annotation, who: str, first: datetime.date, last: datetime.date) -> Match:
    expected = f"{_spelled(first)}から{_spelled(last)}まで"
    return Match(period.span, {"who": who, "expected": expected})


def _spelled(day: datetime.date) -> str:
    return f"{spelled_year(day, era=True)}{day.month}月{day.day}日"


def _grades(before: str) -> Sequence[int]:
    """The school years in front of the dates, the first of primary school being 1."""
    grades: list[int] = []
    school = None
    for found in _GRADE.finditer(before):
        if found["small"]:
            grades.append(_SMALL[found["small"]])
        elif found["number"]:
            school = _FIRST_GRADE[found["school"][0]]
            grades.append(school + int(found["number"]))
        elif school is not None:
            grades.append(school + int(found["more"]))
    return grades


def _aged(
    context: Context, period: Annotation, value: PeriodValue, at: int, told: re.Match[str]
) -> Match | None:
    """「令和9年3月31日までに70歳になる方（昭和32年4月1日以前に生まれた方）」."""
    limit = value.end
    place = Span(max(0, at + told.start() - 16), at + told.start() + 1)
    dates = context.annotations.overlapping(place, AnnotationKind.DATE)
    if not isinstance(limit, DateValue) or value.start is not None or not dates:
        return None
    on, born = dates[-1].value, _day(limit)
    day = on.to_date() if isinstance(on, DateValue) else None
    if day is None or born is None or dates[-1].span.end < at + told.start() - 1:
        return None
    right = possible(day.year - int(told["age"]), day.month, min(day.day, 28))
    if right is None:
        return None
    right += datetime.timedelta(days=max(0, day.day - 28))
    if (born - right).days in (0, 1):
        return None  # one is a year older at the end of the day before
    who = f"その日に{told['age']}歳の方"
    return Match(
        period.span, {"who": who, "expected": f"{_spelled(right + datetime.timedelta(1))}以前"}
    )


def _age(period: Annotation, value: PeriodValue, before: str, year: int) -> Match | None:
    """An age and the last or first day of birth: 「65歳以上（昭和36年4月1日以前生まれ）」."""
    limit = value.end or value.start
    ages = list(_AGE.finditer(before))
    if not isinstance(limit, DateValue) or len(ages) != 1 or len(re.findall("歳", before)) != 1:
        return None
    day = _day(limit)
    side = ages[0]["side"]
    if day is None or (side == "以上") is not (value.start is None):
        return None
    age = int(ages[0]["age"])
    least = datetime.date(year, 4, 1) - datetime.timedelta(days=EARLY)
    most = datetime.date(year + 1, 4, 2)
    for more in (0, 1) if side in ("以下", "まで") else (0,):
        reached = possible(day.year + age + more, day.month, min(day.day, 28))
        if reached is None or least <= reached <= most:
            return None
    if year - age < 1873:
        return None
    first, last = datetime.date(year - age, 4, 1), datetime.date(year - age + 1, 4, 1)
    expected = f"{_spelled(first)}から{_spelled(last)}までのどこか"
    return Match(period.span, {"who": f"{age}歳になる日", "expected": expected})
