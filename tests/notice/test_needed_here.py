"""What is asked for only where a word of the notice says that its readers need it."""

from __future__ import annotations

import pytest

from checker.annotations.find import annotate
from checker.document.model import Format
from checker.document.read import read
from checker.notice.compiled import default_knowledge
from checker.notice.judge import judge
from checker.notice.types import Element, Notice, Status

MORE = """
気持ちのよい季節になりました。皆さまには、日頃から市の仕事にご協力をいただき、お礼を申し上げます。

お問い合わせは、次の担当まで、どうぞお気軽にお寄せください。市のホームページにも、くわしい説明を載せています。
"""

LINES = {
    "event": "日時：12月5日（土曜日）午後2時から4時まで\n会場：市民会館 大ホール\n費用：無料\n",
    "apply": "申込み：12月1日（火曜日）までに、電話で文化課（04-0000-1234）へ\n",
    "contact": "担当：文化課　電話04-0000-1234\n",
}


def noticed(text: str, genre: str | None = None) -> Notice:
    document = read(text, Format.TEXT)
    return judge(document, annotate(document, None), default_knowledge(), genre)


def missing(text: str, element: Element, genre: str | None = None) -> bool:
    state = noticed(text, genre).state(element)
    return state is not None and state.status is Status.MISSING


HOURS = [
    "物価高騰対応給付金コールセンターを開設しました\n電話　04-0000-1234\n",
    "ひとりで悩まないで　こころの電話相談\n相談電話　04-0000-1234\n料金は無料です。\n",
    "子育てホットラインのご案内\n電話　04-0000-1234\n",
    "粗大ごみ予約センターの番号が変わります\n新しい番号　04-0000-1234\n",
    "女性のための相談ダイヤル\n電話　04-0000-1234\n",
    "冬の応援金のご案内\n応援金コールセンター　04-0000-1234\n1世帯12,000円です。\n",
]


@pytest.mark.parametrize("head", HOURS)
def test_when_a_call_is_answered(head: str) -> None:
    assert missing(head + MORE, Element.CONTACT_HOURS)


@pytest.mark.parametrize("head", HOURS)
@pytest.mark.parametrize(
    "hours",
    ["受付時間　午前9時から午後6時まで（祝日を除く）\n", "電話は24時間つながります。\n"],
)
def test_when_a_call_is_answered_is_told(head: str, hours: str) -> None:
    assert not missing(head + hours + MORE, Element.CONTACT_HOURS)


@pytest.mark.parametrize(
    "head",
    ["市民講座を開きます\n" + LINES["event"] + LINES["contact"], "証明書の手数料が変わります\n"],
)
def test_an_office_has_its_usual_hours(head: str) -> None:
    assert not missing(head + MORE, Element.CONTACT_HOURS)


RESULTS = [
    "結果　1月末までに全員へ郵送でお知らせします。\n",
    "結果は、2月26日（金曜日）までに本人へ郵送します。\n",
    "当選した方に、納付書を送ります。\n",
]
ALLOTMENT = (
    "市民農園の利用者を募集します\n募集区画：18区画\n使用料：1区画6,000円\n"
    "申込方法：農林課の窓口にある申込書を出してください。\n申込期間：12月7日から1月15日まで\n"
    "対象：市内に住む方\n"
)


@pytest.mark.parametrize("line", RESULTS)
def test_a_result_alone_is_no_way_of_choosing(line: str) -> None:
    assert missing(ALLOTMENT + line + LINES["contact"] + MORE, Element.SELECTION)


@pytest.mark.parametrize(
    "line",
    [
        "区画数を超えたときは抽選し、結果は1月末までに全員へお知らせします。\n",
        "決め方：先着順\n",
        "選考：書類と面接。結果は2月末までに本人へ郵送します。\n",
        "申込みが多いときは、くじで決めます。\n",
    ],
)
def test_a_way_of_choosing(line: str) -> None:
    assert not missing(ALLOTMENT + line + LINES["contact"] + MORE, Element.SELECTION)


@pytest.mark.parametrize(
    "title",
    [
        "弁護士による無料法律相談（1月分）",
        "古文書を読む会",
        "親子でしめ縄づくり",
        "消防署に教わる応急手当",
        "まち歩き　城下町の坂",
        "教育委員会定例会の傍聴",
    ],
)
def test_short_labels_make_an_event(title: str) -> None:
    text = (
        f"■{title}\n日　1月14日（木）午後1時～4時\n場　市役所1階 相談室\n対　市内に住む方\n"
        "定　各日12人（先着順）\n費　無料\n問　文化課　電話04-0000-2147\n"
    )
    assert noticed(text).genre.id == "event"


