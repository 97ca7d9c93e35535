"""What is asked of a notice, and when nothing is."""

from __future__ import annotations

import msgspec
import pytest

from checker.annotations.find import annotate
from checker.document.model import Format
from checker.document.read import read
from checker.notice.compiled import default_knowledge
from checker.notice.judge import judge
from checker.notice.spec import Cue, GenreSpec, Knowledge, Need, Words
from checker.notice.types import Element, Notice, Status

ELEMENTS = default_knowledge().elements

EVENT = GenreSpec(
    name="催し",
    about="催し。",
    cues=[Cue(patterns=["講座|教室|会を開"], where="title", weight=10)],
    required=[Element.DATE_TIME, Element.PLACE, Element.CONTACT_PHONE],
    recommended=[Element.AUDIENCE],
    needs=[
        Need(element=Element.DEADLINE, when=["申し込"], unless=["申し込みは(?:不要|いりません)"]),
        Need(element=Element.SELECTION, required=False, when_found=[Element.CAPACITY]),
        Need(element=Element.BRING, required=False, when=["^.*(?:料理|工作)"]),
        Need(element=Element.FEE, unless_found=[Element.AMOUNT]),
    ],
    not_needed=["中止(?:します|しました)|終了しました"],
)
CLOSURE = GenreSpec(
    name="休止",
    about="休止。",
    cues=[Cue(patterns=["休館|休みます"], where="title", weight=10)],
    required=[Element.DATE_TIME, Element.REASON, Element.CONTACT_PHONE],
)
RESULT = GenreSpec(
    name="結果",
    about="結果。",
    cues=[Cue(patterns=["結果"], where="title", weight=12)],
    recommended=[Element.CONTACT_DEPT],
)
WEB = GenreSpec(name="ホームページ", about="ページ。")
PRESS = GenreSpec(
    name="報道発表",
    about="発表。",
    cues=[Cue(patterns=["報道発表"], weight=10)],
    required=[Element.PUBLISH_DATE],
    waives=[Element.FEE],
)
KNOWLEDGE = Knowledge(
    {
        "event": EVENT,
        "closure": CLOSURE,
        "result": RESULT,
        "reference": GenreSpec(name="a", about="b"),
    },
    {"web": WEB, "press": PRESS},
    ELEMENTS,
)


MORE = "\n\n".join(["気持ちのよい季節になりました。"] * 3) + "\n"
"""A text of fewer lines is taken for a passage, of which nothing is demanded."""


def judged(
    text: str,
    genre: str | None = None,
    medium: str | None = "web",
    knowledge: Knowledge = KNOWLEDGE,
    path: str = "",
) -> Notice:
    document = read(text, Format.TEXT)
    return judge(document, annotate(document, None), knowledge, genre, medium, path)


def missing(notice: Notice, item: int = 0) -> set[str]:
    return {
        str(state.element)
        for state in notice.elements
        if state.status is Status.MISSING and state.item == item
    }


def test_a_full_notice_lacks_nothing() -> None:
    text = """人形劇の講座を開きます

日時：1月17日（日曜日）午後1時から
会場：東公民館
対象：小学生と保護者
費用：無料
申し込みは不要です。
電話：04-0000-2440
"""
    notice = judged(text, "event")
    assert missing(notice) == set()
    state = notice.state(Element.PLACE)
    assert state is not None
    assert (state.status, state.required, state.value) == (Status.FOUND, True, "東公民館")


def test_what_is_missing_and_whether_it_is_demanded() -> None:
    notice = judged("人形劇の講座を開きます\n\n日時：1月17日（日曜日）午後1時から\n", "event")
    assert missing(notice) == {"place", "contact_phone", "audience", "fee"}
    required = {str(s.element): s.required for s in notice.elements if s.status is Status.MISSING}
    assert required == {"place": True, "contact_phone": True, "audience": False, "fee": True}


@pytest.mark.parametrize(
    ("text", "element", "asked"),
    [
        ("講座\n\n電話で申し込んでください。\n", "deadline", True),
        ("講座\n\n申し込みは不要です。\n", "deadline", False),
        ("講座\n\nどうぞお越しください。\n", "deadline", False),
        ("講座\n\n定員：20人\n", "selection", True),
        ("講座\n\n定員はありません。\n", "selection", True),
        ("講座\n\n楽しい集まりです。\n", "selection", False),
        ("親子の料理講座\n\n楽しい集まりです。\n", "bring", True),
        ("朗読の講座\n\n昼に料理を出します。\n", "bring", False),
        ("講座\n\n参加者に、商品券を1,000円分支給します。\n", "fee", False),
    ],
)
def test_conditions(text: str, element: str, asked: bool) -> None:
    assert (element in missing(judged(text, "event"))) is asked


