"""Names of offices and facilities, people, and forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.analysis.types import Morpheme
from checker.annotations.shared import (
    Taken,
    Words,
    compound_start,
    is_hiragana,
    is_kanji,
    is_katakana,
    line_start,
    lines_with,
    listed,
    normal_form,
)
from checker.annotations.types import Annotation, AnnotationKind, TextValue
from checker.document.characters import NO_KANJI, NO_KANJI_OR_HIRAGANA, split_exclusions
from checker.model import Span
from checker.regex import regex

# --- offices and facilities -------------------------------------------------

# Endings, and the characters behind them that make another word (課長, 会議, 館内).
_OFFICE_ENDINGS = (
    ("課", "長題税程金外徴"),
    ("係", "長争員数る"),
    ("室", "内長温外"),
    ("局", "長面所番地員"),
    ("部", "長分品門会屋活員署下局"),
    ("出張所 事務所 市役所 区役所 町役場 村役場 保健所 保育所 診療所 研究所 相談所 支所", "長内"),
    ("浄水場 処理場 競技場 運動場 清掃工場 球場 斎場 霊園 動物園 植物園 庁舎", "長内"),
    ("体育館 公民館 図書館 博物館 美術館 児童館 会館 資料館 記念館 科学館 文学館 文化館", "長内"),
    ("交流館 水族館 福祉館 市民館 学習館", "長内"),
    (
        "委員会 協議会 審議会 審査会 議会 協会 連合会 商工会 自治会 町内会 子ども会",
        "長員議室場館費事",
    ),
    ("老人会 婦人会 女性会 育成会 互助会 医師会 薬剤師会 振興会 連絡会 評議会", "長員議室場館費事"),
    ("後援会 保護者会", "長員議室場館費事"),
    ("商工会議所 連盟 センター 機構 公社 財団 事業団", "長"),
    ("消防団 消防署 警察署 税務署", "長員"),
    ("組合", "員長せわ"),
    ("小学校 中学校 高等学校 高校 支援学校 専門学校 義務教育学校", "長生"),
    ("大学", "生院入"),
    ("大学院 医院 クリニック 児童クラブ 老人クラブ ホール プラザ アリーナ スタジアム", ""),
    ("幼稚園 保育園 こども園 学園", "児長"),
    ("病院 公園", "長内"),
)
_ENDINGS = tuple(ending for endings, _ in _OFFICE_ENDINGS for ending in listed(endings))
_OFFICE_END = regex(
    "|".join(
        ending + (split_exclusions(f"(?![{others}])") if others else "")
        for endings, others in _OFFICE_ENDINGS
        for ending in sorted(listed(endings), key=len, reverse=True)
    )
)

# Names of their own, without anything in front.
_SELF = frozenset(
    listed("""
    市役所 区役所 町役場 村役場 保健所 税務署 市議会 町議会 村議会 区議会 県議会 教育委員会
    農業委員会 選挙管理委員会 監査委員会 公平委員会 社会福祉協議会 商工会議所 商工会 医師会
    歯科医師会 薬剤師会
    """)
)
# What a name cannot consist of besides its ending (市内小学校, 全病院).
_NO_STEM = frozenset(
    listed("""
    各 全 同 当 本 両 現 新 旧 他 前 元 市内 町内 区内 村内 県内 国内 近隣 最寄 最寄り 近く
    地域 周辺 公立 私立 民間 指定 専用 関係 一部 対象 該当 多く 国公立 大規模 特定 複数 すべて
    全て 総合 大 小 中 市 町 村 区 県 国 受診 入院 かかりつけ 大学 認可 認定 小規模 玄関 協力 県立 国立 多目的 大型 小型
    街区 児童 都市 通学 在籍 利用 既存
    """)
)
_NO_NAME_END = frozenset(
    listed("""
    号室 担当課 担当係 担当部 担当室 担当部局
    関係 教室 和室 洋室 個室 病室 寝室 浴室 居室 客室 温室 在室 入室 退室
    休室 控室 更衣室 薬局 結局 当局 放課 賦課 日課 考課 公課 全部 一部 内部
    外部 上部 下部 幹部 大部 南部 北部 東部 西部 中部 中心部 山間部 都市部 沿岸部
    平野部 市街地部 先端部 接続部 交差部 患部 頭部 腹部 胸部 頸部 細部 深部 後部 前部
    """)
)
_SCHOOLS = frozenset(listed("小学校 中学校 高等学校 高校 幼稚園 保育園 保育所 こども園"))
_LANDSCAPE = frozenset(listed("森 丘 里 杜 泉 郷 海 星 花 風 虹 木"))
_NO_SOFT = frozenset(
    listed("ところ ほか とおり まわり ふもと となり みなさん こども あちこち それぞれ いずれ")
)
_COMMON = frozenset(
    listed(
        "会議室 大会議室 図書室 相談室 研修室 事務室 待合室 保健室 視聴覚室 調理室 事務局 郵便局 本部 支部 実行委員会"
    )
)
# A department's name ends in one of these; other 部 are parts of things (橋脚部).
_DEPARTMENTS = tuple(
    listed("""
    総務 企画 財政 財務 市民 生活 環境 福祉 健康 保健 医療 子ども こども 教育 建設 整備 土木
    産業 経済 観光 商工 農林 農政 水産 水道 下水道 管理 防災 消防 税務 政策 経営 文化 スポーツ
    学習 地域 協働 まちづくり 議会 会計 推進 振興 支援 対策 未来 戦略 人事 交通 都市計画
    都市整備 都市建設 危機管理 くらし 市民協働 区民 町民 住民 行政 情報 広報 本
    """)
)
_NUMERALS = frozenset("0123456789〇一二三四五六七八九十")
_HEADING_NUMBER = regex("[0-9〇一二三四五六七八九十]+(?!次|小|中|高|号)")


def find_offices(text: str, words: Words | None = None) -> list[Annotation]:
    """Find OFFICE annotations: offices, facilities, schools and groups.

    The longest compound is taken (市民生活部市民課市民係 is one). A bare common
    noun (図書館, 小学校) is none; 市役所 and the like are.

    Args:
        text: The folded text.
        words: The document's morphemes.
    """
    stretches: list[Span] = []
    for match in _OFFICE_END.finditer(text):
        span = _office(text, match, words)
        if span is None:
            continue
        if stretches and span.start < stretches[-1].end:
            last = stretches.pop()
            span = Span(min(last.start, span.start), max(last.end, span.end))
        stretches.append(span)
    return [
        Annotation(AnnotationKind.OFFICE, span, TextValue(normal_form(span.cut(text))))
        for span in stretches
    ]


def _office(text: str, match: re.Match[str], words: Words | None) -> Span | None:
    end = match.end()
    ending = match.group()
    if words is not None:
        if not words.ends_at(end):
            return None
    elif not _ends_here(text, end):
        return None
    start = compound_start(text, end, words)
    number = text[start : start + 1] in _NUMERALS and _HEADING_NUMBER.match(
        text, start, match.start()
    )
    if number and text[start - 1 : start] != "第":  # 1市民課, 5小学校
        start = number.end()
        if len(ending) > 1 or start == match.start():
            return None
    start = _behind_office(text, start, match.start())
    name = text[start:end]
    stem = text[start : match.start()]
    if not _NO_NAME_END.isdisjoint((name[-2:], name[-3:], name[-4:])):
        return None
    if name in _COMMON:
        return None
    if name in _SELF:
        return Span(start, end)
    if not stem or stem in _NO_STEM or (len(stem) == 1 and ending in "課係室局部"):
        return None
    if stem[-1] in _NUMERALS and "第" not in stem:
        return None
    if stem == "市立" and ending in _SCHOOLS:
        return None
    if words is not None:
        start = _over_no(text, start, stem, words)
    if ending == "部" and not (
        stem.endswith(_DEPARTMENTS) or _OFFICE_END.match(text, _next_end(text, end))
    ):
        return None
    return Span(start, end)


def _over_no(text: str, start: int, stem: str, words: Words) -> int:
    """Where a name with の begins (市民の森公園, こころの健康センター)."""
    index = words.at(start - 1) if text[start - 1 : start] == "の" else -1
    if index < 0 or not words.morphemes[index].pos.startswith("名詞"):
        return start
    word = words.morphemes[index].surface
    soft = len(word) > 2 and all(map(is_hiragana, word)) and word not in _NO_SOFT
    if soft or stem in _LANDSCAPE:
        return compound_start(text, start - 1, words, line_start(text, start))
    return start


def _behind_office(text: str, start: int, end: int) -> int:
    """Behind the last ・ that an office or facility stands in front of."""
    dot = text.rfind("・", start, end)
    while dot > start:
        if text.endswith(_ENDINGS, start, dot):
            return dot + 1
        dot = text.rfind("・", start, dot)
    return start


def _next_end(text: str, offset: int) -> int:
    """Where the next ending within the same row of kanji would stand."""
    limit = min(len(text), offset + 10)
    while offset < limit and is_kanji(text[offset]):
        if text[offset] in "課係室局":
            return offset
        offset += 1
    return len(text)


def _ends_here(text: str, end: int) -> bool:
    """Without morphemes: whether no further kanji or katakana prolongs the word."""
    behind = text[end : end + 1]
    if not behind:
        return True
    if is_katakana(behind):
        return not is_katakana(text[end - 1])
    return True


# --- people -----------------------------------------------------------------

_HONORIFICS = ("さん", "様", "氏", "先生", "君", "くん", "ちゃん")
_TITLES = listed("""
    市長 副市長 町長 副町長 村長 区長 知事 副知事 議長 副議長 議員 教育長 会長 副会長 部長
    次長 課長 係長 局長 室長 館長 校長 園長 所長 署長 院長 団長 理事長 理事 代表 代表取締役
    社長 教授 准教授 講師 監督 選手 主査 主任 主事 参事 主幹 技師 医師 弁護士 委員 委員長 担当
    消防長 司令 巡査 博士
    """)
_HEADS = frozenset(("市長", "町長", "村長", "区長", "知事", "副市長", "市議"))
_TITLE_BEFORE = regex(
    "(?:" + "|".join(sorted(_TITLES, key=len, reverse=True)) + r")(?:の|は|[ 　:：・]){0,2}$"
)
_TITLE_BEHIND = regex(
    "[ 　]?(?:" + "|".join(sorted((*_HONORIFICS, *_TITLES), key=len, reverse=True)) + ")"
)
_TITLE_FIRST = frozenset((" ", "　", *(word[0] for word in (*_HONORIFICS, *_TITLES))))
_PERSON = frozenset(f"名詞-固有名詞-人名-{kind}" for kind in ("一般", "姓", "名"))
_AFTER_PLACE = ("市", "町", "村", "区", "県", "駅", "川", "山", "橋", "通", "線", "小", "中")

# The commonest family names of two or more characters, for the tier without morphemes.
_FAMILY_NAMES = listed("""
    佐藤 鈴木 高橋 髙橋 田中 伊藤 渡辺 渡邊 渡邉 山本 中村 小林 加藤 吉田 山田 佐々木 山口
    松本 井上 木村 斎藤 齋藤 斉藤 齊藤 清水 山崎 山﨑 池田 橋本 阿部 石川 山下 中島 石井
    小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 岡本 金子
    三浦 藤原 中野 中川 原田 松田 竹内 小野 田村 中山 和田 石田 上田 森田 柴田 酒井 工藤
    横山 宮崎 宮本 内田 高木 安藤 谷口 大野 丸山 今井 高田 藤本 武田 村田 上野 杉山 増田 平野
    大塚 千葉 久保 松井 岩崎 桜井 野口 松尾 野村 木下 菊地 菊池 佐野 大西 杉本 新井 浜田 市川
    古川 水野 小松 島田 小島 五十嵐 西田 桑原 青葉
    """)
_NAME_GOES_ON = regex(rf"[^{NO_KANJI}](?<![氏様君])(?:さん|様|氏|[（(][ぁ-ん・ 　]+[）)])")
_POLITE = ("さん", "様", "氏", "先生")
_NAMED = regex(
    "(?:" + "|".join(sorted(_FAMILY_NAMES, key=len, reverse=True)) + rf")"
    rf"(?:[ 　]?[^{NO_KANJI_OR_HIRAGANA}]{{1,3}}?)?(?=[ 　]?(?:さん|様|氏(?!名)|先生))"
)


def find_people(text: str, words: Words | None = None) -> list[Annotation]:
    """Find PERSON annotations: the name without title or honorific.

    A family name alone counts with さん, 様, 氏, 先生 or a title beside it;
    family and given name together count as they are. 青葉市長 is no person where
    青葉市 is a city of the text.

    Args:
        text: The folded text.
        words: The document's morphemes.
    """
    spans = _people(text, words) if words is not None else []
    if any(map(text.__contains__, _POLITE)):
        known = Taken(spans)
        spans += [
            Span(*match.span())
            for match in _named(text)
            if not is_kanji(text[match.start() - 1 : match.start()] or " ")
            and not known.hits(*match.span())
        ]
    return [
        Annotation(AnnotationKind.PERSON, span, TextValue(normal_form(span.cut(text))))
        for span in spans
    ]


def _named(text: str) -> Iterator[re.Match[str]]:
    """The fits of `_NAMED`; the words that must follow are rarer than family names."""
    for start, end in sorted({line for word in _POLITE for line in lines_with(text, word)}):
        yield from _NAMED.finditer(text, start, end)


def _people(text: str, words: Words) -> list[Span]:
    morphemes = words.morphemes
    spans: list[Span] = []
    index = -1
    for word in [word for word in morphemes if word.pos in _PERSON]:
        place = words.at(word.end)
        if place <= index:
            continue
        index, span, full = _row(text, words, place)
        if _is_person(text, morphemes[place], span, full, spans):
            spans.append(span)
    return spans


def _row(text: str, words: Words, place: int) -> tuple[int, Span, bool]:
    """The row of name morphemes from `place` on: last index, stretch, whether complete."""
    morphemes = words.morphemes
    first = last = place
    while last + 1 < len(morphemes):
        following = morphemes[last + 1]
        gap = text[morphemes[last].end : following.start]
        if following.surface in (" ", "　"):
            if last + 2 < len(morphemes) and morphemes[last + 2].pos in _PERSON:
                last += 2
                continue
            break
        if gap.strip(" 　") or following.pos not in _PERSON:
            break
        last += 1
    full = last > first
    end = morphemes[last].end
    if _NAME_GOES_ON.match(text, end):  # 悠人 as 悠 and 人
        end += 1
    start = morphemes[first].start
    if not full and morphemes[first].pos.endswith("-名"):
        begin = _family_before(text, morphemes, first)
        full, start = begin < start, begin
    return last, Span(start, end), full


def _family_before(text: str, morphemes: Sequence[Morpheme], index: int) -> int:
    """The start of a family name that Sudachi takes for a noun (青葉　太郎)."""
    start = morphemes[index].start
    if text[start - 1 : start] not in (" ", "　") or start < 2:
        return start
    index -= 1
    if morphemes[index].surface in (" ", "　"):
        index -= 1
    family = morphemes[index]
    if family.end != start - 1 or not 1 <= len(family.surface) <= 4:
        return start
    if not all(map(is_kanji, family.surface)) or not family.pos.startswith("名詞"):
        return start
    if family.surface in _TITLES or family.surface.endswith(("長", "課", "係", "部", "室")):
        return start
    head = line_start(text, family.start)
    before = text[family.start - 1 : family.start]
    return family.start if family.start == head or before in " 　:：、（(・" else start


def _is_person(text: str, first: Morpheme, span: Span, full: bool, spans: list[Span]) -> bool:
    titled = text[span.end : span.end + 1] in _TITLE_FIRST
    behind = _TITLE_BEHIND.match(text, span.end) if titled else None
    if full and len(span) == 3 and behind is None and text[span.start + 1] in " 　":
        return False  # 内　容
    if full:
        return not text.startswith(_AFTER_PLACE, span.end) or behind is not None
    name = span.cut(text)
    if name.isascii():  # A氏
        return False
    if behind is not None:
        title = behind.group().strip(" 　")
        if title in _HONORIFICS:
            return True
        if title in _HEADS:
            city = name + title[-2 if title.startswith("副") else 0]
            return (
                first.pos.endswith("-姓")
                and text.count(city) == text.count(name + title)
                and behind.group() == title
            )
        return first.pos.endswith("-姓") and is_kanji(name[0])
    if not first.pos.endswith("-姓"):
        return False
    if text.startswith(_AFTER_PLACE, span.end):
        return False
    if spans and text[spans[-1].end : span.start] in ("・", "、", ",", " ", "　"):
        return True
    low = max(line_start(text, span.start), span.start - 8)
    closes = text[span.end : span.end + 1] in (
        "",
        "\n",
        "、",
        "。",
        "・",
        "(",
        "（",
        ")",
        "）",
        " ",
        "　",
    )
    return closes and bool(_TITLE_BEFORE.search(text, low, span.start))


# --- forms ------------------------------------------------------------------

_N = "[0-9〇一二三四五六七八九十]+"
_STYLE = regex(
    rf"(?:別記)?(?:第{_N}号(?:の{_N})?様式|様式第?[ 　]?{_N}(?:[-－‐−の]{_N})?号?(?:の{_N})?)"
    r"(?:[（(][^（）()\n]{1,20}[）)])?"
)
_PAPERS = listed(
    "申請 届出 申出 申立 請求 報告 申告 申込 申し込み 同意 承諾 誓約 確認 計画 見積 推薦 辞退 変更届"
)
# Every alternative begins with a plain character, so the scan is quick.
_FORM_END = regex(
    "|".join(paper + split_exclusions("書(?![類面式])") for paper in _PAPERS)
    + "|委任状|調書|届(?![けくいきこ出書先])|予診票|問診票|調査票|応募用紙|申込用紙"
)
# A title alone (「相談シート」) is none where no other word tells of forms.
_FORM_GUARD = regex("[書状届票紙]|様式")
_FORM_TITLE_END = ("書", "届", "票", "用紙", "委任状", "シート")
_IN_PAREN = regex(r"[（(][^（）()]*[）)]$")
_NO_FORM_STEM = frozenset(listed("各 本 同 当該 関係 必要 該当 お 所定 当 交付 必要な 新 旧"))


def find_forms(
    text: str, words: Words | None = None, brackets: Sequence[Span] = ()
) -> list[Annotation]:
    """Find FORM annotations: 様式第1号, …申請書, …届, and titles in 「」.

    Outside 「」 a bare word (申請書, 同意書) is no name.

    Args:
        text: The folded text.
        words: The document's morphemes.
        brackets: What `quotations.bracketed(text)` gave.
    """
    spans = [
        Span(bracket.start + 1, bracket.end - 1)
        for bracket in brackets
        if 3 < len(bracket) <= 42 and _is_form_title(text[bracket.start + 1 : bracket.end - 1])
    ]
    if spans and not _FORM_GUARD.search(text):
        return []
    titles = {span.end for span in spans}
    for line in lines_with(text, "様式"):
        spans.extend(Span(*match.span()) for match in _STYLE.finditer(text, *line))
    floor = 0
    for match in _FORM_END.finditer(text):
        end = match.end()
        if end in titles or (words is not None and not words.ends_at(end)):
            continue
        start = compound_start(text, end, words, floor)
        stem = text[start : match.start()]
        if len(stem) < 2 or stem in _NO_FORM_STEM:
            continue
        spans.append(Span(start, end))
        floor = end
    return [
        Annotation(AnnotationKind.FORM, span, _form_value(span.cut(text)))
        for span in _merged(text, sorted(spans))
    ]


def _form_value(written: str) -> TextValue:
    """The name, and what stands in parentheses behind it as `detail`."""
    name = normal_form(written)
    behind = _IN_PAREN.search(name)
    if behind is None:
        return TextValue(name)
    return TextValue(name[: behind.start()], behind.group()[1:-1])


def _is_form_title(title: str) -> bool:
    title = _IN_PAREN.sub("", title)
    return (
        title.endswith(_FORM_TITLE_END)
        and "。" not in title
        and "\n" not in title
        and not title.endswith(("図書", "読書", "秘書", "白書", "葉書", "聖書", "辞書"))
    )


def _merged(text: str, spans: list[Span]) -> list[Span]:
    """Without those inside another; 様式第1号 and the title that follows are one."""
    merged: list[Span] = []
    for span in spans:
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif merged and "様式" in merged[-1].cut(text) and span.start == merged[-1].end:
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return merged
