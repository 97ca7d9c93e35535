"""The relations that the facts rules know, in tables, lists, prose and texts to be read aloud."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from checker.api import Checker
from checker.config import Config
from checker.document.model import Format

CHECKER = Checker(
    Config(select=("facts", "consistency/proper-name")),
    as_of=datetime.date(2026, 11, 22),
    raise_crashes=True,
)

_DAY = "公開日：2027年1月8日\n\n"


def _told(text: str) -> set[str]:
    format_ = Format.HTML if text.startswith("<") else Format.MARKDOWN
    return {f.rule.partition("/")[2] for f in CHECKER.check_text(text, format=format_).findings}


def _hours(number: object) -> tuple[str, ...]:
    return (
        _DAY
        + f"# 断水\n\n日時：1月26日（火）午後11時から27日（水）午前4時まで\n\n- 断水はおよそ{number}時間続きます。",
        _DAY
        + f"# 停電\n\n停電は、約{number}時間の予定です。\n\n| 日時 | 1月26日（火）午後11時～翌朝4時 |\n|---|---|\n",
        f"<h1>通行止め</h1><p>通行止めは{number}時間です。</p><dl><dt>日時</dt><dd>1月26日（火）23時から翌日4時まで</dd></dl>",
        _DAY + f"1月26日（火）23時から翌朝4時まで、およそ{number}時間断水します。",
        _DAY + f"断水：1月26日（火）23:00～翌4:00（{number}時間）",
    )


def _readings(hour: object) -> tuple[str, ...]:
    return (
        f"2月10日、午前11時ごろ、試験放送を流します。\n\nくり返します。2月10日、午前{hour}時ごろ、試験放送を流します。\n\nこちらは、市役所です。",
        f"2月10日、午前11時から、訓練を行います。繰り返します。2月10日、午前{hour}時から、訓練を行います。問い合わせは午前9時からです。",
    )


def _fiscal(year: object) -> tuple[str, ...]:
    return (
        f"【令和{year}年度 市民税・県民税 第4期の納期のお知らせ】\n\n公開日　令和9年1月12日\n\n令和8年度の市民税・県民税を納付書で納めている方の納期が近づいています。",
        f"# 令和{year}年度 学校給食費の納入\n\n令和8年度の学校給食費を納めてください。",
    )


def _forms(name: object) -> tuple[str, ...]:
    return (
        f"# 募集\n\n「会計年度任用職員申込書」に写真を貼り、郵送してください。申込書は、窓口にあります。\n\nなお、「{name}」はお返ししません。",
        f"<h1>募集</h1><p>会計年度任用職員申込書を、窓口に出してください。申込書は窓口にあります。</p><p>一度出した{name}は、お返ししません。</p>",
    )


def _counted(number: object) -> tuple[str, ...]:
    return (
        f"# 申請\n\n**申請の方法**：次の{number}点を、郵送するか、市役所1階8番窓口または北支所の窓口に出してください。\n\n1. 申請書\n2. 領収書\n3. 通帳\n",
        f"<p>次の{number}点を、2月1日（月）までに、福祉課の窓口に出すか、郵送してください。郵送は必着です。</p><ol><li>申請書</li><li>領収書</li><li>通帳</li></ol>",
    )


def _weekday(name: object) -> tuple[str, ...]:
    return (
        f"2027年2月10日、{name}曜日、午前11時ごろ、放送します。",
        f"{_DAY}2月10日、{name}曜日の午前11時から訓練を行います。",
    )


def _ends(day: object) -> tuple[str, ...]:
    return (
        f"# 意見の募集\n\n公開日：2026年12月15日\n\n12月15日（火）から1月{day}まで、ご意見を募集します。\n\n## 1 募集期間\n\n12月15日（火）から1月18日（月）まで\n",
        f"<h1>展示</h1><p>更新日：2026年12月1日</p><p>12月15日（火）から1月{day}まで、作品を展示します。</p><table><tr><th>期間</th><td>12月15日（火）～1月18日（月）</td></tr></table>",
    )


def _days(number: object) -> tuple[str, ...]:
    return (
        f"<title>休館</title><h1>休館します</h1><p>公開日：2027年1月19日</p><p>図書館を{number}日間休館します。</p><dl><dt>休館する期間</dt><dd>2月15日（月）から2月19日（金）まで</dd></dl>",
        f"# 休館\n\n図書館は{number}日間休館します。\n\n| 休館期間 | 2月15日（月）から19日（金）まで |\n|---|---|\n",
    )


def _together(number: object) -> tuple[str, ...]:
    return (
        f"図書館で、全部で{number}人を募集します。\n\n| 場所 | 人数 |\n|---|---|\n| 中央 | 4人 |\n| 東 | 2人 |\n| 西 | 1人 |\n",
        f"図書館で、全部で{number}人を募集します。\n\n- 中央図書館　4人\n- 東分館　2人\n- 西分館　1人\n",
        f"募集する人数：合わせて{number}人\n\n・中央図書館：4人\n・東分館：2人\n・西分館：1人",
        f"募集人数は全部で{number}人です（中央図書館4人、東分館2人、西分館1人）。",
        f"<p>避難の対象は、あわせて42世帯、9{number}人です。</p><table><tr><th>区域</th><th>世帯</th><th>人数</th></tr><tr><td>沢入</td><td>18世帯</td><td>41人</td></tr><tr><td>峠下</td><td>24世帯</td><td>56人</td></tr></table>",
    )


def _rest(number: object) -> tuple[str, ...]:
    return (
        f"# おわび\n\n通知書を、12世帯に誤って送りました。\n\n- 9世帯から回収しました。残る{number}世帯についても、回収を進めています。",
        f"<p>12世帯に誤って送りました。</p><ul><li>9世帯：回収済み</li><li>残る{number}世帯：回収中</li></ul>",
        f"誤送付：12通\n回収：9通\n残り：{number}通\n",
    )


def _sections(number: object) -> tuple[str, ...]:
    return (
        f"# 意見の募集\n\n## 1 募集期間\n\nあ。\n\n## 2 意見の出し方\n\n「{number} 意見の取扱い」をお読みください。\n\n## 3 意見の取扱い\n\nい。\n",
        f"<h2>1 対象</h2><p>あ</p><h2>2 方法</h2><p>い</p><h2>3 支給の時期</h2><p>項目{number}をご覧ください。</p>",
        f"| 番号 | 講座 |\n|---|---|\n| 1 | 消火 |\n| 2 | 救命 |\n| 3 | 地震 |\n\n番号{number}の講座は有料です。",
        f"1. 消火\n2. 救命\n3. 地震\n\n{number}番の講座は有料です。",
    )


def _births(year: object) -> tuple[str, ...]:
    table = f"健康診査\n\n更新日：2026年12月18日\n\n| 健診日 | 対象 |\n|---|---|\n| 2027年1月14日（木） | 令和7年6月生まれ |\n| 2027年2月18日（木） | 令和7年7月生まれ |\n| 2027年3月18日（木） | 令和{year}年8月生まれ |\n"
    return (
        f"# 1歳6か月児{table}",
        f"# 乳幼児{table}",
        f"令和9年3月18日（木）の1歳6か月児健診は、令和{year}年8月生まれのお子さんが対象です。",
    )


def _columns(number: object) -> tuple[str, ...]:
    return (
        f"| 年齢 | 人数 |\n|---|---|\n| 若い | 98人 |\n| 中 | 276人 |\n| 上 | {number}人 |\n| 老 | 432人 |\n| 合計 | 1,124人 |\n\n時間が合わないという声がありました。",
        f"<table><tr><th>部屋</th><th>午前</th><th>午後</th><th>全日<br>（2区分の合計）</th></tr><tr><td>A</td><td>100円</td><td>200円</td><td>300円</td></tr><tr><td>B</td><td>150円</td><td>200円</td><td>350円</td></tr><tr><td>C</td><td>100円</td><td>218円</td><td>{number}円</td></tr></table>",
    )


def _papers(name: object) -> tuple[str, ...]:
    return (
        f"手数料は、{name}のとおりです。\n\n定額小為替を同封してください。\n\n| 証明書 | 額 |\n|---|---|\n| 住民票 | 350円 |\n",
    )


def _names(name: object) -> tuple[str, ...]:
    return (
        f"# 乗合タクシー「まゆタク」を始めます\n\n市は、「まゆタク」を始めます。\n\n説明会では、「{name}」の車両も展示します。",
    )


CASES: tuple[tuple[str, Callable[[object], tuple[str, ...]], object, object], ...] = (
    ("stated-twice duration-mismatch", _hours, 6, 5),
    ("stated-twice", _readings, 10, 11),
    ("stated-twice", _fiscal, 7, 8),
    ("stated-twice", _forms, "臨時職員登録申込書", "会計年度任用職員申込書"),
    ("count-of-list", _counted, 4, 3),
    ("weekday-mismatch", _weekday, "火", "水"),
    ("stated-twice", _ends, "15日（金）", "18日（月）"),
    ("stated-twice", _days, 6, 5),
    ("listed-sum sum-mismatch", _together, 8, 7),
    ("arithmetic", _rest, 4, 3),
    ("missing-section", _sections, 6, 3),
    ("birth-date-range", _births, 6, 7),
    ("sum-mismatch", _columns, 381, 318),
    ("missing-attachment", _papers, "別紙2", "次の表"),
    ("proper-name", _names, "まゆのりタクシー", "まゆタク"),
)


@pytest.mark.parametrize(
    ("rules", "text"),
    [(rules, text) for rules, texts, wrong, _ in CASES for text in texts(wrong)],
)
def test_wrong(rules: str, text: str) -> None:
    assert _told(text) & set(rules.split())


@pytest.mark.parametrize("text", [text for _, texts, _, right in CASES for text in texts(right)])
def test_right(text: str) -> None:
    assert not _told(text)


@pytest.mark.parametrize(
    "text",
    [
        _DAY + "停電は、午前9時から午後5時までの間で、1時間ほど続きます。",
        _DAY + "工事は午前9時から午後5時までです。断水は2時間ほど続くことがあります。",
        "定員は全部で30人です。\n\n- 持ち物：なし\n- 相談員：3人\n- 講師：2人",
        "全部で20区画です。\n\n8区画は決まりました。残る12区画を募集します。",
        "12月29日、火曜日、水曜日は休みます。",
        "| 番号 | 区 |\n|---|---|\n| 1 | あ |\n| 2 | い |\n\n抽選番号8の方、番号15で始まる封筒。",
        "## 1 対象\n\nあ\n\n## 2 投票所\n\nい\n\n第22投票所は、会館に変わります。",
        "# 「あおばバス」を始めます\n\n「あおばバス」は1日6便です。\n\n「あおば循環バス」は今までどおりです。",
        "# 令和7年度 決算の公表\n\n令和8年度の決算は来年公表します。",
    ],
)
def test_near_misses(text: str) -> None:
    assert not _told(text)
