"""Days of a series against the rule of the series, and against each other.

「毎月第3水曜日」 over a list in which one day lies in another week; 「隔週木曜日」 with a Friday;
weekdays of one month that do not go together (「27日（日）」, 「31日（水）」); 「10日、17日の水曜日」 of a rule
that says Thursday; 「月・木の地区 … 1月5日（火）から」; 「偶数月」 and November.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.annotations.types import Annotation, AnnotationKind, DateValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.calendar_days import possible
from checker.detectors.closed_day import holiday
from checker.detectors.years import WEEKDAYS, Source, years_of
from checker.document.model import Block
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"rule", "actual"})

_N = "[1-5一二三四五]"
_RULE = Scan(
    rf"(?P<every>毎月、?|毎年[0-9]{{1,2}}月の?|[0-9]{{1,2}}月の?|各月の?)?第(?P<nth>{_N}(?:(?:・|、|と)第?{_N})*)(?P<day>[月火水木金土日])曜日?(?![・、と][月火水木金土日])"
)
_WEEKLY = Scan(
    r"(?P<each>毎週|隔週の?)(?P<day>[月火水木金土日])曜日?(?![・、と][月火水木金土日]|から|〜|～)"
)
_PARITY = Scan(r"(?P<parity>偶数|奇数)月")
_MONTHS = regex(r"(?<![0-9])(?P<first>[0-9]{1,2})月(?:(?:・|、|，)[0-9]{1,2}月){2,11}")
_OF_DAYS = Scan(r"[0-9]日の(?P<day>[月火水木金土日])曜日?(?=[）)。、\n 　です]|に|は|$)")
_LISTED = regex(r"(?<![0-9])[0-9]{1,2}日(?:[、・，と][0-9]{1,2}日)+\Z")
PER_AREA = 4
"""Dates of one area, months and years among them: the last day of a year and the first of the next."""

LEAST_LISTED = 4
"""Days without weekdays in a list of which one lies on another weekday than the rule."""

FROM_RULE = 60
"""Code points from a rule to the list of its days, which have no weekdays."""

LIST = 60
"""Code points of a list of days."""
_AREA = Scan(
    r"(?P<days>[月火水木金土日](?:曜日?)?(?:・|、|と)[月火水木金土日](?:曜日?)?)[ 　]?(?:の|が|収集の?)?(?:地区|地域|コース|区域|班|収集)"
)
_OTHER_AREA = regex("[月火水木金土日](?:曜|(?:・|、|と)[月火水木金土日](?![）)0-9]))|第[1-5]")
_WEEKDAYED = Scan(r"[0-9]日[（(][月火水木金土日][)）・]")
_MARKED = regex(
    r"(?:今年は|今回は|次回は?|初回は?|今月は|来月は|収集日|開催日|実施日|相談日|あなたの|日にち)[^。\n0-9]{0,10}\Z"
)
_APART = regex(
    "変更|振替|ただし|臨時|年末年始の|のため|代わり|休み|休止|中止|除|順延|予備|祝日|申し?込|締|まで|から"
)
_NOT_LISTED = regex("申し?込|締め?切|まで|受付|予約|発行|現在|更新|公開|結果|問い?合")
_SHIFTED = regex(r"[^。\n]{0,16}?(?:祝|休日|翌|年末|年始|ただし|振り?替|変更)")
"""Behind a rule: some of its days are moved, and days of another kind are listed with them."""
_MOVES = regex("振り?替|ずら|繰り[上下]|変更|臨時|(?:1|一)週間?(?:早|遅|後|前)|代わり")
_MARK = regex(r"[ 　]?(?:[※＊*注]|[（(][注※＊*])")
_OTHERS = regex("別|ほか|他|除|以外|祝|申し?込|締め?切|受付|予約|発行|発売|更新|公開|結果|翌")
_HELD = regex(
    "収集|回収|開催|実施|[次初]回|次の|最[終初後]|年[内始末]|[0-9]月|日[程時]|とき|期日|開[館庁室講]|休[館室]|相談日|^日$"
)
_AROUND = regex("抽選|申請|応募|募集|期限|予備|説明|発表|結果|発送|納|払|振込|提出")
_NTH = regex(_N)
_WEEKDAY_NAMED = regex("[月火水木金土日]曜")
_KANJI = "一二三四五"
_LEFT = regex("振替|変更|休み|休止|臨時|特別|年内|最終|のみ|祝|なし|しません|除")


class _Day(NamedTuple):
    date: Annotation
    day: datetime.date | None
    value: DateValue


_JOINED = regex(r"[ 　]?(?:[・、，,と]|及び)[ 　\n]*|[ 　]+")
_ROW_HEAD = regex(r"[ 　・●○■□◆◇*\-]{0,3}(?:第?[0-9]{1,2}(?:回目?)?[ 　：:]{1,2})?")
_NUMBERED_MONTH = regex("([0-9]{1,2})月")
_CLAUSE = regex("[、\n]")
_DIGIT = regex("[0-9]")
_MONTH_NUMBER = regex("[0-9]{1,2}(?=月)")
_MONTHS_OF = regex("(?<![0-9])([0-9]{1,2})月")
_DAY_NUMBERS = regex("[0-9]{1,2}(?=日)")


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_RULE, _WEEKLY, _PARITY, _OF_DAYS, _AREA, _WEEKDAYED)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match a day that is none of its series."""
    told: set[int] = set()
    for match in _all(context):
        if match.span.start not in told:
            told.add(match.span.start)
            yield match


