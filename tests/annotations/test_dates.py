"""Dates, weekdays and relative days in sentences of notices."""

from __future__ import annotations

import time

import pytest

from checker.annotations.dates import find_dates
from checker.annotations.types import (
    Annotation,
    AnnotationKind,
    DateValue,
    Era,
    RelativeDayValue,
    WeekdayValue,
)
from checker.document.folding import fold

_DAYS = "月火水木金土日"


def _show(value: DateValue) -> str:
    """A date in short: 2026-08-01, 土, 祝, and "<ym" for what is inherited."""
    parts = [
        f"{value.year or '----'}",
        f"{value.month or 0:02}",
        f"{value.day or 0:02}",
    ]
    shown = "-".join(parts)
    if value.fiscal:
        shown += " 年度"
    if value.weekday is not None:
        shown += f" {_DAYS[value.weekday]}"
    if value.holiday:
        shown += " 祝"
    if value.part:
        shown += f" {value.part}"
    if value.inherited:
        shown += " <" + "".join(sorted(name[0] for name in value.inherited))
    return shown


def _found(text: str, kind: AnnotationKind) -> list[tuple[str, Annotation]]:
    folded = fold(text)
    return [(a.span.cut(text), a) for a in find_dates(folded, text) if a.kind is kind]


def _dates(text: str) -> list[tuple[str, str]]:
    found = []
    for written, annotation in _found(text, AnnotationKind.DATE):
        assert isinstance(annotation.value, DateValue)
        found.append((written, _show(annotation.value)))
    return found


def _weekdays(text: str) -> list[tuple[str, str]]:
    found = []
    for written, annotation in _found(text, AnnotationKind.WEEKDAY):
        assert isinstance(annotation.value, WeekdayValue)
        days = "".join(_DAYS[day] for day in sorted(annotation.value.days))
        found.append((written, days + ("祝" if annotation.value.holiday else "")))
    return found


def _relative(text: str) -> list[tuple[str, str, int]]:
    found = []
    for written, annotation in _found(text, AnnotationKind.RELATIVE_DAY):
        assert isinstance(annotation.value, RelativeDayValue)
        assert written.startswith(annotation.value.word)
        found.append((written, annotation.value.unit, annotation.value.offset))
    return found


