"""Whatever is written comes back: dates, times, weekdays and ranges in every form."""

from __future__ import annotations

import datetime
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.annotations import eras
from checker.annotations.dates import find_dates
from checker.annotations.periods import find_periods
from checker.annotations.times import find_times
from checker.annotations.types import (
    AnnotationKind,
    DateValue,
    Era,
    PeriodValue,
    TimeValue,
    WeekdayValue,
)
from checker.document.folding import fold

_DAYS = "月火水木金土日"
_LETTERS = dict(zip(Era, "MTSHR", strict=True))
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_days = st.dates(datetime.date(1868, 1, 25), datetime.date(2040, 12, 31))
_present_days = st.dates(datetime.date(2019, 5, 1), datetime.date(2040, 12, 31))
_quick = settings(max_examples=80, deadline=None)


def _kanji(number: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return (
        ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")
    )


def _forms(day: datetime.date) -> list[str]:
    """The day in every form that has a year."""
    era, number = eras.of(day)
    year = "元" if number == 1 else str(number)
    letter = _LETTERS[era]
    y, m, d = day.year, day.month, day.day
    kanji_year = "元" if number == 1 else _kanji(number)
    western = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(y))
    return [
        f"{era}{year}年{m}月{d}日",
        f"{era}{number}年{m}月{d}日",
        f"{era}{year}年{m}月{d}日".translate(_FULL_WIDTH),
        f"{era} {year} 年 {m} 月 {d} 日",
        f"{era}{kanji_year}年{_kanji(m)}月{_kanji(d)}日",
        f"{era}{year}年（{y}年）{m}月{d}日",
        f"{era}{year}({y})年{m}月{d}日",
        f"{y}年（{era}{year}年）{m}月{d}日",
        f"{letter}{year}.{m}.{d}",
        f"{letter}{number}/{m}/{d}",
        f"{letter}{number:02}.{m:02}.{d:02}",
        f"{era[0]}{year}.{m}.{d}",
        f"{y}年{m}月{d}日",
        f"{western}年{_kanji(m)}月{_kanji(d)}日",
        f"{y}.{m}.{d}",
        f"{y}/{m:02}/{d:02}",
        day.isoformat(),
    ]


def _with_weekday(written: str, weekday: int, form: int) -> str:
    name = _DAYS[weekday]
    signs = "㈪㈫㈬㈭㈮㈯㈰"[weekday], "㊊㊋㊌㊍㊎㊏㊐"[weekday]
    tails = (f"（{name}）", f"({name})", f"（{name}曜日）", f"({name}曜)", f"{name}曜日", *signs)
    return written + tails[form % len(tails)]


@given(day=_days, form=st.integers(0, 16))
@_quick
def test_a_date_comes_back(day: datetime.date, form: int) -> None:
    written = _forms(day)[form]
    text = f"受付は{written}に始めます。"
    (found,) = find_dates(fold(text), text)
    assert found.span.cut(text) == written
    assert isinstance(found.value, DateValue)
    assert found.value.to_date() == day
    if found.value.era is not None:
        assert (found.value.era, found.value.era_year) == eras.of(day)
        assert found.value.western in (None, day.year)
    assert not found.value.inherited


@given(day=_days, form=st.integers(0, 16), tail=st.integers(0, 6), wrong=st.integers(0, 6))
@_quick
def test_a_weekday_comes_back_as_written(
    day: datetime.date, form: int, tail: int, wrong: int
) -> None:
    weekday = (day.weekday() + wrong) % 7
    written = _with_weekday(_forms(day)[form], weekday, tail)
    text = f"受付は{written}に始めます。"
    (found,) = find_dates(fold(text), text)
    assert found.span.cut(text) == written
    assert isinstance(found.value, DateValue)
    assert (found.value.to_date(), found.value.weekday) == (day, weekday)


@given(
    start=_days,
    length=st.integers(1, 300),
    form=st.integers(0, 16),
    sign=st.sampled_from(["～", "〜", "~", "から", "より", " ～ ", "―"]),
)
@_quick
def test_a_range_comes_back(start: datetime.date, length: int, form: int, sign: str) -> None:
    end = start + datetime.timedelta(days=length)
    written = f"{_forms(start)[form]}{sign}{end.month}月{end.day}日まで"
    text = f"期間：{written}"
    folded = fold(text)
    dates = find_dates(folded, text)
    (period,) = find_periods(folded, dates)
    assert period.span.cut(text) == written
    assert isinstance(period.value, PeriodValue)
    first, last = period.value.start, period.value.end
    assert isinstance(first, DateValue)
    assert isinstance(last, DateValue)
    assert first.to_date() == start
    assert last.inherited == {"year"}
    # A range that returns to its own month within the year cannot be told
    # from one day in front of the other.
    if (end.year, end.month) == (start.year, start.month) or end.month != start.month:
        assert last.to_date() == end


