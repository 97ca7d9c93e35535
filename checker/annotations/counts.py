"""Numbers with their counters: 30人, 3つ, 2週間, 65歳以上, 第5回, 10%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from checker.annotations import numerals
from checker.annotations.shared import HYPHENS, Taken, line_start, listed
from checker.annotations.types import Annotation, AnnotationKind, CountValue
from checker.document.characters import split_exclusions
from checker.model import Span
from checker.regex import regex

# Behind each counter stand the characters that would make it another word
# (2人権 is not two persons). Longer counters come first.
_COUNTERS = r"""
  人分 | 人(?![権口気材物工事格道間]) | 名分 | 名(?![称前義簿札誉所]) | 世帯(?!主) | 団体
| 家族 | 年間 | 年生
| 年(?=半|以上|以下|未満|以内|を超|前|後|目|に|ごと|毎|程度|ほど|分|保存|[、。]|経|連続) | 日間
| 日(?=以内|以上|以下|未満|前|後|目|分|程度|ほど|おき|ごと|あたり|当たり|遅れ|を超|連続)
| [かカヶケヵ箇ｶ] (?:月間|月|所|国語|国|年|店|町|条) | 週間 | 週(?![末刊休報])
| 時間(?![割帯外]) | 分間
| 分(?![の咲野類団科別布岐譲散割冊館室担庁署納煙配解析離会子母量数譜]) | 秒間 | 秒
| 組(?![織合成]) | 件(?!名) | 回線 | 回(?![路収転復答数覧避]) | 個所 | 個(?![人別室性]) | 枚
| 点(?![検字在滅数呼]) | 冊 | 台(?![風帳所湾数本]) | 歳(?![入出]) | 才(?!能) | 丁(?!目)
| 階建て | 階(?![段層級]) | 号(?![令車室外泣線棟館]) | 番目 | 番(?![地組号線台街]) | 割(?!合) | つ
| % | ％ | パーセント | ポイント | 棟 | 戸(?![籍惑]) | 軒 | 室(?![内長温外]) | 部屋
| 部(?![分会門品長署員活]) | 席 | 区画 | 区(?![間役長域民分内]) | 種類 | 種目 | 品目 | 項目
| 科目 | 種(?!別) | 通(?![り知行学話常路帳院訳信報]) | 通り(?=の) | 袋 | 箱 | 缶
| 本(?![部庁人市当日文館校店来籍町年体革]) | 匹 | 頭 | 羽 | 杯 | 食(?![事品費料堂器中]) | 泊
| 膳 | 足 | 着(?![手用工席任衣]) | 束 | 株(?!式) | 坪 | 畳 | 倍 | 位(?!置) | 級 | 段階
| 段(?![差階落]) | 期(?![間限日待末]) | 次(?![の第回代]) | 世代 | 代(?![表金理行替]) | 学年
| 学級 | クラス | チーム | コース | 講座 | コマ | 便(?![利所]) | セット | ページ | 頁 | 文字
| 社(?![会員長説]) | 校(?![区舎長門庭医]) | 園(?![児長芸内]) | 館(?![内長])
| 店(?![舗員長内]) | 施設 | 事業所 | 路線 | 会場 | 分野 | 事業(?!者|所|費)
| 子(?=以降|[、。のがを]) | 章 | 節(?!目|約|電|水) | 条(?![例件約]) | 項(?!目)
| (?:平方|立方)(?:メートル|キロメートル|センチメートル) | キロメートル | キログラム
| キロワット | センチメートル | ミリメートル | ミリリットル | メートル | センチ | ミリ
| グラム | リットル | キロ | トン | ヘクタール | アール | 度(?![数合])
| (?:km|cm|mm|kg|mg|kWh|kW|mL|ml|ha|dB|m|g|t|L|l)(?:2|²|3|³)?(?![A-Za-z0-9]) | ㎡ | ㎥
| ㎞ | ㎝ | ㎜ | ㎏ | ㎎ | ㏄ | ℃
"""
_COUNTER = regex(split_exclusions(r"[ 　]?(?P<unit>" + _COUNTERS + ")"), re.VERBOSE)

# Fewer with kanji numerals: 一部, 一番, 一時, 一度, 一種 are words.
_KANJI_COUNTER = regex(
    split_exclusions(
        r"(?P<unit>人(?!ひとり|一人|1人|[暮親前称三権口間格])|名(?![称前義])|世帯|年間|日間"
        r"|[かカヶケヵ箇ｶ](?:月間|月|所|国|年)|週間|時間(?![割帯外])|分間|秒間"
        r"|件(?!落|名)|回(?![りっ転路])|個(?![人性別])|枚(?!岩)|冊|台(?![風帳所])|歳|階(?![段層級])"
        r"|割(?!合)|パーセント|番目|つ(?!一|ひとつ|子|葉|角|には|と数)|棟|匹|頭|羽|杯|泊"
        r"|団体|種類|項目|ページ|倍)"
    )
)
_ORDINAL_COUNTER = regex(
    split_exclusions(
        r"[ 　]?(?P<unit>回(?![路収転復答数覧避])|号|期(?![間限日待末])|次|種|子|位(?!置)|部(?![分門])"
        r"|章|節|条(?![例件約])|項(?!目)|段階|学年|学期|学級|コース|世代|クール|弾|日目?(?![曜本程時])|巻|集(?!会|合|団)"
        r"|番|類|級|分団|土曜|日曜|月曜|火曜|水曜|木曜|金曜)"
    )
)
# A character that stands in none of these patterns begins no counter.
_COUNTER_SIGNS = frozenset(_COUNTER.pattern + _KANJI_COUNTER.pattern + _ORDINAL_COUNTER.pattern)
_NOUNS = frozenset(
    listed(
        "会場 事業 施設 講座 コース クラス チーム 分野 項目 品目 種目 科目 種類 団体 路線 事業所 家族 部屋"
    )
)
_HALF = Decimal("0.5")
_HALVED = ("時間", "年", "か月", "カ月", "ヶ月", "ヵ月")  # 1時間半
_NO_HALF = ("半額", "半分", "半数", "半日", "半年")
_NO_ORDINAL = ("土曜", "日曜", "月曜", "火曜", "水曜", "木曜", "金曜", "分団")
_CODE = regex(rf"[{HYPHENS}][0-9]+[{HYPHENS}]$")
_KA = frozenset("カヶケヵ箇ｶ")
_FORMS = {"才": "歳", "％": "%", "パーセント": "%", "頁": "ページ", "個所": "か所", "通り": "通り"}
_NOT_AFTER = frozenset("数何幾.．,，/／_#＃")  # 数10人, 1/2個
_NOT_AFTER_ONE = frozenset("唯統同均専単随画択純合逐帰不万")  # 同一人, 統一回


def find_counts(
    text: str,
    taken: Taken | None = None,
    found: Sequence[tuple[int, int]] | None = None,
) -> list[Annotation]:
    """Find COUNT annotations.

    The stretch includes 第, 目 and adjoining bounds. The unit is given without
    spelling variants (カ月 → か月, ％ and パーセント → %, 才 → 歳).

    Args:
        text: The folded text.
        taken: Stretches to keep off (dates, times, sums, phone numbers, …).
        found: What `numerals.find_numerals(text)` gave, if it was called already.
    """
    counts: list[Annotation] = []
    taken = taken or Taken()
    # Most numbers are parts of dates: that is quick to see, and asked first.
    for start, end in taken.outside(numerals.find_numerals(text) if found is None else found):
        if text[end : end + 1] not in _COUNTER_SIGNS:
            continue
        match, ordinal = _counter(text, start, end)
        if match is None or taken.hits(end, match.end()):
            continue
        annotation = _count(text, start, end, match, ordinal)
        if annotation is not None:
            counts.append(annotation)
    return counts


def _counter(text: str, start: int, end: int) -> tuple[re.Match[str] | None, bool]:
    before = text[start - 1] if start else ""
    if before == "第" or (before in (" ", "　") and text[start - 2 : start - 1] == "第"):
        return _ORDINAL_COUNTER.match(text, end) or _COUNTER.match(text, end), True
    if before and (before in _NOT_AFTER or (before in HYPHENS and _in_code(text, start))):
        return None, False
    if before.isascii() and before.isalpha():  # A4, B1
        return None, False
    first = text[start]
    if "0" <= first <= "9":
        return _COUNTER.match(text, end), False
    if first == "一" and before in _NOT_AFTER_ONE and before:
        return None, False
    return _KANJI_COUNTER.match(text, end), False


def _in_code(text: str, start: int) -> bool:
    """Whether two hyphens stand in the row of digits before (3-4-5号)."""
    return bool(_CODE.search(text, max(0, start - 10), start))


def _is_heading(text: str, start: int, unit: str) -> bool:
    """Whether a number with a space behind it counts headings (2 会場)."""
    return unit in _NOUNS or not text[line_start(text, start) : start].strip(" 　・(（【")


def _count(
    text: str, start: int, end: int, match: re.Match[str], ordinal: bool
) -> Annotation | None:
    unit = match["unit"]
    if unit in _NO_ORDINAL or (match.start("unit") > end and _is_heading(text, start, unit)):
        return None
    if text[start:end] in ("一", "1") and text.endswith(("一" + unit, "1" + unit), 0, start):
        return None  # 一人一人
    number = numerals.parse(text[start:end])
    if number is None or (unit == "年" and number >= 1000):
        return None
    last = match.end()
    if text[last : last + 1] == "半" and unit in _HALVED and not text.startswith(_NO_HALF, last):
        number += _HALF
        last += 1
    if ordinal:
        start = text.rindex("第", 0, start)
    elif text[last : last + 1] == "目" and text[last + 1 : last + 2] not in tuple("的標次安指"):
        ordinal = True
        last += 1
    elif unit == "番目":
        ordinal, unit = True, "番"
    bound, start, last = numerals.bounds(text, start, last)
    unit = _FORMS.get(unit) or ("か" + unit[1:] if unit[0] in _KA else unit)
    return Annotation(
        AnnotationKind.COUNT, Span(start, last), CountValue(number, unit, bound, ordinal)
    )