@pytest.mark.parametrize(
    "written",
    [
        "令和8年8月1日",
        "令和８年８月１日",
        "令和 8 年 8 月 1 日",
        "令和８年　８月　１日",
        "令和八年八月一日",
        "R8.8.1",
        "R8/8/1",
        "Ｒ８．８．１",
        "R08.08.01",
        "R8年8月1日",
        "令8.8.1",
        "㋿8年8月1日",
        "2026年8月1日",
        "二〇二六年八月一日",
        "2026.08.01",
        "2026. 8. 1",
        "2026/8/1",
        "２０２６／８／１",
        "2026-08-01",
        "令和8年（2026年）8月1日",
        "令和8年(2026)8月1日",
        "令和8（2026）年8月1日",
        "2026年（令和8年）8月1日",
        "2026（令和8）年8月1日",
        "2026年(R8年)8月1日",
    ],
)
def test_one_day_in_every_form(written: str) -> None:
    assert _dates(f"申込みは{written}までです。") == [(written, "2026-08-01")]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("H9.4.2", "1997-04-02"),
        ("S64.1.7", "1989-01-07"),
        ("昭64.1.7", "1989-01-07"),
        ("T15.12.24", "1926-12-24"),
        ("M45.7.29", "1912-07-29"),
        ("R元.5.1", "2019-05-01"),
        ("令和元年5月1日", "2019-05-01"),
        ("平成31年4月30日", "2019-04-30"),
        ("㍻31年4月30日", "2019-04-30"),
        ("昭和63年12月", "1988-12-00"),
        ("大正12年9月1日", "1923-09-01"),
        ("明治45年7月29日", "1912-07-29"),
        ("平成三十一年四月三十日", "2019-04-30"),
        ("令和8年", "2026-00-00"),
        ("2026年", "2026-00-00"),
        ("令和8年度", "2026-00-00 年度"),
        ("R8年度", "2026-00-00 年度"),
        ("2026年度", "2026-00-00 年度"),
        ("8年度", "2026-00-00 年度"),
        ("令和8(2026)年度", "2026-00-00 年度"),
        ("令和8年度（2026年度）", "2026-00-00 年度"),
        ("平成31（令和元）年度", "2019-00-00 年度"),
        ("令和8年3月", "2026-03-00"),
        ("8年3月", "2026-03-00"),
        ("令和8年8月下旬", "2026-08-00 下旬"),
        ("8月上旬", "-----08-00 上旬"),
        ("8月末", "-----08-00 末"),
        ("8月末日", "-----08-00 末日"),
        ("8月前半", "-----08-00 前半"),
        ("令和8年末", "2026-00-00 末"),
        ("令和8年度末", "2026-00-00 年度 末"),
        ("月末", "-----00-00 月末"),
        ("年度末", "-----00-00 年度 年度末"),
        ("元日", "-----01-01"),
        ("令和9年元日", "2027-01-01"),
        ("8月1日", "-----08-01"),
        ("八月一日", "-----08-01"),
        ("十二月三十一日", "-----12-31"),
        ("8月", "-----08-00"),
        ("12月号", "-----12-00"),
    ],
)
def test_other_dates(written: str, value: str) -> None:
    bare = written.removesuffix("号")
    assert _dates(f"この制度は{written}から始まります。") == [(bare, value)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("8月1日(土)", "-----08-01 土"),
        ("8月1日（土）", "-----08-01 土"),
        ("8月1日（土曜日）", "-----08-01 土"),
        ("8月1日（土曜）", "-----08-01 土"),
        ("8月1日 (土)", "-----08-01 土"),
        ("8月1日［土］", "-----08-01 土"),
        ("8月1日土曜日", "-----08-01 土"),
        ("8月1日㈯", "-----08-01 土"),
        ("8月1日㊏", "-----08-01 土"),
        ("8月11日㈫㈷", "-----08-11 火 祝"),
        ("8月11日㊋・㊗", "-----08-11 火 祝"),
        ("8/1(土)", "-----08-01 土"),
        ("8.1（土）", "-----08-01 土"),
        ("R8.8.1(土)", "2026-08-01 土"),
        ("2026-08-01（土）", "2026-08-01 土"),
        ("7月20日(月・祝)", "-----07-20 月 祝"),
        ("7月20日（月曜日・祝日）", "-----07-20 月 祝"),
        ("7月20日（月・海の日）", "-----07-20 月 祝"),
        ("7月20日（祝日・月）", "-----07-20 月 祝"),
        ("7月20日(月)(祝)", "-----07-20 月 祝"),
        ("5月6日（水・振替休日）", "-----05-06 水 祝"),
        ("5月6日（水・休）", "-----05-06 水 祝"),
        ("11月3日(祝)", "-----11-03 祝"),
        ("29日(火)", "-----00-29 火"),
        # More than the weekday in the brackets: they are not closed within the span.
        ("8月1日（土曜日", "-----08-01 土"),
    ],
)
def test_weekday_beside_a_date(written: str, value: str) -> None:
    after = "、雨天決行）" if written.endswith("（土曜日") else "に集まります。"
    assert _dates(f"市役所に{written}{after}") == [(written, value)]
    assert _weekdays(f"市役所に{written}{after}") == []


