"""Sums of money in the forms that notices use, and what only looks like one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.annotations.money import find_money
from checker.annotations.types import AnnotationKind, MoneyValue


def found(text: str) -> list[tuple[str, Decimal, str]]:
    """Stretch, yen and bound of every sum in `text`."""
    result = []
    for annotation in find_money(text):
        assert annotation.kind is AnnotationKind.MONEY
        assert isinstance(annotation.value, MoneyValue)
        value = annotation.value
        result.append((annotation.span.cut(text), value.yen, "無料" if value.free else value.bound))
    return result


@pytest.mark.parametrize(
    ("text", "stretch", "yen", "bound"),
    [
        ("参加費は3,500円です。", "3,500円", 3500, ""),
        ("参加費は3500円です。", "3500円", 3500, ""),
        ("参加費は3,500 円です。", "3,500 円", 3500, ""),
        ("1世帯に2万2500円を給付します。", "2万2500円", 22500, ""),
        ("手数料は4千円です。", "4千円", 4000, ""),
        ("5万円を支給します。", "5万円", 50000, ""),
        ("1億2,000万円の予算", "1億2,000万円", 120000000, ""),
        ("三百円", "三百円", 300, ""),
        ("1,000円/人", "1,000円", 1000, ""),
        ("10kgあたり200円", "200円", 200, ""),
        ("上限26万円を補助します。", "上限26万円", 260000, "上限"),
        ("補助の上限は26万円です。", "26万円", 260000, "上限"),
        ("26万円を上限に補助します。", "26万円を上限", 260000, "上限"),
        ("最大100万円", "最大100万円", 1000000, "最大"),
        ("所得が100万円以下の方", "100万円以下", 1000000, "以下"),
        ("48万円を超える方", "48万円を超える", 480000, "超"),
        ("約300円", "約300円", 300, "約"),
        ("500円引きの券", "500円", 500, ""),
        ("￥1500", "￥1500", 1500, ""),
        ("¥3,500", "¥3,500", 3500, ""),
        ("10円玉を入れてください。", "10円", 10, ""),
        ("一円玉も使えます。", "一円", 1, ""),
        ("参加費 0円", "0円", 0, ""),
        ("参加は無料です。", "無料", 0, "無料"),
        ("無償で貸し出します。", "無償", 0, "無料"),
    ],
)
def test_sum(text: str, stretch: str, yen: int, bound: str) -> None:
    assert found(text) == [(stretch, Decimal(yen), bound)]


@pytest.mark.parametrize(
    "text",
    [
        "円形の広場に集まってください。",
        "半円形のベンチと円周",
        "市内一円で実施します。",
        "地域一円",
        "数千円かかります。",
        "何円かかるか",
        "(単位:千円)",
        "（単位：百万円）",
        "幼児教育・保育の無償化",
        "駐車場は無料ではありません。",
        "30人、5キロ",
        "〇〇円",
    ],
)
def test_no_sum(text: str) -> None:
    assert found(text) == []


def test_several() -> None:
    assert [stretch for stretch, _, _ in found("大人500円、子ども200円、3歳未満は無料")] == [
        "500円",
        "200円",
        "無料",
    ]


@given(st.integers(0, 10**9), st.sampled_from(["{:,}円", "{}円", "¥{:,}", "{:,} 円"]))
@settings(max_examples=100, deadline=None)
def test_every_sum_comes_back(yen: int, form: str) -> None:
    text = f"費用は、{form.format(yen)}です。"
    assert [value for _, value, _ in found(text)] == [Decimal(yen)]


@given(st.integers(1, 9999), st.integers(1, 9999))
@settings(max_examples=50, deadline=None)
def test_every_mixed_sum_comes_back(large: int, small: int) -> None:
    assert found(f"給付額{large}万{small}円")[0][1] == large * 10**4 + small
