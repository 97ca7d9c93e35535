"""The years that dates leave out, and the fields of a draft."""

from __future__ import annotations

import datetime
import time

import pytest

from checker.annotations.types import AnnotationKind
from checker.context import Context
from checker.detectors import (
    birth_dates,
    closed_day,
    counted_list,
    dates_in_order,
    day_order,
    sums,
    weekday_mismatch,
)
from checker.detectors.fields import fields_of
from checker.detectors.years import Source, years_of
from checker.document.model import Format
from checker.document.read import read

AS_OF = datetime.date(2026, 11, 22)


def _context(text: str, format_: Format = Format.TEXT) -> Context:
    return Context(document=read(text, format_, path="x"), as_of=AS_OF)


@pytest.mark.parametrize(
    ("text", "written", "day", "source"),
    [
        ("12月5日は、令和8年12月5日です。", "12月5日", "2026-12-05", Source.SAME_DAY),
        (
            "・日時：令和8年12月19日（土曜日）\n・締め切り：12月11日",
            "12月11日",
            "2026-12-11",
            Source.SECTION,
        ),
        (
            "・申込開始：令和8年12月1日（火曜日）\n・終わり：1月15日",
            "1月15日",
            "2027-01-15",
            Source.SECTION,
        ),
        (
            "音楽会のお知らせ\n令和8年12月1日\n\n1月30日に開きます。",
            "1月30日",
            "2027-01-30",
            Source.ISSUED,
        ),
        ("発表日：令和9年1月20日\n3月1日に始めます。", "3月1日", "2027-03-01", Source.ISSUED),
        ("広報あおば 令和9年2月号\n\n2月14日に開きます。", "2月14日", "2027-02-14", Source.ISSUED),
        ("# 令和8年度 市民講座\n\n2月6日に開きます。", "2月6日", "2027-02-06", Source.FISCAL),
        (
            "令和8年に始めました。\n\n12月5日（日）に開きます。",
            "12月5日（日）",
            "2027-12-05",
            Source.WEEKDAY,
        ),
    ],
)
def test_a_year_is_told_from_the_draft(text: str, written: str, day: str, source: Source) -> None:
    context = _context(text, Format.MARKDOWN if text.startswith("#") else Format.TEXT)
    dates = context.annotations.of(AnnotationKind.DATE)
    date = next(d for d in dates if d.span.cut(context.document.text) == written)
    found = years_of(context).resolve(date)
    assert found is not None
    assert (found.date.isoformat(), found.source) == (day, source)


@pytest.mark.parametrize(
    "text",
    [
        "12月5日に開きます。",
        "毎年12月5日に開きます。",
        "昨年12月5日に開きました。",
        "4月2日以前に生まれた方",
        "# 令和8年度の講座\n\n来年2月6日に開きます。",
        "2月30日に開きます。",
    ],
)
def test_nothing_is_known_of_a_year(text: str) -> None:
    context = _context(text, Format.MARKDOWN)
    date = context.annotations.of(AnnotationKind.DATE)[-1]
    assert years_of(context).resolve(date) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("---\ntitle: 講座\ndate: 2026-11-25\n---\n\n本文です。", "2026-11-25"),
        ("---\ntitle: 講座\n公開日: 令和8年11月25日\n---\n\n本文です。", "2026-11-25"),
        ("講座のお知らせ\n\n（令和8年11月25日発表）", "2026-11-25"),
        ("令和8年11月25日\nあおば市長", "2026-11-25"),
        ("更新日：令和8年11月25日\n\n本文です。", None),
        ("日時：令和8年11月25日", None),
    ],
)
def test_the_day_of_issue(text: str, day: str | None) -> None:
    issued = years_of(_context(text, Format.MARKDOWN)).issued
    assert (issued.date.isoformat() if issued else None) == day


def test_fields_are_labels_rows_and_headings() -> None:
    text = "# 講座\n\n- 日時：12月5日\n\n## 会場\n\n公民館\n\n| 期限 | 12月1日 |\n|---|---|\n| 定員 | 30人 |\n"
    context = _context(text, Format.MARKDOWN)
    fields = [(f.name, f.value.cut(context.document.text)) for f in fields_of(context)]
    assert fields == [
        ("日時", "12月5日"),
        ("会場", "公民館"),
        ("期限", "12月1日"),
        ("定員", "30人"),
    ]


_LONG = [
    "・日時：12月5日（日曜日）午後2時から\n",
    "次の3つの方です。\n・ア\n・イ\n",
    "男性120人、女性130人、計240人、",
    "令和8年12月5日（土）、12月6日（月）、",
    "12月5日、12月4日、12月3日、",
    "全4回 5月9日、5月16日、",
    "令和8年度の小学1年生（平成30年4月2日から平成31年4月1日までの生まれ）、",
]


@pytest.mark.parametrize("unit", _LONG)
def test_long_drafts_take_no_longer_than_their_length(unit: str) -> None:
    context = _context(unit * 400)
    assert context.annotations
    start = time.process_time()
    for found in (
        weekday_mismatch.check(context, {}),
        sums.check(context, {}),
        dates_in_order.check(context, {}),
        birth_dates.check(context, {}),
        closed_day.check(context, {}),
        counted_list.check(context, {"what": "items"}),
        counted_list.check(context, {"what": "times"}),
        day_order.check(context, {"what": "after_event"}),
        day_order.check(context, {"what": "past"}),
    ):
        assert len(list(found)) >= 0
    assert time.process_time() - start < 3