def test_era_and_western_year_are_kept_as_written() -> None:
    ((_, annotation),) = _found("令和8年（2025年）8月1日", AnnotationKind.DATE)
    assert annotation.value == DateValue(2026, 8, 1, era=Era.REIWA, era_year=8, western=2025)
    ((_, annotation),) = _found("2026年（令和7年）8月1日", AnnotationKind.DATE)
    assert annotation.value == DateValue(2026, 8, 1, era=Era.REIWA, era_year=7, western=2026)
    ((_, annotation),) = _found("8年3月に", AnnotationKind.DATE)
    assert annotation.value == DateValue(2026, 3, None, era=None, era_year=8)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3月5日(木)・12日(木)", ["-----03-05 木", "-----03-12 木 <m"]),
        ("令和8年8月3日・10日", ["2026-08-03", "2026-08-10 <my"]),
        ("令和8年8月3日（月）から7日（金）まで", ["2026-08-03 月", "2026-08-07 金 <my"]),
        ("5日から9日まで休館します。", ["-----00-05", "-----00-09"]),
        ("9日・16日・23日に開きます。", ["-----00-09", "-----00-16", "-----00-23"]),
        ("毎月10日に開きます。8月も10日です。", ["-----00-10", "-----08-00"]),
        ("令和8年12月28日から1月4日まで", ["2026-12-28", "2027-01-04 <y"]),
        ("令和8年12月29日～元日", ["2026-12-29", "2027-01-01 <y"]),
        ("令和8年8月1日から翌年3月31日まで", ["2026-08-01", "2027-03-31 <y"]),
        ("令和8年8月1日から翌年の3月31日まで", ["2026-08-01", "2027-03-31 <y"]),
        ("令和8年4月1日から同年9月30日まで", ["2026-04-01", "2026-09-30 <y"]),
        ("令和8年4月から9年3月まで", ["2026-04-00", "2027-03-00"]),
        ("平成29年4月から30年3月まで", ["2017-04-00", "2018-03-00"]),
        ("2026年4月から27年3月まで", ["2026-04-00", "2027-03-00"]),
        ("昭和48年4月2日～同59年4月1日生まれ", ["1973-04-02", "1984-04-01"]),
        ("平成 30 年 4 月 1 日　～　 31 年 3 月 31 日", ["2018-04-01", "2019-03-31"]),
        ("6月5日（土）、(2)12日（土）", ["-----06-05 土", "-----06-12 土 <m"]),
        ("12月27～30日ごろ", ["-----12-27", "-----12-30 <m"]),
        ("毎年2・6・10月", ["-----02-00", "-----06-00", "-----10-00"]),
        ("奇数月1日", ["-----00-01"]),
        ("令和8年～10年", ["2026-00-00", "2028-00-00"]),
        ("令和7・8年度", ["2025-00-00 年度", "2026-00-00 年度"]),
        ("8月上旬から下旬", ["-----08-00 上旬", "-----08-00 下旬 <m"]),
        ("6～9月", ["-----06-00", "-----09-00"]),
        ("令和8年6～9月", ["2026-06-00", "2026-09-00 <y"]),
        ("8月1・2日", ["-----08-01", "-----08-02 <m"]),
        ("8月1～3日(月)", ["-----08-01", "-----08-03 月 <m"]),
        ("8月1日（土）、8日（土）の午後", ["-----08-01 土", "-----08-08 土 <m"]),
        ("8月1日・2日（土・日）", ["-----08-01 土", "-----08-02 日 <m"]),
        ("8月1日午前10時から2日正午まで", ["-----08-01", "-----08-02 <m"]),
        ("8/1(土)・8/8", ["-----08-01 土", "-----08-08"]),
        ("4/29～5/5", ["-----04-29", "-----05-05"]),
        ("令和8年8月1日から受け付け、10日までに返事をします。", ["2026-08-01", "2026-08-10 <my"]),
        ("令和8年8月1日に始め、9月1日に終わります。", ["2026-08-01", "2026-09-01 <y"]),
    ],
)
def test_what_is_left_out_comes_from_the_left(text: str, values: list[str]) -> None:
    assert [value for _, value in _dates(text)] == values


