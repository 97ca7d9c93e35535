"""What a line is to its reader: a sentence, a label with its value, a heading …

Municipal drafts are full of lines that nobody reads as a sentence. They are told
apart by form alone: the mark at the start, the name before a separator, the
shape of an address. The forms come from the labels and layouts of real notices;
in doubt a line stays what the reader of the file took it for.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

import msgspec

from checker.document.characters import (
    NO_KANJI,
    NO_KANJI_OR_KANA,
    NO_KANJI_OR_KATAKANA,
)
from checker.document.folding import fold
from checker.document.model import BlockKind
from checker.document.sentences import ends_in_predicate
from checker.model import Span
from checker.regex import regex

_OPEN_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL})

# Lengths in code points. Of the labels seen in notices, those that are not phrases
# (「意見を提出できる方」) have at most 12; the others are lengths that a reader takes
# in at one glance, without a stop.
_NAME_LIMIT = 12
_LISTED_NAME_LIMIT = 16  # behind a list mark a label is plain even if it is longer
_PHRASE_LIMIT = 20
_LABEL_REACH = 26  # how far a separator may stand from the start, spaces included
_HEADING_LIMIT = 30
_ENDING_REACH = 12  # longer than any ending
_TITLE_LIMIT = 50
_ADDRESS_LIMIT = 60
_SIGNATURE_LIMIT = 40
# Columns of white space from which on a line stands at the right margin.
_RIGHT_INDENT = 12

# Labels that are known even in front of a single space; compared in normal form.
_LABEL_NAMES = """
日時 開催日時 実施日時 日にち 日付 開催日 実施日 とき 時間 期日 日程 期間 開催期間 実施期間
接種期間 休館期間 休館日 休業日 通行止期間 通行止め期間 規制期間 規制時間 工期 活動日 試験日
試験日程 投票日 投票時間 発生日時 判明日時 開設期間 開館時間 開催時間 開始時間 集合時間 集合
受付時間 受付日時 受付期間 貸出期間 実施時期 施行日 適用日 締切 締め切り しめきり 締切日 期限
申込期限 申請期限 申請受付期限 申請期間 申込期間 申込締切 募集期間 募集締切 応募期間 応募期限
応募締切 意見募集期間 提出期間 提出期限 納期 納期限 経過措置期限 支給日 支給時期
場所 会場 開催場所 実施場所 主会場 ところ 活動場所 集合場所 接種場所 実施医療機関 提出先 閲覧場所
期日前投票場所 投票所 投票場所 配布場所 所在地 住所 窓口 区間 規制区間 区域 対象区域 対象地域
断水区域 迂回路 代替施設
対象者 対象 対象となる方 対象となる人 対象年齢 対象世帯 対象施設 応募資格 受験資格 参加資格 資格
受講対象者 購入対象者 支給対象者 助成対象者 対象団体 投票できる方 投票できる人 意見を提出できる方
申請できる方 申込みできる方 利用できる方 申請が必要な方
費用 料金 受講料 参加費 参加料 会費 入場料 観覧料 入館料 使用料 利用料 自己負担 自己負担金
自己負担額 一部負担金 接種料金 注射料 手数料 賃借料 経費 材料費 教材費 保険料 支給額 助成額 補助額
補助率 給付額 報酬 給与 賃金 家賃
申込み 申し込み 申しこみ もうしこみ 申込 お申込み お申し込み 申込方法 申込み方法 申し込み方法 申込先 申込み先
申し込み先 申請方法 申請先 申請窓口 受講申請方法 応募方法 応募先 提出方法 意見の提出方法 届出方法
届出の方法 予約 予約方法 受付 手続き 手続 手続き方法 利用方法 参加方法 利用の流れ 支給の流れ
接種方法 納付方法 支払方法
持ち物 持物 もちもの お持ちいただくもの 接種の際に持参するもの 当日お持ちいただく物 必要なもの
申請に必要なもの 必要書類 添付書類 提出書類 申請書類 応募書類
定員 募集人数 募集人員 募集定員 募集区画 募集戸数 採用予定人数 人数 職種 勤務地 対象者人数 選考方法 選考 抽選
内容 講師 出演 出演者 曲目 演題 テーマ 種目 種類 品目 趣旨 目的 理由 原因 経緯 概要 背景
改定の背景 変更の理由 根拠 根拠法令 主催 主催者 共催 後援 協力 協賛 主管 依頼団体 実施主体 発信者
お問い合わせ 問い合わせ 問合せ 問合わせ お問合せ お問合わせ 問い合わせ先 お問い合わせ先 問合先
問合せ先 お問合せ先 申込み・問い合わせ 申込・問合せ 申込み及び問合せ 申込・問い合わせ 連絡先 担当
担当者 担当課 担当部署 担当係 照会先 配信元 部署名 このページに関するお問い合わせ
このページに関するお問い合わせ先 この記事に関するお問い合わせ このページの作成担当 情報発信元
電話 電話番号 TEL ℡ ☎ FAX ファクス ファックス ファクシミリ ファックス番号 FAX番号 メール Eメール
E-mail e-mail Email email Mail mail メールアドレス 電子メール ホームページ HP URL ウェブサイト 内線
直通
更新日 最終更新日 掲載日 公開日 登録日 発表日 発行日 報道解禁 解禁 件名
備考 注意 注意事項 注意点 ご注意 その他 補足 参考 特記事項 託児 手話通訳 駐車場 交通 アクセス
雨天時 雨天の場合 荒天時 中止の場合 影響 対応 今後の対応 再発防止策 関連リンク 添付ファイル 関連資料
"""
_LABELS = frozenset(unicodedata.normalize("NFKC", _LABEL_NAMES).split())

# Other names that end like a label; they want a wide gap, a mark or a separator.
_LABEL_ENDING = regex(
    r"(?:日時|日程|期間|期限|期日|時間|時刻|締切|締切日|場所|会場|所在地|区間|区域|地域|対象|対象者|"
    r"資格|定員|人数|人員|費用|料金|手数料|使用料|受講料|参加費|負担金|負担額|方法|手順|申込先|提出先|"
    r"送付先|連絡先|合わせ先|問合せ|問い合わせ|申込み|申し込み|書類|持ち物|内容|主催|共催|担当|窓口|"
    r"電話|番号|要件|条件|金額|支給額|補助額)$"
)
_PHRASE_ENDING = regex(r"[のるなた](?:方|人|者|もの|物|場合|とき)$")
_NO_LABEL = regex(
    rf"[（(][^）)]*$|[。！？「」『』…]|[^{NO_KANJI_OR_KANA}々]は|を|ます|です|この|その"
)
_JOINT = regex(r"[・/&、]|及び|と(?=[お申問])")

# Names that go with a contact or a venue: one of them in the value does not make
# the line a chain of labels.
_SUBORDINATE_NAMES = """
電話 電話番号 TEL ℡ ☎ FAX ファクス ファックス ファクシミリ FAX番号 メール Eメール E-mail e-mail
Email email Mail mail メールアドレス 電子メール ホームページ HP URL ウェブサイト 内線 直通 住所
所在地 担当 担当者 受付 受付時間 時間 窓口 予約 その他 注意 備考 参考 抽選 選考 交通 駐車場 内容
対応 影響 資格 手続き 手続
"""
_SUBORDINATE = frozenset(unicodedata.normalize("NFKC", _SUBORDINATE_NAMES).split())
_LEADING = _LABELS - _SUBORDINATE

# What stands between a name and its value, or around a name.
_LABEL_SIGN = regex(r"[：:＝=／/ 　\t【［\[〔〈《≪＜<]")
_SEPARATOR = regex(r"[：:＝=／/]")
_GAP = regex(r"[ 　\t]+")
_WIDE_GAP = regex(r"[　\t]|  ")
_BRACKETED = regex(
    r"(?:【([^【】]{1,30})】|［([^［］]{1,30})］|\[([^\[\]]{1,30})\]|〔([^〔〕]{1,30})〕"
    r"|〈([^〈〉]{1,30})〉|《([^《》]{1,30})》|≪([^≪≫]{1,30})≫|＜([^＜＞]{1,30})＞|<([^<>]{1,30})>)"
    r"[ 　]*[：:＝=]?\s*"
)
_BRACKETS = "【［[〔〈《≪＜<"
# A further label behind a wide gap or a stop: 「8月1日　場所：中央公民館」.
_FURTHER = regex(
    r"(?:(?<=[　\t。、])|(?<=[ 　\t] ))[■□◆◇●○▼▽▲△★☆▶◎]?([^\s：:＝=／/、。（(]{1,12})(?:[：:＝=／/](?=\S)|[ 　]+(?=\S))"
    r"|【([^【】]{1,12})】(?=\s*\S)"
)
_FURTHER_SIGN = regex("[　\\t。、【]")
# What follows a name that is the first word of a sentence: 「対象 となる方」.
_NO_VALUE = regex(
    r"[はがをにのとでもへや](?![ぁ-ゖ]|$)|し[てたまな ]|す[るれ]|さ[れせ]|でき|いただ|くだ|となる|など|"
    r"について|のある|のない|として|による|によって|および|及び|または|又は"
)
_HEADLINE = regex(r"(?:について|のお知らせ|のご案内|のお願い)$")
_PHONE_SIGN = regex(r"(?:[☎℡📞]|TEL|FAX|電話|ファクス)(?=[0０(（])", re.IGNORECASE)
_PHONE_SIGN_STARTS = "☎℡📞TtFf電フ"
# What a name in front of a colon does not hold or end in.
_NO_NAME = regex(
    r"[（(][^）)]*$|[。、，,！？!?「」『』…;；＞>｜|]|//|は[^ぁ-ゖ]"
    rf"|[^{NO_KANJI_OR_KATAKANA}々](?:を|が[^ぁ-ゖ])"
    r"|(?:[をへばやで]|[^どう]は|[^とひ]が|[^もこ]の|[^つい]に|[^もひそあこ]と|て|[^どと]も|こちら|から|"
    r"まで|より|です|ます|ました|ません|ください|下さい|する|した|なる|ある|いる|れる|ない|とおり|通り|"
    r"ため)$"
)
_LETTER = regex(rf"[ぁ-ゖァ-ヺA-Za-zＡ-Ｚａ-ｚ℡☎]|[^{NO_KANJI}]")

# 広報紙: one character stands for the label.
_SINGLE = "日時場所対内講定費料申持問締主他￥¥"
_SINGLE_NAMES = frozenset(_SINGLE)
_SINGLE_START = regex(
    rf"[{_SINGLE}](?:[ 　]+|[：:＝=／/]\s*)(?=\S\S)|[【\[［〔][{_SINGLE}][】\]］〕]\s*(?=\S)"
)
_SINGLE_LABEL = regex(
    rf"(?:^|(?<=[\s。）)]))([{_SINGLE}])(?:[ 　]+|[：:＝=／/])(?=\S)"
    rf"|[【\[［〔]([{_SINGLE}])[】\]］〕]"
)
_SINGLE_DAY = regex(r"[0-9０-９令平毎第随]")

_DIGIT = "0-9０-９"
_KANJI_DIGIT = "一二三四五六七八九十"
_MARK = regex(
    rf"""
    (?P<heading>[■◆◇▼▽▲△])[ 　]*
    |(?P<either>(?![○◯](?:[月日年時分人名町村区円×✕]|市(?![役民内外])))  # ○月○日, ○○市
        ([□●○◎◯★☆▶▷►➤])(?![●○◎◯★☆▶▷►➤]))[ 　]*
    |(?P<note>※)[ 　]*
    |(?P<item>[・･•‣◦▪▫✓✔☐☑❏✅](?![・･•‣◦▪▫])[ 　]*
        |[-‐–—*＊+＋][ 　]+
        |[－＊](?=[^\s{_DIGIT}－＊]))
    |(?P<chapter>第[ 　]?[{_DIGIT}{_KANJI_DIGIT}]{{1,3}}[ 　]?[章節部編条項][ 　：:]*)
    |(?P<number>第?[{_DIGIT}]{{1,2}}(?:[.．、](?![{_DIGIT}])[ 　]*|[ ]*[　\t][ 　]*|[ ](?![{_DIGIT}]))
        |[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ][.．、 　][ 　]*
        |[{_KANJI_DIGIT}]{{1,2}}[、．　](?!\S[ 　])[ 　]*)
    |(?P<sub>(?:[(（](?:[{_DIGIT}]{{1,2}}|[{_KANJI_DIGIT}]{{1,2}}|[ァ-ンa-z])[)）]
        |(?:[{_DIGIT}]{{1,2}}|[ァ-ンa-z])[)）]
        |[①-⑳⑴-⒇⒈-⒛❶-❿➀-➓㉑-㉟㊱-㊿㋐-㋾ⓐ-ⓩ⒜-⒵]
        |[ア-ソ](?:[.．、]|[ 　])
        |[a-z][.．][ 　])[ 　]*)
    """,
    re.VERBOSE,
)
# 「3 人」「10　円」 begin with an amount, not with the number of an item.
_AMOUNT = regex(
    r"[人名回日月年時分円個件枚台階歳才組冊部点本匹頭戸軒%％週泊校園]"
    rf"(?![^{NO_KANJI_OR_KATAKANA}々]|[ 　]+[^{NO_KANJI}々](?:[ 　]|$))"
    r"|[年日週時分]間|[回日年人枚個本]目|[かカヶケヵ]月|[万億千百.,，:：~〜～/／-]|[円人日歳月](?:以|未|末|分|頃)"
)
# The kanji that a mark may begin with; of hiragana there are none.
_MARK_KANJI = frozenset("第" + _KANJI_DIGIT)

_HEADING_WORDS = frozenset(
    {"記", "お知らせ", "重要", "速報", "目次", "記者発表資料", "報道発表資料"}
)
_HEADING_ENDING_NAMES = """
について に関して に当たって にあたって の概要 の趣旨 の目的 の内容 の方法 の経緯 の原因 の対応 の対策
の結果 の予定 の理由 の流れ の手順 の対象 の要件 の条件 のお知らせ のご案内 のお願い のお詫び のおわび
の募集 の変更 の延長 の中止 の開催 の実施 の見直し の改定 のポイント 方法 概要 趣旨 目的 経緯 原因 背景
再発防止策 今後の予定 注意事項 留意事項 注意点 合わせ先 問い合わせ 連絡先 はじめに おわりに
よくある質問 Q&A その他
"""
_HEADING_ENDINGS = tuple(_HEADING_ENDING_NAMES.split())
_LABEL_ENDS = frozenset(name[-1] for name in _LABELS)
_SECTION_ENDS = frozenset(name[-1] for name in (*_LABELS, *_HEADING_WORDS, *_HEADING_ENDINGS))
_NO_HEADING = regex(
    r"[、。！？]|ます|です|ください|^(?:その|この|これ|それ|上記|下記|以上|また|なお)"
)

_SIGNS = r"=＝\-－―─━~～〜*＊☆★◆◇■□♪♫#＃◎●○"
_DECORATED = regex(
    rf"([{_SIGNS}])[{_SIGNS}\s]*([^\s{_SIGNS}](?:.{{0,38}}?[^\s{_SIGNS}])?)[{_SIGNS}\s]*([{_SIGNS}])$"
)
_DATE_LINE = regex(
    rf"(?:(?:令和|平成|昭和|R|H)?[ 　]*[{_DIGIT}元]{{1,4}}[ 　]*[年./．][ 　]*)?"
    rf"[{_DIGIT}]{{1,2}}[ 　]*[月./．][ 　]*(?:[{_DIGIT}]{{1,2}}[ 　]*日?)?\s*"
    r"(?:[（(].{1,6}[）)])?(?:発表|発行|更新|掲載|提供)?$"
)
_ADDRESSEE = regex(r"(?:各位|様|殿|御中|みなさま|皆さま|皆様|皆さん|みなさん)(?:へ)?$")

_HYPHEN = "-‐－−ー–"
# (Written so that every fit starts in one class: alternatives are slow to search for.)
_HAS_LOT = regex(rf"[{_DIGIT}丁](?:(?<!丁)|目)")
_POSTAL = regex(rf"〒?\s*[{_DIGIT}]{{3}}[{_HYPHEN}][{_DIGIT}]{{4}}(?![{_DIGIT}])")
_TOWN = regex(
    rf"(?:[^\s{_DIGIT}、。：:「」]{{2,3}}[都道府県])?[^\s{_DIGIT}、。：:「」はをがで]{{1,7}}[市区町村郡]"
)
_LOT = regex(
    rf"[{_DIGIT}{_KANJI_DIGIT}]{{1,4}}(?:丁目|番地|番[{_DIGIT}]|番$)"
    rf"|(?<![{_DIGIT}{_HYPHEN}])[{_DIGIT}]{{1,4}}[{_HYPHEN}の][{_DIGIT}]{{1,4}}"
    rf"(?:[{_HYPHEN}の][{_DIGIT}]{{1,4}})?(?![{_DIGIT}{_HYPHEN}])"
)
_CASE_PARTICLES = frozenset("をはがでにへの")
_PHONE = regex(
    rf"[0０][{_DIGIT}]{{1,4}}[{_HYPHEN}(（][{_DIGIT}]{{1,4}}[{_HYPHEN})）][{_DIGIT}]{{3}}"
)

_POST = (
    "(?:市長|町長|村長|区長|知事|議長|教育長|委員長|会長|管理者|消防長|署長|企業長|本部長|部長|課長|"
    "室長|係長|所長|館長|園長|校長|局長|センター長|理事長|院長)(?:職務代理者)?"
)
_SIGNATURE = regex(
    rf"[^。、：:{_DIGIT}]{{0,28}}?{_POST}[ 　]+"
    rf"([^{NO_KANJI_OR_KANA}]{{1,4}}[ 　]+[^{NO_KANJI_OR_KANA}]{{1,5}}|[^{NO_KANJI}]{{3,5}})"
    r"(?:[ 　]*(?:印|㊞|[（(]公印省略[）)]))?$"
)
_POST_SIGNS = regex("長|知事|管理者")  # one of them is in every post
_NO_PERSON = regex(
    r"会見|挨拶|あいさつ|方針|表明|対談|選挙|日程|訪問|出席|公約|日記|対話|記者|各位|就任|賞|杯"
)
_PUBLISHER = regex(
    r"(?:編集[・／/]?発行|発行[・／/]?編集|発行|編集)(?:者|元|所|人)?(?:\s*[：:／/＝=]|[ 　]+)\s*\S"
)
_OFFICE_ENDING = regex(
    r"(?:課|係|室|部|局|市|町|村|役所|役場|委員会|センター|協会|会|館|署|本部|事務所|学校|園|庁)長?$"
)
_OFFICE = regex(
    rf"[^\s。、：:{_DIGIT}]{{1,6}}[市町村区][^。、：:{_DIGIT}]{{0,20}}(?:課|係|室|部|局|委員会)$"
)


class Segment(msgspec.Struct, frozen=True, gc=False):
    """What a line is.

    Attributes:
        kind: The kind given, or the one that the form of the line shows.
        level: Where the kind was changed, the guessed heading level or 1 for a
            list item; 0 where it was not (the caller knows better then).
        label: For `LABEL`, the name before the separator, relative to the text,
            without marks and brackets.
        value: For `LABEL`, what follows the separator, without surrounding white
            space; None if nothing does (the value stands on the next lines).
    """

    kind: BlockKind
    level: int = 0
    label: Span | None = None
    value: Span | None = None


_UNCHANGED = {kind: Segment(kind) for kind in BlockKind}
_SHORTHAND_LINE = Segment(BlockKind.SHORTHAND)
_ADDRESS_LINE = Segment(BlockKind.ADDRESS)
_SIGNATURE_LINE = Segment(BlockKind.SIGNATURE)
_LISTED = Segment(BlockKind.LIST_ITEM, 1)
_HEADINGS = [Segment(BlockKind.HEADING, level) for level in range(4)]
# To look up a member of an enumeration takes ten times as long as a name of the module.
_PARAGRAPH, _LIST_ITEM = BlockKind.PARAGRAPH, BlockKind.LIST_ITEM
_TABLE_CELL, _LABEL_LINE = BlockKind.TABLE_CELL, BlockKind.LABEL
_PLAIN = _UNCHANGED[_PARAGRAPH]


def classify(
    kind: BlockKind, text: str, *, previous: BlockKind | None, is_first: bool, is_last: bool
) -> Segment:
    """Tell what a line is to its reader.

    Args:
        kind: What the line is by the markup. Only paragraphs, list items and table
            cells are looked at; a list item becomes at most a label, shorthand or
            an address, a table cell at most a label or an address.
        text: The line, with the marks that the markup does not cover (・, ■) and
            its indent.
        previous: The kind of the block before, None at the start of the document.
        is_first: Whether it is the first block of the document. The first line of
            several, short and without 。, is a title.
        is_last: Whether it is the last block of the document.

    Returns:
        The segment, its spans relative to `text` in code points. A line that holds
        several labels (日時：… 場所：…) is shorthand.
    """
    if kind not in _OPEN_KINDS:
        return _UNCHANGED[kind]
    if is_first or is_last:
        return _classified(kind, text, previous is _LIST_ITEM, is_first, is_last)
    return _inner(kind, text, previous is _LIST_ITEM)


@lru_cache(maxsize=256)  # wrapped lines are asked about twice: may they be joined, what are they
def _inner(kind: BlockKind, text: str, in_list: bool) -> Segment:
    """What a line is that has others before and behind it."""
    return _classified(kind, text, in_list, False, False)


def _classified(
    kind: BlockKind, text: str, in_list: bool, is_first: bool, is_last: bool
) -> Segment:
    bare = text.strip()
    if not bare:
        return _UNCHANGED[kind]
    length = len(bare)
    start = 0 if length == len(text) else len(text) - len(text.lstrip())
    end = start + length
    if kind is _PARAGRAPH and bare[0] in "発編" and _is_publisher(bare):
        return _SIGNATURE_LINE
    head = bare[0]
    common = "ぁ" <= head <= "ゖ" or ("一" <= head <= "鿿" and head not in _MARK_KANJI)
    mark = None if common else _mark(text, start, end)
    body = mark.end() if mark else start
    found = _label(kind, text, body, end, mark is not None)
    if found and not (is_first and not is_last and _is_title_label(text, found, end)):
        return found
    if _is_address(text[body:end]):
        return _ADDRESS_LINE
    if kind is not _PARAGRAPH:
        return _UNCHANGED[kind]
    if mark and not (length <= _HEADING_LIMIT and _is_decorated(bare)):
        return _marked(text[body:end], mark, in_list)
    return _unmarked(text, bare, start, is_first, is_last)


def _mark(text: str, start: int, end: int) -> re.Match[str] | None:
    """The list mark or number that the line begins with, if something follows it."""
    mark = _MARK.match(text, start, end)
    if mark is None or mark.end() >= end:
        return None
    if mark.lastgroup == "number" and _AMOUNT.match(text, mark.end()):
        return None
    return mark


# --- labels ---------------------------------------------------------------------


def _label(kind: BlockKind, text: str, start: int, end: int, marked: bool) -> Segment | None:
    """The label or the chain of labels that the line is, or None."""
    if not _LABEL_SIGN.search(text, start, min(end, start + _LABEL_REACH)):
        glued = marked or text[start] in _PHONE_SIGN_STARTS
        found = _glued(text, start, end, marked) if glued else None
        if found is not None or text.find("、", start, start + 9) < 0:
            return found
        return _comma_chain(kind, text, start, end)
    listed = marked or kind is _LIST_ITEM
    found = _bracketed(text, start, end) if text[start] in _BRACKETS else None
    found = found or _separated(text, start, end, listed)
    if kind is _TABLE_CELL:
        return found if found and found.value else None
    if found is None or (found.label is not None and len(found.label) == 1):
        if _is_single_chain(text, start, end):
            return _SHORTHAND_LINE
        found = found or _spaced(text, start, end, marked)
    if found is None:
        return _comma_chain(kind, text, start, end)
    if found.value and _holds_label(text, found.value):
        return _SHORTHAND_LINE
    return found


def _bracketed(text: str, start: int, end: int) -> Segment | None:
    """【対象】市内に住む方"""
    match = _BRACKETED.match(text, start, end)
    if match is None or match.end() >= end:
        return None
    group = match.lastindex or 0
    name = _normal(match.group(group))
    colon = _SEPARATOR.search(text, match.end(group), match.end())
    if (
        name in _SINGLE_NAMES
        or _is_label(name, phrase=True)
        or (colon and _is_nominal(name, name, False))
    ):
        return _segment(_trimmed(text, *match.span(group)), Span(match.end(), end))
    return None


def _separated(text: str, start: int, end: int, listed: bool) -> Segment | None:
    """日時：8月1日, 対象=市内に住む方, 問い合わせ/健康課"""
    limit = min(end, start + _LABEL_REACH)
    if not _SEPARATOR.search(text, start, limit):  # mostly; cheaper than to begin the loop
        return None
    for match in _SEPARATOR.finditer(text, start, limit):
        place = match.start()
        if place == start or text.startswith("//", place + 1):
            return None
        if text[place - 1].isdecimal() and text[place + 1 : place + 2].isdecimal():
            continue  # 10:30, 8/1
        raw = text[start:place].strip()
        if not raw:
            return None
        name = _normal(raw)
        known = name in _SINGLE_NAMES or name in _LABELS or _is_plain_label(raw, name)
        colon = match.group() in "：:"
        if known and match.group() in "/／" and _joins_labels(text, place, limit):
            continue
        if known or (colon and _is_nominal(raw, name, listed)):
            return _segment(_trimmed(text, start, place), _trimmed(text, place + 1, end))
        if colon:
            return None
    return None


def _joins_labels(text: str, place: int, limit: int) -> bool:
    """Whether the slash stands between two labels: 申込／問い合わせ：…"""
    following = _SEPARATOR.search(text, place + 1, limit)
    if following is None or _WIDE_GAP.search(text, place + 1, following.start()):
        return False  # a value stands between: 対象/小学生　定員/30人
    return _is_label(_normal(text[place + 1 : following.start()]), phrase=True)


def _spaced(text: str, start: int, end: int, marked: bool) -> Segment | None:
    """日時　8月1日, 日　時　8月1日, ■定員 30人, 電話 04-…"""
    name = ""
    place = start
    spread = marked  # only single letters so far
    found: tuple[int, int] | None = None
    for gap in _GAP.finditer(text, start, min(end, start + _LABEL_REACH)):
        token = text[place : gap.start()]
        name += _normal(token)
        wide = marked or _WIDE_GAP.search(gap.group()) is not None
        spread = spread and len(token) == 1 and "一" <= token <= "鿿"
        if (
            name in _LABELS
            or (place == start and wide and _is_label(name))
            or (spread and place > start and _WIDE_GAP.search(gap.group()))
        ):
            found = gap.start(), gap.end()
        place = gap.end()
        if len(token) > 2 or (found and len(token) > 1):
            break  # no name with spaces between its letters
    if found is None:
        return _single(text, start, end)
    span = _trimmed(text, found[1], end)  # the gap may be wider than the reach
    value = span.cut(text)
    if _NO_VALUE.match(value) or (_may_end(value[-1:], _LABEL_ENDS) and _normal(value) in _LABELS):
        return None  # 「対象 となる方」, the column heads 「日時 場所」
    if (
        found[1] - found[0] == 1
        and text[found[0]] == " "
        and not marked
        and _HEADLINE.search(value)
    ):
        return None  # 「場所 変更のお知らせ」
    if len(value) == 1 and "一" <= value <= "鿿":
        return None  # 「日 程 表」
    return _segment(Span(start, found[0]), span)


def _glued(text: str, start: int, end: int, marked: bool) -> Segment | None:
    """■定員30人, ☎04-…"""
    phone = _PHONE_SIGN.match(text, start, end)
    if phone:
        return _segment(Span(*phone.span()), Span(phone.end(), end))
    if not marked:
        return None
    for place in range(start + 2, min(end, start + 10)):
        if text[place].isdecimal():
            if _normal(text[start:place]) in _LABELS:
                return _segment(Span(start, place), Span(place, end))
            return None
    return None


def _single(text: str, start: int, end: int) -> Segment | None:
    """対 小学生 (one label of the shorthand on a line of its own)"""
    match = _SINGLE_START.match(text, start, end)
    if match is None:
        return None
    if text[start] not in "日時場対定費申持問" and text[match.end() - 1] != "\u3000":
        return None  # 内 would begin many a word
    if text[start] in "日時" and not _SINGLE_DAY.match(text, match.end()):
        return None
    if _NO_VALUE.match(text, match.end()):
        return None
    return _segment(Span(start, start + 1), Span(match.end(), end))


def _is_single_chain(text: str, start: int, end: int) -> bool:
    """日 11月3日　場 中央公民館　対 小学生"""
    if not _SINGLE_START.match(text, start, end):
        return False
    names = {match.group(1) or match.group(2) for match in _SINGLE_LABEL.finditer(text, start, end)}
    return len(names) >= 2


def _comma_chain(kind: BlockKind, text: str, start: int, end: int) -> Segment | None:
    """とき、8月1日、ところ、中央公民館、対象、小学生、費用、無料。"""
    first = text.find("、", start, start + 9)
    if first < 0 or text[first - 1] in "はがをにでとも" or kind is _TABLE_CELL:
        return None
    if text.count("、", start, end) < 3:  # two names, each with a value
        return None
    if _normal(text[start:first]) not in _LEADING:
        return None
    parts = text[start:end].split("、")
    places = [index for index, part in enumerate(parts) if _normal(part) in _LEADING]
    apart = all(later - earlier > 1 for earlier, later in pairwise(places))
    if len(places) >= 2 and apart and places[-1] < len(parts) - 1:
        return _SHORTHAND_LINE
    return None


def _holds_label(text: str, value: Span) -> bool:
    """Whether a second label stands in the value: 日時：8月1日　場所：中央公民館"""
    if not _LABEL_SIGN.search(text, value.start, value.end):
        return False
    low = max(0, value.start - 2)  # the gap in front of the value may be that of a label, too
    if not _FURTHER_SIGN.search(text, low, value.end) and text.find("  ", low, value.end) < 0:
        return False
    for match in _FURTHER.finditer(text, value.start, value.end):
        if _normal(match.group(1) or match.group(2)) in _LEADING:
            return True
    return False


def _is_label(name: str, *, phrase: bool = False) -> bool:
    """Whether a name in normal form is known as a label, or ends like one.

    With `phrase` also 「市内に住んでいる方」, which wants a separator.
    """
    if name in _LABELS:
        return True
    if not 2 <= len(name) <= _PHRASE_LIMIT:
        return False
    ends = _LABEL_ENDING.search(name[-_ENDING_REACH:]) or (phrase and _PHRASE_ENDING.search(name))
    if not ends:
        if not _JOINT.search(name):
            return False
        if not all(part in _LABELS for part in _JOINT.split(name)):
            return False
    return not _NO_LABEL.search(name)


def _is_plain_label(raw: str, name: str) -> bool:
    """Whether an unlisted name in front of a separator ends like a label.

    「健康課　担当：青葉」 does not: words stand before the name.
    """
    return (len(name) <= 4 or not _has_gap(raw)) and _is_label(name, phrase=True)


def _has_gap(bare: str) -> bool:
    """Whether white space stands between two words."""
    return len(bare.split(None, 1)) > 1


def _is_nominal(raw: str, name: str, listed: bool) -> bool:
    """Whether a name that is in no list can be a label in front of a colon.

    `name` is its normal form.
    """
    tokens = raw.split()
    if len(tokens) > 1 and max(map(len, tokens)) > 2:
        return False  # words, not letters with spaces between them
    return (
        len(name) <= (_LISTED_NAME_LIMIT if listed else _NAME_LIMIT)
        and _LETTER.search(name) is not None
        and not (len(name) == 1 and name.isascii())
        and not _NO_NAME.search(name)
        and (listed or not ends_in_predicate(name))
    )


def _is_title_label(text: str, found: Segment, end: int) -> bool:
    """Whether the first line is a title with a colon (重要：断水のお知らせ)."""
    if found.label is None or found.value is None or end > _TITLE_LIMIT:
        return False
    if _is_label(_normal(found.label.cut(text)), phrase=True):
        return False
    return "。" not in found.value.cut(text)


@lru_cache(maxsize=512)  # most labels are among the few dozen that every notice has
def _normal(name: str) -> str:
    """NFKC with radicals repaired, no white space."""
    return "".join(unicodedata.normalize("NFKC", fold(name)).split())


def _segment(label: Span, value: Span) -> Segment:
    return Segment(_LABEL_LINE, 0, label, value if value.end > value.start else None)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


# --- headings and list items ----------------------------------------------------


def _marked(body: str, mark: re.Match[str], in_list: bool) -> Segment:
    """A heading or a list item behind a mark."""
    group = mark.lastgroup
    worded = _LETTER.search(body) or (group != "number" and _HAS_LOT.search(body))
    if group == "note" or not worded:
        return _PLAIN
    short = len(body) <= _HEADING_LIMIT and "。" not in body
    if group == "chapter":
        heads = short and not ends_in_predicate(body)
        return _HEADINGS[2] if heads else _PLAIN
    if group == "heading" and short:
        return _HEADINGS[2]
    if group != "item" and short and _names_section(body):
        if group != "sub":
            return _HEADINGS[2]
        if not in_list:
            return _HEADINGS[3]
    return _LISTED


def _unmarked(text: str, bare: str, start: int, is_first: bool, is_last: bool) -> Segment:
    """Signatures, headings and titles that nothing but their words gives away."""
    if len(bare) > _TITLE_LIMIT or bare[-1] in "。、，｡":
        return _PLAIN
    if _is_signature(text, bare, start, is_last):
        return _SIGNATURE_LINE
    if bare[0] in _BRACKETS and _BRACKETED.fullmatch(bare) and _LETTER.search(bare):
        return _HEADINGS[2]
    if len(bare) <= _HEADING_LIMIT and (_names_section(bare) or _is_decorated(bare)):
        return _HEADINGS[1 if is_first and not is_last else 3]
    if is_first and not is_last and _is_title(bare):
        return _HEADINGS[1]
    return _PLAIN


def _names_section(body: str) -> bool:
    """Whether the words are those that head a section: 対象, 申し込み方法, …について"""
    if not _may_end(body[-1], _SECTION_ENDS):
        return False
    name = _normal(body).rstrip(":")
    if name in _LABELS or name in _HEADING_WORDS:
        return True
    return (
        2 <= len(name) <= _HEADING_LIMIT
        and name.endswith(_HEADING_ENDINGS)
        and not _NO_HEADING.search(name)
    )


def _may_end(last: str, ends: frozenset[str]) -> bool:
    """Whether a name can end in one of `ends` whose last character as written is this one."""
    # No need of the normal form: kanji and hiragana stay what they are.
    return last in ends or not ("ぁ" <= last <= "ゖ" or "一" <= last <= "鿿")


def _is_decorated(bare: str) -> bool:
    """～夏まつり～, ＝＝＝ お知らせ ＝＝＝"""
    match = _DECORATED.match(bare)
    return (
        match is not None
        and match.group(1) == match.group(3)
        and "。" not in bare
        and _LETTER.search(match.group(2)) is not None
    )


def _is_title(bare: str) -> bool:
    if "。" in bare or not _LETTER.search(bare) or _DATE_LINE.match(bare):
        return False
    if _ADDRESSEE.search(bare) or any(sign in bare[:-1] for sign in "！？"):
        return False
    return "、" not in bare or not ends_in_predicate(bare)


# --- addresses and signatures ---------------------------------------------------


def _is_address(bare: str) -> bool:
    """Whether the whole line is a postal address."""
    if len(bare) > _ADDRESS_LIMIT or "。" in bare or "、" in bare or not _HAS_LOT.search(bare):
        return False
    postal = _POSTAL.match(bare)
    if postal:
        rest = bare[postal.end() :]
        return (bare[0] == "〒" or bool(rest)) and not ends_in_predicate(rest)
    town = _TOWN.match(bare)
    if town is None or _PHONE.search(bare):
        return False
    lot = _LOT.search(bare, town.end())
    if lot is None or "（" in bare[: lot.start()]:
        return False
    return bare[lot.end() : lot.end() + 1] not in _CASE_PARTICLES and not ends_in_predicate(bare)


def _is_publisher(bare: str) -> bool:
    """発行：あおば市広報課"""
    return len(bare) <= _SIGNATURE_LIMIT and _PUBLISHER.match(bare) is not None


def _is_signature(text: str, bare: str, start: int, is_last: bool) -> bool:
    """あおば市長　青葉 太郎, an office at the right margin or at the very end"""
    if len(bare) > _SIGNATURE_LIMIT:
        return False
    if _has_gap(bare) and _POST_SIGNS.search(bare):
        signature = _SIGNATURE.match(bare)
        if signature and not _NO_PERSON.search(signature.group(1)):
            return True
    if start:
        indent = sum(1 if char == " " else 2 for char in text[:start])
        if indent >= _RIGHT_INDENT and _OFFICE_ENDING.search(bare) and "、" not in bare:
            return True
    return is_last and _OFFICE.match(bare) is not None