@pytest.mark.parametrize(
    "title",
    [
        "市職員をかたる「還付金」の電話が増えています",
        "水道局をかたるメールが出回っています",
        "不審な訪問にお気を付けください",
        "架空請求のはがきが届いています",
        "屋根の点検商法のトラブルが増えています",
        "フィッシングメールにご注意を",
    ],
)
def test_a_warning_of_fraud_says_what_to_do(title: str) -> None:
    text = f"{title}\n\n11月に入り、市内で17件の相談がありました。2件で被害が出ています。\n"
    notice = noticed(text + MORE)
    assert notice.genre.id == "emergency"
    assert missing(text + MORE, Element.ACTION)


def test_a_letter_has_its_title_below_whom_it_is_for() -> None:
    text = (
        "浄化槽をお使いの皆様\n\n市民講座「水の話」を開きます\n\n"
        + LINES["event"]
        + LINES["apply"]
        + LINES["contact"]
    )
    assert noticed(text).genre.id == "event"


def test_a_notice_of_no_known_kind_names_whom_to_ask() -> None:
    text = (
        "「おかえりシール」をお配りしています\n\n対象の方：市内に住む方\n費用：無料\n"
        "申込みの場所：本館1階7番窓口\n申込みに要るもの：写真1枚、本人確認書類\n"
        "期限：12月18日（金曜日）\n定員：30人\n" + MORE
    )
    assert missing(text, Element.CONTACT_PHONE)


@pytest.mark.parametrize(
    ("title", "asked"),
    [("投票所を変更します（第7投票区）", True), ("市長選挙の投票日は1月31日です", False)],
)
def test_why_a_polling_place_moves(title: str, asked: bool) -> None:
    text = f"{title}\n\n投票日：1月31日（日曜日）\n投票所：若宮公民館\n投票時間：午前7時から午後8時まで\n"
    assert missing(text + MORE, Element.REASON, "election") is asked


OTHERWISE = [
    (
        "港橋の夜間通行止め\n期間　1月12日（火）から26日（火）まで、午後9時から翌朝6時まで\n"
        "車は、市道5号線の新港橋（北へ約600メートル）へお回りください。\n担当　道路課　電話04-0000-1234\n",
        "closure",
        Element.ALTERNATIVE,
    ),
    (
        "断水のお知らせ\n本日午前5時40分ごろ、港町で水道管が破れ、断水しています。\n"
        "給水所を、午前9時から午後8時まで開きます。場所は港町公民館です。\n水道課　電話04-0000-1234\n",
        "closure",
        Element.ALTERNATIVE,
    ),
    (
        "図書館の休館\n2月15日（月）から19日（金）まで休みます。\nお休みの間にできること\n"
        "・インターネットでの予約\n図書館　電話04-0000-1234\n",
        "closure",
        Element.ALTERNATIVE,
    ),
    (
        "ガス管の工事\n期間　12月1日（火）から18日（金）まで\n規制　片側交互通行\n"
        "道路課　電話04-0000-1234\n",
        "closure",
        Element.ALTERNATIVE,
    ),
    (
        "健康ウォーク\n日時　12月13日（日）午前9時から正午まで\n集合　浜辺公園\n"
        "申込み　当日、午前8時45分までに集合場所へ\n文化課　電話04-0000-1234\n",
        "event",
        Element.DEADLINE,
    ),
    (
        "物価高対応給付金\n12月4日に確認書をお送りします。口座を確かめて記入し、"
        "同封の返信用封筒で返送してください。\n福祉課　電話04-0000-1234\n",
        "benefit",
        Element.BRING,
    ),
    (
        "パスポートの申請\n市役所でパスポートを申請し、受け取れます。\n"
        "申請：平日の午前9時から午後4時30分まで\n市民課　電話04-0000-1234\n",
        "procedure",
        Element.HOW_TO_APPLY,
    ),
    (
        "感染性胃腸炎の集団発生\n入所者14人に嘔吐の症状があり、検体からノロウイルスが見つかりました。\n"
        "健康課　電話04-0000-1234\n",
        "health",
        Element.FEE,
    ),
]


@pytest.mark.parametrize(("text", "genre", "element"), OTHERWISE)
def test_what_is_said_otherwise_is_not_asked_for(text: str, genre: str, element: Element) -> None:
    assert not missing(text + MORE, element, genre)


def test_a_closed_bridge_without_a_detour_is_asked_for_one() -> None:
    text = (
        "港橋の夜間通行止め\n期間　1月12日（火）から26日（火）まで、午後9時から翌朝6時まで\n"
        "港橋は全面通行止めになります。\n担当　道路課　電話04-0000-1234\n"
    )
    assert missing(text + MORE, Element.ALTERNATIVE, "closure")