def _all(context: Context) -> Iterator[Match]:
    text = context.document.folded
    rules = list(_RULE.finditer(text))
    if rules:
        yield from _monthly(context, rules)
        yield from _rows(context, rules)
    weekly = list(_WEEKLY.finditer(text))
    if weekly:
        yield from _weekly(context, weekly)
    for found in _PARITY.finditer(text):
        yield from _parity(context, found)
    for found in _OF_DAYS.finditer(text):
        yield from _of_days(context, found)
    for found in _AREA.finditer(text):
        yield from _area(context, found)
    if _WEEKDAYED.may_fit(text):
        yield from _together(context)


def _days(context: Context) -> list[_Day]:
    found = []
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if isinstance(value, DateValue) and value.day is not None and not value.part:
            day = years_of(context).resolve(date)
            sure = day is not None and day.source > Source.DOUBTFUL
            found.append(_Day(date, day.date if day is not None and sure else None, value))
    return found


def _lists(context: Context) -> Iterator[list[_Day]]:
    """Days joined by 、 or ・, over lines if the first ends so; lines or cells that begin with one."""
    document = context.document
    text = document.folded
    run: list[_Day] = []
    lines: list[_Day] = []
    end = -1
    last: Block | None = None
    for one in _days(context):
        start = one.date.span.start
        if run and _JOINED.fullmatch(text[end:start]):
            run.append(one)
        else:
            yield run
            run = [one]
        end = one.date.span.end
        block = document.block_at(start)
        head = text[block.span.start : start]
        if _ROW_HEAD.fullmatch(head):
            behind = last is not None and (
                _below(last, block)
                or (
                    text.count("\n", last.span.end, block.span.start) <= 1
                    and last.cell is None
                    and block.cell is None
                )
            )
            if not behind:
                yield lines
                lines = []
            lines.append(one)
            last = block
    yield run
    yield lines


def _below(last: Block, block: Block) -> bool:
    one, other = last.cell, block.cell
    return (
        one is not None
        and other is not None
        and (one.table, one.column) == (other.table, other.column)
        and other.row == one.row + 1
    )


def _week(value: DateValue) -> int:
    return ((value.day or 1) + 6) // 7


