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


_WHEN = "# 出前講座をご利用ください\n\n"

HOURS_WRONG = (
    _WHEN + "年末年始を除く毎日、午後8時から午前10時までの間で、1回2時間以内です。",
    _WHEN + "- 講座の時間：午後9時から午前11時まで",
    _WHEN + "| 時間 | 午後5時～午前9時 |\n|---|---|\n| 会場 | 公民館 |",
    "# 相談会\n\n## 日時\n\n12月3日（木曜日）午後1時から午前11時まで",
    "窓口は、午後8時30分から午前5時15分まで開いています。",
    "電話での受付は、平日の午後9時から午前9時までです。",
)
HOURS_RIGHT = (
    _WHEN + "年末年始を除く毎日、午前10時から午後8時までの間で、1回2時間以内です。",
    "# 夜間の急病診療\n\n診療時間は、午後8時から午前7時までです。",
    "# 配水管の工事\n\n利用できない時間：午後11時から午前5時まで",
    "午後9時から午前6時までの間は、静かにお過ごしください。会場の皆さんにお願いします。",
    "時間外の窓口は、午後5時15分から午前8時30分まで、宿直室が受け付けます。",
    "宿泊の利用時間は、午後4時から午前10時までです。",
    "公園の利用時間は、午後9時から午前5時までを除く時間です。",
    "検診の前日は、午後9時から午前9時の受付まで何も食べないでください。",
)


@pytest.mark.parametrize("text", HOURS_WRONG)
def test_hours_through_the_night_of_what_is_done_by_day(text: str) -> None:
    assert "period-reversed" in _told(text)


@pytest.mark.parametrize("text", HOURS_RIGHT)
def test_hours_by_day_or_by_night(text: str) -> None:
    assert not _told(text)


_CLASSES = "| 区分 | 料金 |\n|---|---|\n"


def _rows(*names: str) -> str:
    return _CLASSES + "".join(f"| {name} | {100 * at + 100}円 |\n" for at, name in enumerate(names))


CLASSES_WRONG = (
    _rows(
        "1～10立方メートル", "11～20立方メートル（同）", "20～30立方メートル", "31立方メートル以上"
    ),
    _rows("0～2歳", "3～5歳", "5～8歳", "9歳以上"),
    "- 0～2歳：1,000円\n- 3～5歳：500円\n- 7～9歳：300円\n- 10歳以上：無料\n",
    _rows("18～29歳", "30歳代", "40歳代", "60歳以上"),
    _rows(
        "30分以内",
        "30分を超え1時間以内",
        "1時間を超え3時間以内",
        "4時間を超え6時間以内",
        "6時間を超えるとき",
    ),
    _rows("5人から9人まで", "9人から20人まで", "21人以上"),
    _rows("2kmまで", "2km～4km", "5km～8km", "8km以上"),
    _rows("50平方メートル以下", "50平方メートル超100平方メートル以下", "110平方メートル超"),
    "1. 10人まで\n2. 11人から30人まで\n3. 30人から50人まで\n4. 51人以上\n",
    "<table><tr><th>世帯</th><th>額</th></tr><tr><td>1～2人</td><td>1万円</td></tr><tr><td>2～4人</td><td>2万円</td></tr><tr><td>5人以上</td><td>3万円</td></tr></table>",
)
CLASSES_RIGHT = (
    _rows(
        "1～10立方メートル", "11～20立方メートル（同）", "21～30立方メートル", "31立方メートル以上"
    ),
    _rows("0～2歳", "3～5歳", "6～8歳", "9歳以上"),
    _rows("18～29歳", "30歳代", "40歳代", "50歳以上"),
    _rows("30分以内", "30分を超え1時間以内", "1時間を超え3時間以内", "3時間を超えるとき"),
    _rows("10kgまで", "10kg～20kg", "20kg～30kg"),
    _rows("2kmまで", "2km～4km", "4km～8km", "8km以上"),
    _rows("9時～12時", "13時～17時", "18時～21時"),
    _rows("10.0kgまで", "10.1kgから20.0kgまで", "20.1kgから30.0kgまで"),
    "- 3月1日～5日\n- 3月7日～10日\n- 3月15日～20日\n",
    _rows("大人（18～64歳）", "子ども（6～17歳）", "高齢者（65歳以上）"),
)


@pytest.mark.parametrize("text", CLASSES_WRONG)
def test_classes_that_overlap_or_leave_a_gap(text: str) -> None:
    assert "boundary-overlap" in _told(text)


@pytest.mark.parametrize("text", CLASSES_RIGHT)
def test_classes_that_follow_one_another(text: str) -> None:
    assert not _told(text)


NUMBERS = (
    "世帯主の番号（7381 6402 9556）を書いてください。",
    "書き方の例：個人番号の欄に7381 6402 9556と続けて書きます。",
    "山田さんは738164029556です。",
    "番号は7381-6402-9556です。",
    "番号は７３８１　６４０２　９５５６です。",
    "番号は7381・6402・9556です。",
    "番号は 738 164 029 556 です。",
    "番号は7381 - 6402 - 9556です。",
)
OTHER_NUMBERS = (
    "記入例：個人番号 1234 5678 9018",
    "見本：7381 6402 9556",
    "整理番号は7381 6402 9556です。",
    "番号は7381 6402 9557です。",
    "会議ID：738 164 029 556",
    "口座番号は7381640です。",
    "品番は173816402955612です。",
    "0000 0000 0000のように書いてください。",
)


@pytest.mark.parametrize("text", NUMBERS)
def test_individual_numbers_in_any_spacing(text: str) -> None:
    assert "personal-number" in _told(text)


@pytest.mark.parametrize("text", OTHER_NUMBERS)
def test_other_numbers(text: str) -> None:
    assert not _told(text)


EDITIONS_WRONG = (
    "# 第12回「冬の朗読会」\n\n昨年度の第12回もご好評をいただきました。",
    "# 第12回 冬の朗読会\n\n前回、第12回には、30人が来てくださいました。",
    "# 第5回 市民駅伝\n\n昨年の12月に開いた第5回大会では、62チームが走りました。",
    "# 第5回 市民駅伝\n\n去年の第6回は、62チームが走りました。",
    "<h1>第5回 市民駅伝</h1><p>写真は、昨年度の第5回の様子です。</p>",
    "# 第5回 市民駅伝\n\n昨年雨で中止になった第5回の分まで、楽しみました。",
)
EDITIONS_RIGHT = (
    "# 第12回「冬の朗読会」\n\n昨年度の第11回もご好評をいただきました。",
    "# 第12回 冬の朗読会\n\n昨年に続き、第12回を開きます。",
    "# 第12回 冬の朗読会\n\n昨年好評だったこの会も、第12回になりました。",
    "# 第5回 市民駅伝\n\n前回より多い人が、第5回に申し込みました。",
    "# 第5回 市民駅伝\n\n一昨年の第3回は、62チームが走りました。",
    "# 第5回 市民駅伝\n\n昨年11月の第3回市議会で、予算が決まりました。",
)


@pytest.mark.parametrize("text", EDITIONS_WRONG)
def test_the_number_of_last_year_in_the_title(text: str) -> None:
    assert "edition-mismatch" in _told(text)


@pytest.mark.parametrize("text", EDITIONS_RIGHT)
def test_the_number_of_last_year_and_the_next(text: str) -> None:
    assert not _told(text)
