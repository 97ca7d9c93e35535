"""A line may say an element in words that no pattern knows: then it is not called missing."""

from __future__ import annotations

import pytest

from checker.annotations.find import annotate
from checker.document.model import Format
from checker.document.read import read
from checker.model import Span
from checker.notice.compiled import default_knowledge
from checker.notice.elements import compiled
from checker.notice.judge import judge
from checker.notice.reading import Reading
from checker.notice.signs import may_say
from checker.notice.types import Element, Status

KNOWLEDGE = default_knowledge()
CONTACT = "\n問い合わせ先：総務課　電話04-0000-1234\n"


def said(text: str, genre: str, element: str, *, demanded: bool) -> bool:
    document = read(text, Format.TEXT)
    reading = Reading(document, annotate(document, None), compiled(KNOWLEDGE), genre)
    whole = Span(0, len(reading.text))
    return Element(element) in may_say(reading, {Element(element): demanded}, whole, {})


MAY_SAY = [
    ("event", "how_to_apply", "児童館まで、来たい日を前の週に電話で知らせてください。"),
    ("event", "place", "当日は柳小学校の体育館にお越しください。"),
    ("event", "fee", "お茶とお菓子のお金として、200円をいただきます。"),
    ("event", "bring", "おわんとおはし、飲み物を持ってきてください。"),
    ("benefit", "deadline", "申請は、2月26日（金曜日）までに出してください。"),
    ("closure", "alternative", "期間中は、隣の町の図書館をご利用いただけます。"),
]
SAY_NOTHING = [
    ("recruitment", "capacity", "町の図書館で本を並べてくださる方を募ります。"),
    ("event", "how_to_apply", "冬の星をながめる夕べを開きます。"),
    ("event", "fee", "冬の星をながめる夕べを開きます。"),
    ("benefit", "deadline", "住民税がかかっていない世帯に灯油代を助成します。"),
    ("benefit", "bring", "灯油の値上がりで苦しい世帯を応援します。"),
]


@pytest.mark.parametrize(("genre", "element", "words"), MAY_SAY)
def test_a_line_may_say_it(genre: str, element: str, words: str) -> None:
    assert said(f"町からのお知らせです\n\n{words}\n{CONTACT}", genre, element, demanded=True)


@pytest.mark.parametrize(("genre", "element", "words"), SAY_NOTHING)
def test_a_line_says_nothing(genre: str, element: str, words: str) -> None:
    assert not said(f"町からのお知らせです\n\n{words}\n{CONTACT}", genre, element, demanded=False)


def test_what_a_line_may_say_is_not_missing() -> None:
    text = (
        "星を見る会を開きます\n\n3月7日（日曜日）の午後6時から8時まで、柳小学校の校庭に集まります。\n"
        "どなたでも。お金はかかりません。\n" + CONTACT
    )
    document = read(text, Format.TEXT)
    notice = judge(document, annotate(document, None), KNOWLEDGE, "event")
    missing = {s.element for s in notice.elements if s.status is Status.MISSING}
    assert not missing & {Element.DATE_TIME, Element.PLACE, Element.FEE, Element.AUDIENCE}


ISSUED = (
    "雪あかりまつりを開きます\n\n令和9年1月8日\n\n{}\n\n主催：あおば雪あかりまつり実行委員会、あおば市\n"
    + CONTACT
)


@pytest.mark.parametrize(
    ("words", "element"),
    [
        ("日時：2月13日（土曜日）午後3時から8時まで\n対象：どなたでも\n入場料：無料", "place"),
        ("場所：中央公園\n対象：どなたでも\n入場料：無料", "date_time"),
    ],
)
def test_a_line_about_something_else_says_nothing(words: str, element: str) -> None:
    """The organiser is no place, and the day of issue not the day of the matter."""
    document = read(ISSUED.format(words), Format.TEXT)
    notice = judge(document, annotate(document, None), KNOWLEDGE, "event")
    missing = {s.element for s in notice.elements if s.status is Status.MISSING}
    assert Element(element) in missing