@given(day=_present_days, later=st.lists(st.integers(1, 3), min_size=1, max_size=5))
@_quick
def test_a_chain_of_days_comes_back(day: datetime.date, later: list[int]) -> None:
    days = [day]
    for step in later:
        following = days[-1] + datetime.timedelta(days=step)
        if following.month != day.month:
            break
        days.append(following)
    text = f"令和{day.year - 2018}年{day.month}月" + "、".join(
        f"{each.day}日（{_DAYS[each.weekday()]}）" for each in days
    )
    found = find_dates(text)
    assert [a.value.to_date() for a in found if isinstance(a.value, DateValue)] == days


@given(
    days=st.sets(st.integers(0, 6), min_size=1),
    form=st.integers(0, 3),
    holiday=st.booleans(),
)
@_quick
def test_weekdays_come_back(days: set[int], form: int, holiday: bool) -> None:
    names = [_DAYS[day] for day in sorted(days)]
    written = {
        0: "・".join(names) + "曜日",
        1: "、".join(f"{name}曜日" for name in names),
        2: "・".join(f"{name}曜" for name in names),
        3: "曜日と".join(names) + "曜日",
    }[form]
    if holiday:
        written += "・祝日"
    text = f"毎週{written}に開きます。"
    (found,) = find_dates(text)
    assert found.kind is AnnotationKind.WEEKDAY
    assert found.span.cut(text) == written
    assert found.value == WeekdayValue(frozenset(days), holiday)


@given(hour=st.integers(0, 23), minute=st.integers(0, 59), form=st.integers(0, 5))
@_quick
def test_a_time_comes_back(hour: int, minute: int, form: int) -> None:
    half, short = ("午前", hour) if hour < 12 else ("午後", hour - 12)
    minutes = f"{minute}分" if minute else ""
    written = [
        f"{half}{short}時{minutes}",
        f"{half} {short} 時 {minutes}".rstrip(),
        f"{hour}時{minute}分",
        f"{hour}:{minute:02}",
        f"{hour}：{minute:02}".translate(_FULL_WIDTH),
        f"{'AM' if hour < 12 else 'PM'}{short}:{minute:02}",
    ][form]
    text = f"受付は{written}からです。"
    (found,) = find_times(fold(text))
    assert found.span.cut(text) == written
    assert isinstance(found.value, TimeValue)
    assert found.value.minutes == hour * 60 + minute


@given(first=st.integers(0, 22), length=st.integers(1, 12), form=st.integers(0, 3))
@_quick
def test_a_range_of_times_comes_back(first: int, length: int, form: int) -> None:
    last = min(first + length, 23)

    def half(hour: int) -> str:
        return f"午前{hour}時" if hour < 12 else f"午後{hour - 12}時"

    written = [
        f"{half(first)}から{half(last)}まで",
        f"{first}:00～{last}:00",
        f"{first}～{last}時",
        f"{half(first)}～" + (half(last) if (first < 12) != (last < 12) else f"{last % 12}時"),
    ][form]
    text = f"時間：{written}"
    (period,) = find_periods(text, find_times(text))
    assert period.span.cut(text) == written
    assert isinstance(period.value, PeriodValue)
    ends = [period.value.start, period.value.end]
    assert [end.minutes for end in ends if isinstance(end, TimeValue)] == [first * 60, last * 60]


_PIECES = st.sampled_from(
    [
        *"0123456789元一二十年月日時分曜土祝午前後令和平成RHST～〜-/.:：（）()・、。 　\n\r\t",
        *"㈯㊐㊗㋿本今来明去週末度間から",
        "令和8年", "8月1日", "（土）", "午前10時", "10:30", "8/1", "正午", "土・日曜日", "まで",
        "年度", "翌年", "毎月", "月末", "12月29日～1月3日", "🎌", "ｶﾞ", "\u0000", "\u200b",
    ]
)  # fmt: skip


@given(text=st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=40).map("".join)))
@settings(max_examples=100, deadline=None)
def test_no_text_is_refused(text: str) -> None:
    folded = fold(text)
    found = find_dates(folded, text) + find_times(folded)
    found += find_periods(folded, found)
    for annotation in found:
        span = annotation.span
        assert 0 <= span.start < span.end <= len(text)
        assert "\n" not in span.cut(text)
    for kinds in ({AnnotationKind.TIME}, {AnnotationKind.PERIOD}, {
        AnnotationKind.DATE, AnnotationKind.WEEKDAY, AnnotationKind.RELATIVE_DAY,
    }):  # fmt: skip
        spans = [annotation.span for annotation in found if annotation.kind in kinds]
        for before, after in itertools.pairwise(spans):
            assert before.end <= after.start