def _monthly(context: Context, rules: Sequence[re.Match[str]]) -> Iterator[Match]:
    text = context.document.folded
    if len({(rule["nth"], rule["day"]) for rule in rules}) != 1:
        return
    rule = rules[0]
    if any(_SHIFTED.match(text, one.end()) for one in rules):
        return
    wanted = {
        _KANJI.index(sign) + 1 if sign in _KANJI else int(sign)
        for sign in re.findall(_N, rule["nth"])
    }
    weekday = WEEKDAYS.index(rule["day"])
    month = _NUMBERED_MONTH.search(rule["every"] or "")
    said = rule.group()
    related = (Related(Span(*rule.span()), "こう書かれています"),)
    if not month:
        for days in _lists(context):
            if len(days) < 3 or days[0].date.span.start < rule.start():
                continue
            odd = [one for one in days if _week(one.value) not in wanted]
            off = [
                one
                for one in days
                if one not in odd and (_known_weekday(one) not in (None, weekday))
            ]
            wrong = odd + off
            if not wrong and any(one.value.weekday is None for one in days):
                yield from _off_weekday(context, days, rule)
            if len(wrong) != 1 or _moved(context, wrong[0]):
                continue
            actual = f"この日は第{_week(wrong[0].value)}週"
            if wrong[0] in off:
                actual = f"この日は{WEEKDAYS[_known_weekday(wrong[0]) or 0]}曜日"
            yield Match(wrong[0].date.span, {"rule": said, "actual": actual}, related=related)
    for one in _days(context):
        at = one.date.span.start
        if at < rule.end() or at - rule.end() > 200 or _known_weekday(one) != weekday:
            continue
        if month and one.value.month not in (None, int(month[1])):
            continue
        line = max(text.rfind("\n", 0, at), text.rfind("。", 0, at)) + 1
        marked = _MARKED.search(text[line:at])
        if marked is None or _moved(context, one) or _APART.search(text[line:at]):
            continue
        if _week(one.value) not in wanted:
            actual = f"この日は第{_week(one.value)}{rule['day']}曜日"
            yield Match(one.date.span, {"rule": said, "actual": actual}, related=related)


def _off_weekday(context: Context, days: Sequence[_Day], rule: re.Match[str]) -> Iterator[Match]:
    """The one day of a list without weekdays that no year has on the weekday of the rule.

    A day behind a holiday may be the one on which what is closed then rests instead.
    """
    weekday = WEEKDAYS.index(rule["day"])
    alone: set[int] = set()
    for first in range(context.as_of.year - 1, context.as_of.year + 3):
        year, month, wrong = first, 0, []
        for at, one in enumerate(days):
            value = one.value
            if value.month is None or value.weekday is not None or value.year is not None:
                return
            year += value.month < month
            month = value.month
            day = possible(year, month, value.day or 0)
            if day is None or day.weekday() != weekday:
                wrong.append(at)
                if day is not None and holiday(day - datetime.timedelta(days=1)):
                    return
        if not wrong:
            return
        if len(wrong) == 1:
            alone.add(wrong[0])
    text = context.document.folded
    begin = days[0].date.span.start
    if len(alone) != 1 or len(days) < LEAST_LISTED or begin - rule.end() > FROM_RULE:
        return
    odd = days[alone.pop()]
    if (
        not _moved(context, odd)
        and not _MARK.match(text, odd.date.span.end)
        and not _OTHERS.search(text, rule.end(), begin)
    ):
        related = (Related(Span(*rule.span()), "こう書かれています"),)
        values = {"rule": rule.group(), "actual": "ほかの日と違う曜日"}
        yield Match(odd.date.span, values, related=related)


def _rows(context: Context, rules: Sequence[re.Match[str]]) -> Iterator[Match]:
    """「古紙（第2・第4水曜日） | 12月16日（水）」: the weekday is right, the week is not."""
    document = context.document
    text = document.folded
    for rule in rules:
        head = document.block_at(rule.start())
        if head.cell is None:
            continue
        row = [
            block
            for block in document.blocks
            if block.cell is not None
            and (block.cell.table, block.cell.row) == (head.cell.table, head.cell.row)
            and block.cell.column > head.cell.column
        ]
        if len(_WEEKDAY_NAMED.findall(text, head.span.start, head.span.end)) != 1:
            continue
        wanted = {
            _KANJI.index(one) + 1 if one in _KANJI else int(one)
            for one in _NTH.findall(rule["nth"])
        }
        weekday = WEEKDAYS.index(rule["day"])
        for block in row:
            dates = context.annotations.overlapping(block.span, AnnotationKind.DATE)
            value = dates[0].value if len(dates) == 1 else None
            if not isinstance(value, DateValue) or value.weekday != weekday or value.part:
                continue
            if dates[0].span.start > block.span.start or dates[0].span.end < block.span.end:
                continue
            if not value.day or _week(value) in wanted or _shift_told(context, block, value):
                continue
            actual = f"この日は第{_week(value)}{rule['day']}曜日"
            related = (Related(Span(*rule.span()), "こう書かれています"),)
            yield Match(dates[0].span, {"rule": rule.group(), "actual": actual}, related=related)


