"""Numbers with counters, and what only looks like one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.annotations.counts import find_counts
from checker.annotations.shared import Taken
from checker.annotations.types import AnnotationKind, CountValue
from checker.model import Span

Row = tuple[str, Decimal, str, str, bool]


def found(text: str, *taken: Span) -> list[Row]:
    """Stretch, number, unit, bound and ordinal of every count in `text`."""
    rows = []
    for annotation in find_counts(text, Taken(taken)):
        assert annotation.kind is AnnotationKind.COUNT
        value = annotation.value
        assert isinstance(value, CountValue)
        rows.append(
            (annotation.span.cut(text), value.number, value.unit, value.bound, value.ordinal)
        )
    return rows


@pytest.mark.parametrize(
    ("text", "stretch", "number", "unit"),
    [
        ("先着30人です。", "30人", "30", "人"),
        ("先着 30 人", "30 人", "30", "人"),
        ("各回8組", "8組", "8", "組"),
        ("1,200世帯が対象です。", "1,200世帯", "1200", "世帯"),
        ("2万2500人が来場しました。", "2万2500人", "22500", "人"),
        ("定員は三十人です。", "三十人", "30", "人"),
        ("大人二人と子ども一人", "二人", "2", "人"),
        ("方法は3つあります。", "3つ", "3", "つ"),
        ("方法は二つあります。", "二つ", "2", "つ"),
        ("写し1点", "1点", "1", "点"),
        ("写真を2枚", "2枚", "2", "枚"),
        ("駐車場5台", "5台", "5", "台"),
        ("3か月かかります。", "3か月", "3", "か月"),
        ("3カ月かかります。", "3カ月", "3", "か月"),
        ("3ヶ月かかります。", "3ヶ月", "3", "か月"),
        ("3箇月", "3箇月", "3", "か月"),
        ("5ヵ所", "5ヵ所", "5", "か所"),
        ("2週間後に届きます。", "2週間", "2", "週間"),
        ("7日間", "7日間", "7", "日間"),
        ("24時間受け付けます。", "24時間", "24", "時間"),
        ("1時間半かかります。", "1時間半", "1.5", "時間"),
        ("駅から徒歩5分です。", "5分", "5", "分"),
        ("5年間保存します。", "5年間", "5", "年間"),
        ("10年以内に", "10年以内", "10", "年"),
        ("3割引", "3割", "3", "割"),
        ("10%です。", "10%", "10", "%"),
        ("10％です。", "10％", "10", "%"),
        ("10パーセント", "10パーセント", "10", "%"),
        ("12.5パーセント", "12.5パーセント", "12.5", "%"),
        ("1.5キロ先", "1.5キロ", "1.5", "キロ"),
        ("50m先", "50m", "50", "m"),
        ("10kgまで", "10kgまで", "10", "kg"),
        ("120㎡の部屋", "120㎡", "120", "㎡"),
        ("本庁舎3階", "3階", "3", "階"),
        ("65才の方", "65才", "65", "歳"),
        ("小学3年生の皆さん", "3年生", "3", "年生"),
        ("2倍になります。", "2倍", "2", "倍"),
        ("8種類のごみ", "8種類", "8", "種類"),
    ],
)
def test_count(text: str, stretch: str, number: str, unit: str) -> None:
    rows = [(row[0], row[1], row[2]) for row in found(text)]
    assert (stretch, Decimal(number), unit) in rows


@pytest.mark.parametrize(
    ("text", "stretch", "bound"),
    [
        ("65歳以上の方", "65歳以上", "以上"),
        ("75歳未満の方", "75歳未満", "未満"),
        ("30人を超えるとき", "30人を超える", "超"),
        ("出生から15日以内に届け出ます。", "15日以内", "以内"),
        ("約30人が参加しました。", "約30人", "約"),
        ("およそ2時間", "およそ2時間", "およそ"),
        ("30分程度かかります。", "30分程度", "程度"),
        ("20分くらいです。", "20分くらい", "くらい"),
        ("1人2点まで", "2点まで", "まで"),
        ("予約30人", "30人", ""),
        ("最大20人", "最大20人", "最大"),
    ],
)
def test_bound(text: str, stretch: str, bound: str) -> None:
    assert (stretch, bound) in [(row[0], row[3]) for row in found(text)]


@pytest.mark.parametrize(
    ("text", "stretch", "number", "unit"),
    [
        ("第5回あおば市民まつり", "第5回", "5", "回"),
        ("第三回あおば市民まつり", "第三回", "3", "回"),
        ("2回目の接種", "2回目", "2", "回"),
        ("3番目の窓口", "3番目", "3", "番"),
        ("第2子以降", "第2子以降", "2", "子"),
        ("第1号被保険者", "第1号", "1", "号"),
        ("第2期の募集", "第2期", "2", "期"),
        ("3年目", "3年目", "3", "年"),
    ],
)
def test_ordinal(text: str, stretch: str, number: str, unit: str) -> None:
    assert [(row[0], row[1], row[2], row[4]) for row in found(text)] == [
        (stretch, Decimal(number), unit, True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "一般の方も、一部の方も、一番に、一度だけ、一時的に",
        "万一のときは十分に注意してください。",
        "第三者に貸さないでください。",
        "数十人が集まりました。",
        "何人でも参加できます。",
        "数10人",
        "一人ひとりに合わせて",
        "一人一人に合わせて",
        "一人暮らしの方",
        "同一人の申請",
        "統一回答",
        "2人権",
        "2番地",
        "3番街",
        "5分咲き",
        "2分の1を補助します。",
        "1/2個",
        "1 日時 2 会場",
        "1 人口の動き",
        "A4 2DK",
        "都市計画道路3-4-5号",
        "台風の目",
        "2026年の予定",
        "第2土曜日",
        "第5分団",
        "10割合",
        "〇人",
        "令和8年8月",
    ],
)
def test_no_count(text: str) -> None:
    assert found(text) == []


def test_taken_stretches_are_left_alone() -> None:
    text = "3人と5人"
    assert [row[0] for row in found(text, Span(0, 2))] == ["5人"]


def test_mixed_widths_keep_their_place() -> None:
    assert [row[0] for row in found("料金表：10人分、20人分")] == ["10人分", "20人分"]


@given(
    st.integers(0, 99999),
    st.sampled_from(
        ["人", "組", "世帯", "件", "枚", "か月", "週間", "時間", "%", "km", "階", "つ"]
    ),
    st.sampled_from(["", "以上", "以下", "未満", "以内", "程度", "まで"]),
)
@settings(max_examples=100, deadline=None)
def test_every_count_comes_back(number: int, unit: str, bound: str) -> None:
    text = f"条件は、{number:,}{unit}{bound}。"
    assert found(text) == [(f"{number:,}{unit}{bound}", Decimal(number), unit, bound, False)]
