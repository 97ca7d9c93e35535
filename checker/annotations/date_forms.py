"""The written forms of dates: where they stand and what they say themselves.

A form is read without its surroundings here; whether a doubtful one (5日, 1/2)
is a date, and what it inherits from the left, is decided in `dates`.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator

import msgspec

from checker.annotations import date_weekdays, eras
from checker.annotations.date_numerals import KANJI_DIGITS, NUMBER, SPACE, to_int
from checker.annotations.types import Era
from checker.document.characters import NO_KANJI
from checker.regex import regex


class Shape(enum.Enum):
    """How much a form says of itself."""

    YEAR = enum.auto()  # 令和8年, 令和8年度, 2026年
    BARE_YEAR = enum.auto()  # 8年度, 8年3月, and 10年 behind 令和8年～
    WHOLE = enum.auto()  # year and month, or year, month and day
    MONTH = enum.auto()  # 8月, 8月末
    MONTH_DAY = enum.auto()  # 8月1日
    SLASH = enum.auto()  # 8/1, 8.1(土)
    DAY = enum.auto()  # 5日
    WORD = enum.auto()  # 月末, 元日


# To look up a member of an enumeration takes ten times as long as a name of the module.
_YEAR_SHAPE, _BARE_SHAPE, _WHOLE = Shape.YEAR, Shape.BARE_YEAR, Shape.WHOLE
_MONTH_SHAPE, _DAY_SHAPE, _MONTH_DAY = Shape.MONTH, Shape.DAY, Shape.MONTH_DAY


class Form(msgspec.Struct, gc=False):
    """One written date. Made here, completed in `dates`."""

    start: int
    end: int
    shape: Shape
    year: int | None = None
    month: int | None = None
    day: int | None = None
    era: Era | None = None
    era_year: int | None = None
    western: int | None = None
    fiscal: bool = False
    part: str = ""
    weekdays: tuple[int, ...] = ()
    holiday: bool = False
    core_end: int = 0  # behind the date, before its weekday
    dependent: bool = False
    listed: bool = False  # another number of the same list follows (8月1・2日)


_ERA_NAMES: dict[str, Era] = {era.value: era for era in Era}
_ERA_SIGNS = dict(zip("㍾㍽㍼㍻㋿", Era, strict=True))
_ERA_KANJI = dict(zip("明大昭平令", Era, strict=True))
_ERA_LETTERS = dict(zip("MTSHR", Era, strict=True))
_ERA_OF = {**_ERA_NAMES, **_ERA_SIGNS, **_ERA_KANJI, **_ERA_LETTERS}
_ERA = "(?:明治|大正|昭和|平成|令和|[㍾㍽㍼㍻㋿]|[昭平令MTSHR](?=[0-9元]))"
_YEAR_NUMBER = f"(?:元|[0-9]{{1,4}}|[{KANJI_DIGITS}]{{1,4}})"
_KANJI = regex(f"〇|[^{NO_KANJI}]")
_WAVE = r"〜～~\-－–—―ー"
_COMMA = "・、,，"

# A number that may begin a date: nothing else is looked at closely. At most four
# characters, so that a long row of digits costs no more than a short one.
_CANDIDATE = regex(rf"[0-9元{KANJI_DIGITS}]{{1,4}}{SPACE}(?:[年月日./．／(（{_COMMA}{_WAVE}])")
_NUMBER_CHARS = frozenset("0123456789元百千万" + KANJI_DIGITS)

_PAIR = regex(
    rf"{SPACE}[(（]{SPACE}(?:(?:西暦)?(?P<western>[0-9]{{4}})"
    rf"|(?P<era>{_ERA}){SPACE}(?P<number>{_YEAR_NUMBER})){SPACE}(?:年度?)?{SPACE}[)）]"
)
_PAIR_FIRST = frozenset("(（ \u3000")
_YEAR_SIGN = regex(f"{SPACE}年")
_MONTH = regex(rf"{SPACE}(?P<month>{NUMBER}){SPACE}月")
_DAY = regex(rf"{SPACE}(?P<day>{NUMBER}){SPACE}日(?!間(?!近)|目(?![黒白的標])|曜)")
_NUMBER_LIST = rf"{SPACE}{NUMBER}(?:{SPACE}[{_COMMA}{_WAVE}]{SPACE}{NUMBER}){{1,20}}{SPACE}"
_DAYS_SIGN = "日(?!間|目|曜|以|前|後|分|程度)"
_MONTHS_SIGN = "月(?!間|以|前|後|分の|程度)"
_DAYS = regex(_NUMBER_LIST + _DAYS_SIGN)
_MONTHS = regex(_NUMBER_LIST + _MONTHS_SIGN)
_DAYS_OR_MONTHS = regex(f"{_NUMBER_LIST}(?:{_DAYS_SIGN}|{_MONTHS_SIGN})")
_YEARS = regex(rf"(?:{SPACE}[・{_WAVE}]{SPACE}[0-9元]{{1,2}}){{1,5}}{SPACE}年(?P<fiscal>度)?(?!間)")
_NUMBER = regex(NUMBER)
_DAY_FIRST = frozenset("0123456789 \u3000" + KANJI_DIGITS)
_FUSED = regex(rf"{SPACE}[0-9]{{3,}}{SPACE}日")
_NEW_YEAR_FIRST = frozenset("元 \u3000")
_NEW_YEAR = regex(f"{SPACE}元[日旦]")
_MONTH_PART = regex(
    f"{SPACE}(上旬|中旬|下旬|初旬|初め|始め|はじめ|初頭|半ば|なかば|中頃|中ごろ|前半|後半|末日|"
    "末(?![尾端期節裔])|中(?=[にはのも、。\n]|$)|いっぱい)"
)
_PART_FIRST = frozenset("上中下初始は半な前後末い当春夏秋冬 \u3000")
_YEAR_PART = regex(
    f"{SPACE}(末日|末(?![尾端期節裔])|当初|初頭|初め|始め|はじめ|半ば|前半|後半|上半期|下半期|前期|後期|"
    "中(?=[にはのも、。\n]|$)|[春夏秋冬](?=ごろ|頃|[にのはもか、。\n]|以降|まで|$))"
)
# 3月以内 and 1月あたり count months, 8月10人 and 1月2回 are no day.
_COUNTED_MONTHS = regex(
    f"{SPACE}(?:間|以内|以上|以下|未満|前(?![半期])|後(?![半期])|を超|を経過|を過ぎ|毎|ごと|あたり|当たり|につき"
    f"|程度|目(?![標的処])|に?{SPACE}[0-9一二三]+{SPACE}(?:回|度|日|円)|曜)"
)
# 五月雨, 八月堂: a month in kanji alone counts only before a particle or a break.
_AFTER_KANJI_MONTH = regex(
    f"{SPACE}(?:[のにはもとをか、。,・)）(（」〜～~]|まで|より|以降|以前|中|頃|ごろ|号|分|予定|$)",
    re.MULTILINE,
)
_COUNTED_YEARS = regex(
    f"{SPACE}(?:代(?![表替理])|間|前(?![半期])|後(?![半期])|ぶり|もの|以上|以内|以下|未満|目(?![標的])|余|超"
    "|問題|来の|[0-9]+か月"
    "|の歴史|を超|を経|が経|たつ|たっ|生(?![まれ徒活誕]))"
)
_BARE_YEAR_AHEAD = regex(rf"{SPACE}年(?P<fiscal>度(?!目|間|連続))?")
# What makes 「3年3月」 or 「3年度」 a length of time or a school year.
_NOT_BARE_YEAR = regex(
    "(?:過去|直近|今後|最近|次の|向こう|通算|勤続|在職|在籍|懲役|禁錮|期間|最長|最大|連続|経過|"
    "中学|高校|大学|小学|学校|[第約各満計毎中小高学築全生歴後前延複])[ \u3000]{0,2}\\Z"
)
# 四日市, 三日月, 二日酔い: a day in kanji alone is no part of another word.
_NAME_AFTER_DAY = regex(f"[^{NO_KANJI}午以必消締付朝夜夕昼及又現]")
_YEARS_BEFORE = regex(f"[0-9{KANJI_DIGITS}]{SPACE}年{SPACE}\\Z")
_DOTTED = regex(
    rf"(?P<year>{_YEAR_NUMBER})(?P<sign>[./．／\-－])[ ]?(?P<month>[0-9]{{1,2}})(?P=sign)[ ]?"
    r"(?P<day>[0-9]{1,2})(?![0-9]|(?P=sign)[0-9])"
)
_SLASH = regex(
    r"(?P<month>[0-9]{1,2})(?P<sign>[./．／])(?P<day>[0-9]{1,2})(?![0-9A-Za-z%％]|[./．／][0-9])"
)
_FIRST_YEAR, _LAST_YEAR = 1600, 2200
# A slip of the pen (13, 32) is kept as written; beyond that a code is more likely.
_MOST_MONTHS, _MOST_DAYS = 19, 39


def find_forms(text: str) -> Iterator[Form]:
    """The written dates of a text, certain and doubtful ones, in order.

    Args:
        text: Folded text with enclosed signs (see `date_weekdays.with_signs`).
    """
    done = 0
    for candidate in _CANDIDATE.finditer(text):
        start = candidate.start()
        if start < done or (start and text[start - 1] in _NUMBER_CHARS):
            continue
        for form in _read(text, start, candidate.group()):
            done = form.end
            yield form


def _read(text: str, start: int, found: str) -> list[Form]:
    sign = found[-1]
    number = found[:-1]
    if number[-1] in " \u3000":
        number = number.rstrip(" \u3000")
    if start > 1 and text[start - 1] in ".,，．" and text[start - 2].isdigit():
        return []
    if sign in "年(（":
        return _year(text, start, number)
    if sign == "月":
        month = _MONTH.match(text, start) if len(number) < 4 else None
        return _month(text, month, None, start) if month is not None else []
    if sign == "日":
        return _day(text, start, number)
    behind = text[start + len(found) : start + len(found) + 3]
    if len(behind) == 3 and behind.isdecimal():
        return []  # no month, day or short year: 04-0000-1234, 1,000
    forms: list[Form] = []
    if sign in "./．／-－" and text[start + len(number)] == sign:
        forms = _with_signs(text, start, number, sign)
    if not forms and sign in _COMMA + "〜～~-－–—―ー":
        forms = _lists(text, start, number)
    return forms


# --- with 年, 月, 日 ------------------------------------------------------------


def _era_before(text: str, start: int, *, dotted: bool = False) -> tuple[Era, int] | None:
    """The era written in front of a year's number, and where it begins."""
    era = _ERA_NAMES.get(text[max(0, start - 2) : start])
    if era is not None:
        return era, start - 2
    end = start
    while end > start - 3 and end > 0 and text[end - 1] in " \u3000":
        end -= 1
    era = _ERA_NAMES.get(text[max(0, end - 2) : end]) if end < start else None
    if era is not None:
        return era, end - 2
    if end == 0:
        return None
    char = text[end - 1]
    if char in _ERA_SIGNS:
        return _ERA_SIGNS[char], end - 1
    if end != start:
        return None
    before = text[end - 2] if end > 1 else ""
    if char in _ERA_LETTERS and not (
        before.isascii() and (before.isalnum() or before in tuple("./-_"))
    ):
        return _ERA_LETTERS[char], end - 1
    # 最大3年, 説明8年: an era's first kanji alone stands at the start of a word.
    if char in _ERA_KANJI and (dotted or char not in "明大") and not _KANJI.match(before):
        return _ERA_KANJI[char], end - 1
    return None


