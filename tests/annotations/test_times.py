"""Times of day in sentences of notices."""

from __future__ import annotations

import time

import pytest

from checker.annotations.times import find_times
from checker.annotations.types import AnnotationKind, TimeValue
from checker.document.folding import fold


def _times(text: str) -> list[tuple[str, TimeValue]]:
    found = []
    for annotation in find_times(fold(text)):
        assert annotation.kind is AnnotationKind.TIME
        assert isinstance(annotation.value, TimeValue)
        found.append((annotation.span.cut(text), annotation.value))
    return found


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("午前10時", TimeValue(10, 0, "午前")),
        ("午後3時30分", TimeValue(3, 30, "午後")),
        ("午後０時３０分", TimeValue(0, 30, "午後")),
        ("午前 10 時 30 分", TimeValue(10, 30, "午前")),
        ("午前0時", TimeValue(0, 0, "午前")),
        ("10時半", TimeValue(10, 30)),
        ("10時00分", TimeValue(10, 0)),
        ("10:30", TimeValue(10, 30)),
        ("10：30", TimeValue(10, 30)),
        ("9:05", TimeValue(9, 5)),
        ("午後1:30", TimeValue(1, 30, "午後")),
        ("13時", TimeValue(13, 0)),
        ("24時", TimeValue(24, 0)),
        ("25時", TimeValue(25, 0)),
        ("正午", TimeValue(12, 0, word="正午")),
        ("十時", TimeValue(10, 0)),
        ("午後三時半", TimeValue(3, 30, "午後")),
        ("二十時三十分", TimeValue(20, 30)),
        ("午後一時", TimeValue(1, 0, "午後")),
        ("AM10:00", TimeValue(10, 0, "午前")),
        ("ＰＭ２：３０", TimeValue(2, 30, "午後")),
        ("10:00am", TimeValue(10, 0, "午前")),
        ("5pm", TimeValue(5, 0, "午後")),
        ("A.M.9:30", TimeValue(9, 30, "午前")),
        ("10:00 p.m.", TimeValue(10, 0, "午後")),
        ("深夜0時", TimeValue(0, 0, "午前", "深夜0時")),
        ("夕方5時", TimeValue(5, 0, "午後", "夕方5時")),
        ("夜8時", TimeValue(8, 0, "午後", "夜8時")),
        ("朝9時30分", TimeValue(9, 30, "午前", "朝9時30分")),
        ("昼12時", TimeValue(12, 0, "", "昼12時")),
        # Impossible, kept as written.
        ("午後17時", TimeValue(17, 0, "午後")),
        ("午前13時", TimeValue(13, 0, "午前")),
        ("9時60分", TimeValue(9, 60)),
    ],
)
def test_one_time_in_every_form(written: str, value: TimeValue) -> None:
    assert _times(f"受付は{written}からです。") == [(written, value)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10:00～12:00", ["10:00", "12:00"]),
        ("時間:10:00、開場：9:30", ["10:00", "9:30"]),
        ("9:30-17:15", ["9:30", "17:15"]),
        ("10～12時", ["10", "12時"]),
        ("午前10～11時30分", ["午前10", "11時30分"]),
        ("10・14時", ["10", "14時"]),
        ("午後1時～3時", ["午後1時", "3時"]),
        ("8月1日（土）13:00～", ["13:00"]),
        ("2026-08-01T10:30", ["10:30"]),
        ("今夜8時", ["8時"]),
        ("翌朝6時", ["6時"]),
        ("10時ごろ", ["10時"]),
        ("午前8時30分から午後5時15分まで", ["午前8時30分", "午後5時15分"]),
        ("8AM-5PM", ["8AM", "5PM"]),
        ("AM9:00～PM5:00", ["AM9:00", "PM5:00"]),
        ("10時5分間の休み", ["10時"]),
        ("受付　９時　から", ["９時"]),
    ],
)
def test_where_a_time_ends(text: str, expected: list[str]) -> None:
    assert [written for written, _ in _times(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "終日",
        "24時間対応",
        "3時間",
        "10時間30分",
        "3～4時間",
        "8時限",
        "1～3時限",
        "午前8時台",
        "1:1で話せます",
        "得点は3:2でした",
        "縮尺1:50",
        "比率は10:20です",
        "水と酢を10:15の割合で",
        "45:30",
        "2:30:15",
        "10:75",
        "ヨハネ伝3:16",
        "雨の時は中止",
        "同時に",
        "臨時休館",
        "一時的に",
        "一時停止",
        "一時保育",
        "PM2.5の濃度",
        "FM10:00x",
        "第2時",
        "午前中",
        "10時給",
    ],
)
def test_what_only_looks_like_a_time(text: str) -> None:
    assert _times(text) == []


def test_half_of_the_day_of_a_word_gives_the_minutes() -> None:
    minutes = [value.minutes for _, value in _times("朝9時から夕方5時まで、夜8時、深夜1時、昼1時")]
    assert minutes == [540, 1020, 1200, 60, 780]


@pytest.mark.parametrize(
    "unit", ["午前10時30分～", "10:30", "1・", "十", "10時", "午後", "am10:00", " ", "3～"]
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    start = time.process_time()
    find_times(text)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "一時から受け付けます",
            ["一時"],
            marks=pytest.mark.xfail(reason="cannot be told from 「for a while」"),
        ),
        pytest.param(
            "10時30～11時",
            ["10時30", "11時"],
            marks=pytest.mark.xfail(reason="minutes without 分 are not read"),
        ),
    ],
)
def test_known_misses(text: str, expected: list[str]) -> None:
    assert [written for written, _ in _times(text)] == expected