@pytest.mark.parametrize(
    ("text", "last"),
    [
        # Another block.
        ("令和8年8月1日\n9月1日", "-----09-01"),
        ("8月3日(月)\n10日(月)", "-----00-10 月"),
        # Birth, law, an older era: said of something else.
        ("平成20年4月2日以前に生まれた方は、8月1日に", "-----08-01"),
        ("令和5年4月2日から令和6年4月1日までに生まれたお子さんは、8月1日に", "-----08-01"),
        ("令和7年4月1日施行の条例により、8月1日から", "-----08-01"),
        ("昭和50年4月1日に開いた館を、8月1日に", "-----08-01"),
        # A year of account is not the year of a day in it.
        ("令和8年度の受付は、8月1日からです。", "-----08-01"),
        # The weekday tells that the year is another one.
        ("令和9年1月12日（火）に始め、5月14日（木）に載せます。", "-----05-14 木"),
        # Far behind, or in front.
        ("令和9年1月12日に始めます。日程は12月14日に載せます。", "-----12-14"),
        ("令和8年8月1日に始めます。募集は4月1日に始めました。", "-----04-01"),
        # Every year, and years relative to the reader.
        ("令和8年8月1日、来年9月1日", "-----09-01"),
        ("令和8年8月1日から、毎年9月1日に", "-----09-01"),
        ("8月1日、毎月20日", "-----00-20"),
    ],
)
def test_nothing_is_inherited_in_doubt(text: str, last: str) -> None:
    assert _dates(text)[-1][1] == last


def test_a_wrong_weekday_does_not_hide_the_year_of_a_chain() -> None:
    # 9 August 2026 is a Sunday: the slip must stay visible to who compares.
    text = "令和8年8月1日（土）、8月9日（土）"
    assert [value for _, value in _dates(text)] == ["2026-08-01 土", "2026-08-09 土 <y"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2月30日", "-----02-30"),
        ("13月1日", "-----13-01"),
        ("8月32日", "-----08-32"),
        ("4月31日（木）", "-----04-31 木"),
        ("令和8年13月", "2026-13-00"),
        ("2026/2/30", "2026-02-30"),
        ("平成33年4月1日", "2021-04-01"),
    ],
)
def test_impossible_dates_keep_their_values(written: str, value: str) -> None:
    assert _dates(f"受付は{written}です。") == [(written, value)]
    ((_, annotation),) = _found(written, AnnotationKind.DATE)
    assert isinstance(annotation.value, DateValue)
    if "33" not in written:
        assert annotation.value.to_date() is None


