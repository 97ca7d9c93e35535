"""Hard words, long sentences and several points: what rules for learners measure."""

from __future__ import annotations

import datetime

import pytest

from checker.analysis.morphology import Morphology
from checker.context import Context
from checker.detectors.hard_words import is_hard
from checker.detectors.mora_length import check, morae
from checker.document.model import Format
from checker.document.read import read
from checker.model import Profile, Severity
from checker.notice.compiled import default_knowledge

MORPHOLOGY = Morphology()


def context(text: str, genre: str = "") -> Context:
    return Context(
        document=read(text, Format.TEXT),
        as_of=datetime.date(2026, 11, 22),
        profile=Profile.EASY,
        morphology=MORPHOLOGY,
        knowledge=default_knowledge() if genre else None,
        genre=genre,
    )


@pytest.mark.parametrize(
    ("word", "hard"),
    [
        ("書類", False),  # N3
        ("審査", True),  # N1
        ("インターネット", False),  # ours
        ("ごみ袋", False),
        ("電話番号", False),
        ("被保険者", True),  # in no list, Sino-Japanese
        ("暮らす", False),
        ("ドローン", False),  # in no list, but not Sino-Japanese
    ],
)
def test_hard_words(word: str, hard: bool) -> None:
    words = MORPHOLOGY.read(word)
    assert any(is_hard(morpheme) for morpheme in words) is hard


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("名前を書きます。", 8),
        ("学校へ行きます。", 9),  # っ counts, ょ would not
        ("2026年12月5日（土曜日）の教室です。", 7),  # the date is left out
        ("名前（なまえ）を書（か）きます。", 8),
    ],
)
def test_morae(text: str, count: int) -> None:
    assert morae(context(text), 0) == count


def test_a_notice_of_danger_has_half_the_room() -> None:
    text = "大雨で川の水が増えています。川の近くに住んでいる人は、今すぐに高い所へ逃げてください。"
    everyday = list(check(context(text), {}))
    danger = list(check(context(text, "emergency"), {}))
    assert not everyday
    assert [match.values["limit"] for match in danger] == ["24"]
    assert danger[0].severity is None
    long = text.replace("。", "、", 1)
    assert [match.severity for match in check(context(long, "emergency"), {})] == [Severity.ERROR]