def _year(text: str, start: int, number: str) -> list[Form]:
    """A form that begins with a year: 令和8年…, 2026年…, 8年3月, 8年度."""
    era = _era_before(text, start)
    position = start + len(number)
    form = Form(start, position, _YEAR_SHAPE)
    if era is not None:
        form.era, form.start = era
        form.era_year = to_int(number)
        form.year = eras.to_western(form.era, form.era_year)
    elif len(number) == 4 and "十" not in number and "元" not in number:
        form.year = to_int(number)
    elif "元" not in number and len(number) <= 3:
        return _bare_year(text, start, number)
    else:
        return []
    position = _pair(text, position, form)
    if text.startswith("年", position):
        position += 1
    else:
        sign = _YEAR_SIGN.match(text, position)
        if sign is None:
            return []
        position = sign.end()
    if text.startswith("度", position):
        form.fiscal = True
        position += 1
    position = form.end = form.core_end = _pair(text, position, form)
    if not form.fiscal:
        behind = text[position : position + 1]
        new_year = _NEW_YEAR.match(text, position) if behind in _NEW_YEAR_FIRST else None
        if new_year:
            form.month, form.day, form.shape = 1, 1, _WHOLE
            return [_finish(text, form, new_year.end())]
        months = _months_behind(text, position, form)
        if months is not None:
            return months
    if form.era is None and not form.fiscal:
        if form.year is None or not _FIRST_YEAR <= form.year <= _LAST_YEAR:
            return []
        if _COUNTED_YEARS.match(text, position):
            return []
    return [_with_part(text, form, _YEAR_PART)]


