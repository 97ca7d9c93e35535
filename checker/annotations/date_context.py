"""Which written forms are dates in their context, and what they inherit.

What a date leaves out is completed from a date to its left in the same block:

* in a chain (8月3日・10日, 12月28日から1月4日まで) month and year are carried on,
  the year is counted up where the month goes back;
* elsewhere in the block only from a date that speaks of now: not from a date of
  birth, of a law or before 令和, and not against a weekday that is written;
* nothing from another block, a year of account (年度) or a title: who knows the
  day of issue may complete more.

「8年3月」 and 「8年度」 have an era year without an era. They follow the era of the
date in front of them; else up to 20 they are years of 令和.
"""

from __future__ import annotations

import datetime
import re

from checker.annotations import eras
from checker.annotations.date_forms import Form, Shape
from checker.annotations.date_numerals import NUMBER, SPACE
from checker.annotations.types import Annotation, AnnotationKind, DateValue, Era
from checker.model import Span
from checker.regex import regex

# To look up a member of an enumeration takes ten times as long as a name of the module.
_WORD, _DAY, _SLASH, _BARE_YEAR = Shape.WORD, Shape.DAY, Shape.SLASH, Shape.BARE_YEAR
_DATE = AnnotationKind.DATE

LATEST_ASSUMED_YEAR = 20
"""An era year without an era is one of 令和 up to here; own judgement: 26年 may be 2026."""

_LATEST_BARE_YEAR = 31  # 平成31年; a larger number is more likely a count of years
_WAVES = "〜～~\\-－–—―‐‑−ー"
# What may stand between two dates of a chain: points, range signs, a time of day.
_LINK = regex(
    rf"(?:[0-9:：時分半午前後正翌同{_WAVES}、,，・･/／ \u3000からよりまでと及びおよ又はまたやの()（）]"
    r"|予定|必着){1,30}"
)
_YEARS_GO_ON = regex(f"[{_WAVES}・]")
_RANGE_SIGN = regex(f"から|より|[{_WAVES}]")
# Numbers of days, and what is done in them, that are no day of the month.
_DURATION = regex(
    "間|以内|以上|以下|未満|前|後|目(?![黒白的標])|分|程度|ほど|くらい|ぐらい|あまり|余り|を経過|を過ぎ|が経過|経過|を超"
    "|ごと|おき|毎|あたり|当たり|につき|単位|目安|連続|券|乗車|かか|かけ|たつ|たっ|は要(?!予約)|が必要"
    f"|{SPACE}に?{SPACE}[0-9一二三]{{1,2}}{SPACE}(?:回|時間|杯|個|本|食|枚|組|人|名|便|円)"
)
_RANGE_OF_DAYS = regex(f"(?:から|[{_WAVES}]){SPACE}{NUMBER}{SPACE}日")
# Behind 「8月1日から」, 「5日」 is a day only where the range is closed or ends.
_AFTER_LAST_DAY = regex(
    rf"{SPACE}(?:まで|迄|[(（)）、。,・の{_WAVES}\u3000 ]|午|正午|[0-9]{{1,2}}[:：時]|及|$)",
    re.MULTILINE,
)
_AFTER_DAY = regex(
    f"{SPACE}(?:まで|迄|から|以降|必着|消印|締切|締め切|〆切|午前|午後|正午|[0-9]{{1,2}}{SPACE}[:：時])"
)
_UNTIL = regex(f"(?:から|[{_WAVES}]){SPACE}{NUMBER}{SPACE}日まで")
_NOT_A_DAY_AFTER = regex(
    "(?:期間|貸出|貸し出し|連続|最大|最長|最高|最短|上限|限度|通算|合計|滞在|保管|およそ|[約計延各満])"
    r"[^。\n]{0,8}\Z"
)
_EVERY_MONTH = (
    "毎月",
    "今月",
    "来月",
    "先月",
    "前月",
    "翌月",
    "当月",
    "本月",
    "各月",
    "奇数月",
    "偶数月",
)
_EVERY_YEAR = (
    "毎年",
    "例年",
    "来年",
    "今年",
    "昨年",
    "本年",
    "去年",
    "前年",
    "各年",
    "平年",
    "年度",
)
# A date that speaks of the past or of a rule tells nothing of a later one's year.
_BACKGROUND = regex(
    r"付[けので]|(?:以前|以後|以降)に|[^。、\n]{0,14}?(?:生まれ|出生|施行|制定|公布|現在|時点|改正|成立|設立)"
)
_FIRST_TRUSTED_MONTH = (2019, 5)  # 令和
_SLASH_CONTEXT = regex(
    f"{SPACE}(?:まで|迄|から|以降|必着|消印|締切|〆切|現在|時点|開催|午前|午後|正午|[0-9]{{1,2}}{SPACE}[:：時]"
    f"|[{_WAVES}]{SPACE}[0-9]{{1,2}}/[0-9]|[〜～]{SPACE}$)",
    re.MULTILINE,
)
_FRACTION_DENOMINATORS = frozenset({*range(2, 11), 12, 16})
_MONTHS_AHEAD = 6
"""How far behind a date in the same block another is still thought to be of its year; own
judgement: 「1月12日に始めます。12月14日に載せます」 goes back."""


