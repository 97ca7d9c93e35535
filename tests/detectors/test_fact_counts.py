"""Names that end otherwise, differences, numbers of all: each wrong text, and the nearest right one."""

from __future__ import annotations

import datetime

import pytest

from checker.api import Checker
from checker.config import Config
from checker.document.model import Format
from checker.model import Tier

NAMES = (
    "name-ending",
    "difference",
    "whole-count",
    "named-sum",
    "personal-details",
    "two-of-more",
    "birth-date-range",
    "own-name",
    "two-form-names",
    "boundary-overlap",
    "broken-mail",
    "missing-attachment",
)
CHECKER = Checker(
    Config(select=tuple(f"facts/{name}" for name in NAMES)),
    as_of=datetime.date(2026, 11, 22),
    tier=Tier.MORPHEMES,
)


def _told(text: str) -> dict[str, list[int]]:
    format_ = Format.MARKDOWN if "# " in text or "|" in text else Format.TEXT
    found = CHECKER.check_text(text, format=format_).findings
    return {
        one.rule.partition("/")[2]: [len(related.message) for related in one.related]
        for one in found
    }


TABLE = (
    "| 年齢 | 生まれた日 |\n| --- | --- |\n| 65歳 | {} |\n"
    "| 70歳 | 昭和31年4月2日から昭和32年4月1日まで |\n"
    "| 75歳 | 昭和26年4月2日から昭和27年4月1日まで |\n"
)
PAIRS = (
    (
        "name-ending",
        "# 案内\n\n届け出は生涯学習{}で受け付けます。\n\n## 問い合わせ\n\n生涯学習課 電話 04-0000-1234\n",
        "室",
        "課",
    ),
    (
        "name-ending",
        "# 案内\n\n協働{}課が受け付けます。\n\n## 問い合わせ\n\n協働推進課 電話 04-0000-1234\n",
        "支援",
        "推進",
    ),
    (
        "name-ending",
        "# 教室\n\n森山{}で開きます。\n\n## 問い合わせ\n\n森山公民館 電話 04-0000-1234\n",
        "交流館",
        "公民館",
    ),
    ("difference", "手数料は、今の300円が450円になり、{}円の値上げです。", "250", "150"),
    (
        "difference",
        "転入は812人、転出は790人でした。その差は{}人の増加です。",
        "32",
        "22",
    ),
    (
        "whole-count",
        "# 駐輪場\n\n駐輪場が4か所あります。\n\n{}か所とも無料です。\n",
        "6",
        "4",
    ),
    (
        "named-sum",
        "| 手段 | 人数 |\n| --- | --- |\n| 徒歩 | 212人 |\n| 自転車 | 135人 |\n| 車 | 98人 |\n\n"
        "「徒歩」と「自転車」を合わせると{}人です。\n",
        "374",
        "347",
    ),
    ("two-of-more", "次の{}つの両方に当てはまる方が対象です。", "3", "2"),
    (
        "birth-date-range",
        TABLE,
        "昭和35年4月2日から昭和37年4月1日まで",
        "昭和36年4月2日から昭和37年4月1日まで",
    ),
    (
        "birth-date-range",
        "平成{}年4月2日から令和8年12月31日までに生まれた児童（令和8年度に高校3年生となる年齢まで）",
        "19",
        "20",
    ),
    (
        "own-name",
        "# 「{}の基本計画（案）」へのご意見\n\nご意見は、水と緑の基本計画を決める際の参考とします。\n",
        "緑と水",
        "水と緑",
    ),
    (
        "two-form-names",
        "「{}」を出してください。\n\n締め切りは2月です。「指定校変更申立書」は窓口にあります。",
        "指定学校変更願",
        "指定校変更申立書",
    ),
    (
        "boundary-overlap",
        "| 人数 | 額 |\n| --- | --- |\n| 1人 | 8,000円 |\n| {}人以上4人未満 | 9,000円 |\n| 4人以上 | 1万円 |\n",
        "3",
        "2",
    ),
    ("broken-mail", "交通政策課 電話 04-0000-2288 kotsu{}city-aoba.example", ".", "@"),
    ("broken-mail", "メール：kotsu@city.aoba{}example", "", "."),
    ("personal-details", "担当：木村（{} 04-0000-9911）", "自宅", "代表"),
    (
        "missing-attachment",
        "【報道発表資料】\n\n窓口が変わります。\n\n◇受付時間　{}",
        "別紙のとおり",
        "平日の午前9時から",
    ),
)


@pytest.mark.parametrize(("rule", "text", "wrong", "right"), PAIRS)
def test_the_wrong_one_is_told_and_the_right_one_is_not(
    rule: str, text: str, wrong: str, right: str
) -> None:
    """One value makes the difference."""
    assert rule in _told(text.format(wrong))
    assert rule not in _told(text.format(right))


@pytest.mark.parametrize("number", [0, 1, 3, 5, 6])
def test_both_places_are_named(number: int) -> None:
    """Of two places that disagree either may be the wrong one."""
    rule, text, wrong, _ = PAIRS[number]
    assert _told(text.format(wrong))[rule]


@pytest.mark.parametrize(
    "text",
    [
        "# 投票の場所\n\n- 町民体育館\n- 町民センター\n- 町民ホール\n",
        "# 案内\n\n森山公民館は、名称が森山交流館に変わります。\n\n森山公民館の券は使えます。\n",
        "大人は600円、子どもは300円で、どちらも100円の値上げです。",
        "# おわび\n\n5世帯に誤って送りました。\n\n5世帯のうち、3世帯から回収しました。おわびします。\n",
        "# おわび\n\n240通のうち、3通を誤って送りました。3通とも回収しました。\n",
    ],
)
def test_two_things_stay_two(text: str) -> None:
    """What differs because it is something else."""
    assert not {"name-ending", "difference", "whole-count"} & set(_told(text))
