"""Elements in the many shapes that offices give to their notices."""

from __future__ import annotations

import time

import pytest

from checker.annotations.find import annotate
from checker.document.model import Format
from checker.document.read import read
from checker.notice.compiled import default_knowledge
from checker.notice.evidence import defaulted, find_evidence
from checker.notice.items import find_items
from checker.notice.types import Element, Evidence

KNOWLEDGE = default_knowledge()


def evidence(
    text: str, genre: str = "", format: Format = Format.TEXT, item: int = 0
) -> dict[Element, tuple[Evidence, ...]]:
    document = read(text, format)
    found = find_evidence(
        document, annotate(document, None), find_items(document), genre, KNOWLEDGE
    )
    return dict(found[item])


NOTICES = [
    pytest.param(
        "event",
        """認知症カフェ「ひだまり」

とき　　1月16日（土曜日）13時30分～15時
ところ　東町コミュニティーセンター 和室
だれでも　物忘れが気になる方、家族、地域の方
会費　　100円（お茶代）
※予約はいりません。
問　地域包括支援センター東（電話04-0000-3301）
""",
        "date_time place fee how_to_apply contact_dept contact_phone",
        "deadline capacity bring embargo",
        id="columns-of-names",
    ),
    pytest.param(
        "event",
        """# 親子でみそづくり

小学生と保護者でみそを仕込みます。

1. 日時　令和9年2月6日（土曜日）午前9時30分〜正午
2. 会場　南公民館 調理室
3. 対象　市内の小学生と保護者　12組
4. 材料費　1組1,500円
5. 持ち物　エプロン、三角巾、4リットルの容器
6. 申し込み　1月22日（金曜日）までに、往復はがきで南公民館へ（多数のときは抽選）

お問い合わせは南公民館（04-0000-2440）まで
""",
        "date_time place audience fee bring how_to_apply deadline selection contact_dept contact_phone",
        "embargo amount publish_date",
        id="numbered",
    ),
    pytest.param(
        "event",
        """冬のコンサート
日 12月20日（日）午後2時開演　場 市民会館大ホール　定 800人（先着）　費 一般1,000円、高校生以下無料　申 12月1日（火）から市民会館窓口で　問 文化振興課（☎04-0000-1730）
""",
        "date_time place capacity selection fee how_to_apply contact_dept contact_phone",
        "deadline bring",
        id="single-characters",
    ),
    pytest.param(
        "event",
        """消費者講座
とき、2月18日（木）午後1時30分から3時まで、ところ、市役所5階大会議室、対象、市内にお住まいの方、定員、40人、費用、無料、申し込み、2月12日（金）までに消費生活センター（04-0000-1388）へ。
""",
        "date_time place audience capacity fee how_to_apply deadline contact_dept contact_phone",
        "bring embargo",
        id="comma-chain",
    ),
    pytest.param(
        "event",
        """㊐2月7日（日）午前10時〜
㊎無料
""",
        "date_time fee",
        "place how_to_apply",
        id="circled-characters",
    ),
    pytest.param(
        "event",
        """防災さんぽに参加しませんか

3月7日（日）
午前9時、みどり台小学校 校庭に集合
雨天中止
小学生以上
参加無料
直接お越しください
危機管理課 04-0000-1190
""",
        "date_time place audience fee how_to_apply alternative contact_dept contact_phone",
        "deadline capacity",
        id="values-only",
    ),
    pytest.param(
        "event",
        """星を見る会の参加者を募集します

申し込みは12月11日（金曜日）までに、電話（04-0000-2451）で生涯学習課へ。
結果は12月15日（火曜日）までにお知らせします。
""",
        "deadline how_to_apply contact_dept contact_phone selection",
        "date_time place fee capacity",
        id="deadline-is-no-date",
    ),
    pytest.param(
        "closure",
        """東町歩道橋の通行止めのお知らせ

さびた手すりを取り替えるため、東町歩道橋を通行止めにします。

・期間／令和9年1月18日（月曜日）から22日（金曜日）まで
・時間／午後9時から翌朝5時まで
・区間／東町歩道橋（東町一丁目交差点）
・回り道／北側の横断歩道を渡ってください。

道路管理課 電話04-0000-4300（平日の午前8時30分から午後5時15分まで）
""",
        "date_time area reason alternative contact_dept contact_phone contact_hours",
        "fee capacity embargo",
        id="slashes",
    ),
    pytest.param(
        "closure",
        """給水設備の点検のため、12月7日（月）は市民プールをお休みします。近くの温水プールは開いています。
お問い合わせ：スポーツ課（内線 2411）
""",
        "date_time place reason contact_dept",
        "contact_phone fee deadline",
        id="extension-is-no-phone",
    ),
    pytest.param(
        "closure",
        """【断水のお知らせ】
◇いつ　12月10日（木）23時～翌5時
◇どこ　桜台三丁目の全域
◇なぜ　古い水道管を取り替えるため
◇お願い　前の日までに水をくみ置きしてください
◇連絡先　水道局 04-0000-1571
""",
        "date_time area reason action contact_dept contact_phone",
        "fee audience",
        id="question-words",
    ),
    pytest.param(
        "benefit",
        """# 出産応援ギフト

## もらえる額

妊婦1人につき5万円

## もらえる方

市内に住む妊婦の方

## 手続き

保健師との面談の後に、申請書を窓口へ出してください。生まれた日から3か月以内に申請してください。

- 母子健康手帳
- 通帳の写し

こども家庭センター（電話 04-0000-2380）
""",
        "amount audience how_to_apply deadline contact_dept contact_phone",
        "fee selection embargo",
        id="benefit-in-plain-words",
    ),
    pytest.param(
        "benefit",
        """生け垣の設置費用を補助します。補助額は、かかった費用の2分の1（上限10万円）です。申請は随時受け付けます。
""",
        "amount deadline",
        "fee contact_phone date_time",
        id="share-and-limit",
    ),
    pytest.param(
        "procedure",
        """国民健康保険をやめるとき

会社の健康保険に入った方は、14日以内に届け出てください。新しい資格確認書と古い資格確認書をお持ちください。
郵送やオンラインでも受け付けます。手数料はかかりません。
担当：保険年金課 資格係　TEL 04(0000)1130
""",
        "deadline bring how_to_apply fee contact_dept contact_phone",
        "capacity selection date_time",
        id="prose",
    ),
    pytest.param(
        "procedure",
        """# 自転車駐車場の料金が変わります

令和9年4月1日（木曜日）から、駅前自転車駐車場の料金を次のとおり改めます。

| 区分 | 現在 | 4月から |
|---|---:|---:|
| 1回 | 100円 | 150円 |
| 1か月 | 1,500円 | 2,000円 |

電気代が上がっているため、見直します。

交通政策課（04-0000-4410）
""",
        "effective_date amount reason contact_dept contact_phone",
        "deadline capacity",
        id="prices-before-and-after",
    ),
    pytest.param(
        "recruitment",
        """図書館ボランティアを募集

▽活動日　毎週火曜日の午前
▽活動場所　中央図書館
▽募集人数　10人程度
▽応募資格　18歳以上で、1年以上続けられる方
▽応募方法　申込書を窓口へ（申込書は図書館のサイトにあります）
▽締切　1月31日（日）必着
▽選考　書類と面接
▽問い合わせ　中央図書館 ☎04-0000-2301
""",
        "date_time place capacity audience how_to_apply deadline selection contact_dept contact_phone",
        "fee amount",
        id="triangles",
    ),
    pytest.param(
        "recruitment",
        """市営住宅の入居者を募集します。募集戸数は6戸、家賃は月2万4千円からです。1月12日から22日までに、建築住宅課で申込書を受け取り、郵送してください。抽選で決めます。
""",
        "capacity fee deadline how_to_apply selection",
        "contact_phone bring",
        id="recruitment-in-prose",
    ),
    pytest.param(
        "health",
        """大人の風しん抗体検査

昭和37年4月2日から昭和54年4月1日までに生まれた男性は、無料で検査を受けられます。
期間は令和9年3月31日（水曜日）までです。市から届いたクーポン券と、本人確認書類を持って、指定の医療機関で受けてください。予約の方法は医療機関によって違います。
健康推進課 電話:04-0000-3310
""",
        "audience fee deadline bring place contact_dept contact_phone",
        "capacity selection",
        id="birth-years-are-no-dates",
    ),
    pytest.param(
        "tax",
        """軽自動車税の納期限は5月31日（月曜日）です

コンビニ、スマートフォン、金融機関で納められます。
納税課 収納係（☎04-0000-1520）
""",
        "deadline how_to_apply contact_dept contact_phone",
        "fee capacity",
        id="tax",
    ),
    pytest.param(
        "public_comment",
        """子ども読書計画（案）へのご意見を募集します

意見募集期間　令和8年12月7日（月）～令和9年1月6日（水）
閲覧場所　生涯学習課、各図書館、市ホームページ
提出できる方　市内に在住・在勤・在学の方
提出方法　書面に住所と氏名を書き、持参、郵送、FAX、メールのいずれかで
提出先　生涯学習課（電話04-0000-2451、FAX04-0000-2459）
""",
        "date_time deadline place audience how_to_apply contact_dept contact_phone contact_other",
        "fee capacity",
        id="public-comment",
    ),
    pytest.param(
        "emergency",
        """こちらは、防災あおばです。
ただ今、大雨警報が出ました。
川の近くの方は、早めに避難してください。
繰り返します。
""",
        "organiser action",
        "contact_phone fee date_time",
        id="broadcast",
    ),
    pytest.param(
        "emergency",
        """クマの目撃情報（11月22日午後3時現在）

11月22日（日曜日）午前6時ごろ、北町三丁目の農道でクマ1頭が目撃されました。
朝と夕方の外出を控え、生ごみを外に置かないでください。
見かけたときは、農林課（04-0000-4230）か警察（110番）へ。
""",
        "date_time area action contact_dept contact_phone",
        "fee how_to_apply capacity",
        id="bear",
    ),
    pytest.param(
        "garbage",
        """古紙の回収日を変更します

1月11日（月・祝）の回収は、1月13日（水）に行います。朝8時までに、いつもの場所に出してください。対象は東地区だけです。
ごみ減量課　電話 04-0000-5300
""",
        "date_time area action contact_dept contact_phone",
        "fee capacity embargo",
        id="garbage",
    ),
    pytest.param(
        "election",
        """県知事選挙は1月31日（日曜日）が投票日です

投票時間は午前7時から午後8時まで、場所は入場券に書いてある投票所です。
入場券をなくしても投票できます。
当日に行けない方は、期日前投票をご利用ください。
選挙管理委員会 04-0000-1910
""",
        "date_time place bring alternative contact_dept contact_phone",
        "fee capacity",
        id="election",
    ),
    pytest.param(
        "press_incident",
        """報道発表資料

令和9年1月15日（金曜日）
あおば市 税務課

納税通知書の誤送付について

1月12日に発送した通知のうち8件を、別の方に送りました。封筒の中身を確認せずに封をしたことが原因です。
該当する方には、おわびして通知を回収しました。心当たりのない通知が届いた方は、開けずにご連絡ください。
担当　税務課 市民税係　青葉　電話04-0000-1285
""",
        "publish_date date_time audience reason action organiser contact_dept contact_phone",
        "fee bring deadline",
        id="incident",
    ),
    pytest.param(
        "event",
        """生け花体験 \x20
費用の記載がないものは無料です。 \x20
日時：1月17日（日）午後1時から
""",
        "date_time fee",
        "place",
        id="default-line",
    ),
]