def read(text: str, forms: list[Form]) -> list[Annotation]:
    """Turn the forms that are dates into DATE annotations.

    Args:
        text: The text, blocks joined by newlines.
        forms: What was found in it, in text order.
    """
    return _Reader(text).read(forms)


class _Date:
    """An accepted form with what it inherited."""

    __slots__ = ("form", "inherited", "month", "year")

    def __init__(self, form: Form) -> None:
        self.form = form
        self.year = form.year
        self.month = form.month
        self.inherited: frozenset[str] = frozenset()

    def annotation(self) -> Annotation:
        form = self.form
        value = DateValue(
            year=self.year,
            month=self.month,
            day=form.day,
            era=form.era,
            era_year=form.era_year,
            western=form.western,
            fiscal=form.fiscal,
            weekday=form.weekdays[0] if len(form.weekdays) == 1 else None,
            holiday=form.holiday,
            part=form.part,
            inherited=self.inherited,
        )
        return Annotation(_DATE, Span(form.start, form.end), value)


_YEAR = frozenset({"year"})
_MONTH = frozenset({"month"})
_BOTH = frozenset({"year", "month"})


class _Reader:
    """Reads the forms of a text from left to right, block by block."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._block_start = 0
        self._block_end = -1
        self._previous: _Date | None = None
        self._next: Form | None = None
        self._year_giver: _Date | None = None
        self._month_giver: _Date | None = None
        self._chain: list[_Date] = []

    def read(self, forms: list[Form]) -> list[Annotation]:
        dates: list[_Date] = []
        for index, form in enumerate(forms):
            if form.start > self._block_end:
                self._enter_block(form.start)
            self._next = forms[index + 1] if index + 1 < len(forms) else None
            gap = self._gap(form)
            date = self._accept(form, gap)
            if date is None:
                continue
            self._spread_weekdays(date, gap)
            self._remember(date)
            dates.append(date)
        return [date.annotation() for date in dates]

    def _enter_block(self, start: int) -> None:
        self._block_start = self._text.rfind("\n", max(0, self._block_end), start) + 1
        end = self._text.find("\n", start)
        self._block_end = end if end >= 0 else len(self._text)
        self._previous = self._year_giver = self._month_giver = None
        self._chain = []

    def _gap(self, form: Form) -> str | None:
        """What links the form to the date in front of it, or None."""
        if self._previous is None:
            return None
        before = self._previous.form
        if form.start <= before.end:
            return "" if before.listed else None
        if form.start - before.end > 30:
            return None
        return (
            self._text[before.end : form.start]
            if _LINK.fullmatch(self._text, before.end, form.start)
            else None
        )

    def _before(self, form: Form) -> str:
        """The few characters in front of a form, in its block, without spaces."""
        return self._text[max(self._block_start, form.start - 4) : form.start].rstrip(" \u3000")

    # --- which forms are dates ---

    def _accept(self, form: Form, gap: str | None) -> _Date | None:
        if form.shape is _WORD:
            return self._accept_word(form, gap)
        if form.shape is _DAY:
            return self._accept_day(form, gap)
        date = _Date(form)
        if form.shape is _SLASH and not self._is_slash_date(form, gap):
            return None
        if form.shape is _BARE_YEAR:
            alone = form.month is None and not form.fiscal
            if alone and not self._continues_years(form, gap):
                return None
            if gap is None and (form.era_year or 0) > _LATEST_BARE_YEAR:
                return None
            self._complete_era(date, gap)
            return date
        if form.year is None:
            self._complete_year(date, gap)
        return date

    def _accept_word(self, form: Form, gap: str | None) -> _Date | None:
        date = _Date(form)
        if form.dependent:
            before = self._previous
            if gap is None or before is None or before.month is None:
                return None
            date.month, date.year = before.month, before.year
            date.inherited = _BOTH if before.year is not None else _MONTH
        elif form.month is not None and gap is not None:
            self._complete_year(date, gap)
        return date

    def _is_slash_date(self, form: Form, gap: str | None) -> bool:
        """Whether 8/1 is a day rather than a fraction or a ratio."""
        if form.weekdays or form.holiday:
            return True
        month, day = form.month or 0, form.day or 0
        fraction = month < day and day in _FRACTION_DENOMINATORS
        before = self._previous
        if gap is not None and before is not None and before.form.shape is _SLASH:
            return not fraction or ("/" not in gap and gap.strip() != "")
        if fraction:
            following = self._next
            return (
                following is not None
                and following.shape is _SLASH
                and bool(following.weekdays)
                and _LINK.fullmatch(self._text, form.end, following.start) is not None
                and following.start - form.end <= 30
            )
        return _SLASH_CONTEXT.match(self._text, form.end) is not None

    def _continues_years(self, form: Form, gap: str | None) -> bool:
        """Whether 10年 goes on from 令和8年～, and is no number of years."""
        before = self._previous
        if gap is None or before is None or before.form.era_year is None or before.form.fiscal:
            return False
        if before.form.month is not None or (form.era_year or 0) <= before.form.era_year:
            return False
        return (
            before.form.listed
            or _YEARS_GO_ON.search(gap) is not None
            or ("から" in gap and self._text.startswith("まで", form.end))
        )

    def _accept_day(self, form: Form, gap: str | None) -> _Date | None:
        """A day alone: by its weekday, in a chain, or where the sentence says so."""
        date = _Date(form)
        before = self._before(form)
        named = bool(form.weekdays) or form.holiday
        if not named and not form.listed and _DURATION.match(self._text, form.end):
            return None
        if before.endswith(_EVERY_MONTH):
            return date
        linked = self._previous if gap is not None else None
        giver = linked if linked is not None else self._month_giver
        day = form.day or 0
        follows = giver is not None and giver.month is not None and (giver.form.day or 0) < day
        if named:
            if follows:
                self._give_month(date, giver)
            return date
        if linked is not None and gap is not None and linked.form.day is not None:
            later = linked.form.day < day
            if later and self._ends_range(form, gap):
                if linked.month is not None:
                    self._give_month(date, linked)
                return date
            return None
        if form.listed:
            return self._accept_listed(date, before, follows)
        if follows and self._is_day_in_sentence(form, before):
            self._give_month(date, giver)
            return date
        if self._starts_list(form) and not _is_kanji(before[-1:]):
            if follows:
                self._give_month(date, giver)
            return date
        if _UNTIL.match(self._text, form.end) and not _is_kanji(before[-1:]):
            following = self._next
            if following is not None and following.day is not None and day < following.day:
                return date
        return None

    def _starts_list(self, form: Form) -> bool:
        """Whether the form is the first of 「9日・16日・23日」."""
        following = self._next
        return (
            following is not None
            and following.shape is _DAY
            and (form.day or 0) < (following.day or 0)
            and self._text[form.end : following.start].strip(" \u3000") == "・"
            and not _DURATION.match(self._text, following.end)
        )

    def _accept_listed(self, date: _Date, before: str, follows: bool) -> _Date | None:
        """The first of 10～12日 away from a chain: only behind a month or with weekdays."""
        following = self._next
        last = following is not None and (following.weekdays or following.holiday)
        if not last or _is_kanji(before[-1:]):
            return None
        if follows:
            self._give_month(date, self._month_giver)
        return date

    def _ends_range(self, form: Form, gap: str) -> bool:
        if form.listed or ("から" not in gap and "より" not in gap):
            return True
        if "まで" in gap:  # 「1日から3日まで、10日」
            return True
        return _AFTER_LAST_DAY.match(self._text, form.end) is not None

    def _is_day_in_sentence(self, form: Form, before: str) -> bool:
        after = _AFTER_DAY.match(self._text, form.end)
        if after is None or (_is_kanji(before[-1:]) and not before.endswith(("同", "翌"))):
            return False
        start = max(self._block_start, form.start - 14)
        if _NOT_A_DAY_AFTER.search(self._text[start : form.start]):
            return False
        further = _RANGE_OF_DAYS.match(self._text, form.end)
        return further is None or not _DURATION.match(self._text, further.end())

    # --- what they inherit ---

    def _give_month(self, date: _Date, giver: _Date | None) -> None:
        assert giver is not None
        date.month, date.year = giver.month, giver.year
        date.inherited = _BOTH if giver.year is not None else _MONTH

    def _complete_era(self, date: _Date, gap: str | None) -> None:
        """The western year of 「8年3月」."""
        form = date.form
        number = form.era_year or 0
        linked = self._previous if gap is not None else None
        giver = linked or self._year_giver
        if giver is not None and giver.form.era is not None:
            if number >= (giver.form.era_year or 0) and (linked or giver.form.era is Era.REIWA):
                date.year = eras.to_western(giver.form.era, number)
                return
            if giver.form.era is not Era.REIWA:
                return
        elif giver is not None and giver.form.year is not None and giver.form.era_year is None:
            # 2026年4月から27年3月: the century is left out, not the era.
            year = giver.form.year - giver.form.year % 100 + number
            if 0 <= year - giver.form.year <= 30:
                date.year = year
                date.form.era_year = None
                return
        if form.western is not None:
            date.year = form.western
        elif number <= LATEST_ASSUMED_YEAR:
            date.year = eras.to_western(Era.REIWA, number)

    def _complete_year(self, date: _Date, gap: str | None) -> None:
        """The year of 「8月1日」 from a date to its left."""
        before = self._before(date.form)
        if before.endswith(("翌年", "翌", "翌年の")):
            giver = self._previous if gap is not None else self._year_giver
            if giver is not None and giver.year is not None and not giver.form.fiscal:
                date.year = giver.year + 1
                date.inherited = _YEAR
            return
        if before.endswith(_EVERY_YEAR):
            return
        same = before.endswith("同年")
        if gap is not None and self._previous is not None:
            giver = self._previous
            if giver.year is None or giver.form.fiscal:
                return
            later = (
                not same
                and giver.month is not None
                and date.month is not None
                and date.month < giver.month <= 12
            )
            date.year = giver.year + later
            date.inherited = _YEAR
            return
        giver_or_none = self._year_giver
        if giver_or_none is None or giver_or_none.year is None or giver_or_none.month is None:
            return
        if not same and not 0 <= (date.month or 0) - giver_or_none.month <= _MONTHS_AHEAD:
            return
        if self._speaks_against(date, giver_or_none):
            return
        date.year = giver_or_none.year
        date.inherited = _YEAR

    def _speaks_against(self, date: _Date, giver: _Date) -> bool:
        """Whether the weekday of a date away from the giver does not fit its year.

        A giver whose own weekday fits is believed more, unless the year before
        or after it explains the other's weekday.
        """
        weekday = _weekday(date.form)
        year = giver.year
        if weekday is None or year is None or _fits(year, date.month, date.form.day, weekday):
            return False
        if not _fits(year, giver.month, giver.form.day, _weekday(giver.form)):
            return True
        return any(
            _fits(other, date.month, date.form.day, weekday) for other in (year - 1, year + 1)
        )

    # --- what later dates need of this one ---

    def _spread_weekdays(self, date: _Date, gap: str | None) -> None:
        """Give 「8月1日・2日（土・日）」 its weekdays, each date its own."""
        listed = gap is not None and not _RANGE_SIGN.search(gap)
        if not listed:
            self._chain = []
        self._chain.append(date)
        weekdays = date.form.weekdays
        if len(weekdays) > 1:
            members = self._chain[-len(weekdays) :]
            if len(members) == len(weekdays) and not any(
                member.form.weekdays for member in members[:-1]
            ):
                for member, weekday in zip(members, weekdays, strict=True):
                    member.form.weekdays = (weekday,)
            else:
                date.form.weekdays, date.form.holiday = (), False
                date.form.end = date.form.core_end
        if weekdays:
            self._chain = []

    def _remember(self, date: _Date) -> None:
        self._previous = date
        form = date.form
        if date.month is None or _BACKGROUND.match(self._text, form.end):
            return
        self._month_giver = date
        if form.year is None and form.shape is not _BARE_YEAR and "year" not in date.inherited:
            return
        if date.year is not None and (date.year, date.month) >= _FIRST_TRUSTED_MONTH:
            self._year_giver = date


def _weekday(form: Form) -> int | None:
    return form.weekdays[0] if len(form.weekdays) == 1 else None


def _fits(year: int | None, month: int | None, day: int | None, weekday: int | None) -> bool:
    if year is None or month is None or day is None or weekday is None:
        return False
    try:
        return datetime.date(year, month, day).weekday() == weekday
    except ValueError:
        return False


def _is_kanji(char: str) -> bool:
    return bool(char) and ("一" <= char <= "鿿" or char == "々")
