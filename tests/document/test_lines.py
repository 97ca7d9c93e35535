"""Which line breaks of a paragraph a reader does not see."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document.lines import wraps

# "⏎" is a mere wrap, "|" a break that a reader sees.
CASES = [
    # wrapped at a column
    "あおば市では、令和8年8月1日（土曜日）に中央公民館の大ホールで⏎"
    "夏まつりを開催します。当日は、地域の皆さんによる屋台や、市内の中学⏎"
    "校の吹奏楽部による演奏を予定しています。ぜひ、お誘い合わせのうえお⏎"
    "越しください。",
    "　日頃より図書館の運営にご協力をいただき、ありがとうございます。特別⏎"
    "整理と図書館システムの入替えのため、次のとおり臨時に休館します。|"
    "　休館中の返却は、ブックポストへお願いします。ただし、大型絵本は、休⏎"
    "館明けにカウンターへお返しください。",
    "  市では、次のとおり委員を募集します。任期は2年で、年に3回程度の会⏎"
    "  議に出席していただきます。⏎"
    "  応募の資格は次のとおりです。",
    "南町の市民体育館にあるプールは、普段どおり使えます。定期券は、市民体⏎"
    "育館のプールでも使えます。1月と2月は、土曜日の終わりの時刻を1時間遅らせます。",
    "窓口の混雑を避けるため、マイナンバーカードの受け取りは、事前に予約した方を優⏎先します。",
    "This is a long notice for foreign residents who live in⏎"
    "Aoba City. Please come to the city hall.",
    # broken at the end of a thought
    "あおば市では、⏎夏まつりを開催します。",
    "中央公民館で⏎夏まつりを開催します。⏎詳しくは市民課へ⏎お問い合わせください。",
    "申込書に必要事項を記入し、⏎郵送または持参により⏎提出してください。|"
    "※郵送の場合は、8月1日必着です。",
    "市民の皆さまには⏎大変ご迷惑をおかけしますが⏎ご理解とご協力を⏎お願いいたします。",
    "日頃から市政にご協力いただき⏎ありがとうございます。",
    "市内に住んでいる⏎18歳以上の方が対象です。",
    "申し込みに必要な⏎書類は次のとおりです。",
    # one character for the label
    "時　12月19日（土）16時30分|所　白鳥の浜 芝生広場|￥　無料|申　不要。直接会場へ|持　懐中電灯|主　市",
    "申し込みは不要です。⏎直接会場へお越しください。",
    "「安全で安心な⏎まちづくり」を進めます。",
    # in the middle of a word
    "市役所1階の窓口に申請書を提出し⏎てください。",
    "今の車は入り口の段差が高く、車いすの方は中に入れません⏎でした。",
    "申請書は、市ホームページ（https://www.aoba.example/）⏎からダウンロードできます。",
    "受付は、午前9時⏎から始めます。",
    "詳しくは、健康推進センタ⏎ーへお尋ねください。",
    # a bracket that goes on
    "日時：8月1日（土曜日）午前10時から午後3時まで（受付は午前9時⏎30分から）|場所：中央公民館",
    "対象は、次の方です（市内に住む方、⏎市内で働く方⏎市内の学校に通う方）。",
    "費用　500円（税込|会場　中央公民館",
    # labels, lists and marks
    "日時：8月1日（土曜日）|場所：中央公民館|対象：市内に住む方",
    "日　時　8月1日|場　所　中央公民館",
    "■対象|市内に住んでいる方|■費用|無料",
    "【対象】|市内に住んでいる方",
    "1　対象|市内に住んでいる方|2　費用|無料です。",
    "・市内に住んでいる方|・市内で働いている方",
    "・市内に住んでいる方で、⏎　18歳以上の方|・市内で働いている方",
    "・申請書を出してください。⏎　郵送でも出せます。|・審査の結果をお知らせします。",
    "持ち物：筆記用具と⏎　飲み物",
    "次の書類を、|（1）申請書|（2）委任状",
    "① 申請書|② 委任状",
    "選考方法　書類選考と面接（面接日は追って連絡します。）|　なお、結果は全員にお知らせします。",
    "Q．どこで申し込めますか。|A．市役所で申し込めます。",
    "申請書を出してください。|※車での来場はできません。",
    # names and dates one under another
    "中央公民館|北公民館|南公民館",
    "子ども|大人|高齢者",
    "しょうが|へや|かに",
    "8月1日（土曜日）　午前10時から|8月2日（日曜日）　午前10時から",
    "令和8年8月1日|あおば市長　青葉 太郎",
    "お問い合わせ|あおば市福祉課|〒000-0001 あおば市中央1-1-1|電話 04-0000-1234",
    "お問い合わせは次のとおりです。|あおば市福祉課|電話 04-0000-1234",
    "日程\t時間\t場所|8月1日\t10時\t中央公民館",
    "詳しくは、市ホームページをご覧ください。|https://www.aoba.example/",
    "https://www.aoba.example/|電話 04-0000-1234",
    # titles and lines without 。
    "令和8年度あおば市子育て世帯応援給付金のご案内|次の世帯に給付金を支給します。",
    "夏まつりを開催します|ぜひお越しください",
    "水道管の工事のため断水します|期間　8月1日から8月5日まで|区域　中央一丁目",
    # a new paragraph
    "申し込みは不要です。|　なお、雨天の場合は中止します。",
    "市長は「安全が第一です。」と話しました。|　会見は午後に開かれました。",
    "夏まつりは、8月1日に開きます！|　お楽しみに。",
]


@pytest.mark.parametrize("case", CASES)
def test_wraps(case: str) -> None:
    lines = case.replace("|", "⏎").split("⏎")
    expected = [sign == "⏎" for sign in case if sign in "⏎|"]
    assert wraps(lines) == expected


@pytest.mark.parametrize("lines", [[], ["市民課"], [""]])
def test_no_break(lines: list[str]) -> None:
    assert wraps(lines) == []


NOTICE = (
    "あおば市では、令和8年8月1日（土曜日）に、中央公民館で夏まつりを開催します。当日は、地域の皆さんに"
    "よる屋台や、市内の中学校の吹奏楽部による演奏を予定しています。車での来場はできませんので、電車か"
    "バスをご利用ください。会場では、ごみの分別にご協力をお願いします。雨のときは、翌日の8月2日（日曜日）"
    "に延期します。延期する場合は、当日の午前7時に市のホームページでお知らせします。"
)


@pytest.mark.parametrize("length", range(20, 46))
def test_prose_wrapped_at_any_column_is_joined(length: int) -> None:
    lines = [NOTICE[start : start + length] for start in range(0, len(NOTICE), length)]
    assert all(wraps(lines))


@pytest.mark.xfail(reason="a single short line shows no column to be wrapped at", strict=True)
def test_short_line_broken_in_a_word() -> None:
    assert wraps(["窓口で申", "請してください。"]) == [True]


TEXT = st.text(
    st.sampled_from("あのをはです市民課日時：。、！（）「」・■1①　 \tア-a※〒"), max_size=30
)


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXT | st.text(max_size=30), max_size=8))
def test_one_answer_for_each_break(lines: list[str]) -> None:
    assert len(wraps(lines)) == max(0, len(lines) - 1)


@settings(max_examples=50, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=6))
def test_list_items_are_never_joined(lines: list[str]) -> None:
    assert not any(wraps([f"・項目{line}" for line in lines]))


@pytest.mark.parametrize(
    "lines",
    [
        ["あ" * 60_000] * 2,
        ["（" * 60_000, "）" * 60_000],
        ["。あ" * 30_000] * 2,
        ["、" * 60_000] * 2,
        ["あおば市では、夏まつりを開催します。当日は屋台が並び、演奏も"] * 2_000,
        ["公民館"] * 2_000,
    ],
    ids=lambda lines: lines[0][:3],
)
def test_long_input_costs_little(lines: list[str]) -> None:
    start = time.process_time()
    wraps(lines)
    assert time.process_time() - start < 2
