"""One thing or several: what a draft announces."""

from __future__ import annotations

from itertools import pairwise

import pytest

from checker.document.model import Format
from checker.document.read import read
from checker.notice.items import find_items

ONE = [
    pytest.param("", id="empty"),
    pytest.param("料理教室\n\n日時：1月17日\n場所：東公民館\n費用：無料\n", id="labels"),
    pytest.param(
        "# 展示と講演\n\n## 展示\n\n- 期間：1月9日から2月14日まで\n- 場所：図書館\n\n"
        "## 講演\n\n- 日時：1月23日\n- 場所：図書館\n\n## 問い合わせ先\n\n電話：04-0000-6120\n",
        id="two-parts-of-one",
    ),
    pytest.param(
        "# まちの集い\n\n| 地区 | 日時 | 会場 |\n|---|---|---|\n| 東 | 2月6日 | 東公民館 |\n| 南 | 2月7日 | 南公民館 |\n",
        id="one-event-in-two-places",
    ),
    pytest.param(
        "■日時\n1月17日\n■場所\n東公民館\n■対象\n小学生\n■申し込み\n電話で\n", id="marked-labels"
    ),
    pytest.param(
        "1 概要\n期間：1月1日から\n2 経緯\n日時：1月2日\n3 対応\n内容：確認\n", id="chapters"
    ),
]

SEVERAL = [
    pytest.param(
        "◆催し\n\n【星の会】\n・日時：1月17日\n・会場：東公民館\n\n【花の会】\n・日時：1月18日\n・会場：南公民館\n",
        ["星の会", "花の会"],
        id="brackets-under-a-column",
    ),
    pytest.param(
        "広報あおば 令和9年2月号\n\n●植木市\nとき：3月6日\nところ：中央公園\n\n●書道展\nとき：2月23日\nところ：市民ギャラリー\n",
        ["植木市", "書道展"],
        id="under-a-masthead",
    ),
    pytest.param(
        "親子でリズム遊び\n日 12月5日（土）　場 東公民館　費 無料\n\n冬の読書会\n日 12月12日（土）　場 図書館　費 無料\n",
        ["親子でリズム遊び", "冬の読書会"],
        id="shorthand-below-plain-titles",
    ),
    pytest.param(
        "# 春の講座\n\n| 講座名 | 日時 | 会場 | 定員 |\n|---|---|---|---|\n"
        "| ヨガ | 3月6日 | 東公民館 | 20人 |\n| 書道 | 3月7日 | 南公民館 | 15人 |\n",
        ["ヨガ", "書道"],
        id="rows-of-courses",
    ),
    pytest.param(
        "# 公民館の催し\n\n## 編み物の会\n\n- 日時：1月17日\n- 問い合わせ：東公民館\n\n"
        "## 将棋大会\n\n- 日時：1月18日\n- 問い合わせ：南公民館\n",
        ["編み物の会", "将棋大会"],
        id="each-with-a-contact",
    ),
]


@pytest.mark.parametrize("text", ONE)
def test_one_thing(text: str) -> None:
    (item,) = find_items(read(text, _format(text)))
    assert item.number == 0
    assert item.span.start == 0


@pytest.mark.parametrize(("text", "titles"), SEVERAL)
def test_several_things(text: str, titles: list[str]) -> None:
    items = find_items(read(text, _format(text)))
    assert [item.title for item in items] == titles
    assert [item.number for item in items] == list(range(len(titles)))
    assert all(a.span.end <= b.span.start for a, b in pairwise(items))


def test_what_is_said_for_all_belongs_to_none() -> None:
    text = (
        "■講座\n\n◆編み物\n日時：1月17日\n費用：無料\n\n◆将棋\n日時：1月18日\n費用：無料\n\n"
        "【共通事項】\n申し込みは電話で\n"
    )
    document = read(text, Format.TEXT)
    last = find_items(document)[-1]
    assert "共通" not in last.span.cut(document.text)


def _format(text: str) -> Format:
    return Format.MARKDOWN if text.startswith("# ") else Format.TEXT