@pytest.mark.parametrize(("genre", "text", "said", "unsaid"), NOTICES)
def test_what_a_notice_says(genre: str, text: str, said: str, unsaid: str) -> None:
    format = Format.MARKDOWN if text.startswith("# ") else Format.TEXT
    found = {str(element) for element in evidence(text, genre, format)}
    assert set(said.split()) <= found
    assert not set(unsaid.split()) & found


VALUES = [
    (
        "日時：令和8年12月5日（土曜日）午前10時から正午まで",
        Element.DATE_TIME,
        "2026-12-05T10:00/12:00",
    ),
    ("期間：令和8年12月1日から令和9年1月4日まで", Element.DATE_TIME, "2026-12-01/2027-01-04"),
    ("締め切り：令和9年2月12日（金曜日）まで", Element.DEADLINE, "/2027-02-12"),
    ("参加費：500円", Element.FEE, "500円"),
    ("入場は1人300円の料金がかかります。", Element.FEE, "300"),
    ("参加費：無料", Element.FEE, "none"),
    ("申し込み：不要", Element.HOW_TO_APPLY, "none"),
    ("持ち物：なし", Element.BRING, "none"),
    ("電話：04-0000-1234", Element.CONTACT_PHONE, "0400001234"),
    ("会場：東公民館", Element.PLACE, "東公民館"),
]


