"""Numbers that other numbers of the draft give, rows of numbers, and what was left in a draft."""

from __future__ import annotations

import datetime

import pytest

from checker.api import Checker
from checker.config import Config
from checker.document.model import Format

CHECKER = Checker(Config(select=("facts",)), as_of=datetime.date(2026, 11, 22), raise_crashes=True)


def _told(text: str) -> set[str]:
    format_ = Format.HTML if text.startswith("<") else Format.TEXT
    if text.startswith(("#", "|", ">")):
        format_ = Format.MARKDOWN
    found = CHECKER.check_text(text, format=format_).findings
    return {finding.rule.partition("/")[2] for finding in found}


def _list(fourth: str) -> str:
    rows = ("1人 1,500円", "2人 1,800円", "3人 2,100円", f"4人 {fourth}", "5人 2,700円")
    cells = "\n".join(f"| {one} | {other} |" for one, other in (row.split() for row in rows))
    return f"| 人数 | 使用料 |\n|---|---|\n{cells}"


_FORMULA = "<p>{}</p><table><tr><th>人数</th><th>額</th></tr><tr><td>1人</td><td>1,500円</td></tr><tr><td>2人</td><td>{}</td></tr><tr><td>3人</td><td>2,100円</td></tr></table>"
_DATED = "# 第{}回 星の教室\n\n{}\n\n- 日時：令和9年2月20日（土曜日）午前10時から"

PAIRS = (
    # what is left of a whole
    ("arithmetic", "対象は120人です。回答した方は95人、未回答は35人です。", "35人", "25人"),
    ("arithmetic", "件数：52件\n\n40件を回収し、未回収は14件です。", "14件", "12件"),
    (
        "arithmetic",
        "申請は300世帯です。交付済みは280世帯、未交付は25世帯です。",
        "25世帯",
        "20世帯",
    ),
    # what several are worth
    ("arithmetic", "1枚500円の券です。\n\n区分A　20枚（11,000円分）", "11,000", "10,000"),
    ("arithmetic", "商品券は500円券10枚（6,000円分）です。", "6,000", "5,000"),
    (
        "arithmetic",
        "20枚（20,000円分）、15枚（15,000円分）、10枚（12,000円分）です。",
        "12,",
        "10,",
    ),
    # price lists
    ("arithmetic", _list("2,500円"), "2,500円", "2,400円"),
    (
        "arithmetic",
        _FORMULA.format("基本料金1,200円に、1人につき300円を足した額です。", "1,900円"),
        "1,900円",
        "1,800円",
    ),
    (
        "arithmetic",
        _FORMULA.format("使用料は、1,200円＋（300円×人数）です。", "1,900円"),
        "1,900円",
        "1,800円",
    ),
    # equations
    ("arithmetic", "> 計算の例：13万円×3基＝42万円（上限は1基15万円）", "42万円", "39万円"),
    ("arithmetic", "600円×3室＝2,000円です。", "2,000円", "1,800円"),
    # numbers and names
    ("count-of-list", "映画を3本上映します（「川」「山」）。", "3本", "2本"),
    ("count-of-list", "絵本4冊：『ねこ』『いぬ』『とり』を読みます。", "4冊", "3冊"),
    ("count-of-list", "歌うのは「春」「夏」「秋」の4曲です。", "4曲", "3曲"),
    (
        "count-of-list",
        "# 講座\n\n## 全5講座\n\n- 川\n- ごみの出し方、減らし方\n- 歴史\n- 備え",
        "全5",
        "全4",
    ),
    # the how manyth time
    ("edition-mismatch", _DATED.format(6, "昨年度までの6回で、80人が参加しました。"), "第6", "第7"),
    ("edition-mismatch", _DATED.format(5, "令和3年度から毎年1回開いています。"), "第5", "第6"),
    ("edition-mismatch", _DATED.format(5, "2022年から毎年開いています。"), "第5", "第6"),
    # days of a period
    (
        "duration-mismatch",
        "令和9年2月1日（月）から2月12日（金）まで。月曜日は休館します。全部で11日間です。",
        "11日間",
        "10日間",
    ),
    (
        "duration-mismatch",
        "令和9年2月1日（月）から12日（金）まで（土・日曜日、祝日を除く）、合わせて11日間です。",
        "11日間",
        "9日間",
    ),
    # classes
    (
        "boundary-overlap",
        "・区分1　所得が100万円未満の世帯\n・区分2　所得が200万円以上300万円未満の世帯",
        "200万円以上",
        "100万円以上",
    ),
    # the room there is
    (
        "role-differs",
        "定員は30人です。申し込みは先着順で、25人になり次第、締め切ります。",
        "25人",
        "30人",
    ),
    (
        "role-differs",
        "定員　先着20組\n\n申し込みは12月1日から。15組で締め切ります。",
        "15組",
        "20組",
    ),
    # numbers in order
    (
        "skipped-number",
        "その1　窓口で\n　書類を出します。\nその2　電話で\n　お話しください。\nその4　メールで\n　送ってください。",
        "その4",
        "その3",
    ),
    ("skipped-number", "Ⅰ　日時\n\nⅡ　場所\n\nⅣ　費用", "Ⅳ", "Ⅲ"),
    ("skipped-number", "第1段階　準備\n\n第2段階　実施\n\n第4段階　まとめ", "第4", "第3"),
    ("skipped-number", "## 1 日時\n\n春\n\n## 2 本市の案\n\n夏\n\n## 4 人材の確保\n\n秋", "4", "3"),
    # blanks
    ("placeholder", "結果は3月◯日までに送ります。", "◯", "9"),
    ("placeholder", "開館は10月●日（土）です。", "●日（土）", "3日（土）"),
    ("placeholder", "発送は令和9年○月です。", "○", "3"),
    # notes
    (
        "pending-note",
        "額は5万円（要綱と照らし合わせて修正）です。",
        "（要綱と照らし合わせて修正）",
        "",
    ),
    (
        "pending-note",
        "受付は10日から（課長に見せてから公開）です。",
        "（課長に見せてから公開）",
        "",
    ),
    ("pending-note", "額は5万円【人事課に再度確認】です。", "【人事課に再度確認】", ""),
    # whose telephone
    (
        "personal-mobile",
        "当日の連絡先：090-0000-4471（スポーツ課 北村主任）",
        "スポーツ課 北村主任",
        "当日だけ",
    ),
)