def _pair(text: str, position: int, form: Form) -> int:
    """Read 「（2026年）」 or 「（令和8年）」 behind a year; gives the new position."""
    if text[position : position + 1] not in _PAIR_FIRST:
        return position
    match = _PAIR.match(text, position)
    if match is None:
        return position
    if match["western"]:
        if form.era is None:
            return position
        form.western = int(match["western"])
    else:
        era, number = _ERA_OF[match["era"]], to_int(match["number"])
        if form.era is not None:
            # 平成31年（令和元年） names one year twice; 令和8年（令和7年度） does not.
            return match.end() if eras.to_western(era, number) == form.year else position
        form.western = form.year
        form.era, form.era_year = era, number
    return match.end()


def _months_behind(text: str, position: int, form: Form) -> list[Form] | None:
    """What a year's month makes of the form; None if no month follows."""
    match = _MONTH.match(text, position)
    if match is not None:
        return _month(text, match, form, form.start)
    months = _MONTHS.match(text, position)
    if months is None:
        return None
    first = _NUMBER.search(text, position)
    assert first is not None  # the list begins with a number
    form.month, form.shape, form.listed = to_int(first.group()), _WHOLE, True
    form.end = form.core_end = first.end()
    return [form, *_numbers(text, first.end(), months.end(), _MONTH_SHAPE)]


