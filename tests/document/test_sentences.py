"""Where sentences end, and which of them are prose."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document import sentences
from checker.document.sentences import ends_in_predicate, is_prose, split

CASES = [
    # plain
    ["あおば市では、8月1日に夏まつりを開催します。", "ぜひお越しください。"],
    ["参加は無料です。", " 直接会場へお越しください。"],
    ["雨天のときは中止します。", "　中止は当日の午前7時にお知らせします。"],
    ["もう申し込みましたか？", "では、次に進みましょう！"],
    ["夏まつりが始まります！！", "お早めに。。", "お待ちしています。"],
    ["えっ！？", "本当ですか⁉", "はい。"],
    ["ｼｽﾃﾑを停止します｡", "ご注意ください｡"],
    ["対象は、65歳以上の方。", "ただし、市外の方を除く。"],
    ["市民課窓口"],
    ["市民課窓口は1階です"],
    # brackets
    ["市長は「安全が第一です。安心も大切です。」と話しました。", "会見は午後に開かれました。"],
    ["申請してください（郵送も可能です。）。", "受付は5日までです。"],
    ["申請してください。", "（郵送も可能です。）", "受付は5日までです。"],
    ["申請してください（郵送も可能です。）", "受付は5日までです。"],
    ["市内に住所を有する（転出した者を含む。）者が対象です。"],
    ["申請する（代理人による場合を含む。）ことができます。"],
    ["（雨天の場合は中止します。", "中止は市のホームページでお知らせします。）"],
    ["「今日はありがとうございました。", "また来てください。」"],
    ["「はい。」", "「いいえ。」", "どちらかに丸を付けてください。"],
    ["「はい。」", "市長は答えました。"],
    ["合言葉は「やるぞ！」です。", "覚えてください。"],
    ["「めざせ！健康まつり」を開きます。", "会場は中央公民館です。"],
    ["詳しくは『市政だより（8月号。全12ページ。）』をご覧ください。", "無料です。"],
    ["【重要】断水します。", "〈区域〉中央一丁目です。"],
    ["要件は次のとおりです（詳しくは「手引き」（8月版）をご覧ください。）。", "以上です。"],
    # brackets that do not close, or close nothing
    ["参加費は500円（税込です。", "中学生以下は無料です。", "お申し込みください。"],
    ["これは例です）次の文です。", "「別の引用」です。"],
    ["「これは例です。", "次の文です。", "「別の引用」です。"],
    ["受付は（平日です。", "休日は（祝日を除く）休みです。", "以上です。"],
    ["次の書類です。", "1）申請書です。", "2）委任状です。", "（写しでも構いません。）"],
    ["電話（内線 12）です。", "受付は（平日）です。"],
    ["順番は（1、2、3）です。", "次は（A、B）です。"],
    ["注意：（1）申請書です。", "（2）委任状です。"],
    # full stops that end nothing
    ["期限はR8.8.1です。", "次は2026.8.1です。", "時刻は10.30です。"],
    ["これはNo.3です。", "No．4もあります。"],
    ["Q.どこですか？", "A.市役所です。"],
    ["Ｑ．どこですか？", "Ａ．市役所です。"],
    ["ア．申請書を出します。", "イ．審査をします。"],
    ["1．5倍に増えます。", "第2．1表をご覧ください。"],
    ["結果を報告します．", "次に移ります．", "以上です．"],
    ["結果を報告します. ", "次に移ります."],
    ["詳しくはお問い合わせ.pdfをご覧ください。"],
    ["This is a notice. Please read it. It is short"],
    # web and mail addresses
    ["詳しくはhttps://www.aoba.example/a?b=c.html!をご覧ください。", "電話でも答えます。"],
    ["メール（kenko@aoba.example）で送ってください。", "件名は「申込」です。"],
    ["市のページ（https://www.aoba.example/?id=3）を見てください。", "更新は毎日です。"],
    ["www.aoba.example/?q=1 をご覧ください。"],
    # ！ and ？ inside a sentence
    ["Yahoo!ニュースに載りました。", "見てください。"],
    ["めざせ！を合言葉に頑張ります。", "応援してください。"],
    ["なぜ？と思う方は、お尋ねください。", "何度でも答えます。"],
    ["ご存じですか？（複数回答可）"],
    ["参加しよう！", "はじめての方も歓迎です。", "がん検診もあります！", "とても簡単です。"],
    # faces and notes
    ["ご参加ください♪", "　お待ちしています。"],
    ["お待ちしています！🎉", " 次回は9月です。"],
    ["お待ちしています！", "🎉次回は9月です。"],
    ["楽しい歌♪を歌います。", "聞いてください♪"],
    ["お知らせです。 ★"],
    # odd
    ["。。。"],
    ["！"],
    ["…ということです。", "……以上です。"],
]


@pytest.mark.parametrize("parts", CASES, ids="".join)
def test_split(parts: list[str]) -> None:
    text = "".join(parts)
    assert [span.cut(text) for span, _ in split(text)] == [part.strip() for part in parts]


@pytest.mark.parametrize("text", ["", " ", "\u3000\t ", "\u00a0"])
def test_nothing_to_split(text: str) -> None:
    assert split(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "窓口で申請してください。",
        "受付は午前9時から。",
        "夏まつりを開催！",
        "窓口で申請してください",
        "窓口で申請してくださいね♪",
        "受け付けます（要予約）",
        "市は「断水します」と発表しました",
        "（受け付けます）",
        "結果を報告します.",
        "市長は「安全が第一です。」",
        "税金を納める",
        "会場は禁煙である",
        "申請は必要ない",
        "費用が高い",
        "早めに申し込みましょう",
        "午後に雨が降った",
        "詳しくはhttps://www.aoba.example/kenko/koza/2026/index.htmlをご覧ください。",
        "メールは健康課（kenko-suishin@aoba.example）へ送ってください。",
        "令和8年8月1日（土）10:00～12:00、13:00～15:00に開きます。",
    ],
)
def test_prose(text: str) -> None:
    assert is_prose(text)
    assert [prose for _, prose in split(text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "中央公民館",
        "8月1日（土曜日）午前10時から正午まで",
        "月曜日から金曜日まで（祝日を除く）",
        "60人（申し込みが多いときは、抽選で決めます）",
        "テーマは「共に生きる」",
        "市内に住んでいる方",
        "詳しくは https://www.aoba.example/ まで",
        "お手伝い",
        "一つ",
        "夏まつりのお知らせ",
        "手続きの取り扱い",
        "Please come to the city hall!",
        "시청에 오세요!",
        "04-0000-1234。",
        "。",
        "！",
        "（）",
        "https://www.aoba.example/",
    ],
)
def test_fragment(text: str) -> None:
    assert not is_prose(text)
    assert not any(prose for _, prose in split(text))


@pytest.mark.parametrize(
    "text",
    ["申請します", "申請してください", "でした", "しましょう", "行う", "受けた", "ない", "新しい"],
)
def test_predicate(text: str) -> None:
    assert ends_in_predicate(text)


@pytest.mark.parametrize(
    "text", ["", "申請", "申請し", "こと", "違い", "支払い", "つどい", "申請。"]
)
def test_no_predicate(text: str) -> None:
    assert not ends_in_predicate(text)


@pytest.mark.xfail(reason="a name that ends in 。 looks like a sentence", strict=True)
def test_name_with_stop() -> None:
    assert len(split("出演はモーニングあおば。の皆さんです。")) == 1


@pytest.mark.xfail(reason="a heading without 。 runs into the sentence behind it", strict=True)
def test_sentences_without_stop() -> None:
    assert len(split("夏まつりを開催します　ぜひお越しください")) == 2


PIECES = st.text(
    st.sampled_from("。．！？!?.「」『』（）()【】あのですまを市民ア1a　 ♪🎉、：httpsw/\u200b\t"),
    max_size=60,
)


@settings(max_examples=100, deadline=None)
@given(PIECES | st.text(max_size=60))
def test_spans_cover_everything_in_order(text: str) -> None:
    text = text.replace("\n", "")
    behind = 0
    for span, _ in split(text):
        assert span.start >= behind
        assert len(span) > 0
        assert not text[behind : span.start].strip()
        assert span.cut(text) == span.cut(text).strip()
        behind = span.end
    assert not text[behind:].strip()


@settings(max_examples=100, deadline=None)
@given(PIECES)
def test_the_short_cut_for_plain_blocks_changes_nothing(text: str) -> None:
    quick = split(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "_is_plain", lambda _: False)
        assert split(text) == quick


@pytest.mark.parametrize(
    "unit",
    [
        "あおば市では、令和8年8月1日（土曜日）に、中央公民館で夏まつりを開催します。",
        "あ", "。", "（", "）", "「あ。」", "（あ。）に", "！が市", "．", "です♪ ", "♪", "🎉", "です。 ★",
        "ます.", "a@", "http://a?", "h", "((（。", "・", "…", " ",
    ],
)  # fmt: skip
def test_time_is_linear(unit: str) -> None:
    def measure(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        start = time.process_time()
        split(text)
        return time.process_time() - start

    short = min(measure(6_000) for _ in range(3))
    long = measure(60_000)
    assert long < 30 * short + 0.05


def test_a_long_line_is_split_quickly() -> None:
    text = "あおば市では、令和8年8月1日（土曜日）に、中央公民館で夏まつりを開催します。" * 1_500
    start = time.process_time()
    assert len(split(text)) == 1_500
    assert time.process_time() - start < 0.5
