"""Many ways to say an element, and words that only touch one a kind of notice demands."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.annotations.find import annotate
from checker.document.model import Format
from checker.document.read import read
from checker.notice.compiled import default_knowledge
from checker.notice.evidence import find_evidence
from checker.notice.items import find_items
from checker.notice.judge import judge
from checker.notice.types import Element, Status

KNOWLEDGE = default_knowledge()
WAYS = [
    line.split("\t")
    for line in Path(__file__).with_name("ways.tsv").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("genre", "element", "words"), WAYS)
def test_an_element_is_told_in_many_ways(genre: str, element: str, words: str) -> None:
    document = read(f"お知らせ\n\n{words}\n", Format.TEXT)
    annotations = annotate(document, None)
    found = find_evidence(document, annotations, find_items(document), genre, KNOWLEDGE)
    assert Element(element) in found[0]


MISSED = [
    ("event", "reason", "秋の一日を、家族そろって外で過ごしてみませんか。"),
    ("benefit", "effective_date", "対象となるのは、4月1日より後に買ったものです。"),
    ("procedure", "bring", "用意するもの・印鑑・通帳"),
    ("health", "bring", "検査の容器は、名前を書いて当日に出してください。"),
    ("emergency", "alternative", "電話がつながらないときは、災害用伝言ダイヤル171が使えます。"),
    ("press_new", "effective_date", "4月1日付で、こども家庭センターを新設します。"),
    ("emergency", "bring", "避難するときは、飲み水、薬、懐中電灯を用意しましょう。"),
    ("emergency", "action", "・窓を閉め、カーテンを引く　・火の元を確かめる"),
    ("event", "place", "ところ、北部市民の家。"),
    ("lecture_on_request", "place", "会場は申し込む側でご用意ください。"),
    ("recruitment", "fee", "家賃は収入に応じて月2万円から4万円です。"),
    ("event", "deadline", "11月20日から受け付け、定員になったところで終わります。"),
    ("tax", "deadline", "口座からは1月31日に引き落とします。それまでに入金してください。"),
]


@pytest.mark.xfail(strict=True, reason="said without any word that is known for it")
@pytest.mark.parametrize(("genre", "element", "words"), MISSED)
def test_a_way_that_is_not_understood(genre: str, element: str, words: str) -> None:
    test_an_element_is_told_in_many_ways(genre, element, words)


TOUCHES = [
    line.split("\t")
    for line in Path(__file__).with_name("touches.tsv").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("genre", "element", "words"), TOUCHES)
def test_a_sentence_only_touches_an_element(genre: str, element: str, words: str) -> None:
    document = read(f"お知らせ\n\n{words}\n", Format.TEXT)
    annotations = annotate(document, None)
    found = find_evidence(document, annotations, find_items(document), genre, KNOWLEDGE)
    assert all(evidence.passing for evidence in found[0].get(Element(element), ()))


CONTACT = "\n問い合わせ先：総務課　電話04-0000-1234\n"

TOUCHED = [
    pytest.param(
        "election",
        Element.AUDIENCE,
        "町長選挙の投票日は4月18日（日曜日）です\n\n任期満了に伴う選挙です。"
        "目の不自由な方は、点字で投票できます。車いすの方には、係員が付き添います。\n",
        "平成21年4月19日までに生まれ、1月12日より前から町内に住んでいる方が投票できます。\n",
        id="who-is-helped-is-not-who-may-vote",
    ),
    pytest.param(
        "tax",
        Element.HOW_TO_APPLY,
        "軽自動車税の納期限は5月31日（月曜日）です\n\n納付書は5月上旬に送りました。"
        "届かないときは、窓口か電話で税務課へお申し出ください。\n",
        "銀行、郵便局、コンビニエンスストアで納めてください。\n",
        id="whom-to-ask-is-not-how-to-pay",
    ),
    pytest.param(
        "public_comment",
        Element.PLACE,
        "緑の計画（素案）への意見を募集します\n\n期限：2月12日（金曜日）\n"
        "出し方：公園課（市役所3階）の窓口へ持参するか、郵送してください。\n",
        "素案は、公園課と各支所に置いています。\n",
        id="where-to-hand-in-is-not-where-to-read",
    ),
    pytest.param(
        "closure",
        Element.ALTERNATIVE,
        "北大橋を車両通行止めにします\n\n期間：2月1日（月曜日）から2月5日（金曜日）まで\n"
        "区間：北大橋の全線\n理由：橋の補修のため\n雨のときは、翌週に延期します。\n",
        "車は、上流の中央橋へ回ってください（う回路は500メートル）。\n",
        id="rain-is-no-detour",
    ),
    pytest.param(
        "press_incident",
        Element.REASON,
        "納税通知書の誤送付について\n\n1月20日（水曜日）、2人の通知書を入れ違えて送りました。"
        "深くおわびします。誤って届いた通知書は、翌日までに回収しました。対象：2人\n",
        "封筒に入れる前の確認を、1人だけで行っていたことが原因です。\n",
        id="what-happened-is-no-cause",
    ),
    pytest.param(
        "emergency",
        Element.ACTION,
        "緊急放送の試験放送を行います\n\n2月10日（水曜日）午前11時ごろ、市内全域で流します。"
        "貸し出した受信機が古い方は、新しいものと取り替えます。印鑑をお持ちください。\n",
        "試験ですので、避難の必要はありません。\n",
        id="what-to-bring-elsewhere-is-no-action",
    ),
]


@pytest.mark.parametrize(("genre", "element", "text", "said"), TOUCHED)
def test_what_is_only_touched_does_not_hide_an_omission(
    genre: str, element: Element, text: str, said: str
) -> None:
    def status(draft: str) -> Status:
        document = read(draft + CONTACT, Format.TEXT)
        notice = judge(document, annotate(document, None), KNOWLEDGE, genre, "web")
        state = notice.state(element)
        assert state is not None
        assert state.required
        return state.status

    assert status(text) is Status.MISSING
    assert status(text + said) is Status.FOUND


TITLES = [
    (
        "event",
        "健康マラソン大会の中止について\n\n心よりおわび申し上げます。参加料は全額お返しします。",
    ),
    ("benefit", "大雨で家が壊れた世帯に応援金をお渡しします\n\n床上浸水の世帯は10万円です。"),
    ("result", "文化会館の指定管理者を選びました\n\n書類審査と面接審査で選定しました。"),
    ("result", "ご意見をいただき、ありがとうございました\n\n寄せられたご意見は32件でした。"),
    (
        "procedure",
        "体育館を使う皆さんへ大切なお知らせ\n\n電気代の値上がりに合わせ、使用料を見直します。"
        "4月1日からの使用料：1時間800円\n改定の理由：電気代の値上がり",
    ),
    (
        "lecture_on_request",
        "暮らしに役立つお話\n\n保健師が、地域の集まりや職場に出向いて、健康のお話をします。",
    ),
]


@pytest.mark.parametrize(("genre", "text"), TITLES)
def test_the_text_tells_the_genre_where_the_title_misleads(genre: str, text: str) -> None:
    document = read(text + "\n" + CONTACT, Format.TEXT)
    notice = judge(document, annotate(document, None), KNOWLEDGE)
    assert notice.genre.id == genre


def test_a_place_for_all_items_is_told_by_one_line() -> None:
    text = (
        "保健センターの予定\n\n会場の記載がないものは保健センター2階です。\n\n"
        "こころの相談\n日時：3月3日（水曜日）午前10時から\n対象：市民\n"
    )
    document = read(text, Format.TEXT)
    notice = judge(document, annotate(document, None), KNOWLEDGE, "health", "web")
    state = notice.state(Element.PLACE)
    assert state is not None
    assert state.status is Status.FOUND


GLUED = [
    pytest.param(
        "星見教室\n日2月6日(土)午後6時〜7時30分　場北部児童センター　対小学生と保護者　"
        "定15組(多数のときは抽選)　費1人50円　持防寒着　申電話で北部児童センターへ",
        id="wide-gaps",
    ),
    pytest.param(
        "星見教室\n日2月6日(土)午後6時から\n場北部児童センター\n対小学生と保護者\n定15組\n"
        "費500円\n持筆記用具\n申電話で北部児童センターへ",
        id="a-line-each",
    ),
    pytest.param(
        "星見教室\n・日2月6日(土)18時から\n・場北部児童センター\n・対小学生\n・定15人\n"
        "・費無料\n・持筆記用具\n・申電話で公民館へ",
        id="a-list",
    ),
    pytest.param(
        "星見教室\n▽日2月6日（土）▽場北部児童センター▽対小学生▽定先着15人▽費無料▽持飲み物▽申不要",
        id="marks",
    ),
    pytest.param(
        "星見教室\n日２月６日（土）18時。場北部児童センター。対小学生。定15人。費無料。"
        "持筆記用具。申電話で同館へ。",
        id="full-stops",
    ),
]


@pytest.mark.parametrize("text", GLUED)
def test_names_of_one_character_stand_right_before_their_values(text: str) -> None:
    document = read(text, Format.TEXT)
    annotations = annotate(document, None)
    found = find_evidence(document, annotations, find_items(document), "event", KNOWLEDGE)[-1]
    values = {element: evidence[0].value for element, evidence in found.items()}
    assert values[Element.DATE_TIME].startswith("--02-06")
    assert values[Element.PLACE] == "北部児童センター"
    assert values[Element.AUDIENCE].startswith("小学生")
    assert values[Element.CAPACITY].removeprefix("先着").startswith("15")
    assert {Element.FEE, Element.BRING, Element.HOW_TO_APPLY} <= set(values)


@pytest.mark.parametrize(
    "text",
    [
        "場合により変わります。対応は市が行います。定期的に確かめます。",
        "日本の昔話　対話の会　内科の話　持ち寄り",
        "日曜日は休みます。対面で話します。",
    ],
)
def test_words_that_begin_as_such_names_are_none(text: str) -> None:
    document = read(f"お知らせ\n\n{text}\n", Format.TEXT)
    annotations = annotate(document, None)
    found = find_evidence(document, annotations, find_items(document), "event", KNOWLEDGE)[0]
    assert not {Element.PLACE, Element.AUDIENCE, Element.CAPACITY} & set(found)
