"""Names of laws, ordinances and plans, with the article they point to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.annotations.shared import (
    Taken,
    Words,
    compound_start,
    is_kanji,
    line_start,
    listed,
    normal_form,
)
from checker.annotations.types import Annotation, AnnotationKind, TextValue
from checker.model import Span
from checker.regex import regex

_N = "[0-9〇一二三四五六七八九十百]+"
_ARTICLE = regex(
    rf"[ 　]?(?P<article>第?{_N}条(?:の{_N})*(?:第{_N}項)?(?:第{_N}号)?"
    rf"|附則(?:第{_N}[条項])?|別表(?:第{_N})?)"
)
_NUMBER = regex(rf"[（(][^（）()\n]{{1,30}}第{_N}号[^（）()\n]{{0,10}}[）)]")

# 法人, 法務, 法要, 法的 … are words of their own.
_END = regex(
    r"(?:法律|条例|規則|要綱|要領|規程|憲章|細則|法(?![人務定要的案事廷曹医学面話師名号会]))"
    r"(?:施行(?:令|規則|条例|細則))?"
)
_PLAN = regex(rf"第{_N}[次期][^、。，．「」『』（）()\s]{{1,30}}?計画")

# Words in -法 that are no law; the first row not at the end of a compound either
# (申込方法), the second only alone (基本法 and 組合法 are laws).
_NO_LAW_END = (
    "方法",
    "手法",
    "作法",
    "文法",
    "寸法",
    "療法",
    "魔法",
    "違法",
    "司法",
    "立法",
    "農法",
)
_NO_LAW = frozenset(
    listed("""
    用法 技法 論法 製法 話法 工法 兵法 算法 便法 合法 適法 不法 無法 遵法 脱法 加法 減法 乗法 除法
    解法 泳法 奏法 書法 句法 語法 戦法 拳法 秘法 筆法 仏法 剣法 忍法 画法 弁法 理法 新法 旧法 同法
    本法 当該法 関係法 国際法 各法 諸法
    """)
)

# What the name of a law ends in. Anything else in -法 needs an article or 施行令
# behind it (ストレス解消法, 救命法 are methods).
_LAW_END = tuple(
    word + "法"
    for word in listed("""
    保険 福祉 基本 支援 対策 促進 防止 保護 規制 振興 整備 衛生 税 交通 自治 教育 建築基準 計画
    措置 組織 手続 推進 年金 援護 手当 給付 清掃 河川 道路 消防 水道 戸籍 選挙 台帳 基準 公務員
    財政 会計 契約 取引 表示 組合 登記 特例 特別 機構 環境 廃棄物処理 感染症 番号 著作権 景観
    差別解消 増進 確保 補償 給与 徴収 地方税 農地 森林 公園 緑地 宅地 住宅 再開発 区画整理 収用
    砂防 港湾 医療 医師 薬剤師 旅館業 業 労働 雇用 均等 安定 図書館 博物館 文化財 リサイクル
    省エネ バリアフリー 救助 復興 統計 国籍 後見 信託 保全 安全 認定 交付
    """)
)
# Names that no ending gives away.
_KNOWN = frozenset(
    listed("""
    医療法 憲法 日本国憲法 民法 刑法 商法 会社法 民事訴訟法 刑事訴訟法 行政不服審査法 行政事件訴訟法
    国家賠償法 医薬品医療機器法 薬機法 ストーカー規制法 DV防止法 空家法 空き家法
    マイナンバー法 育児介護休業法 身体障害者補助犬法 健康保険法 いじめ防止対策推進法
    国民投票法 地方独立行政法人法 地方公営企業法 地方交付税法 母体保護法 墓地埋葬法 温泉法
    下水道法 鳥獣保護管理法 動物愛護管理法 狂犬病予防法 自殺対策基本法 高齢者虐待防止法
    障害者虐待防止法 女性活躍推進法 景品表示法 特定商取引法 銃刀法 政治資金規正法 国旗国歌法
    祝日法 入管法 旅券法 住居表示法 測量法 地籍調査法 予防接種法
    """)
)
_NO_RULE = frozenset(
    listed("""
    不規則 交通規則 就業規則 生活規則 校内規則 基本規則 関係条例 関係法律 この法律 新条例
    旧条例 市条例 県条例 都条例 府条例 国要綱 本条例 同条例 本規則 同規則 本要綱 同要綱
    当該条例 当該規則 同要領 本要領 改正条例 関係規則 関係要綱 各条例 諸規則 同法律 同規程
    本規程
    """)
)
_LONG_TAIL = ("関する", "ための", "おける", "に係る", "に関わる", "かかわる")
# Where a long name (…の…に関する条例) cannot begin before.
_BREAK = regex(
    r"[、。，．「」『』（）()\[\]【】:：;；!！?？\s・※…]|は|が|(?<!ど)も(?!の|ら|た)|から|より"
    r"|まで|では|へ|した|された|である|べき|すべて|または"
)
_LEAD = regex(r"(?:及び|並びに|又は|若しくは|および|ならびに|この|その|同じく|と|や|の|を|に|で)+")
_EVIDENCE = regex(r"(?:の規定|に規定|に基づ|上の|の改正|改正|の施行|が施行|に定め|等の規定)")
_LONGEST = 60
_CLOSERS = frozenset("」』")


def find_laws(
    text: str,
    words: Words | None = None,
    brackets: Sequence[Span] = (),
) -> list[Annotation]:
    """Find LAW annotations: laws, ordinances, rules, and plans with a proper title.

    `detail` is the article (第5条第1項). A plan counts in 「」 or with its number
    (第3次あおば市総合計画).

    Args:
        text: The folded text.
        words: The document's morphemes.
        brackets: What `quotations.bracketed(text)` gave.
    """
    found: list[Annotation] = []
    closing = {span.end - 1: span for span in brackets}
    floor = 0
    for match in _END.finditer(text):
        if match.start() < floor:
            continue
        stretch = _name(text, match, words, closing, floor)
        if stretch is None:
            continue
        annotation = _law(text, stretch, closing)
        found.append(annotation)
        floor = annotation.span.end
    if "計画" in text:
        found.extend(_plans(text, brackets, found))
    return found


def _name(
    text: str, end: re.Match[str], words: Words | None, closing: dict[int, Span], floor: int
) -> Span | None:
    """The stretch of the name that `end` closes, or None if it is no name."""
    last = end.end()
    bracket = closing.get(last)
    if bracket is not None and _LONGEST > len(bracket) > 5 and bracket.start >= floor:
        name = text[bracket.start + 1 : last]
        return Span(bracket.start + 1, last) if _named(name) and "。" not in name else None
    low = max(floor, line_start(text, end.start()), end.start() - _LONGEST)
    if end.group()[0] != "法" or end.group().startswith("法律"):
        window = text[low : end.start()]
        if window.endswith(_LONG_TAIL):
            return _long_name(text, low, end)
    start = compound_start(text, last, words, low)
    name = text[start:last]
    if name[:1] == "年":  # (平成 15 年あおば市規則第44号)
        return None
    if start < end.start() and (is_law(name) or (_named(name) and _points_to_law(text, last))):
        return Span(start, last)
    return _bare_name(text, end)


def is_law(name: str) -> bool:
    """Whether a compound reads as the name of a law, ordinance or rule."""
    if not _named(name):
        return False
    stem = re.sub("施行(?:令|規則|条例|細則)$", "", name)
    if not stem.endswith("法"):
        return True
    return stem != name or stem in _KNOWN or stem.endswith((*_LAW_END, "民法", "刑法", "憲法"))


def _named(name: str) -> bool:
    if name in _KNOWN:
        return True
    if name in _NO_LAW or name in _NO_RULE:
        return False
    return len(name) >= 3 and not name.endswith(_NO_LAW_END)


def _points_to_law(text: str, end: int) -> bool:
    return bool(_ARTICLE.match(text, end) or _NUMBER.match(text, end) or _EVIDENCE.match(text, end))


def _bare_name(text: str, end: re.Match[str]) -> Span | None:
    """法第5条, 同条例第3条: only with an article."""
    before = text[end.start() - 1 : end.start()]
    if (before and is_kanji(before) and before not in "同本該") or not _ARTICLE.match(
        text, end.end()
    ):
        return None
    return Span(end.start(), end.end())


def _long_name(text: str, low: int, end: re.Match[str]) -> Span | None:
    start = low
    for match in _BREAK.finditer(text, low, end.start()):
        start = match.end()
    lead = _LEAD.match(text, start, end.start())
    if lead:
        start = lead.end()
    return Span(start, end.end()) if end.start() - start > 5 else None


def _law(text: str, name: Span, closing: dict[int, Span]) -> Annotation:
    end = name.end
    after = end + 1 if end in closing and closing[end].start == name.start - 1 else end
    number = _NUMBER.match(text, after)
    if number:
        after = number.end()
    article = _ARTICLE.match(text, after)
    detail = ""
    if article:
        detail = normal_form(article["article"])
        end = article.end()
    elif number:
        end = number.end()
    value = TextValue(normal_form(name.cut(text)), detail)
    return Annotation(AnnotationKind.LAW, Span(name.start, end), value)


def _plans(text: str, brackets: Sequence[Span], laws: Sequence[Annotation]) -> list[Annotation]:
    titled = [
        Span(bracket.start + 1, bracket.end - 1)
        for bracket in brackets
        if 6 < len(bracket) < _LONGEST
        and text.endswith("計画", 0, bracket.end - 1)
        and text.find("。", bracket.start, bracket.end) < 0
    ]
    inside = Taken(titled)
    plans = titled + [
        Span(*match.span()) for match in _PLAN.finditer(text) if not inside.hits(*match.span())
    ]
    starts = {law.span.start for law in laws}
    return [
        Annotation(AnnotationKind.LAW, plan, TextValue(normal_form(plan.cut(text))))
        for plan in plans
        if plan.start not in starts
    ]