@pytest.mark.parametrize(("rule", "text", "wrong", "right"), PAIRS)
def test_the_wrong_value_is_told_and_the_right_one_is_not(
    rule: str, text: str, wrong: str, right: str
) -> None:
    assert wrong in text
    assert rule in _told(text)
    assert not _told(text.replace(wrong, right))


SILENT = (
    "誤って送った412通のうち、398通を回収し、住所不明などで未回収は3通です。",
    "チケットは11枚つづり（5,500円分）を5,000円で売ります。1枚500円です。",
    _DATED.format(5, "令和3年度から毎年1回開き、令和4年度は雪で中止しました。"),
    _DATED.format(8, "これまで3回優勝した人も走ります。過去2回は雪でした。"),
    "歌うのは、市の歌と「春」「夏」「秋」の4曲です。",
    "落語5席（「時そば」「平林」など）をお楽しみください。",
    "定員　30人\n\n10人を超える団体は、先に電話してください。5人に達しないときは中止します。",
    "第1回　2月1日（月曜日）\n\n第2・3回　2月8日（月曜日）\n\n第4回　2月15日（月曜日）",
    "手順1　書類を出します。手順2　通知を受け取ります。手順2の通知は、なくさないでください。",
    "4月○、5月×、6月○です。",
    "写真は、本人の了解を得て載せます（本人の了承を得て掲載）。",
    "木を切る前に、ご相談ください（事前に環境課へ相談）。",
    "連絡先：090-0000-4471（あおば写真クラブ 北村さん）",
    "1 階は受付です。\n\n2 階は会場です。\n\n4 階は休憩の場所です。",
    "・山コース　5人未満\n・川コース　10人以上20人未満",
)


@pytest.mark.parametrize("text", SILENT)
def test_nothing_is_told_where_only_one_side_is_said(text: str) -> None:
    assert not _told(text)
