"""Running text may say an element in words that nothing knows: then it is not called missing."""

from __future__ import annotations

import pytest

from checker.annotations.find import annotate
from checker.document.model import Format
from checker.document.read import read
from checker.model import Span
from checker.notice.compiled import default_knowledge
from checker.notice.elements import compiled
from checker.notice.hints import hinted, is_running_text
from checker.notice.judge import judge
from checker.notice.reading import Reading
from checker.notice.types import Element, Status

KNOWLEDGE = default_knowledge()
CONTACT = "\n問い合わせ先：総務課　電話04-0000-1234\n"


def reading_of(text: str, genre: str) -> Reading:
    document = read(text, Format.TEXT)
    return Reading(document, annotate(document, None), compiled(KNOWLEDGE), genre)


HINTS = [
    ("recruitment", "capacity", "お力を貸してくださる方は、まず12人いれば足ります。"),
    ("recruitment", "selection", "全員とお会いしてから、館長が選ばせてもらいます。"),
    ("recruitment", "amount", "お礼として1回に3,000円を包みます。"),
    ("event", "how_to_apply", "児童館まで、来たい日を前の週に電話しておきましょう。"),
    ("event", "place", "船着き場から、まず柳小学校へ向かいます。"),
    ("event", "fee", "お茶のお金として、めいめい小銭を入れてもらいます。"),
    ("benefit", "bring", "買ったときの領収書を忘れると、窓口で出し直しになります。"),
    ("benefit", "deadline", "2月26日（金曜日）いっぱいまで申請を待ちます。"),
    ("lecture_on_request", "date_time", "毎週火曜日の夜なら、職員の手が空いています。"),
    ("closure", "alternative", "お急ぎの方は、ほかの橋を通るほかありません。"),
    ("closure", "effective_date", "来月に入ってから、1月4日の朝に変わります。"),
    ("emergency", "action", "・雨戸を閉める\n・川の様子を見に行かず、二階で待つ"),
]


@pytest.mark.parametrize(("genre", "element", "words"), HINTS)
def test_running_text_gives_a_hint(genre: str, element: str, words: str) -> None:
    text = f"町からのお知らせです\n\n{words}\n{CONTACT}"
    reading = reading_of(text, genre)
    span = Span(0, len(reading.text))
    assert hinted(reading, [Element(element)], span) == {Element(element)}


NO_HINTS = [
    ("recruitment", "capacity", "町の図書館で本を並べてくださる方を募ります。"),
    ("event", "how_to_apply", "冬の星をながめる夕べを開きます。"),
    ("event", "fee", "冬の星をながめる夕べを開きます。"),
    ("benefit", "deadline", "令和2年4月2日から令和3年4月1日までに生まれたお子さんが対象です。"),
    ("benefit", "bring", "灯油の値上がりで苦しい世帯を応援します。"),
    ("closure", "reason", "工事のために休むのではありません。"),
]


@pytest.mark.parametrize(("genre", "element", "words"), NO_HINTS)
def test_other_words_give_none(genre: str, element: str, words: str) -> None:
    reading = reading_of(f"町からのお知らせです\n\n{words}\n{CONTACT}", genre)
    span = Span(0, len(reading.text))
    assert not hinted(reading, [Element(element)], span)


LABELLED = (
    "図書館の補助員を募集します\n\n"
    "勤務日：週に3日\n勤務場所：中央図書館\n対象：18歳以上の方\n報酬：時給1,200円\n"
    "応募方法：履歴書を2月5日（金曜日）までに図書館へ郵送\n選考：面接\n"
    "昨年は12人が働きました。\n"
)
PROSE = (
    "図書館の補助員を募集します\n\n"
    "中央図書館で週に3日、本を並べてくださる18歳以上の方を募集します。時給は1,200円です。"
    "履歴書を2月5日（金曜日）までに図書館へ郵送してください。面接で決めます。"
    "うまくいけば、4月には12人の顔ぶれがそろう見込みです。\n"
)


@pytest.mark.parametrize(("text", "missing"), [(LABELLED, True), (PROSE, False)])
def test_only_a_draft_with_names_lacks_what_it_does_not_name(text: str, missing: bool) -> None:
    document = read(text + CONTACT, Format.TEXT)
    notice = judge(document, annotate(document, None), KNOWLEDGE, "recruitment", "web")
    state = notice.state(Element.CAPACITY)
    assert (state is not None and state.status is Status.MISSING) is missing


def test_names_make_a_draft_no_running_text() -> None:
    labelled, prose = reading_of(LABELLED, "recruitment"), reading_of(PROSE, "recruitment")
    assert not is_running_text(labelled, Span(0, len(labelled.text)))
    assert is_running_text(prose, Span(0, len(prose.text)))