@pytest.mark.parametrize(("text", "element", "value"), VALUES)
def test_values_are_in_normal_form(text: str, element: Element, value: str) -> None:
    assert evidence(text, "event")[element][0].value == value


def test_labelled_words_come_first() -> None:
    text = "12月5日（土）に講座を開きます。\n\n日時：12月5日（土）午前10時から\n"
    first, second = evidence(text, "event")[Element.DATE_TIME]
    assert first.span.start > second.span.start


def test_a_line_for_the_whole_draft() -> None:
    document = read("特に記載がないものは、費用は無料、申し込みは不要です。", Format.TEXT)
    assert {Element.FEE, Element.HOW_TO_APPLY} <= defaulted(document, KNOWLEDGE)


def test_a_date_in_the_head_of_a_file_counts() -> None:
    text = "---\ntitle: 断水\ndate: 2026-12-01\n---\n\n水を止めます。\n"
    found = evidence(text, format=Format.MARKDOWN)[Element.PUBLISH_DATE]
    assert [item.value for item in found] == ["2026-12-01"]


def test_definition_lists_and_tables_of_html() -> None:
    text = (
        "<h1>体操教室</h1><dl><dt>日時</dt><dd>1月8日（金）午前10時</dd><dt>場所</dt><dd>東公民館</dd></dl>"
        "<table><tr><th>対象</th><td>65歳以上の方</td></tr><tr><th>費用</th><td>無料</td></tr></table>"
    )
    found = evidence(text, "event", Format.HTML)
    assert {Element.DATE_TIME, Element.PLACE, Element.AUDIENCE, Element.FEE} <= set(found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "：",
        "【】",
        "日時：",
        "|日時|\n|---|\n",
        "電話" * 3_000,
        "市内に住む方、" * 2_000,
        "12月5日（土）" * 1_500,
        "（" * 8_000,
        "申し込みは窓口" * 1_500,
        "日 " * 4_000,
        "の" * 10_000,
    ],
)
def test_any_text_is_read_in_linear_time(text: str) -> None:
    document = read(text, Format.TEXT)
    annotations = annotate(document, None)
    items = find_items(document)
    started = time.process_time()
    find_evidence(document, annotations, items, "event", KNOWLEDGE)
    assert time.process_time() - started < 2.0