@pytest.mark.parametrize(
    "text",
    [
        "101日(日)に開きます",  # columns that ran together
        "8月101日(日)に開きます",
        "経費の1/2を補助します",
        "費用の1/2まで",
        "2/3以上の賛成",
        "24/7で対応",
        "電話 04-0000-1234",
        "電話 0120-00-1234",
        "〒000-0001 あおば市中央1-2-3",
        "第3条2項",
        "3.8.1版",
        "192.168.1.1",
        "https://www.aoba.example/2026/08/01/",
        "案件番号A2026-08-01",
        "3日間",
        "2か月",
        "3ヶ月以内",
        "10年間",
        "1年生から3年生まで",
        "3年前",
        "2000年前の遺跡",
        "1960年代",
        "5日以内に届きます",
        "2週間前",
        "3日前の午後5時まで",
        "申請から3日から5日程度かかります",
        "1日3回",
        "1日1時間",
        "1日につき100円",
        "1日乗車券",
        "一日中",
        "3月以内",
        "1月あたり",
        "生後12月から受けられます",
        "出生14週6日までに",
        "6日～28日間隔で",
        "過去3年度",
        "小学3年3月",
        "勤続10年3月",
        "最大3年",
        "四日市と十日町",
        "三日月、二日酔い",
        "五月雨の季節",
        "年末調整",
        "月 日 曜日",
        "平日は休み",
        "3,500円、1,008月分",
        "第2日曜日",
    ],
)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert _dates(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8月1日から10日以内に", ["8月1日"]),
        ("8月1日から5日で届きます", ["8月1日"]),
        ("8月1日から3日かけて", ["8月1日"]),
        ("8月1日、1日3回", ["8月1日"]),
        ("8月1日、20日間", ["8月1日"]),
        ("8月1日～31日（日・祝を除く）", ["8月1日", "31日"]),
        ("8月1日～31日（土・日）", ["8月1日", "31日"]),
        ("5月の第2日曜日", ["5月"]),
        ("8月1日、四日市で", ["8月1日"]),
        ("8月1日（日帰り）", ["8月1日"]),
        ("8月1日必着", ["8月1日"]),
        ("令和8年8月1日現在", ["令和8年8月1日"]),
        ("平成31年/令和元年", ["平成31年", "令和元年"]),
        ("3/31現在", ["3/31"]),
        ("8/1 10:00", ["8/1"]),
    ],
)
def test_where_a_date_ends(text: str, expected: list[str]) -> None:
    assert [written for written, _ in _dates(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("毎週月・水・金曜日", [("月・水・金曜日", "月水金")]),
        ("月曜日から金曜日まで", [("月曜日から金曜日", "月火水木金")]),
        ("月曜日、水曜日及び金曜日", [("月曜日、水曜日及び金曜日", "月水金")]),
        ("土・日曜日を除く", [("土・日曜日", "土日")]),
        ("土曜・日曜", [("土曜・日曜", "土日")]),
        ("土日祝日は休館", [("土日祝日", "土日祝")]),
        ("土・日・祝日", [("土・日・祝日", "土日祝")]),
        ("土曜日、日曜日、祝日及び年末年始", [("土曜日、日曜日、祝日", "土日祝")]),
        ("月～金（祝日を除く）", [("月～金", "月火水木金"), ("祝日", "祝")]),
        ("火～金曜日", [("火～金曜日", "火水木金")]),
        ("（土）・（日）", [("（土）・（日）", "土日")]),
        ("毎週（月）～（金）", [("（月）～（金）", "月火水木金")]),
        ("毎週（水）", [("（水）", "水")]),
        ("㈪・㈬・㈮", [("㈪・㈬・㈮", "月水金")]),
        ("毎週㊌", [("㊌", "水")]),
        ("㊏㊐", [("㊏㊐", "土日")]),
        ("第2・第4土曜日", [("土曜日", "土")]),
        ("第1日曜日", [("日曜日", "日")]),
        ("水曜休館", [("水曜", "水")]),
        ("木曜日（祝日の場合は翌日）", [("木曜日", "木"), ("祝日", "祝")]),
        ("振替休日", [("振替休日", "祝")]),
        ("7月1日～31日の土・日", [("土・日", "土日")]),
        ("8月1日～31日（日・祝を除く）", [("日・祝", "日祝")]),
        ("平日・土曜日", [("土曜日", "土")]),
    ],
)
def test_weekdays_without_a_date(text: str, expected: list[tuple[str, str]]) -> None:
    assert _weekdays(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "平日のみ",
        "休み",
        "休日に診ます",
        "月 日",
        "年・月・日",
        "曜日",
        "単位（日）",
        "日曜大工の講座",
        "土日用品",
        "郷土日本画",
        "粘土・日用品",
        "土木・水道",
        "お祝いの品",
        "祝日法",
        "㊐8月1日",  # the sign for 日時
        "㊎無料",
        "日・月の動き",
    ],
)
def test_what_only_looks_like_a_weekday(text: str) -> None:
    assert _weekdays(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本日未明", [("本日", "day", 0)]),
        ("今日から始めます", [("今日", "day", 0)]),
        ("明日と明後日", [("明日", "day", 1), ("明後日", "day", 2)]),
        ("今日明日", [("今日", "day", 0), ("明日", "day", 1)]),
        ("昨日、一昨日", [("昨日", "day", -1), ("一昨日", "day", -2)]),
        ("先週、今週、来週、再来週", [
            ("先週", "week", -1), ("今週", "week", 0), ("来週", "week", 1), ("再来週", "week", 2),
        ]),
        ("先月・今月・来月", [("先月", "month", -1), ("今月", "month", 0), ("来月", "month", 1)]),
        ("今月末までに", [("今月末", "month", 0)]),
        ("来月上旬", [("来月上旬", "month", 1)]),
        ("去年、昨年、今年、本年、来年", [
            ("去年", "year", -1), ("昨年", "year", -1), ("今年", "year", 0), ("本年", "year", 0),
            ("来年", "year", 1),
        ]),
        ("昨年度、今年度、本年度、来年度", [
            ("昨年度", "fiscal_year", -1), ("今年度", "fiscal_year", 0),
            ("本年度", "fiscal_year", 0), ("来年度", "fiscal_year", 1),
        ]),
        ("来年3月1日", [("来年", "year", 1)]),
        ("本日4月4日（水）", [("本日", "day", 0)]),
    ],
)  # fmt: skip
def test_relative_days(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert _relative(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "当日お持ちください",
        "翌日",
        "今日的な課題",
        "今日では当たり前です",
        "明日香さん",
        "明日葉の天ぷら",
        "明日を担う子どもたち",
        "本日付けで",
        "日本日程",
        "説明日時",
        "日本年金機構",
        "過去年度の実績",
        "今月号の記事",
        "基本年額",
    ],
)
def test_what_is_no_day_of_the_readers_calendar(text: str) -> None:
    assert _relative(text) == []