def _bare_year(text: str, start: int, number: str) -> list[Form]:
    """A year whose era is left out: 8年3月, 8年度. Also 10年, for 令和8年～10年."""
    sign = _BARE_YEAR_AHEAD.match(text, start + len(number))
    value = to_int(number)
    if sign is None or not 1 <= value <= 64:
        return []
    form = Form(start, sign.end(), _BARE_SHAPE, era_year=value, core_end=sign.end())
    form.fiscal = sign["fiscal"] is not None
    if _NOT_BARE_YEAR.search(text, max(0, start - 4), start):
        return []
    position = sign.end()
    if form.fiscal:
        form.end = form.core_end = _pair(text, position, form)
        return [_with_part(text, form, _YEAR_PART)]
    pair_end = _pair(text, position, form)
    months = _MONTH.match(text, pair_end)
    if months is not None:
        return _month(text, months, form, start)
    if _COUNTED_YEARS.match(text, position):
        return []
    return [form]


def _month(text: str, match: re.Match[str], year: Form | None, form_start: int) -> list[Form]:
    """A form with the month that `_MONTH` found; `year` is what stands before it."""
    form = year or Form(form_start, match.end(), _MONTH_SHAPE)
    month = form.month = to_int(match["month"])
    position = form.end = form.core_end = match.end()
    if year is not None and form.shape is _YEAR_SHAPE:
        form.shape = _WHOLE
    if text[position : position + 1] in _DAY_FIRST:
        # No two of the three patterns fit; a single day is by far the most common.
        day = _DAY.match(text, position)
        if day is not None:
            form.day = to_int(day["day"])
            if year is None:
                form.shape = _MONTH_DAY
            return [_finish(text, form, day.end())]
        if _FUSED.match(text, position):
            return []  # 「8月101日(日)」: digits of two columns ran together
        days = _DAYS.match(text, position)
        if days is not None:
            first = _NUMBER.search(text, position)
            assert first is not None  # the list begins with a number
            form.day, form.listed = to_int(first.group()), True
            form.end = form.core_end = first.end()
            if year is None:
                form.shape = _MONTH_DAY
            return [form, *_numbers(text, first.end(), days.end(), _DAY_SHAPE)]
    new_year = _NEW_YEAR.match(text, position) if month == 1 else None
    if new_year is not None:
        form.day = 1
        return [_finish(text, form, new_year.end())]
    form = _with_part(text, form, _MONTH_PART)
    if year is None and not form.part:
        written = match["month"]
        before = text[form_start - 1 : form_start]
        if not 1 <= month <= 12 or _COUNTED_MONTHS.match(text, position):
            return []
        if before and (before in "第満約各計延" or text.endswith("生後", 0, form_start)):
            return []
        if _YEARS_BEFORE.search(text, max(0, form_start - 4), form_start):
            return []  # 勤続10年3月
        if not written.isascii() and (
            not _AFTER_KANJI_MONTH.match(text, position) or _KANJI.match(before)
        ):
            return []
    return [form]


