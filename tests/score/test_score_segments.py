"""What of a draft is running text, and what is counted in it."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from checker.analysis.morphology import Morphology
from checker.context import Context
from checker.document.model import Format
from checker.document.read import read
from checker.model import Profile
from checker.score import levels, readability
from checker.score.measures import measure
from checker.score.segments import Unit, units
from tests_support import AS_OF


@cache
def morphology() -> Morphology:
    return Morphology()


def measured(text: str, format: Format = Format.TEXT) -> tuple[Unit, ...]:
    return units(Context(read(text, format, path="-"), AS_OF, morphology=morphology()))


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("申請書を出してください。", [12]),
        ("申請書を出してください。すぐに届きます。", [12, 8]),
        ("・印鑑\n・通帳", []),
        ("電話：04-0000-1234", []),
        ("https://www.aoba.example/", []),
        ("市民農園の利用者を募集します", []),  # a title
        ("・申請書を出してください。", [12]),
        ("日時：12月5日に開きます。", [8]),
        # A date counts two characters, however it is written.
        ("12月5日に開きます。", [8]),
        ("令和8年12月5日（土曜日）に開きます。", [8]),
    ],
)
def test_running_text(text: str, lengths: list[int]) -> None:
    assert [unit.length for unit in measured(text)] == lengths


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        ("雨の場合は。中止します。", [1]),
        ("書類を提出し。料金を払います。", [1]),
        ("なお。受付は。午後です。", [2]),
        ("受付は午後5時まで。そのあとは閉めます。", [0, 0]),
        ("くわしくはこちらから。電話でも聞けます。", [0, 0]),
        ("よろしくお願いします。受付は午後です。", [0, 0]),
        ("窓口を参照。受付は午後です。", [1]),  # a short noun is taken for a beginning
    ],
)
def test_cut_sentences_are_one(text: str, cuts: list[int]) -> None:
    assert [unit.cuts for unit in measured(text)] == cuts


@pytest.mark.parametrize(
    ("text", "greets"),
    [
        ("いつもご協力いただき、ありがとうございます。", True),
        ("ご理解とご協力をお願いします。", True),
        ("12月5日までに申請書を窓口に提出してくださるようお願いします。", False),
        ("申請書を出してください。", False),
    ],
)
def test_greetings(text: str, greets: bool) -> None:
    (unit,) = measured(text)
    assert unit.greeting is greets


def test_furigana_earns_half_of_a_kanji() -> None:
    (plain,) = measured("<p>避難所へ来てください。</p>", Format.HTML)
    ruby = "<p><ruby>避難所<rt>ひなんじょ</rt></ruby>へ来てください。</p>"
    (read_out,) = measured(ruby, Format.HTML)
    assert (plain.kanji, read_out.kanji) == (4, 2.5)
    assert plain.length == read_out.length


def test_readings_in_brackets_are_no_text() -> None:
    (plain,) = measured("避難所へ来てください。")
    (bracketed,) = measured("避難所（ひなんじょ）へ来てください。")
    assert bracketed.length == plain.length
    assert bracketed.kanji == plain.kanji - 1.5


def test_levels_of_content_words() -> None:
    (unit,) = measured("賦課の決定を友だちと見ました。")
    assert {word.surface: word.level for word in unit.words if word.level} == {
        "賦課": 6,
        "決定": 3,
        "友だち": 1,
        "見": 1,
    }


def test_hard_text_loses_more_than_easy_text() -> None:
    hard = measured(
        "賦課決定の取消しに係る審査請求は、当該処分があったことを知った日の翌日から起算して行うものとします。"
    )
    easy = measured("税金の額が違うと思ったら、市役所に相談してください。早く知らせてください。")
    losses = [
        sum(readability.losses(measure(each, 60), Profile.GENERAL).values())
        for each in (hard, easy)
    ]
    assert losses[0] > 0.35
    assert losses[1] < losses[0] - 0.1


@pytest.mark.parametrize("profile", list(Profile))
def test_shares_sum_to_one(profile: Profile) -> None:
    assert sum(a.share for a in readability.ANCHORS[profile].values()) == pytest.approx(1)


def test_anchors_are_ordered_from_reader_to_reader() -> None:
    order = (Profile.EASY, Profile.GENERAL, Profile.REPORTER)
    for easier, harder in pairwise(order):
        assert readability.LIMITS[easier] < readability.LIMITS[harder]
        for name in readability.NAMES:
            a, b = readability.ANCHORS[easier][name], readability.ANCHORS[harder][name]
            assert a.free <= b.free
            assert a.lost <= b.lost


@pytest.mark.parametrize(
    ("value", "name"), [(0.2, ""), (0.6, "上級後半"), (3.0, "中級後半"), (6.0, "初級前半"), (7, "")]
)
def test_bands_of_jreadability(value: float, name: str) -> None:
    assert levels.band(value) == name


def test_a_plain_text_saves_nothing() -> None:
    assert levels.plain_seconds(1000, 1.0) == 0
    assert levels.plain_seconds(1000, 0.0) == pytest.approx(50)
    assert levels.reading_seconds(1200) == (120, 180)


def test_a_long_text_is_measured_in_linear_time() -> None:
    assert len(measured("申請書を出してください。" * 5000)) == 5000