def _shift_told(context: Context, block: Block, value: DateValue) -> bool:
    """Whether a heading of the column, or a note that no other cell refers to, tells of moved days."""
    document = context.document
    text = document.folded
    marked = False
    for one in document.blocks:
        here, cell = one.span.cut(text), one.cell
        if cell is not None and block.cell is not None and cell.table == block.cell.table:
            marked = marked or "※" in here
            if (
                cell.row == 0
                and cell.column == block.cell.column
                and (_APART.search(here) or _AROUND.search(here) or not _HELD.search(here))
            ):
                return True
    notes = [
        one for one in document.blocks if one.cell is None and _MOVES.search(one.span.cut(text))
    ]
    if any(not marked or not one.span.cut(text).lstrip().startswith("※") for one in notes):
        return True
    return text.count(f"{value.month}月{value.day}日") != 1


def _known_weekday(one: _Day) -> int | None:
    if one.value.weekday is not None:
        return one.value.weekday
    return None if one.day is None else one.day.weekday()


def _moved(context: Context, one: _Day) -> bool:
    """Whether words beside a day say why it is another."""
    text = context.document.folded
    line = context.document.block_at(one.date.span.start).span
    behind = text[one.date.span.end : min(line.end, one.date.span.end + 20)]
    return one.value.holiday or _LEFT.search(_CLAUSE.split(behind)[0]) is not None


def _weekly(context: Context, rules: Sequence[re.Match[str]]) -> Iterator[Match]:
    """「隔週木曜日」 with days of which all but one are Thursdays."""
    text = context.document.folded
    if len({rule["day"] for rule in rules}) != 1:
        return
    rule = rules[0]
    if any(_SHIFTED.match(text, one.end()) for one in rules):
        return
    weekday = WEEKDAYS.index(rule["day"])
    related = (Related(Span(*rule.span()), "こう書かれています"),)
    for days in _lists(context):
        if len(days) < 3 or days[0].date.span.start < rule.start():
            continue
        first = text.rfind("\n", 0, days[0].date.span.start) + 1
        if _NOT_LISTED.search(text[first : days[0].date.span.start]):
            continue
        known = [_known_weekday(one) for one in days]
        if None in known:
            yield from _out_of_step(context, days, rule)
            continue
        odd = [one for one, day in zip(days, known, strict=True) if day != weekday]
        if len(odd) == 1 and not _moved(context, odd[0]):
            actual = f"この日は{WEEKDAYS[_known_weekday(odd[0]) or 0]}曜日"
            values = {"rule": rule.group(), "actual": actual}
            yield Match(odd[0].date.span, values, related=related)


def _out_of_step(context: Context, days: Sequence[_Day], rule: re.Match[str]) -> Iterator[Match]:
    """The one day of a list without years that is no whole weeks from all others."""
    steps: list[int] = []
    year, month = 2026, 0
    for one in days:
        value = one.value
        if value.year is not None or value.month is None:
            return
        year += value.month < month
        month = value.month
        day = possible(year, month, value.day or 0)
        if day is None:
            return
        steps.append(day.toordinal() % 7)
    common = Counter(steps).most_common()
    if len(days) < 4 or len(common) != 2 or common[1][1] != 1:
        return
    odd = days[steps.index(common[1][0])]
    if not _moved(context, odd):
        related = (Related(Span(*rule.span()), "こう書かれています"),)
        values = {"rule": rule.group(), "actual": "ほかの日と違う曜日"}
        yield Match(odd.date.span, values, related=related)


