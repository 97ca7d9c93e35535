"""What is done before or after what a reader has to know of does not tell it."""

from __future__ import annotations

import pytest

from checker.annotations.find import annotate
from checker.document.model import Format
from checker.document.read import read
from checker.notice.compiled import default_knowledge
from checker.notice.judge import judge
from checker.notice.types import Element, Status

FARM = """市民農園の利用者を募集します

対象：市内に住む方
募集区画：25区画
締め切り：12月18日（金曜日）
利用料：年額3,000円
{}
問い合わせ先：農政課　電話04-0000-1537
"""
ROAD = """市道12号線 夜間通行止めのお知らせ

橋を直すため、夜間は車両通行止めにします。
期間：11月24日（火曜日）から27日（金曜日）まで
区間：市道12号線 本町4丁目から鶴沢町まで
{}
問い合わせ先：道路課　電話04-0000-4478
"""
WATER = """断水のお知らせ

水道管を取り替えるため、水道が使えなくなります。
日時：12月9日（水曜日）午後11時から10日（木曜日）午前5時まで
区域：浜田町1丁目から3丁目まで
給水：浜田公園に給水車を置きます。
{}
問い合わせ先：上下水道課　電話04-0000-2520
"""
VOTE = """市長選挙のお知らせ

■投票日
令和9年1月24日（日曜日）午前7時から午後8時まで
{}
■投票できる方
18歳以上で、市の選挙人名簿に登録されている方
■期日前投票
1月18日（月曜日）から23日（土曜日）まで、市役所1階 市民ホールで投票できます。
■開票
投票日の午後9時から、総合体育館で行います。
■問い合わせ
選挙管理委員会事務局　電話04-0000-1905
"""
WASTE = """年末年始のごみの収集日

燃えるごみ：年内は12月28日（月曜日）まで、年始は1月4日（月曜日）からです。

{}

粗大ごみ：粗大ごみ受付センターへ電話で申し込んでください。
問い合わせ先：資源循環課　電話04-0000-8053
"""
SURVEY = """市民アンケートの結果

対象：市内に住む18歳以上の2,000人
{}
報告書は、行政経営課で令和9年3月31日（水曜日）までご覧いただけます。
問い合わせ先：行政経営課　電話04-0000-1530
"""


def status(text: str, element: Element, genre: str) -> Status | None:
    """What is said of an element of a notice of this kind."""
    document = read(text, Format.TEXT)
    notice = judge(document, annotate(document, None), default_knowledge(), genre)
    state = notice.state(element)
    return state.status if state else None


@pytest.mark.parametrize(
    ("notice", "genre", "element", "line"),
    [
        (FARM, "recruitment", Element.HOW_TO_APPLY, "利用料の支払い：納付書で納めてください。"),
        (FARM, "recruitment", Element.HOW_TO_APPLY, "利用料は、窓口でお支払いください。"),
        (ROAD, "closure", Element.ALTERNATIVE, "予備日：12月1日（火曜日）の夜"),
        (ROAD, "closure", Element.ALTERNATIVE, "雨で工事ができないときは、翌週に延期します。"),
        (ROAD, "closure", Element.ALTERNATIVE, "夜間の緊急連絡先：04-0000-4400（宿直室）"),
        (WATER, "closure", Element.ACTION, "水が澄むまで流してからお使いください。"),
        (WATER, "closure", Element.ACTION, "容器をお持ちください。"),
        (VOTE, "election", Element.PLACE, ""),
        (SURVEY, "result", Element.DATE_TIME, ""),
    ],
)
def test_what_comes_before_or_after_is_not_it(
    notice: str, genre: str, element: Element, line: str
) -> None:
    """The bill, the day for bad weather, the water that came back, early voting."""
    assert status(notice.format(line), element, genre) is Status.MISSING


@pytest.mark.parametrize(
    ("notice", "genre", "element", "line"),
    [
        (FARM, "recruitment", Element.HOW_TO_APPLY, "申し込み：往復はがきで農政課へ"),
        (FARM, "recruitment", Element.HOW_TO_APPLY, "利用料を添えて、窓口で申し込んでください。"),
        (ROAD, "closure", Element.ALTERNATIVE, "雨の日も、歩行者は隣の橋をお通りください。"),
        (ROAD, "closure", Element.ALTERNATIVE, "う回路：ふれあい橋をお通りください。"),
        (WATER, "closure", Element.ACTION, "前もって、容器に水をくみ置きしてください。"),
        (WATER, "closure", Element.ACTION, "断水中は、蛇口を閉めておいてください。"),
        (VOTE, "election", Element.PLACE, "投票所は、入場券に書いてあります。"),
        (VOTE, "election", Element.PLACE, "期日前投票とは別に、投票所は入場券に書いてあります。"),
        (
            WASTE,
            "garbage",
            Element.DEADLINE,
            "年内の粗大ごみは、12月11日までに申し込んでください。",
        ),
        (SURVEY, "result", Element.DATE_TIME, "調査した期間：令和8年8月3日から31日まで"),
    ],
)
def test_its_look_alikes_are(notice: str, genre: str, element: Element, line: str) -> None:
    """What tells the matter itself counts, though it speaks of bills or bad weather, too."""
    assert status(notice.format(line), element, genre) is Status.FOUND


def test_a_number_that_is_read_out_is_one() -> None:
    """電話、04、0000、1600 is how an announcer is given it."""
    text = "こちらは、災害対策本部です。お問い合わせは、危機管理課、電話、04、0000、1600へ。"
    assert status(text, Element.CONTACT_PHONE, "emergency") is Status.FOUND
