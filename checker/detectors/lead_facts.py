"""Leads of press releases that leave out who does what, and when."""

from __future__ import annotations

from collections.abc import Iterator

from checker.context import Context
from checker.detectors import Options
from checker.detectors.press import before, is_incident, is_press, lead
from checker.model import Match, Tier
from checker.regex import regex

NEEDS = Tier.TEXT
PLACEHOLDERS = frozenset({"missing"})

# A city, an office or a group of people that does something, and the words for oneself.
_WHO = regex(
    r"[一-鿿ぁ-んァ-ヶー](?:市|町|村|区|県|府|都|道|省|庁|課|部|局|室|係|館|校|学園|大学|高校|会|社|団|署|所|院|園|組合|連盟|機構|法人|公社|センター|チーム|クラブ|[0-9]年生)"
    r"(?:[（(][^（）()]{1,30}[)）])?(?:は|が|では|も|と|などは|などが|および|及び|、|の[^。、]{1,20}[はが])"
    r"|(?:本|当)(?:市|町|村|区|県|課|館|校|園|センター)(?:は|が|で|と|の)|市では|市は|市が|(?:市長|町長|村長|区長|知事|教育長|議長|理事長|実行委員会|生徒|学生|児童|園児|住民|市民|職員|選手)[^。]{0,20}?[はがもら]"
)
_WHEN = regex(
    r"[0-9]+月|[0-9]+日|[0-9]+年|令和|元年|本日|今日|昨日|明日|今年|来年|今月|来月|今週|来週|先月|昨年|本年|年度|今秋|今春|今夏|今冬"
    r"|今(?:年)?の?[春夏秋冬]|[春夏秋冬](?:に|から|休み)|すでに|既に|年内|現在"
)
_POINTS = regex("(?:標記|標題|表題|首題)の")
# What the lead names in spite of that.
_NAMED = regex(r"[「『][^」』]{2,}[」』]|[0-9]+[人件台か所点万億回校]")
_ROUTINE = regex(
    "訂正|差し替え|取り下げ|[詫わ]び|処分|人事異動|訃報|逝去|統計|人口|定例|日程|議案|予算案?の概要|月報|速報|被害状況|第[0-9]+報"
)


def check(context: Context, options: Options) -> Iterator[Match]:
    """One match, the lead, with what it and the lines above it do not say."""
    document = context.document
    if not document.blocks or not is_press(context):
        return
    block = lead(document)
    if block is None or is_incident(context):
        return
    text = block.span.cut(document.folded)
    above = before(document, block)
    if _ROUTINE.search(above):
        return
    missing = []
    if not _WHO.search(text) and not _WHO.search(above):
        missing.append("誰が")
    if _POINTS.search(text) and not _NAMED.search(text):
        missing.append("何をするのか")
    if not _WHEN.search(text) and not _WHEN.search(above):
        missing.append("いつ")
    if missing and missing != ["誰が"]:  # that alone is whoever sends the release
        yield Match(block.span, {"missing": "」「".join(missing)})