def _parity(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「偶数月の1日 … 発行月：2月、4月、11月」."""
    text = context.document.folded
    rest = 0 if found["parity"] == "偶数" else 1
    listed = [
        run
        for run in _MONTHS.finditer(text, max(0, found.start() - 120), found.end() + 160)
        if not _DIGIT.match(text[run.end() : run.end() + 1])
    ]
    if len(listed) != 1:
        return
    odd = [
        month
        for month in _MONTH_NUMBER.finditer(listed[0].group())
        if int(month.group()) % 2 != rest
    ]
    if len(odd) == 1:
        start = listed[0].start() + odd[0].start()
        place = Span(start, start + len(odd[0].group()) + 1)
        other = "奇数" if rest == 0 else "偶数"
        related = (Related(Span(*found.span()), "こう書かれています"),)
        yield Match(place, {"rule": found.group(), "actual": f"{other}月"}, related=related)


def _of_days(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「12月の延長日：3日、10日、17日、24日の水曜日」, all of them Thursdays."""
    text = context.document.folded
    line = context.document.block_at(found.start()).span
    end = found.start() + 2
    listed = _LISTED.search(text, max(line.start, end - LIST), end)
    if listed is None:
        return
    months = {int(one) for one in _MONTHS_OF.findall(text[line.start : listed.end()])}
    years = {
        date.value.year
        for date in context.annotations.of(AnnotationKind.DATE)
        if isinstance(date.value, DateValue) and date.value.year and not date.value.fiscal
    }
    if len(months) != 1 or len(years) != 1:
        return
    year, month = years.pop() or 0, months.pop()
    numbers = list(_DAY_NUMBERS.finditer(text, *listed.span()))
    days = [possible(year, month, int(one.group())) for one in numbers]
    weekday = WEEKDAYS.index(found["day"])
    known = [day.weekday() for day in days if day is not None]
    if len(known) < len(days):
        return
    odd = [at for at, day in enumerate(known) if day != weekday]
    place = Span(found.start("day"), found.end())
    if len(odd) == 1 and len(known) > 2:
        name = f"この日は{WEEKDAYS[known[odd[0]]]}曜日"
        span = Span(numbers[odd[0]].start(), numbers[odd[0]].end() + 1)
        related = (Related(place, "こう書かれています"),)
        yield Match(span, {"rule": f"{found['day']}曜日", "actual": name}, related=related)
    elif len(set(known)) == 1 and odd:
        name = f"正しくは{WEEKDAYS[known[0]]}曜日"
        related = (Related(Span(*listed.span()), "日付はここです"),)
        yield Match(place, {"rule": listed.group(), "actual": name}, related=related)


def _area(context: Context, found: re.Match[str]) -> Iterator[Match]:
    """「月・木の地区 … 1月5日（火）から」."""
    document = context.document
    text = document.folded
    block = document.block_at(found.start())
    if block.cell is not None or found.start() - block.span.start > 16:
        return
    # Lines of a text file may be one block: the next one has weekdays of its own.
    following = _OTHER_AREA.search(text, found.end(), block.span.end)
    end = block.span.end if following is None else following.start()
    line = text[found.end() : end]
    if "。" in line[:-1] or _LEFT.search(line) or end <= found.end():
        return
    dates = context.annotations.overlapping(Span(found.end(), end), AnnotationKind.DATE)
    if not dates or len(dates) > PER_AREA or len(found.group()) > 20:
        return
    days = {WEEKDAYS.index(sign) for sign in found["days"].replace("曜日", "") if sign in WEEKDAYS}
    related = (Related(Span(*found.span("days")), "こう書かれています"),)
    for date in dates:
        value = date.value
        if isinstance(value, DateValue) and value.weekday is not None and value.weekday not in days:
            actual = f"この日は{WEEKDAYS[value.weekday]}曜日"
            yield Match(date.span, {"rule": found["days"], "actual": actual}, related=related)


def _together(context: Context) -> Iterator[Match]:
    """Weekdays of one month: 「20日（日）」, 「27日（日）」 and 「31日（水）」."""
    run: list[_Day] = []
    for date in context.annotations.of(AnnotationKind.DATE):
        value = date.value
        if not isinstance(value, DateValue) or value.weekday is None or value.part:
            continue
        before = run[-1].value if run else None
        if before is None or not (
            value.month in (None, before.month)
            and value.year in (None, before.year)
            and (value.day or 0) > (before.day or 0)
        ):
            yield from _odd_of(context, run)
            run = []
        run.append(_Day(date, None, value))
    yield from _odd_of(context, run)


def _odd_of(context: Context, run: Sequence[_Day]) -> Iterator[Match]:
    """The one day of a month without year whose weekday does not go with all others."""
    if len(run) < 3 or any(one.value.year is not None for one in run):
        return
    steps = [((one.value.day or 0) - (one.value.weekday or 0)) % 7 for one in run]
    common = Counter(steps).most_common()
    if len(common) != 2 or common[1][1] != 1 or common[0][1] < 2:
        return
    odd = run[steps.index(common[1][0])]
    if odd.value.month is not None and years_of(context).resolve(odd.date) is not None:
        return  # `weekday_mismatch` tells it
    right = WEEKDAYS[((odd.value.day or 0) - common[0][0]) % 7]
    other = run[steps.index(common[0][0])].date
    related = (Related(other.span, "この曜日から数えました"),)
    values = {"rule": other.span.cut(context.document.text), "actual": f"正しくは{right}曜日"}
    yield Match(odd.date.span, values, related=related)
