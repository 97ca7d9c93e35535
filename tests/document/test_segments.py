"""What a line is told to be by its form alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document.model import BlockKind
from checker.document.segments import Segment, classify

PARAGRAPH = BlockKind.PARAGRAPH
LIST_ITEM = BlockKind.LIST_ITEM
CELL = BlockKind.TABLE_CELL


def classified(
    text: str,
    kind: BlockKind = PARAGRAPH,
    *,
    previous: BlockKind | None = PARAGRAPH,
    is_first: bool = False,
    is_last: bool = False,
) -> Segment:
    return classify(kind, text, previous=previous, is_first=is_first, is_last=is_last)


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        # a colon
        ("日時：8月1日（土曜日）午前10時から正午まで", "日時", "8月1日（土曜日）午前10時から正午まで"),
        ("日時:8月1日", "日時", "8月1日"),
        ("会場 ： 中央公民館", "会場", "中央公民館"),
        ("  対象：市内に住む方 ", "対象", "市内に住む方"),
        ("意見を提出できる方：市内に住む方", "意見を提出できる方", "市内に住む方"),
        ("市内に住んでいない方：500円", "市内に住んでいない方", "500円"),
        ("申込・問い合わせ先：健康課 電話04-0000-1234", "申込・問い合わせ先", "健康課 電話04-0000-1234"),
        ("申込／問い合わせ：健康課", "申込／問い合わせ", "健康課"),
        ("注意：濡れた手で触らないでください。", "注意", "濡れた手で触らないでください。"),
        ("URL：https://www.aoba.example/", "URL", "https://www.aoba.example/"),
        ("Ｅメール：kenko@aoba.example", "Ｅメール", "kenko@aoba.example"),
        ("受付時間：8:30～17:15", "受付時間", "8:30～17:15"),
        ("日　時：8月1日", "日　時", "8月1日"),
        ("日時：", "日時", None),
        # names that no list has
        ("雨のとき：市民ホールで開きます。", "雨のとき", "市民ホールで開きます。"),
        ("市のページ：https://www.aoba.example/pool/", "市のページ", "https://www.aoba.example/pool/"),
        ("出典：あおば市統計書", "出典", "あおば市統計書"),
        ("例：青葉 太郎", "例", "青葉 太郎"),
        ("8月1日（土）：開会式", "8月1日（土）", "開会式"),
        # other separators
        ("対象=市内在住の方", "対象", "市内在住の方"),
        ("問い合わせ/健康課電話04-0000-1234", "問い合わせ", "健康課電話04-0000-1234"),
        ("受付期間／8月1日～10日", "受付期間", "8月1日～10日"),
        # white space
        ("定員　30人（先着順）", "定員", "30人（先着順）"),
        ("費用 無料", "費用", "無料"),
        ("電話 04-0000-1234", "電話", "04-0000-1234"),
        ("☎04-0000-1234", "☎", "04-0000-1234"),
        ("ホームページ https://www.aoba.example/", "ホームページ", "https://www.aoba.example/"),
        ("夏まつり会場　中央公園", "夏まつり会場", "中央公園"),
        ("申請に必要なもの　本人確認書類", "申請に必要なもの", "本人確認書類"),
        ("参加費　無料。ただし、材料費が500円かかります。", "参加費", "無料。ただし、材料費が500円かかります。"),
        ("日時" + "　" * 40 + "8月1日", "日時", "8月1日"),
        # letters with spaces between them
        ("日 時　8月1日（土）", "日 時", "8月1日（土）"),
        ("日　時　8月1日（土）", "日　時", "8月1日（土）"),
        ("趣 旨　市民の健康を守るため", "趣 旨", "市民の健康を守るため"),
        ("お 問 い 合 わ せ　健康課", "お 問 い 合 わ せ", "健康課"),
        ("１　職　　種　保育士", "職　　種", "保育士"),
        # brackets
        ("【対象】市内に住む65歳以上の方", "対象", "市内に住む65歳以上の方"),
        ("［日時］8月1日", "日時", "8月1日"),
        ("〈申込み〉電話で市民課へ。", "申込み", "電話で市民課へ。"),
        ("＜会場＞ 中央公民館", "会場", "中央公民館"),
        ("【日】11月3日（火・祝）", "日", "11月3日（火・祝）"),
        # marks and numbers
        ("■定員 30人", "定員", "30人"),
        ("■定員30人", "定員", "30人"),
        ("◆会場　中央公民館", "会場", "中央公民館"),
        ("▽対象 市内に住む方", "対象", "市内に住む方"),
        ("・日時：8月1日", "日時", "8月1日"),
        ("・コンビニエンスストアで納める：レジで出してください。", "コンビニエンスストアで納める", "レジで出してください。"),
        ("※注意：濡れます。", "注意", "濡れます。"),
        ("（1）日時　8月1日", "日時", "8月1日"),
        ("①対象：市内の方", "対象", "市内の方"),
        ("1　日 時　8月1日", "日 時", "8月1日"),
        ("３．場所　中央公民館", "場所", "中央公民館"),
        # one label of the shorthand
        ("対 小学生", "対", "小学生"),
        ("日 11月3日（火・祝）", "日", "11月3日（火・祝）"),
        ("問　健康課　電話04-0000-1234", "問", "健康課　電話04-0000-1234"),
        # what belongs to a contact makes no chain
        ("問い合わせ：健康課　電話：04-0000-1234　FAX：04-0000-1235", "問い合わせ",
         "健康課　電話：04-0000-1234　FAX：04-0000-1235"),
        ("TEL 04-0000-1234　FAX 04-0000-1235", "TEL", "04-0000-1234　FAX 04-0000-1235"),
    ],
)  # fmt: skip
def test_label(text: str, label: str, value: str | None) -> None:
    segment = classified(text)
    assert segment.kind is BlockKind.LABEL
    assert segment.label is not None
    assert segment.label.cut(text) == label
    assert (segment.value.cut(text) if segment.value else None) == value


@pytest.mark.parametrize(
    "text",
    [
        "市内に住む65歳以上の方を対象に、次のとおり健康講座を開きます。",
        "8月1日（土曜日）から受け付けを始めます。",
        "1 回目の接種が終わった方は、次のとおりです。",
        "2 月1日から受け付けます",
        "3 人",
        "1.5倍に増えます",
        "10:30 開会",
        "1/2補助",
        "申請書/委任状",
        "-20度まで冷やします",
        "＋100円",
        "○○市では、次のとおり定めます",
        "○月○日",
        "二十歳以上の方",
        "会場 は 中央公民館 です。",
        "対象 となる方は次のとおりです",
        "申し込み して ください。",
        "日時 場所",
        "日 程 表",
        "土　日　祝日",
        "一　般　500円",
        "対象、定員、費用は次のとおりです。",
        "日時、場所などは、決まり次第お知らせします。",
        "電話、ファクスにて、住所、氏名、電話番号をお知らせください。",
        "市では、次の事業を行っています：",
        "受付時間は次のとおり：午前9時から",
        "次のとおりです：",
        "お申し込みはこちら：https://www.aoba.example/",
        "あおば市　健康課　担当：青葉",
        "奉仕係（担当：青葉、森野）",
        "Q：どこで申請できますか。",
        "A．市役所です",
        "C:\\Users",
        "https://www.aoba.example/a=b",
        "：日時",
        "",
        "　",
        "■",
        "・・・",
        "----------",
        "* * *",
        "※車での来場はできません。",
        "第1条　この規則は、次のことを定める。",
        "申請書（PDF：120KB）",
        "市長　記者会見",
        "あおば市長　青葉 太郎　様",
        "あおば市健康課 04-0000-1234",
        "あおば市中央1丁目の道路を通行止めにします。",
        "あおば市中央1-1-1で開催",
        "あおば市文化会館（あおば市中央2-3-4）",
        "04-0000-1234",
        "令和8年8月1日",
        "大人　500円",
    ],
)
def test_paragraph(text: str) -> None:
    assert classified(text) == Segment(PARAGRAPH)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("■申し込み方法", 2),
        ("◆8月1日（土） 午前10時", 2),
        ("▼詳しくはこちら", 2),
        ("●申し込み方法", 2),
        ("□ 対象", 2),
        ("【申し込み】", 2),
        ("〈資料の返却について〉", 2),
        ("1　対象", 2),
        ("１．対象者", 2),
        ("2　制度の概要", 2),
        ("Ⅰ　概要", 2),
        ("二　対象", 2),
        ("第1章　総則", 2),
        ("（1）申請方法", 3),
        ("⑴ 趣旨", 3),
        ("～夏まつりのお知らせ～", 3),
        ("＝＝＝ お知らせ ＝＝＝", 3),
        ("★夏まつり★", 3),
        ("お問い合わせ", 3),
        ("日　時", 3),
        ("ごみの出し方について", 3),
        ("台風接近に伴う施設の休館について", 3),
        ("　　　　　　　　記", 3),
    ],
)
def test_heading(text: str, level: int) -> None:
    assert classified(text) == Segment(BlockKind.HEADING, level)


@pytest.mark.parametrize(
    "text",
    [
        "・申請書",
        "・市内に住んでいる方",
        "●市役所1階",
        "○市内に住む方",
        "◎申し込みは不要です。",
        "- 申請書",
        "* 申請書",
        "＊雨天中止",
        "□はい □いいえ",
        "1. 申請書",
        "１．申請書を出します。",
        "2　本人確認書類（運転免許証など）",
        "3　対象となる方は次のとおりです。",
        "(1) 申請書",
        "1）申請書",
        "① 申請書",
        "⑴ 本人確認書類",
        "ア　市内に住んでいる方",
        "(ア) 市内に住んでいる方",
        "ウ．委任状",
        "一、市内に住む方",
        "　　・申請書",
        "■この欄には、申請する方の氏名を書いてください。",
    ],
)
def test_list_item(text: str) -> None:
    assert classified(text) == Segment(LIST_ITEM, 1)


@pytest.mark.parametrize(
    "text",
    [
        "日 11月3日（火・祝）　場 中央公民館　対 小学生　申 電話で健康課へ",
        "日＝11月3日　場＝中央公民館　対＝小学生",
        "【日】11月3日【場】中央公民館【対】小学生",
        "[日] 11月3日 [場] 中央公民館",
        "日時：8月1日　場所：中央公民館　対象：小学生",
        "日時　8月1日　　会場　中央公民館",
        "【日時】8月1日【会場】中央公民館",
        "日時：8月1日、場所：中央公民館",
        "対象＝市内の小学生　定員＝10組（先着順）",
        "対象／市内の小学生　定員／10組（先着順）",
        "とき、8月1日、ところ、中央公民館、対象、小学生、費用、無料。",
    ],
)
def test_shorthand(text: str) -> None:
    assert classified(text) == Segment(BlockKind.SHORTHAND)
    assert classified(text, LIST_ITEM) == Segment(BlockKind.SHORTHAND)


@pytest.mark.parametrize(
    "text",
    [
        "〒000-0001 あおば市中央1-1-1",
        "〒000-0001　あおば県あおば市中央1丁目1番1号　あおば市役所3階",
        "０００－０００１　あおば市中央１－１－１",
        "あおば市中央一丁目1番1号",
        "あおば県あおば市中央1-1-1",
        "青葉郡みどり町大字北100番地",
    ],
)
def test_address(text: str) -> None:
    for kind in (PARAGRAPH, LIST_ITEM, CELL):
        assert classified(text, kind) == Segment(BlockKind.ADDRESS)


@pytest.mark.parametrize(
    ("text", "is_last"),
    [
        ("あおば市長　青葉 太郎", False),
        ("　　　　　　　　　　　　あおば市長　青葉　太郎", False),
        ("あおば市長　青葉太郎", False),
        ("あおば市選挙管理委員会委員長　青葉 花子　（公印省略）", False),
        ("発行：あおば市広報課", False),
        ("編集・発行　あおば市", False),
        ("　　　　　　　　　　あおば市福祉部高齢福祉課", False),
        ("　　　　　　　　　　　　　　あおば市立中央図書館", False),
        ("あおば市福祉部高齢福祉課", True),
    ],
)
def test_signature(text: str, is_last: bool) -> None:
    assert classified(text, is_last=is_last) == Segment(BlockKind.SIGNATURE)
    assert classified(text, LIST_ITEM, is_last=is_last).kind is not BlockKind.SIGNATURE


@pytest.mark.parametrize(
    "text",
    [
        "夏まつりを8月1日（土曜日）に開催します",
        "【重要】通行止めのお知らせ",
        "広報あおば　令和8年7月号",
        "お知らせ：断水します",
        "記者発表資料",
        "8月1日から、窓口の時間が変わります！",
    ],
)
def test_title(text: str) -> None:
    title = classified(text, previous=None, is_first=True)
    assert title.kind is BlockKind.HEADING
    # A draft of one line is no title, and neither is a line in the middle.
    only = classified(text, previous=None, is_first=True, is_last=True)
    assert (only.kind, only.level) != (BlockKind.HEADING, 1)


@pytest.mark.parametrize(
    "text",
    [
        "あおば市では、8月1日に夏まつりを開催します",
        "窓口の時間が変わります。",
        "令和8年8月1日",
        "令和8年8月1日（土）発表",
        "保護者　各位",
        "市民の皆さまへ",
    ],
)
def test_first_line_that_is_no_title(text: str) -> None:
    assert classified(text, previous=None, is_first=True).kind is PARAGRAPH


def test_a_label_in_the_first_line_stays_a_label() -> None:
    assert classified("日時：8月1日", previous=None, is_first=True).kind is BlockKind.LABEL


def test_section_names_under_a_list_are_items() -> None:
    assert classified("① 趣旨", previous=LIST_ITEM).kind is LIST_ITEM
    assert classified("① 趣旨", previous=PARAGRAPH).kind is BlockKind.HEADING


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("日時：8月1日", BlockKind.LABEL),
        ("【対象】市内に住む方", BlockKind.LABEL),
        ("日時：", CELL),
        ("電話 04-0000-1234", CELL),
        ("日　時", CELL),
        ("■対象", CELL),
        ("・申請書", CELL),
        ("10:30", CELL),
        ("とき、8月1日、ところ、中央公民館、対象、小学生。", CELL),
        ("あおば市長　青葉 太郎", CELL),
    ],
)
def test_table_cell(text: str, kind: BlockKind) -> None:
    assert classified(text, CELL).kind is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("日時：8月1日", BlockKind.LABEL),
        ("電話 04-0000-1234", BlockKind.LABEL),
        ("持参を希望する方へ：窓口で受け取れます。", LIST_ITEM),
        ("申請書", LIST_ITEM),
        ("対象", LIST_ITEM),
        ("■対象", LIST_ITEM),
        ("申請書を出してください。", LIST_ITEM),
    ],
)
def test_list_item_kind(text: str, kind: BlockKind) -> None:
    assert classified(text, LIST_ITEM).kind is kind


@pytest.mark.parametrize(
    "kind", [kind for kind in BlockKind if kind not in (PARAGRAPH, LIST_ITEM, CELL)]
)
def test_other_kinds_are_left_alone(kind: BlockKind) -> None:
    for text in ("日時：8月1日", "・申請書", "〒000-0001 あおば市中央1-1-1", ""):
        assert classified(text, kind) == Segment(kind)


@pytest.mark.xfail(reason="without a colon an unknown name is not told from a value", strict=True)
def test_unknown_name_before_a_space() -> None:
    assert classified("加入保険　社会保険、雇用保険").kind is BlockKind.LABEL


@pytest.mark.xfail(reason="an unknown name in brackets may as well begin a title", strict=True)
def test_unknown_name_in_brackets() -> None:
    assert classified("【午前の部】午前10時から正午まで").kind is BlockKind.LABEL


TEXT = st.text(
    st.sampled_from(
        "日時場所対象　 ：:＝=／/【】［]（）()・●■○※-*1１.．、。①ア市長県丁目番〒～＝\tあのはが"
    ),
    max_size=40,
)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(list(BlockKind)),
    TEXT | st.text(max_size=40),
    st.sampled_from([None, PARAGRAPH, LIST_ITEM]),
    st.booleans(),
    st.booleans(),
)
def test_properties(
    kind: BlockKind, text: str, previous: BlockKind | None, is_first: bool, is_last: bool
) -> None:
    segment = classify(kind, text, previous=previous, is_first=is_first, is_last=is_last)
    if segment.kind is not BlockKind.LABEL or kind is BlockKind.LABEL:
        assert segment.label is None
        assert segment.value is None
        return
    assert segment.label is not None
    label = segment.label.cut(text)
    assert label
    assert label == label.strip()
    if segment.value is not None:
        assert segment.label.end <= segment.value.start
        assert segment.value.cut(text) == segment.value.cut(text).strip() != ""
        assert not text[segment.value.end :].strip()


@pytest.mark.parametrize(
    "text",
    [
        "日時：あ" + " " * 60_000 + "い",
        "日時：" + "　場" * 20_000,
        "日 " * 30_000,
        "－" * 60_000,
        "－ あ" * 20_000,
        "【" * 60_000,
        "とき、" * 20_000,
        "・" * 60_000,
        "あ" * 60_000,
    ],
    ids=lambda text: text[:6],
)
def test_long_lines_cost_little(text: str) -> None:
    start = time.process_time()
    classified(text)
    assert time.process_time() - start < 1.5
