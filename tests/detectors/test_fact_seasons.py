"""Days and hours that the rest of a draft proves wrong: its months, its issue, its own hours."""

from __future__ import annotations

import datetime

import pytest

from checker.api import Checker
from checker.config import Config
from checker.document.model import Format

CHECKER = Checker(Config(select=("facts",)), as_of=datetime.date(2026, 11, 22), raise_crashes=True)


def _told(text: str) -> set[str]:
    format_ = Format.HTML if text.startswith("<") else Format.TEXT
    if text.startswith(("#", "|", "- ")):
        format_ = Format.MARKDOWN
    found = CHECKER.check_text(text, format=format_).findings
    return {finding.rule.partition("/")[2] for finding in found}


WRONG = (
    # last year's weekday, where a year of the draft would explain it
    (
        "weekday-mismatch",
        "# 臨時の窓口\n\n更新日：令和9年2月22日\n\n3月28日（土曜日）も、午前9時から窓口を開けます。",
    ),
    (
        "weekday-mismatch",
        "広報あおば2月号\n\n◎本の会\n日　2月20日（日）14:00～16:00\n内　作品は3月2日（火）から14日（日）まで飾ります。"
        "\n申　2月3日（水）から2月14日（日）まで",
    ),
    (
        "weekday-mismatch",
        "# 市長選挙\n\n<!-- -->\n2027年1月20日更新\n\n1月31日（日）に告示し、2月7日（日）に投票します。"
        "2月3日（火）までに用紙を請求してください。平成21年2月8日までに生まれ、令和8年10月30日までに届けた方",
    ),
    # hours
    ("impossible-clock", "電話 04-0000-1234（平日8:30～17:75）"),
    ("impossible-clock", "申　2月2日（火）32:00から"),
    (
        "period-reversed",
        "# 断水のお知らせ\n\n電話 04-0000-1234（平日 午後5時15分から午前8時30分まで）",
    ),
    ("period-reversed", "日　2月6日（土）11:30～9:30\n日　2月7日（日）13:00～15:00"),
    (
        "closing-on-day",
        "年末の受付は、30日（水）は午前9時～正午です。\n\n30日は午後2時に門を閉めます。",
    ),
    # what follows what
    (
        "step-order",
        "令和8年12月25日\n\n職員を募集します\n\n■受付期間　令和9年1月12日（火）から令和9年2月19日（金）まで（必着）"
        "\n■選　　考　令和9年2月13日（土）に市役所で面接を行います。",
    ),
    (
        "phase-order",
        "<h2>断水のお知らせ</h2><dl><dt>断水日時</dt><dd>令和9年1月27日（水）午後10時から翌28日（木）午前5時まで</dd>"
        "<dt>予備日</dt><dd>令和9年1月20日（水）午後10時から翌21日（木）午前5時まで</dd></dl>",
    ),
    (
        "told-past",
        "提供日　令和9年1月22日（金）\n\n1月20日（水）から対象の方のお宅を訪ね、1月25日（月）までに34通を回収いたしました。",
    ),
    # years
    (
        "stale-fiscal-year",
        "# 令和7年度 納期のお知らせ\n\n令和9年1月12日\n\n今回が令和8年度の最後の納期です。",
    ),
    ("years-since", "公開日：令和9年1月8日\n\n平成7年の地震から、1月17日で31年になります。"),
    (
        "issued-late",
        "# 市営住宅の入居者を募集します\n\n公開日：令和8年1月8日\n\n- 受付期間：令和9年2月1日（月曜日）から"
        "令和9年2月12日（金曜日）まで",
    ),
    # a counter that says when it is closed
    (
        "closed-day-deadline",
        "# 納期\n\n令和9年1月12日\n\nコンビニで納められます。\n\n2月11日（木）までに相談窓口（2階7番）へお越しください。"
        "相談は窓口だけで行います（土曜・日曜・祝日は閉庁）。",
    ),
)
RIGHT = (
    "# 臨時の窓口\n\n更新日：令和9年2月22日\n\n3月28日（日曜日）も、午前9時から窓口を開けます。",
    "# 集いの様子\n\n公開日：令和9年1月20日\n\n3月14日（土）に開催した会には、200人が来ました。",
    "# 講座\n\n更新日：令和9年2月22日\n\n昨年の3月28日（土曜日）に続いて開きます。",
    "# 夜間の連絡先\n\n時間外の電話 04-0000-1234（平日 午後5時15分から午前8時30分まで）",
    "水と酢を35:65の割合で混ぜます。",
    "年末の受付は、30日（水）は午前9時～正午です。\n\n30日は正午に門を閉めます。",
    "# 令和7年度 決算\n\n令和9年1月12日\n\n令和8年度の予算も見られます。",
    "公開日：令和9年1月8日\n\n平成7年の地震から、1月17日で32年になります。",
    "# 申請を受け付けます\n\n公開日：令和8年4月1日\n\n令和9年3月31日（水曜日）までに、申請してください。",
    "# 納期\n\n令和9年1月12日\n\nコンビニで納められます。\n\n2月10日（水）までに相談窓口（2階7番）へお越しください。"
    "相談は窓口だけで行います（土曜・日曜・祝日は閉庁）。",
    "登録日　令和8年12月15日\n\n令和9年1月18日（月曜日）までに、意見を出してください。",
)


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_what_cannot_be_is_told(rule: str, text: str) -> None:
    assert rule in _told(text)


@pytest.mark.parametrize("text", RIGHT)
def test_what_can_be_is_left_alone(text: str) -> None:
    assert not _told(text)
