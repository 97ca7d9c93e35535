"""The relations between values that the facts rules know, in the words of many hands."""

from __future__ import annotations

import datetime

import pytest

from checker.api import Checker
from checker.config import Config
from checker.document.model import Format

CHECKER = Checker(Config(select=("facts",)), as_of=datetime.date(2026, 11, 22), raise_crashes=True)


def _told(text: str) -> set[str]:
    format_ = Format.HTML if text.startswith("<") else Format.MARKDOWN
    found = CHECKER.check_text(text, format=format_).findings
    return {f.rule.removeprefix("facts/") for f in found if f.rule.startswith("facts/")}


_DAY = "公開日：令和8年12月7日（月曜日）\n\n"

BIRTHS_WRONG = (
    "令和9年4月に入学するお子さん\n\n| 区分 | 生年月日 |\n|---|---|\n| 小学校に入学 | 令和3年4月2日から令和4年4月1日まで |",
    "| 対象 | 生まれた日 |\n|---|---|\n| 令和9年4月に中学校へ進学 | 平成25年4月2日～平成26年4月1日 |",
    _DAY + "来春、小学校に上がるお子さん（令和元年4月2日～令和2年4月1日生まれ）に贈ります。",
    _DAY
    + "## 来年4月に小学校へ入学するお子さん\n\n生年月日が令和3年4月2日から令和4年4月1日までの方",
    "平成31年4月2日から令和2年4月1日までに生まれた、令和8年度の5歳児クラスのお子さん",
    "- 対象：令和8年度に年長のお子さん（令和元年4月2日から令和2年4月1日生まれ）",
    "令和8年度の3歳児（令和3年4月2日から令和4年4月1日までに生まれたお子さん）が対象です。",
    _DAY
    + "本年度、二十歳を迎える方（平成17年4月2日から平成18年4月1日までに生まれた方）をお招きします。",
    "平成17年4月2日から平成18年4月1日までに生まれた方（令和8年度に20歳になる方）",
    "- 投票できる方：平成20年2月8日以前に生まれた方（令和9年2月7日の投票日に18歳以上）",
    "投票日は令和9年2月7日です。\n\n投票日に18歳以上の方（平成19年2月8日以前生まれ）が投票できます。",
    "<table><tr><th>投票日</th><td>令和9年2月7日（日）</td></tr><tr><th>投票できる人</th><td>平成20年2月8日までに生まれ（投票日に18歳以上）、市内に住む人</td></tr></table>",
    "令和9年3月31日時点で75歳以上の方（昭和28年3月31日以前に生まれた方）に送ります。",
    "令和8年度の高校3年生相当の年齢の方（平成21年4月2日から平成22年4月1日までに生まれた方）",
    "| 学年（令和8年度） | 生年月日 |\n|---|---|\n| 中学1年生 | 平成26年4月2日～平成27年4月1日 |",
)
BIRTHS_RIGHT = (
    "令和9年4月に入学するお子さん\n\n| 区分 | 生年月日 |\n|---|---|\n| 小学校に入学 | 令和2年4月2日から令和3年4月1日まで |",
    "| 対象 | 生まれた日 |\n|---|---|\n| 令和9年4月に中学校へ進学 | 平成26年4月2日～平成27年4月1日 |",
    _DAY + "来春、小学校に上がるお子さん（令和2年4月2日～令和3年4月1日生まれ）に贈ります。",
    "- 対象：令和8年度に年長のお子さん（令和2年4月2日から令和3年4月1日生まれ）",
    "令和8年度の3歳児（令和4年4月2日から令和5年4月1日までに生まれたお子さん）が対象です。",
    _DAY
    + "本年度、二十歳を迎える方（平成18年4月2日から平成19年4月1日までに生まれた方）をお招きします。",
    "- 投票できる方：平成21年2月8日以前に生まれた方（令和9年2月7日の投票日に18歳以上）",
    "投票日は令和9年2月7日です。\n\n投票日に18歳以上の方（平成21年2月8日以前生まれ）が投票できます。",
    "令和9年3月31日時点で75歳以上の方（昭和27年3月31日以前に生まれた方）に送ります。",
    "令和8年度の高校3年生相当の年齢の方（平成20年4月2日から平成21年4月1日までに生まれた方）",
    "対象は、小学校に入学する前のお子さん（令和3年4月2日から令和5年4月1日までに生まれた方）です。",
    "令和9年2月1日に開きます。65歳以上の方（昭和37年4月1日以前に生まれた方）が参加できます。",
    "令和8年4月2日から令和9年4月1日までに生まれたお子さんに、絵本を贈ります。",
)


@pytest.mark.parametrize("text", BIRTHS_WRONG)
def test_births_that_are_of_another_age(text: str) -> None:
    assert "birth-date-range" in _told(text)


@pytest.mark.parametrize("text", BIRTHS_RIGHT)
def test_births_that_fit(text: str) -> None:
    assert not _told(text)