def test_signs_are_read_from_the_raw_text_only() -> None:
    raw = "8月1日㈯"
    folded = fold(raw)
    assert folded == "8月1日・"
    (with_raw,) = find_dates(folded, raw)
    assert with_raw.span.end == 5
    assert isinstance(with_raw.value, DateValue)
    assert with_raw.value.weekday == 5
    (without,) = find_dates(folded)
    assert without.span.end == 4


def test_annotations_are_in_order_and_never_overlap() -> None:
    text = (
        "本日、令和8年8月1日（土）から2日（日）まで、毎週月・水曜日と月末、来年3月。\n"
        "8月3日㈪・4日、今月末、土日祝日、8/8(土)、R8.9.1"
    )
    found = find_dates(fold(text), text)
    assert len(found) == 13
    ends = 0
    for annotation in found:
        assert annotation.span.start >= ends
        ends = annotation.span.end


@pytest.mark.parametrize(
    "unit",
    [
        "令和8年8月1日（土）、",
        "5日(土)・",
        "8月",
        "8月1日\n",
        "1、",
        "8年",
        "月・日・",
        "年・月・日・",
        "本日年末",
        "3日後、",
        "9",
        "（土",
        "8/1～",
        "　",
    ],
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    start = time.process_time()
    find_dates(text, text)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "締切は8月20日です。15日までに相談してください。",
            ["8月20日", "15日"],
            marks=pytest.mark.xfail(reason="a day in front of the month's giver may be a count"),
        ),
        pytest.param(
            "8月1日・2日（2日は午後3時まで）",
            ["8月1日", "2日", "2日"],
            marks=pytest.mark.xfail(reason="「2日は」 alone reads as two days as well"),
        ),
        pytest.param(
            "期限：1/4まで",
            ["1/4"],
            marks=pytest.mark.xfail(reason="cannot be told from the fraction"),
        ),
        pytest.param(
            "2026/8 の予定",
            ["2026/8"],
            marks=pytest.mark.xfail(reason="year and month with a slash alone are not read"),
        ),
        pytest.param(
            "令和6・7・8年度",
            ["令和6", "7", "8年度"],
            marks=pytest.mark.xfail(reason="the middle number of a list of years is not read"),
        ),
    ],
)
def test_known_misses(text: str, expected: list[str]) -> None:
    assert [written for written, _ in _dates(text)] == expected