def _day(text: str, start: int, number: str) -> list[Form]:
    """A day without a month; `dates` decides whether it is one."""
    match = _DAY.match(text, start)
    if match is None or len(number) > 3 or text[start - 1 : start] == "第":
        return []
    day = to_int(number)
    if not number.isascii() and _NAME_AFTER_DAY.match(text, match.end()):
        return []
    if not 1 <= day <= 31:
        return []
    return [_finish(text, Form(start, match.end(), _DAY_SHAPE, day=day), match.end())]


def _lists(text: str, start: int, number: str) -> list[Form]:
    """Numbers that share their unit with a later one: 令和7・8年度, 6～9月, 10～12日."""
    end = start + len(number)
    years = _YEARS.match(text, end)
    if years is not None:
        era = _era_before(text, start)
        if era is None:
            return []
        year = Form(era[1], end, _YEAR_SHAPE, era=era[0], era_year=to_int(number), core_end=end)
        year.year = eras.to_western(era[0], year.era_year or 0)
        year.fiscal, year.listed = years["fiscal"] is not None, True
        return [year]
    before = text[start - 1 : start]
    if len(number) > 3 or (before and (before in "第満約各計延-－/." or before in _WAVE)):
        return []
    match = _DAYS_OR_MONTHS.match(text, start)
    if match is None:
        return []
    shape = _DAY_SHAPE if text[match.end() - 1] == "日" else _MONTH_SHAPE
    if shape is _MONTH_SHAPE and _COUNTED_MONTHS.match(text, match.end()):
        return []
    return _numbers(text, start, match.end(), shape)


def _numbers(text: str, start: int, end: int, shape: Shape) -> list[Form]:
    """The numbers of a list that ends with 月 or 日, each as a form."""
    forms = []
    for match in _NUMBER.finditer(text, start, end):
        form = Form(match.start(), match.end(), shape, core_end=match.end(), listed=True)
        value = to_int(match.group())
        if shape is _MONTH_SHAPE:
            form.month = value
        else:
            form.day = value
        forms.append(form)
    last = forms[-1]
    last.listed = False
    if shape is _DAY_SHAPE:
        forms[-1] = _finish(text, last, end)
    else:
        month = _MONTH.match(text, last.start)
        if month is not None:
            forms[-1] = (_month(text, month, None, last.start) or [last])[0]
    return forms


# --- with dots and slashes ------------------------------------------------------


def _with_signs(text: str, start: int, number: str, sign: str) -> list[Form]:
    """R8.8.1, 2026/8/1, 2026-08-01, 8/1, 8.1(土)."""
    before = text[start - 1 : start]
    match = _DOTTED.match(text, start)
    if match is not None:
        era = _era_before(text, start, dotted=True)
        form = Form(start, match.end(), _WHOLE)
        form.month, form.day = int(match["month"]), int(match["day"])
        if form.month > _MOST_MONTHS or form.day > _MOST_DAYS:
            return []
        if era is not None and len(number) <= 3:
            form.era, form.start = era
            form.era_year = to_int(number)
            form.year = eras.to_western(form.era, form.era_year)
            return [_finish(text, form, match.end())]
        if len(number) == 4 and number.isascii() and not _joined(before):
            form.year = int(number)
            if _FIRST_YEAR <= form.year <= _LAST_YEAR:
                return [_finish(text, form, match.end())]
        return []
    match = _SLASH.match(text, start) if sign in "./．／" else None
    if match is None or _joined(before):
        return []
    month, day = int(match["month"]), int(match["day"])
    form = Form(start, match.end(), Shape.SLASH, month=month, day=day)
    form = _finish(text, form, match.end())
    named = bool(form.weekdays) or form.holiday
    if match["sign"] in ".．" and not named:
        return []
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return []
    return [form]


def _joined(before: str) -> bool:
    """Whether a character makes the number behind it part of a code or an address."""
    return bool(before) and before.isascii() and (before.isalnum() or before in "./-_=%#")


# --- what follows ---------------------------------------------------------------


def _finish(text: str, form: Form, end: int) -> Form:
    """Set the end of a day, and read the weekday behind it."""
    form.end = form.core_end = end
    tail = date_weekdays.tail_at(text, end)
    if tail is not None:
        form.end, form.weekdays, form.holiday = tail.end, tail.days, tail.holiday
    return form


def _with_part(text: str, form: Form, pattern: re.Pattern[str]) -> Form:
    """Read 上旬, 末 … behind a month or a year."""
    if text[form.end : form.end + 1] not in _PART_FIRST:
        return form
    match = pattern.match(text, form.end)
    if match is not None:
        form.part = match[1]
        form.end = form.core_end = match.end()
    return form