@pytest.mark.parametrize(
    "text",
    [
        "料理教室を中止します\n\n大雪のためです。\n",
        "料理教室\n\nこの教室は終了しました。\n",
        "料理教室\n（終了しました）\n",
    ],
)
def test_nothing_is_needed_when_it_is_over(text: str) -> None:
    notice = judged(text, "event")
    assert missing(notice) == set()
    asked = [state for state in notice.elements if not state.evidence]
    assert asked
    assert {state.status for state in asked} == {Status.NOT_NEEDED}
    assert not any(state.required for state in notice.elements)


def test_an_end_told_later_ends_nothing() -> None:
    text = (
        "料理教室\n\n日時：1月17日\n場所：東公民館\n\n"
        + "楽しい教室です。\n" * 6
        + "昨年の教室は終了しました。\n"
    )
    assert "contact_phone" in missing(judged(text, "event"))


def test_results_ask_for_hardly_anything() -> None:
    notice = judged("アンケートの結果\n\n1,200人が答えました。\n" + MORE)
    assert notice.genre.id == "result"
    assert missing(notice) == {"contact_dept"}


def test_a_genre_that_is_little_sure_asks_for_a_contact_only() -> None:
    spec = GenreSpec(
        name="x",
        about="y",
        cues=[Cue(patterns=["ひろば"], weight=4)],
        required=[Element.DATE_TIME, Element.CONTACT_PHONE],
    )
    knowledge = Knowledge(
        {"event": spec, "reference": GenreSpec(name="a", about="b")}, {"web": WEB}, ELEMENTS
    )
    notice = judged("あれこれ\n\nひろばの花が咲きました。\n" + MORE, knowledge=knowledge)
    assert notice.genre.id == "event"
    assert missing(notice) == {"contact_phone"}


def test_two_genres_alike_demand_what_both_demand() -> None:
    notice = judged("休館中の講座\n\n楽しい講座です。\n" + MORE)
    assert notice.genre.second
    assert notice.genre.margin < 0.15
    required = {
        str(s.element) for s in notice.elements if s.required and s.status is Status.MISSING
    }
    assert required == {"date_time", "contact_phone"}
    # What one of the two alone asks for is no more than a guess.
    assert missing(notice) == required


def test_a_medium_adds_and_waives() -> None:
    notice = judged("報道発表\n\n講座を開きます\n\n日時：1月17日\n", "event", "press")
    assert "publish_date" in missing(notice)
    assert "fee" not in missing(notice)


def test_of_a_text_that_no_cue_speaks_for_nothing_is_demanded() -> None:
    text = "星を見る集まり\n\n南公民館の屋上で、冬の星を見ます。温かい飲み物があります。\n" + MORE
    words = Words(points=5.0, words="公民 屋上 冬の 星を")
    spec = msgspec.structs.replace(EVENT, words=[words])
    knowledge = Knowledge({"event": spec}, {"web": WEB, "press": PRESS}, ELEMENTS)
    notice = judged(text, knowledge=knowledge)
    assert notice.genre.id == "event"
    assert notice.genre.confidence > 0.3
    assert not notice.genre.cued
    assert missing(notice) == set()
    told = judged(text, "event", knowledge=knowledge)
    assert "contact_phone" in missing(told)
    assert "publish_date" in missing(judged(text, medium="press", knowledge=knowledge))


def test_the_word_of_a_person_counts() -> None:
    notice = judged("どこかの休館のお知らせ\n", "event", "press")
    assert (notice.genre.id, notice.genre.confidence) == ("event", 1.0)
    assert notice.medium.id == "press"


def test_items_are_judged_by_themselves_and_share_the_contact() -> None:
    text = """■催し

◆星を見る会を開きます
【日時】1月17日（日）午後6時から
【対象】小学生以上
【費用】無料

◆折り紙講座
【日時】1月18日（月）午前10時から
【場所】東公民館
【対象】市内に住む方
【費用】100円

※電話は、どちらも生涯学習課（04-0000-2451）です。
"""
    notice = judged(text, "event")
    assert [item.title for item in notice.items] == ["星を見る会を開きます", "折り紙講座"]
    assert missing(notice, 0) == {"place"}
    assert missing(notice, 1) == set()
    phones = [s for s in notice.elements if s.element is Element.CONTACT_PHONE]
    assert [state.status for state in phones] == [Status.FOUND, Status.FOUND]


def test_a_short_passage_lacks_nothing() -> None:
    assert missing(judged("講座を開きます。\n")) == set()


@pytest.mark.parametrize("name", ["README.md", "docs/CONTRIBUTING.md", "C:\\site\\CHANGELOG"])
def test_what_tells_of_a_repository_lacks_nothing(name: str) -> None:
    talk = f"防災講座\n\n{MORE}"
    assert missing(judged(talk, path="event.md"))
    assert missing(judged(talk, path=name)) == set()


def test_nothing_is_read_into_an_empty_draft() -> None:
    notice = judged("")
    assert len(notice.items) == 1
    assert not any(state.evidence for state in notice.elements)
